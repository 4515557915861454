//! The list of quotes: what a card shows, what the list can be narrowed down to, and its order.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::reading::{EntityKind, Layer, Quote, QuoteForm, QuoteKind, Span};
use crate::review::cards::{Card, Source};
use crate::review::fields::near;
use crate::review::marks;
use crate::review::search::find_all;
use crate::review::wording;

/// A speaker of whom the reading is less sure than this is shown as unsure.
const SURE: f32 = 0.7;

/// How many others an unsure card offers as its speaker.
const OTHERS: usize = 2;

/// Code points between the source and the cue of a quote that are still read as one phrase.
const NEAR: usize = 60;

/// A quote as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuoteCard {
    /// Its id in the reading.
    pub id: usize,
    /// In the order by speaker the name above the first of a speaker's quotes, with their number.
    pub heading: Option<(String, usize)>,
    /// Who said it.
    pub speaker: Option<String>,
    /// Whether it may well have been another.
    pub unsure: bool,
    /// How likely it is the speaker's, in percent.
    pub sureness: u8,
    /// Whom a spokesman spoke for.
    pub on_behalf_of: Option<String>,
    /// The words.
    pub content: String,
    /// Source and cue as they stand in the text: "said Captain Ola Brandt".
    pub told: String,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
    /// Whether it is denied: "denied that it had fired".
    pub denied: bool,
}

impl Card for QuoteCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl QuoteCard {
    /// The card of `quote`.
    pub fn of(source: Source, quote: &Quote) -> Self {
        QuoteCard {
            id: quote.id,
            heading: None,
            speaker: quote.speaker.and_then(|id| source.name(id)),
            sureness: (quote.confidence * quote.speaker_confidence * 100.0).round() as u8,
            unsure: quote.speaker.is_some() && quote.speaker_confidence < SURE,
            on_behalf_of: quote.on_behalf_of.and_then(|id| source.name(id)),
            content: marks::content(source, quote),
            told: told(source, quote),
            form: quote.form,
            kind: quote.kind,
            denied: quote.denied,
        }
    }
}

/// How the text attributes `quote`, without what only says the speaker's name again.
fn told(source: Source, quote: &Quote) -> String {
    let name = quote.speaker.and_then(|id| source.name(id)).unwrap_or_default();
    if quote.source.is_some_and(|who| name.contains(&source.words(who))) {
        return quote.cue.map(|cue| source.words(cue)).unwrap_or_default();
    }
    let (Some(who), Some(cue)) = (quote.source, quote.cue) else {
        return quote.source.or(quote.cue).map(|span| source.words(span)).unwrap_or_default();
    };
    let (first, second) = if who.start <= cue.start { (who, cue) } else { (cue, who) };
    let is_between = first.end <= quote.content.start && quote.content.end <= second.start;
    if is_between || second.start > first.end + NEAR {
        return format!("{} … {}", source.words(first), source.words(second));
    }
    source.words(Span { start: first.start, end: second.end.max(first.end) })
}

/// Those who may have said the quote `id`, the nearest first.
pub fn speakers(source: Source, id: usize) -> Vec<(usize, String)> {
    let quote = source.reading.quotes.iter().find(|quote| quote.id == id);
    quote.map(|quote| near(source, quote.content, Layer::Actor)).unwrap_or_default()
}

