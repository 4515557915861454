//! Cutting a line into tokens.
//!
//! Word borders are Unicode's (UAX #29); then what news English adds: hyphened words stay whole, abbreviations keep
//! their points, possessives stand apart, and each quotation mark is told to open or to close.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use super::{Token, TokenKind, marks};
use crate::lexicon;
use crate::text::Span;

/// The tokens of one line, in order.
pub fn tokenise(text: &str, line: Span) -> Vec<Token> {
    let pieces = line.of(text).split_word_bound_indices();
    let pieces: Vec<Span> = pieces.filter_map(|(at, piece)| visible(line.start + at, piece)).collect();
    let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        let end = joined_end(text, &pieces, at);
        let span = Span::new(pieces[at].start, pieces[end - 1].end);
        push(text, span, &mut tokens);
        at = end;
    }
    marks::direct(text, line, &mut tokens);
    tokens
}

/// Where the part of `piece` stands that is seen; signs that only direct the writing hang on to what stands before them.
fn visible(start: usize, piece: &str) -> Option<Span> {
    let is_hidden = |c: char| c.is_whitespace() || c.general_category() == GeneralCategory::Format;
    let seen = piece.trim_end_matches(is_hidden);
    let first = start + seen.len() - seen.trim_start_matches(is_hidden).len();
    (first < start + seen.len()).then(|| Span::new(first, start + seen.len()))
}

/// One past the last piece that belongs to the word that starts at `at`.
fn joined_end(text: &str, pieces: &[Span], at: usize) -> usize {
    let is_word = |i: usize| pieces.get(i).is_some_and(|p| p.of(text).chars().any(char::is_alphanumeric));
    let touches = |i: usize| i > 0 && i < pieces.len() && pieces[i - 1].end == pieces[i].start;
    if !is_word(at) {
        let doubled = |mark| {
            let part = |i: usize| pieces.get(i).map(|p| p.of(text));
            part(at) == Some(mark) && touches(at + 1) && part(at + 1) == Some(mark)
        };
        // Typewritten marks: ``so''. Of three that close, the first is the inner one.
        if doubled("'") && doubled_at_end(text, pieces, at) {
            return at + 1;
        }
        return if doubled("'") || doubled("`") { at + 2 } else { at + 1 };
    }
    let mut end = at + 1;
    loop {
        let next = pieces.get(end).filter(|_| touches(end)).map(|p| p.of(text));
        match next {
            Some("-" | "\u{2010}" | "\u{2011}") if touches(end + 1) && is_word(end + 1) => end += 2,
            // "O'Brien" is one word by Unicode's rules already; "rock 'n' roll" need not be.
            Some(".") if takes_point(text, pieces, at, end) => end += 1,
            Some(piece) if is_word(end) && text[..pieces[end].start].ends_with('.') && !piece.is_empty() => {
                end += 1
            }
            _ => return end,
        }
    }
}

/// Whether exactly three apostrophes from `at` close two quotations.
fn doubled_at_end(text: &str, pieces: &[Span], at: usize) -> bool {
    let is_next = |i: usize| pieces.get(i).is_some_and(|p| p.of(text) == "'" && p.start == pieces[i - 1].end);
    let closes = text[..pieces[at].start].ends_with(|c: char| !c.is_whitespace() && c != '\'');
    closes && is_next(at + 2) && !is_next(at + 3)
}

/// Whether the full stop at `dot` belongs to the word from `at`: "U.S.", "J.", "Mr.", "Gen.".
fn takes_point(text: &str, pieces: &[Span], at: usize, dot: usize) -> bool {
    let word = Span::new(pieces[at].start, pieces[dot - 1].end).of(text);
    let last = word.rsplit('.').next().unwrap_or(word);
    let tail = word.rsplit('-').next().unwrap_or(word);
    let single_capital = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let capitalised = word.starts_with(char::is_uppercase) || matches!(word, "etc" | "vs" | "approx" | "est");
    single_capital
        || word.contains('.') && last.len() == 1
        // "Fla." and the "R-Fla." of a senator.
        || capitalised && lexicon::abbreviations().contains(tail.to_lowercase().as_str())
}

/// Adds the token of `span`, a possessive ending apart.
fn push(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let words = span.of(text);
    if let Some(stem) = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| words.strip_suffix(ending))
        && !stem.is_empty()
    {
        let border = span.start + stem.len();
        tokens.push(token(text, Span::new(span.start, border), TokenKind::Word));
        tokens.push(token(text, Span::new(border, span.end), TokenKind::Possessive));
        return;
    }
    tokens.push(token(text, span, kind(words)));
}

fn token(text: &str, span: Span, kind: TokenKind) -> Token {
    Token { span, kind, lower: span.of(text).to_lowercase().replace('’', "'"), sentence: 0 }
}

fn kind(words: &str) -> TokenKind {
    match words.chars().next() {
        Some(first) if words.chars().any(char::is_alphabetic) => {
            if first.is_numeric() && !words.contains('-') { TokenKind::Number } else { TokenKind::Word }
        }
        Some(first) if first.is_numeric() => TokenKind::Number,
        _ => TokenKind::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_only_direct_the_writing_are_no_words() {
        let text = "He called \u{202e}the attack\u{200b} \u{202c}\u{201c}\u{202e}vile\u{201d}\u{202c}.";
        let tokens = tokenise(text, Span::new(0, text.len()));
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["He", "called", "the", "attack", "\u{201c}", "vile", "\u{201d}", "."]);
    }
}
