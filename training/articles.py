"""Reads the annotated articles into what the network's reading heads learn from.

The words, sentences, paragraphs and windows of an article are the engine's own (`dateline words`), so that training, decoding
and the app read the same. Spans are in words, end exclusive; what no word stands for (furniture) is left out. A layer that
an article lacks is None and teaches nothing.
"""

import json
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from corpora import CORPORA, DEPRELS, IGNORE, LEFT_OUT, conllu

ROOT = Path(__file__).resolve().parents[1]
OWN = Path(__file__).resolve().parent / "own"

HEADS = tomllib.loads((Path(__file__).parent / "heads.toml").read_text("utf-8"))
LABELS = HEADS["labels"]
MENTIONS, KINDS, TYPES, STATUSES = (LABELS[name] for name in ("mentions", "kinds", "types", "statuses"))
MODES, FORMS, SECTORS, COUNTRIES = (LABELS[name] for name in ("modes", "forms", "sectors", "countries"))
NAMED, UNNAMED, PLACE, PRONOUN, TIME = range(len(MENTIONS))
# What only treebanks have: a mention of anything else.
OTHER_CLASS = len(MENTIONS)
PRONOUNS = [
    {"he", "him", "his", "himself"},
    {"she", "her", "hers", "herself"},
    {"it", "its", "itself"},
    {"they", "them", "their", "theirs", "themselves"},
    {"i", "me", "my", "mine", "myself"},
    {"we", "us", "our", "ours", "ourselves"},
    {"you", "your", "yours", "yourself", "yourselves"},
    {"who", "whom", "whose", "which", "that", "this", "these", "those", "one", "both", "some", "others"},
]
# Those that stand for somebody often enough to be masked where nobody annotated them.
MASKED = set().union(*PRONOUNS[:7])


@dataclass
class Mention:
    """A stretch of words; `entity` is an index into the article's entities, None for TIME."""

    start: int
    end: int
    kind: int  # an index into MENTIONS, or OTHER_CLASS
    entity: int | None


@dataclass
class Quote:
    """A content; `source` is a stretch of words or None, `speaker` an entity or None."""

    start: int
    end: int
    form: int
    cue: tuple | None
    source: tuple | None
    speaker: int | None


@dataclass
class Event:
    """`triggers` are words, the first the main one; `times` indexes of mentions that say when."""

    type: int
    mode: int
    status: int
    triggers: list
    actors: list
    recipients: list
    place: int | None
    according_to: int | None
    times: list


@dataclass
class Article:
    """Words with their layers."""

    id: str
    words: list
    sentences: list  # the first word of each
    paragraphs: list
    spans: list | None = None  # where each word stands in the text
    windows: list | None = None  # the engine's: (first, end, first of its core, end of its core)
    heads: list | None = None  # the word that each depends on in the engine's tree, or None, and its relation
    relations: list | None = None
    text: str = ""
    row: dict | None = None
    mentions: list = field(default_factory=list)
    kinds: list | None = None  # of each entity, an index into KINDS
    codes: list | None = None  # of each entity that may act, (country, sector), indexes into COUNTRIES and SECTORS
    quotes: list | None = None
    events: list | None = None
    unsure: dict = field(default_factory=dict)  # of a layer of tags the words that its annotator was in doubt about
    weight: float = 1.0


def cut(rows, kept):
    """What `dateline words` makes of the texts of rows; what it said is kept in a file."""
    path = Path(kept)
    ids = [row["id"] for row in rows]
    if path.exists():
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if [one["id"] for one in found] == ids:
            return found
    lines = "\n".join(json.dumps({"id": r["id"], "text": r["text"]}) for r in rows)
    command = ["cargo", "run", "--quiet", "--release", "--bin", "dateline", "--", "words"]
    said = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True, check=True).stdout
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(said, "utf-8")
    return [json.loads(line) for line in said.splitlines()]