/// Those who are named nearest to the quote `id` outside it, but for its speaker: who else may have said it.
pub fn others(source: Source, id: usize) -> Vec<(usize, String)> {
    let Some(quote) = source.reading.quotes.iter().find(|quote| quote.id == id) else { return Vec::new() };
    let Span { start, end } = quote.content;
    let actors = source.reading.entities.iter().filter(|entity| {
        entity.kind != EntityKind::Place
            && Some(entity.id) != quote.speaker
            && Some(entity.id) != quote.on_behalf_of
    });
    let mut near: Vec<(usize, usize)> = actors
        .filter_map(|entity| {
            let away = entity.mentions.iter().filter_map(|mention| {
                start.checked_sub(mention.end).or_else(|| mention.start.checked_sub(end))
            });
            Some((away.min()?, entity.id))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(OTHERS).filter_map(|(_, id)| Some((id, source.name(id)?))).collect()
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Speaker by speaker, whoever says most first.
    #[default]
    Speaker,
    /// As they stand in the text.
    Text,
    /// The longest first.
    Longest,
    /// Those whose speaker is least sure first.
    Doubt,
}

/// Which quotes are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Which {
    /// All that was said.
    #[default]
    All,
    /// What was said, in one form.
    Said(QuoteForm),
    /// Thoughts, wishes and fears.
    Thought,
}

impl Which {
    /// All of them.
    pub const ALL: [Which; 5] = [
        Which::All,
        Which::Said(QuoteForm::Direct),
        Which::Said(QuoteForm::Indirect),
        Which::Said(QuoteForm::Mixed),
        Which::Thought,
    ];

    /// A short name; empty for all.
    pub fn name(self) -> &'static str {
        match self {
            Which::All => "",
            Which::Said(form) => wording::form(form),
            Which::Thought => "thought",
        }
    }

    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Which::All => "All forms",
            Which::Thought => "thoughts",
            Which::Said(form) => wording::form(form),
        }
    }
}

/// How somebody wants to see the quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The order.
    pub order: Order,
    /// Which of them.
    pub which: Which,
    /// Words that the card must have; empty for any.
    pub query: String,
}

impl Wanted {
    /// Whether anything is left out.
    pub fn narrows(&self) -> bool {
        self.which != Which::All || !self.query.trim().is_empty()
    }

    /// All of them, with the order left as it is.
    pub fn widen(&mut self) {
        (self.which, self.query) = (Which::All, String::new());
    }

    /// The cards that are wanted, in the order that is wanted.
    pub fn of(&self, cards: Vec<QuoteCard>) -> Vec<QuoteCard> {
        let mut cards = cards;
        cards.retain(|card| self.is_met(card));
        match self.order {
            Order::Speaker => by_speaker(&mut cards),
            Order::Text => {}
            Order::Doubt => cards.sort_by_key(|card| card.sureness),
            Order::Longest => cards.sort_by_key(|card| Reverse(card.content.chars().count())),
        }
        cards
    }

    fn is_met(&self, card: &QuoteCard) -> bool {
        let form = match self.which {
            Which::All => card.kind == QuoteKind::Said,
            Which::Said(form) => card.kind == QuoteKind::Said && card.form == form,
            Which::Thought => card.kind == QuoteKind::Thought,
        };
        let has = |words: &str| !find_all(words, &self.query).is_empty();
        let parts = [&card.content, &card.told].into_iter().chain(&card.speaker).chain(&card.on_behalf_of);
        form && (self.query.trim().is_empty() || parts.into_iter().any(|words| has(words)))
    }
}

