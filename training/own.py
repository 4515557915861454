"""Own training texts: fills the templates of own/*.txt and writes own/train.jsonl and own/heldout.jsonl (`own.py`; `-v` also
lists words to look over: capitalised ones in no mention, and mentions that fill no slot).

All the news in them is invented, the people and bodies as well; countries and cities are real. The rows are in the format of
the corpus dateline-train.jsonl (offsets are code points of `text`). A file of templates is one kind of text, and its every
sixth template goes to heldout.jsonl. A template is a line `== SLOTS`, the text, a line `--` and the events:

    == A:m; T:city; D:day
    [gunmen|Gunmen] shot#1 $A in $T on $D~1. "<d1 He was a brave man>," the [police:o|police]^1 said^1.
    --
    1 ASSAULT/firearms gunmen>A @T

Slots are filled at random: `$A` a person's name (`.l` last, `.f` first, `.L` and `.F` last and full in capitals), `$T` a place,
`$K` a country (`.adj` its adjective, `.cap` its capital for the state), `$O` an organisation (`.s` for short), `$D` plain words;
`@` after a slot makes the mention a place, `!` an actor; `.u` writes in capitals, `%3-9%` is a number, `a_` a or an. In a slot's
declaration `~X` ties it to slot X (the surname of a person, the country of a city), and `j=X` is a namesake of X. Cities are in
the first country of the text, other countries in its region.

    [id|words]     a mention of an actor (`[id@|words]` of a place, `[id*|he]` a pronoun); the first one may tell the kind, as
                   in `[id:o|police]` (p person, o organisation, c country, g group, l place; else g, or l where it is a place)
    <d1 words>     quote 1, direct (i indirect, m mixed); `<d1=id words>` names its speaker where no source does, `=?` nobody
    {two words}    a group for the marks that follow it; such a mark otherwise holds for the word or mention before it:
    ^1 source or cue of quote 1;  #1 trigger of event 1;  #1+ another one, for `also`;  ~1 time of event 1

Numbers are one digit or letter. A mark of a trigger on a particle takes its verb along ("called it off"), and a mark of a time
on its last word the words before it ("early on Friday night"). An event line is its number, type/mode, `actors>recipients`,
`@place`, `=` and status (o ongoing, p planned, m possible, d denied; else happened) and `w:` whose account it is. A text
without events has the line `none`.
"""

import json
import pathlib
import random
import re
import sys

from own_names import WORDS, named

HERE = pathlib.Path(__file__).parent / "own"
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT "
    "CRIME LEGAL ELECTION DISASTER ACCIDENT HEALTH ECONOMY DEATH MOVE OTHER".split()
)
STATUS = {"h": "happened", "o": "ongoing", "p": "planned", "m": "possible", "d": "denied"}
FORMS = {"d": "direct", "i": "indirect", "m": "mixed"}
KINDS = {"p": "person", "o": "organisation", "c": "country", "g": "group", "l": "place"}
PRONOUNS = set("i me we us you he him she her it they them who whom which that those mine ours his hers theirs one".split())
TIME_WORDS = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|"
    "night|morning|afternoon|evening|early|earlier|late|later|last|next|this|that|the|same|about|shortly|end|start|beginning|hours?|minutes?|days?|weeks?|months?|years?|"
    "first|second|third|an?|half|of|past|"
    "(?:few|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety)(?! (?:this|last|next|the))"
)
PARTICLES = set("over back out off up down away through aside on in".split())
HELD_BACK = 6
FILLINGS = 3
MARKS = re.compile(r"(?:\^\w|#\w\+?|~\w)+")
OPEN = re.compile(r"\[([\w-]+)(?::(\w))?([@*]*)\||<([dim])(\w)(?:=([\w?-]+))? |\{")


class Fault(Exception):
    """A template that is not as the grammar above wants it."""


def templates(path):
    """The templates of a file as (slots, text, event lines)."""
    for block in re.split(r"(?m)^== ?", path.read_text("utf-8"))[1:]:
        head, _, rest = block.partition("\n")
        body, sep, events = rest.partition("\n--\n")
        if not sep:
            raise Fault(f"no events part: {head} {rest[:60]!r}")
        yield [s.strip() for s in head.split(";") if s.strip()], body.strip("\n"), [e for e in events.split("\n") if e.strip() and e != "none"]


