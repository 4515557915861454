//! Lines that tell when the article was published.

use time::Date;

use super::furniture::Class;
use super::labels;
use super::units::{Ending, Unit};
use crate::dates;
use crate::text::Span;

/// How sure a date line is about publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// "Published in Dawn October 2nd, 2015"
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
    let rest = rest_of(text, unit.span, found.iter().map(|expression| expression.span));
    let is_time = !found.is_empty() || rest.has_clock;
    // A publisher's name may stand beside the date: "Published in Dawn", "BBC News, 3 March 2021".
    let names = match lead {
        Lead::None if date.is_none() => 0,
        Lead::None if unit.ending == Ending::Sentence => 0,
        Lead::None => 3,
        _ => 5,
    };
    let is_alone = rest.others == 0 && rest.names <= names;
    (is_time && is_alone).then_some(DateLine { lead, date, has_name: rest.names > 0 })
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
