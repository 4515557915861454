//! A text that is being read: part by part, so that memory does not grow with it, and what was found so far can be told.

use std::ops::Range;

use dateline_kernels::Rows;

use super::heads::names;
use super::heads::reader::Taken;
use super::model::{Encoding, Model};
use super::words::Cut;
use super::{Cache, Work, apart, key, stories};
use crate::segment::Segments;

/// A part is of whole paragraphs, and has at least so many words where the text has them.
const PART: usize = 2000;

/// What takes long in the reading of a part: those of its windows that the cache does not know. Each can be read apart from the
/// others ([`Model::read_window`]), so that a program can do something else in between, or read several at once.
pub struct Preparation {
    /// The windows that are still to be read, the next one last.
    left: Vec<Vec<u32>>,
    /// How many windows the part has.
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

    /// Whether all of the part's windows are still to be handed out.
    pub fn is_all(&self) -> bool {
        self.left.len() == self.windows
    }

    /// The share of the part's windows that need not be handed out any more, from 0 to 1.
    pub fn done(&self) -> f32 {
        1.0 - self.left.len() as f32 / self.windows.max(1) as f32
    }
}

/// The words of some segments, as far as they were read.
pub struct Underway {
    /// The paragraphs of each part.
    parts: Vec<Range<usize>>,
    /// How many parts were read.
    read: usize,
    encoding: Encoding,
    taken: Taken,
}

impl Underway {
    /// Nothing of `segments` was read yet.
    pub fn new(segments: &Segments) -> Self {
        Underway { parts: parts(segments), read: 0, encoding: Encoding::default(), taken: Taken::default() }
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.read == self.parts.len()
    }

    /// How many paragraphs were read.
    pub fn paragraphs(&self) -> usize {
        self.read.checked_sub(1).map_or(0, |last| self.parts[last].end)
    }

    /// The share of the paragraphs that is read once `share` of the next part is.
    pub fn done(&self, share: f32) -> f32 {
        let all = self.parts.last().map_or(1, |part| part.end).max(1) as f32;
        let next = self.parts.get(self.read).map_or(0, Range::len) as f32;
        (self.paragraphs() as f32 + share * next) / all
    }

    /// What is to be read of the next part beside what `cache` knows.
    pub fn prepare(&self, text: &str, segments: &Segments, model: &Model, cache: &Cache) -> Preparation {
        let part = self.parts.get(self.read).cloned().unwrap_or_default();
        let cut = Cut::of(text, segments, part);
        let Work { pieces, windows } = model.encoder.work(&cut.words(text));
        let unknown = windows.iter().map(|window| key(window, &pieces)).filter(|key| !cache.knows(key));
        let mut left: Vec<Vec<u32>> = unknown.collect();
        left.reverse();
        Preparation { left, windows: windows.len() }
    }

    /// Reads the next part. `progress` is told which share of the text is done, from 0 to 1.
    pub fn go_on(
        &mut self,
        text: &str,
        segments: &Segments,
        model: &Model,
        cache: &mut Cache,
        mut progress: impl FnMut(f32),
    ) {
        let Some(part) = self.parts.get(self.read) else { return };
        if self.read == 0 {
            cache.sentences.turn();
        }
        let cut = Cut::of(text, segments, part.clone());
        let encoded = model.encoder.encode(&cut.words(text), cache, |share| progress(self.done(share)));
        let mut rows = Rows::default();
        rows.quantise(encoded.vectors(0..encoded.len()), model.encoder.width());
        model.reader.take(&cut.words(text), &encoded, &rows, &mut self.taken);
        let encoding = &mut self.encoding;
        let first = encoding.words.len();
        let moved = |words: &mut Range<usize>| *words = words.start + first..words.end + first;
        for mut name in names::read(&model.names, &rows, cut.sentences()) {
            moved(&mut name.words);
            encoding.names.push(name);
        }
        let (mut nodes, mut ends) = (Vec::new(), Vec::new());
        for words in cut.sentences() {
            let (start, vectors) = (words.start, encoded.vectors(words));
            let root = encoded.start(start);
            let sentence = cache.sentences.get([vectors, root], || model.read_sentence(vectors, root));
            nodes.extend(sentence.nodes.iter().map(|node| node.moved(start)));
            ends.extend(&sentence.ends);
        }
        for mut attribution in model.attributions.read(&encoded, &rows, &nodes, &ends) {
            moved(&mut attribution.cue);
            attribution.source.iter_mut().chain(attribution.content.iter_mut()).for_each(moved);
            encoding.attributions.push(attribution);
        }
        encoding.nodes.extend(nodes.iter().map(|node| node.moved(first)));
        encoding.words.extend(&cut.spans);
        self.read += 1;
    }

    /// What the network says of the parts that were read, which are all of `segments`.
    pub fn finish(self, text: &str, segments: &Segments, model: &Model) -> Encoding {
        let mut encoding = self.as_one(model);
        stories::tell_apart(text, &mut encoding, segments);
        apart::keep(&mut encoding, segments);
        encoding
    }

    /// The same before anything is taken back that is joined across the borders of stories and headlines; for fitting what tells
    /// the borders.
    pub fn as_one(self, model: &Model) -> Encoding {
        let said = model.reader.compare(self.taken, &self.encoding.nodes);
        Encoding { said, ..self.encoding }
    }

    /// What was read so far, with nothing left to do.
    pub fn so_far(&self) -> Self {
        let (encoding, taken) = (self.encoding.clone(), self.taken.clone());
        Underway { parts: self.parts[..self.read].to_vec(), read: self.read, encoding, taken }
    }
}

/// Runs of whole paragraphs of about [`PART`] words.
pub(super) fn parts(segments: &Segments) -> Vec<Range<usize>> {
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