def filled(declared, body, rng):
    """The text with names for its slots, and the kinds of the named."""
    slots = {}
    for item in sorted(declared, key=lambda d: not d.endswith("country")):  # cities are in the first country
        name, _, kind = item.partition(":")
        slots[name] = named(kind.strip(), slots, rng)

    def word(m):
        name, form, layer = m.groups()
        if name not in slots:
            raise Fault(f"slot {name} is not declared")
        slot = slots[name]
        form = form or ""
        upper = form == "u" or form in ("L", "F")
        words = slot[{"L": "l", "F": "", "u": ""}.get(form, form)]
        words = words.upper() if upper else words
        if not slot["kind"] or form == "adj":
            return words
        place = layer == "@" or (slot["kind"] == "place" and layer != "!")
        return f"[{name}{'@' if place else ''}|{words}]"

    text = re.sub(r"\$([A-Z]\d?)(?![A-Za-z0-9])(?:\.([a-zA-Z]+)(?![a-zA-Z]))?([@!])?", word, body)
    text = re.sub(r"%(\d+)-(\d+)%", lambda m: str(rng.randint(int(m[1]), int(m[2]))), text)
    text = re.sub(r"\b([Aa])_ (?=(?:\[[^|]*\||\{|<[^ ]* )*([\w]))", lambda m: m[1] + ("n " if m[2] in "aeioAEIO8" else " "), text)
    return text, {k: v["kind"] for k, v in slots.items() if v["kind"]}, slots


def parse(text, kinds, lines, names):
    """Text without its markup, and what the markup says."""
    out, mentions, quotes, events, ids = "", [], {}, {}, dict(kinds)
    cue, source, stack, last, at = {}, {}, [], None, 0
    while at < len(text):
        m = OPEN.match(text, at)
        if m:
            stack.append((m, len(out)))
            at, last = m.end(), None
        elif text[at] in "]>}":
            if not stack:
                raise Fault(f"nothing to close: {out[-40:]}")
            m, start = stack.pop()
            if {"[": "]", "<": ">", "{": "}"}[m[0][0]] != text[at]:
                raise Fault(f"{text[at]} closes {m[0]}: {out[-40:]}")
            last = [start, len(out), m[1]]
            if m[0][0] == "[":
                place, pronoun = "@" in m[3], "*" in m[3]
                if m[2] or m[1] not in ids:
                    ids[m[1]] = KINDS[m[2] or ("l" if place else "g")]
                mentions.append({"entity": m[1], "layer": "place" if place else "actor", "start": start, "end": len(out), "form": "pronoun" if pronoun else "noun"})
                if re.match(r"(?i)(the|an?|his|her|its|their|our|my|your) ", out[start:]) or any(o[0][1] == m[1] for o in stack) or any(not pronoun and o["entity"] == m[1] and o["end"] + 1 == start and out[start - 1] == " " for o in mentions):
                    raise Fault(f"not the words of a mention: {out[start:]}")
                if pronoun != (out[start:].lower() in PRONOUNS):
                    raise Fault(f"pronoun or not: {out[start:]}")
            elif m[0][0] == "<":
                if m[5] in quotes:
                    raise Fault(f"quote {m[5]} twice")
                if any(s[0][0][0] == "<" for s in stack):
                    raise Fault(f"a quote in a quote: {out[start:]}")
                quotes[m[5]] = {"start": start, "end": len(out), "form": FORMS[m[4]], "speaker": m[6]}
            at += 1
        elif (m := MARKS.match(text, at)) and (last or re.search(r"[\w’'\-]$", out)):
            span = last or [bare(out, m[0]), len(out), None]
            where = {"start": span[0], "end": span[1]}
            when = where if last else {"start": whole_time(out, where["end"]), "end": where["end"]}
            for mark in re.findall(r"[\^#~]\w\+?(?<!\^\w\+)", m[0]):
                sign, key = mark[0], mark[1]
                if sign == "^":
                    kept = source if span[2] else cue
                    if key in kept:
                        raise Fault(f"second {'source' if span[2] else 'cue'} of quote {key}: {out[-30:]}")
                    kept[key] = (where, span[2])
                elif sign == "#":
                    events.setdefault(key, {"trigger": [], "also": [], "time": []})["also" if mark.endswith("+") else "trigger"].append(where)
                else:
                    events.setdefault(key, {"trigger": [], "also": [], "time": []})["time"].append(when)
            at, last = m.end(), None
        else:
            out += text[at]
            at, last = at + 1, None
    if stack:
        raise Fault(f"not closed: {stack[-1][0][0]}")
    row = {"text": out, "mentions": sorted(mentions, key=lambda m: (m["start"], -m["end"])), "quotes": [], "events": []}
    for key in sorted(quotes, key=lambda k: quotes[k]["start"]):
        q = quotes[key]
        if q["speaker"] is None:
            if key not in source:
                raise Fault(f"quote {key} has neither source nor speaker")
            q["speaker"] = source[key][1]
        speaker = None if q["speaker"] == "?" else q["speaker"]
        if (c := cue.get(key)) and q["start"] <= c[0]["start"] < q["end"]:
            raise Fault(f"the cue of quote {key} is in it")
        if q["form"] != "direct" and out[q["start"] :].startswith("that "):
            raise Fault(f"quote {key} begins with that")
        row["quotes"].append({k: q[k] for k in ("start", "end", "form")} | {"cue": cue.get(key, (None,))[0], "source": source.get(key, (None,))[0], "speaker": speaker})
        if q["form"] != "direct" and key not in cue:
            raise Fault(f"quote {key} is not direct and has no cue")
    if lost := (set(cue) | set(source)) - set(quotes):
        raise Fault(f"marks of no quote: {lost}")
    for line in lines:
        row["events"].append(event(line, events))
    if events:
        raise Fault(f"events without a line: {sorted(events)}")
    seen = {m["entity"] for m in mentions}
    for i, k in ids.items():  # a country that is only a location
        if k == "country" and all(m["layer"] == "place" for m in mentions if m["entity"] == i):
            ids[i] = "place"
    row["entities"] = [{"id": i, "name": names.get(i) or name_of(i, row), "kind": k, "plover": None} for i, k in ids.items() if i in seen]
    used = [i for e in row["events"] for i in e["actors"] + e["recipients"] + [e["place"], e["according_to"]]] + [q["speaker"] for q in row["quotes"]]
    if lost := {i for i in used if i} - seen:
        raise Fault(f"no mention of {lost}")
    check(row)
    return row


