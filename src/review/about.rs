//! What a reading tells of one actor: what it did, what was done to it, what it said, and what others said of it.

use crate::reading::{Quote, Reading, Span};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample::{TEXT, reading_of};

    #[test]
    fn an_actor_has_its_deeds_and_its_words() {
        let reading = reading_of(TEXT);
        let captain = About { said: vec![0, 1], ..About::default() };
        let operator = About { did: vec![0], suffered: vec![1], said: Vec::new(), said_of: vec![1] };
        assert_eq!([about(&reading, 0), about(&reading, 1)], [captain, operator]);
        assert_eq!(about(&reading, 99), About::default());
    }
}
