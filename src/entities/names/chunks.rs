//! Cutting sentences into runs of capitalised words, and runs into names.

use std::ops::Range;

use super::{Finder, has_arabic_article};
use crate::entities::gazetteer::{LONGEST_NAME, NameWord, gazetteer};
use crate::lexicon;
use crate::segment::TokenKind;

/// Words that may open a run before its name: "The American".
const OPENERS: usize = 3;

/// The longest run of capitalised words that is looked at as one, in tokens.
const LONGEST_RUN: usize = 14;

impl Finder<'_> {
    pub(super) fn can_start(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Word || lexicon::is(&token.lower, "weekday") || token.lower == "i" {
            return false;
        }
        if lexicon::is(&token.lower, "month") {
            let dated = self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
            return at > 0 && !dated && gazetteer().is_given_name(self.word(at - 1));
        }
        token.is_capitalised(self.text) && !token.lower.starts_with("i'") || has_arabic_article(self.word(at))
    }

    /// Runs of capitalised words of one sentence, cut to what may be a name.
    pub(super) fn chunks(&self, sentence: usize) -> Vec<Range<usize>> {
        let range = self.segments.sentences[sentence].tokens.clone();
        let mut chunks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if !self.can_start(at) {
                at += 1;
                continue;
            }
            let end = self.chunk_end(at, range.end);
            if let Some(name) = self.known_across(at..end, range.end) {
                at = name.end;
                chunks.push(name);
                continue;
            }
            chunks.extend(self.trimmed(at..end, range.start));
            at = end;
        }
        chunks
    }

    /// A name of the gazetteer that goes on over words in lower case: "Food and Drug Administration".
    fn known_across(&self, chunk: Range<usize>, limit: usize) -> Option<Range<usize>> {
        let longest = |start: usize| {
            let ends = (chunk.end + 2..=limit.min(start + LONGEST_NAME)).rev();
            ends.map(|end| start..end).find(|name| self.is_sure(name.clone()))
        };
        chunk.clone().take(OPENERS).find_map(longest)
    }

    fn chunk_end(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST_RUN);
        let starts = |at: usize| at < limit && self.can_start(at);
        let mut end = start + 1;
        loop {
            if starts(end) {
                end += 1;
                continue;
            }
            let Some(next) = self.tokens.get(end).filter(|_| end < limit) else { return end };
            let after_the = end + 1 + usize::from(end + 1 < limit && self.tokens[end + 1].lower == "the");
            let is_class_word = gazetteer().name_word(self.word(end - 1)).is_some();
            let joined = match next.lower.as_str() {
                "of" if self.is_title(end - 1) => match self.is_duty(end + 1) {
                    true => end + 1,
                    false => return end,
                },
                "of" if is_class_word => after_the,
                "for" if is_class_word && !self.is_sure(start..end) => end + 1,
                "and" if self.is_list_of_duties(start..end, end + 1) => end + 1,
                "&" => end + 1,
                word if lexicon::is(word, "particle") => {
                    end + 1
                        + self.tokens[end + 1..limit]
                            .iter()
                            .take_while(|t| lexicon::is(&t.lower, "particle"))
                            .count()
                }
                _ => return end,
            };
            if !starts(joined) {
                return end;
            }
            end = joined + 1;
        }
    }

    /// Whether the gazetteer knows the whole of `chunk`.
    fn is_sure(&self, chunk: Range<usize>) -> bool {
        self.meaning(chunk).is_some_and(|meaning| {
            meaning.body.is_some() || meaning.country.is_some() || !meaning.regions.is_empty()
        })
    }

    /// "Ministry of Trade" before "and Industry".
    fn is_list_of_duties(&self, chunk: Range<usize>, next: usize) -> bool {
        let is_body =
            |at: usize| matches!(gazetteer().name_word(self.word(at)), Some((NameWord::Organisation, _)));
        chunk.clone().any(|at| self.tokens[at].lower == "of" && is_body(at - 1))
            && self.tokens.get(next).is_some_and(|token| lexicon::common(&token.lower).is_some())
    }

    /// Cuts a run of capitalised words to its name or names: without sentence openers, titles and nationalities.
    fn trimmed(&self, chunk: Range<usize>, sentence_start: usize) -> Vec<Range<usize>> {
        let Range { mut start, end } = chunk;
        let opens = |at: usize| {
            let is_first = at == sentence_start || self.tokens[at - 1].kind == TokenKind::OpenQuote;
            is_first && lexicon::starters().contains(&*self.tokens[at].lower)
        };
        let is_opener = |at: usize| opens(at) || lexicon::is(&self.tokens[at].lower, "determiner");
        while start < end && is_opener(start) && !self.is_sure(start..end) {
            start += 1;
        }
        let mut cut = Vec::new();
        if start < end && !self.is_sure(start..end) {
            if let Some(border) = self.country_before_name(start..end) {
                cut.push(start..border);
                start = border;
            }
            cut.extend(self.before_title(start..end));
            start = self.after_title(start..end);
        }
        if start < end {
            cut.push(start..end);
        }
        cut
    }

    /// "South Sudan David Shearer" is a country and a person.
    fn country_before_name(&self, chunk: Range<usize>) -> Option<usize> {
        (chunk.start + 1..chunk.end).rev().find(|border| {
            let is_country =
                self.meaning(chunk.start..*border).is_some_and(|meaning| meaning.country.is_some());
            let common = lexicon::common(&self.tokens[*border].lower).is_some();
            is_country && !common && gazetteer().name_word(self.word(chunk.end - 1)).is_none()
        })
    }

    /// "State Department Spokesperson" leaves the body that the title is of.
    fn before_title(&self, chunk: Range<usize>) -> Option<Range<usize>> {
        let first = chunk.clone().find(|at| lexicon::titles().contains(&*self.tokens[*at].lower))?;
        (first > chunk.start && self.is_sure(chunk.start..first)).then_some(chunk.start..first)
    }

    /// The first token after the titles and nationalities that open a person's run; the start where none do.
    fn after_title(&self, chunk: Range<usize>) -> usize {
        if matches!(
            gazetteer().name_word(self.word(chunk.end - 1)),
            Some((NameWord::Organisation | NameWord::Place, _))
        ) {
            return chunk.start;
        }
        match chunk.clone().rev().find(|at| self.is_title(*at)) {
            Some(title) if chunk.end > title + 1 && self.tokens[title + 1].lower == "of" => {
                // "Secretary of State John Kerry", "Minister of Foreign Affairs Ana Ruiz"
                let is_name = |at: &usize| gazetteer().is_given_name(self.word(*at)) || !self.is_duty(*at);
                (title + 2..chunk.end).find(is_name).unwrap_or(chunk.end)
            }
            Some(title) => title + 1,
            None => chunk.start,
        }
    }

    fn is_title(&self, at: usize) -> bool {
        lexicon::titles().contains(&*self.tokens[at].lower)
    }

    /// What a title is of that is no name: "State", "Education", "Foreign Affairs".
    fn is_duty(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            matches!(&*token.lower, "of" | "and" | "the" | "for") || lexicon::common(&token.lower).is_some()
        }) && !self.is_sure(at..at + 1)
    }
}
