//! What the encoder's attributions add to the quotes that the cues gave: where reported speech begins and ends, who is
//! said to speak where no cue stands beside a quotation, and reported speech in structures that the cues do not take.

use std::collections::HashMap;
use std::ops::Range;

use super::Quote;
use super::cues::{Class, cues};
use super::line::Article;
use super::reader::among;
use super::source::on_behalf_of;
use crate::encoder::{Attribution, Encoding};
use crate::entities::Mention;
use crate::reading::QuoteForm;
use crate::segment::TokenKind;
use crate::text::Span;

/// Attributions that the encoder is less sure of do not move a border.
const SURE: f32 = 0.5;
/// Sources that the encoder is less sure of do not replace those that the words beside the cue name.
const VERY_SURE: f32 = 0.8;

/// Moves the borders of reported speech that follows its cue to where the encoder has them. Its infinitives stay:
/// "asked *him* to go" is no content to the guidelines, but is to the corpus that the encoder learned from.
pub fn move_borders(article: &Article, encoding: &Encoding, quotes: &mut [Quote]) {
    for at in 0..quotes.len() {
        let quote = &quotes[at];
        let Some(cue) = quote.cue.filter(|cue| cue.end <= quote.content.start) else { continue };
        let first = article.segments.tokens_in(quote.content).start;
        if quote.form == QuoteForm::Direct || matches!(article.token(first).lower.as_str(), "to" | "not") {
            continue;
        }
        let attribution = encoding.attributions.iter().find(|attribution| {
            attribution.confidence >= SURE && encoding.span(&attribution.cue).overlaps(cue)
        });
        let Some(content) = attribution.and_then(|attribution| content(article, encoding, attribution))
        else {
            continue;
        };
        let span = article.segments.span(content.clone());
        let is_free = |(other, quote): (usize, &Quote)| other == at || !quote.content.overlaps(span);
        let is_source = quote.source.is_some_and(|source| source.overlaps(span));
        if span.overlaps(quote.content)
            && cue.end <= span.start
            && !is_source
            && quotes.iter().enumerate().all(is_free)
        {
            let quote = &mut quotes[at];
            quote.form = form(article, content);
            let end = if span.end == quote.content.end { quote.tagged.end } else { span.end };
            quote.tagged = Span::new(quote.tagged.start.min(span.start), end);
            quote.content = span;
        }
    }
}

/// Names the source of quotations for which no cue was found.
pub fn name_sources(article: &Article, encoding: &Encoding, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.speaker.is_none() && quote.source.is_none()) {
        let found = encoding.attributions.iter().find(|attribution| {
            let content = attribution.content.as_ref().map(|content| encoding.span(content));
            attribution.source_confidence >= SURE && content.is_some_and(|span| span.overlaps(quote.content))
        });
        let Some(attribution) = found else { continue };
        if set_source(article, encoding, attribution, quote) {
            quote.cue = quote.cue.or(Some(encoding.span(&attribution.cue)));
        }
    }
}

/// Gives a quote the source of the attribution at its cue, where the words beside the cue name another: the subject may
/// be far from it, or parted from it by another clause. Not where both are one ("the coach, Ana Ruiz"), nor where the
/// cue quotes somebody else's words ("Reuters quoted him as saying").
pub fn mend_sources(article: &Article, encoding: &Encoding, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut() {
        let Some(attribution) = at_cue(encoding, quote) else { continue };
        let said_by = attribution.source.as_ref().map(|source| encoding.span(source));
        let Some(said_by) = said_by.filter(|_| attribution.source_confidence >= VERY_SURE) else { continue };
        let is_apposed = |source: Span| {
            let between = Span::new(source.end.min(said_by.end), source.start.max(said_by.start));
            source.overlaps(said_by) || between.of(article.text).trim() == ","
        };
        if quote.source.is_some_and(|source| !is_apposed(source))
            && !quotes_others(article, attribution, encoding)
        {
            set_source(article, encoding, attribution, quote);
        }
    }
}

fn quotes_others(article: &Article, attribution: &Attribution, encoding: &Encoding) -> bool {
    let mut words = article.segments.tokens_in(encoding.span(&attribution.cue));
    words.any(|word| cues(&article.token(word).lower).iter().any(|(entry, _)| entry.class == Class::Quote))
}

