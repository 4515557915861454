//! Attributions: who is said to have said what, and by which words.

use std::collections::HashMap;
use std::ops::Range;

use dateline_kernels::dot;
use libm::{expf, logf};

use super::bio::{self, log_softmax};
use super::tree::Node;
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
/// Indices of two of the parts.
const CUE: usize = 1;
const CONTENT: usize = 2;
/// How much a word counts against a content that it is in, for each unit of the logarithm by which its tag is likelier
/// no content's; a few such words are the cue within a broken quotation, many are the next sentences.
const OUTSIDE_WEIGHT: f32 = 0.05;
/// The most that one word has against it.
const MOST_OUTSIDE: f32 = 4.0;
/// Words that stand between an auxiliary and its verb at most.
const MOST_BETWEEN: usize = 4;
/// A word is tried as a cue from this probability on where the content that it links to has none so far.
const DOUBTFUL_CUE: f32 = 0.13;
/// The mean probability of its words' tags that the content of a doubtful cue has at least.
const TAGGED_CONTENT: f32 = 0.7;
/// The share of its words that may be known already.
const MOST_KNOWN: f32 = 0.3;

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

/// What all cues are linked by.
struct Links<'a> {
    /// The vectors of the words as ends.
    keys: &'a [f32],
    outside: Outside,
    /// For each word that a cue may begin with, what is asked of the ends, and the vector of none as an end.
    asked: HashMap<usize, [Vec<f32>; 2]>,
}

/// Running sums over the words' tags of content.
struct Outside {
    /// Of how much likelier it is that a word is outside.
    against: Vec<f32>,
    /// Of the probabilities that a word is inside.
    inside: Vec<f32>,
}

impl Outside {
    /// Reads the scores of the tags of content.
    fn of(scores: &[f32]) -> Self {
        let mut outside = Outside { against: vec![0.0], inside: vec![0.0] };
        let (mut against, mut inside) = (0.0, 0.0);
        for row in scores.chunks_exact(TAGS).map(log_softmax) {
            let within = expf(row[1]) + expf(row[2]);
            against += (row[0] - logf(within.max(f32::MIN_POSITIVE))).clamp(0.0, MOST_OUTSIDE);
            inside += within;
            outside.against.push(against);
            outside.inside.push(inside);
        }
        outside
    }

    fn over(&self, words: Range<usize>) -> f32 {
        self.against[words.end] - self.against[words.start]
    }

    fn mean_inside(&self, words: Range<usize>) -> f32 {
        (self.inside[words.end] - self.inside[words.start]) / words.len().max(1) as f32
    }
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

    /// The vectors of the words as ends of sources and contents.
    pub fn ends_of(&self, rows: &Rows) -> Vec<f32> {
        let mut ends = dense(&self.word, rows);
        relu(&mut ends);
        ends
    }

    /// The attributions among the words, in the order of their cues. `keys` are the vectors of the words as ends.
    pub fn read(&self, encoded: &Encoded, rows: &Rows, nodes: &[Node], keys: &[f32]) -> Vec<Attribution> {
        let scores = dense(&self.tags, rows);
        let row = |part: usize| {
            let rows = scores.chunks_exact(PARTS * TAGS);
            rows.flat_map(|row| row[part * TAGS..(part + 1) * TAGS].iter().copied()).collect::<Vec<f32>>()
        };
        let cues: Vec<Vec<f32>> = row(CUE).chunks_exact(TAGS).map(log_softmax).collect();
        let runs = with_verbs(bio::runs(&cues, TAGS), nodes);
        let doubtful = doubtful(&cues);
        let firsts = runs.iter().map(|cue| cue.words.start).chain(doubtful.iter().copied()).collect();
        let asked = self.asked(encoded, firsts);
        let links = Links { keys, outside: Outside::of(&row(CONTENT)), asked };
        let mut found: Vec<Attribution> = runs.into_iter().map(|cue| self.linked(&links, cue)).collect();
        self.add_doubtful(&links, &cues, doubtful, nodes, &mut found);
        found.sort_by_key(|attribution| attribution.cue.start);
        found
    }

