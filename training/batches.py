"""Turns windows into tensors, and a network's scores on them into a loss.

Words of a batch are numbered within their window; W is the width of the longest, and as the index of a head or of an
end of an attribution it stands for the root or for none. A batch is made on the CPU, by several processes if need be, and
counts there what it teaches, so that an accelerator is never waited for.
"""

import random
from dataclasses import replace
from types import SimpleNamespace

import torch
import torch.nn.functional as F

from corpora import IGNORE, NAME_TAGS, O_OR_MISC, Window, shape

WEIGHTS = {
    "names": 2.0, "attribution": 1.0, "upos": 0.1, "xpos": 0.1, "arcs": 0.5, "labels": 0.3, "predicate": 0.15,
    "roles": 1.5, "links": 1.0, "corefers": 0.25, "parties": 0.3, "happening": 0.3, "teachers": 1.0, "said": 0.5, "masked": 0.1,
}  # fmt: skip
LAYERS = ("names", "source", "cue", "content", "parties", "upos", "xpos", "deprels")
CLS, SEP, MASK = 101, 102, 103
SHAPE_OF_SPECIAL = 0


def batch_of(windows, pieces, rng=None, masked=0.04):
    """Tensors for windows. With `rng`, some sentences are written in capitals, so that headlines are read as well, and a share
    `masked` of the word pieces is hidden."""
    n = len(windows)
    words = [w.words() for w in windows]
    coded = [[pieces.of(w) for w in ws] for ws in words]
    width, length = max(map(len, words)), 2 + max(sum(map(len, c)) for c in coded)
    b = SimpleNamespace(windows=windows, count=[len(ws) for ws in words])
    b.ids, b.shapes = torch.zeros(n, length, dtype=torch.long), torch.zeros(n, length, dtype=torch.long)
    b.first = torch.zeros(n, width, dtype=torch.long)
    b.sentence = torch.full((n, width), -1)
    for layer in LAYERS:
        setattr(b, layer, torch.full((n, width), IGNORE))
    b.heads = torch.full((n, width), IGNORE)
    b.predicate = torch.full((n, width), IGNORE)
    b.names_weight = torch.ones(n, width)
    b.hidden = torch.full((n, length), IGNORE)
    b.preds, b.links, b.mentions, b.happening = [], [], [], []
    b.teachers = torch.zeros(n, width, len(NAME_TAGS))
    b.said = torch.zeros(n, width, 9)
    for i, window in enumerate(windows):
        shapes = window_shapes(window, rng)
        ids, of_piece, firsts = [CLS], [SHAPE_OF_SPECIAL], []
        for code, s in zip(coded[i], shapes):
            firsts.append(len(ids))
            ids.extend(code)
            of_piece.extend([s] * len(code))
        if rng:
            for at in range(1, len(ids)):
                if rng.random() < masked:
                    b.hidden[i, at] = ids[at]
                    ids[at] = MASK
        ids.append(SEP)
        b.ids[i, : len(ids)] = torch.tensor(ids)
        b.shapes[i, : len(of_piece)] = torch.tensor(of_piece)
        b.first[i, : len(firsts)] = torch.tensor(firsts)
        fill_layers(b, i, window, width)
        fill_links(b, i, window, width)
    return indexed(b)


def indexed(b):
    """Adds tensors of what stands in lists, and how much there is of each layer."""
    b.tree_at, b.hidden_at = (b.heads != IGNORE).nonzero(), (b.hidden != IGNORE).nonzero()
    b.pred_at = torch.tensor([p[:3] for p in b.preds]).view(-1, 3)
    b.pred_tags = torch.full((len(b.preds), max((len(p[4]) for p in b.preds), default=0)), IGNORE)
    for row, pred in zip(b.pred_tags, b.preds):
        row[: len(pred[4])] = torch.tensor(pred[4])
    b.link_at = torch.tensor([link[:2] for link in b.links]).view(-1, 2)
    b.link_ends = torch.tensor([link[2] for link in b.links]).view(-1, 4)
    b.mention_at = torch.tensor([m[:4] for m in b.mentions]).view(-1, 4)
    entities = {}
    b.mention_entity = torch.tensor([entities.setdefault((m[0], m[4]), len(entities)) for m in b.mentions], dtype=torch.long)
    b.happening_at = torch.tensor([h[:3] for h in b.happening]).view(-1, 3)
    b.happening_class = torch.tensor([h[3] for h in b.happening], dtype=torch.long)
    known = {layer: int((getattr(b, layer) != IGNORE).sum()) for layer in ("names", "cue", "parties", "upos", "predicate", "hidden")}
    known |= {"teachers": int(b.teachers.any(2).sum()), "said": int(b.said.any(2).sum())}
    b.known = known | {"roles": int((b.pred_tags != IGNORE).sum()), "links": int((b.link_ends != IGNORE).sum())}
    return b