fn by_speaker(cards: &mut [QuoteCard]) {
    let mut groups: HashMap<Option<String>, (usize, usize)> = HashMap::new();
    for (nth, card) in cards.iter().enumerate() {
        groups.entry(card.speaker.clone()).or_insert((0, nth)).0 += 1;
    }
    cards.sort_by_key(|card| {
        let (count, first) = groups[&card.speaker];
        (card.speaker.is_none(), Reverse(count), first)
    });
    let mut before = None;
    for card in cards {
        if before.as_ref() != Some(&card.speaker) {
            let name = card.speaker.clone().unwrap_or_else(|| "Speaker not named".to_string());
            card.heading = Some((name, groups[&card.speaker].0));
            before = Some(card.speaker.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    fn with_source<T>(change: impl FnOnce(&mut Reading), test: impl FnOnce(Source) -> T) -> T {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        change(&mut reading);
        test(Source { text: TEXT, offsets: &offsets, reading: &reading })
    }

    fn card(id: usize, speaker: Option<&str>, content: &str, form: QuoteForm) -> QuoteCard {
        QuoteCard {
            id,
            heading: None,
            speaker: speaker.map(str::to_string),
            unsure: false,
            sureness: 80 + id as u8,
            on_behalf_of: None,
            content: content.to_string(),
            told: "said".to_string(),
            form,
            kind: QuoteKind::Said,
            denied: false,
        }
    }

    fn three() -> Vec<QuoteCard> {
        vec![
            card(0, None, "the pier is safe", QuoteForm::Indirect),
            card(1, Some("Ines Varga"), "we wait", QuoteForm::Direct),
            card(2, Some("Ola Brandt"), "nobody was hurt on the Ferry", QuoteForm::Direct),
            card(3, Some("Ola Brandt"), "we sail", QuoteForm::Mixed),
        ]
    }

    fn ids(wanted: &Wanted) -> Vec<usize> {
        wanted.of(three()).iter().map(|card| card.id).collect()
    }

    #[test]
    fn quotes_stand_speaker_by_speaker_or_in_another_order() {
        let in_order = |order| Wanted { order, ..Wanted::default() };
        assert_eq!(ids(&in_order(Order::Speaker)), [2, 3, 1, 0]);
        assert_eq!(ids(&in_order(Order::Text)), [0, 1, 2, 3]);
        assert_eq!(ids(&in_order(Order::Longest)), [2, 0, 1, 3]);
        assert_eq!(ids(&in_order(Order::Doubt)), [0, 1, 2, 3]);
        let headings: Vec<_> = Wanted::default().of(three()).into_iter().map(|card| card.heading).collect();
        let heading = |name: &str, count| Some((name.to_string(), count));
        assert_eq!(
            headings,
            [heading("Ola Brandt", 2), None, heading("Ines Varga", 1), heading("Speaker not named", 1)]
        );
    }

    #[test]
    fn quotes_are_found_by_their_words_their_speaker_and_their_form() {
        let found = |query: &str| ids(&Wanted { query: query.to_string(), ..Wanted::default() });
        assert_eq!(found("ferry"), [2]);
        assert_eq!(found("varga"), [1]);
        assert_eq!(found("helicopter"), Vec::<usize>::new());
        let which = |which| ids(&Wanted { which, ..Wanted::default() });
        assert_eq!(which(Which::Said(QuoteForm::Mixed)), [3]);
        assert_eq!(which(Which::Thought), Vec::<usize>::new());
    }

    #[test]
    fn thoughts_stand_apart_from_what_was_said() {
        let mut cards = three();
        cards[3].kind = QuoteKind::Thought;
        let which = |which| {
            let wanted = Wanted { which, order: Order::Text, ..Wanted::default() };
            wanted.of(cards.clone()).iter().map(|card| card.id).collect::<Vec<_>>()
        };
        assert_eq!(which(Which::All), [0, 1, 2]);
        assert_eq!(which(Which::Said(QuoteForm::Mixed)), Vec::<usize>::new());
        assert_eq!(which(Which::Thought), [3]);
    }

    #[test]
    fn a_card_tells_how_the_text_attributes_it() {
        with_source(
            |reading| reading.quotes[1].cue = None,
            |source| {
                let cards = source.quotes();
                assert_eq!(cards[0].told, "Captain Ola Brandt said");
                assert_eq!(cards[1].told, "", "the name alone says nothing new");
            },
        );
    }

    #[test]
    fn an_unsure_speaker_is_told_with_those_named_nearby() {
        with_source(
            |reading| reading.quotes[0].speaker_confidence = 0.4,
            |source| {
                let cards = source.quotes();
                assert!(cards[0].unsure && !cards[1].unsure);
                assert_eq!(others(source, 0), [(1, "Norlink".to_string())], "not the speaker, and no place");
                assert_eq!(others(source, 77), []);
            },
        );
    }
}
