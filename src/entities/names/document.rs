//! What the rest of the article says of a name: what is named once is named each time, and one spelling is of one class.

use std::collections::HashMap;
use std::ops::Range;

use super::{Class, Finder, Name, capitalised, without_points};
use crate::entities::gazetteer::LONGEST_NAME;
use crate::lexicon;
use crate::segment::TokenKind;

/// How often each class was met under a spelling.
type Votes = Vec<(Class, usize)>;

impl Finder<'_> {
    /// Gives each spelling one class, and adds the names that the encoder overlooked but found elsewhere.
    pub(super) fn mend(&self, names: &mut Vec<Name>) {
        self.mend_surnames(names);
        let known = self.known(names);
        for name in names.iter_mut() {
            if let Some(class) = known.get(self.words(name.tokens.clone())) {
                name.class = *class;
            }
        }
        let missed = self.missed(names, &known);
        names.extend(missed);
        names.sort_by_key(|name| name.tokens.start);
    }

    /// The class that each spelling has most often, and that of a person's surname.
    fn known(&self, names: &[Name]) -> HashMap<String, Class> {
        let mut votes: HashMap<String, Votes> = HashMap::new();
        let mut vote = |words: &str, class: Class| {
            let votes = votes.entry(words.to_string()).or_default();
            match votes.iter_mut().find(|(voted, _)| *voted == class) {
                Some((_, count)) => *count += 1,
                None => votes.push((class, 1)),
            }
        };
        for name in names {
            vote(self.words(name.tokens.clone()), name.class);
            if let Some(surname) = self.surname(name) {
                vote(surname, Class::Person);
            }
        }
        let first_of_most = |votes: Votes| {
            let most = votes.iter().map(|(_, count)| *count).max();
            votes.into_iter().find(|(_, count)| Some(*count) == most).map(|(class, _)| class)
        };
        votes.into_iter().filter_map(|(words, votes)| Some((words, first_of_most(votes)?))).collect()
    }

    fn surname(&self, name: &Name) -> Option<&str> {
        (name.class == Class::Person && name.tokens.len() > 1).then(|| self.word(name.tokens.end - 1))
    }

    /// "Paris" is a person in an article about one of that surname, unless it stands as a location.
    fn mend_surnames(&self, names: &mut [Name]) {
        let surnames: Vec<String> =
            names.iter().filter_map(|name| self.surname(name)).map(str::to_string).collect();
        for name in names.iter_mut().filter(|name| name.tokens.len() == 1 && name.class == Class::Place) {
            let words = self.words(name.tokens.clone());
            if surnames.iter().any(|surname| surname == words) && !self.is_locative(&name.tokens) {
                name.class = Class::Person;
            }
        }
    }

    /// Further occurrences of what is known, here or to the gazetteer, the longest first; in capitals, too.
    fn missed(&self, names: &[Name], known: &HashMap<String, Class>) -> Vec<Name> {
        let mut taken = vec![false; self.tokens.len()];
        names.iter().for_each(|name| taken[name.tokens.clone()].fill(true));
        let mut missed = Vec::new();
        for sentence in &self.segments.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let longest = (at + LONGEST_NAME).min(sentence.tokens.end);
                let free = |tokens: &Range<usize>| !taken[tokens.clone()].contains(&true);
                let ranges = (at + 1..=longest).rev().map(|end| at..end).filter(free);
                let found = ranges.filter(|_| self.can_name(at)).find_map(|tokens| {
                    let words = self.words(tokens.clone());
                    let met = known.get(words).or_else(|| known.get(&capitalised(words)));
                    let met = met.or_else(|| known.get(&without_points(words)?));
                    let met = met.filter(|_| !self.is_attributive(&tokens));
                    let class = met.copied().or_else(|| self.sure_class(&tokens))?;
                    Some(Name { tokens, class })
                });
                at = found.as_ref().map_or(at + 1, |name| name.tokens.end);
                missed.extend(found);
            }
        }
        missed
    }

    /// Whether a name can start at the token: it is spelt like one, and is no common word unless all in capitals ("IS").
    fn can_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = self.word(at);
        let is_word = lexicon::common(&token.lower).is_some_and(|common| common.capitalised < 60);
        let is_acronym =
            word.len() > 1 && word.chars().all(char::is_uppercase) || without_points(word).is_some();
        token.kind == TokenKind::Word && token.is_capitalised(self.text) && (!is_word || is_acronym)
    }
}
