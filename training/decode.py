"""Reads articles with a trained reader, as plainly as can be, into readings that `score.py` scores: the network's worth by itself.

`python decode.py RUN/last.pt OUT [--file CORPUS.jsonl]` writes OUT/gold and OUT/readings and prints score.py's table.
"""

import argparse
import json
import math
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import torch

import articles
import lessons
import pairs
from articles import FORMS, KINDS, MASKED, MENTIONS, PRONOUN, STATUSES, TIME, TYPES, Mention, Quote
from corpora import CORPORA, Pieces
from network import base_model, from_base
from reader import SLOTS, groups, summed
from study import Both, vectors
from teacher import from_mpnet

GOLD = CORPORA.parent / "gold"
FITTED = tomllib.loads((Path(__file__).parent / "fitted.toml").read_text("utf-8"))


def settle(reader, by=FITTED):
    """Moves the biases of the heads by numbers that `fit.py` found, so that what is decided is decided at 0 or a half."""
    with torch.no_grad():
        for name in ("mention", "content"):
            reader.words[name].bias[0] += by[f"no_{name}"]
        reader.words["trigger"].bias[0] += math.log(by["trigger"] / (1 - by["trigger"]))
        for head, name in (("new", "new_entity"), ("first", "new_event"), ("nobody", "nobody")):
            getattr(reader, head).bias += by[name]
        for slot, name in enumerate(SLOTS[:4]):
            reader.slot.out.bias[slot] -= by[name]
    return reader


