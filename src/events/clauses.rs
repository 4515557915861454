//! A sentence cut into noun phrases, verb groups and what stands between them: the pieces that the tree's words stand for.
//!
//! Abney, "Parsing by Chunks" (1991).

use std::ops::Range;

use super::lexicon::is;
use super::numbers::BOUNDS;
use super::tree::{Tag, Tree};
use crate::segment::{Token, TokenKind};

/// A noun phrase up to its head: "the group's commander", "four IS targets".
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
    /// Its last noun, pronoun or number.
    pub head: usize,
    /// The preposition right before it.
    pub prep: Option<usize>,
}

/// A verb with its auxiliaries and adverbs: "had not been trained".
#[derive(Clone, Debug)]
pub struct Group {
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
    /// The full verb, or a form of "be" or "have" that stands alone.
    pub main: usize,
    /// "to" before the verb.
    pub infinitive: bool,
    /// A bare -ing form.
    pub gerund: bool,
    /// A bare participle: "farmers armed by the army".
    pub reduced: bool,
    /// "was trained", or a bare participle.
    pub passive: bool,
    /// "is training".
    pub progressive: bool,
    /// "has trained".
    pub perfect: bool,
    /// "not", "never", "n't".
    pub negated: bool,
    /// The modal verb's token.
    pub modal: Option<usize>,
}

impl Group {
    /// Whether it has a tense, and so a subject of its own.
    pub fn is_finite(&self) -> bool {
        !self.infinitive && !self.gerund && !self.reduced
    }
}

/// One piece of a sentence, an index pointing into [`Clauses`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Phrase(usize),
    Group(usize),
    /// A preposition, or a particle.
    Preposition(usize),
    /// "and", "or", "but".
    Conjunction(usize),
    /// "that", "if", "because".
    Subordinator(usize),
    /// "who", "which".
    Relative,
    Comma,
    /// Any other punctuation but quotation marks.
    Mark(usize),
    /// Adverbs, adjectives that stand alone, quotation marks.
    Other(usize),
}

/// The pieces of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    pub items: Vec<Item>,
    pub phrases: Vec<Phrase>,
    pub groups: Vec<Group>,
    /// Where each phrase stands among the items.
    pub phrase_items: Vec<usize>,
    /// Where each group stands among the items.
    pub group_items: Vec<usize>,
}

/// Cuts a sentence, given its tokens, their tags and its tree.
pub fn cut(tokens: &[Token], tags: &[Tag], tree: &Tree) -> Clauses {
    let mut clauses = Clauses::default();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let counted = at + count_words(tokens, tags, at);
        if counted > at
            && let Some((end, head)) = phrase_from(tokens, tags, tree, counted)
        {
            at = end;
            clauses.push_phrase(start..end, head);
        } else if let Some(group) = group_from(tokens, tags, at) {
            at = group.tokens.end;
            clauses.group_items.push(clauses.items.len());
            clauses.items.push(Item::Group(clauses.groups.len()));
            clauses.groups.push(group);
        } else if let Some((end, head)) = phrase_from(tokens, tags, tree, at) {
            at = end;
            clauses.push_phrase(start..end, head);
        } else {
            let after_verb = matches!(clauses.items.last(), Some(Item::Group(_)));
            let is_particle = after_verb && is(&tokens[at].lower, "particle");
            clauses.items.push(if is_particle { Item::Other(at) } else { single(tags[at], at) });
            at += 1;
        }
    }
    clauses.settle_groups(tags, tree);
    clauses
}

/// How many words before a number belong to it: "at least 12", "around 100", "more than 650".
fn count_words(tokens: &[Token], tags: &[Tag], at: usize) -> usize {
    const MORE: [&[&str]; 1] = [&["under"]];
    let stands = |words: &&&[&str]| {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| tokens.get(at + offset).is_some_and(|t| t.lower == *word))
    };
    let Some(words) = BOUNDS.iter().chain(&MORE).find(stands) else { return 0 };
    let counts = tags.get(at + words.len()).is_some_and(|tag| *tag == Tag::Num)
        || tokens.get(at + words.len()).is_some_and(|t| {
            matches!(t.lower.as_str(), "a" | "dozens" | "hundreds" | "thousands") && words.len() > 1
        });
    if counts { words.len() } else { 0 }
}

