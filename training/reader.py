"""The heads that read an article: mentions and who they are, quotes and their speakers, events with what fills their slots.

All read the vectors of one pass of the trunk over the whole article. What a head scores about a pair (mention and earlier mention,
trigger and mention, quote and mention, trigger and earlier trigger) is a product of projections and a small network over both and
the pair's features (`pairs.py`). An event's slot is scored against an entity: the log of the sum of exponentials over the event's
triggers and the entity's mentions.
"""

import torch
import torch.nn.functional as F
from torch import nn

from articles import HEADS, LABELS
from corpora import IGNORE

WIDTH, UNIT, HIDDEN, PRODUCT = (HEADS["widths"][name] for name in ("trunk", "unit", "hidden", "product"))
SLOTS = LABELS["slots"]


def labels(head, name="labels"):
    """The labels of a head: a list of them, or its name."""
    return LABELS[head[name]] if isinstance(head[name], str) else head[name]


class Pairs(nn.Module):
    """Scores pairs of units: [left, right, outputs]."""

    def __init__(self, sizes, outputs):
        super().__init__()
        self.left, self.right = nn.Linear(UNIT, HIDDEN), nn.Linear(UNIT, HIDDEN, bias=False)
        self.query = nn.Linear(UNIT, outputs * PRODUCT)
        self.key = nn.Linear(UNIT, outputs * PRODUCT)
        self.tables = nn.ModuleList(nn.Embedding(size, HIDDEN) for size in sizes)
        self.out = nn.Linear(HIDDEN, outputs)
        self.outputs = outputs
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, left, right, features):
        mixed = self.left(left)[:, None] + self.right(right)[None]
        for at, table in enumerate(self.tables):
            mixed = mixed + table(features[:, :, at])
        query = self.query(left).view(len(left), self.outputs, PRODUCT)
        key = self.key(right).view(len(right), self.outputs, PRODUCT)
        product = torch.einsum("iop,jop->ijo", query, key) * PRODUCT**-0.5
        return self.out(F.relu(mixed)) + product


class Reader(nn.Module):
    """All reading heads."""

    def __init__(self, rate=0.15, width=WIDTH):
        super().__init__()
        self.words = nn.ModuleDict()
        for name, words in HEADS["units"].items():
            setattr(self, name, nn.Linear(words * width, UNIT))
        for name, head in HEADS["heads"].items():
            if head["kind"] == "tags":
                self.words[name] = nn.Linear(width, 1 + 4 * len(labels(head)))
            elif head["kind"] == "words":
                self.words[name] = nn.Linear(width, 1 + len(labels(head)))
            elif head["kind"] == "unit":
                setattr(self, name, nn.Linear(UNIT, len(labels(head))))
            else:
                setattr(self, name, Pairs(head["features"], len(labels(head, "outputs"))))
        self.rate = rate

    def drop(self, vectors):
        return F.dropout(vectors, self.rate, self.training)

    def mentions(self, words, spans):
        """Vectors of mentions [(start, end)]."""
        spans = torch.as_tensor(spans, dtype=torch.long).view(-1, 2)
        return self.drop(F.relu(self.mention(torch.cat([words[spans[:, 0]], words[spans[:, 1] - 1]], 1))))

    def triggers(self, words, at):
        """Vectors of triggers."""
        return self.drop(F.relu(self.trigger(words[torch.as_tensor(at, dtype=torch.long)])))

    def quotes(self, words, spans):
        """Vectors of contents [(start, end)]: the words at their borders, on both sides."""
        spans = torch.as_tensor(spans, dtype=torch.long).view(-1, 2)
        first, last = spans[:, 0], spans[:, 1] - 1
        around = [first, last, (first - 1).clamp(min=0), (last + 1).clamp(max=len(words) - 1)]
        return self.drop(F.relu(self.quote(torch.cat([words[x] for x in around], 1))))


def summed(scores, left, right):
    """Log of the sum of exponentials of scores [L, R, O] over groups of their rows and columns (bool [GL, L] and [GR, R]):
    [GL, GR, O]."""
    top = scores.detach().amax().clamp(min=0)
    powers = (scores - top).exp()
    mixed = torch.einsum("gl,lro,hr->gho", left.to(powers.dtype), powers, right.to(powers.dtype))
    return mixed.clamp(min=1e-30).log() + top


