//! Dates told from the day of publication: "yesterday", "last week", "the past 10 days", "two years ago".

use super::calendar::{shift, unit};
use super::resolve::{Unit, When};
use super::words::{Kind, Word, lower, meaning, number};

/// A date and one past its last word.
type Found = Option<(When, usize)>;

/// The relative date that starts at `at`.
pub fn date_at(words: &[Word], at: usize) -> Found {
    let rules = [around_a_day, day, this_or_next, stretch, ago, ahead, told_from_another];
    rules.iter().find_map(|rule| rule(words, at))
}

/// "the day before yesterday", "the day after tomorrow".
fn around_a_day(words: &[Word], at: usize) -> Found {
    let start = at + usize::from(lower(words, at) == "the");
    match (lower(words, start), lower(words, start + 1), lower(words, start + 2)) {
        ("day", "before", "yesterday") => Some((When::Shift(-2, Unit::Day), start + 3)),
        ("day", "after", "tomorrow") => Some((When::Shift(2, Unit::Day), start + 3)),
        _ => None,
    }
}

/// "yesterday evening", "today", "last night", "this morning", "overnight".
fn day(words: &[Word], at: usize) -> Found {
    // "USA Today", "Russia Today".
    let is_name = words.get(at)?.capital && at > 0 && words[at - 1].capital && !words[at].glued;
    if is_name {
        return None;
    }
    let is_part = |at: usize| meaning(lower(words, at), "daypart").is_some();
    let (days, end) = match (lower(words, at), lower(words, at + 1)) {
        ("yesterday", _) => (-1, at + 1),
        ("today" | "tonight", _) => (0, at + 1),
        ("tomorrow", _) => (1, at + 1),
        ("overnight", _) => return Some((When::Stretch(-1, Unit::Day), at + 1)),
        ("last", "night" | "evening") => (-1, at + 2),
        ("this", _) if is_part(at + 1) => (0, at + 2),
        _ => return None,
    };
    Some((When::Shift(days, Unit::Day), end + usize::from(is_part(end))))
}

/// "this week", "last month", "next year"; "the weekend".
fn this_or_next(words: &[Word], at: usize) -> Found {
    if lower(words, at) == "the" && lower(words, at + 1) == "weekend" {
        return Some((When::Shift(0, Unit::Weekend), at + 2));
    }
    let count = shift(lower(words, at))?;
    if at > 0 && lower(words, at - 1) == "the" {
        return None;
    }
    let word = lower(words, at + 1);
    let end = at + 2;
    // "the last week of March" tells March alone.
    if lower(words, end) == "of" {
        return None;
    }
    match unit(word) {
        Some((Unit::Day, _)) => None,
        Some((unit, 1)) if !word.ends_with('s') => Some((When::Shift(count, unit), end)),
        _ => matches!(word, "decade" | "century").then_some((When::Unknown, end)),
    }
}

/// How many: "10", "three", "a"; `None` inside for "a few", "several".
fn count(words: &[Word], at: usize) -> Option<(Option<i32>, usize)> {
    match (lower(words, at), lower(words, at + 1), lower(words, at + 2)) {
        ("a", "couple", "of") => return Some((None, at + 3)),
        ("a", "few", _) => return Some((None, at + 2)),
        ("couple", "of", _) => return Some((None, at + 2)),
        ("few" | "several" | "many" | "some" | "recent", _, _) => return Some((None, at + 1)),
        _ => {}
    }
    match words.get(at)?.kind {
        Kind::Digits(value @ 0..=9999, _) => Some((Some(i32::try_from(value).ok()?), at + 1)),
        Kind::Letters => Some((Some(i32::try_from(number(lower(words, at), "number")?).ok()?), at + 1)),
        _ => None,
    }
}

