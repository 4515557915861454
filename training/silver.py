"""Has teachers label the names of sets that lack gold names: `python silver.py OUT.npz WEIGHTS...`.

WEIGHTS are weights files. Each word gets the mean of what they say; where CoreNLP tagged the word too, half of the weight is
its tag's. `train.py --teachers OUT.npz` learns from it.
"""

import sys

import numpy as np
import torch

from batches import batch_of
from corpora import NAME_TAGS, Pieces, training_documents, windows
from export import restore
from network import base_model, from_base

SETS = ("ewt", "polnear", "cameo_ner", "cameo_class")


def probabilities(network, pieces, documents):
    """How likely each tag is for each word of the documents, [words, tags]; zeros where a sentence is too long."""
    starts = np.cumsum([0] + [sum(len(s.words) for s in d.sentences) for d in documents])
    found = np.zeros((starts[-1], len(NAME_TAGS)), np.float32)
    pool = [(w, places(w, start)) for d, start in zip(documents, starts) for w in windows(d, pieces)]
    pool.sort(key=lambda row: len(row[1]))
    for i in range(0, len(pool), 24):
        some = pool[i : i + 24]
        b = batch_of([w for w, _ in some], pieces)
        with torch.inference_mode():
            scores = network.names(network.words(b.ids, b.shapes, b.first)[0]).softmax(2).numpy()
        for row, (_, at) in enumerate(some):
            found[at] = scores[row, : len(at)]
    return found


def places(window, start):
    """Where the words of a window stand among the words of all documents; its document begins at `start`."""
    return np.concatenate([start + s.start + np.arange(len(s.words)) for s in window.sentences])


def with_corenlp(found, documents):
    """Half of the weight to CoreNLP's tags, where there are some."""
    tags = [t for d in documents for s in d.sentences for t in (s.names if s.names is not None else [-1] * len(s.words))]
    tags = np.array(tags)
    known = (tags >= 0) & found.any(1)
    found[known] *= 0.5
    found[known, tags[known]] += 0.5
    return found


def main():
    torch.set_num_threads(2)
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = training_documents()
    mean = {}
    for path in sys.argv[2:]:
        network = from_base().eval()
        restore(network, path)
        for name in SETS:
            mean[name] = mean.get(name, 0) + probabilities(network, pieces, documents[name]) / len(sys.argv[2:])
    found = {name: with_corenlp(mean[name], documents[name]).astype(np.float16) for name in SETS}
    np.savez_compressed(sys.argv[1], **found)


if __name__ == "__main__":
    main()
