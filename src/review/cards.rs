//! What the lists beside the text show: events, quotes, actors and places with their names filled in.

use crate::reading::{
    Entity, EntityKind, Event, EventType, Layer, Quote, QuoteForm, QuoteKind, Reading, Role, Span, Status,
};
use crate::review::offsets::Offsets;
use crate::review::wording;

/// What the lists show one by one.
pub trait Card {
    /// The id in the reading.
    fn id(&mut self) -> &mut usize;
}

/// An event as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventCard {
    /// Its id in the reading.
    pub id: usize,
    /// Its type.
    pub kind: EventType,
    /// The words that report it.
    pub trigger: String,
    /// Who did it; empty where the text names nobody.
    pub who: String,
    /// To whom; empty where the text names nobody.
    pub whom: String,
    /// Where.
    pub place: Option<String>,
    /// When, in words.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Whether words of the text say so.
    pub status_marked: bool,
    /// On whose word, as a phrase.
    pub source: String,
}

/// A quote as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuoteCard {
    /// Its id in the reading.
    pub id: usize,
    /// Who said it.
    pub speaker: Option<String>,
    /// Whom a spokesman spoke for.
    pub on_behalf_of: Option<String>,
    /// The words.
    pub content: String,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
}

/// An actor or a place as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityCard {
    /// Its id in the reading.
    pub id: usize,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// How often it is mentioned in this layer.
    pub mentions: usize,
}

impl Card for EventCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl Card for QuoteCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl Card for EntityCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

/// A mention among the words around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MentionLine {
    /// Where it stands.
    pub span: Span,
    /// The words before it.
    pub before: String,
    /// The mention.
    pub words: String,
    /// The words after it.
    pub after: String,
}

/// A reading together with its text, for looking things up.
#[derive(Clone, Copy)]
pub struct Source<'r> {
    /// The text that was read.
    pub text: &'r str,
    /// The offsets of that text.
    pub offsets: &'r Offsets,
    /// What was read.
    pub reading: &'r Reading,
}

impl<'r> Source<'r> {
    /// The words of `span`, on one line.
    pub fn words(self, span: Span) -> String {
        one_line(self.offsets.words(self.text, span))
    }

