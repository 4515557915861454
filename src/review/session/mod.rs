//! The session: the articles that somebody has had in the page, which of them is open, what was done to them, and what
//! follows from an action. Nothing here knows of a browser; what is to be done outside is an [`Effect`].

mod article;
mod decisions;
mod given;
mod log;
mod record;

use std::sync::Arc;

pub use self::article::{Article, Fault, Phase, Read};
pub use self::decisions::{Decision, Decisions};
pub use self::given::{Field, Given};
pub use self::log::Edit;
use self::log::Log;
pub use self::record::Record;
use crate::review::corrections::{Correction, Mark};
use crate::review::wording;
use crate::{ReadError, Reading};

/// Tells the articles of one session apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(u32);

/// Backwards or onwards through what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Redo.
    On,
}

/// What somebody did, or what came of it.
#[derive(Clone, Debug)]
pub enum Action {
    /// The text is another now; by undo or redo of the browser's own, or by hand.
    Edited(String, Option<Way>),
    /// What is kept is put into the page that has just been opened.
    Restored(Record),
    /// A whole text was put in the place of the one that was there: one that was kept, or a new one.
    Opened(String, Option<Record>),
    /// The beginning of the open article was read, and the rest is under way.
    CameInPart(Box<Reading>),
    /// The open article was read: what was read.
    Came(Box<Reading>),
    /// The open article cannot be read.
    Refused(ReadError),
    /// The reader failed.
    Failed(Fault),
    /// The reader is to be started again, and the open article to be read.
    Retry,
    /// Something is said to be wrong with the reading.
    Correct(Correction),
    /// A correction is taken back.
    Withdraw(Correction),
    /// Something is written beside the text, or taken away there.
    Give(Field, Option<String>),
    /// The last thing done is undone, or the last thing undone is done again; for the text the browser does it.
    Step(Way),
    /// The open article is to be kept under the id of this record. What another tab has kept of the same text is in it.
    Keep(Record),
    /// The open article is to be kept no longer.
    Release,
    /// Another tab has kept something of an article that is kept here, too.
    Heard(Record),
    /// An article is kept no longer: another tab has forgotten it. Without an id: all of them.
    Gone(Option<String>),
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The open article is to be read.
    Read,
    /// What is being read is wanted no longer.
    Cancel,
    /// The reader is to be started again.
    Restart,
    /// The record of this id is to be written.
    Save(String),
    /// The record of this id is to be removed.
    Forget(String),
    /// Somebody should be told.
    Announce(String),
    /// The text in the page is to be this one, with no way back.
    Fill(Arc<str>),
}

/// All articles of a session.
#[derive(Clone, Debug)]
pub struct Library {
    articles: Vec<Article>,
    open: ArticleId,
    log: Log,
    /// The id of the next article.
    next: u32,
}

impl Default for Library {
    fn default() -> Self {
        let id = ArticleId(0);
        Library { articles: vec![Article::new(id)], open: id, log: Log::default(), next: 1 }
    }
}

impl Library {
    /// The article that is open.
    pub fn open(&self) -> &Article {
        // There is always one: what is open is never dropped.
        self.find(self.open).unwrap_or(&self.articles[0])
    }

