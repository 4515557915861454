//! What the user has said is wrong, and the reading as it is once that is heeded.
//!
//! A correction holds on to the words of the text, not to an id: it stands as long as the words and the text around
//! them do, whatever is read anew or edited elsewhere.

use std::mem::discriminant;

use serde::{Deserialize, Serialize};

use crate::reading::{Candidate, Entity, EntityKind, EventType, Form, Layer, Reading, Span, Telling};
use crate::review::anchor::Anchor;
use crate::review::map::taken_for;
use crate::review::offsets::Offsets;

/// One thing that the user has said is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correction {
    /// This is no such event.
    Event {
        /// Its trigger.
        trigger: Anchor,
        /// Its type: one word may be the trigger of two events.
        kind: EventType,
    },
    /// This is no quote.
    Quote {
        /// Its content.
        content: Anchor,
    },
    /// This is no mention of an actor, or of a place.
    Mention {
        /// Its words.
        words: Anchor,
        /// Actor or place.
        layer: Layer,
    },
    /// Somebody else said it.
    Speaker {
        /// The content of the quote.
        content: Anchor,
        /// Who did; none for "nobody named".
        speaker: Option<Named>,
    },
    /// This is another place of that name.
    Place {
        /// The first words that name it.
        words: Anchor,
        /// Where it is.
        to: Candidate,
    },
}

/// An entity by what stays the same from one reading to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: EntityKind,
}

impl Named {
    /// What `entity` is known by.
    pub fn of(entity: &Entity) -> Self {
        Named { name: entity.name.clone(), kind: entity.kind }
    }

    /// The entity of `reading` that is known by this.
    pub fn find<'r>(&self, reading: &'r Reading) -> Option<&'r Entity> {
        reading.entities.iter().find(|entity| entity.name == self.name && entity.kind == self.kind)
    }
}

/// Something dismissed that would stand in the reading otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Dismissed {
    /// The correction that dismisses it.
    pub correction: Correction,
    /// "event", "quote", "actor" or "place".
    pub what: &'static str,
    /// Its words.
    pub words: String,
    /// Where they stand.
    pub span: Span,
}

/// A correction as the export lists it, in the ids and offsets of the exported reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Change {
    /// Something was left out.
    Dismiss {
        /// "event", "quote" or "mention".
        of: &'static str,
        /// Id of the event or quote, or of the mention's entity.
        id: usize,
        /// First code point of the trigger, content or mention.
        start: usize,
        /// One past its last code point.
        end: usize,
        /// Its words.
        text: String,
    },
    /// A quote was given another speaker.
    Speaker {
        /// Id of the quote.
        id: usize,
        /// First code point of the content.
        start: usize,
        /// One past its last code point.
        end: usize,
        /// Its words.
        text: String,
        /// Entity that had been read as the speaker.
        from: Option<usize>,
        /// Entity that the user named.
        to: Option<usize>,
    },
    /// A place was put elsewhere.
    Place {
        /// Id of the entity.
        id: usize,
        /// First code point of the words that name it first.
        start: usize,
        /// One past their last code point.
        end: usize,
        /// The words.
        text: String,
        /// The place that it had been read as.
        from: Candidate,
        /// The place that the user chose.
        to: Candidate,
    },
}

/// A reading with the user's corrections heeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The reading without what was dismissed, and with the speakers and places that were changed.
    pub reading: Reading,
    /// What was dismissed, for bringing it back.
    pub dismissed: Vec<Dismissed>,
    /// All that was changed.
    pub changes: Vec<Change>,
}

/// The correction that dismisses event `id`.
pub fn dismiss_event(text: &str, offsets: &Offsets, reading: &Reading, id: usize) -> Option<Correction> {
    let event = reading.events.iter().find(|event| event.id == id)?;
    Some(Correction::Event { trigger: Anchor::new(text, offsets, event.trigger), kind: event.kind })
}

/// The correction that dismisses quote `id`.
pub fn dismiss_quote(text: &str, offsets: &Offsets, reading: &Reading, id: usize) -> Option<Correction> {
    let quote = reading.quotes.iter().find(|quote| quote.id == id)?;
    Some(Correction::Quote { content: Anchor::new(text, offsets, quote.content) })
}

