//! What was read before.

use std::collections::HashMap;
use std::sync::Arc;

/// Numbers that a cache holds at most: 24 MB.
const CAPACITY: usize = 6 << 20;

/// The vectors of windows that were read before, so that an edit costs no more than the windows it touches.
///
/// It forgets those that were not asked for the longest, and never holds more than 24 MB of vectors.
#[derive(Default)]
pub struct Cache {
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
}
