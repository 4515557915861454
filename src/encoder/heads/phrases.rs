//! Coreference: noun phrases, and how likely each speaks of the same as one before it.

use std::ops::Range;

use dateline_kernels::dot;

use super::tree::Node;
use super::{bucket, dense, relu};
use crate::encoder::{Linear, Rows, Weights, WeightsError};

/// Words that are looked back: the head was trained within windows, which are not much longer.
const REACH: usize = 250;

/// A noun phrase or a pronoun.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Its words, from the first modifier to the end of what belongs to it.
    pub words: Range<usize>,
    /// Its head.
    pub head: usize,
    /// For each phrase shortly before it, the last of them last, how well the two go together: a logarithm of odds against
    /// the phrase being the first to speak of its thing.
    pub before: Vec<f32>,
}

/// Noun phrases that are not compared yet.
#[derive(Debug, Default)]
pub struct Mentions {
    phrases: Vec<Phrase>,
    /// The vectors of each as the earlier and as the later of two.
    keys: Vec<f32>,
    queries: Vec<f32>,
    /// How likely each is the first to speak of its thing.
    new: Vec<f32>,
}

impl Mentions {
    /// Appends those of the sentence that begins with the word `first`.
    pub fn append(&mut self, sentence: &Mentions, first: usize) {
        self.phrases.extend(sentence.phrases.iter().map(|phrase| Phrase {
            words: phrase.words.start + first..phrase.words.end + first,
            head: phrase.head + first,
            before: Vec::new(),
        }));
        self.keys.extend(&sentence.keys);
        self.queries.extend(&sentence.queries);
        self.new.extend(&sentence.new);
    }

    /// How many numbers they hold.
    pub fn numbers(&self) -> usize {
        self.keys.len() + self.queries.len() + self.new.len()
    }
}

/// The head that compares phrases.
pub struct Head {
    phrase: Linear,
    pair: Linear,
    distance: Vec<f32>,
    new: Linear,
}

impl Head {
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Head {
            phrase: weights.linear("head.mention")?,
            pair: weights.linear("head.mention_pair")?,
            distance: weights.floats("head.mention_distance")?,
            new: weights.linear("head.mention_new")?,
        })
    }

    /// The phrases of a sentence with these `nodes`; `words` are the vectors of its words.
    pub fn of_sentence(&self, words: &[f32], nodes: &[Node]) -> Mentions {
        let phrases = phrases(nodes);
        let width = words.len() / nodes.len().max(1);
        let mut ends = Rows::default();
        ends.clear(self.phrase.inputs());
        for Phrase { words: range, head, .. } in &phrases {
            let vectors = [range.start, range.end - 1, *head].map(|word| &words[word * width..][..width]);
            ends.push(&vectors.concat());
        }
        let mut keys = dense(&self.phrase, &ends);
        relu(&mut keys);
        let mut rows = Rows::default();
        rows.quantise(&keys, self.phrase.outputs());
        let (queries, new) = (dense(&self.pair, &rows), dense(&self.new, &rows));
        Mentions { phrases, keys, queries, new }
    }

    /// The phrases of a text, each compared with those before it.
    pub fn compare(&self, mentions: Mentions) -> Vec<Phrase> {
        let Mentions { mut phrases, keys, queries, new } = mentions;
        let width = self.phrase.outputs();
        let starts: Vec<usize> = phrases.iter().map(|phrase| phrase.words.start).collect();
        let factor = (width as f32).sqrt().recip();
        for (at, phrase) in phrases.iter_mut().enumerate() {
            let query = &queries[at * width..][..width];
            let first = starts.partition_point(|start| start + REACH < starts[at]);
            phrase.before = (first..at)
                .map(|other| {
                    let key = &keys[other * width..][..width];
                    dot(query, key) * factor + self.distance[bucket(starts[at], starts[other])] - new[at]
                })
                .collect();
        }
        phrases
    }
}

/// The noun phrases of a tree in the order of their first words, of two that start together the shorter first, as the head
/// was trained.
fn phrases(nodes: &[Node]) -> Vec<Phrase> {
    let mut ends: Vec<Range<usize>> = (0..nodes.len()).map(|word| word..word + 1).collect();
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let depths: Vec<usize> = (0..nodes.len()).map(|word| depth(nodes, word)).collect();
    order.sort_by_key(|word| std::cmp::Reverse(depths[*word]));
    // Whole subtrees from below; what a phrase leaves out at its top is left out by `own`.
    let mut own = ends.clone();
    for word in order {
        if let Some(head) = nodes[word].head {
            ends[head] = joined(&ends[head], &ends[word]);
            if !nodes[word].is_beside_phrase() {
                own[head] = joined(&own[head], &ends[word]);
            }
        }
    }
    let is_head = |word: &usize| nodes[*word].heads_phrase();
    let mut phrases: Vec<Phrase> = (0..nodes.len())
        .filter(is_head)
        .map(|head| {
            let Range { start, mut end } = own[head].clone();
            while end > head + 1 && nodes[end - 1].is_punctuation() {
                end -= 1;
            }
            Phrase { words: start..end, head, before: Vec::new() }
        })
        .collect();
    phrases.sort_by_key(|phrase| (phrase.words.start, phrase.words.end));
    phrases
}

fn joined(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

fn depth(nodes: &[Node], word: usize) -> usize {
    std::iter::successors(nodes[word].head, |head| nodes[*head].head).count()
}
