//! Dense layers.

use bytemuck::cast;
use wide::{f32x4, i32x4};

use crate::rows::{Rows, padded};
use crate::sums::{COLUMNS, ROWS, Weight, sums};

/// The widest layer whose sums surely fit in an `i32`: products of 14 bits with 8.
pub const MAX_INPUTS: usize = 2048;

/// Rows whose sums are computed in one go, so that they stay in the nearest cache.
const BLOCK: usize = 4 * ROWS;

/// A matrix of quantised weights in the order in which the sums read it.
///
/// A panel holds [`COLUMNS`] columns: for each pair of inputs, the two weights of one column after those of the other.
pub(crate) struct Panels<W> {
    weights: Vec<W>,
    /// What a one in each column stands for, up to a whole panel.
    scales: Vec<f32>,
    /// What is added to each column.
    biases: Vec<f32>,
    /// Padded to what rows hold.
    inputs: usize,
    columns: usize,
}

impl<W: Weight> Panels<W> {
    /// Panels of zeros.
    pub(crate) fn zeros(inputs: usize, columns: usize) -> Self {
        let (inputs, whole) = (padded(inputs), columns.next_multiple_of(COLUMNS));
        let weights = vec![W::default(); inputs * whole];
        Panels { weights, scales: vec![0.0; whole], biases: vec![0.0; whole], inputs, columns }
    }

    /// Makes them panels of zeros of another size, in the same memory.
    pub(crate) fn reset(&mut self, inputs: usize, columns: usize) {
        let (inputs, whole) = (padded(inputs), columns.next_multiple_of(COLUMNS));
        self.weights.clear();
        self.weights.resize(inputs * whole, W::default());
        self.scales.resize(whole, 0.0);
        self.biases.resize(whole, 0.0);
        (self.inputs, self.columns) = (inputs, columns);
    }

    /// Sets the scale of a column.
    pub(crate) fn set_scale(&mut self, column: usize, scale: f32) {
        self.scales[column] = scale;
    }

    /// Where in the memory the weight of an input in a column is.
    fn place(&self, input: usize, column: usize) -> usize {
        let panel = column / COLUMNS * self.inputs * COLUMNS;
        panel + (input / 2 * COLUMNS + column % COLUMNS) * 2 + input % 2
    }

    /// Sets one column from its weights.
    pub(crate) fn set_column(&mut self, column: usize, weights: &[W]) {
        let start = self.place(0, column);
        let pairs = self.weights[start..].chunks_mut(2 * COLUMNS);
        // Pairs by themselves: a copy of two is an instruction, one of up to two a call.
        let (whole, rest) = weights.as_chunks::<2>();
        for (place, pair) in pairs.zip(whole) {
            place[..2].copy_from_slice(pair);
        }
        if let [last] = rest {
            self.weights[start + whole.len() * 2 * COLUMNS] = *last;
        }
    }

    /// Sets the weights of two inputs, an even one and the one after it, in all columns.
    pub(crate) fn set_inputs(&mut self, input: usize, first: &[W], second: &[W]) {
        for (panel, (first, second)) in first.chunks(COLUMNS).zip(second.chunks(COLUMNS)).enumerate() {
            let start = self.place(input, panel * COLUMNS);
            let places = self.weights[start..][..2 * COLUMNS].as_chunks_mut::<2>().0;
            for (place, pair) in places.iter_mut().zip(first.iter().zip(second)) {
                *place = [*pair.0, *pair.1];
            }
        }
    }

    /// Multiplies `rows` from the `start`-th on, at most as many as `out` takes: each row of the product is `columns` long
    /// and starts `stride` after the one before.
    pub(crate) fn multiply(&self, rows: &Rows, start: usize, out: &mut [f32], stride: usize) {
        assert_eq!(rows.width(), self.inputs, "a layer needs rows of its own width");
        let mut whole = [[0; COLUMNS]; BLOCK];
        let count = rows.len() - start;
        for (block, out) in out.chunks_mut(BLOCK * stride).enumerate() {
            let first = block * BLOCK;
            if first >= count {
                break;
            }
            let padded = (count - first).min(BLOCK).next_multiple_of(ROWS);
            let numbers = &rows.numbers()[(start + first) * self.inputs..][..padded * self.inputs];
            let scales = &rows.scales()[start + first..];
            for panel in 0..self.scales.len() / COLUMNS {
                let weights = &self.weights[panel * self.inputs * COLUMNS..][..self.inputs * COLUMNS];
                sums(numbers, weights, &mut whole[..padded]);
                self.write(&whole, scales, panel, out, stride);
            }
        }
    }

