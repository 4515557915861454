//! Finding what is kept.

use super::{Found, Kept};
use crate::review::cards::one_line;
use crate::review::search::find_all;

/// An article on the shelf, as far as it is looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of its record.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Since when its text is as it is, in milliseconds.
    pub at: u64,
    text: String,
    found: Found,
}

impl Entry {
    /// What is looked through of `kept`.
    pub fn of(kept: &Kept) -> Self {
        let Kept { record, found, .. } = kept;
        let (id, text, found) = (record.id.clone(), one_line(&record.text), found.clone());
        Entry { id, name: kept.name(), at: record.at, text, found }
    }
}

/// Where is looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In all of it.
    #[default]
    All,
    /// Among those who act or speak.
    Names,
    /// Among the places.
    Places,
    /// In what is said, and who says it.
    Quotes,
}

impl Scope {
    /// All of them.
    pub const ALL: [Scope; 4] = [Scope::All, Scope::Names, Scope::Places, Scope::Quotes];

    /// It in words.
    pub fn words(self) -> &'static str {
        match self {
            Scope::All => "Everywhere",
            Scope::Names => "Actors",
            Scope::Places => "Places",
            Scope::Quotes => "Quotes",
        }
    }
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hit {
    /// The id of its record.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Since when its text is as it is, in milliseconds.
    pub at: u64,
    /// The words around what was found, or how the text begins.
    pub around: String,
}

/// Characters before what was found, and after it.
const AROUND: (usize, usize) = (40, 90);

/// Those of `entries` that have all words of `query`, the latest first.
pub fn search(entries: &[Entry], query: &str, scope: Scope) -> Vec<Hit> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut hits: Vec<Hit> = entries.iter().filter_map(|entry| hit(entry, query, &words, scope)).collect();
    hits.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));
    hits
}

fn hit(entry: &Entry, query: &str, words: &[&str], scope: Scope) -> Option<Hit> {
    let Entry { id, name, at, text, found } = entry;
    let passages: Vec<&String> = match scope {
        Scope::All => [name, text].into_iter().chain(&found.names).chain(&found.places).collect(),
        Scope::Names => found.names.iter().collect(),
        Scope::Places => found.places.iter().collect(),
        Scope::Quotes => found.quotes.iter().collect(),
    };
    let has = |word: &&str| passages.iter().any(|passage| !find_all(passage, word).is_empty());
    if !words.iter().all(has) {
        return None;
    }
    // The whole of the query where it stands so, else its first word; the text before names, which say no more.
    let look = |wanted: &str| {
        let mut in_order = passages.iter().skip(usize::from(scope == Scope::All)).chain(passages.first());
        in_order
            .find_map(|passage| find_all(passage, wanted).first().map(|units| around(passage, units.start)))
    };
    let found = look(query).or_else(|| words.first().and_then(|word| look(word)));
    let around = found.unwrap_or_else(|| around(text, 0));
    Some(Hit { id: id.clone(), name: name.clone(), at: *at, around })
}

/// The words of `passage` around the UTF-16 unit `unit`.
fn around(passage: &str, unit: usize) -> String {
    let mut units = 0;
    let at = passage.chars().take_while(|c| {
        units += c.len_utf16();
        units <= unit
    });
    let at = at.count();
    let start = at.saturating_sub(AROUND.0);
    let mut words: String = passage.chars().skip(start).take(AROUND.0.min(at) + AROUND.1).collect();
    if start > 0 {
        // A word that is cut in two is left out.
        words = format!("…{}", words.split_once(' ').map_or(words.as_str(), |(_, rest)| rest));
    }
    if passage.chars().count() > start + AROUND.0.min(at) + AROUND.1 {
        words = format!("{}…", words.rsplit_once(' ').map_or(words.as_str(), |(first, _)| first));
    }
    words
}
