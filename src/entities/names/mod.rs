//! Named mentions: runs of capitalised words, cut to names and told apart by what the gazetteer knows, by the words
//! inside them and by the words around them.

use std::ops::Range;

use super::gazetteer::{Meaning, gazetteer};
use crate::segment::{Segments, Token};

mod chunks;
mod classify;
mod document;

use classify::Verdict;

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
pub fn find(text: &str, segments: &Segments) -> Vec<Name> {
    let finder = Finder { text, segments, tokens: &segments.tokens };
    let (loud, plain): (Vec<usize>, Vec<usize>) =
        (0..segments.sentences.len()).partition(|sentence| finder.is_loud(*sentence));
    let mut names = Vec::new();
    let mut unsure = Vec::new();
    for chunk in plain.iter().flat_map(|sentence| finder.chunks(*sentence)) {
        match finder.classify(&chunk) {
            Verdict::Is(class) => names.push(Name { tokens: chunk, class }),
            Verdict::Unsure => unsure.push(chunk),
            Verdict::Nothing => {}
        }
    }
    let known = finder.known(&names);
    finder.mend_surnames(&mut names, &known);
    names.extend(finder.classify_unsure(unsure, &known));
    names.sort_by_key(|name| name.tokens.start);
    let known = finder.known(&names);
    names.extend(loud.iter().flat_map(|sentence| finder.in_loud_sentence(*sentence, &known)));
    names.sort_by_key(|name| name.tokens.start);
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

/// "al-Assad", "el-Sisi": an Arabic article joined to a capitalised name.
fn has_arabic_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        article.len() == 2 && article.chars().all(char::is_lowercase) && name.starts_with(char::is_uppercase)
    })
}

/// Two to seven capitals, with or without points.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=7).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '.')
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
