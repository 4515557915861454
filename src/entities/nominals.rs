//! Unnamed actors: noun phrases whose head is a word for people or bodies ("two Turkish sources", "union's
//! leader"). All of them are candidates; the last step of the reading keeps those that speak or take part.

use std::ops::Range;

use super::gazetteer::{RoleNoun, gazetteer};
use super::names::Name;
use crate::encoder::Encoding;
use crate::lexicon;
use crate::segment::{Segments, Token, TokenKind};

/// An unnamed actor's noun phrase, from its first modifier to its head.
#[derive(Clone, Debug)]
pub struct Nominal {
    pub tokens: Range<usize>,
    /// The head noun, one to three words.
    pub head: Range<usize>,
    pub role: RoleNoun,
    /// The country whose adjective or possessive it bears.
    pub country: Option<usize>,
    /// Whether it is the country itself that acts: "Turkish jets".
    pub is_country: bool,
    /// Whether it names a state body in lower case: "Syrian air force".
    pub is_named: bool,
}

impl Nominal {
    /// "the government", "parliament": one body of a state, whose ever it is; no "governments", and "police" may be any
    /// officers. `last` is the last word of the head.
    pub fn is_state_body(&self, last: &str) -> bool {
        STATE_BODIES.contains(&self.role.noun) && self.role.noun.ends_with(last) && last != "police"
    }
}

/// Heads that stand for the state itself when only a nationality modifies them.
const HARDWARE: [&str; 13] = [
    "jet",
    "warplane",
    "aircraft",
    "helicopter",
    "force",
    "drone",
    "warship",
    "submarine",
    "tank",
    "fighter jet",
    "missile",
    "bomber",
    "artillery",
];

/// Bodies of which a state has one: named even in lower case, once it is told whose.
const STATE_BODIES: [&str; 22] = [
    "government",
    "police",
    "army",
    "military",
    "navy",
    "air force",
    "parliament",
    "cabinet",
    "senate",
    "congress",
    "supreme court",
    "high court",
    "coast guard",
    "embassy",
    "junta",
    "legislature",
    "judiciary",
    "administration",
    "regime",
    "royal family",
    "national guard",
    "coastguard",
];

/// Heads that only count the people behind "of": "a group of teenagers".
const QUANTITIES: [&str; 9] =
    ["group", "groups", "crowd", "crowds", "couple", "majority", "minority", "party", "band"];

/// Words after the "of" of an office: "Chief of General Staff".
const LONGEST_OFFICE: usize = 3;

/// The longest noun phrase before its head, in tokens.
const LONGEST: usize = 6;

/// Finds the candidates, in order. `names` are the article's names, in order.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding, names: &[Name]) -> Vec<Nominal> {
    let mut in_name = vec![None; segments.tokens.len()];
    for (index, name) in names.iter().enumerate() {
        in_name[name.tokens.clone()].fill(Some(index));
    }
    let finder = Finder { text, tokens: &segments.tokens, encoding, in_name };
    segments.sentences.iter().flat_map(|sentence| finder.in_sentence(sentence.tokens.clone())).collect()
}

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
    encoding: &'t Encoding,
    /// For each token the name that holds it.
    in_name: Vec<Option<usize>>,
}

