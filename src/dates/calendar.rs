//! Dates that name a day, month or year of the calendar: "Thursday", "10 August", "September 2013", "in 2007".

use time::{Date, Month, Weekday};

use super::resolve::{Unit, When, Which};
use super::words::{Kind, Word, date, is_capital, lower, mark, meaning, number, phrase};

/// A date and one past its last word.
type Found = Option<(When, usize)>;

/// The calendar date that starts at `at`.
pub fn date_at(words: &[Word], at: usize) -> Found {
    let rules = [whole, special_day, feast, weekday, days_of_month, month_and_days, month, year];
    rules.iter().find_map(|rule| rule(words, at))
}

fn whole(words: &[Word], at: usize) -> Found {
    match words.get(at)?.kind {
        Kind::Whole(date) => Some((When::Day(date), at + 1)),
        Kind::Decade => Some((When::Unknown, at + 1)),
        _ => None,
    }
}

/// "Christmas Eve", "Christmas Day 2014", "9/11".
fn special_day(words: &[Word], at: usize) -> Found {
    if let Some((value, end)) = phrase(words, at, "fixed") {
        let numbers: Vec<u32> = value.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, day] = numbers.as_slice() else { return None };
        return Some((When::Day(date(*year, *month, *day)?), end));
    }
    let (value, end) = phrase(words, at, "holiday")?;
    let (month, day) = value.split_once('-')?;
    Some(with_year(words, month_of(month.parse().ok()?)?, day.parse().ok()?, end))
}

/// "Good Friday", "Black Monday": days whose date the words do not tell.
fn feast(words: &[Word], at: usize) -> Found {
    let is_feast = is_capital(words, at) && meaning(lower(words, at), "feast").is_some();
    (is_feast && weekday_name(words, at + 1).is_some()).then_some((When::Unknown, at + 2))
}

fn weekday(words: &[Word], at: usize) -> Found {
    let (which, start) = which(words, at);
    let (weekday, mut end) = weekday_name(words, start)?;
    let is_short = meaning(lower(words, start), "weekday").is_none();
    end += usize::from(is_short && mark(words, end, '.'));
    while meaning(lower(words, end), "daypart").is_some() {
        end += 1;
    }
    if which == Which::Nearest {
        if let Some(dated) = date_after_weekday(words, end) {
            return Some(dated);
        }
        if let Some((weeks, end)) = week_after_weekday(words, end) {
            return Some((When::WeekdayOf(weekday, weeks), end));
        }
    }
    let is_paper = is_capital(words, end) && meaning(lower(words, end), "paper").is_some();
    (!is_short && !is_paper).then_some((When::Weekday(weekday, which), end))
}

/// "Friday, August 21, 2015", "Thursday (12 May)", "Monday 2015-08-21".
fn date_after_weekday(words: &[Word], at: usize) -> Found {
    let is_bracketed = mark(words, at, '(');
    let start = at + usize::from(is_bracketed || mark(words, at, ','));
    let start = start + usize::from(lower(words, start) == "the");
    let (when, end) = [whole, days_of_month, month_and_days].iter().find_map(|rule| rule(words, start))?;
    Some((when, end + usize::from(is_bracketed && mark(words, end, ')'))))
}

/// "of last week", "next week": how many weeks on.
fn week_after_weekday(words: &[Word], at: usize) -> Option<(i32, usize)> {
    let start = at + usize::from(lower(words, at) == "of");
    let weeks = shift(lower(words, start))?;
    (lower(words, start + 1) == "week").then_some((weeks, start + 2))
}

/// "last", "this", "next" as a number of units on.
pub fn shift(lower: &str) -> Option<i32> {
    match lower {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    }
}

/// "last", "this past", "next", "this coming" before a weekday or month, and where that follows.
fn which(words: &[Word], at: usize) -> (Which, usize) {
    match (lower(words, at), lower(words, at + 1)) {
        ("this", "past" | "last") => (Which::Last, at + 2),
        ("this", "coming" | "next") => (Which::Next, at + 2),
        ("last" | "past", _) => (Which::Last, at + 1),
        ("next" | "coming", _) => (Which::Next, at + 1),
        ("this", _) => (Which::This, at + 1),
        _ => (Which::Nearest, at),
    }
}

fn weekday_name(words: &[Word], at: usize) -> Option<(Weekday, usize)> {
    let name = lower(words, at);
    let short = || is_capital(words, at).then(|| number(name, "short_weekday")).flatten();
    let index = number(name, "weekday").or_else(short)?;
    let weekday = Weekday::Monday.nth_next(u8::try_from(index).ok()?.checked_sub(1)?);
    Some((weekday, at + 1))
}

fn month_of(number: u32) -> Option<Month> {
    Month::try_from(u8::try_from(number).ok()?).ok()
}

