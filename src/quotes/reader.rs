//! What the rules ask of a place in a line: its word, its part of speech, and whether a clause starts there.
//!
//! There is no parser yet: a word's part of speech comes from how running text uses it, and from its neighbours.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::line::{Article, Unit};
use crate::entities::Mention;
use crate::lexicon;
use crate::segment::{Token, TokenKind};
use crate::text::Span;

/// A line with its article: what the rules ask of a place in it. Asking beyond its end is answered "no".
pub struct Reader<'a> {
    pub article: &'a Article<'a>,
    pub units: &'a [Unit],
    /// Whether the line is the article's title: capitals tell nothing there.
    pub is_headline: bool,
}

/// Whether `word` is one of `words`, which stand there with a space between each two.
pub fn among(word: &str, words: &str) -> bool {
    words.split(' ').any(|other| other == word)
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

    /// Index of the token at a place of the line.
    pub fn token_index(&self, at: usize) -> Option<usize> {
        match self.units.get(at) {
            Some(Unit::Word(token)) => Some(*token),
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

    /// Whether a comma, a conjunction or a quotation stands before the unit, or nothing.
    pub fn follows_break(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.is_comma(before)
            || self.passage(before).is_some()
            || matches!(self.lower(before), "and" | "but" | "—" | "–")
    }

    /// "they", "he", and with what is left of an auxiliary: "they've".
    pub fn is_subject_pronoun(&self, at: usize) -> bool {
        const SUBJECTS: &str = "i you he she it we they there who this these those others both";
        let word = self.lower(at);
        among(word.split('\'').next().unwrap_or(word), SUBJECTS)
    }

    pub fn is_auxiliary(&self, at: usize) -> bool {
        let word = self.lower(at);
        match self.token(at).map(|token| token.kind) {
            Some(TokenKind::Possessive) => at > 0 && self.is_subject_pronoun(at - 1),
            // "Will claims": a name.
            Some(_) if at > 0 && self.is_capitalised(at) && !self.is_headline => false,
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
        const NOT_FINITE: &str = "be been being having to";
        let word = self.lower(at);
        if word.is_empty() || among(word, NOT_FINITE) || at > 0 && self.lower(at - 1) == "to" {
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
        let names = among(word, "called named dubbed titled entitled based nicknamed");
        let has_object = has_object && !names;
        let has_pronoun = self.is_subject_pronoun(at - 1) || matches!(self.lower(at - 1), "which" | "that");
        let is_third = word.ends_with('s') && self.share(at, "NOUN") < 30;
        if has_object || has_pronoun || is_third || is_past_only(word) { Finite::Yes } else { Finite::Maybe }
    }

    /// Words after which no finite verb comes.
    fn blocks_finite(&self, at: usize) -> bool {
        const AUXILIARIES: &str = "be been being having to 's";
        let is_noun_marker =
            self.is(at, "determiner") && !among(self.lower(at), "that which all both most many some");
        among(self.lower(at), AUXILIARIES) || is_noun_marker || self.is_preposition(at)
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
            let adds = self.is_comma(at)
                && (self.lower(at + 1).ends_with("ing") && self.share(at + 1, "VERB") >= 50
                    || among(self.lower(at + 1), "and but or nor so yet"));
            if (adds || self.is_comma(at) && least == Finite::Yes) && !relative {
                return false;
            }
            let is_subordinate = at > from
                && among(
                    self.lower(at),
                    "but after when because if while as before until although though where",
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

    /// "Mohamed wishes", "people misunderstand": a word that is seldom a verb, or rare, but stands where one does.
    fn could_agree(&self, at: usize) -> bool {
        let is_word = self.token(at).is_some_and(|token| token.kind == TokenKind::Word);
        if at == 0 || !is_word || self.is_capitalised(at) || self.mention(at).is_some() {
            return false;
        }
        let subject = self.is_subject_pronoun(at - 1) || self.mention(at - 1).is_some();
        let third = self.lower(at).ends_with('s') && self.share(at, "VERB") >= 10;
        let rare = lexicon::common(self.lower(at)).is_none();
        let object =
            self.is(at + 1, "determiner") || self.mention(at + 1).is_some() || self.is_preposition(at + 1);
        let plural =
            self.is_noun(at - 1) && (self.lower(at - 1).ends_with('s') || self.lower(at - 1) == "people");
        subject && third || rare && object && (subject || plural)
    }

    /// Whether the word is a verb at least sometimes.
    pub fn could_be_verb(&self, at: usize) -> bool {
        let is_rare = self.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && lexicon::common(&token.lower).is_none()
                && !self.is_capitalised(at)
        });
        is_rare || self.finite(at) != Finite::No || self.share(at, "VERB") >= 10
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
