use super::*;
use crate::reading::Mention;
use crate::review::lookup::Part;
use crate::review::map::taken_for;
use crate::review::sample::{TEXT, place_of_bergen, read_with, reading_of};
use crate::review::session::{Decisions, Read};

fn reviewed(text: &str, corrections: &[Correction]) -> Review {
    review(text, &Offsets::new(text), &reading_of(text), corrections)
}

/// Where `words` stand in [`TEXT`] for the `nth` time.
fn words(words: &str, nth: usize) -> Span {
    let (byte, _) = TEXT.match_indices(words).nth(nth).expect("the words stand in the text");
    Offsets::new(TEXT).span(TEXT, byte, byte + words.len())
}

fn all_corrections() -> Vec<Correction> {
    let read = read_with(&[]);
    let proposal = read.proposal();
    vec![
        proposal.dismiss_event(1).expect("event 1"),
        proposal.dismiss_quote(0).expect("quote 0"),
        proposal.dismiss_mention(words("Bergen", 0), Layer::Place),
        proposal.change_speaker(1, Some(1)).expect("quote 1 and entity 1"),
    ]
}

fn assert_all_heeded(review: &Review) {
    let reading = &review.reading;
    assert_eq!(reading.events.iter().map(|event| event.id).collect::<Vec<_>>(), [0]);
    assert_eq!(
        reading.quotes.iter().map(|quote| (quote.id, quote.speaker)).collect::<Vec<_>>(),
        [(1, Some(1))]
    );
    assert_eq!(reading.entities[2].mentions.len(), 1);
    let changes = review.changes.iter().map(|change| (change.action, change.of, change.text.as_str()));
    assert_eq!(
        changes.collect::<Vec<_>>(),
        [
            ("dismiss", "quote", "We will not sail in this weather"),
            ("dismiss", "mention", "Bergen"),
            ("speaker", "quote", "Norlink cancelled forty crossings"),
            ("dismiss", "event", "hit"),
        ]
    );
}

#[test]
fn what_is_dismissed_is_left_out_and_the_rest_keeps_its_ids() {
    assert_all_heeded(&reviewed(TEXT, &all_corrections()));
}

#[test]
fn corrections_survive_edits_elsewhere() {
    let edited = format!("GALE WARNING 🌊 — a hit, and people said so.\n\n{TEXT}")
        .replace("By Ines Varga", "By Ines Varga and Per Lie");
    let mut reading = reading_of(&edited);
    reading.events[1].trigger = {
        let byte = edited.rfind("hit the pier").expect("it still stands there");
        let start = edited[..byte].chars().count();
        Span { start, end: start + 3 }
    };
    reading.quotes[1].speaker = Some(0);
    assert_all_heeded(&review(&edited, &Offsets::new(&edited), &reading, &all_corrections()));
}

#[test]
fn a_correction_falls_with_its_words() {
    let edited = TEXT.replace("We will not sail in this weather", "We will not sail this week");
    let review = review(
        &edited,
        &Offsets::new(&edited),
        &Reading { quotes: Vec::new(), ..reading_of(TEXT) },
        &all_corrections()[1..2],
    );
    assert!(review.changes.is_empty());
    assert!(!all_corrections()[1].stands_in(&edited, &Offsets::new(&edited)));
    assert!(all_corrections().iter().all(|correction| correction.stands_in(TEXT, &Offsets::new(TEXT))));
}

#[test]
fn events_in_a_quote_follow_its_new_speaker() {
    let review = reviewed(TEXT, &all_corrections()[3..]);
    assert_eq!(review.reading.events[0].according_to, Some(1));
    assert_eq!(
        review.reading.events[1].according_to,
        Some(1),
        "it stands outside the quote and stays as it was"
    );
    let [change] = review.changes.as_slice() else { panic!("one change: {:?}", review.changes) };
    assert_eq!((change.action, change.id, change.words.as_str()), ("speaker", Some(1), "Norlink"));
    assert_eq!((&change.from, &change.to), (&0.into(), &1.into()));
    let content = review.reading.quotes[1].content;
    assert_eq!((change.start, change.end), (content.start, content.end));
}

