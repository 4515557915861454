//! What was read before.

use std::collections::HashMap;
use std::sync::Arc;

use super::heads::Sentence;

/// Numbers that a cache holds at most: 24 MB.
const CAPACITY: usize = 6 << 20;

/// Numbers that it holds at most of what the heads said of one text's sentences: 12 MB, some 5,000 words.
const OF_SENTENCES: usize = 3 << 20;

/// The vectors of windows that were read before, and what the heads said of the last text's sentences, so that an edit
/// costs no more than the windows it touches.
///
/// It forgets those that were not asked for the longest, and never holds more than 24 MB of vectors.
#[derive(Default)]
pub struct Cache {
    pub(super) sentences: Sentences,
    windows: HashMap<Box<[u32]>, Entry>,
    /// Numbers in all vectors.
    size: usize,
    /// Counts the questions.
    clock: u64,
    pieces_read: usize,
}

struct Entry {
    vectors: Arc<[f32]>,
    asked: u64,
}

impl Cache {
    /// An empty cache.
    pub fn new() -> Self {
        Cache::default()
    }

    /// How many pieces the network has read for it so far, which is what the time goes into.
    pub fn pieces_read(&self) -> usize {
        self.pieces_read
    }

    /// The vectors of the window `key`, a number for each piece, computed if they are not known.
    pub(super) fn get(&mut self, key: &[u32], compute: impl FnOnce() -> Vec<f32>) -> Arc<[f32]> {
        self.clock += 1;
        if let Some(entry) = self.windows.get_mut(key) {
            entry.asked = self.clock;
            return Arc::clone(&entry.vectors);
        }
        let vectors: Arc<[f32]> = compute().into();
        self.pieces_read += key.len();
        self.insert(key, Arc::clone(&vectors));
        vectors
    }

    /// Whether it knows the window `key`.
    pub(super) fn knows(&self, key: &[u32]) -> bool {
        self.windows.contains_key(key)
    }

    /// Remembers what [`Model::read_window`](super::Model::read_window) gave for the window `key`, here or elsewhere.
    pub fn put(&mut self, key: &[u32], vectors: Vec<f32>) {
        self.clock += 1;
        if !self.knows(key) {
            self.insert(key, vectors.into());
        }
    }

    fn insert(&mut self, key: &[u32], vectors: Arc<[f32]>) {
        self.size += vectors.len();
        self.windows.insert(key.into(), Entry { vectors, asked: self.clock });
        while self.size > CAPACITY {
            self.forget_one();
        }
    }

    fn forget_one(&mut self) {
        let oldest = self.windows.iter().min_by_key(|(_, entry)| entry.asked).map(|(key, _)| key.clone());
        match oldest.and_then(|key| self.windows.remove(&key)) {
            Some(entry) => self.size -= entry.vectors.len(),
            None => self.size = 0,
        }
    }
}

/// What the heads said of each sentence of the text that is being read, and of the last one. That depends on the vectors
/// that it is read from and nothing else, so that they are what it is known by.
#[derive(Default)]
pub(super) struct Sentences {
    known: HashMap<u64, Arc<Sentence>>,
    last: HashMap<u64, Arc<Sentence>>,
    /// Numbers in all that is known.
    size: usize,
}

impl Sentences {
    /// Forgets the text before the last, since another is to be read.
    pub(super) fn turn(&mut self) {
        self.last = std::mem::take(&mut self.known);
        self.size = 0;
    }

    /// What is said of the sentence with these vectors, read if it is not known.
    pub(super) fn get(&mut self, vectors: [&[f32]; 2], read: impl FnOnce() -> Sentence) -> Arc<Sentence> {
        let key = hash(vectors);
        if let Some(sentence) = self.known.get(&key) {
            return Arc::clone(sentence);
        }
        let sentence = self.last.remove(&key).unwrap_or_else(|| Arc::new(read()));
        self.size += sentence.numbers();
        if self.size <= OF_SENTENCES {
            self.known.insert(key, Arc::clone(&sentence));
        }
        sentence
    }
}

/// A hash of all bits of the vectors, in four lanes so that none waits for another.
fn hash(vectors: [&[f32]; 2]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut lanes = [1_u64, 2, 3, 4];
    for vector in vectors {
        for four in vector.chunks(lanes.len()) {
            for (lane, number) in lanes.iter_mut().zip(four) {
                *lane = (lane.rotate_left(29) ^ u64::from(number.to_bits())).wrapping_mul(FACTOR);
            }
        }
    }
    lanes.into_iter().fold(0, |sum, lane| (sum ^ lane).rotate_left(31).wrapping_mul(FACTOR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_lately_is_remembered_and_the_rest_forgotten() {
        let mut cache = Cache::new();
        let window = CAPACITY / 4;
        for key in [1, 2, 3, 1, 4, 5] {
            cache.get(&[key], || vec![0.0; window]);
        }
        assert!(cache.size <= CAPACITY);
        let mut is_new = |key| {
            let mut computed = false;
            cache.get(&[key], || {
                computed = true;
                vec![0.0; window]
            });
            computed
        };
        assert!(!is_new(1) && !is_new(5) && is_new(2));
    }

    #[test]
    fn only_sentences_that_changed_are_read_again() {
        let sentences: [&[f32]; 3] = [&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.5], &[3.0, 2.0, 1.0]];
        let mut known = Sentences::default();
        let mut read = |text: &[&[f32]]| {
            known.turn();
            let mut count = 0;
            for sentence in text {
                known.get([sentence, &[0.5]], || {
                    count += 1;
                    Sentence::default()
                });
            }
            count
        };
        assert_eq!(read(&sentences[..2]), 2);
        assert_eq!(read(&sentences), 1);
        assert_eq!(read(&sentences[2..]), 0);
        assert_eq!(read(&sentences[..2]), 2);
    }
}
