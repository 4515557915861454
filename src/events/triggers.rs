//! Which words of a sentence report events, and in which sense.

use super::arguments::{Roles, whom};
use super::clauses::Item;
use super::consolidate::consolidate;
use super::demands;
use super::fits::{Fit, best};
use super::lexicon::{Class, Frame, Need, Pos, Sense, is, senses};
use super::parties;
use super::prominence::telling;
use super::quantities::{Quantity, count};
use super::scene::{Filler, Lend, Scene};
use super::status::Standing;
use super::tree::Tag;
use crate::dates::Date;
use crate::reading::{EventType, Status};
use crate::text::Span;

/// A trigger with its slots, before mentions of one happening are put together.
#[derive(Clone, Debug)]
pub struct Draft {
    pub sense: &'static Sense,
    pub trigger: Span,
    /// Index of its sentence.
    pub sentence: usize,
    pub in_title: bool,
    /// "the attack", "this attack": a noun that speaks of something known.
    pub definite: bool,
    pub kind: EventType,
    /// Other words of the same sentence for the same event.
    pub also: Vec<Span>,
    /// The base forms of `also`.
    pub absorbed: Vec<&'static str>,
    /// The words of the trigger's pattern, and the heads of its objects.
    pub covered: Vec<Span>,
    /// The heads of its subject.
    pub subject_heads: Vec<Span>,
    /// The heads of what "in" ties to it: "killed in a strike".
    pub set_in: Vec<Span>,
    /// "I" or "we" as its subject, "me" or "us" as its object: whoever is quoted.
    pub first_person: (Option<Span>, Option<Span>),
    /// Of an infinitive, the verb before it, and the noun: "reiterated the commitment to help".
    pub governors: Vec<Span>,
    /// The infinitive that a verb governs.
    pub governs: Option<Span>,
    pub actors: Vec<Filler>,
    pub recipients: Vec<Filler>,
    /// The words for who acts and who suffers where they stand for no entity.
    pub unnamed: [Option<Span>; 2],
    pub place: Option<Filler>,
    /// The words that say when, and the date.
    pub time: Option<(Span, Option<String>)>,
    pub status: Status,
    /// The words that make it planned, denied, …
    pub status_words: Option<Span>,
    /// Who denies it, in the words of its own sentence.
    pub denied_by: Option<Filler>,
    /// From 0 to 1.
    pub confidence: f32,
    /// How much of its sentence it is, from 0 to 1.
    pub prominence: f32,
    /// Numbers told of it.
    pub quantities: Vec<Quantity>,
    /// CAMEO code and PLOVER mode.
    pub codes: (Option<&'static str>, Option<&'static str>),
}

impl Draft {
    /// Its date in ISO 8601.
    pub fn date(&self) -> Option<&str> {
        self.time.as_ref()?.1.as_deref()
    }
}

/// Below this confidence a trigger is no event.
const THRESHOLD: f32 = 0.3;

/// The events that one sentence tells, in the order of their triggers.
pub fn drafts(scene: &Scene<'_>, published: Option<Date>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (index, item) in scene.clauses.items.iter().enumerate() {
        let draft = match *item {
            Item::Group(group) => scene.verb_draft(group, published),
            Item::Phrase(phrase) => scene.noun_draft(phrase, published),
            Item::Other(token) => scene.adjective_draft(token, index, published),
            _ => None,
        };
        found.extend(draft.filter(|draft| draft.confidence >= THRESHOLD));
    }
    let mut drafts = consolidate(found);
    demands::of_protests(scene, &mut drafts);
    scene.put_content_behind_speech(&mut drafts);
    count(scene, &mut drafts);
    parties::complete(scene, &mut drafts);
    drafts
}

