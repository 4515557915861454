//! The list of events: each of them as a sentence, what the list can be narrowed down to, and its order.

use crate::reading::{Event, EventType, Quantity, Role, Span, Status, UNBOUNDED};
use crate::review::cards::{Card, MentionLine, Source};
use crate::review::clause::clause;
use crate::review::plover::{Quad, quad};
use crate::review::wording;

/// An event that is less likely than this to be told rightly in all is folded away: of those below, one in eight was right.
const DOUBTFUL: f32 = 0.2;

/// One that is less likely than this says that it is unsure: of those between, a quarter was right.
const UNSURE: f32 = 0.3;

/// An event as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventCard {
    /// Its id in the reading.
    pub id: usize,
    /// Its type.
    pub kind: EventType,
    /// Its type in plain words; of what has none, its mode.
    pub genre: String,
    /// The same with the mode.
    pub what: String,
    /// PLOVER's name and score of it.
    pub gloss: String,
    /// What happened, part by part, in the words of the article.
    pub sentence: Vec<(Slot, String)>,
    /// Who did it; empty where the text names nobody.
    pub who: Vec<String>,
    /// To whom; empty where the text names nobody.
    pub whom: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// What the sentence does not say itself, in order: "by Norlink", "in Bergen", "by whom is not said".
    pub beside: Vec<(Slot, String)>,
    /// Whether it took place.
    pub status: Status,
    /// Whether words of the text say so.
    pub status_marked: bool,
    /// On whose word.
    pub claim: Claim,
    /// Who disputes it.
    pub disputed_by: Vec<String>,
    /// Whether one passage says it, and another that it is not so.
    pub is_disputed: bool,
    /// The numbers told of it, each in words, and where sources differ on whose: "12 killed, according to police".
    pub quantities: Vec<String>,
    /// How many passages tell of it.
    pub told: usize,
    /// How likely it is told rightly, in percent.
    pub sureness: u8,
}

/// On whose word an event rests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// Somebody says so: the name, and as a sentence has it.
    Of {
        /// The name.
        name: String,
        /// The name as a sentence has it.
        told: String,
    },
    /// Somebody without a name says so.
    Unnamed,
    /// The article says so itself.
    Article,
}

/// What a part of the sentence of an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Who did it.
    Who,
    /// The words that report it.
    Trigger,
    /// To whom.
    Whom,
    /// Where.
    Where,
    /// When, in the words of the text.
    During,
    /// When, by the calendar.
    When,
    /// What is none of the others.
    Between,
}

impl Card for EventCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }

    fn is_doubtful(&self) -> bool {
        f32::from(self.sureness) < DOUBTFUL * 100.0
    }
}

impl EventCard {
    /// The card of `event`.
    pub fn of(source: Source, event: &Event) -> Self {
        let names = |ids: &[usize]| once_each(ids.iter().filter_map(|id| source.name(*id)));
        let (clause, mode) = (clause(source, event), event.mode.as_deref());
        let against = event.told.iter().filter(|telling| telling.status == Status::Denied).count();
        EventCard {
            id: event.id,
            kind: event.kind,
            genre: wording::genre(event.kind, mode),
            what: wording::happening(event.kind, mode),
            gloss: wording::gloss(event.kind, mode),
            beside: beside(source, event, &clause.named),
            sentence: clause.parts,
            who: names(&event.actors),
            whom: names(&event.recipients),
            place: event.place.and_then(|id| source.name(id)),
            date: event.date.clone(),
            status: event.status,
            status_marked: event.arguments.iter().any(|argument| argument.role == Role::Status),
            claim: Claim::new(source, event.according_to, event.quote),
            disputed_by: names(&event.disputed_by),
            is_disputed: !event.disputed_by.is_empty() || 0 < against && against < event.told.len(),
            quantities: quantities(source, event),
            told: event.told.len(),
            sureness: (event.confidence * 100.0).round() as u8,
        }
    }

    /// The sentence in one piece.
    pub fn in_words(&self) -> String {
        self.sentence.iter().map(|(_, words)| words.as_str()).collect()
    }

    /// Whether the card should say that it may well be wrong.
    pub fn is_unsure(&self) -> bool {
        f32::from(self.sureness) < UNSURE * 100.0
    }

    /// The status, where it is worth a word, and on whose word: "planned according to Norlink".
    pub fn told_by(&self) -> String {
        match wording::told_status(self.status) {
            Some(status) => format!("{status} {}", self.on_whose_word()),
            None => self.on_whose_word(),
        }
    }

