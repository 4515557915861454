//! The article as the rules read it: lines of words in which a whole quotation counts as one unit.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::cues::cues;
use super::passages::{Passage, pair};
use crate::entities::{Entities, Mention};
use crate::lexicon;
use crate::lexicon::inflect::VerbForm;
use crate::reading::Form;
use crate::segment::{Segments, Token, TokenKind};
use crate::text::Span;

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
        let punctuates = |c: char| c.is_ascii() || "—–…·•¿¡。、，".contains(c);
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
        const LONGEST_SUBJECT: usize = 8;
        let Some(passage) = self.within[at - 1].map(|index| &self.passages[index]) else { return false };
        if !passage.closed || passage.inner.len() < 2 {
            return false;
        }
        let asks = matches!(self.token(passage.inner.end - 1).lower.as_str(), "?" | "!" | "…");
        let words = at..(at + LONGEST_SUBJECT).min(self.segments.tokens.len());
        let cue = words.into_iter().take_while(|i| self.token(*i).kind != TokenKind::Mark).find(|i| {
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
        let ends = matches!(tokens[last].lower.as_str(), "." | "," | "!" | "?" | "…") || !passage.closed;
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
        let token = self.token(token);
        token.kind == TokenKind::Word && cues(&token.lower).iter().any(|(cue, _)| cue.takes("marks"))
    }

    /// Whether the passage is written as a title or a name is: "Better Idea of Afghan Girls".
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

/// A line with its article: what the rules ask of a place in it. Asking beyond its end is answered "no".
pub struct Reader<'a> {
    pub article: &'a Article<'a>,
    pub units: &'a [Unit],
    /// Whether the line is the article's title: capitals tell nothing there.
    pub is_headline: bool,
}

/// How surely a word is the finite verb of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finite {
    No,
    /// A verb form that could also be a participle or a noun.
    Maybe,
    Yes,
}

/// "began": a past tense that is spelt unlike its participle.
fn is_past_only(word: &str) -> bool {
    static PASTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        lexicon::rows(include_str!("../../lexicons/irregular_verbs.tsv"))
            .filter(|row| row.len() > 2 && row[1] != row[2] && row[1] != row[0])
            .map(|row| row[1])
            .collect()
    });
    PASTS.contains(word)
}

