//! What a unit of the page looks like by itself: its length, marks, capitals and words, as features for the labels.

use super::date_line::{self, DateLine, Lead};
use super::furniture::{self, Class};
use super::units::{Ending, Unit};
use super::{byline, labels, published};
use crate::entities::gazetteer;
use crate::lexicon;
use crate::text::{self, Span};

/// The look of a unit.
pub struct Shape {
    /// What speaks for one label or another, by names that the weights know.
    pub features: Vec<String>,
    /// Its class in the lexicon of furniture.
    pub class: Option<Class>,
    /// Whether it is a sentence as running text has them.
    pub is_sentence: bool,
}

/// The features that the units beside are told, too.
pub const TOLD: [&str; 12] = [
    "date",
    "date alone",
    "time alone",
    "byline",
    "bullet",
    "number",
    "pipe",
    "capitals 4",
    "all capitals",
    "opens quote",
    "copyright",
    "name shape",
];

/// Units of more words are neither dates nor bylines.
const LONGEST_LABEL: usize = 25;
/// Letters that may stand beside a time alone: "17.42 EET", "5:05 p.m. ET".
const LONGEST_ZONE: usize = 6;
/// Of longer units, the words say less than the length.
const LONGEST_WORDED: usize = 30;
/// As many words of a unit are looked at.
const MOST_WORDS: usize = 60;
/// A sentence of running text has so many words at least.
const SENTENCE: usize = 9;

/// The upper ends of the classes of a number of words.
pub const LENGTHS: [usize; 11] = [1, 2, 3, 4, 6, 9, 13, 18, 25, 35, 50];
/// The same, coarser, for what stands beside.
pub const FEW_LENGTHS: [usize; 5] = [1, 3, 6, 13, 25];

/// In which class of those that end with `ends` `number` is.
pub fn class_of<T: PartialOrd>(number: T, ends: &[T]) -> usize {
    ends.iter().position(|end| number <= *end).unwrap_or(ends.len())
}

/// The name of an ending.
pub fn name_of(ending: Ending) -> &'static str {
    match ending {
        Ending::Sentence => "sentence",
        Ending::Dots => "dots",
        Ending::Colon => "colon",
        Ending::Open => "open",
    }
}

/// Looks at `unit`.
pub fn look(text: &str, unit: &Unit) -> Shape {
    let words = unit.span.of(text);
    let ends = unit.ending == Ending::Sentence;
    let class = furniture::classify(words, unit.words, ends);
    let mut features = vec![
        format!("length {}", class_of(unit.words, &LENGTHS)),
        format!("ends {}", name_of(unit.ending)),
        format!("class {class:?}"),
    ];
    capitals(words, &mut features);
    marks(words, &mut features);
    grammar(words, unit.words, &mut features);
    if unit.words <= LONGEST_LABEL {
        dates_and_names(text, unit, class, &mut features);
    }
    spelled(words, unit.words, &mut features);
    let is_sentence =
        ends && unit.words >= SENTENCE && matches!(class, None | Some(Class::Lead | Class::Update));
    Shape { features, class, is_sentence }
}

/// How much of the unit is in capitals, and what it starts with.
fn capitals(words: &str, features: &mut Vec<String>) {
    let bare = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    let long = || words.split_whitespace().take(MOST_WORDS).filter(|word| word.chars().count() > 3);
    let (all, capital) =
        (long().count(), long().filter(|word| !bare(word).is_some_and(char::is_lowercase)).count());
    features.extend((4 * capital).checked_div(all).map(|quarters| format!("capitals {quarters}")));
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let upper = words.chars().filter(|c| c.is_uppercase()).count();
    let mut add = |is: bool, name: &str| {
        if is {
            features.push(name.to_string());
        }
    };
    add(letters > 0 && upper == letters, "all capitals");
    add(upper < letters && upper * 2 > letters, "most capitals");
    add(letters == 0, "no letters");
    let digits = words.chars().filter(char::is_ascii_digit).count();
    add(digits * 10 > words.len() * 3, "digits");
    let first = words.chars().next().unwrap_or(' ');
    add(first.is_lowercase(), "opens lower");
    add(first.is_ascii_digit(), "opens digit");
    add("\"“‘'«„".contains(first), "opens quote");
    add("([".contains(first), "opens bracket");
    let last = words.chars().next_back().unwrap_or(' ');
    add(")]".contains(last), "closes bracket");
    add("\"”’".contains(last), "closes quote");
    add(last == '!', "shouts");
    add(last == '?', "asks");
}

