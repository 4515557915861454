//! How many were killed, arrested, fired: the numbers of a sentence, by what they count and the event they are told of.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::numbers::{Number, numbers};
use super::{Event, quote_around};
use crate::dates;
use crate::lexicon::inflect::{plural, verb_forms};
use crate::lexicon::{self, rows};
use crate::quotes::Quote;
use crate::reading::EventType;
use crate::segment::{Segments, Token};
use crate::text::Span;

/// A number told of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number with the words that bound it.
    pub span: Span,
    /// What is counted, in the words of `lexicons/quantities.tsv`.
    pub what: &'static str,
    /// How many at least.
    pub low: f64,
    /// How many at most.
    pub high: f64,
    /// Index of the entity that says so.
    pub according_to: Option<usize>,
}

/// Words between a number and the word that tells what it counts.
const REACH: usize = 8;

/// The place that what is counted takes beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// "killed 12"
    Object,
    /// "12 died"
    Subject,
    /// "12 dead"
    State,
    /// "12 missiles"
    Thing,
}

static COUNTED: LazyLock<HashMap<(String, Part), &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in rows(include_str!("../../lexicons/quantities.tsv")) {
        let [word, part, what, _] = row[..] else { continue };
        let (part, forms) = match part {
            "object" => (Part::Object, verb_forms(word).into_iter().map(|(form, _)| form).collect()),
            "subject" => (Part::Subject, verb_forms(word).into_iter().map(|(form, _)| form).collect()),
            "state" => (Part::State, vec![word.to_string()]),
            _ => (Part::Thing, vec![word.to_string(), plural(word)]),
        };
        forms.into_iter().for_each(|form: String| {
            table.insert((form, part), what);
        });
    }
    table
});

/// Words after a number that make it a measure.
const MEASURES: [&str; 22] = [
    "%",
    "percent",
    "per",
    "years",
    "year",
    "days",
    "hours",
    "weeks",
    "months",
    "miles",
    "km",
    "kilometres",
    "kilometers",
    "meters",
    "metres",
    "dollars",
    "euros",
    "minutes",
    "year-old",
    "tons",
    "tonnes",
    "pounds",
];

/// Gives the events the numbers that the sentences of their triggers tell of them.
pub fn count(segments: &Segments, text: &str, quotes: &[Quote], events: &mut [Event]) {
    let triggers = triggers(events);
    for sentence in &segments.sentences {
        let told = within(&triggers, sentence.span);
        if told.is_empty() {
            continue;
        }
        let tokens = &segments.tokens[sentence.tokens.clone()];
        let times = dates::find(text, sentence.span);
        for number in numbers(tokens) {
            let span = Span::new(tokens[number.tokens.start].span.start, tokens[number.head].span.end);
            if is_measure(tokens, &number) || times.iter().any(|time| time.span.overlaps(span)) {
                continue;
            }
            let Some((what, word)) = counted(tokens, &number) else { continue };
            let word = tokens[word].span;
            let Some(event) = told_of(events, told, word) else { continue };
            let (low, high) = (number.low, number.high);
            let according_to = quote_around(quotes, span).and_then(|quote| quotes[quote].speaker);
            let known = events[event].quantities.iter();
            if !known.clone().any(|known| (known.what, known.low, known.high) == (what, low, high)) {
                events[event].quantities.push(Quantity { span, what, low, high, according_to });
            }
        }
    }
}

/// All triggers in order, each with its event.
fn triggers(events: &[Event]) -> Vec<(usize, Span)> {
    let told = |(at, event): (usize, &Event)| {
        event.told.iter().map(|telling| (at, telling.trigger)).collect::<Vec<_>>()
    };
    let mut all: Vec<(usize, Span)> = events.iter().enumerate().flat_map(told).collect();
    all.sort_by_key(|(_, trigger)| *trigger);
    all
}

/// Those of `triggers` that are inside a sentence.
fn within(triggers: &[(usize, Span)], sentence: Span) -> &[(usize, Span)] {
    let first = triggers.partition_point(|(_, trigger)| trigger.start < sentence.start);
    let count = triggers[first..].partition_point(|(_, trigger)| trigger.end <= sentence.end);
    &triggers[first..first + count]
}

/// "$12 million", "12 percent", "12-year-old": no count of things.
fn is_measure(tokens: &[Token], number: &Number) -> bool {
    let before = number.tokens.start.checked_sub(1).map_or("", |before| &*tokens[before].lower);
    let after = tokens.get(number.tokens.end).map_or("", |after| &*after.lower);
    matches!(before, "$" | "€" | "£" | "us$" | "no" | "no." | "number" | "aged" | "age")
        || MEASURES.contains(&after)
}

/// What a number counts, and the word that tells.
fn counted(tokens: &[Token], number: &Number) -> Option<(&'static str, usize)> {
    let known = |at: usize, part: Part| COUNTED.get(&(tokens[at].lower.clone(), part)).copied();
    let ends = |at: &usize| matches!(&*tokens[*at].lower, ";" | ":" | "." | "," | "and" | "but");
    let is_number = |at: &usize| tokens[*at].lower.starts_with(|c: char| c.is_ascii_digit());
    let after: Range<usize> = number.tokens.end..(number.tokens.end + REACH).min(tokens.len());
    let after: Vec<usize> = after.take_while(|at| !ends(at) && !is_number(at)).collect();
    // "12 dead", "12 people were injured", "12 died"
    let passive = |at: usize| at > 0 && lexicon::is(&tokens[at - 1].lower, "auxiliary");
    let behind = after.iter().find_map(|at| {
        let undergoes =
            || known(*at, Part::Object).filter(|_| passive(*at) || !tokens[*at].lower.ends_with("ing"));
        known(*at, Part::State)
            .or_else(|| known(*at, Part::Subject))
            .or_else(undergoes)
            .map(|what| (what, *at))
    });
    let before = (number.tokens.start.saturating_sub(REACH)..number.tokens.start).rev();
    let before = before.take_while(|at| !matches!(&*tokens[*at].lower, ";" | ":" | "."));
    // "killed 12", "killing 12 and injuring 40"
    let mut before = before.take_while(|at| !is_number(at));
    let ahead = before.find_map(|at| known(at, Part::Object).filter(|_| !passive(at)).map(|what| (what, at)));
    let thing = || after.iter().find_map(|at| known(*at, Part::Thing).map(|what| (what, *at)));
    behind.or(ahead).or_else(thing)
}

/// The event that a number belongs to: the one told by the word, else the nearest that does harm.
fn told_of(events: &[Event], told: &[(usize, Span)], word: Span) -> Option<usize> {
    use EventType::{Accident, Assault, Coerce, Crime, Death, Disaster, Health, Protest};
    if let Some((event, _)) = told.iter().find(|(_, trigger)| trigger.overlaps(word)) {
        return Some(*event);
    }
    let harms = |(event, _): &&(usize, Span)| {
        matches!(
            events[*event].kind,
            Accident | Assault | Coerce | Crime | Death | Disaster | Health | Protest
        )
    };
    let near = told.iter().filter(harms);
    near.min_by_key(|(_, trigger)| trigger.start.abs_diff(word.start)).map(|(event, _)| *event)
}
