//! What the page and its worker say to each other.

use serde::{Deserialize, Serialize};

use crate::reading::Span;
use crate::{ReadError, Reading};

/// From the page to the worker: a text to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Comes back with every answer, so that the page can tell which text it is of.
    pub number: u32,
    /// The text.
    pub text: String,
    /// The publication date, ISO 8601, where the text's own is not to count.
    pub published: Option<String>,
    /// Whether what was read so far is to be told while the rest is read.
    #[serde(default)]
    pub wants_parts: bool,
    /// Whether nothing is to be taken for page furniture.
    #[serde(default)]
    pub read_all: bool,
    /// Lines that are the article's, whatever they look like, and such as are not.
    #[serde(default)]
    pub lines: Vec<(Span, bool)>,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The worker has started, and waits for its files: [`FILES`](crate::tables::FILES), each as bytes, in one array.
    Started,
    /// The worker takes requests.
    Ready,
    /// One of the files cannot be used.
    Unusable {
        /// Why, and what to do.
        message: String,
    },
    /// A reading is under way.
    Progress {
        /// Of the request.
        number: u32,
        /// From 0 to 1.
        done: f32,
    },
    /// The beginning of a text was read, and the rest is under way.
    Part {
        /// Of the request.
        number: u32,
        /// What was read of it.
        reading: Box<Reading>,
    },
    /// A text was read.
    Read {
        /// Of the request.
        number: u32,
        /// What was read.
        reading: Box<Reading>,
        /// What each stage took, in milliseconds, in order.
        times: Vec<(String, f64)>,
    },
    /// A text cannot be read.
    Refused {
        /// Of the request.
        number: u32,
        /// Why.
        why: ReadError,
    },
}
