"""A teacher: all-mpnet-base-v2 as the trunk under the reading heads, too large for the page, to label what nobody annotated.

MPNet has no segments; how far apart two pieces are is a bias on their attention that all layers share. Its vocabulary is BERT's
with other ids, so its table of words is put in BERT's order and everything else stays as it is for the encoder. Its lower half
stays as published, which takes a third less time to train; the shapes of words come in above it.
"""

import json
import math

import torch
import torch.nn.functional as F
from torch import nn

from network import SHAPES, base_model, copy_norm

WIDTH, HEADS, INNER, LAYERS = 768, 12, 3072, 12
EPSILON = 1e-5
BUCKETS, FARTHEST = 32, 128
# BERT's names of pieces that MPNet calls otherwise.
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
# Positions are counted from behind the one that stands for filling.
FIRST_POSITION = 2
# So many layers are not trained.
LOWER = 6
# Shapes of words are learned from nothing: so many times as fast as the rest of the trunk.
SHAPES_FASTER = 10


def bucket(distance):
    """The bucket of how many pieces one stands after another (negative: before): exact up to 7, then by logarithm."""
    half = BUCKETS // 2
    exact = half // 2
    size = distance.abs()
    far = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return torch.where(size < exact, size, far.clamp(max=half - 1)) + half * (distance > 0)


class Layer(nn.Module):
    """One transformer layer over the pieces of several windows, one after the other [P, 768]."""

    def __init__(self, rate):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = rate

    def forward(self, h, lengths, bias):
        mixed = self.out(torch.cat([self.mixed(window, bias) for window in self.qkv(h).split(lengths)]))
        h = self.norm1(h + F.dropout(mixed, self.dropout, self.training))
        inner = self.down(F.gelu(self.up(h)))
        return self.norm2(h + F.dropout(inner, self.dropout, self.training))

    @staticmethod
    def mixed(qkv, bias):
        """The attention of one window [T, 3 * 768]."""
        count = len(qkv)
        q, k, v = qkv.view(count, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3)
        scores = torch.baddbmm(bias[:, :count, :count], q, k.transpose(1, 2), alpha=(WIDTH // HEADS) ** -0.5)
        return (scores.softmax(2) @ v).transpose(0, 1).reshape(count, WIDTH)


class Trunk(nn.Module):
    """Embeddings and layers. Only pieces are computed: windows of any length go through together, without filling."""

    width = WIDTH

    def __init__(self, vocabulary, positions, rate=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(positions, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.bias = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(rate if number >= LOWER else 0.0) for number in range(LAYERS))

    def forward(self, ids, shapes):
        there = ids > 0
        at = torch.arange(ids.shape[1])
        h = self.word(ids[there]) + self.position(at.expand_as(ids)[there])
        h = self.norm(h)
        bias = self.bias(bucket(at[None] - at[:, None])).permute(2, 0, 1)
        lengths = there.sum(1).tolist()
        for number, layer in enumerate(self.layers):
            if number == LOWER:
                h = h + SHAPES_FASTER * self.shape(shapes[there])
            h = layer(h, lengths, bias.detach() if number < LOWER else bias)
        return torch.zeros(*ids.shape, WIDTH).index_put(there.nonzero(as_tuple=True), h)


class Teacher(nn.Module):
    """The trunk where `study.Both` has a network: a teacher has the reading heads alone."""

    def __init__(self, trunk):
        super().__init__()
        self.trunk = trunk


def from_mpnet(folder, rate=0.1):
    """A teacher as published. Shapes of words say nothing yet."""
    from safetensors.torch import load_file

    base = load_file(folder / "model.safetensors")
    words = base["embeddings.word_embeddings.weight"][places_of_pieces(folder)]
    positions = base["embeddings.position_embeddings.weight"][FIRST_POSITION:]
    trunk = Trunk(len(words), len(positions), rate)
    with torch.no_grad():
        trunk.word.weight.copy_(words)
        trunk.position.weight.copy_(positions)
        trunk.shape.weight.zero_()
        copy_norm(trunk.norm, base, "embeddings.LayerNorm")
        trunk.bias.weight.copy_(base["encoder.relative_attention_bias.weight"])
        for number, layer in enumerate(trunk.layers):
            name = f"encoder.layer.{number}"
            for part in ("weight", "bias"):
                parts = [base[f"{name}.attention.attn.{x}.{part}"] for x in "qkv"]
                getattr(layer.qkv, part).copy_(torch.cat(parts))
                getattr(layer.out, part).copy_(base[f"{name}.attention.attn.o.{part}"])
                getattr(layer.up, part).copy_(base[f"{name}.intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(base[f"{name}.output.dense.{part}"])
            copy_norm(layer.norm1, base, f"{name}.attention.LayerNorm")
            copy_norm(layer.norm2, base, f"{name}.output.LayerNorm")
    for part in (trunk.word, trunk.position, trunk.norm, *trunk.layers[:LOWER]):
        part.requires_grad_(False)
    return Teacher(trunk)


def places_of_pieces(folder):
    """The id that MPNet gives each of BERT's pieces, in BERT's order."""
    vocabulary = lambda path: json.loads((path / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]  # noqa: E731
    ours, theirs = vocabulary(base_model()), vocabulary(folder)
    return [theirs[SPECIAL.get(piece, piece)] for piece in sorted(ours, key=ours.get)]
