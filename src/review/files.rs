//! What kind of file was opened, by its name and its bytes.

/// The largest file that is opened: many times what can be read, for web pages are mostly markup.
pub const MOST_BYTES: usize = 8 << 20;

/// What a file holds; texts and web pages with the label of their encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A picture, a word processor's file, anything that is no text.
    NoText,
    /// Plain text.
    Text(&'static str),
    /// HTML.
    WebPage(&'static str),
}

/// Looks at a file's name and bytes.
pub fn look(name: &str, bytes: &[u8]) -> Opened {
    let encoding = encoding(bytes);
    if is_binary(bytes, encoding) {
        return Opened::NoText;
    }
    let name = name.to_lowercase();
    let named_page = [".html", ".htm", ".xhtml"].iter().any(|ending| name.ends_with(ending));
    if named_page || (!name.ends_with(".txt") && begins_as_page(bytes)) {
        Opened::WebPage(encoding)
    } else {
        Opened::Text(encoding)
    }
}

/// UTF-16 where the file says so, UTF-8 where it is valid, else what old Western files are in.
fn encoding(bytes: &[u8]) -> &'static str {
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
    let signed =
        [b"%PDF-".as_slice(), b"PK\x03\x04", b"{\\rtf", b"\xD0\xCF\x11\xE0", b"\x89PNG", b"\xFF\xD8\xFF"];
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let wide = encoding.starts_with("utf-16");
    signed.iter().any(|signature| bytes.starts_with(signature)) || (!wide && bytes.iter().any(control))
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
        assert_eq!(look("story.txt", "Zoë said".as_bytes()), Opened::Text("utf-8"));
        assert_eq!(look("story.HTM", b"<p>Zo\xEB</p>"), Opened::WebPage("windows-1252"));
        assert_eq!(look("story", b"\n<!DOCTYPE html><p>x"), Opened::WebPage("utf-8"));
        assert_eq!(look("about-html.txt", b"<html> is a tag"), Opened::Text("utf-8"));
        assert_eq!(look("old.txt", b"\xFF\xFEh\0i\0"), Opened::Text("utf-16le"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(look("paper.txt", b"%PDF-1.7\n"), Opened::NoText);
        assert_eq!(look("letter.docx", b"PK\x03\x04..."), Opened::NoText);
        assert_eq!(look("data.txt", b"words\0words"), Opened::NoText);
    }
}
