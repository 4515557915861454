//! Spans inside the engine, and how they become the reading's.

use std::borrow::Cow;

use crate::reading;

/// A stretch of the text in **bytes**, always on character borders, end exclusive.
///
/// Every stage works in bytes, because that is how Rust slices text; [`CodePoints`] turns a span into
/// the reading's code points at the very end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Its words in `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without the white space at its borders.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// The text with a plain space for each tab, non-breaking or other special space, so that no stage needs to know them;
/// every code point stays where it was.
pub fn with_plain_spaces(text: &str) -> Cow<'_, str> {
    let is_special = |c: char| c != ' ' && c.is_whitespace() && !is_line_break(c);
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_special(c) { ' ' } else { c }).collect())
}

/// Line feed, carriage return, vertical tab, form feed, line and paragraph separator. Not U+0085: in pasted text it is
/// an ellipsis of Windows-1252 that was read as Latin-1.
pub fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

/// The bytes of the bullet that `line` opens with as an item of a list, with the space after it: "• ", "- ". A sign that
/// words use, too, is a bullet only before a space.
pub fn bullet(line: &str) -> usize {
    let rest = line.trim_start_matches(['•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '⁃', '∙', '➢', '►']);
    let is_sign = |c: char| matches!(c, '-' | '*' | '·');
    let rest = match rest.strip_prefix(is_sign).filter(|_| rest.len() == line.len()) {
        Some(after) if after.starts_with(char::is_whitespace) => after,
        _ => rest,
    };
    if rest.len() == line.len() { 0 } else { line.len() - rest.trim_start().len() }
}

/// Turns byte offsets of one text into code point offsets.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each multiple of [`STRIDE`] bytes.
    marks: Vec<usize>,
}

/// Bytes between two marks: a conversion counts at most this many.
const STRIDE: usize = 128;

impl<'t> CodePoints<'t> {
    /// Counts through `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += block.iter().filter(|byte| starts_character(**byte)).count();
        }
        marks.push(count);
        CodePoints { text, marks }
    }

    /// The code points before `byte`.
    pub fn offset(&self, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let rest = &self.text.as_bytes()[mark * STRIDE..byte];
        self.marks[mark] + rest.iter().filter(|byte| starts_character(**byte)).count()
    }

    /// The reading's span for `span`.
    pub fn span(&self, span: Span) -> reading::Span {
        reading::Span { start: self.offset(span.start), end: self.offset(span.end) }
    }
}

/// The bytes at which these code points of `text` start; past its end where there are no such ones.
pub fn points_to_bytes(text: &str, points: &[usize]) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..points.len()).collect();
    sorted.sort_unstable_by_key(|index| points[*index]);
    let mut bytes = vec![text.len(); points.len()];
    let mut wanted = sorted.into_iter().peekable();
    for (count, (byte, _)) in text.char_indices().enumerate() {
        while let Some(index) = wanted.next_if(|index| points[*index] <= count) {
            bytes[index] = byte;
        }
        if wanted.peek().is_none() {
            break;
        }
    }
    bytes
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points_across_marks() {
        let text = "é👩‍🚀e\u{301} مرحبا ".repeat(60);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.offset(byte), count);
        }
        assert_eq!(points.offset(text.len()), text.chars().count());
    }

    #[test]
    fn code_points_become_bytes_in_any_order() {
        assert_eq!(points_to_bytes("aé—b", &[3, 1, 9, 2, 1]), [6, 1, 7, 3, 1]);
    }

    #[test]
    fn special_spaces_become_plain_ones_in_place() {
        let text = "Mr.\u{a0}Smith\tsaid\u{2009}so\r\nin\u{3000}Paris";
        assert_eq!(with_plain_spaces(text), "Mr. Smith said so\r\nin Paris");
        assert!(matches!(with_plain_spaces("plain text\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn bullets_open_lines() {
        let bare = |line: &'static str| &line[bullet(line)..];
        for line in
            ["• Farmers wait", "•Farmers wait", "-  Farmers wait", "* Farmers wait", "▪\tFarmers wait"]
        {
            assert_eq!(bare(line), "Farmers wait");
        }
        for line in ["-5 degrees", "*Farmers* wait", "— Farmers wait", "--", "- ", ""] {
            assert_eq!(bare(line).trim(), if line == "- " { "" } else { line });
        }
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = "\u{a0} Moscow said \r\n";
        let span = Span::new(0, text.len()).trimmed(text);
        assert_eq!(span.of(text), "Moscow said");
    }
}
