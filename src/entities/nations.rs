//! Countries that the article knows by their adjectives alone: "Russian air strikes", where nothing else says "Russia".

use std::collections::{HashMap, HashSet};

use super::clusters::country_entity;
use super::gazetteer::gazetteer;
use super::{Entities, Mention};
use crate::encoder::Encoding;
use crate::reading::{Form, Layer};
use crate::segment::{Segments, Token};
use crate::text::Span;

/// Adds the countries, and the adjectives that stand for them.
pub fn add(text: &str, segments: &Segments, encoding: &Encoding, found: &mut Entities) {
    let named: HashSet<usize> = found.countries().map(|(country, _)| country).collect();
    let mut added: HashMap<usize, usize> = HashMap::new();
    for (span, country) in adjectives(text, segments, encoding, found) {
        if named.contains(&country) {
            continue;
        }
        let entity = *added.entry(country).or_insert_with(|| {
            found.entities.push(country_entity(country));
            found.entities.len() - 1
        });
        found.adjectives.push(Mention { span, entity, layer: Layer::Actor, form: Form::Nominal });
    }
}

/// The adjectives of countries outside names, each before its noun, and whose they are.
fn adjectives(text: &str, segments: &Segments, encoding: &Encoding, found: &Entities) -> Vec<(Span, usize)> {
    let mut in_name = vec![false; segments.tokens.len()];
    for name in found.mentions.iter().filter(|mention| mention.form == Form::Name) {
        in_name[segments.tokens_in(name.span)].fill(true);
    }
    let mut all = Vec::new();
    let mut before: Option<Span> = None;
    for (at, token) in segments.tokens.iter().enumerate() {
        let is_capitalised = token.is_capitalised(text);
        let first = before.take();
        if !is_capitalised {
            continue;
        }
        before = Some(token.span);
        let of = |span: Span| Some((span, gazetteer().meaning(span.of(text))?.nation(span.of(text))?));
        let pair = first.and_then(|first| of(Span::new(first.start, token.span.end)));
        let Some((span, country)) = pair.or_else(|| of(token.span)) else { continue };
        let word = encoding.word_at(token.span.start);
        let modifies = word.is_some_and(|word| encoding.nodes[word].is_modifier(&encoding.nodes));
        // "US$ 460 million" is no country's.
        let before_word = segments.tokens.get(at + 1).is_some_and(Token::is_word);
        if modifies && before_word && !in_name[segments.tokens_in(span)].contains(&true) {
            all.push((span, country));
        }
    }
    all
}
