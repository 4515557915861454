//! The encoder: a small BERT that gives each word a vector of what it means where it stands.
//!
//! ```ignore
//! let weights = Weights::read(&bytes)?;        // the file that training/container.py writes
//! let encoder = Encoder::new(&weights)?;
//! let head = weights.linear("head.names")?;    // whatever reads from the vectors
//! let words = Words { text, spans: &spans, sentences: &first_of_sentences, paragraphs: &first_of_paragraphs };
//! let mut cache = Cache::new();                // to be kept from reading to reading
//! let encoded = encoder.encode(&words, &mut cache, |_| ());
//! let mut rows = Rows::default();              // as many words as should pass the head at once
//! rows.quantise(encoded.vectors(first..last), encoder.width());
//! head.apply(&rows, &mut scores);
//! ```
//!
//! The words become pieces ([`Tokeniser`]), the pieces windows that are cut where the content says so, and each window
//! that the [`Cache`] does not know runs through the network. A word's vector is that of its first piece.
//! The arithmetic is in the crate `dateline-kernels`; the same text gives the same vectors on every machine.

mod apart;
mod cache;
mod heads;
mod model;
mod network;
pub mod stories;
mod tokenise;
mod underway;
pub(crate) mod weights;
mod windows;
mod words;

use std::ops::Range;

pub use cache::Cache;
pub use dateline_kernels::{Linear, Rows};
pub(crate) use heads::bio::log_softmax;
pub use heads::reader::{self as said, Class, Slot};
pub use model::{Attribution, CutText, Encoding, Model, Name, Node, Said};
pub use tokenise::{LONGEST_WORD, SHAPES, Shape, Tokeniser};
pub use underway::{Preparation, Underway};
pub use weights::{Config, Weights, WeightsError};

use crate::text::Span;
use network::{Network, Scratch};
use weights::unusable;
use windows::{Break, Unit, Window, windows};

/// Words whose pieces a cut depends on.
const WORDS_IN_HASH: usize = 4;

/// The words to encode, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The text that the spans are of.
    pub text: &'a str,
    /// Where the words stand.
    pub spans: &'a [Span],
    /// The index of the first word of each sentence, ascending.
    pub sentences: &'a [usize],
    /// The index of the first word of each paragraph, ascending.
    pub paragraphs: &'a [usize],
}

/// The network with its vocabulary.
pub struct Encoder {
    tokeniser: Tokeniser,
    network: Network,
}

/// The vectors of the words of a text.
#[derive(Clone, Debug, Default)]
pub struct Encoded {
    width: usize,
    words: Vec<f32>,
    /// For each window the first word that it gives, ascending, and the vector of its start.
    starts: Vec<(usize, Vec<f32>)>,
}

impl Encoded {
    /// The vectors of `words`, one after the other.
    pub fn vectors(&self, words: Range<usize>) -> &[f32] {
        &self.words[words.start * self.width..words.end * self.width]
    }

    /// The vector of one word.
    pub fn vector(&self, word: usize) -> &[f32] {
        self.vectors(word..word + 1)
    }

