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

/// What stands beside the sentence of a card.
fn beside(card: &EventCard) -> Vec<&str> {
    card.beside.iter().map(|(_, words)| words.as_str()).collect()
}

#[test]
fn an_event_reads_as_the_article_tells_it() {
    let cards = cards(|_| {});
    assert_eq!(cards[0].in_words(), "Norlink cancelled forty crossings");
    assert_eq!(cards[0].told_by(), "according to Ola Brandt", "that it happened goes without saying");
    assert_eq!(beside(&cards[0]), ["3 November 2026"]);
    assert_eq!(cards[1].in_words(), "A ferry had hit the pier in Bergen");
    assert_eq!(cards[1].told_by(), "denied by Norlink");
    assert_eq!(beside(&cards[1]), ["to whom: Norlink"], "each name once, and the sentence has Bergen");
}

#[test]
fn what_is_not_said_is_told_as_that() {
    let cards = cards(|reading| {
        reading.events[1].kind = EventType::Assault;
        reading.events[1].actors.clear();
        reading.events[0].kind = EventType::Assault;
    });
    assert!(beside(&cards[1]).contains(&"by whom is not said"), "{:?}", cards[1].beside);
    assert!(!beside(&cards[0]).contains(&"by whom is not said"));
}

#[test]
fn what_is_least_sure_is_folded_or_comes_first() {
    let cards = cards(|reading| {
        reading.events[0].confidence = 0.1;
        reading.events[1].confidence = 0.3;
    });
    assert_eq!([cards[0].is_doubtful(), cards[1].is_doubtful()], [true, false]);
    assert!(cards[0].is_unsure() && cards[1].is_unsure());
    let ids_in = |order| ids(&Wanted { order, ..Wanted::default() }.of(&cards, |_| 0.0));
    assert_eq!(ids_in(Order::Story), [1, 0], "the doubtful last");
    assert_eq!(ids_in(Order::Doubt), [0, 1]);
}

#[test]
fn what_the_article_is_most_about_comes_first() {
    let salience = |id| if id == 1 { 0.9 } else { 0.1 };
    assert_eq!(ids(&Wanted::default().of(&cards(|_| {}), salience)), [1, 0]);
    let doubtful = cards(|reading| reading.events[1].confidence = 0.1);
    assert_eq!(
        ids(&Wanted::default().of(&doubtful, salience)),
        [0, 1],
        "the doubtful last, whatever its weight"
    );
    let story = Wanted { order: Order::Story, ..Wanted::default() };
    assert_eq!(ids(&story.of(&cards(|_| {}), salience)), [0, 1]);
}

#[test]
fn the_sides_of_a_dispute_stand_apart() {
    let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
    let denied = reading.events[1].told[0];
    reading.events[0].told.push(denied);
    reading.events[0].disputed_by = vec![1, 2];
    let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
    assert!(source.events()[0].is_disputed && !source.events()[1].is_disputed);
    let sides = dispute(source, 0);
    let told = |side: &[Passage]| side.iter().map(|told| told.source.clone()).collect::<Vec<_>>();
    assert_eq!(told(&sides.told), ["according to Ola Brandt"]);
    assert_eq!(told(&sides.denied), ["denied by Norlink"]);
    assert_eq!(sides.others, ["Bergen"], "who has no passage here");
    assert_eq!(dispute(source, 77), Dispute::default());
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
fn numbers_say_on_whose_word_they_are_where_sources_differ() {
    let killed = |low: f64, according_to| Quantity {
        start: 0,
        end: 5,
        what: "killed".to_string(),
        low,
        high: low,
        according_to,
    };
    let told = |quantities: Vec<Quantity>| {
        let of_first = |reading: &mut Reading| reading.events[0].quantities = quantities;
        cards(of_first)[0].quantities.clone()
    };
    // Ola Brandt is the source of the event.
    assert_eq!(told(vec![killed(12.0, Some(0))]), ["12 killed"]);
    assert_eq!(
        told(vec![killed(12.0, Some(0)), killed(40.0, Some(1))]),
        ["12 killed, according to Ola Brandt", "40 killed, according to Norlink"]
    );
    assert_eq!(told(vec![killed(40.0, Some(1))]), ["40 killed, according to Norlink"]);
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
        assert_eq!(ids(&wanted.of(&cards, |_| 0.0))[0], left, "{facet:?}");
        assert_eq!(wanted.choices().collect::<Vec<_>>(), [(facet, value)]);
    }
    let mut both = wanting(Facet::Actor, "Norlink");
    assert_eq!(ids(&both.of(&cards, |_| 0.0)), [0, 1], "whom it was done to counts, too");
    both.choose(Facet::Status, "denied".to_string());
    assert_eq!(ids(&both.of(&cards, |_| 0.0)), [1]);
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
    assert!(wanted.of(&cards, |_| 0.0).is_empty(), "who only speaks took part in nothing");
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
    assert_eq!(ids(&wanted.of(&cards, |_| 0.0)), [2, 0, 1, 3]);
    let line = timeline(&cards);
    let headings: Vec<_> = line.iter().map(|card| card.heading.as_deref()).collect();
    assert_eq!(headings, [Some("October 2026"), Some("3 November 2026"), None]);
    assert_eq!(line[2].sentence, "A ferry had hit the pier in Bergen");
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