    /// On whose word, after the status: "planned", "according to Norlink"; "denied", "by Norlink".
    pub fn on_whose_word(&self) -> String {
        self.claim.in_words(self.status)
    }
}

fn once_each(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for words in words {
        if !once.contains(&words) {
            once.push(words);
        }
    }
    once
}

/// What the reading knows of an event and its clause, which names the entities `named`, does not say; and what nobody says,
/// of what somebody does to somebody.
fn beside(source: Source, event: &Event, named: &[usize]) -> Vec<(Slot, String)> {
    let names = |ids: &[usize]| {
        let missing: Vec<usize> = ids.iter().copied().filter(|id| !named.contains(id)).collect();
        source.told_list(&missing)
    };
    let mut facts = Vec::new();
    let mut tell = |slot: Slot, before: &str, words: String| {
        if !words.is_empty() {
            facts.push((slot, format!("{before}{words}")));
        }
    };
    tell(Slot::Who, "by ", names(&event.actors));
    tell(Slot::Whom, "to whom: ", names(&event.recipients));
    tell(Slot::Where, "in ", names(event.place.as_slice()));
    tell(Slot::When, "", event.date.as_deref().map(wording::date).unwrap_or_default());
    let is_deed = matches!(quad(event.kind), Quad::MaterialConflict | Quad::MaterialCooperation);
    if event.actors.is_empty() && is_deed {
        tell(Slot::Between, "", "by whom is not said".to_string());
    }
    facts
}

impl Claim {
    fn new(source: Source, according_to: Option<usize>, quote: Option<usize>) -> Self {
        let named = according_to.and_then(|id| Some((source.name(id)?, source.told(id)?)));
        match (named, quote) {
            (Some((name, told)), _) => Claim::Of { name, told },
            (None, Some(_)) => Claim::Unnamed,
            (None, None) => Claim::Article,
        }
    }

    fn in_words(&self, status: Status) -> String {
        match (self, status) {
            (Claim::Of { told, .. }, Status::Denied) => format!("by {told}"),
            (Claim::Of { told, .. }, _) => format!("according to {told}"),
            (Claim::Unnamed, Status::Denied) => "by a source not named".to_string(),
            (Claim::Unnamed, _) => "according to a source not named".to_string(),
            (Claim::Article, _) => "the article’s own words".to_string(),
        }
    }
}

/// A passage that tells of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Passage {
    /// Its sentence, with the words that tell of the event.
    pub line: MentionLine,
    /// On whose word it stands here: "according to Norlink", "denied by Norlink".
    pub source: String,
}

/// The passages that tell of the event `id`, in the order of the text.
pub fn passages(source: Source, id: usize) -> Vec<Passage> {
    let event = source.reading.events.iter().find(|event| event.id == id);
    let told = event.into_iter().flat_map(|event| &event.told);
    told.map(|telling| {
        let claim = Claim::new(source, telling.according_to, telling.quote).in_words(telling.status);
        let denied = if telling.status == Status::Denied { "denied " } else { "" };
        Passage { line: source.within(telling.trigger, telling.sentence), source: format!("{denied}{claim}") }
    })
    .collect()
}

/// What is said of a disputed happening: what tells of it, and what says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dispute {
    /// Passages that tell of it.
    pub told: Vec<Passage>,
    /// Passages that deny it, or are of somebody who disputes it.
    pub denied: Vec<Passage>,
    /// Who disputes it, where no passage of theirs stands here.
    pub others: Vec<String>,
}

/// The sides of the event `id`.
pub fn dispute(source: Source, id: usize) -> Dispute {
    let Some(event) = source.reading.events.iter().find(|event| event.id == id) else {
        return Dispute::default();
    };
    let disputes = |by: Option<usize>| by.is_some_and(|by| event.disputed_by.contains(&by));
    let mut sides = Dispute::default();
    for (telling, passage) in event.told.iter().zip(passages(source, id)) {
        let is_against = telling.status == Status::Denied || disputes(telling.according_to);
        if is_against { sides.denied.push(passage) } else { sides.told.push(passage) }
    }
    let is_heard = |by: &usize| event.told.iter().any(|telling| telling.according_to == Some(*by));
    let others = event.disputed_by.iter().filter(|by| !is_heard(by));
    sides.others = others.filter_map(|by| source.told(*by)).collect();
    sides
}

