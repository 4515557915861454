//! Entities: the actors and places that the article speaks of, and every mention of each.
//!
//! Reads the text and its [`Segments`]; sets [`Entities`]. Unnamed ones ("two Lebanese sources") are candidates here:
//! [`crate::read()`] keeps those that speak or take part in an event.

mod clusters;
mod gazetteer;
mod layers;
mod names;
mod nominals;
mod pronouns;

use crate::reading::{EntityKind, Form, Layer, Place, Plover};
use crate::segment::Segments;
use crate::text::Span;

/// One real-world thing; its index in [`Entities::entities`] is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name in the text; for an unnamed one, its noun phrase.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether it has a proper name.
    pub named: bool,
    /// Where on the map it is.
    pub place: Option<Place>,
    /// Its PLOVER codes.
    pub plover: Option<Plover>,
}

/// One occurrence of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: no determiner, no title, no possessive ending.
    pub span: Span,
    /// Index of its entity.
    pub entity: usize,
    /// Actor or place, here.
    pub layer: Layer,
    /// Name, nominal or pronoun.
    pub form: Form,
}

/// All entities and mentions of an article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// The entities.
    pub entities: Vec<Entity>,
    /// Their mentions in the order of the text; of two that start together the longer comes first. A mention may lie
    /// inside another ("Thailand" in "Thailand's foreign minister").
    pub mentions: Vec<Mention>,
}

impl Entities {
    /// The mentions that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> impl DoubleEndedIterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.end <= span.end)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// Finds the actors and places.
pub fn find(text: &str, segments: &Segments) -> Entities {
    let names = names::find(text, segments);
    let nominals = nominals::find(text, segments, &names);
    let mut entities = clusters::cluster(text, segments, &names, &nominals);
    let pronouns = pronouns::find(segments, &entities);
    entities.mentions.extend(pronouns);
    entities.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    entities
}
