"""Fits what confidences mean, on readings of articles that the network did not learn from:
`python calibrate.py ARTICLES.jsonl READINGS.jsonl` prints the scales for `fitted.toml`, and how often each tenth is right.

A speaker is right where its quote overlaps an annotated one that the same entity speaks; an event, where its type, actors and
recipients are. The readings were made by weights whose scales are those of `fitted.toml` now.
"""

import json
import sys
from collections import Counter

import numpy as np
from scipy.optimize import minimize

import decode

sys.path.insert(0, str(decode.GOLD))
import score  # noqa: E402


def owners(row, reading):
    """The annotated entity that each predicted one stands for."""
    gold = [((m["start"], m["end"]), m["entity"]) for m in row["mentions"] if m["form"] != "pronoun"]
    found = [((m["start"], m["end"]), e["id"]) for e in reading["entities"] for m in e["mentions"] if m["form"] != "pronoun"]
    shared = Counter()
    pairs = score.pair(gold, found, lambda a, b: score.half(a[0], b[0]), lambda a, b: score.iou(a[0], b[0]))
    for i, j in pairs.items():
        shared[found[j][1], gold[i][1]] += 1
    best = {}
    for (mine, theirs), count in shared.items():
        if count > best.get(mine, (0, None))[0]:
            best[mine] = (count, theirs)
    return {mine: theirs for mine, (_, theirs) in best.items()}


def speakers(row, reading, owner):
    """(confidence, whether right) of each speaker whose quote is one."""
    span = lambda s: (s["start"], s["end"])  # noqa: E731
    spoken = [q for q in reading["quotes"] if q["speaker"] is not None]
    pairs = score.pair(row["quotes"], spoken, lambda a, b: score.iou(span(a), span(b["content"])) >= 0.5,
                       lambda a, b: score.iou(span(a), span(b["content"])))  # fmt: skip
    for i, j in pairs.items():
        yield spoken[j]["speaker_confidence"], owner.get(spoken[j]["speaker"], -1) == row["quotes"][i]["speaker"]


def events(row, reading, owner):
    """(confidence, whether right) of each event."""
    span = lambda s: (s["start"], s["end"])  # noqa: E731
    told = [([span(v["trigger"]), *map(span, v["also"])], v) for v in row["events"]]
    touch = lambda a, b: max(score.iou(x, span(b["trigger"])) for x in a[0])  # noqa: E731
    pairs = score.pair(told, reading["events"], lambda a, b: touch(a, b) >= 0.25, lambda a, b: touch(a, b) + (a[1]["type"] == b["type"]))
    right = set()
    for i, j in pairs.items():
        mine, theirs = reading["events"][j], told[i][1]
        same = lambda role: sorted(str(owner.get(e, "?")) for e in mine[role]) == sorted(map(str, theirs[role]))  # noqa: E731,B023
        if mine["type"] == theirs["type"] and same("actors") and same("recipients"):
            right.add(j)
    for j, event in enumerate(reading["events"]):
        yield event["confidence"], j in right


def fitted(pairs, known):
    """The scale that makes confidences the shares that are right; `known` is the scale that they were made with."""
    shown, right = (np.array(x, float) for x in zip(*pairs))
    shown = shown.clip(1e-3, 1 - 1e-3)
    odds = (np.log(shown / (1 - shown)) - known[1]) / known[0]
    loss = lambda p: np.logaddexp(0, np.where(right > 0, -1, 1) * (p[0] * odds + p[1])).mean()  # noqa: E731
    return minimize(loss, [1.0, 0.0]).x, 1 / (1 + np.exp(-(known[0] * odds + known[1]))), right


def main():
    rows = {r["id"]: r for r in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
    found = {"speaker_right": [], "event_right": []}
    for reading in map(json.loads, open(sys.argv[2], encoding="utf-8")):
        row = rows[reading["id"]]
        owner = owners(row, reading)
        found["speaker_right"] += speakers(row, reading, owner)
        found["event_right"] += events(row, reading, owner)
    for name, pairs in found.items():
        scale, shown, right = fitted(pairs, decode.FITTED[name])
        print(f"{name} = [{scale[0]:.3f}, {scale[1]:.3f}]  # {len(pairs)}")
        for low in np.arange(0, 1, 0.1):
            here = (shown >= low) & (shown < low + 0.1)
            if here.any():
                print(f"    {low:.1f}: {here.sum():5d}, right {right[here].mean():.2f}")


if __name__ == "__main__":
    main()
