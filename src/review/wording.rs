//! Dates, types and roles in words.

use crate::reading::{EntityKind, EventType, QuoteForm, QuoteKind, Status};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An ISO 8601 day, month, year or span of them as people write it; anything else as it is.
pub fn date(iso: &str) -> String {
    match iso.split_once('/') {
        Some((from, to)) => span(from, to),
        None => single(iso).unwrap_or_else(|| iso.to_string()),
    }
}

fn span(from: &str, to: &str) -> String {
    match (single(from), single(to)) {
        (Some(start), Some(end)) => {
            let year = from.get(..4).filter(|year| to.starts_with(year) && from.len() > 4);
            let start = year.and_then(|year| start.strip_suffix(year)).unwrap_or(&start).trim_end();
            format!("{start} to {end}")
        }
        _ => format!("{from} to {to}"),
    }
}

fn single(iso: &str) -> Option<String> {
    let mut parts = iso.split('-');
    let year =
        parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let Some(month) = parts.next() else { return Some(year.to_string()) };
    let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    match parts.next() {
        None => Some(format!("{name} {year}")),
        Some(day) => Some(format!("{} {name} {year}", day.parse::<u8>().ok()?)),
    }
}

/// The name of an event type as PLOVER writes it.
pub fn type_name(kind: EventType) -> &'static str {
    type_words(kind).0
}

/// What an event type covers.
pub fn type_gloss(kind: EventType) -> &'static str {
    type_words(kind).1
}

fn type_words(kind: EventType) -> (&'static str, &'static str) {
    match kind {
        EventType::Agree => ("AGREE", "agreeing to something, or promising it"),
        EventType::Consult => ("CONSULT", "meeting, visiting or talking"),
        EventType::Support => ("SUPPORT", "standing by somebody in words or diplomacy"),
        EventType::Concede => ("CONCEDE", "giving way: a release, a ceasefire, a step down"),
        EventType::Cooperate => ("COOPERATE", "working together"),
        EventType::Aid => ("AID", "giving help, money, arms or shelter"),
        EventType::Retreat => ("RETREAT", "withdrawing from a place or a fight"),
        EventType::Request => ("REQUEST", "asking or demanding"),
        EventType::Accuse => ("ACCUSE", "blaming, criticising or condemning"),
        EventType::Reject => ("REJECT", "refusing, or vetoing"),
        EventType::Threaten => ("THREATEN", "warning of harm"),
        EventType::Protest => ("PROTEST", "demonstrating or striking"),
        EventType::Sanction => ("SANCTION", "cutting ties, help or trade"),
        EventType::Mobilize => ("MOBILIZE", "readying or moving forces"),
        EventType::Coerce => ("COERCE", "forcing without killing: arrests, seizures, bans"),
        EventType::Assault => ("ASSAULT", "violence against people or things"),
        EventType::Crime => ("CRIME", "an ordinary crime"),
        EventType::Legal => ("LEGAL", "charges, trials, verdicts and inquiries"),
        EventType::Election => ("ELECTION", "voting and its outcome"),
        EventType::Disaster => ("DISASTER", "a disaster, natural or industrial"),
        EventType::Accident => ("ACCIDENT", "an accident"),
        EventType::Health => ("HEALTH", "disease and health"),
        EventType::Economy => ("ECONOMY", "business, prices and trade"),
        EventType::Death => ("DEATH", "a death without stated violence"),
        EventType::Move => ("MOVE", "travelling, arriving or leaving"),
        EventType::Other => ("OTHER", "something else"),
    }
}

/// A status in one word.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Happened => "happened",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::Possible => "possible",
        Status::Denied => "denied",
    }
}

/// The form of a quote in one word.
pub fn form(form: QuoteForm) -> &'static str {
    match form {
        QuoteForm::Direct => "direct",
        QuoteForm::Indirect => "indirect",
        QuoteForm::Mixed => "mixed",
    }
}

/// Whether a quote was said or thought, in one word.
pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Said => "said",
        QuoteKind::Thought => "thought",
    }
}

/// The kind of an entity in one word.
pub fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Country => "country",
        EntityKind::Group => "group",
        EntityKind::Place => "place",
    }
}

/// "1 event", "2 events".
pub fn count(number: usize, one: &str) -> String {
    match (number, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date("2015-10-02"), "2 October 2015");
        assert_eq!(date("2015-10"), "October 2015");
        assert_eq!(date("2015"), "2015");
        assert_eq!(date("2015-09-30/2015-10-01"), "30 September to 1 October 2015");
        assert_eq!(date("2015-12-30/2016-01-02"), "30 December 2015 to 2 January 2016");
        assert_eq!(date("2014/2015"), "2014 to 2015");
    }

    #[test]
    fn what_is_no_date_stays_as_it_is() {
        for odd in ["", "soon", "2015-13", "2015-10-xx", "-44"] {
            assert_eq!(date(odd), odd);
        }
    }

    #[test]
    fn counts_take_the_plural() {
        assert_eq!(count(1, "event"), "1 event");
        assert_eq!(count(0, "quote"), "0 quotes");
    }
}
