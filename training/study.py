"""Trains the trunk and the reading heads on the annotated articles: `python study.py --out RUN`. Goes on where a stopped run of
that folder was; the network goes to RUN/last.pt, metrics to RUN/log.jsonl.

With `--sets` batches of the other corpora come in between, so that names, trees and attributions are learned or kept.
"""

import argparse
import json
import multiprocessing
import os
import random
import socket
import time
from pathlib import Path

import torch
import torch.distributed
import torch.nn.functional as F

import articles
import lessons
import train
from batches import WEIGHTS as SET_WEIGHTS
from batches import epoch, losses as set_losses, rng_of, unpacked
from corpora import Pieces, training_documents
from corpora import windows as set_windows
from export import restore
from network import base_model, from_base
from reader import Reader, losses
from swap import Names
from teacher import from_mpnet

# What each head weighs; the losses are means over words, pairs or things.
WEIGHTS = {
    "mention": 2.0, "trigger": 2.0, "content": 1.5, "source": 0.5, "cue": 0.5, "identity": 0.5, "kind": 0.3, "country": 0.25,
    "sector": 0.4, "status": 0.3, "mode": 0.15, "sameness": 0.3, "slots": 0.5, "speaker": 0.5, "source of quote": 0.1, "form": 0.1,
}  # fmt: skip
LIMIT = 254


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights file or checkpoint to go on from, instead of the base encoder")
    parser.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2: train a teacher on it instead of the encoder")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/dateline-words"), help="folder for the engine's words")
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--share", type=float, default=1.0, help="share of the articles that is trained on")
    parser.add_argument("--held-back", type=int, default=0, help="every so manieth article is left out, to tune on")
    parser.add_argument("--apart", type=Path, help="articles that are left out as well, by their ids: a file of the corpus' format")
    parser.add_argument("--articles", type=int, default=2, help="articles a step")
    parser.add_argument("--sets", type=float, default=0.0, help="batches of other corpora a step")
    parser.add_argument("--pieces", type=int, default=768, help="word pieces of a process' batch of other corpora")
    parser.add_argument("--own", type=float, default=0.5, help="share of our own texts that comes in an epoch")
    parser.add_argument("--treebank", type=float, default=0.0, help="documents of GUM for each article")
    parser.add_argument("--silver", type=Path, help="articles that a teacher labelled (label.py), read beside the others")
    parser.add_argument("--silver-weight", type=float, default=0.5)
    parser.add_argument("--swap", type=float, default=0.0, help="share of the articles that are read with other names (swap.py)")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--masked", type=float, default=0.04)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2, help="processes of one thread each that share a step's articles")
    parser.add_argument("--save", type=int, default=300, help="steps between checkpoints")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long, to go on later")
    return parser.parse_args()


class Both(torch.nn.Module):
    """The network of the sets, whose trunk the reader shares, and the reader."""

    def __init__(self, network):
        super().__init__()
        self.network, self.reader = network, Reader(width=network.trunk.width)

    @property
    def trunk(self):
        return self.network.trunk

    def named_parameters(self, *args, **kwargs):
        for name, value in super().named_parameters(*args, **kwargs):
            yield name.removeprefix("network."), value


def vectors(network, lesson, cut, rng=None, masked=0.0):
    """Vectors of the words of an article [W, width]."""
    ids, shapes, flat = lessons.batch(lesson, cut, rng, masked)
    lengths = (ids > 0).sum(1)
    # Short windows go by themselves where that spares padding.
    at = min(range(len(ids)), key=lambda row: padded(lengths, lengths[row]))
    short = lengths <= lengths[at]
    found = torch.zeros(*ids.shape, network.trunk.width)
    for rows in (short, ~short):
        if rows.any():
            length = int(lengths[rows].max())
            some = network.trunk(ids[rows, :length], shapes[rows, :length])
            found = found.index_copy(0, rows.nonzero()[:, 0], F.pad(some, (0, 0, 0, ids.shape[1] - length)))
    return found.flatten(0, 1)[flat]


