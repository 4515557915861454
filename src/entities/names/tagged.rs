//! What the encoder's names are: countries, peoples and adjectives among them, and their borders as the reading has them.

use std::ops::Range;

use super::{Class, Finder, Name, capitalised};
use crate::encoder;
use crate::entities::gazetteer::{Meaning, NameWord, gazetteer};
use crate::entities::layers;
use crate::lexicon;
use crate::reading::NameType;
use crate::segment::TokenKind;
use crate::text::Span;

/// Inhabitants, in thousands, of a city that everybody knows.
const LARGE: u32 = 150;

impl Finder<'_> {
    /// The names of a tagged span; none for adjectives, products and works.
    pub(super) fn of_tagged(&self, span: Span, name: &encoder::Name) -> Vec<Name> {
        let of_part = |tokens: Range<usize>| {
            let tokens = self.widened(self.trimmed(tokens)?);
            let class = self.class(&tokens, name)?;
            Some(Name { tokens, class })
        };
        self.parts(self.tokens_over(span)).into_iter().filter_map(of_part).collect()
    }

    /// "Ministry of Health and the Norwegian Refugee Council" are two.
    fn parts(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let is_border = |at: &usize| self.tokens[*at].lower == "and" && self.tokens[*at + 1].lower == "the";
        match (tokens.start + 1..tokens.end.saturating_sub(2)).find(is_border) {
            Some(border) => vec![tokens.start..border, border + 2..tokens.end],
            None => vec![tokens],
        }
    }

    /// The tokens that share a character with `span`.
    fn tokens_over(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end
    }

    /// Without determiners and titles before, and marks and a possessive ending after.
    fn trimmed(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = tokens;
        let is_known = |range: Range<usize>| self.meaning(range).is_some();
        while start < end && !is_known(start..end) && self.is_before_name(start) {
            start += 1;
        }
        while start < end && !self.tokens[end - 1].is_word() && !self.word(end - 1).ends_with('.') {
            end -= 1;
        }
        (start < end).then_some(start..end)
    }

    /// With the words before that make a known place of it: "LOUIS" in "PORT LOUIS, Mauritius —".
    fn widened(&self, tokens: Range<usize>) -> Range<usize> {
        let mut starts = tokens.start.saturating_sub(2)..tokens.start;
        let is_place = |start: &usize| {
            let words = self.words(*start..tokens.end);
            let meaning = gazetteer().meaning(words).or_else(|| gazetteer().meaning(&capitalised(words)));
            self.tokens[*start].is_capitalised(self.text)
                && meaning.is_some_and(|meaning| meaning.city.is_some() || meaning.capital_of.is_some())
        };
        let start = starts.find(is_place).unwrap_or(tokens.start);
        start..tokens.end
    }

    fn is_before_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        lexicon::is(&token.lower, "determiner")
            || lexicon::titles().contains(&*token.lower)
            || !token.is_word()
    }

    /// What a tagged name names.
    fn class(&self, tokens: &Range<usize>, name: &encoder::Name) -> Option<Class> {
        let kind = name.kind;
        let words = self.words(tokens.clone());
        let meaning = gazetteer().meaning(words).or_else(|| gazetteer().meaning(&capitalised(words)));
        // "Jordan" and "Israel" are first names, too, and "Holland" is a surname: those stay persons.
        if let Some(country) = meaning.and_then(|meaning| meaning.country).filter(|_| kind != NameType::Per) {
            return (!self.is_attributive(tokens)).then_some(Class::Country(country));
        }
        if let Some(class) = meaning
            .filter(|meaning| kind != NameType::Per || meaning.adjective_of.is_none())
            .and_then(|meaning| self.people(tokens, meaning))
        {
            return class;
        }
        let is_body = meaning.is_some_and(|meaning| meaning.body.is_some());
        if kind != NameType::Per && !is_body && self.is_neither(tokens) {
            return None;
        }
        if self.is_compound_adjective(tokens) || lexicon::is(&words.to_lowercase(), "compass") {
            return None;
        }
        if self.is_vessel(tokens.start) {
            return Some(Class::Place);
        }
        match kind {
            NameType::Per if is_body && !self.could_be_person(tokens) => Some(Class::Organisation),
            NameType::Per if self.is_people_word(tokens) && !self.could_be_person(tokens) => {
                Some(Class::People)
            }
            NameType::Per if self.is_governed_city(tokens) || self.is_capital(tokens) => Some(Class::Place),
            NameType::Per => Some(Class::Person),
            NameType::Org if !is_body && self.is_building(tokens) => Some(Class::Place),
            NameType::Org => (is_body || !name.is_doubtful_body()).then_some(Class::Organisation),
            _ if is_body => Some(Class::Organisation),
            NameType::Loc => Some(Class::Place),
            NameType::Misc => self.is_people_word(tokens).then_some(Class::People),
        }
    }

    /// "Russians" act, "Russian" in "Russian jets" is no name; `None` for what is neither.
    fn people(&self, tokens: &Range<usize>, meaning: &Meaning) -> Option<Option<Class>> {
        let is_people = meaning.adjective_of.is_none() || !self.modifies_next(tokens);
        if let Some(country) = meaning.people_of.filter(|_| is_people) {
            return Some(Some(Class::Country(country)));
        }
        meaning.adjective_of.is_some().then_some(None)
    }

    /// "Islam", "HIV", "Ramadan": nobody and nowhere.
    fn is_neither(&self, tokens: &Range<usize>) -> bool {
        let word = gazetteer().name_word(self.words(tokens.clone()));
        matches!(word, Some((NameWord::Neither, _)))
    }

    /// Whether a person may be called like the body or people that the tables know by this name: "Ford", "Maya".
    fn could_be_person(&self, tokens: &Range<usize>) -> bool {
        if tokens.start.checked_sub(1).is_some_and(|before| self.tokens[before].lower == "the") {
            return false;
        }
        let is_given = gazetteer().is_given_name(self.word(tokens.start));
        let is_plain = |word: &str| word.chars().skip(1).all(|letter| letter.is_lowercase());
        is_given
            || tokens.len() == 1
                && self.meaning(tokens.clone()).is_some()
                && is_plain(self.word(tokens.start))
    }

    /// "Kigali", but not "Victoria": a state's capital that is no first name.
    fn is_capital(&self, tokens: &Range<usize>) -> bool {
        self.meaning(tokens.clone()).is_some_and(|meaning| meaning.capital_of.is_some())
            && !gazetteer().is_given_name(self.word(tokens.start))
    }

    /// "the mayor of Toledo", "the port of Odessa": a city that is no first name.
    fn is_governed_city(&self, tokens: &Range<usize>) -> bool {
        const OF_CITIES: [&str; 9] =
            ["mayor", "city", "town", "port", "bishop", "archbishop", "suburb", "outskirts", "airport"];
        let Some(head) = tokens.start.checked_sub(2) else { return false };
        let meaning = self.meaning(tokens.clone());
        self.tokens[head + 1].lower == "of"
            && OF_CITIES.contains(&&*self.tokens[head].lower)
            && meaning.is_some_and(|meaning| meaning.city.is_some())
            && !gazetteer().is_given_name(self.word(tokens.start))
    }

    /// "at the Grand Hotel": a body's name that ends in a word for a building is where it happens.
    fn is_building(&self, tokens: &Range<usize>) -> bool {
        let last = gazetteer().name_word(self.word(tokens.end - 1));
        tokens.len() > 1 && matches!(last, Some((NameWord::Place, _))) && self.is_locative(tokens)
    }

    /// Whether the words before say that the name is a ship's.
    fn is_vessel(&self, start: usize) -> bool {
        let before = (start.saturating_sub(2)..start).rev().map(|at| &self.tokens[at]);
        before
            .take_while(|token| token.kind == TokenKind::Word || token.is_mark(","))
            .any(|token| lexicon::is(&token.lower, "vessel"))
    }

    /// "Kurds", "Muslims"; not the adjectives.
    fn is_people_word(&self, tokens: &Range<usize>) -> bool {
        let word = gazetteer().name_word(self.word(tokens.end - 1));
        matches!(word, Some((NameWord::People, _))) && !self.modifies_next(tokens)
    }

    /// "London-based", "Ebola-like".
    fn is_compound_adjective(&self, tokens: &Range<usize>) -> bool {
        let last = self.word(tokens.start).rsplit_once('-').map(|(_, last)| last);
        tokens.len() == 1 && last.is_some_and(|last| lexicon::common(last).is_some())
    }

    /// Whether a noun or adjective follows that the name can be an adjective to.
    fn modifies_next(&self, tokens: &Range<usize>) -> bool {
        self.tokens.get(tokens.end).is_some_and(|next| {
            let is_noun = lexicon::common(&next.lower).is_none_or(|common| {
                common.share("NOUN") + common.share("ADJ") + common.share("PROPN") >= 50
            });
            let starts = lexicon::starters().contains(&*next.lower);
            next.is_mark("$") || next.kind == TokenKind::Word && is_noun && !starts
        })
    }

    /// "US" in "a US official": an adjective.
    pub(super) fn is_attributive(&self, tokens: &Range<usize>) -> bool {
        const ADJECTIVES: [&str; 6] = ["US", "U.S.", "UK", "U.K.", "USA", "UAE"];
        ADJECTIVES.contains(&self.words(tokens.clone())) && self.modifies_next(tokens)
    }

    /// What the gazetteer is sure of: countries, bodies that are known by this name, and capitals, regions and large cities
    /// that stand as a location.
    pub(super) fn sure_class(&self, tokens: &Range<usize>) -> Option<Class> {
        let meaning = self.meaning(tokens.clone())?;
        match (meaning.country, meaning.body) {
            (Some(country), _) => (!self.is_attributive(tokens)).then_some(Class::Country(country)),
            (None, Some(_)) => Some(Class::Organisation),
            (None, None) => {
                let is_known = meaning.capital_of.is_some() || meaning.is_region || is_large(meaning);
                (is_known && self.is_locative(tokens)).then_some(Class::Place)
            }
        }
    }

    /// Whether a place of this name stands as a location.
    pub(super) fn is_locative(&self, tokens: &Range<usize>) -> bool {
        layers::locative_before(self.segments, tokens.start)
    }
}

fn is_large(meaning: &Meaning) -> bool {
    meaning.city.is_some_and(|thousands| thousands >= LARGE)
}
