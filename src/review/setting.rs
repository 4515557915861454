//! How an article is set: its lines as blocks, each by what the reading takes it for.

use crate::reading::{Reading, Span};
use crate::review::cards::Source;

/// Code points of a heading at most.
const LONGEST_HEADING: usize = 100;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The headline.
    Headline,
    /// What stands below it and says more.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// A heading in the article.
    Heading,
    /// What a picture shows.
    Caption,
    /// Anything else that was read.
    Paragraph,
    /// What was not read.
    Furniture,
}

/// A stretch of the text that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, without the white space around it.
    pub span: Span,
}

impl Kind {
    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Headline => "headline",
            Kind::Standfirst => "standfirst",
            Kind::Byline => "byline",
            Kind::Heading => "heading",
            Kind::Caption => "caption",
            Kind::Paragraph => "paragraph",
            Kind::Furniture => "furniture",
        }
    }
}

/// The blocks of the text, in order. Together they have all its words.
pub fn blocks(source: Source) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut line_before = "";
    for (line, span) in lines(source.text) {
        let kind = kind_of(source.reading, line, span);
        match blocks.last_mut() {
            Some(last) if last.kind == kind && goes_on(kind, line_before, line) => last.span.end = span.end,
            _ => blocks.push(Block { kind, span }),
        }
        line_before = line;
    }
    blocks
}

/// The lines that have words, each trimmed and with its place.
fn lines(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at + line.chars().take_while(|letter| letter.is_whitespace()).count();
        at += line.chars().count() + 1;
        let line = line.trim();
        (!line.is_empty()).then(|| (line, Span { start, end: start + line.chars().count() }))
    })
}

fn kind_of(reading: &Reading, line: &str, span: Span) -> Kind {
    let touches = |other: &Span| other.start < span.end && span.start < other.end;
    let is_in = |other: &Option<Span>| other.as_ref().is_some_and(touches);
    let opens_section = || {
        reading
            .sections
            .iter()
            .any(|section| span.start <= section.span.start && section.span.start < span.end)
    };
    if reading.furniture.iter().any(touches) {
        Kind::Furniture
    } else if is_in(&reading.title) {
        Kind::Headline
    } else if is_in(&reading.standfirst) {
        Kind::Standfirst
    } else if reading.captions.iter().any(touches) {
        Kind::Caption
    } else if is_in(&reading.byline) {
        Kind::Byline
    } else if opens_section() && span.end - span.start <= LONGEST_HEADING && !ends_sentence(line) {
        Kind::Heading
    } else {
        Kind::Paragraph
    }
}

/// Whether `line` goes on with the paragraph whose last line is `before`: lines that a mailer or a printer has broken.
fn goes_on(kind: Kind, before: &str, line: &str) -> bool {
    match kind {
        Kind::Furniture => false,
        _ => !ends_sentence(before) && line.starts_with(char::is_lowercase),
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|mark: char| "”\"’')]".contains(mark)).ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    fn set(text: &str, change: impl FnOnce(&mut Reading)) -> Vec<(Kind, String)> {
        let (offsets, mut reading) = (Offsets::new(text), reading_of(text));
        change(&mut reading);
        let source = Source { text, offsets: &offsets, reading: &reading };
        blocks(source).into_iter().map(|block| (block.kind, source.words(block.span))).collect()
    }

    #[test]
    fn each_line_is_set_as_what_it_is() {
        let text = format!("{TEXT}\nRead more\nSubscribe\n");
        let furniture = Span { start: TEXT.chars().count() + 1, end: text.chars().count() - 1 };
        let blocks = set(&text, |reading| reading.furniture = vec![furniture]);
        let kinds: Vec<Kind> = blocks.iter().map(|block| block.0).collect();
        let (head, foot) = ([Kind::Headline, Kind::Byline], [Kind::Furniture, Kind::Furniture]);
        assert_eq!(kinds[..2], head);
        assert_eq!(kinds[2..4], [Kind::Paragraph, Kind::Paragraph]);
        assert_eq!(kinds[4..], foot);
        assert_eq!(blocks[1].1, "By Ines Varga");
        assert_eq!(blocks[5].1, "Subscribe");
    }

    #[test]
    fn broken_lines_are_one_paragraph() {
        let text = TEXT.replace("Norlink denied that a ferry", "Norlink denied that\n  a ferry");
        let blocks = set(&text, |_| {});
        assert_eq!(
            blocks.last().map(|block| block.1.as_str()),
            Some("Norlink denied that a ferry had hit the pier in Bergen.")
        );
    }
}
