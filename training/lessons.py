"""Turns annotated articles into the tensors that the reading heads learn from, once, before training."""

from types import SimpleNamespace

import numpy as np
import torch

import pairs
from articles import OTHER_CLASS, PRONOUN, TIME, mention_tags, stretch
from corpora import IGNORE, shape
from reader import SLOTS, groups

CLS, SEP, UNKNOWN = 101, 102, 100


def lesson(one, pieces):
    """All that one article teaches."""
    found = SimpleNamespace(article=one)
    found.pieces = [pieces.of(word) for word in one.words]
    found.shapes = [shape(word) for word in one.words]
    found.tags = tags(one) if one.quotes is not None else {"mention": torch.tensor(mention_tags(one))}
    places = pairs.Places(one)
    mentions = one.mentions
    found.mention_spans = torch.tensor([(m.start, m.end) for m in mentions], dtype=torch.long).view(-1, 2)
    entities(one, places, found)
    events(one, places, found)
    quotes(one, places, found)
    return found


def tags(one):
    """The tags of single words."""
    count = len(one.words)
    trigger, content, source, cue = ([0] * count for _ in range(4))
    for event in one.events:
        for at in event.triggers:
            trigger[at] = 1 + event.type
    for quote in one.quotes:
        content[quote.start : quote.end] = stretch(0, quote.end - quote.start)
        for layer, span in ((source, quote.source), (cue, quote.cue)):
            if span:
                layer[span[0] : span[1]] = stretch(0, span[1] - span[0])
    found = {"mention": mention_tags(one), "trigger": trigger, "content": content, "source": source, "cue": cue}
    for layer, at in one.unsure.items():
        for word in at:
            found[layer][word] = IGNORE
    return {name: torch.tensor(values) for name, values in found.items()}


def entities(one, places, found):
    """Who is who, and what."""
    mentions = one.mentions
    count = max([m.entity + 1 for m in mentions if m.entity is not None], default=0)
    entity = torch.tensor([-1 if m.entity is None else m.entity for m in mentions], dtype=torch.long)
    members = [[] for _ in range(count)]
    for at, m in enumerate(mentions):
        if m.entity is not None:
            members[m.entity].append(at)
    found.entity_mentions = groups(members, len(mentions))
    found.same_entity = (entity[:, None] == entity[None]) & (entity >= 0)[:, None]
    found.to_identify = entity >= 0
    if mentions:
        features, allowed = pairs.identity(one, mentions, places)
        found.identity = torch.from_numpy(features), torch.from_numpy(allowed)
    kinds = one.kinds or []
    at = [i for i, m in enumerate(mentions) if m.kind not in (TIME, PRONOUN, OTHER_CLASS) and kinds]
    found.kind_at = torch.tensor(at, dtype=torch.long)
    found.kind_of = torch.tensor([kinds[mentions[i].entity] for i in at], dtype=torch.long)
    coded = [e for e in range(count) if one.codes and one.codes[e] and any(mentions[i].kind != PRONOUN for i in members[e])]
    found.code_of = torch.tensor([one.codes[e] for e in coded], dtype=torch.long).view(-1, 2)
    spoken = [[i for i in members[e] if mentions[i].kind != PRONOUN] for e in coded]
    found.coded_mentions = groups(spoken, len(mentions))


