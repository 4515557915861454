//! Events: what the article reports as done, under way, planned or denied, and on whose word.
//!
//! Reads the text, its [`Segments`], the [`Encoding`] of its words, its [`Entities`] and [`Quote`]s; gives the events in the order of
//! their triggers. Triggers, what they tell of, and what fills their slots are the network's; dates, numbers and disputes are the
//! code's.

mod apart;
mod disputes;
mod grammar;
mod happenings;
mod numbers;
mod quantities;
mod slots;
#[cfg(test)]
mod tests;
mod times;

use time::Date;

use crate::encoder::Encoding;
use crate::encoder::said::{Said, Trigger};
use crate::entities::Entities;
use crate::quotes::Quote;
use crate::reading::{EventType, Role, Status};
use crate::segment::Segments;
use crate::text::Span;
use apart::Facts;
use grammar::Grammar;
use happenings::{Happening, happenings};
pub use quantities::Quantity;
use slots::Slots;

/// The words behind one slot of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// The slot.
    pub role: Role,
    /// The words.
    pub span: Span,
    /// Index of the entity that they stand for.
    pub entity: Option<usize>,
}

/// One mention of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Telling {
    /// The word that tells of it.
    pub trigger: Span,
    /// Whether it took place, as it is told here.
    pub status: Status,
    /// Index of the entity that says so here.
    pub according_to: Option<usize>,
    /// Index of the quote that the word stands in.
    pub quote: Option<usize>,
}

/// What the article reports; its index among the events is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type, or one of those that PLOVER leaves out.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code, where one is clear.
    pub cameo: Option<String>,
    /// The word that reports it.
    pub trigger: Span,
    /// Other mentions of the same happening.
    pub also: Vec<Span>,
    /// Its mentions, each by itself.
    pub told: Vec<Telling>,
    /// Indices of the entities that did it.
    pub actors: Vec<usize>,
    /// Indices of the entities that it was done to.
    pub recipients: Vec<usize>,
    /// Index of the entity where it happened.
    pub place: Option<usize>,
    /// ISO 8601: a day, a span `a/b`, a month or a year.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Index of the entity that says so.
    pub according_to: Option<usize>,
    /// Index of the quote that it stands in.
    pub quote: Option<usize>,
    /// Numbers told of it, in the order of the text.
    pub quantities: Vec<Quantity>,
    /// Indices of the entities that dispute it.
    pub disputed_by: Vec<usize>,
    /// The words behind each slot.
    pub arguments: Vec<Argument>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Finds the events. `published` is the day that relative dates count from.
pub fn find(
    text: &str,
    segments: &Segments,
    encoding: &Encoding,
    entities: &Entities,
    quotes: &[Quote],
    published: Option<Date>,
) -> Vec<Event> {
    let grammar = Grammar::new(text, encoding);
    let finder = Finder { text, encoding, entities, quotes, grammar, published };
    let facts = Facts::of(text, encoding, entities, published);
    let is_apart = |one, other| facts.are_apart(one, other);
    let mut events: Vec<Event> =
        happenings(&encoding.said, is_apart).iter().map(|happening| finder.event(happening)).collect();
    events.sort_by_key(|event| event.trigger);
    quantities::count(segments, text, quotes, &mut events);
    disputes::link(text, events, quotes, segments, entities)
}

struct Finder<'a> {
    text: &'a str,
    encoding: &'a Encoding,
    entities: &'a Entities,
    quotes: &'a [Quote],
    grammar: Grammar<'a>,
    published: Option<Date>,
}

