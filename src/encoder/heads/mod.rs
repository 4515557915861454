//! What is read from the vectors of words. Each head is trained together with the network (`training/network.py`).

pub mod attributions;
pub mod bio;
pub mod names;
pub mod reader;
pub mod tags;
pub mod tree;

use super::{Linear, Rows};

/// Half of the buckets of distances: those to words before are in the second half.
const HALF: usize = 16;
/// Distances up to this have a bucket each; longer ones share one with all up to twice the distance.
const NEAR: usize = 8;

/// What the heads say of one sentence by itself, its words counted from its first.
#[derive(Debug, Default)]
pub struct Sentence {
    /// Its tree.
    pub nodes: Vec<tree::Node>,
    /// Its words as ends of attributions ([`attributions::Head::ends_of`]).
    pub ends: Vec<f32>,
}

impl Sentence {
    /// How many numbers it holds, which is what it takes of memory.
    pub fn numbers(&self) -> usize {
        self.ends.len()
    }
}

/// The product of all rows.
fn dense(layer: &Linear, rows: &Rows) -> Vec<f32> {
    let mut out = Vec::new();
    layer.apply(rows, &mut out);
    out
}

fn relu(numbers: &mut [f32]) {
    numbers.iter_mut().for_each(|number| *number = number.max(0.0));
}

/// The bucket of the distance from the word `from` to the word `to`.
fn bucket(to: usize, from: usize) -> usize {
    let size = to.abs_diff(from);
    let near = if size < NEAR { size } else { NEAR + (size / NEAR).ilog2() as usize };
    near.min(HALF - 1) + if to < from { HALF } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_share_buckets_the_farther_they_are() {
        let buckets: Vec<usize> =
            [0, 7, 8, 15, 16, 31, 32, 900].into_iter().map(|to| bucket(to, 0)).collect();
        assert_eq!(buckets, [0, 7, 8, 8, 9, 9, 10, 14]);
        assert_eq!(bucket(0, 3), 19);
    }
}