def events(one, places, found):
    """What happened."""
    mentions, evts = one.mentions, one.events or []
    triggers = sorted({(at, number) for number, e in enumerate(evts) for at in e.triggers})
    found.trigger_at = torch.tensor([at for at, _ in triggers], dtype=torch.long)
    if not triggers:
        return
    owner = torch.tensor([number for _, number in triggers])
    found.trigger_status = torch.tensor([evts[n].status for _, n in triggers])
    main = [next(i for i, t in enumerate(triggers) if t == (e.triggers[0], n)) for n, e in enumerate(evts)]
    found.main, found.modes = torch.tensor(main), torch.tensor([e.mode for e in evts])
    found.same_event = owner[:, None] == owner[None]
    at, types = [at for at, _ in triggers], [evts[n].type for _, n in triggers]
    features, allowed = pairs.sameness(one, at, types, places)
    found.same_features = torch.from_numpy(features), torch.from_numpy(allowed)
    found.event_triggers = groups([[i for i, t in enumerate(triggers) if t[1] == n] for n in range(len(evts))], len(at))
    if not mentions:
        return
    features, allowed = pairs.slot(at, mentions, places, pairs.Paths(one))
    found.slot = torch.from_numpy(np.ascontiguousarray(features)), torch.from_numpy(allowed)
    # What may fill a slot: the entities, then each stretch of words that says when.
    times = [i for i, m in enumerate(mentions) if m.kind == TIME]
    persons = found.entity_mentions
    found.fillers = torch.cat([persons, groups([[i] for i in times], len(mentions))])
    filled = torch.zeros(len(evts), len(found.fillers), len(SLOTS))
    weight = torch.ones_like(filled)
    weight[:, : len(persons), 4] = 0
    weight[:, len(persons) :, :4] = 0
    # An entity that no word stands for teaches nothing.
    weight[:, : len(persons)] *= persons.any(1)[None, :, None]
    for n, e in enumerate(evts):
        for slot, some in enumerate([e.actors, e.recipients, [e.place], [e.according_to]]):
            for entity in some:
                if entity is not None and entity < len(persons):
                    filled[n, entity, slot] = 1
        for time in e.times:
            filled[n, len(persons) + times.index(time), 4] = 1
    found.filled, found.may_fill = filled, weight


def quotes(one, places, found):
    """Who said what."""
    mentions, some = one.mentions, one.quotes or []
    found.quote_spans = torch.tensor([(q.start, q.end) for q in some], dtype=torch.long).view(-1, 2)
    found.forms = torch.tensor([q.form for q in some])
    if not some or not mentions:
        return
    features, allowed = pairs.speaker(some, mentions, places)
    found.speaker = torch.from_numpy(np.ascontiguousarray(features)), torch.from_numpy(allowed)
    count = len(found.entity_mentions)
    known = [q.speaker is not None and q.speaker < count and bool(found.entity_mentions[q.speaker].any()) for q in some]
    found.speakers = torch.tensor([q.speaker if k else count for q, k in zip(some, known)])
    sources = torch.zeros(len(some), len(mentions))
    for row, q in enumerate(some):
        for i, m in enumerate(mentions):
            if q.source and m.start < q.source[1] and q.source[0] < m.end and (m.entity == q.speaker):
                sources[row, i] = 1
    found.sources = sources


def windows(found, rng, limit):
    """Windows of whole sentences, some of them short, as lists of words; a sentence that is too long is cut."""
    one = found.article
    borders = [*one.sentences, len(one.words)]
    bound = lambda: limit if rng.random() < 0.6 else rng.randint(24, limit)  # noqa: E731
    cut, run, length, wanted = [], [], 0, bound()
    for start, end in zip(borders, borders[1:]):
        size = sum(len(found.pieces[w]) for w in range(start, end))
        if run and length + size > wanted:
            cut.append(run)
            run, length, wanted = [], 0, bound()
        for word in range(start, end):
            if length + len(found.pieces[word]) > limit:
                cut.append(run)
                run, length = [], 0
            run.append(word)
            length += len(found.pieces[word])
    return cut + [run] if run else cut


def engine_windows(found):
    """The engine's windows: (words, those of them that are taken from it)."""
    return [(range(a, b), range(c, d)) for a, b, c, d in found.article.windows]


def batch(found, cut, rng=None, masked=0.0):
    """Pieces and shapes of windows [N, T], and for each word of the article its place in the flat list of vectors."""
    taken = [(w, w) if not isinstance(w, tuple) else w for w in cut]
    rows, places = [], {}
    for number, (words, core) in enumerate(taken):
        ids, shapes, keep = [CLS], [0], set(core)
        for w in words:
            if w in keep:
                places[w] = (number, len(ids))
            ids += found.pieces[w]
            shapes += [found.shapes[w]] * len(found.pieces[w])
        rows.append((ids + [SEP], shapes + [0]))
    length = max(len(ids) for ids, _ in rows)
    ids, shapes = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.long)
    for row, (i, s) in enumerate(rows):
        ids[row, : len(i)], shapes[row, : len(s)] = torch.tensor(i), torch.tensor(s)
    if rng is not None and masked:
        ids[(torch.rand(ids.shape) < masked) & (ids > 102)] = 103
    flat = torch.tensor([places[w][0] * length + places[w][1] for w in range(len(found.article.words))])
    return ids, shapes, flat
