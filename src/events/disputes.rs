//! Claims that contradict each other: who denies what somebody else says of them, and who counts otherwise.

use super::{Event, Telling, times};
use crate::entities::Entities;
use crate::quotes::Quote;
use crate::reading::{EventType, Status};
use crate::segment::Segments;
use crate::text::Span;

/// How many sentences can stand between a claim and its denial.
const REACH: usize = 8;

/// How many times more makes another count a contradiction, and not a later one.
const APART: f64 = 1.5;

/// Words between a denial and the noun for what it denies: "denied any role in the attacks".
const NEAR_WORDS: usize = 6;

/// Bytes between a denial and what it denies in its own sentence.
const FARTHEST: usize = 400;

/// What ties a denial to what was told before it in the same sentence.
const TIES: [&str; 6] =
    [", which ", ", a claim ", ", a charge ", ", an accusation ", ", an allegation ", ", something "];

/// Links denials to what they deny. What is told elsewhere, too, is no event of its own where it is denied.
pub fn link(
    text: &str,
    mut events: Vec<Event>,
    quotes: &[Quote],
    segments: &Segments,
    entities: &Entities,
) -> Vec<Event> {
    let sentences: Vec<usize> =
        events.iter().map(|event| segments.sentence_at(event.trigger).unwrap_or(0)).collect();
    let mut told_elsewhere = vec![false; events.len()];
    for (denial, is_told) in told_elsewhere.iter_mut().enumerate() {
        if let Some(denied) = content_of(&events, denial, quotes) {
            *is_told = true;
            let by = events[denial].actors.first().copied();
            take_in(&mut events, denied, denial, by);
        }
    }
    for denial in 0..events.len() {
        if told_elsewhere[denial] {
            continue;
        }
        let Some((by, is_same)) = denier(text, &events[denial]) else { continue };
        let near = |other: &usize| sentences[denial].abs_diff(sentences[*other]) <= REACH;
        let denied = (0..events.len())
            .filter(|other| *other != denial && near(other) && !told_elsewhere[*other])
            .filter(|other| {
                is_denied(text, &events[*other], &events[denial], by, is_same, entities)
                    || !is_same && is_tied(text, &events[*other], &events[denial], by)
            })
            .min_by_key(|other| (sentences[denial].abs_diff(sentences[*other]), *other));
        let Some(denied) = denied else { continue };
        if !events[denied].disputed_by.contains(&by) {
            events[denied].disputed_by.push(by);
        }
        if is_same {
            told_elsewhere[denial] = true;
            take_in(&mut events, denied, denial, Some(by));
        }
    }
    let mut left: Vec<Event> =
        events.into_iter().zip(told_elsewhere).filter(|(_, told)| !told).map(|(event, _)| event).collect();
    left.iter_mut().for_each(count_otherwise);
    left
}

/// Gives one event the words of another, by which `by` denies it.
fn take_in(events: &mut [Event], into: usize, from: usize, by: Option<usize>) {
    let words: Vec<Span> =
        std::iter::once(events[from].trigger).chain(events[from].also.iter().copied()).collect();
    events[into].also.extend(words);
    events[into].also.sort_unstable();
    let denials = events[from].told.clone().into_iter().map(|telling| Telling {
        status: Status::Denied,
        according_to: telling.according_to.or(by),
        ..telling
    });
    events[into].told.extend(denials);
}

/// The event that a denial makes a denied one: "denied that it had bombed the camp" is one event, not two.
fn content_of(events: &[Event], denial: usize, quotes: &[Quote]) -> Option<usize> {
    let denial = &events[denial];
    let is_content = |telling: &Telling| {
        let cue = telling.quote.and_then(|quote| quotes[quote].cue);
        telling.status == Status::Denied && cue.is_some_and(|cue| cue.overlaps(denial.trigger))
    };
    (denial.kind == EventType::Reject)
        .then(|| events.iter().position(|event| event.told.iter().any(is_content)))?
}

