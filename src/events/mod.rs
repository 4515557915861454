//! Events: who did what to whom, where, when, whether it happened, and according to whom.
//!
//! Reads the text, its [`Segments`], their [`Encoding`], [`Entities`] and [`Quote`]s; gives the events in the order of their triggers.

mod arguments;
mod clauses;
mod consolidate;
mod contents;
mod demands;
mod disputes;
mod fits;
mod lexicon;
mod mend;
mod merge;
mod numbers;
mod parties;
mod places;
mod prominence;
mod quantities;
mod scene;
#[cfg(test)]
mod sense_tests;
mod status;
mod subjects;

#[cfg(test)]
mod tests;
mod times;
mod tree;
mod triggers;

use time::Date;

use crate::encoder::Encoding;
use crate::entities::Entities;
use crate::quotes::Quote;
use crate::reading::{EventType, Role, Status};
use crate::segment::Segments;
use crate::text::Span;
use lexicon::Class;
use merge::Happening;
pub use quantities::Quantity;
use scene::{Filler, Nations, Scene};
use triggers::Draft;

/// The words behind one slot of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// The slot.
    pub role: Role,
    /// The words.
    pub span: Span,
    /// Index of the entity that they stand for.
    pub entity: Option<usize>,
}

/// One mention of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Telling {
    /// The word that tells of it.
    pub trigger: Span,
    /// Whether it took place, as it is told here.
    pub status: Status,
    /// Index of the entity that says so here.
    pub according_to: Option<usize>,
    /// Index of the quote that the word stands in.
    pub quote: Option<usize>,
}

/// What the article reports; its index among the events is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type, or one of those that PLOVER leaves out.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code, where one is clear.
    pub cameo: Option<String>,
    /// The word that reports it.
    pub trigger: Span,
    /// Other mentions of the same happening.
    pub also: Vec<Span>,
    /// Its mentions, each by itself.
    pub told: Vec<Telling>,
    /// Indices of the entities that did it.
    pub actors: Vec<usize>,
    /// Indices of the entities that it was done to.
    pub recipients: Vec<usize>,
    /// Index of the entity where it happened.
    pub place: Option<usize>,
    /// ISO 8601: a day, a span `a/b`, a month or a year.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Index of the entity that says so.
    pub according_to: Option<usize>,
    /// Index of the quote that it stands in.
    pub quote: Option<usize>,
    /// Numbers told of it, in the order of the text.
    pub quantities: Vec<Quantity>,
    /// Indices of the entities that dispute it.
    pub disputed_by: Vec<usize>,
    /// The words behind each slot.
    pub arguments: Vec<Argument>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Finds the events. `published` is the day that relative dates count from.
pub fn find(
    text: &str,
    segments: &Segments,
    encoding: &Encoding,
    entities: &Entities,
    quotes: &[Quote],
    published: Option<Date>,
) -> Vec<Event> {
    let mut drafts = Vec::new();
    let nations = Nations::new(entities);
    for index in 0..segments.sentences.len() {
        for scene in Scene::all(text, segments, encoding, entities, &nations, index) {
            drafts.extend(triggers::drafts(&scene, published));
        }
    }
    let mut events: Vec<Event> = merge::merge(drafts, entities, segments)
        .into_iter()
        .filter_map(|happening| event(happening, quotes))
        .collect();
    events.sort_by_key(|event| event.trigger);
    disputes::link(text, events, quotes, segments, entities)
}

