//! Cutting a stretch of text into the words that dates are made of.

use std::collections::HashMap;
use std::sync::LazyLock;

use time::{Date, Month};

use crate::lexicon::rows;
use crate::text::Span;

/// What a word can be in a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Letters.
    Letters,
    /// Digits alone: their value, and how many there are.
    Digits(u32, usize),
    /// "2nd": its value.
    Ordinal(u32),
    /// "1990s".
    Decade,
    /// "2015-10-02", with or without a time of day; "25/12/2015" where the order is clear.
    Whole(Date),
    /// One mark.
    Mark(char),
    /// Whatever no date holds: "1,500", "3pm", "10:42".
    Other,
}

/// One word.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// In lower case, with straight apostrophes; empty for overlong ones.
    pub lower: String,
    /// What it can be.
    pub kind: Kind,
    /// Whether its first letter is upper case.
    pub capital: bool,
    /// Whether no white space comes before it.
    pub glued: bool,
}

/// No word of a date has more bytes.
const LONGEST: usize = 40;

/// The words of `span`, in order.
pub fn words(text: &str, span: Span) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = span.start;
    let mut glued = false;
    while let Some(first) = text[at..span.end].chars().next() {
        let rest = &text[at..span.end];
        if first.is_whitespace() {
            at += first.len_utf8();
            glued = false;
            continue;
        }
        let len = length(rest, first);
        words.push(word(Span::new(at, at + len), &rest[..len], first, glued));
        at += len;
        glued = true;
    }
    words
}

/// How long the word is that `rest` starts with.
fn length(rest: &str, first: char) -> usize {
    if first.is_ascii_digit() {
        let mut end = 0;
        for (at, c) in rest.char_indices().take(LONGEST) {
            let joins = matches!(c, '.' | ',' | ':' | '/' | '-')
                && rest[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            if !(c.is_alphanumeric() || joins) {
                break;
            }
            end = at + c.len_utf8();
        }
        return number_length(&rest[..end]);
    }
    if first.is_alphabetic() {
        let inner = |(at, c): (usize, char)| {
            c.is_alphabetic()
                || matches!(c, '\'' | '’')
                    && rest[at + c.len_utf8()..].starts_with(char::is_alphabetic)
                    && !is_possessive(&rest[at + c.len_utf8()..])
        };
        return rest.char_indices().find(|pair| !inner(*pair)).map_or(rest.len(), |(at, _)| at);
    }
    first.len_utf8()
}

/// Whether the letters after an apostrophe are a possessive's "s".
fn is_possessive(after: &str) -> bool {
    after.starts_with(['s', 'S']) && !after[1..].starts_with(char::is_alphanumeric)
}

/// A whole date or a plain number stays one word; a range such as "3-5" or "1997-98" falls apart.
fn number_length(joined: &str) -> usize {
    let is_plain_range =
        |part: &str| part.contains('-') && part.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_plain_range(joined) && whole_date(joined).is_none() {
        return joined.find('-').unwrap_or(joined.len());
    }
    // "2015-10-02T08:00" ends at the time's own end; "May 5,2012" has a year after its comma.
    match joined.split_once(',') {
        Some((day, year)) if day.len() <= 2 && year.len() == 4 => day.len(),
        _ => joined.len(),
    }
}

fn word(span: Span, words: &str, first: char, glued: bool) -> Word {
    let lower = if words.len() <= LONGEST { words.to_lowercase().replace('’', "'") } else { String::new() };
    let kind = kind(&lower, first);
    Word { span, lower, kind, capital: first.is_uppercase(), glued }
}

fn kind(lower: &str, first: char) -> Kind {
    if first.is_alphabetic() {
        return Kind::Letters;
    }
    if !first.is_ascii_digit() {
        return Kind::Mark(if first == '’' { '\'' } else { first });
    }
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = lower.split_at(digits);
    let value = number.parse().unwrap_or(u32::MAX);
    match ending {
        "" => Kind::Digits(value, digits),
        "st" | "nd" | "rd" | "th" => Kind::Ordinal(value),
        "s" if digits == 4 => Kind::Decade,
        _ => whole_date(lower).map_or(Kind::Other, Kind::Whole),
    }
}

/// "2015-10-02", "2015/10/02", "2015-10-02t08:00z"; "25/12/2015", "12/25/2015" or "25/12/15", but not "05/06/2015".
fn whole_date(lower: &str) -> Option<Date> {
    let day = lower.split('t').next().unwrap_or(lower);
    let separator = ['-', '/', '.'].into_iter().find(|separator| day.matches(*separator).count() == 2)?;
    let parts: Vec<&str> = day.split(separator).collect();
    let number = |index: usize| parts[index].parse::<u32>().ok();
    let (first, second, third) = (number(0)?, number(1)?, number(2)?);
    match (parts[0].len(), parts[2].len()) {
        (4, 1..=2) => date(first, second, third),
        (1..=2, 4) if first > 12 || first == second => date(third, second, first),
        (1..=2, 4) if second > 12 => date(third, first, second),
        // "17/02/24": of two digits only where slashes leave no other meaning.
        (1..=2, 2) if separator == '/' && first > 12 => date(2000 + third, second, first),
        (1..=2, 2) if separator == '/' && second > 12 => date(2000 + third, first, second),
        _ => None,
    }
}

/// The day of these numbers, if there is one.
pub fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

/// The words of the one at `at`, in lower case; nothing past the end.
pub fn lower(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.lower.as_str())
}