/// Who denies in an event, and whether the event itself is what is denied: "denied bombing the camp", against "denied
/// the accusation".
fn denier(text: &str, event: &Event) -> Option<(usize, bool)> {
    match event.status {
        Status::Denied => event.according_to.map(|by| (by, true)),
        _ => {
            let word = event.trigger.of(text).to_lowercase();
            let denies = event.kind == EventType::Reject
                && ["deny", "denie", "refut", "disclaim"].iter().any(|stem| word.starts_with(stem));
            event.actors.first().filter(|_| denies).map(|by| (*by, false))
        }
    }
}

/// Whether `other` is what `by` denies.
fn is_denied(
    text: &str,
    other: &Event,
    denial: &Event,
    by: usize,
    is_same: bool,
    entities: &Entities,
) -> bool {
    use EventType::{Accuse, Assault, Coerce, Crime};
    if other.status == Status::Denied || other.according_to == Some(by) {
        return false;
    }
    let shares = |a: &[usize], b: &[usize]| a.iter().any(|one| b.contains(one));
    if is_same {
        let mut mentions = std::iter::once(&other.trigger).chain(&other.also);
        let same_word = mentions.any(|mention| same_stem(mention.of(text), denial.trigger.of(text)));
        let same_parties =
            shares(&other.actors, &denial.actors) && shares(&other.recipients, &denial.recipients);
        let named = |list: &[usize]| list.iter().any(|entity| entities.entities[*entity].named);
        let apart = |a: &[usize], b: &[usize]| named(a) && named(b) && !shares(a, b);
        let other_time = matches!((&other.date, &denial.date), (Some(a), Some(b)) if !times::agree(a, b));
        let differs = apart(&other.actors, &denial.actors)
            || apart(&other.recipients, &denial.recipients)
            || other_time;
        return other.kind == denial.kind && (same_word || same_parties) && !differs;
    }
    match other.kind {
        Accuse => other.recipients.contains(&by),
        Assault | Coerce | Crime => other.actors.contains(&by),
        _ => false,
    }
}

/// Whether the words of the denial's own sentence say that it denies `other`: "denied any role in the attacks", "he was
/// beaten, which the ministry denied".
fn is_tied(text: &str, other: &Event, denial: &Event, by: usize) -> bool {
    if other.kind == EventType::Reject || other.according_to == Some(by) {
        return false;
    }
    let ends = |between: &str| between.contains(['.', ';', '!', '?', '\n']);
    // Far apart there is more than a sentence between them.
    let between = |from: usize, to: usize| text.get(from..to).filter(|between| between.len() < FARTHEST);
    let mentions = || std::iter::once(&other.trigger).chain(&other.also);
    let is_object = mentions().any(|mention| {
        between(denial.trigger.end, mention.start).is_some_and(|between| {
            let goes_on = ends(between) || [",", " and ", " that "].iter().any(|word| between.contains(word));
            !goes_on && between.split_whitespace().count() <= NEAR_WORDS
        })
    });
    let is_told_before = mentions().any(|mention| {
        between(mention.end, denial.trigger.start)
            .is_some_and(|between| !ends(between) && TIES.iter().any(|tie| between.contains(tie)))
    });
    is_object || is_told_before
}

/// "bombed" and "bombing".
fn same_stem(a: &str, b: &str) -> bool {
    const ALIKE: usize = 4;
    let start = |word: &str| word.chars().take(ALIKE).flat_map(char::to_lowercase).collect::<String>();
    start(a) == start(b)
}

/// "20,000 marched, police said; organisers said 100,000": who gives the other count disputes the first one.
fn count_otherwise(event: &mut Event) {
    let Some(first) = event.quantities.first() else { return };
    let (what, low, high) = (first.what, first.low, first.high);
    let Some(said_first) = first.according_to.or(event.according_to) else { return };
    for other in event.quantities.iter().skip(1).filter(|other| other.what == what) {
        let apart = other.low > high * APART || other.high * APART < low;
        if let Some(by) = other.according_to.filter(|by| apart && *by != said_first)
            && !event.disputed_by.contains(&by)
        {
            event.disputed_by.push(by);
        }
    }
}
