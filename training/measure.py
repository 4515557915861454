"""Measures a network on the dev sets: `python measure.py RUN/last.pt`.

Windows here do not overlap and words are the corpora's own, so the app's figures, which come from the engine itself,
differ a little.
"""

import json
import sys

import numpy as np
import torch

import corpora
from batches import arc_scores, batch_of, happening_scores, link_scores, role_scores
from corpora import NAME_TAGS, PARTY_TAGS, ROLES, Pieces, Window, windows
from network import base_model, from_base

PUNCT = corpora.DEPRELS.index("punct")


def bio(scores, kinds):
    """Spans (kind, start, end) of the best legal tag sequence; tags are 0 outside, 1 + 2k begins, 2 + 2k inside."""
    n, tags = scores.shape
    legal = np.zeros((tags, tags), np.float32)
    for inside in range(2, tags, 2):
        legal[:, inside] = -1e9
        legal[inside - 1, inside] = legal[inside, inside] = 0
    best, back = scores[0].copy(), np.zeros((n, tags), int)
    best[2::2] = -1e9
    for i in range(1, n):
        paths = best[:, None] + legal
        back[i] = paths.argmax(0)
        best = paths.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    spans, start = [], None
    for i, tag in enumerate(path[::-1] + [0]):
        if start is not None and tag != path[::-1][start] + 1:
            spans.append(((path[::-1][start] - 1) // 2, start, i))
            start = None
        if tag % 2 == 1:
            start = i
    return spans


class Counts:
    """Right, found and wanted."""

    def __init__(self):
        self.right = self.found = self.wanted = 0

    def add(self, found, wanted):
        found, wanted = set(found), set(wanted)
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    def f1(self):
        return round(2 * self.right / max(1, self.found + self.wanted), 4)


def in_batches(network, pieces, documents, size=24):
    """Batches over documents in order, with the vectors of their words."""
    network.eval()
    pool = [w for d in documents for w in windows(d, pieces)]
    pool.sort(key=lambda w: len(w.words()))
    for i in range(0, len(pool), size):
        b = batch_of(pool[i : i + size], pieces)
        with torch.inference_mode():
            words, start = network.words(b.ids, b.shapes, b.first)
            yield b, words, start


def names(network, pieces, name, has_misc):
    """Strict F1 over PER, ORG and LOC."""
    counts, by_kind = Counts(), [Counts() for _ in range(3)]
    documents = corpora.grouped(corpora.name_sentences(name, has_misc), size=6)
    for b, words, _ in in_batches(network, pieces, documents):
        scores = network.names(words).float().log_softmax(2).numpy()
        for i, n in enumerate(b.count):
            tags = b.names[i, :n].tolist()
            gold = gold_names([0 if t == corpora.O_OR_MISC else t for t in tags])
            found = [s for s in bio(scores[i, :n], NAME_TAGS) if s[0] < 3]
            counts.add([(i, *s) for s in found], [(i, *s) for s in gold])
            for kind in range(3):
                by_kind[kind].add([s for s in found if s[0] == kind], [s for s in gold if s[0] == kind])
    return counts.f1(), [c.f1() for c in by_kind]


def gold_names(tags):
    """Spans of gold tags, MISC left out."""
    spans, at = [], 0
    while at < len(tags):
        if tags[at] in (1, 3, 5):
            end = at + 1
            while end < len(tags) and tags[end] == tags[at] + 1:
                end += 1
            spans.append(((tags[at] - 1) // 2, at, end))
        at += 1
    return spans


def attribution(network, pieces):
    """Exact F1 of source, cue and content by tags and by linked ends, content by token, and whole attributions."""
    tagged = {part: Counts() for part in ("source", "cue", "content")}
    linked = {part: Counts() for part in ("source", "content")}
    token, whole = Counts(), Counts()
    for nth, (b, words, start) in enumerate(in_batches(network, pieces, corpora.polnear("polnear-dev"))):
        scores = network.attribution(words).float().unflatten(2, (3, 3)).log_softmax(3).numpy()
        cues, found = [], []
        for i, n in enumerate(b.count):
            found.append([bio(scores[i, :n, part], None) for part in range(3)])
            cues += [(i, s, e) for _, s, e in found[i][1]]
        b.link_at = torch.tensor([(i, s) for i, s, _ in cues])
        ends = best_ends(link_scores(network, b, words, start).numpy()) if cues else []
        for i, n in enumerate(b.count):
            first = b.windows[i].sentences[0].start
            gold = [a for a in b.windows[i].document.attributions if first <= a[1][0] < first + n]
            local = [tuple(p and (p[0] - first, p[1] - first) for p in a) for a in gold]
            for part, name in enumerate(tagged):
                tagged[name].add([(nth, i, *s[1:]) for s in found[i][part]], [(nth, i, *a[part]) for a in local if a[part]])
            mine = [(c[1:], e) for c, e in zip(cues, ends) if c[0] == i]
            linked["source"].add([e[0] for _, e in mine if e[0]], [a[0] for a in local if a[0]])
            linked["content"].add([e[1] for _, e in mine if e[1]], [a[2] for a in local if a[2]])
            token.add(
                [(nth, i, t) for _, e in mine if e[1] for t in range(*e[1])],
                [(nth, i, t) for a in local if a[2] for t in range(*a[2])],
            )
            right = sum(any(agree(a, (e[0], c, e[1])) for c, e in mine) for a in local)
            whole.right, whole.found, whole.wanted = whole.right + right, whole.found + len(mine), whole.wanted + len(local)
    return {
        "tags": {k: v.f1() for k, v in tagged.items()},
        "links": {k: v.f1() for k, v in linked.items()},
        "token": token.f1(),
        "whole": whole.f1(),
    }


def agree(a, b):
    """Whether all parts of two attributions overlap, a missing source only with a missing one."""
    return all((x is None) == (y is None) and (x is None or x[0] < y[1] and y[0] < x[1]) for x, y in zip(a, b))


def best_ends(scores, longest=(40, 250)):
    """The best source and content of each cue, from the scores of their four ends; None where none is best."""
    found = []
    scores = scores - np.logaddexp.reduce(scores, axis=2, keepdims=True)
    for row in scores:
        spans = []
        for first, last, most in ((row[0], row[1], longest[0]), (row[2], row[3], longest[1])):
            pairs = first[:-1, None] + last[None, :-1]
            pairs = np.where(np.tri(len(pairs), k=-1, dtype=bool) | np.tri(len(pairs), k=most, dtype=bool).__invert__(), -1e9, pairs)
            s, e = np.unravel_index(pairs.argmax(), pairs.shape)
            spans.append((int(s), int(e) + 1) if pairs[s, e] > first[-1] + last[-1] else None)
        found.append(spans)
    return found


def treebank(network, pieces, name):
    """LAS, UAS and UPOS accuracy; punctuation left out of the first two."""
    right = attached = count = tagged = words_seen = 0
    for b, words, start in in_batches(network, pieces, [d for d, _ in corpora.conllu(name)]):
        heads = arc_scores(network, b, words, start).argmax(2)
        rows, at = (b.heads >= 0).nonzero(as_tuple=True)
        vectors = torch.cat([words, start], 1)[rows, heads[rows, at]]
        labels = network.labels(words[rows, at], vectors).argmax(1)
        counted = b.deprels[rows, at] != PUNCT
        same = heads[rows, at] == b.heads[rows, at]
        attached += int((same & counted).sum())
        right += int((same & counted & (labels == b.deprels[rows, at])).sum())
        count += int(counted.sum())
        tagged += int((network.upos(words).argmax(2) == b.upos)[rows, at].sum())
        words_seen += len(rows)
    return {"las": round(right / count, 4), "uas": round(attached / count, 4), "upos": round(tagged / words_seen, 4)}


def propbank(network, pieces):
    """F1 of labelled argument spans for gold predicates, continuations and references left out."""
    counts = Counts()
    kept = [i for i, r in enumerate(ROLES) if not r.startswith(("R-", "C-"))]
    documents = corpora.with_roles(corpora.conllu("ewt-dev"), "srl_ewt-dev")
    for b, words, _ in in_batches(network, pieces, [d for d, _ in documents]):
        if not b.preds:
            continue
        scores = role_scores(network, b, words).float().log_softmax(2).numpy()
        for i, pred in enumerate(b.preds):
            n = len(pred[4])
            found = {s for s in bio(scores[i, :n], ROLES) if s[0] in kept}
            gold = set(bio(np.eye(scores.shape[2], dtype=np.float32)[pred[4]] * 9, ROLES))
            counts.add({(i, *s) for s in found}, {(i, *s) for s in gold if s[0] in kept})
    return counts.f1()


def parties(network, pieces):
    """F1 of who acts and on whom, spans that overlap being right, on the sentences held back."""
    wanted, found, right = [0, 0], [0, 0], [[0, 0], [0, 0]]
    for b, words, _ in in_batches(network, pieces, corpora.tweets(corpora.event_sentences(held_back=True))):
        scores = network.parties(words).float().log_softmax(2).numpy()
        for i, n in enumerate(b.count):
            mine = bio(scores[i, :n], PARTY_TAGS)
            gold = bio(np.eye(len(PARTY_TAGS), dtype=np.float32)[b.parties[i, :n]] * 9, PARTY_TAGS)
            for kind in range(2):
                m, g = [s for s in mine if s[0] == kind], [s for s in gold if s[0] == kind]
                found[kind] += len(m)
                wanted[kind] += len(g)
                right[0][kind] += sum(any(overlap(x, y) for y in g) for x in m)
                right[1][kind] += sum(any(overlap(x, y) for y in m) for x in g)
    shares = [(right[0][k] / max(1, found[k]), right[1][k] / max(1, wanted[k])) for k in range(2)]
    return [round(2 * p * r / max(1e-9, p + r), 4) for p, r in shares]


def happenings(network, pieces):
    """Share of the sentences held back whose class is right."""
    right = count = 0
    for b, words, _ in in_batches(network, pieces, corpora.tweets(corpora.happening_sentences(held_back=True))):
        best = happening_scores(network.happening(words).float(), b.happening_at).argmax(1)
        right += int((best == b.happening_class).sum())
        count += len(b.happening_class)
    return round(right / count, 4)


def overlap(a, b):
    """Whether two spans (kind, start, end) share a word."""
    return a[1] < b[2] and b[1] < a[2]


def all_of(network, pieces):
    """Every figure."""
    found = {}
    for name, misc in (("uner_ewt-dev", False), ("crossner_politics-dev", True), ("ner_gum-dev", True)):
        found[name] = names(network, pieces, name, misc)
    found["attribution"] = attribution(network, pieces)
    found["ewt-dev"], found["gum-dev"] = treebank(network, pieces, "ewt-dev"), treebank(network, pieces, "gum-dev")
    found["roles"] = propbank(network, pieces)
    found["parties"] = parties(network, pieces)
    found["happenings"] = happenings(network, pieces)
    return found


def load(path):
    """A network from a checkpoint, in 32 bits."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    network = from_base(saved["layers"])
    with torch.no_grad():
        own = dict(network.named_parameters())
        for name, value in zip(saved["optimizer"]["names"], saved["optimizer"]["master"]):
            if name in own:
                own[name].copy_(value)
    return network.eval()


if __name__ == "__main__":
    print(json.dumps(all_of(load(sys.argv[1]), Pieces(base_model() / "tokenizer.json")), indent=1))
