//! The article as the rules read it: lines of words in which a whole quotation counts as one unit.

use std::collections::HashMap;

use super::cues::cues;
use super::passages::{Passage, pair};
use super::reader::among;
use crate::entities::{Entities, Mention};
use crate::lexicon::inflect::VerbForm;
use crate::reading::Form;
use crate::segment::{Segments, Token, TokenKind};

/// Units of a line; what has no sentence ends for longer is cut, so that reading time stays linear.
const LONGEST_LINE: usize = 400;

/// The article, and what the rules look up in it.
pub struct Article<'a> {
    pub text: &'a str,
    pub segments: &'a Segments,
    pub entities: &'a Entities,
    pub passages: Vec<Passage>,
    /// For each token, the outermost mention that it lies in.
    cover: Vec<Option<usize>>,
    /// For each token, the passage that it lies in.
    within: Vec<Option<usize>>,
    /// The entity of each name in the text.
    names: HashMap<&'a str, usize>,
}

/// One step of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A token outside quotation marks, or inside those of a few quoted words.
    Word(usize),
    /// A whole quotation, with its marks.
    Passage(usize),
}

/// A sentence, or several where a quotation runs over their border. The marks of quoted words are left out.
pub struct Line {
    pub units: Vec<Unit>,
    pub paragraph: usize,
}

impl<'a> Article<'a> {
    pub fn new(text: &'a str, segments: &'a Segments, entities: &'a Entities) -> Self {
        let passages = pair(text, segments);
        let mut cover = vec![None; segments.tokens.len()];
        for (index, mention) in entities.mentions.iter().enumerate() {
            for token in segments.tokens_in(mention.span) {
                cover[token].get_or_insert(index);
            }
        }
        let mut within = vec![None; segments.tokens.len()];
        for (index, passage) in passages.iter().enumerate() {
            within[passage.tokens.clone()].fill(Some(index));
        }
        let named = entities.mentions.iter().filter(|mention| mention.form == Form::Name);
        let names = named.map(|mention| (mention.span.of(text), mention.entity)).collect();
        Article { text, segments, entities, passages, cover, within, names }
    }

    /// The entity that goes by the name `words` somewhere in the text.
    pub fn named(&self, words: &str) -> Option<usize> {
        self.names.get(words).copied()
    }

