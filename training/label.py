"""Has a teacher annotate articles: `python label.py CHECKPOINT OUT.jsonl --mpnet MPNET [--file TEXTS.jsonl]`.

Writes articles in the corpus' format, read as `decode.py` reads, for `study.py --silver OUT.jsonl`. What the teacher is in doubt
about is left out, and `unsure` says of each layer of tags in which stretches of the text it is, so that these words teach nothing.
Sources and cues, which are decoded for no article, are in doubt everywhere.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import articles
import lessons
from corpora import CORPORA, LEFT_OUT, Pieces
from decode import load, looked_at, read, settle
from network import base_model
from study import vectors

# A word's tag is sure from this probability on.
SURE = 0.7


class Doubt:
    """The words of an article that the teacher is in doubt about, by layer."""

    def __init__(self, one, said):
        self.one, self.within = one, articles.Within(one.spans)
        self.words = {layer: np.exp(said[layer].max(1)) < SURE for layer in ("mention", "trigger", "content")}

    def about(self, layer, span, borders=False):
        """Whether it is about any word of a stretch of text, or about one of the first and the last."""
        start, end = self.within.words(span)
        words = self.words[layer][start:end]
        return bool(words[[0, -1]].any() if borders else words.any())

    def add(self, layer, span):
        """A stretch that was left out."""
        start, end = self.within.words(span)
        self.words[layer][start:end] = True

    def stretches(self):
        """All of it, as stretches of text."""
        found = {"source": [[0, len(self.one.text)]], "cue": [[0, len(self.one.text)]]}
        for layer, words in self.words.items():
            edges = np.flatnonzero(np.diff(words, prepend=False, append=False)).reshape(-1, 2)
            found[layer] = [[self.one.spans[start][0], self.one.spans[end - 1][1]] for start, end in edges.tolist()]
        return found


def kept(some, doubt, layer, span, borders=False):
    """Those that there is no doubt about; the words of the others are in doubt, all of them."""
    sure = [x for x in some if not doubt.about(layer, span(x), borders)]
    for x in some:
        if x not in sure:
            doubt.add(layer, span(x))
    return sure


def annotated(row, one, reading, said):
    """An article in the corpus' format from what the teacher reads."""
    doubt = Doubt(one, said)
    mentions = [
        {"entity": str(e["id"]), **{k: m[k] for k in ("layer", "start", "end", "form")}} for e in reading["entities"] for m in e["mentions"]
    ]
    mentions = kept(mentions, doubt, "mention", lambda m: m)
    there = {m["entity"] for m in mentions}
    name = lambda entity: None if entity is None else str(entity)  # noqa: E731
    quotes = []
    for q in kept(reading["quotes"], doubt, "content", lambda q: q["content"], borders=True):
        if q["speaker"] is None or name(q["speaker"]) in there:
            quotes.append({**q["content"], "form": q["form"], "cue": None, "source": q["source"], "speaker": name(q["speaker"])})
        else:
            doubt.add("content", q["content"])
    events = []
    for v in reading["events"]:
        triggers = kept([v["trigger"], *v["also"]], doubt, "trigger", lambda span: span)
        times = kept(v["time"], doubt, "mention", lambda span: span)
        if triggers:
            slots = {"actors": [name(x) for x in v["actors"]], "recipients": [name(x) for x in v["recipients"]]}
            slots |= {"place": name(v["place"]), "according_to": name(v["according_to"]), "time": times}
            events.append({k: v[k] for k in ("type", "mode", "status")} | slots | {"trigger": triggers[0], "also": triggers[1:]})
    timed(one, said, events, doubt)
    entities = [{"id": str(e["id"]), "name": e["name"], "kind": e["kind"], "plover": None} for e in reading["entities"]]
    found = {"entities": entities, "mentions": mentions, "quotes": quotes, "events": events, "unsure": doubt.stretches()}
    return {k: row.get(k) for k in ("id", "source", "licence", "text")} | {"annotator": "teacher"} | found


def timed(one, said, events, doubt):
    """Words that say when, but of no event that is kept, are in doubt."""
    told = np.zeros(len(one.words), bool)
    for event in events:
        for span in event["time"]:
            start, end = doubt.within.words(span)
            told[start:end] = True
    first = 1 + 4 * articles.TIME
    tags = said["mention"].argmax(1)
    doubt.words["mention"] |= (tags >= first) & (tags < first + 4) & ~told


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2, where the checkpoint is a teacher's")
    parser.add_argument("--file", type=Path, default=CORPORA / "unlabelled.jsonl")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/dateline-words"))
    args = parser.parse_args()
    torch.set_num_threads(2)
    pieces = Pieces(base_model() / "tokenizer.json")
    both = load(args.checkpoint, args.mpnet)
    settle(both.reader)
    rows = [json.loads(line) for line in args.file.read_text("utf-8").split("\n") if line]
    rows = [row for row in rows if row["id"] not in LEFT_OUT]
    cuts = articles.cut(rows, args.cache / f"{args.file.parent.name}-{args.file.stem}.words.jsonl")
    done = {json.loads(line)["id"] for line in args.out.read_text("utf-8").splitlines()} if args.out.exists() else set()
    with open(args.out, "a", encoding="utf-8") as out, torch.inference_mode():
        for row, one in zip(rows, cuts):
            if row["id"] in done or not one.get("words"):
                continue
            lesson = lessons.lesson(articles.unread(row["text"], one), pieces)
            words = vectors(both, lesson, lessons.engine_windows(lesson))
            said = looked_at(both, lesson, words)[1]
            print(json.dumps(annotated(row, lesson.article, read(both, lesson, words), said), ensure_ascii=False), file=out, flush=True)


if __name__ == "__main__":
    main()
