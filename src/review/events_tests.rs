//! What the list of events says, and what it can be narrowed down to.

use super::*;
use crate::reading::Reading;
use crate::review::offsets::Offsets;
use crate::review::sample::{TEXT, reading_of};

/// The cards of the sample, after `change` has been made to its reading.
fn cards(change: impl FnOnce(&mut Reading)) -> Vec<EventCard> {
    let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
    change(&mut reading);
    Source { text: TEXT, offsets: &offsets, reading: &reading }.events()
}

fn ids(cards: &[EventCard]) -> Vec<usize> {
    cards.iter().map(|card| card.id).collect()
}

fn wanting(facet: Facet, value: &str) -> Wanted {
    let mut wanted = Wanted::default();
    wanted.choose(facet, value.to_string());
    wanted
}

#[test]
fn an_event_reads_as_a_sentence() {
    let cards = cards(|_| {});
    assert_eq!(cards[0].in_words(), "Norlink cancelled, 3 November 2026");
    assert_eq!(cards[0].on_whose_word(), "according to Ola Brandt");
    assert_eq!(cards[1].in_words(), "Norlink hit in Bergen", "an accident happens to somebody");
    assert_eq!(cards[1].on_whose_word(), "by Norlink", "after the word “denied”");
}

#[test]
fn who_did_it_may_be_unknown() {
    let cards = cards(|reading| {
        reading.events[1].kind = EventType::Assault;
        reading.events[0].actors.clear();
    });
    assert_eq!(cards[0].in_words(), "cancelled, 3 November 2026");
    assert_eq!(cards[1].in_words(), "Norlink was hit in Bergen");
}

#[test]
fn nobody_is_made_up_where_nobody_is_named() {
    let mut card = cards(|reading| reading.events[1].kind = EventType::Assault).swap_remove(1);
    for (whom, trigger, status, sentence) in [
        ("armed men", "bombed", Status::Happened, "armed men were bombed in Bergen"),
        ("Reuters", "raided", Status::Ongoing, "Reuters is raided in Bergen"),
        ("bridge", "attacked", Status::Planned, "bridge to be attacked in Bergen"),
        ("bridge", "attacked", Status::Possible, "bridge possibly attacked in Bergen"),
        ("Norlink", "air strikes", Status::Happened, "Norlink: air strikes in Bergen"),
        ("Norlink", "protested", Status::Happened, "Norlink: protested in Bergen"),
    ] {
        let words = |words: &str| words.to_string();
        (card.whom, card.trigger, card.status) = (vec![words(whom)], words(trigger), status);
        assert_eq!(card.in_words(), sentence);
    }
}

#[test]
fn numbers_are_told_as_a_range() {
    let quantity = |low: f64, high: f64| Quantity {
        start: 0,
        end: 5,
        what: "killed".to_string(),
        low,
        high,
        according_to: None,
    };
    let cards = cards(|reading| {
        reading.events[0].quantities =
            vec![quantity(12.0, 12.0), quantity(10.0, 1200.0), quantity(30.0, f64::INFINITY)];
    });
    assert_eq!(cards[0].quantities, ["12 killed", "10 to 1,200 killed", "at least 30 killed"]);
}

#[test]
fn the_list_is_narrowed_down_by_each_facet() {
    let cards = cards(|reading| reading.events[1].disputed_by = vec![0]);
    for (facet, value, left) in [
        (Facet::Kind, "economy", 0),
        (Facet::Actor, "Norlink", 0),
        (Facet::Place, "Bergen", 1),
        (Facet::Status, "denied", 1),
        (Facet::Claim, "Ola Brandt", 0),
    ] {
        let wanted = wanting(facet, value);
        assert_eq!(ids(&wanted.of(&cards))[0], left, "{facet:?}");
        assert_eq!(wanted.choices().collect::<Vec<_>>(), [(facet, value)]);
    }
    let mut both = wanting(Facet::Actor, "Norlink");
    assert_eq!(ids(&both.of(&cards)), [0, 1], "whom it was done to counts, too");
    both.choose(Facet::Status, "denied".to_string());
    assert_eq!(ids(&both.of(&cards)), [1]);
    both.widen();
    assert!(!both.narrows());
    assert_eq!(cards[1].disputed_by, ["Ola Brandt"]);
}

#[test]
fn what_can_be_chosen_depends_on_the_other_choices() {
    let cards = cards(|_| {});
    let wanted = wanting(Facet::Status, "denied");
    let offers = |facet| wanted.offers(facet, &cards);
    assert_eq!(offers(Facet::Kind), [("accident".to_string(), 1)]);
    assert_eq!(offers(Facet::Status), [("denied".to_string(), 1), ("happened".to_string(), 1)]);
}

#[test]
fn a_choice_that_an_edit_has_made_void_falls() {
    let cards = cards(|_| {});
    let mut wanted = wanting(Facet::Place, "Oslo");
    wanted.choose(Facet::Actor, "Ola Brandt".to_string());
    wanted.choose(Facet::Status, "denied".to_string());
    assert!(wanted.of(&cards).is_empty(), "who only speaks took part in nothing");
    wanted.keep_to(&cards, |name| name == "Ola Brandt");
    let left = [(Facet::Actor, "Ola Brandt"), (Facet::Status, "denied")];
    assert_eq!(wanted.choices().collect::<Vec<_>>(), left);
}

#[test]
fn time_puts_the_earlier_first_and_the_undated_last() {
    let cards = cards(|reading| {
        let (mut earlier, mut undated) = (reading.events[0].clone(), reading.events[0].clone());
        (earlier.id, earlier.date) = (2, Some("2026-10".to_string()));
        (undated.id, undated.date) = (3, None);
        reading.events[1].date = Some("2026-11-03".to_string());
        reading.events.extend([undated, earlier]);
    });
    let wanted = Wanted { order: Order::Time, ..Wanted::default() };
    assert_eq!(ids(&wanted.of(&cards)), [2, 0, 1, 3]);
    let line = timeline(&cards);
    let headings: Vec<_> = line.iter().map(|card| card.heading.as_deref()).collect();
    assert_eq!(headings, [Some("October 2026"), Some("3 November 2026"), None]);
    assert_eq!(line[2].sentence, "Norlink hit in Bergen");
}

#[test]
fn each_passage_says_on_whose_word_it_stands() {
    let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
    let denied = reading.events[1].told[0];
    reading.events[0].told.push(denied);
    let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
    let told = passages(source, 0);
    let told: Vec<_> = told.iter().map(|told| (told.line.words.as_str(), told.source.as_str())).collect();
    assert_eq!(told, [("cancelled", "according to Ola Brandt"), ("hit", "denied by Norlink")]);
    assert_eq!(passages(source, 77), []);
    assert_eq!(Happening::of(source, &reading.events[1]).denial.as_deref(), Some("denied by Norlink"));
    assert_eq!(Happening::of(source, &reading.events[0]).denial, None);
}
