//! Named mentions: the encoder's names, told apart by what the gazetteer knows, and mended by the rest of the article.

use std::ops::Range;

use super::gazetteer::{Meaning, gazetteer};
use crate::encoder::Encoding;
use crate::segment::{Segments, Token};

mod bodies;
mod borders;
mod document;
mod tagged;

use bodies::with_known_bodies;
pub use borders::in_the_corpora;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Person,
    Organisation,
    /// A state, by its index in the gazetteer.
    Country(usize),
    Place,
    /// A people or the followers of a faith.
    People,
}

/// One named mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub tokens: Range<usize>,
    pub class: Class,
}

/// Finds the names, in order.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding) -> Vec<Name> {
    let finder = Finder { text, segments, tokens: &segments.tokens };
    let tagged = with_known_bodies(text, encoding);
    let mut names: Vec<Name> =
        tagged.iter().flat_map(|name| finder.of_tagged(encoding.span(&name.words), name)).collect();
    names.dedup_by(|next, name| next.tokens.start < name.tokens.end);
    finder.mend(&mut names);
    names
}

struct Finder<'t> {
    text: &'t str,
    segments: &'t Segments,
    tokens: &'t [Token],
}

impl Finder<'_> {
    fn words(&self, range: Range<usize>) -> &str {
        self.segments.span(range).of(self.text)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].span.of(self.text)
    }

    fn meaning(&self, range: Range<usize>) -> Option<&'static Meaning> {
        gazetteer().meaning(self.words(range))
    }
}

/// "BEIRUT" as "Beirut", "SAUDI ARABIA" as "Saudi Arabia".
pub fn capitalised(words: &str) -> String {
    let mut start = true;
    let letters = words.chars().flat_map(|letter| {
        let cased: Vec<char> =
            if start { letter.to_uppercase().collect() } else { letter.to_lowercase().collect() };
        start = !letter.is_alphabetic();
        cased
    });
    letters.collect()
}

/// "P.K.K." as "PKK"; none for what is no acronym with points.
pub fn without_points(words: &str) -> Option<String> {
    let is_letter = |part: &str| part.len() == 1 && part.chars().all(char::is_uppercase);
    let letters = words.strip_suffix('.').unwrap_or(words).split('.');
    (words.matches('.').count() > 1 && letters.clone().all(is_letter)).then(|| letters.collect())
}
