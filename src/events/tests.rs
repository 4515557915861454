//! Who did what to whom, through the structures that news sentences put it in.

use super::{Event, find};
use crate::encoder::Model;
use crate::reading::Role;
use crate::{entities, page, quotes, segment};

/// The events of a text that does not say when it was published.
pub fn events(text: &str) -> Vec<Event> {
    let segments = segment::segment(text, &page::clean(text));
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &segments, &encoding);
    let quotes = quotes::find(text, &segments, &encoding, &entities);
    find(text, &segments, &encoding, &entities, &quotes, None)
}

/// The words of the actors and of the recipients of the event that `trigger` tells.
fn parties(text: &str, trigger: &str) -> (Vec<String>, Vec<String>) {
    let events = events(text);
    let told = |event: &&Event| event.trigger.of(text) == trigger;
    let Some(event) = events.iter().find(told) else {
        let triggers: Vec<&str> = events.iter().map(|event| event.trigger.of(text)).collect();
        panic!("no event {trigger:?} among {triggers:?}");
    };
    let words = |role| {
        let arguments = event.arguments.iter().filter(|argument| argument.role == role);
        arguments.map(|argument| argument.span.of(text).to_string()).collect()
    };
    (words(Role::Actor), words(Role::Recipient))
}

/// Asserts who acts and on whom.
fn assert_parties(text: &str, trigger: &str, actors: &[&str], recipients: &[&str]) {
    let (acting, suffering) = parties(text, trigger);
    assert_eq!((acting, suffering), (owned(actors), owned(recipients)), "{text}");
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

#[test]
fn passives_turn_the_roles() {
    assert_parties("Egypt was criticised on Monday by Turkey.", "criticised", &["Turkey"], &["Egypt"]);
    assert_parties(
        "Kenyan police were attacked in Garissa by al-Shabab.",
        "attacked",
        &["al-Shabab"],
        &["Kenyan police"],
    );
}

#[test]
fn infinitives_have_the_subject_that_controls_them() {
    assert_parties("Serbia decided to expel the diplomats.", "expel", &["Serbia"], &["diplomats"]);
    assert_parties("Brazil helped Peru to arrest the rebels.", "arrest", &["Peru"], &["rebels"]);
}

#[test]
fn what_is_joined_shares_subject_and_object() {
    assert_parties("Chad and Niger condemned Libya.", "condemned", &["Chad", "Niger"], &["Libya"]);
    assert_parties(
        "Rebels attacked a convoy of the United Nations and abducted soldiers.",
        "abducted",
        &["Rebels"],
        &["soldiers"],
    );
}

#[test]
fn relative_clauses_and_participles_tell_of_the_noun_before_them() {
    assert_parties(
        "The rebels who kidnapped the nurses fled to Chad.",
        "kidnapped",
        &["rebels"],
        &["nurses"],
    );
    assert_parties("Police found the nurses kidnapped by rebels.", "kidnapped", &["rebels"], &["nurses"]);
    assert_parties(
        "India put out a statement accusing Pakistan of lies.",
        "accusing",
        &["India"],
        &["Pakistan"],
    );
}

#[test]
fn nouns_have_owners_agents_and_objects() {
    assert_parties("Israel's attack on Hamas drew protests.", "attack", &["Israel"], &["Hamas"]);
    assert_parties("An attack by rebels on the army began at dawn.", "attack", &["rebels"], &["army"]);
    assert_parties(
        "The arrest of the journalists by police was condemned.",
        "arrest",
        &["police"],
        &["journalists"],
    );
}

#[test]
fn an_adjective_can_name_who_acts() {
    assert_parties(
        "Russia denied it. Russian air strikes on rebels went on.",
        "strikes",
        &["Russian"],
        &["rebels"],
    );
}

#[test]
fn what_is_rejected_is_somebodys() {
    assert_parties("Congo rejected demands from Rwanda.", "rejected", &["Congo"], &["Rwanda"]);
}

#[test]
fn a_pronoun_is_told_by_the_words_it_stands_for() {
    assert_parties("NATO says it has bombed Libya.", "bombed", &["NATO"], &["Libya"]);
}

#[test]
fn things_that_are_no_actors_keep_their_words() {
    assert_parties(
        "The Taliban stormed an Afghan military base.",
        "stormed",
        &["Taliban"],
        &["an Afghan military base"],
    );
}
