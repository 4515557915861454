//! Quotes within quotes: what Y told Z, as X says. The network's contents are one deep; its attributions, which hang on cues,
//! tell of those inside.

use super::article::Article;
use super::turns::has_verb;
use super::{Quote, contents, kind_of};
use crate::encoder::{Attribution, Encoding};
use crate::reading::{QuoteForm, QuoteKind};
use crate::text::Span;

/// Words that a content inside another has at least.
const SHORTEST: usize = 4;

/// What somebody else is said to have said inside one of `quotes`, which stand in order and do not overlap.
pub fn nested(article: &Article, encoding: &Encoding, quotes: &[Quote]) -> Vec<Quote> {
    encoding
        .attributions
        .iter()
        .filter_map(|attribution| inner(article, encoding, quotes, attribution))
        .collect()
}

fn inner(
    article: &Article,
    encoding: &Encoding,
    quotes: &[Quote],
    attribution: &Attribution,
) -> Option<Quote> {
    let cue = encoding.span(&attribution.cue);
    let at = quotes.partition_point(|quote| quote.content.end <= cue.start);
    let outer = quotes.get(at).filter(|quote| quote.content.contains(cue))?;
    let source = attribution.source.as_ref().map(|words| encoding.span(words))?;
    let content = contents::content(article, encoding.span(attribution.content.as_ref()?))?;
    let said = kind_of(article.segments, cue) == QuoteKind::Said;
    let tells = has_verb(encoding, content) && article.segments.tokens_in(content).len() >= SHORTEST;
    let is_inside = |span: Span| outer.content.contains(span) && span != outer.content;
    let speaker = article.entities.within(source).next().map(|mention| mention.entity)?;
    (said && tells && is_inside(source) && is_inside(content) && outer.speaker != Some(speaker)).then(|| {
        Quote {
            content,
            form: QuoteForm::Indirect,
            kind: QuoteKind::Said,
            cue: Some(cue),
            source: Some(source),
            denied: false,
            speaker: Some(speaker),
            on_behalf_of: None,
            within: None,
            confidence: outer.confidence * attribution.confidence,
            speaker_confidence: outer.speaker_confidence,
        }
    })
}

/// Tells of each of `quotes`, which stand in order, the innermost one that it is in.
pub fn tell_within(quotes: &mut [Quote]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..quotes.len() {
        let content = quotes[at].content;
        while open.pop_if(|outer| !quotes[*outer].content.contains(content)).is_some() {}
        quotes[at].within = open.last().copied();
        open.push(at);
    }
}
