//! What words tell of: cooperation or conflict, in words or in deeds.
//!
//! Learnt from sentences that say which of these they report, not by which word: a sentence reports what any of its
//! words tells, and nothing where no word does.

use libm::expf;

use super::dense;
use crate::encoder::{Linear, Rows, Weights, WeightsError};

/// Nothing, then the kinds in the order of [`Tells`].
const CLASSES: usize = 5;

/// How much a word tells of verbal cooperation, material cooperation, verbal conflict and material conflict: the odds of
/// each against nothing.
pub type Tells = [f32; CLASSES - 1];

/// The odds of each word.
pub fn read(head: &Linear, rows: &Rows) -> Vec<Tells> {
    let scores = dense(head, rows);
    let odds = |word: &[f32]| std::array::from_fn(|kind| expf(word[kind + 1] - word[0]));
    scores.chunks_exact(CLASSES).map(odds).collect()
}

/// The layer.
pub fn head(weights: &Weights) -> Result<Linear, WeightsError> {
    weights.linear_of("head.happening", weights.config().width, CLASSES)
}
