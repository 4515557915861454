//! Universal Dependencies: parts of speech, and each word's head and relation.

use dateline_kernels::dot;

use super::{dense, relu};
use crate::encoder::{Linear, Rows, Weights, WeightsError};

/// What stands against each tree with a second root: a sentence has one.
const SECOND_ROOT: f32 = 1e4;

/// A word in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Index of the word that it depends on; `None` for the root of its sentence.
    pub head: Option<usize>,
    /// Index of its relation among the weights' `deprels`.
    pub relation: usize,
    /// Index of its universal part of speech among the weights' `upos`.
    pub upos: usize,
}

impl Node {
    /// The same among words before which there are `first` others.
    pub fn moved(&self, first: usize) -> Self {
        Node { head: self.head.map(|head| first + head), ..*self }
    }
}

/// Universal parts of speech by their index among the weights' `upos`.
const VERB: usize = 2;
const AUXILIARY: usize = 7;

/// The weights' `deprels`.
const RELATIONS: [&str; 51] = [
    "root",
    "punct",
    "case",
    "det",
    "nsubj",
    "advmod",
    "amod",
    "obj",
    "obl",
    "conj",
    "nmod",
    "compound",
    "cc",
    "mark",
    "aux",
    "cop",
    "nmod:poss",
    "advcl",
    "xcomp",
    "flat",
    "acl:relcl",
    "ccomp",
    "parataxis",
    "acl",
    "appos",
    "nummod",
    "aux:pass",
    "nsubj:pass",
    "discourse",
    "obl:unmarked",
    "nmod:unmarked",
    "compound:prt",
    "expl",
    "fixed",
    "iobj",
    "list",
    "obl:agent",
    "dep",
    "reparandum",
    "nmod:desc",
    "csubj",
    "nsubj:outer",
    "det:predet",
    "advcl:relcl",
    "vocative",
    "cc:preconj",
    "goeswith",
    "orphan",
    "dislocated",
    "csubj:pass",
    "csubj:outer",
];

impl Node {
    /// Whether it is a verb that is no auxiliary.
    pub fn is_verb(&self) -> bool {
        self.upos == VERB
    }

    /// The name of its relation in Universal Dependencies.
    pub fn relation_name(&self) -> &'static str {
        RELATIONS.get(self.relation).copied().unwrap_or("dep")
    }

    /// Whether it is an auxiliary, a copula, an adverb, a "not" or the "to" of an infinitive.
    pub fn serves_verb(&self) -> bool {
        matches!(self.relation_name(), "aux" | "aux:pass" | "cop" | "advmod" | "mark")
    }

    /// Whether it is an auxiliary or a copula.
    pub fn is_auxiliary(&self) -> bool {
        self.upos == AUXILIARY
    }
}

/// The head that parses.
pub struct Head {
    upos: Linear,
    arc: Pair,
    label: Pair,
}

/// A layer for dependents, one for heads, and a third that multiplies the first with the second.
struct Pair {
    dependent: Linear,
    head: Linear,
    product: Linear,
}

impl Pair {
    fn of(weights: &Weights, name: &str) -> Result<Self, WeightsError> {
        Ok(Pair {
            dependent: weights.linear(&format!("head.{name}_dependent"))?,
            head: weights.linear(&format!("head.{name}_head"))?,
            product: weights.linear(&format!("head.{name}"))?,
        })
    }

    /// Each dependent times the product's weights; the dependents have a one at their end.
    fn dependents(&self, rows: &Rows) -> Vec<f32> {
        let width = self.dependent.outputs();
        let mut found = dense(&self.dependent, rows);
        relu(&mut found);
        let mut ended = Rows::default();
        ended.clear(width + 1);
        for row in found.chunks_exact(width) {
            ended.push(&[row, &[1.0]].concat());
        }
        dense(&self.product, &ended)
    }

    fn heads(&self, rows: &Rows) -> Vec<f32> {
        let mut found = dense(&self.head, rows);
        relu(&mut found);
        found
    }
}

impl Head {
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Head {
            upos: weights.linear("head.upos")?,
            arc: Pair::of(weights, "arc")?,
            label: Pair::of(weights, "label")?,
        })
    }

    /// The tree of one sentence, its words' heads counted from its first word. The vector `root` stands for the root, and
    /// is added to the words' rows.
    pub fn read(&self, rows: &mut Rows, root: &[f32]) -> Vec<Node> {
        let count = rows.len();
        let upos = largest(&self.upos, rows);
        let arcs = self.arc.dependents(rows);
        let labels = self.label.dependents(rows);
        // The root comes last.
        rows.push(root);
        let heads = arborescence(self.scores(&arcs, &self.arc.heads(rows), count));
        let label_heads = self.label.heads(rows);
        let (of_word, of_head) = (self.label.product.outputs(), self.label.head.outputs());
        let relation = |word: usize, head: usize| {
            let scores = labels[word * of_word..][..of_word].chunks_exact(of_head + 1).map(|row| {
                let (row, rest) = row.split_at(of_head);
                dot(row, &label_heads[head * of_head..][..of_head]) + rest[0]
            });
            position_of_largest(scores)
        };
        heads
            .into_iter()
            .enumerate()
            .map(|(word, head)| Node {
                head: (head < count).then_some(head),
                relation: relation(word, head),
                upos: upos[word],
            })
            .collect()
    }

    /// For each word the score of each word as its head, and last that of the root.
    fn scores(&self, dependents: &[f32], heads: &[f32], count: usize) -> Vec<Vec<f32>> {
        let width = self.arc.head.outputs();
        let factor = (width as f32).sqrt().recip();
        let row = |(word, dependent): (usize, &[f32])| {
            let mut row: Vec<f32> =
                heads.chunks_exact(width).map(|head| dot(dependent, head) * factor).collect();
            row[word] = f32::MIN;
            row[count] -= SECOND_ROOT;
            row
        };
        dependents.chunks_exact(width).enumerate().map(row).collect()
    }
}

