//! What the user says of an article beside its text.

use serde::{Deserialize, Serialize};

/// A field beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The publication date, ISO 8601.
    Published,
    /// The headline.
    Headline,
    /// Who published it.
    Outlet,
    /// Where it was published.
    Url,
    /// How much of the text is read: `all` of it, or the article that is found in it.
    Extent,
    /// What the user calls it among what is kept.
    Name,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 6] =
        [Field::Published, Field::Headline, Field::Outlet, Field::Url, Field::Extent, Field::Name];

    /// Whether the reading hangs on it: all that is relative hangs on the date.
    pub fn is_read_by(self) -> bool {
        matches!(self, Field::Published | Field::Extent)
    }
}

/// What stands in a field, since when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What the user wrote; none where the text speaks for itself.
    pub value: Option<String>,
    /// When, in milliseconds.
    pub at: u64,
}

/// The fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Given {
    published: Entry,
    headline: Entry,
    outlet: Entry,
    url: Entry,
    extent: Entry,
    name: Entry,
}

impl Given {
    /// What the user wrote in `field`; none where the text speaks for itself.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.entry(field).value.as_deref()
    }

    /// Writes in `field` at `now`, or right after what was written before, whatever the clock says. White space alone
    /// is nothing.
    pub fn set(&mut self, field: Field, value: Option<String>, now: u64) {
        let value = value.map(|value| value.trim().to_string()).filter(|value| !value.is_empty());
        let entry = self.entry_mut(field);
        *entry = Entry { value, at: now.max(entry.at + 1) };
    }

    /// Whether the user wrote nothing.
    pub fn is_blank(&self) -> bool {
        Field::ALL.into_iter().all(|field| self.get(field).is_none())
    }

    /// What the reading hangs on.
    pub fn read_by(&self) -> Vec<Option<String>> {
        let fields = Field::ALL.into_iter().filter(|field| field.is_read_by());
        fields.map(|field| self.get(field).map(str::to_string)).collect()
    }

    /// Takes over what `other` wrote later. Gives whether anything changed.
    pub fn merge(&mut self, other: &Given) -> bool {
        let before = self.clone();
        for field in Field::ALL {
            let (own, others) = (self.entry_mut(field), other.entry(field));
            // Of the same time both tabs take the same one.
            if (others.at, &others.value) > (own.at, &own.value) {
                own.clone_from(others);
            }
        }
        *self != before
    }

    fn entry(&self, field: Field) -> &Entry {
        match field {
            Field::Published => &self.published,
            Field::Headline => &self.headline,
            Field::Outlet => &self.outlet,
            Field::Url => &self.url,
            Field::Extent => &self.extent,
            Field::Name => &self.name,
        }
    }

    fn entry_mut(&mut self, field: Field) -> &mut Entry {
        match field {
            Field::Published => &mut self.published,
            Field::Headline => &mut self.headline,
            Field::Outlet => &mut self.outlet,
            Field::Url => &mut self.url,
            Field::Extent => &mut self.extent,
            Field::Name => &mut self.name,
        }
    }
}
