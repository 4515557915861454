//! What is kept of an article on the device: one record a text.

use serde::{Deserialize, Serialize};

use super::decisions::{Decision, Decisions};
use super::given::{Field, Given};
use crate::review::cards::one_line;
use crate::review::corrections::Correction;

/// An article as it is kept. The reading is not: it is read anew, by whichever version opens it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Tells it from the others.
    pub id: String,
    /// The text.
    pub text: String,
    /// Since when it is this text, in milliseconds.
    #[serde(default)]
    pub at: u64,
    /// What the user said of it beside the text.
    #[serde(default)]
    pub given: Given,
    /// What the user said of its reading.
    #[serde(default)]
    pub decisions: Decisions,
}

/// What the first version kept, of one text for all.
#[derive(Deserialize)]
struct First {
    text: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    corrections: Vec<serde_json::Value>,
}

/// How many characters of a text name it where it has no headline.
const NAME: usize = 60;

impl Record {
    /// What the first version wrote, as a record with `id`. A correction that cannot be read is left out.
    pub fn of_first_version(json: &str, id: &str) -> Option<Record> {
        let first: First = serde_json::from_str(json).ok()?;
        let mut given = Given::default();
        // What was kept before anything had a time is older than all that has one.
        given.set(Field::Published, Some(first.published), 0);
        let corrections = first
            .corrections
            .into_iter()
            .filter_map(|value| serde_json::from_value::<Correction>(value).ok());
        let decisions =
            Decisions::of(corrections.map(|correction| Decision { correction, stands: true, at: 0 }));
        Some(Record { id: id.to_string(), text: first.text, at: 0, given, decisions })
    }

    /// Takes over what `other` says later: its text, what was given beside it, and what was decided.
    pub fn merge(&mut self, other: &Record) {
        self.given.merge(&other.given);
        self.decisions.merge(&other.decisions);
        // Of the same time both tabs take the same one.
        if (other.at, &other.text) > (self.at, &self.text) {
            (self.at, self.text) = (other.at, other.text.clone());
        }
    }

    /// What the reading hangs on beside the text.
    pub fn read_by(&self) -> Vec<Option<String>> {
        self.given.read_by()
    }

    /// What to call it among others.
    pub fn name(&self) -> String {
        name(&self.text, &self.given)
    }
}

/// What to call an article among others: its headline, or how it begins.
pub fn name(text: &str, given: &Given) -> String {
    let begin = text.lines().map(one_line).find(|line| !line.is_empty()).unwrap_or_default();
    let name = given.get(Field::Headline).map_or(begin, str::to_string);
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}
