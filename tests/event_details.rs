//! What is told of an event beside its parties: how many, who disputes it, how much of its sentence it is.

use dateline::encoder::{Cache, Model};
use dateline::reading::UNBOUNDED;
use dateline::{Options, Reading, read};

fn reading(text: &str) -> Reading {
    read(text, &Options::default(), Model::released(), &mut Cache::new(), |_| ())
        .expect("the text can be read")
}

/// What is counted, and how many at least and at most, of all events.
fn counts(text: &str) -> Vec<(String, f64, f64)> {
    let events = reading(text).events;
    let all = events.into_iter().flat_map(|event| event.quantities);
    all.map(|quantity| (quantity.what, quantity.low, quantity.high)).collect()
}

fn count(what: &str, low: f64, high: f64) -> (String, f64, f64) {
    (what.to_string(), low, high)
}

#[test]
fn an_event_has_the_numbers_told_of_it() {
    let bombing = "A suicide bomber killed at least 12 people and wounded 30 others at a market in Kabul on \
                   Monday, police said.";
    assert_eq!(counts(bombing), [count("killed", 12.0, UNBOUNDED), count("injured", 30.0, 30.0)]);
    let march = "Tens of thousands of people marched in Warsaw against the law.";
    assert_eq!(counts(march), [count("protesters", 20_000.0, 99_999.0)]);
    let raids = "The army arrested more than 300 protesters and fired 20 missiles at the town.";
    assert_eq!(counts(raids), [count("arrested", 300.0, UNBOUNDED), count("missiles", 20.0, 20.0)]);
}

#[test]
fn those_who_attack_are_not_counted_among_the_dead() {
    assert_eq!(counts("Five gunmen attacked a hotel and killed 12 guests."), [count("killed", 12.0, 12.0)]);
    assert_eq!(counts("The army spent $12 million on the camp and attacked it 3 years later."), []);
}

#[test]
fn who_denies_a_claim_disputes_it() {
    for text in [
        "Rebels said Russian jets bombed a camp near Idlib on Monday. Russia denied that its jets had bombed the \
         camp.",
        "Ukraine accused Russia of shelling a hospital in Kherson. Russia denied the accusation on Tuesday.",
        "Gunmen attacked a convoy near Kidal on Monday. Russia denied any role in the attack and called for calm.",
        "His lawyer said Marko Ilic had been beaten in custody, which Russia denied.",
    ] {
        let reading = reading(text);
        let by: Vec<&str> = reading
            .events
            .iter()
            .flat_map(|event| &event.disputed_by)
            .map(|id| reading.entities[*id].name.as_str())
            .collect();
        assert_eq!(by, ["Russia"], "{text}");
    }
}
