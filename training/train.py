"""Trains the encoder from the corpora: `python train.py --out RUN`. Goes on where a stopped run of that folder was.

The weights of the optimizer have 32 bits; in bfloat16 the network runs three times as fast where the processor knows it (AMX),
and a third as fast where it does not. Metrics go to RUN/log.jsonl, the network to RUN/last.pt.
"""

import argparse
import json
import time
from pathlib import Path

import torch

import measure
from batches import WEIGHTS, batch_of, epoch, losses, rng_of
from corpora import Pieces, training_documents, windows, with_teachers
from export import restore
from network import base_model, from_base

# How often each set comes in an epoch.
SHARES = {
    "polnear": 1.0, "ewt": 1.0, "gum": 1.5, "uner_ewt": 3.0, "wikigold": 3.0, "crossner": 6.0, "wnut17": 1.0, "btc": 0.5,
    "cameo_ner": 2.0, "cameo_class": 2.0,
}  # fmt: skip


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights file to go on from, instead of the base encoder")
    parser.add_argument("--teachers", type=Path, help="names that teachers gave: a file of silver.py")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--pieces", type=int, default=4096, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure-every", type=float, default=2.0, help="epochs")
    parser.add_argument("--type", choices=["bfloat16", "float32"], default="bfloat16")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


class Optimizer:
    """AdamW on 32-bit copies of 16-bit weights; warms up over 5% of the steps, then falls to zero."""

    def __init__(self, network, rate, head_rate, steps):
        self.live = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self.master = [p.detach().float().clone() for _, p in self.live]
        groups = {True: [], False: []}
        for (name, _), master in zip(self.live, self.master):
            groups[name.startswith("trunk.")].append(master)
        self.rates, self.steps = [rate, head_rate], steps
        self.adam = torch.optim.AdamW(
            [{"params": groups[True]}, {"params": groups[False]}], betas=(0.9, 0.98), weight_decay=0.01, foreach=True
        )

    def step(self, at):
        """One step; `at` counts from 0."""
        for master, (_, p) in zip(self.master, self.live):
            master.grad = None if p.grad is None else p.grad.float()
            p.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        done = at / self.steps
        factor = min(1.0, (at + 1) / (0.05 * self.steps)) * max(0.0, 1.0 - done)
        for group, rate in zip(self.adam.param_groups, self.rates):
            group["lr"] = rate * factor
        self.adam.step()
        with torch.no_grad():
            for master, (_, p) in zip(self.master, self.live):
                p.copy_(master)

    def state(self):
        return {"master": self.master, "adam": self.adam.state_dict()}

    def load(self, state):
        self.adam.load_state_dict(state["adam"])
        with torch.no_grad():
            for mine, theirs, (_, p) in zip(self.master, state["master"], self.live):
                mine.copy_(theirs)
                p.copy_(theirs)


def main():
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = training_documents()
    if args.teachers:
        with_teachers(documents, args.teachers)
    cut = lambda doc, rng: windows(doc, pieces, rng=rng)  # noqa: E731
    per_epoch = len(epoch(documents, SHARES, pieces, cut, rng_of(args.seed, 0), args.pieces))
    steps = int(per_epoch * args.epochs)
    network = from_base(args.layers)
    if args.start:
        restore(network, args.start)
    network = network.to(getattr(torch, args.type))
    optimizer = Optimizer(network, args.rate, args.head_rate, steps)
    at, usual = 0, {}
    last = args.out / "last.pt"
    if last.exists():
        saved = torch.load(last, weights_only=True)
        optimizer.load(saved["optimizer"])
        at, usual = saved["step"], saved["usual"]
    log = open(args.out / "log.jsonl", "a", encoding="utf-8")
    print(f"{per_epoch} batches an epoch, {steps} steps, from {at}", flush=True)
    began, seen, running = time.time(), 0, {}
    step = 0
    for number in range(int(args.epochs) + 2):
        batches = epoch(documents, SHARES, pieces, cut, rng_of(args.seed, number), args.pieces)
        for rows in batches:
            step += 1
            if step <= at or step > steps:
                continue
            network.train()
            b = batch_of(rows, pieces, rng_of(args.seed, step + 1_000_000))
            total = 0.0
            for name, (loss, count) in losses(network, b).items():
                usual[name] = 0.98 * usual.get(name, count) + 0.02 * count
                total = total + WEIGHTS[name] * loss / usual[name]
                mean = loss.item() / max(count, 1)
                running[name] = 0.98 * running.get(name, mean) + 0.02 * mean
            total.backward()
            optimizer.step(step - 1)
            seen += b.ids.numel()
            if step % 50 == 0:
                row = {"step": step, "pieces_per_s": round(seen / (time.time() - began))}
                row |= {name: round(value, 4) for name, value in running.items()}
                print(json.dumps(row), file=log, flush=True)
            done = step == steps
            if step % 200 == 0 or done:
                state = {"step": step, "usual": usual, "layers": args.layers, "optimizer": optimizer.state()}
                state["names"] = [n for n, _ in optimizer.live]
                torch.save(state, last.with_suffix(".new"))
                last.with_suffix(".new").rename(last)
            if done or step % int(per_epoch * args.measure_every) == 0:
                row = {"step": step} | measure.all_of(network, pieces)
                print(json.dumps(row), file=log, flush=True)
                print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
