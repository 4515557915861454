//! Page cleaning: what of a pasted page is the article, and what the page says of it.
//!
//! Reads the text alone; sets [`Layout`]. The page is cut into [`units`] (lines, mostly), each unit gets a [`Kind`] from
//! its shape and the lexicon of furniture, then [`body`] finds the running text and [`head`] what stands above it.

mod body;
mod boxes;
mod byline;
mod check;
mod cohesion;
mod date_line;
mod dateline;
mod furniture;
mod head;
mod labels;
mod units;

use std::borrow::Cow;

use time::Date;

use self::body::Body;
use self::byline::ByLine;
pub use self::check::check;
use self::date_line::{DateLine, Lead};
use self::furniture::Class;
use self::units::{Ending, Unit};
use crate::text::Span;

/// The parts of a pasted page.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The headline.
    pub title: Option<Span>,
    /// Who wrote it: the names, without "By".
    pub byline: Option<Span>,
    /// The place (and date) line that opens the first paragraph: "BEIRUT", "PARIS, Oct 2 (Reuters)".
    pub dateline: Option<Span>,
    /// When it was published, where the text says so.
    pub published: Option<Date>,
    /// From the first character of the headline (or else of the first paragraph) to the last of the last paragraph.
    pub article: Span,
    /// What is not read, in order: navigation, share buttons, newsletter boxes, other stories. The lines that tell the
    /// byline and the publication date are read, though they are no paragraphs.
    pub furniture: Vec<Span>,
    /// The headline and paragraphs of the article, in order; lines that were wrapped by hand are joined.
    pub paragraphs: Vec<Span>,
}

impl Layout {
    /// The text with spaces for the line breaks inside its paragraphs; every byte stays where it was.
    pub fn with_joined_lines<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}');
        if !self.paragraphs.iter().any(|paragraph| paragraph.of(text).contains(is_break)) {
            return Cow::Borrowed(text);
        }
        let mut joined = String::with_capacity(text.len());
        for paragraph in &self.paragraphs {
            joined.push_str(&text[joined.len()..paragraph.start]);
            joined.push_str(&paragraph.of(text).replace(is_break, " "));
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

    /// The words of the article, without furniture.
    fn prose(&self, text: &str) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.of(text)).collect::<Vec<_>>().join("\n")
    }
}

/// What a unit of the page is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Running text.
    Prose,
    /// A short line: a headline, a caption, an item of a list.
    Line,
    /// It tells when.
    Date(DateLine),
    /// It tells who wrote the article.
    Byline(Span),
    /// A button, a box, a heading of the page.
    Furniture(Class),
}

/// Tells the article in `text` from the page's furniture.
pub fn clean(text: &str) -> Layout {
    let units = units::units(text);
    let (mut kinds, names): (Vec<Kind>, Vec<Option<ByLine>>) =
        units.iter().map(|unit| kind(text, unit)).unzip();
    mark_lines(text, &units, &mut kinds);
    mark_punctuated_headline(text, &units, &mut kinds);
    boxes::mark(&units, &mut kinds);
    match body::find(text, &units, &kinds) {
        Some(body) => layout(text, &units, &kinds, &names, body),
        None => without_paragraphs(text, &units, &kinds),
    }
}

/// The whole of `text` as one article, for whoever knows better than [`clean`]: every line is a paragraph. Headline,
/// byline and dates are those that `clean` finds.
pub fn whole(text: &str) -> Layout {
    Layout {
        article: Span::new(0, text.len()).trimmed(text),
        furniture: Vec::new(),
        paragraphs: units::units(text).iter().map(|unit| unit.span).collect(),
        ..clean(text)
    }
}

/// What the unit is by itself; and who wrote the article, where the unit may tell.
fn kind(text: &str, unit: &Unit) -> (Kind, Option<ByLine>) {
    let is_sentence = unit.ending == Ending::Sentence;
    let class = furniture::classify(unit.span.of(text), unit.words, is_sentence);
    let byline = byline::find(text, unit, class);
    let is_told = matches!(class, Some(Class::Lead | Class::Update));
    if let Some(line) = byline.filter(|line| line.is_sure && !is_told) {
        let is_unnamed = line.names == unit.span;
        return (if is_unnamed { Kind::Furniture(Class::Agency) } else { Kind::Byline(line.names) }, byline);
    }
    if let Some(line) = date_line::find(text, unit, class) {
        return (Kind::Date(line), byline);
    }
    let byline = byline.filter(|_| !is_told);
    let kind = match class {
        // What opens as "Published" does, but tells no date, is text.
        Some(Class::Lead | Class::Update) | None if byline::is_contact(text, unit) => {
            Kind::Furniture(Class::Agency)
        }
        None if byline::has_address(text, unit) => Kind::Furniture(Class::Contact),
        Some(Class::Lead | Class::Update) | None if unit.is_prose => Kind::Prose,
        Some(Class::Lead | Class::Update) | None => Kind::Line,
        Some(class) => Kind::Furniture(class),
    };
    (kind, byline)
}

