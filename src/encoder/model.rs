//! The network with its heads: what it says of an article's words.

use std::ops::Range;

use dateline_kernels::{Linear, Rows};

use super::heads::{Sentence, attributions, names, reader, tree};
use super::underway::{Underway, parts};
use super::words::Cut;
use super::{Cache, Encoder, Weights, WeightsError};
use crate::segment::Segments;
use crate::text::Span;

pub use super::heads::attributions::Attribution;
pub use super::heads::names::Name;
pub use super::heads::reader::Said;
pub use super::heads::tree::Node;

/// The encoder and every head that reads from it.
pub struct Model {
    pub(super) encoder: Encoder,
    pub(super) names: Linear,
    pub(super) attributions: attributions::Head,
    tree: tree::Head,
    pub(super) reader: reader::Reader,
}

/// What the network says of an article. Words are the engine's tokens, cut further as treebanks cut them.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// Where each word stands.
    pub words: Vec<Span>,
    /// The names, in order.
    pub names: Vec<Name>,
    /// The attributions, in the order of their cues.
    pub attributions: Vec<Attribution>,
    /// Each word in the tree of its sentence.
    pub nodes: Vec<Node>,
    /// What the reading heads say.
    pub said: Said,
    /// The first word of each story but the first; most articles tell one.
    pub stories: Vec<usize>,
}

/// A text cut for the network, which training reads as well.
#[derive(Clone, Debug, Default)]
pub struct CutText {
    /// Where each word stands.
    pub words: Vec<Span>,
    /// The first word of each sentence.
    pub sentences: Vec<usize>,
    /// The first word of each paragraph.
    pub paragraphs: Vec<usize>,
    /// The words of each window, and those of them whose vectors are taken from it.
    pub windows: Vec<(Range<usize>, Range<usize>)>,
}

impl Encoding {
    /// The word that starts at a byte.
    pub fn word_at(&self, start: usize) -> Option<usize> {
        self.words.binary_search_by_key(&start, |word| word.start).ok()
    }

    /// The words that lie wholly inside `span`.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let first = self.words.partition_point(|word| word.start < span.start);
        let end = self.words.partition_point(|word| word.end <= span.end);
        first..end.max(first)
    }

    /// The number of the story that a word is in.
    pub fn story(&self, word: usize) -> usize {
        self.stories.partition_point(|first| *first <= word)
    }

    /// From the first to the last of some words.
    pub fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.words[words.start].start, self.words[words.end - 1].end)
    }
}

impl Model {
    /// The model that the project releases, for native programs; the page loads the same file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn released() -> &'static Model {
        static RELEASED: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| {
            let weights = Weights::read(include_bytes!("../../weights/encoder.bin"));
            let model = weights.and_then(|weights| Model::new(&weights));
            model.expect("the weights in the repository are sound; the tests read with them")
        });
        &RELEASED
    }

    /// What the released model says of the words of `segments`.
    #[cfg(test)]
    pub(crate) fn read_once(text: &str, segments: &Segments) -> Encoding {
        Model::released().read(text, segments, &mut Cache::new())
    }

    /// Unpacks the network and its heads.
    pub fn new(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Model {
            encoder: Encoder::new(weights)?,
            names: names::head(weights)?,
            attributions: attributions::Head::of(weights)?,
            tree: tree::Head::of(weights)?,
            reader: reader::Reader::of(weights)?,
        })
    }

    /// The words of `segments` as the network reads them.
    pub fn cut(&self, text: &str, segments: &Segments) -> CutText {
        let mut found = CutText::default();
        for part in parts(segments) {
            let cut = Cut::of(text, segments, part);
            let first = found.words.len();
            let moved = |words: &Range<usize>| words.start + first..words.end + first;
            let windows = self.encoder.work(&cut.words(text)).windows;
            found.windows.extend(windows.iter().map(|window| (moved(&window.words), moved(&window.core))));
            found.sentences.extend(cut.sentences.iter().map(|word| word + first));
            found.paragraphs.extend(cut.paragraphs.iter().map(|word| word + first));
            found.words.extend(&cut.spans);
        }
        found
    }

    /// Reads one window of a [`Preparation`] that this model made, for [`Cache::put`].
    pub fn read_window(&self, window: &[u32]) -> Vec<f32> {
        self.encoder.read(window, &mut self.encoder.network.scratch())
    }

    /// Reads the words of `segments`.
    pub fn read(&self, text: &str, segments: &Segments, cache: &mut Cache) -> Encoding {
        self.read_parts(text, segments, cache).finish(text, segments, self)
    }

    /// The same as one story ([`Underway::as_one`]).
    pub fn read_as_one(&self, text: &str, segments: &Segments, cache: &mut Cache) -> Encoding {
        self.read_parts(text, segments, cache).as_one(self)
    }

    fn read_parts(&self, text: &str, segments: &Segments, cache: &mut Cache) -> Underway {
        let mut underway = Underway::new(segments);
        while !underway.is_done() {
            underway.go_on(text, segments, self, cache, |_| ());
        }
        underway
    }

    /// What can be said of one sentence by itself.
    pub(super) fn read_sentence(&self, vectors: &[f32], root: &[f32]) -> Sentence {
        let mut rows = Rows::default();
        rows.quantise(vectors, self.encoder.width());
        let ends = self.attributions.ends_of(&rows);
        let nodes = self.tree.read(&mut rows, root);
        Sentence { nodes, ends }
    }
}
