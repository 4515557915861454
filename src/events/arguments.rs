//! Who acts, who suffers, where: the slots of a trigger, filled from the sentence's pieces by the sense's frame.

use super::lexicon::{Frame, Sense, is, lemma};
use super::scene::{Filler, Lend, Scene};
use super::tree::Tag;
use crate::reading::{EventType, Layer};
use crate::text::Span;

/// The fillers of a trigger's slots, and what was seen on the way.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub actors: Vec<Filler>,
    pub recipients: Vec<Filler>,
    /// The words for who acts and who suffers where they stand for nobody that the article speaks of as an actor.
    pub unnamed: [Option<Span>; 2],
    /// The phrases of a verb's subject.
    pub subject: Vec<usize>,
    /// The phrases of a verb's object; of a passive one, its subject.
    pub object: Vec<usize>,
    /// Whether one of the sense's prepositions follows.
    pub has_prep: bool,
    /// Whether a noun has a verb that reports it.
    pub has_governor: bool,
}

impl Roles {
    fn act(&mut self, fillers: Vec<Filler>) {
        add(&mut self.actors, fillers);
    }

    fn suffer(&mut self, fillers: Vec<Filler>) {
        add(&mut self.recipients, fillers);
    }
}

/// Adds what is not there yet.
fn add(list: &mut Vec<Filler>, fillers: Vec<Filler>) {
    for filler in fillers {
        if !list.iter().any(|known| known.entity == filler.entity) {
            list.push(filler);
        }
    }
}

/// Types whose recipients are whoever owns what is spoken of: "praised Haiti's efforts".
fn lending(kind: EventType) -> Lend {
    use EventType::{Accuse, Agree, Concede, Consult, Reject, Request, Sanction, Support, Threaten};
    match kind {
        Accuse | Agree | Concede | Consult | Reject | Request | Sanction | Support | Threaten => Lend::Owner,
        _ => Lend::Holding,
    }
}