impl Clauses {
    fn push_phrase(&mut self, tokens: Range<usize>, head: usize) {
        let prep = match self.items.last() {
            Some(Item::Preposition(token)) => Some(*token),
            _ => None,
        };
        self.phrase_items.push(self.items.len());
        self.items.push(Item::Phrase(self.phrases.len()));
        self.phrases.push(Phrase { tokens, head, prep });
    }

    /// The phrase that holds a token.
    pub fn phrase_of(&self, token: usize) -> Option<usize> {
        let at = self.phrases.partition_point(|phrase| phrase.tokens.end <= token);
        self.phrases.get(at).filter(|phrase| phrase.tokens.contains(&token)).map(|_| at)
    }

    /// The verb group that holds a token.
    pub fn group_of(&self, token: usize) -> Option<usize> {
        let at = self.groups.partition_point(|group| group.tokens.end <= token);
        self.groups.get(at).filter(|group| group.tokens.contains(&token)).map(|_| at)
    }

    /// What a verb is without an auxiliary depends on what it hangs on.
    fn settle_groups(&mut self, tags: &[Tag], tree: &Tree) {
        for index in 0..self.groups.len() {
            let main = self.groups[index].main;
            let joined = tree.head(main).filter(|_| tree.is(main, &["conj"]));
            if self.groups[index].tokens.len() == 1
                && tags[main] == Tag::Base
                && let Some(first) = joined.and_then(|first| self.group_of(first))
                && first < index
            {
                // "to stem and end", "will attack and destroy"
                self.groups[index].infinitive = self.groups[first].infinitive;
                self.groups[index].modal = self.groups[first].modal;
            }
            let first = joined.and_then(|first| self.group_of(first)).filter(|first| *first < index);
            let is_joined_to_active =
                first.is_some_and(|first| !self.groups[first].passive && self.groups[first].is_finite());
            let group = &mut self.groups[index];
            if group.reduced && is_joined_to_active && tree.children_by(main, &["obl:agent"]).next().is_none()
            {
                // "had come under fire and shot at gunmen"
                (group.reduced, group.passive) = (false, false);
            }
            let has_subject = tree.children_by(main, &["nsubj", "nsubj:pass"]).next().is_some();
            if group.reduced && !tree.is(main, &["acl", "advcl"]) && has_subject {
                // "police said", "three arrested"
                group.reduced = false;
                group.passive = tree.children_by(main, &["nsubj:pass"]).next().is_some();
            }
        }
    }
}

fn single(tag: Tag, at: usize) -> Item {
    match tag {
        Tag::Adp | Tag::To => Item::Preposition(at),
        Tag::Cc => Item::Conjunction(at),
        Tag::Sc => Item::Subordinator(at),
        Tag::Rel => Item::Relative,
        Tag::Comma => Item::Comma,
        Tag::Mark => Item::Mark(at),
        _ => Item::Other(at),
    }
}