impl Finder<'_> {
    fn event(&self, happening: &Happening) -> Event {
        let said = &self.encoding.said;
        let span = |trigger: &usize| self.encoding.words[said.triggers[*trigger].word];
        let trigger = span(&happening.main);
        let mut also: Vec<Span> =
            happening.triggers.iter().map(span).filter(|span| *span != trigger).collect();
        also.sort_unstable();
        let told = self.tellings(happening);
        let main = told[happening.triggers.iter().position(|at| *at == happening.main).unwrap_or(0)];
        let speaker = main.quote.and_then(|quote| self.quotes[quote].speaker);
        let others = self.blamed_otherwise(happening, &told, &main);
        let agreed: Vec<usize> = happening
            .triggers
            .iter()
            .copied()
            .filter(|at| !others.iter().any(|(other, _)| other == at))
            .collect();
        let slots = Slots::of(said, &self.entities.of, &agreed, speaker);
        let status = self.status(happening, &told, &main);
        // What is told as done and denied elsewhere is disputed.
        let denials =
            told.iter().filter(|telling| status != Status::Denied && telling.status == Status::Denied);
        let denials = denials.filter_map(|telling| telling.according_to);
        let mut disputed_by: Vec<usize> = denials.chain(others.into_iter().map(|(_, by)| by)).collect();
        disputed_by.dedup();
        let time = times::time(self.text, self.encoding, &slots, status, self.published);
        let mut arguments: Vec<Argument> = slots.arguments(self.encoding);
        arguments.extend(time.iter().map(|(span, _)| Argument {
            role: Role::Time,
            span: *span,
            entity: None,
        }));
        Event {
            kind: happening.kind,
            mode: happening.mode.clone(),
            cameo: None,
            trigger,
            also,
            told,
            actors: slots.actors(),
            recipients: slots.recipients(),
            place: slots.place(),
            date: time.and_then(|(_, date)| date),
            status,
            according_to: slots.according_to(),
            quote: main.quote,
            quantities: Vec::new(),
            disputed_by,
            arguments,
            confidence: said.fitted.event_right.share(happening.confidence * slots.likelihood()),
        }
    }

    /// The triggers that tell the same of other doers on another's word, with whose word it is: "the army blames the rebels for it".
    fn blamed_otherwise(
        &self,
        happening: &Happening,
        told: &[Telling],
        main: &Telling,
    ) -> Vec<(usize, usize)> {
        let doers = |at: usize, telling: &Telling| {
            Slots::of(&self.encoding.said, &self.entities.of, &[at], telling.according_to).actors()
        };
        let known = doers(happening.main, main);
        let other = |(at, telling): (&usize, &Telling)| {
            let by = telling.according_to.filter(|by| Some(*by) != main.according_to)?;
            let others = doers(*at, telling);
            let differ =
                !known.is_empty() && !others.is_empty() && !others.iter().any(|doer| known.contains(doer));
            differ.then_some((*at, by))
        };
        happening.triggers.iter().zip(told).filter_map(other).collect()
    }

    /// What each trigger says. What one source denies, another does not say is denied, whatever the network makes of it.
    fn tellings(&self, happening: &Happening) -> Vec<Telling> {
        let said = &self.encoding.said;
        let mut told: Vec<Telling> =
            happening.triggers.iter().map(|at| self.telling(said, &said.triggers[*at])).collect();
        let denies = |telling: &Telling| telling.quote.is_some_and(|quote| self.quotes[quote].denied);
        if told.iter().any(denies) {
            for (telling, at) in told.iter_mut().zip(&happening.triggers) {
                let is_anothers = telling.quote.is_some() && !denies(telling);
                let is_plain = is_anothers && !self.grammar.is_negated(said.triggers[*at].word);
                if is_plain && telling.status == Status::Denied {
                    telling.status = Status::Happened;
                }
            }
        }
        told
    }

    /// Whether it took place, by what its `main` trigger tells and the network says of all: denied is what nobody else tells as done.
    fn status(&self, happening: &Happening, told: &[Telling], main: &Telling) -> Status {
        let all = self.grammar.status(self.encoding.said.triggers[happening.main].word, happening.status);
        let is_anothers = |telling: &&Telling| {
            telling.status != Status::Denied && telling.according_to != main.according_to
        };
        match (main.status, all) {
            (Status::Denied, _) => {
                told.iter().find(is_anothers).map_or(Status::Denied, |telling| telling.status)
            }
            (own, Status::Denied) => own,
            (_, all) => all,
        }
    }

    /// What one trigger says of its event, and on whose word.
    fn telling(&self, said: &Said, trigger: &Trigger) -> Telling {
        let span = self.encoding.words[trigger.word];
        let quote = quote_around(self.quotes, span);
        let status = self.grammar.status(trigger.word, happenings::status(&[trigger], &said.labels));
        // "denied that its jets had bombed the camp"
        let is_denied = quote.is_some_and(|quote| self.quotes[quote].denied);
        Telling {
            trigger: span,
            status: if is_denied { Status::Denied } else { status },
            according_to: quote.and_then(|quote| self.quotes[quote].speaker),
            quote,
        }
    }
}

/// The innermost quote whose content holds `trigger`.
fn quote_around(quotes: &[Quote], trigger: Span) -> Option<usize> {
    /// Quotes that may stand between a trigger and the one around it.
    const NEAR: usize = 4;
    let after = quotes.partition_point(|quote| quote.content.start <= trigger.start);
    (after.saturating_sub(NEAR)..after)
        .filter(|index| quotes[*index].content.contains(trigger))
        .min_by_key(|index| quotes[*index].content.len())
}
