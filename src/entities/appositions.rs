//! Noun phrases that say who somebody is: "Amal Haddad, head of the clinic", "the president of Peru, Luis Soto", "Soto is
//! a lawyer".

use super::gazetteer::{NameWord, gazetteer};
use super::names::{Class, Name, capitalised};
use super::nominals::Nominal;
use crate::encoder::Encoding;
use crate::segment::Segments;

/// Words that are looked at around a head for those that depend on it.
const REACH: usize = 40;

/// For each nominal, in order, the index of the name that it stands in apposition or as a predicate to.
pub fn find(
    segments: &Segments,
    encoding: &Encoding,
    names: &[Name],
    nominals: &[Nominal],
) -> Vec<Option<usize>> {
    let name_of = |nominal: &Nominal| {
        let word = encoding.word_at(segments.tokens[nominal.head.end - 1].span.start)?;
        if encoding.nodes[word].is_plural() {
            return None;
        }
        let is_body = matches!(
            gazetteer().name_word(&capitalised(nominal.role.noun)),
            Some((NameWord::Organisation, _))
        );
        let wanted = if is_body { Class::Organisation } else { Class::Person };
        told_of(encoding, word).into_iter().find_map(|other| {
            let start = encoding.words[other].start;
            let after = names.partition_point(|name| segments.span(name.tokens.clone()).start <= start);
            let index = after.checked_sub(1)?;
            let name = &names[index];
            (name.class == wanted && segments.span(name.tokens.clone()).end > start).then_some(index)
        })
    };
    nominals.iter().map(name_of).collect()
}

/// The heads that the head `word` of a noun phrase is in apposition to, or that it is said of.
fn told_of(encoding: &Encoding, word: usize) -> Vec<usize> {
    let nodes = &encoding.nodes;
    let around = word.saturating_sub(REACH)..(word + REACH).min(nodes.len());
    let children: Vec<usize> = around.filter(|other| nodes[*other].head == Some(word)).collect();
    let mut found: Vec<usize> = Vec::new();
    found.extend(nodes[word].head.filter(|_| nodes[word].is_apposition()));
    found.extend(children.iter().filter(|child| nodes[**child].is_apposition()));
    if children.iter().any(|child| nodes[*child].is_copula()) {
        found.extend(children.iter().filter(|child| nodes[**child].is_subject()));
    }
    found
}
