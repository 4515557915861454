//! The day of publication, as the lines around the article tell it.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use time::{Date, Month};

use super::date_line::Lead;
use super::decode::Label;
use super::labels;
use super::units::Unit;
use crate::dates;
use crate::lexicon::{self, rows};
use crate::text::Span;

/// A day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// The day that the same numbers mean in the other order, where nothing tells which: "03/04/2024".
    pub or: Option<Date>,
}

/// A day that a line tells, and what it says of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Told {
    lead: Lead,
    published: Published,
}

/// Where a line stands, seen from the article.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Head,
    Below,
}

/// What is known of a page's dates: its lines, and the order it writes numbers in.
pub fn of_page(text: &str, units: &[Unit], labels: &[Label]) -> Option<(usize, Published)> {
    let head = end_of_head(units, labels);
    let last = (0..units.len()).rfind(|at| labels[*at].is_article()).unwrap_or(units.len());
    let title = labels.iter().position(|label| *label == Label::Title);
    let day_first = LazyCell::new(|| DayFirst::of(text, units));
    let mut best: Option<(u32, usize, Published)> = None;
    let outside = (0..units.len()).filter(|at| *at < head || *at > last);
    for at in outside.filter(|at| matches!(labels[*at], Label::Date | Label::Byline | Label::Furniture)) {
        let side = match at {
            at if at > last => Side::Below,
            at if title.is_some_and(|title| at < title) => Side::Above,
            _ => Side::Head,
        };
        for told in told(text, units[at].span, &day_first) {
            let rank = rank(side, told.lead, labels[at], at == last + 1);
            // Of two alike the first counts, but above the headline the nearest.
            let is_better =
                |best: &(u32, usize, Published)| rank > best.0 || rank == best.0 && side == Side::Above;
            if rank > 0 && best.as_ref().is_none_or(is_better) {
                best = Some((rank, at, told.published));
            }
        }
    }
    best.map(|(_, at, published)| (at, published))
}

/// One past the head of the article: its first running text with no byline or date close below. What a site prints between
/// headline and byline may look like running text.
fn end_of_head(units: &[Unit], labels: &[Label]) -> usize {
    const CLOSE: usize = 6;
    const LONGEST: usize = 40;
    let is_told = |at: usize| matches!(labels[at], Label::Byline | Label::Date);
    let begins = |at: &usize| {
        let below = (*at + 1..units.len()).take_while(|below| units[*below].line <= units[*at].line + CLOSE);
        labels[*at] == Label::Body && !below.into_iter().any(is_told)
    };
    let first = labels.iter().position(|label| *label == Label::Body).unwrap_or(units.len());
    (first..units.len().min(first + LONGEST)).find(begins).unwrap_or(first)
}

/// How well such a line tells the day; 0 where it may be another story's.
fn rank(side: Side, lead: Lead, label: Label, is_next: bool) -> u32 {
    let is_told = label != Label::Furniture;
    match (side, lead) {
        (Side::Head | Side::Above, Lead::Published) => 9,
        (Side::Head, Lead::None) if is_told => 8,
        (Side::Below, Lead::Published) if is_told => 7,
        (Side::Head | Side::Above, Lead::Updated) if is_told => 6,
        (Side::Above, Lead::None) if is_told => 5,
        (Side::Below, Lead::Updated) if is_told => 4,
        (Side::Below, Lead::None) if is_told || is_next => 3,
        (Side::Head | Side::Above, _) => 2,
        (Side::Below, Lead::Published) if is_next => 1,
        _ => 0,
    }
}

/// The days in `span`, each with the words before it: "Published 23/02/24 · Updated 26/02/24".
fn told(text: &str, span: Span, day_first: &DayFirst) -> Vec<Told> {
    const LONGEST: usize = 25;
    if span.of(text).split_whitespace().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let named = dates::find(text, span).into_iter().filter_map(|found| Some((found.span, found.day()?)));
    let mut days: Vec<(Span, Published)> =
        named.map(|(span, date)| (span, Published { date, or: None })).collect();
    for number in numbers(text, span) {
        if !days.iter().any(|(span, _)| span.overlaps(number.span))
            && let Some(published) = day_first.read(text, &number)
        {
            days.push((number.span, published));
        }
    }
    days.sort_by_key(|(span, _)| *span);
    let mut start = span.start;
    let lead_before = |(day, published): (Span, Published)| {
        let before = Span::new(start.min(day.start), day.start).of(text).to_lowercase();
        start = day.end;
        let words = before.split(|c: char| !c.is_alphabetic());
        let lead = words.rev().find_map(|word| match word {
            word if labels::is(word, "updated") => Some(Lead::Updated),
            word if labels::is(word, "published") => Some(Lead::Published),
            _ => None,
        });
        Told { lead: lead.unwrap_or(Lead::None), published }
    };
    days.into_iter().map(lead_before).collect()
}