/// An event in few words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Happening {
    /// The event's id.
    pub id: usize,
    /// Its type.
    pub kind: EventType,
    /// What it is, in words.
    pub what: String,
    /// PLOVER's name and score of it.
    pub gloss: String,
    /// What happened, in the words of the article.
    pub sentence: String,
    /// Who denies it, where it is only told as denied: "denied by Norlink".
    pub denial: Option<String>,
}

impl Happening {
    /// How many are told of one place or tie at most; the list of events has them all.
    pub const MOST: usize = 6;

    /// `event` in few words.
    pub fn of(source: Source, event: &Event) -> Self {
        Happening {
            id: event.id,
            kind: event.kind,
            what: wording::happening(event.kind, event.mode.as_deref()),
            gloss: wording::gloss(event.kind, event.mode.as_deref()),
            sentence: clause(source, event).in_words(),
            denial: denial(source, event),
        }
    }
}

/// "denied by Norlink", of an event that is only told as denied.
pub fn denial(source: Source, event: &Event) -> Option<String> {
    let claim = Claim::new(source, event.according_to, event.quote);
    (event.status == Status::Denied).then(|| format!("denied {}", claim.in_words(event.status)))
}

/// The numbers told of `event` in words, with the source of each that has another than the event or another number.
pub fn quantities(source: Source, event: &Event) -> Vec<String> {
    let differs = |one: &Quantity| {
        let mut all = event.quantities.iter().map(|other| other.according_to).chain([event.according_to]);
        all.any(|other| other != one.according_to)
    };
    once_each(event.quantities.iter().map(|quantity| {
        let number = in_words(source, quantity);
        match quantity.according_to.filter(|_| differs(quantity)).and_then(|id| source.told(id)) {
            Some(by) => format!("{number}, according to {by}"),
            None => number,
        }
    }))
}

/// "12 killed", "10 to 12 killed"; where the words give one bound only, "at least 10 killed", "up to 10 killed".
fn in_words(source: Source, quantity: &Quantity) -> String {
    let number = match (quantity.low, quantity.high) {
        (low, high) if low <= 0.0 && high > low && high < UNBOUNDED => {
            format!("up to {}", wording::number(high))
        }
        (low, high) if high > low && high < UNBOUNDED => {
            format!("{} to {}", wording::number(low), wording::number(high))
        }
        (low, high) if high > low => format!("at least {}", wording::number(low)),
        (low, _) => wording::number(low),
    };
    let what = if quantity.what.is_empty() {
        source.words(Span { start: quantity.start, end: quantity.end })
    } else {
        quantity.what.clone()
    };
    format!("{number} {what}")
}

/// What the list of events can be narrowed down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The type.
    Kind,
    /// Who did it, or whom it was done to.
    Actor,
    /// The place.
    Place,
    /// Whether it took place.
    Status,
    /// On whose word.
    Claim,
}

/// What events are found under that rest on the word of somebody without a name.
pub const UNNAMED: &str = "a source not named";

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What the article is most about first.
    #[default]
    Salience,
    /// As the article tells it.
    Story,
    /// As it happened, and then what has no date.
    Time,
    /// What the reading is least sure of first.
    Doubt,
}

/// How somebody wants to see the events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What is chosen of each facet; empty for all.
    chosen: [String; Facet::ALL.len()],
    /// The order.
    pub order: Order,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 5] = [Facet::Kind, Facet::Actor, Facet::Place, Facet::Status, Facet::Claim];

    /// What `card` is found under.
    fn values(self, card: &EventCard) -> Vec<&str> {
        match self {
            Facet::Kind => vec![&card.genre],
            Facet::Actor => card.who.iter().chain(&card.whom).map(String::as_str).collect(),
            Facet::Place => card.place.as_deref().into_iter().collect(),
            Facet::Status => vec![wording::status(card.status)],
            Facet::Claim => vec![match &card.claim {
                Claim::Of { name, .. } => name,
                Claim::Unnamed => UNNAMED,
                Claim::Article => "the article’s own words",
            }],
        }
    }
}

impl Wanted {
    /// Chooses `value` of `facet`, or with an empty one all.
    pub fn choose(&mut self, facet: Facet, value: String) {
        self.chosen[facet as usize] = value;
    }

    /// Whether any facet narrows the list down.
    pub fn narrows(&self) -> bool {
        self.chosen.iter().any(|chosen| !chosen.is_empty())
    }

    /// All facets, with the order left as it is.
    pub fn widen(&mut self) {
        self.chosen = Default::default();
    }

    /// What is chosen of `facet`; empty for all.
    pub fn chosen(&self, facet: Facet) -> &str {
        &self.chosen[facet as usize]
    }

