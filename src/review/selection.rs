//! What is chosen, for all panels alike: each of them shows what it has of the events that are chosen.

use std::collections::HashSet;

use crate::reading::{Quote, Reading};
use crate::review::cards::Source;
use crate::review::events::{Facet, UNNAMED, Wanted};
use crate::review::map::{self, ListedPlace, PlaceCard, places};

/// The reading with the events and quotes that meet what is chosen, and with all its entities; none where nothing is
/// chosen.
pub fn narrowed(source: Source, wanted: &Wanted) -> Option<Reading> {
    if !wanted.narrows() {
        return None;
    }
    let cards = source.events();
    let events: HashSet<usize> = wanted.meeting(&cards, None).map(|card| card.id).collect();
    let holding: HashSet<usize> = source
        .reading
        .events
        .iter()
        .filter(|event| events.contains(&event.id))
        .filter_map(|event| event.quote)
        .collect();
    let mut reading = source.reading.clone();
    reading.events.retain(|event| events.contains(&event.id));
    reading.quotes.retain(|quote| meets(source, quote, wanted, &holding));
    Some(reading)
}

/// A quote is of whoever says it, and of the events that it tells of, which are `holding` theirs.
fn meets(source: Source, quote: &Quote, wanted: &Wanted, holding: &HashSet<usize>) -> bool {
    let is_by = |name: &str| {
        [quote.speaker, quote.on_behalf_of]
            .into_iter()
            .flatten()
            .any(|id| source.name(id).as_deref() == Some(name))
    };
    wanted.choices().all(|(facet, chosen)| match facet {
        Facet::Actor => is_by(chosen),
        Facet::Claim if chosen == UNNAMED => quote.speaker.is_none(),
        Facet::Claim => is_by(chosen),
        Facet::Kind | Facet::Place | Facet::Status => holding.contains(&quote.id),
    })
}

/// The places of the map: all, or where something happened that is chosen, and a place that is chosen itself.
pub fn mapped(source: Source, wanted: &Wanted) -> Vec<PlaceCard> {
    let mut cards = places(source);
    if wanted.narrows() {
        cards.retain(|card| card.events > 0 || card.name == wanted.chosen(Facet::Place));
    }
    cards
}

/// The places of the list, by the same choice.
pub fn listed(source: Source, wanted: &Wanted) -> Vec<ListedPlace> {
    let mut cards = map::listed(source);
    if wanted.narrows() {
        cards.retain(|card| card.events > 0 || card.name == wanted.chosen(Facet::Place));
    }
    cards
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::network::network;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, place_of_bergen, reading_of};

    /// Events, quotes, ties and marks on the map of what is left.
    fn left(choices: &[(Facet, &str)]) -> (Vec<usize>, Vec<usize>, usize, usize) {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        reading.entities[2].place = Some(place_of_bergen());
        reading.events[0].recipients = vec![0];
        let mut wanted = Wanted::default();
        for (facet, value) in choices {
            wanted.choose(*facet, (*value).to_string());
        }
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let narrowed = narrowed(source, &wanted);
        assert_eq!(narrowed.is_some(), !choices.is_empty());
        let source = Source { reading: narrowed.as_ref().unwrap_or(&reading), ..source };
        let events = source.reading.events.iter().map(|event| event.id).collect();
        let quotes = source.reading.quotes.iter().map(|quote| quote.id).collect();
        let marks = mapped(source, &wanted);
        assert_eq!(listed(source, &wanted).len(), marks.len(), "all places here are on the map");
        (events, quotes, network(source).len(), marks.len())
    }

    #[test]
    fn all_panels_show_the_same_choice() {
        assert_eq!(left(&[]), (vec![0, 1], vec![0, 1], 1, 1));
        assert_eq!(left(&[(Facet::Actor, "Norlink")]), (vec![0, 1], vec![], 1, 1));
        assert_eq!(left(&[(Facet::Actor, "Ola Brandt")]), (vec![0], vec![0, 1], 1, 0));
        assert_eq!(left(&[(Facet::Place, "Bergen")]), (vec![1], vec![], 0, 1));
        assert_eq!(left(&[(Facet::Kind, "economy")]), (vec![0], vec![1], 1, 0));
        assert_eq!(left(&[(Facet::Claim, "Ola Brandt")]), (vec![0], vec![0, 1], 1, 0));
        assert_eq!(left(&[(Facet::Actor, "Ola Brandt"), (Facet::Status, "denied")]), (vec![], vec![], 0, 0));
    }
}
