//! Pronouns: whom "he", "she", "they" and "it" stand for, by recency.

use super::{Entities, Mention};
use crate::reading::{EntityKind, Form, Layer};
use crate::segment::{Segments, Token};

/// Sentences that a pronoun looks back.
const REACH: usize = 3;

/// The pronoun mentions, in order. Each stands for the nearest fitting entity before it, subjects first.
pub fn find(segments: &Segments, entities: &Entities) -> Vec<Mention> {
    let mut found = Vec::new();
    for (at, token) in segments.tokens.iter().enumerate() {
        let Some(fits) = wanted(&token.lower) else { continue };
        if token.lower == "it" && is_expletive(&segments.tokens[at + 1..]) {
            continue;
        }
        if let Some(entity) = antecedent(segments, entities, token, fits) {
            found.push(Mention { span: token.span, entity, layer: Layer::Actor, form: Form::Pronoun });
        }
    }
    found
}

/// What kinds of entity a pronoun can stand for.
fn wanted(pronoun: &str) -> Option<fn(EntityKind) -> bool> {
    match pronoun {
        "he" | "she" | "him" => Some(|kind| kind == EntityKind::Person),
        "they" | "them" => Some(|kind| matches!(kind, EntityKind::Group | EntityKind::Organisation)),
        "it" => Some(|kind| matches!(kind, EntityKind::Country | EntityKind::Organisation)),
        _ => None,
    }
}

/// "it is estimated", "it was not clear".
fn is_expletive(next: &[Token]) -> bool {
    let be = next
        .first()
        .is_some_and(|token| matches!(&*token.lower, "is" | "was" | "'s" | "remains" | "seems" | "appears"));
    let told = next.iter().skip(1).take(2).any(|token| {
        matches!(
            &*token.lower,
            "estimated"
                | "believed"
                | "reported"
                | "thought"
                | "expected"
                | "understood"
                | "clear"
                | "unclear"
                | "likely"
                | "possible"
                | "known"
                | "said"
                | "hoped"
                | "feared"
                | "that"
                | "to"
        )
    });
    be && told
}

/// The subject of this sentence before the pronoun, then that of the sentence before, then whoever came last.
fn antecedent(
    segments: &Segments,
    entities: &Entities,
    pronoun: &Token,
    fits: fn(EntityKind) -> bool,
) -> Option<usize> {
    let first = pronoun.sentence.saturating_sub(REACH);
    for sentence in (first..=pronoun.sentence).rev() {
        let span = segments.sentences[sentence].span;
        let mut before = entities
            .within(span)
            .filter(|mention| mention.span.end <= pronoun.span.start && mention.layer == Layer::Actor)
            .filter(|mention| fits(entities.entities[mention.entity].kind));
        if let Some(mention) = before.next() {
            return Some(mention.entity);
        }
    }
    None
}
