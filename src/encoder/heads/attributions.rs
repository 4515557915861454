//! Attributions: who is said to have said what, and by which words.

use std::ops::Range;

use super::bio::{self, log_softmax};
use super::{bucket, dense, relu};
use crate::encoder::{Encoded, Linear, Rows, Weights, WeightsError};

/// Parts of an attribution that words are tagged as, each apart from the others: source, cue, content.
const PARTS: usize = 3;
/// Tags of each part: outside, begins, inside.
const TAGS: usize = 3;
/// Ends that each cue is linked to: first and last word of its source, first and last word of its content.
const ENDS: usize = 4;
/// How far from its cue an end can be, in words. Windows of the training were as long.
const REACH: usize = 220;
/// The longest source and content, in words.
const LONGEST: [usize; 2] = [40, 220];

/// One attribution, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Whose it is; `None` where the text does not say.
    pub source: Option<Range<usize>>,
    /// What reports.
    pub cue: Range<usize>,
    /// What is reported, from its first to its last word.
    pub content: Option<Range<usize>>,
    /// How likely cue and content are right, from 0 to 1.
    pub confidence: f32,
    /// How likely the source is right, from 0 to 1.
    pub source_confidence: f32,
}

/// The head that finds attributions.
pub struct Head {
    tags: Linear,
    cue: Linear,
    word: Linear,
    /// For each distance, what is added to the score of each end.
    distance: Vec<f32>,
}

impl Head {
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Head {
            tags: weights.linear("head.attribution")?,
            cue: weights.linear("head.link_cue")?,
            word: weights.linear("head.link_word")?,
            distance: weights.floats("head.link_distance")?,
        })
    }

    /// The attributions among the words, in the order of their cues.
    pub fn read(&self, encoded: &Encoded, rows: &Rows) -> Vec<Attribution> {
        let cues = self.cues(rows);
        let width = self.word.outputs();
        let mut keys = dense(&self.word, rows);
        relu(&mut keys);
        let linked = |cue: bio::Tagged| {
            let first = cue.words.start;
            let query = relued(&self.cue, encoded.vector(first));
            let none = relued(&self.word, encoded.start(first));
            let reach = first.saturating_sub(REACH)..(first + REACH).min(encoded.len());
            let around = &keys[reach.start * width..reach.end * width];
            let ends = self.ends(&query, around, &none, first - reach.start);
            let (source, source_log) = best(&ends[0], &ends[1], LONGEST[0]);
            let (content, content_log) = best(&ends[2], &ends[3], LONGEST[1]);
            let place = |range: Range<usize>| range.start + reach.start..range.end + reach.start;
            Attribution {
                source: source.map(place),
                content: content.map(place),
                confidence: cue.probability * content_log.exp(),
                source_confidence: source_log.exp(),
                cue: cue.words,
            }
        };
        cues.into_iter().map(linked).collect()
    }

    fn cues(&self, rows: &Rows) -> Vec<bio::Tagged> {
        let scores = dense(&self.tags, rows);
        let of_cue: Vec<f32> =
            scores.chunks_exact(PARTS * TAGS).flat_map(|row| row[TAGS..2 * TAGS].iter().copied()).collect();
        bio::decode(&of_cue, TAGS)
    }

    /// Logarithms of how likely each word is each end of a cue's parts; the last number is for no word.
    fn ends(&self, query: &[f32], keys: &[f32], none: &[f32], cue: usize) -> [Vec<f32>; ENDS] {
        let width = query.len();
        let part = width / ENDS;
        let factor = (part as f32).sqrt().recip();
        std::array::from_fn(|end| {
            let range = end * part..(end + 1) * part;
            let dot = |key: &[f32]| {
                let pairs = query[range.clone()].iter().zip(&key[range.clone()]);
                pairs.map(|(a, b)| a * b).sum::<f32>() * factor
            };
            let words = keys.chunks_exact(width).enumerate();
            let scores = words.map(|(word, key)| dot(key) + self.distance[bucket(word, cue) * ENDS + end]);
            log_softmax(&scores.chain([dot(none)]).collect::<Vec<f32>>())
        })
    }
}

fn relued(layer: &Linear, vector: &[f32]) -> Vec<f32> {
    let mut rows = Rows::default();
    rows.quantise(vector, vector.len());
    let mut out = dense(layer, &rows);
    relu(&mut out);
    out
}

/// The likeliest run of at most `longest` words between two ends, or none, and the logarithm of how likely it is.
fn best(first: &[f32], last: &[f32], longest: usize) -> (Option<Range<usize>>, f32) {
    let words = first.len() - 1;
    let mut best = (None, first[words] + last[words]);
    let ends = likely(&last[..words]);
    for (start, from) in likely(&first[..words]) {
        for (end, to) in ends.iter().filter(|(end, _)| (start..start + longest).contains(end)) {
            if from + to > best.1 {
                best = (Some(start..end + 1), from + to);
            }
        }
    }
    // The mean of the two ends.
    (best.0, best.1 / 2.0)
}

/// The words that are not much less likely than the likeliest, with the logarithms of how likely they are.
fn likely(words: &[f32]) -> Vec<(usize, f32)> {
    const MUCH: f32 = 8.0;
    let most = words.iter().copied().fold(f32::MIN, f32::max);
    words.iter().copied().enumerate().filter(|(_, likely)| *likely > most - MUCH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_run_is_not_backwards_and_may_be_none() {
        let (run, _) = best(&[-4.0, -1.0, -0.5, -3.0], &[-0.1, -2.0, -1.0, -3.0], 9);
        assert_eq!(run, Some(2..3));
        assert_eq!(best(&[-4.0, -4.0, -0.1], &[-4.0, -4.0, -0.1], 9).0, None);
    }
}