#[test]
fn a_second_speaker_takes_the_place_of_the_first() {
    let read = read_with(&[]);
    let choices =
        [Some(1), None, Some(0)].map(|speaker| read.proposal().change_speaker(0, speaker).expect("quote 0"));
    assert!(choices[0].is_of_same(&choices[1]) && choices[1].is_of_same(&choices[2]));
    let corrections = &choices[2..];
    let back = reviewed(TEXT, corrections);
    let mut confirmed = reading_of(TEXT);
    confirmed.quotes[0].speaker_confidence = 1.0;
    assert_eq!(back.reading, confirmed);
    assert!(back.changes.is_empty(), "the speaker that was read is no change");
}

#[test]
fn a_dismissed_quote_leaves_no_trace_in_its_events() {
    let read = read_with(&[]);
    let dismissal = read.proposal().dismiss_quote(1).expect("quote 1");
    let changed = read.proposal().change_speaker(1, None).expect("quote 1");
    let review = reviewed(TEXT, &[dismissal, changed]);
    assert_eq!(review.reading.events[0].quote, None);
    assert_eq!(review.changes.len(), 1, "a speaker of what is no quote is no change: {:?}", review.changes);
}

#[test]
fn a_speaker_that_is_no_longer_read_changes_nothing() {
    let mut reading = reading_of(TEXT);
    reading.entities[1].name = "Norlink Holding".to_string();
    reading.entities[1].mentions.clear();
    let review = review(TEXT, &Offsets::new(TEXT), &reading, &all_corrections()[3..]);
    assert_eq!(review.reading.quotes[1].speaker, Some(0));
}

/// [`TEXT`] as read with a Bergen that the gazetteer knows.
fn read_with_bergen() -> Read {
    let mut reading = reading_of(TEXT);
    reading.entities[2].place = Some(place_of_bergen());
    Read::new(TEXT.to_string(), reading, 0, &Decisions::default())
}

#[test]
fn a_place_stays_where_it_was_put() {
    let german = place_of_bergen().candidates.remove(0);
    let put = read_with_bergen().proposal().change_place(2, german.clone()).expect("it is named");
    let kept = serde_json::to_string(&put).expect("JSON");
    let put: Correction = serde_json::from_str(&kept).expect("a correction");
    let edited = format!("GALE WARNING 🌊 in Bergen, and elsewhere in the west.\n\n{TEXT}");
    let mut reread = reading_of(&edited);
    reread.entities[2].mentions = vec![Mention {
        start: edited[..edited.rfind("Bergen. Norlink").expect("there")].chars().count(),
        end: edited[..edited.rfind(". Norlink").expect("there")].chars().count(),
        layer: Layer::Place,
        form: Form::Name,
    }];
    reread.entities[2].place = Some(place_of_bergen());
    let review = review(&edited, &Offsets::new(&edited), &reread, &[put]);
    let place = review.reading.entities[2].place.as_ref().expect("a place");
    assert_eq!((place.country.as_deref(), place.lat, place.confidence), (Some("DE"), german.lat, 1.0));
    let others: Vec<_> = place.candidates.iter().map(|other| other.country.as_deref()).collect();
    assert_eq!(others, [Some("NO")], "there is a way back, and one of each");
    let [change] = review.changes.as_slice() else { panic!("one change: {:?}", review.changes) };
    assert_eq!((change.action, change.id, change.text.as_str()), ("place", Some(2), "Bergen"));
    assert_eq!((&change.from["country"], &change.to["country"]), (&"NO".into(), &"DE".into()));
}

#[test]
fn choosing_what_was_read_makes_it_sure() {
    let read = read_with_bergen();
    let norwegian = taken_for(&read.reading.entities[2], &place_of_bergen());
    let choices = [place_of_bergen().candidates.remove(0), norwegian]
        .map(|to| read.proposal().change_place(2, to).expect("it is named"));
    assert!(choices[0].is_of_same(&choices[1]), "the second choice takes the place of the first");
    let dismissed = read.proposal().dismiss_mention(words("Bergen", 0), Layer::Place);
    let corrections = [choices[1].clone(), dismissed];
    let review = review(TEXT, &read.offsets, &read.reading, &corrections);
    let sure = crate::reading::Place { confidence: 1.0, ..place_of_bergen() };
    assert_eq!(review.reading.entities[2].place, Some(sure));
}

