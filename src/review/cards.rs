//! What the lists beside the text show: a reading with its text, and its actors and places with their names filled in.

use crate::reading::{Entity, EntityKind, Form, Layer, Reading, Span};
use crate::review::events::EventCard;
use crate::review::offsets::Offsets;
use crate::review::plover::{Code, codes};
use crate::review::quotes::QuoteCard;
use crate::review::words;

/// What the lists show one by one.
pub trait Card {
    /// The id in the reading.
    fn id(&mut self) -> &mut usize;

    /// Whether it is so likely wrong that the list folds it away.
    fn is_doubtful(&self) -> bool {
        false
    }
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
    /// What PLOVER's codes say of it, for an actor.
    pub codes: Vec<Code>,
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

    /// The name of the entity with `id` as a sentence has it: "a diplomat", where its words are no name.
    pub fn told(self, id: usize) -> Option<String> {
        let entity = self.entity(id)?;
        let name = self.name(id)?;
        let is_name = !name.starts_with(char::is_lowercase);
        let first = entity.mentions.iter().find(|mention| !is_name && mention.form != Form::Pronoun);
        let before =
            first.map(|first| Span { start: first.start.saturating_sub(LONGEST_ARTICLE), end: first.start });
        let before =
            before.map(|before| self.offsets.words(self.text, before).to_lowercase()).unwrap_or_default();
        Some(match before.split_whitespace().last() {
            // "A police report": the article is the report's.
            Some("a" | "an") if words::COLLECTIVE.has(&name) => name,
            Some(article @ ("a" | "an" | "the")) => format!("{article} {name}"),
            Some("his" | "her" | "its" | "their" | "our" | "my") => format!("the {name}"),
            _ => name,
        })
    }

    /// Several entities as a sentence has them, each name once.
    pub fn told_list(self, ids: &[usize]) -> String {
        let mut names: Vec<String> = Vec::new();
        for name in ids.iter().filter_map(|id| self.told(*id)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        list_of(&names)
    }

    /// The names of several entities, as a list in words.
    pub fn names(self, ids: &[usize]) -> String {
        let names: Vec<String> = ids.iter().filter_map(|id| self.name(*id)).collect();
        list_of(&names)
    }

    /// The headline, where the text carries one.
    pub fn title(self) -> Option<String> {
        self.reading.title.map(|span| self.words(span)).filter(|title| !title.is_empty())
    }

    /// The events.
    pub fn events(self) -> Vec<EventCard> {
        self.reading.events.iter().map(|event| EventCard::of(self, event)).collect()
    }

    /// The quotes.
    pub fn quotes(self) -> Vec<QuoteCard> {
        self.reading.quotes.iter().map(|quote| QuoteCard::of(self, quote)).collect()
    }

    /// The entities of `layer`, those that the article is most about first.
    pub fn entities(self, layer: Layer) -> Vec<EntityCard> {
        let mut listed: Vec<(&Entity, usize, EntityCard)> = Vec::new();
        let taking_part = self.taking_part(layer);
        for entity in &self.reading.entities {
            let in_layer = || entity.mentions.iter().filter(|mention| mention.layer == layer);
            let mentions = in_layer().count();
            if mentions > 0 || taking_part.contains(&entity.id) {
                let first = in_layer().map(|mention| mention.start).min().unwrap_or(usize::MAX);
                let plover = entity.plover.as_ref().filter(|_| layer == Layer::Actor);
                let card = EntityCard {
                    id: entity.id,
                    name: one_line(&entity.name),
                    kind: entity.kind,
                    mentions,
                    codes: plover.map(codes).unwrap_or_default(),
                };
                listed.push((entity, first, card));
            }
        }
        // Where a reading has no salience, the mentions decide.
        listed.sort_by(|(one, first, card), (other, first_of_other, card_of_other)| {
            let salience = other.salience.total_cmp(&one.salience);
            salience
                .then(card_of_other.mentions.cmp(&card.mentions))
                .then(first.cmp(first_of_other))
                .then(card.id.cmp(&card_of_other.id))
        });
        listed.into_iter().map(|(_, _, card)| card).collect()
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

    /// The words of `span` in the passage around them.
    pub fn within(self, span: Span, passage: Span) -> MentionLine {
        MentionLine {
            span,
            before: self.context(Span { start: passage.start.min(span.start), end: span.start }),
            words: self.words(span),
            after: self.context(Span { start: span.end, end: passage.end.max(span.end) }),
        }
    }

    /// The words of `span` on one line, with the spaces at its borders.
    fn context(self, span: Span) -> String {
        let words = self.offsets.words(self.text, span);
        let space = |is: bool| if is { " " } else { "" };
        let (first, last) = (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
        format!("{}{}{}", space(first), one_line(words), space(last))
    }
}

/// Code points that an article or a possessive takes, with the spaces around it.
const LONGEST_ARTICLE: usize = 7;

/// Code points shown on either side of a mention.
const CONTEXT: usize = 40;

/// Several names as a list in words: "one, two and three".
pub fn list_of(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
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
    fn who_the_article_is_about_comes_first() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let names = |reading: &Reading| {
            let source = Source { text: TEXT, offsets: &offsets, reading };
            source.entities(Layer::Actor).into_iter().map(|card| card.name).collect::<Vec<_>>()
        };
        reading.entities[1].salience = 0.9;
        assert_eq!(names(&reading), ["Norlink", "Ola Brandt"]);
        reading.entities.iter_mut().for_each(|entity| entity.salience = 0.0);
        reading.entities[1].mentions.pop();
        assert_eq!(names(&reading), ["Ola Brandt", "Norlink"], "by mentions, where no salience is known");
    }

    #[test]
    fn who_has_no_name_is_told_with_the_article() {
        let text = "A diplomat said his captain had met the envoy.";
        let (offsets, mut reading) = (Offsets::new(text), reading_of(TEXT));
        for (id, name, start) in [(0, "diplomat", 2), (1, "captain", 20), (2, "envoy", 40)] {
            reading.entities[id].name = name.to_string();
            reading.entities[id].mentions.truncate(1);
            reading.entities[id].mentions[0].start = start;
        }
        let source = Source { text, offsets: &offsets, reading: &reading };
        assert_eq!(source.told_list(&[0, 1, 2, 0]), "a diplomat, the captain and the envoy");
        with_source(|source| assert_eq!(source.told(1).as_deref(), Some("Norlink")));
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