impl Scene<'_> {
    /// Who some phrases stand for.
    pub fn parties(&self, phrases: &[usize], lend: Lend) -> Vec<Filler> {
        phrases.iter().flat_map(|phrase| self.party(*phrase, lend)).collect()
    }

    /// The roles of a verb whose pattern ends before the token `end`.
    pub fn verb_roles(&self, group: usize, sense: &Sense, end: usize) -> Roles {
        let verb = &self.clauses.groups[group];
        let subject = self.subject(group);
        let object = self.object_after(group, end);
        // What nobody can do to somebody is active, even where it looks like a participle: "…, resigned on Monday".
        let intransitive = matches!(sense.frame, Frame::Actor | Frame::Together | Frame::Recipient);
        let headline = self.is_title
            && object.is_empty()
            && verb.tokens.len() == 1
            && sense.frame == Frame::ActorRecipient;
        // "Defector arrested after leaving": headlines leave the "was" out.
        let past = matches!(self.tags[verb.main], Tag::Past | Tag::Participle);
        let item = self.clauses.group_items[group];
        let by = self.obliques_by(item, &["by"]);
        // "Egypt is opposed to the plan": nobody opposes Egypt.
        let stative = by.is_empty()
            && is(self.lemma(group), "verb stative")
            && !self.obliques_by(item, &["to"]).is_empty();
        let passive = verb.passive && !(verb.reduced && intransitive) && !stative || headline && past;
        let mut roles = Roles { subject: subject.clone(), ..Roles::default() };
        let obliques = self.obliques_by(item, &sense.preps);
        roles.has_prep = !obliques.is_empty();
        roles.object = if passive { subject.clone() } else { object.clone() };
        let lend = lending(sense.kind);
        let (doers, done_to) = if passive { (by, subject) } else { (subject, object) };
        roles.unnamed = match sense.frame {
            Frame::ActorRecipient => {
                [self.thing(&doers), self.thing(&done_to).or_else(|| self.thing(&obliques))]
            }
            Frame::Actor | Frame::Together => [self.thing(&doers), self.thing(&obliques)],
            Frame::Recipient if !passive => [None, self.thing(&doers)],
            Frame::Recipient | Frame::NobodyRecipient => [None, self.thing(&done_to)],
            Frame::Nobody => [None, None],
        };
        match sense.frame {
            Frame::ActorRecipient => {
                roles.act(self.parties(&doers, Lend::Holding));
                roles.suffer(self.parties(&self.recipients_among(sense.kind, &done_to), lend));
            }
            Frame::Actor => {
                roles.act(self.parties(&doers, Lend::Holding));
                roles.suffer(self.indirect_object(group, passive, &done_to));
            }
            Frame::Together => {
                roles.act(self.parties(&doers, Lend::Holding));
                roles.act(self.parties(&done_to, Lend::Holding));
            }
            Frame::Recipient => {
                roles.suffer(self.parties(if passive { &done_to } else { &doers }, Lend::Holding))
            }
            Frame::NobodyRecipient => roles.suffer(self.parties(&done_to, Lend::Holding)),
            Frame::Nobody => {}
        }
        self.add_obliques(&mut roles, sense, &obliques, lend);
        self.add_goal(&mut roles, sense, item);
        if sense.frame == Frame::Actor && !passive && roles.recipients.is_empty() {
            roles.suffer(self.owners(&roles.object, lend));
        }
        self.without_doubles(roles)
    }

    /// "rejected the rebels' proposal": whose the things are.
    fn owners(&self, things: &[usize], lend: Lend) -> Vec<Filler> {
        let is_thing = |phrase: &&usize| lend == Lend::Owner && self.head_mention(**phrase).is_none();
        things.iter().filter(is_thing).flat_map(|phrase| self.party(*phrase, lend)).collect()
    }

    /// The words of the first of some phrases, but not a pronoun's.
    fn thing(&self, phrases: &[usize]) -> Option<Span> {
        let first =
            phrases.first().filter(|phrase| self.tags[self.clauses.phrases[**phrase].head].is_noun())?;
        Some(self.phrase_span(*first))
    }

    /// Whom something is given to or done against, where the sense's own prepositions bring in nobody.
    fn add_goal(&self, roles: &mut Roles, sense: &Sense, item: usize) {
        use EventType::{Accuse, Aid, Assault, Crime, Legal, Protest, Reject, Request, Threaten};
        use EventType::{Coerce, Concede, Sanction, Support};
        let preps: &[&str] = match sense.kind {
            Accuse | Aid | Assault | Crime | Legal | Protest | Threaten => {
                &["against", "to", "toward", "towards", "on"]
            }
            // "rejected an appeal by …", "called for reform in …"
            Reject | Request => &["against", "to", "toward", "towards", "on", "by", "from", "for"],
            Coerce => &["against", "on", "with"],
            // "closed its border with …", "lifted the ban on …"
            Concede | Sanction | Support => &["against", "to", "toward", "towards", "on", "with"],
            _ => return,
        };
        if matches!(sense.frame, Frame::ActorRecipient | Frame::Actor) && roles.recipients.is_empty() {
            roles.suffer(self.parties(&self.obliques_by(item, preps), Lend::Holding));
        }
    }

    /// Where somebody goes is a place, not a party: "visited Libya".
    fn recipients_among(&self, kind: EventType, phrases: &[usize]) -> Vec<usize> {
        let goes = matches!(kind, EventType::Consult | EventType::Move);
        let is_place = |phrase: &usize| self.head_mention(*phrase).is_some_and(|m| m.layer == Layer::Place);
        phrases.iter().copied().filter(|phrase| !(goes && is_place(phrase))).collect()
    }

    /// What follows the verb's pattern, where it has more words than the verb.
    fn object_after(&self, group: usize, end: usize) -> Vec<usize> {
        let found = self.objects(group);
        if !found.is_empty() || end <= self.clauses.groups[group].tokens.end {
            return found;
        }
        let next = self.clauses.phrases.partition_point(|phrase| phrase.tokens.start < end);
        let is_near = self.clauses.phrases.get(next).is_some_and(|phrase| phrase.tokens.start <= end + 1);
        is_near.then_some(next).into_iter().collect()
    }

    /// "gave the rebels weapons", "the team was denied visas": the first of two objects.
    fn indirect_object(&self, group: usize, passive: bool, done_to: &[usize]) -> Vec<Filler> {
        let predicate = self.predicate(group);
        let direct = self.objects(group);
        match direct.first() {
            Some(_) if passive => self.parties(done_to, Lend::Holding),
            Some(first) if self.tree.children_by(predicate, &["iobj"]).next().is_some() => {
                self.party(*first, Lend::Holding)
            }
            _ => Vec::new(),
        }
    }

    /// Recipients that a preposition brings in; of events done together, more actors.
    fn add_obliques(&self, roles: &mut Roles, sense: &Sense, obliques: &[usize], lend: Lend) {
        if sense.kind == EventType::Move {
            return;
        }
        let found = self.parties(obliques, lend);
        match sense.frame {
            Frame::Together => roles.act(found),
            Frame::ActorRecipient if !roles.recipients.is_empty() => {}
            Frame::ActorRecipient | Frame::Actor => roles.suffer(found),
            _ => {}
        }
    }

    /// Nobody is actor and recipient of one event, but in what parties do to each other.
    fn without_doubles(&self, mut roles: Roles) -> Roles {
        let actors: Vec<usize> = roles.actors.iter().map(|filler| filler.entity).collect();
        roles.recipients.retain(|filler| !actors.contains(&filler.entity));
        roles
    }

    /// The phrases after an item that one of `preps` brings in.
    pub fn obliques_by(&self, item: usize, preps: &[&str]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for oblique in self.obliques(item) {
            // "in the town of Cizre in Turkey": the one that the other lies in tells no more.
            let head = self.clauses.phrases[oblique.phrase].head;
            let above = self.tree.head(head).filter(|_| self.tree.is(head, &["nmod"]));
            let is_inner = above
                .and_then(|above| self.clauses.phrase_of(above))
                .is_some_and(|above| found.contains(&above));
            let prep = self.word(oblique.prep);
            if preps.contains(&prep) && !(prep == "in" && is_inner) {
                found.push(oblique.phrase);
            }
        }
        found
    }

    /// The roles of a noun at the head of `phrase`.
    pub fn noun_roles(&self, phrase: usize, sense: &Sense) -> Roles {
        let mut roles = Roles::default();
        let item = self.clauses.phrase_items[phrase];
        let lend = lending(sense.kind);
        let owner = self.owner(phrase);
        let by = self.parties(&self.agents_of_noun(phrase), Lend::Holding);
        let of = self.parties(&self.of_noun(phrase), Lend::Holding);
        let with_preps: Vec<&str> =
            sense.preps.iter().copied().filter(|prep| *prep != "of" && *prep != "by").collect();
        let obliques = self.obliques_by(item, &with_preps);
        roles.has_prep = !self.obliques_by(item, &sense.preps).is_empty();
        roles.act(by);
        match sense.frame {
            Frame::Actor | Frame::ActorRecipient => {
                roles.act(owner);
                if sense.frame == Frame::ActorRecipient || sense.preps.contains(&"of") {
                    roles.suffer(of)
                } else {
                    roles.act(of)
                }
                roles.suffer(self.parties(&obliques, lend));
            }
            Frame::Recipient | Frame::NobodyRecipient => {
                roles.suffer(owner);
                roles.suffer(of);
            }
            Frame::Together => {
                roles.act(owner);
                roles.act(of);
                roles.act(self.parties(&obliques, Lend::Holding));
                roles.act(self.parties(&self.comes_for(phrase), Lend::Holding));
                if roles.actors.len() == 1 {
                    roles.act(self.parties(&self.comes_from(phrase), Lend::Holding));
                }
            }
            Frame::Nobody => {}
        }
        self.add_light_verb(&mut roles, phrase, sense);
        self.add_goal(&mut roles, sense, item);
        roles.unnamed = match sense.frame {
            Frame::Actor | Frame::ActorRecipient => [
                self.thing(&self.agents_of_noun(phrase)),
                self.thing(&obliques).or_else(|| self.thing(&self.of_noun(phrase))),
            ],
            Frame::Recipient | Frame::NobodyRecipient => [None, self.thing(&self.of_noun(phrase))],
            Frame::Together | Frame::Nobody => [None, None],
        };
        self.without_doubles(roles)
    }

    /// "arrived for talks with …", "gathered for a summit": the verb's subject.
    fn comes_for(&self, phrase: usize) -> Vec<usize> {
        let comes = |verb: &usize| !self.clauses.groups[*verb].passive || self.lemma(*verb) == "expect";
        let verb = self.verb_of(phrase, &["obl"], &["for"]).filter(comes);
        verb.map_or_else(Vec::new, |verb| self.subject(verb))
    }

    /// "said after talks with …", "left before the meeting with …": the verb's subject.
    fn comes_from(&self, phrase: usize) -> Vec<usize> {
        let verb = self.verb_of(phrase, &["obl", "advcl"], &["after", "before", "during", "following"]);
        let active = verb.filter(|verb| !self.clauses.groups[*verb].passive);
        active.map_or_else(Vec::new, |verb| self.subject(verb))
    }

    /// The verb group that a phrase depends on in one of `relations` by one of `preps`.
    fn verb_of(&self, phrase: usize, relations: &[&str], preps: &[&str]) -> Option<usize> {
        let noun = self.clauses.phrases[phrase].head;
        let is_tied = self.tree.is(noun, relations) && preps.contains(&self.preposition(noun));
        self.tree.head(noun).filter(|_| is_tied).and_then(|verb| self.clauses.group_of(verb))
    }

    /// "the attack by rebels", "the strikes carried out by rebels", but not "the deal mediated by Qatar".
    fn agents_of_noun(&self, phrase: usize) -> Vec<usize> {
        let noun = self.clauses.phrases[phrase].head;
        // "by" may hang on what "of" ties to the noun: "the arrest of the journalists by police".
        let of = self.tree.children_by(noun, &["nmod"]);
        let mut by = std::iter::once(noun).chain(of).map(|word| self.with_preposition(word, &["nmod"], "by"));
        if let Some(by) = by.find(|by| !by.is_empty()) {
            return by;
        }
        let done = self
            .tree
            .children_by(noun, &["acl"])
            .filter(|verb| is(lemma(self.word(*verb)), "verb light-actor"));
        done.flat_map(|verb| self.with_preposition(verb, &["obl:agent", "obl"], "by")).collect()
    }

    /// What "of" ties to a noun.
    fn of_noun(&self, phrase: usize) -> Vec<usize> {
        self.with_preposition(self.clauses.phrases[phrase].head, &["nmod", "nmod:desc"], "of")
    }

    /// Who owns a noun: "Libya's army", "his arrest", "NATO strikes".
    fn owner(&self, phrase: usize) -> Vec<Filler> {
        let head = self.tokens[self.clauses.phrases[phrase].head].span;
        let inner = self.mentions_in(self.phrase_span(phrase));
        let own = inner.iter().filter(|mention| mention.span.end <= head.start && self.can_act(mention));
        match own.max_by_key(|mention| mention.span.len()) {
            Some(owner) => vec![owner.into()],
            None => self.nationalities(phrase),
        }
    }

    /// "Russia carried out strikes", "the town suffered an attack": the verb's subject.
    fn add_light_verb(&self, roles: &mut Roles, phrase: usize, sense: &Sense) {
        let Some((governor, is_object)) = self.governor(phrase) else { return };
        roles.has_governor = true;
        // "called the threat blackmail", but not "called a strike"
        let names = self.lemma(governor) == "call"
            && self.tree.children_by(self.predicate(governor), &["xcomp"]).next().is_some();
        if names {
            return;
        }
        let verb = &self.clauses.groups[governor];
        let base = self.lemma(governor);
        let doers = match (is_object, verb.passive) {
            (true, false) => self.subject(governor),
            (false, true) => self.obliques_by(self.clauses.group_items[governor], &["by"]),
            _ => return,
        };
        let fillers = self.parties(&doers, Lend::Holding);
        if is(base, "verb light-recipient")
            || sense.frame == Frame::Recipient && !is(base, "verb light-actor")
        {
            roles.suffer(if is(base, "verb light-recipient") { fillers } else { Vec::new() });
        } else if is(base, "verb light-actor") && !matches!(sense.frame, Frame::Nobody) {
            roles.act(fillers);
        }
    }
}

/// The words for whom something is done to where they stand for no party. What is conceded, cut off or agreed on is no
/// "whom"; aid, troops and a curfew are for those of the place that they are in.
pub fn whom(kind: EventType, words: Option<Span>, place: Option<Filler>) -> Option<Span> {
    use EventType::{Aid, Assault, Coerce, Concede, Mobilize, Move, Protest, Reject, Retreat, Support};
    let is_done_to_it =
        matches!(kind, Assault | Coerce | Mobilize | Move | Protest | Reject | Retreat | Support);
    let binds_those_there = matches!(kind, Aid | Coerce | Concede | Mobilize);
    let there = place.filter(|_| binds_those_there).map(|place| place.span);
    words.filter(|_| is_done_to_it).or(there)
}
