//! Scores of pairs: a small network over both and the pair's features, and a product of projections beside it.

use dateline_kernels::dot;

use super::manifest::Manifest;
use crate::encoder::heads::dense;
use crate::encoder::{Linear, Rows, Weights, WeightsError};

/// The head that scores pairs of two kinds of units.
pub struct Pairs {
    left: Linear,
    right: Linear,
    query: Linear,
    key: Linear,
    /// For each feature a row for each of its categories.
    tables: Vec<Vec<f32>>,
    /// A row for each output, and what is added to it.
    out: Vec<f32>,
    bias: Vec<f32>,
    hidden: usize,
    product: usize,
}

/// Units as one side of pairs: rows for the small network, and for the product.
#[derive(Debug, Default)]
pub struct Side {
    mixed: Vec<f32>,
    projected: Vec<f32>,
}

impl Pairs {
    /// The head `name`, whose features have so many categories each.
    pub fn of(
        weights: &Weights,
        manifest: &Manifest,
        name: &str,
        features: &[usize],
    ) -> Result<Self, WeightsError> {
        let outputs = manifest.outputs(name, features)?;
        let (unit, hidden, product) = (manifest.unit, manifest.hidden, manifest.product);
        let layer = |part: &str, size| weights.linear_of(&format!("read.{name}.{part}"), unit, size);
        let table =
            |(at, size): (usize, &usize)| weights.floats_of(&format!("read.{name}.table{at}"), size * hidden);
        Ok(Pairs {
            left: layer("left", hidden)?,
            right: layer("right", hidden)?,
            query: layer("query", outputs * product)?,
            key: layer("key", outputs * product)?,
            tables: features.iter().enumerate().map(table).collect::<Result<_, _>>()?,
            out: weights.floats_of(&format!("read.{name}.out.weight"), outputs * hidden)?,
            bias: weights.floats_of(&format!("read.{name}.out.bias"), outputs)?,
            hidden,
            product,
        })
    }

    /// How many scores a pair gets.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Units as the left of pairs.
    pub fn lefts(&self, units: &Rows) -> Side {
        Side { mixed: dense(&self.left, units), projected: dense(&self.query, units) }
    }

    /// Units as the right of pairs.
    pub fn rights(&self, units: &Rows) -> Side {
        Side { mixed: dense(&self.right, units), projected: dense(&self.key, units) }
    }

    /// The scores of one pair, into `scores`. `scratch` is room for the small network.
    pub fn score(
        &self,
        (lefts, left): (&Side, usize),
        (rights, right): (&Side, usize),
        features: &[usize],
        scratch: &mut Vec<f32>,
        scores: &mut [f32],
    ) {
        let row = |at: usize| at * self.hidden..(at + 1) * self.hidden;
        scratch.clear();
        scratch.extend_from_slice(&lefts.mixed[row(left)]);
        add(scratch, &rights.mixed[row(right)]);
        for (table, feature) in self.tables.iter().zip(features) {
            add(scratch, &table[row(*feature)]);
        }
        scratch.iter_mut().for_each(|number| *number = number.max(0.0));
        let factor = (self.product as f32).sqrt().recip();
        let width = self.outputs() * self.product;
        for (output, score) in scores.iter_mut().enumerate() {
            let part =
                |at: usize| at * width + output * self.product..at * width + (output + 1) * self.product;
            let product = dot(&lefts.projected[part(left)], &rights.projected[part(right)]);
            let weights = &self.out[output * self.hidden..][..self.hidden];
            *score = dot(scratch, weights) + self.bias[output] + product * factor;
        }
    }
}

fn add(to: &mut [f32], more: &[f32]) {
    to.iter_mut().zip(more).for_each(|(number, more)| *number += more);
}
