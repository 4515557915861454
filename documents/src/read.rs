//! A file of any kind that has words, read where there is no browser to help.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::{Document, Fault, Form, Kind, docx, html, kind, mail, markdown, pdf, rtf};

/// The words of the file `name`. JSON is given as it stands.
///
/// # Errors
/// Where it cannot be read; the words of a [`Fault`] say what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Fault> {
    let document = match kind::look(name, bytes)? {
        Kind::Text(encoding) => lines(&decode(encoding, bytes)).into(),
        Kind::Json => decode("utf-8", bytes).into_owned().into(),
        Kind::WebPage(encoding) => html::text_of(&decode(encoding, bytes)).into(),
        Kind::Document(Form::Markdown) => markdown::text_of(&decode(kind::encoding(bytes), bytes)).into(),
        Kind::Document(Form::Docx) => docx::text_of(bytes)?.into(),
        Kind::Document(Form::Pdf) => pdf::read(bytes)?,
        Kind::Document(Form::Rtf) => rtf::text_of(bytes)?.into(),
        Kind::Document(Form::Mail) => mail::read(bytes)?,
    };
    if document.text.trim().is_empty() { Err(Fault::Empty) } else { Ok(document) }
}

/// Bytes as text, by the label of their encoding.
pub fn decode<'b>(encoding: &str, bytes: &'b [u8]) -> Cow<'b, str> {
    let unmarked = |text: Cow<'b, str>| match text.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(rest.to_string()),
        None => text,
    };
    let decoder = (encoding != "utf-8").then(|| charset_decoder(encoding.as_bytes())).flatten();
    unmarked(match decoder {
        Some(decoder) => Cow::Owned(decoder(bytes)),
        None => String::from_utf8_lossy(bytes),
    })
}

/// A text with its line breaks as one character each.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(decode("windows-1252", b"Zo\xEB \x93said\x94"), "Zoë “said”");
        assert_eq!(decode("utf-16le", b"\xFF\xFEh\0i\0"), "hi");
        assert_eq!(decode("utf-16be", b"\xFE\xFF\0h\0i"), "hi");
        assert_eq!(decode("utf-8", b"\xEF\xBB\xBFhi"), "hi");
        assert_eq!(
            read("a.txt", b"one\r\ntwo\rthree").map(|read| read.text).as_deref(),
            Ok("one\ntwo\nthree")
        );
        assert_eq!(read("a.txt", b" \r\n"), Err(Fault::Empty));
    }
}
