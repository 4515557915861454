//! The reading as a page of its own, to be read, printed and sent on: the article with its marks, and below it what was read
//! in it. It has no script, and asks for nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::annotations::page;
use super::{Piece, place_of};
use crate::reading::{Event, Form, Layer, Reading, Span};
use crate::review::cards::{Card, Source};
use crate::review::citation::told;
use crate::review::corrections::Remark;
use crate::review::events::EventCard;
use crate::review::lookup::Part;
use crate::review::quotes::QuoteCard;
use crate::review::session::Field;
use crate::review::setting::{Block, Kind, blocks};
use crate::review::wording;

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Words that are marked.
struct Marked {
    span: Span,
    /// Its name in the style sheet.
    layer: &'static str,
    /// What stands there, in words.
    words: String,
    /// The card that tells of it, for an event or a quote.
    card: Option<String>,
}

/// The whole page.
pub fn report(piece: Piece) -> String {
    let reading = piece.wanted();
    let source = Source { reading: &reading, ..piece.source() };
    let headline = piece.headline().unwrap_or_else(|| "Article without a headline".to_string());
    let mut marks = marked(source);
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    // The text's own headline stands at the top, with its marks, unless the user has another.
    let is_head = |block: &Block| block.kind == Kind::Headline && piece.said(Field::Headline).is_none();
    let (top, body): (Vec<_>, Vec<_>) = blocks(source).into_iter().partition(is_head);
    let head = match top.as_slice() {
        [] => html! { (headline) },
        top => html! { @for block in top { (block_words(source, *block, &marks)) " " } },
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(format!("Dateline {}", piece.stamp().version));
                title { (headline) }
                style { (PreEscaped(include_str!("report.css"))) }
            }
            body {
                header {
                    h1 { (head) }
                    (origin(piece))
                    @if piece.shown.is_some() { p.part { "A part of what was read: what was chosen." } }
                    (legend())
                }
                (article(source, &body, &marks))
                (events(piece, source))
                (quotes(piece, source))
                (people(piece))
                (places(piece))
                footer { p { (piece.stamp().in_words()) } p { "The marks are a program’s, and it errs: hold each against the text." } }
            }
        }
    };
    // What HTML does not allow in a text, not even escaped.
    page.into_string().replace(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'), "\u{fffd}")
}

