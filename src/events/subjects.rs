//! Whose doing a verb is, and to whom: subjects, objects, agents and prepositional phrases from the order of a
//! sentence's pieces.

use super::clauses::Item;
use super::lexicon::{is, lemma};
use super::scene::Scene;
use super::tagger::Tag;

/// How many pieces are looked at to either side.
const REACH: usize = 40;
/// How deep one verb's subject may depend on another's.
const DEPTH: usize = 6;

/// A prepositional phrase.
#[derive(Clone, Copy, Debug)]
pub struct Oblique {
    /// The preposition's token.
    pub prep: usize,
    /// The phrase.
    pub phrase: usize,
}

impl Scene<'_> {
    /// The phrases that are the subject of a verb group.
    pub fn subject(&self, group: usize) -> Vec<usize> {
        self.subject_at(group, DEPTH)
    }

    fn subject_at(&self, group: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        let verb = &self.clauses.groups[group];
        if verb.infinitive {
            self.controller(group, depth)
        } else if verb.gerund {
            self.gerund_subject(group, depth)
        } else if verb.reduced
            && let Some(Item::Phrase(phrase)) = self.item_before(group)
        {
            self.with_coordinates(phrase)
        } else if verb.reduced && !self.stands_first(group) {
            self.gerund_subject(group, depth)
        } else {
            self.finite_subject(group, depth)
        }
    }

    /// The piece right before a group, adverbs and quotation marks passed over.
    fn item_before(&self, group: usize) -> Option<Item> {
        let end = self.clauses.group_items[group];
        self.clauses.items[end.saturating_sub(3)..end]
            .iter()
            .rev()
            .find(|item| !matches!(item, Item::Other(_)))
            .copied()
    }

    fn stands_first(&self, group: usize) -> bool {
        self.item_before(group).is_none()
    }

    /// Walks left from a finite verb to its subject.
    fn finite_subject(&self, group: usize, depth: usize) -> Vec<usize> {
        let start = self.clauses.group_items[group];
        let stop = start.saturating_sub(REACH);
        let mut at = start;
        let mut fallback = None;
        let mut crossed_comma = false;
        while at > stop {
            at -= 1;
            match self.clauses.items[at] {
                Item::Phrase(phrase) if self.opens_clause(phrase) && self.only_adverbs(at + 1, start) => {
                    return vec![phrase];
                }
                Item::Phrase(phrase) if self.is_oblique(phrase) => fallback = fallback.or(Some(phrase)),
                Item::Phrase(phrase) => return self.with_coordinates(phrase),
                Item::Relative => return self.antecedent(at),
                Item::Conjunction(_) if at + 1 == start || self.only_adverbs(at + 1, start) => {
                    return self.shared_subject(group, at, depth);
                }
                Item::Comma if self.only_adverbs(at + 1, start) => match self.before_parenthesis(at) {
                    Some(outside) => at = outside,
                    None => return self.shared_subject(group, at, depth),
                },
                Item::Comma => crossed_comma = true,
                Item::Mark(token) if self.word(token) == ")" => {
                    let opens = |item: &Item| matches!(item, Item::Mark(token) if self.word(*token) == "(");
                    match self.clauses.items[stop..at].iter().rposition(opens) {
                        Some(open) => at = stop + open,
                        None => break,
                    }
                }
                Item::Group(other) if !self.clauses.groups[other].is_finite() => {}
                Item::Group(other) => match self.relative_before(other) {
                    Some(relative) => return self.antecedent(relative),
                    None => return self.shared_subject(group, at, depth),
                },
                Item::Subordinator(_) | Item::Mark(_) => break,
                _ => {}
            }
        }
        fallback.filter(|_| !crossed_comma).into_iter().collect()
    }

    /// "after a tsunami hit": a preposition that may open a clause.
    fn opens_clause(&self, phrase: usize) -> bool {
        let prep = self.clauses.phrases[phrase].prep;
        prep.is_some_and(|prep| {
            matches!(self.word(prep), "after" | "before" | "since" | "until" | "as" | "than")
        })
    }

    /// Whether a phrase stands after a preposition, or is coordinated with one that does.
    fn is_oblique(&self, phrase: usize) -> bool {
        if self.clauses.phrases[phrase].prep.is_some() {
            return true;
        }
        let at = self.clauses.phrase_items[phrase];
        let before = |back: usize| at.checked_sub(back).map(|item| self.clauses.items[item]);
        let (Some(Item::Conjunction(joint)), Some(Item::Phrase(other))) = (before(1), before(2)) else {
            return false;
        };
        if self.clauses.phrases[other].prep.is_none() || self.word(joint) == "but" {
            return false;
        }
        // "was born in Syria and her parents moved": a verb before it means that a new clause starts here.
        let mut earlier = self.clauses.items[at.saturating_sub(8)..at].iter().rev();
        !earlier
            .find_map(|item| match item {
                Item::Group(group) => Some(self.clauses.groups[*group].is_finite()),
                Item::Comma | Item::Mark(_) | Item::Subordinator(_) => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    fn only_adverbs(&self, from: usize, to: usize) -> bool {
        self.clauses.items[from..to].iter().all(|item| matches!(item, Item::Other(_)))
    }

    /// The last item before the comma that opens the parenthesis which the one at `close` ends:
    /// "Ada Moreau, head of the union, said".
    fn before_parenthesis(&self, close: usize) -> Option<usize> {
        let stop = close.saturating_sub(REACH);
        let mut finite = false;
        let mut at = close;
        while at > stop {
            at -= 1;
            match self.clauses.items[at] {
                Item::Comma => {
                    let relative = matches!(self.clauses.items.get(at + 1), Some(Item::Relative))
                        || matches!(self.clauses.items.get(at + 2), Some(Item::Relative));
                    return (!finite || relative).then(|| self.before_age(at));
                }
                Item::Group(group) if self.clauses.groups[group].is_finite() => finite = true,
                Item::Mark(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// The comma before an age that stands before the comma at `at`: "Ivo Petrov, 34, a member of".
    fn before_age(&self, at: usize) -> usize {
        let items = &self.clauses.items;
        match (at.checked_sub(2).map(|before| items[before]), at.checked_sub(1).map(|before| items[before])) {
            (Some(Item::Comma), Some(Item::Phrase(age)))
                if self.tags[self.clauses.phrases[age].head] == Tag::Num =>
            {
                at - 2
            }
            _ => at,
        }
    }

    /// The relative pronoun that a group's clause starts with.
    fn relative_before(&self, group: usize) -> Option<usize> {
        let at = self.clauses.group_items[group];
        let near = at.saturating_sub(3);
        (near..at).rev().find(|index| self.clauses.items[*index] == Item::Relative)
    }

    /// What a relative pronoun stands for: the nearest phrase before it.
    fn antecedent(&self, relative: usize) -> Vec<usize> {
        let near = relative.saturating_sub(4);
        self.clauses.items[near..relative]
            .iter()
            .rev()
            .find_map(|item| match item {
                Item::Phrase(phrase) => Some(vec![*phrase]),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The subject of the finite verb before `at`, with which this one is coordinated.
    fn shared_subject(&self, group: usize, at: usize, depth: usize) -> Vec<usize> {
        let wants_infinitive = self.clauses.groups[group].infinitive;
        let before = (0..group).rev().take(6).find(|other| {
            self.clauses.group_items[*other] < at
                && (wants_infinitive || self.clauses.groups[*other].is_finite())
                && self.relative_before(*other).is_none_or(|_| self.clauses.group_items[*other] + 6 > at)
        });
        before.map(|other| self.subject_at(other, depth - 1)).unwrap_or_default()
    }

    /// Who is to do what an infinitive says.
    fn controller(&self, group: usize, depth: usize) -> Vec<usize> {
        let at = self.clauses.group_items[group];
        if let Some(Item::Conjunction(_)) = self.item_before(group)
            && group > 0
            && self.clauses.groups[group - 1].infinitive
        {
            return self.subject_at(group - 1, depth - 1);
        }
        let Some(governor) = (0..group).next_back() else { return Vec::new() };
        let verb = &self.clauses.groups[governor];
        let between = &self.clauses.items[self.clauses.group_items[governor] + 1..at];
        let object = between.iter().find_map(|item| match item {
            Item::Phrase(phrase) => Some(*phrase),
            _ => None,
        });
        match object {
            Some(object) if !verb.passive && is(self.lemma(governor), "verb control-object") => {
                self.with_coordinates(object)
            }
            _ => self.subject_at(governor, depth - 1),
        }
    }

    /// Who does what a bare -ing form says.
    fn gerund_subject(&self, group: usize, depth: usize) -> Vec<usize> {
        match self.item_before(group) {
            Some(Item::Phrase(phrase)) => return self.with_coordinates(phrase),
            Some(Item::Relative) => return Vec::new(),
            Some(Item::Conjunction(_)) if group > 0 && self.clauses.groups[group - 1].gerund => {
                return self.subject_at(group - 1, depth - 1);
            }
            _ => {}
        }
        let after_preposition = matches!(self.item_before(group), Some(Item::Preposition(_)));
        let governor = (0..group).rev().take(6).find(|other| self.clauses.groups[*other].is_finite());
        match governor {
            Some(governor) => {
                let verb = &self.clauses.groups[governor];
                if after_preposition
                    && !verb.passive
                    && is(self.lemma(governor), "verb control-object")
                    && let Some(object) = self.objects(governor).first()
                {
                    return vec![*object];
                }
                self.subject_at(governor, depth - 1)
            }
            None => (group + 1..self.clauses.groups.len())
                .take(4)
                .find(|other| self.clauses.groups[*other].is_finite())
                .map(|main| self.finite_subject(main, depth - 1))
                .unwrap_or_default(),
        }
    }

    /// A phrase with those before it that are joined to it: "fishermen, sailors and the navy".
    fn with_coordinates(&self, phrase: usize) -> Vec<usize> {
        let mut all = vec![phrase];
        let mut at = self.clauses.phrase_items[phrase];
        let mut joined = false;
        while at >= 2 && all.len() < 6 {
            let Item::Phrase(before) = self.clauses.items[at - 2] else { break };
            match self.clauses.items[at - 1] {
                Item::Conjunction(token) if self.tokens[token].lower != "but" => joined = true,
                Item::Comma if joined => {}
                _ => break,
            }
            if self.is_object(before) {
                break;
            }
            all.push(before);
            at = self.clauses.phrase_items[before];
        }
        all.reverse();
        all
    }

    /// "heard the shots and a patrol was sent": what a verb before it has for an object.
    fn is_object(&self, phrase: usize) -> bool {
        let at = self.clauses.phrase_items[phrase];
        match at.checked_sub(1).map(|before| self.clauses.items[before]) {
            Some(Item::Group(group)) => {
                let verb = &self.clauses.groups[group];
                verb.is_finite() && !is(self.lemma(group), "verb report")
            }
            _ => false,
        }
    }

    /// The phrases right after a verb, with those joined to them.
    pub fn objects(&self, group: usize) -> Vec<usize> {
        let items = &self.clauses.items;
        let mut at = self.clauses.group_items[group] + 1;
        while matches!(items.get(at), Some(Item::Other(_))) {
            at += 1;
        }
        self.list_from(at)
    }

    /// The phrase at item `at` and those that are joined to it from the right.
    fn list_from(&self, at: usize) -> Vec<usize> {
        let items = &self.clauses.items;
        let Some(Item::Phrase(first)) = items.get(at) else { return Vec::new() };
        let between = self.clauses.phrases[*first].prep.is_some_and(|prep| self.word(prep) == "between");
        let mut all = vec![*first];
        let mut at = at + 1;
        while all.len() < 8 {
            let joins = match items.get(at) {
                Some(Item::Conjunction(token)) => self.tokens[*token].lower != "but",
                Some(Item::Comma) => self.is_list_comma(at),
                _ => false,
            };
            let step = if joins
                && matches!(items.get(at), Some(Item::Comma))
                && matches!(items.get(at + 1), Some(Item::Conjunction(_)))
            {
                2
            } else {
                1
            };
            match items.get(at + step) {
                // What is followed by a finite verb starts a clause of its own.
                Some(Item::Phrase(next)) if joins && (between || !self.starts_clause(at + step)) => {
                    all.push(*next)
                }
                _ => break,
            }
            at += step + 1;
        }
        all
    }

    /// Whether the comma at `at` stands in a list: "Iran, Iraq and Syria".
    fn is_list_comma(&self, at: usize) -> bool {
        let ahead = self.clauses.items[at + 1..].iter().take(8);
        for item in ahead {
            match item {
                Item::Phrase(_) | Item::Comma | Item::Other(_) => {}
                Item::Conjunction(token) => return self.tokens[*token].lower != "but",
                _ => return false,
            }
        }
        false
    }

    fn starts_clause(&self, phrase_item: usize) -> bool {
        self.clauses.items[phrase_item + 1..]
            .iter()
            .find(|item| !matches!(item, Item::Other(_)))
            .is_some_and(|item| matches!(item, Item::Group(group) if self.clauses.groups[*group].is_finite()))
    }

    /// The prepositional phrases after the item at `item`, up to the next clause.
    pub fn obliques(&self, item: usize) -> Vec<Oblique> {
        let mut found = Vec::new();
        for (offset, piece) in self.clauses.items[item + 1..].iter().take(REACH / 2).enumerate() {
            match piece {
                Item::Phrase(phrase) => {
                    if let Some(prep) = self.clauses.phrases[*phrase].prep {
                        let list = self.list_from(item + 1 + offset);
                        found.extend(list.into_iter().map(|phrase| Oblique { prep, phrase }));
                    }
                }
                Item::Group(group) if self.clauses.groups[*group].is_finite() => break,
                Item::Group(group) if !self.clauses.groups[*group].reduced => break,
                Item::Relative | Item::Subordinator(_) | Item::Mark(_) => break,
                _ => {}
            }
        }
        found
    }

    /// The base form of a group's full verb.
    pub fn lemma(&self, group: usize) -> &str {
        lemma(&self.tokens[self.clauses.groups[group].main].lower)
    }

    /// The verb group whose subject or object a phrase is, and whether it is the object.
    pub fn governor(&self, phrase: usize) -> Option<(usize, bool)> {
        let at = self.clauses.phrase_items[phrase];
        let before = self.clauses.items[at.saturating_sub(6)..at].iter().rev().find_map(|item| match item {
            Item::Group(group) => Some(Some(*group)),
            Item::Comma | Item::Mark(_) | Item::Relative | Item::Subordinator(_) => Some(None),
            _ => None,
        });
        if let Some(Some(group)) = before
            && self.objects(group).contains(&phrase)
        {
            return Some((group, true));
        }
        if self.clauses.phrases[phrase].prep.is_some() {
            return None;
        }
        let after = self
            .clauses
            .groups
            .iter()
            .enumerate()
            .skip(self.clauses.group_items.partition_point(|item| *item < at));
        after
            .take(3)
            .find(|(group, verb)| {
                (verb.is_finite() || verb.reduced) && self.subject(*group).contains(&phrase)
            })
            .map(|(group, _)| (group, false))
    }
}
