//! What the rest of the article says of a name: surnames met in full, halves of countries, words of headlines.

use std::collections::HashMap;
use std::ops::Range;

use super::{Class, Finder, Name, capitalised, is_acronym};
use crate::entities::gazetteer::{LONGEST_NAME, NameWord, gazetteer};
use crate::entities::layers;
use crate::lexicon;
use crate::segment::TokenKind;

/// The longest subheading, in tokens.
const LONGEST_HEADLINE: usize = 20;

impl Finder<'_> {
    /// Whether the sentence capitalises what others do not: a headline in title case or in capitals.
    pub(super) fn is_loud(&self, sentence: usize) -> bool {
        let sentence = &self.segments.sentences[sentence];
        let headline = self.segments.paragraphs[sentence.paragraph].is_title
            || sentence.tokens.len() <= LONGEST_HEADLINE
                && !self.tokens[sentence.tokens.end - 1].is_mark(".");
        let words = sentence.tokens.clone().skip(1).map(|at| &self.tokens[at]);
        let common: Vec<bool> = words
            .filter(|token| token.kind == TokenKind::Word && token.lower.len() > 3)
            .filter(|token| lexicon::common(&token.lower).is_some_and(|common| common.capitalised < 30))
            .map(|token| token.is_capitalised(self.text))
            .collect();
        let loud = common.iter().filter(|capitalised| **capitalised).count();
        headline && common.len() > 1 && loud * 10 >= common.len() * 6
    }

    /// What the names found so far say of single words: surnames, first names, and names seen whole.
    pub(super) fn known(&self, names: &[Name]) -> HashMap<String, Class> {
        let mut known = HashMap::new();
        for name in names {
            let words = self.words(name.tokens.clone());
            known.entry(words.to_string()).or_insert(name.class);
            if name.class == Class::Person && name.tokens.len() > 1 {
                for at in name.tokens.clone().filter(|at| self.tokens[*at].is_capitalised(self.text)) {
                    known.insert(self.word(at).to_string(), Class::Person);
                }
            }
            if name.class == Class::Organisation && name.tokens.len() > 1 {
                for at in name.tokens.clone().filter(|at| self.is_body_word(*at)) {
                    known.insert(format!("the {}", self.word(at)), Class::Organisation);
                }
            }
        }
        known
    }

    fn is_body_word(&self, at: usize) -> bool {
        matches!(gazetteer().name_word(self.word(at)), Some((NameWord::Organisation, _)))
    }

    /// "Paris" is a person in an article about one of that surname, unless it stands as a location.
    pub(super) fn mend_surnames(&self, names: &mut [Name], known: &HashMap<String, Class>) {
        let bears = |words: &str| known.get(words) == Some(&Class::Person);
        for name in names.iter_mut().filter(|name| name.tokens.len() == 1 && name.class == Class::Place) {
            if bears(self.words(name.tokens.clone()))
                && !layers::locative_before(self.segments, name.tokens.start)
            {
                name.class = Class::Person;
            }
        }
    }

    /// What the chunks name that their sentences leave open. One spelling has one class: a person or a place where any
    /// occurrence says so.
    pub(super) fn classify_unsure(
        &self,
        chunks: Vec<Range<usize>>,
        known: &HashMap<String, Class>,
    ) -> Vec<Name> {
        let mut names: Vec<Name> =
            chunks.into_iter().filter_map(|chunk| self.classify_by_document(chunk, known)).collect();
        let mut told: HashMap<String, Class> = HashMap::new();
        for name in names.iter().filter(|name| name.class != Class::Organisation) {
            told.entry(self.words(name.tokens.clone()).to_string()).or_insert(name.class);
        }
        for name in names.iter_mut().filter(|name| name.class == Class::Organisation) {
            name.class = told.get(self.words(name.tokens.clone())).copied().unwrap_or(name.class);
        }
        names
    }

    /// Whether the words before say that the name is a ship's.
    fn is_vessel(&self, start: usize) -> bool {
        let before = (start.saturating_sub(2)..start).rev().map(|at| &self.tokens[at]);
        before
            .take_while(|token| token.kind == TokenKind::Word || token.is_mark(","))
            .any(|token| lexicon::is(&token.lower, "vessel"))
    }

    /// What a chunk names that its sentence leaves open.
    fn classify_by_document(&self, chunk: Range<usize>, known: &HashMap<String, Class>) -> Option<Name> {
        let words = self.words(chunk.clone());
        let name = |class| Some(Name { tokens: chunk.clone(), class });
        let token = &self.tokens[chunk.start];
        // "the Church" after "the Church of England".
        let after_the = chunk.start > 0 && self.tokens[chunk.start - 1].lower == "the";
        let short = || known.get(&format!("the {words}")).filter(|_| after_the);
        if let Some(class) = known.get(words).or_else(|| half_country(words, known)).or_else(short) {
            return name(*class);
        }
        if chunk.len() > 1 {
            return None;
        }
        let meaning = gazetteer().meaning(words);
        let is_word = lexicon::common(&token.lower).is_some() || gazetteer().role(&token.lower).is_some();
        let is_class =
            gazetteer().name_word(words).is_some() || meaning.is_some_and(|m| m.adjective_of.is_some());
        let opens = chunk.start == self.segments.sentences[token.sentence].tokens.start
            || self.tokens[chunk.start - 1].kind == TokenKind::OpenQuote;
        if is_word || is_class || words.chars().count() < 3 || lexicon::starters().contains(&*token.lower) {
            return None;
        }
        let next = self.tokens.get(chunk.end);
        let speaks = next.is_some_and(|next| matches!(&*next.lower, "said" | "says" | "told" | "added"));
        let acts = next.is_some_and(|next| {
            next.is_mark(",")
                || next.kind == TokenKind::Possessive
                || lexicon::common(&next.lower)
                    .is_some_and(|common| common.share("VERB") + common.share("AUX") >= 60)
        });
        let hashtag = chunk.start > 0 && matches!(&*self.tokens[chunk.start - 1].lower, "#" | "@");
        if hashtag {
            return None;
        }
        if layers::locative_before(self.segments, chunk.start)
            || self.is_vessel(chunk.start)
            || layers::in_list(self.text, self.segments, &chunk)
        {
            return name(Class::Place);
        }
        if speaks || gazetteer().is_given_name(words) {
            return name(Class::Person);
        }
        let inflected = is_inflected(&token.lower);
        (!opens || acts && !inflected).then_some(Name { tokens: chunk, class: Class::Organisation })
    }

    /// The names of a headline in title case or capitals: only those that the body or the gazetteer knows.
    pub(super) fn in_loud_sentence(&self, sentence: usize, known: &HashMap<String, Class>) -> Vec<Name> {
        let range = self.segments.sentences[sentence].tokens.clone();
        let mut names = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let longest = (at + LONGEST_NAME).min(range.end);
            let found = (at + 1..=longest).rev().find_map(|end| {
                let class = self.loud_class(at..end, known)?;
                Some(Name { tokens: at..end, class })
            });
            at = found.as_ref().map_or(at + 1, |name| name.tokens.end);
            names.extend(found);
        }
        names
    }

    fn loud_class(&self, range: Range<usize>, known: &HashMap<String, Class>) -> Option<Class> {
        let words = self.words(range.clone());
        if !self.can_start(range.start) {
            return None;
        }
        if let Some(class) = known.get(words) {
            return Some(*class);
        }
        let lettered = range.len() == 1 && words.chars().count() <= 4;
        let spelt = if is_acronym(words) && !lettered { capitalised(words) } else { words.to_string() };
        if let Some(class) = known.get(&spelt) {
            return Some(*class);
        }
        let meaning = gazetteer().meaning(&spelt)?;
        let common = range.len() == 1 && lexicon::common(&self.tokens[range.start].lower).is_some();
        if let Some(country) = meaning.country {
            return Some(Class::Country(country));
        }
        if meaning.body.is_some() && !common {
            return Some(Class::Organisation);
        }
        let sure = meaning.capital_of.is_some() || !meaning.regions.is_empty() || self.is_large(meaning);
        (sure && !common).then_some(Class::Place)
    }
}

/// "the North" in an article about North Korea.
fn half_country<'k>(word: &str, known: &'k HashMap<String, Class>) -> Option<&'k Class> {
    if !matches!(word, "North" | "South" | "East" | "West") {
        return None;
    }
    let halves = known.iter().filter(|(name, class)| {
        matches!(class, Class::Country(_))
            && name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
    });
    halves.min_by_key(|(name, _)| name.as_str()).map(|(_, class)| class)
}

/// Whether the word is a form of a word of running text: "Officials", "Fighting".
fn is_inflected(lower: &str) -> bool {
    let stems = ["s", "es", "ed", "d", "ing", "ly", "er", "ers"]
        .iter()
        .filter_map(|ending| lower.strip_suffix(ending));
    stems
        .into_iter()
        .any(|stem| lexicon::common(stem).is_some() || lexicon::common(&format!("{stem}e")).is_some())
}