/// Bullets, bars, addresses.
fn marks(words: &str, features: &mut Vec<String>) {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - number.len();
    let is_numbered = (1..=3).contains(&digits) && (number.starts_with(". ") || number.starts_with(") "));
    let is_address = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            || word.starts_with("http")
            || word.starts_with("www.")
            || word.contains(".example")
            || word.ends_with(".com")
    };
    let is_phone = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 7 && word.chars().all(|c| c.is_ascii_digit() || "+-()./".contains(c)) && word.contains('-')
    };
    let any = |fits: &dyn Fn(&str) -> bool| words.split_whitespace().take(MOST_WORDS).any(fits);
    for (is, name) in [
        (text::bullet(words) > 0 || words.starts_with("– "), "bullet"),
        (is_numbered, "number"),
        (has(&["\"", "“", "”"]), "quotes"),
        (words.contains('|'), "pipe"),
        (has(&["  "]), "gaps"),
        (has(&[" / ", " · ", " • ", " › ", " > "]), "bar"),
        (words.contains('©'), "copyright"),
        (any(&is_address), "address"),
        (any(&is_phone), "phone"),
        (words.contains('@'), "at sign"),
        (speaker_label(words), "speaker label"),
    ] {
        if is {
            features.push(name.to_string());
        }
    }
}