/// Months whose names are common words or given names too.
fn is_ambiguous(month: &str) -> bool {
    matches!(month, "march" | "april" | "may" | "june" | "august")
}

/// A month by its full name.
fn long_month(words: &[Word], at: usize) -> Option<(Month, usize)> {
    let name = lower(words, at);
    let month = month_of(number(name, "month")?)?;
    (is_capital(words, at) || !is_ambiguous(name)).then_some((month, at + 1))
}

/// A month by its full name or abbreviation.
fn any_month(words: &[Word], at: usize) -> Option<(Month, usize)> {
    if let Some(found) = long_month(words, at) {
        return Some(found);
    }
    let month = month_of(number(lower(words, at), "short_month")?)?;
    let point = words.get(at + 1).is_some_and(|word| word.glued) && mark(words, at + 1, '.');
    is_capital(words, at).then_some((month, at + 1 + usize::from(point)))
}

/// "10", "10th".
fn day_number(words: &[Word], at: usize) -> Option<u8> {
    match words.get(at)?.kind {
        Kind::Digits(value @ 1..=31, 1..=2) | Kind::Ordinal(value @ 1..=31) => u8::try_from(value).ok(),
        _ => None,
    }
}

/// "10 August 2015", "the 10th of August", "3 to 5 May", "3-5 May 2012", "3 and 4 May".
fn days_of_month(words: &[Word], at: usize) -> Found {
    let day = day_number(words, at)?;
    let is_glued = |at: usize| words.get(at).is_some_and(|word| word.glued);
    // "17-Feb-2024", "17/Feb/2024"
    if let Some(mark @ ('-' | '/')) =
        words.get(at + 1).filter(|word| word.glued).and_then(|word| match word.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        })
        && let Some((month, end)) = any_month(words, at + 2).filter(|_| is_glued(at + 2))
    {
        let year = end + usize::from(self::mark(words, end, mark));
        return Some(match plain_year(words, year) {
            Some(year_number) => {
                let day = Date::from_calendar_date(year_number, month, day);
                (day.map_or(When::Unknown, When::Day), year + 1)
            }
            None => (When::DayOfYear(month, day), end),
        });
    }
    let month_at = |at: usize| any_month(words, at + usize::from(lower(words, at) == "of"));
    if let Some((month, end)) = month_at(at + 1) {
        return Some(with_year(words, month, day, end));
    }
    let second = at + 2 + usize::from(lower(words, at + 2) == "the");
    let other = day_number(words, second).filter(|other| joins(words, at + 1, day, *other))?;
    let (month, end) = month_at(second + 1)?;
    let (to, end) = with_year(words, month, other, end);
    Some((same_month(&to, day, month), end))
}

/// "August 10, 2015", "Aug. 10", "May 3-5", "May 3 to 5, 2012", "August 10 and 11".
fn month_and_days(words: &[Word], at: usize) -> Found {
    let (month, end) = any_month(words, at)?;
    let start = end + usize::from(lower(words, end) == "the");
    let day = day_number(words, start)?;
    if let Some(other) = day_number(words, start + 2)
        && joins(words, start + 1, day, other)
        && !is_count(words, start + 2)
        && any_month(words, start + 3).is_none()
    {
        let (to, end) = with_year(words, month, other, start + 3);
        return Some((same_month(&to, day, month), end));
    }
    (!is_count(words, start)).then(|| with_year(words, month, day, start + 1))
}

/// Whether the word at `at` makes a range of two days: "to", a dash, or "and" between neighbours.
fn joins(words: &[Word], at: usize, day: u8, other: u8) -> bool {
    match lower(words, at) {
        "to" | "through" | "until" | "till" | "-" | "–" => day < other,
        "and" => day + 1 == other,
        _ => false,
    }
}

/// The range from `day` to the day `to` of the same month.
fn same_month(to: &When, day: u8, month: Month) -> When {
    let from = match to {
        When::Day(date) => date.replace_day(day).map_or(When::Unknown, When::Day),
        When::DayOfShiftedYear(_, _, years) => When::DayOfShiftedYear(month, day, *years),
        _ => When::DayOfYear(month, day),
    };
    When::Range(Box::new(from), Box::new(to.clone()))
}

/// `day` of `month`, with the year that follows at `end`, if one does.
fn with_year(words: &[Word], month: Month, day: u8, end: usize) -> (When, usize) {
    if day > month.length(2000) {
        return (When::Unknown, year_after(words, end).map_or(end, |(_, end)| end));
    }
    if let Some((year, end)) = year_after(words, end) {
        return (Date::from_calendar_date(year, month, day).map_or(When::Unknown, When::Day), end);
    }
    match shifted_year(words, end) {
        Some((years, end)) => (When::DayOfShiftedYear(month, day, years), end),
        None => (When::DayOfYear(month, day), end),
    }
}

