//! One happening, one event: mentions of it are put together, and the most informative of them becomes its trigger.

use std::collections::HashMap;

use super::lexicon::{Class, Pos};
use super::scene::Filler;
use super::triggers::Draft;
use crate::entities::Entities;
use crate::reading::{EventType, Status};
use crate::segment::Segments;

/// How many of the latest happenings of a type a mention is compared with.
const WINDOW: usize = 12;
/// How many sentences back a toll can stand from what caused it.
const TOLL_REACH: usize = 8;
/// What speaks for one happening must come to this much.
const ENOUGH: f32 = 1.0;

/// The mentions of one happening.
#[derive(Clone, Debug)]
pub struct Happening {
    pub kind: EventType,
    pub mentions: Vec<Draft>,
}

/// Puts the mentions of the same happening together; happenings come in the order of their first mention.
pub fn merge(drafts: Vec<Draft>, entities: &Entities, segments: &Segments) -> Vec<Happening> {
    let mut merger = Merger { entities, segments, happenings: Vec::new(), by_kind: HashMap::new() };
    let mut rest = drafts.into_iter().peekable();
    while let Some(first) = rest.next() {
        let sentence = first.sentence;
        let mut together = vec![first];
        while let Some(next) = rest.next_if(|draft| draft.sentence == sentence) {
            together.push(next);
        }
        // What caused a toll must be known before the toll: "50 were killed in the crash".
        let (tolls, others): (Vec<Draft>, Vec<Draft>) =
            together.into_iter().partition(|draft| draft.sense.class == Class::Casualty);
        others.into_iter().for_each(|draft| merger.place(draft));
        tolls.into_iter().for_each(|draft| merger.place_toll(draft));
    }
    merger.happenings.retain(|happening| !happening.mentions.is_empty());
    merger.happenings
}

struct Merger<'a> {
    entities: &'a Entities,
    segments: &'a Segments,
    happenings: Vec<Happening>,
    /// The happenings of each type, in order.
    by_kind: HashMap<EventType, Vec<usize>>,
}

impl Merger<'_> {
    fn start(&mut self, draft: Draft) {
        self.by_kind.entry(draft.kind).or_default().push(self.happenings.len());
        self.happenings.push(Happening { kind: draft.kind, mentions: vec![draft] });
    }

    fn place(&mut self, draft: Draft) {
        let best = self.likeliest(draft.kind, &draft).or_else(|| {
            // "the blast" may be the bombing told before.
            let looks_back = draft.kind == EventType::Accident && draft.definite;
            looks_back.then(|| self.likeliest(EventType::Assault, &draft)).flatten()
        });
        match best {
            Some(index) => self.happenings[index].mentions.push(draft),
            None => self.start(draft),
        }
    }

    /// Whether two mentions stand in sections that may tell the same story.
    fn tell_alike(&self, one: &Draft, other: &Draft) -> bool {
        let story = |draft: &Draft| {
            let paragraph = self.segments.sentences[draft.sentence].paragraph;
            self.segments.paragraphs[paragraph].story
        };
        story(one).zip(story(other)).is_none_or(|(one, other)| one == other)
    }

    /// The happening of type `kind` that `draft` most likely is another mention of.
    fn likeliest(&self, kind: EventType, draft: &Draft) -> Option<usize> {
        let known = self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let mut best: Option<(usize, f32)> = None;
        for index in known.iter().rev().take(WINDOW) {
            let is_near =
                self.happenings[*index].mentions.last().is_none_or(|last| self.tell_alike(last, draft));
            if is_near
                && let Some(likeness) = self.happenings[*index].likeness(draft, self.entities)
                && best.is_none_or(|(_, most)| likeness > most)
            {
                best = Some((*index, likeness));
            }
        }
        best.map(|(index, _)| index)
    }

    /// A toll goes with what caused it: in its own sentence, else the last such happening.
    fn place_toll(&mut self, draft: Draft) {
        use EventType::{Accident, Assault, Disaster, Health};
        let causes = [Assault, Accident, Disaster, Health].into_iter().flat_map(|kind| {
            let known = self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default();
            known.iter().rev().take(4).copied()
        });
        let is_near = |index: &usize| {
            self.happenings[*index].mentions.last().is_none_or(|last| self.tell_alike(last, &draft))
        };
        let best = causes
            .filter(is_near)
            .filter_map(|index| {
                self.happenings[index].toll_likeness(&draft, self.entities).map(|likeness| (index, likeness))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((index, _)) => {
                self.take_in_headline(index, &draft);
                self.happenings[index].mentions.push(draft);
            }
            None => self.place(draft),
        }
    }

    /// A toll that the headline tells, too, makes the headline's happening this one: "Attack kills 20 soldiers".
    fn take_in_headline(&mut self, index: usize, toll: &Draft) {
        let tells = |happening: &Happening| {
            let tolls = happening
                .told()
                .any(|mention| mention.sense.lemma == toll.sense.lemma || mention.also_says(toll));
            !happening.mentions.is_empty()
                && happening.mentions.iter().all(|mention| mention.in_title)
                && tolls
                && !happening.conflicts(toll, self.entities)
        };
        // Headlines come first, and have few events.
        const FIRST: usize = 6;
        let headline = self.happenings.iter().take(FIRST).position(tells).filter(|found| *found != index);
        if let Some(headline) = headline {
            let told = std::mem::take(&mut self.happenings[headline].mentions);
            self.happenings[index].mentions.extend(told);
        }
    }
}

