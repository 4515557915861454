//! The network: embeddings, and layers of attention and feed-forward.

use dateline_kernels::{Attention, Linear, Rows, add_and_normalise, gelu};

use super::tokenise::{SHAPES, Shape};
use super::weights::{Config, Table, Weights, WeightsError, unusable};

/// Rows that pass through a layer's second part in one go, so that what it makes of them stays in the cache.
const BLOCK: usize = 64;

/// A BERT whose normalisation comes after each half of a layer.
pub(super) struct Network {
    config: Config,
    words: Table,
    positions: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// Queries, keys and values.
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    fn of(weights: &Weights, name: &str) -> Result<Self, WeightsError> {
        let Config { width, epsilon, .. } = *weights.config();
        let part = |part| weights.floats_of(&format!("{name}.{part}"), width);
        Ok(Norm { gain: part("gain")?, bias: part("bias")?, epsilon })
    }

    /// Adds `more` to `rows` and normalises them.
    fn apply(&self, rows: &mut [f32], more: &[f32]) {
        add_and_normalise(rows, more, &self.gain, &self.bias, self.epsilon);
    }
}

impl Layer {
    fn of(weights: &Weights, number: usize) -> Result<Self, WeightsError> {
        let Config { width, feed_forward, .. } = *weights.config();
        let linear =
            |part, inputs, outputs| weights.linear_of(&format!("layer.{number}.{part}"), inputs, outputs);
        let norm = |part| Norm::of(weights, &format!("layer.{number}.{part}"));
        Ok(Layer {
            qkv: linear("qkv", width, 3 * width)?,
            out: linear("out", width, width)?,
            norm1: norm("norm1")?,
            up: linear("up", width, feed_forward)?,
            down: linear("down", feed_forward, width)?,
            norm2: norm("norm2")?,
        })
    }
}

/// The memory that the network works in.
pub(super) struct Scratch {
    rows: Rows,
    attention: Attention,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    out: Vec<f32>,
}

impl Network {
    /// Unpacks the network.
    pub(super) fn of(weights: &Weights) -> Result<Self, WeightsError> {
        let config = weights.config().clone();
        let shapes = weights.floats("embed.shape")?;
        if shapes.len() < SHAPES * config.width {
            return unusable(format!("embed.shape has less than {SHAPES} rows"));
        }
        Ok(Network {
            words: weights.table("embed.word", config.width)?,
            positions: weights.floats_of("embed.position", config.positions * config.width)?,
            shapes,
            norm: Norm::of(weights, "embed.norm")?,
            layers: (0..config.layers).map(|number| Layer::of(weights, number)).collect::<Result<_, _>>()?,
            config,
        })
    }

    /// The measures of the network.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The number of pieces that it knows.
    pub(super) fn pieces(&self) -> usize {
        self.words.len()
    }

    /// Memory to work in.
    pub(super) fn scratch(&self) -> Scratch {
        Scratch {
            rows: Rows::default(),
            attention: Attention::new(self.config.width / self.config.heads),
            qkv: Vec::new(),
            mixed: Vec::new(),
            inner: Vec::new(),
            out: Vec::new(),
        }
    }

    /// The vectors of those `pieces` that are `wanted` (by index, ascending), row after row.
    pub(super) fn run(&self, pieces: &[(u32, Shape)], wanted: &[usize], scratch: &mut Scratch) -> Vec<f32> {
        let width = self.config.width;
        let mut hidden = self.embed(pieces);
        for (number, layer) in self.layers.iter().enumerate() {
            scratch.rows.quantise(&hidden, width);
            layer.qkv.apply(&scratch.rows, &mut scratch.qkv);
            scratch.attention.apply(&scratch.qkv, width, &mut scratch.mixed);
            if number + 1 == self.layers.len() {
                // From here on no row looks at another, so the others need not be computed.
                keep(&mut hidden, width, wanted);
                keep(&mut scratch.mixed, width, wanted);
            }
            let mixed = std::mem::take(&mut scratch.mixed);
            for (hidden, mixed) in hidden.chunks_mut(BLOCK * width).zip(mixed.chunks(BLOCK * width)) {
                self.finish(layer, hidden, mixed, scratch);
            }
            scratch.mixed = mixed;
        }
        hidden
    }

    /// The second part of a layer, where each row is by itself.
    fn finish(&self, layer: &Layer, hidden: &mut [f32], mixed: &[f32], scratch: &mut Scratch) {
        let Scratch { rows, inner, out, .. } = scratch;
        rows.quantise(mixed, self.config.width);
        layer.out.apply(rows, out);
        layer.norm1.apply(hidden, out);
        rows.quantise(hidden, self.config.width);
        layer.up.apply(rows, inner);
        gelu(inner);
        rows.quantise(inner, self.config.feed_forward);
        layer.down.apply(rows, out);
        layer.norm2.apply(hidden, out);
    }

    /// What goes into the first layer.
    fn embed(&self, pieces: &[(u32, Shape)]) -> Vec<f32> {
        let width = self.config.width;
        let mut hidden = vec![0.0; pieces.len() * width];
        let mut rest = vec![0.0; pieces.len() * width];
        let rows = hidden.chunks_exact_mut(width).zip(rest.chunks_exact_mut(width));
        let positions = self.positions.chunks_exact(width);
        for (((piece, shape), (row, rest)), position) in pieces.iter().zip(rows).zip(positions) {
            self.words.row(*piece as usize, row);
            let shape = &self.shapes[*shape as usize * width..][..width];
            for (sum, (position, shape)) in rest.iter_mut().zip(position.iter().zip(shape)) {
                *sum = position + shape;
            }
        }
        self.norm.apply(&mut hidden, &rest);
        hidden
    }
}

/// Keeps those rows of `width` numbers that are `wanted`, by index, ascending.
fn keep(rows: &mut Vec<f32>, width: usize, wanted: &[usize]) {
    for (place, row) in wanted.iter().enumerate() {
        rows.copy_within(row * width..(row + 1) * width, place * width);
    }
    rows.truncate(wanted.len() * width);
}
