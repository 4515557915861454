//! Dates, types and roles in words.

use time::Month;

use crate::reading::{EntityKind, EventType, Layer, Quote, QuoteForm, QuoteKind, Reading, Status};
use crate::review::plover::score;

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
    let name = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    match parts.next() {
        None => Some(format!("{name} {year}")),
        Some(day) => Some(format!("{} {name} {year}", day.parse::<u8>().ok()?)),
    }
}

/// All types of events.
pub const TYPES: [EventType; 26] = [
    EventType::Agree,
    EventType::Consult,
    EventType::Support,
    EventType::Concede,
    EventType::Cooperate,
    EventType::Aid,
    EventType::Retreat,
    EventType::Request,
    EventType::Accuse,
    EventType::Reject,
    EventType::Threaten,
    EventType::Protest,
    EventType::Sanction,
    EventType::Mobilize,
    EventType::Coerce,
    EventType::Assault,
    EventType::Crime,
    EventType::Legal,
    EventType::Election,
    EventType::Disaster,
    EventType::Accident,
    EventType::Health,
    EventType::Economy,
    EventType::Death,
    EventType::Move,
    EventType::Other,
];

/// The name of an event type as PLOVER writes it.
pub fn type_name(kind: EventType) -> &'static str {
    all_of(kind).0
}

/// An event type in one word, as a thing that happens.
pub fn type_words(kind: EventType) -> &'static str {
    all_of(kind).1
}

/// The mode of an event in words.
pub fn mode(mode: Option<&str>) -> String {
    mode.map_or("no mode".to_string(), |mode| mode.replace('-', " "))
}

/// What an event is in words, with its mode; what PLOVER has no type for is called by its mode alone.
pub fn happening(kind: EventType, mode: Option<&str>) -> String {
    let mode = mode.map(|mode| mode.replace('-', " "));
    match (kind, mode) {
        (EventType::Other, Some(mode)) => mode,
        (_, Some(mode)) => format!("{} ({mode})", type_words(kind)),
        (_, None) => type_words(kind).to_string(),
    }
}

/// An event type in plain words; of what PLOVER has no type for, the mode.
pub fn genre(kind: EventType, mode: Option<&str>) -> String {
    match (kind, mode) {
        (EventType::Other, Some(mode)) => mode.replace('-', " "),
        _ => type_words(kind).to_string(),
    }
}

/// What an event type covers, and PLOVER's name and score of it: "violence against people or things (PLOVER: ASSAULT, beat;
/// score −7.5)".
pub fn gloss(kind: EventType, mode: Option<&str>) -> String {
    let (name, _, covers) = all_of(kind);
    let mode_told = mode.map(|mode| format!(", {mode}")).unwrap_or_default();
    let score =
        score(kind, mode).map(|score| format!("; score {}", number(f64::from(score)))).unwrap_or_default();
    format!("{covers} (PLOVER: {name}{mode_told}{score})")
}

