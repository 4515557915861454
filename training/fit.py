"""Finds the numbers of `fitted.toml` for a checkpoint, on the training articles that it was not trained on:
`python fit.py RUN/last.pt --held-back 12`.

One number after the other is moved up and down for as long as the mean of what it is there for grows. The articles to measure on
are not looked at.
"""

import argparse
import copy
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import torch

import articles
import decode
import lessons
from corpora import CORPORA, Pieces
from network import base_model
from study import vectors

sys.path.insert(0, str(decode.GOLD))
import from_jsonl  # noqa: E402
import score  # noqa: E402

# Each number, its step, and the measures whose sum it is to raise, in the order in which they depend on one another.
STEPS = {
    "no_mention": (0.3, ["actors overlap", "actors exact", "places overlap", "entities ceaf-e"]),
    "new_entity": (0.3, ["entities ceaf-e"]),
    "no_content": (0.3, ["quotes overlap", "quotes near-exact"]),
    "nobody": (0.5, ["speakers (of gold quotes)"]),
    "trigger": (0.05, ["events found", "events typed", "events full", "roles"]),
    "new_event": (0.3, ["events found", "events typed", "events full"]),
    "actor": (0.2, ["events full", "roles"]),
    "recipient": (0.2, ["events full", "roles"]),
    "place": (0.2, ["event place"]),
    "speaker_is_source": (1.0, ["event according_to"]),
    "according_to": (0.3, ["event according_to"]),
}


class Held:
    """The articles that were held back, with what the trunk says of their words."""

    def __init__(self, both, args):
        pieces = Pieces(base_model() / "tokenizer.json")
        corpus, _ = articles.training(args.cache)
        self.reader = both.reader
        self.lessons = [lessons.lesson(a, pieces) for a in corpus[:: args.held_back]]
        self.gold = [from_jsonl.gold(lesson.article.row) for lesson in self.lessons]
        self.words = [vectors(both, lesson, lessons.engine_windows(lesson)) for lesson in self.lessons]

    def measured(self, by):
        """F1 of each measure."""
        tallies = defaultdict(score.Tally)
        both = SimpleNamespace(reader=decode.settle(copy.deepcopy(self.reader), by))
        for lesson, gold, words in zip(self.lessons, self.gold, self.words):
            said = decode.read(both, lesson, words, by)
            score.score(lesson.article.text, gold, said, tallies)
        return {name: tally.f()[2] for name, tally in tallies.items()}

    def mean(self, by, measures):
        """The mean of some measures."""
        found = self.measured(by)
        return sum(found[m] for m in measures) / len(measures)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--held-back", type=int, default=12)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/dateline-words"))
    args = parser.parse_args()
    by = decode.FITTED
    with torch.inference_mode():
        held = Held(decode.load(args.checkpoint), args)
        for name, (step, measures) in STEPS.items():
            worth = lambda value: held.mean(by | {name: value}, measures)  # noqa: E731
            best, before = by[name], worth(by[name])
            for direction in (step, -step):
                while (now := worth(round(best + direction, 4))) > before:
                    best, before = round(best + direction, 4), now
            by[name] = best
            print(f"{name} = {best}", f"# {before:.4f}", flush=True)
        for name, value in held.measured(by).items():
            print(f"{name:34} {value:.3f}")


if __name__ == "__main__":
    main()
