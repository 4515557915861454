//! Texts that no newsroom writes: each gives a valid reading or a clear refusal, and never a panic.
//!
//! Every case grows with [`LONG`], so that work that grows faster than the text shows as a test that
//! does not end; `--nocapture` shows how long each case takes.

mod common;

use std::time::Instant;

use common::validity::assert_valid;
use dateline::encoder::{Cache, Model};
use dateline::{MAX_CHARACTERS, Options, ReadError, Reading, read};

/// Characters of a long text: as much as the encoder reads in seconds.
const LONG: usize = if cfg!(debug_assertions) { 20_000 } else { 50_000 };

/// The kind of text that the others are made of.
const ARTICLE: &str = "LISBON: Portugal's finance minister Ana Duarte resigned on Tuesday after police \
    searched her office, the government said.\n\n\
    \u{201c}I have done nothing wrong,\u{201d} Duarte told reporters in Lisbon. \u{201c}The charges are false.\u{201d}\n\n\
    The opposition Civic Union party demanded an election. Prosecutors said they had charged two officials with \
    fraud, and would question Mr. Duarte\u{2019}s former adviser, Rui Pinto, in Porto next week.\n\n\
    About 2,000 people protested outside parliament, witnesses said.\n";

/// Reads with all that can be asked for; a refusal must be one that a person can act on.
fn read_hostile(what: &str, text: &str) -> Option<Reading> {
    let options =
        Options { published: dateline::dates::from_iso("2024-05-07"), spans: true, ..Options::default() };
    let (mut done, start) = (0.0, Instant::now());
    let outcome = read(text, &options, Model::released(), &mut Cache::new(), |progress| {
        assert!(
            (done..=1.0).contains(&progress.done),
            "{what}: progress goes from {done} to {}",
            progress.done
        );
        done = progress.done;
    });
    println!("{:>8.1?} {what:.60}", start.elapsed());
    match outcome {
        Ok(reading) => {
            assert_valid(what, text, &reading);
            Some(reading)
        }
        Err(error) => {
            assert!(error.to_string().len() > 20, "{what}: {error}");
            None
        }
    }
}

/// `part` again and again, up to `characters`.
fn repeated(part: &str, characters: usize) -> String {
    part.chars().cycle().take(characters).collect()
}

/// The words of all mentions, quotes and triggers.
fn words_of(text: &str, reading: &Reading) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let words = |start: usize, end: usize| {
        characters[start..end].iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mentions = reading.entities.iter().flat_map(|entity| &entity.mentions);
    let mut all: Vec<String> = mentions.map(|mention| words(mention.start, mention.end)).collect();
    all.extend(reading.quotes.iter().map(|quote| words(quote.content.start, quote.content.end)));
    all.extend(reading.events.iter().map(|event| words(event.trigger.start, event.trigger.end)));
    all
}

#[test]
fn line_ends_and_spaces_of_other_systems_change_only_the_offsets() {
    let plain = read_hostile("plain", ARTICLE).expect("an article is read");
    let expected = words_of(ARTICLE, &plain);
    for (what, text) in [
        ("carriage returns", ARTICLE.replace('\n', "\r\n")),
        ("non-breaking spaces", ARTICLE.replace(' ', "\u{a0}")),
        ("blank lines with spaces", ARTICLE.replace("\n\n", "\n \u{a0}\t\n\n\n")),
    ] {
        let reading = read_hostile(what, &text).expect("an article is read");
        assert_eq!(words_of(&text, &reading), expected, "{what}");
    }
}

#[test]
fn characters_beyond_the_basic_plane_do_not_shift_the_spans() {
    let plain = read_hostile("plain", ARTICLE).expect("an article is read");
    let text = ARTICLE
        .replace("reporters", "👩‍🚀👩‍🚀👩‍🚀 reporters")
        .replace("witnesses", "🇵🇹 e\u{301}\u{302}\u{303} witnesses");
    let reading = read_hostile("emoji", &text).expect("an article is read");
    let quotes = |text: &str, reading: &Reading| {
        let content = reading.quotes.iter().map(|quote| quote.content);
        content
            .map(|span| text.chars().skip(span.start).take(span.end - span.start).collect())
            .collect::<Vec<String>>()
    };
    let (found, expected) = (quotes(&text, &reading), quotes(ARTICLE, &plain));
    assert_eq!(found[0], expected[0]);
    // Behind them, too, spans begin and end with words.
    let is_whole =
        |content: &String| content.trim() == content && !content.starts_with(['🇵', '👩', '\u{301}']);
    assert!(found.iter().all(is_whole), "{found:?}");
}

