//! What keeps two triggers from telling of one happening, whatever the network makes of them: other days, other places, and what is
//! denied, which is not the denial.

use time::Date;

use super::slots::Slots;
use super::times;
use crate::encoder::Encoding;
use crate::encoder::said::{Said, Trigger};
use crate::entities::{Entities, Entity};
use crate::places;
use crate::reading::{EventType, Status};

/// What each trigger says by itself of where and when, and whether it is a refusal.
pub struct Facts<'a> {
    entities: &'a Entities,
    of: Vec<Fact>,
}

struct Fact {
    place: Option<usize>,
    date: Option<String>,
    rejects: bool,
}

impl<'a> Facts<'a> {
    /// Reads them from the slots of each trigger alone.
    pub fn of(text: &str, encoding: &Encoding, entities: &'a Entities, published: Option<Date>) -> Self {
        let said = &encoding.said;
        let fact = |(at, trigger): (usize, &Trigger)| {
            let slots = Slots::of(said, &entities.of, &[at], None);
            let time = times::time(text, encoding, &slots, Status::Happened, published);
            Fact {
                place: slots.place().filter(|place| entities.entities[*place].named),
                date: time.and_then(|(_, date)| date),
                rejects: rejects(said, trigger),
            }
        };
        Facts { entities, of: said.triggers.iter().enumerate().map(fact).collect() }
    }

    /// Whether two triggers cannot tell of one happening.
    pub fn are_apart(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|at| &self.of[at]);
        let other_day = matches!((&one.date, &other.date), (Some(a), Some(b)) if !times::agree(a, b));
        let place = |at: usize| &self.entities.entities[at];
        let elsewhere =
            matches!((one.place, other.place), (Some(a), Some(b)) if a != b && are_apart(place(a), place(b)));
        other_day || elsewhere || one.rejects != other.rejects
    }
}

/// Whether a trigger is likelier a refusal or denial than all else together.
fn rejects(said: &Said, trigger: &Trigger) -> bool {
    let reject = said.labels.types.iter().position(|kind| *kind == EventType::Reject);
    reject.is_some_and(|kind| trigger.types[1 + kind] > -std::f32::consts::LN_2)
}

/// Whether neither of two places lies in the other, as far as the map tells.
fn are_apart(one: &Entity, other: &Entity) -> bool {
    let (Some(one), Some(other)) = (&one.place, &other.place) else { return false };
    let reach = one.extent.unwrap_or(0).max(other.extent.unwrap_or(0));
    places::kilometres(one, other) > reach as f32 + NEAR
}

/// Kilometres between places that may be named for one.
const NEAR: f32 = 20.0;
