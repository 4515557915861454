//! Who did what to whom, through the structures that news sentences put it in.

use super::{Days, Event, find};
use crate::article::Article;
use crate::encoder::{Cache, Model};
use crate::reading::{Role, Status};
use crate::{Options, entities, quotes, read};

/// The events of a text that does not say when it was published.
pub fn events(text: &str) -> Vec<Event> {
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &encoding, None, &[]);
    let quotes = quotes::find(text, &segments, &encoding, &entities);
    find(text, &segments, &encoding, &entities, &quotes, &Days::default())
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

/// Where and when the event that `trigger` tells was, in the text's words.
fn where_and_when(text: &str, trigger: &str) -> [Option<String>; 2] {
    let events = events(text);
    let event = events.iter().find(|event| event.trigger.of(text) == trigger).expect("the event is found");
    [Role::Place, Role::Time].map(|role| {
        let argument = event.arguments.iter().find(|argument| argument.role == role);
        argument.map(|argument| argument.span.of(text).to_string())
    })
}

/// Asserts where the event was.
fn assert_place(text: &str, trigger: &str, place: Option<&str>) {
    assert_eq!(where_and_when(text, trigger)[0].as_deref(), place, "{text}");
}

/// Asserts when the event was.
fn assert_time(text: &str, trigger: &str, time: Option<&str>) {
    assert_eq!(where_and_when(text, trigger)[1].as_deref(), time, "{text}");
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
fn who_holds_an_office_acts() {
    let visit = "On Monday US Secretary of State Antony Blinken visited Egypt.";
    assert_eq!(parties(visit, "visited").0, owned(&["Antony Blinken"]));
    assert_parties(
        "Protests spread in the capital. President of Chile Gabriel Boric condemned the rebels.",
        "condemned",
        &["Gabriel Boric"],
        &["rebels"],
    );
}

#[test]
fn infinitives_have_the_subject_that_controls_them() {
    assert_parties("Serbia decided to expel the diplomats.", "expel", &["Serbia"], &["diplomats"]);
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
    assert_parties("Congo rejected Rwanda's offer of talks.", "rejected", &["Congo"], &["Rwanda"]);
}

#[test]
fn those_who_are_to_be_freed_free_nobody() {
    let text = "Nurses demanded that the mayor be freed.";
    assert_eq!(parties(text, "demanded").0, owned(&["Nurses"]));
    assert!(!parties(text, "freed").0.contains(&"mayor".to_string()));
}

#[test]
fn the_first_of_two_objects_is_who_gets_the_second() {
    assert_parties(
        "The World Bank gave Liberia 5 million dollars of aid.",
        "gave",
        &["World Bank"],
        &["Liberia"],
    );
}

#[test]
fn a_time_is_of_the_clause_that_it_stands_in() {
    assert_time("Police said on Friday that rebels had bombed the station.", "bombed", None);
}

#[test]
fn a_place_is_of_the_clause_or_of_one_that_tells_the_same() {
    assert_place("A bomb exploded in Cairo on Monday and hurt nobody.", "exploded", Some("Cairo"));
    assert_place("Fishermen rescued ten, and the navy found twenty off Crete.", "rescued", None);
}

#[test]
fn a_titled_name_right_after_a_verb_is_its_object() {
    let text = "Police detained opposition leader Levan Beridze after he refused to leave the square.";
    assert_parties(text, "detained", &["Police"], &["Levan Beridze"]);
}

#[test]
fn what_a_sentence_tells_before_its_speaker_has_its_own_subject() {
    let text = "A court in Minsk sentenced reporter Olga Rusak to six years in prison, the rights group Lanka said on Thursday.";
    assert_parties(text, "sentenced", &["court"], &["Olga Rusak"]);
}

#[test]
fn an_ing_form_after_of_has_an_object() {
    let text = "The United States blamed the militia. Three commanders accused of attacking American bases were arrested.";
    assert_parties(text, "attacking", &["commanders"], &["American bases"]);
}

#[test]
fn what_came_of_something_suffered_is_not_the_doing_of_who_suffered() {
    let text = "Coast guard sailors were attacked by pirates near the reef, injuring two fishermen.";
    let words: Vec<Vec<String>> = events(text)
        .iter()
        .map(|event| {
            let acting = event.arguments.iter().filter(|argument| argument.role == Role::Actor);
            acting.map(|argument| argument.span.of(text).to_string()).collect()
        })
        .collect();
    assert_eq!(words, [["pirates"]]);
}

#[test]
fn who_speaks_after_talks_took_part_in_them() {
    let text = "The border may open by May, Foreign Minister Emre Kaya said after talks with his counterpart, Ani Petrosyan, in Antalya.";
    assert_parties(text, "talks", &["Emre Kaya", "Ani Petrosyan"], &[]);
}

#[test]
fn where_something_is_said_is_not_where_it_happened() {
    assert_place(
        "Demonstrators in Baghdad blocked a road, a newspaper reported.",
        "blocked",
        Some("Baghdad"),
    );
}

#[test]
fn her_can_be_whom_something_is_done_to() {
    let text =
        "Opposition leader Sara Haddad fled after President Omar Diallo accused her of plotting a coup.";
    assert_parties(text, "accused", &["Omar Diallo"], &["her"]);
}

#[test]
fn a_participle_joined_to_an_active_verb_is_active() {
    let text = "The army said its troops had come under fire and shot at gunmen.";
    assert_parties(text, "shot", &["troops"], &["gunmen"]);
}

#[test]
fn who_names_something_does_not_do_it() {
    assert_parties("The party called the ban illegal.", "ban", &[], &[]);
}

#[test]
fn what_is_joined_after_an_apposition_is_joined_to_its_noun() {
    let text = "Ethiopia's prime minister, Abel Haile, and the rebel leader Tesfaye Girma met on Monday, state media said.";
    assert_parties(text, "met", &["Abel Haile", "Tesfaye Girma"], &[]);
}

#[test]
fn the_time_before_the_speaker_is_that_of_what_is_told() {
    let text = "Ukrainian drones hit an oil depot in Rostov early on Sunday, the regional governor said on Telegram.";
    assert_time(text, "hit", Some("early on Sunday"));
}

#[test]
fn a_deadline_is_not_when_something_was_asked() {
    assert_time("Chile asked Peru to withdraw its soldiers by March 15.", "asked", None);
}

#[test]
fn aid_that_is_provided_is_one_event() {
    let told = events("Japan provided $20 million in food aid to refugees in Chad.");
    assert_eq!(told.len(), 1);
}

/// Whether the event that `trigger` tells took place.
fn status(text: &str, trigger: &str) -> Option<Status> {
    events(text).iter().find(|event| event.trigger.of(text) == trigger).map(|event| event.status)
}

#[test]
fn what_is_said_not_to_have_been_was_not() {
    for (text, trigger) in [
        ("The army has not attacked Orsk, its spokesman said.", "attacked"),
        ("No one was arrested in the raid on the port.", "arrested"),
        ("Rebels never bombed the bridge at Velm.", "bombed"),
        ("Reports of an attack on the embassy were false.", "attack"),
        ("The troops left the town without killing a single villager.", "killing"),
    ] {
        assert!(
            matches!(status(text, trigger), None | Some(Status::Denied)),
            "{text}: {:?}",
            status(text, trigger)
        );
    }
}

#[test]
fn what_somebody_wants_has_not_happened() {
    for (text, trigger) in [
        ("The union demanded that Norway withdraw its troops from Mali.", "withdraw"),
        ("Kenya asked Sudan to release the fishermen it holds.", "release"),
        ("The opposition called for the arrest of the minister.", "arrest"),
        ("Police uncovered a plot to bomb the station, the minister said.", "bomb"),
    ] {
        let found = status(text, trigger);
        assert!(!matches!(found, Some(Status::Happened | Status::Ongoing)), "{text}: {found:?}");
    }
}

#[test]
fn in_a_live_blog_a_day_counts_from_that_of_its_entry() {
    let text = "Live: floods in Arvenia\n\nPublished 20 May 2024\n\n\
        20 May 2024 09:10\nThe dam at Krell broke on Sunday, the ministry of water said. Two men were killed.\n\n\
        11 May 2024 18:30\nRescuers freed a boy from a well on Thursday. Doctors examined him in the capital.\n\n\
        10 May 2024 08:05\nPolice arrested a looter yesterday. The army sent helicopters to the valley.\n";
    let reading =
        read(text, &Options::default(), Model::released(), &mut Cache::new(), |_| ()).expect("a reading");
    let date = |trigger: &str| {
        let start = text.find(trigger).expect("the word is there");
        let event = reading.events.iter().find(|event| event.trigger.start == start);
        event.and_then(|event| event.date.as_deref()).map(str::to_string)
    };
    assert_eq!(date("freed").as_deref(), Some("2024-05-09"));
    assert_eq!(date("arrested").as_deref(), Some("2024-05-09"));
}
