"""Pages for training the labels of lines (`own_pages.py TRAIN.jsonl OUT.jsonl HELDOUT.jsonl [SENTENCES.jsonl …]`): the parts of own/page.parts, all
invented, around the articles of TRAIN.jsonl, which is dateline-train.jsonl: its paragraphs, crossheads and captions, and its
headlines as those of other stories. So there are more pages of the kinds that the corpus has few of: live blogs, digests,
transcripts, interviews, bulletins, lists. The rows are in the corpus's format: `text`, and `lines` with a label a sentence.

SENTENCES.jsonl are sets of tagged sentences (uner_ewt-train, ner_gum-train): some in a row are a text that is no page, and all of
it is to be read: letters, reviews, talk.

Every sixth part of a list, and every sixth article, stands in held-back pages alone.
"""

import json
import pathlib
import random
import re
import sys

from own_names import COUNTRIES, MEN, SURNAMES, WOMEN

PARTS = pathlib.Path(__file__).parent / "own" / "page.parts"
HELD_BACK = 6
PAGES = {"plain": 220, "clean": 200, "live": 200, "digest": 90, "transcript": 40, "interview": 40, "bulletin": 25, "short": 90, "brief": 140, "second": 25, "release": 60, "letter": 40}
HELD_OUT = 12
RUNNING = 200  # of each set
IN_A_ROW = 14
SECTIONS = "World Politics Business Crime Courts Health Climate Science Sport Football Education Transport Asia Africa Europe Culture Travel Technology Society Energy".split()
SITES = (
    "Harbour Courier|Northern Ledger|Daily Lantern|Valley Herald|Evening Signal|Contrapunt|Coast Tribune|Meridian Post|Island Gazette|Capital Observer|The Weekly Anchor|Riverside Star|Plain Facts|Delta Bulletin"
).split("|")
AGENCIES = "Meridian Wire|NorthWire|Lumen Pictures|Photowire|SportLens|Keystone Atlas|Brandt Agency|Union Press|Kelvar Images|Ostwind".split("|")
ROLES = "staff writer|political correspondent|health reporter|chief reporter|business editor|crime correspondent|sports writer|Africa editor|columnist|data reporter".split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
ZONES = ["", "", " GMT", " EST", " CET", " BST", " ET"]


def parts():
    """The lists of page.parts: name to label, training parts and held-back parts."""
    lists = {}
    for line in PARTS.read_text("utf-8").split("\n"):
        if line.startswith("== "):
            name, label = line[3:].split()
            lists[name] = (label, [], [])
        elif line and not line.startswith("#"):
            _, used, held = lists[name]
            (held if (len(used) + len(held)) % HELD_BACK == HELD_BACK - 1 else used).append(line)
    return lists


def articles(path):
    """Labelled articles as (title, paragraphs), a paragraph being a label and its sentences; what is furniture left out."""
    for row in map(json.loads, pathlib.Path(path).read_text("utf-8").splitlines()):
        paragraphs, title, before = [], [], 0
        for line in row.get("lines") or ():
            words, label = row["text"][line["start"] : line["end"]], line["label"]
            opens = "\n" in row["text"][before : line["start"]] or not before
            before = line["end"]
            if label == "title":
                title.append(words)
            elif label in ("body", "heading", "caption"):
                if opens or not paragraphs or paragraphs[-1][0] != label:
                    paragraphs.append((label, []))
                paragraphs[-1][1].append(words)
        while paragraphs and paragraphs[-1][0] == "heading":
            paragraphs.pop()
        if title and sum(label == "body" for label, _ in paragraphs) > 3:
            yield " ".join(title), paragraphs