    /// What the words `firsts` ask as cues, all at once.
    fn asked(&self, encoded: &Encoded, firsts: Vec<usize>) -> HashMap<usize, [Vec<f32>; 2]> {
        let queries = relued(&self.cue, firsts.iter().map(|first| encoded.vector(*first)));
        let nones = relued(&self.word, firsts.iter().map(|first| encoded.start(*first)));
        let rows = queries.chunks_exact(self.cue.outputs()).zip(nones.chunks_exact(self.word.outputs()));
        firsts.iter().copied().zip(rows.map(|(query, none)| [query.to_vec(), none.to_vec()])).collect()
    }

    /// The attribution of a cue.
    fn linked(&self, links: &Links, cue: bio::Tagged) -> Attribution {
        let width = self.word.outputs();
        let first = cue.words.start;
        let [query, none] = &links.asked[&first];
        let reach = first.saturating_sub(REACH)..(first + REACH).min(links.keys.len() / width);
        let around = &links.keys[reach.start * width..reach.end * width];
        let ends = self.ends(query, around, none, first - reach.start);
        let (source, source_log) = best(&ends[0], &ends[1], LONGEST[0], |_| 0.0);
        let outside = |words: Range<usize>| {
            OUTSIDE_WEIGHT * links.outside.over(words.start + reach.start..words.end + reach.start)
        };
        let (content, content_log) = best(&ends[2], &ends[3], LONGEST[1], outside);
        let place = |range: Range<usize>| range.start + reach.start..range.end + reach.start;
        Attribution {
            source: source.map(place),
            content: content.map(place),
            confidence: cue.probability * expf(content_log),
            source_confidence: expf(source_log),
            cue: cue.words,
        }
    }

    /// Adds attributions whose cues are doubtful, but whose contents are tagged as such and belong to no other cue.
    fn add_doubtful(
        &self,
        links: &Links,
        rows: &[Vec<f32>],
        doubtful: Vec<usize>,
        nodes: &[Node],
        found: &mut Vec<Attribution>,
    ) {
        let mut taken = vec![false; rows.len()];
        let take = |taken: &mut Vec<bool>, attribution: &Attribution| {
            let parts = attribution.content.iter().chain([&attribution.cue]);
            parts.for_each(|words| taken[words.clone()].fill(true));
        };
        found.iter().for_each(|attribution| take(&mut taken, attribution));
        for first in doubtful {
            if taken[first] {
                continue;
            }
            let goes_on = |at: &usize| rows[*at][2] > rows[*at][0].max(rows[*at][1]);
            let end = first + 1 + (first + 1..rows.len()).take_while(goes_on).count();
            let words = with_verb(first..end, nodes);
            let cue = bio::Tagged { kind: 0, words, probability: likely_cue(&rows[first]) };
            let attribution = self.linked(links, cue);
            let Some(content) = attribution.content.clone() else { continue };
            let known = content.clone().filter(|word| taken[*word]).count() as f32;
            let words = content.len() as f32;
            if known <= MOST_KNOWN * words && links.outside.mean_inside(content) >= TAGGED_CONTENT {
                take(&mut taken, &attribution);
                found.push(attribution);
            }
        }
    }

    /// Logarithms of how likely each word is each end of a cue's parts; the last number is for no word.
    fn ends(&self, query: &[f32], keys: &[f32], none: &[f32], cue: usize) -> [Vec<f32>; ENDS] {
        let width = query.len();
        let part = width / ENDS;
        let factor = (part as f32).sqrt().recip();
        std::array::from_fn(|end| {
            let range = end * part..(end + 1) * part;
            let fit = |key: &[f32]| dot(&query[range.clone()], &key[range.clone()]) * factor;
            let words = keys.chunks_exact(width).enumerate();
            let scores = words.map(|(word, key)| fit(key) + self.distance[bucket(word, cue) * ENDS + end]);
            log_softmax(&scores.chain([fit(none)]).collect::<Vec<f32>>())
        })
    }
}

