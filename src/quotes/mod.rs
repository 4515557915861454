//! Quotes: what somebody said, and who.
//!
//! Reads the text, its [`Segments`], the [`Encoding`] of its words and its [`Entities`]; gives the quotes in the order of the text.
//! What is said and who says it are the network's; what marks and layout do is the code's: turns of an interview, marks that
//! are a content's own borders.

mod article;
mod contents;
mod corpus;
mod cues;
mod denials;
mod nested;
mod passages;
mod signed;
mod speakers;
#[cfg(test)]
mod tests;
mod turns;

pub use corpus::in_the_corpus;

use article::Article;
pub use speakers::log_sum;
use turns::turns;

use crate::encoder::Encoding;
use crate::entities::Entities;
use crate::reading::{QuoteForm, QuoteKind};
use crate::segment::Segments;
use crate::text::Span;

/// How sure a quotation is that has a name after a dash: so many of those in PolNeAR's training articles are attributions, but they
/// are few.
const SIGNED: f32 = 0.8;

/// What somebody said; its index among the quotes is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The content alone, without marks, "that" and border punctuation.
    pub content: Span,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
    /// The word that reports.
    pub cue: Option<Span>,
    /// The words that name the speaker, as they stand.
    pub source: Option<Span>,
    /// Whether it says that the content is not so.
    pub denied: bool,
    /// Index of the entity that speaks.
    pub speaker: Option<usize>,
    /// Index of the body that a spokesman speaks for.
    pub on_behalf_of: Option<usize>,
    /// Index of the quote that it is in: what somebody is said to have said.
    pub within: Option<usize>,
    /// How likely it is a quote, from 0 to 1.
    pub confidence: f32,
    /// How likely it was the speaker, from 0 to 1.
    pub speaker_confidence: f32,
}

/// Finds the quotes.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding, entities: &Entities) -> Vec<Quote> {
    let article = Article::new(text, segments, entities);
    let turns = turns(&article, encoding);
    let in_turn = |span: Span| {
        let at = turns.partition_point(|turn| turn.span(segments).end <= span.start);
        turns.get(at).is_some_and(|turn| turn.span(segments).overlaps(span))
    };
    let mut signed = signed::signed(&article, encoding);
    signed.retain(|quote| !in_turn(quote.content));
    let is_signed = |span: Span| {
        let at = signed.partition_point(|quote| quote.content.end <= span.start);
        signed.get(at).is_some_and(|quote| quote.content.overlaps(span))
    };
    let speaker_right = encoding.said.fitted.speaker_right;
    let mut quotes: Vec<Quote> = Vec::new();
    for said in &encoding.said.contents {
        let form = contents::form(said, &encoding.said.labels);
        let Some(content) = contents::content(&article, encoding.span(&said.words)) else { continue };
        if in_turn(content)
            || is_signed(content)
            || quotes.last().is_some_and(|last| last.content.end > content.start)
        {
            continue;
        }
        let speaker = speakers::speaker(said, &encoding.said.mentions, &entities.of);
        let source = speaker.and_then(|(entity, _)| speakers::source(said, entity, &entities.of));
        let cue = contents::cue(encoding, &said.words, source);
        let cue = cue.map(|words| encoding.span(&words));
        let mut quote = Quote {
            content,
            form,
            kind: cue.map_or(QuoteKind::Said, |cue| kind_of(segments, cue)),
            cue,
            source: source.map(|mention| encoding.span(&encoding.said.mentions[mention].words)),
            denied: false,
            speaker: speaker.map(|(entity, _)| entity),
            on_behalf_of: None,
            within: None,
            confidence: said.probability,
            speaker_confidence: speaker.map_or(0.0, |(_, likelihood)| speaker_right.share(likelihood)),
        };
        quote.denied = denials::is_denied(text, segments, &quote);
        quotes.push(quote);
    }
    quotes.extend(signed);
    quotes.extend(turns.iter().map(|turn| {
        without_cue(turn.content, turn.source, turn.speaker, [turns::SURE, turn.speaker_confidence])
    }));
    quotes.sort_by_key(|quote| quote.content);
    quotes.extend(nested::nested(&article, encoding, &quotes));
    speakers::name_bodies(&article, &mut quotes);
    // Of two that begin together the one around comes first.
    quotes.sort_by_key(|quote| (quote.content.start, usize::MAX - quote.content.end));
    nested::tell_within(&mut quotes);
    quotes
}

/// A quotation that no verb reports, but the layout; the confidences are its own and its speaker's.
fn without_cue(
    content: Span,
    source: Option<Span>,
    speaker: Option<usize>,
    [confidence, speaker_confidence]: [f32; 2],
) -> Quote {
    Quote {
        content,
        form: QuoteForm::Direct,
        kind: QuoteKind::Said,
        cue: None,
        source,
        denied: false,
        speaker,
        on_behalf_of: None,
        within: None,
        confidence,
        speaker_confidence,
    }
}

/// Whether a cue tells what somebody said or what somebody thought: "hopes", "is afraid"; "voiced fears" says so.
fn kind_of(segments: &Segments, cue: Span) -> QuoteKind {
    let words = || segments.tokens[segments.tokens_in(cue)].iter().map(|token| token.lower.as_str());
    let says = words().any(|word| cues::cues(word).iter().any(|(cue, _)| cue.class != cues::Class::Thought));
    if cues::thinks(words()) && !says { QuoteKind::Thought } else { QuoteKind::Said }
}