/// Whether two lists have somebody in common. Unnamed ones with the same head noun count as the same:
/// "the Afghan team", "the entire team".
fn shares(a: &[Filler], b: &[Filler], entities: &Entities) -> bool {
    let head =
        |filler: &Filler| entities.entities[filler.entity].name.rsplit(' ').next().map(str::to_lowercase);
    let named = |filler: &Filler| entities.entities[filler.entity].named;
    let same = |one: &Filler, other: &Filler| {
        one.entity == other.entity || !(named(one) && named(other)) && head(one) == head(other)
    };
    a.iter().any(|one| b.iter().any(|other| same(one, other)))
}

impl Draft {
    /// "a man shot by police had killed the mayor": whether each has words of its own for whom it is done to, and the
    /// toll's are a name. "Killed the commander in a strike on the suburb" tells of one thing, though.
    fn harms_others(&self, toll: &Draft, entities: &Entities) -> bool {
        let is_named = |filler: &Filler| entities.entities[filler.entity].named;
        let own = self.recipients.is_empty().then_some(self.unnamed[1]).flatten();
        own.filter(|_| !toll.set_in.contains(&self.trigger)).is_some_and(|own| {
            !toll.recipients.is_empty()
                && toll.recipients.iter().all(|filler| is_named(filler) && !own.overlaps(filler.span))
        })
    }

    /// Whether one of its other words is a form of the toll's verb.
    fn also_says(&self, toll: &Draft) -> bool {
        self.absorbed.contains(&toll.sense.lemma)
    }
}

impl Happening {
    /// The mentions that tell what it is like: where there are many, the first and the last.
    fn told(&self) -> impl Iterator<Item = &Draft> {
        const FIRST: usize = 4;
        const LAST: usize = 12;
        let first = self.mentions.len().min(FIRST);
        let last = self.mentions.len().saturating_sub(LAST).max(first);
        self.mentions[..first].iter().chain(&self.mentions[last..])
    }

    fn actors(&self) -> Vec<Filler> {
        self.told().flat_map(|mention| mention.actors.clone()).collect()
    }

    fn recipients(&self) -> Vec<Filler> {
        self.told().flat_map(|mention| mention.recipients.clone()).collect()
    }

    fn place(&self) -> Option<Filler> {
        self.told().find_map(|mention| mention.place)
    }

    fn date(&self) -> Option<&str> {
        self.told().find_map(Draft::date)
    }

    fn last_sentence(&self) -> usize {
        self.told().map(|mention| mention.sentence).max().unwrap_or(0)
    }

    /// How much speaks for `draft` being another mention; none where too little does, or something against it.
    fn likeness(&self, draft: &Draft, entities: &Entities) -> Option<f32> {
        let in_title = self.told().all(|mention| mention.in_title);
        let same_word = self.told().any(|mention| stem(mention.sense.lemma) == stem(draft.sense.lemma));
        if self.conflicts(draft, entities) || !in_title && !self.same_standing(draft) {
            return None;
        }
        let (actors, recipients) = (self.actors(), self.recipients());
        let same_place =
            draft.place.is_some() && draft.place.map(|p| p.entity) == self.place().map(|p| p.entity);
        let bare = draft.actors.is_empty() && draft.recipients.is_empty();
        let all_bare = actors.is_empty() && recipients.is_empty();
        let back_reference = draft.definite && draft.sense.pos == Pos::Noun && bare;
        let near = draft.sentence.saturating_sub(self.last_sentence()) <= 2;
        let speaks_for = [
            (shares(&actors, &draft.actors, entities), 0.6),
            (shares(&recipients, &draft.recipients, entities), 0.7),
            (same_place, 0.4),
            (same_word, 0.5),
            (in_title, 0.7),
            (back_reference, 0.8),
            (bare && draft.sense.pos == Pos::Noun && (near || draft.definite), 0.3),
            ((bare || all_bare) && same_word && near, 0.5),
            (is_speech(self.kind) && !in_title && !back_reference, -0.5),
        ];
        let likeness: f32 = speaks_for.iter().filter(|(holds, _)| *holds).map(|(_, much)| much).sum();
        if self.kind == EventType::Other && !same_word {
            return None;
        }
        (likeness >= ENOUGH).then_some(likeness)
    }

