//! Names and their types.

use std::ops::Range;

use super::{bio, dense};
use crate::encoder::{Linear, Rows, Weights, WeightsError};
use crate::reading::NameType;

/// The kinds in the order of the head's tags.
const KINDS: [NameType; 4] = [NameType::Per, NameType::Org, NameType::Loc, NameType::Misc];

/// A name, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameType,
    /// How likely it is right, from 0 to 1.
    pub confidence: f32,
}

/// How sure the head is to be of a body: of those that it is less sure of, most are none. Chosen on the development sets of
/// EWT, CrossNER and GUM (`training/TRIES.md`).
const SURE_BODY: f32 = 0.5;

impl Name {
    /// Whether it is a body, and more likely none.
    pub fn is_doubtful_body(&self) -> bool {
        self.kind == NameType::Org && self.confidence < SURE_BODY
    }
}

/// The names of each of the `sentences`.
pub fn read(head: &Linear, rows: &Rows, sentences: impl Iterator<Item = Range<usize>>) -> Vec<Name> {
    let scores = dense(head, rows);
    let tags = head.outputs();
    let of_sentence = |sentence: Range<usize>| {
        let found = bio::decode(&scores[sentence.start * tags..sentence.end * tags], tags);
        found.into_iter().map(move |run| Name {
            words: run.words.start + sentence.start..run.words.end + sentence.start,
            kind: KINDS[run.kind],
            confidence: run.probability,
        })
    };
    sentences.flat_map(of_sentence).collect()
}

/// The layer that tags names.
pub fn head(weights: &Weights) -> Result<Linear, WeightsError> {
    weights.linear_of("head.names", weights.config().width, 1 + 2 * KINDS.len())
}