    /// The vector of the start (`[CLS]`) of the window that `word` was read in; heads take it for "none of the words".
    pub fn start(&self, word: usize) -> &[f32] {
        let after = self.starts.partition_point(|(first, _)| *first <= word);
        after.checked_sub(1).map_or(&[], |index| &self.starts[index].1)
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len().checked_div(self.width).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The windows of some words.
struct Work {
    pieces: Pieces,
    windows: Vec<Window>,
}

/// The pieces of all words.
struct Pieces {
    ids: Vec<u32>,
    /// Where each word's pieces begin, and where the last one's end.
    starts: Vec<usize>,
    shapes: Vec<Shape>,
}

impl Encoder {
    /// Unpacks the encoder.
    pub fn new(weights: &Weights) -> Result<Self, WeightsError> {
        let vocabulary = weights.vocabulary()?;
        let network = Network::of(weights)?;
        if vocabulary.split('\n').count() != network.pieces() {
            return unusable("the vocabulary and the embeddings are not of one length");
        }
        Ok(Encoder { tokeniser: Tokeniser::new(vocabulary)?, network })
    }

    /// The numbers in a vector.
    pub fn width(&self) -> usize {
        self.network.config().width
    }

    /// The tokeniser.
    pub fn tokeniser(&self) -> &Tokeniser {
        &self.tokeniser
    }

    /// The vectors of `words`. `progress` is told after each window which share of them is done, from 0 to 1.
    pub fn encode(&self, words: &Words, cache: &mut Cache, mut progress: impl FnMut(f32)) -> Encoded {
        let Work { pieces, windows } = self.work(words);
        let mut scratch = self.network.scratch();
        let width = self.width();
        let mut encoded = Encoded { width, ..Encoded::default() };
        encoded.words.reserve(words.spans.len() * width);
        for (done, window) in windows.iter().enumerate() {
            let key = key(window, &pieces);
            let vectors = cache.get(&key, || self.read(&key, &mut scratch));
            let (start, core) = vectors.split_at(width);
            encoded.starts.push((window.core.start, start.to_vec()));
            encoded.words.extend_from_slice(core);
            progress((done + 1) as f32 / windows.len() as f32);
        }
        encoded
    }

    /// What is to be read of `words`.
    fn work(&self, words: &Words) -> Work {
        let pieces = self.pieces(words);
        let windows = windows(&units(words, &pieces), self.network.config().positions - 2);
        Work { pieces, windows }
    }

    /// The vectors of all pieces of one window, which the start and end are added to. For measuring: texts are read by
    /// [`Encoder::encode`].
    pub fn encode_pieces(&self, ids: &[u32], shapes: &[Shape]) -> Vec<f32> {
        let pieces = self.with_ends(ids.iter().copied().zip(shapes.iter().copied()));
        let wanted: Vec<usize> = (0..pieces.len()).collect();
        self.network.run(&pieces, &wanted, &mut self.network.scratch())
    }

    fn pieces(&self, words: &Words) -> Pieces {
        let mut pieces = Pieces { ids: Vec::new(), starts: vec![0], shapes: Vec::new() };
        for span in words.spans {
            let word = span.of(words.text);
            self.tokeniser.pieces(word, &mut pieces.ids);
            pieces.starts.push(pieces.ids.len());
            pieces.shapes.push(Shape::of(word));
        }
        pieces
    }

    /// The vector of a window's start, and those of its core's words. The window is all that its key says.
    fn read(&self, key: &[u32], scratch: &mut Scratch) -> Vec<f32> {
        let input =
            self.with_ends(key.iter().map(|piece| (piece & ID, Shape::ALL[(piece >> SHAPE) as usize])));
        let firsts = key.iter().enumerate().filter(|(_, piece)| *piece & FIRST != 0).map(|(at, _)| at + 1);
        let wanted: Vec<usize> = std::iter::once(0).chain(firsts).collect();
        self.network.run(&input, &wanted, scratch)
    }

    fn with_ends(&self, pieces: impl Iterator<Item = (u32, Shape)>) -> Vec<(u32, Shape)> {
        let [first, last] = self.tokeniser.ends().map(|id| (id, Shape::Special));
        std::iter::once(first).chain(pieces).chain([last]).collect()
    }
}

/// What the words are to the cutting.
fn units(words: &Words, pieces: &Pieces) -> Vec<Unit> {
    let count = words.spans.len();
    let mut breaks = vec![Break::Word; count];
    for (firsts, kind) in [(words.sentences, Break::Sentence), (words.paragraphs, Break::Paragraph)] {
        for first in firsts.iter().filter(|first| **first < count) {
            breaks[*first] = kind;
        }
    }
    let unit = |(word, before): (usize, Break)| {
        let end = pieces.starts[(word + WORDS_IN_HASH).min(count)];
        let (start, next) = (pieces.starts[word], pieces.starts[word + 1]);
        Unit { pieces: next - start, before, hash: hash(&pieces.ids[start..end]) }
    };
    breaks.into_iter().enumerate().map(unit).collect()
}

/// FNV-1a with the mixing that MurmurHash ends with, so that likeness in the pieces is none in the hash.
fn hash(ids: &[u32]) -> u64 {
    let sum = ids
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |sum, id| (sum ^ u64::from(*id)).wrapping_mul(0x100_0000_01B3));
    let mixed = (sum ^ sum >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed ^ mixed >> 33
}

/// The bits of a key's numbers that hold the piece; the bit that is set where a word of the core begins; and the bit from
/// which on they hold the shape.
const ID: u32 = FIRST - 1;
const FIRST: u32 = 1 << 28;
const SHAPE: u32 = 29;

/// What a window's vectors depend on: its pieces, each with its shape and whether a word of the core begins with it.
fn key(window: &Window, pieces: &Pieces) -> Vec<u32> {
    let mut key = Vec::new();
    for word in window.words.clone() {
        let mark = (pieces.shapes[word] as u32) << SHAPE;
        let first = if window.core.contains(&word) { FIRST } else { 0 };
        let ids = &pieces.ids[pieces.starts[word]..pieces.starts[word + 1]];
        key.extend(ids.iter().enumerate().map(|(at, id)| id | mark | if at == 0 { first } else { 0 }));
    }
    key
}
