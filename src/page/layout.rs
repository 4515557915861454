//! The parts of a page: what its labels make of it.

use std::borrow::Cow;

use super::byline;
use super::dateline;
use super::decode::Label;
use super::furniture;
use super::published::{self, Published};
use super::units::{Ending, Unit};
use crate::text::{Span, is_line_break};

/// The parts of a pasted page.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The headline.
    pub title: Option<Span>,
    /// What stands below the headline and says more.
    pub standfirst: Option<Span>,
    /// What pictures show.
    pub captions: Vec<Span>,
    /// Who wrote it: the names, without "By".
    pub byline: Option<Span>,
    /// The place (and date) line that opens the first paragraph: "BEIRUT", "PARIS, Oct 2 (Reuters)".
    pub dateline: Option<Span>,
    /// When it was published, where the text says so.
    pub published: Option<Published>,
    /// From the first character of the article to its last.
    pub article: Span,
    /// What is not read, in order: navigation, share buttons, newsletter boxes, other stories, corrections. The lines that
    /// tell the byline, the publication date and the times of entries are no furniture, though they are no paragraphs.
    pub furniture: Vec<Span>,
    /// The headline and paragraphs of the article, in order; lines that were wrapped by hand are joined.
    pub blocks: Vec<Block>,
    /// The parts under headings or times, where there are any.
    pub sections: Vec<Section>,
}

/// A paragraph, headline, caption or heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub label: Label,
}

/// An entry of a live blog, an item of a digest, or what stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// From its heading or time to its last word.
    pub span: Span,
    /// The words that tell its time.
    pub time: Option<Span>,
}

impl Layout {
    /// The spans of the blocks.
    pub fn paragraphs(&self) -> impl Iterator<Item = Span> {
        self.blocks.iter().map(|block| block.span)
    }

    /// The text with spaces for the line breaks inside its paragraphs; every byte stays where it was.
    pub fn with_joined_lines<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.paragraphs().any(|paragraph| paragraph.of(text).contains(is_ascii_break)) {
            return Cow::Borrowed(text);
        }
        let mut joined = String::with_capacity(text.len());
        for paragraph in self.paragraphs() {
            joined.push_str(&text[joined.len()..paragraph.start]);
            joined.push_str(&paragraph.of(text).replace(is_ascii_break, " "));
        }
        joined.push_str(&text[joined.len()..]);
        Cow::Owned(joined)
    }

    /// Which share of `text` is no furniture, by its characters, from 0 to 1.
    pub fn share_read(&self, text: &str) -> f32 {
        let count = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count();
        let unread: usize = self.furniture.iter().map(|span| count(span.of(text))).sum();
        1.0 - unread as f32 / count(text).max(1) as f32
    }
}

/// A line break of one byte, as the space that takes its place.
fn is_ascii_break(c: char) -> bool {
    c.is_ascii() && is_line_break(c)
}

/// The layout of `text` whose units have these labels.
pub fn layout(text: &str, units: &[Unit], labels: &[Label]) -> Layout {
    let blocks = blocks(units, labels);
    let spans =
        |wanted: Label| blocks.iter().filter(move |block| block.label == wanted).map(|block| block.span);
    let told = published::of_page(text, units, labels);
    let opening = spans(Label::Body).take(3);
    let dateline = run(units, labels, Label::Dateline).or_else(|| dateline::of_opening(text, opening));
    let whole = Span::new(0, text.len()).trimmed(text);
    Layout {
        title: run(units, labels, Label::Title),
        standfirst: run(units, labels, Label::Standfirst),
        captions: spans(Label::Caption).collect(),
        byline: author(text, units, labels),
        dateline,
        published: told.map(|(_, published)| published).or_else(|| {
            let date = dateline.and_then(|dateline| dateline::date(text, dateline))?;
            Some(Published { date, or: None })
        }),
        article: match (blocks.first(), blocks.last()) {
            (Some(first), Some(last)) => {
                let opening = dateline.map_or(first.span, |dateline| dateline.min(first.span));
                Span::new(opening.start, last.span.end)
            }
            _ => whole,
        },
        furniture: furniture(units, labels, told.map(|(at, _)| at)),
        sections: sections(units, labels, told.map(|(at, _)| at)),
        blocks,
    }
}

