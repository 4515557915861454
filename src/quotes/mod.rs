//! Quotes: what somebody said, and who.
//!
//! Reads the text, its [`Segments`] and [`Entities`]; gives the quotes in the order of the text.

use crate::entities::Entities;
use crate::reading::{QuoteForm, QuoteKind};
use crate::segment::Segments;
use crate::text::Span;

/// What somebody said; its index among the quotes is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The content alone, without marks, "that" and border punctuation.
    pub content: Span,
    /// The content as the corpora have it: with its "that" and its quotation marks.
    pub tagged: Span,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
    /// The word that reports.
    pub cue: Option<Span>,
    /// The words that name the speaker, as they stand.
    pub source: Option<Span>,
    /// Index of the entity that speaks.
    pub speaker: Option<usize>,
    /// Index of the body that a spokesman speaks for.
    pub on_behalf_of: Option<usize>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Finds the quotes.
pub fn find(text: &str, segments: &Segments, entities: &Entities) -> Vec<Quote> {
    let _ = (text, segments, entities);
    Vec::new()
}