def packed(b):
    """What of a batch the losses need, as arrays that pass between processes."""
    kept = {name: value.numpy() for name, value in vars(b).items() if isinstance(value, torch.Tensor)}
    return kept, b.known


def unpacked(arrays, known, device):
    """The batch again, on its device."""
    return SimpleNamespace(**{k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in arrays.items()}, known=known)


def window_shapes(window, rng):
    """The shape of each word, at times as if its sentence were a headline."""
    shapes = []
    for sentence in window.sentences:
        own = [shape(w) for w in sentence.words]
        chance = rng.random() if rng else 1.0
        if chance < 0.03:
            own = [3 if s in (1, 2, 4) else s for s in own]
        elif chance < 0.05:
            own = [2 if s == 1 else s for s in own]
        elif chance < 0.06:
            own = [1 if s in (2, 3, 4) else s for s in own]
        shapes.extend(own)
    return shapes


def fill_layers(b, i, window, width):
    """What the sentences of a window teach, word by word."""
    at = 0
    for nth, sentence in enumerate(window.sentences):
        n = len(sentence.words)
        b.sentence[i, at : at + n] = nth
        for layer in LAYERS:
            values = getattr(sentence, layer)
            if values is not None:
                getattr(b, layer)[i, at : at + n] = torch.tensor(values)
        b.names_weight[i, at : at + n] = sentence.names_weight
        if sentence.heads is not None:
            b.heads[i, at : at + n] = torch.tensor([width if h < 0 else at + h for h in sentence.heads])
        if sentence.preds is not None:
            b.predicate[i, at : at + n] = 0
            for pred, args in sentence.preds:
                b.predicate[i, at + pred] = 1
                b.preds.append((i, at + pred, at, at + n, role_tags(args, n)))
        if sentence.happening is not None:
            b.happening.append((i, at, at + n, sentence.happening))
        if sentence.teachers is not None:
            b.teachers[i, at : at + n] = torch.from_numpy(sentence.teachers).float()
        if sentence.said is not None:
            b.said[i, at : at + n] = torch.from_numpy(sentence.said).float()
        for start, end, head, entity in sentence.mentions or []:
            b.mentions.append((i, at + start, at + end - 1, at + head, entity))
        at += n


def role_tags(args, n):
    """Arguments as tags: 0 outside, 1 + 2r begins role r, 2 + 2r inside it."""
    tags = [0] * n
    for role, start, end in args:
        tags[start] = 1 + 2 * role
        tags[start + 1 : end] = [2 + 2 * role] * (end - start - 1)
    return tags


def fill_links(b, i, window, width):
    """The four ends of each attribution whose cue lies in the window; ends outside of it teach nothing."""
    if not window.document.attributions:
        return
    first = window.sentences[0].start
    end = window.sentences[-1].start + len(window.sentences[-1].words)

    def inside(word):
        return word - first if first <= word < end else IGNORE

    for source, cue, content in window.document.attributions:
        if first <= cue[0] < end:
            ends = [width, width] if source is None else [inside(source[0]), inside(source[1] - 1)]
            ends += [width, width] if content is None else [inside(content[0]), inside(content[1] - 1)]
            b.links.append((i, cue[0] - first, ends))