#[test]
fn unusual_characters() {
    let mixed = |part: &str| ARTICLE.replace(". ", &format!(". {part} ")).replace(", ", &format!("{part}, "));
    for (what, part) in [
        ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈👍🏽"),
        ("combining marks", "Z\u{351}\u{36b}\u{343}\u{36a}a\u{300}\u{301}\u{302}\u{303}\u{304}l\u{338}go"),
        ("marks with nothing to stand on", "\u{301}\u{20e3}\u{fe0f}"),
        ("right to left", "قال الوزير \u{202e}«نعم»\u{202c} שלום"),
        ("lone replacement characters", "\u{fffd}\u{fffd}"),
        ("NULs and controls", "\0\u{1}\u{1b}[31m\u{7f}\u{85}"),
        ("invisible characters", "\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}\u{200e}"),
        ("line separators", "\u{2028}\u{2029}\u{b}\u{c}"),
        ("letters that change length in lower case", "İSTANBUL ẞ ŉ ﬁﬂ Ⱥ Ω"),
        ("digits of other scripts", "٣٤٥ १२३ ⅷ ½ 𝟙𝟚"),
        ("other quotation marks", "„so“ «so» ‹so› ‚so‘ ”so” ``so'' 「so」 ❝so❞ ''so'' ´so`"),
        ("noncharacters", "\u{fffe}\u{ffff}\u{10ffff}\u{e000}"),
    ] {
        read_hostile(what, &mixed(part));
        read_hostile(what, part);
        read_hostile(what, &format!("{part}{ARTICLE}{part}"));
        read_hostile(what, &repeated(part, LONG / 10));
    }
}

#[test]
fn quotation_marks_without_end() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}{} Ana Duarte said.\n\nRui Pinto left.", open.repeat(depth), close.repeat(depth))
    };
    let mut cases = vec![];
    for (open, close) in [
        ("\u{201c}He said ", "\u{201d} "),
        ("\"He said ", "\" "),
        ("'He said ", "' "),
        ("\u{2018}He said \u{201c}", "\u{201d}\u{2019} "),
    ] {
        cases.push(nested(open, close, 200));
        cases.push(nested(open, "", 200));
        cases.push(nested("", close, 200));
        cases.push(nested(open, close, LONG / 20));
    }
    for mark in [
        "\"",
        "\u{201c}",
        "\u{201d}",
        "'",
        "\u{2019}",
        "«",
        "\" ",
        "\u{201c}a\u{201d} ",
        "\"\n",
        "\u{201c}So,\u{201d} he said.\n",
    ] {
        let count = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
        cases.push(format!("{ARTICLE}{}{ARTICLE}", mark.repeat(count)));
    }
    for (number, text) in cases.iter().enumerate() {
        read_hostile(&format!("quotation marks {number}"), text);
    }
}

#[test]
fn only_one_thing() {
    for part in [
        "a",
        "A",
        "Aa",
        "a b ",
        "A. ",
        "Mr. ",
        "U.S. ",
        "a.",
        ".",
        "?!",
        ", ",
        "- ",
        "\u{2014}",
        "\n",
        "a\n",
        "\r",
        "\r\n\r\n",
        "Said ",
        "said Duarte ",
        "Paris ",
        "Paris, ",
        "and ",
        "of the ",
        "\u{301}",
        "👩‍🚀",
        "0",
        "1,000 ",
        "2015-10-02 ",
        "October ",
        "(",
        ")(",
        "[(",
        "<b>",
        "&amp;",
        "http://a.b/",
        "a@b.c ",
        "the United States of ",
        "President ",
        "Bank of ",
        "bombed ",
        "Russia bombed Syria. ",
        "\u{200b}",
        "\0",
        "\u{fffd}",
        "م ",
        "漢",
        "Published in ",
        "Read more\n",
    ] {
        for characters in [1, 2, 30, LONG] {
            read_hostile(&format!("{characters} of {part:?}"), &repeated(part, characters));
        }
    }
}

