//! Exported readings as annotated articles, in the format that training and scoring read: what people have put right is
//! worth learning from.

use serde::Serialize;
use serde_json::Value;

use crate::reading::{EntityKind, EventType, Form, Layer, Plover, QuoteForm, Reading, Role, Span, Status};
use crate::review::cards::Source;
use crate::review::export::ReadBack;
use crate::review::offsets::Offsets;
use crate::review::setting::{Block, Kind, blocks};

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
    /// What its lines are, where a person has said of some that they are the article's, or are not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
    annotator: &'static str,
    /// How much of it a person has put right.
    corrections: usize,
}

#[derive(Debug, PartialEq, Serialize)]
struct Line {
    label: &'static str,
    start: usize,
    end: usize,
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
    let exported: ReadBack<Value> = serde_json::from_slice(json)
        .map_err(|error| format!("not a reading that the page has exported: {error}"))?;
    let ReadBack { reading, text, origin, corrections, filtered } = exported;
    if filtered {
        return Err("only a part of what was read: the whole is worth learning from".to_string());
    }
    let are_put_right = corrections.iter().any(|correction| correction["of"] == "line");
    let lines = if are_put_right { lines(&text, &reading) } else { Vec::new() };
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
        lines,
        annotator: "dateline",
        corrections: corrections.len(),
    })
}

/// All lines of the page as they are read by then: learning needs those beside the ones that were put right, too.
fn lines(text: &str, reading: &Reading) -> Vec<Line> {
    let offsets = Offsets::new(text);
    let label = |kind| match kind {
        Kind::Headline => "title",
        Kind::Standfirst => "standfirst",
        Kind::Byline => "byline",
        Kind::Heading => "heading",
        Kind::Caption => "caption",
        Kind::Paragraph => "body",
        Kind::Furniture => "furniture",
    };
    let blocks = blocks(Source { text, offsets: &offsets, reading }).into_iter();
    blocks.map(|Block { kind, span }| Line { label: label(kind), start: span.start, end: span.end }).collect()
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
        assert!(article.lines.is_empty(), "nobody has said anything of them");
        let part = Form::Json.file(Piece { shown: Some(&shown), ..piece });
        assert!(annotated(&part, "ferry").is_err_and(|error| error.contains("only a part")));
        assert!(annotated(b"{\"schema\": \"dateline/2\"}", "x").is_err());
    }

    #[test]
    fn lines_have_labels_where_some_were_put_right() {
        let start = TEXT[..TEXT.find("Norlink cancelled").expect("it stands there")].chars().count();
        let words = Span { start, end: start + "Norlink cancelled forty crossings, Brandt said.".len() };
        let line = read_with(&[]).proposal().lines(words, false);
        let read = read_with(&[line]);
        let given = Given::default();
        let piece = Piece { name: "ferry", read: &read, given: &given, shown: None };
        let article = annotated(&Form::Json.file(piece), "ferry").expect("an export");
        let labels = article.lines.iter().map(|line| line.label).collect::<Vec<_>>();
        assert_eq!(labels, ["title", "byline", "body", "body"]);
        let title: String = TEXT.chars().take(article.lines[0].end).collect();
        assert_eq!(title, "Ferry operator cancels crossings");
    }
}
