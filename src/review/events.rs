//! The list of events: each of them as a sentence, what the list can be narrowed down to, and its order.

use crate::reading::{Event, EventType, Quantity, Role, Span, Status, UNBOUNDED};
use crate::review::cards::{Card, MentionLine, Source, list_of};
use crate::review::wording;

/// An event as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventCard {
    /// Its id in the reading.
    pub id: usize,
    /// Its type.
    pub kind: EventType,
    /// PLOVER's mode of the type.
    pub mode: Option<String>,
    /// The words that report it.
    pub trigger: String,
    /// Who did it; empty where the text names nobody.
    pub who: Vec<String>,
    /// To whom; empty where the text names nobody.
    pub whom: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Whether words of the text say so.
    pub status_marked: bool,
    /// On whose word.
    pub claim: Claim,
    /// Who disputes it.
    pub disputed_by: Vec<String>,
    /// The numbers told of it, each in words: "12 killed".
    pub quantities: Vec<String>,
    /// How many passages tell of it.
    pub told: usize,
}

/// On whose word an event rests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// Somebody says so.
    Of(String),
    /// Somebody without a name says so.
    Unnamed,
    /// The article says so itself.
    Article,
}

/// What a part of the sentence of an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who did it.
    Who,
    /// The words that report it.
    Trigger,
    /// To whom.
    Whom,
    /// Where.
    Where,
    /// When.
    When,
    /// A word between two of the others.
    Between,
}

impl Card for EventCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl EventCard {
    /// The card of `event`.
    pub fn of(source: Source, event: &Event) -> Self {
        let names = |ids: &[usize]| ids.iter().filter_map(|id| source.name(*id)).collect::<Vec<_>>();
        EventCard {
            id: event.id,
            kind: event.kind,
            mode: event.mode.clone(),
            trigger: source.words(event.trigger),
            who: names(&event.actors),
            whom: names(&event.recipients),
            place: event.place.and_then(|id| source.name(id)),
            date: event.date.clone(),
            status: event.status,
            status_marked: event.arguments.iter().any(|argument| argument.role == Role::Status),
            claim: Claim::new(source, event.according_to, event.quote),
            disputed_by: names(&event.disputed_by),
            quantities: event.quantities.iter().map(|quantity| in_words(source, quantity)).collect(),
            told: event.told.len(),
        }
    }

    /// What happened, part by part: "Norlink", " ", "cancelled", … Together they read as a sentence.
    pub fn sentence(&self) -> Vec<(Slot, String)> {
        let mut parts = Vec::new();
        let mut say = |before: &str, slot: Slot, words: String| {
            if !words.is_empty() {
                if !parts.is_empty() {
                    parts.push((Slot::Between, before.to_string()));
                }
                parts.push((slot, words));
            }
        };
        let trigger = self.trigger.clone();
        if self.who.is_empty() {
            let link = if befalls(self.kind) { " " } else { passive_link(self) };
            say(" ", Slot::Whom, list_of(&self.whom));
            say(link, Slot::Trigger, trigger);
        } else {
            say(" ", Slot::Who, list_of(&self.who));
            say(" ", Slot::Trigger, trigger);
            say(" ", Slot::Whom, list_of(&self.whom));
        }
        say(" in ", Slot::Where, self.place.clone().unwrap_or_default());
        say(", ", Slot::When, self.date.as_deref().map(wording::date).unwrap_or_default());
        parts
    }

    /// The sentence in one piece.
    pub fn in_words(&self) -> String {
        self.sentence().into_iter().map(|(_, words)| words).collect()
    }

    /// On whose word, after the status: "planned", "according to Norlink"; "denied", "by Norlink".
    pub fn on_whose_word(&self) -> String {
        self.claim.in_words(self.status)
    }
}

impl Claim {
    fn new(source: Source, according_to: Option<usize>, quote: Option<usize>) -> Self {
        match (according_to.and_then(|id| source.name(id)), quote) {
            (Some(name), _) => Claim::Of(name),
            (None, Some(_)) => Claim::Unnamed,
            (None, None) => Claim::Article,
        }
    }

    fn in_words(&self, status: Status) -> String {
        match (self, status) {
            (Claim::Of(name), Status::Denied) => format!("by {name}"),
            (Claim::Of(name), _) => format!("according to {name}"),
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

/// An event in few words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Happening {
    /// The event's id.
    pub id: usize,
    /// Its type.
    pub kind: EventType,
    /// What it is, in words.
    pub what: String,
    /// The words that report it.
    pub trigger: String,
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
            trigger: source.words(event.trigger),
            denial: denial(source, event),
        }
    }
}