    /// All that is chosen.
    pub fn choices(&self) -> impl Iterator<Item = (Facet, &str)> {
        Facet::ALL
            .into_iter()
            .map(|facet| (facet, self.chosen(facet)))
            .filter(|(_, chosen)| !chosen.is_empty())
    }

    /// Leaves out what is chosen and found nowhere any more, after an edit: neither among `cards` nor as the name of
    /// somebody.
    pub fn keep_to(&mut self, cards: &[EventCard], is_name: impl Fn(&str) -> bool) {
        for facet in Facet::ALL {
            let chosen = self.chosen(facet);
            let is_found = cards.iter().any(|card| facet.values(card).contains(&chosen))
                || matches!(facet, Facet::Actor | Facet::Place) && is_name(chosen);
            if !is_found {
                self.choose(facet, String::new());
            }
        }
    }

    /// Of `cards`, which stand as the article tells them, those that are wanted, in the order that is wanted. `salience`
    /// says how much the article is about an event.
    pub fn of(&self, cards: &[EventCard], salience: impl Fn(usize) -> f32) -> Vec<EventCard> {
        let mut wanted: Vec<EventCard> = self.meeting(cards, None).cloned().collect();
        match self.order {
            // What is doubtful comes last, where it is folded.
            Order::Salience => wanted.sort_by(|one, other| {
                let weight = salience(other.id).total_cmp(&salience(one.id));
                one.is_doubtful().cmp(&other.is_doubtful()).then(weight)
            }),
            Order::Story => wanted.sort_by_key(Card::is_doubtful),
            Order::Time => wanted.sort_by(|one, other| {
                (one.is_doubtful(), by_time(one)).cmp(&(other.is_doubtful(), by_time(other)))
            }),
            Order::Doubt => wanted.sort_by_key(|card| card.sureness),
        }
        wanted
    }

    /// The values of `facet` among the cards that meet the other facets, each with its number of cards, most first.
    pub fn offers(&self, facet: Facet, cards: &[EventCard]) -> Vec<(String, usize)> {
        let mut offers: Vec<(String, usize)> = Vec::new();
        for value in self.meeting(cards, Some(facet)).flat_map(|card| facet.values(card)) {
            match offers.iter_mut().find(|(other, _)| other == value) {
                Some((_, count)) => *count += 1,
                None => offers.push((value.to_string(), 1)),
            }
        }
        offers.sort_by(|(one, ones), (other, others)| others.cmp(ones).then_with(|| one.cmp(other)));
        offers
    }

    /// Those of `cards` that meet what is chosen, of whichever facet but this one.
    pub(super) fn meeting<'c>(
        &self,
        cards: &'c [EventCard],
        but: Option<Facet>,
    ) -> impl Iterator<Item = &'c EventCard> {
        let heeded: Vec<(Facet, String)> = self
            .choices()
            .filter(|(facet, _)| Some(*facet) != but)
            .map(|(facet, chosen)| (facet, chosen.to_string()))
            .collect();
        cards.iter().filter(move |card| {
            heeded.iter().all(|(facet, chosen)| facet.values(card).contains(&chosen.as_str()))
        })
    }
}

/// ISO 8601 sorts as text; what has no date comes last.
fn by_time(card: &EventCard) -> (bool, Option<&str>) {
    (card.date.is_none(), card.date.as_deref())
}

/// A dated event on the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatedCard {
    /// The event's id.
    pub id: usize,
    /// The date in words, at the first event that has it.
    pub heading: Option<String>,
    /// The event's type.
    pub kind: EventType,
    /// What it is, in words.
    pub what: String,
    /// Whether it took place.
    pub status: Status,
    /// What happened.
    pub sentence: String,
    /// Whether it took place, where it is not said to have, and on whose word.
    pub told: String,
}

impl Card for DatedCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

/// Of `cards` those that have a date, as they happened.
pub fn timeline(cards: &[EventCard]) -> Vec<DatedCard> {
    let mut dated: Vec<&EventCard> = cards.iter().filter(|card| card.date.is_some()).collect();
    dated.sort_by(|one, other| one.date.cmp(&other.date));
    let mut before = None;
    dated
        .into_iter()
        .map(|card| {
            let is_first = before != card.date.as_deref();
            before = card.date.as_deref();
            DatedCard {
                id: card.id,
                heading: before.filter(|_| is_first).map(wording::date),
                kind: card.kind,
                what: card.what.clone(),
                status: card.status,
                sentence: card.in_words(),
                told: card.told_by(),
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
