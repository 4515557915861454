//! Whether a stretch of text goes on with the same story: how many of its telling words were met before.

use std::collections::HashSet;

use crate::lexicon;

/// The telling words of the article so far.
#[derive(Default)]
pub struct Vocabulary {
    words: HashSet<String>,
}

impl Vocabulary {
    /// Adds the words of `text`.
    pub fn add(&mut self, text: &str) {
        self.words.extend(telling(text).map(|(stem, _)| stem));
    }

    /// Which share of the telling words of `text` is known, names counting double; none where it has too few.
    pub fn share(&self, text: &str) -> Option<f32> {
        let (mut known, mut all) = (0, 0);
        let mut seen = HashSet::new();
        for (stem, weight) in telling(text) {
            if seen.contains(&stem) {
                continue;
            }
            all += weight;
            known += if self.words.contains(&stem) { weight } else { 0 };
            seen.insert(stem);
        }
        (all >= FEWEST).then(|| known as f32 / all as f32)
    }
}

/// Whether `text` speaks of what `headline` announces: of half of its telling words, and of two at least.
pub fn is_about(headline: &str, text: &str) -> bool {
    let known: HashSet<String> = telling(text).map(|(stem, _)| stem).collect();
    let announced: HashSet<String> = telling(headline).map(|(stem, _)| stem).collect();
    let met = announced.iter().filter(|stem| known.contains(*stem)).count();
    met >= 2 && met * 2 >= announced.len()
}

/// Fewer words than these tell nothing.
const FEWEST: usize = 4;

/// As many characters of a word are compared: "election", "elections" and "electoral" are one.
const STEM: usize = 6;

/// As many words of a paragraph are looked at.
const MOST_WORDS: usize = 400;

/// The names and longer words of `text` as stems, with their weights.
fn telling(text: &str) -> impl Iterator<Item = (String, usize)> {
    let mut starts_sentence = true;
    text.split_whitespace().take(MOST_WORDS).filter_map(move |word| {
        let is_first =
            std::mem::replace(&mut starts_sentence, word.ends_with(['.', '!', '?', ':', '”', '"']));
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let lower = bare.to_lowercase();
        let length = lower.chars().count();
        let is_name = bare.starts_with(char::is_uppercase) && !is_first && length > 1;
        let is_telling = is_name && !lexicon::is(&lower, "weekday") && !lexicon::is(&lower, "month")
            || length > 4
                && bare.chars().all(char::is_alphabetic)
                && !lexicon::starters().contains(lower.as_str());
        let weight = if is_name { 2 } else { 1 };
        is_telling.then(|| (lower.chars().take(STEM).collect(), weight))
    })
}
