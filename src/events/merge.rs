//! One happening, one event: mentions of it are put together, and the most informative of them becomes its trigger.

use std::collections::HashMap;

use super::lexicon::{Class, Pos};
use super::scene::Filler;
use super::triggers::Draft;
use crate::reading::{EventType, Status};

/// How many of the latest happenings of a type a mention is compared with.
const WINDOW: usize = 12;
/// How many sentences back a toll can stand from what caused it.
const TOLL_REACH: usize = 8;
/// What speaks for one happening must come to this much.
const ENOUGH: f32 = 1.0;

/// The mentions of one happening.
#[derive(Clone, Debug)]
pub struct Happening {
    pub kind: EventType,
    pub mentions: Vec<Draft>,
}

/// Puts the mentions of the same happening together; happenings come in the order of their first mention.
pub fn merge(drafts: Vec<Draft>) -> Vec<Happening> {
    let mut merger = Merger::default();
    let mut rest = drafts.into_iter().peekable();
    while let Some(first) = rest.next() {
        let sentence = first.sentence;
        let mut together = vec![first];
        while let Some(next) = rest.next_if(|draft| draft.sentence == sentence) {
            together.push(next);
        }
        let together = without_promises(together);
        // What caused a toll must be known before the toll: "50 were killed in the crash".
        let (tolls, others): (Vec<Draft>, Vec<Draft>) =
            together.into_iter().partition(|draft| draft.sense.class == Class::Casualty);
        others.into_iter().for_each(|draft| merger.place(draft));
        tolls.into_iter().for_each(|draft| merger.place_toll(draft));
    }
    merger.happenings
}

/// Drops the promise where what is promised is an event by itself: "vowed to free the prisoners".
fn without_promises(drafts: Vec<Draft>) -> Vec<Draft> {
    /// Bytes between "vowed" and "free", or "promise" and "help".
    const NEAR: usize = 60;
    let promised = |draft: &Draft, next: Option<&Draft>| {
        draft.sense.class == Class::Commit
            && next.is_some_and(|next| {
                next.status == Status::Planned && next.trigger.start < draft.trigger.end + NEAR
            })
    };
    let keep: Vec<bool> =
        (0..drafts.len()).map(|index| !promised(&drafts[index], drafts.get(index + 1))).collect();
    drafts.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(draft, _)| draft).collect()
}

#[derive(Default)]
struct Merger {
    happenings: Vec<Happening>,
    /// The happenings of each type, in order.
    by_kind: HashMap<EventType, Vec<usize>>,
}

impl Merger {
    fn start(&mut self, draft: Draft) {
        self.by_kind.entry(draft.kind).or_default().push(self.happenings.len());
        self.happenings.push(Happening { kind: draft.kind, mentions: vec![draft] });
    }

    fn place(&mut self, draft: Draft) {
        let known = self.by_kind.get(&draft.kind).map(Vec::as_slice).unwrap_or_default();
        let best = known
            .iter()
            .rev()
            .take(WINDOW)
            .filter_map(|index| self.happenings[*index].likeness(&draft).map(|likeness| (*index, likeness)))
            .fold(None, |best: Option<(usize, f32)>, next| match best {
                Some(best) if best.1 >= next.1 => Some(best),
                _ => Some(next),
            });
        match best {
            Some((index, _)) => self.happenings[index].mentions.push(draft),
            None => self.start(draft),
        }
    }

    /// A toll goes with what caused it: in its own sentence, else the last such happening.
    fn place_toll(&mut self, draft: Draft) {
        use EventType::{Accident, Assault, Disaster};
        let causes = [Assault, Accident, Disaster].into_iter().flat_map(|kind| {
            let known = self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default();
            known.iter().rev().take(4).copied()
        });
        let best = causes
            .filter_map(|index| {
                self.happenings[index].toll_likeness(&draft).map(|likeness| (index, likeness))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((index, _)) => self.happenings[index].mentions.push(draft),
            None => self.place(draft),
        }
    }
}

fn shares(a: &[Filler], b: &[Filler]) -> bool {
    a.iter().any(|filler| b.iter().any(|other| other.entity == filler.entity))
}

impl Happening {
    fn actors(&self) -> Vec<Filler> {
        self.mentions.iter().flat_map(|mention| mention.actors.clone()).collect()
    }

    fn recipients(&self) -> Vec<Filler> {
        self.mentions.iter().flat_map(|mention| mention.recipients.clone()).collect()
    }

    fn place(&self) -> Option<Filler> {
        self.mentions.iter().find_map(|mention| mention.place)
    }

    fn date(&self) -> Option<&str> {
        self.mentions.iter().find_map(|mention| mention.time.as_ref()?.1.as_deref())
    }

    fn last_sentence(&self) -> usize {
        self.mentions.iter().map(|mention| mention.sentence).max().unwrap_or(0)
    }