/// The verb group that starts at `start`.
fn group_from(tokens: &[Token], tags: &[Tag], start: usize) -> Option<Group> {
    let is_start = matches!(tags[start], Tag::To) || tags[start].is_auxiliary() || tags[start].is_verb();
    if !is_start || is_modifier(tags, start) {
        return None;
    }
    let mut at = start;
    let mut verb = None;
    let mut last_auxiliary = None;
    let mut group = Group {
        tokens: start..start,
        main: start,
        infinitive: false,
        gerund: false,
        reduced: false,
        passive: false,
        progressive: false,
        perfect: false,
        negated: false,
        modal: None,
    };
    let mut after_have = false;
    let mut after_be = false;
    while at < tokens.len() {
        let tag = tags[at];
        match tag {
            Tag::To if at == start => group.infinitive = true,
            Tag::Not => group.negated = true,
            Tag::Adv => group.negated |= is_negation(&tokens[at].lower),
            Tag::Quote if verb.is_none() && last_auxiliary.is_some() => {}
            Tag::Modal => group.modal = Some(at),
            Tag::Have => after_have = true,
            Tag::Be => {
                group.perfect |= after_have;
                after_be = true;
            }
            Tag::Do => {}
            _ if tag.is_verb() => {
                verb = Some(at);
                group.passive = after_be && matches!(tag, Tag::Participle | Tag::Past);
                group.progressive = after_be && tag == Tag::Gerund;
                group.perfect |= after_have && !after_be;
                let bare = last_auxiliary.is_none() && !group.infinitive;
                group.gerund = tag == Tag::Gerund && bare;
                group.reduced = tag == Tag::Participle && bare;
                group.passive |= group.reduced;
            }
            _ => break,
        }
        if tag.is_auxiliary() {
            last_auxiliary = Some(at);
            group.negated |= tokens[at].lower.ends_with("n't") || tokens[at].lower == "cannot";
        }
        at += 1;
        if verb.is_some() {
            break;
        }
    }
    group.main = verb.or(last_auxiliary)?;
    group.tokens.end = group.main + 1;
    Some(group)
}

fn is_negation(lower: &str) -> bool {
    matches!(lower, "never" | "neither" | "nor" | "hardly" | "no")
}

/// "killed workers", "the missing boy", "its bombing": a verb form inside or at the end of a noun phrase.
fn is_modifier(tags: &[Tag], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tags[before]);
    let in_phrase = matches!(before, Some(Tag::Det | Tag::Adj | Tag::Possessive | Tag::Num))
        || before == Some(Tag::Adv) && at > 1 && matches!(tags[at - 2], Tag::Det | Tag::Possessive);
    match tags[at] {
        Tag::Gerund => in_phrase,
        Tag::Participle => {
            in_phrase && tags.get(at + 1).is_some_and(|next| next.is_noun() || matches!(next, Tag::Adj))
        }
        _ => false,
    }
}

/// The noun phrase that starts at `start`: its end and its head.
fn phrase_from(tokens: &[Token], tags: &[Tag], tree: &Tree, start: usize) -> Option<(usize, usize)> {
    if tags[start] == Tag::Pron {
        return Some((start + 1, start));
    }
    let mut head = None;
    let mut at = start;
    // The first of two objects is whole by itself: "gave Liberia 5 million dollars".
    while at < tokens.len() && head.is_none_or(|head| !tree.is(head, &["iobj"])) {
        let inside = match tags[at] {
            Tag::Noun | Tag::Nouns | Tag::Name | Tag::Num => {
                head = Some(at);
                true
            }
            Tag::Det => head.is_none() || tokens[at - 1].kind == TokenKind::Possessive,
            Tag::Adj => head.is_none_or(|_| leads_to_noun(tags, at)),
            // "humanitarian and development aid"
            Tag::Cc => head.is_none() && at > start && tags[at - 1] == Tag::Adj && leads_to_noun(tags, at),
            Tag::Possessive => head.is_some(),
            Tag::Adv => head.is_none() && at > start && leads_to_noun(tags, at),
            Tag::Gerund if is_modifier(tags, at) => {
                head = Some(at);
                true
            }
            Tag::Participle => is_modifier(tags, at) && at > start,
            Tag::Quote => at > start && leads_to_noun(tags, at) && head.is_none_or(|head| head + 1 < at),
            _ => false,
        };
        if !inside {
            break;
        }
        at += 1;
    }
    head.map(|head| (head + 1, head))
}

/// Whether a noun follows in the same phrase.
fn leads_to_noun(tags: &[Tag], at: usize) -> bool {
    tags[at + 1..]
        .iter()
        .take(4)
        .find(|tag| !matches!(tag, Tag::Adj | Tag::Adv | Tag::Quote | Tag::Num | Tag::Participle))
        .is_some_and(|tag| tag.is_noun())
}
