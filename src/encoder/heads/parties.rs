//! Who acts in a sentence's main event, and on whom.

use std::ops::Range;

use super::{bio, dense};
use crate::encoder::{Linear, Rows, Weights, WeightsError};

/// A party of the main event, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words.
    pub words: Range<usize>,
    /// Whether they act, or are acted on.
    pub acts: bool,
    /// How likely it is right, from 0 to 1.
    pub confidence: f32,
}

/// The parties of each of the `sentences`.
pub fn read(head: &Linear, rows: &Rows, sentences: impl Iterator<Item = Range<usize>>) -> Vec<Party> {
    let scores = dense(head, rows);
    let tags = head.outputs();
    let of_sentence = |sentence: Range<usize>| {
        let found = bio::decode(&scores[sentence.start * tags..sentence.end * tags], tags);
        found.into_iter().map(move |run| Party {
            words: run.words.start + sentence.start..run.words.end + sentence.start,
            acts: run.kind == 0,
            confidence: run.probability,
        })
    };
    sentences.flat_map(of_sentence).collect()
}

/// The layer that tags parties.
pub fn head(weights: &Weights) -> Result<Linear, WeightsError> {
    weights.linear_of("head.parties", weights.config().width, 5)
}
