//! PDF: it says where each letter is, and hardly anything of words, lines and paragraphs.
//!
//! Letters come in the order in which the program that made the file wrote them, which is the order of reading in what
//! word processors, browsers and layout programs make; so columns come one after the other without being looked for.
//! [`letters`] gathers them, [`lines`] makes lines of them, [`margins`] leaves out what stands on every page, and
//! [`paragraphs`] joins the lines across hyphens, columns and pages.

mod letters;
mod lines;
mod margins;
mod paragraphs;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::{Document, Fault, Form};

/// The words of the document.
///
/// # Errors
/// Where it is locked, damaged, or has pictures only.
pub fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Locked(Form::Pdf),
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Fault::Broken(Form::Pdf),
    })?;
    let pages = letters::of(&pdf);
    let wordless = pages.iter().filter(|page| page.is_empty()).count();
    if pages.is_empty() {
        return Err(Fault::Broken(Form::Pdf));
    }
    if wordless == pages.len() {
        return Err(Fault::Scanned);
    }
    let pages = margins::without_heads(pages.into_iter().map(lines::of).collect());
    let text = paragraphs::of(&pages).join("\n\n");
    let left_out = (wordless > 0).then(|| {
        let pages = if wordless == 1 { "1 page has".to_string() } else { format!("{wordless} pages have") };
        format!("{pages} no text: what is on pictures is not read.")
    });
    Ok(Document { text, left_out })
}