def bare(out, marks):
    """Where the word before marks starts; as a trigger, with the verb of a particle ("gave it up")."""
    start = re.search(r"\w[\w’'\-]*$", out).start()
    if "#" in marks and out[start:].lower() in PARTICLES:
        start = re.search(r"[\w’'\-]+ (?:(?:it|him|her|them|themselves|himself|herself) )?\w+$", out).start()
    return start


def whole_time(out, end):
    """Where the words that say when start, of which the last one is marked: "early on Friday night", "the end of May"."""
    tail = re.search(rf"(?<![\w’'])(?!of )(?:(?:early|late) on )?(?:(?:before|after|shortly before|shortly after) (?=dawn|dusk|dark|noon|midnight|daybreak|sunrise)|(?:(?i:{TIME_WORDS})|\d[\w.:]*) )*[\w'’.:\-]+$", out[:end])
    return tail.start()


def event(line, events):
    """An event of its line and the marks in the text."""
    key, kind, *rest = line.split()
    kind, _, mode = kind.partition("/")
    if kind not in TYPES:
        raise Fault(f"no type: {line}")
    e = events.pop(key, None)
    if not e or len(e["trigger"]) != 1:
        raise Fault(f"not one trigger: {line}")
    found = {"actors": [], "recipients": [], "place": None, "status": "happened", "according_to": None}
    for word in rest:
        if word[0] == "@":
            found["place"] = word[1:]
        elif word[0] == "=":
            found["status"] = STATUS[word[1:]]
        elif word.startswith("w:"):
            found["according_to"] = word[2:]
        else:
            actors, _, recipients = word.partition(">")
            found["actors"], found["recipients"] = [a for a in actors.split(",") if a], [r for r in recipients.split(",") if r]
    return {
        "type": kind, "mode": mode or None, "trigger": e["trigger"][0], "also": e["also"], "actors": found["actors"], "recipients": found["recipients"],
        "place": found["place"], "time": e["time"], "status": found["status"], "according_to": found["according_to"],
    }  # fmt: skip


def name_of(entity, row):
    """The longest words an entity is called by, a noun where there is one."""
    said = [m for m in row["mentions"] if m["entity"] == entity]
    best = max(said, key=lambda m: (m["form"] == "noun", m["end"] - m["start"]))
    return row["text"][best["start"] : best["end"]]