    /// The entity with `id`.
    pub fn entity(self, id: usize) -> Option<&'r Entity> {
        // Ids count from nought, but nothing here should hang on it.
        self.reading
            .entities
            .get(id)
            .filter(|entity| entity.id == id)
            .or_else(|| self.reading.entities.iter().find(|entity| entity.id == id))
    }

    /// The name of the entity with `id`.
    pub fn name(self, id: usize) -> Option<String> {
        self.entity(id).map(|entity| one_line(&entity.name))
    }

    /// The names of several entities, as a list in words.
    pub fn names(self, ids: &[usize]) -> String {
        let names: Vec<String> = ids.iter().filter_map(|id| self.name(*id)).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// The headline, where the text carries one.
    pub fn title(self) -> Option<String> {
        self.reading.title.map(|span| self.words(span)).filter(|title| !title.is_empty())
    }

    /// The events, or only what the entity `only` did, or what happened in it.
    pub fn events(self, only: Option<usize>) -> Vec<EventCard> {
        let events = self.reading.events.iter();
        events
            .filter(|event| only.is_none_or(|id| takes_part(event, id)))
            .map(|event| self.event(event))
            .collect()
    }

    /// The quotes, or only those of the entity `only`.
    pub fn quotes(self, only: Option<usize>) -> Vec<QuoteCard> {
        let quotes = self.reading.quotes.iter();
        quotes
            .filter(|quote| only.is_none_or(|id| speaks(quote, id)))
            .map(|quote| self.quote(quote))
            .collect()
    }

    /// The entities of `layer`, those mentioned most first.
    pub fn entities(self, layer: Layer) -> Vec<EntityCard> {
        let mut listed: Vec<(usize, EntityCard)> = Vec::new();
        let taking_part = self.taking_part(layer);
        for entity in &self.reading.entities {
            let in_layer = || entity.mentions.iter().filter(|mention| mention.layer == layer);
            let mentions = in_layer().count();
            if mentions > 0 || taking_part.contains(&entity.id) {
                let first = in_layer().map(|mention| mention.start).min().unwrap_or(usize::MAX);
                let card =
                    EntityCard { id: entity.id, name: one_line(&entity.name), kind: entity.kind, mentions };
                listed.push((first, card));
            }
        }
        listed.sort_by_key(|(first, card)| (std::cmp::Reverse(card.mentions), *first, card.id));
        listed.into_iter().map(|(_, card)| card).collect()
    }

    /// The mentions of the entity `id` in `layer`, each in its line.
    pub fn mentions(self, id: usize, layer: Layer) -> Vec<MentionLine> {
        let mentions = self.entity(id).map(|entity| entity.mentions.as_slice()).unwrap_or_default();
        mentions
            .iter()
            .filter(|mention| mention.layer == layer)
            .map(|mention| self.line(mention.start, mention.end))
            .collect()
    }

    /// Entities that fill a slot of `layer`: an adjective alone ("Turkish jets") is no mention, but an actor.
    fn taking_part(self, layer: Layer) -> std::collections::HashSet<usize> {
        let events = self.reading.events.iter();
        match layer {
            Layer::Actor => {
                let speakers = self.reading.quotes.iter().filter_map(|quote| quote.speaker);
                events
                    .flat_map(|event| event.actors.iter().chain(&event.recipients).copied())
                    .chain(speakers)
                    .collect()
            }
            Layer::Place => events.filter_map(|event| event.place).collect(),
        }
    }

    fn line(self, start: usize, end: usize) -> MentionLine {
        let before = self.context(Span { start: start.saturating_sub(CONTEXT), end: start });
        let after = self.context(Span { start: end, end: end + CONTEXT });
        MentionLine {
            span: Span { start, end },
            // A word that is cut in two is left out.
            before: before.split_once(' ').map_or(before.as_str(), |(_, whole)| whole).to_string(),
            words: self.words(Span { start, end }),
            after: after.rsplit_once(' ').map_or(after.as_str(), |(whole, _)| whole).to_string(),
        }
    }

    /// The words of `span` on one line, with the spaces at its borders.
    fn context(self, span: Span) -> String {
        let words = self.offsets.words(self.text, span);
        let space = |is: bool| if is { " " } else { "" };
        let (first, last) = (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
        format!("{}{}{}", space(first), one_line(words), space(last))
    }

    fn event(self, event: &Event) -> EventCard {
        EventCard {
            id: event.id,
            kind: event.kind,
            trigger: self.words(event.trigger),
            who: self.names(&event.actors),
            whom: self.names(&event.recipients),
            place: event.place.and_then(|id| self.name(id)),
            date: event.date.as_deref().map(wording::date),
            status: event.status,
            status_marked: event.arguments.iter().any(|argument| argument.role == Role::Status),
            source: self.according_to(event),
        }
    }

    fn according_to(self, event: &Event) -> String {
        match (event.according_to.and_then(|id| self.name(id)), event.quote) {
            (Some(name), _) => format!("according to {name}"),
            (None, Some(_)) => "according to a source not named".to_string(),
            (None, None) => "the article’s own words".to_string(),
        }
    }

    fn quote(self, quote: &Quote) -> QuoteCard {
        QuoteCard {
            id: quote.id,
            speaker: quote.speaker.and_then(|id| self.name(id)),
            on_behalf_of: quote.on_behalf_of.and_then(|id| self.name(id)),
            content: self.words(quote.content),
            form: quote.form,
            kind: quote.kind,
        }
    }
}

/// Code points shown on either side of a mention.
const CONTEXT: usize = 40;

fn takes_part(event: &Event, id: usize) -> bool {
    event.actors.contains(&id) || event.place == Some(id)
}

fn speaks(quote: &Quote, id: usize) -> bool {
    quote.speaker == Some(id) || quote.on_behalf_of == Some(id)
}

/// `words` with all white space folded.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample::{TEXT, reading_of};

    fn with_source<T>(test: impl FnOnce(Source) -> T) -> T {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        test(Source { text: TEXT, offsets: &offsets, reading: &reading })
    }

    #[test]
    fn events_say_who_did_what_on_whose_word() {
        let cards = with_source(|source| source.events(None));
        assert_eq!((cards[0].who.as_str(), cards[0].trigger.as_str()), ("Norlink", "cancelled"));
        assert_eq!(cards[0].date.as_deref(), Some("3 November 2026"));
        assert_eq!(cards[0].source, "according to Ola Brandt");
        assert_eq!(cards[1].place.as_deref(), Some("Bergen"));
        assert_eq!(cards[1].who, "");
    }

    #[test]
    fn choosing_somebody_leaves_what_they_did_and_said() {
        with_source(|source| {
            let ids = |cards: Vec<EventCard>| cards.iter().map(|card| card.id).collect::<Vec<_>>();
            assert_eq!(ids(source.events(Some(1))), [0]);
            assert_eq!(ids(source.events(Some(2))), [1]);
            assert_eq!(source.quotes(Some(0)).len(), 2);
            assert!(source.quotes(Some(1)).is_empty());
        });
    }

    #[test]
    fn lists_name_each_layer_with_its_mentions() {
        with_source(|source| {
            let names = |layer| {
                source.entities(layer).into_iter().map(|card| (card.name, card.mentions)).collect::<Vec<_>>()
            };
            assert_eq!(names(Layer::Actor), [("Ola Brandt".to_string(), 2), ("Norlink".to_string(), 2)]);
            assert_eq!(names(Layer::Place), [("Bergen".to_string(), 2)]);
            let line = &source.mentions(2, Layer::Place)[1];
            assert_eq!(
                format!("{}{}{}", line.before, line.words, line.after),
                "that a ferry had hit the pier in Bergen."
            );
        });
    }

    #[test]
    fn several_names_are_a_list() {
        with_source(|source| {
            assert_eq!(source.names(&[0, 1, 2]), "Ola Brandt, Norlink and Bergen");
            assert_eq!(source.names(&[]), "");
            assert_eq!(source.names(&[77]), "");
        });
    }
}
