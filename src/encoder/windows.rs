//! Cuts the words into the windows that the network reads one at a time.
//!
//! Each window has a core, whose vectors are taken from it, and some words of context on either side. Cores meet at
//! cuts, and a cut depends on nothing but the words near it: it is where, within [`REACH`] pieces on either side, the
//! text breaks most (a paragraph before a sentence before a word), and of equal breaks the one before the words with the
//! least hash. So an edit moves no cuts but those around it, and all other windows stay as they were.

use std::ops::Range;

/// Cuts are at least so many pieces apart.
const REACH: usize = 72;

/// Pieces of context on either side of a core, at most.
const CONTEXT: usize = 20;

/// How much the text breaks before a word; the least breaks most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    Paragraph,
    Sentence,
    Word,
}

/// A window, as indices of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// All its words.
    pub(super) words: Range<usize>,
    /// Those whose vectors are taken from it.
    pub(super) core: Range<usize>,
}

/// What a word is to the cutting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// How many pieces it has.
    pub(super) pieces: usize,
    /// How much the text breaks before it.
    pub(super) before: Break,
    /// A hash of it and of the words after it.
    pub(super) hash: u64,
}

/// The windows of the words, none with more than `limit` pieces unless a single word has more.
pub(super) fn windows(units: &[Unit], limit: usize) -> Vec<Window> {
    if units.is_empty() {
        return Vec::new();
    }
    let mut positions = Vec::with_capacity(units.len() + 1);
    positions.push(0);
    positions.extend(units.iter().scan(0, |sum, unit| {
        *sum += unit.pieces;
        Some(*sum)
    }));
    let text = Text { units, positions };
    let cuts: Vec<usize> = (1..units.len()).filter(|word| text.is_cut(*word)).collect();
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([units.len()]);
    let mut cores = Vec::new();
    for (start, end) in starts.zip(ends) {
        text.split(start..end, limit.saturating_sub(2 * CONTEXT), &mut cores);
    }
    cores.into_iter().map(|core| text.with_context(core)).collect()
}

struct Text<'u> {
    units: &'u [Unit],
    /// Pieces before each word, and in all.
    positions: Vec<usize>,
}

impl Text<'_> {
    fn pieces(&self, words: &Range<usize>) -> usize {
        self.positions[words.end] - self.positions[words.start]
    }

    /// What decides between two places for a cut; the least wins.
    fn rank(&self, word: usize) -> (Break, u64, usize) {
        (self.units[word].before, self.units[word].hash, word)
    }

    /// Whether a core ends before `word`.
    fn is_cut(&self, word: usize) -> bool {
        let (here, end) = (self.positions[word], self.positions[self.units.len()]);
        if here < REACH || end - here < REACH {
            return false;
        }
        let rank = self.rank(word);
        let is_near = |other: &usize| self.positions[*other].abs_diff(here) <= REACH;
        let before = (1..word).rev().take_while(is_near);
        let after = (word + 1..self.units.len()).take_while(is_near);
        before.chain(after).all(|other| rank < self.rank(other))
    }

    /// Splits a core that is too long where it breaks most, but not near its ends.
    fn split(&self, core: Range<usize>, limit: usize, cores: &mut Vec<Range<usize>>) {
        let from_ends = |word: &usize| {
            let here = self.positions[*word];
            (here - self.positions[core.start]).min(self.positions[core.end] - here)
        };
        let inner = core.start + 1..core.end;
        let place = if self.pieces(&core) <= limit {
            None
        } else {
            let far =
                inner.clone().filter(|word| from_ends(word) >= REACH).min_by_key(|word| self.rank(*word));
            far.or_else(|| inner.max_by_key(from_ends))
        };
        match place {
            None => cores.push(core),
            Some(word) => {
                self.split(core.start..word, limit, cores);
                self.split(word..core.end, limit, cores);
            }
        }
    }

    /// The window around a core.
    fn with_context(&self, core: Range<usize>) -> Window {
        let before = |word: &usize| self.positions[core.start] - self.positions[*word] <= CONTEXT;
        let after = |word: &usize| self.positions[*word + 1] - self.positions[core.end] <= CONTEXT;
        let start = (0..core.start).rev().take_while(before).last().unwrap_or(core.start);
        let end = (core.end..self.units.len()).take_while(after).last().map_or(core.end, |word| word + 1);
        Window { words: start..end, core }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 254;

    /// An article of `paragraphs`, each of three sentences of fifteen words.
    fn article(paragraphs: Range<u64>) -> Vec<Unit> {
        let words = paragraphs.flat_map(|paragraph| (0..45).map(move |word| (paragraph, word)));
        words
            .map(|(paragraph, word)| Unit {
                pieces: 1 + usize::from(word % 4 == 0),
                before: match word {
                    0 => Break::Paragraph,
                    15 | 30 => Break::Sentence,
                    _ => Break::Word,
                },
                hash: (paragraph * 45 + word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23),
            })
            .collect()
    }

    /// Checks that every word is in one core, with context, and that no window is too long.
    fn check(units: &[Unit], windows: &[Window]) {
        let mut next = 0;
        for window in windows {
            assert_eq!(window.core.start, next);
            next = window.core.end;
            assert!(window.words.start <= window.core.start && window.core.end <= window.words.end);
            assert!(units[window.words.clone()].iter().map(|unit| unit.pieces).sum::<usize>() <= LIMIT);
            assert!(window.core.start == 0 || window.words.start < window.core.start);
        }
        assert_eq!(next, units.len());
    }

    #[test]
    fn a_short_text_is_one_window_and_an_empty_one_none() {
        assert_eq!(windows(&article(0..1), LIMIT), [Window { words: 0..45, core: 0..45 }]);
        assert_eq!(windows(&[], LIMIT), []);
    }

    #[test]
    fn windows_end_with_paragraphs_where_they_can() {
        let units = article(0..40);
        let windows = windows(&units, LIMIT);
        check(&units, &windows);
        assert!(windows.iter().all(|window| window.core.start.is_multiple_of(45)));
    }

    #[test]
    fn endless_paragraphs_and_sentences_are_cut_all_the_same() {
        for keep in [Break::Sentence, Break::Word] {
            let mut units = article(0..40);
            for unit in &mut units {
                unit.before = unit.before.max(keep);
            }
            check(&units, &windows(&units, LIMIT));
        }
        // The same word over and over, so that no hash is the least.
        let units = vec![Unit { pieces: 16, before: Break::Word, hash: 7 }; 500];
        check(&units, &windows(&units, LIMIT));
    }

    #[test]
    fn an_edit_near_the_top_leaves_the_later_windows_alone() {
        let (old, edited) = (article(0..40), [article(90..91), article(2..40)].concat());
        let content = |units: &[Unit], window: &Window| -> Vec<u64> {
            units[window.words.clone()].iter().map(|unit| unit.hash).collect()
        };
        let known: Vec<Vec<u64>> = windows(&old, LIMIT).iter().map(|window| content(&old, window)).collect();
        let new = windows(&edited, LIMIT);
        let fresh = new.iter().filter(|window| !known.contains(&content(&edited, window))).count();
        assert!(fresh <= 3, "{fresh} of {} windows are new", new.len());
    }
}