#[test]
fn another_speaker_is_the_source_of_what_the_quote_tells() {
    let review = reviewed(TEXT, &all_corrections());
    let told = review.reading.events[0].told[0];
    assert_eq!((told.according_to, told.quote), (Some(1), Some(1)));
}

/// What somebody says of a reading.
type Says<'s> = &'s dyn Fn(&Proposal) -> Option<Correction>;

/// What is said after what was said before, each of the reading as it is by then.
fn said(steps: &[Says]) -> (Read, Vec<Correction>) {
    let mut corrections = Vec::new();
    for step in steps {
        let read = read_with(&corrections);
        corrections.push(step(&read.proposal()).expect("it can be said"));
    }
    (read_with(&corrections), corrections)
}

fn speakers(read: &Read) -> Vec<Option<String>> {
    let name = |id: Option<usize>| id.and_then(|id| read.source().name(id));
    read.review.reading.quotes.iter().map(|quote| name(quote.speaker)).collect()
}

#[test]
fn a_mention_that_is_split_off_takes_what_was_read_of_it_along() {
    let split = |proposal: &Proposal| Some(proposal.mention(words("Brandt", 1), Layer::Actor, None));
    let rename = |proposal: &Proposal| proposal.entity_is(3, EntityFix::Name("Lise Brandt".to_string()));
    let (read, corrections) = said(&[&split, &rename]);
    let names: Vec<_> = read.review.reading.entities.iter().map(|it| (it.id, it.name.as_str())).collect();
    assert_eq!(names, [(0, "Ola Brandt"), (1, "Norlink"), (2, "Bergen"), (3, "Lise Brandt")]);
    let both = [Some("Ola Brandt".to_string()), Some("Lise Brandt".to_string())];
    assert_eq!(speakers(&read), both);
    assert_eq!(read.review.reading.events[0].according_to, Some(3), "it is told in her quote");
    assert_eq!(read.review.reading.entities[0].mentions.len(), 1);
    // Without the split there is nobody whom the name could be of but him.
    let him = read_with(&corrections[1..]);
    assert_eq!(him.review.reading.entities[0].name, "Lise Brandt");
    assert_eq!(him.review.reading.entities.len(), 3);
}