def losses(network, b):
    """Summed loss and count of each head on a batch: {name: (sum, count)}."""
    h = network.trunk(b.ids, b.shapes)
    words, start = network.picked(h, b.first)
    known, found = b.known, {}

    def classify(name, scores, targets, count):
        flat = F.cross_entropy(scores.float().flatten(0, -2), targets.flatten(), ignore_index=IGNORE, reduction="sum")
        found[name] = (flat, count)

    if known["names"]:
        found["names"] = (names_loss(network.names(words).float(), b.names, b.names_weight), known["names"])
    if known["teachers"]:
        logp = network.names(words).float().log_softmax(2)
        found["teachers"] = (-(b.teachers * logp).sum(), known["teachers"])
    if known["cue"]:
        scores = network.attribution(words).unflatten(2, (3, 3))
        classify("attribution", scores, torch.stack([b.source, b.cue, b.content], 2), 3 * known["cue"])
    if known["said"]:
        logp = network.attribution(words).unflatten(2, (3, 3)).float().log_softmax(3).flatten(2)
        found["said"] = (-(b.said * logp).sum(), 3 * known["said"])
    if known["parties"]:
        classify("parties", network.parties(words), b.parties, known["parties"])
    if known["upos"]:
        classify("upos", network.upos(words), b.upos, known["upos"])
        classify("xpos", network.xpos(words), b.xpos, known["upos"])
        classify("arcs", arc_scores(network, b, words, start), b.heads, len(b.tree_at))
        classify("labels", label_scores(network, b, words, start), b.deprels[tuple(b.tree_at.T)], len(b.tree_at))
    if known["predicate"]:
        classify("predicate", network.predicate(words), b.predicate, known["predicate"])
    if len(b.pred_at):
        classify("roles", role_scores(network, b, words), b.pred_tags, known["roles"])
    if len(b.link_at):
        classify("links", link_scores(network, b, words, start), b.link_ends, known["links"])
    if len(b.happening_at):
        scores = happening_scores(network.happening(words).float(), b.happening_at)
        classify("happening", scores, b.happening_class, len(b.happening_at))
    if len(b.mention_at):
        found["corefers"] = (coreference_loss(network, b, words), len(b.mention_at))
    if known["hidden"] and network.fill is not None:
        at = tuple(b.hidden_at.T)
        classify("masked", network.filled(h[at]), b.hidden[at], known["hidden"])
    return found


def happening_scores(scores, sentences):
    """What each sentence (row, start, end) is about: the likeliest of its words say it, so that each word learns whether it
    tells of something. Scores [sentences, classes] from those of words; "none" is what no word denies."""
    tells = (scores - scores[:, :, :1])[sentences[:, 0]]
    places = torch.arange(scores.shape[1], device=scores.device)
    outside = (places < sentences[:, 1:2]) | (places >= sentences[:, 2:3])
    pooled = tells.masked_fill(outside[:, :, None], -1e4).logsumexp(1)
    lengths = (sentences[:, 2] - sentences[:, 1]).to(pooled.dtype)
    return torch.cat([lengths.log()[:, None], pooled[:, 1:]], 1)


def names_loss(scores, tags, weight):
    """Cross entropy, where "outside or MISC" is either of them."""
    logp = scores.log_softmax(2)
    misc = [0, NAME_TAGS.index("B-MISC"), NAME_TAGS.index("I-MISC")]
    either = logp[:, :, misc].logsumexp(2, keepdim=True)
    logp = torch.cat([logp, either], 2)
    known = tags != IGNORE
    picked = -logp.gather(2, tags.clamp(min=0)[:, :, None]).squeeze(2)
    assert logp.shape[2] == O_OR_MISC + 1
    return (picked * known * weight).sum()


def label_scores(network, b, words, start):
    """Scores of the labels, given the right heads."""
    rows, at = b.tree_at.T
    heads = torch.cat([words, start], 1)[rows, b.heads[rows, at].clamp(max=words.shape[1])]
    return network.labels(words[rows, at], heads)


def arc_scores(network, b, words, start):
    """Arc scores, those that leave the sentence ruled out."""
    scores = network.arcs(words, start).float()
    same = b.sentence[:, :, None] == b.sentence[:, None, :]
    same = torch.cat([same, torch.ones_like(same[:, :, :1])], 2)
    return scores.masked_fill(~same, -1e4)


def role_scores(network, b, words):
    """Scores [P, S, tags] over the sentence of each predicate."""
    rows, at, starts = b.pred_at.T
    places = starts[:, None] + torch.arange(b.pred_tags.shape[1], device=words.device)
    around = words[rows[:, None], places.clamp(max=words.shape[1] - 1)]
    return network.roles(words[rows, at], around, places - at[:, None])


def link_scores(network, b, words, start):
    """Scores [C, 4, W + 1] of the attributions' ends, for the cues at `b.link_at`."""
    rows, at = b.link_at.T
    distance = torch.arange(words.shape[1], device=words.device)[None] - at[:, None]
    scores = network.links(words[rows, at], words[rows], start[rows], distance).float()
    filling = F.pad(b.sentence[rows] < 0, (0, 1))
    return scores.masked_fill(filling[:, None], -1e4)


