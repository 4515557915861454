//! The encoder's names with their borders as the corpora have them.
//!
//! Which titles belong to a name, what laws and schools are: counted in the training files of UNER EWT, GUM, CrossNER,
//! WikiGold and WNUT 17.

mod bodies;

use std::ops::Range;

use super::gazetteer::gazetteer;
use crate::encoder::{Encoding, Name};
use crate::lexicon;
use crate::reading::NameType;

/// Titles that stand inside a person's name more often than before it.
const INSIDE: [&str; 12] =
    ["baron", "baroness", "dame", "king", "lady", "lord", "pope", "queen", "saint", "sir", "st", "st."];

/// The encoder's names, without titles before and words after that end no name, and those in one piece that a "the" cut in
/// two; constitutions and acts of law are no bodies.
fn mended(text: &str, encoding: &Encoding) -> Vec<Name> {
    let word = |at: usize| encoding.words[at].of(text);
    let mut names: Vec<Name> = Vec::with_capacity(encoding.names.len());
    for name in &encoding.names {
        if let Some(last) = names.last_mut().filter(|last| is_cut(last, name, word)) {
            last.words.end = name.words.end;
            continue;
        }
        names.push(Name { words: without_title(name, word), ..name.clone() });
    }
    for name in &mut names {
        name.words.end = end(&name.words, word);
        if lexicon::is(&word(name.words.end - 1).to_lowercase(), "law") {
            name.kind = NameType::Misc;
        }
    }
    names
}

/// "University Library of the" and "Vrije Universiteit" are one body.
fn is_cut<'t>(last: &Name, next: &Name, word: impl Fn(usize) -> &'t str) -> bool {
    let both = last.kind == NameType::Org && next.kind == NameType::Org;
    both && last.words.end == next.words.start && end(&last.words, word) < last.words.end
}

/// "Justice Thomas" is called Thomas, "Lord Byron" is not called Byron.
fn without_title<'t>(name: &Name, word: impl Fn(usize) -> &'t str) -> Range<usize> {
    let Range { start, end } = name.words;
    let is_title = |at: &usize| {
        let lower = word(*at).to_lowercase();
        lexicon::titles().contains(&*lower) && !INSIDE.contains(&&*lower)
    };
    let titles = (start..end - 1).take_while(is_title).count();
    if name.kind == NameType::Per { start + titles..end } else { start..end }
}

/// Where a name ends, without the "of the" after it.
fn end<'t>(words: &Range<usize>, word: impl Fn(usize) -> &'t str) -> usize {
    let is_after = |at: &usize| matches!(word(*at), "of" | "the" | "and" | "for");
    words.end - (words.start + 1..words.end).rev().take_while(is_after).count()
}

/// The names in the corpora's conventions: schools are bodies, even where somebody goes to them.
pub fn in_the_corpora(text: &str, encoding: &Encoding) -> Vec<Name> {
    let is_school = |name: &Name| {
        let last = encoding.words[name.words.end - 1].of(text);
        name.words.len() > 1 && gazetteer().name_word(last).is_some_and(|(_, sector)| sector == "EDU")
    };
    let mut names = bodies::with_known_bodies(text, encoding);
    names.retain(|name| !name.is_doubtful_body());
    for name in names.iter_mut().filter(|name| name.kind == NameType::Loc) {
        if is_school(name) {
            name.kind = NameType::Org;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::encoder::Model;

    fn names(text: &str) -> Vec<(&str, NameType)> {
        let segments = Article::of(text).segments;
        let encoding = Model::read_once(text, &segments);
        let names = in_the_corpora(text, &encoding);
        names.into_iter().map(|name| (encoding.span(&name.words).of(text), name.kind)).collect()
    }

    #[test]
    fn a_title_is_no_part_of_a_name() {
        let found = names("The opinion was written by Justice Okello, who was backed by Justice Marchetti.");
        assert_eq!(found, [("Okello", NameType::Per), ("Marchetti", NameType::Per)]);
    }

    #[test]
    fn a_constitution_is_no_body() {
        let found =
            names("They swore to defend the Constitution and asked who stood up for the Constitution.");
        assert!(found.iter().all(|(_, kind)| *kind == NameType::Misc), "{found:?}");
    }
}
