//! What comes into the page by file, by paste or from another page: what it is, and what is to be said of it.

use serde::Deserialize;

use crate::review::corrections::Correction;
use crate::review::export::ReadBack;
use crate::review::offsets::Offsets;
use crate::review::session::{Decision, Decisions, Field, Given, Record};
use crate::review::shelf::{Kept, Unreadable, restored};

/// An exported reading with what was said of it, which is opened again.
type Exported = ReadBack<Change>;

#[derive(Deserialize)]
struct Change {
    correction: Option<Correction>,
}

/// The articles in a file that this program has written: of an exported reading, of several, or of a backup. They are
/// kept nowhere yet.
///
/// # Errors
/// Where it is no such file, or one of a later version.
pub fn reopened(json: &str) -> Result<Vec<Kept>, Unreadable> {
    match restored(json) {
        Ok(restored) => {
            let mut kept = restored.kept;
            kept.iter_mut().for_each(|kept| kept.record.id.clear());
            Ok(kept)
        }
        Err(Unreadable::Later) => Err(Unreadable::Later),
        Err(Unreadable::Damaged) => {
            let one = || serde_json::from_str(json).map(|one: Exported| vec![one]);
            let exported: Vec<Exported> =
                serde_json::from_str(json).or_else(|_| one()).map_err(|_| Unreadable::Damaged)?;
            Ok(exported.into_iter().map(|one| Kept::of_record(record(one))).collect())
        }
    }
}

/// `text` as an article that is kept nowhere.
pub fn unkept(text: String) -> Kept {
    let (given, decisions) = (Given::default(), Decisions::default());
    Kept::of_record(Record { id: String::new(), text, at: 0, given, decisions })
}

fn record(exported: Exported) -> Record {
    let Exported { reading, text, origin, corrections, .. } = exported;
    let in_text = reading.title.map(|span| Offsets::new(&text).words(&text, span).to_string());
    let is_given = |headline: &String| in_text.as_deref().is_none_or(|title| !is_same(title, headline));
    let published = reading.published.filter(|day| reading.published_in_text.as_ref() != Some(day));
    let mut given = Given::default();
    given.set(Field::Headline, origin.headline.filter(is_given), 0);
    given.set(Field::Outlet, origin.outlet, 0);
    given.set(Field::Url, origin.url, 0);
    given.set(Field::Published, published, 0);
    // One after the other, as they were said.
    let corrections = corrections.into_iter().filter_map(|change| change.correction);
    let decision = |(at, correction)| Decision { correction, stands: true, at };
    let decisions = Decisions::of((0..).zip(corrections).map(decision));
    Record { id: String::new(), text, at: 0, given, decisions }
}

fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// What is said to who pastes an address.
pub const LINK: &str = "That is the address of a page, and Dateline fetches nothing. Open the page, select the article (or all: Ctrl or ⌘ \
    and A), copy it and paste it here; or save the page and drop the file here.";

/// Whether `text` is the address of a page and nothing else.
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    let begins = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    begins && text.contains('.') && !text.contains(char::is_whitespace)
}

/// Of a clipboard's plain words and what its markup reads as, what is to be read. The markup tells headings, lists and
/// paragraphs from what stands around an article; but some programs break lines by characters that markup takes for
/// spaces, and some put markup on the clipboard that has not all of the words.
pub fn best_of(plain: String, marked: Option<String>) -> String {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let is_whole = |marked: &String| {
        let (of_marked, of_plain) = (letters(marked), letters(&plain));
        // A part is left out on purpose; where hardly anything is left, it is no page.
        let has_words = of_marked * 2 > of_plain;
        let has_lost_lines = of_marked * 10 > of_plain * 9 && lines(marked) * 3 < lines(&plain) * 2;
        has_words && !has_lost_lines
    };
    marked.filter(is_whole).unwrap_or(plain)
}

/// What came of files that were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The name of the one that is in the page now.
    pub shown: Option<String>,
    /// The names of those that are on the shelf.
    pub shelved: Vec<String>,
    /// The names of those that there is no place for.
    pub waiting: Vec<String>,
    /// What else is to be known: of the ones that could not be opened why, of the others what was left out.
    pub notes: Vec<String>,
}