    /// The article `id`, if it is still known.
    pub fn find(&self, id: ArticleId) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == id)
    }

    /// The article that is kept in the record `id`.
    pub fn kept(&self, id: &str) -> Option<&Article> {
        self.place_of(id).map(|place| &self.articles[place])
    }

    /// Of one record two articles may know, where a text was opened, replaced and opened again: the open one counts, or
    /// else the newest.
    fn place_of(&self, record: &str) -> Option<usize> {
        let articles = self.articles.iter().enumerate();
        let kept = articles.filter(|(_, article)| article.kept.as_deref() == Some(record));
        kept.max_by_key(|(_, article)| (article.id == self.open, article.id)).map(|(place, _)| place)
    }

    /// What the text will be after a step that way, if the step is one of the text: the browser makes it.
    pub fn step_of_text(&self, way: Way) -> Option<Arc<str>> {
        let source = |id: ArticleId| self.find(id).map(|article| Arc::clone(&article.source));
        match (way, self.log.last(), self.log.next()) {
            (Way::Back, Some(Edit::Typed { before, .. }), _) => Some(Arc::clone(before)),
            (Way::Back, Some(Edit::Opened { from, .. }), _) => source(*from),
            // The browser has undone a part of it.
            (Way::On, Some(Edit::Typed { after, .. }), _) if *after != self.open().source => {
                Some(Arc::clone(after))
            }
            (Way::On, _, Some(Edit::Typed { after, .. })) => Some(Arc::clone(after)),
            (Way::On, _, Some(Edit::Opened { to, .. })) => source(*to),
            _ => None,
        }
    }

    /// Whether a step of the browser's own that led to `text` went too far: further than the last thing done.
    pub fn is_too_far(&self, way: Way, text: &str) -> bool {
        self.log.beyond(way).any(|beyond| beyond.trim_end() == text.trim_end())
    }

    /// All articles of the session, the open one among them: those that undo and redo lead to.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.iter()
    }

    /// The article whose place the open one has just taken, and that undo brings back.
    pub fn replaced(&self) -> Option<&Article> {
        match self.log.last() {
            Some(Edit::Opened { from, .. }) => self.find(*from).filter(|article| !article.is_blank()),
            _ => None,
        }
    }

    /// Does `action` at `now`, in milliseconds, and says what follows from it.
    pub fn apply(&mut self, action: Action, now: u64) -> Vec<Effect> {
        match action {
            Action::Edited(text, by) => self.edited(&text, by, now),
            Action::Restored(record) => {
                self.open_mut().take(record);
                self.read_anew()
            }
            Action::Opened(text, record) => self.opened(Arc::from(text), record, now),
            Action::CameInPart(reading) => self.came_in_part(*reading, now),
            Action::Came(reading) => self.came(*reading, now),
            Action::Refused(why) => self.stopped(Phase::Refused(why)),
            Action::Failed(fault) => self.stopped(Phase::Failed(fault)),
            Action::Retry => [vec![Effect::Restart], self.read_anew()].concat(),
            Action::Correct(correction) => {
                let words = said(&correction);
                self.decide(correction, true, now, words)
            }
            Action::Withdraw(correction) => {
                let words = if correction.is_dismissal() { "Restored." } else { "Taken back." };
                self.decide(correction, false, now, words)
            }
            Action::Give(field, value) => self.give(field, value, now),
            Action::Step(way) => self.step(way, now),
            Action::Keep(record) => self.keep(&record),
            Action::Release => match self.open_mut().kept.take() {
                Some(id) => vec![Effect::Forget(id)],
                None => Vec::new(),
            },
            Action::Heard(record) => self.heard(&record),
            Action::Gone(id) => self.gone(id.as_deref()),
        }
    }

    fn open_mut(&mut self) -> &mut Article {
        let at = self.articles.iter().position(|article| article.id == self.open).unwrap_or_default();
        &mut self.articles[at]
    }

    fn edited(&mut self, text: &str, by: Option<Way>, now: u64) -> Vec<Effect> {
        let before = Arc::clone(&self.open().source);
        let text: Arc<str> = Arc::from(text);
        match by {
            Some(way) => self.follow(way, &text),
            None if text == before => return self.read_anew(),
            None if is_another(&before, &text) => return self.opened(text, None, now),
            // What is typed into a text is apart from how the text came.
            None if matches!(self.log.last(), Some(Edit::Typed { before, .. }) if !before.trim().is_empty()) =>
            {
                self.log.extend(&text);
            }
            None => self.log.push(Edit::Typed { before, after: Arc::clone(&text) }),
        }
        let open = self.open_mut();
        if open.source != text {
            (open.source, open.at) = (text, now.max(open.at + 1));
        }
        self.changed()
    }

    /// The browser has gone one step that way; whether that was the whole of an edit, or a part of it, the text tells.
    fn follow(&mut self, way: Way, text: &Arc<str>) {
        if self.step_of_text(way).as_ref() != Some(text) {
            return;
        }
        // A part of it was undone and is done again: it is done already.
        if way == Way::On && matches!(self.log.last(), Some(Edit::Typed { after, .. }) if after == text) {
            return;
        }
        let edit = match way {
            Way::Back => self.log.step_back(),
            Way::On => self.log.step_on(),
        };
        if let Some(Edit::Opened { from, to }) = edit {
            self.open = if way == Way::Back { from } else { to };
        }
    }

    /// Another article takes the place of the open one, which undo brings back with all that was said of it.
    fn opened(&mut self, text: Arc<str>, record: Option<Record>, now: u64) -> Vec<Effect> {
        let (from, to) = (self.open, ArticleId(self.next));
        self.next += 1;
        let mut article = Article::new(to);
        match record {
            Some(record) => article.take(record),
            None => (article.source, article.at) = (text, now),
        }
        self.articles.push(article);
        self.open = to;
        self.log.push(Edit::Opened { from, to });
        let Library { articles, log, .. } = self;
        articles.retain(|article| article.id == to || log.mentions(article.id));
        // Of those that are further back the text is enough: whoever goes back there has it read anew.
        for article in articles.iter_mut().filter(|article| ![from, to].contains(&article.id)) {
            article.read = None;
        }
        self.changed()
    }

    /// The text is another: it is read, and kept where it is kept.
    fn changed(&mut self) -> Vec<Effect> {
        let mut effects = self.read_anew();
        effects.extend(self.save());
        effects
    }

    fn read_anew(&mut self) -> Vec<Effect> {
        let open = self.open_mut();
        if open.is_blank() {
            (open.phase, open.read) = (Phase::Empty, None);
            return vec![Effect::Cancel, Effect::Announce(ReadError::Empty.to_string())];
        }
        open.phase = Phase::Reading;
        vec![Effect::Read]
    }

    fn save(&self) -> Option<Effect> {
        self.open().kept.clone().map(Effect::Save)
    }

    fn came_in_part(&mut self, reading: Reading, now: u64) -> Vec<Effect> {
        let open = self.open_mut();
        if open.wants_parts() {
            let read = Read::new(open.source.to_string(), reading, now, &open.decisions);
            open.read = Some(Arc::new(read.in_part()));
        }
        Vec::new()
    }

    fn came(&mut self, reading: Reading, now: u64) -> Vec<Effect> {
        let open = self.open_mut();
        let read = Read::new(open.source.to_string(), reading, now, &open.decisions);
        let words = wording::summary(&read.review.reading);
        (open.read, open.phase) = (Some(Arc::new(read)), Phase::Read);
        [Effect::Announce(words)].into_iter().chain(self.save()).collect()
    }

    fn stopped(&mut self, phase: Phase) -> Vec<Effect> {
        let words = match &phase {
            Phase::Refused(why) => why.to_string(),
            // That stands apart, until the reader is started again.
            Phase::Failed(_) => String::new(),
            Phase::Empty | Phase::Reading | Phase::Read => String::new(),
        };
        let open = self.open_mut();
        (open.phase, open.read) = (phase, None);
        vec![Effect::Announce(words)]
    }

    fn decide(&mut self, correction: Correction, stands: bool, now: u64, words: &str) -> Vec<Effect> {
        let before = self.open().decisions.about(&correction).cloned().map(Box::new);
        self.log.push(Edit::Decided { before, correction: correction.clone(), stands });
        self.decided(correction, stands, now, words)
    }

    fn decided(&mut self, correction: Correction, stands: bool, now: u64, words: &str) -> Vec<Effect> {
        let is_read_by = correction.is_read_by();
        let open = self.open_mut();
        open.decisions.decide(correction, stands, now);
        open.heed();
        let read = if is_read_by && !self.open().is_blank() { self.read_anew() } else { Vec::new() };
        let told = Effect::Announce(words.to_string());
        read.into_iter().chain(self.save()).chain([told]).collect()
    }

    fn give(&mut self, field: Field, value: Option<String>, now: u64) -> Vec<Effect> {
        let open = self.open_mut();
        let before = open.given.get(field).map(str::to_string);
        open.given.set(field, value, now);
        let after = open.given.get(field).map(str::to_string);
        if before == after {
            return Vec::new();
        }
        self.log.push(Edit::Gave { field, before, after });
        self.given(field)
    }

    fn given(&mut self, field: Field) -> Vec<Effect> {
        let is_read_by = field.is_read_by() && !self.open().is_blank();
        let mut effects = if is_read_by { self.read_anew() } else { Vec::new() };
        effects.extend(self.save());
        effects
    }

    fn step(&mut self, way: Way, now: u64) -> Vec<Effect> {
        if self.step_of_text(way).is_some() {
            return Vec::new();
        }
        let edit = match way {
            Way::Back => self.log.step_back(),
            Way::On => self.log.step_on(),
        };
        match (edit, way) {
            (Some(Edit::Decided { before, correction, stands }), _) => {
                let (correction, stands) = match (before, way) {
                    (Some(before), Way::Back) => (before.correction, before.stands),
                    (None, Way::Back) => (correction, false),
                    (_, Way::On) => (correction, stands),
                };
                self.redecide(correction, stands, now, way)
            }
            (Some(Edit::Gave { field, before, .. }), Way::Back) => {
                self.open_mut().given.set(field, before, now);
                self.given(field)
            }
            (Some(Edit::Gave { field, after, .. }), Way::On) => {
                self.open_mut().given.set(field, after, now);
                self.given(field)
            }
            _ => {
                let what = if way == Way::Back { "undo" } else { "do again" };
                vec![Effect::Announce(format!("There is nothing to {what}."))]
            }
        }
    }

    fn redecide(&mut self, correction: Correction, stands: bool, now: u64, way: Way) -> Vec<Effect> {
        let words = match (&correction, way) {
            (Correction::Speaker { .. }, Way::Back) => "Undone: the speaker is as before.",
            (Correction::Place { .. }, Way::Back) => "Undone: the place is as before.",
            (correction, Way::Back) if !correction.is_dismissal() => "Undone.",
            (correction, Way::On) if !correction.is_dismissal() => said(correction),
            _ if stands => "Dismissed again.",
            _ => "Undone: it is back.",
        };
        self.decided(correction, stands, now, words)
    }

    fn keep(&mut self, record: &Record) -> Vec<Effect> {
        self.open_mut().kept = Some(record.id.clone());
        let mut effects = self.heard(record);
        effects.extend(self.save().filter(|save| !effects.contains(save)));
        effects
    }

    /// Both tabs come to the same: of what they wrote the later counts, and all that was decided stays.
    fn heard(&mut self, record: &Record) -> Vec<Effect> {
        let Some(place) = self.place_of(&record.id) else { return Vec::new() };
        let article = &mut self.articles[place];
        let is_open = article.id == self.open;
        let read_by = article.read_by();
        let given = article.given.merge(&record.given);
        let decided = article.decisions.merge(&record.decisions);
        // Of the same time both tabs take the same one.
        let retold =
            *article.source != *record.text && (record.at, &*record.text) > (article.at, &*article.source);
        if retold {
            (article.source, article.at) = (Arc::from(record.text.as_str()), record.at);
        }
        if decided {
            article.heed();
        }
        let is_read_otherwise = read_by != article.read_by();
        let (source, ours) = (Arc::clone(&article.source), article.record(&record.id));
        let mut effects = Vec::new();
        if is_open && retold {
            self.log.forget_text();
            effects.push(Effect::Fill(source));
        }
        if is_open && (retold || is_read_otherwise) {
            effects.extend(self.read_anew());
        } else if is_open && (given || decided) {
            effects.push(Effect::Announce("Changed in another tab.".to_string()));
        }
        // What is known here alone is told the others.
        if ours != *record {
            effects.push(Effect::Save(record.id.clone()));
        }
        effects
    }

    fn gone(&mut self, id: Option<&str>) -> Vec<Effect> {
        let was_kept = self.open().kept.is_some();
        for article in &mut self.articles {
            article.kept.take_if(|kept| id.is_none_or(|id| id == kept));
        }
        let is_told = id.is_some() && was_kept && self.open().kept.is_none();
        let words = "Another tab has had this text forgotten: it is not kept on this device any more.";
        is_told.then(|| Effect::Announce(words.to_string())).into_iter().collect()
    }
}

