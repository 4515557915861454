//! What the user has said of one article's reading, so that two tabs that know different parts of it can be brought
//! together: each decision has a time, and of two about the same the later one counts.

use serde::{Deserialize, Serialize};

use crate::review::corrections::Correction;
use crate::review::offsets::Offsets;

/// A correction, and whether it is still meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What was said.
    pub correction: Correction,
    /// Whether it counts. One that was taken back is remembered, or another tab would bring it back.
    pub stands: bool,
    /// When it was last said or taken back, in milliseconds.
    pub at: u64,
}

/// All decisions of one article, at most one about each thing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Decisions(Vec<Decision>);

/// In whichever order they came.
impl PartialEq for Decisions {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|decision| other.0.contains(decision))
    }
}

impl Decisions {
    /// Those of a list, which may say several things of the same.
    pub fn of(list: impl IntoIterator<Item = Decision>) -> Self {
        let mut decisions = Decisions::default();
        for decision in list {
            decisions.take(&decision);
        }
        decisions
    }

    /// What counts, in the order in which it was said.
    pub fn corrections(&self) -> Vec<Correction> {
        let mut standing: Vec<&Decision> = self.0.iter().filter(|decision| decision.stands).collect();
        standing.sort_by_key(|decision| decision.at);
        standing.into_iter().map(|decision| decision.correction.clone()).collect()
    }

    /// What is decided of the same as `correction`.
    pub fn about(&self, correction: &Correction) -> Option<&Decision> {
        self.0.iter().find(|decision| decision.correction.is_of_same(correction))
    }

    /// Decides anew, at `now` or right after what was decided before, whatever the clock says.
    pub fn decide(&mut self, correction: Correction, stands: bool, now: u64) {
        let at = self.about(&correction).map_or(now, |earlier| now.max(earlier.at + 1));
        self.take(&Decision { correction, stands, at });
    }

    /// Takes over what `others` decided later. Gives whether anything changed.
    pub fn merge(&mut self, others: &Decisions) -> bool {
        let before = self.clone();
        others.0.iter().for_each(|decision| self.take(decision));
        *self != before
    }

    /// Only those whose words stand in `text`.
    pub fn standing_in(&self, text: &str) -> Decisions {
        let offsets = Offsets::new(text);
        let stands = |decision: &&Decision| decision.correction.stands_in(text, &offsets);
        Decisions(self.0.iter().filter(stands).cloned().collect())
    }

    fn take(&mut self, decision: &Decision) {
        match self.0.iter_mut().find(|own| own.correction.is_of_same(&decision.correction)) {
            Some(own) if is_later(decision, own) => *own = decision.clone(),
            Some(_) => {}
            None => self.0.push(decision.clone()),
        }
    }
}

/// Of the same time, what is taken back counts less: in both tabs alike, or they would never agree.
fn is_later(one: &Decision, other: &Decision) -> bool {
    (one.at, one.stands) > (other.at, other.stands)
}

/// A decision that this version cannot read is left out, and the others stay.
impl<'de> Deserialize<'de> for Decisions {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<serde_json::Value>::deserialize(deserializer)?;
        Ok(Decisions::of(list.into_iter().filter_map(|value| serde_json::from_value(value).ok())))
    }
}