/// Whether there is a word at `at`, and its first letter is upper case.
pub fn is_capital(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.capital)
}

/// Whether the word at `at` is the mark `mark`.
pub fn mark(words: &[Word], at: usize, mark: char) -> bool {
    words.get(at).is_some_and(|word| word.kind == Kind::Mark(mark))
}

const TIMES: &str = include_str!("../../lexicons/times.tsv");

/// What `lower` stands for as a word of `class` in `lexicons/times.tsv`.
pub fn meaning(lower: &str, class: &str) -> Option<&'static str> {
    type Table = HashMap<(&'static str, &'static str), &'static str>;
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        rows(TIMES).filter(|row| row.len() > 2).map(|row| ((row[0], row[1]), row[2])).collect()
    });
    TABLE.get(&(lower, class)).copied()
}

/// The number that `lower` stands for as a word of `class`.
pub fn number(lower: &str, class: &str) -> Option<u32> {
    meaning(lower, class)?.parse().ok()
}

/// What the longest phrase of `class` that starts at `at` stands for, and one past its last word.
pub fn phrase(words: &[Word], at: usize, class: &str) -> Option<(&'static str, usize)> {
    type Openers = HashMap<&'static str, usize>;
    /// The first words of phrases, with the most words that one goes on for.
    static OPENERS: LazyLock<Openers> = LazyLock::new(|| {
        let mut openers = Openers::new();
        for row in rows(TIMES).filter(|row| matches!(row.get(1), Some(&"holiday" | &"fixed"))) {
            let span = Span::new(0, row[0].len());
            let opener = row[0].split([' ', '\'']).next().unwrap_or_default();
            let longest = openers.entry(opener).or_default();
            *longest = self::words(row[0], span).len().max(*longest);
        }
        openers
    });
    let longest = *OPENERS.get(lower(words, at))?;
    (at + 1..=(at + longest).min(words.len())).rev().find_map(|end| {
        let joined = words[at..end].iter().enumerate().fold(String::new(), |mut joined, (index, word)| {
            if index > 0 && !word.glued {
                joined.push(' ');
            }
            joined + word.lower.as_str()
        });
        Some((meaning(&joined, class)?, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        words(text, Span::new(0, text.len())).into_iter().map(|word| word.kind).collect()
    }

    #[test]
    fn numbers_of_every_kind() {
        let day = date(2015, 10, 2).expect("a day");
        assert_eq!(kinds("2015-10-02T08:00Z"), [Kind::Whole(day)]);
        assert_eq!(kinds("3-5"), [Kind::Digits(3, 1), Kind::Mark('-'), Kind::Digits(5, 1)]);
        assert_eq!(kinds("2nd 1990s"), [Kind::Ordinal(2), Kind::Decade]);
        assert_eq!(kinds("1,500 10:42 3pm 05/06/2015"), [Kind::Other; 4]);
        assert_eq!(kinds("13/06/15 06/13/15"), [Kind::Whole(date(2015, 6, 13).expect("a day")); 2]);
        assert_eq!(kinds("13/06/2015"), [Kind::Whole(date(2015, 6, 13).expect("a day"))]);
        assert_eq!(kinds("5,2012"), [Kind::Digits(5, 1), Kind::Mark(','), Kind::Digits(2012, 4)]);
        assert_eq!(kinds("99999999999999999999"), [Kind::Digits(u32::MAX, 20)]);
    }

    #[test]
    fn apostrophes_part_possessives_alone() {
        let text = "Monday’s New Year's o’clock";
        let list: Vec<String> =
            words(text, Span::new(0, text.len())).into_iter().map(|word| word.lower).collect();
        assert_eq!(list, ["monday", "'", "s", "new", "year", "'", "s", "o'clock"]);
    }
}
