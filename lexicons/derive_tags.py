#!/usr/bin/env python3
"""Derives tag_bigrams.tsv: how often one part of speech follows another in running English text.

Usage: derive_tags.py CORPORA_DIR

The tags are those of src/events/tagger.rs: UD's, with verbs split by form and auxiliaries by lemma, quotation marks
left out. A sentence starts and ends with a mark.
"""
import pathlib, sys
from collections import Counter

HERE = pathlib.Path(__file__).parent
VERBS = {"VBD": "past", "VBN": "participle", "VBG": "gerund", "VBZ": "third"}
AUXILIARIES = {"be": "be", "have": "have", "do": "do"}
PLAIN = {"ADJ": "adj", "ADV": "adv", "ADP": "adp", "DET": "det", "PROPN": "name", "CCONJ": "cc", "SCONJ": "sc", "NUM": "num"}


def tag(form, lemma, upos, xpos):
    """The tag of one word; none for quotation marks."""
    if upos == "PUNCT":
        if xpos in ("``", "''") or form in "\"'“”‘’":
            return None
        return "comma" if form == "," else "mark"
    if lemma in AUXILIARIES and upos in ("AUX", "VERB"):
        return AUXILIARIES[lemma]
    if upos == "AUX":
        return "modal"
    if upos == "VERB":
        return VERBS.get(xpos, "base")
    if upos == "NOUN":
        return "nouns" if xpos == "NNS" else "noun"
    if upos == "PART":
        return {"to": "to", "not": "not"}.get(lemma, "possessive" if xpos == "POS" else "adv")
    if upos == "PRON":
        return "rel" if xpos in ("WDT", "WP") else "det" if xpos == "PRP$" else "pron"
    return PLAIN.get(upos, "other")


def sentences(path):
    tags = []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 4 and cells[0].isdigit():
            tags.append(tag(cells[1], cells[2].lower(), cells[3], cells[4]))
        elif not line.strip() and tags:
            yield [t for t in tags if t]
            tags = []


if __name__ == "__main__":
    counts = Counter()
    for name in ("ewt-train.conllu", "gum-train.conllu"):
        for tags in sentences(pathlib.Path(sys.argv[1]) / name):
            padded = ["mark", *tags, "mark"]
            counts.update(zip(padded, padded[1:]))
    with open(HERE / "tag_bigrams.tsv", "w", encoding="utf-8") as out:
        out.write("# UD: UD English EWT and GUM, training parts (CC BY-SA 4.0, CC BY 4.0)\n")
        out.write("first\tsecond\tcount\tsource\n")
        out.writelines(f"{a}\t{b}\t{n}\tUD\n" for (a, b), n in sorted(counts.items()))
