//! What the user has said is wrong, and the reading as it is once that is heeded.
//!
//! A correction holds on to the words of the text, not to an id: it stands as long as the words and the text around
//! them do, whatever is read anew or edited elsewhere.

mod apply;
mod entities;
mod events;
mod proposal;
mod quotes;
mod reviewed;

use std::mem::{Discriminant, discriminant};

use serde::{Deserialize, Serialize};

pub use self::apply::review;
pub use self::proposal::Proposal;
pub use self::reviewed::{Change, Remark, Review};
use crate::reading::{
    Candidate, Entity, EntityKind, EventType, Form, Layer, QuoteForm, Reading, Span, Status,
};
use crate::review::anchor::Anchor;
use crate::review::offsets::Offsets;

/// One thing that the user has said of a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// These words are a mention, whoever's they were read as.
    Mentions {
        /// The words.
        words: Anchor,
        /// Actor or place.
        layer: Layer,
        /// Of whom; none for somebody whom nothing else mentions.
        of: Option<Named>,
    },
    /// These words are a quote.
    Quotes {
        /// The words.
        content: Anchor,
    },
    /// These words tell of an event.
    Tells {
        /// The words.
        trigger: Anchor,
        /// Its type.
        kind: EventType,
    },
    /// An actor or a place is otherwise.
    EntityIs {
        /// Which.
        entity: Named,
        /// How it is.
        fix: EntityFix,
    },
    /// A quote is otherwise.
    QuoteIs {
        /// Its content as it was read.
        content: Anchor,
        /// How it is.
        fix: QuoteFix,
    },
    /// An event is otherwise.
    EventIs {
        /// Its trigger.
        trigger: Anchor,
        /// Its type as it was read.
        kind: EventType,
        /// How it is.
        fix: EventFix,
    },
    /// These lines are the article's, or are not. It takes another reading.
    Lines {
        /// The lines.
        words: Anchor,
        /// Whether they are the article's.
        article: bool,
    },
    /// What the user notes on a card.
    Note {
        /// Which card.
        on: On,
        /// The note.
        text: String,
    },
    /// How far the user is with a card.
    Mark {
        /// Which card.
        on: On,
        /// The mark; none takes it away.
        mark: Option<Mark>,
    },
}

/// How an actor or a place is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntityFix {
    /// It is called so.
    Name(String),
    /// It is of this kind.
    Kind(EntityKind),
    /// It is nobody else than this one.
    Same(Named),
}

/// How a quote is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum QuoteFix {
    /// These words are its content.
    Content(Anchor),
    /// Its form.
    Form(QuoteForm),
    /// These words report it; with none, none do.
    Cue(Option<Anchor>),
    /// These words name whoever says it; with none, none do.
    Source(Option<Anchor>),
}

/// How an event is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EventFix {
    /// Its type.
    Type(EventType),
    /// Its PLOVER mode; none where it has none.
    Mode(Option<String>),
    /// Who did it.
    Actors(Vec<Named>),
    /// To whom.
    Recipients(Vec<Named>),
    /// Where.
    Place(Option<Named>),
    /// When, ISO 8601.
    Date(Option<String>),
    /// Whether it took place.
    Status(Status),
    /// Who says so; none where the article does.
    Source(Option<Named>),
}

/// What a card is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum On {
    /// An event.
    Event {
        /// Its trigger.
        trigger: Anchor,
        /// Its type as it was read.
        kind: EventType,
    },
    /// A quote.
    Quote {
        /// Its content as it was read.
        content: Anchor,
    },
    /// An actor or a place.
    Entity(Named),
}

/// How far somebody is with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It was held against the text or the world, and holds.
    Checked,
    /// It is in doubt.
    Disputed,
}

impl Mark {
    /// All of them.
    pub const ALL: [Mark; 2] = [Mark::Checked, Mark::Disputed];

    /// It in one word.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Checked => "checked",
            Mark::Disputed => "disputed",
        }
    }
}

/// An entity by what stays the same from one reading to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: EntityKind,
    /// Words that mention it: two may have one name. None where no words do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Anchor>,
}

impl Named {
    /// What `entity` of the reading of `text` is known by.
    pub fn of(text: &str, offsets: &Offsets, entity: &Entity) -> Self {
        let mut mentions = entity.mentions.iter();
        let named = mentions.clone().find(|mention| mention.form == Form::Name);
        let first = named.or_else(|| mentions.next());
        let at = first.map(|mention| Span { start: mention.start, end: mention.end });
        let at = at.map(|span| Anchor::new(text, offsets, span));
        Named { name: entity.name.clone(), kind: entity.kind, at }
    }

    /// The entity of the reading of `text` that is known by this: by the words that mention it, or else by its name.
    pub fn find(&self, text: &str, offsets: &Offsets, reading: &Reading) -> Option<usize> {
        let at = self.at.as_ref().and_then(|at| at.find(text, offsets));
        let stands_there = |entity: &&Entity| {
            let mut mentions = entity.mentions.iter();
            at.is_some_and(|at| mentions.any(|mention| (mention.start, mention.end) == (at.start, at.end)))
        };
        let by_words = reading.entities.iter().find(stands_there);
        let is_called = |entity: &&Entity| entity.name == self.name && entity.kind == self.kind;
        by_words.or_else(|| reading.entities.iter().find(is_called)).map(|entity| entity.id)
    }

