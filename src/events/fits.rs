//! Which sense of a trigger its surroundings allow, and how well they go with it.

use super::arguments::Roles;
use super::clauses::Item;
use super::lexicon::{Class, Frame, Need, Sense, is};
use super::scene::{Filler, Lend, Scene};
use super::tree::Tag;
use crate::reading::{EntityKind, EventType, Layer};

/// A sense that fits, with its roles.
pub struct Fit {
    pub sense: &'static Sense,
    pub roles: Roles,
    pub place: Option<Filler>,
    /// Whether it is told as what will not be done.
    pub refused: bool,
}

/// The best of the senses that fit: longer patterns first, then surer ones.
pub fn best(fits: impl Iterator<Item = Fit>) -> Option<Fit> {
    let rank = |sense: &Sense| {
        sense.rest.len() as f32 * 10.0 + sense.weight + sense.object.len().min(1) as f32 * 0.3
    };
    fits.max_by(|a, b| rank(a.sense).total_cmp(&rank(b.sense)))
}

/// What is left of a word for violence where no body suffers or acts: too little for an event.
const FIGURATIVE: f32 = 0.2;

impl Scene<'_> {
    /// A sense of a verb, where all that it asks for is there.
    pub fn verb_fit(&self, group: usize, sense: &'static Sense) -> Option<Fit> {
        let verb = &self.clauses.groups[group];
        let end = self.pattern_end(verb.main + 1, &sense.rest)?;
        let roles = self.verb_roles(group, sense, end);
        let beside = self.words_beside(end, &roles.object);
        if sense.unless.iter().any(|word| beside.contains(word)) {
            return None;
        }
        if !sense.object.is_empty() && !sense.object.iter().any(|word| beside.contains(word)) {
            return None;
        }
        let subject_words =
            |phrase: &usize| sense.subject.contains(&self.word(self.clauses.phrases[*phrase].head));
        if !sense.subject.is_empty() && !roles.subject.iter().any(subject_words) {
            return None;
        }
        let item = self.clauses.group_items[group];
        let place = self.place(item, &roles, sense.kind);
        let met = sense.needs.iter().all(|need| match need {
            Need::Passive => verb.passive,
            Need::Doer => verb.passive || self.meets(Need::Actor, &roles, place, end),
            Need::Recipient if sense.frame == Frame::Together => roles.actors.len() > 1,
            Need::Complement => {
                !roles.object.is_empty()
                    || roles.has_prep
                    || self.clauses.groups.get(group + 1).is_some_and(|next| next.infinitive)
            }
            Need::Person => roles
                .object
                .iter()
                .any(|phrase| self.is_pronoun(*phrase) || !self.party(*phrase, Lend::Holding).is_empty()),
            Need::Demand => self.demanded_of(group).is_some(),
            Need::Intransitive => {
                let mut told = self.tree.children_by(self.predicate(group), &["ccomp", "xcomp"]);
                self.objects(group).is_empty() && told.next().is_none()
            }
            Need::Refused => {
                verb.negated && verb.modal.is_some_and(|modal| is(self.word(modal), "planned-modal"))
            }
            Need::Infinitive => {
                self.has_infinitive(group)
                    || self.obliques(item).iter().any(|oblique| self.word(oblique.prep) == "for")
            }
            Need::Place if sense.kind == EventType::Move && self.comes_from_somewhere(item) => true,
            need => self.meets(*need, &roles, place, end),
        });
        let mut roles = roles;
        if sense.needs.contains(&Need::Demand) {
            let of = self.demanded_of(group).unwrap_or_default();
            roles.recipients = of.into_iter().flat_map(|phrase| self.party(phrase, Lend::Owner)).collect();
        }
        met.then_some(Fit { sense, roles, place, refused: false })
    }

    /// "drove from the capital": a move whose end is not told.
    fn comes_from_somewhere(&self, item: usize) -> bool {
        let mut from = self
            .obliques(item)
            .into_iter()
            .filter(|oblique| matches!(self.word(oblique.prep), "from" | "through"));
        from.any(|oblique| {
            self.head_mention(oblique.phrase).is_some_and(|mention| mention.layer == Layer::Place)
        })
    }

    /// "told her to leave", but not "told the crowd, “to prove that …”".
    fn has_infinitive(&self, group: usize) -> bool {
        const REACH: usize = 6;
        let item = self.clauses.group_items[group];
        let next = self.clauses.groups.get(group + 1).filter(|next| next.infinitive);
        next.is_some_and(|_| {
            let between = &self.clauses.items[item + 1..self.clauses.group_items[group + 1]];
            let goes_on = |piece: &Item| match piece {
                Item::Phrase(_) | Item::Preposition(_) | Item::Conjunction(_) => true,
                Item::Other(token) => self.tags[*token] != Tag::Quote,
                _ => false,
            };
            between.len() < REACH && between.iter().all(goes_on)
        })
    }

    /// Whether an entity is a country or its government.
    fn is_state(&self, entity: usize) -> bool {
        let entity = &self.entities.entities[entity];
        let sector = entity.plover.as_ref().and_then(|code| code.sector.as_deref());
        entity.kind == EntityKind::Country || sector == Some("GOV")
    }

    /// Whether a need is met that the roles alone decide.
    pub fn meets(&self, need: Need, roles: &Roles, place: Option<Filler>, end: usize) -> bool {
        match need {
            Need::Actor => {
                !roles.actors.is_empty() || roles.subject.iter().any(|phrase| self.may_act(*phrase))
            }
            Need::Recipient => {
                !roles.recipients.is_empty() || roles.object.iter().any(|phrase| self.is_pronoun(*phrase))
            }
            Need::Party => {
                self.meets(Need::Actor, roles, place, end) || self.meets(Need::Recipient, roles, place, end)
            }
            Need::Object => !roles.object.is_empty(),
            Need::Place => place.is_some_and(|place| {
                place.span.start > self.tokens[end - 1].span.start
                    || roles
                        .object
                        .iter()
                        .chain(&roles.subject)
                        .any(|phrase| self.phrase_span(*phrase).contains(place.span))
            }),
            Need::Preposition => roles.has_prep,
            Need::Negative => (end..end + 16).any(|token| is(self.word(token), "negative")),
            Need::Context => {
                roles.has_governor
                    || !self.times.is_empty()
                    || !roles.actors.is_empty()
                    || !roles.recipients.is_empty()
            }
            Need::State => roles.actors.iter().any(|actor| self.is_state(actor.entity)),
            Need::Refused
            | Need::Demand
            | Need::Intransitive
            | Need::Person
            | Need::Passive
            | Need::Infinitive
            | Need::Doer
            | Need::Complement => false,
        }
    }

    /// Who must do what a verb of saying tells: "said Sudan must return the helicopter".
    pub fn demanded_of(&self, group: usize) -> Option<Vec<usize>> {
        let told = self.tree.children_by(self.predicate(group), &["ccomp"]).next()?;
        let must = |child: &usize| matches!(self.word(*child), "must") && self.tags[*child] == Tag::Modal;
        if !self.tree.children(told).iter().any(must) {
            return None;
        }
        // "said Chad must be ready": the verb stands apart from what is told.
        let inner = (0..self.clauses.groups.len()).find(|inner| self.predicate(*inner) == told)?;
        let subject = self.subject(inner);
        let can_act = subject.iter().any(|phrase| !self.party(*phrase, Lend::Owner).is_empty());
        let is_own =
            subject.iter().any(|phrase| self.subject(group).contains(phrase) || self.is_pronoun(*phrase));
        (can_act && !is_own).then_some(subject)
    }

    /// A pronoun, or a phrase with a name in it, even where it is not known whose: "the ECOWAS bloc".
    fn may_act(&self, phrase: usize) -> bool {
        self.is_pronoun(phrase)
            || self.clauses.phrases[phrase].tokens.clone().any(|token| self.tags[token] == Tag::Name)
    }

    /// "he", "them": somebody, even where it is not known who.
    pub fn is_pronoun(&self, phrase: usize) -> bool {
        const PEOPLE: [&str; 10] = ["i", "we", "he", "she", "they", "me", "us", "him", "her", "them"];
        let phrase = &self.clauses.phrases[phrase];
        phrase.tokens.len() == 1 && PEOPLE.contains(&self.word(phrase.head))
    }

    /// One past the last word of a pattern whose words must follow from `at`; none where they do not.
    pub fn pattern_end(&self, at: usize, rest: &[&str]) -> Option<usize> {
        let mut at = at;
        for (index, word) in rest.iter().enumerate() {
            let reach = match *word {
                "for" | "on" | "to" | "at" | "with" | "against" | "upon" | "behind" | "of" | "into"
                | "from" => 1,
                _ if index == 0 => 4,
                _ => 3,
            };
            let apart = |found: usize| {
                (at..found).any(|token| {
                    matches!(self.tags[token], Tag::Comma | Tag::Mark) || self.tags[token].is_verb()
                })
            };
            let near = (at..at + reach).find(|token| self.word(*token) == *word);
            let far = || if index == 0 { self.governed_word(at - 1, word) } else { None };
            let found = near.filter(|found| !apart(*found)).or_else(far)?;
            at = found + 1;
        }
        Some(at)
    }

    /// A particle, an object or a preposition of the verb, however far behind it: the "out" of "forced the UN agency,
    /// UNHCR, out of the country".
    fn governed_word(&self, verb: usize, word: &str) -> Option<usize> {
        let own = ["compound:prt", "advmod", "obj", "obl"];
        let mut governed = self.tree.children_by(verb, &own).flat_map(|child| {
            let case = self.tree.children_by(child, &["case"]).filter(move |_| self.tree.is(child, &["obl"]));
            case.chain([child])
        });
        governed.find(|token| *token > verb && self.word(*token) == word)
    }

    /// The words of the object, and those right after the pattern.
    pub fn words_beside(&self, end: usize, object: &[usize]) -> Vec<&str> {
        let near = (end..end + 7).take_while(|token| {
            let tag = self.tags.get(*token);
            tag.is_some_and(|tag| !matches!(tag, Tag::Mark | Tag::Comma) && !tag.is_verb())
        });
        let of_object = object.iter().flat_map(|phrase| self.clauses.phrases[*phrase].tokens.clone());
        near.chain(of_object).map(|token| self.word(token)).collect()
    }

    /// A sense of a noun, where all that it asks for is there.
    pub fn noun_fit(&self, phrase: usize, sense: &'static Sense) -> Option<Fit> {
        let tokens = self.clauses.phrases[phrase].tokens.clone();
        let head = tokens.end - 1;
        let start = head.checked_sub(sense.rest.len()).filter(|start| *start >= tokens.start)?;
        if !(start..head).zip(&sense.rest).all(|(token, word)| self.word(token) == *word) {
            return None;
        }
        if self.words_around(phrase).any(|word| sense.unless.contains(&word)) {
            return None;
        }
        let mut following = (head + 1..head + 5).map(|token| self.word(token));
        if !sense.object.is_empty() && !following.any(|word| sense.object.contains(&word)) {
            return None;
        }
        if !sense.subject.is_empty()
            && !self.tokens.iter().any(|token| sense.subject.contains(&token.lower.as_str()))
        {
            return None;
        }
        let roles = self.noun_roles(phrase, sense);
        let place = self.place(self.clauses.phrase_items[phrase], &roles, sense.kind);
        let met = sense.needs.iter().all(|need| self.meets(*need, &roles, place, head + 1));
        met.then_some(Fit { sense, roles, place, refused: false })
    }

    /// Less than 1 where the sense fits, but not who or what it is said of: "attacked the loopholes".
    pub fn plausibility(&self, group: usize, fit: &Fit) -> f32 {
        use EventType::{Accident, Assault, Death, Disaster, Economy, Health};
        let Fit { sense, roles, .. } = fit;
        let active = !self.clauses.groups[group].passive;
        if sense.strikes_bodies() && self.is_figurative(group, sense, roles) {
            return FIGURATIVE;
        }
        if sense.kind == Assault && sense.frame == Frame::ActorRecipient && active {
            let abstracted = |phrase: &usize| {
                let head = self.clauses.phrases[*phrase].head;
                self.head_mention(*phrase).is_none()
                    && !is(self.word(head), "holding")
                    && !self.is_pronoun(*phrase)
                    && self.tags[head] != Tag::Num
            };
            let missed = !roles.object.is_empty()
                && roles.recipients.is_empty()
                && roles.object.iter().all(abstracted);
            return if missed { 0.6 } else { 1.0 };
        }
        let acts = matches!(sense.frame, Frame::ActorRecipient | Frame::Actor | Frame::Together);
        let harms = matches!(sense.kind, Assault | Accident | Disaster | Death | Health | Economy);
        let lifeless = !roles.subject.is_empty()
            && roles.actors.is_empty()
            && !roles.subject.iter().any(|phrase| self.is_pronoun(*phrase));
        if active && acts && !harms && lifeless { 0.75 } else { 1.0 }
    }

    /// "attacked the problem", "inflation hit Germany": who or what suffers, or acts, has no body.
    fn is_figurative(&self, group: usize, sense: &Sense, roles: &Roles) -> bool {
        let intangible = |phrase: &usize| {
            is(self.word(self.clauses.phrases[*phrase].head), "intangible")
                && self.head_mention(*phrase).is_none()
        };
        let all = |phrases: &[usize]| !phrases.is_empty() && phrases.iter().all(intangible);
        // A disease has no body, but kills.
        let by: Vec<usize> = match self.clauses.groups[group].passive {
            true => self.obliques_by(self.clauses.group_items[group], &["by"]),
            false => roles.subject.clone(),
        };
        let chosen = !sense.object.is_empty() || !sense.rest.is_empty();
        all(&roles.object) && !chosen || all(&by) && sense.class != Class::Casualty
    }

    /// The words of a phrase but its head, the next one, and those that "of" ties to it on either side.
    fn words_around(&self, phrase: usize) -> impl Iterator<Item = &str> {
        let tokens = self.clauses.phrases[phrase].tokens.clone();
        let head = tokens.end - 1;
        let after = if self.word(tokens.end) == "of" { 4 } else { 1 };
        let of_before = tokens.start > 1 && self.word(tokens.start - 1) == "of";
        let start = if of_before { tokens.start - 2 } else { tokens.start };
        (start..tokens.end + after).filter(move |token| *token != head).map(|token| self.word(token))
    }

    /// The head words of what a preposition ties to a noun: "an attack on the record".
    fn complement(&self, phrase: usize) -> impl Iterator<Item = &str> {
        let of = self.own_obliques(self.clauses.phrases[phrase].head).into_iter();
        let bearing = ["on", "against", "with", "of", "for", "over"];
        of.filter(move |oblique| bearing.contains(&self.word(oblique.prep)))
            .map(|oblique| self.word(self.clauses.phrases[oblique.phrase].head))
    }

    /// Less than 1 where a noun seems to speak of its kind, not of one happening: "bankruptcy is a game".
    pub fn particularity(&self, phrase: usize, fit: &Fit) -> f32 {
        // "a battle with cancer", "a price war"
        let of_no_body = |word: &str| is(word, "intangible");
        if fit.sense.strikes_bodies()
            && (self.words_around(phrase).any(of_no_body) || self.complement(phrase).any(of_no_body))
        {
            return FIGURATIVE;
        }
        let tokens = &self.clauses.phrases[phrase].tokens;
        let bare = tokens.len() == 1 && fit.roles.actors.is_empty() && fit.roles.recipients.is_empty();
        let is_predicate = self.governor(phrase).is_some_and(|(group, is_object)| {
            is_object && self.tags[self.clauses.groups[group].main] == Tag::Be
        });
        let own_time = !self.times.is_empty();
        match (bare && !own_time && !self.is_title, is_predicate) {
            (_, true) => 0.7,
            (true, false) => 0.8,
            _ => 1.0,
        }
    }
}
