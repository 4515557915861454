//! The best legal sequence of tags.

use std::ops::Range;

use libm::{expf, logf};

/// A tagged run of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// Index of the kind among the kinds of the tag set.
    pub kind: usize,
    /// The words.
    pub words: Range<usize>,
    /// The mean probability of its tags, from 0 to 1.
    pub probability: f32,
}

/// The runs of the best legal sequence, by Viterbi's algorithm. `scores` has a row of `tags` numbers for each word, before
/// softmax: tag 0 is outside, 1 + 2k begins a run of kind k, 2 + 2k goes on with it.
pub fn decode(scores: &[f32], tags: usize) -> Vec<Tagged> {
    runs(&scores.chunks_exact(tags).map(log_softmax).collect::<Vec<_>>(), tags)
}

/// The same from the logarithms of the tags' probabilities, a row for each word.
pub fn runs(rows: &[Vec<f32>], tags: usize) -> Vec<Tagged> {
    let path = best_path(rows, tags);
    let mut runs: Vec<Tagged> = Vec::new();
    for (at, tag) in path.iter().copied().enumerate().filter(|(_, tag)| *tag > 0) {
        let probability = expf(rows[at][tag]);
        match runs.last_mut() {
            Some(run) if tag % 2 == 0 => {
                run.words.end = at + 1;
                run.probability += probability;
            }
            _ => runs.push(Tagged { kind: (tag - 1) / 2, words: at..at + 1, probability }),
        }
    }
    runs.iter_mut().for_each(|run| run.probability /= run.words.len() as f32);
    runs
}

fn best_path(rows: &[Vec<f32>], tags: usize) -> Vec<usize> {
    // Of a tag that goes on with a run, only its first tag and itself may stand before it.
    let before = |tag: usize| if tag > 0 && tag.is_multiple_of(2) { tag - 1..tag + 1 } else { 0..tags };
    let Some((first, rest)) = rows.split_first() else { return Vec::new() };
    let begins = |tag: usize| tag == 0 || !tag.is_multiple_of(2);
    let mut best: Vec<f32> = (0..tags).map(|tag| if begins(tag) { first[tag] } else { f32::MIN }).collect();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rest.len());
    for row in rest {
        let from: Vec<usize> = (0..tags)
            .map(|tag| before(tag).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(0))
            .collect();
        best = (0..tags).map(|tag| best[from[tag]] + row[tag]).collect();
        back.push(from);
    }
    let mut tag = (0..tags).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(0);
    let mut path = vec![tag];
    for from in back.iter().rev() {
        tag = from[tag];
        path.push(tag);
    }
    path.reverse();
    path
}

/// Logarithms of the softmax of `scores`.
pub fn log_softmax(scores: &[f32]) -> Vec<f32> {
    /// What is so much less likely than the likeliest is lost in the rounding of the sum.
    const LOST: f32 = 18.0;
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let counts = scores.iter().filter(|score| most - **score < LOST);
    let total = logf(counts.map(|score| expf(score - most)).sum::<f32>()) + most;
    scores.iter().map(|score| score - total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_never_gone_on_with_before_it_began() {
        // Outside, begins a, inside a, begins b, inside b: the second word's best tag alone would be "inside b".
        let scores = [
            0.0, 3.0, 0.0, 0.0, 0.0, //
            0.0, 0.0, 1.5, 0.0, 2.0, //
            4.0, 0.0, 0.0, 0.0, 0.0, //
            0.0, 0.0, 3.0, 2.0, 0.0,
        ];
        let found: Vec<_> = decode(&scores, 5).into_iter().map(|run| (run.kind, run.words)).collect();
        assert_eq!(found, [(0, 0..2), (1, 3..4)]);
        assert!(decode(&[], 5).is_empty());
    }
}
