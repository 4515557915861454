//! Lines that tell when the article was published.

use time::Date;

use super::furniture::Class;
use super::labels;
use super::published;
use super::units::{Ending, Unit};
use crate::dates;
use crate::text::Span;

/// How sure a date line is about publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// "Published in The Courier March 2nd, 2021"
    Published,
    /// A date alone.
    None,
    /// "Updated 10:42 GMT, 3 March 2021"
    Updated,
}

/// A line that tells when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateLine {
    pub lead: Lead,
    /// None where it tells no whole day: "3 hours ago".
    pub date: Option<Date>,
    /// Whether a name stands beside the date: "BBC News, 3 March 2021".
    pub has_name: bool,
}

/// No date line has more words.
const LONGEST_DATE_LINE: usize = 18;

/// The date line that `unit` is, its furniture class being `class`.
pub fn find(text: &str, unit: &Unit, class: Option<Class>) -> Option<DateLine> {
    if unit.words > LONGEST_DATE_LINE {
        return None;
    }
    let lead = match class {
        Some(Class::Lead) => Lead::Published,
        Some(Class::Update) => Lead::Updated,
        _ => Lead::None,
    };
    let found = dates::find(text, unit.span);
    let date = found.iter().find_map(dates::TimeExpression::day);
    let numbers = published::numbers(text, unit.span);
    let rest = rest_of(text, unit.span, found.iter().map(|expression| expression.span));
    let is_time = !found.is_empty() || !numbers.is_empty() || rest.has_clock;
    // A publisher's name may stand beside the date: "Published in Dawn", "BBC News, 3 March 2021".
    let names = match lead {
        Lead::None if date.is_none() => 0,
        Lead::None if unit.ending == Ending::Sentence => 0,
        Lead::None => 3,
        _ => 5,
    };
    // "World | Source: Meridian Wire | 2020-08-19 22:31:08"
    let is_bar = date.is_some() && unit.span.of(text).contains(" | ") && unit.ending == Ending::Open;
    let is_alone = rest.others == 0 && rest.names <= names || is_bar;
    (is_time && is_alone).then_some(DateLine { lead, date, has_name: rest.names > 0 })
}

/// Whether the words tell a whole day.
pub fn has_date(text: &str, span: Span) -> bool {
    dates::find(text, span).iter().any(|found| found.day().is_some())
        || !published::numbers(text, span).is_empty()
}

/// Whether the words tell a time of day, or how long ago.
pub fn has_clock(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        is_clock(&bare) || bare == "ago"
    })
}

/// What a line has beside its dates.
struct Rest {
    /// Words that no date line has.
    others: usize,
    /// Capitalised words.
    names: usize,
    /// Whether there is a time of day.
    has_clock: bool,
}

fn rest_of(text: &str, line: Span, dates: impl Iterator<Item = Span>) -> Rest {
    let mut rest = Rest { others: 0, names: 0, has_clock: false };
    let mut start = line.start;
    let mut count = |from: usize, to: usize| {
        let word_end =
            |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '/' | '•' | '·' | '–' | '—');
        for word in text[from..to.max(from)].split(word_end) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            match bare.as_str() {
                "" => {}
                word if is_clock(word) => rest.has_clock = true,
                word if labels::is(word, "clock") => rest.has_clock = true,
                word if is_date_word(word) => {}
                _ if word.starts_with(char::is_uppercase) => rest.names += 1,
                _ => rest.others += 1,
            }
        }
    };
    for date in dates {
        count(start, date.start);
        start = date.end;
    }
    count(start, line.end);
    rest
}

/// "10:42", "10.42am", "5pm".
fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let is_number =
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let ending = word[digits.len()..].trim_matches('.');
    is_number && (digits.contains(':') && ending.is_empty() || labels::is(ending, "clock"))
}

/// Words and numbers that may stand around a date.
fn is_date_word(word: &str) -> bool {
    let is_number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
    labels::is(word, "date") || is_number && word.len() <= 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{furniture, units};

    fn read(line: &str) -> Option<(Lead, Option<String>)> {
        let unit = units::units(line).remove(0);
        let class = furniture::classify(line, unit.words, unit.ending == Ending::Sentence);
        find(line, &unit, class).map(|found| (found.lead, found.date.map(|date| date.to_string())))
    }

    #[test]
    fn dates_of_pages() {
        for (line, lead, date) in [
            ("Published in The Courier March 2nd, 2021", Lead::Published, Some("2021-03-02")),
            ("Published: 10:42 GMT, 3 March 2021", Lead::Published, Some("2021-03-03")),
            ("Posted: Mar 3, 2020 5:00 PM ET", Lead::Published, Some("2020-03-03")),
            ("Updated 10:42 GMT, 3 March 2021", Lead::Updated, Some("2021-03-03")),
            ("Last modified on Thu 4 Mar 2021 11.05 GMT", Lead::Updated, Some("2021-03-04")),
            ("Friday, August 21, 2015", Lead::None, Some("2015-08-21")),
            ("2015-10-02T08:00Z", Lead::None, Some("2015-10-02")),
            ("BBC News, 3 March 2021", Lead::None, Some("2021-03-03")),
            ("October 2, 2015 / 6:41 PM", Lead::None, Some("2015-10-02")),
            ("3 hours ago", Lead::None, None),
            ("7:15 p.m.", Lead::None, None),
            ("Updated 3 hours ago", Lead::Updated, None),
        ] {
            assert_eq!(read(line), Some((lead, date.map(str::to_string))), "{line}");
        }
    }

    #[test]
    fn lines_with_dates_in_them() {
        for line in [
            "Court frees editor after March 3, 2020 ruling",
            "He was born on 3 March 1960.",
            "Published authors met on Friday",
            "World Cup 2022",
            "Monday’s papers",
            "The talks end today.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
