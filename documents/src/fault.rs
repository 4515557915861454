//! Why a file cannot be read, and what to do.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Form;

/// Why a file cannot be read. Its words go on after the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It opens only with a password.
    Locked(Form),
    /// It has pages, and pictures on them, but no words.
    Scanned,
    /// It is not what its beginning says, or only a part of it.
    Broken(Form),
    /// There are no words in it.
    Empty,
    /// Word's form before 2007.
    OldWord,
    /// The form of another word processor.
    OtherOffice,
    /// A picture.
    Picture,
    /// A later version of this program has written it.
    Later,
    /// JSON that another program has written.
    OtherJson,
    /// Nothing that has a text.
    NoText,
    /// More bytes than any article has.
    TooLarge,
    /// What reads it could not be loaded.
    NotLoaded,
    /// What reads it has stopped.
    Stopped,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Locked(form) => {
                write!(f, "is locked: open it with its password and save it as {} without one.", form.without())
            }
            Fault::Scanned => f.write_str(
                "has pictures of pages and no text: run text recognition (OCR) on it first, or type what you need.",
            ),
            Fault::Broken(form) => write!(
                f,
                "is damaged, or no {}: open it in the program that made it, and save it again or copy the text from there.",
                form.name()
            ),
            Fault::Empty => f.write_str("has no text in it."),
            Fault::OldWord => f.write_str(
                "is a Word file of the old kind: open it in a word processor and save it as .docx, or copy the text from there.",
            ),
            Fault::OtherOffice => f.write_str(
                "is an office file of another kind: save it as .docx, .rtf or plain text, or copy the text.",
            ),
            Fault::Picture => {
                f.write_str("is a picture: run text recognition (OCR) on it first, or type what you need.")
            }
            Fault::Later => f.write_str("was written by a later version of Dateline: open it with that one."),
            Fault::OtherJson => f.write_str(
                "was not written by Dateline: open the .json that it exports, or the text that the reading is of.",
            ),
            Fault::NoText => f.write_str(
                "is no text: open articles as .txt, .md, .html, .docx, .pdf, .rtf or .eml, or copy the text and paste it.",
            ),
            Fault::TooLarge => {
                f.write_str("is too large to be one article: copy the part that you need and paste it.")
            }
            Fault::NotLoaded => f.write_str(
                "could not be opened, since a part of Dateline could not be loaded: try again, or copy the text and paste it.",
            ),
            Fault::Stopped => f.write_str(
                "could not be read to its end: save it as plain text in the program that made it, or copy the text and paste it.",
            ),
        }
    }
}

impl std::error::Error for Fault {}
