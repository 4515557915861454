//! A reading with what was said of it.

use serde::Serialize;
use serde_json::Value;

use super::{Correction, Mark};
use crate::reading::{EventType, Reading, Span};
use crate::review::lookup::Part;

/// What a correction has changed: in words for whoever looks through them, and for the export in the ids and offsets of
/// the exported reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Change {
    /// What was done: "dismiss", "add", or what is otherwise: "speaker", "place", "name", …
    pub action: &'static str,
    /// "event", "quote", "mention", "entity", or "line".
    pub of: &'static str,
    /// Id of the event, of the quote, or of the entity; none for a line.
    pub id: Option<usize>,
    /// First code point of the words that it holds on to.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// What it was read as: an id, or whatever else it is.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub from: Value,
    /// What the user says.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub to: Value,
    /// The correction itself, for taking it back, and for heeding it where the export is opened again.
    pub correction: Correction,
    /// What the user says, in words.
    #[serde(skip)]
    pub words: String,
}

impl Change {
    /// What was done, in words: "quote dismissed", "speaker".
    pub fn what(&self) -> String {
        match self.action {
            "dismiss" if self.of == "mention" => format!("{} dismissed", self.words),
            "dismiss" => format!("{} dismissed", self.of),
            "add" if self.of == "mention" => "mention added".to_string(),
            "add" => format!("{} added", self.of),
            "mention" => "mention of".to_string(),
            "same" => "same as".to_string(),
            "content" => "words of the quote".to_string(),
            "cue" => "reported with".to_string(),
            "naming" => "named as".to_string(),
            action => action.to_string(),
        }
    }

    /// What the user says, in words; none where all is said by what was done.
    pub fn is(&self) -> Option<&str> {
        Some(self.words.as_str()).filter(|words| !words.is_empty() && self.action != "dismiss")
    }
}

/// What the user has put on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Remark {
    /// How far the user is with it.
    pub mark: Option<Mark>,
    /// A note.
    pub note: String,
}

/// A reading with the user's corrections heeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The reading as the user has corrected it.
    pub reading: Reading,
    /// All that was changed, in the order of the text.
    pub changes: Vec<Change>,
    /// What is on the cards.
    pub remarks: Vec<(Part, Remark)>,
    /// Of quotes whose words are others now, the words as they were read.
    pub(super) contents: Vec<(usize, Span)>,
    /// Of events whose type is another now, the type as it was read.
    pub(super) kinds: Vec<(usize, EventType)>,
}

impl Review {
    /// What is on the card of `part`.
    pub fn remark(&self, part: Part) -> Remark {
        self.remarks
            .iter()
            .find(|(other, _)| *other == part)
            .map(|(_, remark)| remark.clone())
            .unwrap_or_default()
    }

    /// The content of the quote `id` as it was read.
    pub(super) fn content_as_read(&self, id: usize) -> Option<Span> {
        let changed = self.contents.iter().find(|(other, _)| *other == id).map(|(_, span)| *span);
        changed.or_else(|| self.reading.quotes.iter().find(|quote| quote.id == id).map(|quote| quote.content))
    }

    /// The type of the event `id` as it was read.
    pub(super) fn kind_as_read(&self, id: usize) -> Option<EventType> {
        let changed = self.kinds.iter().find(|(other, _)| *other == id).map(|(_, kind)| *kind);
        changed.or_else(|| self.reading.events.iter().find(|event| event.id == id).map(|event| event.kind))
    }
}
