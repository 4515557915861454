//! One sentence's tree on the engine's tokens, and the part of speech of each.
//!
//! The encoder's words are tokens, cut further at hyphens and clitics; of a token's words the one that hangs on another
//! token speaks for it.

use std::ops::Range;

use super::lexicon::lemma;
use crate::encoder::{Encoding, Node};
use crate::segment::{Token, TokenKind};

/// How far up its tree a word is followed.
pub const STEPS: usize = 24;

/// A part of speech: Universal Dependencies' tags, with verbs split by form and auxiliaries by lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A singular noun.
    Noun,
    /// A plural noun.
    Nouns,
    /// A word of a proper name.
    Name,
    /// A personal, indefinite or demonstrative pronoun.
    Pron,
    /// "who", "which", relative "that".
    Rel,
    /// A possessive ending.
    Possessive,
    /// A determiner, possessives like "his" among them.
    Det,
    /// An adjective, or a participle that stands for one.
    Adj,
    /// An adverb.
    Adv,
    /// A preposition or particle.
    Adp,
    /// "to" before an infinitive.
    To,
    /// "not".
    Not,
    /// "will", "may", …
    Modal,
    /// Any form of "be".
    Be,
    /// Any form of "have".
    Have,
    /// Any form of "do".
    Do,
    /// A verb's base form.
    Base,
    /// A verb's third person.
    Third,
    /// A verb's past tense.
    Past,
    /// A verb's past participle.
    Participle,
    /// A verb's -ing form.
    Gerund,
    /// "and", "or", "but".
    Cc,
    /// "that", "because", "if".
    Sc,
    /// A number.
    Num,
    /// A comma.
    Comma,
    /// Any other punctuation.
    Mark,
    /// Anything else.
    Other,
    /// A quotation mark.
    Quote,
    /// A word of a time expression that stands alone.
    Time,
}

impl Tag {
    /// A full verb in any form.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Base | Tag::Third | Tag::Past | Tag::Participle | Tag::Gerund)
    }

    /// A form of "be", "have", "do", or a modal.
    pub fn is_auxiliary(self) -> bool {
        matches!(self, Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
    }

    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Noun | Tag::Nouns | Tag::Name)
    }
}

/// The tree of some tokens; tokens are counted from the first of them.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    heads: Vec<Option<usize>>,
    relations: Vec<&'static str>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    /// The tree of `tokens`, and their tags.
    pub fn of(encoding: &Encoding, tokens: &[Token]) -> (Self, Vec<Tag>) {
        let start = tokens.first().map_or(0, |token| token.span.start);
        let first = encoding.words.partition_point(|word| word.start < start);
        let mut words: Vec<Range<usize>> = Vec::with_capacity(tokens.len());
        let mut at = first;
        for token in tokens {
            let begin = at;
            while encoding.words.get(at).is_some_and(|word| word.start < token.span.end) {
                at += 1;
            }
            words.push(begin..at);
        }
        let token_of = |word: usize| {
            let token = words.partition_point(|range| range.end <= word);
            words.get(token).filter(|range| range.contains(&word)).map(|_| token)
        };
        let mut tree = Tree { children: vec![Vec::new(); tokens.len()], ..Tree::default() };
        let mut tags = Vec::with_capacity(tokens.len());
        for (token, range) in tokens.iter().zip(&words) {
            let hangs_out =
                |word: &usize| !encoding.nodes[*word].head.is_some_and(|head| range.contains(&head));
            let node = range.clone().find(hangs_out).map(|word| encoding.nodes[word]);
            let head = node.and_then(|node| node.head).and_then(token_of);
            if let Some(head) = head {
                tree.children[head].push(tree.heads.len());
            }
            tree.heads.push(head);
            tree.relations.push(node.map_or("dep", |node| node.relation_name()));
            tags.push(node.map_or(Tag::Other, |node| tag(token, &node)));
        }
        tree.mend(tokens, &tags);
        (tree, tags)
    }

    /// The token that `token` depends on, in the same piece of the text.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.heads[token]
    }

    /// `token` and those above it, the nearest first.
    pub fn up(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(token), |at| self.head(*at))
    }

    /// How it does, in the words of Universal Dependencies.
    pub fn relation(&self, token: usize) -> &'static str {
        self.relations[token]
    }

    /// The tokens that depend on `token`, in order.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    /// The tokens that depend on `token` in one of `relations`, in order.
    pub fn children_by<'t>(
        &'t self,
        token: usize,
        relations: &'t [&str],
    ) -> impl Iterator<Item = usize> + 't {
        self.children(token).iter().copied().filter(|child| relations.contains(&self.relation(*child)))
    }

    /// Hangs `token` on another one.
    pub fn hang(&mut self, token: usize, head: Option<usize>, relation: &'static str) {
        if let Some(old) = self.heads[token] {
            self.children[old].retain(|child| *child != token);
        }
        if let Some(new) = head {
            let at = self.children[new].partition_point(|child| *child < token);
            self.children[new].insert(at, token);
        }
        self.heads[token] = head;
        self.relations[token] = relation;
    }

    /// Whether `token` depends on another one in one of `relations`.
    pub fn is(&self, token: usize, relations: &[&str]) -> bool {
        relations.contains(&self.relation(token))
    }
}

