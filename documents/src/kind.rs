//! What kind of file was opened, by its name and its bytes.

use serde::{Deserialize, Serialize};

use crate::Fault;

/// The largest text or web page that is opened: many times what can be read, for web pages are mostly markup.
const MOST_BYTES: usize = 8 << 20;

/// The largest file of any kind: documents hold pictures beside their words.
pub const MOST_OF_ALL: usize = 64 << 20;

/// What a file is; texts and web pages with the label of their encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text(&'static str),
    /// HTML.
    WebPage(&'static str),
    /// JSON: what this program has written, if anything.
    Json,
    /// What takes more to read.
    Document(Form),
}

/// A form that takes more than an encoding to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// Word's since 2007.
    Docx,
    /// PDF.
    Pdf,
    /// Rich text.
    Rtf,
    /// A message as mail programs save it.
    Mail,
}

impl Form {
    /// What such a file is called.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "Markdown file",
            Form::Docx => "Word file",
            Form::Pdf => "PDF",
            Form::Rtf => "RTF file",
            Form::Mail => "mail",
        }
    }

    /// What to save a locked one as.
    pub(crate) fn without(self) -> &'static str {
        if self == Form::Pdf { "a PDF (or print it to one)" } else { "a file" }
    }
}

/// What files are opened, for the dialog that chooses them.
pub const ACCEPTED: &str = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.docx,.pdf,.rtf,.eml,.json,text/plain,text/markdown,\
    text/html,application/pdf,application/rtf,text/rtf,message/rfc822,application/json,\
    application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Looks at a file's name and bytes.
///
/// # Errors
/// Where it is nothing that can be read.
pub fn look(name: &str, bytes: &[u8]) -> Result<Kind, Fault> {
    if bytes.len() > MOST_OF_ALL {
        return Err(Fault::TooLarge);
    }
    if let Some(signed) = by_signature(bytes) {
        return signed;
    }
    let name = name.to_lowercase();
    let is_named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let encoding = encoding(bytes);
    let kind = if is_named(&[".eml"]) {
        Kind::Document(Form::Mail)
    } else if is_binary(bytes, encoding) {
        return Err(Fault::NoText);
    } else if is_named(&[".html", ".htm", ".xhtml"]) || (!is_named(&[".txt"]) && begins_as_page(bytes)) {
        Kind::WebPage(encoding)
    } else if is_named(&[".json"]) {
        Kind::Json
    } else if is_named(&[".md", ".markdown"]) {
        Kind::Document(Form::Markdown)
    } else {
        Kind::Text(encoding)
    };
    let is_text = !matches!(kind, Kind::Document(Form::Mail) | Kind::Json);
    if is_text && bytes.len() > MOST_BYTES { Err(Fault::TooLarge) } else { Ok(kind) }
}

/// What the first bytes say, whatever the file is called; none where they say nothing.
fn by_signature(bytes: &[u8]) -> Option<Result<Kind, Fault>> {
    let begins = |signature: &[u8]| bytes.starts_with(signature);
    // Some programs write a few bytes before the signature of a PDF.
    let head = &bytes[..bytes.len().min(1024)];
    if contains(head, b"%PDF-") {
        Some(Ok(Kind::Document(Form::Pdf)))
    } else if begins(b"{\\rtf") {
        Some(Ok(Kind::Document(Form::Rtf)))
    } else if begins(b"PK\x03\x04") {
        Some(if contains(bytes, b"word/document.xml") {
            Ok(Kind::Document(Form::Docx))
        } else if contains(head, b"opendocument") || contains(head, b"[Content_Types].xml") {
            Err(Fault::OtherOffice)
        } else if contains(bytes, b"word/") {
            Err(Fault::Broken(Form::Docx))
        } else {
            Err(Fault::NoText)
        })
    } else if begins(b"\xD0\xCF\x11\xE0") {
        // Names in it are in UTF-16.
        let is_locked = contains(bytes, &wide("EncryptedPackage"));
        let is_word = contains(bytes, &wide("WordDocument"));
        Some(Err(match (is_locked, is_word) {
            (true, _) => Fault::Locked(Form::Docx),
            (_, true) => Fault::OldWord,
            _ => Fault::OtherOffice,
        }))
    } else if [b"\x89PNG".as_slice(), b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"].into_iter().any(begins)
        || (begins(b"RIFF") && contains(&head[..head.len().min(16)], b"WEBP"))
        || contains(&head[..head.len().min(16)], b"ftyphei")
    {
        Some(Err(Fault::Picture))
    } else {
        None
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn wide(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// UTF-16 where the file says so, UTF-8 where it is valid, else what old Western files are in.
pub(crate) fn encoding(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        "utf-16le"
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        "utf-16be"
    } else if std::str::from_utf8(bytes).is_ok() {
        "utf-8"
    } else {
        "windows-1252"
    }
}

/// Control characters, other than the few that texts have, are the mark of a file that is no text.
fn is_binary(bytes: &[u8], encoding: &str) -> bool {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    !encoding.starts_with("utf-16") && bytes.iter().any(control)
}

fn begins_as_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)])
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_from_web_pages() {
        assert_eq!(look("story.txt", "Zoë said".as_bytes()), Ok(Kind::Text("utf-8")));
        assert_eq!(look("story.HTM", b"<p>Zo\xEB</p>"), Ok(Kind::WebPage("windows-1252")));
        assert_eq!(look("story", b"\n<!DOCTYPE html><p>x"), Ok(Kind::WebPage("utf-8")));
        assert_eq!(look("about-html.txt", b"<html> is a tag"), Ok(Kind::Text("utf-8")));
        assert_eq!(look("old.txt", b"\xFF\xFEh\0i\0"), Ok(Kind::Text("utf-16le")));
        assert_eq!(look("notes.md", b"# Notes"), Ok(Kind::Document(Form::Markdown)));
        assert_eq!(look("reading.json", b"{}"), Ok(Kind::Json));
    }

    #[test]
    fn documents_are_known_by_their_bytes_whatever_they_are_called() {
        assert_eq!(look("paper.txt", b"%PDF-1.7\n"), Ok(Kind::Document(Form::Pdf)));
        assert_eq!(look("letter", b"{\\rtf1 x}"), Ok(Kind::Document(Form::Rtf)));
        assert_eq!(look("a.bin", b"PK\x03\x04...word/document.xml"), Ok(Kind::Document(Form::Docx)));
        assert_eq!(look("a.eml", b"Subject: x\r\n\r\n\x01"), Ok(Kind::Document(Form::Mail)));
    }

    #[test]
    fn what_is_no_text_is_refused_with_what_to_do() {
        assert_eq!(look("data.txt", b"words\0words"), Err(Fault::NoText));
        assert_eq!(look("photo.txt", b"\x89PNG\r\n"), Err(Fault::Picture));
        assert_eq!(
            look("old.doc", &[b"\xD0\xCF\x11\xE0".as_slice(), &wide("WordDocument")].concat()),
            Err(Fault::OldWord)
        );
        let locked = [b"\xD0\xCF\x11\xE0".as_slice(), &wide("EncryptedPackage")].concat();
        assert_eq!(look("plan.docx", &locked), Err(Fault::Locked(Form::Docx)));
        assert_eq!(
            look("a.odt", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"),
            Err(Fault::OtherOffice)
        );
        assert_eq!(look("a.zip", b"PK\x03\x04photo.jpg"), Err(Fault::NoText));
        assert_eq!(look("all.html", &vec![b'a'; MOST_BYTES + 1]), Err(Fault::TooLarge));
    }
}
