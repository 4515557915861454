//! Segmentation: the article's paragraphs, sentences and tokens.
//!
//! Reads the text and its [`Layout`]; sets [`Segments`]. Furniture outside the article, and the parts of it that
//! the layout skips, have no tokens, so that no later stage can find anything in them.

mod marks;
mod split;
mod tokens;

use std::ops::Range;

pub(crate) use marks::{Family, family};

use crate::page::{Label, Layout};
use crate::text::{Span, bullet};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and the points of an abbreviation: "al-Assad", "U.S.", "don't".
    Word,
    /// Digits, with inner separators: "1,500", "7.7", "2015".
    Number,
    /// A possessive ending: "'s", or the apostrophe of "workers'".
    Possessive,
    /// An opening quotation mark.
    OpenQuote,
    /// A closing quotation mark.
    CloseQuote,
    /// Any other mark or symbol, one character each.
    Mark,
}

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its words in lower case, with typographic apostrophes made straight.
    pub lower: String,
    /// Index of its sentence.
    pub sentence: usize,
}

impl Token {
    /// Whether its first letter is upper case.
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.kind == TokenKind::Word && self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is the mark `mark`.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.lower == mark
    }

    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// One paragraph (the title is one, too).
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// From its first to its last token.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// What it is: headline, standfirst, caption, heading or running text.
    pub label: Label,
}

impl Paragraph {
    /// Whether it is the headline.
    pub fn is_title(&self) -> bool {
        self.label == Label::Title
    }

    /// Whether it stands by itself: a headline, standfirst, caption or heading says nothing of the running text's words.
    pub fn is_apart(&self) -> bool {
        self.label != Label::Body
    }
}

/// The article cut into paragraphs, sentences and tokens, each in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// Paragraphs; a single line break ends one.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences; none runs over a paragraph's end.
    pub sentences: Vec<Sentence>,
    /// Tokens; every one belongs to a sentence.
    pub tokens: Vec<Token>,
}

impl Segments {
    /// The first `paragraphs` alone.
    pub fn first(&self, paragraphs: usize) -> Self {
        let paragraphs = &self.paragraphs[..paragraphs];
        let sentences = &self.sentences[..paragraphs.last().map_or(0, |last| last.sentences.end)];
        let tokens = &self.tokens[..sentences.last().map_or(0, |last| last.tokens.end)];
        Segments { paragraphs: paragraphs.to_vec(), sentences: sentences.to_vec(), tokens: tokens.to_vec() }
    }

    /// The paragraph that `span` starts in, if it starts in one.
    pub fn paragraph_at(&self, span: Span) -> Option<usize> {
        self.sentence_at(span).map(|sentence| self.sentences[sentence].paragraph)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last token of `range`; the range must not be empty.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// The sentence that `span` starts in, if it starts in one.
    pub fn sentence_at(&self, span: Span) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        self.sentences.get(index).filter(|sentence| sentence.span.overlaps(span)).map(|_| index)
    }
}

/// Cuts the title and the article of `text` into paragraphs, sentences and tokens.
pub fn segment(text: &str, layout: &Layout) -> Segments {
    let mut segments = Segments::default();
    for block in &layout.blocks {
        let label = block.label;
        // The bullet of a list's item is no word of it.
        let block = Span::new(block.span.start + bullet(block.span.of(text)), block.span.end);
        let first_sentence = segments.sentences.len();
        let first_token = segments.tokens.len();
        segments.tokens.extend(tokens::tokenise(text, block));
        let paragraph = segments.paragraphs.len();
        let dateline = layout.dateline.filter(|dateline| dateline.overlaps(block));
        let opening = dateline.map_or(first_token, |dateline| after(&segments.tokens, first_token, dateline));
        let parts = [first_token..opening, opening..segments.tokens.len()];
        for range in
            parts.into_iter().flat_map(|part| split::split(text, &segments.tokens, part)).collect::<Vec<_>>()
        {
            let sentence = segments.sentences.len();
            segments.tokens[range.clone()].iter_mut().for_each(|token| token.sentence = sentence);
            let span = segments.span(range.clone());
            segments.sentences.push(Sentence { span, tokens: range, paragraph });
        }
        if segments.tokens.len() > first_token {
            let span = segments.span(first_token..segments.tokens.len());
            let sentences = first_sentence..segments.sentences.len();
            segments.paragraphs.push(Paragraph { span, sentences, label });
        }
    }
    segments
}

/// The sentences of one line of `text`.
pub fn sentences(text: &str, line: Span) -> Vec<Span> {
    let tokens = tokens::tokenise(text, line);
    let span =
        |range: Range<usize>| Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
    split::split(text, &tokens, 0..tokens.len()).into_iter().map(span).collect()
}

/// The first token after the dateline and the mark that ends it: what it says is no part of the first sentence.
fn after(tokens: &[Token], first: usize, dateline: Span) -> usize {
    let inside = tokens[first..].iter().take_while(|token| token.span.start < dateline.end).count();
    let marks = tokens[first + inside..].iter().take_while(|token| token.kind == TokenKind::Mark).count();
    first + inside + marks
}