class Page:
    """A page as it grows: lines of labelled sentences."""

    def __init__(self, lists, stories, held, rng):
        self.lists, self.stories, self.held, self.rng = lists, stories, held, rng
        self.lines = []
        self.site = rng.choice(SITES)
        self.when = (rng.choice(DAYS), rng.randint(1, 28), rng.randint(1, 12), rng.randint(2008, 2026))
        self.british = rng.random() < 0.5
        self.clock_mark = rng.choice(":::.")
        self.half_days = rng.random() < 0.4
        self.zone = rng.choice(ZONES)

    def clock(self, minutes=None):
        minutes = self.rng.randrange(300, 1400) if minutes is None else minutes
        hour, minute = minutes // 60 % 24, minutes % 60
        if not self.half_days:
            return f"{hour:02}{self.clock_mark}{minute:02}"
        return f"{hour % 12 or 12}{self.clock_mark}{minute:02}{self.rng.choice(['am', ' a.m.', ' AM']) if hour < 12 else self.rng.choice(['pm', ' p.m.', ' PM'])}"

    def day(self, form=None):
        """The day of the page, written in one of many ways."""
        weekday, day, month, year = self.when
        name, short = MONTHS[month - 1], MONTHS[month - 1][:3]
        slashes = f"{day:02}/{month:02}/{year % 100:02}" if self.british else f"{month:02}/{day:02}/{year}"
        forms = [
            f"{day} {name} {year}", f"{name} {day}, {year}", f"{short} {day}, {year}", f"{weekday} {day} {name} {year}", f"{weekday}, {name} {day}, {year}",
            f"{weekday[:3]} {day} {short} {year}", slashes, f"{year}-{month:02}-{day:02}", f"{day}-{short}-{year}", f"{short}. {day}, {year}", f"{day:02}.{month:02}.{year}",
            f"{name.upper()} {day}, {year}",
        ]  # fmt: skip
        return forms[form] if form is not None else self.rng.choice(forms)

    def date_line(self):
        rng, day, clock = self.rng, self.day(), self.clock() + self.zone
        return rng.choice(
            [
                day, day, f"{day} {clock}", f"{day}, {clock}", f"{day} at {clock}", f"Published {day}", f"Published: {day}, {clock}", f"Published {clock}, {day}", f"Posted on {day}",
                f"Last updated: {day} {clock}", f"Updated {day}", f"Published {day} · Updated {clock}", f"PUBLISHED {day.upper()} {clock} | UPDATED {day.upper()} {self.clock()}",
                f"{day} | {clock}", f"{clock} {day}", f"First published on {day}", f"{rng.randint(2, 9)} hours ago", f"Updated {rng.randint(2, 50)} minutes ago", f"Originally published {day}",
                f"{day} · {rng.randint(2, 9)} min read", f"Published {day}, last updated {clock}", f"Date: {day}", f"Issued on: {day} - {clock}", f"Aired {day}, {clock}",
            ]
        )  # fmt: skip

    def person(self):
        return f"{self.rng.choice(MEN + WOMEN)} {self.rng.choice(SURNAMES)}"

    def place(self):
        return self.rng.choice(self.rng.choice(list(COUNTRIES.values()))[1:])

    def fill(self, words):
        rng = self.rng
        people, places = [self.person() for _ in range(3)], [self.place(), self.place()]
        body = rng.choice([s for label, group in rng.choice(self.stories)[1] if label == "body" for s in group])
        fills = {
            "person": people[0], "person2": people[1], "person3": people[2], "last": people[0].split()[1], "last2": people[1].split()[1], "last3": people[2].split()[1],
            "PERSON": people[0].upper(), "PERSON2": people[1].upper(), "place": places[0], "place2": places[1], "site": self.site, "SITE": self.site.upper(), "agency": rng.choice(AGENCIES),
            "AGENCY": rng.choice(AGENCIES).upper(), "section": rng.choice(SECTIONS), "section2": rng.choice(SECTIONS), "SECTION": rng.choice(SECTIONS).upper(), "role": rng.choice(ROLES),
            "Role": rng.choice(ROLES).title(), "n": f"{rng.randint(11, 4000):,}", "nn": str(rng.randint(10, 59)), "k": str(rng.randint(2, 9)), "k2": str(rng.randint(10, 14)),
            "yyyy": str(self.when[3]), "dm": f"{self.when[1]} {MONTHS[self.when[2] - 1]}", "dm2": f"{MONTHS[self.when[2] - 1]} {self.when[1]}", "dmy": self.day(), "day": rng.choice(DAYS),
            "clock": self.clock(), "mail": people[0].split()[0].lower(), "domain": re.sub(r"\W", "", self.site.lower()) + ".example", "handle": people[0].replace(" ", "").lower(),
            "headline": rng.choice(self.stories)[0], "headline2": rng.choice(self.stories)[0], "headline3": rng.choice(self.stories)[0], "teaser": body, "lowbody": body[0].lower() + body[1:],
        }  # fmt: skip
        for name in ("comment", "comment2", "comment3"):
            if "{" + name + "}" in words:
                words = words.replace("{" + name + "}", self.part("comment")[1])
        for name in ("captext", "lowcap"):
            if "{" + name + "}" in words:
                text = self.part("caption_text")[1]
                words = words.replace("{" + name + "}", text if name == "captext" else text[0].lower() + text[1:])
        return re.sub(r"\{(\w+)\}", lambda match: fills[match[1]], words)

    def part(self, name):
        """A part of a list at random, as its label and filled words."""
        label, used, held = self.lists[name]
        return label, self.fill(self.rng.choice(held if self.held and held else used))

    def add(self, name, chance=1.0, most=1):
        """Adds up to so many parts of a list, each with the chance."""
        for _ in range(most):
            if self.rng.random() < chance:
                label, words = self.part(name)
                for line in words.split(" / "):
                    self.line([self.labelled(sentence, label) for sentence in line.split(" ~ ")])

    def labelled(self, sentence, label):
        own = re.match(r"(byline|date|furniture|caption):(?=\S)", sentence)
        return (own[1], sentence[own.end() :]) if own else (label, sentence)

    def line(self, sentences):
        self.lines.append([(label, words) for label, words in sentences if words.strip()])

    def paragraphs(self, paragraphs, inserts=0.08, captions=0.0):
        for at, (label, group) in enumerate(paragraphs):
            self.line([(label, words) for words in group])
            if label == "body" and at + 1 < len(paragraphs):
                self.add("insert", inserts)
                self.add("caption", captions)
                self.add("credit", captions / 3)

    def head(self, title, bare=0.1):
        """What stands above an article: in one of the orders that sites have."""
        rng = self.rng
        if rng.random() > bare:
            self.add("skip", 0.3)
            self.add("site", 0.4)
            self.add("nav", 0.7)
            self.menu(0.25)
            self.add("section", 0.45)
        order = rng.choice(["TSBDhc", "TSBDhc", "TSDBhc", "TBDhc", "TcSBDh", "DTSBhc", "BTSDhc", "cTBD", "TBDSc", "TD", "T", "ThSBDc", "TSchBD", "STBDh"])
        if title and rng.random() < 0.1:
            title = title.upper()
        for mark in order:
            if mark == "T" and title:
                titled(self, title)
            elif mark == "S":
                self.add("standfirst", 0.6)
            elif mark == "B":
                self.add("byline", 0.75)
            elif mark == "D" and rng.random() < 0.8:
                self.line([("date", self.date_line())])
            elif mark == "h":
                self.add("share", 0.5, 2)
            elif mark == "c":
                self.add("caption", 0.4)
                self.add("credit", 0.15)

    def menu(self, chance):
        """A menu, a line an item, now and then with headlines of other stories among them."""
        rng = self.rng
        if rng.random() < chance:
            items = rng.sample(SECTIONS, rng.randint(3, 12)) + rng.choice([[], [rng.choice(self.stories)[0]]])
            for item in items:
                self.line([("furniture", rng.choice([item, item.upper()]) if item in SECTIONS else item)])

    def foot(self, bare=0.15):
        if self.rng.random() < bare:
            return
        self.add("afterword", 0.45, 2)
        self.add("share", 0.1)
        self.add("related", 0.5, 2)
        self.add("foot", 0.5, 3)

    def story(self):
        return self.rng.choice(self.stories)

    def row(self, name):
        gap = self.rng.choice(["\n", "\n", "\n\n"])
        text, lines = "", []
        for group in filter(None, self.lines):
            for at, (label, words) in enumerate(group):
                text += " " if at else (gap if text else "")
                lines.append({"label": label, "start": len(text), "end": len(text) + len(words)})
                text += words
        return {"id": name, "text": text + "\n", "lines": lines}


