//! Events: who did what to whom, where, when, whether it happened, and according to whom.
//!
//! Reads the text, its [`Segments`], [`Entities`] and [`Quote`]s; gives the events in the order of their triggers.

use time::Date;

use crate::entities::Entities;
use crate::quotes::Quote;
use crate::reading::{EventType, Role, Status};
use crate::segment::Segments;
use crate::text::Span;

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
    /// The words behind each slot.
    pub arguments: Vec<Argument>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Finds the events. `published` is the day that relative dates count from.
pub fn find(
    text: &str,
    segments: &Segments,
    entities: &Entities,
    quotes: &[Quote],
    published: Option<Date>,
) -> Vec<Event> {
    let _ = (text, segments, entities, quotes, published);
    Vec::new()
}
