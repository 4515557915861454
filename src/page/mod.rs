//! Page cleaning: what of a pasted page is the article, and what the page says of it.
//!
//! Reads the text alone; sets [`Layout`]. The page is cut into [`units`] (sentences, mostly), each has [`features`], and
//! [`decode`] finds the likeliest [`Label`]s of all of them together; [`layout`] is what they make of the page.

mod byline;
mod check;
mod date_line;
mod dateline;
mod decode;
mod features;
mod furniture;
mod labels;
mod layout;
mod published;
mod shape;
mod units;

pub use self::check::{check, other_language};
pub use self::decode::{Given, Label};
use self::decode::{Item, decode};
pub use self::layout::{Block, Layout, Section};
pub use self::published::{Published, time_of};
use self::units::Unit;
use crate::text::Span;

/// What the user says of some words: whether they are the article's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words; a sentence that they touch is meant as a whole.
    pub span: Span,
    /// Whether they are the article's.
    pub is_article: bool,
}

/// Tells the article in `text` from the page's furniture.
pub fn clean(text: &str) -> Layout {
    marked(text, &[])
}

/// The same, where the user said something of lines. Of two marks on one line the later holds.
pub fn marked(text: &str, marks: &[Mark]) -> Layout {
    let units = units::units(text);
    let labels = labels(&items(text, &units, marks));
    layout::layout(text, &units, &labels)
}

/// The whole of `text` as one article, for whoever knows better than [`marked`]: every line is a paragraph. Headline,
/// byline and dates are those that it finds.
pub fn whole(text: &str, marks: &[Mark]) -> Layout {
    let cleaned = marked(text, marks);
    let title = cleaned.title;
    let block = |span: Span| {
        let is_title = title.is_some_and(|title| title.overlaps(span));
        Block { span, label: if is_title { Label::Title } else { Label::Body } }
    };
    Layout {
        article: Span::new(0, text.len()).trimmed(text),
        furniture: Vec::new(),
        blocks: units::paragraphs(text).into_iter().map(block).collect(),
        ..cleaned
    }
}

/// The units with what speaks for their labels.
fn items(text: &str, units: &[Unit], marks: &[Mark]) -> Vec<Item> {
    let given = |unit: &Unit| {
        let mark = marks.iter().rfind(|mark| mark.span.overlaps(unit.span));
        mark.map_or(Given::Nothing, |mark| if mark.is_article { Given::Article } else { Given::Furniture })
    };
    let features = features::features(text, units).into_iter().zip(units);
    features.map(|(features, unit)| Item { features, opens: unit.opens, given: given(unit) }).collect()
}

fn labels(items: &[Item]) -> Vec<Label> {
    let mut labels = decode(items);
    let is_page = labels.iter().any(|label| matches!(label, Label::Title | Label::Furniture));
    let has_article = labels.iter().any(|label| label.is_article());
    let has_body = labels.contains(&Label::Body);
    for (label, item) in labels.iter_mut().zip(items).filter(|(_, item)| item.given != Given::Furniture) {
        // A headline alone, a list of names: whatever it is, somebody wants it to be read.
        let is_all = !has_body && (label.is_article() || !has_article);
        // Where nothing is a page's, a name on a line of its own is no byline.
        let is_plain =
            !is_page && item.given == Given::Nothing && matches!(label, Label::Byline | Label::Date);
        if is_all || is_plain {
            *label = Label::Body;
        }
    }
    labels
}

/// The sentences of a page, whether a line begins with each, what speaks for its label, and the label: for the program that
/// fits the weights.
pub fn looked_at(text: &str) -> Vec<(Span, bool, Vec<String>, Label)> {
    let units = units::units(text);
    let items = items(text, &units, &[]);
    let labels = labels(&items);
    let seen = units.iter().zip(items).zip(labels);
    seen.map(|((unit, item), label)| (unit.span, item.opens, item.features, label)).collect()
}