def run(paragraphs, rng, least, most):
    """Some paragraphs of an article in a row, no crosshead last."""
    size = rng.randint(least, most)
    start = rng.randrange(max(1, len(paragraphs) - size))
    taken = paragraphs[start : start + size]
    while taken and taken[-1][0] == "heading":
        taken = taken[:-1]
    return taken or [p for p in paragraphs if p[0] == "body"][:1]


def only_body(paragraphs):
    return [p for p in paragraphs if p[0] == "body"]


def plain(page):
    title, paragraphs = page.story()
    page.head(title)
    rng = page.rng
    headings = [group[0] for label, group in paragraphs if label == "heading"]
    if headings and rng.random() < 0.5:
        page.line([("furniture", rng.choice(["In this article", "Contents", "On this page", "Jump to"]))])
        for heading in headings:
            page.line([("furniture", heading)])
    if rng.random() < 0.3:
        at = rng.randrange(len(paragraphs))
        paragraphs = paragraphs[:at] + [("heading", [page.part("heading")[1]])] + paragraphs[at:]
    page.paragraphs(paragraphs, rng.choice([0, 0.05, 0.2]), rng.choice([0, 0.05]))
    page.add("closing", 0.3, 2)
    page.foot()


def restyled(paragraphs, rng):
    """The paragraphs as other papers print them: a sentence each, only short ones, or without full stops."""
    style = rng.choice(["as they are", "as they are", "sentences", "short", "open"])
    if style == "sentences":
        return [("body", [sentence]) for _, group in paragraphs for sentence in group]
    if style == "short":
        return [("body", [sentence]) for _, group in paragraphs for sentence in group if len(sentence.split()) < 14] or paragraphs
    if style == "open" and rng.random() < 0.5:
        return [("body", group[:-1] + [group[-1].rstrip(".")]) for _, group in paragraphs]
    return paragraphs