impl Scene<'_> {
    fn verb_draft(&self, group: usize, published: Option<Date>) -> Option<Draft> {
        use EventType::{Accuse, Reject, Request, Support, Threaten};
        let verb = &self.clauses.groups[group];
        if !self.tags[verb.main].is_verb() {
            return None;
        }
        let known = senses(self.word(verb.main), Pos::Verb);
        let fit = best(known.iter().filter_map(|sense| self.verb_fit(group, sense)))?;
        let (mut fit, standing) = match self.standing(group) {
            Some(standing) => (fit, standing),
            None => self.refusal(group, fit)?,
        };
        self.complete_from_content(group, fit.sense.kind, &mut fit.roles);
        // In speech acts the present tense tells what is being done.
        let is_speech = fit.sense.class == Class::Speech
            || matches!(fit.sense.kind, Accuse | Reject | Request | Support | Threaten)
                && !self.clauses.groups[group].progressive;
        let (factor, status) = match standing.status {
            Status::Ongoing if is_speech => (standing.factor.max(0.9), Status::Happened),
            // "marched to demand": whoever did the one did the other.
            Status::Planned if is_speech && verb.infinitive && standing.words.is_none() => {
                (standing.factor, Status::Happened)
            }
            status => (standing.factor, status),
        };
        let factor = factor * self.plausibility(group, &fit);
        let head = |phrase: &usize| self.tokens[self.clauses.phrases[*phrase].head].span;
        let pattern = verb.main + 1..self.pattern_end(verb.main + 1, &fit.sense.rest)?;
        let counted = fit.roles.object.iter().flat_map(|phrase| self.counted_by(*phrase));
        let objects: Vec<usize> = fit.roles.object.iter().copied().chain(counted).collect();
        let covered = pattern.map(|token| self.tokens[token].span).chain(objects.iter().map(head)).collect();
        let subject_heads = fit.roles.subject.iter().map(head).collect();
        let item = self.clauses.group_items[group];
        let set_in = self.obliques_by(item, &["in", "during"]).iter().map(head).collect();
        let governors = self.governors(group);
        let governs = self.governed_infinitive(group);
        let first_person = self.first_person(verb.passive, &fit);
        let denied_by =
            standing.words.filter(|_| status == Status::Denied).and_then(|words| self.denier(words));
        let draft = self.draft(fit, verb.main, Standing { factor, status, ..standing }, published);
        Some(Draft { covered, subject_heads, set_in, governors, governs, first_person, denied_by, ..draft })
    }

    /// Who "denied bombing the camp"; nobody where the words of a denial are no verb of its own.
    fn denier(&self, words: Span) -> Option<Filler> {
        let denial = self.clauses.group_of(self.token_at(words.start))?;
        let subject = self.subject(denial);
        is(self.lemma(denial), "verb deny").then(|| self.parties(&subject, Lend::Holding).first().copied())?
    }

    /// "talks" in "rounds of talks".
    fn counted_by(&self, phrase: usize) -> Vec<usize> {
        let head = self.clauses.phrases[phrase].head;
        if is(self.word(head), "quantifier") {
            self.with_preposition(head, &["nmod"], "of")
        } else {
            Vec::new()
        }
    }

    /// What an infinitive hangs on.
    fn governors(&self, group: usize) -> Vec<Span> {
        let Some(before) = group.checked_sub(1).filter(|_| self.clauses.groups[group].infinitive) else {
            return Vec::new();
        };
        let verb = self.tokens[self.clauses.groups[before].main].span;
        let noun = match self.clauses.items[self.clauses.group_items[group] - 1] {
            Item::Phrase(phrase) => Some(self.tokens[self.clauses.phrases[phrase].head].span),
            _ => None,
        };
        std::iter::once(verb).chain(noun).collect()
    }

    /// "vowed to rebuild": the verb right after.
    fn governed_infinitive(&self, group: usize) -> Option<Span> {
        let next = self.clauses.groups.get(group + 1).filter(|next| next.infinitive)?;
        let adjacent = self.clauses.group_items[group + 1] == self.clauses.group_items[group] + 1;
        adjacent.then(|| self.tokens[next.main].span)
    }

    /// The pronouns by which a quoted speaker stands in the actor's and the recipient's place.
    fn first_person(&self, passive: bool, fit: &Fit) -> (Option<Span>, Option<Span>) {
        let speaker = |phrases: &[usize]| {
            let heads = phrases.iter().map(|phrase| self.clauses.phrases[*phrase].head);
            let mut own = heads.filter(|head| matches!(self.word(*head), "i" | "we" | "me" | "us"));
            own.next().map(|head| self.tokens[head].span)
        };
        let subject = speaker(&fit.roles.subject);
        let suffers = passive || matches!(fit.sense.frame, Frame::Recipient);
        if suffers { (None, subject) } else { (subject, speaker(&fit.roles.object)) }
    }

    /// "will not lift the ban": what is refused.
    fn refusal(&self, group: usize, fit: Fit) -> Option<(Fit, Standing)> {
        use EventType::{Aid, Concede, Consult, Cooperate, Retreat};
        let verb = &self.clauses.groups[group];
        let modal = verb.modal.filter(|modal| verb.negated && is(self.word(*modal), "planned-modal"))?;
        let could_be_done = matches!(fit.sense.kind, Aid | Concede | Consult | Cooperate | Retreat)
            || fit.sense.needs.contains(&Need::Refused);
        let words = Some(self.tokens[modal].span);
        let standing = Standing { status: Status::Happened, words, factor: 0.85 };
        (could_be_done && self.meets(Need::Actor, &fit.roles, None, 0))
            .then_some((Fit { refused: true, ..fit }, standing))
    }

    fn noun_draft(&self, phrase: usize, published: Option<Date>) -> Option<Draft> {
        let head = self.clauses.phrases[phrase].head;
        // A word inside a name is no trigger: "the Army of Conquest", "War on Want".
        if self.tags[head] == Tag::Name && self.head_mention(phrase).is_some() {
            return None;
        }
        let known = senses(self.word(head), Pos::Noun);
        let fit = best(known.iter().filter_map(|sense| self.noun_fit(phrase, sense)))?;
        let mut standing = self.noun_standing(phrase)?;
        standing.factor *= self.particularity(phrase, &fit);
        let first = self.word(self.clauses.phrases[phrase].tokens.start);
        let definite = matches!(first, "the" | "this" | "that" | "these" | "those" | "its" | "their");
        Some(Draft { definite, ..self.draft(fit, head, standing, published) })
    }

    /// "three miners dead in blast", "dozens injured".
    fn adjective_draft(&self, token: usize, item: usize, published: Option<Date>) -> Option<Draft> {
        let sense = senses(self.word(token), Pos::Adjective).first()?;
        if sense.unless.contains(&self.word(token + 1)) {
            return None;
        }
        let before =
            self.clauses.items[item.saturating_sub(2)..item].iter().rev().find_map(|piece| match piece {
                Item::Phrase(phrase) => Some(*phrase),
                _ => None,
            })?;
        let roles = Roles { recipients: self.party(before, Lend::Holding), ..Roles::default() };
        let place = self.place(item, &roles, sense.kind);
        let standing = Standing { status: Status::Happened, words: None, factor: 0.9 };
        Some(self.draft(Fit { sense, roles, place, refused: false }, token, standing, published))
    }

    fn draft(&self, fit: Fit, token: usize, standing: Standing, published: Option<Date>) -> Draft {
        let kind = self.kind(&fit);
        // What is refused is neither the withdrawal nor the release that the sense would code.
        let codes = if fit.refused { (Some("120"), None) } else { (fit.sense.cameo, fit.sense.mode) };
        let Fit { sense, roles, place, .. } = fit;
        let time = self.time(token, standing.status, published);
        let slots = [!roles.actors.is_empty(), !roles.recipients.is_empty(), place.is_some(), time.is_some()];
        let filled = slots.iter().filter(|is_filled| **is_filled).count();
        let evidence = [0.7, 0.9, 1.0, 1.05, 1.1][filled];
        Draft {
            sense,
            trigger: self.tokens[token].span,
            sentence: self.index,
            in_title: self.is_title,
            definite: false,
            kind,
            also: Vec::new(),
            absorbed: Vec::new(),
            covered: Vec::new(),
            subject_heads: Vec::new(),
            set_in: Vec::new(),
            governors: Vec::new(),
            governs: None,
            first_person: (None, None),
            actors: roles.actors,
            recipients: roles.recipients,
            unnamed: [roles.unnamed[0], whom(kind, roles.unnamed[1], place)],
            place,
            time,
            status: standing.status,
            status_words: standing.words,
            denied_by: None,
            confidence: (sense.weight * standing.factor * evidence).min(1.0),
            prominence: self.prominence(token) * self.support(token, kind) * telling(kind),
            quantities: Vec::new(),
            codes,
        }
    }

    /// The type of what a sense says here: troops that arrive are mobilised, what is refused is rejected.
    fn kind(&self, fit: &Fit) -> EventType {
        let head = |filler: &Filler| {
            let last = self.token_at(filler.span.end.saturating_sub(1));
            is(self.word(last), "troops")
        };
        match fit.sense.kind {
            _ if fit.refused => EventType::Reject,
            EventType::Move if is(fit.sense.lemma, "verb arrive") && fit.roles.actors.iter().any(head) => {
                EventType::Mobilize
            }
            kind => kind,
        }
    }
}
