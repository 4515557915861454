"""Has teachers label what sets lack gold labels for: `python silver.py OUT.npz TEACHER...`.

A teacher is a weights file or a checkpoint of `train.py`. Each word gets the mean of what they say about names, and, where
its set has no attributions, about those; where CoreNLP tagged a name too, a quarter of the weight is its tag's.
`train.py --teachers OUT.npz` learns from it.
"""

import sys

import numpy as np
import torch

import measure
from batches import batch_of
from corpora import Pieces, training_documents, unlabelled, windows
from export import restore
from network import base_model, from_base

NAMED = ("ewt", "polnear", "cameo_ner", "cameo_class", "geo")
ATTRIBUTED = ("ewt", "gum", "cameo_ner", "cameo_class", "geo")
CORENLP = 0.25
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def probabilities(network, pieces, documents):
    """How likely each tag of names and each of attributions is for each word of the documents, two arrays [words, 9]; zeros
    where a sentence is too long."""
    starts = np.cumsum([0] + [sum(len(s.words) for s in d.sentences) for d in documents])
    names, said = (np.zeros((starts[-1], 9), np.float32) for _ in range(2))
    pool = [(w, places(w, start)) for d, start in zip(documents, starts) for w in windows(d, pieces)]
    pool.sort(key=lambda row: len(row[1]))
    for i in range(0, len(pool), 24):
        some = pool[i : i + 24]
        b = batch_of([w for w, _ in some], pieces)
        with torch.inference_mode():
            words, _ = network.words(b.ids.to(DEVICE), b.shapes.to(DEVICE), b.first.to(DEVICE))
            of_names = network.names(words).softmax(2).cpu().numpy()
            of_said = network.attribution(words).unflatten(2, (3, 3)).softmax(3).flatten(2).cpu().numpy()
        for row, (_, at) in enumerate(some):
            names[at], said[at] = of_names[row, : len(at)], of_said[row, : len(at)]
    return names, said


def places(window, start):
    """Where the words of a window stand among the words of all documents; its document begins at `start`."""
    return np.concatenate([start + s.start + np.arange(len(s.words)) for s in window.sentences])


def with_corenlp(found, documents):
    """Some of the weight to CoreNLP's tags, where there are some."""
    tags = [t for d in documents for s in d.sentences for t in (s.names if s.names is not None else [-1] * len(s.words))]
    tags = np.array(tags)
    known = (tags >= 0) & found.any(1)
    found[known] *= 1 - CORENLP
    found[known, tags[known]] += CORENLP
    return found


def main():
    torch.set_num_threads(2)
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = training_documents() | {"geo": unlabelled()}
    teachers, found = sys.argv[2:], {}
    for path in teachers:
        network = from_base().eval()
        if path.endswith(".pt"):
            network = measure.load(path)
        else:
            restore(network, path)
        network = network.to(DEVICE)
        for name in {*NAMED, *ATTRIBUTED}:
            names, said = probabilities(network, pieces, documents[name])
            found[f"{name}:teachers"] = found.get(f"{name}:teachers", 0) + names / len(teachers)
            found[f"{name}:said"] = found.get(f"{name}:said", 0) + said / len(teachers)
    for name in {*NAMED, *ATTRIBUTED}:
        if name in NAMED:
            found[f"{name}:teachers"] = with_corenlp(found[f"{name}:teachers"], documents[name])
        else:
            del found[f"{name}:teachers"]
        if name not in ATTRIBUTED:
            del found[f"{name}:said"]
    np.savez(sys.argv[1], **{key: value.astype(np.float16) for key, value in found.items()})


if __name__ == "__main__":
    main()