    /// How much speaks for `draft` being another mention; none where too little does, or something against it.
    fn likeness(&self, draft: &Draft) -> Option<f32> {
        let in_title = self.mentions.iter().all(|mention| mention.in_title);
        let same_word =
            self.mentions.iter().any(|mention| stem(mention.sense.lemma) == stem(draft.sense.lemma));
        if self.conflicts(draft) || !in_title && !self.same_standing(draft) {
            return None;
        }
        let (actors, recipients) = (self.actors(), self.recipients());
        let shared_actor = shares(&actors, &draft.actors);
        let shared_recipient = shares(&recipients, &draft.recipients);
        let shared_place =
            draft.place.is_some() && draft.place.map(|p| p.entity) == self.place().map(|p| p.entity);
        let bare = draft.actors.is_empty() && draft.recipients.is_empty();
        let back_reference = draft.definite && draft.sense.pos == Pos::Noun && bare;
        let mut likeness = 0.0;
        likeness += if shared_actor { 0.5 } else { 0.0 };
        likeness += if shared_recipient { 0.7 } else { 0.0 };
        likeness += if shared_place { 0.3 } else { 0.0 };
        likeness += if same_word { 0.5 } else { 0.0 };
        likeness += if in_title { 0.4 } else { 0.0 };
        likeness += if back_reference { 0.8 } else { 0.0 };
        likeness += if bare && draft.sense.pos == Pos::Noun { 0.3 } else { 0.0 };
        if is_speech(self.kind) && !in_title && !back_reference {
            likeness -= 0.5;
        }
        if self.kind == EventType::Other && !same_word {
            return None;
        }
        (likeness >= ENOUGH).then_some(likeness)
    }

    /// Two parties, places or days that differ.
    fn conflicts(&self, draft: &Draft) -> bool {
        let apart = |a: &[Filler], b: &[Filler]| !a.is_empty() && !b.is_empty() && !shares(a, b);
        let places = matches!((self.place(), draft.place), (Some(a), Some(b)) if a.entity != b.entity);
        let dates = matches!((self.date(), draft.time.as_ref().and_then(|time| time.1.as_deref())), (Some(a), Some(b)) if !agree(a, b));
        apart(&self.actors(), &draft.actors)
            || apart(&self.recipients(), &draft.recipients)
            || dates
            || places
                && draft.place.is_some()
                && !self.recipients().is_empty()
                && !draft.recipients.is_empty()
    }

    /// What is planned is not what happened; what is under way may be both.
    fn same_standing(&self, draft: &Draft) -> bool {
        let rank = |status| match status {
            Status::Happened | Status::Ongoing => 0,
            Status::Planned => 1,
            Status::Possible => 2,
            Status::Denied => 3,
        };
        self.mentions.iter().any(|mention| rank(mention.status) == rank(draft.status))
            || draft.definite && draft.sense.pos == Pos::Noun
    }

    /// How much speaks for a toll being this happening's.
    fn toll_likeness(&self, draft: &Draft) -> Option<f32> {
        let same_sentence = self.mentions.iter().any(|mention| mention.sentence == draft.sentence);
        let near = draft.sentence.saturating_sub(self.last_sentence()) <= TOLL_REACH;
        let in_title = self.mentions.iter().all(|mention| mention.in_title);
        let dates = matches!((self.date(), draft.time.as_ref().and_then(|time| time.1.as_deref())), (Some(a), Some(b)) if !agree(a, b));
        let places = matches!((self.place(), draft.place), (Some(a), Some(b)) if a.entity != b.entity);
        if same_sentence {
            return Some(3.0);
        }
        if dates || places || draft.status == Status::Planned || !(near || in_title) {
            return None;
        }
        let shared = shares(&self.recipients(), &draft.recipients);
        let apart = !self.recipients().is_empty() && !draft.recipients.is_empty() && !shared;
        (!apart).then_some(if shared { 2.0 } else { 1.0 } + if near { 0.5 } else { 0.0 })
    }
}

/// Whether two ISO dates can be the same time: one is the other's start, or a part of it.
fn agree(a: &str, b: &str) -> bool {
    a == b || a.contains('/') || b.contains('/') || a.starts_with(b) || b.starts_with(a)
}

/// Types that are speech acts, each saying an act of its own.
fn is_speech(kind: EventType) -> bool {
    use EventType::{Accuse, Agree, Other, Reject, Request, Support, Threaten};
    matches!(kind, Accuse | Agree | Reject | Request | Support | Threaten | Other)
}

/// "bombing" and "bomb", "arrival" and "arrive" share their first letters.
fn stem(lemma: &str) -> &str {
    let end = lemma.char_indices().nth(5).map_or(lemma.len(), |(at, _)| at);
    lemma[..end].trim_end_matches("ing").trim_end_matches('e')
}
