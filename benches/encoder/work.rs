//! What is measured, natively and in browsers alike.

use std::hint::black_box;

use dateline::encoder::{Encoder, Linear, Rows, Shape};
use dateline_kernels::{Attention, add_and_normalise, gelu};

/// Numbers in a vector, in a head of attention and inside the feed-forward part.
const WIDTH: usize = 384;
const HEAD_WIDTH: usize = 32;
const FEED_FORWARD: usize = 1536;

/// The parts of a layer that are measured by themselves.
pub const PARTS: [&str; 5] = ["quantising", "products", "attention", "GELU", "layer norm"];

/// Numbers without a pattern, from 0 to `below`.
fn numbers(below: u32) -> impl Iterator<Item = u32> {
    let mut state = 1_u32;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    })
}

/// Runs the network on a window of `tokens`, its ends included, and gives a hash of its vectors.
pub fn window(encoder: &Encoder, tokens: usize) -> u32 {
    let ids: Vec<u32> = numbers(20_000).map(|id| id + 1_000).take(tokens - 2).collect();
    let vectors = encoder.encode_pieces(&ids, &vec![Shape::Lower; ids.len()]);
    vectors.iter().fold(0, |hash: u32, number| hash.rotate_left(5) ^ number.to_bits())
}

/// The parts of a layer, with weights and activations that mean nothing.
pub struct Layer {
    tokens: usize,
    layers: [Linear; 4],
    narrow: Rows,
    wide: Rows,
    attention: Attention,
    floats: Vec<f32>,
    out: Vec<f32>,
}

impl Layer {
    /// A layer for windows of `tokens`.
    pub fn new(tokens: usize) -> Self {
        let linear = |inputs: usize, outputs: usize| {
            let weights: Vec<i8> =
                numbers(255).map(|x| (x as i32 - 127) as i8).take(inputs * outputs).collect();
            Linear::new(&weights, &vec![1e-3; outputs], &vec![0.1; outputs], inputs).expect("the sizes fit")
        };
        let floats: Vec<f32> =
            numbers(4000).map(|x| x as f32 / 1000.0 - 2.0).take(tokens * FEED_FORWARD).collect();
        let (mut narrow, mut wide) = (Rows::default(), Rows::default());
        narrow.quantise(&floats[..tokens * WIDTH], WIDTH);
        wide.quantise(&floats, FEED_FORWARD);
        Layer {
            tokens,
            layers: [
                linear(WIDTH, 3 * WIDTH),
                linear(WIDTH, WIDTH),
                linear(WIDTH, FEED_FORWARD),
                linear(FEED_FORWARD, WIDTH),
            ],
            narrow,
            wide,
            attention: Attention::new(HEAD_WIDTH),
            floats,
            out: Vec::new(),
        }
    }

    /// Does what one layer does of one of the [`PARTS`].
    pub fn part(&mut self, part: usize) {
        let narrow = self.tokens * WIDTH;
        match part {
            0 => {
                for _ in 0..3 {
                    self.narrow.quantise(&self.floats[..narrow], WIDTH);
                }
                self.wide.quantise(&self.floats, FEED_FORWARD);
            }
            1 => {
                let [qkv, out, up, down] = &self.layers;
                for layer in [qkv, out, up] {
                    layer.apply(&self.narrow, &mut self.out);
                }
                down.apply(&self.wide, &mut self.out);
            }
            2 => self.attention.apply(&self.floats[..3 * narrow], WIDTH, &mut self.out),
            3 => {
                let mut floats = self.floats.clone();
                gelu(&mut floats);
                black_box(floats);
            }
            _ => {
                for _ in 0..2 {
                    let mut rows = self.floats[..narrow].to_vec();
                    add_and_normalise(&mut rows, &self.floats[narrow..], &[1.0; WIDTH], &[0.0; WIDTH], 1e-12);
                    black_box(rows);
                }
            }
        }
        black_box(&self.out);
    }
}

/// Multiplications and additions of the products of one layer for one token.
pub const PRODUCTS: usize = WIDTH * (4 * WIDTH + 2 * FEED_FORWARD);
