//! Descriptions: "the group", "the company", "the ministry", and which named body the article means by it.
//!
//! The noun alone may say it: after "the Church of the Nazarene", "the church" is that one. Else the encoder says how
//! likely the words speak of the same as others before them, and only what is sure is joined: a wrong join gives one
//! body another's words and deeds. Persons are left apart: of GUM's training documents, "the captain" was joined to the
//! right person in half of the cases, "the company" to the right body in nearly all.

use libm::expf;

use super::gazetteer::{NameWord, gazetteer};
use super::names::capitalised;
use super::{Entities, Mention};
use crate::encoder::{Encoding, Phrase};
use crate::reading::{EntityKind, Form};
use crate::segment::Segments;
use crate::text::Span;

/// The least share of all odds that joins a noun phrase to what is before it.
const SURE: f32 = 0.5;

/// Joins the unnamed bodies that are spoken of first by a bare noun after "the" to the named ones that are meant.
pub fn join(text: &str, segments: &Segments, encoding: &Encoding, found: &mut Entities) {
    let of_phrases: Vec<Option<usize>> =
        encoding.phrases.iter().map(|phrase| mention_of(encoding, phrase, &found.mentions)).collect();
    let mut is_first = vec![true; found.entities.len()];
    let mentions = found.mentions.clone();
    for (at, mention) in mentions.iter().enumerate() {
        let first = std::mem::take(&mut is_first[mention.entity]);
        if !first || !is_bare_body(text, segments, mention) || found.entities[mention.entity].named {
            continue;
        }
        let phrase = of_phrases.iter().position(|other| *other == Some(at));
        let by_noun = named_with(text, mention, &found.mentions[..at], found);
        let meant = by_noun.or_else(|| antecedent(&encoding.phrases[phrase?], phrase?, &of_phrases, found));
        if let Some(meant) = meant {
            let moved = found.mentions.iter_mut().filter(|other| other.entity == mention.entity);
            moved.for_each(|other| other.entity = meant);
        }
    }
}

/// The mention that ends with the head of a phrase, or else the shortest one around it.
fn mention_of(encoding: &Encoding, phrase: &Phrase, mentions: &[Mention]) -> Option<usize> {
    let head = encoding.words[phrase.head];
    let after = mentions.partition_point(|mention| mention.span.start <= head.start);
    let near = (after.saturating_sub(4)..after).filter(|at| mentions[*at].span.contains(head));
    near.min_by_key(|at| (mentions[*at].span.end != head.end, mentions[*at].span.len()))
}

/// "group" in "the group": a single noun for a body, with "the" or "this" before it and no "of" behind.
fn is_bare_body(text: &str, segments: &Segments, mention: &Mention) -> bool {
    let Mention { span, form, .. } = *mention;
    let at = segments.tokens.partition_point(|token| token.span.end <= span.start);
    let before = at.checked_sub(1).map_or("", |before| &*segments.tokens[before].lower);
    let next = segments.tokens.get(at + 1);
    form == Form::Nominal
        && matches!(before, "the" | "this" | "that")
        && next.is_none_or(|next| next.span.start >= span.end && next.lower != "of")
        && is_body(&span.of(text).to_lowercase())
}

/// Whether a noun in lower case is one for a body.
fn is_body(noun: &str) -> bool {
    matches!(gazetteer().name_word(&capitalised(noun)), Some((NameWord::Organisation, _)))
}

/// The one body before whose name has the noun in it.
fn named_with(text: &str, mention: &Mention, before: &[Mention], found: &Entities) -> Option<usize> {
    let noun = mention.span.of(text);
    let has_noun = |span: Span| span.of(text).split_whitespace().any(|word| word.eq_ignore_ascii_case(noun));
    let mut bodies = before.iter().filter(|other| other.form == Form::Name && has_noun(other.span));
    let first = bodies.next()?.entity;
    let is_named_body = found.entities[first].named && found.entities[first].kind == EntityKind::Organisation;
    (is_named_body && bodies.all(|other| other.entity == first)).then_some(first)
}

/// The body that the phrase at `at` surely speaks of.
fn antecedent(phrase: &Phrase, at: usize, of_phrases: &[Option<usize>], found: &Entities) -> Option<usize> {
    let mut odds: Vec<(usize, f32)> = Vec::new();
    let mut all = 1.0;
    for (other, score) in (at - phrase.before.len()..).zip(&phrase.before) {
        let odd = expf(*score);
        all += odd;
        let entity = of_phrases[other].map(|mention| found.mentions[mention].entity);
        let is_body = |entity: &usize| found.entities[*entity].kind == EntityKind::Organisation;
        let Some(entity) = entity.filter(is_body) else { continue };
        match odds.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, sum)) => *sum += odd,
            None => odds.push((entity, odd)),
        }
    }
    let (entity, odd) = odds.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (odd > SURE * all).then_some(entity)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::{entity, read};

    #[test]
    fn a_noun_is_the_body_that_has_it_in_its_name() {
        let text = "The Church of the Nazarene sued him. Critics of the church protested. The Ministry of Health and the Ministry of Justice met. The ministry said no.";
        let entities = read(text);
        let of = |words: &str| entity(&entities, text, words, 0);
        assert!(of("Church of the Nazarene").is_some());
        assert_eq!(of("church"), of("Church of the Nazarene"));
        assert_ne!(of("ministry"), of("Ministry of Health"), "which ministry is not said");
    }

    #[test]
    fn a_body_of_its_own_stays_apart() {
        let text = "Siemens opened a plant in Lagos. Workers of a small company from Kano protested there.";
        let entities = read(text);
        assert_ne!(entity(&entities, text, "small company", 0), entity(&entities, text, "Siemens", 0));
    }
}
