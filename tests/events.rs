//! Events as a reader of the page would see them, from texts that no newsroom wrote.

use dateline::dates::from_iso;
use dateline::encoder::{Cache, Model};
use dateline::reading::{Event, EventType, Role, Span, Status};
use dateline::{Options, Reading, read};

/// A reading with its text, for asking in words.
struct Article {
    text: String,
    reading: Reading,
}

impl Article {
    fn new(text: &str) -> Self {
        let options = Options { published: from_iso("2021-03-10"), ..Options::default() };
        let reading =
            read(text, &options, Model::released(), &mut Cache::new(), |_| {}).expect("the text can be read");
        Article { text: text.to_string(), reading }
    }

    fn words(&self, start: usize, end: usize) -> String {
        self.text.chars().skip(start).take(end - start).collect()
    }

    fn of(&self, span: Span) -> String {
        self.words(span.start, span.end)
    }

    /// The event that `trigger` tells of.
    fn event(&self, trigger: &str) -> &Event {
        let tells = |event: &&Event| {
            std::iter::once(&event.trigger).chain(&event.also).any(|span| self.of(*span) == trigger)
        };
        let found = self.reading.events.iter().find(tells);
        found.unwrap_or_else(|| panic!("no event {trigger:?} in {:?}", self.triggers()))
    }

    fn triggers(&self) -> Vec<String> {
        self.reading.events.iter().map(|event| self.of(event.trigger)).collect()
    }

    fn kinds(&self) -> Vec<EventType> {
        self.reading.events.iter().map(|event| event.kind).collect()
    }

    fn names(&self, ids: &[usize]) -> Vec<&str> {
        ids.iter().map(|id| self.reading.entities[*id].name.as_str()).collect()
    }

    fn actors(&self, trigger: &str) -> Vec<&str> {
        self.names(&self.event(trigger).actors)
    }

    fn recipients(&self, trigger: &str) -> Vec<&str> {
        self.names(&self.event(trigger).recipients)
    }

    fn place(&self, trigger: &str) -> Option<&str> {
        self.event(trigger).place.map(|id| self.reading.entities[id].name.as_str())
    }

    fn source(&self, trigger: &str) -> Option<&str> {
        self.event(trigger).according_to.map(|id| self.reading.entities[id].name.as_str())
    }
}

#[test]
fn an_active_sentence_tells_who_whom_where_and_when() {
    let article = Article::new("Turkey bombed Kurdish rebels near Erbil on Sunday, killing three of them.");
    let event = article.event("bombed");
    assert_eq!((event.kind, event.status), (EventType::Assault, Status::Happened));
    assert_eq!(article.actors("bombed"), ["Turkey"]);
    assert_eq!(article.recipients("bombed"), ["Kurdish rebels"]);
    assert_eq!(article.place("bombed"), Some("Erbil"));
    assert_eq!(event.date.as_deref(), Some("2021-03-07"));
    assert_eq!(event.according_to, None);
}

#[test]
fn a_passive_sentence_turns_the_roles() {
    let article = Article::new("Two journalists were arrested by police in Nairobi yesterday.");
    assert_eq!(article.event("arrested").kind, EventType::Coerce);
    assert_eq!(article.actors("arrested"), ["police"]);
    assert_eq!(article.recipients("arrested"), ["journalists"]);
    assert_eq!(article.event("arrested").date.as_deref(), Some("2021-03-09"));
}

#[test]
fn every_slot_has_its_words() {
    let article = Article::new("On Friday, Ukraine and Poland signed a trade agreement in Warsaw.");
    let event = article.event("signed");
    assert_eq!(event.kind, EventType::Agree);
    assert_eq!(article.names(&event.actors), ["Ukraine", "Poland"]);
    for (role, entities) in [(Role::Actor, &event.actors), (Role::Recipient, &event.recipients)] {
        let in_arguments: Vec<usize> = event
            .arguments
            .iter()
            .filter(|argument| argument.role == role)
            .filter_map(|argument| argument.entity)
            .collect();
        assert_eq!(&in_arguments, entities);
    }
    let time = event.arguments.iter().find(|argument| argument.role == Role::Time).expect("a time");
    assert_eq!(article.words(time.start, time.end), "Friday");
}

