//! Countries that the article knows by their adjectives alone: "Russian air strikes", where nothing else says "Russia".

use super::clusters::country_entity;
use super::gazetteer::gazetteer;
use super::{Entities, Mention};
use crate::encoder::Encoding;
use crate::reading::{EntityKind, Form, Layer};
use crate::segment::{Segments, Token};
use crate::text::Span;

/// Adds the countries, and the adjectives that stand for them.
pub fn add(text: &str, segments: &Segments, encoding: &Encoding, found: &mut Entities) {
    let is_country = |entity: &&super::Entity| entity.kind == EntityKind::Country;
    let countries = found.entities.iter().filter(is_country);
    let named: Vec<usize> =
        countries.filter_map(|entity| gazetteer().meaning(&entity.name)?.country).collect();
    let mut added: Vec<(usize, usize)> = Vec::new();
    for (span, country) in adjectives(text, segments, encoding, found) {
        if named.contains(&country) {
            continue;
        }
        let known = added.iter().find(|(known, _)| *known == country).map(|(_, entity)| *entity);
        let entity = known.unwrap_or_else(|| {
            found.entities.push(country_entity(country));
            added.push((country, found.entities.len() - 1));
            found.entities.len() - 1
        });
        found.adjectives.push(Mention { span, entity, layer: Layer::Actor, form: Form::Nominal });
    }
}

/// The adjectives of countries outside names, each before its noun, and whose they are.
fn adjectives(text: &str, segments: &Segments, encoding: &Encoding, found: &Entities) -> Vec<(Span, usize)> {
    let names = || found.mentions.iter().filter(|mention| mention.form == Form::Name);
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
        let word = encoding.words.binary_search_by_key(&token.span.start, |word| word.start);
        let modifies = word.is_ok_and(|word| encoding.nodes[word].is_modifier(&encoding.nodes));
        // "US$ 460 million" is no country's.
        let before_word = segments.tokens.get(at + 1).is_some_and(Token::is_word);
        if modifies && before_word && !names().any(|name| name.span.overlaps(span)) {
            all.push((span, country));
        }
    }
    all
}
