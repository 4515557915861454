"""Reads the corpora into documents of sentences, and packs them into windows of word pieces.

A sentence holds its words and whatever layers its corpus annotates; a layer that a corpus lacks is None and teaches
nothing. Spans are in words, end exclusive.
"""

import bisect
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
MAX_PIECES = 256
# Documents that share a text with one that is measured on: nothing is trained on them.
LEFT_OUT = {line for line in (Path(__file__).parent / "left_out.txt").read_text("utf-8").splitlines() if line[:1] != "#"}

NAME_TAGS = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
O_OR_MISC = len(NAME_TAGS)  # a set without MISC: outside, or MISC that nobody marked
PARTY_TAGS = ["O", "B-S", "I-S", "B-T", "I-T"]  # who acts (source), and on whom (target)
HAPPENINGS = ["none", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
SILVER = 0.5  # what a name that CoreNLP or the teachers tagged weighs
IGNORE = -100

# Roles rarer than these share "R-ARGM" and "C-ARG".
ROLES = (
    "ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-ADJ ARGM-LOC ARGM-MNR ARGM-DIS ARGM-EXT "
    "ARGM-PRP ARGM-CAU ARGM-PRR ARGM-LVB ARGM-DIR ARGM-PRD ARGM-GOL ARGM-CXN ARGM-COM R-ARG0 R-ARG1 R-ARGM C-ARG"
).split()
DEPRELS = (
    "root punct case det nsubj advmod amod obj obl conj nmod compound cc mark aux cop nmod:poss advcl xcomp flat "
    "acl:relcl ccomp parataxis acl appos nummod aux:pass nsubj:pass discourse obl:unmarked nmod:unmarked compound:prt "
    "expl fixed iobj list obl:agent dep reparandum nmod:desc csubj nsubj:outer det:predet advcl:relcl vocative "
    "cc:preconj goeswith orphan dislocated csubj:pass csubj:outer"
).split()
UPOS = "NOUN PUNCT VERB PRON ADP DET ADJ AUX PROPN ADV CCONJ PART NUM SCONJ INTJ SYM X".split()
XPOS = (
    "NN IN DT NNP PRP JJ NNS . RB VB , CC VBD CD VBP VBZ VBN VBG PRP$ TO MD -RRB- -LRB- : HYPH WDT `` '' RP UH POS "
    "WP WRB JJR NNPS JJS EX RBR NFP ADD GW $ PDT RBS FW LS SYM XX WP$ AFX"
).split()


@dataclass
class Sentence:
    """Words and their layers; `links` are attributions whose cue lies here (PolNeAR only, spans in document words)."""

    words: list
    names: list | None = None  # indexes into NAME_TAGS, O_OR_MISC, or IGNORE
    names_weight: float = 1.0
    heads: list | None = None  # of each word, -1 for the root
    deprels: list | None = None
    upos: list | None = None
    xpos: list | None = None
    preds: list | None = None  # (predicate, [(role, start, end)])
    source: list | None = None  # 0 outside, 1 begins, 2 inside
    cue: list | None = None
    content: list | None = None
    mentions: list | None = None  # (start, end, head, entity)
    parties: list | None = None  # of the event that the sentence is about: indexes into PARTY_TAGS
    happening: int | None = None  # what the sentence is about, an index into HAPPENINGS
    teachers: np.ndarray | None = None  # how likely each of NAME_TAGS is, [words, tags], as other networks say
    said: np.ndarray | None = None  # the same of source, cue and content: outside, begins, inside of each, [words, 9]
    paragraph: bool = False  # whether it begins one
    start: int = 0  # its first word in the document


@dataclass
class Document:
    """Sentences in order. `attributions`: (source, cue, content), each a span in document words, source may be None."""

    name: str
    sentences: list
    attributions: list = field(default_factory=list)
    loose: bool = False  # sentences that have nothing to do with one another

    def __post_init__(self):
        at = 0
        for sentence in self.sentences:
            sentence.start = at
            at += len(sentence.words)


def lines(name):
    """The JSON lines of a corpus file, without what is left out."""
    with open(CORPORA / f"{name}.jsonl", encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if row["id"] not in LEFT_OUT]


def name_sentences(name, has_misc, weight=1.0):
    """A set of names as sentences."""
    number = {tag: index for index, tag in enumerate(NAME_TAGS)} | {"X": IGNORE}
    if not has_misc:
        number["O"] = O_OR_MISC
    sentences = []
    for row in lines(name):
        words, tags = hyphens_split(row)
        names = [number[tag] for tag in tags]
        sentences.append((row["id"], Sentence(words, names=names, names_weight=weight)))
    return sentences


def split_hyphens(word):
    """The parts of a hyphened word, its hyphens words of their own."""
    if "-" not in word.strip("-") or "://" in word or word.startswith(("#", "@")):
        return [word]
    parts = []
    for part in word.split("-"):
        if part:
            parts.append(part)
        parts.append("-")
    return parts[:-1]


def event_sentences(held_back):
    """Sentences of cameo_ner with the parties of their event: every fifth is held back, to measure on."""
    sentences = []
    for nth, row in enumerate(lines("cameo_ner-train")):
        if (nth % 5 == 0) == held_back:
            words, tags = hyphens_split(row)
            sentences.append((row["id"], Sentence(words, parties=[PARTY_TAGS.index(tag) for tag in tags])))
    return sentences


def happening_sentences(held_back):
    """Sentences of cameo_class with what they are about: every fifth is held back, to measure on."""
    sentences = []
    for nth, row in enumerate(lines("cameo_class-train")):
        if (nth % 5 == 0) == held_back:
            words = [w for word in plain_words(row["text"]) for w in split_hyphens(word)]
            sentences.append((row["id"], Sentence(words, happening=int(row["label"]))))
    return sentences


def plain_words(text):
    """The words and marks of a text, about as treebanks cut them."""
    text = text.replace("\u02bc", "'")
    return re.findall(r"(?:[A-Za-z]\.){2,}|\w+(?=n[\u2019']t\b)|n[\u2019']t\b|[\u2019'](?:s|re|ve|ll|d|m)\b|[\w\-]+(?:[.,]\d+)*|\S", text)


def hyphens_split(row):
    """The words and tags of a row, hyphened words cut as treebanks cut them."""
    words, tags = [], []
    for word, tag in zip(row["tokens"], row["tags"]):
        for nth, part in enumerate(split_hyphens(word)):
            words.append(part)
            tags.append("I" + tag[1:] if nth and tag[0] == "B" else tag)
    return words, tags


def grouped(sentences, size=12):
    """Documents of neighbouring sentences."""
    rows = [s for _, s in sentences]
    return [Document(f"{sentences[0][0]}/{i}", rows[i : i + size]) for i in range(0, len(rows), size)]


def tweets(sentences):
    """Sentences that stand alone."""
    return [Document(key, [s], loose=True) for key, s in sentences]


def conllu(name):
    """A treebank as documents; the identity of each sentence goes along in a list."""
    documents, ids, sentences, rows, entity_open, ident, paragraph = [], [], [], [], {}, None, False
    doc_name = None

    def close():
        if sentences and doc_name not in LEFT_OUT:
            documents.append((Document(doc_name, list(sentences)), list(ids)))
        sentences.clear(), ids.clear()

    with open(CORPORA / f"{name}.conllu", encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                close()
                doc_name, entity_open = line.split("= ")[-1], {}
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# sent_id"):
                ident = line.split("= ")[-1]
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif not line and rows:
                sentence = tree(rows, entity_open)
                sentence.paragraph = paragraph
                sentences.append(sentence)
                ids.append(ident)
                rows, paragraph = [], False
    close()
    return documents


def tree(rows, entity_open):
    """One sentence of a treebank."""
    def index(table, value, default):
        value = value if value in table else value.split(":")[0]
        return table.index(value) if value in table else table.index(default)

    sentence = Sentence(
        words=[r[1] for r in rows],
        heads=[int(r[6]) - 1 for r in rows],
        deprels=[index(DEPRELS, r[7], "dep") for r in rows],
        upos=[index(UPOS, r[3], "X") for r in rows],
        xpos=[index(XPOS, r[4], "XX") for r in rows],
    )
    if any("Entity=" in r[9] for r in rows) or entity_open:
        sentence.mentions = mentions(rows, entity_open)
    return sentence


def mentions(rows, still_open):
    """GUM's `Entity=` brackets: (start, end, head, entity), mentions that leave their sentence dropped."""
    found, open_here = [], {}
    for i, row in enumerate(rows):
        marks = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for opened, closed in re.findall(r"(\([^()]+\)?)|(\d+)\)", marks):
            if opened:
                cells = opened.strip("()").split("-")
                minspan = cells[5].split(",")[0] if len(cells) > 5 else "1"
                mention = (cells[0], i, int(minspan) - 1 if minspan.isdigit() else 0)
                if opened.endswith(")"):
                    found.append((i, i + 1, i, cells[0]))
                else:
                    open_here.setdefault(cells[0], []).append(mention)
            elif open_here.get(closed):
                entity, start, offset = open_here[closed].pop()
                found.append((start, i + 1, min(start + offset, i), entity))
    return sorted(found)


def with_roles(documents, name):
    """Adds PropBank roles to the sentences of a treebank."""
    rows = {row["id"]: row for row in lines(name)}
    for document, ids in documents:
        for sentence, ident in zip(document.sentences, ids):
            row = rows.get(ident)
            if row and row["tokens"] == sentence.words:
                sentence.preds = [(p["pred"], roles(p["args"])) for p in row["preds"]]
    return documents


def roles(args):
    """Arguments with the rare roles folded."""
    def fold(role):
        if role in ROLES:
            return role
        return "R-ARGM" if role.startswith("R-") else "C-ARG" if role.startswith("C-") and role != "C-V" else None

    return [(ROLES.index(fold(r)), s, e) for r, s, e in args if fold(r)]


def with_names(documents, name):
    """Adds the names of GUM to the sentences of its treebank."""
    rows = {row["id"]: row for row in lines(name)}
    for document, _ in documents:
        for i, sentence in enumerate(document.sentences):
            row = rows.get(f"{document.name}#{i}")
            if row and row["tokens"] == sentence.words:
                sentence.names = [NAME_TAGS.index(t) for t in row["tags"]]
    return documents


def polnear(name):
    """PolNeAR's articles. A paragraph begins where a blank line stands before the sentence."""
    documents = []
    for row in lines(name):
        text = row["text"]
        tokens = [t for span in row["tokens"] for t in cut(text, span)]
        owner = [i for i, span in enumerate(row["tokens"]) for _ in cut(text, span)]
        starts = {bisect_tokens(tokens, row["tokens"][i][0]) for i in row["sent_start"]} | {0}
        links = [
            tuple(words_of(tokens, a.get(part)) for part in ("source", "cue", "content")) for a in row["attributions"]
        ]
        layers = {part: [0] * len(tokens) for part in ("source", "cue", "content")}
        for link in links:
            for part, span in zip(("source", "cue", "content"), link):
                if span:
                    layers[part][span[0]] = 1
                    layers[part][span[0] + 1 : span[1]] = [2] * (span[1] - span[0] - 1)
        silver = row.get("ner_silver")
        borders = sorted(starts) + [len(tokens)]
        sentences = []
        for a, b in zip(borders, borders[1:]):
            if a == b:
                continue
            sentence = Sentence([text[s:e] for s, e in tokens[a:b]])
            for part in layers:
                setattr(sentence, part, layers[part][a:b])
            if silver:
                sentence.names, sentence.names_weight = silver_names(silver, owner[a:b]), SILVER
            sentence.paragraph = "\n" in text[tokens[a - 1][1] if a else 0 : tokens[a][0]]
            sentences.append(sentence)
        document = Document(row["id"], sentences, [link for link in links if link[1]])
        document.tokens, document.text, document.gold = tokens, text, row["attributions"]
        documents.append(document)
    return documents


def silver_names(silver, owner):
    """CoreNLP's tags on words that were cut at hyphens."""
    tags, last = [], None
    for token in owner:
        tag = silver[token]
        if tag != "O" and token == last:
            tag = "I" + tag[1:]
        tags.append(NAME_TAGS.index(tag))
        last = token
    return tags


def cut(text, span):
    """A token's parts, cut at its hyphens."""
    at, parts = span[0], []
    for part in split_hyphens(text[span[0] : span[1]]):
        parts.append((at, at + len(part)))
        at += len(part)
    return parts


def bisect_tokens(tokens, offset):
    """The index of the token that begins at `offset`, or the first after it."""
    return bisect.bisect_left(tokens, (offset, 0))


def words_of(tokens, spans):
    """From character spans to one span of words, from the first character to the last; None for nothing."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    inside = [i for i, (s, e) in enumerate(tokens) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else None


class Pieces:
    """The base model's word pieces, word by word."""

    def __init__(self, tokenizer_json):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    @lru_cache(maxsize=500_000)
    def of(self, word):
        """The ids of one word; an unknown one for what the tokenizer drops."""
        return tuple(self.tokenizer.encode(word, add_special_tokens=False).ids[:16]) or (100,)


def shape(word):
    """How a word is written: see `SHAPES` in the encoder."""
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 5
    upper = [c.isupper() for c in word if c.isalpha()]
    lower = [c.islower() for c in word if c.isalpha()]
    if not any(upper):
        return 1
    if all(upper) and len(upper) > 1:
        return 3
    if word[0].isupper() and not any(upper[1:]):
        return 2
    return 4 if any(lower) or len(upper) > 1 else 2


@dataclass
class Window:
    """A run of whole sentences of one document."""

    document: Document
    sentences: list

    def words(self):
        return [w for s in self.sentences for w in s.words]


def windows(document, pieces, limit=MAX_PIECES - 2, rng=None):
    """Cuts a document into windows; with `rng`, some of them short, so that short texts are read as well."""
    def bound_of_next():
        return limit if rng is None or rng.random() < 0.6 else rng.randint(24, limit)

    found, run, length, bound = [], [], 0, bound_of_next()
    for sentence in document.sentences:
        size = sum(len(pieces.of(w)) for w in sentence.words)
        if size > limit:
            continue
        if run and length + size > bound:
            found.append(Window(document, run))
            run, length = [], 0
            bound = bound_of_next()
        run.append(sentence)
        length += size
    if run:
        found.append(Window(document, run))
    return found


def with_teachers(documents, path):
    """Puts what the teachers say (`silver.py`) in the place of the silver names of the sets that they labelled, and gives those
    that have no attributions the teachers'."""
    for key, rows in np.load(path).items():
        name, layer = key.split(":")
        sentences = [s for d in documents[name] for s in d.sentences]
        cuts = np.cumsum([len(s.words) for s in sentences])[:-1]
        assert len(rows) == sum(len(s.words) for s in sentences), f"{path} labels other words of {name}"
        for sentence, row in zip(sentences, np.split(rows, cuts)):
            setattr(sentence, layer, row)
            if layer == "teachers":
                sentence.names = None


def unlabelled():
    """Local news and news of epidemics, of which nothing is read but the words."""
    documents = []
    for row in lines("geo_lgl") + lines("geo_geovirus"):
        sentences = []
        for paragraph in filter(str.strip, row["text"].split("\n")):
            for nth, text in enumerate(re.split(r"(?<=[.!?])[\u201d\"']?\s+(?=[A-Z\u201c\"'(])", paragraph)):
                words = [w for word in plain_words(text) for w in split_hyphens(word)]
                sentences += [Sentence(words, paragraph=nth == 0)] if words else []
        documents.append(Document(f"geo/{row['id']}", sentences))
    return documents


def training_documents():
    """What is trained on, by set."""
    gum = [d for d, _ in with_names(conllu("gum-train"), "ner_gum-train")]
    ewt = [d for d, _ in with_roles(conllu("ewt-train"), "srl_ewt-train")]
    return {
        "polnear": polnear("polnear-train"),
        "ewt": ewt,
        "gum": gum,
        "uner_ewt": grouped(name_sentences("uner_ewt-train", has_misc=False)),
        "wikigold": grouped(name_sentences("wikigold-train", has_misc=True)),
        "crossner": grouped(name_sentences("crossner_politics-train", has_misc=True)),
        "cameo_ner": tweets(event_sentences(held_back=False)),
        "cameo_class": tweets(happening_sentences(held_back=False)),
        "wnut17": tweets(name_sentences("wnut17-train", has_misc=True, weight=0.5)),
        "btc": tweets([s for k in "efg" for s in name_sentences(f"btc-{k}-train", has_misc=True, weight=0.5)]),
    }
