"""What two things have to do with each other by their words and their places: categories for the heads that score pairs.

Each function gives an array [left, right, features] of small numbers, whose sizes `heads.toml` declares. Nothing here is learned; the
engine counts the same (`src/encoder/heads/reader/features.rs`, `paths.rs`).
"""

import re

import numpy as np

from articles import LABELS, MASKED, PRONOUNS, TIME

CLASSES = 6
WORD_BUCKETS = 32
# A mention goes back to one of so many before it, or to one that shares a word with it.
NEAR = 60
# A slot is filled from so many sentences around the trigger.
REACH = 40

# Relations that a path has at most on either side, and the prepositions that it tells.
STEPS = 3
CASES = set("by in at on of to from with against for over near between into".split())
# 0 for words of two sentences, 1 for any other path.
PATH_NUMBERS = {path: at + 2 for at, path in enumerate(LABELS["paths"])}

SMALL = set("the a an of 's ’s and in at for to on by from de la al el von van".split())
TITLES = {"mr": 1, "mr.": 1, "sir": 1, "lord": 1, "mrs": 2, "mrs.": 2, "ms": 2, "ms.": 2, "miss": 2, "lady": 2}


def bucket(distance):
    """The bucket of a signed distance in words: exact up to 8 either way, then in powers of two."""
    size = np.abs(distance)
    near = np.where(size < 8, size, 8 + np.log2(np.maximum(size, 8) / 8).astype(int)).clip(max=15)
    return np.where(distance < 0, near + 16, near)


def few(count):
    """Eight buckets of a distance that is not negative: 0, 1, 2, 3, to 5, to 8, to 15, more."""
    return np.searchsorted([1, 2, 3, 4, 6, 9, 16], count, side="right")


def sentence_bucket(distance):
    """Thirteen buckets of a signed distance in sentences."""
    size = np.searchsorted([1, 2, 3, 4, 6, 11], np.abs(distance), side="right")
    return np.where(distance < 0, size + 6, size)


class Places:
    """In which sentence and paragraph the words of an article stand."""

    def __init__(self, one):
        count = len(one.words)
        self.sentence = np.zeros(count, int)
        self.paragraph = np.zeros(count, int)
        self.sentence[[s for s in one.sentences if s < count]] = 1
        self.paragraph[[p for p in one.paragraphs if p < count]] = 1
        self.sentence, self.paragraph = self.sentence.cumsum() - 1, self.paragraph.cumsum() - 1


def forms(one, mentions):
    """The words of each mention, lower case, small words left out."""
    found = []
    for m in mentions:
        words = [w.lower() for w in one.words[m.start : m.end]]
        found.append([w for w in words if w not in SMALL and any(c.isalnum() for c in w)] or words)
    return found


def relation(a, b):
    """How the words of a later mention `a` go with those of an earlier one `b`."""
    if a == b:
        return 1
    set_a, set_b = set(a), set(b)
    if a[-1] == b[-1]:
        return 2 if set_a <= set_b or set_b <= set_a else 3
    if set_a <= set_b:
        return 4
    if set_b <= set_a:
        return 5
    if is_acronym(a, b) or is_acronym(b, a):
        return 6
    if set_a & set_b:
        return 7
    if len(a[0]) > 3 and len(b[0]) > 3 and a[0][:4] == b[0][:4]:
        return 8
    return 0


def is_acronym(short, long):
    """Whether one word is the initials of several."""
    letters = short[0].replace(".", "")
    return len(short) == 1 and len(long) > 1 and len(letters) > 1 and letters == "".join(w[0] for w in long)


def pronoun_group(words):
    """Which pronoun a mention is, 0 for none."""
    if len(words) == 1:
        for number, group in enumerate(PRONOUNS):
            if words[0] in group:
                return number + 1
    return 0


def titles(one, mentions):
    """What stands before each mention: nothing, Mr or the like, Mrs or the like."""
    return np.array([TITLES.get(one.words[m.start - 1].lower(), 0) if m.start else 0 for m in mentions])


def identity(one, mentions, places):
    """Features of a mention (left) and one before it (right), and whether the pair is looked at at all."""
    n = len(mentions)
    said = forms(one, mentions)
    cls = np.array([m.kind for m in mentions])
    start = np.array([m.start for m in mentions])
    end = np.array([m.end for m in mentions])
    sentence, paragraph = places.sentence[start], places.paragraph[start]
    number = np.arange(n)
    related = np.zeros((n, n), np.int64)
    known = {}
    for i in range(n):
        if cls[i] == TIME or pronoun_group(said[i]):
            continue
        for j in range(i):
            if cls[j] != TIME and not (len(said[j]) == 1 and said[j][0] in MASKED):
                key = (tuple(said[i]), tuple(said[j]))
                if key not in known:
                    known[key] = relation(said[i], said[j])
                related[i, j] = known[key]
    pronouns = np.array([pronoun_group(words) for words in said])
    title = titles(one, mentions)
    back = number[:, None] - number[None]
    overlaps = (start[:, None] < end[None]) & (start[None] < end[:, None])
    apart = np.minimum(paragraph[:, None] - paragraph[None], 3).clip(min=0)
    features = np.stack(
        [
            cls[:, None] * CLASSES + cls[None],
            related,
            few((sentence[:, None] - sentence[None]).clip(min=0)),
            np.searchsorted([2, 3, 4, 5, 7, 11, 21, 41], back.clip(min=1), side="right"),
            pronouns[:, None] * CLASSES + cls[None],
            apart + 4 * overlaps,
            title[:, None] * 3 + title[None],
        ],
        2,
    )
    allowed = (back > 0) & ((back <= NEAR) | (related > 0)) & (cls != TIME)[:, None] & (cls != TIME)[None]
    return features, allowed


