use super::*;
use crate::reading::Mention;
use crate::review::sample::{TEXT, place_of_bergen, reading_of};

fn reviewed(text: &str, corrections: &[Correction]) -> Review {
    review(text, &Offsets::new(text), &reading_of(text), corrections)
}

fn all_corrections() -> Vec<Correction> {
    let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
    let bergen = reading.entities[2].mentions[0];
    let span = Span { start: bergen.start, end: bergen.end };
    vec![
        dismiss_event(TEXT, &offsets, &reading, 1).expect("event 1"),
        dismiss_quote(TEXT, &offsets, &reading, 0).expect("quote 0"),
        dismiss_mention(TEXT, &offsets, span, Layer::Place),
        change_speaker(TEXT, &offsets, &reading, 1, Some(1)).expect("quote 1 and entity 1"),
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
    let dismissed: Vec<_> = review.dismissed.iter().map(|item| (item.what, item.words.as_str())).collect();
    assert_eq!(
        dismissed,
        [("event", "hit"), ("quote", "We will not sail in this weather"), ("place", "Bergen")]
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
    assert!(review.dismissed.is_empty());
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
    assert_eq!(
        review.changes,
        [Change::Speaker {
            id: 1,
            start: review.reading.quotes[1].content.start,
            end: review.reading.quotes[1].content.end,
            text: "Norlink cancelled forty crossings".to_string(),
            from: Some(0),
            to: Some(1),
        }]
    );
}

#[test]
fn a_second_speaker_takes_the_place_of_the_first() {
    let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
    let choices = [Some(1), None, Some(0)]
        .map(|speaker| change_speaker(TEXT, &offsets, &reading, 0, speaker).expect("quote 0"));
    assert!(choices[0].is_of_same(&choices[1]) && choices[1].is_of_same(&choices[2]));
    let corrections = &choices[2..];
    let back = reviewed(TEXT, corrections);
    let mut confirmed = reading;
    confirmed.quotes[0].speaker_confidence = 1.0;
    assert_eq!(back.reading, confirmed);
    assert!(back.changes.is_empty(), "the speaker that was read is no change");
}

#[test]
fn a_dismissed_quote_leaves_no_trace_in_its_events() {
    let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
    let dismissal = dismiss_quote(TEXT, &offsets, &reading, 1).expect("quote 1");
    let changed = change_speaker(TEXT, &offsets, &reading, 1, None).expect("quote 1");
    let review = reviewed(TEXT, &[dismissal, changed]);
    assert_eq!(review.reading.events[0].quote, None);
    assert_eq!(review.changes.len(), 1, "a speaker of what is no quote is no change: {:?}", review.changes);
}

#[test]
fn a_speaker_that_is_no_longer_read_changes_nothing() {
    let mut reading = reading_of(TEXT);
    reading.entities[1].name = "Norlink Holding".to_string();
    let review = review(TEXT, &Offsets::new(TEXT), &reading, &all_corrections()[3..]);
    assert_eq!(review.reading.quotes[1].speaker, Some(0));
}

/// The reading of `text` with a Bergen that the gazetteer knows.
fn reading_with_bergen(text: &str) -> Reading {
    let mut reading = reading_of(text);
    reading.entities[2].place = Some(place_of_bergen());
    reading
}

#[test]
fn a_place_stays_where_it_was_put() {
    let (offsets, reading) = (Offsets::new(TEXT), reading_with_bergen(TEXT));
    let german = place_of_bergen().candidates.remove(0);
    let put = change_place(TEXT, &offsets, &reading, 2, german.clone()).expect("it is named");
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
    let [Change::Place { id: 2, text, from, to, .. }] = review.changes.as_slice() else {
        panic!("one change: {:?}", review.changes)
    };
    assert_eq!((text.as_str(), from.country.as_deref(), to), ("Bergen", Some("NO"), &german));
}

#[test]
fn choosing_what_was_read_makes_it_sure() {
    let (offsets, reading) = (Offsets::new(TEXT), reading_with_bergen(TEXT));
    let norwegian = taken_for(&reading.entities[2], &place_of_bergen());
    let choices = [place_of_bergen().candidates.remove(0), norwegian]
        .map(|to| change_place(TEXT, &offsets, &reading, 2, to).expect("it is named"));
    assert!(choices[0].is_of_same(&choices[1]), "the second choice takes the place of the first");
    let bergen =
        Span { start: reading.entities[2].mentions[0].start, end: reading.entities[2].mentions[0].end };
    let dismissed = dismiss_mention(TEXT, &offsets, bergen, Layer::Place);
    let review = review(TEXT, &offsets, &reading, &[choices[1].clone(), dismissed]);
    let sure = crate::reading::Place { confidence: 1.0, ..place_of_bergen() };
    assert_eq!(review.reading.entities[2].place, Some(sure));
}

#[test]
fn another_speaker_is_the_source_of_what_the_quote_tells() {
    let review = reviewed(TEXT, &all_corrections());
    let told = review.reading.events[0].told[0];
    assert_eq!((told.according_to, told.quote), (Some(1), Some(1)));
}