/// The event of a happening; none where it is only denied by nobody in particular.
fn event(happening: Happening, quotes: &[Quote]) -> Option<Event> {
    let mut mentions = happening.mentions;
    let best = mentions
        .iter()
        .enumerate()
        .max_by(|a, b| informative(a.1).total_cmp(&informative(b.1)).then(b.0.cmp(&a.0)))
        .map(|(index, _)| index)?;
    let main = mentions.remove(best);
    let Telling { status, according_to, quote, .. } = telling(&main, quotes);
    let told = std::iter::once(&main).chain(&mentions).map(|mention| telling(mention, quotes)).collect();
    if status == Status::Denied && (according_to.is_none() || !can_be_denied(happening.kind)) {
        return None;
    }
    // Who says that they will attack threatens.
    let threatens = happening.kind == EventType::Assault
        && status == Status::Planned
        && main.actors.iter().any(|actor| Some(actor.entity) == according_to);
    let (kind, according_to) =
        if threatens { (EventType::Threaten, None) } else { (happening.kind, according_to) };
    let own = main.also.iter().copied();
    let others = mentions.iter().flat_map(|mention| mention.also.iter().copied().chain([mention.trigger]));
    let mut also: Vec<Span> = own.chain(others).collect();
    also.sort_unstable();
    also.dedup();
    let all = || std::iter::once(&main).chain(&mentions);
    let mut actors = first_filled(all().map(|mention| mention.actors.as_slice()));
    // What struck a country killed the miners.
    let has_toll = matches!(happening.kind, EventType::Disaster | EventType::Accident);
    let tolls = all().filter(|mention| has_toll && mention.sense.class == Class::Casualty);
    let mut recipients = first_filled(tolls.chain(all()).map(|mention| mention.recipients.as_slice()));
    let speaker = quote.and_then(|quote| quotes[quote].speaker);
    let as_speaker = |words: Option<Span>| Some(Filler { span: words?, entity: speaker? });
    actors.extend(as_speaker(main.first_person.0).filter(|_| actors.is_empty()));
    recipients.extend(as_speaker(main.first_person.1).filter(|_| recipients.is_empty()));
    recipients.retain(|filler| !actors.iter().any(|actor| actor.entity == filler.entity));
    let place = all().find_map(|mention| mention.place);
    let time = all().find_map(|mention| mention.time.clone());
    let confidence = all().map(|mention| mention.confidence * mention.prominence).fold(0.0, f32::max);
    let mut quantities: Vec<Quantity> = all().flat_map(|mention| mention.quantities.clone()).collect();
    quantities.sort_by_key(|quantity| quantity.span);
    quantities
        .dedup_by(|next, first| (next.what, next.low, next.high) == (first.what, first.low, first.high));
    let mut arguments = Vec::new();
    let slot = |role, filler: &Filler| Argument { role, span: filler.span, entity: Some(filler.entity) };
    arguments.extend(actors.iter().map(|filler| slot(Role::Actor, filler)));
    arguments.extend(recipients.iter().map(|filler| slot(Role::Recipient, filler)));
    let all: Vec<Span> = actors.iter().chain(&recipients).map(|filler| filler.span).collect();
    let unnamed = |role, list: &[Filler], words: Option<Span>| {
        let is_free = |span: &Span| list.is_empty() && !all.iter().any(|known| known.overlaps(*span));
        words.filter(is_free).map(|span| Argument { role, span, entity: None })
    };
    arguments.extend(unnamed(Role::Actor, &actors, main.unnamed[0]));
    arguments.extend(unnamed(Role::Recipient, &recipients, main.unnamed[1]));
    arguments.extend(place.iter().map(|filler| slot(Role::Place, filler)));
    arguments.extend(time.iter().map(|(span, _)| Argument { role: Role::Time, span: *span, entity: None }));
    arguments.extend(main.status_words.map(|span| Argument { role: Role::Status, span, entity: None }));
    let entities = |list: &[Filler]| list.iter().map(|filler| filler.entity).collect();
    Some(Event {
        kind,
        mode: main.codes.1.map(str::to_string),
        cameo: main.codes.0.map(str::to_string),
        trigger: main.trigger,
        also,
        told,
        actors: entities(&actors),
        recipients: entities(&recipients),
        place: place.map(|filler| filler.entity),
        date: time.and_then(|(_, date)| date),
        status,
        according_to,
        quote,
        quantities,
        disputed_by: Vec::new(),
        arguments,
        confidence,
    })
}

/// What one mention says of its event, and on whose word.
fn telling(mention: &Draft, quotes: &[Quote]) -> Telling {
    let quote = quote_around(quotes, mention.trigger);
    let speaker = quote.and_then(|quote| quotes[quote].speaker);
    // "denied that its jets had bombed the camp"
    let is_denied = mention.status == Status::Happened && quote.is_some_and(|quote| quotes[quote].denied);
    Telling {
        trigger: mention.trigger,
        status: if is_denied { Status::Denied } else { mention.status },
        according_to: mention.denied_by.map(|filler| filler.entity).or(speaker),
        quote,
    }
}

/// What somebody may deny to have been done; of other things it only says that they were not.
fn can_be_denied(kind: EventType) -> bool {
    use EventType::{Agree, Aid, Assault, Coerce, Consult, Crime, Mobilize, Threaten};
    matches!(kind, Agree | Aid | Assault | Coerce | Consult | Crime | Mobilize | Threaten)
}

/// How much a mention tells.
fn informative(draft: &Draft) -> f32 {
    let filled =
        [!draft.actors.is_empty(), !draft.recipients.is_empty(), draft.place.is_some(), draft.time.is_some()];
    let slots = filled.iter().filter(|is_filled| **is_filled).count() as f32;
    slots + draft.confidence - if draft.in_title { 1.5 } else { 0.0 }
}

/// The first list that holds anything.
fn first_filled<'d>(mut lists: impl Iterator<Item = &'d [Filler]>) -> Vec<Filler> {
    lists.find(|list| !list.is_empty()).map(<[Filler]>::to_vec).unwrap_or_default()
}

/// The innermost quote whose content holds `trigger`.
fn quote_around(quotes: &[Quote], trigger: Span) -> Option<usize> {
    /// Quotes that may stand between a trigger and the one around it.
    const NEAR: usize = 4;
    let after = quotes.partition_point(|quote| quote.content.start <= trigger.start);
    (after.saturating_sub(NEAR)..after)
        .filter(|index| quotes[*index].content.contains(trigger))
        .min_by_key(|index| quotes[*index].content.len())
}
