//! What a reading tells of one actor: what it did, what was done to it, what it said, and what others said of it.

use std::collections::HashSet;

use crate::reading::{EntityKind, Quote, QuoteForm, Reading, Span};
use crate::review::cards::Source;
use crate::review::clause::clause;
use crate::review::events::denial;
use crate::review::lookup::Part;
use crate::review::marks;

/// Events and quotes by their ids, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Events that it did.
    pub did: Vec<usize>,
    /// Events that were done to it.
    pub suffered: Vec<usize>,
    /// Quotes that it said.
    pub said: Vec<usize>,
    /// Quotes of others that speak of it.
    pub said_of: Vec<usize>,
}

/// What `reading` tells of the entity `id`; nothing where there is none.
pub fn about(reading: &Reading, id: usize) -> About {
    let Some(entity) = reading.entities.iter().find(|entity| entity.id == id) else {
        return About::default();
    };
    let is_inside = |content: Span| {
        entity.mentions.iter().any(|mention| content.start <= mention.start && mention.end <= content.end)
    };
    let quotes = |holds: &dyn Fn(&Quote) -> bool| {
        reading.quotes.iter().filter(|quote| holds(quote)).map(|quote| quote.id).collect()
    };
    let events = |list: fn(&crate::reading::Event) -> &Vec<usize>| {
        reading.events.iter().filter(|event| list(event).contains(&id)).map(|event| event.id).collect()
    };
    About {
        did: events(|event| &event.actors),
        suffered: events(|event| &event.recipients),
        said: quotes(&|quote| quote.speaker == Some(id)),
        said_of: quotes(&|quote| quote.speaker != Some(id) && is_inside(quote.content)),
    }
}

/// A part of an actor's card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// What it tells.
    pub heading: &'static str,
    /// Its events or quotes, each with its words.
    pub lines: Vec<(Part, String)>,
}

/// What there is to tell of the entity `id`, without what there is nothing of.
pub fn chapters(source: Source, id: usize) -> Vec<Chapter> {
    let about = about(source.reading, id);
    let is_person = source.entity(id).is_some_and(|entity| entity.kind == EntityKind::Person);
    let [did, suffered, said, said_of] = if is_person {
        ["What they did", "What was done to them", "What they said", "What others said of them"]
    } else {
        ["What it did", "What was done to it", "What it said", "What others said of it"]
    };
    let chapters = [
        (did, events(source, &about.did)),
        (suffered, events(source, &about.suffered)),
        (said, quotes(source, &about.said, false)),
        (said_of, quotes(source, &about.said_of, true)),
    ];
    let chapters = chapters.into_iter().map(|(heading, lines)| Chapter { heading, lines });
    chapters.filter(|chapter| !chapter.lines.is_empty()).collect()
}

/// Several events of one clause are told once.
fn events(source: Source, ids: &[usize]) -> Vec<(Part, String)> {
    let mut told = HashSet::new();
    let events = source.reading.events.iter().filter(|event| ids.contains(&event.id));
    events
        .map(|event| {
            let denial = denial(source, event).map(|denial| format!(", {denial}")).unwrap_or_default();
            (Part::Event(event.id), format!("{}{denial}", clause(source, event).in_words()))
        })
        .filter(|(_, words)| told.insert(words.clone()))
        .collect()
}

fn quotes(source: Source, ids: &[usize], with_speaker: bool) -> Vec<(Part, String)> {
    let quotes = source.reading.quotes.iter().filter(|quote| ids.contains(&quote.id));
    quotes
        .map(|quote| {
            let content = marks::content(source, quote);
            let content = if quote.form == QuoteForm::Direct { format!("“{content}”") } else { content };
            let content = if quote.denied { format!("denied: {content}") } else { content };
            let speaker = quote.speaker.and_then(|id| source.name(id));
            let speaker = speaker.unwrap_or_else(|| "a source not named".to_string());
            let words = if with_speaker { format!("{speaker}: {content}") } else { content };
            (Part::Quote(quote.id), words)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    #[test]
    fn an_actor_has_its_deeds_and_its_words() {
        let reading = reading_of(TEXT);
        let captain = About { said: vec![0, 1], ..About::default() };
        let operator = About { did: vec![0], suffered: vec![1], said: Vec::new(), said_of: vec![1] };
        assert_eq!([about(&reading, 0), about(&reading, 1)], [captain, operator]);
        assert_eq!(about(&reading, 99), About::default());
    }

    #[test]
    fn a_card_tells_all_of_it_in_words() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let told = |id| {
            let chapters = chapters(source, id).into_iter();
            chapters
                .flat_map(|chapter| chapter.lines.into_iter().map(move |line| (chapter.heading, line.1)))
                .collect::<Vec<_>>()
        };
        let line = |heading, words: &str| (heading, words.to_string());
        let sailing = line("What they said", "“We will not sail in this weather”");
        assert_eq!(told(0), [sailing, line("What they said", "Norlink cancelled forty crossings")]);
        assert_eq!(
            told(1),
            [
                line("What it did", "Norlink cancelled forty crossings"),
                line("What was done to it", "A ferry had hit the pier in Bergen, denied by Norlink"),
                line("What others said of it", "Ola Brandt: Norlink cancelled forty crossings"),
            ]
        );
    }
}