    fn is_same(&self, other: &Named) -> bool {
        match (&self.at, &other.at) {
            (Some(one), Some(other)) => one == other,
            _ => self.name == other.name && self.kind == other.kind,
        }
    }
}

/// What a correction is about. Of two about the same the later holds.
#[derive(PartialEq)]
enum Subject<'c> {
    Mention(&'c Anchor),
    Quote(&'c Anchor),
    Event(&'c Anchor, EventType),
    Speaker(&'c Anchor),
    Place(&'c Anchor),
    QuoteIs(&'c Anchor, Discriminant<QuoteFix>),
    EventIs(&'c Anchor, EventType, Discriminant<EventFix>),
    Lines(&'c Anchor),
}

impl Correction {
    fn subject(&self) -> Option<Subject<'_>> {
        Some(match self {
            Correction::Mention { words, .. } | Correction::Mentions { words, .. } => Subject::Mention(words),
            Correction::Quote { content } | Correction::Quotes { content } => Subject::Quote(content),
            Correction::Event { trigger, kind } | Correction::Tells { trigger, kind } => {
                Subject::Event(trigger, *kind)
            }
            Correction::Speaker { content, .. } => Subject::Speaker(content),
            Correction::Place { words, .. } => Subject::Place(words),
            Correction::QuoteIs { content, fix } => Subject::QuoteIs(content, discriminant(fix)),
            Correction::EventIs { trigger, kind, fix } => Subject::EventIs(trigger, *kind, discriminant(fix)),
            Correction::Lines { words, .. } => Subject::Lines(words),
            Correction::EntityIs { .. } | Correction::Note { .. } | Correction::Mark { .. } => return None,
        })
    }

    /// Whether both say something of the same.
    pub fn is_of_same(&self, other: &Correction) -> bool {
        match (self, other) {
            (Correction::EntityIs { entity, fix }, Correction::EntityIs { entity: others, fix: to }) => {
                entity.is_same(others) && discriminant(fix) == discriminant(to)
            }
            (Correction::Note { on, .. }, Correction::Note { on: others, .. })
            | (Correction::Mark { on, .. }, Correction::Mark { on: others, .. }) => on.is_same(others),
            _ => self.subject().is_some_and(|subject| Some(subject) == other.subject()),
        }
    }

    /// The words that it holds on to; none for what no words mention.
    fn anchor(&self) -> Option<&Anchor> {
        match self {
            Correction::Event { trigger, .. }
            | Correction::Tells { trigger, .. }
            | Correction::EventIs { trigger, .. } => Some(trigger),
            Correction::Quote { content }
            | Correction::Quotes { content }
            | Correction::QuoteIs { content, .. }
            | Correction::Speaker { content, .. } => Some(content),
            Correction::Mention { words, .. }
            | Correction::Mentions { words, .. }
            | Correction::Lines { words, .. }
            | Correction::Place { words, .. } => Some(words),
            Correction::EntityIs { entity, .. } => entity.at.as_ref(),
            Correction::Note { on, .. } | Correction::Mark { on, .. } => on.anchor(),
        }
    }

    /// Whether its words still stand in `text`.
    pub fn stands_in(&self, text: &str, offsets: &Offsets) -> bool {
        self.anchor().is_none_or(|anchor| anchor.find(text, offsets).is_some())
    }

    /// Whether it takes another reading.
    pub fn is_read_by(&self) -> bool {
        matches!(self, Correction::Lines { .. })
    }

    /// The lines that it is of, where they stand in `text`, and whether they are the article's.
    pub fn line_in(&self, text: &str, offsets: &Offsets) -> Option<(Span, bool)> {
        match self {
            Correction::Lines { words, article } => Some((words.find(text, offsets)?, *article)),
            _ => None,
        }
    }

    /// Whether it leaves something out that was read.
    pub fn is_dismissal(&self) -> bool {
        matches!(self, Correction::Event { .. } | Correction::Quote { .. } | Correction::Mention { .. })
    }

    /// What comes first: who is who goes before what they do, and what is there before what is left out.
    fn turn(&self) -> u8 {
        match self {
            Correction::Lines { .. } | Correction::Mentions { .. } => 0,
            Correction::EntityIs { fix: EntityFix::Same(_), .. } => 1,
            Correction::EntityIs { .. } | Correction::Place { .. } => 2,
            Correction::Quotes { .. } | Correction::Tells { .. } => 3,
            Correction::QuoteIs { .. } | Correction::EventIs { .. } | Correction::Speaker { .. } => 4,
            Correction::Note { .. } | Correction::Mark { .. } => 5,
            Correction::Event { .. } | Correction::Quote { .. } | Correction::Mention { .. } => 6,
        }
    }
}

impl On {
    fn is_same(&self, other: &On) -> bool {
        match (self, other) {
            (On::Entity(one), On::Entity(other)) => one.is_same(other),
            (one, other) => one == other,
        }
    }

    fn anchor(&self) -> Option<&Anchor> {
        match self {
            On::Event { trigger, .. } => Some(trigger),
            On::Quote { content } => Some(content),
            On::Entity(entity) => entity.at.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests;
