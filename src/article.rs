//! A text as it is read: its parts, and its sentences. It is made once, and every stage after it reads it.

use crate::error::ReadError;
use crate::page::{self, Layout, Mark};
use crate::segment::{Segments, segment};
use crate::text::with_plain_spaces;

/// What of a text is taken for the article.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Every line, whatever it looks like.
    pub all: bool,
    /// What the user says of some of them.
    pub marks: Vec<Mark>,
}

/// A text with its layout and segments. Spans are in bytes of the text as it was given: what is changed in `text` keeps
/// its length in code points, and breaks inside paragraphs keep theirs in bytes.
#[derive(Clone, Debug)]
pub struct Article {
    /// The text, with plain spaces for special ones and for the line breaks inside paragraphs.
    pub text: String,
    /// Its parts.
    pub layout: Layout,
    /// Its paragraphs, sentences and tokens.
    pub segments: Segments,
}

impl Article {
    /// The article in `text`.
    ///
    /// # Errors
    /// Where there is nothing that can be read.
    pub fn new(text: &str, lines: &Lines) -> Result<Self, ReadError> {
        page::check(text)?;
        let article = Article::cut(text, lines);
        match page::other_language(&article.text, &article.layout) {
            Some(language) => Err(ReadError::NotEnglish { language }),
            None => Ok(article),
        }
    }

    /// The same of any text at all, in whatever language, of which nobody said anything.
    pub fn of(text: &str) -> Self {
        Article::cut(text, &Lines::default())
    }

    /// The same of any text at all.
    pub fn cut(text: &str, lines: &Lines) -> Self {
        let text = with_plain_spaces(text);
        let layout =
            if lines.all { page::whole(&text, &lines.marks) } else { page::marked(&text, &lines.marks) };
        let text = layout.with_joined_lines(&text).into_owned();
        let segments = segment(&text, &layout);
        Article { text, layout, segments }
    }
}
