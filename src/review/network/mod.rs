//! Who acts on whom: what the events tie together, as a list and as a drawing.

mod layout;

pub use layout::{Drawing, FRAME_HEIGHT, FRAME_WIDTH, Line, Node, RADIUS, draw};

use std::collections::HashMap;

use crate::reading::{Event, Reading, Status};
use crate::review::cards::{Card, Source};
use crate::review::events::Happening;
use crate::review::plover::score;
use crate::review::wording::count;

/// What one entity did to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// The place in the list.
    pub id: usize,
    /// Id of who acts.
    pub from: usize,
    /// Id of whom it is done to.
    pub to: usize,
    /// Who acts.
    pub who: String,
    /// Whom it is done to.
    pub whom: String,
    /// How many events there are.
    pub events: usize,
    /// The mean of their scores in tenths, from -100, conflict, to 100, cooperation. None where PLOVER scores none.
    pub score: Option<i32>,
}

/// What a tie is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Deeds against somebody, for the most part.
    Conflict,
    /// Words against somebody, for the most part.
    Friction,
    /// Neither, or both.
    Neutral,
    /// Friendly words, for the most part.
    Accord,
    /// Friendly deeds, for the most part.
    Cooperation,
}

impl Card for Tie {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl Tone {
    /// Its name in words and in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Conflict => "conflict",
            Tone::Friction => "friction",
            Tone::Neutral => "neutral",
            Tone::Accord => "accord",
            Tone::Cooperation => "cooperation",
        }
    }
}

impl Tie {
    /// What it is like. PLOVER's verbal types score up to 5 either way, its material ones more.
    pub fn tone(&self) -> Tone {
        match self.score {
            None | Some(-4..=4) => Tone::Neutral,
            Some(..=-50) => Tone::Conflict,
            Some(..=-5) => Tone::Friction,
            Some(5..=50) => Tone::Accord,
            Some(51..) => Tone::Cooperation,
        }
    }

    /// "2 events, conflict (−9.0)".
    pub fn in_words(&self) -> String {
        let events = count(self.events, "event");
        match self.score {
            Some(tenths) => {
                let sign = if tenths < 0 { "−" } else { "+" };
                let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
                format!("{events}, {} ({sign}{whole}.{part})", self.tone().name())
            }
            None => events,
        }
    }
}

impl Node {
    /// The actor with what it does and what is done to it, of all `ties`.
    pub fn in_words(&self, ties: &[Tie]) -> String {
        let mut words = self.name.clone();
        for tie in ties.iter().filter(|tie| tie.from == self.id) {
            words.push_str(&format!("; acts on {}: {}", tie.whom, tie.in_words()));
        }
        for tie in ties.iter().filter(|tie| tie.to == self.id) {
            words.push_str(&format!("; acted on by {}: {}", tie.who, tie.in_words()));
        }
        words
    }
}

/// All that the events tie together, the pair with most events first. What is told only to be denied ties nobody.
pub fn network(source: Source) -> Vec<Tie> {
    let mut pairs: HashMap<(usize, usize), (usize, Vec<f32>)> = HashMap::new();
    for event in &source.reading.events {
        for pair in pairs_of(event) {
            let (events, scores) = pairs.entry(pair).or_default();
            *events += 1;
            scores.extend(score(event.kind, event.mode.as_deref()));
        }
    }
    let mut ties: Vec<Tie> = pairs
        .into_iter()
        .filter_map(|((from, to), (events, scores))| {
            let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
            let score = (!scores.is_empty()).then_some((mean * 10.0).round() as i32);
            Some(Tie { id: 0, from, to, who: source.name(from)?, whom: source.name(to)?, events, score })
        })
        .collect();
    ties.sort_by_key(|tie| (std::cmp::Reverse(tie.events), tie.from, tie.to));
    for (nth, tie) in ties.iter_mut().enumerate() {
        tie.id = nth;
    }
    ties
}

/// Each pair once, even if an event has somebody in a slot twice.
fn pairs_of(event: &Event) -> Vec<(usize, usize)> {
    if event.status == Status::Denied {
        return Vec::new();
    }
    let mut pairs: Vec<(usize, usize)> = event
        .actors
        .iter()
        .flat_map(|from| event.recipients.iter().map(|to| (*from, *to)))
        .filter(|(from, to)| from != to)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The events that tie `from` to `to`.
pub fn ties(reading: &Reading, from: usize, to: usize) -> impl Iterator<Item = &Event> {
    reading.events.iter().filter(move |event| pairs_of(event).contains(&(from, to)))
}

/// What `from` did to `to`, the first few.
pub fn deeds(source: Source, from: usize, to: usize) -> Vec<Happening> {
    let events = ties(source.reading, from, to).take(Happening::MOST);
    events.map(|event| Happening::of(source, event)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::EventType;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    /// The ties of the sample, after `change` has been made to its reading.
    fn ties_of(change: impl FnOnce(&mut Reading)) -> Vec<Tie> {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        change(&mut reading);
        network(Source { text: TEXT, offsets: &offsets, reading: &reading })
    }

    fn act(reading: &mut Reading, nth: usize, kind: EventType, actors: &[usize], recipients: &[usize]) {
        let event = &mut reading.events[nth];
        (event.kind, event.status) = (kind, Status::Happened);
        (event.actors, event.recipients) = (actors.to_vec(), recipients.to_vec());
    }

    #[test]
    fn what_several_events_tie_is_one_tie_with_their_mean_score() {
        let ties = ties_of(|reading| {
            act(reading, 0, EventType::Assault, &[0], &[1]);
            act(reading, 1, EventType::Accuse, &[0], &[1, 2]);
        });
        let told: Vec<_> =
            ties.iter().map(|tie| format!("{} → {}: {}", tie.who, tie.whom, tie.in_words())).collect();
        assert_eq!(
            told,
            [
                "Ola Brandt → Norlink: 2 events, conflict (−6.0)",
                "Ola Brandt → Bergen: 1 event, friction (−3.0)"
            ]
        );
    }

    #[test]
    fn a_type_that_plover_leaves_out_has_no_score() {
        let ties = ties_of(|reading| act(reading, 0, EventType::Economy, &[1], &[0]));
        assert_eq!((ties[0].score, ties[0].tone()), (None, Tone::Neutral));
        assert_eq!(ties[0].in_words(), "1 event");
    }

    #[test]
    fn what_is_denied_and_what_is_done_to_oneself_tie_nobody() {
        let ties = ties_of(|reading| {
            act(reading, 0, EventType::Assault, &[0], &[0]);
            act(reading, 1, EventType::Assault, &[0], &[1]);
            reading.events[1].status = Status::Denied;
        });
        assert_eq!(ties, []);
    }

    #[test]
    fn a_tie_leads_to_its_events() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        act(&mut reading, 0, EventType::Aid, &[1], &[0]);
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert_eq!(deeds(source, 1, 0).iter().map(|deed| deed.id).collect::<Vec<_>>(), [0]);
        assert_eq!(deeds(source, 0, 1), []);
    }
}
