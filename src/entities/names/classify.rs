//! What a chunk names, as far as itself and its sentence tell.

use std::ops::Range;

use super::{Class, Finder, capitalised, has_arabic_article, is_acronym};
use crate::entities::gazetteer::{Meaning, NameWord, gazetteer};
use crate::entities::layers;
use crate::lexicon;
use crate::segment::TokenKind;

/// What a chunk's own sentence says of it.
pub(super) enum Verdict {
    Is(Class),
    /// The rest of the article may tell.
    Unsure,
    /// A nationality, a feast, a plain word.
    Nothing,
}

impl From<Option<Class>> for Verdict {
    fn from(class: Option<Class>) -> Self {
        class.map_or(Verdict::Unsure, Verdict::Is)
    }
}

impl Finder<'_> {
    /// What the chunk names, as far as itself and its sentence tell.
    pub(super) fn classify(&self, chunk: &Range<usize>) -> Verdict {
        if let Some(class) = self.in_capitals(chunk) {
            return Verdict::Is(class);
        }
        if let Some(meaning) = self.meaning(chunk.clone()) {
            if let Some(country) = meaning.country {
                return if self.is_attributive(chunk) {
                    Verdict::Nothing
                } else {
                    Verdict::Is(Class::Country(country))
                };
            }
            if meaning.body.is_some() && !self.is_plain_word(chunk) {
                return Verdict::Is(Class::Organisation);
            }
            let is_people = meaning.adjective_of.is_none() || !self.modifies_next(chunk);
            if let Some(country) = meaning.people_of.filter(|_| is_people) {
                return Verdict::Is(Class::Country(country));
            }
            if meaning.adjective_of.is_some() {
                return Verdict::Nothing;
            }
            if !self.has_title(chunk.start) && self.is_toponym(chunk, meaning) {
                return Verdict::Is(Class::Place);
            }
        }
        // "London-based", "Ebola-like": adjectives.
        if chunk.len() == 1
            && self
                .word(chunk.start)
                .rsplit_once('-')
                .is_some_and(|(_, last)| lexicon::common(last).is_some())
        {
            return Verdict::Nothing;
        }
        // "For Inspiration", "UNLESS": spelt loud, but words all the same.
        if chunk.len() == 1 && lexicon::starters().contains(&*self.tokens[chunk.start].lower) {
            return Verdict::Nothing;
        }
        if self.has_title(chunk.start) {
            return Verdict::Is(Class::Person);
        }
        self.classify_by_words(chunk)
    }

    /// What the words inside the chunk say.
    fn classify_by_words(&self, chunk: &Range<usize>) -> Verdict {
        let length = chunk.len();
        let given = gazetteer().is_given_name(self.word(chunk.start));
        if let Some((word, _)) = self.class_word(chunk)
            && !(given && length == 2)
        {
            return match word {
                NameWord::Organisation if length > 1 => Verdict::Is(Class::Organisation),
                NameWord::Place if length > 1 => Verdict::Is(Class::Place),
                NameWord::People => Verdict::Is(Class::People),
                NameWord::Neither => Verdict::Nothing,
                _ => Verdict::Unsure,
            };
        }
        let arabic = chunk.clone().any(|at| has_arabic_article(self.word(at)));
        if length > 1 && (given || arabic) {
            return Verdict::Is(Class::Person);
        }
        if length == 1 {
            let word = self.word(chunk.start);
            let shouted = lexicon::common(&self.tokens[chunk.start].lower).is_some()
                || lexicon::starters().contains(&*self.tokens[chunk.start].lower);
            return if is_acronym(word) && !shouted {
                Verdict::Is(Class::Organisation)
            } else {
                Verdict::Unsure
            };
        }
        self.classify_by_context(chunk).into()
    }

    /// Whether a noun or adjective follows that the chunk can be an adjective to.
    fn modifies_next(&self, chunk: &Range<usize>) -> bool {
        self.tokens.get(chunk.end).is_some_and(|next| {
            let common = lexicon::common(&next.lower);
            let noun = common.is_none_or(|common| {
                common.share("NOUN") + common.share("ADJ") + common.share("PROPN") >= 50
            });
            next.is_mark("$")
                || next.kind == TokenKind::Word && noun && !lexicon::starters().contains(&*next.lower)
        })
    }

    /// "US" in "a US official", "U.S." in "U.S. officials": an adjective.
    fn is_attributive(&self, chunk: &Range<usize>) -> bool {
        if !matches!(self.words(chunk.clone()), "US" | "U.S." | "UK" | "U.K." | "USA" | "UAE") {
            return false;
        }
        self.tokens.get(chunk.end).is_some_and(|next| {
            let common = lexicon::common(&next.lower);
            let noun = common.is_none_or(|common| {
                common.share("NOUN") + common.share("ADJ") + common.share("PROPN") >= 50
            });
            next.is_mark("$")
                || next.kind == TokenKind::Word && noun && !lexicon::starters().contains(&*next.lower)
        })
    }

    /// A place in capitals, as datelines have it: "BEIRUT", "SAUDI ARABIA".
    fn in_capitals(&self, chunk: &Range<usize>) -> Option<Class> {
        let words = self.words(chunk.clone());
        if words.len() < 4 || words.contains('.') || words.chars().any(char::is_lowercase) {
            return None;
        }
        let meaning = gazetteer().meaning(&capitalised(words))?;
        match meaning.country {
            Some(country) => Some(Class::Country(country)),
            None => (meaning.capital_of.is_some() || !meaning.regions.is_empty() || self.is_large(meaning))
                .then_some(Class::Place),
        }
    }

    /// Several capitalised words that say nothing themselves.
    fn classify_by_context(&self, chunk: &Range<usize>) -> Option<Class> {
        let before = chunk.start.checked_sub(1).map(|at| self.tokens[at].lower.as_str());
        let has_common = chunk.clone().any(|at| lexicon::common(&self.tokens[at].lower).is_some());
        let has_age = self.tokens.get(chunk.end).is_some_and(|token| token.is_mark(","))
            && self
                .tokens
                .get(chunk.end + 1)
                .is_some_and(|token| token.kind == TokenKind::Number && token.lower.len() == 2);
        if has_age {
            return Some(Class::Person);
        }
        match before {
            Some(word) if lexicon::is(word, "locative") => Some(Class::Place),
            Some("the") => Some(Class::Organisation),
            _ if !has_common && chunk.len() <= 4 => Some(Class::Person),
            _ => None,
        }
    }

    /// The last word that tells what a name is; of "X of Y", the last before "of".
    fn class_word(&self, chunk: &Range<usize>) -> Option<(NameWord, &'static str)> {
        let head_end = chunk
            .clone()
            .skip(1)
            .find(|at| matches!(&*self.tokens[*at].lower, "of" | "for"))
            .unwrap_or(chunk.end);
        let head = gazetteer().name_word(self.word(head_end - 1));
        // "Lake Victoria", "Mount Elbrus", "University College London"
        let first = self.word(chunk.start);
        let all = || chunk.clone().rev().find_map(|at| gazetteer().name_word(self.word(at)));
        head.or_else(|| {
            gazetteer().name_word(first).filter(|_| lexicon::is(&first.to_lowercase(), "opens place"))
        })
        .or_else(|| (chunk.len() > 2).then(all).flatten())
    }

    fn has_title(&self, start: usize) -> bool {
        start.checked_sub(1).is_some_and(|before| {
            let token = &self.tokens[before];
            token.sentence == self.tokens[start].sentence && lexicon::titles().contains(&*token.lower)
        })
    }

    /// Whether a gazetteer's place name is meant as one here: not a surname, not a word.
    fn is_toponym(&self, chunk: &Range<usize>, meaning: &Meaning) -> bool {
        let is_place =
            !meaning.regions.is_empty() || !meaning.cities.is_empty() || meaning.capital_of.is_some();
        let sure = meaning.capital_of.is_some() || !meaning.regions.is_empty() || chunk.len() > 1;
        let locative = layers::locative_before(self.segments, chunk.start);
        let common = self.is_plain_word(chunk);
        is_place && (locative || sure && !common || !common && self.is_large(meaning))
    }

    pub(super) fn is_large(&self, meaning: &Meaning) -> bool {
        meaning.cities.iter().any(|city| gazetteer().toponyms[*city].thousands >= 150)
    }

    /// Whether one word, spelt like a name, is a word of running text that stands capitalised for another reason.
    fn is_plain_word(&self, chunk: &Range<usize>) -> bool {
        let token = &self.tokens[chunk.start];
        let after_the = chunk.start > 0 && self.tokens[chunk.start - 1].lower == "the";
        let all_capitals = token.lower.len() > 1 && is_acronym(self.word(chunk.start));
        let common = lexicon::common(&token.lower).is_some_and(|common| common.capitalised < 60);
        chunk.len() == 1 && !all_capitals && common && !after_the
    }
}
