//! What the grammar of a sentence says of whether something happened, whatever the network takes it for: nothing happened that is
//! said not to have, and what somebody wants has not happened yet.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::encoder::{Encoding, Node};
use crate::lexicon::inflect::verb_forms;
use crate::lexicon::rows;
use crate::reading::Status;

/// What a word says of what hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Of an infinitive that it did not happen.
    Denies,
    /// Of the subject that it did not happen.
    False,
    /// Of an infinitive or a clause that it has not happened yet.
    Wants,
    /// Of what stands after "for" that it has not.
    For,
}

/// The trees of a text with their branches.
pub struct Grammar<'a> {
    text: &'a str,
    encoding: &'a Encoding,
    children: HashMap<usize, Vec<usize>>,
}

impl<'a> Grammar<'a> {
    pub fn new(text: &'a str, encoding: &'a Encoding) -> Self {
        let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, node) in encoding.nodes.iter().enumerate() {
            if let Some(head) = node.head {
                children.entry(head).or_default().push(at);
            }
        }
        Grammar { text, encoding, children }
    }

    /// The status of what `word` tells, where the network says `told` of it.
    pub fn status(&self, word: usize, told: Status) -> Status {
        let is_real = matches!(told, Status::Happened | Status::Ongoing);
        match self.governor(word) {
            _ if self.is_negated(word) => Status::Denied,
            Some(Class::Denies | Class::False) => Status::Denied,
            Some(Class::Wants | Class::For) if is_real => Status::Planned,
            _ if told == Status::Planned && self.is_past(word) => Status::Happened,
            _ => told,
        }
    }

    fn node(&self, word: usize) -> &Node {
        &self.encoding.nodes[word]
    }

    fn lower(&self, word: usize) -> String {
        self.encoding.words[word].of(self.text).to_lowercase().replace('’', "'")
    }

    fn children(&self, word: usize) -> impl Iterator<Item = usize> {
        self.children.get(&word).into_iter().flatten().copied()
    }

    /// "did not attack", "never entered", "no attack", "nobody was hurt", "without firing".
    pub fn is_negated(&self, word: usize) -> bool {
        self.children(word).any(|child| {
            let lower = self.lower(child);
            match self.node(child).relation_name() {
                "advmod" => matches!(&*lower, "not" | "n't" | "never") && !self.is_only(child),
                "det" => lower == "no",
                "mark" | "case" => lower == "without",
                "nsubj" | "nsubj:pass" => {
                    matches!(&*lower, "nobody" | "none" | "nothing")
                        || self.children(child).any(|det| self.lower(det) == "no")
                }
                _ => false,
            }
        })
    }

    /// "not only", "not just".
    fn is_only(&self, not: usize) -> bool {
        not + 1 < self.encoding.words.len() && matches!(&*self.lower(not + 1), "only" | "just" | "merely")
    }

    /// What the word says that `word` hangs on: "refused to leave", "reports of an attack were false".
    fn governor(&self, word: usize) -> Option<Class> {
        let (node, class) = (self.node(word), |at: usize| CLASSES.get(&*self.lower(at)).copied());
        let head = node.head?;
        match node.relation_name() {
            "xcomp" => class(head).filter(|class| matches!(class, Class::Denies | Class::Wants)),
            "ccomp" => class(head).filter(|class| *class == Class::Wants && self.is_wish(word)),
            "acl" => class(head).filter(|class| *class == Class::Wants && self.has_to(word)),
            "obl" => class(head).filter(|class| *class == Class::For && self.is_for(head, word)),
            "nsubj" | "nmod" if !node.is_verb() => {
                let subject = if node.relation_name() == "nmod" { head } else { word };
                let is_subject = self.node(subject).relation_name() == "nsubj";
                let says = self.node(subject).head.filter(|_| is_subject).and_then(class);
                says.filter(|class| *class == Class::False)
            }
            _ => None,
        }
    }

    /// "were cut", "has left": nothing that is yet to come, unless "to" or another verb before says so.
    fn is_past(&self, word: usize) -> bool {
        let auxiliaries = self.children(word).filter(|child| self.node(*child).is_auxiliary());
        let helpers: Vec<String> = auxiliaries.map(|child| self.lower(child)).collect();
        let is_past = |lower: &String| matches!(&**lower, "was" | "were" | "has" | "have" | "had" | "been");
        let is_free = !self.children(word).any(|child| self.node(child).relation_name() == "mark");
        !helpers.is_empty() && helpers.iter().all(is_past) && is_free
    }

    /// "a plot to bomb the station"
    fn has_to(&self, word: usize) -> bool {
        self.children(word)
            .any(|child| self.node(child).relation_name() == "mark" && self.lower(child) == "to")
    }

    /// "called for an end": the preposition stands with the noun or with the verb.
    fn is_for(&self, verb: usize, word: usize) -> bool {
        let is_after_verb = verb + 1 < word && self.lower(verb + 1) == "for";
        is_after_verb || self.children(word).any(|child| self.lower(child) == "for")
    }

    /// Whether a clause says what should be, and not what was: no verb of it stands in the past.
    fn is_wish(&self, word: usize) -> bool {
        let is_past = |at: usize| {
            matches!(&*self.lower(at), "had" | "has" | "have" | "was" | "were" | "is" | "are" | "did")
        };
        let lower = self.lower(word);
        !self.children(word).any(is_past) && !lower.ends_with("ed") && !lower.ends_with('s')
    }
}

static CLASSES: LazyLock<HashMap<String, Class>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for row in rows(include_str!("../../lexicons/unreal.tsv")).filter(|row| row.len() > 2) {
        let class = match row[2] {
            "denies" => Class::Denies,
            "false" => Class::False,
            "wants" => Class::Wants,
            _ => Class::For,
        };
        if row[1] == "verb" {
            classes.extend(verb_forms(row[0]).into_iter().map(|(form, _)| (form, class)));
        }
        classes.insert(row[0].to_string(), class);
    }
    classes
});
