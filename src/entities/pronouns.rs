//! Pronouns: whom "he", "she", "they", "it" and their like stand for.
//!
//! The encoder says how well each goes together with the noun phrases before it; number, gender and kind rule out what
//! cannot be. What fits best may be no actor and no place ("the law"), and then the pronoun is no mention.

use std::collections::HashMap;

use libm::expf;

use super::genders::{Gender, gender};
use super::{Entities, Mention};
use crate::encoder::{Encoding, Phrase};
use crate::reading::{EntityKind, Form, Layer};
use crate::segment::Segments;
use crate::text::Span;

/// What a phrase speaks of: an entity, or something else by the number of the first phrase for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Thing {
    Entity(usize),
    Other(usize),
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Person(Gender),
    Several,
    One,
}

/// The pronoun mentions, in order.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding, entities: &Entities) -> Vec<Mention> {
    let mut finder = Finder { text, segments, encoding, entities, genders: HashMap::new() };
    finder.learn_genders();
    finder.resolve()
}

/// What is added for what the article names: it is spoken of more often than other things.
const OF_ENTITY: f32 = 1.0;

/// What is added for the subject of the verb of saying before an "it" or "they".
const OF_SPEAKER: f32 = 2.0;

/// What each sentence between a phrase and the pronoun takes away.
const AWAY: f32 = 0.3;

/// Whether a pronoun can neither speak nor take part. "Her" can where it owns nothing.
pub fn only_refers(text: &str, encoding: &Encoding, pronoun: &Mention) -> bool {
    const SUBJECTS_AND_OBJECTS: [&str; 6] = ["he", "him", "she", "they", "them", "it"];
    let word = pronoun.span.of(text).to_lowercase();
    let is_object = || encoding.word_at(pronoun.span.start).is_some_and(|at| encoding.nodes[at].is_object());
    let takes_part = SUBJECTS_AND_OBJECTS.contains(&&*word) || word == "her" && is_object();
    pronoun.layer == Layer::Place || !takes_part
}

struct Finder<'t> {
    text: &'t str,
    segments: &'t Segments,
    encoding: &'t Encoding,
    entities: &'t Entities,
    genders: HashMap<usize, Gender>,
}

