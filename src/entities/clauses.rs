//! What the grammar of a clause rules out: whoever "she" is that tells Pike something, she is not Pike.

use std::collections::HashMap;

use crate::encoder::said::Mention;
use crate::encoder::{Class, Encoding, Node};

/// For each mention those that are nobody it can be: parties of one verb, one of the two a pronoun, and no "herself".
pub fn rivals(text: &str, encoding: &Encoding) -> Vec<Vec<usize>> {
    let mentions = &encoding.said.mentions;
    let mut by_verb: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(verb) = verb(mention, &encoding.nodes).filter(|_| !is_reflexive(text, encoding, mention))
        {
            by_verb.entry(verb).or_default().push(at);
        }
    }
    let mut rivals = vec![Vec::new(); mentions.len()];
    let is_pronoun = |at: usize| mentions[at].class == Class::Pronoun;
    for parties in by_verb.values() {
        for (at, other) in parties.iter().flat_map(|at| parties.iter().map(move |other| (*at, *other))) {
            if at != other && (is_pronoun(at) || is_pronoun(other)) {
                rivals[at].push(other);
            }
        }
    }
    rivals
}

/// The verb that a mention is subject or object of.
fn verb(mention: &Mention, nodes: &[Node]) -> Option<usize> {
    let outside = |word: &usize| nodes[*word].head.is_some_and(|head| !mention.words.contains(&head));
    let node = &nodes[mention.words.clone().find(outside)?];
    matches!(node.relation_name(), "nsubj" | "nsubj:pass" | "obj" | "iobj").then_some(node.head).flatten()
}

fn is_reflexive(text: &str, encoding: &Encoding, mention: &Mention) -> bool {
    let words = encoding.span(&mention.words).of(text).to_lowercase();
    words.ends_with("self") || words.ends_with("selves") || words == "each other"
}
