//! Who says it.

use std::collections::HashMap;

use libm::{expf, logf};

use super::Quote;
use super::article::Article;
use crate::encoder::Class;
use crate::encoder::said::{Content, Mention};
use crate::reading::EntityKind;
use crate::segment::TokenKind;
use crate::text::Span;

/// The entity that most likely says a content, and how likely it is; none where nobody is likelier. `of` has the entity of each
/// mention.
pub fn speaker(said: &Content, mentions: &[Mention], of: &[Option<usize>]) -> Option<(usize, f32)> {
    let totals = totals(said, mentions, of);
    let most = totals.iter().map(|(_, score)| *score).fold(said.nobody, f32::max);
    let sum: f32 = totals.iter().map(|(_, score)| expf(score - most)).sum::<f32>() + expf(said.nobody - most);
    let (entity, score) = totals.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (score > said.nobody).then(|| (entity, expf(score - most) / sum))
}

/// For each entity around a content the logarithm of the sum of what its mentions' scores are logarithms of. Whom somebody names in
/// what he says is not himself.
fn totals(said: &Content, mentions: &[Mention], of: &[Option<usize>]) -> Vec<(usize, f32)> {
    let is_named_inside = |mention: &Mention| {
        let inside = said.words.start <= mention.words.start && mention.words.end <= said.words.end;
        inside && mention.class != Class::Pronoun
    };
    let mut by_entity: HashMap<usize, Vec<f32>> = HashMap::new();
    for (mention, [speaks, _]) in &said.speakers {
        if let Some(entity) = of[*mention].filter(|_| !is_named_inside(&mentions[*mention])) {
            by_entity.entry(entity).or_default().push(*speaks);
        }
    }
    let mut totals: Vec<(usize, f32)> =
        by_entity.into_iter().map(|(entity, scores)| (entity, log_sum(&scores))).collect();
    totals.sort_by_key(|(entity, _)| *entity);
    totals
}

/// The logarithm of the sum of exponentials.
pub fn log_sum(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    most + logf(scores.iter().map(|score| expf(score - most)).sum())
}

/// The mention of `entity` whose words say that it speaks, as an index of the network's; none where no words do.
pub fn source(content: &Content, entity: usize, of: &[Option<usize>]) -> Option<usize> {
    let own = content.speakers.iter().filter(|(mention, _)| of[*mention] == Some(entity));
    let best = own.max_by(|(_, a), (_, b)| a[1].total_cmp(&b[1]))?;
    (best.1[1] > 0.0).then_some(best.0)
}

/// Finds the bodies that spokesmen speak for; whoever speaks for a body once does so throughout.
pub fn name_bodies(article: &Article, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut() {
        let Some((speaker, source)) = quote.speaker.zip(quote.source) else { continue };
        quote.on_behalf_of = on_behalf_of(article, source, speaker);
    }
    let known: HashMap<usize, usize> =
        quotes.iter().rev().filter_map(|quote| quote.speaker.zip(quote.on_behalf_of)).collect();
    for quote in quotes.iter_mut() {
        let body = quote.speaker.and_then(|speaker| known.get(&speaker).copied());
        quote.on_behalf_of = quote.on_behalf_of.or(body);
    }
}

/// Tokens around a source among which its office stands.
const OFFICE: usize = 12;

/// The body that somebody called `source` speaks for: "ministry spokesman Ana Ruiz", "Ana Ruiz, a spokeswoman for the ministry".
fn on_behalf_of(article: &Article, source: Span, speaker: usize) -> Option<usize> {
    let tokens = article.segments.tokens_in(source);
    let sentence = &article.segments.sentences[article.token(tokens.start).sentence];
    let start = tokens.start.saturating_sub(OFFICE).max(sentence.tokens.start);
    let end = (tokens.end + OFFICE).min(sentence.tokens.end);
    let at = (start..end).find(|at| is_office(article, *at, end))?;
    // The office is the speaker's own: nothing but commas and the words of the two phrases stand between.
    let between = if at < tokens.start { at + 1..tokens.start } else { tokens.end..at };
    let is_verb =
        |at: usize| super::cues::cues(&article.token(at).lower).iter().any(|(_, forms)| !forms.is_empty());
    let quoted = |at: usize| matches!(article.token(at).kind, TokenKind::OpenQuote | TokenKind::CloseQuote);
    if between.clone().any(|at| is_verb(at) || quoted(at)) {
        return None;
    }
    let kinds = |entity: usize| article.entities.entities[entity].kind;
    let is_body = |entity: usize| {
        entity != speaker
            && matches!(kinds(entity), EntityKind::Organisation | EntityKind::Country | EntityKind::Group)
    };
    let mention =
        |at: usize| article.mention(at).map(|mention| mention.entity).filter(|entity| is_body(*entity));
    let after = (at + 1..end).take_while(|at| !article.token(*at).is_mark(",")).find_map(mention);
    let has_of = matches!(article.segments.tokens.get(at + 1).map(|next| &*next.lower), Some("for" | "of"));
    after.filter(|_| has_of).or_else(|| (start..at).rev().take(6).find_map(mention))
}

fn is_office(article: &Article, at: usize, end: usize) -> bool {
    let word = article.token(at).lower.as_str();
    let next = if at + 1 < end { article.token(at + 1).lower.as_str() } else { "" };
    word.starts_with("spokes")
        || matches!(word, "representative" | "spox")
        || word == "press" && matches!(next, "secretary" | "officer" | "attaché" | "attache")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mentions_of_an_entity_speak_together() {
        let speakers = vec![(0, [1.0, 0.0]), (1, [1.5, 0.0]), (2, [1.0, 3.0])];
        let said = Content { words: 0..1, probability: 1.0, forms: Vec::new(), nobody: 0.0, speakers };
        let of = [Some(0), Some(1), Some(0)];
        let mention = |words| Mention {
            words,
            class: Class::Named,
            probability: 1.0,
            gender: None,
            kinds: Vec::new(),
            countries: Vec::new(),
            sectors: Vec::new(),
            before: Vec::new(),
        };
        let mentions = [mention(3..4), mention(5..6), mention(8..9)];
        assert_eq!(speaker(&said, &mentions, &of).map(|(entity, _)| entity), Some(0));
        assert_eq!(source(&said, 0, &of), Some(2));
        assert_eq!(source(&said, 1, &of), None);
        let inside = [mention(0..1), mention(5..6), mention(0..1)];
        assert_eq!(speaker(&said, &inside, &of).map(|(entity, _)| entity), Some(1));
        assert_eq!(speaker(&Content { nobody: 5.0, ..said.clone() }, &mentions, &of), None);
    }
}
