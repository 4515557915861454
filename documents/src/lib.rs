//! The words of the files that articles come in: plain data in, plain text out, and for what cannot be read a word on
//! what to do. It knows nothing of linguistics and, but for its worker, nothing of browsers.
//!
//! What every page needs stands by itself; the forms that take more ([`read()`]) come with the feature `read`.

#[cfg(feature = "read")]
mod docx;
mod fault;
#[cfg(feature = "read")]
mod html;
pub mod inert;
pub mod kind;
#[cfg(feature = "read")]
mod mail;
#[cfg(feature = "read")]
mod markdown;
#[cfg(feature = "read")]
mod pdf;
pub mod plain_text;
#[cfg(feature = "read")]
mod read;
#[cfg(feature = "read")]
mod rtf;
pub mod tree;

use serde::{Deserialize, Serialize};

pub use self::fault::Fault;
pub use self::kind::{Form, Kind};
#[cfg(feature = "read")]
pub use self::read::{decode, read};

/// What was in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its words: paragraphs with empty lines between them.
    pub text: String,
    /// What of the file is not among them, for whoever opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Document { text, left_out: None }
    }
}
