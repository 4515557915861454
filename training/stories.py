"""Fits what tells where one story of a text ends and the next begins (`stories.py SAID WEIGHTS OUT.tsv TRAIN.jsonl [HELDOUT.jsonl]`),
for src/encoder/stories.rs. SAID is the built examples/said, WEIGHTS what it reads with, TRAIN.jsonl is dateline-train.jsonl.

Learned from its articles joined in a row, whole or as the items of a digest, and from articles alone, in which no story ends.
HELDOUT.jsonl, by tens in its order, tells how well.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import torch

ROUNDS = 2
ALONE = 600
STEPS = 400
RATE = 0.03
DECAY = 1e-3
SMALLEST = 0.05  # weights below it are left out
RARE = 8


def rows(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def joined(texts, name):
    """One text of several, and where each of them begins."""
    whole, starts = "", []
    for text in texts:
        starts.append(len(whole))
        whole += text + "\n\n"
    return {"id": name, "text": whole, "all": True}, starts


def item(text, rng, number):
    """The first paragraphs of an article, as an item of a digest."""
    lines = [line for line in text.split("\n") if line.strip()]
    kept = lines[: rng.randint(2, 4)]
    if number:
        kept[0] = f"{number}. {kept[0]}"
    return "\n\n".join(kept)


def lessons(articles, rng):
    """Texts with where their stories begin."""
    for turn in range(ROUNDS):
        texts = [row["text"] for row in articles if not row.get("lines")]
        rng.shuffle(texts)
        while texts:
            size = rng.randint(2, 10)
            some, texts = texts[:size], texts[size:]
            yield joined(some, f"joined {turn} {len(texts)}")
    texts = [row["text"] for row in articles if not row.get("lines")]
    rng.shuffle(texts)
    while texts:
        size = rng.randint(3, 9)
        some, texts = texts[:size], texts[size:]
        is_numbered = rng.random() < 0.4
        yield joined([item(text, rng, is_numbered and at + 1) for at, text in enumerate(some)], f"digest {len(texts)}")
    for row in rng.sample(articles, min(ALONE, len(articles))):
        yield {"id": row["id"], "text": row["text"], "all": False}, [0]


def gaps(said, weights, texts):
    """For each text the features of its paragraphs but the first, and whether a story begins with them."""
    lines = "\n".join(json.dumps(text) for text, _ in texts)
    run = subprocess.run([said, weights, "gaps"], input=lines, capture_output=True, text=True, check=True)
    for line, (_, begins) in zip(run.stdout.splitlines(), texts, strict=True):
        row = json.loads(line)
        inside = iter(begins[1:])
        due, labels = next(inside, None), []
        for start in row["starts"]:
            labels.append(due is not None and start >= due)
            while due is not None and start >= due:
                due = next(inside, None)
        yield row["features"], labels


def matrix(lists, numbers):
    found = [[numbers[name] for name in names if name in numbers] for names in lists]
    filled = torch.zeros(len(found), len(numbers))
    for row, columns in enumerate(found):
        filled[row, columns] = 1.0
    return filled


def fit(lists, labels):
    counts = {}
    for names in lists:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    numbers = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    inputs, wanted = matrix(lists, numbers), torch.tensor(labels).float()
    layer = torch.nn.Linear(len(numbers), 1, bias=False)
    torch.nn.init.zeros_(layer.weight)
    optimiser = torch.optim.Adam(layer.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        optimiser.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(layer(inputs)[:, 0], wanted).backward()
        optimiser.step()
    return dict(zip(numbers, layer.weight[0].tolist()))


def borders(scores):
    """As src/encoder/stories.rs tells them."""

    def above(least):
        return [at for at, score in enumerate(scores) if score > least and score == max(scores[max(0, at - 2) : at + 3])]

    return above(-1.5 if len(above(0.5)) > 1 else 1.0)


def report(weights, found, name):
    right = told = there = texts = 0
    for lists, labels in found:
        at = borders([sum(weights.get(feature, 0.0) for feature in names) for names in lists])
        told, there, right, texts = told + len(at), there + sum(labels), right + sum(labels[one] for one in at), texts + bool(at)
    print(f"{name}: of {there} borders {right} found by {told} told, in {texts} of {len(found)} texts")


def main():
    said, encoder, out, train, *heldout = sys.argv[1:]
    texts = list(lessons(rows(train), random.Random(7)))
    found = list(gaps(said, encoder, texts))
    weights = fit([names for lists, _ in found for names in lists], [label for _, labels in found for label in labels])
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
    head = "# What speaks for a paragraph as the first of a story; fitted by training/stories.py on dateline-train.\nfeature\tweight\n"
    Path(out).write_text(head + "".join(lines), "utf-8")
    report(weights, found, "learned")
    if heldout:
        plain = [row["text"] for row in rows(heldout[0]) if not row.get("lines")]
        tens = [joined(plain[at : at + 10], str(at)) for at in range(0, len(plain), 10)]
        report(weights, list(gaps(said, encoder, tens)), "held back, by tens")
        report(weights, list(gaps(said, encoder, [({"id": "", "text": text, "all": False}, [0]) for text in plain])), "held back, alone")


main()
