//! What can be put into the fields of a card.

use std::collections::HashMap;

use crate::dates::from_iso;
use crate::reading::{Entity, EntityKind, Layer, Reading, Span};
use crate::review::cards::Source;
use crate::review::corrections::{Mark, Review};
use crate::review::lookup::Part;

/// Whether `reading` has `part`.
pub fn has(reading: &Reading, part: Part) -> bool {
    match part {
        Part::Event(id) => reading.events.iter().any(|event| event.id == id),
        Part::Quote(id) => reading.quotes.iter().any(|quote| quote.id == id),
        Part::Entity(id) => reading.entities.iter().any(|entity| entity.id == id),
        Part::Mention(_) | Part::Tie(..) => false,
    }
}

/// Those who can fill a slot of `layer`, with their names, the nearest to `span` first. Of one name the later ones are
/// numbered.
pub fn near(source: Source, span: Span, layer: Layer) -> Vec<(usize, String)> {
    let mut named: HashMap<String, usize> = HashMap::new();
    let mut offers: Vec<(usize, usize, String)> = Vec::new();
    for entity in source.reading.entities.iter().filter(|entity| fills(entity, layer)) {
        let name = source.name(entity.id).unwrap_or_default();
        let count = named.entry(name.clone()).or_default();
        *count += 1;
        let name = if *count > 1 { format!("{name} ({count})") } else { name };
        offers.push((away(entity, span).unwrap_or(usize::MAX), entity.id, name));
    }
    offers.sort();
    offers.into_iter().map(|(_, id, name)| (id, name)).collect()
}

fn fills(entity: &Entity, layer: Layer) -> bool {
    let is_there = entity.mentions.iter().any(|mention| mention.layer == layer);
    is_there || (entity.kind == EntityKind::Place) == (layer == Layer::Place)
}

/// Code points between `span` and the nearest mention outside it; none where there is none.
fn away(entity: &Entity, span: Span) -> Option<usize> {
    let mentions = entity.mentions.iter().filter_map(|mention| {
        span.start.checked_sub(mention.end).or_else(|| mention.start.checked_sub(span.end))
    });
    mentions.min()
}

/// A day, month, year, or a span of them as ISO 8601 has it.
pub fn date(words: &str) -> Option<String> {
    let words = words.trim();
    let is_one = |part: &str| match part.len() {
        4 => from_iso(&format!("{part}-01-01")).is_some(),
        7 => from_iso(&format!("{part}-01")).is_some(),
        _ => from_iso(part).is_some(),
    };
    let is_date = match words.split_once('/') {
        Some((from, to)) => is_one(from) && is_one(to) && from <= to,
        None => is_one(words),
    };
    is_date.then(|| words.to_string())
}

/// `span` without the white space at its ends; none where nothing is left.
pub fn trimmed(source: Source, span: Span) -> Option<Span> {
    let words = source.offsets.words(source.text, span);
    let before = words.chars().take_while(|c| c.is_whitespace()).count();
    let after = words.chars().rev().take_while(|c| c.is_whitespace()).count();
    (before + after < span.end - span.start)
        .then(|| Span { start: span.start + before, end: span.end - after })
}

/// Which cards are wanted, by what the user has put on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Remarked {
    /// All of them.
    #[default]
    Any,
    /// Those with a mark.
    Marked(Mark),
    /// Those without any.
    Unmarked,
    /// Those with a note.
    Noted,
}

impl Remarked {
    /// All of them.
    pub const ALL: [Remarked; 5] = [
        Remarked::Any,
        Remarked::Marked(Mark::Checked),
        Remarked::Marked(Mark::Disputed),
        Remarked::Unmarked,
        Remarked::Noted,
    ];

    /// It in words.
    pub fn words(self) -> &'static str {
        match self {
            Remarked::Any => "Any mark",
            Remarked::Marked(Mark::Checked) => "Checked",
            Remarked::Marked(Mark::Disputed) => "Disputed",
            Remarked::Unmarked => "Not marked",
            Remarked::Noted => "With a note",
        }
    }

    /// Whether the card of `part` is wanted.
    pub fn wants(self, review: &Review, part: Part) -> bool {
        let remark = || review.remark(part);
        match self {
            Remarked::Any => true,
            Remarked::Marked(mark) => remark().mark == Some(mark),
            Remarked::Unmarked => remark().mark.is_none(),
            Remarked::Noted => !remark().note.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample::read_with;

    #[test]
    fn the_nearest_come_first_and_places_are_not_among_those_who_act() {
        let read = read_with(&[]);
        let quote = read.reading.quotes[1].content;
        let names: Vec<String> =
            near(read.source(), quote, Layer::Actor).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Ola Brandt", "Norlink"], "who is only quoted has not said it");
        assert_eq!(near(read.source(), quote, Layer::Place), [(2, "Bergen".to_string())]);
        let brandt = read.reading.entities[0].mentions[1];
        let span = Span { start: brandt.start, end: brandt.end };
        let one = read.proposal().mention(span, Layer::Actor, None);
        let name = crate::review::corrections::EntityFix::Name("Ola Brandt".to_string());
        let split = read_with(std::slice::from_ref(&one));
        let two = read_with(&[one, split.proposal().entity_is(3, name).expect("somebody new")]);
        let names: Vec<String> =
            near(two.source(), quote, Layer::Actor).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Ola Brandt (2)", "Norlink", "Ola Brandt"], "two of one name are told apart");
    }

    #[test]
    fn a_date_is_one_that_there_is() {
        for good in ["2026", "2026-11", "2026-11-03", " 2026-11-03/2026-11-05 ", "2025/2026"] {
            assert_eq!(date(good).as_deref(), Some(good.trim()));
        }
        for bad in ["", "yesterday", "2026-13", "2026-02-30", "2026-11-05/2026-11-03", "20261103"] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn cards_are_found_by_what_is_on_them() {
        let mark = read_with(&[]).proposal().mark(Part::Event(0), Some(Mark::Checked)).expect("event 0");
        let note = read_with(&[]).proposal().note(Part::Event(1), "Why?".to_string()).expect("event 1");
        let review = read_with(&[mark, note]).review;
        let wanted = |remarked: Remarked| [0, 1].map(|id| remarked.wants(&review, Part::Event(id)));
        assert_eq!(
            Remarked::ALL.map(wanted),
            [[true, true], [true, false], [false, false], [false, true], [false, true]]
        );
    }

    #[test]
    fn spaces_at_the_ends_of_a_selection_are_not_meant() {
        let read = read_with(&[]);
        let at = |start, end| trimmed(read.source(), Span { start, end });
        assert_eq!(at(5, 15), Some(Span { start: 6, end: 14 }));
        assert_eq!(at(5, 6), None);
        assert_eq!(at(3, 3), None);
    }
}