def titled(page, title):
    """The headline, now and then as a sentence or two, or in other capitals."""
    rng = page.rng
    style = rng.random()
    if style < 0.08:
        sentences = [s for label, group in page.story()[1] if label == "body" for s in group if len(s.split()) < 9] or [title]
        page.line([("title", words.title() if rng.random() < 0.5 else words) for words in rng.sample(sentences, min(len(sentences), 2))])
    else:
        page.line([("title", title.title() if style < 0.2 else title + "." if style < 0.26 else title)])


def clean(page):
    """An article with its headline at most: all of it is to be read."""
    rng = page.rng
    title, paragraphs = page.story()
    if rng.random() < 0.8:
        titled(page, title)
        page.add("standfirst", 0.08)
        if rng.random() < 0.15:
            page.add("byline")
        if rng.random() < 0.15:
            page.line([("date", page.date_line())])
    size = rng.choice([1, 2, 3, 4, 5, 6, 8, 30])
    for at, paragraph in enumerate(restyled(run(only_body(paragraphs), rng, size, size), rng)):
        page.line([(paragraph[0], words) for words in paragraph[1]])
        if at and rng.random() < 0.06:
            page.line([("heading", page.part("heading")[1])])
            page.line([("body", words) for words in said(page)])
        elif rng.random() < 0.05:
            mark = rng.choice(["- ", "• ", "* ", "{}. "])
            for number in range(rng.randint(2, 4)):
                page.line([("body", mark.format(number + 1) + rng.choice([said(page)[0], page.part("closing")[1].split(" / ")[0].split(" ~ ")[0]]))])
        elif rng.random() < 0.04:
            asks = page.part("question")[1].split(" ~ ")[0]
            page.line([("body", "Q: " + asks)])
            page.line([("body", f"{page.person().split()[1]}: {said(page)[0]}")])


def short(page):
    """A page whose article is a few paragraphs, short ones maybe, with boxes between them."""
    title, paragraphs = page.story()
    page.head(title)
    page.paragraphs(restyled(run(only_body(paragraphs), page.rng, 1, 6), page.rng)[:12], page.rng.choice([0, 0.1, 0.3]), 0.03)
    page.add("closing", 0.1)
    page.foot()


def brief(page):
    """A headline with a sentence or two below it, and nothing else."""
    title, paragraphs = page.story()
    titled(page, title.rstrip("."))
    first = next(iter(only_body(paragraphs)))
    page.paragraphs([(first[0], first[1][: page.rng.choice([1, 1, 2, 3])])], 0, 0)


def second(page):
    """A page that goes on with another story, which is no part of the article."""
    rng = page.rng
    title, paragraphs = page.story()
    page.head(title)
    page.paragraphs(run(only_body(paragraphs), rng, 3, 12), 0.05)
    page.add("afterword", 0.3)
    for _ in range(rng.choice([1, 1, 2, 3])):
        other, others = page.story()
        page.line([("furniture", other)])
        label, byline = page.part("byline")
        about = [[("furniture", byline.split(" / ")[0].replace("byline:", ""))], [("furniture", page.date_line())]]
        rng.shuffle(about)
        for line in about:
            page.line(line)
        for _, group in run(only_body(others), rng, 1, 4)[:4]:
            page.line([("furniture", words) for words in group])
    page.foot()