    /// Two parties, places or days that differ.
    fn conflicts(&self, draft: &Draft, entities: &Entities) -> bool {
        // Headlines name people by other words: "six medics" are "the nurses and the doctor".
        let in_title = self.mentions.iter().all(|mention| mention.in_title);
        let counts = |list: &[Filler]| {
            !list.is_empty()
                && (!in_title || list.iter().all(|filler| entities.entities[filler.entity].named))
        };
        let apart = |a: &[Filler], b: &[Filler]| counts(a) && counts(b) && !shares(a, b, entities);
        let places = matches!((self.place(), draft.place), (Some(a), Some(b)) if a.entity != b.entity);
        let dates = matches!((self.date(), draft.date()), (Some(a), Some(b)) if !agree(a, b));
        apart(&self.actors(), &draft.actors)
            || apart(&self.recipients(), &draft.recipients)
            || dates
            || !in_title && self.other_means(draft)
            || !in_title && places && !self.recipients().is_empty() && !draft.recipients.is_empty()
    }

    /// "the kidnappings" are none of the shootings, nor is a curfew an arrest.
    fn other_means(&self, draft: &Draft) -> bool {
        /// Modes that no other one of the same type is another word for.
        const DISTINCT: [&str; 14] = [
            "abduct",
            "sexual",
            "torture",
            "crowd-control",
            "arrest",
            "deport",
            "curfew",
            "seize",
            "censor",
            "cyber",
            "strike",
            "hunger",
            "ceasefire",
            "resign",
        ];
        let Some(means) = draft.codes.1 else { return false };
        let mut others = self.told().map(|mention| mention.codes.1.unwrap_or_default());
        let differs =
            |other: &str| other != means && (DISTINCT.contains(&means) || DISTINCT.contains(&other));
        others.all(differs)
    }

    /// What is planned is not what happened; what is under way may be both.
    fn same_standing(&self, draft: &Draft) -> bool {
        let rank = |status| match status {
            Status::Happened | Status::Ongoing => 0,
            Status::Planned => 1,
            Status::Possible => 2,
            Status::Denied => 3,
        };
        self.told().any(|mention| rank(mention.status) == rank(draft.status))
            || draft.definite && draft.sense.pos == Pos::Noun
    }

    /// How much speaks for a toll being this happening's.
    fn toll_likeness(&self, draft: &Draft, entities: &Entities) -> Option<f32> {
        let mut here = self.told().filter(|mention| mention.sentence == draft.sentence).peekable();
        if here.peek().is_some() {
            return here.all(|mention| !mention.harms_others(draft, entities)).then_some(3.0);
        }
        // A disease kills many times over: only its own sentence tells that it is the cause.
        if self.kind == EventType::Health {
            return None;
        }
        let near = draft.sentence.saturating_sub(self.last_sentence()) <= TOLL_REACH;
        let in_title = self.told().all(|mention| mention.in_title);
        let dates = matches!((self.date(), draft.date()), (Some(a), Some(b)) if a != b);
        let places = matches!((self.place(), draft.place), (Some(a), Some(b)) if a.entity != b.entity);
        // Whoever kills somebody is no flood, and what is planned or denied is no toll.
        let by_somebody =
            matches!(self.kind, EventType::Accident | EventType::Disaster) && !draft.actors.is_empty();
        let did_not_happen = matches!(draft.status, Status::Planned | Status::Denied);
        if dates || places && !in_title || by_somebody || did_not_happen || !(near || in_title) {
            return None;
        }
        let apart = |a: &[Filler], b: &[Filler]| !a.is_empty() && !b.is_empty() && !shares(a, b, entities);
        if !in_title && apart(&self.actors(), &draft.actors) {
            return None;
        }
        let (known, dead) = (self.recipients(), &draft.recipients);
        let shared = shares(&known, dead, entities);
        // "killed the commander in a strike. 37 people died": the strike has more victims.
        let is_open = self
            .told()
            .any(|mention| mention.sense.class != Class::Casualty && mention.recipients.is_empty())
            && !dead.iter().any(|filler| entities.entities[filler.entity].named);
        (is_open || !apart(&known, dead))
            .then_some(if shared { 2.0 } else { 1.0 } + if near { 0.5 } else { 0.0 })
    }
}

/// Whether two ISO dates can be the same time: one is the other's start, or a part of it.
pub fn agree(a: &str, b: &str) -> bool {
    a == b || a.contains('/') || b.contains('/') || a.starts_with(b) || b.starts_with(a)
}

/// Types that are speech acts, each saying an act of its own.
fn is_speech(kind: EventType) -> bool {
    use EventType::{Accuse, Agree, Other, Reject, Request, Support, Threaten};
    matches!(kind, Accuse | Agree | Reject | Request | Support | Threaten | Other)
}

/// "bombing" and "bomb", "arrival" and "arrive" share their first letters.
fn stem(lemma: &str) -> &str {
    let end = lemma.char_indices().nth(5).map_or(lemma.len(), |(at, _)| at);
    lemma[..end].trim_end_matches("ing").trim_end_matches('e')
}