/// The correction that dismisses a mention in `layer` of the words of `span`.
pub fn dismiss_mention(text: &str, offsets: &Offsets, span: Span, layer: Layer) -> Correction {
    Correction::Mention { words: Anchor::new(text, offsets, span), layer }
}

/// The correction that gives quote `id` the speaker `entity`, or none.
pub fn change_speaker(
    text: &str,
    offsets: &Offsets,
    reading: &Reading,
    id: usize,
    entity: Option<usize>,
) -> Option<Correction> {
    let quote = reading.quotes.iter().find(|quote| quote.id == id)?;
    let speaker = match entity {
        Some(entity) => Some(Named::of(reading.entities.iter().find(|other| other.id == entity)?)),
        None => None,
    };
    Some(Correction::Speaker { content: Anchor::new(text, offsets, quote.content), speaker })
}

/// The correction that puts the place `id` where `to` is.
pub fn change_place(
    text: &str,
    offsets: &Offsets,
    reading: &Reading,
    id: usize,
    to: Candidate,
) -> Option<Correction> {
    let entity = reading.entities.iter().find(|entity| entity.id == id)?;
    let names = || entity.mentions.iter().filter(|mention| mention.form == Form::Name);
    let first = names().find(|mention| mention.layer == Layer::Place).or_else(|| names().next())?;
    let span = Span { start: first.start, end: first.end };
    Some(Correction::Place { words: Anchor::new(text, offsets, span), to })
}

impl Correction {
    fn anchor(&self) -> &Anchor {
        match self {
            Correction::Event { trigger, .. } => trigger,
            Correction::Quote { content } | Correction::Speaker { content, .. } => content,
            Correction::Mention { words, .. } | Correction::Place { words, .. } => words,
        }
    }

    /// Whether its words still stand in `text`.
    pub fn stands_in(&self, text: &str, offsets: &Offsets) -> bool {
        self.anchor().find(text, offsets).is_some()
    }

    /// Whether both say something of the same: it is the same dismissal, or a choice of the same speaker or place.
    pub fn is_of_same(&self, other: &Correction) -> bool {
        if self.is_choice() {
            discriminant(self) == discriminant(other) && self.anchor() == other.anchor()
        } else {
            self == other
        }
    }

    /// Whether it puts one thing for another, and dismisses nothing.
    fn is_choice(&self) -> bool {
        matches!(self, Correction::Speaker { .. } | Correction::Place { .. })
    }
}

/// Heeds the corrections that still stand in the reading of `text`. The ids of what is left stay as they are.
pub fn review(text: &str, offsets: &Offsets, reading: &Reading, corrections: &[Correction]) -> Review {
    let mut review = Review { reading: reading.clone(), dismissed: Vec::new(), changes: Vec::new() };
    // Choices first: who dismisses a quote afterwards has its speaker's change dismissed, too, and a place is found by a
    // mention that may be dismissed.
    let (choices, dismissals): (Vec<_>, Vec<_>) = corrections.iter().partition(|other| other.is_choice());
    for correction in choices.into_iter().chain(dismissals) {
        if let Some(span) = correction.anchor().find(text, offsets) {
            review.apply(correction, span);
        }
    }
    review
}

impl Review {
    fn apply(&mut self, correction: &Correction, span: Span) {
        let dismissed = match correction {
            Correction::Event { kind, .. } => self.drop_event(span, *kind).map(|id| ("event", "event", id)),
            Correction::Quote { .. } => self.drop_quote(span).map(|id| ("quote", "quote", id)),
            Correction::Mention { layer: Layer::Actor, .. } => {
                self.drop_mention(span, Layer::Actor).map(|id| ("actor", "mention", id))
            }
            Correction::Mention { layer: Layer::Place, .. } => {
                self.drop_mention(span, Layer::Place).map(|id| ("place", "mention", id))
            }
            Correction::Speaker { content, speaker } => {
                self.set_speaker(span, speaker.as_ref(), &content.exact);
                None
            }
            Correction::Place { words, to } => {
                self.set_place(span, to, &words.exact);
                None
            }
        };
        if let Some((what, of, id)) = dismissed {
            let words = correction.anchor().exact.clone();
            let Span { start, end } = span;
            self.changes.push(Change::Dismiss { of, id, start, end, text: words.clone() });
            self.dismissed.push(Dismissed { correction: correction.clone(), what, words, span });
        }
    }