/// The tag with the highest score, for each row.
fn largest(layer: &Linear, rows: &Rows) -> Vec<usize> {
    let scores = dense(layer, rows);
    scores.chunks_exact(layer.outputs()).map(|row| position_of_largest(row.iter().copied())).collect()
}

fn position_of_largest(numbers: impl Iterator<Item = f32>) -> usize {
    numbers.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(position, _)| position)
}

/// The heads of the tree with the highest sum, by the algorithm of Chu, Liu and Edmonds. `scores` has a row for each word:
/// the score of each word as its head, and last that of the root.
fn arborescence(scores: Vec<Vec<f32>>) -> Vec<usize> {
    let count = scores.len();
    let mut heads: Vec<usize> = scores.iter().map(|row| position_of_largest(row.iter().copied())).collect();
    let Some(cycle) = cycle(&heads) else { return heads };
    let inside: Vec<bool> = (0..count).map(|word| cycle.contains(&word)).collect();
    let outside: Vec<usize> = (0..count).filter(|word| !inside[*word]).collect();
    // The cycle becomes one word, the last of a smaller graph.
    let one = outside.len();
    let gain = |word: usize, head: usize| scores[word][head] - scores[word][heads[word]];
    let entry = |head: usize| cycle.iter().copied().max_by(|a, b| gain(*a, head).total_cmp(&gain(*b, head)));
    let exit = |word: usize| {
        cycle.iter().copied().max_by(|a, b| scores[word][*a].total_cmp(&scores[word][*b])).unwrap_or(0)
    };
    let mut smaller: Vec<Vec<f32>> = Vec::with_capacity(one + 1);
    for word in &outside {
        let row = outside.iter().map(|head| scores[*word][*head]);
        smaller.push(row.chain([scores[*word][exit(*word)], scores[*word][count]]).collect());
    }
    let into = outside.iter().copied().map(|head| entry(head).map_or(f32::MIN, |word| gain(word, head)));
    let root = entry(count).map_or(f32::MIN, |word| gain(word, count));
    smaller.push(into.chain([f32::MIN, root]).collect());
    let found = arborescence(smaller);
    let named = |head: usize| if head < one { outside[head] } else { count };
    let broken_by = named(found[one]);
    let entries = entry(broken_by);
    for (place, word) in outside.iter().enumerate() {
        heads[*word] = if found[place] == one {
            exit(*word)
        } else {
            named(found[place] - usize::from(found[place] > one))
        };
    }
    if let Some(word) = entries {
        heads[word] = broken_by;
    }
    heads
}

/// Words whose heads go round.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // The round of the search in which each word was met, from 1.
    let mut met = vec![0; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at < heads.len() && met[at] == 0 {
            met[at] = start + 1;
            at = heads[at];
        }
        if at < heads.len() && met[at] == start + 1 {
            let mut words = vec![at];
            while heads[words[words.len() - 1]] != at {
                words.push(heads[words[words.len() - 1]]);
            }
            return Some(words);
        }
    }
    None
}

/// A word that hangs on another by a relation.
#[cfg(test)]
pub fn node(head: Option<usize>, relation: &str) -> Node {
    let relation =
        RELATIONS.iter().position(|name| *name == relation).expect("the relation is one of the weights'");
    Node { head, relation, upos: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_weights() {
        let weights = Weights::read(include_bytes!("../../../weights/encoder.bin")).expect("weights");
        assert_eq!(weights.metadata()["tags"]["deprels"], serde_json::json!(RELATIONS[..]));
    }

    #[test]
    fn the_best_tree_has_no_cycle_though_the_best_heads_do() {
        // Words 0 and 1 like each other best; the root would rather have word 1, and 2 depends on 0.
        let no = f32::MIN;
        let scores = vec![vec![no, 9.0, 1.0, 2.0], vec![8.0, no, 1.0, 4.0], vec![5.0, 1.0, no, 0.0]];
        assert_eq!(arborescence(scores), [1, 3, 0]);
        assert_eq!(arborescence(vec![vec![no, 1.0]]), [1]);
        assert_eq!(arborescence(Vec::new()), [0; 0]);
    }

    #[test]
    fn a_tree_of_many_words_is_the_best_of_all() {
        // Every tree of four words tried out.
        let mut seed = 7_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as f32 / 4096.0
        };
        for _ in 0..50 {
            let mut scores: Vec<Vec<f32>> = (0..4).map(|_| (0..5).map(|_| random()).collect()).collect();
            (0..4).for_each(|word| scores[word][word] = f32::MIN);
            let sum =
                |heads: &[usize]| -> f32 { heads.iter().zip(&scores).map(|(head, row)| row[*head]).sum() };
            let all = (0..625).map(|n| [n % 5, n / 5 % 5, n / 25 % 5, n / 125]);
            let trees = all.filter(|heads| cycle(heads).is_none());
            let best = trees.map(|heads| sum(&heads)).fold(f32::MIN, f32::max);
            let found = arborescence(scores.clone());
            assert!(cycle(&found).is_none());
            assert!((sum(&found) - best).abs() < 1e-3, "{scores:?}");
        }
    }
}
