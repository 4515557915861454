//! One sentence with all that the event rules look at: words, tags, pieces, mentions, time expressions.

use std::collections::HashMap;
use std::ops::Range;

use super::clauses::{Clauses, Item, cut};
use super::lexicon::{Pos, is, senses};
use super::tree::{Tag, Tree};
use crate::dates::{self, TimeExpression};
use crate::encoder::{Encoding, Tells};
use crate::entities::{Entities, Mention, gazetteer};
use crate::reading::{EntityKind, Form, Layer};
use crate::segment::{Segments, Token};
use crate::text::Span;

/// The most tokens that are read together: the rules look back and forth, and take time where this is large.
const LONGEST: usize = 400;

/// A sentence, ready for the rules.
pub struct Scene<'a> {
    /// Index of the sentence.
    pub index: usize,
    pub is_title: bool,
    pub tokens: &'a [Token],
    pub tags: Vec<Tag>,
    pub tree: Tree,
    pub clauses: Clauses,
    pub entities: &'a Entities,
    /// Its mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    pub times: Vec<TimeExpression>,
    /// Who the encoder says acts, and on whom, in the order of the text.
    pub parties: Vec<Seen>,
    text: &'a str,
    nations: &'a Nations,
    /// What the encoder says that each token tells of.
    pub tells: Vec<Tells>,
}

/// A party that the encoder sees.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub span: Span,
    pub acts: bool,
    pub confidence: f32,
}

/// The words that fill a slot, and whom they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    pub span: Span,
    pub entity: usize,
}

impl From<&Mention> for Filler {
    fn from(mention: &Mention) -> Self {
        Filler { span: mention.span, entity: mention.entity }
    }
}

/// The countries that the article names, by their place in the gazetteer, for "the Russian strikes".
#[derive(Default)]
pub struct Nations {
    entities: HashMap<usize, usize>,
}

impl Nations {
    /// Looks through the entities once.
    pub fn new(entities: &Entities) -> Self {
        Nations { entities: entities.countries().collect() }
    }

    /// The entity of the country whose adjective `word` is.
    fn of_adjective(&self, word: &str) -> Option<usize> {
        self.entities.get(&gazetteer().meaning(word)?.nation(word)?).copied()
    }
}

/// How far a phrase without a mention of its own may lend its owner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lend {
    /// "Haiti's efforts" stand for Haiti, "IS targets" for IS.
    Owner,
    /// Only what is held or counted: "IS targets", "members of IS".
    Holding,
}

impl<'a> Scene<'a> {
    /// Prepares the sentence `index`, in pieces where it is longer than anybody writes one.
    pub fn all(
        text: &'a str,
        segments: &'a Segments,
        encoding: &'a Encoding,
        entities: &'a Entities,
        nations: &'a Nations,
        index: usize,
    ) -> impl Iterator<Item = Self> {
        let range = segments.sentences[index].tokens.clone();
        let pieces = range.clone().step_by(LONGEST);
        pieces.map(move |start| {
            Self::new(
                text,
                segments,
                encoding,
                entities,
                nations,
                index,
                start..(start + LONGEST).min(range.end),
            )
        })
    }

    fn new(
        text: &'a str,
        segments: &'a Segments,
        encoding: &Encoding,
        entities: &'a Entities,
        nations: &'a Nations,
        index: usize,
        range: Range<usize>,
    ) -> Self {
        let sentence = &segments.sentences[index];
        let span = segments.span(range.clone());
        let tokens = &segments.tokens[range];
        let mentions: Vec<Mention> = entities.within(span).copied().collect();
        let times = dates::find(text, span);
        let (tree, mut tags) = Tree::of(encoding, tokens);
        let tells = tells_of(encoding, tokens);
        set_names(tokens, &mentions, &mut tags);
        set_verbal_nouns(tokens, &tree, &mut tags);
        set_times_apart(tokens, &times, &mut tags);
        let clauses = cut(tokens, &tags, &tree);
        let first = encoding.parties.partition_point(|party| encoding.span(&party.words).start < span.start);
        let parties = encoding.parties[first..]
            .iter()
            .map(|party| Seen {
                span: encoding.span(&party.words),
                acts: party.acts,
                confidence: party.confidence,
            })
            .take_while(|seen| seen.span.start < span.end)
            .collect();
        Scene {
            index,
            is_title: segments.paragraphs[sentence.paragraph].is_title,
            tokens,
            tags,
            tree,
            clauses,
            entities,
            mentions,
            times,
            parties,
            text,
            nations,
            tells,
        }
    }