#[test]
fn all_who_talk_are_actors() {
    let article = Article::new("Talks between Iran and France will begin in Vienna on Monday.");
    let event = article.event("Talks");
    assert_eq!((event.kind, event.status), (EventType::Consult, Status::Planned));
    assert_eq!(article.names(&event.actors), ["Iran", "France"]);
    assert_eq!(event.date.as_deref(), Some("2021-03-15"));
}

#[test]
fn speech_acts_are_the_articles_own_and_take_in_what_they_ask() {
    let article = Article::new("Germany urged Russia to withdraw its troops and condemned the attack.");
    assert_eq!(article.event("urged").kind, EventType::Request);
    assert_eq!(article.actors("urged"), ["Germany"]);
    assert_eq!(article.recipients("urged"), ["Russia"]);
    assert_eq!(article.event("urged").according_to, None);
    assert_eq!(article.event("condemned").kind, EventType::Accuse);
    assert_eq!(article.actors("condemned"), ["Germany"]);
    assert!(!article.kinds().contains(&EventType::Retreat), "{:?}", article.triggers());
}

#[test]
fn what_somebody_says_happened_is_according_to_them() {
    let article =
        Article::new("Mali's army killed 20 militants in the north, the defence ministry said on Tuesday.");
    assert_eq!(article.actors("killed"), ["army"]);
    assert_eq!(article.source("killed"), Some("defence ministry"));
}

#[test]
fn what_did_not_happen_is_no_event() {
    for text in [
        "No injuries were reported after the storm warning.",
        "The attack helicopters stayed in their hangar.",
    ] {
        let article = Article::new(text);
        assert!(
            article.kinds().iter().all(|kind| *kind != EventType::Assault && *kind != EventType::Protest),
            "{text}: {:?}",
            article.triggers()
        );
    }
}

#[test]
fn other_senses_of_a_trigger_are_none() {
    for text in [
        "The company launched a new phone in Berlin.",
        "The two leaders struck a deal in Geneva.",
        "Oil prices hit a record on Monday.",
        "She shot a film in Morocco.",
    ] {
        let article = Article::new(text);
        assert!(!article.kinds().contains(&EventType::Assault), "{text}: {:?}", article.triggers());
    }
}

#[test]
fn a_happening_told_twice_is_one_event() {
    let article = Article::new(
        "Bomb kills nine in Baghdad\n\nA car bomb killed nine people at a market in Baghdad on Monday, police said.\n\n\
         The attack was the worst this year. At least 30 people were wounded in the blast.",
    );
    let assaults: Vec<&Event> =
        article.reading.events.iter().filter(|event| event.kind == EventType::Assault).collect();
    assert_eq!(assaults.len(), 1, "{:?}", article.triggers());
    assert!(assaults[0].also.iter().any(|span| article.of(*span) == "attack"));
    assert_eq!(assaults[0].date.as_deref(), Some("2021-03-08"));
}

#[test]
fn tolls_belong_to_what_caused_them() {
    let article =
        Article::new("Fourteen miners were killed when an earthquake struck central Chile on Saturday.");
    assert_eq!(article.kinds(), [EventType::Disaster]);
    assert_eq!(article.names(&article.reading.events[0].recipients), ["miners"]);
}

#[test]
fn two_attacks_on_two_parties_are_two_events() {
    let article = Article::new(
        "Russia attacked Ukraine on Monday. On Tuesday, India attacked Pakistan, witnesses said.",
    );
    assert_eq!(article.kinds(), [EventType::Assault, EventType::Assault]);
}