impl Opened {
    /// What is to be said of it; nothing where one file was opened, and all of it.
    pub fn words(&self) -> String {
        let Opened { shown, shelved, waiting, notes } = self;
        let mut words = Vec::new();
        if let Some(shown) = shown.as_ref().filter(|_| !shelved.is_empty() || !waiting.is_empty()) {
            words.push(format!("{shown} is open."));
        }
        if !shelved.is_empty() {
            words.push(format!("On the shelf: {}.", shelved.join(", ")));
        }
        if !waiting.is_empty() {
            words.push(format!(
                "Not opened: {}. Open them one by one, or have your work kept on this device: then several go on the shelf.",
                waiting.join(", ")
            ));
        }
        words.extend(notes.iter().cloned());
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::anchor::Anchor;
    use crate::review::corrections::{Mark, On};
    use crate::review::export::{Form, Piece};
    use crate::review::sample::{TEXT, reading_of};
    use crate::review::session::{Action, Library};

    #[test]
    fn an_address_alone_is_a_link() {
        for link in ["https://news.example/a?b=1", " www.news.example/story\n"] {
            assert!(is_link(link), "{link}");
        }
        for words in ["See https://news.example", "https", "Ferry strike", "http://nowhere", ""] {
            assert!(!is_link(words), "{words}");
        }
    }

    #[test]
    fn markup_is_read_where_it_has_the_words_and_the_lines() {
        let plain = "Home\nNews\nFerry strike\nThe ferry stopped on Monday.\nIt waits.".to_string();
        let marked = "Ferry strike\n\nThe ferry stopped on Monday.\n\nIt waits.".to_string();
        assert_eq!(best_of(plain.clone(), Some(marked.clone())), marked);
        let joined = plain.replace('\n', " ");
        for worse in [None, Some(joined), Some("Ferry".to_string()), Some(String::new())] {
            assert_eq!(best_of(plain.clone(), worse), plain);
        }
    }

    #[test]
    fn an_export_is_opened_with_what_was_said_of_it() {
        let mut library = Library::default();
        library.apply(Action::Opened(TEXT.to_string(), None), 1);
        library.apply(Action::Came(Box::new(reading_of(TEXT))), 2);
        library.apply(Action::Give(Field::Outlet, Some("The Herald".to_string())), 3);
        library.apply(Action::Give(Field::Headline, Some("Another headline".to_string())), 3);
        let content = reading_of(TEXT).quotes[0].content;
        let on = On::Quote { content: Anchor::new(TEXT, &Offsets::new(TEXT), content) };
        library.apply(Action::Correct(Correction::Mark { on, mark: Some(Mark::Checked) }), 4);
        let open = library.open();
        let read = open.read.clone().expect("it is read");
        let piece = Piece { name: "ferry", read: &read, given: &open.given, shown: None };
        let json = String::from_utf8(Form::Json.file(piece)).expect("JSON is a text");
        let record = reopened(&json).expect("an export").remove(0).record;
        assert_eq!((record.id.as_str(), record.text.as_str()), ("", TEXT));
        assert_eq!(record.given.get(Field::Outlet), Some("The Herald"));
        assert_eq!(record.given.get(Field::Headline), Some("Another headline"));
        assert_eq!(record.decisions.corrections(), open.decisions.corrections());
        assert_eq!(record.decisions.corrections().len(), 1);
        assert_eq!(reopened("{\"a\": 1}"), Err(Unreadable::Damaged));
    }

    #[test]
    fn what_is_said_names_every_file() {
        let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        let alone = Opened { shown: Some("a.pdf".to_string()), ..Opened::default() };
        assert_eq!(alone.words(), "");
        let several = Opened { waiting: names(&["b.pdf"]), notes: names(&["c.pdf is locked."]), ..alone };
        let words = several.words();
        assert!(
            words.starts_with("a.pdf is open. Not opened: b.pdf.") && words.ends_with("c.pdf is locked."),
            "{words}"
        );
    }
}
