"""Writes a checkpoint as the weights file that the engine reads: `python export.py RUN/last.pt ../weights/encoder.bin`."""

import sys
from pathlib import Path

import numpy as np
import torch

import container
from articles import HEADS as READING_HEADS
from corpora import DEPRELS, HAPPENINGS, NAME_TAGS, PARTY_TAGS, UPOS, XPOS, Pieces, lines, training_documents
from measure import load
from network import HEADS, INNER, WIDTH, base_model

# Dense heads by their names in the network; the tables of distances go along as they are. The roles stay behind: they
# only help the other tasks in training.
LINEAR = (
    "names attribution parties happening upos xpos arc_dependent arc_head arc label_dependent label_head label "
    "link_cue link_word mention mention_pair mention_new"
).split()
# The base vocabulary is sorted by frequency: pieces before this are kept though the corpora lack them.
COMMON = 16_000
TABLES = "link_distance mention_distance".split()


def renamed(network):
    """The tensors by the names of the weights file."""
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    found = {
        "embed.word": state["trunk.word.weight"],
        "embed.position": state["trunk.position.weight"],
        "embed.shape": state["trunk.shape.weight"],
        "embed.norm.gain": state["trunk.norm.weight"],
        "embed.norm.bias": state["trunk.norm.bias"],
    }
    for name, value in state.items():
        if name.startswith("trunk.layers."):
            number, part, kind = name.removeprefix("trunk.layers.").split(".")
            if part.startswith("norm"):
                kind = {"weight": "gain", "bias": "bias"}[kind]
            found[f"layer.{number}.{part}.{kind}"] = value
    for name in LINEAR:
        weight = state[f"{name}.weight"]
        found[f"head.{name}.weight"] = weight
        found[f"head.{name}.bias"] = state.get(f"{name}.bias", np.zeros(len(weight), np.float32))
    for name in TABLES:
        found[f"head.{name}"] = state[f"{name}.weight"]
    return found


def of_reader(reader):
    """The tensors of the reading heads by the names of the weights file."""
    found = {}
    for name, value in reader.state_dict().items():
        name, part = name.rsplit(".", 1)
        if ".tables." in name:
            found["read." + name.replace(".tables.", ".table")] = value.numpy()
        else:
            found[f"read.{name}.{part}"] = value.numpy()
            if part == "weight":
                found.setdefault(f"read.{name}.bias", np.zeros(len(value), np.float32))
    return found


def restore(network, path, reader=None):
    """Gives a network, and the reading heads, the numbers of a weights file; heads that the file lacks stay as they are."""
    _, tensors = container.read(path)
    for name, mine in (renamed(network) | (of_reader(reader) if reader else {})).items():
        # The vocabulary of the file is pruned; its embeddings are the base model's, which the network has.
        if name in tensors and name != "embed.word":
            mine[...] = tensors[name]


def pruned(vocabulary, words):
    """The pieces that are common or that the corpora hold, and their embeddings. What no English text holds goes."""
    pieces = Pieces(base_model() / "tokenizer.json")
    documents = [d for docs in training_documents().values() for d in docs]
    seen = {i for d in documents for s in d.sentences for w in s.words for i in pieces.of(w)}
    texts = (row["text"] for name in ("geo_lgl", "geo_geovirus") for row in lines(name))
    seen |= {i for text in texts for w in text.split() for i in pieces.of(w)}

    def kept(i):
        letters = vocabulary[i].removeprefix("##")
        is_latin = all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in letters)
        return i in seen or (is_latin and i < COMMON and not letters.startswith("[unused"))

    rows = [i for i in range(len(vocabulary)) if kept(i)]
    return [vocabulary[i] for i in rows], words[rows]


def both_of(path):
    """The network of a checkpoint, and its reading heads if it has any."""
    if any(name.startswith("reader.") for name in torch.load(path, weights_only=True)["optimizer"]["names"]):
        import decode

        both = decode.load(path)
        return both.network, decode.settle(both.reader)
    return load(path), None


def main():
    network, reader = both_of(sys.argv[1])
    vocabulary = (base_model() / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    tensors = renamed(network)
    vocabulary, tensors["embed.word"] = pruned(vocabulary, tensors["embed.word"])
    config = {
        "layers": len(network.trunk.layers),
        "width": WIDTH,
        "heads": HEADS,
        "feed_forward": INNER,
        "positions": len(tensors["embed.position"]),
        "epsilon": 1e-12,
    }
    tags = {"names": NAME_TAGS, "parties": PARTY_TAGS, "happenings": HAPPENINGS, "deprels": DEPRELS, "upos": UPOS, "xpos": XPOS}
    metadata = {"tags": tags}
    if reader:
        from decode import FITTED

        tensors |= of_reader(reader)
        metadata["reader"] = READING_HEADS | {"fitted": FITTED}
    container.write(sys.argv[2], config, tensors, vocabulary, metadata)
    print(Path(sys.argv[2]).stat().st_size, "bytes,", len(vocabulary), "pieces")


if __name__ == "__main__":
    main()
