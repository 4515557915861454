//! The shelf: what is kept on the device of each article, how it is found again, and all of it in one file.

mod backup;
mod found;
mod search;

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

pub use self::backup::{Restored, backup, backup_name, restored};
pub use self::found::Found;
pub use self::search::{Entry, Hit, Scope, search};
use crate::Reading;
use crate::reading::SCHEMA as READING;
use crate::review::session::{Article, Field, Phase, Read, Record};
use crate::review::stamp::{VERSION, WEIGHTS};

/// The form in which this version keeps things. A later one is left alone.
pub const SCHEMA: u32 = 1;

/// What is kept of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The form in which it is kept.
    schema: u32,
    /// The text, what the user gave beside it, and what was decided of its reading.
    pub record: Record,
    /// What it is found by.
    #[serde(default)]
    pub found: Found,
    /// The reading of this text, and what made it; none where the text has not been read as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<KeptReading>,
}

/// A reading as it is kept: looked at only where it is shown again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptReading {
    reading: Box<RawValue>,
    /// When it was read, in milliseconds.
    pub at: u64,
    /// The version that read it.
    version: String,
    /// The checksum of the weights that it read with.
    weights: String,
}

impl PartialEq for KeptReading {
    fn eq(&self, other: &Self) -> bool {
        let made_by = |read: &Self| (read.at, read.version.clone(), read.weights.clone());
        made_by(self) == made_by(other) && self.reading.get() == other.reading.get()
    }
}

impl KeptReading {
    fn of(read: &Read) -> Option<Self> {
        Some(KeptReading {
            reading: to_raw_value(&read.reading).ok()?,
            at: read.at,
            version: VERSION.to_string(),
            weights: WEIGHTS.to_string(),
        })
    }

    /// The reading, if this version reads the same way; any other text is read anew.
    pub fn reading(&self) -> Option<Reading> {
        let is_ours = self.version == VERSION && self.weights == WEIGHTS;
        let reading: Option<Reading> =
            is_ours.then(|| serde_json::from_str(self.reading.get()).ok()).flatten();
        reading.filter(|reading| reading.schema == READING)
    }
}

/// Why something that is kept cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later version has kept it.
    Later,
    /// It is not what this page keeps.
    Damaged,
}

impl Kept {
    /// What is to be kept of `article` under `id`.
    pub fn of(article: &Article, id: &str) -> Self {
        let record = article.record(id);
        let read = article.read.as_ref().filter(|read| *read.text == *article.source);
        let found = read.map(|read| Found::in_reading(read.source())).unwrap_or_default();
        let read = read.filter(|_| article.phase == Phase::Read).and_then(|read| KeptReading::of(read));
        Kept { schema: SCHEMA, record, found, read }
    }

    /// What was kept before there was a shelf.
    pub fn of_record(record: Record) -> Self {
        Kept { schema: SCHEMA, record, found: Found::default(), read: None }
    }

    /// What stands in `json`, under `id`.
    ///
    /// # Errors
    /// Where it is not of this version or an earlier one.
    pub fn parse(json: &str) -> Result<Kept, Unreadable> {
        #[derive(Deserialize)]
        struct Schema {
            schema: u32,
        }
        let Schema { schema } = serde_json::from_str(json).map_err(|_| Unreadable::Damaged)?;
        if schema > SCHEMA {
            return Err(Unreadable::Later);
        }
        serde_json::from_str(json).map_err(|_| Unreadable::Damaged)
    }

    /// As it is written.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What to call it: as the user does, or by its headline, or by how it begins.
    pub fn name(&self) -> String {
        self.record.given.get(Field::Name).map_or_else(|| self.record.name(), str::to_string)
    }

    /// Whether keeping `other` in its place would change anything but when it was read.
    pub fn says_the_same(&self, other: &Kept) -> bool {
        self.record == other.record
            && self.found == other.found
            && self.read.is_some() == other.read.is_some()
    }

    /// Brings together what was kept of one article in two places: of what both say the later counts.
    pub fn merge(&mut self, other: Kept) {
        let before = (self.record.text.clone(), self.record.read_by());
        self.record.merge(&other.record);
        let is_as = |text: &str, read_by: Vec<Option<String>>| {
            self.record.text == text && self.record.read_by() == read_by
        };
        let is_ours = is_as(&before.0, before.1);
        let is_theirs = is_as(&other.record.text, other.record.read_by());
        if is_theirs && (!is_ours || self.read.is_none()) {
            (self.found, self.read) = (other.found, other.read);
        } else if !is_ours {
            (self.found, self.read) = (Found::default(), None);
        }
    }
}

/// What the versions before the shelf kept, in the order of `entries`: the key and the value of each. Every text becomes
/// a record, with an id of `new_id` where it had none; what is not theirs is left out.
pub fn earlier<'e>(
    entries: impl IntoIterator<Item = (&'e str, &'e str)>,
    mut new_id: impl FnMut() -> String,
) -> Vec<(String, Record)> {
    let mut record = |key: &str, json: &str| match key.strip_prefix(EARLIER) {
        // An id that is not that of the key would lead two tabs to two records.
        Some(id) => serde_json::from_str(json).ok().filter(|record: &Record| record.id == id),
        None if key == FIRST => Record::of_first_version(json, &new_id()),
        None => None,
    };
    entries.into_iter().filter_map(|(key, json)| Some((key.to_string(), record(key, json)?))).collect()
}

/// What the key of a record began with; its id followed.
pub const EARLIER: &str = "dateline:";

/// The key of the one text that the first version kept.
pub const FIRST: &str = "dateline";

#[cfg(test)]
mod tests;
