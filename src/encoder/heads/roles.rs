//! PropBank: predicates, and who does what to whom.

use std::ops::Range;

use super::{bio, bucket, dense, relu};
use crate::encoder::{Encoded, Linear, Rows, Weights, WeightsError};

/// A word that says that something happens, is done or is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// The word.
    pub word: usize,
    /// Its arguments: index of the role among the weights' `roles`, the words, how likely it is right.
    pub arguments: Vec<bio::Tagged>,
}

/// The head that labels roles.
pub struct Head {
    predicate: Linear,
    of_word: Linear,
    of_predicate: Linear,
    distance: Vec<f32>,
    role: Linear,
}

impl Head {
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Head {
            predicate: weights.linear("head.predicate")?,
            of_word: weights.linear("head.role_word")?,
            of_predicate: weights.linear("head.role_predicate")?,
            distance: weights.floats("head.role_distance")?,
            role: weights.linear("head.role")?,
        })
    }

    /// The predicates of all `sentences` with their arguments.
    pub fn read(
        &self,
        encoded: &Encoded,
        rows: &Rows,
        sentences: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Predicate> {
        let is_predicate: Vec<bool> =
            dense(&self.predicate, rows).chunks_exact(2).map(|scores| scores[1] > scores[0]).collect();
        let of_sentence = |sentence: Range<usize>| {
            let words: Vec<usize> = sentence.clone().filter(|word| is_predicate[*word]).collect();
            self.arguments(encoded, sentence, &words)
        };
        sentences.flat_map(of_sentence).collect()
    }

    /// The arguments of those words of a sentence that are `predicates`.
    fn arguments(&self, encoded: &Encoded, sentence: Range<usize>, predicates: &[usize]) -> Vec<Predicate> {
        if predicates.is_empty() {
            return Vec::new();
        }
        let mut rows = Rows::default();
        let vectors = encoded.vectors(sentence.clone());
        rows.quantise(vectors, vectors.len() / sentence.len());
        let words = dense(&self.of_word, &rows);
        let centres = dense(&self.of_predicate, &rows);
        let width = self.of_word.outputs();
        let read = |word: &usize| {
            let centre = &centres[(word - sentence.start) * width..][..width];
            let mut mixed = Rows::default();
            mixed.clear(width);
            for (at, row) in sentence.clone().zip(words.chunks_exact(width)) {
                let distance = &self.distance[bucket(at, *word) * width..][..width];
                let sums = row.iter().zip(centre).zip(distance).map(|((a, b), c)| a + b + c);
                let mut sums: Vec<f32> = sums.collect();
                relu(&mut sums);
                mixed.push(&sums);
            }
            let mut arguments = bio::decode(&dense(&self.role, &mixed), self.role.outputs());
            for argument in &mut arguments {
                argument.words = argument.words.start + sentence.start..argument.words.end + sentence.start;
            }
            Predicate { word: *word, arguments }
        };
        predicates.iter().map(read).collect()
    }
}