/// The attribution whose cue is the quote's and whose content overlaps it.
pub fn at_cue<'a>(encoding: &'a Encoding, quote: &Quote) -> Option<&'a Attribution> {
    let cue = quote.cue?;
    encoding.attributions.iter().find(|attribution| {
        let content = attribution.content.as_ref().map(|content| encoding.span(content));
        encoding.span(&attribution.cue).overlaps(cue)
            && content.is_some_and(|span| span.overlaps(quote.content))
    })
}

/// An attribution whose content overlaps the quote.
pub fn around<'a>(encoding: &'a Encoding, quote: &Quote) -> Option<&'a Attribution> {
    encoding.attributions.iter().find(|attribution| {
        let content = attribution.content.as_ref().map(|content| encoding.span(content));
        content.is_some_and(|span| span.overlaps(quote.content))
    })
}

/// Takes the attribution's source, unless it lies in what is said. Whether it did.
fn set_source(article: &Article, encoding: &Encoding, attribution: &Attribution, quote: &mut Quote) -> bool {
    let source = attribution.source.as_ref().map(|words| encoding.span(words));
    let Some(span) = source.filter(|span| !span.overlaps(quote.content)) else { return false };
    let mention = named_in(article, span);
    quote.source = Some(mention.map_or(span, |mention| mention.span));
    quote.speaker = mention.map(|mention| mention.entity);
    quote.on_behalf_of = None;
    true
}

/// Reported speech that the cues' structures do not cover. Its cue is one of the lexicon's, and its content a clause.
pub fn missed(article: &Article, encoding: &Encoding, quotes: &[Quote]) -> Vec<Quote> {
    let new = encoding.attributions.iter().filter_map(|attribution| {
        let (cue, said) = (encoding.span(&attribution.cue), attribution.content.as_ref()?);
        let tokens = content(article, encoding, attribution)?;
        let span = article.segments.span(tokens.clone());
        let is_known = quotes.iter().any(|quote| {
            quote.content.overlaps(span)
                || quote.content.overlaps(cue)
                || quote.cue.is_some_and(|at| at.overlaps(cue))
        });
        if attribution.confidence < SURE
            || !reports(article, cue)
            || is_known
            || !is_clause(encoding, said)
            || is_title(article, tokens.start)
        {
            return None;
        }
        let source = attribution.source.as_ref().map(|source| encoding.span(source));
        let mention = source.and_then(|source| named_in(article, source));
        Some(Quote {
            form: form(article, tokens),
            cue: Some(cue),
            source: mention.map(|mention| mention.span).or(source),
            speaker: mention.map(|mention| mention.entity),
            ..Quote::direct(span, encoding.span(said))
        })
    });
    new.collect()
}

/// Whether a cue of the lexicon is among the words that is not denied and tells what somebody said in a clause of its own.
fn reports(article: &Article, cue: Span) -> bool {
    let words = article.segments.tokens_in(cue);
    let denies = |token: usize| {
        let word = article.token(token).lower.as_str();
        among(word, "not never no nobody none cannot declined declines refused refuses failed")
            || word.ends_with("n't")
    };
    if (words.start.saturating_sub(2)..words.end).any(denies) {
        return false;
    }
    let mut known = words.flat_map(|token| cues(&article.token(token).lower));
    known.any(|(entry, _)| {
        entry.particles.is_empty()
            && matches!(entry.class, Class::Say | Class::Tell | Class::Deny | Class::Show)
            && entry.takes("that")
    })
}

/// Whether the word that the others of `content` hang on is a verb, or has one as its copula or auxiliary.
fn is_clause(encoding: &Encoding, content: &Range<usize>) -> bool {
    let nodes = &encoding.nodes;
    let is_root = |word: &usize| nodes[*word].head.is_none_or(|head| !content.contains(&head));
    content.clone().filter(is_root).any(|root| {
        nodes[root].is_verb()
            || content.clone().any(|word| nodes[word].head == Some(root) && nodes[word].is_auxiliary())
    })
}

