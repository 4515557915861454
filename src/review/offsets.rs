//! Offsets of one text in the three units that meet in the page: bytes (Rust), code points (readings) and
//! UTF-16 units (the browser).

use std::ops::Range;

use crate::reading::Span;

/// Turns offsets of one text from one unit into another. Offsets beyond the end are taken for the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets {
    /// Where each block of [`STRIDE`] code points begins, and the end of the text.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    byte: usize,
    point: usize,
    utf16: usize,
}

/// Code points between two marks: a conversion counts through at most this many.
const STRIDE: usize = 64;

impl Offsets {
    /// Counts through `text` once.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 2);
        let mut at = Mark::default();
        for character in text.chars() {
            if at.point % STRIDE == 0 {
                marks.push(at);
            }
            at.step(character);
        }
        marks.push(at);
        Offsets { marks }
    }

    /// The byte where code point `point` of `text` begins.
    pub fn byte(&self, text: &str, point: usize) -> usize {
        self.seek(text, |at| at.point <= point).byte
    }

    /// The bytes of `span`.
    pub fn bytes(&self, text: &str, span: Span) -> Range<usize> {
        let start = self.byte(text, span.start);
        start..self.byte(text, span.end).max(start)
    }

    /// The words of `span`.
    pub fn words<'t>(&self, text: &'t str, span: Span) -> &'t str {
        text.get(self.bytes(text, span)).unwrap_or_default()
    }

    /// The UTF-16 units of `span`.
    pub fn utf16(&self, text: &str, span: Span) -> Range<usize> {
        let of = |point| self.seek(text, |at: Mark| at.point <= point).utf16;
        of(span.start)..of(span.end)
    }

    /// The code point that the UTF-16 unit `unit` belongs to.
    pub fn from_utf16(&self, text: &str, unit: usize) -> usize {
        self.seek(text, |at| at.utf16 <= unit).point
    }

    /// The code points of the bytes from `start` to `end`.
    pub fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let of = |byte| self.seek(text, |at: Mark| at.byte <= byte).point;
        Span { start: of(start), end: of(end) }
    }

    /// The last place of the text that is still `within`.
    fn seek(&self, text: &str, within: impl Fn(Mark) -> bool) -> Mark {
        let block = self.marks.partition_point(|mark| within(*mark)).saturating_sub(1);
        let mut at = self.marks.get(block).copied().unwrap_or_default();
        for character in text.get(at.byte..).unwrap_or_default().chars() {
            let mut next = at;
            next.step(character);
            if !within(next) {
                break;
            }
            at = next;
        }
        at
    }
}

impl Mark {
    fn step(&mut self, character: char) {
        self.byte += character.len_utf8();
        self.point += 1;
        self.utf16 += character.len_utf16();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_leads_to_every_other() {
        let text = "Zoë 👩‍🚀 said “نعم” in Malmö. ".repeat(40);
        let offsets = Offsets::new(&text);
        let mut unit = 0;
        for (point, (byte, character)) in text.char_indices().enumerate() {
            let span = Span { start: point, end: point + 1 };
            assert_eq!(offsets.byte(&text, point), byte);
            assert_eq!(offsets.utf16(&text, span), unit..unit + character.len_utf16());
            assert_eq!(offsets.from_utf16(&text, unit), point);
            assert_eq!(offsets.span(&text, byte, byte + character.len_utf8()), span);
            unit += character.len_utf16();
        }
    }

    #[test]
    fn the_inside_of_a_surrogate_pair_belongs_to_its_character() {
        let offsets = Offsets::new("a🚀b");
        assert_eq!(offsets.from_utf16("a🚀b", 2), 1);
        assert_eq!(offsets.from_utf16("a🚀b", 3), 2);
    }

    #[test]
    fn offsets_beyond_the_end_are_the_end() {
        let text = "Oslo";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.words(text, Span { start: 2, end: 90 }), "lo");
        assert_eq!(offsets.words(text, Span { start: 80, end: 90 }), "");
        assert_eq!(offsets.words("", Span { start: 0, end: 3 }), "");
    }
}
