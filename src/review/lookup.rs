//! Which words are painted, and what stands under a given place of the text.

use crate::reading::{Event, Form, Layer, Quote, Reading, Role, Span};
use crate::review::cards::Source;
use crate::review::clause::clause;
use crate::review::events::denial;
use crate::review::network::ties;
use crate::review::panel::Panel;

/// A way of painting words; the page's style sheet gives each its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// What was not read.
    Furniture,
    /// The content of a quote.
    Quote,
    /// A mention of an actor.
    Actor,
    /// A mention of a place.
    Place,
    /// The trigger of an event.
    Event,
    /// Of the quote that is lit: its content.
    LitContent,
    /// Of the quote that is lit: who speaks.
    LitSource,
    /// Of the quote that is lit: the word that reports.
    LitCue,
    /// Of the event that is lit: its trigger.
    LitTrigger,
    /// Of the event that is lit: who did it.
    LitActor,
    /// Of the event that is lit: to whom.
    LitRecipient,
    /// Of the event that is lit: where.
    LitPlace,
    /// Of the event that is lit: when.
    LitTime,
    /// Of the event that is lit: what makes it planned, denied, …
    LitStatus,
    /// Of the event that is lit: the numbers told of it.
    LitQuantity,
    /// The entity that is lit, at every mention.
    LitMention,
    /// What was searched for.
    Search,
    /// The one of them that the search stands at.
    SearchCurrent,
}

impl Paint {
    /// All of them; the later ones are painted over the earlier.
    pub const ALL: [Paint; 18] = [
        Paint::Furniture,
        Paint::Quote,
        Paint::Actor,
        Paint::Place,
        Paint::Event,
        Paint::LitContent,
        Paint::LitSource,
        Paint::LitCue,
        Paint::LitActor,
        Paint::LitRecipient,
        Paint::LitPlace,
        Paint::LitTime,
        Paint::LitStatus,
        Paint::LitQuantity,
        Paint::LitTrigger,
        Paint::LitMention,
        Paint::Search,
        Paint::SearchCurrent,
    ];

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Paint::Furniture => "furniture",
            Paint::Quote => "quote",
            Paint::Actor => "actor",
            Paint::Place => "place",
            Paint::Event => "event",
            Paint::LitContent => "focus-content",
            Paint::LitSource => "focus-source",
            Paint::LitCue => "focus-cue",
            Paint::LitTrigger => "focus-trigger",
            Paint::LitActor => "focus-actor",
            Paint::LitRecipient => "focus-recipient",
            Paint::LitPlace => "focus-place",
            Paint::LitTime => "focus-time",
            Paint::LitStatus => "focus-status",
            Paint::LitQuantity => "focus-quantity",
            Paint::LitMention => "focus-mention",
            Paint::Search => "search",
            Paint::SearchCurrent => "search-current",
        }
    }
}

/// Something of the reading that can be lit up in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The event with this id.
    Event(usize),
    /// The quote with this id.
    Quote(usize),
    /// The entity with this id.
    Entity(usize),
    /// One mention.
    Mention(Span),
    /// What the first entity did to the second.
    Tie(usize, usize),
}

/// The words that one of the four layers paints, or those that were not read. Pronouns are no part of a layer: they are only lit up.
pub fn layer(reading: &Reading, paint: Paint) -> Vec<Span> {
    match paint {
        Paint::Actor => mentions(reading, Layer::Actor),
        Paint::Place => mentions(reading, Layer::Place),
        Paint::Quote => reading.quotes.iter().map(|quote| quote.content).collect(),
        Paint::Event => reading.events.iter().map(|event| event.trigger).collect(),
        Paint::Furniture => reading.furniture.clone(),
        _ => Vec::new(),
    }
}

fn mentions(reading: &Reading, layer: Layer) -> Vec<Span> {
    let all = reading.entities.iter().flat_map(|entity| &entity.mentions);
    all.filter(|mention| mention.layer == layer && mention.form != Form::Pronoun)
        .map(|mention| Span { start: mention.start, end: mention.end })
        .collect()
}

/// The words to light up for `part`, each with its paint; its chief words first.
pub fn lit(reading: &Reading, part: Part) -> Vec<(Paint, Span)> {
    match part {
        Part::Event(id) => {
            reading.events.iter().find(|event| event.id == id).map(|event| event_parts(reading, event))
        }
        Part::Quote(id) => reading.quotes.iter().find(|quote| quote.id == id).map(quote_parts),
        Part::Entity(id) => reading.entities.iter().find(|entity| entity.id == id).map(|entity| {
            let spans = entity.mentions.iter().map(|mention| Span { start: mention.start, end: mention.end });
            spans.map(|span| (Paint::LitMention, span)).collect()
        }),
        Part::Mention(span) => Some(vec![(Paint::LitMention, span)]),
        Part::Tie(from, to) => {
            let events = ties(reading, from, to);
            Some(events.flat_map(|event| event_parts(reading, event)).collect())
        }
    }
    .unwrap_or_default()
}