impl<'a> Reader<'a> {
    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn token(&self, at: usize) -> Option<&'a Token> {
        match self.units.get(at) {
            Some(Unit::Word(token)) => Some(self.article.token(*token)),
            _ => None,
        }
    }

    /// The word in lower case; empty for a passage and beyond the end.
    pub fn lower(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.lower.as_str())
    }

    pub fn passage(&self, at: usize) -> Option<usize> {
        match self.units.get(at) {
            Some(Unit::Passage(index)) => Some(*index),
            _ => None,
        }
    }

    pub fn is_mark(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.is_word() && token.kind != TokenKind::Possessive)
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.lower(at) == ","
    }

    pub fn is(&self, at: usize, class: &str) -> bool {
        lexicon::is(self.lower(at), class)
    }

    pub fn mention(&self, at: usize) -> Option<&'a Mention> {
        match self.units.get(at) {
            Some(Unit::Word(token)) => self.article.mention(*token),
            _ => None,
        }
    }

    /// One past the last unit of the mention that the unit lies in.
    pub fn mention_end(&self, at: usize) -> Option<usize> {
        let mention = self.mention(at)?;
        let rest = self.units[at..].iter().take_while(|unit| match unit {
            Unit::Word(token) => mention.span.contains(self.article.token(*token).span),
            Unit::Passage(_) => false,
        });
        Some(at + rest.count())
    }

    /// Share of a part of speech (UPOS) among the uses of the word, in percent.
    pub fn share(&self, at: usize, tag: &str) -> u8 {
        lexicon::common(self.lower(at)).map_or(0, |common| common.share(tag))
    }

    pub fn is_capitalised(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_capitalised(self.article.text))
    }

    /// "they", "he", and with what is left of an auxiliary: "they've".
    pub fn is_subject_pronoun(&self, at: usize) -> bool {
        const SUBJECTS: [&str; 14] = [
            "i", "you", "he", "she", "it", "we", "they", "there", "who", "this", "these", "those", "others",
            "both",
        ];
        let word = self.lower(at);
        SUBJECTS.contains(&word.split('\'').next().unwrap_or(word))
    }

    pub fn is_auxiliary(&self, at: usize) -> bool {
        let word = self.lower(at);
        match self.token(at).map(|token| token.kind) {
            Some(TokenKind::Possessive) => at > 0 && self.is_subject_pronoun(at - 1),
            Some(_) => {
                self.is(at, "auxiliary")
                    || matches!(word.split_once('\''), Some((_, "ve" | "ll" | "d" | "re" | "m")))
            }
            None => false,
        }
    }

    pub fn is_adverb(&self, at: usize) -> bool {
        let word = self.lower(at);
        self.is(at, "adverb")
            || self.share(at, "ADV") >= 60
            || word.ends_with("ly")
                && word.len() > 4
                && self.share(at, "NOUN") + self.share(at, "ADJ") + self.share(at, "VERB") < 50
    }

    pub fn is_preposition(&self, at: usize) -> bool {
        self.is(at, "preposition")
    }

    /// "two", "45".
    pub fn is_number(&self, at: usize) -> bool {
        self.is(at, "number") || self.token(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// A noun, by what is known of the word or by its capital.
    pub fn is_noun(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| token.is_word()) else { return false };
        self.mention(at).is_some()
            || token.kind == TokenKind::Number
            || match lexicon::common(&token.lower) {
                Some(common) => common.share("NOUN") + common.share("PROPN") >= 40,
                None => !token.lower.ends_with("ed") && !token.lower.ends_with("ly"),
            }
    }

    /// Whether a noun phrase can start here.
    pub fn starts_phrase(&self, at: usize) -> bool {
        self.is(at, "determiner")
            || self.is_subject_pronoun(at)
            || self.is_noun(at)
            || self.is_number(at)
            || self.share(at, "ADJ") >= 40
            || self.is_capitalised(at) && !self.is(at, "preposition")
    }

    /// Whether the word is the finite verb of a clause.
    pub fn finite(&self, at: usize) -> Finite {
        const NOT_FINITE: [&str; 5] = ["be", "been", "being", "having", "to"];
        let word = self.lower(at);
        if word.is_empty() || NOT_FINITE.contains(&word) || at > 0 && self.lower(at - 1) == "to" {
            return Finite::No;
        }
        if self.is_auxiliary(at) {
            return Finite::Yes;
        }
        let is_name = self.is_capitalised(at) || self.mention(at).is_some();
        let is_verb = match lexicon::common(word) {
            Some(common) => common.share("VERB") >= 50,
            None => word.ends_with("ed"),
        };
        if is_name || !is_verb || word.ends_with("ing") || at == 0 || self.blocks_finite(at - 1) {
            return Finite::No;
        }
        let has_object = self.is(at + 1, "determiner")
            || self.is_subject_pronoun(at + 1)
            || self.mention(at + 1).is_some();
        let names =
            matches!(word, "called" | "named" | "dubbed" | "titled" | "entitled" | "based" | "nicknamed");
        let has_object = has_object && !names;
        let has_pronoun = self.is_subject_pronoun(at - 1) || matches!(self.lower(at - 1), "which" | "that");
        let is_third = word.ends_with('s') && self.share(at, "NOUN") < 30;
        if has_object || has_pronoun || is_third || is_past_only(word) { Finite::Yes } else { Finite::Maybe }
    }

    /// Words after which no finite verb comes.
    fn blocks_finite(&self, at: usize) -> bool {
        const AUXILIARIES: [&str; 6] = ["be", "been", "being", "having", "to", "'s"];
        let is_noun_marker = self.is(at, "determiner")
            && !matches!(self.lower(at), "that" | "which" | "all" | "both" | "most" | "many" | "some");
        AUXILIARIES.contains(&self.lower(at)) || is_noun_marker || self.is_preposition(at)
    }

    /// Whether a clause starts at `from`: a subject, and a verb that fits it before `to`.
    pub fn has_clause(&self, from: usize, to: usize, least: Finite) -> bool {
        const FURTHEST: usize = 40;
        let mut relative = false;
        let mut verb_end = from;
        for at in from..to.min(from + FURTHEST) {
            if matches!(self.lower(at), "which" | "who" | "whom" | "whose")
                || self.lower(at) == "that" && at > from
            {
                relative = true;
                continue;
            }
            let agrees = least == Finite::Maybe && self.could_agree(at);
            if (self.finite(at) >= least || agrees) && at > from && at >= verb_end {
                if relative {
                    relative = false;
                    verb_end = self.verb_end(at);
                    continue;
                }
                return true;
            }
            let is_subordinate = at > from
                && matches!(
                    self.lower(at),
                    "but"
                        | "after"
                        | "when"
                        | "because"
                        | "if"
                        | "while"
                        | "as"
                        | "before"
                        | "until"
                        | "although"
                        | "though"
                        | "where"
                );
            if is_subordinate || matches!(self.lower(at), ";" | ":") || self.passage(at).is_some() {
                return false;
            }
        }
        false
    }

    /// The unit that `span` starts in.
    pub fn unit_at(&self, span: Span) -> Option<usize> {
        let starts = |unit: &Unit| self.article.token(self.article.first_token(*unit)).span.start;
        let after = self.units.partition_point(|unit| starts(unit) <= span.start);
        after.checked_sub(1)
    }

    /// "Mohamed wishes": a word that is more often a noun, after a name or pronoun.
    fn could_agree(&self, at: usize) -> bool {
        at > 0
            && self.lower(at).ends_with('s')
            && self.share(at, "VERB") >= 10
            && !self.is_capitalised(at)
            && (self.is_subject_pronoun(at - 1)
                || self.mention(at - 1).is_some() && self.mention(at).is_none())
    }

    /// One past the verb group whose first word stands at `at`: "have both criticised".
    fn verb_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.is_auxiliary(at)
            && (self.is_adverb(end) || self.is_auxiliary(end) || self.lower(end) == "both")
        {
            end += 1;
        }
        if self.is_auxiliary(at) { end + 1 } else { end }
    }

    /// The units `range` as a stretch of the text; the range must not be empty.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let article = self.article;
        let last = match self.units[end - 1] {
            Unit::Word(token) => token,
            Unit::Passage(index) => article.passages[index].tokens.end - 1,
        };
        Span::new(
            article.token(article.first_token(self.units[start])).span.start,
            article.token(last).span.end,
        )
    }
}