    pub fn token(&self, at: usize) -> &'a Token {
        &self.segments.tokens[at]
    }

    /// The outermost mention that the token lies in.
    pub fn mention(&self, token: usize) -> Option<&'a Mention> {
        self.cover[token].map(|index| &self.entities.mentions[index])
    }

    /// The passage that the token lies in.
    pub fn passage_of(&self, token: usize) -> Option<usize> {
        self.within[token]
    }

    fn paragraph(&self, token: usize) -> usize {
        self.segments.sentences[self.token(token).sentence].paragraph
    }

    /// The lines of the article, in order.
    pub fn lines(&self) -> Vec<Line> {
        let tokens = &self.segments.tokens;
        let mut lines = Vec::new();
        let mut units = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let passage = self.within[at];
            match passage.map(|index| (index, &self.passages[index])) {
                Some((index, passage)) if passage.tokens.start == at && self.is_whole(index) => {
                    units.push(Unit::Passage(index));
                    at = passage.tokens.end;
                }
                Some((_, passage)) if self.is_border(passage, at) => at += 1,
                _ if self.is_symbol(at) => at += 1,
                _ => {
                    units.push(Unit::Word(at));
                    at += 1;
                }
            }
            if at >= tokens.len() || units.len() >= LONGEST_LINE || self.starts_line(at) {
                let last = units.last().map(|unit: &Unit| self.first_token(*unit));
                if let Some(last) = last {
                    lines.push(Line { units: std::mem::take(&mut units), paragraph: self.paragraph(last) });
                }
            }
        }
        lines
    }

    /// The first token of a unit.
    pub fn first_token(&self, unit: Unit) -> usize {
        match unit {
            Unit::Word(token) => token,
            Unit::Passage(index) => self.passages[index].tokens.start,
        }
    }

    /// Whether the token is a picture or a sign that has no part in the sentence.
    fn is_symbol(&self, at: usize) -> bool {
        let token = self.token(at);
        let punctuates = |c: char| c.is_ascii() || "—–―…·•¿¡。、，".contains(c);
        token.kind == TokenKind::Mark && !token.span.of(self.text).chars().any(punctuates)
    }

    fn is_border(&self, passage: &Passage, token: usize) -> bool {
        token == passage.tokens.start || passage.closed && token + 1 == passage.tokens.end
    }

    fn starts_line(&self, at: usize) -> bool {
        if at == 0 || self.token(at).sentence == self.token(at - 1).sentence {
            return false;
        }
        if self.paragraph(at) != self.paragraph(at - 1) {
            return true;
        }
        let inside = self.within[at].is_some() && self.within[at] == self.within[at - 1];
        !inside && !self.attributes_back(at)
    }

    /// Whether the sentence from `at` is the attribution of a quotation that ends right before: "Why?" Trump asked.
    fn attributes_back(&self, at: usize) -> bool {
        const LONGEST_SUBJECT: usize = 16;
        let Some(passage) = self.within[at - 1].map(|index| &self.passages[index]) else { return false };
        if !passage.closed || passage.inner.len() < 2 {
            return false;
        }
        let asks = matches!(self.token(passage.inner.end - 1).lower.as_str(), "?" | "!" | "…");
        let words = at..(at + LONGEST_SUBJECT).min(self.segments.tokens.len());
        let goes_on =
            |i: &usize| self.token(*i).kind != TokenKind::Mark || asks && self.token(*i).lower == ",";
        let cue = words.into_iter().take_while(goes_on).find(|i| {
            cues(&self.token(*i).lower).iter().any(|(cue, forms)| {
                cue.takes("marks")
                    && forms.iter().any(|form| matches!(form, VerbForm::Past | VerbForm::Third))
            })
        });
        let follows = |cue: usize| self.segments.tokens.get(cue + 1);
        match cue.and_then(follows) {
            Some(next) if next.kind == TokenKind::Mark => next.lower == "." || asks && next.lower == ",",
            Some(next) => asks && next.lower != "that" && next.kind != TokenKind::OpenQuote,
            None => false,
        }
    }

    /// Whether the passage stands on its own, as speech does; else its words are part of the sentence around it.
    fn is_whole(&self, index: usize) -> bool {
        let passage = &self.passages[index];
        let tokens = &self.segments.tokens;
        let (first, last) = (passage.inner.start, passage.inner.end - 1);
        let sentence = tokens[first].sentence;
        if self.paragraph(first) != self.paragraph(last) {
            return true;
        }
        let before =
            passage.tokens.start.checked_sub(1).filter(|b| self.paragraph(*b) == self.paragraph(first));
        let after = tokens.get(passage.tokens.end).filter(|_| passage.tokens.end < tokens.len());
        let is_upper = self.starts_upper(passage);
        let many = tokens[last].sentence != sentence && passage.inner.len() > 4;
        let ends = among(tokens[last].lower.as_str(), ". , ! ? …") || !passage.closed;
        let comma_after = after.is_some_and(|after| after.lower == ",");
        let alone = after.is_none_or(|after| {
            after.sentence != tokens[last].sentence || matches!(after.lower.as_str(), "." | "!" | "?")
        });
        let stands = many || ends || comma_after || alone || self.attributed_after(passage);
        match before.map(|before| (before, tokens[before].lower.as_str())) {
            None => stands,
            Some((before, _)) if self.ends_before(before, sentence) => stands,
            Some((_, ":")) => is_upper || many || ends,
            Some((before, ",")) => is_upper && !self.is_name(index) || self.cue_before_comma(before),
            Some((_, "—" | "–" | "-" | "--" | "(" | "…" | "[")) => many || is_upper && ends,
            Some((before, word)) => {
                let introduces =
                    self.is_cue(before) || word == "that" && before > 0 && self.is_cue(before - 1);
                let end_after = after.is_none_or(|after| {
                    matches!(after.lower.as_str(), "." | "," | ";" | ":" | "?" | "!" | "and")
                });
                introduces && !self.is_name(index) && (ends || many || end_after)
            }
        }
    }

    /// Whether the sentence that ends before `sentence` ends with the token `before`.
    fn ends_before(&self, before: usize, sentence: usize) -> bool {
        self.token(before).sentence != sentence
            && (self.token(before).kind == TokenKind::CloseQuote
                || matches!(self.token(before).lower.as_str(), "." | "!" | "?" | "…"))
    }

    fn starts_upper(&self, passage: &Passage) -> bool {
        let words = self.segments.span(passage.inner.clone()).of(self.text);
        words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// "…" said the minister; "…" the minister said.
    fn attributed_after(&self, passage: &Passage) -> bool {
        let end = (passage.tokens.end + 6).min(self.segments.tokens.len());
        (passage.tokens.end..end)
            .take_while(|i| self.token(*i).kind != TokenKind::Mark)
            .any(|i| self.is_cue(i))
    }

    /// Whether the comma at `comma` closes "X said," or "X told the press,".
    fn cue_before_comma(&self, comma: usize) -> bool {
        const LONGEST_TAIL: usize = 10;
        let sentence = self.token(comma).sentence;
        let mut at = comma;
        while at > 0 && comma - at < LONGEST_TAIL && self.token(at - 1).sentence == sentence {
            at -= 1;
            if self.is_cue(at) {
                return true;
            }
            if matches!(self.token(at).lower.as_str(), "that" | "," | ";")
                || self.token(at).kind == TokenKind::CloseQuote
            {
                return false;
            }
        }
        false
    }

    fn is_cue(&self, token: usize) -> bool {
        let word = self.token(token);
        let next = self.segments.tokens.get(token + 1).map_or("", |next| next.lower.as_str());
        let fits = |particles: &[&str]| particles.first().is_none_or(|particle| *particle == next);
        word.kind == TokenKind::Word
            && cues(&word.lower).iter().any(|(cue, _)| cue.takes("marks") && fits(&cue.particles))
    }

    /// Whether the passage is written as a title or a name is: "A Brief History of Rust".
    pub fn is_name(&self, index: usize) -> bool {
        let passage = &self.passages[index];
        let words =
            self.segments.tokens[passage.inner.clone()].iter().filter(|token| token.kind == TokenKind::Word);
        let mut words = words.peekable();
        let capital = |token: &Token| token.is_capitalised(self.text) || token.lower.len() < 4;
        words.peek().is_some_and(|first| first.is_capitalised(self.text))
            && words.all(capital)
            && passage.inner.len() < 10
    }
}
