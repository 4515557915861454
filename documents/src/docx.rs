//! Word's files since 2007: an archive, in which one XML file has the text.

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rawzip::{CompressionMethod, ZipArchive};

use crate::plain_text::PlainText;
use crate::{Fault, Form};

/// The file in the archive that has the text.
const TEXT: &[u8] = b"word/document.xml";

/// As much may come of it: more is no article.
const MOST: usize = 64 << 20;

/// The words of the document.
///
/// # Errors
/// Where it is damaged.
pub fn text_of(bytes: &[u8]) -> Result<String, Fault> {
    let broken = Fault::Broken(Form::Docx);
    let xml = unpacked(bytes).ok_or(broken)?;
    words(std::str::from_utf8(&xml).map_err(|_| broken)?).map_err(|_| broken)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let archive = ZipArchive::from_slice(bytes).ok()?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().ok()? {
        if entry.file_path().as_ref() == TEXT {
            let packed = archive.get_entry(entry.wayfinder()).ok()?.data();
            return match entry.compression_method() {
                CompressionMethod::STORE => Some(packed.to_vec()),
                CompressionMethod::DEFLATE => decompress_to_vec_with_limit(packed, MOST).ok(),
                _ => None,
            };
        }
    }
    None
}

/// The words as the document shows them: with what was inserted and without what was deleted while changes were tracked,
/// without hidden words, and without what stands in a form for older programs once more.
fn words(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::default();
    // How many elements are open, and how many were where one was met that is not read.
    let (mut depth, mut skipped) = (0_usize, None);
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                depth += 1;
                if skipped.is_none() && is_skipped(&element) {
                    skipped = Some(depth);
                } else if skipped.is_none() {
                    writer.start(&element);
                }
            }
            Event::Empty(element) if skipped.is_none() => {
                writer.start(&element);
                writer.end(element.local_name().as_ref());
            }
            Event::End(element) => {
                if skipped.is_none() {
                    writer.end(element.local_name().as_ref());
                }
                skipped.take_if(|at| *at == depth);
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if skipped.is_none() => writer.text(&text.xml10_content()),
            Event::GeneralRef(reference) if skipped.is_none() => {
                let resolved = match reference.resolve_char_ref()? {
                    Some(character) => Some(character.to_string()),
                    None => quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_string),
                };
                writer.text(&resolved.unwrap_or_default());
            }
            Event::Eof => return Ok(writer.text.finish()),
            _ => {}
        }
    }
}

fn is_skipped(element: &BytesStart) -> bool {
    matches!(element.local_name().as_ref(), "del" | "moveFrom" | "Fallback" | "instrText" | "rt")
}

/// Writes what the elements are.
#[derive(Default)]
struct Writer {
    text: PlainText,
    /// Whether words are words of the text.
    is_text: bool,
    /// Whether the run is hidden.
    is_hidden: bool,
    /// Whether the paragraph is an item of a list.
    is_item: bool,
    /// Whether the paragraph has words.
    has_words: bool,
}

impl Writer {
    fn start(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "p" => (self.is_item, self.has_words) = (false, false),
            "numPr" => self.is_item = true,
            "r" => self.is_hidden = false,
            "vanish" => self.is_hidden = !is_off(element),
            "t" => self.is_text = true,
            "tab" | "ptab" => self.text.words(" "),
            "br" | "cr" => self.text.line(),
            "noBreakHyphen" => self.words("-"),
            "tbl" => self.text.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "tbl" => self.text.paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.is_text {
            self.words(words);
        }
    }

    fn words(&mut self, words: &str) {
        if self.is_hidden {
            return;
        }
        if !std::mem::replace(&mut self.has_words, true) {
            self.text.begin(self.is_item);
        }
        self.text.words(words);
    }
}

/// Whether a property is given as not being so.
fn is_off(element: &BytesStart) -> bool {
    element.attributes().flatten().any(|attribute| {
        attribute.key.local_name().as_ref() == "val" && matches!(&*attribute.value, "0" | "false" | "off")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_items_and_tracked_changes_are_as_they_are_shown() {
        let xml = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Ferry &amp; port</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>He </w:t></w:r><w:del><w:r><w:delText>went</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t>came</w:t><w:br/><w:t>home&#46;</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>\
            <w:p/><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>\
            <w:p><w:r><w:t>End.</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(words(xml).expect("XML"), "Ferry & port\n\nHe came\nhome.\n\nOne\nTwo\n\nEnd.");
    }

    #[test]
    fn what_is_no_archive_is_broken() {
        assert_eq!(text_of(b"PK\x03\x04 word/document.xml"), Err(Fault::Broken(Form::Docx)));
    }
}
