//! What fills the slots of a happening: the network's scores of its triggers and the mentions around them, summed over both.

use std::collections::BTreeMap;

use libm::expf;

use super::Argument;
use crate::encoder::said::{SLOTS, Said};
use crate::encoder::{Class, Encoding, Slot};
use crate::quotes::log_sum;
use crate::reading::Role;

/// How well something fills each slot.
struct Filler {
    /// Logarithms of odds.
    totals: [f32; SLOTS],
    /// For each slot the mention that fills it best, an index of the network's.
    mentions: [usize; SLOTS],
}

/// What may fill the slots of one happening.
pub struct Slots {
    /// By entity.
    entities: BTreeMap<usize, Filler>,
    /// By mention: words that say when.
    times: BTreeMap<usize, Filler>,
    speaker: Option<usize>,
    speaker_is_source: f32,
}

impl Slots {
    /// Of what `triggers` tell of; `of` has the entity of each mention, and `speaker` is who says what it is told in.
    pub fn of(said: &Said, of: &[Option<usize>], triggers: &[usize], speaker: Option<usize>) -> Self {
        let (mut entities, mut times) = (BTreeMap::new(), BTreeMap::new());
        for (mention, scores) in triggers.iter().flat_map(|at| &said.triggers[*at].fillers) {
            let list: &mut Vec<(usize, [f32; SLOTS])> = match of[*mention] {
                Some(entity) => entities.entry(entity).or_insert_with(Vec::new),
                None if said.mentions[*mention].class == Class::Time => {
                    times.entry(*mention).or_insert_with(Vec::new)
                }
                None => continue,
            };
            list.push((*mention, *scores));
        }
        let speaker_is_source = said.fitted.speaker_is_source;
        let summed =
            |lists: BTreeMap<usize, Vec<_>>| lists.into_iter().map(|(key, list)| (key, filler(&list)));
        Slots {
            entities: summed(entities).collect(),
            times: summed(times).collect(),
            speaker,
            speaker_is_source,
        }
    }

    /// Who did it. Nobody acts on himself: of two parts the likelier one counts.
    pub fn actors(&self) -> Vec<usize> {
        self.parties(Slot::Actor, Slot::Recipient)
    }

    /// To whom it was done.
    pub fn recipients(&self) -> Vec<usize> {
        self.parties(Slot::Recipient, Slot::Actor)
    }

    fn parties(&self, slot: Slot, other: Slot) -> Vec<usize> {
        let [slot, other] = [slot as usize, other as usize];
        let fills = |filler: &&Filler| {
            let totals = &filler.totals;
            totals[slot] > 0.0
                && (totals[slot] > totals[other] || totals[slot] == totals[other] && slot < other)
        };
        self.entities.iter().filter(|(_, filler)| fills(filler)).map(|(entity, _)| *entity).collect()
    }

    /// Where.
    pub fn place(&self) -> Option<usize> {
        self.best(Slot::Place, |_| 0.0)
    }

    /// On whose word.
    pub fn according_to(&self) -> Option<usize> {
        self.best(
            Slot::AccordingTo,
            |entity| {
                if self.speaker == Some(entity) { self.speaker_is_source } else { 0.0 }
            },
        )
    }

    /// The mention that says when.
    pub fn time(&self) -> Option<usize> {
        let slot = Slot::Time as usize;
        let best = self.times.iter().max_by(|(_, a), (_, b)| a.totals[slot].total_cmp(&b.totals[slot]));
        best.filter(|(_, filler)| filler.totals[slot] > 0.0).map(|(mention, _)| *mention)
    }

    fn best(&self, slot: Slot, more: impl Fn(usize) -> f32) -> Option<usize> {
        let score =
            |(entity, filler): (&usize, &Filler)| (*entity, filler.totals[slot as usize] + more(*entity));
        let best = self.entities.iter().map(score).max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.filter(|(_, score)| *score > 0.0).map(|(entity, _)| entity)
    }

    /// How likely the parties are all and the right ones, from 0 to 1.
    pub fn likelihood(&self) -> f32 {
        let sure = |total: f32| 1.0 / (1.0 + expf(-total.abs()));
        let parties = [Slot::Actor as usize, Slot::Recipient as usize];
        self.entities.values().flat_map(|filler| parties.map(|slot| sure(filler.totals[slot]))).product()
    }

    /// The words behind the slots.
    pub fn arguments(&self, encoding: &Encoding) -> Vec<Argument> {
        let of = |role, slot: Slot, entity: usize| Argument {
            role,
            span: encoding
                .span(&encoding.said.mentions[self.entities[&entity].mentions[slot as usize]].words),
            entity: Some(entity),
        };
        let actors = self.actors().into_iter().map(|entity| of(Role::Actor, Slot::Actor, entity));
        let recipients =
            self.recipients().into_iter().map(|entity| of(Role::Recipient, Slot::Recipient, entity));
        let place = self.place().map(|entity| of(Role::Place, Slot::Place, entity));
        actors.chain(recipients).chain(place).collect()
    }
}

fn filler(list: &[(usize, [f32; SLOTS])]) -> Filler {
    let mut found = Filler { totals: [0.0; SLOTS], mentions: [0; SLOTS] };
    for slot in 0..SLOTS {
        let scores: Vec<f32> = list.iter().map(|(_, scores)| scores[slot]).collect();
        found.totals[slot] = log_sum(&scores);
        let best = list.iter().max_by(|(_, a), (_, b)| a[slot].total_cmp(&b[slot]));
        found.mentions[slot] = best.map_or(0, |(mention, _)| *mention);
    }
    found
}