impl Finder<'_> {
    /// "Mr Okello", "Queen Beatrix", "spokeswoman Ana Ruiz".
    fn learn_genders(&mut self) {
        let segments = self.segments;
        for mention in self.entities.mentions.iter().filter(|mention| mention.form == Form::Name) {
            let at = segments.tokens.partition_point(|token| token.span.end <= mention.span.start);
            let in_sentence =
                |before: &usize| segments.tokens[*before].sentence == segments.tokens[at].sentence;
            let before = at.checked_sub(1).filter(in_sentence).map(|before| &*segments.tokens[before].lower);
            let first = mention.span.of(self.text).split(' ').next();
            if let Some(gender) = before.and_then(gender).or_else(|| first.and_then(gender)) {
                self.genders.entry(mention.entity).or_insert(gender);
            }
        }
    }

    fn resolve(mut self) -> Vec<Mention> {
        let mut things: Vec<Thing> = Vec::new();
        let mut found = Vec::new();
        for (at, phrase) in self.encoding.phrases.iter().enumerate() {
            let span = self.encoding.words[phrase.head];
            let pronoun = wanted(&span.of(self.text).to_lowercase());
            let thing = match pronoun {
                Some(wanted) => self.antecedent(phrase, wanted, &things).unwrap_or(Thing::Other(at)),
                None => {
                    let mention = self.mention(span).or_else(|| self.titled(phrase.head));
                    mention.map_or(Thing::Other(at), |mention| Thing::Entity(mention.entity))
                }
            };
            things.push(thing);
            if let (Some(wanted), Thing::Entity(entity)) = (pronoun, thing) {
                if let Wanted::Person(gender) = wanted {
                    self.genders.entry(entity).or_insert(gender);
                }
                let is_place = self.entities.entities[entity].kind == EntityKind::Place;
                let layer = if is_place { Layer::Place } else { Layer::Actor };
                found.push(Mention { span, entity, layer, form: Form::Pronoun });
            }
        }
        found
    }

    /// The shortest mention around a word.
    fn mention(&self, word: Span) -> Option<&Mention> {
        let mentions = &self.entities.mentions;
        let after = mentions.partition_point(|mention| mention.span.start <= word.start);
        let near = mentions[..after].iter().rev().take(4);
        near.filter(|mention| mention.span.contains(word)).min_by_key(|mention| mention.span.len())
    }

    /// "opposition leader Ana Ruiz": the person whose title a word is, where the tree hangs the name on the title.
    fn titled(&self, title: usize) -> Option<&Mention> {
        let name = title + 1;
        let hangs = self.encoding.nodes.get(name).is_some_and(|node| node.head == Some(title));
        let start = self.encoding.words.get(name).filter(|_| hangs)?.start;
        let is_person = |mention: &&Mention| {
            mention.span.start == start && self.entities.entities[mention.entity].kind == EntityKind::Person
        };
        self.mention(self.encoding.words[name]).filter(is_person)
    }

    /// The thing before that goes best with a pronoun; none where it is more likely the first to speak of its own.
    fn antecedent(&self, pronoun: &Phrase, wanted: Wanted, things: &[Thing]) -> Option<Thing> {
        let first = things.len() - pronoun.before.len();
        let subject = self.subject_of_verb(pronoun, things, first);
        let speaking = self.speaking_verb(pronoun);
        let here = self.sentence(self.encoding.words[pronoun.head].start);
        let mut odds: Vec<(Thing, f32)> = Vec::new();
        for (at, score) in (first..).zip(&pronoun.before) {
            let phrase = &self.encoding.phrases[at];
            if subject == Some(things[at]) || !self.fits(phrase, things[at], wanted) {
                continue;
            }
            let mut score = *score;
            let back = self.encoding.words[phrase.head].start;
            score -= AWAY * here.saturating_sub(self.sentence(back)) as f32;
            if matches!(things[at], Thing::Entity(_)) {
                score += OF_ENTITY;
            }
            if !matches!(wanted, Wanted::Person(_))
                && speaking.is_some_and(|verb| self.is_subject_of(phrase, verb))
            {
                score += OF_SPEAKER;
            }
            match odds.iter_mut().find(|(thing, _)| *thing == things[at]) {
                Some((_, sum)) => *sum += expf(score),
                None => odds.push((things[at], expf(score))),
            }
        }
        let best = odds.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let least = if matches!(wanted, Wanted::Person(_)) { 0.0 } else { 1.0 };
        (best.1 > least).then_some(best.0)
    }

    /// What the subject of the verb speaks of, where the pronoun is its object: in "she called her" two persons.
    fn subject_of_verb(&self, pronoun: &Phrase, things: &[Thing], first: usize) -> Option<Thing> {
        let node = &self.encoding.nodes[pronoun.head];
        let word = self.encoding.words[pronoun.head].of(self.text);
        let verb =
            node.head.filter(|_| node.is_object() && !word.ends_with("self") && !word.ends_with("selves"))?;
        let mut before = (first..things.len()).rev();
        let subject = before.find(|at| self.is_subject_of(&self.encoding.phrases[*at], verb))?;
        Some(things[subject])
    }

    /// The verb of saying or thinking whose clause the pronoun is the subject of: "said" in "Moscow said it had struck".
    fn speaking_verb(&self, pronoun: &Phrase) -> Option<usize> {
        let nodes = &self.encoding.nodes;
        let verb = nodes[pronoun.head].head.filter(|_| nodes[pronoun.head].is_subject())?;
        nodes[verb].head.filter(|_| nodes[verb].is_clause())
    }

    /// The number of the sentence at a byte.
    fn sentence(&self, at: usize) -> usize {
        self.segments.sentences.partition_point(|sentence| sentence.span.end <= at)
    }

    fn is_subject_of(&self, phrase: &Phrase, verb: usize) -> bool {
        let node = &self.encoding.nodes[phrase.head];
        node.head == Some(verb) && node.is_subject()
    }

    /// Whether a pronoun of this sort can stand for what the phrase speaks of.
    fn fits(&self, phrase: &Phrase, thing: Thing, wanted: Wanted) -> bool {
        let is_plural = self.encoding.nodes[phrase.head].is_plural();
        let word = self.encoding.words[phrase.head].of(self.text).to_lowercase();
        if let Some(other) = self::wanted(&word) {
            return other == wanted;
        }
        let kind = match thing {
            Thing::Entity(entity) => Some(self.entities.entities[entity].kind),
            Thing::Other(_) => None,
        };
        match (wanted, kind) {
            (Wanted::Person(wanted), Some(EntityKind::Person)) => {
                let Thing::Entity(entity) = thing else { return false };
                self.genders.get(&entity).is_none_or(|known| *known == wanted)
            }
            (Wanted::Person(wanted), Some(EntityKind::Group)) => {
                !is_plural && gender(&word).is_none_or(|known| known == wanted)
            }
            (Wanted::Person(wanted), None) => !is_plural && gender(&word) == Some(wanted),
            (Wanted::Person(_), _) => false,
            (Wanted::Several, Some(EntityKind::Person | EntityKind::Place)) => false,
            (Wanted::Several, Some(_)) => true,
            (Wanted::Several, None) => is_plural,
            (Wanted::One, Some(EntityKind::Person)) => false,
            (Wanted::One, _) => !is_plural,
        }
    }
}

/// The gender of whom "he" and "she" in all their forms stand for.
pub fn gender_of(pronoun: &str) -> Option<Gender> {
    match wanted(pronoun) {
        Some(Wanted::Person(gender)) => Some(gender),
        _ => None,
    }
}

fn wanted(pronoun: &str) -> Option<Wanted> {
    match pronoun {
        "he" | "him" | "his" | "himself" => Some(Wanted::Person(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Wanted::Person(Gender::Female)),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Wanted::Several),
        "it" | "its" | "itself" => Some(Wanted::One),
        _ => None,
    }
}