/// The tag of a token, given the node that speaks for it.
fn tag(token: &Token, node: &Node) -> Tag {
    match token.kind {
        TokenKind::OpenQuote | TokenKind::CloseQuote => return Tag::Quote,
        TokenKind::Number => return Tag::Num,
        TokenKind::Possessive if node.penn() == "POS" => return Tag::Possessive,
        TokenKind::Mark => {
            return match token.lower.as_str() {
                "," => Tag::Comma,
                "$" | "€" | "£" | "¥" | "%" => Tag::Num,
                _ => Tag::Mark,
            };
        }
        _ => {}
    }
    let relation = node.relation_name();
    match node.penn() {
        "MD" => Tag::Modal,
        penn if penn.starts_with("VB") => verb_tag(&token.lower, penn, relation, node.is_auxiliary()),
        "NN" => Tag::Noun,
        "NNS" => Tag::Nouns,
        "NNP" | "NNPS" => Tag::Name,
        "PRP" | "EX" | "WP" if !matches!(&*token.lower, "who" | "whom") => Tag::Pron,
        "WP" | "WDT" => Tag::Rel,
        "PRP$" | "WP$" | "PDT" => Tag::Det,
        "DT" if matches!(relation, "det" | "advmod" | "cc" | "cc:preconj") => Tag::Det,
        "DT" => Tag::Pron,
        "JJ" | "JJR" | "JJS" | "AFX" => Tag::Adj,
        "RB" if matches!(&*token.lower, "not" | "n't") => Tag::Not,
        "RB" | "RBR" | "RBS" => Tag::Adv,
        "IN" if relation == "mark" && is_preposition(&token.lower) => Tag::Adp,
        "IN" | "WRB" if relation == "mark" => Tag::Sc,
        "IN" | "RP" => Tag::Adp,
        "WRB" => Tag::Adv,
        "TO" if relation == "mark" => Tag::To,
        "TO" => Tag::Adp,
        "CC" => Tag::Cc,
        "CD" | "$" => Tag::Num,
        "POS" => Tag::Possessive,
        _ => Tag::Other,
    }
}

/// What may stand before an -ing form, but opens no clause with a tense: "accused of bribing".
fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "from"
            | "for"
            | "by"
            | "with"
            | "without"
            | "in"
            | "on"
            | "at"
            | "into"
            | "about"
            | "against"
            | "over"
            | "upon"
            | "despite"
    )
}

/// The tag of a verb's form.
fn verb_tag(lower: &str, penn: &str, relation: &str, is_auxiliary: bool) -> Tag {
    match lower.strip_suffix("n't").unwrap_or(lower) {
        "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "ai" | "'m" | "'re" => {
            return Tag::Be;
        }
        "have" | "has" | "had" | "having" | "'ve" => return Tag::Have,
        "do" | "does" | "did" => return Tag::Do,
        "'s" => return if penn == "VBZ" && relation != "aux" { Tag::Be } else { Tag::Have },
        _ if is_auxiliary => return Tag::Modal,
        _ if relation == "amod" => return Tag::Adj,
        // The head of the tags is now and then wrong about "bombing", but "bring" is no form of another verb.
        _ if lower.ends_with("ing") && lemma(lower) != lower => return Tag::Gerund,
        // "who visited the town last week" is no present tense.
        _ if lower.ends_with("ed") && lemma(lower) != lower && matches!(penn, "VBP" | "VBZ") => {
            return Tag::Past;
        }
        _ => {}
    }
    match penn {
        "VBZ" => Tag::Third,
        "VBD" => Tag::Past,
        "VBN" => Tag::Participle,
        "VBG" => Tag::Gerund,
        _ => Tag::Base,
    }
}
