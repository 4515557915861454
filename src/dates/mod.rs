//! Dates: finding them in the text, and resolving relative ones against the day of publication.
//!
//! Weeks run from Monday to Sunday. A date without its year is the nearest one in the direction that the sentence
//! looks; what cannot be told ("a few days ago", "the 1990s") is found, but has no date.

mod calendar;
mod phrases;
mod relative;
mod resolve;

mod words;

use time::Month;

/// Shown and written as ISO 8601.
pub use time::Date;

use crate::text::Span;
pub use resolve::Direction;
use resolve::When;

/// Words that say when: "on Thursday" without its preposition, "since 1999" with it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where they stand.
    pub span: Span,
    when: When,
}

impl TimeExpression {
    /// The date in ISO 8601: a day "2015-09-30", a month "2015-10", a year "2015", or two of them, "1999/2007-07-24".
    ///
    /// Relative words resolve against `published`, and not at all without it. `direction` says which Thursday is meant
    /// by "on Thursday": the last one before publication or the next one after; the day itself is both.
    pub fn resolve(&self, published: Option<Date>, direction: Direction) -> Option<String> {
        resolve::period(&self.when, published, direction).map(|period| period.to_string())
    }

    /// The day, where the words tell one whole day by themselves: "October 2nd, 2015".
    pub fn day(&self) -> Option<Date> {
        match self.when {
            When::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// Finds the time expressions that lie inside `span`, in the order of the text; none overlaps another.
pub fn find(text: &str, span: Span) -> Vec<TimeExpression> {
    let words = words::words(text, span);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match phrases::expression(&words, at) {
            Some((when, end)) => {
                let span = Span::new(words[at].span.start, words[end - 1].span.end);
                found.push(TimeExpression { span, when });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The day written as `YYYY-MM-DD`, and nothing else.
pub fn from_iso(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_iso_days_are_read() {
        assert_eq!(from_iso("2015-10-02").map(|date| date.to_string()).as_deref(), Some("2015-10-02"));
        for wrong in [
            "",
            "2015",
            "2015-13-01",
            "2015-02-29",
            "2015-1-2",
            "2015-10-02T00",
            "2 October",
            "20151-0-02",
            "２０１５-10-02",
        ] {
            assert_eq!(from_iso(wrong), None, "{wrong}");
        }
    }
}
