//! The network with its heads: what it says of an article's words.

use std::ops::Range;

use dateline_kernels::{Linear, Rows};

use super::heads::{Sentence, attributions, names, reader, tree};
use super::words::Cut;
use super::{Cache, Encoder, Weights, WeightsError, Work, apart, key, stories};
use crate::segment::Segments;
use crate::text::Span;

pub use super::heads::attributions::Attribution;
pub use super::heads::names::Name;
pub use super::heads::reader::Said;
pub use super::heads::tree::Node;

/// A text is read in parts of whole paragraphs with at least so many words, so that memory does not grow with it.
const PART: usize = 4000;

/// The encoder and every head that reads from it.
pub struct Model {
    encoder: Encoder,
    names: Linear,
    attributions: attributions::Head,
    tree: tree::Head,
    reader: reader::Reader,
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

/// What takes long in the reading of a text: windows that the cache does not know. Each can be read apart from the
/// others ([`Model::read_window`]), so that a program can do something else in between, or read several at once.
pub struct Preparation {
    /// The windows that are still to be read, the next one last.
    left: Vec<Vec<u32>>,
    windows: usize,
}

impl Preparation {
    /// The next window to read.
    pub fn next_window(&mut self) -> Option<Vec<u32>> {
        self.left.pop()
    }

    /// Takes back a window that was handed out and that nobody has read; it is the next one.
    pub fn take_back(&mut self, window: Vec<u32>) {
        self.left.push(window);
    }

    /// How many windows are still to be handed out.
    pub fn left(&self) -> usize {
        self.left.len()
    }

    /// How many windows there were.
    pub fn windows(&self) -> usize {
        self.windows
    }
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
        Model::released().read(text, segments, &mut Cache::new(), |_| ())
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

    /// What is to be read of the words of `segments` beside what `cache` knows.
    pub fn prepare(&self, text: &str, segments: &Segments, cache: &Cache) -> Preparation {
        let mut left: Vec<Vec<u32>> = Vec::new();
        for part in parts(segments) {
            let Work { pieces, windows } = self.encoder.work(&Cut::of(text, segments, part).words(text));
            left.extend(windows.iter().map(|window| key(window, &pieces)).filter(|key| !cache.knows(key)));
        }
        left.reverse();
        Preparation { windows: left.len(), left }
    }

    /// Reads one window of a [`Preparation`] that this model made, for [`Cache::put`].
    pub fn read_window(&self, window: &[u32]) -> Vec<f32> {
        self.encoder.read(window, &mut self.encoder.network.scratch())
    }

    /// Reads the words of `segments`. `progress` is told which share of them is done, from 0 to 1.
    pub fn read(
        &self,
        text: &str,
        segments: &Segments,
        cache: &mut Cache,
        mut progress: impl FnMut(f32),
    ) -> Encoding {
        cache.sentences.turn();
        let mut encoding = Encoding::default();
        let mut taken = reader::Taken::default();
        let all = segments.paragraphs.len() as f32;
        for part in parts(segments) {
            let (done, rest) = (part.start as f32, part.len() as f32);
            let cut = Cut::of(text, segments, part);
            let progress = |share| progress((done + rest * share) / all);
            self.read_part(text, &cut, cache, &mut encoding, &mut taken, progress);
        }
        encoding.said = self.reader.compare(taken, &encoding.nodes);
        stories::tell_apart(text, &mut encoding, segments);
        apart::keep(&mut encoding, segments);
        encoding
    }

    /// Appends what the network says of one part.
    fn read_part(
        &self,
        text: &str,
        cut: &Cut,
        cache: &mut Cache,
        encoding: &mut Encoding,
        taken: &mut reader::Taken,
        progress: impl FnMut(f32),
    ) {
        let encoded = self.encoder.encode(&cut.words(text), cache, progress);
        let mut rows = Rows::default();
        rows.quantise(encoded.vectors(0..encoded.len()), self.encoder.width());
        self.reader.take(&cut.words(text), &encoded, &rows, taken);
        let first = encoding.words.len();
        let moved = |words: &mut Range<usize>| *words = words.start + first..words.end + first;
        for mut name in names::read(&self.names, &rows, cut.sentences()) {
            moved(&mut name.words);
            encoding.names.push(name);
        }
        let (mut nodes, mut ends) = (Vec::new(), Vec::new());
        for words in cut.sentences() {
            let (start, vectors) = (words.start, encoded.vectors(words));
            let root = encoded.start(start);
            let sentence = cache.sentences.get([vectors, root], || self.read_sentence(vectors, root));
            let moved = |node: &Node| Node { head: node.head.map(|head| start + head), ..*node };
            nodes.extend(sentence.nodes.iter().map(moved));
            ends.extend(&sentence.ends);
        }
        for mut attribution in self.attributions.read(&encoded, &rows, &nodes, &ends) {
            moved(&mut attribution.cue);
            attribution.source.iter_mut().chain(attribution.content.iter_mut()).for_each(moved);
            encoding.attributions.push(attribution);
        }
        for mut node in nodes {
            node.head = node.head.map(|head| head + first);
            encoding.nodes.push(node);
        }
        encoding.words.extend(&cut.spans);
    }

    /// What can be said of one sentence by itself.
    fn read_sentence(&self, vectors: &[f32], root: &[f32]) -> Sentence {
        let mut rows = Rows::default();
        rows.quantise(vectors, self.encoder.width());
        let ends = self.attributions.ends_of(&rows);
        let nodes = self.tree.read(&mut rows, root);
        Sentence { nodes, ends }
    }
}

/// Runs of whole paragraphs of about [`PART`] words.
fn parts(segments: &Segments) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut words = PART;
    for (index, paragraph) in segments.paragraphs.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if words < PART => part.end = index + 1,
            _ => {
                parts.push(index..index + 1);
                words = 0;
            }
        }
        words +=
            segments.sentences[paragraph.sentences.clone()].iter().map(|s| s.tokens.len()).sum::<usize>();
    }
    parts
}