/// What is said of a correction once it is made.
fn said(correction: &Correction) -> &'static str {
    match correction {
        Correction::Speaker { .. } => "The speaker is set.",
        Correction::Place { .. } => "The place is set.",
        Correction::Lines { .. } => "Reading…",
        Correction::Note { text, .. } if text.is_empty() => "The note is gone.",
        Correction::Note { .. } => "The note is written.",
        Correction::Mark { mark: None, .. } => "The mark is gone.",
        Correction::Mark { mark: Some(mark), .. } => match mark {
            Mark::Checked => "Marked as checked.",
            Mark::Disputed => "Marked as disputed.",
        },
        Correction::Mentions { .. } | Correction::Quotes { .. } | Correction::Tells { .. } => "Added.",
        _ if correction.is_dismissal() => "Dismissed: it is listed under “Changed by you”, with a way back.",
        _ => "Changed: it is listed under “Changed by you”, with a way back.",
    }
}

/// Whether `after` is no edited `before`, but another text: hardly anything of it stands at the beginning or the end.
fn is_another(before: &str, after: &str) -> bool {
    if before.trim().is_empty() {
        return false;
    }
    let shorter = before.len().min(after.len());
    let (one, other) = (before.as_bytes(), after.as_bytes());
    let begin = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    after.trim().is_empty() || (begin + end).min(shorter) * 4 < shorter
}

#[cfg(test)]
mod tests;