/// What is furniture, a line at a time; the line that tells the day of publication is none.
fn furniture(units: &[Unit], labels: &[Label], told: Option<usize>) -> Vec<Span> {
    let mut furniture: Vec<(usize, Span)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        if labels[at] != Label::Furniture || Some(at) == told {
            continue;
        }
        match furniture.last_mut() {
            Some((line, last)) if *line == unit.line && labels[at - 1] == Label::Furniture => {
                last.end = unit.span.end
            }
            _ => furniture.push((unit.line, unit.span)),
        }
    }
    furniture.into_iter().map(|(_, span)| span).collect()
}

/// The units of the article, those of one line and one label joined.
fn blocks(units: &[Unit], labels: &[Label]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, unit) in units.iter().enumerate().filter(|(at, _)| labels[*at].is_article()) {
        let goes_on = !unit.opens && labels[at - 1] == labels[at];
        match blocks.last_mut() {
            Some(last) if goes_on => last.span.end = unit.span.end,
            _ => blocks.push(Block { span: unit.span, label: labels[at] }),
        }
    }
    blocks
}

/// The first run of units with this label.
fn run(units: &[Unit], labels: &[Label], label: Label) -> Option<Span> {
    let start = labels.iter().position(|other| *other == label)?;
    let end =
        labels[start..].iter().position(|other| *other != label).map_or(labels.len(), |run| start + run);
    Some(Span::new(units[start].span.start, units[end - 1].span.end))
}

/// The names in the first byline that has any, or else the whole of it.
fn author(text: &str, units: &[Unit], labels: &[Label]) -> Option<Span> {
    let bylines =
        || units.iter().zip(labels).filter(|(_, label)| **label == Label::Byline).map(|(unit, _)| unit);
    let named = bylines().find_map(|unit| {
        let class = furniture::classify(unit.span.of(text), unit.words, unit.ending == Ending::Sentence);
        byline::find(text, unit, class).map(|line| line.names)
    });
    named.or_else(|| bylines().next().map(|unit| byline::without_lead(text, unit.span)))
}

/// The sections of the running text: each begins with a time, a heading, or both, in either order. `told` is the line that
/// tells the day of publication, and no section's time.
fn sections(units: &[Unit], labels: &[Label], told: Option<usize>) -> Vec<Section> {
    let Some(first) = labels.iter().position(|label| *label == Label::Body) else { return Vec::new() };
    let is_time = |at: usize| labels[at] == Label::Date && Some(at) != told;
    let opens = |at: usize| labels[at] == Label::Heading || is_time(at);
    let start = (0..first).rev().take_while(|at| opens(*at)).last().unwrap_or(first);
    let last = labels.iter().rposition(|label| label.is_article()).unwrap_or(first);
    // A single time is that of an article.
    let has_times = (start..=last).filter(|at| is_time(*at)).count() > 1;
    let mut sections: Vec<Section> = Vec::new();
    let mut has_text = false;
    for at in start..=last {
        let is_new = match sections.last() {
            Some(section) => opens(at) && has_text || is_time(at) && section.time.is_some(),
            None => true,
        };
        if is_new {
            sections.push(Section { span: units[at].span, time: None });
        }
        has_text = !is_new && has_text || matches!(labels[at], Label::Body);
        let Some(section) = sections.last_mut() else { continue };
        if is_time(at) && has_times {
            section.time.get_or_insert(units[at].span);
        }
        if labels[at].is_article() || is_time(at) {
            section.span.end = units[at].span.end;
        }
    }
    if sections.len() > 1 { sections } else { Vec::new() }
}