fn event_parts(reading: &Reading, event: &Event) -> Vec<(Paint, Span)> {
    let mut parts = vec![(Paint::LitTrigger, event.trigger)];
    parts.extend(event.also.iter().map(|span| (Paint::LitTrigger, *span)));
    parts.extend(event.arguments.iter().map(|argument| {
        let paint = match argument.role {
            Role::Actor => Paint::LitActor,
            Role::Recipient => Paint::LitRecipient,
            Role::Place => Paint::LitPlace,
            Role::Time => Paint::LitTime,
            Role::Status => Paint::LitStatus,
        };
        (paint, Span { start: argument.start, end: argument.end })
    }));
    parts.extend(
        event
            .quantities
            .iter()
            .map(|quantity| (Paint::LitQuantity, Span { start: quantity.start, end: quantity.end })),
    );
    let quote = event.quote.and_then(|id| reading.quotes.iter().find(|quote| quote.id == id));
    parts.extend(quote.into_iter().flat_map(quote_parts));
    parts
}

fn quote_parts(quote: &Quote) -> Vec<(Paint, Span)> {
    let mut parts = vec![(Paint::LitContent, quote.content)];
    parts.extend(quote.source.map(|span| (Paint::LitSource, span)));
    parts.extend(quote.cue.map(|span| (Paint::LitCue, span)));
    parts
}

/// Something that stands under one place of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// What it is.
    pub part: Part,
    /// The panel that has its card.
    pub panel: Panel,
    /// What it is in words: "actor: Russia", "quote by Ada Moreau".
    pub words: String,
}

/// What stands under one place of the text: events first, then quotes, then entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Under(pub Vec<Item>);

impl Under {
    /// All of it in words: "event: Norlink cancelled forty crossings · quote by Ada Moreau".
    pub fn words(&self) -> String {
        self.0.iter().map(|item| item.words.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// What to light up.
    pub fn part(&self) -> Option<Part> {
        self.0.first().map(|item| item.part)
    }
}

/// What stands under code point `point`, in the layers for which `shown` is true.
pub fn under(source: Source, point: usize, shown: impl Fn(Paint) -> bool) -> Under {
    let covers = |start: usize, end: usize| start <= point && point < end;
    let mut items = Vec::new();
    let mut add = |part, panel, words| items.push(Item { part, panel, words });
    for event in source.reading.events.iter().filter(|_| shown(Paint::Event)) {
        let mut triggers = std::iter::once(&event.trigger).chain(&event.also);
        if triggers.any(|trigger| covers(trigger.start, trigger.end)) {
            let words = format!("event: {}", event_in_words(source, event));
            add(Part::Event(event.id), Panel::Events, words);
        }
    }
    for quote in source.reading.quotes.iter().filter(|_| shown(Paint::Quote)) {
        if covers(quote.content.start, quote.content.end) {
            let speaker = quote.speaker.and_then(|id| source.name(id));
            let by = if quote.denied { "denied by" } else { "quote by" };
            let words = format!("{by} {}", speaker.as_deref().unwrap_or("a source not named"));
            add(Part::Quote(quote.id), Panel::Quotes, words);
        }
    }
    for entity in &source.reading.entities {
        for mention in entity.mentions.iter().filter(|mention| covers(mention.start, mention.end)) {
            let (paint, layer, panel) = match mention.layer {
                Layer::Actor => (Paint::Actor, "actor", Panel::Actors),
                Layer::Place => (Paint::Place, "place", Panel::Places),
            };
            if shown(paint) {
                add(Part::Entity(entity.id), panel, format!("{layer}: {}", entity.name));
            }
        }
    }
    Under(items)
}

fn event_in_words(source: Source, event: &Event) -> String {
    let words = clause(source, event).in_words();
    match denial(source, event) {
        Some(denial) => format!("{words}, {denial}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    fn look(words: &str, shown: impl Fn(Paint) -> bool) -> Under {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let byte = TEXT.find(words).expect("the words stand in the text");
        let point = offsets.span(TEXT, byte, byte).start;
        under(Source { text: TEXT, offsets: &offsets, reading: &reading }, point, shown)
    }

    #[test]
    fn overlapping_layers_are_all_named() {
        let trigger = look("cancelled", |_| true);
        assert_eq!(trigger.words(), "event: Norlink cancelled forty crossings · quote by Ola Brandt");
        assert_eq!(trigger.part(), Some(Part::Event(0)));
        assert_eq!(look("Norlink cancelled", |_| true).words(), "quote by Ola Brandt · actor: Norlink");
        let (part, panel, words) = (Part::Entity(2), Panel::Places, "place: Bergen".to_string());
        assert_eq!(look("Bergen", |_| true).0, [Item { part, panel, words }]);
    }

    #[test]
    fn layers_that_are_off_are_passed_over() {
        assert_eq!(look("cancelled", |paint| paint == Paint::Quote).part(), Some(Part::Quote(1)));
        assert_eq!(look("cancelled", |_| false), Under::default());
        assert_eq!(look("By Ines", |_| true), Under::default());
    }

    #[test]
    fn lighting_an_event_shows_its_slots_and_its_attribution() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let words: Vec<_> = lit(&reading, Part::Event(0))
            .into_iter()
            .map(|(paint, span)| (paint.name(), offsets.words(TEXT, span)))
            .collect();
        assert_eq!(
            words,
            [
                ("focus-trigger", "cancelled"),
                ("focus-actor", "Norlink"),
                ("focus-content", "Norlink cancelled forty crossings"),
                ("focus-source", "Brandt"),
                ("focus-cue", "said")
            ]
        );
        assert!(lit(&reading, Part::Quote(77)).is_empty());
    }
}