/// "denied by Norlink", of an event that is only told as denied.
pub fn denial(source: Source, event: &Event) -> Option<String> {
    let claim = Claim::new(source, event.according_to, event.quote);
    (event.status == Status::Denied).then(|| format!("denied {}", claim.in_words(event.status)))
}

/// Whether what happens to somebody needs nobody who does it, so that the sentence begins with those it happens to.
fn befalls(kind: EventType) -> bool {
    matches!(kind, EventType::Death | EventType::Accident | EventType::Disaster | EventType::Health)
}

/// What stands between those whom something was done to and the words that report it, where the text does not say who did
/// it: "the camp was bombed", "the bridges to be rebuilt", and of a word that takes no passive "the camp: attack".
fn passive_link(card: &EventCard) -> &'static str {
    let verb = card.trigger.split_whitespace().next().unwrap_or_default().to_lowercase();
    if !can_be_passive(&verb) {
        return ": ";
    }
    let is_many = card.whom.len() > 1 || card.whom.first().is_some_and(|name| is_plural(name));
    match (card.status, is_many) {
        (Status::Planned, _) => " to be ",
        (Status::Possible, _) => " possibly ",
        (Status::Ongoing, false) => " is ",
        (Status::Ongoing, true) => " are ",
        (_, false) => " was ",
        (_, true) => " were ",
    }
}

/// Whether a verb form can be a participle whose subject is whom it is done to; "protested" and "received" are not.
fn can_be_passive(verb: &str) -> bool {
    const IRREGULAR: [&str; 30] = [
        "hit",
        "shot",
        "struck",
        "beaten",
        "taken",
        "held",
        "sent",
        "driven",
        "caught",
        "put",
        "cut",
        "hurt",
        "sued",
        "freed",
        "hanged",
        "stolen",
        "burnt",
        "brought",
        "led",
        "forced",
        "given",
        "shut",
        "blown",
        "torn",
        "overthrown",
        "found",
        "sought",
        "sold",
        "told",
        "fought",
    ];
    const NEVER: [&str; 24] = [
        "agreed",
        "appealed",
        "apologised",
        "apologized",
        "arrived",
        "called",
        "claimed",
        "collided",
        "crashed",
        "demanded",
        "demonstrated",
        "died",
        "fled",
        "imposed",
        "marched",
        "pledged",
        "promised",
        "protested",
        "rallied",
        "received",
        "resigned",
        "said",
        "suffered",
        "vowed",
    ];
    IRREGULAR.contains(&verb) || verb.ends_with("ed") && !NEVER.contains(&verb)
}

/// Whether an unnamed one is many: "two miners", "police", but not "Reuters".
fn is_plural(name: &str) -> bool {
    let last = name.split_whitespace().last().unwrap_or_default();
    let is_common = last.chars().next().is_some_and(char::is_lowercase);
    let many = ["people", "police", "men", "women", "children", "personnel"].contains(&last);
    is_common && (many || last.ends_with('s') && !last.ends_with("ss"))
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
    /// As the article tells it.
    #[default]
    Story,
    /// As it happened, and then what has no date.
    Time,
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
            Facet::Kind => vec![wording::type_words(card.kind)],
            Facet::Actor => card.who.iter().chain(&card.whom).map(String::as_str).collect(),
            Facet::Place => card.place.as_deref().into_iter().collect(),
            Facet::Status => vec![wording::status(card.status)],
            Facet::Claim => vec![match &card.claim {
                Claim::Of(name) => name,
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

    /// The cards that are wanted, in the order that is wanted.
    pub fn of(&self, cards: &[EventCard]) -> Vec<EventCard> {
        let mut wanted: Vec<EventCard> = self.meeting(cards, None).cloned().collect();
        if self.order == Order::Time {
            wanted.sort_by(|one, other| by_time(one).cmp(&by_time(other)));
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
    fn meeting<'c>(&self, cards: &'c [EventCard], but: Option<Facet>) -> impl Iterator<Item = &'c EventCard> {
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
    /// What happened, without the date.
    pub sentence: String,
    /// On whose word.
    pub claim: String,
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
                what: wording::happening(card.kind, card.mode.as_deref()),
                status: card.status,
                sentence: EventCard { date: None, ..card.clone() }.in_words(),
                claim: card.on_whose_word(),
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