/// What the words say of when: a day, a time of day, or both, in ISO 8601.
pub fn time_of(text: &str, span: Span) -> Option<String> {
    let date = dates::find(text, span).iter().find_map(dates::TimeExpression::day);
    let clock = clock(span.of(text));
    match (date, clock) {
        (Some(date), Some((hour, minute))) => Some(format!("{date}T{hour:02}:{minute:02}")),
        (Some(date), None) => Some(date.to_string()),
        (None, Some((hour, minute))) => Some(format!("{hour:02}:{minute:02}")),
        (None, None) => None,
    }
}

/// The first time of day in `words`: "18:12", "6.40am", "5 p.m.".
pub fn clock(words: &str) -> Option<(u32, u32)> {
    let lower = words.to_lowercase();
    let mut at = 0;
    while let Some(start) = lower[at..].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let length = lower[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len() - start);
        at = start + length;
        let is_apart = !lower[..start].ends_with(|c: char| c.is_alphanumeric() || "/.-:".contains(c));
        let Some(hour) = lower[start..at].parse::<u32>().ok().filter(|_| is_apart && length <= 2) else {
            continue;
        };
        let minute = lower[at..].strip_prefix([':', '.']).and_then(|rest| {
            let digits = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
            let ends = !rest[2..].starts_with(|c: char| {
                c.is_ascii_digit() || c == '.' && rest[3..].starts_with(|c: char| c.is_ascii_digit())
            });
            digits.parse::<u32>().ok().filter(|minute| *minute < 60 && ends)
        });
        let after = lower[at + if minute.is_some() { 3 } else { 0 }..].trim_start();
        let half = |names: [&str; 2]| {
            names.iter().any(|name| {
                after.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
        };
        let hour = match (half(["am", "a.m"]), half(["pm", "p.m"])) {
            (true, _) if (1..=12).contains(&hour) => hour % 12,
            (_, true) if (1..=12).contains(&hour) => hour % 12 + 12,
            _ if minute.is_some() && hour < 24 => hour,
            _ => continue,
        };
        return Some((hour, minute.unwrap_or(0)));
    }
    None
}

/// Three numbers that are a date in one of two orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// Where they stand.
    pub span: Span,
    first: u8,
    second: u8,
    year: i32,
}

impl Numbers {
    fn day_first(&self) -> Option<Date> {
        Date::from_calendar_date(self.year, Month::try_from(self.second).ok()?, self.first).ok()
    }

    fn month_first(&self) -> Option<Date> {
        Date::from_calendar_date(self.year, Month::try_from(self.first).ok()?, self.second).ok()
    }
}

/// "17/02/24", "02.03.2024", "2-17-2024" in `span`.
pub fn numbers(text: &str, span: Span) -> Vec<Numbers> {
    let words = span.of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = words[at..].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let end = words[start..].find(|c: char| !(c.is_ascii_digit() || "/.-".contains(c)));
        let end = end.map_or(words.len(), |offset| start + offset);
        let written = words[start..end].trim_end_matches(['/', '.', '-']);
        let is_apart = !words[..start].ends_with(|c: char| c.is_alphanumeric() || "$€£/-.".contains(c));
        let span = Span::new(span.start + start, span.start + start + written.len());
        found.extend(read_numbers(written).filter(|_| is_apart).map(|(first, second, year)| Numbers {
            span,
            first,
            second,
            year,
        }));
        at = end;
    }
    found
}

fn read_numbers(written: &str) -> Option<(u8, u8, i32)> {
    let separator = written.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(separator).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let fits =
        first.len() <= 2 && second.len() <= 2 && (year.len() == 4 || year.len() == 2 && separator != '-');
    let year: i32 = if year.len() == 2 { 2000 + year.parse::<i32>().ok()? } else { year.parse().ok()? };
    let (first, second) = (first.parse().ok()?, second.parse().ok()?);
    (fits && (1..=31).contains(&first) && (1..=31).contains(&second)).then_some((first, second, year))
}

/// How much speaks for the day before the month where a page writes dates in numbers.
struct DayFirst {
    /// Above zero: for it.
    sum: i32,
}

/// As many characters of a page are looked at.
const ENOUGH: usize = 20_000;
/// What a date whose order is clear adds to what words say.
const CLEAR: i32 = 100;
/// What a date with the month's name adds.
const NAMED: i32 = 10;

