//! Time expressions: a date alone, or what is made of dates: "since Monday", "from 3 to 5 May", "1997 and 1998".

use time::Date;

use super::resolve::{Unit, When, Which};
use super::words::{Kind, Word, lower, mark};
use super::{calendar, relative};

/// A time expression and one past its last word.
type Found = Option<(When, usize)>;

/// The time expression that starts at `at`.
pub fn expression(words: &[Word], at: usize) -> Found {
    if !can_start(&words[at]) {
        return None;
    }
    [since, bounded, between].iter().find_map(|rule| rule(words, at)).or_else(|| dates(words, at))
}

/// Most words can start no date: pass them over at once.
fn can_start(word: &Word) -> bool {
    !matches!(word.kind, Kind::Mark(_)) && !word.lower.is_empty()
}

/// "since Monday", "since 1999".
fn since(words: &[Word], at: usize) -> Found {
    if lower(words, at) != "since" {
        return None;
    }
    let (when, end) = point(words, at + 1)?;
    let when = if when == When::Unknown { when } else { When::Since(Box::new(when)) };
    Some((when, end))
}

/// "before Monday", "after 2010", "until May": they tell no day.
fn bounded(words: &[Word], at: usize) -> Found {
    if !matches!(lower(words, at), "before" | "after" | "until" | "till") {
        return None;
    }
    let (_, end) = dates(words, at + 1)?;
    // "After Monday's attack", "before the 2004 tsunami": the date is that of what it stands beside.
    let is_possessive = mark(words, end, '\'') && lower(words, end + 1) == "s";
    let has_noun =
        lower(words, at + 1) == "the" && words.get(end).is_some_and(|word| word.kind == Kind::Letters);
    (!is_possessive && !has_noun).then_some((When::Unknown, end))
}

/// "from 3 to 5 May", "between March and June 2012", "from Monday until Wednesday".
fn between(words: &[Word], at: usize) -> Found {
    let is_between = match lower(words, at) {
        "between" => true,
        "from" => false,
        _ => return None,
    };
    let start = at + 1 + usize::from(lower(words, at + 1) == "the");
    // "3 to 5 May" is a range by itself.
    if let Some((range @ When::Range(..), end)) = point(words, start) {
        return Some((range, end));
    }
    let (from, middle) = match point(words, start) {
        Some(found) => found,
        None => bare_day(words, start)?,
    };
    let joins = match lower(words, middle) {
        "and" => is_between,
        "to" | "until" | "till" | "through" | "-" | "–" => !is_between,
        _ => false,
    };
    let (to, end) = point(words, middle + 1).filter(|_| joins)?;
    Some((range(from, to)?, end))
}

/// The "3" of "between 3 and 5 May": its month follows, so it has none yet.
fn bare_day(words: &[Word], at: usize) -> Found {
    match words.get(at)?.kind {
        Kind::Digits(day @ 1..=31, 1..=2) | Kind::Ordinal(day @ 1..=31) => {
            Some((When::BareDay(u8::try_from(day).ok()?), at + 1))
        }
        _ => None,
    }
}

/// One date, or two that make a range.
fn dates(words: &[Word], at: usize) -> Found {
    let (first, middle) = point(words, at)?;
    let second = |when: When| {
        let (to, end) = point(words, middle + 1)?;
        let fits = match lower(words, middle) {
            "to" | "through" | "-" | "–" => is_alike(&when, &to),
            "and" => is_next(&when, &to),
            _ => false,
        };
        fits.then(|| range(when, to)).flatten().map(|range| (range, end))
    };
    second(first.clone()).or(Some((first, middle)))
}

/// One date, with the words that narrow it: "early May", "late on Thursday", "the end of 2012".
fn point(words: &[Word], at: usize) -> Found {
    let bare = |at| calendar::date_at(words, at).or_else(|| relative::date_at(words, at));
    if let Some(found) = bare(at) {
        return Some(found);
    }
    let start = after_narrowing(words, at)?;
    bare(start).or_else(|| current(words, at, start))
}

/// "the end of the year", "the start of the month": the unit that publication lies in.
fn current(words: &[Word], at: usize, start: usize) -> Found {
    let is_edge = start == at + 3 && lower(words, start) == "the" && lower(words, start + 2) != "of";
    let word = lower(words, start + 1);
    let (unit, times) = calendar::unit(word).filter(|_| is_edge && !word.ends_with('s'))?;
    (unit != Unit::Day && times == 1).then_some((When::Shift(0, unit), start + 2))
}

/// Where the date goes on after "early", "mid-", "late on", "the end of", "earlier".
fn after_narrowing(words: &[Word], at: usize) -> Option<usize> {
    match lower(words, at) {
        "early" | "late" | "earlier" | "later" | "mid" => {
            let dash = usize::from(mark(words, at + 1, '-'));
            Some(at + 1 + dash + usize::from(matches!(lower(words, at + 1), "on" | "in")))
        }
        "the" if matches!(lower(words, at + 1), "beginning" | "start" | "end" | "middle" | "rest") => {
            (lower(words, at + 2) == "of").then_some(at + 3)
        }
        "the" => Some(at + 1),
        _ => None,
    }
}

/// Whether two dates are of one kind, so that a dash or "to" between them makes a range.
fn is_alike(first: &When, second: &When) -> bool {
    use When::{Day, DayOfYear, Month, MonthOfYear, Weekday, Year};
    matches!(
        (first, second),
        (Year(_), Year(_))
            | (Weekday(..), Weekday(..))
            | (Month(..) | MonthOfYear(..), Month(..) | MonthOfYear(..))
            | (Day(_) | DayOfYear(..), Day(_) | DayOfYear(..))
    )
}

/// Whether the second date comes right after the first, so that "and" between them makes a range.
fn is_next(first: &When, second: &When) -> bool {
    match (first, second) {
        (When::Year(first), When::Year(second)) => first + 1 == *second,
        (When::Weekday(first, _), When::Weekday(second, Which::Nearest)) => first.next() == *second,
        (When::Month(first, _) | When::MonthOfYear(_, first), When::Month(second, Which::Nearest))
        | (When::Month(first, _), When::MonthOfYear(_, second)) => first.next() == *second,
        (When::MonthOfYear(_, first), When::MonthOfYear(_, second)) => first.next() == *second,
        (When::Day(first), When::Day(second)) => first.next_day() == Some(*second),
        (When::DayOfYear(month, first), When::DayOfYear(other, second)) => {
            month == other && first + 1 == *second
        }
        _ => false,
    }
}

/// The range of two dates; the first takes the year or month that only the second has.
fn range(from: When, to: When) -> Option<When> {
    let from = match (from, &to) {
        (When::BareDay(day), When::Day(to)) => to.replace_day(day).map_or(When::Unknown, When::Day),
        (When::BareDay(day), When::DayOfYear(month, _)) => When::DayOfYear(*month, day),
        (When::BareDay(_), _) => return None,
        (When::Month(month, Which::Nearest), When::MonthOfYear(year, end)) => {
            When::MonthOfYear(year - i32::from(u8::from(month) > u8::from(*end)), month)
        }
        (When::DayOfYear(month, day), When::Day(end)) => {
            let year = end.year() - i32::from((u8::from(month), day) > (u8::from(end.month()), end.day()));
            Date::from_calendar_date(year, month, day).map_or(When::Unknown, When::Day)
        }
        (from, _) => from,
    };
    let is_told = from != When::Unknown && to != When::Unknown;
    Some(if is_told { When::Range(Box::new(from), Box::new(to)) } else { When::Unknown })
}