fn all_of(kind: EventType) -> (&'static str, &'static str, &'static str) {
    match kind {
        EventType::Agree => ("AGREE", "agreement", "agreeing to something, or promising it"),
        EventType::Consult => ("CONSULT", "meeting", "meeting, visiting or talking"),
        EventType::Support => ("SUPPORT", "support", "standing by somebody in words or diplomacy"),
        EventType::Concede => ("CONCEDE", "concession", "giving way: a release, a ceasefire, a step down"),
        EventType::Cooperate => ("COOPERATE", "cooperation", "working together"),
        EventType::Aid => ("AID", "aid", "giving help, money, arms or shelter"),
        EventType::Retreat => ("RETREAT", "retreat", "withdrawing from a place or a fight"),
        EventType::Request => ("REQUEST", "request", "asking or demanding"),
        EventType::Accuse => ("ACCUSE", "accusation", "blaming, criticising or condemning"),
        EventType::Reject => ("REJECT", "refusal", "refusing, or vetoing"),
        EventType::Threaten => ("THREATEN", "threat", "warning of harm"),
        EventType::Protest => ("PROTEST", "protest", "demonstrating or striking"),
        EventType::Sanction => ("SANCTION", "sanction", "cutting ties, help or trade"),
        EventType::Mobilize => ("MOBILIZE", "mobilisation", "readying or moving forces"),
        EventType::Coerce => ("COERCE", "coercion", "forcing without killing: arrests, seizures, bans"),
        EventType::Assault => ("ASSAULT", "assault", "violence against people or things"),
        EventType::Crime => ("CRIME", "crime", "an ordinary crime"),
        EventType::Legal => ("LEGAL", "law", "charges, trials, verdicts and inquiries"),
        EventType::Election => ("ELECTION", "election", "voting and its outcome"),
        EventType::Disaster => ("DISASTER", "disaster", "a disaster, natural or industrial"),
        EventType::Accident => ("ACCIDENT", "accident", "an accident"),
        EventType::Health => ("HEALTH", "health", "disease and health"),
        EventType::Economy => ("ECONOMY", "economy", "business, prices and trade"),
        EventType::Death => ("DEATH", "death", "a death without stated violence"),
        EventType::Move => ("MOVE", "movement", "travelling, arriving or leaving"),
        EventType::Other => ("OTHER", "something else", "none of PLOVER’s types"),
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

/// A status as a card tells it: of what happened there is nothing to tell.
pub fn told_status(told: Status) -> Option<&'static str> {
    match told {
        Status::Happened => None,
        Status::Ongoing => Some("under way"),
        other => Some(status(other)),
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

/// Whether a quote was said, denied or thought, in one word.
pub fn stance(quote: &Quote) -> &'static str {
    match quote.kind {
        _ if quote.denied => "denied",
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

/// A number with its thousands apart; parts of a whole to two places.
pub fn number(number: f64) -> String {
    let number = (number * 100.0).round() / 100.0;
    let whole = number.trunc();
    let digits = format!("{:.0}", whole.abs());
    let mut words = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    let parts = format!("{:.2}", (number - whole).abs());
    let parts = parts.trim_start_matches('0').trim_end_matches('0').trim_end_matches('.');
    format!("{}{words}{parts}", if number < 0.0 { "−" } else { "" })
}

/// How many are listed but not drawn: "1 more is only in the list."; nothing where none is.
pub fn left_out(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "1 more is only in the list.".to_string(),
        _ => format!("{number} more are only in the list."),
    }
}

/// How much of a text was read, in whole percent: all of it only where nothing was left out, and something where anything
/// was read.
pub fn percent_read(share: f32) -> u32 {
    match (share * 100.0).round() as u32 {
        100.. if share < 1.0 => 99,
        0 if share > 0.0 => 1,
        percent => percent.min(100),
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

/// What was read, in numbers.
pub fn summary(reading: &Reading) -> String {
    let mentioned = |layer: Layer| {
        let entities = reading.entities.iter();
        entities.filter(|entity| entity.mentions.iter().any(|mention| mention.layer == layer)).count()
    };
    format!(
        "Read: {}, {}, {} and {}.",
        count(reading.events.len(), "event"),
        count(reading.quotes.len(), "quote"),
        count(mentioned(Layer::Actor), "actor"),
        count(mentioned(Layer::Place), "place"),
    ) + unread(reading).map(|words| format!(" {words}")).unwrap_or_default().as_str()
}

/// How much of the text was read, where something was left out.
pub fn unread(reading: &Reading) -> Option<String> {
    let percent = percent_read(reading.share_read);
    (!reading.furniture.is_empty())
        .then(|| format!("{percent}% of the text was read; the rest is taken for page furniture."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_type_is_called_by_its_mode() {
        assert_eq!(genre(EventType::Other, Some("new-law")), "new law");
        assert_eq!(genre(EventType::Assault, Some("beat")), "assault");
        assert_eq!(
            gloss(EventType::Assault, Some("beat")),
            "violence against people or things (PLOVER: ASSAULT, beat; score −7.5)"
        );
        assert_eq!(happening(EventType::Other, Some("appointment")), "appointment");
        assert_eq!(happening(EventType::Assault, Some("heavy-weapons")), "assault (heavy weapons)");
        assert_eq!(happening(EventType::Other, None), "something else");
    }

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
    fn numbers_read_as_people_write_them() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(1_234_567.0), "1,234,567");
        assert_eq!(number(2.5), "2.5");
        assert_eq!(number(2.999), "3");
        assert_eq!(number(1000.0), "1,000");
        assert_eq!(number(-9.0), "−9");
    }

    #[test]
    fn one_is_and_two_are() {
        assert_eq!(left_out(0), "");
        assert_eq!(left_out(1), "1 more is only in the list.");
        assert_eq!(left_out(2), "2 more are only in the list.");
    }

    #[test]
    fn all_was_read_only_where_nothing_was_left_out() {
        for (share, percent) in [(1.0, 100), (0.999, 99), (0.123, 12), (0.001, 1), (0.0, 0)] {
            assert_eq!(percent_read(share), percent);
        }
    }

    #[test]
    fn counts_take_the_plural() {
        assert_eq!(count(1, "event"), "1 event");
        assert_eq!(count(0, "quote"), "0 quotes");
    }
}
