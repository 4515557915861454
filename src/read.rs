//! The recipe: from a text to its [`Reading`].

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::assemble::{Stages, assemble};
use crate::encoder::{Cache, Model, Preparation};
use crate::page::Layout;
use crate::reading::Reading;
use crate::segment::segment;
use crate::text::with_plain_spaces;
use crate::{entities, events, page, quotes};

/// The longest text that is read, in code points.
pub const MAX_CHARACTERS: usize = 1_000_000;

/// What the reader may be told beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The publication date, for texts that do not give their own.
    pub published: Option<Date>,
    /// Whether it counts even where the text gives another.
    pub overrules: bool,
    /// Whether to set [`Reading::spans`].
    pub spans: bool,
    /// Whether to read every line, and take nothing for page furniture.
    pub read_all: bool,
}

/// How far a reading has come: the stage it is in, and the share of the work that is done, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What is being done, for people to read.
    pub stage: &'static str,
    /// From 0 to 1.
    pub done: f32,
}

/// Why a text cannot be read. The message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadError {
    /// Nothing but white space.
    Empty,
    /// More than [`MAX_CHARACTERS`].
    TooLong {
        /// How many it has.
        characters: usize,
    },
    /// Prose, but not English.
    NotEnglish {
        /// English name of the language that it seems to be.
        language: String,
    },
    /// Not prose: binary data, code, a table of numbers.
    NotText,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => write!(f, "There is no text yet: paste an article, or open a file."),
            ReadError::TooLong { characters } => write!(
                f,
                "This text has {characters} characters, and the most that can be read is {MAX_CHARACTERS}: paste one article at a time."
            ),
            ReadError::NotEnglish { language } => {
                write!(f, "This text seems to be {language}: only English can be read so far.")
            }
            ReadError::NotText => write!(f, "This does not look like an article: paste its plain text."),
        }
    }
}

impl std::error::Error for ReadError {}

/// What takes long in reading `text`, to be done before [`read()`] is called with the same options and cache.
pub fn prepare(
    text: &str,
    options: &Options,
    model: &Model,
    cache: &Cache,
) -> Result<Preparation, ReadError> {
    page::check(text)?;
    let text = &with_plain_spaces(text);
    let layout = layout(text, options);
    let text = &layout.with_joined_lines(text);
    Ok(model.prepare(text, &segment(text, &layout), cache))
}

/// Reads `text` with `model`. What `cache` remembers of texts read before is not computed again. `progress` is called at
/// every stage, in order, with a growing share.
pub fn read(
    text: &str,
    options: &Options,
    model: &Model,
    cache: &mut Cache,
    mut progress: impl FnMut(Progress),
) -> Result<Reading, ReadError> {
    let mut at = |stage, done| progress(Progress { stage, done });
    page::check(text)?;
    at("Finding the article", 0.0);
    let text = &with_plain_spaces(text);
    let layout = layout(text, options);
    let text = &layout.with_joined_lines(text);
    at("Cutting into sentences", 0.02);
    let segments = segment(text, &layout);
    let encoding = model.read(text, &segments, cache, |share| at("Reading", 0.05 + 0.8 * share));
    at("Finding actors and places", 0.85);
    let entities = entities::find(text, &encoding);
    at("Finding quotes", 0.9);
    let quotes = quotes::find(text, &segments, &encoding, &entities);
    at("Finding events", 0.95);
    let published = match options.overrules {
        true => options.published.or(layout.published),
        false => layout.published.or(options.published),
    };
    let events = events::find(text, &segments, &encoding, &entities, &quotes, published);
    at("Writing it down", 0.98);
    let stages = Stages { layout, published, segments, encoding, entities, quotes, events };
    let reading = assemble(text, stages, options.spans);
    at("Done", 1.0);
    Ok(reading)
}

fn layout(text: &str, options: &Options) -> Layout {
    if options.read_all { page::whole(text) } else { page::clean(text) }
}