/// "declared a truce and called elections": whether what follows the cue is its object and what else was done, and no
/// clause that it reports.
pub fn only_acts(encoding: &Encoding, quote: &Quote) -> bool {
    let after = quote.cue.filter(|cue| cue.end <= quote.content.start && quote.form == QuoteForm::Indirect);
    let Some(cue) = after else { return false };
    let words = |span: Span| {
        let start = encoding.words.partition_point(|word| word.start < span.start);
        start..encoding.words.partition_point(|word| word.start < span.end)
    };
    let nodes = &encoding.nodes;
    let Some(verb) = words(cue).find(|word| nodes[*word].is_verb()) else { return false };
    let hangs = |word: &usize| nodes[*word].head == Some(verb);
    let mut object = false;
    let mut joined = false;
    for word in words(quote.content).filter(hangs) {
        object |= nodes[word].is_object();
        joined |= nodes[word].is_joined() && nodes[word].is_verb();
        if nodes[word].is_clause() {
            return false;
        }
    }
    object && joined
}

/// Whether a verb is among the words of `span`.
pub fn has_verb(encoding: &Encoding, span: Span) -> bool {
    let first = encoding.words.partition_point(|word| word.start < span.start);
    let words = encoding.words[first..].iter().zip(&encoding.nodes[first..]);
    let mut words = words.take_while(|(word, _)| word.end <= span.end);
    words.any(|(_, node)| node.is_verb() || node.is_auxiliary())
}

/// Finds the bodies that spokesmen speak for, where the encoder has the whole phrase that names them; whoever speaks for
/// a body once does so throughout.
pub fn name_bodies(article: &Article, encoding: &Encoding, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.on_behalf_of.is_none()) {
        let Some((speaker, source)) = quote.speaker.zip(quote.source) else { continue };
        let attribution = at_cue(encoding, quote).or_else(|| around(encoding, quote));
        let phrase = attribution.and_then(|attribution| attribution.source.as_ref());
        let phrase = phrase.map(|words| encoding.span(words)).filter(|phrase| phrase.overlaps(source));
        quote.on_behalf_of = phrase.and_then(|phrase| on_behalf_of(article, phrase, speaker));
    }
    let known: HashMap<usize, usize> =
        quotes.iter().rev().filter_map(|quote| quote.speaker.zip(quote.on_behalf_of)).collect();
    for quote in quotes.iter_mut() {
        let body = quote.speaker.and_then(|speaker| known.get(&speaker).copied());
        quote.on_behalf_of = quote.on_behalf_of.or(body);
    }
}

fn is_title(article: &Article, token: usize) -> bool {
    let sentence = &article.segments.sentences[article.token(token).sentence];
    article.segments.paragraphs[sentence.paragraph].is_title
}

/// The mention that a source names: the first that owns no other, the person of "Ana Ruiz, head of the council," and the
/// coach of "the team's coach".
fn named_in<'a>(article: &Article<'a>, source: Span) -> Option<&'a Mention> {
    let owns = |mention: &Mention| {
        let next = article.segments.tokens_in(mention.span).end;
        article.segments.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive)
    };
    let first = |with_owners: bool| {
        let mentions = article.entities.within(source);
        mentions.filter(|mention| with_owners || !owns(mention)).min_by_key(|mention| mention.span)
    };
    first(false).or_else(|| first(true))
}

/// The tokens of an attribution's content as the guidelines draw them: without "that", and without marks at the borders.
/// None where it leaves its paragraph or ends inside a quotation.
fn content(article: &Article, encoding: &Encoding, attribution: &Attribution) -> Option<Range<usize>> {
    let segments = article.segments;
    let mut tokens = segments.tokens_in(encoding.span(attribution.content.as_ref()?));
    let is_border = |at: usize| {
        let token = article.token(at);
        matches!(token.kind, TokenKind::OpenQuote | TokenKind::CloseQuote)
            || among(&token.lower, ", . ; : — – - --")
    };
    while !tokens.is_empty() && (is_border(tokens.start) || article.token(tokens.start).lower == "that") {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_border(tokens.end - 1) {
        tokens.end -= 1;
    }
    let last = tokens.clone().last()?;
    let paragraph = |token: usize| segments.sentences[article.token(token).sentence].paragraph;
    let passage = article.passage_of(last).map(|passage| &article.passages[passage]);
    let breaks = passage.is_some_and(|passage| tokens.end + 2 < passage.inner.end);
    (paragraph(tokens.start) == paragraph(last) && !breaks).then_some(tokens)
}

/// Mixed where a part of it stands in marks that are no title's.
fn form(article: &Article, content: Range<usize>) -> QuoteForm {
    let passages = content.filter_map(|token| article.passage_of(token));
    let quotes = passages.into_iter().any(|passage| !article.is_name(passage));
    if quotes { QuoteForm::Mixed } else { QuoteForm::Indirect }
}