class Paths:
    """How words hang together in the trees of an article: the relations from one up to what both hang on, and down to the other."""

    def __init__(self, one):
        self.heads, self.relations, self.words = one.heads, one.relations, one.words
        self.case = {}
        for at, (head, relation) in enumerate(zip(one.heads, one.relations)):
            if relation == "case" and head is not None:
                self.case.setdefault(head, self.words[at].lower())

    def up(self, at):
        """The words from one up to the root, STEPS of them."""
        found = [at]
        while len(found) <= STEPS and self.heads[found[-1]] is not None:
            found.append(self.heads[found[-1]])
        return found

    def head(self, start, end):
        """The word of a span that hangs on one outside it."""
        return next((at for at in range(start, end) if not start <= (-1 if self.heads[at] is None else self.heads[at]) < end), end - 1)

    def between(self, start, end, trigger):
        """The path from a mention to a trigger, as PATHS has it."""
        if start <= trigger < end:
            return "inside"
        head = self.head(start, end)
        up, down = self.up(head), self.up(trigger)
        meet = next((at for at in up if at in down), None)
        if meet is None:
            return "far"
        names = lambda words: " ".join(self.relations[at] for at in words)  # noqa: E731
        up, down = up[: up.index(meet)], down[: down.index(meet)]
        case = f"({self.case[head]})" if self.case.get(head) in CASES and up and self.relations[head] in ("obl", "nmod") else ""
        return f"{names(up)}{case}/{names(down)}"


def slot(triggers, mentions, places, paths):
    """Features of triggers and mentions, and whether the pair is looked at."""
    at = np.array(triggers)
    start, end = np.array([m.start for m in mentions]), np.array([m.end for m in mentions])
    cls = np.array([m.kind for m in mentions])
    before, after = end[None] <= at[:, None], start[None] > at[:, None]
    distance = np.where(before, end[None] - 1 - at[:, None], np.where(after, start[None] - at[:, None], 0))
    apart = places.sentence[start][None] - places.sentence[at][:, None]
    # How many mentions stand between the two, where they share a sentence.
    rank = np.abs(np.searchsorted(start, start)[None] - np.searchsorted(start, at)[:, None] + before)
    between = np.where(apart == 0, 1 + np.minimum(rank, 3) + 4 * after, 0)
    path = np.zeros(distance.shape, int)
    for i, j in zip(*np.nonzero(apart == 0)):
        path[i, j] = PATH_NUMBERS.get(paths.between(mentions[j].start, mentions[j].end, triggers[i]), 1)
    features = np.stack([bucket(distance), sentence_bucket(apart), np.broadcast_to(cls, distance.shape), between, path], 2)
    return features, np.abs(apart) <= REACH


def speaker(quotes, mentions, places):
    """Features of quotes (start, end, form) and mentions, and whether the pair is looked at."""
    first, last = np.array([q.start for q in quotes]), np.array([q.end for q in quotes])
    form = np.array([q.form for q in quotes])
    start, end = np.array([m.start for m in mentions]), np.array([m.end for m in mentions])
    cls = np.array([m.kind for m in mentions])
    before, after = end[None] <= first[:, None], start[None] >= last[:, None]
    distance = np.where(before, end[None] - first[:, None] - 1, np.where(after, start[None] - last[:, None], 0))
    side = np.where(before, 0, np.where(after, 1, 2))
    apart = np.where(
        before,
        places.sentence[start][None] - places.sentence[first][:, None],
        np.where(after, places.sentence[start][None] - places.sentence[last - 1][:, None], 0),
    )
    paragraphs = np.where(
        before,
        places.paragraph[start][None] == places.paragraph[first][:, None],
        places.paragraph[start][None] == places.paragraph[last - 1][:, None],
    )
    position = np.where(side == 2, 2 * WORD_BUCKETS, bucket(distance) + WORD_BUCKETS * paragraphs)
    features = np.stack(
        [position, sentence_bucket(apart), np.broadcast_to(cls, side.shape), form[:, None] * 3 + side], 2
    )
    return features, (np.abs(apart) <= REACH) & (cls != TIME)[None]


def sameness(one, triggers, types, places):
    """Features of a trigger (left) and one before it (right), and whether the pair is looked at."""
    n = len(triggers)
    at, kind = np.array(triggers), np.array(types)
    words = [one.words[t].lower() for t in triggers]
    stems = [re.sub(r"(ings?|ed|s|ers?|ions?)$", "", w)[:6] for w in words]
    same = np.array([[2 if words[i] == words[j] else int(stems[i] == stems[j]) for j in range(n)] for i in range(n)])
    same = same.reshape(n, n)
    alike = np.where(kind[:, None] == kind[None], 1 + kind[:, None], 0)
    apart = few(np.abs(places.sentence[at][:, None] - places.sentence[at][None]))
    number = np.arange(n)
    back = number[:, None] - number[None]
    steps = np.searchsorted([2, 3, 4, 5, 7, 11, 21, 41], back.clip(min=1), side="right")
    return np.stack([same, alike, apart, steps], 2), (back > 0) & ((back <= NEAR) | (same > 0))
