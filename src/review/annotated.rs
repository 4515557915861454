//! Exported readings as annotated articles, in the format that training and scoring read: what people have put right is
//! worth learning from.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::reading::{EntityKind, EventType, Form, Layer, Plover, QuoteForm, Reading, Role, Span, Status};

/// What the page exports, as far as an annotated article has it.
#[derive(Deserialize)]
struct Exported {
    #[serde(flatten)]
    reading: Reading,
    text: String,
    origin: Origin,
    corrections: Vec<Value>,
    /// Of those before there were such, all have the whole.
    #[serde(default)]
    filtered: bool,
}

#[derive(Deserialize)]
struct Origin {
    outlet: Option<String>,
}

/// An annotated article. Offsets are code points of its text.
#[derive(Debug, PartialEq, Serialize)]
pub struct Annotated {
    /// Tells it from the others.
    id: String,
    text: String,
    published: Option<String>,
    /// Who published it, as far as the user said.
    source: Option<String>,
    entities: Vec<Entity>,
    mentions: Vec<Mention>,
    quotes: Vec<Quote>,
    events: Vec<Event>,
    annotator: &'static str,
    /// How much of it a person has put right.
    corrections: usize,
}

#[derive(Debug, PartialEq, Serialize)]
struct Entity {
    id: String,
    name: String,
    kind: EntityKind,
    plover: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Mention {
    entity: String,
    layer: Layer,
    start: usize,
    end: usize,
    form: &'static str,
}

#[derive(Debug, PartialEq, Serialize)]
struct Quote {
    start: usize,
    end: usize,
    form: QuoteForm,
    cue: Option<Span>,
    source: Option<Span>,
    speaker: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Event {
    #[serde(rename = "type")]
    kind: EventType,
    mode: Option<String>,
    trigger: Span,
    also: Vec<Span>,
    actors: Vec<String>,
    recipients: Vec<String>,
    place: Option<String>,
    /// The words that say when.
    time: Vec<Span>,
    status: Status,
    according_to: Option<String>,
}

/// The annotated article that the exported `json` makes, called `id`.
///
/// # Errors
/// Where it is no reading that the page has exported, or only a part of one.
pub fn annotated(json: &[u8], id: &str) -> Result<Annotated, String> {
    let exported: Exported = serde_json::from_slice(json)
        .map_err(|error| format!("not a reading that the page has exported: {error}"))?;
    let Exported { reading, text, origin, corrections, filtered } = exported;
    if filtered {
        return Err("only a part of what was read: the whole is worth learning from".to_string());
    }
    let Reading { entities, quotes, events, published, .. } = reading;
    let mentions = entities.iter().flat_map(|entity| {
        entity.mentions.iter().map(|mention| Mention {
            entity: named(entity.id),
            layer: mention.layer,
            start: mention.start,
            end: mention.end,
            form: if mention.form == Form::Pronoun { "pronoun" } else { "noun" },
        })
    });
    let quotes = quotes.into_iter().map(|quote| Quote {
        start: quote.content.start,
        end: quote.content.end,
        form: quote.form,
        cue: quote.cue,
        source: quote.source,
        speaker: quote.speaker.map(named),
    });
    Ok(Annotated {
        id: id.to_string(),
        text,
        published,
        source: origin.outlet,
        mentions: mentions.collect(),
        entities: entities.into_iter().map(entity).collect(),
        quotes: quotes.collect(),
        events: events.into_iter().map(event).collect(),
        annotator: "dateline",
        corrections: corrections.len(),
    })
}

fn entity(entity: crate::reading::Entity) -> Entity {
    let codes = |Plover { country, sector }| [country, sector].into_iter().flatten().collect::<String>();
    Entity { id: named(entity.id), name: entity.name, kind: entity.kind, plover: entity.plover.map(codes) }
}

fn event(event: crate::reading::Event) -> Event {
    let times = event.arguments.iter().filter(|argument| argument.role == Role::Time);
    Event {
        kind: event.kind,
        mode: event.mode,
        trigger: event.trigger,
        also: event.also,
        actors: event.actors.into_iter().map(named).collect(),
        recipients: event.recipients.into_iter().map(named).collect(),
        place: event.place.map(named),
        time: times.map(|argument| Span { start: argument.start, end: argument.end }).collect(),
        status: event.status,
        according_to: event.according_to.map(named),
    }
}

fn named(id: usize) -> String {
    format!("e{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::export::{Form, Piece, Shown};
    use crate::review::sample::{TEXT, read_with};
    use crate::review::session::Given;

    #[test]
    fn what_was_put_right_is_what_is_learned_from() {
        let speaker = read_with(&[]).proposal().change_speaker(0, Some(1)).expect("quote 0");
        let read = read_with(&[speaker]);
        let (given, shown) = (Given::default(), Shown::default());
        let piece = Piece { name: "ferry", read: &read, given: &given, shown: None };
        let article = annotated(&Form::Json.file(piece), "ferry").expect("an export");
        assert_eq!((article.id.as_str(), article.text.as_str()), ("ferry", TEXT));
        assert_eq!(article.quotes[0].speaker.as_deref(), Some("e1"));
        assert_eq!(article.mentions.len(), 6);
        assert_eq!(article.events[0].actors, ["e1"]);
        assert_eq!(article.corrections, 1);
        let part = Form::Json.file(Piece { shown: Some(&shown), ..piece });
        assert!(annotated(&part, "ferry").is_err_and(|error| error.contains("only a part")));
        assert!(annotated(b"{\"schema\": \"dateline/1\"}", "x").is_err());
    }
}