#[test]
fn two_that_are_one_are_one_wherever_they_stand() {
    let merge = |proposal: &Proposal| proposal.same(1, 0);
    let (read, _) = said(&[&merge]);
    let reading = &read.review.reading;
    assert_eq!(reading.entities.iter().map(|entity| entity.id).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(reading.entities[0].mentions.len(), 4);
    assert_eq!((&reading.events[0].actors, &reading.events[1].recipients), (&vec![0], &vec![0]));
    assert_eq!(reading.events[1].told[0].according_to, Some(0));
    // What is said of the one who is gone is said of the one who is left.
    let speaker = read_with(&[]).proposal().change_speaker(0, Some(1)).expect("quote 0");
    let (_, merged) = said(&[&merge]);
    let both = read_with(&[speaker, merged[0].clone()]);
    assert_eq!(both.review.reading.quotes[0].speaker, Some(0));
}

#[test]
fn words_become_mentions_quotes_and_events() {
    let ferry = |proposal: &Proposal| Some(proposal.mention_by_name(words("a ferry", 0), Layer::Actor));
    let event = |proposal: &Proposal| proposal.new_event(words("sail", 0), EventType::Move);
    let quote = |proposal: &Proposal| proposal.new_quote(words("a ferry had hit the pier", 0));
    let spoken = |proposal: &Proposal| proposal.change_speaker(2, Some(1));
    let parties = |proposal: &Proposal| proposal.event_is(2, EventFix::Actors(proposal.all_named(&[3])));
    let (read, corrections) = said(&[&ferry, &event, &quote, &spoken, &parties]);
    let reading = &read.review.reading;
    let ferry = reading.entities.iter().find(|entity| entity.id == 3).expect("somebody new");
    assert_eq!((ferry.name.as_str(), ferry.kind, ferry.named), ("a ferry", EntityKind::Group, false));
    let sailed = reading.events.iter().find(|event| event.id == 2).expect("a new event");
    assert_eq!((&sailed.actors, sailed.according_to, sailed.quote), (&vec![3], Some(0), Some(0)));
    assert_eq!(read.source().words(sailed.sentence).split(' ').next(), Some("“We"));
    assert_eq!(speakers(&read)[2].as_deref(), Some("Norlink"));
    assert_eq!(reading.quotes[2].form, QuoteForm::Indirect);
    assert_eq!(read.review.changes.len(), 5);
    // Dismissed again, they leave nothing behind.
    let gone = read.proposal().dismiss_quote(2).expect("quote 2");
    assert!(gone.is_of_same(&corrections[2]), "the dismissal takes the place of the addition");
}

#[test]
fn words_that_somebody_is_called_by_are_a_mention_of_them() {
    let dropped = |proposal: &Proposal| Some(proposal.dismiss_mention(words("Norlink", 1), Layer::Actor));
    let again = |proposal: &Proposal| Some(proposal.mention_by_name(words("Norlink", 1), Layer::Actor));
    let (_, corrections) = said(&[&dropped, &again]);
    assert!(corrections[0].is_of_same(&corrections[1]), "the later holds");
    let read = read_with(&corrections);
    assert_eq!((read.review.reading.entities.len(), read.review.reading.entities[1].mentions.len()), (3, 2));
    let longer =
        |proposal: &Proposal| Some(proposal.mention_by_name(words("Norlink denied", 0), Layer::Actor));
    let (read, _) = said(&[&longer]);
    let mentions = &read.review.reading.entities[1].mentions;
    assert_eq!(mentions.len(), 2, "what it overlaps has other words now: {mentions:?}");
    let moved = |proposal: &Proposal| Some(proposal.mention(words("Bergen", 1), Layer::Actor, Some(2)));
    let (read, _) = said(&[&moved]);
    let layers = read.review.reading.entities[2].mentions.iter().map(|mention| mention.layer);
    assert_eq!(layers.collect::<Vec<_>>(), [Layer::Place, Layer::Actor], "the layer can be another");
}

#[test]
fn all_of_an_event_can_be_put_right_and_it_stays_the_same_event() {
    let kind = |proposal: &Proposal| proposal.event_is(1, EventFix::Type(EventType::Assault));
    let who = |proposal: &Proposal| proposal.event_is(1, EventFix::Actors(proposal.all_named(&[0])));
    let whom = |proposal: &Proposal| proposal.event_is(1, EventFix::Recipients(Vec::new()));
    let place = |proposal: &Proposal| proposal.event_is(1, EventFix::Place(None));
    let date = |proposal: &Proposal| proposal.event_is(1, EventFix::Date(Some("2026-11-02".to_string())));
    let status = |proposal: &Proposal| proposal.event_is(1, EventFix::Status(Status::Possible));
    let source = |proposal: &Proposal| proposal.event_is(1, EventFix::Source(proposal.named(0)));
    let back = |proposal: &Proposal| proposal.event_is(1, EventFix::Type(EventType::Crime));
    let (read, corrections) = said(&[&kind, &who, &whom, &place, &date, &status, &source, &back]);
    let event = &read.review.reading.events[1];
    assert_eq!((event.kind, &event.actors, event.recipients.len()), (EventType::Crime, &vec![0], 0));
    assert_eq!((event.place, event.date.as_deref()), (None, Some("2026-11-02")));
    assert_eq!((event.status, event.according_to), (Status::Possible, Some(0)));
    assert!(corrections[0].is_of_same(&corrections[7]), "the second type takes the place of the first");
    assert_eq!(read.review.changes.len(), 7);
    let dismissed = read.proposal().dismiss_event(1).expect("event 1");
    let with_all = read_with(&[corrections, vec![dismissed]].concat());
    assert_eq!(with_all.review.reading.events.len(), 1);
    assert_eq!(with_all.review.changes.len(), 1, "what is left out was not changed");
}

#[test]
fn a_quote_with_other_words_is_still_that_quote() {
    let shorter = |proposal: &Proposal| proposal.content(0, words("We will not sail", 0));
    let form = |proposal: &Proposal| proposal.quote_is(0, QuoteFix::Form(QuoteForm::Mixed));
    let speaker = |proposal: &Proposal| proposal.change_speaker(0, Some(1));
    let (read, corrections) = said(&[&shorter, &form, &speaker]);
    let quote = &read.review.reading.quotes[0];
    assert_eq!(read.source().words(quote.content), "We will not sail");
    assert_eq!((quote.form, quote.speaker), (QuoteForm::Mixed, Some(1)));
    let without = read_with(&corrections[1..]);
    let quote = &without.review.reading.quotes[0];
    assert_eq!((quote.form, quote.speaker), (QuoteForm::Mixed, Some(1)), "each stands by itself");
    assert_eq!(without.source().words(quote.content), "We will not sail in this weather");
}

#[test]
fn the_words_that_report_a_quote_can_be_others() {
    let cue = |proposal: &Proposal| proposal.cue(0, words("said", 1));
    let nobody = |proposal: &Proposal| proposal.quote_is(0, QuoteFix::Source(None));
    let named = |proposal: &Proposal| proposal.naming(1, words("Ola Brandt", 0));
    let (read, _) = said(&[&cue, &nobody, &named]);
    let quotes = &read.review.reading.quotes;
    assert_eq!((quotes[0].cue, quotes[0].source), (Some(words("said", 1)), None));
    assert_eq!(quotes[1].source, Some(words("Ola Brandt", 0)));
    let told = read.review.changes.iter().map(|change| (change.what(), change.is().unwrap_or_default()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("reported with".to_string(), "said"),
            ("named as".to_string(), "no words"),
            ("named as".to_string(), "Ola Brandt"),
        ]
    );
}

#[test]
fn an_event_has_a_mode_of_its_type_or_none() {
    let fix = |fix: EventFix| move |proposal: &Proposal| proposal.event_is(1, fix.clone());
    let kind = fix(EventFix::Type(EventType::Assault));
    let mode = fix(EventFix::Mode(Some("beat".to_string())));
    let (read, corrections) = said(&[&kind, &mode]);
    assert_eq!(read.review.reading.events[1].mode.as_deref(), Some("beat"));
    let alone = read_with(&corrections[1..]);
    assert_eq!(alone.review.reading.events[1].mode, None, "what it was read as has no such mode");
    assert!(alone.review.changes.is_empty());
    let (read, _) = said(&[&kind, &mode, &fix(EventFix::Mode(None))]);
    assert_eq!(read.review.reading.events[1].mode, None);
}

#[test]
fn cards_carry_marks_and_notes() {
    let mark = |proposal: &Proposal| proposal.mark(Part::Event(0), Some(Mark::Checked));
    let note = |proposal: &Proposal| proposal.note(Part::Entity(1), "Rang them at noon.".to_string());
    let (read, corrections) = said(&[&mark, &note]);
    assert_eq!(read.review.remark(Part::Event(0)).mark, Some(Mark::Checked));
    assert_eq!(read.review.remark(Part::Entity(1)).note, "Rang them at noon.");
    assert_eq!(read.review.remark(Part::Quote(0)), Remark::default());
    let other = read.proposal().mark(Part::Event(0), None).expect("event 0");
    assert!(other.is_of_same(&corrections[0]) && !other.is_of_same(&corrections[1]));
    assert_eq!(read.review.reading, reading_of(TEXT), "they change nothing of the reading");
}

#[test]
fn corrections_come_back_from_where_they_are_kept() {
    let (_, corrections) = said(&[
        &|proposal| Some(proposal.mention(words("Brandt", 1), Layer::Actor, None)),
        &|proposal| proposal.event_is(0, EventFix::Date(None)),
        &|proposal| proposal.quote_is(0, QuoteFix::Form(QuoteForm::Mixed)),
        &|proposal| proposal.cue(0, words("said", 1)),
        &|proposal| proposal.same(1, 0),
        &|proposal| Some(proposal.lines(words("By Ines Varga", 0), false)),
        &|proposal| proposal.mark(Part::Quote(0), Some(Mark::Disputed)),
    ]);
    let kept = serde_json::to_string(&corrections).expect("JSON");
    assert_eq!(serde_json::from_str::<Vec<Correction>>(&kept).expect("corrections"), corrections);
    // As it was written before an entity was known by words that mention it.
    let old = r#"{"speaker":{"content":{"exact":"x","before":"","after":"","start":0},
        "speaker":{"name":"Norlink","kind":"organisation"}}}"#;
    assert!(serde_json::from_str::<Correction>(old).is_ok());
}
