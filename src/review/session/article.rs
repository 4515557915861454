//! One article of a session.

use std::fmt;
use std::sync::Arc;

use super::ArticleId;
use super::decisions::Decisions;
use super::given::Given;
use super::record::{Record, name};
use crate::reading::Span;
use crate::review::cards::Source;
use crate::review::corrections::{Correction, Proposal, Review, review};
use crate::review::offsets::Offsets;
use crate::review::stamp::Stamp;
use crate::{ReadError, Reading};

/// A text with its reading, as read and as corrected.
#[derive(Debug)]
pub struct Read {
    /// The text that was read.
    pub text: String,
    /// Its offsets.
    pub offsets: Offsets,
    /// The reading as it came.
    pub reading: Reading,
    /// Whether all of the text was read, and not its beginning alone.
    pub is_whole: bool,
    /// When it was read, in milliseconds.
    pub at: u64,
    /// The reading as the user has corrected it.
    pub review: Review,
}

impl Read {
    /// The reading of `text`, with what was decided of it.
    pub fn new(text: String, reading: Reading, at: u64, decisions: &Decisions) -> Self {
        let offsets = Offsets::new(&text);
        let review = review(&text, &offsets, &reading, &decisions.corrections());
        Read { text, offsets, reading, is_whole: true, at, review }
    }

    /// The same where `reading` is of the beginning alone, and the rest is still being read.
    pub fn in_part(self) -> Self {
        Read { is_whole: false, ..self }
    }

    /// What made the reading, and when.
    pub fn stamp(&self) -> Stamp {
        Stamp::new(self.at)
    }

    /// For proposing corrections of it.
    pub fn proposal(&self) -> Proposal<'_> {
        Proposal { text: &self.text, offsets: &self.offsets, review: &self.review }
    }

    /// The corrected reading with its text.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, offsets: &self.offsets, reading: &self.review.reading }
    }
}

/// What has become of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There is none.
    #[default]
    Empty,
    /// It is being read.
    Reading,
    /// It was read.
    Read,
    /// It is nothing that can be read.
    Refused(ReadError),
    /// The reader failed, whatever the text is.
    Failed(Fault),
}

/// What can go wrong with the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A part of it could not be loaded: this one.
    Missing(&'static str),
    /// It cannot be used, for the reason given.
    Unusable(String),
    /// It stopped in the middle of a text.
    Stopped,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Missing(what) => write!(f, "{what} could not be loaded."),
            Fault::Unusable(why) => write!(f, "{why}"),
            Fault::Stopped => {
                write!(f, "The reader stopped at this text and was started again. The text is untouched.")
            }
        }
    }
}

/// One article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Tells it from the others of this session.
    pub id: ArticleId,
    /// Its text.
    pub source: Arc<str>,
    /// Since when it is this text, in milliseconds.
    pub at: u64,
    /// What the user said of it beside the text.
    pub given: Given,
    /// What has become of the text.
    pub phase: Phase,
    /// What the user said of its reading.
    pub decisions: Decisions,
    /// The last reading; while the text changes, of the text as it was.
    pub read: Option<Arc<Read>>,
    /// The id of the record that it is kept in, if it is kept.
    pub kept: Option<String>,
}

impl Article {
    /// An article without a word.
    pub fn new(id: ArticleId) -> Self {
        Article {
            id,
            source: Arc::from(""),
            at: 0,
            given: Given::default(),
            phase: Phase::Empty,
            decisions: Decisions::default(),
            read: None,
            kept: None,
        }
    }

    /// Whether there is no text.
    pub fn is_blank(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// Whether its beginning alone says more than what is there: the whole reading of a text that was hardly edited since stays.
    pub fn wants_parts(&self) -> bool {
        self.read.as_ref().is_none_or(|read| !read.is_whole)
    }

    /// What to call it among others.
    pub fn name(&self) -> String {
        name(&self.source, &self.given)
    }

    /// The lines that the user says are the article's, or are not, where they stand now.
    pub fn lines(&self) -> Vec<(Span, bool)> {
        let mut corrections = self.decisions.corrections();
        corrections.retain(Correction::is_read_by);
        if corrections.is_empty() {
            return Vec::new();
        }
        let offsets = Offsets::new(&self.source);
        corrections.iter().filter_map(|correction| correction.line_in(&self.source, &offsets)).collect()
    }

    /// What the reading hangs on beside the text.
    pub fn read_by(&self) -> (Vec<Option<String>>, Vec<(Span, bool)>) {
        (self.given.read_by(), self.lines())
    }

    /// Takes what was kept; a record without an id is kept nowhere here.
    pub fn take(&mut self, record: Record) {
        let kept = Some(record.id).filter(|id| !id.is_empty());
        (self.source, self.at, self.kept) = (Arc::from(record.text), record.at, kept);
        (self.given, self.decisions) = (record.given, record.decisions);
    }

    /// The article as it is kept under `id`; corrections whose words are gone are left behind.
    pub fn record(&self, id: &str) -> Record {
        Record {
            id: id.to_string(),
            text: self.source.to_string(),
            at: self.at,
            given: self.given.clone(),
            decisions: self.decisions.standing_in(&self.source),
        }
    }

    /// Heeds the decisions in the reading that is there.
    pub fn heed(&mut self) {
        if let Some(read) = &self.read {
            let (text, reading) = (read.text.clone(), read.reading.clone());
            let is_whole = read.is_whole;
            let read = Read::new(text, reading, read.at, &self.decisions);
            self.read = Some(Arc::new(Read { is_whole, ..read }));
        }
    }
}
