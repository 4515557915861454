//! The network's words: the engine's tokens, cut as treebanks cut them.

use std::ops::Range;

use super::Words;
use crate::segment::{Segments, Token, TokenKind};
use crate::text::Span;

/// What stands apart at the end of a verb: "do" + "n't", "we" + "'ll".
const CLITICS: [&str; 6] = ["n't", "'ll", "'re", "'ve", "'m", "'d"];

/// Longer sentences are cut: no newsroom writes them, and a tree costs the square of its words.
const LONGEST_SENTENCE: usize = 160;

/// The words of some paragraphs.
pub(super) struct Cut {
    /// Where they stand.
    pub spans: Vec<Span>,
    /// The first word of each sentence.
    pub sentences: Vec<usize>,
    /// The first word of each paragraph.
    pub paragraphs: Vec<usize>,
}

impl Cut {
    /// Cuts the tokens of `paragraphs`.
    pub fn of(text: &str, segments: &Segments, paragraphs: Range<usize>) -> Self {
        let mut cut = Cut { spans: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        for paragraph in &segments.paragraphs[paragraphs] {
            cut.paragraphs.push(cut.spans.len());
            for sentence in &segments.sentences[paragraph.sentences.clone()] {
                cut.sentences.push(cut.spans.len());
                for token in &segments.tokens[sentence.tokens.clone()] {
                    if cut.sentences.last().is_some_and(|start| cut.spans.len() - start >= LONGEST_SENTENCE) {
                        cut.sentences.push(cut.spans.len());
                    }
                    push_parts(text, token, &mut cut.spans);
                }
            }
        }
        cut
    }

    /// The words as the encoder takes them.
    pub fn words<'a>(&'a self, text: &'a str) -> Words<'a> {
        Words { text, spans: &self.spans, sentences: &self.sentences, paragraphs: &self.paragraphs }
    }

    /// The words of each sentence.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.sentences.iter().skip(1).copied().chain([self.spans.len()]);
        self.sentences.iter().zip(ends).map(|(start, end)| *start..end)
    }
}

/// Appends the parts of one token.
fn push_parts(text: &str, token: &Token, spans: &mut Vec<Span>) {
    if !token.is_word() {
        spans.push(token.span);
        return;
    }
    let mut start = token.span.start;
    let words = token.span.of(text);
    let inner = words.trim_matches(is_hyphen);
    let has_inner_hyphen = inner.contains(is_hyphen);
    for (at, hyphen) in words.char_indices().filter(|(_, c)| has_inner_hyphen && is_hyphen(*c)) {
        let at = token.span.start + at;
        spans.extend((at > start).then_some(Span::new(start, at)));
        start = at + hyphen.len_utf8();
        spans.push(Span::new(at, start));
    }
    if start < token.span.end {
        push_without_clitic(text, Span::new(start, token.span.end), token.kind, spans);
    }
}

/// Appends a word, what is short for another apart.
fn push_without_clitic(text: &str, word: Span, kind: TokenKind, spans: &mut Vec<Span>) {
    let lower = word.of(text).to_ascii_lowercase().replace('’', "'");
    let clitic = CLITICS.iter().find(|clitic| kind == TokenKind::Word && lower.ends_with(**clitic));
    let after = match clitic {
        _ if lower == "cannot" => 3,
        // Of a curly apostrophe the word has more bytes than its plain form.
        Some(clitic) => clitic.len() + word.len() - lower.len(),
        None => 0,
    };
    if after == 0 || after == word.len() {
        spans.push(word);
    } else {
        let border = word.end - after;
        spans.extend([Span::new(word.start, border), Span::new(border, word.end)]);
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn words(text: &str) -> Vec<&str> {
        let segments = Article::of(text).segments;
        let cut = Cut::of(text, &segments, 0..segments.paragraphs.len());
        cut.spans.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_cut_as_treebanks_cut_them() {
        let text = "They don’t trust the army's CIA-trained rebels, and we'll see what they cannot do: it's 4.5% more.";
        let expected = "They do n’t trust the army 's CIA - trained rebels , and we 'll see what they can not do : it 's 4.5 % more .";
        assert_eq!(words(text), expected.split(' ').collect::<Vec<_>>());
    }
}