def check(row):
    """Spans are of whole words, without blanks or full stops at their ends."""
    text = row["text"]
    spans = row["mentions"] + row["quotes"] + [e["trigger"] for e in row["events"]]
    spans += [t for e in row["events"] for t in e["also"] + e["time"]] + [q[k] for q in row["quotes"] for k in ("cue", "source") if q[k]]
    for s in spans:
        words = text[s["start"] : s["end"]]
        whole = not (text[s["start"] - 1 : s["start"]].isalnum() and s["start"]) and not text[s["end"] : s["end"] + 1].isalnum()
        if not words or words != words.strip() or not whole or words[-1] in ",;:" or words[0] in ",.;:":
            raise Fault(f"span {words!r}")
    for q in row["quotes"]:
        if q["form"] == "indirect" and re.search(r'["“]', text[q["start"] : q["end"] + 1]):
            raise Fault(f"a mixed quote: {text[q['start'] : q['end']]!r}")
        if text[q["end"] - 1] == "." and not re.search(r"\b[A-Z]\.$|[ap]\.m\.$|\.\.\.$", text[: q["end"]]):
            raise Fault(f"full stop in quote {text[q['start']:q['end']]!r}")
    bare = re.sub(r"\$\d|\d%", "0", text)
    if m := re.search(r"[\[\]{}<>^#|~]|\$[A-Z]|%\d|\b[Aa]_|  ", bare):
        raise Fault(f"markup left over: {text[max(0, m.start() - 30) : m.end() + 30]!r}")


def unmarked(row):
    """Capitalised words within sentences that are in no mention, to look over."""
    covered = set()
    for m in row["mentions"]:
        covered.update(range(m["start"], m["end"]))
    text = row["text"]
    return [
        m[0]
        for m in re.finditer(r"(?<=[\w,;’'] )[A-Z][\w’'-]+", text)
        if m.start() not in covered and m[0] not in WORDS
    ]  # fmt: skip


def unused(row):
    """Pronouns that fill nothing in their sentence and unnamed ones that fill nothing at all, which are no mentions."""
    text = row["text"]
    sources = [(q["source"]["start"], q["source"]["end"]) for q in row["quotes"] if q["source"]]
    used, found = {q["speaker"] for q in row["quotes"]}, []
    for e in row["events"]:
        used.update(e["actors"] + e["recipients"] + [e["place"], e["according_to"]])
    for m in row["mentions"]:
        words = text[m["start"] : m["end"]]
        common = m["form"] == "pronoun" or words[0].islower()
        if common and (m["start"], m["end"]) not in sources:
            slots = [e["actors"] + e["recipients"] + [e["place"]] for e in row["events"] for t in [e["trigger"]] + e["also"] if not re.search(r'[.?!]"? [A-Z]|\n', text[min(t["start"], m["start"]) : max(t["end"], m["end"])])]
            if not any(m["entity"] in s for s in slots):
                found.append(words)
        elif m["entity"] not in used and m["form"] == "noun" and words[0].islower():
            found.append(words)
    return found


def main():
    sets = {"train": [], "heldout": []}
    faults, odd = [], {}
    for path in sorted(HERE.glob("*.txt")):
        count = 0
        for nr, (declared, body, lines) in enumerate(templates(path)):
            texts = set()
            for k in range(FILLINGS):
                rng = random.Random(f"{path.stem} {nr} {k}")
                try:
                    text, kinds, slots = filled(declared, body, rng)
                    row = parse(text, kinds, lines, {k: v[""] for k, v in slots.items()})
                except (Fault, KeyError) as e:
                    faults.append(f"{path.name} {nr} {body[:50]!r}: {e!r}")
                    break
                if row["text"] in texts:
                    continue
                texts.add(row["text"])
                for w in unmarked(row):
                    odd.setdefault(w, set()).add(f"{path.stem}-{nr}")
                for w in unused(row):
                    odd.setdefault("unused " + w, set()).add(f"{path.stem}-{nr}")
                published = f"20{rng.randint(8, 25):02}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" if rng.random() < 0.5 else None
                head = {"id": f"own-{path.stem}-{nr:02}-{k}", "text": row["text"], "published": published, "source": "own", "licence": "MIT OR Apache-2.0", "lines": None}
                whole = head | {k: row[k] for k in ("entities", "mentions", "quotes", "events")} | {"annotator": "own"}
                sets["heldout" if nr % HELD_BACK == HELD_BACK - 1 else "train"].append(whole)
            count += 1
        print(f"{path.stem}: {count} templates")
    for name, rows in sets.items():
        (HERE / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
        print(f"{name}: {len(rows)} texts, {sum(len(r['mentions']) for r in rows)} mentions, {sum(len(r['quotes']) for r in rows)} quotes, {sum(len(r['events']) for r in rows)} events")
    for f in faults:
        print("FAULT", f)
    if "-v" in sys.argv:
        print("unmarked:", {w: sorted(v)[:4] for w, v in sorted(odd.items())})
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
