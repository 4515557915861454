//! The corrections that can be made of a reading.

use super::{Correction, EntityFix, EventFix, Mark, Named, On, QuoteFix, Review};
use crate::reading::{Candidate, Entity, EntityKind, EventType, Form, Layer, Mention, Span};
use crate::review::anchor::Anchor;
use crate::review::cards::Source;
use crate::review::lookup::Part;
use crate::review::offsets::Offsets;

/// Proposes corrections of one reading, as it is with those that were made before.
#[derive(Clone, Copy)]
pub struct Proposal<'r> {
    /// The text.
    pub text: &'r str,
    /// Its offsets.
    pub offsets: &'r Offsets,
    /// The reading as corrected so far.
    pub review: &'r Review,
}

impl Proposal<'_> {
    /// The corrected reading with its text.
    fn source(&self) -> Source<'_> {
        Source { text: self.text, offsets: self.offsets, reading: &self.review.reading }
    }

    fn anchor(&self, span: Span) -> Anchor {
        Anchor::new(self.text, self.offsets, span)
    }

    fn event(&self, id: usize) -> Option<(Anchor, EventType)> {
        let event = self.review.reading.events.iter().find(|event| event.id == id)?;
        Some((self.anchor(event.trigger), self.review.kind_as_read(id)?))
    }

    fn quote(&self, id: usize) -> Option<Anchor> {
        self.review.content_as_read(id).map(|span| self.anchor(span))
    }

    /// What the entity `id` is known by.
    pub fn named(&self, id: usize) -> Option<Named> {
        self.source().entity(id).map(|entity| Named::of(self.text, self.offsets, entity))
    }

    /// What several entities are known by.
    pub fn all_named(&self, ids: &[usize]) -> Vec<Named> {
        ids.iter().filter_map(|id| self.named(*id)).collect()
    }

    /// Dismisses the event `id`.
    pub fn dismiss_event(&self, id: usize) -> Option<Correction> {
        self.event(id).map(|(trigger, kind)| Correction::Event { trigger, kind })
    }

    /// Dismisses the quote `id`.
    pub fn dismiss_quote(&self, id: usize) -> Option<Correction> {
        self.quote(id).map(|content| Correction::Quote { content })
    }

    /// Dismisses a mention in `layer` of the words of `span`.
    pub fn dismiss_mention(&self, span: Span, layer: Layer) -> Correction {
        Correction::Mention { words: self.anchor(span), layer }
    }

    /// Gives the quote `id` the speaker `entity`, or none.
    pub fn change_speaker(&self, id: usize, entity: Option<usize>) -> Option<Correction> {
        let speaker = match entity {
            Some(entity) => Some(self.named(entity)?),
            None => None,
        };
        self.quote(id).map(|content| Correction::Speaker { content, speaker })
    }

    /// Puts the place `id` where `to` is.
    pub fn change_place(&self, id: usize, to: Candidate) -> Option<Correction> {
        let entity = self.source().entity(id)?;
        let names = || entity.mentions.iter().filter(|mention| mention.form == Form::Name);
        let first = names().find(|mention| mention.layer == Layer::Place).or_else(|| names().next())?;
        Some(Correction::Place { words: self.anchor(Span { start: first.start, end: first.end }), to })
    }

    /// Takes the words of `span` for a mention of `of`, or of somebody whom nothing else mentions.
    pub fn mention(&self, span: Span, layer: Layer, of: Option<usize>) -> Correction {
        let of = of.and_then(|id| self.named(id));
        Correction::Mentions { words: self.anchor(span), layer, of }
    }

    /// Takes the words of `span` for a mention of whoever else is called so, or of whom a part of them mentions.
    pub fn mention_by_name(&self, span: Span, layer: Layer) -> Correction {
        let words = self.source().words(span);
        let is_called = |entity: &&Entity| {
            (entity.kind == EntityKind::Place) == (layer == Layer::Place) && entity.name == words
        };
        let overlaps = |mention: &Mention| {
            mention.layer == layer && mention.start < span.end && span.start < mention.end
        };
        let is_meant = |entity: &&Entity| entity.mentions.iter().any(overlaps);
        let mut entities = self.review.reading.entities.iter();
        let of = entities.clone().find(is_called).or_else(|| entities.find(is_meant));
        self.mention(span, layer, of.map(|entity| entity.id))
    }

    /// Takes the words of `span` for a quote, unless they are one.
    pub fn new_quote(&self, span: Span) -> Option<Correction> {
        let is_one = self.review.reading.quotes.iter().any(|quote| quote.content == span);
        (!is_one).then(|| Correction::Quotes { content: self.anchor(span) })
    }

    /// Takes the words of `span` for the report of an event, unless they report one.
    pub fn new_event(&self, span: Span, kind: EventType) -> Option<Correction> {
        let is_one = self.review.reading.events.iter().any(|event| event.trigger == span);
        (!is_one).then(|| Correction::Tells { trigger: self.anchor(span), kind })
    }

    /// Has the words of `span` be the content of the quote `id`.
    pub fn content(&self, id: usize, span: Span) -> Option<Correction> {
        self.quote_is(id, QuoteFix::Content(self.anchor(span)))
    }

    /// Has the words of `span` report the quote `id`.
    pub fn cue(&self, id: usize, span: Span) -> Option<Correction> {
        self.quote_is(id, QuoteFix::Cue(Some(self.anchor(span))))
    }

    /// Has the words of `span` name whoever says the quote `id`.
    pub fn naming(&self, id: usize, span: Span) -> Option<Correction> {
        self.quote_is(id, QuoteFix::Source(Some(self.anchor(span))))
    }

    /// Has the quote `id` be so.
    pub fn quote_is(&self, id: usize, fix: QuoteFix) -> Option<Correction> {
        self.quote(id).map(|content| Correction::QuoteIs { content, fix })
    }

    /// Has the event `id` be so.
    pub fn event_is(&self, id: usize, fix: EventFix) -> Option<Correction> {
        self.event(id).map(|(trigger, kind)| Correction::EventIs { trigger, kind, fix })
    }

    /// Has the entity `id` be so.
    pub fn entity_is(&self, id: usize, fix: EntityFix) -> Option<Correction> {
        self.named(id).map(|entity| Correction::EntityIs { entity, fix })
    }

    /// Takes the entities `id` and `other` for one.
    pub fn same(&self, id: usize, other: usize) -> Option<Correction> {
        self.named(other).and_then(|other| self.entity_is(id, EntityFix::Same(other)))
    }

    /// Takes the lines of `span` for the article's, or not.
    pub fn lines(&self, span: Span, article: bool) -> Correction {
        Correction::Lines { words: self.anchor(span), article }
    }

    /// Writes a note on the card of `part`.
    pub fn note(&self, part: Part, text: String) -> Option<Correction> {
        self.on(part).map(|on| Correction::Note { on, text })
    }

    /// Marks the card of `part`.
    pub fn mark(&self, part: Part, mark: Option<Mark>) -> Option<Correction> {
        self.on(part).map(|on| Correction::Mark { on, mark })
    }

    fn on(&self, part: Part) -> Option<On> {
        match part {
            Part::Event(id) => self.event(id).map(|(trigger, kind)| On::Event { trigger, kind }),
            Part::Quote(id) => self.quote(id).map(|content| On::Quote { content }),
            Part::Entity(id) => self.named(id).map(On::Entity),
            _ => None,
        }
    }
}
