//! Pairing the quotation marks of the whole article into passages.

use std::ops::Range;

use crate::segment::{Family, Segments, TokenKind, family};
use crate::text::Span;

/// What stands between an opening quotation mark and the one that closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// With its marks.
    pub span: Span,
    /// The tokens with the marks.
    pub tokens: Range<usize>,
    /// The tokens between the marks.
    pub inner: Range<usize>,
    /// Whether it has a closing mark; an unclosed one ends with its paragraph.
    pub closed: bool,
}

impl Passage {
    /// The words: without the marks, and without the comma or full stop before the closing one.
    pub fn content(&self, text: &str, segments: &Segments) -> Option<Span> {
        let tokens = &segments.tokens;
        let mut range = self.inner.clone();
        while range.len() > 1 && drops(segments, range.end - 1) {
            range.end -= 1;
        }
        while range.len() > 1 && tokens[range.start].is_mark(",") {
            range.start += 1;
        }
        let has_words = tokens[range.clone()].iter().any(|token| token.is_word());
        has_words.then(|| segments.span(range).trimmed(text))
    }
}

/// Whether the token is a comma or a single full stop; three of them are an ellipsis and stay.
fn drops(segments: &Segments, at: usize) -> bool {
    let token = &segments.tokens[at];
    let before = at.checked_sub(1).map(|before| &segments.tokens[before]);
    let is_ellipsis = before.is_some_and(|before| before.is_mark(".") && before.span.end == token.span.start);
    token.is_mark(",") || token.is_mark(".") && !is_ellipsis
}

/// A mark that waits for its closing one.
struct Open {
    token: usize,
    family: Family,
    /// Whether it was repeated at the start of the paragraph that is being read.
    continued: bool,
}

/// The outermost passages, in order; none overlaps another.
///
/// A passage runs over several paragraphs where each of them opens with a mark again and only the last one closes. A
/// mark that nothing closes ends at the next opening mark of its family or with its paragraph.
pub fn pair(text: &str, segments: &Segments) -> Vec<Passage> {
    let mut pairing = Pairing { text, segments, stack: Vec::new(), open: [0; 3], found: Vec::new() };
    for (index, paragraph) in segments.paragraphs.iter().enumerate() {
        let sentences = &segments.sentences[paragraph.sentences.clone()];
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { continue };
        pairing.paragraph(index, first.tokens.start..last.tokens.end);
    }
    pairing.outermost()
}

struct Pairing<'a> {
    text: &'a str,
    segments: &'a Segments,
    stack: Vec<Open>,
    /// How many of each family are on the stack: what nothing can close is not searched for.
    open: [usize; 3],
    found: Vec<Passage>,
}

impl Pairing<'_> {
    fn paragraph(&mut self, index: usize, mut range: Range<usize>) {
        let all = range.clone();
        if let Some(carried) = self.stack.last_mut() {
            carried.continued = true;
            range.start += 1;
        }
        for token in range {
            let Some(family) = family(self.segments.tokens[token].span.of(self.text)) else { continue };
            match self.segments.tokens[token].kind {
                TokenKind::OpenQuote => self.push(Open { token, family, continued: false }),
                TokenKind::CloseQuote => self.close(token, family),
                _ => {}
            }
        }
        self.end_paragraph(index, all);
    }

    fn push(&mut self, open: Open) {
        self.open[open.family as usize] += 1;
        self.stack.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.stack.pop()?;
        self.open[open.family as usize] -= 1;
        Some(open)
    }

    fn close(&mut self, token: usize, family: Family) {
        while self.open[family as usize] > 0
            && let Some(open) = self.pop()
        {
            if open.family == family {
                self.add(open.token, token + 1, true);
                return;
            }
        }
    }

    fn add(&mut self, start: usize, end: usize, closed: bool) {
        let inner = start + 1..if closed { end - 1 } else { end };
        if !inner.is_empty() {
            let span = self.segments.span(start..end);
            self.found.push(Passage { span, tokens: start..end, inner, closed });
        }
    }

    /// Carries what goes on in the next paragraph, and ends what does not.
    fn end_paragraph(&mut self, index: usize, range: Range<usize>) {
        let carried = self.carried(index, &range);
        let mut end = range.end;
        while let Some(open) = self.pop() {
            if carried == Some(open.token) {
                continue;
            }
            // A single mark that nothing closes is an apostrophe.
            if open.family != Family::Single || open.continued {
                self.add(open.token, end.max(open.token + 1), false);
                end = open.token.max(range.start);
            }
        }
        if let Some(token) = carried
            && let Some(family) = family(self.segments.tokens[token].span.of(self.text))
        {
            self.push(Open { token, family, continued: false });
        }
    }

    /// The open mark that the next paragraph repeats, if nothing of its family closed after it.
    fn carried(&self, index: usize, range: &Range<usize>) -> Option<usize> {
        let next = self.segments.paragraphs.get(index + 1)?;
        let first = self.segments.sentences.get(next.sentences.start)?.tokens.start;
        let repeated = &self.segments.tokens[first];
        let family_of = |token: usize| family(self.segments.tokens[token].span.of(self.text));
        let last = self.stack.iter().rev().find(|open| Some(open.family) == family_of(first))?;
        let closed_after =
            self.found.iter().rev().take_while(|passage| passage.tokens.end > range.start).any(|passage| {
                passage.tokens.start > last.token && family_of(passage.tokens.start) == family_of(last.token)
            });
        (repeated.kind == TokenKind::OpenQuote && !closed_after).then_some(last.token)
    }

    fn outermost(mut self) -> Vec<Passage> {
        self.found.sort_unstable_by_key(|passage| (passage.tokens.start, usize::MAX - passage.tokens.end));
        self.cut_unclosed();
        let mut end = 0;
        self.found.retain(|passage| {
            let is_outer = passage.tokens.start >= end && !passage.inner.is_empty();
            end = if is_outer { passage.tokens.end } else { end };
            is_outer
        });
        self.found
    }

    /// Ends an unclosed passage before the next opening mark of its family.
    fn cut_unclosed(&mut self) {
        let family_of = |token: usize| family(self.segments.tokens[token].span.of(self.text));
        let mut next = [usize::MAX; 3];
        for passage in self.found.iter_mut().rev() {
            let Some(family) = family_of(passage.tokens.start) else { continue };
            if !passage.closed && next[family as usize] < passage.tokens.end {
                let end = next[family as usize];
                passage.tokens.end = end;
                passage.inner.end = end;
                passage.span = self.segments.span(passage.tokens.clone());
            }
            next[family as usize] = passage.tokens.start;
        }
    }
}