def viterbi(scores, allowed):
    """The best path of tags; `allowed[a, b]` says whether b may follow a."""
    penalty = np.where(allowed, 0.0, -1e9)
    best, back = scores[0] + np.where(allowed[0], 0.0, -1e9), []
    for row in scores[1:]:
        through = best[:, None] + penalty
        back.append(through.argmax(0))
        best = through.max(0) + row
    # What is open at the end of the text has no end.
    path = [int((best + penalty[:, 0]).argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def legal(tags):
    """Which tag may follow which, and which may begin: what has begun ends before anything else."""
    tag = np.arange(tags)
    part, label = np.where(tag == 0, 0, (tag - 1) % 4 + 1), (tag - 1) // 4
    is_open, goes_on = np.isin(part, (1, 2)), np.isin(part, (2, 3))
    same = label[:, None] == label[None]
    return np.where(is_open[:, None], goes_on[None] & same, ~goes_on[None])


def spans(scores):
    """Stretches of words by their tags: (label, start, end)."""
    found, start = [], 0
    for at, tag in enumerate(viterbi(scores, legal(scores.shape[1]))):
        part = (tag - 1) % 4 if tag else None
        if part in (0, 3):
            start = at
        if part in (2, 3):
            found.append(((tag - 1) // 4, start, at + 1))
    return found


def looked_at(both, lesson, words=None):
    """The vectors of the words of an article, what is said of each, their places, and the mentions with their vectors."""
    one, reader = lesson.article, both.reader
    words = vectors(both, lesson, lessons.engine_windows(lesson)) if words is None else words
    said = {name: head(words).log_softmax(1).numpy() for name, head in reader.words.items()}
    mentions = mentions_of(one, said["mention"])
    return words, said, pairs.Places(one), mentions, reader.mentions(words, [(x.start, x.end) for x in mentions])


def read(both, lesson, words=None, by=FITTED):
    """What the settled network says of one article, as a reading; `words` are vectors that are known."""
    one, reader = lesson.article, both.reader
    words, said, places, mentions, m = looked_at(both, lesson, words)
    identify(reader, one, mentions, m, places)
    count = max([x.entity + 1 for x in mentions if x.entity is not None], default=0)
    members = [[i for i, x in enumerate(mentions) if x.entity == e] for e in range(count)]
    kinds = kinds_of(reader, mentions, m, members)
    quotes = quotes_of(reader, one, words, said, mentions, m, members, places)
    events = events_of(reader, one, words, said, mentions, m, members, quotes, places, by)
    return reading(one, mentions, members, kinds, quotes, events)


def triggers_of(said):
    """The words that tell of events."""
    return [int(w) for w in np.flatnonzero(1 - np.exp(said["trigger"][:, 0]) > 0.5)]


def scored(both, lesson):
    """What the heads say before anything is decided: units by their words, and the scores of pairs of them, as `compared` has it."""
    one, reader = lesson.article, both.reader
    words, said, places, mentions, m = looked_at(both, lesson)
    contents, at = contents_of(said), triggers_of(said)
    keys = [(x.start, x.end) for x in mentions]
    found = {"mentions": (keys, {}), "triggers": (at, {}), "contents": ([(q.start, q.end) for q in contents], {})}
    if mentions:
        features, allowed = pairs.identity(one, mentions, places)
        scores = (reader.identity(m, m, torch.from_numpy(features)).squeeze(2) - reader.new(m)).tolist()
        found["mentions"][1].update({(keys[i], keys[j]): [scores[i][j]] for i, j in zip(*np.nonzero(allowed))})
    if at:
        t = reader.triggers(words, at)
        features, allowed = pairs.sameness(one, at, said["trigger"][at, 1:].argmax(1), places)
        scores = (reader.sameness(t, t, torch.from_numpy(features)).squeeze(2) - reader.first(t)).tolist()
        found["triggers"][1].update({(at[i], at[j]): [scores[i][j]] for i, j in zip(*np.nonzero(allowed))})
    if at and mentions:
        features, allowed = pairs.slot(at, mentions, places, pairs.Paths(one))
        scores = reader.slot(t, m, torch.from_numpy(np.ascontiguousarray(features))).tolist()
        found["triggers"][1].update({(at[i], keys[j]): scores[i][j] for i, j in zip(*np.nonzero(allowed))})
    if contents and mentions:
        q = reader.quotes(words, [(x.start, x.end) for x in contents])
        for quote, form in zip(contents, reader.form(q).argmax(1).tolist()):
            quote.form = form
        features, allowed = pairs.speaker(contents, mentions, places)
        scores = reader.speaker(q, m, torch.from_numpy(np.ascontiguousarray(features))).tolist()
        spans_of = found["contents"][0]
        found["contents"][1].update({(spans_of[i], keys[j]): scores[i][j] for i, j in zip(*np.nonzero(allowed))})
    return found


def compared(said):
    """The same of what the engine says, as JSON."""
    words = lambda unit: (unit["words"]["start"], unit["words"]["end"])  # noqa: E731
    mentions, triggers, contents = said["mentions"], said["triggers"], said["contents"]
    keys, at = [words(x) for x in mentions], [x["word"] for x in triggers]
    scores = {
        "mentions": {(keys[i], keys[j]): [s] for i, x in enumerate(mentions) for j, s in x["before"]},
        "triggers": {(at[i], at[j]): [s] for i, x in enumerate(triggers) for j, s in x["before"]}
        | {(at[i], keys[j]): s for i, x in enumerate(triggers) for j, s in x["fillers"]},
        "contents": {(words(x), keys[j]): s for x in contents for j, s in x["speakers"]},
    }
    return {"mentions": (keys, scores["mentions"]), "triggers": (at, scores["triggers"]), "contents": ([words(x) for x in contents], scores["contents"])}


def contents_of(said):
    """What is quoted, by its tags."""
    return [Quote(start, end, 0, None, None, None) for _, start, end in spans(said["content"])]


def mentions_of(one, scores):
    """Mentions by their tags; a class that no word of theirs can have is not theirs."""
    found = [Mention(start, end, cls, None) for cls, start, end in spans(scores)]
    return [x for x in found if x.kind != PRONOUN or one.words[x.start].lower() in MASKED]


def identify(reader, one, mentions, m, places):
    """Gives each mention its entity: that of the best mention before it, or a new one. He is no she, and neither is a body."""
    if not mentions:
        return
    features, allowed = pairs.identity(one, mentions, places)
    scores = reader.identity(m, m, torch.from_numpy(features)).squeeze(2)
    scores = (scores - reader.new(m)).masked_fill(~torch.from_numpy(allowed), -1e4).numpy()
    likely = reader.kind(m).argmax(1).tolist()
    genders, bodies = [], []
    for i, x in enumerate(mentions):
        if x.kind == TIME:
            continue
        own, is_body = gender(one, x), x.kind != PRONOUN and KINDS[likely[i]] in ("organisation", "country", "place")
        fits = lambda e: not (own and genders[e] and own != genders[e]) and not (own and bodies[e] or is_body and genders[e])  # noqa: E731,B023
        before = [j for j in np.flatnonzero(scores[i] > 0) if mentions[j].entity is not None and fits(mentions[j].entity)]
        if before:
            x.entity = mentions[max(before, key=lambda j: scores[i, j])].entity
        elif x.kind != PRONOUN:
            x.entity = len(genders)
            genders.append(0)
            bodies.append(False)
        if x.entity is not None:
            genders[x.entity] = genders[x.entity] or own
            bodies[x.entity] |= is_body


def gender(one, mention):
    """1 for he and Mr, 2 for she and Mrs, 0 where neither is said."""
    words = [w.lower() for w in one.words[mention.start : mention.end]]
    group = pairs.pronoun_group(words)
    return group if group in (1, 2) else int(pairs.titles(one, [mention])[0])


def kinds_of(reader, mentions, m, members):
    """The kind of each entity: the mean of what its mentions say, pronouns left out."""
    logp = reader.kind(m).log_softmax(1) if len(m) else None
    own = [[i for i in some if mentions[i].kind != PRONOUN] or some for some in members]
    return [KINDS[int(logp[some].mean(0).argmax())] for some in own]


def quotes_of(reader, one, words, said, mentions, m, members, places):
    """Contents by their tags; the speaker is the entity that scores best, if any does better than nobody."""
    found = contents_of(said)
    if not found:
        return found
    q = reader.quotes(words, [(x.start, x.end) for x in found])
    for quote, form in zip(found, reader.form(q).argmax(1).tolist()):
        quote.form = form
    if not mentions:
        return found
    features, allowed = pairs.speaker(found, mentions, places)
    scores = reader.speaker(q, m, torch.from_numpy(np.ascontiguousarray(features)))
    scores = scores.masked_fill(~torch.from_numpy(allowed)[:, :, None], -30.0)
    total = summed(scores[:, :, :1], torch.eye(len(q), dtype=torch.bool), groups(members, len(mentions))).squeeze(2)
    total = torch.cat([total, reader.nobody(q)], 1)
    for row, quote in enumerate(found):
        best = int(total[row].argmax())
        if best < len(members):
            quote.speaker = best
            source = max(members[best], key=lambda i: float(scores[row, i, 1]))
            if scores[row, source, 1] > 0:
                quote.source = (mentions[source].start, mentions[source].end)
    return found


def events_of(reader, one, words, said, mentions, m, members, quotes, places, by):
    """Triggers by their tags, joined where one tells the same as another; slots where a score is high enough."""
    sure = 1 - np.exp(said["trigger"][:, 0])
    at = triggers_of(said)
    if not at:
        return []
    logp = said["trigger"][at, 1:]
    types = logp.argmax(1)
    t = reader.triggers(words, at)
    features, allowed = pairs.sameness(one, at, types, places)
    scores = reader.sameness(t, t, torch.from_numpy(features)).squeeze(2).masked_fill(~torch.from_numpy(allowed), -1e4)
    first, owner = reader.first(t).squeeze(1), []
    for i in range(len(at)):
        j = int(scores[i].argmax())
        owner.append(owner[j] if i and scores[i, j] > first[i] else max(owner, default=-1) + 1)
    happenings = [[i for i, o in enumerate(owner) if o == e] for e in range(max(owner) + 1)]
    status, mode = reader.status(t).softmax(1), reader.mode(t).softmax(1)
    found = []
    for some in happenings:
        main = max(some, key=lambda i: sure[at[i]])
        kind = int(np.exp(logp[some]).sum(0).argmax())
        found.append(
            {
                "type": TYPES[kind],
                "triggers": [at[main]] + [at[i] for i in some if i != main],
                "status": STATUSES[int(status[some].mean(0).argmax())],
                "mode": articles.MODES[int(mode[some].mean(0).argmax())],
            }
        )
    fill(reader, one, found, at, happenings, t, mentions, m, members, quotes, places, by)
    return found


def fill(reader, one, found, at, happenings, t, mentions, m, members, quotes, places, by):
    """Fills the slots of events."""
    for event in found:
        event |= {"actors": [], "recipients": [], "place": None, "according_to": None, "time": []}
    if not mentions:
        return
    features, allowed = pairs.slot(at, mentions, places, pairs.Paths(one))
    scores = reader.slot(t, m, torch.from_numpy(np.ascontiguousarray(features)))
    scores = scores.masked_fill(~torch.from_numpy(allowed)[:, :, None], -30.0)
    events = groups(happenings, len(at))
    filled = summed(scores, events, groups(members, len(mentions))).numpy()
    times = [i for i, x in enumerate(mentions) if x.kind == TIME]
    when = summed(scores, events, groups([[i] for i in times], len(mentions)))[:, :, SLOTS.index("time")]
    for row, of_time, event in zip(filled, when, found):
        event["time"] = [i for i, score in zip(times, of_time.tolist()) if score > 0]
        actor, recipient = row[:, 0] > 0, row[:, 1] > 0
        # Nobody acts on himself.
        both = actor & recipient
        actor &= ~(both & (row[:, 0] < row[:, 1]))
        recipient &= ~(both & (row[:, 0] >= row[:, 1]))
        event["actors"], event["recipients"] = np.flatnonzero(actor).tolist(), np.flatnonzero(recipient).tolist()
        speaker = next((q.speaker for q in quotes if q.start <= event["triggers"][0] < q.end), None)
        if speaker is not None:
            row[speaker, 3] += by["speaker_is_source"]
        for slot, name in ((2, "place"), (3, "according_to")):
            best = int(row[:, slot].argmax()) if len(row) else None
            if best is not None and row[best, slot] > 0:
                event[name] = best


def reading(one, mentions, members, kinds, quotes, events):
    """All of it in the project's JSON."""
    def span(start, end):
        return {"start": one.spans[start][0], "end": one.spans[end - 1][1]}

    entities = []
    for number, (some, kind) in enumerate(zip(members, kinds)):
        rows = [
            span(mentions[i].start, mentions[i].end)
            | {
                "layer": "place" if MENTIONS[mentions[i].kind] == "place" else "actor",
                "form": "pronoun" if mentions[i].kind == PRONOUN else "noun",
                "class": MENTIONS[mentions[i].kind],
            }
            for i in some
        ]
        own = [r for r in rows if r["form"] != "pronoun"] or rows
        name = max((one.text[r["start"] : r["end"]] for r in own), key=len)
        entities.append({"id": number, "name": name, "kind": kind, "mentions": rows})
    said = [
        {"content": span(q.start, q.end), "form": FORMS[q.form], "source": span(*q.source) if q.source else None, "speaker": q.speaker}
        for q in quotes
    ]
    told = []
    for e in events:
        trigger, *also = [span(w, w + 1) for w in e["triggers"]]
        time = [span(mentions[i].start, mentions[i].end) for i in e["time"]]
        kept = {k: e[k] for k in ("type", "mode", "actors", "recipients", "place", "status", "according_to")}
        told.append({**kept, "trigger": trigger, "also": also, "time": time, "date": None})
    return {"entities": entities, "quotes": said, "events": told}


def load(path, mpnet=None):
    """The trained network and reader; `mpnet` is the folder of a teacher's base."""
    both = Both(from_mpnet(mpnet) if mpnet else from_base()).eval()
    saved = torch.load(path, weights_only=True, map_location="cpu")
    own = dict(both.named_parameters())
    with torch.no_grad():
        for name, value in zip(saved["optimizer"]["names"], saved["optimizer"]["master"]):
            own[name].copy_(value)
    return both


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--file", type=Path, default=CORPORA / "dateline-dev.jsonl")
    parser.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2, where the checkpoint is a teacher's")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/dateline-words"))
    args = parser.parse_args()
    torch.set_num_threads(2)
    pieces = Pieces(base_model() / "tokenizer.json")
    both = load(args.checkpoint, args.mpnet)
    settle(both.reader)
    subprocess.run([sys.executable, GOLD / "from_jsonl.py", args.file, args.out / "gold"], check=True)
    (args.out / "readings").mkdir(parents=True, exist_ok=True)
    with torch.inference_mode():
        for one in articles.read(args.file, args.cache):
            said = read(both, lessons.lesson(one, pieces))
            (args.out / "readings" / f"{one.id}.json").write_text(json.dumps(said), "utf-8")
    scored = [sys.executable, GOLD / "score.py", args.out / "gold", args.out / "readings"]
    print(subprocess.run(scored, capture_output=True, text=True, check=True).stdout.split("over all")[1])


if __name__ == "__main__":
    main()