def live(page):
    rng = page.rng
    title, paragraphs = page.story()
    page.head(rng.choice(["", "", "LIVE: ", "Live updates: "]) + title)
    page.add("insert", 0.2)
    if rng.random() < 0.25:
        page.line([("furniture", rng.choice(["Key events", "Latest updates", "Key moments"]))])
        for number in range(rng.randint(2, 5)):
            page.line([("furniture", f"{page.clock(1200 - 60 * number)} {page.part('entry_heading')[1]}")])
    bodies = only_body(paragraphs) + only_body(page.story()[1])
    if rng.random() < 0.3:
        bodies = bodies[: rng.randint(3, 7)]
    at, clock = 0, rng.randrange(900, 1400)
    headed, closing, stamp = rng.random(), rng.random() < 0.3, rng.choice(["{}", "{}", "{}{z}", "{} – ", "Posted at {}", "{d}, {}", "{d} {}{z}"])
    while at < len(bodies) and clock > 300:
        taken = bodies[at : at + rng.randint(1, 3)]
        at += len(taken)
        time = stamp.replace("{z}", page.zone).replace("{d}", page.day(rng.randrange(6))).format(page.clock(clock))
        clock -= rng.randint(4, 70)
        heading = [("heading", page.part("entry_heading")[1])] if rng.random() < headed else []
        if rng.random() < 0.15 and heading:
            page.line([("heading", heading[0][1])])
            page.line([("date", time)])
        else:
            page.line([("date", time)])
            page.line(heading)
        page.add("byline", 0.04)
        if rng.random() < 0.12:
            taken = [("body", [f"{rng.choice('-•')} {sentence}"]) for _, group in taken for sentence in group]
        page.paragraphs(taken, 0.04, 0.03)
        page.add("insert", 0.06)
        page.add("caption", 0.04)
    if closing:
        page.line([("date", page.clock(280))])
        page.add("opening")
    page.foot()


def release(page):
    """What a press office sends out, with what it adds for editors."""
    rng = page.rng
    title, paragraphs = page.story()
    page.add("release_head", 0.8)
    order = rng.choice(["TD", "DT", "T", "TSD"])
    for mark in order:
        if mark == "T":
            titled(page, title.upper() if rng.random() < 0.3 else title)
        elif mark == "D":
            page.line([("date", page.day())])
        else:
            page.add("standfirst", 0.8)
    page.paragraphs(run(only_body(paragraphs), rng, 3, 14), 0)
    page.add("release_end", 0.6)
    page.add("release_notes", 0.9, 3)
    page.add("foot", 0.3)


def letter(page):
    """A letter to the editor, or several in a row of which the first is the article's."""
    rng = page.rng
    title, paragraphs = page.story()
    page.add("letter_head", 0.6)
    titled(page, title)
    page.paragraphs(run(only_body(paragraphs), rng, 2, 8), 0)
    page.add("signed", 0.95)
    page.foot(0.5)


def digest(page):
    rng = page.rng
    title, paragraphs = page.story()
    page.head(rng.choice([f"{page.site}: {title}", f"Morning briefing: {title}", "News in brief", f"The day in {rng.choice(SECTIONS).lower()}", title]))
    numbered = rng.choice(["", "", "{}. ", "{}) "])
    for number in range(rng.randint(3, 8)):
        headline, other = page.story()
        page.line([("heading", (numbered.format(number + 1) if numbered else "") + headline)])
        page.paragraphs(only_body(other)[: rng.randint(1, 3)], 0.03)
        page.add("insert", 0.08)
    page.foot()


def bulletin(page):
    rng = page.rng
    title, paragraphs = page.story()
    page.head(title)
    page.line([("body", rng.choice(only_body(paragraphs))[1][0])])
    mark = rng.choice(["• ", "- ", "{}. ", "* ", "– "])
    for number in range(rng.randint(4, 12)):
        if rng.random() < 0.15:
            page.add("heading")
        page.line([("body", mark.format(number + 1) + s if not i else s) for i, s in enumerate(rng.choice(only_body(page.story()[1]))[1])])
    page.paragraphs(run(only_body(paragraphs), rng, 1, 5), 0)
    page.add("closing", 0.3)
    page.foot()