/// Who published it, and when.
fn origin(piece: Piece) -> Markup {
    let published = piece.reading().published.as_deref().map(wording::date);
    let address = piece.said(Field::Url);
    html! {
        p.origin {
            @if let Some(outlet) = piece.said(Field::Outlet) { span { (outlet) } " " }
            @if let Some(day) = published { span { (day) } " " }
            @match (page(piece), address) {
                (Some(link), _) => a href=(link) rel="noreferrer" { (link) },
                (None, Some(words)) => span { (words) },
                (None, None) => {}
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        p.legend {
            @for (layer, name) in [("actor", "actor"), ("place", "place"), ("quote", "quote"), ("event", "event")] {
                mark class=(layer) { (name) } " "
            }
        }
    }
}

fn article(source: Source, blocks: &[Block], marks: &[Marked]) -> Markup {
    let unread = blocks.iter().filter(|block| block.kind == Kind::Furniture).count();
    html! {
        article {
            @for block in blocks.iter().filter(|block| block.kind != Kind::Furniture) {
                @let words = block_words(source, *block, marks);
                @match block.kind {
                    Kind::Headline => h2.headline { (words) },
                    Kind::Heading => h3 { (words) },
                    kind => p class=(kind.name()) { (words) }
                }
            }
            @if unread > 0 {
                p.unread { (wording::count(unread, "line")) " taken for page furniture and left out." }
            }
        }
    }
}

/// All that is marked in the article. Pronouns are no part of a layer.
fn marked(source: Source) -> Vec<Marked> {
    let reading = source.reading;
    let mentions = reading.entities.iter().flat_map(|entity| {
        let named = entity.mentions.iter().filter(|mention| mention.form != Form::Pronoun);
        named.map(|mention| {
            let layer = if mention.layer == Layer::Actor { "actor" } else { "place" };
            let span = Span { start: mention.start, end: mention.end };
            Marked { span, layer, words: format!("{layer}: {}", entity.name), card: None }
        })
    });
    let quotes = reading.quotes.iter().map(|quote| {
        let speaker = quote.speaker.and_then(|id| source.name(id));
        let words = format!("quote by {}", speaker.as_deref().unwrap_or("a source not named"));
        Marked { span: quote.content, layer: "quote", words, card: Some(format!("quote-{}", quote.id)) }
    });
    let events = reading.events.iter().map(|event| Marked {
        span: event.trigger,
        layer: "event",
        words: format!("event: {}", told(source, event)),
        card: Some(format!("event-{}", event.id)),
    });
    mentions.chain(quotes).chain(events).collect()
}

/// The words of a block, in stretches that are each marked in one way. `marks` are in order.
fn block_words(source: Source, block: Block, marks: &[Marked]) -> Markup {
    let within: Vec<&Marked> = marks
        .iter()
        .filter(|mark| mark.span.start < block.span.end && block.span.start < mark.span.end)
        .collect();
    let mut borders: Vec<usize> = within.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    borders.extend([block.span.start, block.span.end]);
    borders.retain(|border| (block.span.start..=block.span.end).contains(border));
    borders.sort_unstable();
    borders.dedup();
    let mut rest = within.into_iter().peekable();
    let mut over: Vec<&Marked> = Vec::new();
    let stretches = borders.windows(2).map(|border| {
        let span = Span { start: border[0], end: border[1] };
        over.retain(|mark| mark.span.end > span.start);
        while let Some(mark) = rest.next_if(|mark| mark.span.start <= span.start) {
            over.push(mark);
        }
        stretch(source, span, &over)
    });
    html! { @for stretch in stretches { (stretch) } }
}

/// Words that have all of the marks `over` them.
fn stretch(source: Source, span: Span, over: &[&Marked]) -> Markup {
    let words = source.offsets.words(source.text, span);
    if over.is_empty() {
        return html! { (words) };
    }
    let layers = over.iter().map(|mark| mark.layer).collect::<Vec<_>>().join(" ");
    let title = over.iter().map(|mark| mark.words.as_str()).collect::<Vec<_>>().join(" · ");
    let here = over.iter().filter(|mark| mark.span.start == span.start);
    let anchors: Vec<String> =
        here.filter_map(|mark| mark.card.as_deref()).map(|card| format!("at-{card}")).collect();
    let event = over.iter().find(|mark| mark.layer == "event").and_then(|mark| mark.card.as_deref());
    html! {
        @for anchor in anchors { span id=(anchor) {} }
        @match event {
            Some(card) => a href={ "#" (card) } title=(title) { mark class=(layers) { (words) } },
            None => mark class=(layers) title=(title) { (words) }
        }
    }
}

fn events(piece: Piece, source: Source) -> Markup {
    let is_doubtful = |event: &&Event| EventCard::of(source, event).is_doubtful();
    let (doubtful, sure): (Vec<_>, Vec<_>) = piece.events().partition(is_doubtful);
    html! {
        section id="events" {
            h2 { "Events " span.count { (sure.len() + doubtful.len()) } }
            ol { @for event in &sure { (event_item(piece, source, event)) } }
            @if !doubtful.is_empty() {
                h3 { "Less sure " span.count { (doubtful.len()) } }
                ol { @for event in &doubtful { (event_item(piece, source, event)) } }
            }
        }
    }
}

fn event_item(piece: Piece, source: Source, event: &Event) -> Markup {
    html! {
        li id={ "event-" (event.id) } {
            p.words { a href={ "#at-event-" (event.id) } { (told(source, event)) } }
            p.more {
                (wording::happening(event.kind, event.mode.as_deref())) " · "
                (format!("{:.0}% sure", event.confidence * 100.0))
            }
            (remark(piece.remark(Part::Event(event.id))))
        }
    }
}

fn quotes(piece: Piece, source: Source) -> Markup {
    let wanted: Vec<QuoteCard> = piece.quotes().map(|quote| QuoteCard::of(source, quote)).collect();
    html! {
        section id="quotes" {
            h2 { "Quotes " span.count { (wanted.len()) } }
            ol {
                @for card in wanted {
                    li id={ "quote-" (card.id) } {
                        p.words { a href={ "#at-quote-" (card.id) } {
                            @if card.denied { "denied: " }
                            (card.content)
                        } }
                        p.more {
                            strong { (card.speaker.as_deref().unwrap_or("not named")) }
                            @if let Some(body) = &card.on_behalf_of { " for " (body) }
                            " · " (wording::form(card.form))
                            @if card.unsure { " · unsure" }
                        }
                        (remark(piece.remark(Part::Quote(card.id))))
                    }
                }
            }
        }
    }
}

fn people(piece: Piece) -> Markup {
    let cards: Vec<_> = piece.entities(Layer::Actor).collect();
    let said = |id: usize| piece.quotes().filter(|quote| quote.speaker == Some(id)).count();
    html! {
        section id="people" {
            h2 { "Actors " span.count { (cards.len()) } }
            table {
                thead { tr { th { "Name" } th { "Kind" } th { "Mentions" } th { "Quotes" } } }
                tbody {
                    @for entity in cards {
                        tr {
                            td { (entity.name) (remark(piece.remark(Part::Entity(entity.id)))) }
                            td { (wording::kind(entity.kind)) }
                            td { (mentions(piece.reading(), entity.id, Layer::Actor)) }
                            td { (said(entity.id)) }
                        }
                    }
                }
            }
        }
    }
}

fn places(piece: Piece) -> Markup {
    let cards: Vec<_> = piece.entities(Layer::Place).collect();
    let point = |id: usize| {
        let place = place_of(piece.source(), Some(id));
        place.map(|place| format!("{:.3}, {:.3}", place.lat, place.lon)).unwrap_or_default()
    };
    let there = |id: usize| piece.events().filter(|event| event.place == Some(id)).count();
    html! {
        section id="places" {
            h2 { "Places " span.count { (cards.len()) } }
            table {
                thead { tr { th { "Name" } th { "North, east" } th { "Mentions" } th { "Events" } } }
                tbody {
                    @for entity in cards {
                        tr {
                            td { (entity.name) (remark(piece.remark(Part::Entity(entity.id)))) }
                            td { (point(entity.id)) }
                            td { (mentions(piece.reading(), entity.id, Layer::Place)) }
                            td { (there(entity.id)) }
                        }
                    }
                }
            }
        }
    }
}

/// What the user has put on a card.
fn remark(remark: Remark) -> Markup {
    html! {
        @if let Some(mark) = remark.mark { p.remark { (mark.name()) } }
        @if !remark.note.is_empty() { p.remark { "Note: " (remark.note) } }
    }
}

fn mentions(reading: &Reading, id: usize, layer: Layer) -> usize {
    let entity = reading.entities.iter().find(|entity| entity.id == id);
    entity.map_or(0, |entity| entity.mentions.iter().filter(|mention| mention.layer == layer).count())
}
