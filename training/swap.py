"""Articles with other names: surnames, given names and names of places, each word changed for another of its kind wherever it stands.

Words are changed for words, so that everything annotated and every feature of a pair stays as it was. A given name keeps its
gender; countries keep their names, since their adjectives would not go with another. What an actor's code is, names tell as much
as the rest, so codes teach nothing then.
"""

import re
from collections import Counter
from types import SimpleNamespace

import torch

import pairs
from articles import KINDS, NAMED, PLACE, PRONOUN
from corpora import shape

NAME = re.compile(r"[A-Z][a-z]{2,}(-[A-Z][a-z]+)?")
PERSON, BODY, COUNTRY, GROUP, TOWN = map(KINDS.index, ("person", "organisation", "country", "group", "place"))


class Names:
    """The names of some articles by kind."""

    def __init__(self, lessons, pieces):
        self.pieces = pieces
        some = [lesson.article for lesson in lessons if lesson.article.kinds]
        # A word that is written small anywhere may be an office, or a name that means something.
        self.common = {w for one in some for w in one.words if w.islower()}
        # A word of a body or a country is no person's alone, and a country's no other place's.
        self.said = {kind: set() for kind in range(len(KINDS))}
        for one in some:
            for m in one.mentions:
                if m.entity is not None and m.kind != PRONOUN:
                    self.said[one.kinds[m.entity]].update(one.words[m.start : m.end])
        pools = {}
        for one in some:
            for word, kind in self.of(one).items():
                pools.setdefault(kind, set()).add(word)
        self.pools = {kind: sorted(words) for kind, words in pools.items()}

    def of(self, one):
        """The names of an article that can be changed, with the kind of each: a word that is of two kinds cannot."""
        found = {}
        for entity, kind in enumerate(one.kinds):
            own = [m for m in one.mentions if m.entity == entity]
            said = [one.words[m.start : m.end] for m in own if m.kind == (NAMED if kind == PERSON else PLACE)]
            if kind == PERSON:
                gender = self.gender(one, own)
                for words in said:
                    found.setdefault(words[-1], set()).add("surname")
                    if len(words) > 1:
                        found.setdefault(words[0], set()).add(f"given {gender}" if gender else "")
            elif kind == TOWN:
                for words in said:
                    for word in words:
                        found.setdefault(word, set()).add("place" if len(words) == 1 else "")
        return {w: min(kinds) for w, kinds in found.items() if len(kinds) == 1 and min(kinds) and self.is_name(w, min(kinds))}

    def is_name(self, word, kind):
        """Whether a word names a person or a place and nothing else."""
        others = (COUNTRY,) if kind == "place" else (COUNTRY, BODY, GROUP, TOWN)
        return bool(NAME.fullmatch(word)) and word.lower() not in self.common and not any(word in self.said[o] for o in others)

    @staticmethod
    def gender(one, mentions):
        """1 for him, 2 for her, 0 where neither is said most."""
        groups = Counter(pairs.pronoun_group([one.words[m.start].lower()]) for m in mentions if m.kind == PRONOUN)
        return (groups[1] > groups[2]) + 2 * (groups[2] > groups[1])

    def swapped(self, lesson, rng):
        """A lesson with other names."""
        one = lesson.article
        if not one.kinds:
            return lesson
        there, new = set(one.words), {}
        for word, kind in self.of(one).items():
            other = rng.choice(self.pools.get(kind, [word]))
            if other not in there:
                new[word] = other
                there.add(other)
        words = [new.get(word, word) for word in one.words]
        changed = {"pieces": [self.pieces.of(w) for w in words], "shapes": [shape(w) for w in words], "code_of": torch.zeros(0, 2)}
        return SimpleNamespace(**vars(lesson) | changed)
