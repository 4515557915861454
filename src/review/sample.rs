//! A reading made by hand, for tests: what the functions here do must not hang on how well the engine reads.

use crate::reading::{
    Argument, Candidate, Entity, EntityKind, Event, EventType, Form, Layer, Mention, Place, Quote, QuoteForm,
    QuoteKind, Reading, Role, SCHEMA, Span, Status, Telling,
};
use crate::review::corrections::Correction;
use crate::review::session::{Decision, Decisions, Read};

/// The article that [`reading_of`] reads.
pub const TEXT: &str = "Ferry operator cancels crossings\n\n\
    By Ines Varga\n\n\
    “We will not sail in this weather,” Captain Ola Brandt said in Bergen. \
    Norlink cancelled forty crossings, Brandt said.\n\n\
    Norlink denied that a ferry had hit the pier in Bergen.\n";

/// The reading of [`TEXT`], or of a longer text that holds the same words in the same order.
pub fn reading_of(text: &str) -> Reading {
    let words = |words: &str, nth: usize| {
        let byte = text.match_indices(words).nth(nth).expect("the words stand in the text").0;
        let start = text[..byte].chars().count();
        Span { start, end: start + words.chars().count() }
    };
    let mention = |span: Span, layer, form| Mention { start: span.start, end: span.end, layer, form };
    let actor = |span| mention(span, Layer::Actor, Form::Name);
    let place = |span| mention(span, Layer::Place, Form::Name);
    let entity = |id, name: &str, kind, mentions| Entity {
        id,
        name: name.to_string(),
        kind,
        named: true,
        place: None,
        plover: None,
        mentions,
        salience: 0.5,
    };
    let argument = |role, span: Span, entity| Argument { role, start: span.start, end: span.end, entity };
    let event = |id, kind, trigger, arguments: Vec<Argument>| Event {
        id,
        kind,
        mode: None,
        cameo: None,
        trigger,
        also: Vec::new(),
        sentence: sentence_of(text, trigger),
        told: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        place: None,
        date: None,
        status: Status::Happened,
        according_to: None,
        quote: None,
        disputed_by: Vec::new(),
        quantities: Vec::new(),
        arguments,
        confidence: 0.8,
        salience: 0.5,
    };
    let quote = |id, content, form, cue, source| Quote {
        id,
        content,
        form,
        kind: QuoteKind::Said,
        cue: Some(cue),
        source: Some(source),
        denied: false,
        speaker: Some(0),
        on_behalf_of: None,
        within: None,
        confidence: 0.9,
        speaker_confidence: 0.9,
    };
    let mut reading = Reading {
        schema: SCHEMA.to_string(),
        title: Some(words("Ferry operator cancels crossings", 0)),
        byline: Some(words("Ines Varga", 0)),
        dateline: None,
        published: Some("2026-11-03".to_string()),
        article: Span { start: words("Ferry operator", 0).start, end: text.trim_end().chars().count() },
        standfirst: None,
        captions: Vec::new(),
        published_in_text: None,
        published_or: None,
        sections: Vec::new(),
        furniture: Vec::new(),
        share_read: 1.0,
        entities: vec![
            entity(
                0,
                "Ola Brandt",
                EntityKind::Person,
                vec![actor(words("Ola Brandt", 0)), actor(words("Brandt", 1))],
            ),
            entity(
                1,
                "Norlink",
                EntityKind::Organisation,
                vec![actor(words("Norlink", 0)), actor(words("Norlink", 1))],
            ),
            entity(
                2,
                "Bergen",
                EntityKind::Place,
                vec![place(words("Bergen", 0)), place(words("Bergen", 1))],
            ),
        ],
        quotes: vec![
            quote(
                0,
                words("We will not sail in this weather", 0),
                QuoteForm::Direct,
                words("said", 0),
                words("Captain Ola Brandt", 0),
            ),
            quote(
                1,
                words("Norlink cancelled forty crossings", 0),
                QuoteForm::Indirect,
                words("said", 1),
                words("Brandt", 1),
            ),
        ],
        events: vec![
            Event {
                actors: vec![1],
                according_to: Some(0),
                quote: Some(1),
                date: Some("2026-11-03".to_string()),
                ..event(
                    0,
                    EventType::Economy,
                    words("cancelled", 0),
                    vec![argument(Role::Actor, words("Norlink", 0), Some(1))],
                )
            },
            Event {
                recipients: vec![1],
                place: Some(2),
                status: Status::Denied,
                according_to: Some(1),
                ..event(
                    1,
                    EventType::Accident,
                    words("hit", 0),
                    vec![argument(Role::Place, words("Bergen", 1), Some(2))],
                )
            },
        ],
        spans: None,
    };
    for event in &mut reading.events {
        let Event { trigger, sentence, status, according_to, quote, .. } = *event;
        event.told = vec![Telling { trigger, sentence, status, according_to, quote }];
    }
    reading
}

/// The line that `span` stands in, from the last full stop before it to the first one after it.
fn sentence_of(text: &str, span: Span) -> Span {
    let letters: Vec<char> = text.chars().collect();
    let is_end = |at: &usize| matches!(letters[*at], '\n' | '.');
    let start = (0..span.start).rev().find(is_end).map_or(0, |at| at + 1);
    let end = (span.end..letters.len()).find(is_end).unwrap_or(letters.len());
    Span { start, end }
}

/// [`TEXT`] as it was read and then corrected.
pub fn read_with(corrections: &[Correction]) -> Read {
    let decided = corrections.iter().enumerate();
    let decisions = decided.map(|(nth, correction)| Decision {
        correction: correction.clone(),
        stands: true,
        at: nth as u64,
    });
    Read::new(TEXT.to_string(), reading_of(TEXT), 0, &Decisions::of(decisions))
}

/// Where a gazetteer may put the Bergen of [`TEXT`], if it is asked: in Norway, or else in Germany.
pub fn place_of_bergen() -> Place {
    Place {
        lat: 60.4,
        lon: 5.3,
        country: Some("NO".to_string()),
        gazetteer_id: Some(3_161_732),
        extent: None,
        confidence: 0.5,
        candidates: vec![Candidate {
            name: "Bergen".to_string(),
            lat: 52.8,
            lon: 10.0,
            country: Some("DE".to_string()),
            gazetteer_id: Some(2_950_294),
        }],
    }
}