    /// Each of these gives the id of what it left out.
    fn drop_event(&mut self, span: Span, kind: EventType) -> Option<usize> {
        let events = &mut self.reading.events;
        let at = events.iter().position(|event| event.trigger == span && event.kind == kind)?;
        Some(events.remove(at).id)
    }

    fn drop_quote(&mut self, span: Span) -> Option<usize> {
        let quotes = &mut self.reading.quotes;
        let at = quotes.iter().position(|quote| quote.content == span)?;
        let id = quotes.remove(at).id;
        for event in &mut self.reading.events {
            let told = event.told.iter_mut().map(|telling| &mut telling.quote);
            for quote in told.chain([&mut event.quote]).filter(|quote| **quote == Some(id)) {
                *quote = None;
            }
        }
        self.changes.retain(|change| !matches!(change, Change::Speaker { id: other, .. } if *other == id));
        Some(id)
    }

    fn drop_mention(&mut self, span: Span, layer: Layer) -> Option<usize> {
        self.reading.entities.iter_mut().find_map(|entity| {
            let count = entity.mentions.len();
            entity.mentions.retain(|mention| {
                (mention.start, mention.end, mention.layer) != (span.start, span.end, layer)
            });
            (entity.mentions.len() < count).then_some(entity.id)
        })
    }

    /// Events told in the quote by its old speaker are told by the new one, and nothing is unsure any more.
    fn set_speaker(&mut self, span: Span, speaker: Option<&Named>, words: &str) {
        let to = match speaker {
            Some(named) => match named.find(&self.reading) {
                Some(entity) => Some(entity.id),
                None => return,
            },
            None => None,
        };
        let Some(quote) = self.reading.quotes.iter_mut().find(|quote| quote.content == span) else { return };
        let (id, from) = (quote.id, quote.speaker);
        quote.speaker_confidence = 1.0;
        if from == to {
            return;
        }
        quote.speaker = to;
        for event in &mut self.reading.events {
            if event.quote == Some(id) && event.according_to == from {
                event.according_to = to;
            }
            let here = |telling: &&mut Telling| telling.quote == Some(id) && telling.according_to == from;
            event.told.iter_mut().filter(here).for_each(|telling| telling.according_to = to);
        }
        let Span { start, end } = span;
        self.changes.push(Change::Speaker { id, start, end, text: words.to_string(), from, to });
    }

    /// What it was read as becomes a candidate, and nothing is unsure any more.
    fn set_place(&mut self, span: Span, to: &Candidate, words: &str) {
        let Span { start, end } = span;
        let is_named_there = |entity: &&mut Entity| {
            entity.place.is_some()
                && entity.mentions.iter().any(|mention| (mention.start, mention.end) == (start, end))
        };
        let Some(entity) = self.reading.entities.iter_mut().find(is_named_there) else { return };
        let Some(mut place) = entity.place.take() else { return };
        let from = taken_for(entity, &place);
        place.confidence = 1.0;
        if !is_same_spot(&from, to) {
            place.candidates.retain(|candidate| !is_same_spot(candidate, to));
            place.candidates.insert(0, from.clone());
            (place.lat, place.lon) = (to.lat, to.lon);
            (place.country, place.gazetteer_id) = (to.country.clone(), to.gazetteer_id);
        }
        entity.place = Some(place);
        let (id, text, to) = (entity.id, words.to_string(), to.clone());
        self.changes.push(Change::Place { id, start, end, text, from, to });
    }
}

fn is_same_spot(one: &Candidate, other: &Candidate) -> bool {
    (one.lat, one.lon, one.gazetteer_id) == (other.lat, other.lon, other.gazetteer_id)
}

#[cfg(test)]
#[path = "corrections_tests.rs"]
mod tests;