def read(path, cache):
    """The articles of a file in the corpus format."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line]
    rows = [row for row in rows if row["id"] not in LEFT_OUT]
    cuts = cut(rows, Path(cache) / f"{Path(path).parent.name}-{Path(path).stem}.words.jsonl")
    return [article(row, one) for row, one in zip(rows, cuts) if "error" not in one]


def article(row, one):
    """One article from its annotation and its cut."""
    text, spans = row["text"], one["words"]
    words = [text[a:b] for a, b in spans]
    found = Article(row["id"], words, one["sentences"], one["paragraphs"], spans, one["windows"], *tree(one), text, row)
    within = Within(spans)
    number = {entity["id"]: at for at, entity in enumerate(row["entities"])}
    kind = [entity["kind"] for entity in row["entities"]]
    found.kinds = [KINDS.index(k) for k in kind]
    if any(entity["plover"] for entity in row["entities"]):
        found.codes = [code(entity["plover"]) if entity["kind"] != "place" else None for entity in row["entities"]]
    seen = set()
    for m in row["mentions"]:
        place = within.words(m)
        if place and (key := (*place, m["layer"])) not in seen:
            seen.add(key)
            entity = number[m["entity"]]
            found.mentions.append(Mention(*place, class_of(m, kind[entity], words[place[1] - 1]), entity))
    times = {}
    for event in row["events"]:
        for span in event["time"] or []:
            if place := within.words(span):
                times[place] = None
    found.mentions += [Mention(*place, TIME, None) for place in times]
    found.mentions.sort(key=lambda m: (m.start, -m.end))
    when = {(m.start, m.end): at for at, m in enumerate(found.mentions) if m.kind == TIME}
    found.quotes = [quote(q, within, number) for q in row["quotes"] if within.words(q)]
    found.events = [e for e in (event_of(v, within, number, when) for v in row["events"]) if e]
    for layer, stretches in row.get("unsure", {}).items():
        inside = [within.words({"start": start, "end": end}) for start, end in stretches]
        found.unsure[layer] = [at for place in inside if place for at in range(*place)]
    return found


def unread(text, one):
    """A text without annotation, from its cut."""
    words = [text[a:b] for a, b in one["words"]]
    return Article("", words, one["sentences"], one["paragraphs"], one["words"], one["windows"], *tree(one), text)


def tree(one):
    """The heads and the relations of a cut."""
    return one["heads"], [DEPRELS[relation] for relation in one["relations"]]


def code(plover):
    """(country, sector) of a code, as indexes; 0 for none."""
    if not plover:
        return 0, 0
    if len(plover) == 3 and plover in SECTORS and plover not in COUNTRIES:
        return 0, SECTORS.index(plover)
    sector = plover[3:6]
    country = COUNTRIES.index(plover[:3]) if plover[:3] in COUNTRIES else 0
    return country, SECTORS.index(sector) if sector in SECTORS else 0


def class_of(mention, kind, head):
    """The class of a mention."""
    if mention["form"] == "pronoun":
        return PRONOUN
    if mention["layer"] == "place":
        return PLACE
    return NAMED if kind != "group" and any(c.isupper() for c in head) else UNNAMED


def quote(q, within, number):
    """A quote in words."""
    speaker = number.get(q["speaker"])
    return Quote(*within.words(q), FORMS.index(q["form"]), within.words(q["cue"]), within.words(q["source"]), speaker)


def event_of(v, within, number, when):
    """An event in words; None where its trigger is in no word."""
    main = within.words(v["trigger"])
    if not main:
        return None
    triggers = [main[0]] + [place[0] for place in map(within.words, v["also"]) if place]
    return Event(
        TYPES.index(v["type"]),
        MODES.index(v["mode"]) if v["mode"] in MODES else 0,
        STATUSES.index(v["status"]),
        list(dict.fromkeys(triggers)),
        [number[e] for e in v["actors"]],
        [number[e] for e in v["recipients"]],
        number.get(v["place"]),
        number.get(v["according_to"]),
        [when[place] for place in map(within.words, v["time"] or []) if place],
    )


class Within:
    """Finds the words of spans."""

    def __init__(self, spans):
        self.first, self.last = {}, {}
        for at, (start, end) in enumerate(spans):
            for offset in range(start, end):
                self.first[offset] = at

    def words(self, span):
        """The words that a span covers from its first to its last, or None."""
        if span is None:
            return None
        inside = [self.first[o] for o in range(span["start"], span["end"]) if o in self.first]
        return (inside[0], inside[-1] + 1) if inside else None


def treebank(name):
    """GUM's documents, of which who is who is learned, and which pronouns are mentions."""
    found = []
    for document, _ in conllu(name):
        words = [w for s in document.sentences for w in s.words]
        starts = [s.start for s in document.sentences]
        paragraphs = [s.start for s in document.sentences if s.paragraph or not s.start]
        one, entities = Article(document.name, words, starts, paragraphs), {}
        for sentence in document.sentences:
            for start, end, _, entity in sentence.mentions or []:
                start, end = start + sentence.start, end + sentence.start
                is_pronoun = end == start + 1 and any(words[start].lower() in group for group in PRONOUNS)
                number = entities.setdefault(entity, len(entities))
                one.mentions.append(Mention(start, end, PRONOUN if is_pronoun else OTHER_CLASS, number))
        one.mentions.sort(key=lambda m: (m.start, -m.end))
        found.append(one)
    return found


def training(cache):
    """The annotated articles to train on: the corpus', and our own."""
    own = OWN / "train.jsonl"
    return read(CORPORA / "dateline-train.jsonl", cache), read(own, cache) if own.exists() else []


def development(cache):
    """The annotated articles to measure on."""
    return read(CORPORA / "dateline-dev.jsonl", cache)


def stretch(label, length):
    """Tags of a stretch of words: 0 is outside; 1 + 4c begins class c, 2 + 4c is inside, 3 + 4c ends it, 4 + 4c is a single word."""
    first = 1 + 4 * label
    return [first + 3] if length == 1 else [first] + [first + 1] * (length - 2) + [first + 2]


def mention_tags(found):
    """Tags of words from mentions, the longer of two that overlap; IGNORE for pronouns that nobody annotated."""
    if found.quotes is None:
        return pronoun_tags(found)
    tags = [IGNORE if word.lower() in MASKED else 0 for word in found.words]
    taken = [False] * len(tags)
    for m in sorted(found.mentions, key=lambda m: m.start - m.end):
        if m.kind <= TIME and not any(taken[m.start : m.end]):
            taken[m.start : m.end] = [True] * (m.end - m.start)
            tags[m.start : m.end] = stretch(m.kind, m.end - m.start)
    return tags


def pronoun_tags(found):
    """Tags of the pronouns of a treebank, where all of them are annotated and nothing else is as in the articles."""
    mentioned = {m.start for m in found.mentions if m.kind == PRONOUN}
    (single,) = stretch(PRONOUN, 1)
    return [(single if at in mentioned else 0) if word.lower() in MASKED else IGNORE for at, word in enumerate(found.words)]
