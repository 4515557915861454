"""Writes the weights file of a published BERT: python from_bert.py MODEL_FOLDER OUT [LAYERS]

The folder holds model.safetensors and vocab.txt, as all-MiniLM-L6-v2 has them. Such a model knows no word shapes, so their
embedding is zero. Needs safetensors.
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

import container

POSITIONS = 256
HEAD_WIDTH = 32


def tensors_of(bert, layers):
    """The tensors by the names of the weights file."""
    first_type = bert["embeddings.token_type_embeddings.weight"][0]
    tensors = {
        "embed.word": bert["embeddings.word_embeddings.weight"],
        "embed.position": bert["embeddings.position_embeddings.weight"][:POSITIONS] + first_type,
        "embed.shape": np.zeros((8, first_type.size), np.float32),
        "embed.norm.gain": bert["embeddings.LayerNorm.weight"],
        "embed.norm.bias": bert["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        old, new = f"encoder.layer.{number}.", f"layer.{number}."
        for kind in ("weight", "bias"):
            parts = [bert[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            tensors[f"{new}qkv.{kind}"] = np.concatenate(parts)
            tensors[f"{new}out.{kind}"] = bert[f"{old}attention.output.dense.{kind}"]
            tensors[f"{new}up.{kind}"] = bert[f"{old}intermediate.dense.{kind}"]
            tensors[f"{new}down.{kind}"] = bert[f"{old}output.dense.{kind}"]
        for kind, ours in (("weight", "gain"), ("bias", "bias")):
            tensors[f"{new}norm1.{ours}"] = bert[f"{old}attention.output.LayerNorm.{kind}"]
            tensors[f"{new}norm2.{ours}"] = bert[f"{old}output.LayerNorm.{kind}"]
    return tensors


def main():
    folder, out = Path(sys.argv[1]), sys.argv[2]
    bert = load_file(folder / "model.safetensors")
    layers = sum(name.endswith("intermediate.dense.weight") for name in bert)
    if len(sys.argv) > 3:
        layers = min(layers, int(sys.argv[3]))
    tensors = tensors_of(bert, layers)
    width = tensors["embed.word"].shape[1]
    config = {
        "layers": layers,
        "width": width,
        "heads": width // HEAD_WIDTH,
        "feed_forward": tensors["layer.0.up.bias"].size,
        "positions": POSITIONS,
        "epsilon": 1e-12,
    }
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    container.write(out, config, tensors, vocabulary, {"name": folder.name})


if __name__ == "__main__":
    main()
