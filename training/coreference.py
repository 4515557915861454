"""Who is who on GUM's development documents, by the network alone: `python coreference.py RUN/last.pt`.

The documents are read as running text, as `tests/coreference.rs` reads them, and the same mentions count: persons, organisations and
places whose head is a proper noun or a pronoun of the third person; entities with one of them count on neither side. A mention that
is found is the gold one whose head it holds. Prints the CoNLL score, the mean of MUC, B3 and CEAF-e.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

import articles
import decode
import lessons
from corpora import CORPORA, Pieces
from network import base_model

THIRD = set().union(*articles.PRONOUNS[:4]) | {"'em", "themself"}


def documents(path):
    """Each document as its text and its mentions: (start, end, start of its head, end of its head, entity)."""
    found = []
    for block in path.read_text("utf-8").split("# newdoc")[1:]:
        text, mentions, words, opened, token = "", [], [], [], None
        for line in block.split("\n"):
            if line.startswith("# sent_id"):
                words, opened = [], []
            elif line.split() == ["#", "newpar"] and text:
                text += "\n\n"
            cells = line.split("\t")
            if len(cells) != 10:
                continue
            ident, form, upos, tag, misc = cells[0], cells[1], cells[3], cells[4], cells[9].split("|")
            space = "" if "SpaceAfter=No" in misc else " "
            if "-" in ident:
                token = (len(text), ident.split("-")[1])
                text += form + space
                continue
            start = token[0] if token else len(text)
            if token:
                token = None if ident == token[1] else (start + len(form), token[1])
            else:
                text += form + space
            words.append((start, start + len(form), upos == "PROPN" or (tag.startswith("PRP") and form.lower() in THIRD)))
            brackets = next((m[7:] for m in misc if m.startswith("Entity=")), "")
            add(brackets, words, opened, mentions)
        found.append((text, mentions))
    return found


def add(brackets, words, opened, mentions):
    """Opens and closes mentions at the last word."""
    here = len(words) - 1
    while brackets:
        ends = [at for at in (brackets.find("(", 1), brackets.find(")", 1)) if at > 0]
        end = min(ends, default=len(brackets))
        cells, closes = brackets[:end].lstrip("(").split("-", 7), brackets[end : end + 1] == ")"
        if brackets[0] == "(":
            head = cells[5].split(",")[0]
            opened.append((cells[0], cells[1] in ("person", "organization", "place"), here, int(head) if head.isdigit() else 1))
        at = next((i for i in reversed(range(len(opened))) if opened[i][0] == cells[0]), None) if closes else None
        if at is not None:
            entity, counts, start, head = opened.pop(at)
            head_start, head_end, can_be = words[min(start + head - 1, here)]
            if counts and can_be:
                mentions.append((words[start][0], words[here][1], head_start, head_end, entity))
        brackets = brackets[min(end + closes, len(brackets)) :]


def chains(members):
    """Sets of mentions by entity, those of one mention left out."""
    by_entity = defaultdict(set)
    for entity, mention in members:
        by_entity[entity].add(mention)
    return [some for some in by_entity.values() if len(some) > 1]


def links(some, others):
    """MUC: links kept, and all."""
    kept = 0
    for chain in some:
        sizes = [len(other & chain) for other in others]
        kept += sum(sizes) - sum(size > 0 for size in sizes)
    return kept, sum(len(chain) - 1 for chain in some)


def by_mention(some, others):
    """B3."""
    return sum(sum(len(o & chain) ** 2 for o in others) / len(chain) for chain in some), sum(map(len, some))


def scores(gold, found):
    """Right and all for recall and precision of the three."""
    likeness = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in gold]).reshape(len(gold), len(found))
    aligned = likeness[linear_sum_assignment(likeness, maximize=True)].sum() if likeness.size else 0.0
    return [
        (*links(gold, found), *links(found, gold)),
        (*by_mention(gold, found), *by_mention(found, gold)),
        (aligned, len(gold), aligned, len(found)),
    ]


def chains_found(reading, mentions):
    """The chains of a reading, its mentions as the gold ones whose heads they hold."""
    members, spurious = [], len(mentions)
    for number, entity in enumerate(reading["entities"]):
        for m in entity["mentions"]:
            held = [(g[1] - g[0], at) for at, g in enumerate(mentions) if m["start"] <= g[2] and g[3] <= m["end"]]
            spurious += 1
            members.append((number, min(held)[1] if held else spurious))
    return chains(members)


def measured(both, pieces):
    """The CoNLL score and its three parts."""
    docs = documents(CORPORA / "gum-dev.conllu")
    lines = "\n".join(json.dumps({"id": str(at), "text": text}) for at, (text, _) in enumerate(docs))
    command = ["cargo", "run", "--quiet", "--release", "--bin", "dateline", "--", "words"]
    said = subprocess.run(command, cwd=articles.ROOT, input=lines, capture_output=True, text=True, check=True).stdout
    total = np.zeros((3, 4))
    for (text, mentions), line in zip(docs, said.splitlines()):
        one = articles.unread(text, json.loads(line))
        with torch.inference_mode():
            reading = decode.read(both, lessons.lesson(one, pieces))
        # The mentions of unnamed things are not among those that count.
        for entity in reading["entities"]:
            entity["mentions"] = [m for m in entity["mentions"] if m["class"] != "unnamed"]
        gold = chains((m[4], at) for at, m in enumerate(mentions))
        total += np.array(scores(gold, chains_found(reading, mentions)))
    shares = [(a / max(b, 1), c / max(d, 1)) for a, b, c, d in total]
    parts = [2 * r * p / max(1e-9, r + p) for r, p in shares]
    return sum(parts) / 3, parts


def main():
    torch.set_num_threads(2)
    both = decode.load(Path(sys.argv[1]))
    decode.settle(both.reader)
    conll, (muc, b3, ceaf) = measured(both, Pieces(base_model() / "tokenizer.json"))
    print(f"gum-dev: {conll:.3f} (MUC {muc:.3f}, B3 {b3:.3f}, CEAF-e {ceaf:.3f})")


if __name__ == "__main__":
    main()
