"""Adds the head that says what words tell of to a weights file that lacks it: `python happening.py WEIGHTS`.

The head alone is trained, on the vectors as they are, so that a file gets it without another training of the whole
(`train.py` trains it along with the rest). Prints the share of the sentences held back whose class is right.
"""

import sys

import torch
import torch.nn.functional as F

import container
import measure
from batches import happening_scores
from corpora import HAPPENINGS, Pieces, happening_sentences, tweets
from export import restore
from network import base_model, from_base

ROUNDS = 40


def trained(network, pieces, seed=1):
    """Trains the head of a network whose other parts stay as they are."""
    torch.manual_seed(seed)
    head = network.happening
    batches = [(w.clone(), b) for b, w, _ in measure.in_batches(network, pieces, tweets(happening_sentences(False)))]
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3, weight_decay=0.02)
    for _ in range(ROUNDS):
        for i in torch.randperm(len(batches)):
            words, b = batches[i]
            loss = F.cross_entropy(happening_scores(head(F.dropout(words, 0.2)), b.happening_at), b.happening_class)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def main():
    path = sys.argv[1]
    pieces = Pieces(base_model() / "tokenizer.json")
    network = from_base().eval()
    restore(network, path)
    trained(network, pieces)
    print("held back:", measure.happenings(network, pieces))
    header, tensors = container.read(path)
    vocabulary = tensors.pop("vocab").split("\n")
    tensors["head.happening.weight"] = network.happening.weight.detach().numpy()
    tensors["head.happening.bias"] = network.happening.bias.detach().numpy()
    container.write(path, header["config"], tensors, vocabulary, {"tags": header["tags"] | {"happenings": HAPPENINGS}})


if __name__ == "__main__":
    main()