/// The cues with their verbs; a verb that is tagged apart becomes part of the cue.
fn with_verbs(cues: Vec<bio::Tagged>, nodes: &[Node]) -> Vec<bio::Tagged> {
    let mut whole: Vec<bio::Tagged> = Vec::new();
    for mut cue in cues {
        match whole.last_mut().filter(|last| last.words.end > cue.words.start) {
            Some(last) => last.words.end = last.words.end.max(cue.words.end),
            None => {
                cue.words = with_verb(cue.words, nodes);
                whole.push(cue);
            }
        }
    }
    whole
}

/// A cue with the verb that its auxiliaries and adverbs belong to, where it has nothing else: "has" alone tells nothing,
/// "has said" does.
fn with_verb(cue: Range<usize>, nodes: &[Node]) -> Range<usize> {
    let serves = |word: usize| nodes[word].serves_verb();
    let governor = cue.clone().filter_map(|word| nodes[word].head).find(|head| *head >= cue.end);
    match governor.filter(|verb| verb - cue.end < MOST_BETWEEN) {
        Some(verb) if (cue.start..verb).all(serves) => cue.start..verb + 1,
        _ => cue,
    }
}

fn relued<'v>(layer: &Linear, vectors: impl Iterator<Item = &'v [f32]>) -> Vec<f32> {
    let mut rows = Rows::default();
    rows.clear(layer.inputs());
    vectors.for_each(|vector| rows.push(vector));
    let mut out = dense(layer, &rows);
    relu(&mut out);
    out
}

/// How likely a word is one of a cue, by the logarithms of its tags.
fn likely_cue(tags: &[f32]) -> f32 {
    expf(tags[1]) + expf(tags[2])
}

/// The words that are tried as the first of a cue, the likeliest first.
fn doubtful(rows: &[Vec<f32>]) -> Vec<usize> {
    let begins = |at: &usize| rows[*at][1] >= rows[*at][2] && likely_cue(&rows[*at]) >= DOUBTFUL_CUE;
    let mut found: Vec<usize> = (0..rows.len()).filter(begins).collect();
    found.sort_by(|a, b| likely_cue(&rows[*b]).total_cmp(&likely_cue(&rows[*a])));
    found
}

/// The likeliest run of at most `longest` words between two ends that is likelier than none, and the logarithm of how
/// likely it is. What `against` says of a run counts against it beside others.
fn best(
    first: &[f32],
    last: &[f32],
    longest: usize,
    against: impl Fn(Range<usize>) -> f32,
) -> (Option<Range<usize>>, f32) {
    let words = first.len() - 1;
    let none = first[words] + last[words];
    let mut best = (None, none, f32::MIN);
    let ends = likely(&last[..words]);
    for (start, from) in likely(&first[..words]) {
        for (end, to) in ends.iter().filter(|(end, _)| (start..start + longest).contains(end)) {
            let sum = from + to;
            // Nothing counts for a run, so that most need not be weighed.
            if sum > none && sum > best.2 {
                let weighed = sum - against(start..end + 1);
                if weighed > best.2 {
                    best = (Some(start..end + 1), sum, weighed);
                }
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
        let (run, _) = best(&[-4.0, -1.0, -0.5, -3.0], &[-0.1, -2.0, -1.0, -3.0], 9, |_| 0.0);
        assert_eq!(run, Some(2..3));
        assert_eq!(best(&[-4.0, -4.0, -0.1], &[-4.0, -4.0, -0.1], 9, |_| 0.0).0, None);
    }

    #[test]
    fn a_run_ends_before_words_that_are_tagged_as_outside() {
        let (first, last) = ([-0.1, -5.0, -5.0, -3.0], [-1.0, -5.0, -0.9, -3.0]);
        assert_eq!(best(&first, &last, 9, |_| 0.0).0, Some(0..3));
        let outside = Outside::of(&[0.0, 5.0, 0.0, 5.0, 0.0, 0.0, 5.0, 0.0, 0.0]);
        assert_eq!(best(&first, &last, 9, |words| 0.1 * outside.over(words)).0, Some(0..1));
        assert!(outside.mean_inside(0..1) > 0.9 && outside.mean_inside(1..3) < 0.1);
    }
}
