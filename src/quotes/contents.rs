//! What is said: the borders of contents, their form and their cue.

use std::ops::Range;

use super::article::Article;
use crate::encoder::Encoding;
use crate::encoder::said::{Content, Labels};
use crate::reading::QuoteForm;
use crate::segment::TokenKind;
use crate::text::Span;

/// Words that may stand between a content and its cue.
const REACH: usize = 40;

/// The content that the network drew as `span`, as the guidelines draw it: no "that", and no marks at its borders. None where
/// nothing is left.
pub fn content(article: &Article, span: Span) -> Option<Span> {
    let mut tokens = article.segments.tokens_in(span);
    let is_border = |at: usize| {
        let token = article.token(at);
        matches!(token.kind, TokenKind::OpenQuote | TokenKind::CloseQuote)
            || token.kind == TokenKind::Mark
                && matches!(&*token.lower, "," | "." | ":" | ";" | "—" | "–" | "-" | "--")
    };
    while !tokens.is_empty() && (is_border(tokens.start) || article.token(tokens.start).lower == "that") {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_border(tokens.end - 1) && !is_ellipsis(article, tokens.end - 1) {
        tokens.end -= 1;
    }
    (!tokens.is_empty()).then(|| article.segments.span(tokens))
}

/// Whether the point at `at` is one of several.
fn is_ellipsis(article: &Article, at: usize) -> bool {
    let is_point = |at: usize| article.token(at).is_mark(".");
    let before =
        at.checked_sub(1).filter(|before| article.token(*before).span.end == article.token(at).span.start);
    is_point(at) && before.is_some_and(is_point)
}

/// The form that the network takes a content for.
pub fn form(said: &Content, labels: &Labels) -> QuoteForm {
    let best = (0..said.forms.len()).max_by(|a, b| said.forms[*a].total_cmp(&said.forms[*b]).then(b.cmp(a)));
    best.map_or(QuoteForm::Indirect, |best| labels.forms[best])
}

/// The words that report a content: of the network's cues the one nearest to it, or to its source.
pub fn cue(encoding: &Encoding, content: &Range<usize>, source: Option<usize>) -> Option<Range<usize>> {
    let cues = &encoding.said.cues;
    let source = source.map(|mention| &encoding.said.mentions[mention].words);
    let near = cues.partition_point(|cue| cue.end + REACH < content.start);
    let within = cues[near..].iter().take_while(|cue| cue.start < content.end + REACH);
    let free = within.filter(|cue| cue.end <= content.start || cue.start >= content.end);
    let distance = |cue: &Range<usize>| {
        let of_content = apart(cue, content);
        of_content.min(source.map_or(of_content, |source| apart(cue, source)))
    };
    let nearest = free.min_by_key(|cue| (distance(cue), cue.start))?;
    // A cue belongs to the content that it touches, or whose source it touches.
    (distance(nearest) <= NEAR).then(|| nearest.clone())
}

/// Words that may stand between a cue and the content or the source that it belongs to.
const NEAR: usize = 8;

fn apart(one: &Range<usize>, other: &Range<usize>) -> usize {
    other.start.saturating_sub(one.end).max(one.start.saturating_sub(other.end))
}