def groups(members, count):
    """Bool [groups, count] of lists of members."""
    found = torch.zeros(len(members), count, dtype=torch.bool)
    for row, some in enumerate(members):
        found[row, some] = True
    return found


def backwards(scores, new, allowed, same):
    """Loss of antecedents: each thing against those before it (any of its own kind is right), or a new one."""
    allowed = F.pad(allowed, (0, 1), value=True)
    same = same & allowed[:, :-1]
    right = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    logp = torch.cat([scores, new], 1).masked_fill(~allowed, -1e4).log_softmax(1)
    return -logp.masked_fill(~right, -1e4).logsumexp(1)


def tagged(reader, words, one, found):
    """Losses of what is said of single words."""
    for name, tags in one.tags.items():
        found[name] = (F.cross_entropy(reader.words[name](words), tags, ignore_index=IGNORE, reduction="sum"), int((tags != IGNORE).sum()))


def identity_loss(reader, one, m, found):
    """Loss of who is who."""
    features, allowed = one.identity
    scores = reader.identity(m, m, features).squeeze(2)
    loss = backwards(scores, reader.new(m), allowed, one.same_entity)
    loss = loss[one.to_identify]
    found["identity"] = (loss.sum(), len(loss))


def event_losses(reader, words, one, m, found):
    """Losses of triggers: status, mode, slots, sameness."""
    t = reader.triggers(words, one.trigger_at)
    found["status"] = (F.cross_entropy(reader.status(t), one.trigger_status, reduction="sum"), len(t))
    found["mode"] = (F.cross_entropy(reader.mode(t[one.main]), one.modes, reduction="sum"), len(one.modes))
    features, allowed = one.same_features
    loss = backwards(reader.sameness(t, t, features).squeeze(2), reader.first(t), allowed, one.same_event)
    found["sameness"] = (loss.sum(), len(loss))
    if len(m):
        features, allowed = one.slot
        scores = reader.slot(t, m, features).masked_fill(~allowed[:, :, None], -30.0)
        filled = summed(scores, one.event_triggers, one.fillers)
        loss = F.binary_cross_entropy_with_logits(filled, one.filled, weight=one.may_fill, reduction="sum")
        found["slots"] = (loss, len(filled))


def quote_losses(reader, words, one, m, found):
    """Losses of quotes: who speaks, and which words say so."""
    q = reader.quotes(words, one.quote_spans)
    found["form"] = (F.cross_entropy(reader.form(q), one.forms, reduction="sum"), len(q))
    features, allowed = one.speaker
    scores = reader.speaker(q, m, features).masked_fill(~allowed[:, :, None], -30.0)
    said = summed(scores[:, :, :1], torch.eye(len(q), dtype=torch.bool), one.entity_mentions).squeeze(2)
    said = torch.cat([said, reader.nobody(q)], 1)
    found["speaker"] = (F.cross_entropy(said, one.speakers, reduction="sum"), len(q))
    loss = F.binary_cross_entropy_with_logits(scores[:, :, 1], one.sources, reduction="sum")
    found["source of quote"] = (loss, len(q))


def coded(reader, one, m, found):
    """Losses of what an entity is: kind of each mention, code of the whole."""
    if len(one.kind_of):
        found["kind"] = (F.cross_entropy(reader.kind(m[one.kind_at]), one.kind_of, reduction="sum"), len(one.kind_of))
    if len(one.code_of):
        share = one.coded_mentions.float()
        share = share / share.sum(1, keepdim=True)
        for name, of in (("country", 0), ("sector", 1)):
            scores = share @ getattr(reader, name)(m)
            found[name] = (F.cross_entropy(scores, one.code_of[:, of], reduction="sum"), len(scores))


def losses(reader, words, one):
    """Summed loss and count of each head on one article, whose word vectors are `words` [W, width]."""
    found = {}
    words = reader.drop(words)
    if one.tags:
        tagged(reader, words, one, found)
    m = reader.mentions(words, one.mention_spans)
    if len(m):
        identity_loss(reader, one, m, found)
        coded(reader, one, m, found)
    if len(one.trigger_at):
        event_losses(reader, words, one, m, found)
    if len(one.quote_spans) and len(m):
        quote_losses(reader, words, one, m, found)
    return found