#[test]
fn the_status_follows_the_verb() {
    let status = |text: &str, trigger: &str| Article::new(text).event(trigger).status;
    assert_eq!(status("France is evacuating its citizens from Sudan.", "evacuating"), Status::Ongoing);
    assert_eq!(status("China has been shelling Taiwan since Monday.", "shelling"), Status::Ongoing);
    assert_eq!(status("Kenya plans to deploy soldiers to Somalia.", "deploy"), Status::Planned);
    assert_eq!(status("Spain will deport the men on Friday.", "deport"), Status::Planned);
}

#[test]
fn types_of_plain_news() {
    let kind = |text: &str, trigger: &str| Article::new(text).event(trigger).kind;
    assert_eq!(kind("The minister arrived in Mali on Monday.", "arrived"), EventType::Move);
    assert_eq!(kind("Fishermen rescued 40 migrants off Libya.", "rescued"), EventType::Aid);
    assert_eq!(
        kind("Thousands of students marched against Peru's government.", "marched"),
        EventType::Protest
    );
    assert_eq!(kind("A court convicted the former mayor of fraud.", "convicted"), EventType::Legal);
    assert_eq!(kind("Voters re-elected the prime minister.", "elected"), EventType::Election);
    assert_eq!(kind("An outbreak of measles was reported in Samoa.", "outbreak"), EventType::Health);
}

#[test]
fn a_person_named_beside_the_role_is_who_acts() {
    let article = Article::new("The president of Chile, Gabriel Boric, pardoned the students on Monday.");
    assert_eq!(article.actors("pardoned"), ["Gabriel Boric"]);
}

#[test]
fn a_denial_and_what_it_denies_are_one_event() {
    for (text, trigger) in [
        ("Hamas denied that it had fired rockets from the hospital.", "fired"),
        ("Hamas denied firing rockets from the hospital.", "firing"),
    ] {
        let article = Article::new(text);
        assert_eq!(article.triggers(), [trigger]);
        assert_eq!(article.event(trigger).status, Status::Denied);
        assert_eq!(article.source(trigger), Some("Hamas"));
    }
    let article =
        Article::new("Washington said Iran had attacked the ships. Iran denied that it had attacked them.");
    assert_eq!(article.triggers(), ["attacked"]);
    let event = article.event("attacked");
    assert_eq!(event.status, Status::Happened);
    assert_eq!(article.names(&event.disputed_by), ["Iran"]);
}

#[test]
fn a_day_ahead_is_the_next_one() {
    let article = Article::new("The two governments will hold a round of talks on Friday.");
    assert_eq!(article.event("talks").date.as_deref(), Some("2021-03-12"));
}

#[test]
fn each_passage_that_tells_of_an_event_has_its_own_source() {
    let article = Article::new(
        "A bomb killed nine people at a market in Baghdad on Monday, police said.\n\n\
         The attack was the worst this year, the mayor, Salim Nouri, said.\n\n\
         The bombing hit shops and a bus stop in Baghdad.",
    );
    let event = article.reading.events.iter().max_by_key(|event| event.told.len()).expect("an event");
    let told: Vec<(String, Option<&str>)> = event
        .told
        .iter()
        .map(|telling| {
            let source = telling.according_to.map(|id| article.reading.entities[id].name.as_str());
            (article.of(telling.trigger), source)
        })
        .collect();
    assert!(told.len() >= 2, "{told:?}");
    assert_eq!(told[0].1, Some("police"), "{told:?}");
    assert!(told.iter().any(|(_, source)| *source == Some("Salim Nouri")), "{told:?}");
    let sentences: Vec<_> = event.told.iter().map(|telling| telling.sentence).collect();
    assert!(sentences.is_sorted() && sentences.windows(2).all(|pair| pair[0] != pair[1]), "{sentences:?}");
    assert!(event.told.iter().any(|telling| telling.trigger == event.trigger));
}
