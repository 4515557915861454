"""Trains the encoder from the corpora: `python train.py --out RUN`. Goes on where a stopped run of that folder was.

The weights have 32 bits; in bfloat16 (`--mixed`) the network runs many times as fast on a GPU, and three times on processors
that know it (AMX). Batches are made by processes of their own. Metrics go to RUN/log.jsonl, the network to RUN/last.pt.
"""

import argparse
import json
import multiprocessing
import time
from pathlib import Path

import torch

import measure
from batches import WEIGHTS, batch_of, epoch, losses, packed, rng_of, unpacked
from corpora import Pieces, training_documents, unlabelled, windows, with_teachers
from export import restore
from network import base_model, from_base

# How often each set comes in an epoch.
SHARES = {
    "polnear": 1.0, "ewt": 1.0, "gum": 1.5, "uner_ewt": 3.0, "wikigold": 3.0, "crossner": 6.0, "wnut17": 1.0, "btc": 0.5,
    "cameo_ner": 2.0, "cameo_class": 2.0, "geo": 1.0,
}  # fmt: skip


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights file to go on from, instead of the base encoder")
    parser.add_argument("--teachers", type=Path, help="names and attributions that teachers gave: a file of silver.py")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--masked", type=float, default=0.04, help="share of the word pieces that is hidden")
    parser.add_argument("--fill", action="store_true", help="learn to guess the hidden pieces as well")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--pieces", type=int, default=4096, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", action="store_true", help="measure on the development sets when done")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--mixed", action="store_true", help="compute in bfloat16")
    parser.add_argument("--makers", type=int, default=1, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


class Optimizer:
    """AdamW; warms up over 5% of the steps, then falls to zero."""

    def __init__(self, network, rate, head_rate, steps):
        live = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self.names, self.live = [n for n, _ in live], [p for _, p in live]
        groups = {True: [], False: []}
        for name, p in live:
            groups[name.startswith("trunk.")].append(p)
        self.rates, self.steps = [rate, head_rate], steps
        self.adam = torch.optim.AdamW(
            [{"params": groups[True]}, {"params": groups[False]}], betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )

    def step(self, at):
        """One step; `at` counts from 0."""
        torch.nn.utils.clip_grad_norm_(self.live, 1.0)
        factor = min(1.0, (at + 1) / (0.05 * self.steps)) * max(0.0, 1.0 - at / self.steps)
        for group, rate in zip(self.adam.param_groups, self.rates):
            group["lr"] = rate * factor
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)

    def state(self):
        return {"names": self.names, "master": [p.detach() for p in self.live], "adam": self.adam.state_dict()}

    def load(self, state):
        self.adam.load_state_dict(state["adam"])
        with torch.no_grad():
            for mine, theirs in zip(self.live, state["master"]):
                mine.copy_(theirs)


def make(queue, documents, pieces, args, maker, done):
    """Puts every epoch's batches that is this maker's to make into a queue, but for the first `done`."""
    torch.set_num_threads(1)
    cut = lambda doc, rng: windows(doc, pieces, rng=rng)  # noqa: E731
    number, at = maker, 0
    while True:
        for rows in epoch(documents, SHARES, pieces, cut, rng_of(args.seed, number), args.pieces):
            at += 1
            if at > done:
                queue.put(packed(batch_of(rows, pieces, rng_of(args.seed, at * 64 + maker), args.masked)))
        number += args.makers


def makers(documents, pieces, args, at):
    """The queues of the processes that make batches: batch n comes from maker n modulo their number."""
    context = multiprocessing.get_context("fork")
    queues = [context.Queue(48) for _ in range(args.makers)]
    for number, queue in enumerate(queues):
        done = at // args.makers + (number < at % args.makers)
        context.Process(target=make, args=(queue, documents, pieces, args, number, done), daemon=True).start()
    return queues


def step(network, optimizer, b, at, usual, running, mixed):
    """Learns from one batch. `usual` counts what batches hold of each layer, `running` the mean loss."""
    with torch.autocast(b.ids.device.type, torch.bfloat16, enabled=mixed):
        found = losses(network, b)
    total = 0.0
    for name, (loss, count) in found.items():
        usual[name] = 0.98 * usual.get(name, count) + 0.02 * count
        total = total + WEIGHTS[name] * loss / usual[name]
        mean = loss.detach() / max(count, 1)
        running[name] = 0.98 * running.get(name, mean) + 0.02 * mean
    total.backward()
    optimizer.step(at)


def main():
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = training_documents() | {"geo": []}
    if args.teachers:
        documents["geo"] = unlabelled()
        with_teachers(documents, args.teachers)
    cut = lambda doc, rng: windows(doc, pieces, rng=rng)  # noqa: E731
    per_epoch = len(epoch(documents, SHARES, pieces, cut, rng_of(args.seed, 0), args.pieces))
    steps = int(per_epoch * args.epochs)
    last = args.out / "last.pt"
    saved = torch.load(last, weights_only=True) if last.exists() else {"step": 0, "usual": {}}
    at, usual, running = saved["step"], saved["usual"], {}
    queues = makers(documents, pieces, args, at)
    network = from_base(args.layers, rate=args.dropout, fills=args.fill)
    if args.start:
        restore(network, args.start)
    network = network.to(args.device).train()
    optimizer = Optimizer(network, args.rate, args.head_rate, steps)
    if at:
        optimizer.load(saved["optimizer"])
    log = open(args.out / "log.jsonl", "a", encoding="utf-8")
    print(f"{per_epoch} batches an epoch, {steps} steps, from {at}", flush=True)
    began, seen = time.time(), 0
    for number in range(at, steps):
        b = unpacked(*queues[number % args.makers].get(), args.device)
        step(network, optimizer, b, number, usual, running, args.mixed)
        seen += b.ids.numel()
        if (number + 1) % 50 == 0:
            row = {"step": number + 1, "pieces_per_s": round(seen / (time.time() - began))}
            row |= {name: round(value.item(), 4) for name, value in running.items()}
            print(json.dumps(row), file=log, flush=True)
        if (number + 1) % 500 == 0 or number + 1 == steps:
            state = {"step": number + 1, "usual": usual, "layers": args.layers, "optimizer": optimizer.state()}
            torch.save(state, last.with_suffix(".new"))
            last.with_suffix(".new").rename(last)
    if args.measure:
        row = {"step": steps} | measure.all_of(measure.load(last), pieces)
        print(json.dumps(row), file=log, flush=True)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
