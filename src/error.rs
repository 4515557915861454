//! Why a text cannot be read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest text that is read, in code points.
pub const MAX_CHARACTERS: usize = 1_000_000;

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
