//! Stretches of words by tags that say where each begins and ends.

use std::ops::Range;

use libm::expf;

use super::bio::log_softmax;

/// Tags of a label: it begins, goes on, ends, or is a single word. Tag 0 is outside.
const PARTS: usize = 4;
const BEGINS: usize = 0;
const ENDS: usize = 2;
const SINGLE: usize = 3;

/// A stretch of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Index of its label.
    pub label: usize,
    /// The words.
    pub words: Range<usize>,
    /// The mean probability of its tags, from 0 to 1.
    pub probability: f32,
}

/// How many tags so many labels have.
pub const fn count(labels: usize) -> usize {
    1 + PARTS * labels
}

/// The stretches of the best sequence in which all that begins ends, by Viterbi's algorithm. `scores` has a row of `tags`
/// numbers for each word, before softmax.
pub fn stretches(scores: &[f32], tags: usize) -> Vec<Stretch> {
    let rows: Vec<Vec<f32>> = scores.chunks_exact(tags).map(log_softmax).collect();
    let mut found: Vec<Stretch> = Vec::new();
    for (at, tag) in best_path(&rows, tags).into_iter().enumerate().filter(|(_, tag)| *tag > 0) {
        let (label, part) = ((tag - 1) / PARTS, (tag - 1) % PARTS);
        if matches!(part, BEGINS | SINGLE) {
            found.push(Stretch { label, words: at..at, probability: 0.0 });
        }
        if let Some(stretch) = found.last_mut() {
            stretch.words.end = at + 1;
            stretch.probability += expf(rows[at][tag]);
        }
    }
    found.iter_mut().for_each(|stretch| stretch.probability /= stretch.words.len() as f32);
    found
}

/// The same where no stretch goes on past the end of a paragraph; `paragraphs` are the first words of all.
pub fn stretches_within(scores: &[f32], tags: usize, paragraphs: &[usize]) -> Vec<Stretch> {
    let ends = paragraphs.iter().skip(1).copied().chain([scores.len() / tags]);
    let within = |(start, end): (&usize, usize)| {
        let mut found = stretches(&scores[start * tags..end * tags], tags);
        found
            .iter_mut()
            .for_each(|stretch| stretch.words = stretch.words.start + start..stretch.words.end + start);
        found
    };
    paragraphs.iter().zip(ends).flat_map(within).collect()
}

/// Whether a stretch goes on after `tag`, and whether `tag` goes on with one.
fn is_open(tag: usize) -> bool {
    tag > 0 && (tag - 1) % PARTS < ENDS
}

fn goes_on(tag: usize) -> bool {
    tag > 0 && !matches!((tag - 1) % PARTS, BEGINS | SINGLE)
}

/// The tags that may stand before `tag`: its label's open ones, or all that are not open.
fn before(tag: usize, tags: usize) -> impl Iterator<Item = usize> {
    let first = if goes_on(tag) { tag - (tag - 1) % PARTS } else { 0 };
    let range = if goes_on(tag) { first..first + ENDS } else { 0..tags };
    range.filter(move |other| is_open(*other) == goes_on(tag))
}

fn best_path(rows: &[Vec<f32>], tags: usize) -> Vec<usize> {
    let Some((first, rest)) = rows.split_first() else { return Vec::new() };
    let mut best: Vec<f32> = (0..tags).map(|tag| if goes_on(tag) { f32::MIN } else { first[tag] }).collect();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rest.len());
    let most = |best: &[f32], some: &mut dyn Iterator<Item = usize>| {
        some.max_by(|a, b| best[*a].total_cmp(&best[*b]).then(b.cmp(a))).unwrap_or(0)
    };
    for row in rest {
        let from: Vec<usize> = (0..tags).map(|tag| most(&best, &mut before(tag, tags))).collect();
        best = (0..tags).map(|tag| best[from[tag]] + row[tag]).collect();
        back.push(from);
    }
    let mut tag = most(&best, &mut before(0, tags));
    let mut path = vec![tag];
    for from in back.iter().rev() {
        tag = from[tag];
        path.push(tag);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_ends_and_nothing_goes_on_that_has_not_begun() {
        // Outside; begins, inside, ends, single of one label. The second word's best tag alone would be "single".
        let scores = [
            0.0, 3.0, 0.0, 0.0, 0.0, //
            0.0, 0.0, 1.5, 0.0, 2.0, //
            0.0, 0.0, 0.0, 2.0, 0.0, //
            3.0, 0.0, 0.0, 0.0, 0.0, //
            0.0, 0.5, 0.0, 0.0, 0.4,
        ];
        let found: Vec<_> = stretches(&scores, count(1)).into_iter().map(|stretch| stretch.words).collect();
        assert_eq!(found, [0..3, 4..5]);
        assert!(stretches(&[], count(1)).is_empty());
    }
}
