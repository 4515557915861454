"""Reading heads for a teacher to start from, out of a student's: `python heads_for.py MPNET STUDENT.pt OUT.pt`.

What reads words goes through a linear map from the vectors of the teacher as published to the student's, fitted on training
articles (none of those held back); what reads units is the student's as it is. `study.py --mpnet MPNET --start OUT.pt` goes on from it.
"""

import argparse
from pathlib import Path

import torch

import articles
import decode
import lessons
from corpora import CORPORA, Pieces
from network import WIDTH, base_model
from study import Both, vectors
from teacher import from_mpnet

# Holds the map back where the articles say little, as a share of the vectors' mean square.
RIDGE = 0.01


def fitted(theirs, ours):
    """A linear map with its constant from vectors [N, A] to others [N, B], by least squares, and the share that it explains."""
    middle, target = theirs.mean(0), ours.mean(0)
    x, y = theirs - middle, ours - target
    square = x.T @ x
    weight = torch.linalg.solve(square + RIDGE * square.diagonal().mean() * torch.eye(len(square)), x.T @ y).T
    explained = 1 - (y - x @ weight.T).square().sum() / y.square().sum()
    return weight, target - weight @ middle, explained.item()


def mapped(layer, weight, constant):
    """The numbers of a linear layer over words, one or several, for vectors that the map has yet to go over."""
    parts = layer.weight.split(WIDTH, 1)
    return torch.cat([part @ weight for part in parts], 1), layer.bias + sum(part @ constant for part in parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("student", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--held-back", type=int, default=12)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/dateline-words"))
    args = parser.parse_args()
    pieces = Pieces(base_model() / "tokenizer.json")
    student, teacher = decode.load(args.student), Both(from_mpnet(args.mpnet)).eval()
    corpus = articles.read(CORPORA / "dateline-train.jsonl", args.cache)
    corpus = [one for at, one in enumerate(corpus) if at % args.held_back]
    with torch.inference_mode():
        some = [lessons.lesson(one, pieces) for one in corpus[:: len(corpus) // args.articles]]
        ours, theirs = (torch.cat([vectors(both, x, lessons.engine_windows(x)) for x in some]) for both in (student, teacher))
        weight, constant, explained = fitted(theirs, ours)
        print(f"{len(ours)} words, {explained:.3f} of the student's vectors explained")
        found = dict(student.reader.named_parameters())
        for name, layer in student.reader.named_modules():
            if isinstance(layer, torch.nn.Linear) and name.split(".")[0] in ("words", *articles.HEADS["units"]):
                found[f"{name}.weight"], found[f"{name}.bias"] = mapped(layer, weight, constant)
        names = [f"reader.{name}" for name in found]
        torch.save({"optimizer": {"names": names, "master": [value.clone() for value in found.values()]}}, args.out)


if __name__ == "__main__":
    main()