def padded(lengths, border):
    """Word pieces that are computed where the windows up to a length go by themselves."""
    short = lengths <= border
    return int(short.sum() * border + (~short).sum() * lengths.max())


def add(total, found, weights, usual, running):
    """Adds weighted means of losses; `usual` counts what a step holds of each, `running` the mean loss."""
    for name, (loss, count) in found.items():
        if not count:
            continue
        usual[name] = 0.98 * usual.get(name, count) + 0.02 * count
        total = total + weights[name] * loss / usual[name]
        mean = loss.detach() / count
        running[name] = 0.98 * running.get(name, mean) + 0.02 * mean
    return total


def some_articles(args, pieces):
    """The lessons by set: the corpus, our own texts, GUM, a teacher's."""
    corpus, own = articles.training(args.cache)
    if args.held_back:
        corpus = [a for at, a in enumerate(corpus) if at % args.held_back]
    if args.apart:
        apart = {json.loads(line)["id"] for line in args.apart.read_text("utf-8").split("\n") if line}
        corpus = [a for a in corpus if a.id not in apart]
    if args.share < 1:
        corpus = random.Random(4).sample(corpus, int(len(corpus) * args.share))
    gum = articles.treebank("gum-train") if args.treebank else []
    silver = articles.read(args.silver, args.cache) if args.silver else []
    for one in silver:
        one.weight = args.silver_weight
    return [[lessons.lesson(a, pieces) for a in some] for some in (corpus, own, gum, silver)]


def order(sets, args, number):
    """The articles of an epoch, in a drawn order."""
    rng = random.Random(args.seed * 1000 + number)
    corpus, own, gum, silver = sets
    found = corpus + silver + rng.sample(own, int(len(own) * args.own))
    found += rng.choices(gum, k=int(len(corpus) * args.treebank)) if gum else []
    rng.shuffle(found)
    return found


def begin(both, path):
    """Gives the network and the reader the numbers of a weights file, or of a checkpoint as far as the sizes are the same."""
    if path.suffix != ".pt":
        return restore(both.network, path)
    saved = torch.load(path, weights_only=True)["optimizer"]
    own = dict(both.named_parameters())
    with torch.no_grad():
        for name, value in zip(saved["names"], saved["master"]):
            if name in own and own[name].shape == value.shape:
                own[name].copy_(value)


def set_batches(args, pieces):
    """Batches of the other corpora without end, made by a process of its own."""
    documents = training_documents() | {"geo": []}
    args = argparse.Namespace(**vars(args) | {"makers": 1, "seed": args.seed_of_sets})
    queue = train.makers(documents, pieces, args, 0)[0]
    while True:
        yield unpacked(*queue.get(), "cpu")


def part(some, rank, processes):
    """A process' part of a step's articles: all have about as much to read."""
    some = sorted(some, key=lambda lesson: len(lesson.pieces))
    turn = lambda at: min(at % (2 * processes), 2 * processes - 1 - at % (2 * processes))  # noqa: E731
    return [lesson for at, lesson in enumerate(some) if turn(at) == rank]


class Shared:
    """The gradients of all processes, averaged. They stand in one buffer from the start: copying them took as long as the rest."""

    def __init__(self, rank, count, live, port):
        self.count = count
        if count > 1:
            torch.distributed.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=rank, world_size=count)
        self.buffer = torch.zeros(sum(p.numel() for p in live) + 1)
        self.parts = list(zip(live, self.buffer[:-1].split([p.numel() for p in live])))
        self.begin()

    def begin(self):
        """Before a step: no gradients."""
        self.buffer.zero_()
        for p, part in self.parts:
            p.grad = part.view_as(p)

    def average(self, over):
        """Whether any process is over its time; afterwards all have the same gradients."""
        self.buffer[-1] = float(over)
        if self.count > 1:
            torch.distributed.all_reduce(self.buffer)
            self.buffer /= self.count
        return self.buffer[-1].item() > 0


