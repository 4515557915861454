//! Whether an event took place: from the verb's form, and from what governs it.

use super::clauses::{Group, Item};
use super::lexicon::{Class, Pos, is, lemma, senses};
use super::scene::Scene;
use super::tree::Tag;
use crate::reading::Status;
use crate::text::Span;

/// What a trigger's surroundings say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub status: Status,
    /// The words that say so.
    pub words: Option<Span>,
    /// What the trigger's weight is multiplied by.
    pub factor: f32,
}

impl Standing {
    fn new(status: Status, words: Option<Span>, factor: f32) -> Option<Self> {
        Some(Standing { status, words, factor })
    }

    fn plain(status: Status, factor: f32) -> Option<Self> {
        Self::new(status, None, factor)
    }
}

/// How many verbs up the standing of a verb is looked for.
const DEPTH: usize = 4;

impl Scene<'_> {
    /// The standing of what a verb group says; none where it says that nothing happened, or nothing in particular.
    pub fn standing(&self, group: usize) -> Option<Standing> {
        self.standing_at(group, DEPTH)
    }

    fn standing_at(&self, group: usize, depth: usize) -> Option<Standing> {
        let verb = &self.clauses.groups[group];
        let words = |token: usize| Some(self.tokens[token].span);
        if depth == 0 {
            return Standing::plain(Status::Happened, 0.8);
        }
        if self.is_hypothetical(group) {
            return None;
        }
        let by_nobody = verb.is_finite() && self.subject(group).iter().any(|phrase| self.is_nobody(*phrase));
        if by_nobody && verb.modal.is_none() {
            return Standing::new(Status::Denied, None, 0.8);
        }
        if (verb.negated || by_nobody) && verb.modal.is_some() {
            return None;
        }
        if verb.negated {
            return Standing::new(Status::Denied, words(verb.tokens.start), 0.8);
        }
        if let Some(modal) = verb.modal {
            let lower = self.word(modal);
            if lower == "would" && self.if_follows(group) {
                return None;
            }
            return if is(lower, "planned-modal") {
                Standing::new(Status::Planned, words(modal), if lower == "would" { 0.75 } else { 1.0 })
            } else if is(lower, "possible-modal") {
                Standing::new(Status::Possible, words(modal), if lower == "could" { 0.6 } else { 0.8 })
            } else {
                None
            };
        }
        if verb.infinitive {
            return self.governed(group, depth);
        }
        if verb.gerund {
            return self.after_gerund(group, depth);
        }
        if let Some(denial) = self.denial_of(group) {
            return Standing::new(Status::Denied, words(denial), 1.0);
        }
        if let Some(word) = self.hedge_near(group) {
            return Standing::new(Status::Possible, words(word), 1.0);
        }
        if self.tags[verb.main] == Tag::Gerund && (self.is_present(verb) || verb.perfect) {
            return Standing::new(Status::Ongoing, words(verb.tokens.start), 1.0);
        }
        if self.is_present(verb) && !verb.perfect {
            // "groups that oppose both": what they are, not what they did.
            let factor = if self.in_relative(group) { 0.45 } else { 0.6 };
            return Standing::plain(if self.is_title { Status::Happened } else { Status::Ongoing }, factor);
        }
        Standing::plain(Status::Happened, 1.0)
    }

    /// The verb of "denied that it had bombed the camp".
    fn denial_of(&self, group: usize) -> Option<usize> {
        let predicate = self.predicate(group);
        let verb = self.tree.head(predicate).filter(|_| self.tree.is(predicate, &["ccomp"]))?;
        let denial = self.clauses.group_of(verb)?;
        (is(self.lemma(denial), "verb deny") && !self.clauses.groups[denial].negated).then_some(verb)
    }

    /// "no one", "neither France nor Italy", "none of them".
    fn is_nobody(&self, phrase: usize) -> bool {
        let start = self.clauses.phrases[phrase].tokens.start;
        let none = |word: &str| matches!(word, "no" | "neither" | "nor" | "none" | "nobody");
        none(self.word(start)) || start > 0 && none(self.word(start - 1))
    }

    /// Whether a finite group is in the present tense.
    fn is_present(&self, verb: &Group) -> bool {
        match self.word(verb.tokens.start) {
            "is" | "are" | "am" | "has" | "have" | "does" | "do" | "'re" | "'m" => true,
            _ => {
                verb.tokens.len() == 1 && matches!(self.tags[verb.main], Tag::Base | Tag::Third)
                    || verb.tokens.len() > 1
                        && matches!(self.tags[verb.tokens.start], Tag::Adv)
                        && matches!(self.tags[verb.main], Tag::Base | Tag::Third)
            }
        }
    }

    /// Whether a relative pronoun opens the group's clause.
    fn in_relative(&self, group: usize) -> bool {
        let at = self.clauses.group_items[group];
        self.clauses.items[at.saturating_sub(3)..at].contains(&Item::Relative)
    }

    /// "if", "unless" or "whether" before the clause.
    fn is_hypothetical(&self, group: usize) -> bool {
        let at = self.clauses.group_items[group];
        for item in self.clauses.items[at.saturating_sub(10)..at].iter().rev() {
            match item {
                Item::Subordinator(token) | Item::Other(token)
                    if matches!(self.word(*token), "if" | "unless" | "whether" | "until" | "lest") =>
                {
                    return true;
                }
                Item::Subordinator(_) | Item::Mark(_) | Item::Group(_) | Item::Comma | Item::Relative => {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    /// "would be killed if they returned".
    fn if_follows(&self, group: usize) -> bool {
        let after = self.clauses.items[self.clauses.group_items[group]..].iter().take(8);
        after.take_while(|item| !matches!(item, Item::Mark(_) | Item::Comma)).any(
            |item| matches!(item, Item::Subordinator(token) | Item::Other(token) if self.word(*token) == "if"),
        )
    }

    /// "allegedly" in or beside a group.
    fn hedge_near(&self, group: usize) -> Option<usize> {
        let tokens = &self.clauses.groups[group].tokens;
        (tokens.start.saturating_sub(1)..(tokens.end + 1).min(self.tokens.len()))
            .find(|token| is(self.word(*token), "possible-adverb"))
    }

    /// The standing of an infinitive: its governor's doing.
    fn governed(&self, group: usize, depth: usize) -> Option<Standing> {
        let at = self.clauses.group_items[group];
        // "to attack and kill": the second goes with the first.
        if let Some(Item::Conjunction(_)) = at.checked_sub(1).map(|before| self.clauses.items[before])
            && group > 0
            && self.clauses.groups[group - 1].infinitive
        {
            return self.standing_at(group - 1, depth - 1);
        }
        if let Some(Item::Phrase(phrase)) = at.checked_sub(1).map(|before| self.clauses.items[before])
            && let Some(standing) = self.governed_by_noun(phrase)
        {
            return standing;
        }
        // "unfit to stand trial"; "the right to protest", where "right" looks like an adjective.
        let prevents = |word: &str| is(word, "speech-noun") || is(word, "preventing-adjective");
        if self.adjective_before(at).is_some_and(prevents) {
            return None;
        }
        let Some(governor) = group.checked_sub(1) else {
            return Standing::plain(Status::Planned, 0.5);
        };
        self.governed_by_verb(governor, at, depth)
    }

    /// "plans to attack", "efforts to free them", "the right to protest". The outer none: the noun does not govern.
    fn governed_by_noun(&self, phrase: usize) -> Option<Option<Standing>> {
        let head = self.clauses.phrases[phrase].head;
        let words = Some(self.tokens[head].span);
        match self.word(head) {
            noun if is(noun, "planned-noun") => Some(Standing::new(Status::Planned, words, 0.95)),
            noun if is(noun, "attempt-noun") => Some(Standing::new(Status::Possible, words, 0.6)),
            noun if is(noun, "speech-noun") => Some(None),
            _ => None,
        }
    }

    fn governed_by_verb(&self, governor: usize, at: usize, depth: usize) -> Option<Standing> {
        let verb = &self.clauses.groups[governor];
        let words = Some(self.tokens[verb.main].span);
        let lower = self.word(verb.main);
        let base = lemma(lower);
        if self.swallows(governor) || matches!(base, "fail" | "refuse" | "decline") {
            return None;
        }
        let own = self.standing_at(governor, depth - 1)?;
        let negated = own.status == Status::Denied;
        if negated
            || self.tags[verb.main].is_auxiliary()
                && self.adjective_before(at).is_some_and(|word| word == "unable")
        {
            return None;
        }
        if is(base, "verb planned")
            || self.adjective_before(at).is_some_and(|word| is(word, "planned-adjective-to"))
        {
            return Standing::new(Status::Planned, words, 0.95);
        }
        // "talks are to resume", right before the infinitive
        let is_scheduled = self.tags[verb.main] == Tag::Be && self.clauses.group_items[governor] + 1 == at;
        if is_scheduled && self.is_present(verb) {
            return Standing::new(Status::Planned, words, 0.9);
        }
        if is(base, "verb ongoing") {
            return Standing::new(Status::Ongoing, words, 0.9);
        }
        if is(base, "verb possible") || matches!(base, "seem" | "appear" | "try" | "attempt") {
            return Standing::new(Status::Possible, words, 0.7);
        }
        if is(base, "verb raises") {
            return Some(own);
        }
        // "arrived to join the offensive": what for.
        Standing::new(Status::Planned, None, 0.6)
    }

    /// Whether a verb is a speech act that takes in what it asks for: "urged Iran to stop".
    pub fn swallows(&self, group: usize) -> bool {
        let main = self.clauses.groups[group].main;
        // "launched an appeal for aid" does, "launched an attack" does not.
        senses(self.word(main), Pos::Verb).iter().filter(|sense| sense.class == Class::Speech).any(|sense| {
            self.pattern_end(main + 1, &sense.rest).is_some_and(|end| {
                let beside = self.words_beside(end, &self.objects(group));
                sense.object.is_empty() || sense.object.iter().any(|word| beside.contains(word))
            })
        })
    }

    /// The adjective that "to" hangs on: "ready to", "unable to".
    fn adjective_before(&self, at: usize) -> Option<&str> {
        match at.checked_sub(1).map(|before| self.clauses.items[before]) {
            Some(Item::Other(token)) => Some(self.word(token)),
            _ => None,
        }
    }

    /// The standing of a bare -ing form.
    fn after_gerund(&self, group: usize, depth: usize) -> Option<Standing> {
        let at = self.clauses.group_items[group];
        let before = at.checked_sub(1).map(|before| self.clauses.items[before]);
        if let Some(Item::Preposition(token) | Item::Subordinator(token)) = before
            && matches!(self.word(token), "without" | "instead" | "than" | "before" | "against")
        {
            return None;
        }
        let Some(governor) = group.checked_sub(1) else { return Standing::plain(Status::Happened, 0.85) };
        let direct = match before {
            Some(Item::Group(_)) => true,
            Some(Item::Preposition(_)) => self.clauses.group_items[governor] + 4 > at,
            _ => false,
        };
        if !direct {
            return self
                .standing_at(governor, depth - 1)
                .map(|own| Standing { factor: own.factor * 0.85, ..own });
        }
        let words = Some(self.tokens[self.clauses.groups[governor].main].span);
        let base = self.lemma(governor);
        if is(base, "verb deny") {
            return Standing::new(Status::Denied, words, 1.0);
        }
        // "barred from entering": they did not.
        let is_from = matches!(before, Some(Item::Preposition(token)) if self.word(token) == "from");
        if is_from && is(base, "verb prevents") {
            return None;
        }
        if is(base, "verb hypothetical") || matches!(base, "consider" | "oppose" | "mean" | "threaten") {
            return None;
        }
        if matches!(base, "discuss" | "mull" | "weigh" | "propose" | "recommend" | "suggest") {
            return Standing::new(Status::Possible, words, 0.8);
        }
        if matches!(base, "accuse" | "suspect" | "blame" | "allege" | "charge") {
            return Standing::new(Status::Possible, words, 0.85);
        }
        if is(base, "verb ongoing") {
            return Standing::new(Status::Ongoing, words, 0.95);
        }
        self.standing_at(governor, depth - 1).map(|own| Standing { factor: own.factor * 0.9, ..own })
    }

    /// The standing of what a noun says: its governor's, else what stands beside it says.
    pub fn noun_standing(&self, phrase: usize) -> Option<Standing> {
        let tokens = self.clauses.phrases[phrase].tokens.clone();
        let words = |token: usize| Some(self.tokens[token].span);
        if tokens.clone().any(|token| matches!(self.word(token), "no" | "any")) {
            return None;
        }
        if let Some(token) = tokens.clone().find(|token| is(self.word(*token), "planned-adjective")) {
            return Standing::new(Status::Planned, words(token), 1.0);
        }
        if let Some(token) = tokens.clone().find(|token| is(self.word(*token), "possible-adjective")) {
            return Standing::new(Status::Possible, words(token), 0.9);
        }
        if let Some(standing) = self.noun_of(phrase) {
            return standing;
        }
        match self.governor(phrase) {
            Some((governor, is_object)) => self.noun_governed(governor, is_object),
            None => self.noun_brought_in(phrase),
        }
    }

    /// "urged them to agree on a truce", "plans to return to talks": what a preposition ties to a verb is no surer than
    /// the verb, but for what is known: "will meet in the aftermath of the attack".
    fn noun_brought_in(&self, phrase: usize) -> Option<Standing> {
        let plain = Standing::plain(Status::Happened, 0.85);
        let head = self.clauses.phrases[phrase].head;
        let prep = self.preposition(head);
        let is_known = self.word(self.clauses.phrases[phrase].tokens.start) == "the";
        let verb = self.tree.head(head).filter(|_| self.tree.is(head, &["obl"]));
        let Some(group) = verb.and_then(|verb| self.clauses.group_of(verb)) else { return plain };
        // "are expected in Geneva for talks"
        if matches!(self.lemma(group), "expect" | "schedule" | "slate") {
            let verb = self.tokens[self.clauses.groups[group].main].span;
            return Standing::new(Status::Planned, Some(verb), 0.95);
        }
        if is_known || !matches!(prep, "to" | "on" | "with") {
            return plain;
        }
        match self.standing(group)? {
            own if matches!(own.status, Status::Planned | Status::Possible) => Some(own),
            _ => plain,
        }
    }

    /// "plans for talks", "the threat of strikes", "attempts at a ceasefire".
    fn noun_of(&self, phrase: usize) -> Option<Option<Standing>> {
        self.clauses.phrases[phrase].prep?;
        let at = self.clauses.phrase_items[phrase];
        match at.checked_sub(2).map(|before| self.clauses.items[before]) {
            Some(Item::Phrase(owner)) => self.governed_by_noun(owner),
            _ => None,
        }
    }

    fn noun_governed(&self, governor: usize, is_object: bool) -> Option<Standing> {
        let own = self.standing(governor)?;
        let base = self.lemma(governor);
        let words = Some(self.tokens[self.clauses.groups[governor].main].span);
        if is_object && (self.swallows(governor) || is(base, "verb hypothetical")) {
            return None;
        }
        if own.status == Status::Denied && !(is_object && is(base, "verb light-actor")) {
            return None;
        }
        if is_object && is(base, "verb deny") {
            return Standing::new(Status::Denied, words, 0.6);
        }
        if is(base, "verb planned") && !matches!(base, "hold" | "agree") {
            return Standing::new(Status::Planned, words, 0.9);
        }
        if matches!(own.status, Status::Ongoing)
            && !is_object
            && self.is_present(&self.clauses.groups[governor])
        {
            return Standing::plain(Status::Happened, 0.9);
        }
        Some(own)
    }
}
