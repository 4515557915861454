//! What keeps two triggers from telling of one happening, whatever the network makes of them: other days, other places, and what is
//! denied, which is not the denial.

use super::slots::Slots;
use super::times::{self, Days};
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
    pub fn of(text: &str, encoding: &Encoding, entities: &'a Entities, days: &Days) -> Self {
        let said = &encoding.said;
        let fact = |(at, trigger): (usize, &Trigger)| {
            let slots = Slots::of(said, &entities.of, &[at], None);
            let time = times::time(text, encoding, &slots, Status::Happened, days);
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

#[cfg(test)]
mod tests {
    use crate::events::tests::events;
    use crate::reading::{EventType, Status};

    #[test]
    fn what_was_done_on_two_days_is_done_twice() {
        let text = "Rebels shelled the market of Idlib on 3 May 2021. Rebels shelled the market of Idlib on 9 May 2021. The \
            shelling on 9 May 2021 killed a nurse.";
        let dates: Vec<String> = events(text).into_iter().filter_map(|event| event.date).collect();
        assert!(
            dates.contains(&"2021-05-03".to_string()) && dates.contains(&"2021-05-09".to_string()),
            "{dates:?}"
        );
    }

    #[test]
    fn what_was_done_in_two_towns_is_done_twice() {
        let text = "Gunmen attacked a police station in Mosul. Hours later gunmen attacked a police station in Basra. The \
            attack in Basra killed a guard.";
        for event in events(text).iter().filter(|event| event.kind == EventType::Assault) {
            let told: Vec<&str> = event.told.iter().map(|telling| telling.trigger.of(text)).collect();
            let first =
                event.told.iter().any(|telling| telling.trigger.start < text.find("Hours").unwrap_or(0));
            let second =
                event.told.iter().any(|telling| telling.trigger.start > text.find("Hours").unwrap_or(0));
            assert!(first != second, "{told:?}");
        }
    }

    #[test]
    fn a_denial_is_not_what_it_denies() {
        let text = "Gunmen killed a judge in Mosul on Monday, police said. The militia denied the killing.";
        let events = events(text);
        let killed =
            events.iter().find(|event| event.trigger.of(text) == "killed").expect("the killing is told");
        assert_eq!(killed.status, Status::Happened, "{killed:?}");
        let denied = text.find("denied").unwrap_or(0);
        assert!(killed.told.iter().all(|telling| telling.trigger.start != denied), "{killed:?}");
    }
}