/// ", 2015", "of 2015" or "2015" after a month or day.
fn year_after(words: &[Word], at: usize) -> Option<(i32, usize)> {
    let start = at + usize::from(mark(words, at, ',') || lower(words, at) == "of");
    let year = plain_year(words, start)?;
    (!is_count(words, start)).then_some((year, start + 1))
}

/// "last year", "of this year" after a month or day: how many years on.
fn shifted_year(words: &[Word], at: usize) -> Option<(i32, usize)> {
    let start = at + usize::from(lower(words, at) == "of" || mark(words, at, ','));
    let years = shift(lower(words, start))?;
    (lower(words, start + 1) == "year").then_some((years, start + 2))
}

fn plain_year(words: &[Word], at: usize) -> Option<i32> {
    match words.get(at)?.kind {
        Kind::Digits(value @ 1000..=2200, 4) => i32::try_from(value).ok(),
        _ => None,
    }
}

/// Whether the number at `at` counts things: "2000 people", "20 percent", "10 civilians".
fn is_count(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1).filter(|word| !word.capital) else { return false };
    match next.kind {
        Kind::Mark(mark) => mark == '%',
        Kind::Letters => {
            let word = next.lower.as_str();
            let is_verb = matches!(word, "is" | "was" | "has" | "as" | "does" | "its" | "his" | "this" | "s");
            matches!(word, "people" | "men" | "women" | "children" | "percent" | "per" | "police" | "metres")
                || word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !is_verb
        }
        _ => false,
    }
}

fn month(words: &[Word], at: usize) -> Found {
    let (which, start) = which(words, at);
    let (month, end) = any_month(words, start)?;
    if which != Which::Nearest {
        return long_month(words, start).map(|_| (When::Month(month, which), end));
    }
    if let Some((year, end)) = year_after(words, end) {
        return Some((When::MonthOfYear(year, month), end));
    }
    if let Some((years, end)) = shifted_year(words, end) {
        return Some((When::MonthOfShiftedYear(month, years), end));
    }
    (long_month(words, at).is_some() && is_month_name(words, at))
        .then_some((When::Month(month, Which::Nearest), end))
}

/// Whether the month's name at `at` means the month: "in May", "the March attack", but not "he may" or "April Jones".
fn is_month_name(words: &[Word], at: usize) -> bool {
    if !is_ambiguous(&words[at].lower) {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| lower(words, before));
    let after = words.get(at + 1);
    let is_named = is_capital(words, at + 1);
    match before {
        "in" | "since" | "until" | "till" | "between" | "early" | "late" | "mid" | "before" | "after"
        | "during" | "through" | "throughout" => true,
        "-" | "–" | "by" | "of" | "from" | "to" | "and" => !is_named,
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "s" => {
            after.is_some_and(|word| word.kind == Kind::Letters && !word.capital)
        }
        _ => false,
    }
}

/// "in 2007", "the 2004 tsunami", "1997-98"; a number of four digits where it can be nothing but a year.
fn year(words: &[Word], at: usize) -> Found {
    let year = plain_year(words, at).filter(|year| (1500..=2100).contains(year))?;
    if at == 0 || is_count(words, at) && lower(words, at - 1) != "the" {
        return None;
    }
    let second = words.get(at + 2).filter(|word| word.glued).map(|word| word.kind);
    if matches!(lower(words, at + 1), "-" | "–" | "/")
        && let Some(Kind::Digits(ending, 2)) = second
        && let Ok(ending) = i32::try_from(ending)
        && ending > year % 100
    {
        let to = year - year % 100 + ending;
        return Some((When::Range(Box::new(When::Year(year)), Box::new(When::Year(to))), at + 3));
    }
    let is_year = match lower(words, at - 1) {
        "(" => mark(words, at + 1, ')'),
        "-" | "–" => words[at].glued,
        "in" | "since" | "of" | "by" | "until" | "till" | "through" | "from" | "between" | "during"
        | "before" | "after" | "and" | "or" | "to" | "for" | "a" | "the" | "early" | "late" | "mid"
        | "circa" | "year" | "spring" | "summer" | "autumn" | "fall" | "winter" | "his" | "her" | "its"
        | "their" | "s" => true,
        _ => false,
    };
    is_year.then_some((When::Year(year), at + 1))
}

/// The unit that `lower` names, and how many of it: "fortnight" is two weeks.
pub fn unit(lower: &str) -> Option<(Unit, i32)> {
    match meaning(lower, "unit")?.trim_end_matches('s') {
        "day" => Some((Unit::Day, 1)),
        "week" => Some((Unit::Week, 1)),
        "fortnight" => Some((Unit::Week, 2)),
        "weekend" => Some((Unit::Weekend, 1)),
        "month" => Some((Unit::Month, 1)),
        "year" => Some((Unit::Year, 1)),
        _ => None,
    }
}