/// So many units, or `Unknown` where the number or the unit is vague: "10 days", "a few weeks", "decades".
fn amount(words: &[Word], at: usize) -> Option<(Option<(i32, Unit)>, usize)> {
    let (count, end) = count(words, at).unwrap_or((None, at));
    let word = lower(words, end);
    meaning(word, "unit")?;
    // A bare "week" is no amount, "weeks" is a vague one.
    if end == at && !word.ends_with('s') {
        return None;
    }
    let known = match (count, word.trim_end_matches('s')) {
        (Some(count), "hour") if count < 24 => Some((0, Unit::Day)),
        (Some(count), "hour") => Some((count / 24, Unit::Day)),
        (Some(_), "minute" | "second") => Some((0, Unit::Day)),
        (Some(count), _) => unit(word).map(|(unit, times)| (count * times, unit)),
        (None, "hour" | "minute" | "second") => Some((0, Unit::Day)),
        (None, _) => None,
    };
    Some((known, end + 1))
}

/// "the past 10 days", "last three weeks", "the past week", "the next two months", "the coming days".
fn stretch(words: &[Word], at: usize) -> Found {
    let has_article = matches!(lower(words, at), "the" | "this");
    let start = at + usize::from(has_article);
    let direction = match lower(words, start) {
        "past" => -1,
        "last" => -1,
        "next" | "coming" => 1,
        _ => return None,
    };
    let next = start + 1;
    let is_bare = unit(lower(words, next)).is_some() && !lower(words, next).ends_with('s');
    if is_bare && lower(words, next + 1) == "of" {
        return None;
    }
    if is_bare {
        // "the next week" counts from another day; "last week" is a week of the calendar.
        let known = match lower(words, start) {
            "past" | "coming" => true,
            "last" => has_article,
            _ => return has_article.then_some((When::Unknown, next + 1)),
        };
        let (unit, times) = unit(lower(words, next))?;
        return known.then_some((When::Stretch(direction * times, unit), next + 1));
    }
    let (amount, end) = amount(words, next)?;
    let when = match amount {
        // Within hours it is today, and perhaps yesterday: "the past 24 hours".
        Some((count, unit)) if count > 0 => When::Stretch(direction * count, unit),
        Some((_, unit)) => When::Shift(0, unit),
        None => When::Unknown,
    };
    Some((when, end))
}

/// "two days ago", "a week ago", "decades ago", "two weeks from now"; "two days later" counts from another day.
fn ago(words: &[Word], at: usize) -> Found {
    // "a few" is met at its "a"; "two and a half years" is no whole number.
    if at > 0 && matches!(lower(words, at - 1), "half" | "and") && lower(words, at) == "a" {
        return None;
    }
    let (amount, end) = amount(words, at)?;
    let sign = match (lower(words, end), lower(words, end + 1)) {
        ("ago", _) => -1,
        ("from", "now") => 1,
        ("earlier" | "later", _) => return Some((When::Unknown, end + 1)),
        _ => return None,
    };
    let end = end + if sign < 0 { 1 } else { 2 };
    Some((amount.map_or(When::Unknown, |(count, unit)| When::Shift(sign * count, unit)), end))
}

/// "in three days", "within two weeks": dates only where the sentence looks ahead.
fn ahead(words: &[Word], at: usize) -> Found {
    let is_within = match lower(words, at) {
        "in" => false,
        "within" => true,
        _ => return None,
    };
    let (amount, end) = amount(words, at + 1)?;
    let (count, unit) = amount?;
    let when = if is_within { When::Stretch(count, unit) } else { When::Shift(count, unit) };
    Some((When::Ahead(Box::new(when)), end))
}

/// "the next day", "the same week", "that night": found, but they count from another event.
fn told_from_another(words: &[Word], at: usize) -> Found {
    let (next, start) = match (lower(words, at), lower(words, at + 1)) {
        ("the", "next" | "following" | "previous" | "same") => (lower(words, at + 2), at + 2),
        ("that", _) => (lower(words, at + 1), at + 1),
        ("recent" | "previous" | "coming", _) => (lower(words, at + 1), at + 1),
        _ => return None,
    };
    let is_time = unit(next).is_some() || meaning(next, "daypart").is_some();
    is_time.then_some((When::Unknown, start + 1))
}