    /// The lower-case word at `token`; nothing outside the sentence.
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| token.lower.as_str())
    }

    /// The span of a phrase.
    pub fn phrase_span(&self, phrase: usize) -> Span {
        let tokens = &self.clauses.phrases[phrase].tokens;
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The mentions that lie inside `span`, without going through the whole sentence.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let start = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let end = self.mentions.partition_point(|mention| mention.span.start < span.end);
        &self.mentions[start..end.max(start)]
    }

    /// The widest mention that covers the head of a phrase.
    pub fn head_mention(&self, phrase: usize) -> Option<&Mention> {
        /// Bytes that a mention may start before the phrase whose head it covers.
        const LONGEST_NAME: usize = 120;
        let phrase_span = self.phrase_span(phrase);
        let head = self.tokens[self.clauses.phrases[phrase].head].span;
        let near = Span::new(phrase_span.start.saturating_sub(LONGEST_NAME), phrase_span.end);
        self.mentions_in(near)
            .iter()
            .filter(|mention| mention.span.contains(head))
            .max_by_key(|mention| mention.span.len())
    }

    /// Who a phrase stands for, as somebody who acts or suffers.
    pub fn party(&self, phrase: usize, lend: Lend) -> Vec<Filler> {
        if let Some(mention) = self.head_mention(phrase) {
            let named = (mention.form == Form::Nominal).then(|| self.apposed(phrase)).flatten();
            let mention = named.unwrap_or(mention);
            return if self.can_act(mention) { vec![self.filler(mention)] } else { Vec::new() };
        }
        // "its owner, Ana Ruiz,"
        let named = self.apposed(phrase).or_else(|| self.holder_of_office(phrase));
        if let Some(mention) = named.filter(|mention| self.can_act(mention)) {
            return vec![mention.into()];
        }
        let head = self.word(self.clauses.phrases[phrase].head);
        if matches!(head, "he" | "she" | "it" | "they" | "him" | "her" | "them") {
            let sayers = self.sayer(self.clauses.phrases[phrase].head);
            let known = sayers.into_iter().filter_map(|sayer| self.head_mention(sayer));
            return known.filter(|mention| self.can_act(mention)).map(Filler::from).collect();
        }
        let holding = is(head, "holding");
        if is(head, "quantifier") || holding {
            let of = self.held_by(phrase, &["of", "by", "from", "belonging"]);
            if !of.is_empty() {
                return of;
            }
        }
        let inner = self.mentions_in(self.phrase_span(phrase));
        let owner = inner.iter().rev().filter(|mention| self.can_act(mention)).find(|mention| {
            let is_owner = self.token_after(mention.span).is_some_and(|at| self.tags[at] == Tag::Possessive);
            holding || lend == Lend::Owner && is_owner
        });
        match owner {
            Some(owner) => vec![owner.into()],
            None if holding => self.nationalities(phrase),
            None if lend == Lend::Owner => {
                let makers = self.held_by(phrase, &["by", "from", "of"]);
                if makers.is_empty() { self.nationalities(phrase) } else { makers }
            }
            None => Vec::new(),
        }
    }

    /// A mention as a filler; of a pronoun by the words in the same sentence that it stands for.
    fn filler(&self, mention: &Mention) -> Filler {
        let named = |other: &&Mention| other.entity == mention.entity && other.form != Form::Pronoun;
        let before = || self.mentions_in(Span::new(0, mention.span.start)).iter().rev().find(named);
        let words = if mention.form == Form::Pronoun { before() } else { None };
        words.unwrap_or(mention).into()
    }

    /// The name of the person that a role's phrase goes with: "the mayor of Riga, Andris Kalns,".
    fn apposed(&self, phrase: usize) -> Option<&Mention> {
        let name = self.tree.children_by(self.clauses.phrases[phrase].head, &["appos"]).next()?;
        if self.tree.children_by(name, &["case"]).next().is_some_and(|case| case < name) {
            return None;
        }
        let mention = self.head_mention(self.clauses.phrase_of(name)?)?;
        let is_person = self.entities.entities[mention.entity].kind == EntityKind::Person;
        (mention.form == Form::Name && is_person).then_some(mention)
    }

    /// Who has the office that a phrase names: "Secretary of State Ana Ruiz".
    fn holder_of_office(&self, phrase: usize) -> Option<&Mention> {
        /// Words after the "of" of an office.
        const LONGEST: usize = 3;
        let head = self.clauses.phrases[phrase].head;
        let is_capitalised = |at: usize| self.tokens[at].is_capitalised(self.text);
        if self.word(head + 1) != "of" || !is_capitalised(head) {
            return None;
        }
        let parts = head + 2..self.tokens.len().min(head + 3 + LONGEST);
        let starts =
            |at: usize| self.mentions.iter().find(|mention| mention.span.start == self.tokens[at].span.start);
        let mut capitalised = parts.take_while(|at| is_capitalised(*at)).skip(1);
        let mention = capitalised.find_map(starts)?;
        let is_person = self.entities.entities[mention.entity].kind == EntityKind::Person;
        (mention.form == Form::Name && is_person).then_some(mention)
    }

    /// The owner after a phrase: "members of X", "a camp run by X", "demands from X".
    fn held_by(&self, phrase: usize, preps: &[&str]) -> Vec<Filler> {
        let item = self.clauses.phrase_items[phrase];
        self.obliques(item)
            .into_iter()
            .take(2)
            .filter(|oblique| preps.contains(&self.word(oblique.prep)))
            .filter_map(|oblique| self.head_mention(oblique.phrase))
            .find(|mention| self.can_act(mention))
            .map(|mention| vec![mention.into()])
            .unwrap_or_default()
    }

    /// The countries whose adjectives stand before the head of a phrase: "the Russian and Iranian intervention".
    pub fn nationalities(&self, phrase: usize) -> Vec<Filler> {
        // "South Korean" is one adjective.
        let filler = |token: usize| {
            let last = self.tokens[token].span;
            let first = self.tokens[token.saturating_sub(1)].span;
            let mut spans = [Span::new(first.start, last.end), last].into_iter();
            spans.find_map(|span| {
                self.nations.of_adjective(span.of(self.text)).map(|entity| Filler { span, entity })
            })
        };
        let joined = match self.clauses.items[..self.clauses.phrase_items[phrase]] {
            [.., Item::Phrase(other), Item::Conjunction(_)] => filler(self.clauses.phrases[other].head),
            _ => None,
        };
        let phrase = &self.clauses.phrases[phrase];
        joined.into_iter().chain((phrase.tokens.start..phrase.head).filter_map(filler)).collect()
    }

    /// Actors can; so can countries, even where they look like places.
    pub fn can_act(&self, mention: &Mention) -> bool {
        mention.layer == Layer::Actor || self.entities.entities[mention.entity].kind == EntityKind::Country
    }

    /// The first token that starts at or after the end of `span`.
    fn token_after(&self, span: Span) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.span.start < span.end);
        (at < self.tokens.len()).then_some(at)
    }

    /// The token that a byte offset stands in or before.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= byte)
    }
}

