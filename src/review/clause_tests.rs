//! Clauses of sentences as the news writes them.

use super::*;
use crate::reading::{Entity, EntityKind, Form, Layer, Mention, Reading};
use crate::review::offsets::Offsets;
use crate::review::sample::reading_of;

/// The clause of the event with `trigger` in a text of one sentence, whose actors and recipients stand there by these
/// words: "Farah=he" is somebody of that name who is a pronoun there.
fn clause_in(text: &str, trigger: &str, who: &[&str], whom: &[&str]) -> String {
    let mut reading: Reading = reading_of(crate::review::sample::TEXT);
    let span = |words: &str| {
        let byte = text.find(words)?;
        let start = text[..byte].chars().count();
        Some(Span { start, end: start + words.chars().count() })
    };
    let mut event = reading.events.remove(0);
    reading.entities.clear();
    event.sentence = Span { start: 0, end: text.chars().count() };
    event.trigger = span(trigger).expect("the trigger stands in the text");
    event.told.clear();
    (event.quote, event.arguments, event.actors, event.recipients) = (None, vec![], vec![], vec![]);
    for (role, words) in
        who.iter().map(|words| (Role::Actor, words)).chain(whom.iter().map(|words| (Role::Recipient, words)))
    {
        let id = reading.entities.len();
        let (name, words) = words.split_once('=').unwrap_or((words, words));
        let place = span(words);
        let mentions =
            place.map(|Span { start, end }| Mention { start, end, layer: Layer::Actor, form: Form::Name });
        reading.entities.push(Entity {
            id,
            name: name.to_string(),
            kind: EntityKind::Group,
            named: true,
            place: None,
            plover: None,
            mentions: mentions.into_iter().collect(),
            salience: 0.5,
        });
        if let Some(Span { start, end }) = place {
            event.arguments.push(Argument { role, start, end, entity: Some(id) });
        }
        if role == Role::Actor { event.actors.push(id) } else { event.recipients.push(id) }
    }
    let offsets = Offsets::new(text);
    clause(Source { text, offsets: &offsets, reading: &reading }, &event).in_words()
}

#[test]
fn a_clause_is_told_in_the_words_of_the_article() {
    for (text, trigger, who, whom, told) in [
        (
            "Russian warplanes bombed a camp run by rebels, a monitor said.",
            "bombed",
            ["Russian warplanes"],
            ["rebels"],
            "Russian warplanes bombed a camp run by rebels",
        ),
        (
            "Kenya has closed a border post after gunmen attacked a police convoy on Tuesday, the ministry said.",
            "attacked",
            ["gunmen"],
            ["police"],
            "Gunmen attacked a police convoy on Tuesday",
        ),
        (
            "Moscow, which has troops there, may send military police to Dara, officials said.",
            "send",
            ["Moscow"],
            ["Dara"],
            "Moscow may send military police to Dara",
        ),
        (
            "The strike on the port, the third this week, killed two sailors.",
            "strike",
            ["Norvia"],
            ["port"],
            "The strike on the port",
        ),
    ] {
        assert_eq!(clause_in(text, trigger, &who, &whom), told);
    }
}

#[test]
fn who_is_named_elsewhere_comes_first_and_pronouns_give_way() {
    let text = "Gunmen who crossed the river burned a village and killed three farmers.";
    assert_eq!(
        clause_in(text, "burned", &["Gunmen"], &[]),
        "Gunmen who crossed the river burned a village and killed three farmers"
    );
    assert_eq!(clause_in(text, "killed", &["Gunmen"], &["three farmers"]), "Gunmen killed three farmers");
    let text = "On Monday he visited the troops in Idlib.";
    assert_eq!(
        clause_in(text, "visited", &["Farah=he"], &[]),
        "On Monday [Farah] visited the troops in Idlib"
    );
}

#[test]
fn nobody_is_made_up_and_nobody_is_put_where_the_verb_has_a_subject() {
    let text = "Two officers were killed in the town, he said.";
    assert_eq!(
        clause_in(text, "killed", &["rebels"], &["Two officers"]),
        "Two officers were killed in the town"
    );
    assert_eq!(
        clause_in("There were clashes near the airport overnight.", "clashes", &[], &[]),
        "There were clashes near the airport overnight"
    );
}

#[test]
fn a_long_clause_loses_its_end_and_not_its_trigger() {
    let (before, after) = ("one ".repeat(50), " two".repeat(50));
    let told = clause_in(&format!("{before}bombed{after}."), "bombed", &[], &[]);
    assert!(told.ends_with("one bombed …"), "{told}");
    assert_eq!(told.split(' ').count(), LONGEST + 1);
    assert_eq!(clause_in("   .", " ", &[], &[]), "", "nothing is told of no words");
}

#[test]
fn a_relative_clause_has_what_it_goes_back_to() {
    let text = "Ships sailed near the undersea cables that were cut in January.";
    assert_eq!(clause_in(text, "cut", &[], &[]), "The undersea cables that were cut in January");
    let text = "Moscow broke the ceasefire, which was agreed in March.";
    assert_eq!(clause_in(text, "agreed", &[], &[]), "The ceasefire, which was agreed in March");
}

#[test]
fn a_clause_begins_with_a_capital() {
    let text = "He left on Monday.";
    assert_eq!(clause_in(text, "left", &["the captain=He"], &[]), "[The captain] left on Monday");
    assert_eq!(clause_in("talks ended early today.", "ended", &[], &[]), "Talks ended early today");
}

#[test]
fn the_passage_that_names_most_is_told() {
    let text = crate::review::sample::TEXT;
    let (offsets, mut reading) = (Offsets::new(text), reading_of(text));
    let event = &mut reading.events[0];
    // As if the headline were the first to tell of it.
    (event.trigger, event.sentence, event.quote) =
        (Span { start: 15, end: 22 }, Span { start: 0, end: 32 }, None);
    let source = Source { text, offsets: &offsets, reading: &reading };
    let told = clause(source, &reading.events[0]);
    assert_eq!(told.in_words(), "Norlink cancelled forty crossings");
}

#[test]
fn joint_actors_stay_together() {
    let text = "Iran left and Russia and Turkey signed the deal in Astana.";
    assert_eq!(
        clause_in(text, "signed", &["Russia", "Turkey"], &[]),
        "Russia and Turkey signed the deal in Astana"
    );
}
