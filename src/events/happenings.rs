//! Which triggers tell of one happening, and what it is.

use libm::expf;

use crate::encoder::log_softmax;
use crate::encoder::said::{Labels, Said, Trigger};
use crate::reading::{EventType, Status};

/// A happening by its triggers, which are indices of the network's.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// All that tell of it, in order.
    pub triggers: Vec<usize>,
    /// The one that tells of it most surely.
    pub main: usize,
    pub kind: EventType,
    pub mode: Option<String>,
    pub status: Status,
    /// How likely it is an event of this type, from 0 to 1.
    pub confidence: f32,
}

/// Of a happening that is told ever again, the triggers whose facts keep others apart: the last ones.
const HEEDED: usize = 64;

/// The happenings in the order of their first triggers: each trigger joins the happening of the one before it that most likely tells
/// of the same, unless it `is_apart` from any of its last triggers, in the order of the network's.
pub fn happenings(said: &Said, is_apart: impl Fn(usize, usize) -> bool) -> Vec<Happening> {
    let mut owners: Vec<usize> = Vec::with_capacity(said.triggers.len());
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (at, trigger) in said.triggers.iter().enumerate() {
        let fits =
            |owner: usize| !members[owner].iter().rev().take(HEEDED).any(|member| is_apart(*member, at));
        let same = trigger.before.iter().filter(|(before, score)| *score > 0.0 && fits(owners[*before]));
        let best = same.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(before, _)| owners[*before]);
        let owner = best.unwrap_or(members.len());
        if owner == members.len() {
            members.push(Vec::new());
        }
        members[owner].push(at);
        owners.push(owner);
    }
    members.into_iter().map(|triggers| happening(said, triggers)).collect()
}

fn happening(said: &Said, triggers: Vec<usize>) -> Happening {
    let all: Vec<&Trigger> = triggers.iter().map(|at| &said.triggers[*at]).collect();
    let main = (0..all.len()).min_by(|a, b| all[*a].types[0].total_cmp(&all[*b].types[0])).unwrap_or(0);
    let types = total(&all, |trigger| trigger.types[1..].iter().map(|log| expf(*log)).collect());
    let kind = best(&types);
    let likelihood = |trigger: &&Trigger| expf(trigger.types[1 + kind]);
    let modes = total(&all, |trigger| likelihoods(&trigger.modes));
    let mode = &said.labels.modes[best(&modes)];
    Happening {
        main: triggers[main],
        kind: said.labels.types[kind],
        mode: (mode != "none").then(|| mode.clone()),
        status: status(&all, &said.labels),
        confidence: all.iter().map(likelihood).fold(0.0, f32::max),
        triggers,
    }
}

/// What triggers tell together of whether it took place.
pub fn status(triggers: &[&Trigger], labels: &Labels) -> Status {
    labels.statuses[best(&total(triggers, |trigger| likelihoods(&trigger.statuses)))]
}

fn likelihoods(scores: &[f32]) -> Vec<f32> {
    log_softmax(scores).into_iter().map(expf).collect()
}

/// The sum of what the triggers say.
fn total(triggers: &[&Trigger], said: impl Fn(&Trigger) -> Vec<f32>) -> Vec<f32> {
    let mut total: Vec<f32> = Vec::new();
    for trigger in triggers {
        let more = said(trigger);
        total.resize(more.len(), 0.0);
        total.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }
    total
}

/// The index of the highest number, the first of equal ones; 0 for none.
fn best(numbers: &[f32]) -> usize {
    (0..numbers.len()).max_by(|a, b| numbers[*a].total_cmp(&numbers[*b]).then(b.cmp(a))).unwrap_or(0)
}