impl Finder<'_> {
    fn in_sentence(&self, sentence: Range<usize>) -> Vec<Nominal> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            match self.head_at(at, sentence.end) {
                Some((head, role)) => {
                    at = head.end;
                    found.extend(self.phrase(head, role, sentence.clone()));
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest role noun that starts at `at`.
    fn head_at(&self, at: usize, limit: usize) -> Option<(Range<usize>, RoleNoun)> {
        (1..=3).rev().filter(|length| at + length <= limit).find_map(|length| {
            let range = at..at + length;
            if range.clone().any(|i| self.in_name[i].is_some() || self.tokens[i].kind != TokenKind::Word) {
                return None;
            }
            let words: Vec<&str> =
                self.tokens[range.clone()].iter().map(|token| token.lower.as_str()).collect();
            gazetteer().role(&words.join(" ")).map(|role| (range, role))
        })
    }

    fn phrase(&self, head: Range<usize>, role: RoleNoun, sentence: Range<usize>) -> Option<Nominal> {
        if !self.is_noun_here(&head, &sentence) || self.is_title(&head, &sentence) {
            return None;
        }
        let mut start = head.start;
        while start > sentence.start
            && head.start - start < LONGEST
            && self.modifies(start - 1, sentence.start)
        {
            start -= 1;
        }
        // A possessive without its owner begins no phrase, nor does the title of the name behind it.
        while start < head.start
            && (self.tokens[start].kind == TokenKind::Possessive || self.is_titled(start))
        {
            start += 1;
        }
        let modifiers = start..head.start;
        let country = modifiers.clone().rev().find_map(|at| self.country_of(at));
        let only_nationality =
            !modifiers.is_empty() && modifiers.clone().all(|at| self.adjective_ends_at(at).is_some());
        let is_country = only_nationality && HARDWARE.contains(&role.noun);
        let is_named =
            STATE_BODIES.contains(&role.noun) && country.is_some() || self.is_ministry(&modifiers, role);
        Some(Nominal { tokens: start..head.end, head, role, country, is_country, is_named })
    }

    /// "President" in "President Moreau's government".
    fn is_titled(&self, at: usize) -> bool {
        lexicon::titles().contains(&*self.tokens[at].lower)
            && self.in_name[at].is_none()
            && self.in_name[at + 1].is_some()
    }

    /// "health ministry", "interior ministry": named whoever owns it.
    fn is_ministry(&self, modifiers: &Range<usize>, role: RoleNoun) -> bool {
        matches!(role.noun, "ministry") && !modifiers.is_empty()
    }

    /// Whether the role noun is a noun here, and the head of its phrase.
    fn is_noun_here(&self, head: &Range<usize>, sentence: &Range<usize>) -> bool {
        let last = &self.tokens[head.end - 1];
        let noun_share = |token: &Token| {
            lexicon::common(&token.lower).map_or(100, |c| c.share("NOUN").max(c.share("PROPN")))
        };
        let verb_share = |token: &Token| lexicon::common(&token.lower).map_or(0, |c| c.share("VERB"));
        if head.len() == 1 && noun_share(last) < 30 {
            return false;
        }
        let before = (head.start > sentence.start).then(|| &self.tokens[head.start - 1]);
        let infinitive = before.is_some_and(|token| {
            matches!(
                &*token.lower,
                "to" | "will" | "would" | "can" | "could" | "may" | "must" | "should" | "who" | "they" | "we"
            )
        });
        if infinitive && verb_share(last) > 10 {
            return false;
        }
        if before.is_some_and(|token| matches!(&*token.lower, "-" | "–")) {
            return false;
        }
        // "police station", "rebel positions": only a modifier of what follows.
        let Some(next) = self.tokens.get(head.end).filter(|_| head.end < sentence.end) else { return true };
        // "a group of teenagers", but "accused the group of killing them"
        let is_deed = self.tokens.get(head.end + 1).is_some_and(|token| token.lower.ends_with("ing"));
        if next.lower == "of" && QUANTITIES.contains(&&*last.lower) && !is_deed {
            return false;
        }
        let compound = next.kind == TokenKind::Word
            && !next.is_capitalised(self.text)
            && !lexicon::starters().contains(&*next.lower)
            && !lexicon::is(&next.lower, "timeunit")
            && verb_share(next) < 30
            && (lexicon::common(&next.lower).is_some() && noun_share(next) >= 60
                || gazetteer().role(&next.lower).is_some());
        let hyphened = next.is_mark("-");
        !compound && !hyphened
    }

    /// "spokesman Wasdi bin Umri": the noun is the title of the name behind it.
    fn is_title(&self, head: &Range<usize>, sentence: &Range<usize>) -> bool {
        let singular = gazetteer()
            .role(&self.tokens[head.end - 1].lower)
            .is_some_and(|role| role.noun.ends_with(&*self.tokens[head.end - 1].lower));
        let office = head.end..self.end_of_office(head.end, sentence.end);
        let has_name = office.end < sentence.end && self.in_name[office.end].is_some();
        // "Secretary of State Ana Ruiz", but not "president of Chile"
        let is_office = office.is_empty() || self.tokens[head.start].is_capitalised(self.text);
        has_name && singular && is_office
    }

    /// One past the "of State" that starts at `at`; `at` where none does.
    fn end_of_office(&self, at: usize, limit: usize) -> usize {
        if at >= limit || self.tokens[at].lower != "of" {
            return at;
        }
        let is_part = |at: &usize| self.in_name[*at].is_none() && self.tokens[*at].is_capitalised(self.text);
        let parts = (at + 1..limit.min(at + 1 + LONGEST_OFFICE)).take_while(is_part).count();
        if parts == 0 { at } else { at + 1 + parts }
    }

    /// Whether the token at `at` is a modifier of the noun phrase to its right.
    fn modifies(&self, at: usize, sentence_start: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind == TokenKind::Possessive {
            return at > sentence_start && !self.is_pronoun(at - 1);
        }
        // Before pronouns are told: "US" is none.
        if self.in_name[at].is_some() || self.adjective_ends_at(at).is_some() {
            return true;
        }
        if self.governs(at) {
            return false;
        }
        if token.kind != TokenKind::Word || self.is_pronoun(at) || lexicon::is(&token.lower, "number") {
            return false;
        }
        let closed = [
            "determiner",
            "preposition",
            "conjunction",
            "auxiliary",
            "adverb",
            "month",
            "weekday",
            "timeunit",
        ];
        if closed.iter().any(|class| lexicon::is(&token.lower, class)) {
            return false;
        }
        let next_is_possessive = self.tokens[at + 1].kind == TokenKind::Possessive;
        match lexicon::common(&token.lower) {
            Some(common) if token.lower.ends_with('s') && common.share("VERB") >= 30 => false,
            Some(common) if common.share("VERB") > 60 && !token.lower.ends_with("ed") => false,
            Some(common) if token.lower.ends_with("ed") || token.lower.ends_with("ing") => {
                common.share("ADJ") + common.share("NOUN") >= 40 || self.follows_determiner(at)
            }
            Some(common) => common.share("ADJ").max(common.share("NOUN")) >= 40,
            None if lexicon::is_verb_form(&token.lower) => false,
            None => next_is_possessive || !token.lower.ends_with("ed") || self.follows_determiner(at),
        }
    }

    /// "after meeting Dutch officials": an -ing form that hangs on something before it is a verb, no modifier.
    fn governs(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = self.encoding.word_at(token.span.start);
        let is_back = |word: usize| self.encoding.nodes[word].head.is_none_or(|head| head < word);
        token.lower.ends_with("ing") && word.is_some_and(is_back)
    }

    /// Whether a determiner, number or preposition stands before: what follows is then no verb.
    fn follows_determiner(&self, at: usize) -> bool {
        at > 0
            && (self.tokens[at - 1].kind == TokenKind::Number
                || ["determiner", "number", "preposition"]
                    .iter()
                    .any(|class| lexicon::is(&self.tokens[at - 1].lower, class)))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        lexicon::is(&self.tokens[at].lower, "pronoun") || lexicon::is(&self.tokens[at].lower, "determiner")
    }

    /// The country whose adjective ends at `at`: "Russian", "Saudi", "South Korean", "US".
    fn adjective_ends_at(&self, at: usize) -> Option<usize> {
        let words = |from: usize| &self.text[self.tokens[from].span.start..self.tokens[at].span.end];
        let meaning = (at > 0 && self.tokens[at - 1].is_capitalised(self.text))
            .then(|| gazetteer().meaning(words(at - 1)))
            .flatten()
            .or_else(|| gazetteer().meaning(words(at)));
        let second = || {
            self.tokens
                .get(at + 1)
                .and_then(|next| gazetteer().meaning(&self.text[self.tokens[at].span.start..next.span.end]))
        };
        meaning
            .and_then(|meaning| meaning.adjective_of.or(meaning.country))
            .or_else(|| second().and_then(|meaning| meaning.adjective_of))
    }

    fn country_of(&self, at: usize) -> Option<usize> {
        self.adjective_ends_at(at)
    }
}