/// Makes lines of what does not end as a sentence does, where the paragraphs of the page do, and of headlines that do.
fn mark_lines(text: &str, units: &[Unit], kinds: &mut [Kind]) {
    let is_open = |index: usize| kinds[index] == Kind::Prose && units[index].ending == Ending::Open;
    let open = (0..units.len()).filter(|index| is_open(*index)).count();
    let paragraphs = kinds.iter().filter(|kind| **kind == Kind::Prose).count();
    let are_closed = paragraphs - open > 2 * open;
    for index in (0..units.len()).filter(|index| units[*index].words <= head::LONGEST_HEADLINE) {
        let unit = &units[index];
        let next = units.get(index + 1).filter(|next| !next.after_gap).map(|_| kinds[index + 1]);
        let is_dated = matches!(next, Some(Kind::Date(line)) if line.lead == Lead::None);
        let is_signed = unit.after_gap && matches!(next, Some(Kind::Byline(_)));
        let is_line = are_closed && unit.ending == Ending::Open
            || is_signed
            || is_dated && head::can_be_headline(text, unit)
            || head::is_all_in_title_case(text, unit);
        if kinds[index] == Kind::Prose && is_line {
            kinds[index] = Kind::Line;
        }
    }
}

/// Makes the page's first line a headline though it ends as a sentence does, where its capitals tell, or what follows.
fn mark_punctuated_headline(text: &str, units: &[Unit], kinds: &mut [Kind]) {
    let content = |kind: &Kind| matches!(kind, Kind::Prose | Kind::Line);
    let Some(first) = kinds.iter().position(content) else { return };
    let has_text = kinds[first + 1..].contains(&Kind::Prose);
    if kinds[first] != Kind::Prose || !has_text || !head::can_be_headline(text, &units[first]) {
        return;
    }
    let stands_above = match kinds[first + 1] {
        Kind::Date(_) | Kind::Byline(_) => true,
        Kind::Prose => dateline::find(text, units[first + 1].span).is_some(),
        _ => false,
    };
    if stands_above || head::is_in_title_case(text, &units[first]) {
        kinds[first] = Kind::Line;
    }
}

fn layout(text: &str, units: &[Unit], kinds: &[Kind], names: &[Option<ByLine>], body: Body) -> Layout {
    let title = head::title(text, units, kinds, names, body.first);
    let byline = head::byline(kinds, names, title, &body);
    let author = byline.and_then(|index| names[index]).map(|byline| byline.names);
    let lives = author.map(|author| head::lives(text, units, kinds, &body, author)).unwrap_or_default();
    let last = (body.first..=body.last).rfind(|index| !lives.contains(index) && !body.skipped[*index]);
    let body = Body { last: last.unwrap_or(body.last), ..body };
    let start = title.unwrap_or(body.first);
    let is_skipped = |index: usize| {
        let is_above = index < body.first && index > start;
        body.skipped[index]
            || Some(index) == byline
            || lives.contains(&index)
            || is_above && !head::is_text(units, kinds, index)
    };
    let kept: Vec<usize> = (start..=body.last).filter(|index| !is_skipped(*index)).collect();
    let span_of = |index: usize| units[index].span;
    let opening: Vec<usize> =
        (body.first..=body.last).filter(|index| kinds[*index] == Kind::Prose).take(3).collect();
    let dateline = dateline::of_opening(text, opening.into_iter().map(span_of));
    let published = head::published(kinds, names, title, &body);
    let is_told = |index: usize| Some(index) == byline || published.is_some_and(|(line, _)| line == index);
    let is_read = |index: usize| kept.binary_search(&index).is_ok() || is_told(index);
    let furniture = (0..units.len()).filter(|index| !is_read(*index)).map(span_of).collect();
    Layout {
        title: title.map(span_of),
        byline: author,
        dateline,
        published: published
            .map(|(_, date)| date)
            .or_else(|| dateline.and_then(|dateline| dateline::date(text, dateline))),
        article: head::span(units, start, body.last),
        furniture,
        paragraphs: kept.into_iter().map(span_of).collect(),
    }
}

/// The layout of a text without running text: a headline alone, a list of names.
fn without_paragraphs(text: &str, units: &[Unit], kinds: &[Kind]) -> Layout {
    let has_lines = kinds.contains(&Kind::Line);
    let is_kept = |index: usize| !has_lines || kinds[index] == Kind::Line;
    let first = (0..units.len()).find(|index| is_kept(*index));
    let last = (0..units.len()).rfind(|index| is_kept(*index));
    let mut layout = Layout {
        title: None,
        byline: None,
        dateline: None,
        published: None,
        article: Span::new(0, text.len()).trimmed(text),
        furniture: Vec::new(),
        paragraphs: Vec::new(),
    };
    if let (Some(first), Some(last)) = (first, last) {
        let (kept, left): (Vec<usize>, Vec<usize>) = (0..units.len()).partition(|index| is_kept(*index));
        layout.article = head::span(units, first, last);
        layout.furniture = left.into_iter().map(|index| units[index].span).collect();
        layout.paragraphs = kept.into_iter().map(|index| units[index].span).collect();
    }
    layout
}
