//! The page cut into units: the sentences of its lines, or of whole paragraphs where the lines were wrapped by hand.

use crate::lexicon;
use crate::segment::sentences;
use crate::text::{Span, bullet, is_line_break};

/// How a unit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As a sentence does: with a full stop, a question or exclamation mark.
    Sentence,
    /// With dots, as a teaser that was cut off does, or a thought.
    Dots,
    /// With a colon: something follows.
    Colon,
    /// With a word.
    Open,
}

/// A sentence, or what stands on a line instead of one.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Where it stands, without the white space at its borders.
    pub span: Span,
    /// The number of its line or wrapped paragraph.
    pub line: usize,
    /// Whether it is the first of its line.
    pub opens: bool,
    /// Its words, counted at white space.
    pub words: usize,
    /// How it ends.
    pub ending: Ending,
}

/// The units of `text`.
pub fn units(text: &str) -> Vec<Unit> {
    let cut = |(line, spans): (usize, Vec<Span>)| {
        spans.into_iter().enumerate().map(move |(at, span)| {
            let words = span.of(text);
            let count = words.split_whitespace().count();
            Unit { span, line, opens: at == 0, words: count, ending: ending(words) }
        })
    };
    let lines = paragraphs(text).into_iter().map(|line| with_numbers(text, sentences(text, line)));
    lines.filter(|spans| !spans.is_empty()).enumerate().flat_map(cut).collect()
}

/// The sentences of a line, the number that it opens with as an item of a list joined to what it numbers: "1. Robbery".
fn with_numbers(text: &str, mut sentences: Vec<Span>) -> Vec<Span> {
    let is_number = |words: &str| {
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < words.len() && matches!(rest, "." | ")")
    };
    if sentences.len() > 1 && is_number(sentences[0].of(text)) {
        let number = sentences.remove(0);
        sentences[0].start = number.start;
    }
    sentences
}

/// The lines of `text` that are not blank, or its paragraphs where the lines were wrapped by hand.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    if is_wrapped(text, &lines) { joined(text, &lines) } else { lines.iter().map(|line| line.span).collect() }
}

/// A line that is not blank.
struct Line {
    span: Span,
    /// Whether a blank line comes before it.
    after_gap: bool,
    /// Characters of white space before its first word.
    indent: usize,
    /// Characters, with the indent.
    width: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_gap = true;
    let mut start = 0;
    for piece in text.split_inclusive(is_line_break) {
        let span = Span::new(start, start + piece.len()).trimmed(text);
        if span.is_empty() {
            // "\r\n" is one line break, not a blank line.
            after_gap |= !(piece == "\n" && text[..start].ends_with('\r'));
        } else {
            let indent = text[start..span.start].chars().count();
            let width = indent + span.of(text).chars().count();
            lines.push(Line { span, after_gap, indent, width });
            after_gap = false;
        }
        start += piece.len();
    }
    lines
}

/// A line this wide can have been wrapped.
const WRAPPED_WIDTH: usize = 40;
/// A wider one has not.
const WIDEST: usize = 120;

/// Whether lines break inside sentences: the next one goes on in lower case, or the line ends with a small word.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let (mut pairs, mut open, mut broken) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].after_gap) {
        let [first, second] = pair else { continue };
        if !(WRAPPED_WIDTH..=WIDEST).contains(&first.width) {
            continue;
        }
        pairs += 1;
        if ending(first.span.of(text)) == Ending::Open {
            open += 1;
            let goes_on = second.span.of(text).starts_with(char::is_lowercase);
            broken += usize::from(goes_on || ends_in_small_word(first.span.of(text)));
        }
    }
    // Whole paragraphs on one line each: the text was not wrapped.
    let wide = lines.iter().filter(|line| line.width > WIDEST).count();
    let breaks = broken * 10 >= pairs * 3 || open * 10 >= pairs * 7 && broken * 10 >= pairs * 2;
    broken > 0 && breaks && wide * 20 <= lines.len()
}

/// Whether the line ends with a word that no sentence ends with: "the", "from", "and".
fn ends_in_small_word(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    ["determiner", "preposition", "conjunction"].iter().any(|class| lexicon::is(last, class))
}

/// Wrapped lines joined to paragraphs: a blank line, an indent, a bullet or a line that ends early ends one.
fn joined(text: &str, lines: &[Line]) -> Vec<Span> {
    let wrapping = lines.iter().map(|line| line.width).filter(|width| *width <= WIDEST);
    let margin = wrapping.max().unwrap_or(WIDEST);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let goes_on = before.is_some_and(|before| {
            let first_word = line.span.of(text).split_whitespace().next().unwrap_or_default();
            let ends_early = before.width + first_word.chars().count() + SLACK < margin;
            let is_item = bullet(line.span.of(text)) > 0;
            !is_item && !line.after_gap && line.indent <= before.indent && !ends_early
        });
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

/// Columns that may stay free on a wrapped line though the next word would fit.
const SLACK: usize = 8;

/// How `words` end, whatever marks close after it.
fn ending(words: &str) -> Ending {
    let closing = |c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '*' | '_') || c.is_whitespace()
    };
    let bare = words.trim_end_matches(closing);
    if bare.ends_with("..") || bare.ends_with('…') {
        return Ending::Dots;
    }
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '。' | '؟') => Ending::Sentence,
        // “We will not stop,” with its cue in the next line, or forgotten.
        Some(',') if bare.len() < words.len() => Ending::Sentence,
        Some(':') => Ending::Colon,
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn sentences_are_units_of_their_lines() {
        let text = "Two ferries collide\nA map. Image: Anna Berg\n1. Robbery\n";
        let units: Vec<(&str, usize, bool)> =
            units(text).iter().map(|unit| (unit.span.of(text), unit.line, unit.opens)).collect();
        let expected = [
            ("Two ferries collide", 0, true),
            ("A map.", 1, true),
            ("Image: Anna Berg", 1, false),
            ("1. Robbery", 2, true),
        ];
        assert_eq!(units, expected);
    }

    #[test]
    fn every_line_is_a_paragraph() {
        let text =
            "Talks collapse\r\n\r\nThe talks collapsed.\rNobody was surprised.\u{2028}They end today.\r\n";
        let lines = ["Talks collapse", "The talks collapsed.", "Nobody was surprised.", "They end today."];
        assert_eq!(cut(text), lines);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Talks collapse\n\nThe talks between the two governments collapsed on Monday after\n\
                    three days, mediators said in a statement that was read out\nin Geneva.\n\
                    \x20   Nobody was surprised, they added, that it came to this after\nall that was said.\n";
        assert_eq!(cut(text).len(), 3);
        assert!(cut(text)[1].ends_with("in Geneva."));
    }

    #[test]
    fn a_poem_of_short_paragraphs_is_not_wrapped() {
        let text = "The bus left at dawn.\nNobody waved to it.\nThe driver, a man of few words, did not look back.\nIt rained.\n";
        assert_eq!(cut(text).len(), 4);
    }
}