def train_process(rank, args, sets_of, pieces, port):
    """One of the processes of a run."""
    torch.manual_seed(args.seed)
    per_epoch = len(order(sets_of, args, 0)) // args.articles
    steps = int(per_epoch * args.epochs)
    network = from_mpnet(args.mpnet, args.dropout) if args.mpnet else from_base(rate=args.dropout)
    both = Both(network).train()
    if args.start:
        begin(both, args.start)
    optimizer = train.Optimizer(both, args.rate, args.head_rate, steps)
    last = args.out / "last.pt"
    saved = torch.load(last, weights_only=True) if last.exists() else {"step": 0, "usual": {}}
    at, usual, running = saved["step"], saved["usual"], {}
    if at:
        optimizer.load(saved["optimizer"])
    torch.manual_seed(args.seed + 1000 * rank + at)
    shared = Shared(rank, args.processes, optimizer.live, port)
    args.seed_of_sets = args.seed + 100 * rank + at
    sets = set_batches(args, pieces) if args.sets else None
    names = Names(sets_of[0], pieces) if args.swap else None
    log = open(args.out / "log.jsonl", "a", encoding="utf-8")
    if rank == 0:
        print(f"{sum(map(len, sets_of))} articles, {per_epoch} steps an epoch, {steps} steps, from {at}", flush=True)
    began, seen, owed = time.time(), 0, 0.0
    todo, number = [], at // per_epoch

    def save(done):
        state = {"step": done, "usual": usual, "layers": 6, "optimizer": optimizer.state()}
        torch.save(state, last.with_suffix(".new"))
        last.with_suffix(".new").rename(last)

    for number_of_step in range(at, steps):
        rng = random.Random(args.seed * 1_000_003 + 10 * number_of_step + rank)
        if len(todo) < args.articles:
            todo, number = order(sets_of, args, number), number + 1
        step_found = {}
        total = 0.0
        for lesson in part([todo.pop() for _ in range(args.articles)], rank, args.processes):
            if args.swap and rng.random() < args.swap:
                lesson = names.swapped(lesson, rng)  # noqa: PLW2901
            cut = lessons.windows(lesson, rng, LIMIT)
            words = vectors(both, lesson, cut, rng, args.masked)
            for name, (loss, count) in losses(both.reader, words, lesson).items():
                before = step_found.get(name, (0.0, 0))
                weight = lesson.article.weight
                step_found[name] = before[0] + weight * loss, before[1] + weight * count
            seen += len(words)
        total = add(total, step_found, WEIGHTS, usual, running)
        total.backward()
        owed += args.sets
        if owed >= 1:
            owed -= 1
            add(0.0, {f"set {k}": v for k, v in set_losses(network, next(sets)).items()},
                {f"set {k}": v for k, v in SET_WEIGHTS.items()}, usual, running).backward()  # fmt: skip
        over = shared.average(time.time() - began > 60 * args.minutes)
        optimizer.step(number_of_step)
        shared.begin()
        done = number_of_step + 1
        if rank == 0 and done % 50 == 0:
            row = {"step": done, "words_per_s": round(args.processes * seen / (time.time() - began))}
            row |= {name: round(value.item(), 4) for name, value in running.items()}
            print(json.dumps(row), file=log, flush=True)
        if rank == 0 and (done % args.save == 0 or done == steps or over):
            save(done)
        if over:
            break
    # The process that makes batches would wait for its queue to be emptied.
    os._exit(0)


def main():
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    # More threads wait for one another more than they compute; processes do not.
    torch.set_num_threads(1)
    pieces = Pieces(base_model() / "tokenizer.json")
    sets_of = some_articles(args, pieces)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for rank in range(1, args.processes):
        # Not a daemon: it makes batches in a process of its own.
        multiprocessing.get_context("fork").Process(target=train_process, args=(rank, args, sets_of, pieces, port)).start()
    train_process(0, args, sets_of, pieces, port)


if __name__ == "__main__":
    main()