#[test]
fn long_articles() {
    let long = |part: &str| repeated(part, LONG);
    for (what, text) in [
        ("a long article", long(ARTICLE)),
        ("a long line", long(&ARTICLE.replace('\n', " "))),
        ("a long sentence", long(&ARTICLE.replace(['.', '\n'], " "))),
        ("no spaces", long(&ARTICLE.replace(char::is_whitespace, ""))),
        ("capitals", long(&ARTICLE.to_uppercase())),
        ("no capitals", long(&ARTICLE.to_lowercase())),
        ("one word a line", long(&ARTICLE.replace(' ', "\n"))),
        ("nested brackets", format!("{}{ARTICLE}{}", "(".repeat(LONG / 4), ")".repeat(LONG / 4))),
        ("a long name", format!("{} said on Monday.", long("Maria da Silva "))),
        (
            "a long list of names",
            format!(
                "{} met in Paris.",
                (0..LONG / 20).map(|n| format!("Ana B{n}ovic, ")).collect::<String>()
            ),
        ),
    ] {
        assert!(what == "a long name" || text.chars().count() <= MAX_CHARACTERS);
        read_hostile(what, &text);
    }
}

#[test]
fn too_long_is_refused_with_the_limit_in_the_message() {
    let text = repeated(ARTICLE, 2 * MAX_CHARACTERS);
    let error = read(&text, &Options::default(), Model::released(), &mut Cache::new(), |_| ())
        .expect_err("twice the limit");
    assert_eq!(error, ReadError::TooLong { characters: 2 * MAX_CHARACTERS });
    let message = error.to_string().replace([',', '\u{a0}', ' '], "");
    assert!(message.contains("1000000"), "{message}");
}

#[test]
fn a_pages_source() {
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>News &amp; more</title><script>window.pwned = \"<b>\";\nvar s = 'a' + \"b\";</script>\
         <style>body {{ color: red }}</style></head>\n<body onload=\"alert('x')\"><p>{}</p><img src=x onerror=alert(1)>\n<!-- {} --></body></html>",
        ARTICLE.replace("\n\n", "</p>\n<p class=\"story\">"),
        ARTICLE
    );
    read_hostile("a page's source", &page);
    read_hostile("a script", "<script>window.pwned = true;</script>");
    read_hostile("many pages' source", &repeated(&page, LONG));
    let json = serde_json::to_string(&vec![ARTICLE; LONG / 1_000]).expect("texts can be written as JSON");
    read_hostile("JSON", &json);
}

/// Fragments that meet in odd ways.
const FRAGMENTS: &[&str] = &[
    "Russia",
    "Ana Duarte",
    "said",
    "told",
    "that",
    "\u{201c}",
    "\u{201d}",
    "\"",
    "'",
    "\u{2019}s",
    ",",
    ".",
    "...",
    "?",
    ":",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u{a0}",
    "\t",
    "Mr.",
    "Gen.",
    "U.S.",
    "President",
    "the",
    "The",
    "of",
    "and",
    "in",
    "Paris",
    "PARIS",
    "attacked",
    "bombed",
    "denied",
    "will",
    "not",
    "on Tuesday",
    "last week",
    "October 2nd, 2015",
    "2015",
    "By",
    "Published in",
    "Read more",
    "Share",
    "Opinion",
    "©",
    "(",
    ")",
    "\u{2014}",
    "-",
    "é",
    "e\u{301}",
    "👩‍🚀",
    "قال",
    "漢字",
    "\u{200b}",
    "\0",
    "he",
    "they",
    "its",
    "according to",
    "Army of Conquest",
    "two Turkish sources",
    "1,000",
    "BBC",
    "https://example.org/a?b=c",
    "<p>",
    "&quot;",
    "\u{2028}",
    "\u{fffd}",
    "O\u{2019}Brien",
    "al-Assad",
    "İ",
    "twenty",
    "km",
    "%",
    "$5bn",
    "#tag",
    "@name",
    "*",
    "_",
    "|",
    "\\",
    "/",
];

/// A small linear congruential generator: the same texts in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn random_texts() {
    let count = if cfg!(debug_assertions) { 300 } else { 2_000 };
    for seed in 0..count {
        let mut random = Random(seed);
        let mut text = String::new();
        for _ in 0..random.below(120) + 1 {
            text.push_str(FRAGMENTS[random.below(FRAGMENTS.len())]);
            if random.below(4) > 0 {
                text.push(' ');
            }
        }
        read_hostile(&format!("seed {seed}: {text:?}"), &text);
    }
}

#[test]
fn an_article_cut_anywhere() {
    let marks: Vec<usize> = ARTICLE.char_indices().map(|(at, _)| at).collect();
    for cut in marks.into_iter().step_by(if cfg!(debug_assertions) { 7 } else { 1 }) {
        read_hostile(&format!("up to {cut}"), &ARTICLE[..cut]);
        read_hostile(&format!("from {cut}"), &ARTICLE[cut..]);
    }
}