def transcript(page):
    rng = page.rng
    title, paragraphs = page.story()
    page.head(rng.choice([title, f"Transcript: {title}", f"Hearing on {title}"]), bare=0.3)
    if rng.random() < 0.3:
        page.line([("dateline", f"{page.place()}, {page.day(0)}")])
    page.paragraphs(run(only_body(paragraphs), rng, 1, 2), 0)
    names = [page.person().split()[1] for _ in range(3)]
    style = rng.choice(["MR {}:", "{}:", "MINISTER {}:", "SEN. {}:", "{} (Labour):", "Ms {}:"])
    labels = [style.format(name.upper() if style.startswith(("MR", "{}:", "MIN", "SEN")) else name) for name in names] + [rng.choice(["QUESTION:", "Q:", "THE CHAIR:", "THE CLERK:"])]
    apart = rng.random() < 0.2
    for _ in range(rng.randint(8, 30)):
        label = rng.choice(labels)
        words = [page.part("question")[1]] if rng.random() < 0.35 else said(page)
        if apart:
            page.line([("body", label)])
            page.line([("body", sentence) for sentence in words])
        else:
            page.line([("body", (label + " " if not i else "") + sentence) for i, sentence in enumerate(words)])
        page.add("stage", 0.04)
    page.add("stage", 0.3)
    page.foot(bare=0.4)


def said(page):
    """What somebody says, without its marks."""
    group = page.rng.choice(only_body(page.story()[1]))[1]
    return [re.sub(r"[“”\"]", "", sentence) for sentence in group[: page.rng.randint(1, 4)]]


def interview(page):
    rng = page.rng
    title, paragraphs = page.story()
    page.head(title)
    page.paragraphs(run(only_body(paragraphs), rng, 1, 3), 0)
    question, answer = rng.choice([("Q: ", "A: "), ("Q. ", "A. "), ("", ""), ("", ""), (f"{page.site}: ", f"{page.person().split()[1]}: ")])
    label = "heading" if not question and rng.random() < 0.6 else "body"
    for _ in range(rng.randint(4, 12)):
        page.line([(label, question + page.part("question")[1].replace(" ~ ", " "))])
        page.line([("body", (answer if not i else "") + sentence) for i, sentence in enumerate(said(page))])
        page.add("insert", 0.04)
        page.add("caption", 0.03)
    if rng.random() < 0.3:
        page.add("heading")
        for _ in range(rng.randint(2, 4)):
            page.line([("body", "• " + said(page)[0])])
    page.foot()


KINDS = {"plain": plain, "clean": clean, "live": live, "digest": digest, "transcript": transcript, "interview": interview, "bulletin": bulletin, "short": short, "brief": brief, "second": second, "release": release, "letter": letter}


def pages(lists, stories, held, count, seed):
    rng = random.Random(seed)
    for kind, make in KINDS.items():
        for number in range(count(kind)):
            page = Page(lists, stories, held, rng)
            make(page)
            yield page.row(f"made-{'held-' if held else ''}{kind}-{number:03}")


def running(path, rng):
    """Texts that are no pages: sentences in a row, a line each or some in one."""
    sentences = [json.loads(line)["tokens"] for line in pathlib.Path(path).read_text("utf-8").splitlines()]
    # A time or a date alone is what it is anywhere.
    sentences = [tokens for tokens in sentences if not any(c.isdigit() for t in tokens for c in t) or sum(t.isalpha() for t in tokens) > 2]
    for number in range(RUNNING):
        start = rng.randrange(len(sentences) - IN_A_ROW)
        text, lines = "", []
        gap = rng.choice(["\n", "\n\n"])
        for tokens in sentences[start : start + rng.randint(1, IN_A_ROW)]:
            words = re.sub(r" (?=[.,;:?!)\]%]|n't\b|['’]\w)|(?<=[(\[$£#]) ", "", " ".join(tokens))
            text += (rng.choice([gap, gap, gap, " "]) if text else "")
            lines.append({"label": "body", "start": len(text), "end": len(text) + len(words)})
            text += words
        yield {"id": f"made-running-{pathlib.Path(path).stem}-{number:03}", "text": text + "\n", "lines": lines}


def main():
    source, out, heldout, *sets = sys.argv[1:]
    lists, stories = parts(), list(articles(source))
    held = stories[HELD_BACK - 1 :: HELD_BACK]
    used = [story for at, story in enumerate(stories) if at % HELD_BACK != HELD_BACK - 1]
    for path, rows in (
        (out, [*pages(lists, used, False, PAGES.get, 1), *(row for path in sets for row in running(path, random.Random(3)))]),
        (heldout, pages(lists, held, True, lambda kind: HELD_OUT, 2)),
    ):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        pathlib.Path(path).write_text("".join(lines), "utf-8")
        print(f"{path}: {len(lines)} pages")


if __name__ == "__main__":
    main()
