//! Rows of activations, each quantised by itself.

use bytemuck::cast;
use wide::{f32x4, i16x8, i32x4, i32x8};

use crate::floats::exp2;
use crate::sums::{ROWS, TILE};

/// The largest quantised activation: 14 bits and a sign.
pub(crate) const LARGEST: f32 = 8191.0;

/// The largest quantised probability. The probabilities of a row add up to one, so that their products with values of 14
/// bits stay in an `i32`.
const LARGEST_PROBABILITY: f32 = 32767.0;

/// Numbers that are converted at once; the width of a row is rounded up to it, with zeros.
const LANES: usize = 8;

/// Adding it to a small float leaves the nearest whole number in the low bits, in one operation on every processor.
const ROUNDER: f32 = 12_582_912.0;

/// Quantised rows: whole numbers, and for each row the float that one of them stands for.
#[derive(Default)]
pub struct Rows {
    /// `width` numbers a row, and rows of zeros up to a multiple of [`ROWS`], in the order in which the sums read them.
    numbers: Vec<i16>,
    scales: Vec<f32>,
    width: usize,
}

impl Rows {
    /// Takes away all rows; the next ones are to have `width` numbers.
    pub fn clear(&mut self, width: usize) {
        self.numbers.clear();
        self.scales.clear();
        self.width = padded(width);
    }

    /// Takes away all rows, and quantises those of `floats`, of `width` each.
    pub fn quantise(&mut self, floats: &[f32], width: usize) {
        self.clear(width);
        for row in floats.chunks_exact(width) {
            self.push(row);
        }
    }

    /// Quantises one row.
    pub fn push(&mut self, row: &[f32]) {
        let largest = largest(row);
        self.push_numbers(row, factor(largest), largest / LARGEST);
    }

    /// Quantises the softmax of `factor · scores`, where the scores may be changed. Their number is to be a multiple of 4;
    /// scores that do not count are `f32::MIN`.
    pub(crate) fn push_softmax(&mut self, scores: &mut [f32], factor: f32) {
        let (quads, _) = scores.as_chunks_mut::<4>();
        let highest =
            quads.iter().fold(f32x4::splat(f32::MIN), |most, quad| most.fast_max(f32x4::new(*quad)));
        let highest = highest.to_array().into_iter().fold(f32::MIN, f32::max);
        let factor = f32x4::splat(factor * std::f32::consts::LOG2_E);
        let shift = f32x4::splat(highest) * factor;
        let mut total = f32x4::ZERO;
        for quad in quads {
            let power = exp2(f32x4::new(*quad) * factor - shift);
            total += power;
            *quad = power.to_array();
        }
        self.push_numbers(scores, LARGEST_PROBABILITY / total.reduce_add(), 1.0 / LARGEST_PROBABILITY);
    }

    /// Appends `row · by`, rounded, and its scale.
    fn push_numbers(&mut self, row: &[f32], by: f32, scale: f32) {
        let count = self.scales.len();
        if count.is_multiple_of(ROWS) {
            self.numbers.resize((count + ROWS) * self.width, 0);
        }
        self.scales.push(scale);
        let (tile, row_of_tile) = (count / TILE * TILE * self.width, count % TILE);
        let pairs = self.numbers[tile..].as_chunks_mut::<2>().0;
        let mut eights = pairs.chunks_exact_mut(LANES / 2 * TILE);
        let by = f32x4::splat(by);
        let mut put = |floats: &[f32; LANES]| {
            if let Some(places) = eights.next() {
                let numbers: [[i16; 2]; LANES / 2] = cast(rounded(floats, by));
                for (pair, numbers) in numbers.into_iter().enumerate() {
                    places[pair * TILE + row_of_tile] = numbers;
                }
            }
        };
        let (eights, rest) = row.as_chunks::<LANES>();
        eights.iter().for_each(&mut put);
        if !rest.is_empty() {
            let mut last = [0.0; LANES];
            last[..rest.len()].copy_from_slice(rest);
            put(&last);
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Numbers in a row, with the zeros at its end.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// All numbers, with the rows of zeros at the end.
    pub(crate) fn numbers(&self) -> &[i16] {
        &self.numbers
    }

    /// What a one in each row stands for.
    pub(crate) fn scales(&self) -> &[f32] {
        &self.scales
    }
}

/// `width` rounded up to what rows and panels hold.
pub(crate) fn padded(width: usize) -> usize {
    width.next_multiple_of(LANES)
}

/// What makes [`LARGEST`] of the largest absolute value.
pub(crate) fn factor(largest: f32) -> f32 {
    if largest > 0.0 { LARGEST / largest } else { 0.0 }
}

/// The largest absolute value.
pub(crate) fn largest(row: &[f32]) -> f32 {
    let (quads, rest) = row.as_chunks::<4>();
    let most = quads.iter().fold(f32x4::ZERO, |most, quad| most.fast_max(f32x4::new(*quad).abs()));
    let most = most.to_array().into_iter().fold(0.0, f32::max);
    rest.iter().fold(most, |most, float| most.max(float.abs()))
}

/// `floats · by`, each rounded to the nearest whole number.
pub(crate) fn rounded(floats: &[f32; LANES], by: f32x4) -> [i16; LANES] {
    let [low, high]: [f32x4; 2] = cast(*floats);
    let whole = |quad: f32x4| {
        cast::<_, i32x4>(quad * by + f32x4::splat(ROUNDER)) - i32x4::splat(ROUNDER.to_bits() as i32)
    };
    i16x8::from_i32x8_saturate(cast::<[i32x4; 2], i32x8>([whole(low), whole(high)])).to_array()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The numbers of one row.
    fn numbers(rows: &Rows, row: usize) -> Vec<i16> {
        let tile = &rows.numbers()[row / TILE * TILE * rows.width()..][..TILE * rows.width()];
        tile.chunks(2 * TILE).flat_map(|pairs| &pairs[row % TILE * 2..][..2]).copied().collect()
    }

    #[test]
    fn a_row_is_quantised_to_its_own_range() {
        let mut rows = Rows::default();
        rows.quantise(&[0.5, -2.0, 1.0, 0.0, 0.0, 0.0], 3);
        assert_eq!((rows.len(), rows.width()), (2, 8));
        assert_eq!(numbers(&rows, 0), [2048, -8191, 4096, 0, 0, 0, 0, 0]);
        assert!((1..ROWS).all(|row| numbers(&rows, row) == [0; 8]));
        assert_eq!(rows.scales(), [2.0 / 8191.0, 0.0]);
    }

    #[test]
    fn a_softmax_adds_up_to_one_and_leaves_out_what_does_not_count() {
        let mut rows = Rows::default();
        rows.clear(4);
        rows.push_softmax(&mut [1.0, 2.0, 3.0, f32::MIN], 2.0);
        let wanted: Vec<f32> = [-4.0f32, -2.0, 0.0].iter().map(|score| score.exp()).collect();
        let total: f32 = wanted.iter().sum();
        let numbers = numbers(&rows, 0);
        for (number, wanted) in numbers.iter().zip(&wanted) {
            assert!((f32::from(*number) * rows.scales()[0] - wanted / total).abs() < 2e-5);
        }
        assert_eq!(numbers[3], 0);
    }
}