def coreference_loss(network, b, words):
    """Each mention of a window against those before it there: any of its entity's, or a new thing."""
    row, at = b.mention_at[:, 0], b.mention_at[:, 1:]
    scores = network.corefers(words[row[:, None], at].flatten(1), at[:, :1] - at[None, :, 0]).float()
    before = (row[:, None] == row).tril(-1)
    same = (b.mention_entity[:, None] == b.mention_entity) & before
    allowed = F.pad(before, (0, 1), value=True)
    right = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    logp = scores.masked_fill(~allowed, -1e4).log_softmax(1)
    return -logp.masked_fill(~right, -1e4).logsumexp(1).sum()


def known_names(documents):
    """The names of all sets by kind, each a list of words."""
    known = {}
    for sentence in (s for docs in documents.values() for d in docs for s in d.sentences):
        if sentence.names is not None and sentence.names_weight == 1.0:
            for tag, start, end in name_spans(sentence.names):
                known.setdefault(tag, []).append(sentence.words[start:end])
    return known


def name_spans(tags):
    """(tag that begins it, start, end) of each name."""
    spans, at = [], 0
    while at < len(tags):
        end = at + 1
        if 0 < tags[at] < O_OR_MISC and tags[at] % 2:
            while end < len(tags) and tags[end] == tags[at] + 1:
                end += 1
            spans.append((tags[at], at, end))
        at = end
    return spans


def swapped(sentence, known, rng):
    """A sentence of a set of names in which some names gave way to others of their kind."""
    words, tags, at = [], [], 0
    for tag, start, end in [*name_spans(sentence.names), (None, len(sentence.words), len(sentence.words))]:
        words += sentence.words[at:start]
        tags += sentence.names[at:start]
        if tag:
            name = rng.choice(known[tag]) if rng.random() < 0.5 else sentence.words[start:end]
            words += name
            tags += [tag] + [tag + 1] * (len(name) - 1)
        at = end
    return replace(sentence, words=words, names=tags)


def varied(document, known, rng):
    """A document of a set that has nothing but names, names swapped in a third of its sentences."""
    plain = all(s.names is not None and s.heads is None and s.cue is None and s.teachers is None and s.said is None for s in document.sentences)
    if not plain:
        return document
    sentences = [swapped(s, known, rng) if rng.random() < 0.33 else s for s in document.sentences]
    return replace(document, sentences=sentences)


def epoch(documents, shares, pieces, cut, rng, size):
    """The batches of one epoch as lists of windows: `shares` says how often each set comes, `size` pieces a batch."""
    known = known_names(documents)
    pool = []
    for name, share in shares.items():
        whole, part = int(share), share - int(share)
        for doc in documents[name]:
            for _ in range(whole + (rng.random() < part)):
                pool.extend((name, w) for w in cut(varied(doc, known, rng), rng))
    loose = [w for _, w in pool if w.document.loose]
    rng.shuffle(loose)
    rest = [w for _, w in pool if not w.document.loose] + joined(loose, pieces)
    rng.shuffle(rest)
    # Within a stretch of the shuffled windows, those of like length share a batch.
    batches = []
    for i in range(0, len(rest), 160):
        batches.extend(by_length(rest[i : i + 160], pieces, size))
    rng.shuffle(batches)
    return batches


def joined(windows, pieces, limit=200):
    """Windows of sentences that have nothing to do with one another."""
    found, run, length = [], [], limit
    for window in windows:
        size = sum(len(pieces.of(w)) for w in window.words())
        if length + size > limit:
            run, length = [], 0
            found.append(Window(window.document, run))
        run.extend(window.sentences)
        length += size
    return found


def by_length(windows, pieces, size):
    """Batches of at most `size` pieces, filling included."""
    sized = sorted((sum(len(pieces.of(x)) for x in w.words()) + 2, i) for i, w in enumerate(windows))
    batches, run = [], []
    for length, i in sized:
        if run and (len(run) + 1) * length > size:
            batches.append(run)
            run = []
        run.append(windows[i])
    return batches + [run]


def rng_of(seed, epoch):
    """The same draw for the same epoch, also after a resumed run."""
    return random.Random(seed * 1000 + epoch)
