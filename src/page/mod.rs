//! Page cleaning: what of a pasted page is the article, and what the page says of it.
//!
//! Reads the text alone; sets [`Layout`].

use time::Date;

use crate::read::{MAX_CHARACTERS, ReadError};
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
    /// Furniture inside `article`, in order: date lines, bylines, share buttons, "Read more", newsletter boxes.
    pub skipped: Vec<Span>,
}

/// Tells the article in `text` from the page's furniture.
pub fn clean(text: &str) -> Layout {
    let article = Span::new(0, text.len()).trimmed(text);
    Layout { title: None, byline: None, dateline: None, published: None, article, skipped: Vec::new() }
}

/// Refuses what cannot be read: nothing, too much, another language, no text.
pub fn check(text: &str) -> Result<(), ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(ReadError::TooLong { characters });
    }
    Ok(())
}
