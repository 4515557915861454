//! Bodies that the tables know by name, among the encoder's names.

use std::ops::Range;

use super::mended;
use crate::encoder::{Encoding, Name};
use crate::entities::gazetteer::gazetteer;
use crate::reading::NameType;

/// Words that the encoder may have left out before and after the words of a name that it found: it takes "Ruritanian Union
/// for Peace" for two names, or for its first two words.
const LEFT_OUT: [usize; 2] = [4, 5];

/// The encoder's names, those of well-known bodies with their kind and their whole name.
pub(super) fn with_known_bodies(text: &str, encoding: &Encoding) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(encoding.names.len());
    for name in mended(text, encoding) {
        if names.last().is_some_and(|last| last.words.end > name.words.start) {
            continue;
        }
        let name = match known_body(text, encoding, &name) {
            Some(words) => Name { words, kind: NameType::Org, confidence: name.confidence.max(1.0) },
            None => name,
        };
        while names.last().is_some_and(|last| last.words.end > name.words.start) {
            names.pop();
        }
        names.push(name);
    }
    names
}

/// The words of the longest known body that a name is, or is a part of.
fn known_body(text: &str, encoding: &Encoding, name: &Name) -> Option<Range<usize>> {
    let Range { start, end } = name.words;
    let is_person =
        name.kind == NameType::Per && gazetteer().is_given_name(words(text, encoding, start..start + 1));
    let starts = start.saturating_sub(LEFT_OUT[0])..=start;
    let ends = end..=(end + LEFT_OUT[1]).min(encoding.words.len());
    let around = starts.flat_map(|start| ends.clone().map(move |end| start..end));
    let is_body = |range: &Range<usize>| {
        let meaning = gazetteer().meaning(words(text, encoding, range.clone()));
        meaning.is_some_and(|meaning| meaning.body.is_some())
    };
    around
        .filter(|range| !(is_person && range.len() == name.words.len()) && is_body(range))
        .max_by_key(Range::len)
}

fn words<'t>(text: &'t str, encoding: &Encoding, range: Range<usize>) -> &'t str {
    encoding.span(&range).of(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::encoder::Model;

    fn bodies(text: &str) -> Vec<&str> {
        let segments = Article::of(text).segments;
        let encoding = Model::read_once(text, &segments);
        let names = with_known_bodies(text, &encoding).into_iter().filter(|name| name.kind == NameType::Org);
        names.map(|name| encoding.span(&name.words).of(text)).collect()
    }

    #[test]
    fn a_party_has_its_whole_name_though_it_reads_like_several() {
        assert_eq!(
            bodies(
                "Observers from the Party of Progress and Socialism left before Convergence and Union voted."
            ),
            ["Party of Progress and Socialism", "Convergence and Union"]
        );
    }

    #[test]
    fn a_party_in_a_foreign_language_is_no_person() {
        assert_eq!(bodies("Later she joined Pachakutik, and he voted for Kataeb."), ["Pachakutik", "Kataeb"]);
    }
}