/// "MR FERRO: ", "Q: ", "Aho: ": what opens a turn of a dialogue.
fn speaker_label(words: &str) -> bool {
    let Some(at) = words.find([':', '.']).filter(|at| *at <= 40) else { return false };
    let label = &words[..at];
    let is_letter = matches!(label, "Q" | "A");
    let goes_on = words[at + 1..].starts_with(' ');
    let is_name = words[at..].starts_with(':')
        && label.split_whitespace().count() <= 4
        && label.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('));
    goes_on && (is_letter || is_name)
}

/// How much of it is what sentences have and headlines leave out: small words, verbs.
fn grammar(words: &str, count: usize, features: &mut Vec<String>) {
    let (mut small, mut verbs, mut past, mut auxiliary, mut you) = (0, 0, false, false, false);
    for word in words.split_whitespace().take(MOST_WORDS) {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        small += usize::from(lexicon::starters().contains(lower.as_str()));
        let common = lexicon::common(&lower);
        verbs += usize::from(common.is_some_and(|common| common.share("VERB") + common.share("AUX") >= 50));
        past |= lower.len() > 4 && lower.ends_with("ed");
        auxiliary |= lexicon::is(&lower, "auxiliary");
        you |= matches!(lower.as_str(), "i" | "you" | "we" | "your" | "our" | "us" | "my");
    }
    features.push(format!("small words {}", 6 * small / count.clamp(1, MOST_WORDS)));
    features.push(format!("verbs {}", verbs.min(2)));
    for (is, name) in [(past, "past"), (auxiliary, "auxiliary"), (you, "you")] {
        if is {
            features.push(name.to_string());
        }
    }
}

/// Whether it tells when, or who wrote.
fn dates_and_names(text: &str, unit: &Unit, class: Option<Class>, features: &mut Vec<String>) {
    let words = unit.span.of(text);
    let mut add = |name: &str| features.push(name.to_string());
    if date_line::has_date(text, unit.span) {
        add("date");
    }
    if date_line::has_clock(words) {
        add("clock");
    }
    if published::clock(words).is_some() {
        add("time");
        if words.chars().filter(|c| c.is_alphabetic()).count() <= LONGEST_ZONE {
            add("time alone");
        }
    }
    if let Some(DateLine { lead, date, has_name }) = date_line::find(text, unit, class) {
        add(if has_name { "date with name" } else { "date alone" });
        add(if date.is_some() { "whole day" } else { "no whole day" });
        add(match lead {
            Lead::Published => "published",
            Lead::Updated => "updated",
            Lead::None => "no lead",
        });
    }
    if let Some(line) = byline::find(text, unit, class) {
        add(if line.is_sure { "byline" } else { "name" });
        if line.is_person {
            add("given name");
        }
    }
    let names = || words.split_whitespace();
    if names().any(|word| labels::is(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase(), "role"))
    {
        add("role");
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || labels::is(word, "particle");
    if (2..=4).contains(&unit.words) && names().all(is_name) {
        add("name shape");
    }
    let first = names().find(|word| !word.eq_ignore_ascii_case("by")).unwrap_or_default();
    if gazetteer().is_given_name(first) && unit.words > 1 {
        add("opens given name");
    }
    if super::dateline::find(text, unit.span).is_some() {
        add("dateline");
    }
}

/// Its words, as the furniture of pages repeats itself; the first ones and the last.
fn spelled(words: &str, count: usize, features: &mut Vec<String>) {
    let spelled = tokens(words);
    if count <= LONGEST_WORDED {
        let mut different: Vec<&String> = spelled.iter().collect();
        different.sort_unstable();
        different.dedup();
        features.extend(different.into_iter().map(|word| format!("has {word}")));
    }
    let [first, rest @ ..] = spelled.as_slice() else { return };
    features.push(format!("first {first}"));
    if let [.., last] = rest {
        features.push(format!("first two {first} {}", rest[0]));
        let is_word = last.starts_with(char::is_alphanumeric);
        let last = if is_word { last } else { &spelled[spelled.len() - 2] };
        features.push(format!("last {last}"));
    }
}

/// The words and marks in lower case, with straight apostrophes, and "0" for each number.
fn tokens(words: &str) -> Vec<String> {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '_');
    let mut tokens: Vec<String> = Vec::new();
    let mut is_inside = false;
    let mut taken = 0;
    for c in words.chars() {
        let goes_on = is_inside && joins(c);
        if !goes_on && !c.is_whitespace() {
            taken += 1;
            if taken > MOST_WORDS {
                break;
            }
            tokens.push(String::new());
        }
        is_inside = joins(c);
        let Some(token) = tokens.last_mut().filter(|_| !c.is_whitespace()) else { continue };
        match c {
            '’' => token.push('\''),
            c if c.is_numeric() && token.ends_with('0') => {}
            c if c.is_numeric() => token.push('0'),
            c if token.len() < LONGEST_TOKEN => token.extend(c.to_lowercase()),
            _ => {}
        }
    }
    tokens
}

/// No word has more bytes.
const LONGEST_TOKEN: usize = 30;

/// The stems of the telling words of `span`: longer words and names.
pub fn telling(text: &str, span: Span) -> Vec<String> {
    let mut stems: Vec<String> = span
        .of(text)
        .split_whitespace()
        .take(MOST_WORDS)
        .filter_map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
            let lower = bare.to_lowercase();
            let is_telling = lower.chars().count() >= SHORTEST_TELLING
                && lower.starts_with(char::is_alphabetic)
                && !lexicon::starters().contains(lower.as_str());
            is_telling.then(|| lower.chars().take(STEM).collect())
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A telling word has so many letters at least.
const SHORTEST_TELLING: usize = 4;
/// As many letters of a word are compared: "election", "elections" and "electoral" are one.
const STEM: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::units;

    fn features(line: &str) -> Vec<String> {
        look(line, &units::units(line)[0]).features
    }

    #[test]
    fn lines_look_like_what_they_are() {
        for (line, feature) in [
            ("By Jane Doe", "byline"),
            ("Sat 17 Feb 2024 19.48 GMT", "date alone"),
            ("17.42 EET", "time alone"),
            ("Home | World | Sport", "pipe"),
            ("• Two men were hurt", "bullet"),
            ("1. Robbery in Walnut Street", "number"),
            ("MR FERRO: Good afternoon.", "speaker label"),
            ("Write to jane@courier.example", "address"),
            ("SCORES IN BRIEF", "all capitals"),
            ("What did the minister say?", "asks"),
            ("Read 1,200 comments", "has 0"),
        ] {
            assert!(features(line).iter().any(|found| found == feature), "{line}: {:?}", features(line));
        }
    }

    #[test]
    fn telling_words_are_compared_by_their_stems() {
        let text = "The elections were electoral; Ruiz’s";
        assert_eq!(telling(text, Span::new(0, text.len())), ["electi", "electo", "ruiz"]);
    }
}
