//! Cutting a line's tokens into sentences.

use std::ops::Range;

use super::{Token, TokenKind};
use crate::lexicon;

/// Where a sentence is cut that does not end, in tokens: no later stage meets a longer one.
const LONGEST: usize = 500;

/// The sentences of one line, as ranges of tokens that leave none out.
pub fn split(text: &str, tokens: &[Token], line: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = line.start;
    let mut at = line.start;
    while at < line.end {
        at += 1;
        if at - start == LONGEST {
            sentences.push(start..at);
            start = at;
        }
        if !ends_sentence(text, tokens, at - 1, line.end) {
            continue;
        }
        while at < line.end && closes(&tokens[at], &tokens[at - 1]) {
            at += 1;
        }
        if start < at && at < line.end && starts_sentence(text, tokens, at, line.end) {
            sentences.push(start..at);
            start = at;
        }
    }
    if start < line.end {
        sentences.push(start..line.end);
    }
    sentences
}

/// Marks that still belong to the sentence whose end stands before them.
fn closes(token: &Token, before: &Token) -> bool {
    let touches = token.span.start == before.span.end;
    touches
        && (token.kind == TokenKind::CloseQuote
            || matches!(token.lower.as_str(), ")" | "]" | "." | "!" | "?" | "…"))
}

/// Whether the token at `at` can end a sentence.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        TokenKind::Mark => matches!(token.lower.as_str(), "." | "!" | "?" | "…" | "。"),
        // "in the U.S. The" ends one, "U.S. President" and "Gen. Smith" do not.
        TokenKind::Word if token.lower.ends_with('.') => {
            let next = (at + 1 < end).then(|| &tokens[at + 1]);
            !lexicon::titles().contains(token.lower.as_str())
                && token.lower.len() > 2
                && next.is_some_and(|next| {
                    next.is_capitalised(text) && lexicon::starters().contains(next.lower.as_str())
                })
        }
        _ => false,
    }
}

/// Whether a sentence can start at `at`, the one before it having ended.
fn starts_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let mut first = at;
    while first < end
        && (tokens[first].kind == TokenKind::OpenQuote || matches!(tokens[first].lower.as_str(), "(" | "["))
    {
        first += 1;
    }
    let Some(token) = tokens.get(first).filter(|_| first < end) else {
        return false;
    };
    let quoted = first > at;
    match token.kind {
        TokenKind::Word => {
            // After a closing quotation mark a lower-case word goes on with the sentence: "…!" he said.
            token.is_capitalised(text) || quoted || token.span.of(text).chars().all(|c| !c.is_lowercase())
        }
        TokenKind::Number => true,
        _ => {
            tokens[at - 1].kind != TokenKind::CloseQuote
                && !matches!(token.lower.as_str(), "," | ";" | ":" | "." | "…" | "-" | "–" | "—")
        }
    }
}