/// What each token's first word tells of.
fn tells_of(encoding: &Encoding, tokens: &[Token]) -> Vec<Tells> {
    let of = |token: &Token| {
        let word = encoding.words.partition_point(|word| word.end <= token.span.start);
        encoding.tells.get(word).copied().unwrap_or_default()
    };
    tokens.iter().map(of).collect()
}

/// Keeps "on Tuesday" out of the noun phrases around it; "the December outbreak" and "Tuesday's attack" stay whole.
fn set_times_apart(tokens: &[Token], times: &[TimeExpression], tags: &mut [Tag]) {
    for time in times {
        let start = tokens.partition_point(|token| token.span.start < time.span.start);
        let end = tokens.partition_point(|token| token.span.end <= time.span.end);
        let after_determiner = start > 0 && tags[start - 1] == Tag::Det;
        let before_noun = matches!(tags.get(end), Some(Tag::Noun | Tag::Nouns | Tag::Adj));
        let whole = matches!(tags.get(end), Some(Tag::Possessive)) || after_determiner && before_noun;
        for tag in &mut tags[start..end.max(start)] {
            *tag = if whole { Tag::Noun } else { Tag::Time };
        }
    }
}

/// "Fighting broke out": an -ing form that is a subject and has nothing of a verb beside it is a noun, where the lexicon
/// knows it as one.
fn set_verbal_nouns(tokens: &[Token], tree: &Tree, tags: &mut [Tag]) {
    for (at, token) in tokens.iter().enumerate() {
        let is_subject = tags[at] == Tag::Gerund && tree.is(at, &["nsubj", "nsubj:pass"]);
        if is_subject
            && tree.children_by(at, &["obj", "nsubj", "aux", "xcomp", "ccomp"]).next().is_none()
            && !senses(&token.lower, Pos::Noun).is_empty()
        {
            tags[at] = Tag::Noun;
        }
    }
}

/// What stands in a proper name is a name.
fn set_names(tokens: &[Token], mentions: &[Mention], tags: &mut [Tag]) {
    for mention in mentions.iter().filter(|mention| mention.form == Form::Name) {
        let start = tokens.partition_point(|token| token.span.start < mention.span.start);
        let inside = tokens[start..].iter().take_while(|token| token.span.end <= mention.span.end);
        let count = inside.count();
        tags[start..start + count].fill(Tag::Name);
    }
}
