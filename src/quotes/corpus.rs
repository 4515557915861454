//! Attributions in PolNeAR's conventions: the encoder's, with the words that belong to their cues, and those that only a
//! dash makes.

use super::{Quote, kind_of};
use crate::encoder::Encoding;
use crate::lexicon;
use crate::reading::{QuoteForm, QuoteKind};
use crate::segment::{Segments, TokenKind};
use crate::text::Span;

/// A source, a cue, and what is attributed.
pub struct Attribution {
    pub source: Option<Span>,
    pub cue: Span,
    pub content: Span,
    pub kind: QuoteKind,
}

/// The attributions with a content: the encoder's in the order of their cues, then those of signed quotations.
pub fn in_the_corpus(
    text: &str,
    segments: &Segments,
    encoding: &Encoding,
    quotes: &[Quote],
) -> Vec<Attribution> {
    let signed = |quote: &Quote| {
        let (source, content, kind) = (quote.source, with_marks(segments, quote.content), quote.kind);
        Some(Attribution { source, cue: signature(text, quote, content)?, content, kind })
    };
    let signed: Vec<Attribution> = quotes.iter().filter_map(signed).collect();
    let tagged = encoding.attributions.iter().filter_map(|attribution| {
        let cue = encoding.span(&attribution.cue);
        let content = with_rest(segments, encoding.span(attribution.content.as_ref()?), cue, quotes);
        let is_signed = signed.iter().any(|other| other.content.overlaps(content));
        (!is_signed).then(|| Attribution {
            source: attribution.source.as_ref().map(|source| encoding.span(source)),
            cue: whole_cue(segments, cue, content),
            content,
            kind: kind_of(segments, cue),
        })
    });
    tagged.collect::<Vec<_>>().into_iter().chain(signed).collect()
}

/// "“A,” she said. “B.”" is one content, which goes from A to B.
fn with_rest(segments: &Segments, content: Span, cue: Span, quotes: &[Quote]) -> Span {
    let in_marks = quotes.iter().filter(|quote| quote.form != QuoteForm::Indirect);
    let said = in_marks.filter(|quote| quote.cue.is_some_and(|other| other.overlaps(cue)));
    said.fold(content, |whole, quote| {
        let tagged = with_marks(segments, quote.content);
        Span::new(whole.start.min(tagged.start), whole.end.max(tagged.end))
    })
}

/// A content with the quotation marks around it, and what stands before the closing one.
fn with_marks(segments: &Segments, content: Span) -> Span {
    let tokens = segments.tokens_in(content);
    let kind = |at: usize| segments.tokens.get(at).map(|token| token.kind);
    let opens = tokens.start.checked_sub(1).filter(|at| kind(*at) == Some(TokenKind::OpenQuote));
    let after = tokens.end + usize::from(kind(tokens.end) == Some(TokenKind::Mark));
    let closes = [tokens.end, after].into_iter().find(|at| kind(*at) == Some(TokenKind::CloseQuote));
    segments.span(opens.unwrap_or(tokens.start)..closes.map_or(tokens.end, |at| at + 1))
}

/// The dash between a quotation and the name of whoever is quoted: "“We are ready.” – Anna Kovacs".
fn signature(text: &str, quote: &Quote, tagged: Span) -> Option<Span> {
    let source = quote.source.filter(|source| quote.cue.is_none() && source.start > tagged.end)?;
    let between = Span::new(tagged.end, source.start).trimmed(text);
    matches!(between.of(text), "—" | "–" | "―" | "-" | "--").then_some(between)
}

/// With the "also" before and the "for" of "called for", unless the content begins or ends there.
fn whole_cue(segments: &Segments, cue: Span, content: Span) -> Span {
    let tokens = segments.tokens_in(cue);
    if tokens.is_empty() {
        return cue;
    }
    let word = |at: usize| &segments.tokens[at];
    let is_free = |at: usize| {
        word(at).kind == TokenKind::Word
            && word(at).sentence == word(tokens.start).sentence
            && !word(at).span.overlaps(content)
    };
    let head =
        tokens.start.checked_sub(1).filter(|at| is_free(*at) && lexicon::is(&word(*at).lower, "cue head"));
    let is_tail = |at: &usize| {
        *at < segments.tokens.len()
            && is_free(*at)
            && lexicon::is(&format!("{} {}", word(at - 1).lower, word(*at).lower), "cue tail")
    };
    let tail = Some(tokens.end).filter(is_tail);
    let start = head.map_or(cue.start, |head| word(head).span.start);
    Span::new(start, tail.map_or(cue.end, |tail| word(tail).span.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::encoder::Model;
    use crate::{entities, quotes};

    /// The cue and the content of each attribution.
    fn attributions(text: &str) -> Vec<(&str, &str)> {
        let segments = Article::of(text).segments;
        let encoding = Model::read_once(text, &segments);
        let entities = entities::find(text, &encoding, None, &[]);
        let quotes = quotes::find(text, &segments, &encoding, &entities);
        let found = in_the_corpus(text, &segments, &encoding, &quotes).into_iter();
        found.map(|attribution| (attribution.cue.of(text), attribution.content.of(text))).collect()
    }

    #[test]
    fn a_dash_is_the_cue_of_what_is_signed() {
        let signed = "“We have not been paid since March, and nobody tells us why.”";
        assert_eq!(attributions(&format!("{signed} ― Maria Santos")), [("―", signed)]);
    }

    #[test]
    fn a_quotation_in_two_parts_is_one_content() {
        assert_eq!(
            attributions("“The dam is safe,” Anna Kovacs said on Friday. “We looked at it twice.”"),
            [("said", "“The dam is safe,” Anna Kovacs said on Friday. “We looked at it twice.”")]
        );
    }
}
