//! Which words report an event, of which type, and which only look as if they did.

use super::tests::events;
use crate::reading::EventType;

/// Asserts that the surest event of the text has this type.
fn assert_main(text: &str, kind: EventType) {
    let found = events(text);
    let main = found.iter().rev().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    assert_eq!(main.map(|event| event.kind), Some(kind), "{text}");
}

/// Asserts that the text tells of no violence, seizure or dismissal, nor of anybody who meets.
fn assert_harmless(text: &str) {
    use EventType::{Assault, Coerce, Consult, Sanction};
    let found = events(text);
    let wrong = found.iter().find(|event| matches!(event.kind, Assault | Coerce | Consult | Sanction));
    assert_eq!(wrong.map(|event| (event.kind, event.trigger.of(text))), None, "{text}");
}

#[test]
fn violence_to_what_has_no_body_is_none() {
    assert_harmless("The company attacked the problem with new software.");
    assert_harmless("Republicans killed the bill on Tuesday.");
    assert_harmless("She was struck by his kindness.");
    assert_harmless("Inflation hit Germany.");
    assert_harmless("The new policy sparked a war of words.");
    assert_harmless("He died after a long battle with cancer.");
    assert_harmless("The mayor had a heart attack.");
    assert_harmless("The film bombed at the box office.");
}

#[test]
fn the_same_words_report_violence_where_bodies_suffer() {
    assert_main("Rebels attacked the convoy with rockets.", EventType::Assault);
    assert_main("Gunmen killed the minister on Tuesday.", EventType::Assault);
    assert_main("Police fought a battle with rebels in Kabul.", EventType::Assault);
    assert_main("Israel bombed a camp in Lebanon.", EventType::Assault);
}

#[test]
fn figures_of_sport_and_talk_are_no_events() {
    assert_harmless("The striker fired home a shot from 20 yards.");
    assert_harmless("He was bombarded with questions by reporters.");
    assert_harmless("The team was hammered by Arsenal.");
    assert_harmless("He raided the fridge.");
    assert_harmless("Visit the website for details.");
    assert_harmless("Workers struck oil in Texas.");
}

#[test]
fn light_verbs_and_idioms_have_the_type_of_the_whole() {
    assert_main("Burkina Faso cancelled a planned visit to Haiti.", EventType::Sanction);
    assert_main("Sudan severed ties with Iran.", EventType::Sanction);
    assert_main("The militants carried out a suicide bombing in Kabul on Friday.", EventType::Assault);
    assert_main("Syria placed its army on alert.", EventType::Mobilize);
    assert_main("France granted asylum to the dissident.", EventType::Aid);
    assert_main("Students staged a sit-in in Cairo.", EventType::Protest);
    assert_main("Turkey imposed strict new import restrictions on Greece.", EventType::Coerce);
    assert_main("Chad forced the UN refugee agency, UNHCR, out of the country.", EventType::Sanction);
}

#[test]
fn who_warns_or_demands_is_the_news_not_what_they_say() {
    assert_main("Egypt warned that police will not tolerate rallies by the group.", EventType::Threaten);
    assert_main("The union repeated its demand that Israel ease restrictions.", EventType::Request);
    assert_main("Egypt said Israel must be ready to withdraw.", EventType::Request);
}