impl DayFirst {
    fn of(text: &str, units: &[Unit]) -> Self {
        static ORDERS: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
            let rows = rows(include_str!("../../lexicons/date_order.tsv")).filter(|row| row.len() > 1);
            rows.map(|row| (row[0], if row[1] == "day" { 1 } else { -1 })).collect()
        });
        let mut sum = 0;
        for unit in units.iter().take_while(|unit| unit.span.start < ENOUGH) {
            let words = unit.span.of(text);
            for word in words.split(|c: char| !c.is_alphabetic()) {
                sum += ORDERS.get(word.to_lowercase().as_str()).copied().unwrap_or(0);
            }
            for found in dates::find(text, unit.span).iter().filter(|found| found.day().is_some()) {
                let date = found.span.of(text).trim_start_matches(|c: char| !c.is_alphanumeric());
                let months = date
                    .split_whitespace()
                    .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
                let has_month = |word: &str| {
                    let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
                    lexicon::is(&bare, "month")
                };
                let is_named = date.split_whitespace().any(has_month);
                if is_named {
                    sum += if months.into_iter().any(has_month) { -NAMED } else { NAMED };
                }
            }
            for number in numbers(text, unit.span) {
                sum += match (number.day_first(), number.month_first()) {
                    (Some(_), None) => CLEAR,
                    (None, Some(_)) => -CLEAR,
                    _ => 0,
                };
            }
        }
        DayFirst { sum }
    }

    /// The day of `number`, whose weekday may stand before it.
    fn read(&self, text: &str, number: &Numbers) -> Option<Published> {
        let (day, month) = match (number.day_first(), number.month_first()) {
            (Some(day), Some(month)) if day != month => (day, month),
            (one, other) => return one.or(other).map(|date| Published { date, or: None }),
        };
        let sure = |date: Date| Some(Published { date, or: None });
        let before = text[..number.span.start].trim_end_matches([' ', ',']);
        let weekday = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        let is_on = |date: Date| {
            weekday.len() >= 3 && date.weekday().to_string().to_lowercase().starts_with(&weekday)
        };
        match (is_on(day), is_on(month)) {
            (true, false) => sure(day),
            (false, true) => sure(month),
            _ if self.sum > 0 => sure(day),
            _ if self.sum < 0 => sure(month),
            _ => Some(Published { date: day, or: Some(month) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::units;

    /// The day and the other one that the line may mean, on a page with `words`.
    fn read(line: &str, words: &str) -> Option<(String, Option<String>)> {
        let text = format!("{words}\n{line}\n");
        let units = units::units(&text);
        let day_first = DayFirst::of(&text, &units);
        let last = units.last().expect("the line");
        let first = units.iter().find(|unit| unit.line == last.line).expect("its first sentence");
        let span = Span::new(first.span.start, last.span.end);
        let mut all = told(&text, span, &day_first);
        all.sort_by_key(|told| told.lead == Lead::Updated);
        let Published { date, or } = all.first()?.published;
        Some((date.to_string(), or.map(|date| date.to_string())))
    }

    #[test]
    fn dates_in_all_orders_and_forms() {
        for line in [
            "Last Updated: 17/02/24 7:48pm",
            "02/17/2024",
            "17.02.2024",
            "Sat 17 Feb 2024 19.48 GMT",
            "17-Feb-2024 • 6 min read",
            "PUBLISHED SAT, FEB 17 2024 10:14 AM EDT | UPDATED SUN, FEB 18 2024 1:36 PM EDT",
            "Updated 26/02/24 · Published 17/02/24",
            "By Nora Quist | February 17, 2024",
            "2024-02-17T19:48:00Z",
            "Feb. 17, 2024, 7:48 p.m. ET",
        ] {
            assert_eq!(read(line, "Talks"), Some(("2024-02-17".to_string(), None)), "{line}");
        }
        for line in
            ["2 hours ago", "19:48", "Updated 4 minutes ago", "Saturday", "Version 2.10.15.7", "17 February"]
        {
            assert_eq!(read(line, "Talks"), None, "{line}");
        }
    }

    #[test]
    fn entries_tell_their_time() {
        for (words, time) in [
            ("18:12", Some("18:12")),
            ("17.42 EET", Some("17:42")),
            ("Posted at 9:05 PM", Some("21:05")),
            ("12.10am", Some("00:10")),
            ("5 p.m. ET", Some("17:00")),
            ("14 May 2024, 12:10", Some("2024-05-14T12:10")),
            ("14 May 2024", Some("2024-05-14")),
            ("2024-05-14T08:00Z", Some("2024-05-14")),
            ("3 hours ago", None),
            ("Now", None),
        ] {
            assert_eq!(time_of(words, Span::new(0, words.len())).as_deref(), time, "{words}");
        }
    }

    #[test]
    fn the_page_tells_the_order_of_numbers() {
        for (line, words, day, or) in [
            ("03/04/2024", "The harbour’s organisers met.", "2024-04-03", None),
            ("03/04/2024", "Neighbors canceled the program.", "2024-03-04", None),
            ("03/04/2024 09:10 EST", "Talks", "2024-03-04", None),
            ("03/04/2024", "It was built on 12 May 2001.", "2024-04-03", None),
            ("03/04/2024", "It was built on May 12, 2001.", "2024-03-04", None),
            ("03/04/2024", "It was built on 25/12/2001.", "2024-04-03", None),
            ("Monday 03/04/2024", "Talks", "2024-03-04", None),
            ("Wed, 03/04/2024", "Talks", "2024-04-03", None),
            ("04/04/2024", "Talks", "2024-04-04", None),
            ("03/04/2024", "Talks", "2024-04-03", Some("2024-03-04")),
        ] {
            assert_eq!(read(line, words), Some((day.to_string(), or.map(str::to_string))), "{line} {words}");
        }
    }
}
