//! What was done, in order, so that undo belongs to the last thing done.

use std::collections::VecDeque;
use std::sync::Arc;

use super::decisions::Decision;
use super::given::Field;
use super::{ArticleId, Way};
use crate::review::corrections::Correction;

/// How many things can be undone; those before are forgotten.
const MOST: usize = 200;

/// One thing that was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// The text was edited. The browser itself undoes it, step by step.
    Typed {
        /// The text before.
        before: Arc<str>,
        /// The text after.
        after: Arc<str>,
    },
    /// Another text took the place of one; undone by the browser, too.
    Opened {
        /// The article that was there.
        from: ArticleId,
        /// The article that is there.
        to: ArticleId,
    },
    /// Something was decided of the reading.
    Decided {
        /// What was decided of the same before.
        before: Option<Box<Decision>>,
        /// What was decided.
        correction: Correction,
        /// Whether it was to count.
        stands: bool,
    },
    /// Something was written beside the text.
    Gave {
        /// In which field.
        field: Field,
        /// What stood there before.
        before: Option<String>,
        /// What was written.
        after: Option<String>,
    },
}

impl Edit {
    /// Whether it changed the text.
    pub fn is_of_text(&self) -> bool {
        matches!(self, Edit::Typed { .. } | Edit::Opened { .. })
    }
}

/// What was done, and what was undone of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    done: VecDeque<Edit>,
    undone: Vec<Edit>,
}

impl Log {
    /// Notes a thing that was done. What was undone before cannot be done again after it.
    pub fn push(&mut self, edit: Edit) {
        self.undone.clear();
        self.done.push_back(edit);
        if self.done.len() > MOST {
            self.done.pop_front();
        }
    }

    /// The last thing done.
    pub fn last(&self) -> Option<&Edit> {
        self.done.back()
    }

    /// The last thing undone.
    pub fn next(&self) -> Option<&Edit> {
        self.undone.last()
    }

    /// The text was edited further: the same edit goes on.
    pub fn extend(&mut self, text: &Arc<str>) {
        self.undone.clear();
        if let Some(Edit::Typed { after, .. }) = self.done.back_mut() {
            *after = Arc::clone(text);
        }
    }

    /// Undoes the last thing done.
    pub fn step_back(&mut self) -> Option<Edit> {
        let edit = self.done.pop_back()?;
        self.undone.push(edit.clone());
        Some(edit)
    }

    /// Does the last thing undone again.
    pub fn step_on(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.done.push_back(edit.clone());
        Some(edit)
    }

    /// Of the edits that follow the next one on that way, the texts that they lead to, as far as they were typed.
    pub fn beyond(&self, way: Way) -> impl Iterator<Item = &Arc<str>> {
        let (back, on) = (self.done.iter().rev().skip(1), self.undone.iter().rev().skip(1));
        let back = back.filter(move |_| way == Way::Back).filter_map(|edit| match edit {
            Edit::Typed { before, .. } => Some(before),
            _ => None,
        });
        let on = on.filter(move |_| way == Way::On).filter_map(|edit| match edit {
            Edit::Typed { after, .. } => Some(after),
            _ => None,
        });
        back.chain(on)
    }

    /// Forgets the edits of the text, once it has changed in a way that the browser does not know of.
    pub fn forget_text(&mut self) {
        self.done.retain(|edit| !edit.is_of_text());
        self.undone.retain(|edit| !edit.is_of_text());
    }

    /// Whether an edit leads to or from `article`.
    pub fn mentions(&self, article: ArticleId) -> bool {
        self.done
            .iter()
            .chain(&self.undone)
            .any(|edit| matches!(edit, Edit::Opened { from, to } if *from == article || *to == article))
    }
}
