//! Files that real programs have made of one article; tests/documents/README.md says which.

use std::path::Path;

use dateline_documents::{Document, Fault, Form, read};

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/documents");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn opened(name: &str) -> Document {
    read(name, &file(name)).unwrap_or_else(|fault| panic!("{name} {fault}"))
}

/// The paragraphs of a text, the items of a list each by itself and without its mark.
fn paragraphs(text: &str) -> Vec<String> {
    let bare = |line: &str| line.trim_start_matches(['•', '*', ' ']).trim_end().to_string();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

fn article() -> Vec<String> {
    paragraphs(&String::from_utf8(file("article.txt")).expect("UTF-8"))
}

#[test]
fn what_word_processors_save_is_read_as_it_was_written() {
    for name in ["ferry.docx", "ferry.rtf", "ferry.md"] {
        assert_eq!(paragraphs(&opened(name).text), article(), "{name}");
    }
    let items =
        "\n\nForty new sailors by March\nNo shift longer than twelve hours\nA commission on overtime\n\n";
    for name in ["ferry.docx", "ferry.rtf", "ferry.md"] {
        assert!(opened(name).text.contains(items), "{name}: a list is a list");
    }
}

#[test]
fn a_pdf_is_joined_across_lines_hyphens_and_pages_without_its_running_heads() {
    for name in ["ferry.pdf", "columns.pdf"] {
        assert_eq!(paragraphs(&opened(name).text), article(), "{name}");
    }
}

#[test]
fn a_page_that_was_printed_to_a_pdf_has_all_of_the_article() {
    let printed = paragraphs(&opened("printed.pdf").text);
    for paragraph in article() {
        assert!(printed.contains(&paragraph), "{paragraph:?} is not in {printed:#?}");
    }
}

#[test]
fn a_saved_page_is_read_without_what_stands_around_the_article() {
    for name in ["chromium.html", "firefox.html"] {
        assert_eq!(paragraphs(&opened(name).text), article(), "{name}");
    }
}

#[test]
fn a_mail_has_its_subject_for_a_headline_and_whole_paragraphs() {
    let mail = paragraphs(&opened("ferry.eml").text);
    assert_eq!(mail[..article().len()], article());
}

#[test]
fn what_cannot_be_read_is_told_from_what_is_broken() {
    assert_eq!(read("locked.pdf", &file("locked.pdf")), Err(Fault::Locked(Form::Pdf)));
    assert_eq!(read("scanned.pdf", &file("scanned.pdf")), Err(Fault::Scanned));
    assert_eq!(read("half.pdf", &file("ferry.pdf")[..300]), Err(Fault::Broken(Form::Pdf)));
    assert_eq!(read("half.rtf", &file("ferry.rtf")[..4000]), Err(Fault::Broken(Form::Rtf)));
    assert!(read("half.docx", &file("ferry.docx")[..5000]).is_err());
}

/// Files with bytes missing, changed or doubled come to an end, whatever comes of them.
#[test]
fn damaged_files_do_no_harm() {
    for name in ["ferry.docx", "ferry.rtf", "ferry.pdf", "ferry.eml", "ferry.md"] {
        let whole = file(name);
        let mut state = 7_u32;
        for _ in 0..40 {
            let mut bytes = whole.clone();
            for _ in 0..30 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % bytes.len();
                bytes[at] = (state >> 24) as u8;
            }
            bytes.truncate(whole.len() - state as usize % (whole.len() / 2));
            let _ = read(name, &bytes);
        }
    }
}