    /// Turns the sums of one panel into floats, in their columns of `out`.
    fn write(&self, whole: &[[i32; COLUMNS]], scales: &[f32], panel: usize, out: &mut [f32], stride: usize) {
        let column = panel * COLUMNS;
        let used = COLUMNS.min(self.columns - column);
        let [low, high]: [f32x4; 2] = load(&self.scales[column..]);
        let [low_bias, high_bias]: [f32x4; 2] = load(&self.biases[column..]);
        for ((whole, scale), row) in whole.iter().zip(scales).zip(out.chunks_mut(stride)) {
            let [a, b]: [i32x4; 2] = cast(*whole);
            let scale = f32x4::splat(*scale);
            let floats: [f32; COLUMNS] = cast([
                a.round_float() * (scale * low) + low_bias,
                b.round_float() * (scale * high) + high_bias,
            ]);
            match row[column..].first_chunk_mut::<COLUMNS>() {
                // A copy of a known length is two instructions.
                Some(eight) if used == COLUMNS => *eight = floats,
                _ => row[column..][..used].copy_from_slice(&floats[..used]),
            }
        }
    }
}

/// The first eight floats.
fn load(floats: &[f32]) -> [f32x4; 2] {
    let mut eight = [0.0; COLUMNS];
    eight.copy_from_slice(&floats[..COLUMNS]);
    cast(eight)
}

/// A dense layer: `rows · weights + bias`.
pub struct Linear {
    panels: Panels<i8>,
    inputs: usize,
}

impl Linear {
    /// A layer from its weights, one row of `inputs` whole numbers for each output, with what a one in that row stands for
    /// and what is added to that output. `None` if the sizes do not fit together or are more than [`MAX_INPUTS`].
    pub fn new(weights: &[i8], scales: &[f32], bias: &[f32], inputs: usize) -> Option<Self> {
        let outputs = scales.len();
        let fits = weights.len() == inputs * outputs && bias.len() == outputs;
        if !fits || inputs == 0 || outputs == 0 || inputs > MAX_INPUTS {
            return None;
        }
        let mut panels = Panels::zeros(inputs, outputs);
        for (output, weights) in weights.chunks_exact(inputs).enumerate() {
            panels.set_column(output, weights);
        }
        panels.scales[..outputs].copy_from_slice(scales);
        panels.biases[..outputs].copy_from_slice(bias);
        Some(Linear { panels, inputs })
    }

    /// How many numbers a row has that the layer takes.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers a row of the product has.
    pub fn outputs(&self) -> usize {
        self.panels.columns
    }

    /// Sets `out` to the product, row after row.
    pub fn apply(&self, rows: &Rows, out: &mut Vec<f32>) {
        out.resize(rows.len() * self.outputs(), 0.0);
        self.panels.multiply(rows, 0, out, self.outputs());
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_layer_multiplies_and_adds_whatever_its_size() {
        for (inputs, outputs, count) in [(1, 1, 1), (3, 9, 2), (8, 8, 8), (33, 20, 70)] {
            let weights: Vec<i8> = (0..inputs * outputs).map(|at| ((at * 37) % 255) as i8).collect();
            let scales: Vec<f32> = (0..outputs).map(|at| 0.01 + at as f32 * 0.001).collect();
            let bias: Vec<f32> = (0..outputs).map(|at| at as f32 - 3.0).collect();
            let floats: Vec<f32> =
                (0..inputs * count).map(|at| ((at * 29) % 101) as f32 / 50.0 - 1.0).collect();
            let layer = Linear::new(&weights, &scales, &bias, inputs).expect("the sizes fit");
            let mut rows = Rows::default();
            rows.quantise(&floats, inputs);
            let mut out = Vec::new();
            layer.apply(&rows, &mut out);
            for (at, float) in out.iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let exact: f32 = (0..inputs)
                    .map(|input| floats[row * inputs + input] * f32::from(weights[output * inputs + input]))
                    .sum();
                let wanted = exact * scales[output] + bias[output];
                assert!((float - wanted).abs() < 0.02, "{inputs}x{outputs}: {float} is not {wanted}");
            }
        }
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        assert!(Linear::new(&[1; 6], &[1.0; 2], &[0.0; 2], 4).is_none());
        assert!(Linear::new(&[1; 8], &[1.0; 2], &[0.0; 3], 4).is_none());
        assert!(Linear::new(&[], &[], &[], 4).is_none());
        assert!(Linear::new(&[1; MAX_INPUTS + 1], &[1.0], &[0.0], MAX_INPUTS + 1).is_none());
    }
}
