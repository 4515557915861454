//! Attention.

use wide::f32x4;

use crate::linear::Panels;
use crate::rows::{LARGEST, Rows, factor, largest, rounded};
use crate::sums::COLUMNS;

/// Queries that are answered in one go, so that their scores stay in the nearest cache.
const BLOCK: usize = 32;

/// Multi-head attention, with the memory that it works in.
pub struct Attention {
    head_width: usize,
    queries: Rows,
    keys: Panels<i16>,
    values: Panels<i16>,
    scores: Vec<f32>,
    weights: Rows,
}

impl Attention {
    /// Attention with heads of `head_width` numbers, a multiple of 8.
    pub fn new(head_width: usize) -> Self {
        assert!(head_width.is_multiple_of(COLUMNS), "heads are whole panels wide");
        Attention {
            head_width,
            queries: Rows::default(),
            keys: Panels::zeros(head_width, 0),
            values: Panels::zeros(0, head_width),
            scores: Vec::new(),
            weights: Rows::default(),
        }
    }

    /// Sets `out` to what each row makes of all of them. A row of `all` is the queries of all heads, their keys and their
    /// values, `width` numbers each.
    pub fn apply(&mut self, all: &[f32], width: usize, out: &mut Vec<f32>) {
        let count = all.len() / (3 * width);
        out.resize(count * width, 0.0);
        for start in (0..width).step_by(self.head_width) {
            self.load(all, width, start);
            for first in (0..count).step_by(BLOCK) {
                self.answer(first, count, &mut out[first * width + start..], width);
            }
        }
    }

    /// Quantises the queries, keys and values of the head whose numbers begin at `start`.
    fn load(&mut self, all: &[f32], width: usize, start: usize) {
        let count = all.len() / (3 * width);
        let part = |row: usize, part: usize| &all[(3 * row + part) * width + start..][..self.head_width];
        let whole = |floats: &[f32], by: f32, numbers: &mut [i16]| {
            let eights = floats.as_chunks::<COLUMNS>().0;
            for (numbers, floats) in numbers.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(eights) {
                *numbers = rounded(floats, f32x4::splat(by));
            }
        };
        let (mut first, mut second) = (vec![0; self.head_width], vec![0; self.head_width]);
        self.queries.clear(self.head_width);
        self.keys.reset(self.head_width, count);
        for row in 0..count {
            self.queries.push(part(row, 0));
            let key = part(row, 1);
            let most = largest(key);
            whole(key, factor(most), &mut first);
            self.keys.set_column(row, &first);
            self.keys.set_scale(row, most / LARGEST);
        }
        let most = (0..count).map(|row| largest(part(row, 2))).fold(0.0, f32::max);
        let by = factor(most);
        self.values.reset(count, self.head_width);
        for column in 0..self.head_width {
            self.values.set_scale(column, most / LARGEST);
        }
        for row in (0..count).step_by(2) {
            whole(part(row, 2), by, &mut first);
            if row + 1 < count {
                whole(part(row + 1, 2), by, &mut second)
            } else {
                second.fill(0)
            }
            self.values.set_inputs(row, &first, &second);
        }
    }

    /// Answers the queries from the `first`-th on, up to [`BLOCK`] of `count`; the answers are `stride` apart in `out`.
    fn answer(&mut self, first: usize, count: usize, out: &mut [f32], stride: usize) {
        let queries = BLOCK.min(count - first);
        let padded = count.next_multiple_of(COLUMNS);
        self.scores.resize(queries * padded, 0.0);
        self.keys.multiply(&self.queries, first, &mut self.scores, padded);
        self.weights.clear(count);
        let factor = 1.0 / (self.head_width as f32).sqrt();
        for scores in self.scores.chunks_exact_mut(padded) {
            scores[count..].fill(f32::MIN);
            self.weights.push_softmax(scores, factor);
        }
        let length = out.len().min((queries - 1) * stride + self.head_width);
        self.values.multiply(&self.weights, 0, &mut out[..length], stride);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Attention as the textbook has it.
    fn plain(all: &[f32], width: usize, head_width: usize) -> Vec<f32> {
        let count = all.len() / (3 * width);
        let at = |row: usize, part: usize, column: usize| all[(3 * row + part) * width + column];
        let mut out = vec![0.0; count * width];
        for (start, query) in
            (0..width).step_by(head_width).flat_map(|start| (0..count).map(move |query| (start, query)))
        {
            let head = start..start + head_width;
            let score = |key: usize| {
                head.clone().map(|column| at(query, 0, column) * at(key, 1, column)).sum::<f32>()
            };
            let powers: Vec<f32> =
                (0..count).map(|key| (score(key) / (head_width as f32).sqrt()).exp()).collect();
            let total: f32 = powers.iter().sum();
            for column in head.clone() {
                out[query * width + column] =
                    powers.iter().enumerate().map(|(key, power)| power * at(key, 2, column)).sum::<f32>()
                        / total;
            }
        }
        out
    }

    #[test]
    fn attention_is_that_of_the_textbook() {
        let (width, head_width) = (16, 8);
        let mut attention = Attention::new(head_width);
        for count in [1, 7, 40, 33] {
            let all: Vec<f32> =
                (0..count * 3 * width).map(|at| ((at * 7919) % 211) as f32 / 70.0 - 1.5).collect();
            let mut out = Vec::new();
            attention.apply(&all, width, &mut out);
            for (float, wanted) in out.iter().zip(plain(&all, width, head_width)) {
                assert!((float - wanted).abs() < 2e-3, "{count}: {float} is not {wanted}");
            }
        }
    }
}
