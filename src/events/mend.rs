//! What the parser is known to get wrong in news, put right where the words leave no doubt.

use std::ops::Range;

use super::tree::{Tag, Tree};
use crate::segment::Token;

impl Tree {
    /// Puts the tree of `tokens` right.
    pub fn mend(&mut self, tokens: &[Token], tags: &[Tag]) {
        for at in 0..tokens.len() {
            self.mend_of(at, tokens, tags);
            self.mend_titled_object(at, tags);
            self.mend_gerund(at, tags);
            self.mend_title(at, tags);
            self.mend_joined_apposition(at, tags);
            self.mend_subject_after_conjunction(at, tokens, tags);
            self.mend_subject_told(at);
            self.mend_after_speech(at, tags);
            self.mend_before_speech(at, tags);
        }
    }

    /// "hundreds of troops": what "of" ties to a noun is no subject or object of it.
    fn mend_of(&mut self, at: usize, tokens: &[Token], tags: &[Tag]) {
        let ties = |child: &usize| *child < at && self.is(*child, &["case"]) && tokens[*child].lower == "of";
        let noun = self.head(at).filter(|head| *head < at && tags[*head].is_noun());
        if noun.is_some()
            && self.is(at, &["nsubj", "nsubj:pass", "obj"])
            && self.children(at).iter().any(ties)
        {
            self.hang(at, noun, "nmod");
        }
    }

    /// "detained opposition leader Nika Gvaramia": a titled name right after an active verb is its object.
    fn mend_titled_object(&mut self, at: usize, tags: &[Tag]) {
        let Some(verb) = self.head(at).filter(|verb| tags[*verb].is_verb()) else { return };
        let is_titled = self.children_by(at, &["nmod:desc"]).next().is_some()
            && self.children_by(at, &["case"]).next().is_none();
        let has_place = self.children_by(verb, &["obj", "aux:pass"]).next().is_none();
        if self.is(at, &["obl"]) && is_titled && has_place && self.start(at) == verb + 1 {
            self.hang(at, Some(verb), "obj");
        }
    }

    /// "accused of attacking bases": what an -ing form with a preposition stands before is its object, and does not own it.
    fn mend_gerund(&mut self, at: usize, tags: &[Tag]) {
        let Some(noun) = self.head(at).filter(|noun| *noun > at && tags[*noun].is_noun()) else { return };
        let has_mark = self.children_by(at, &["mark"]).any(|mark| tags[mark] == Tag::Adp && mark < at);
        if tags[at] == Tag::Gerund && self.is(at, &["acl"]) && has_mark {
            let above = self.head(noun);
            let is_verb = above.is_some_and(|above| tags[above].is_verb());
            self.hang(at, above, if is_verb { "advcl" } else { "acl" });
            self.hang(noun, Some(at), "obj");
        }
    }

    /// "sentenced journalist Nora Lind": the noun right before its object is its title.
    fn mend_title(&mut self, at: usize, tags: &[Tag]) {
        let name = at + 1;
        let is_second = name < tags.len()
            && tags[name] == Tag::Name
            && self.is(name, &["obj"])
            && self.head(name) == self.head(at);
        if is_second && tags[at] == Tag::Noun && self.is(at, &["obj"]) {
            self.hang(at, Some(name), "nmod:desc");
        }
    }

    /// "the minister, Abel Haile, and the rebel leader met": what is joined after the comma is joined to the minister.
    fn mend_joined_apposition(&mut self, at: usize, tags: &[Tag]) {
        let Some(name) = self.head(at).filter(|name| *name < at && self.is(*name, &["appos"])) else {
            return;
        };
        let Some(cc) = self.children_by(at, &["cc"]).next() else { return };
        let is_closed = cc > name && tags[cc - 1] == Tag::Comma;
        if self.is(at, &["conj"]) && is_closed {
            self.hang(at, self.head(name), "conj");
        }
    }

    /// "after its owner refused": a noun that "after" ties to a verb without a subject, right before it, is its subject.
    fn mend_subject_after_conjunction(&mut self, at: usize, tokens: &[Token], tags: &[Tag]) {
        let Some(verb) = self.head(at).filter(|verb| at < *verb && self.is(*verb, &["advcl"])) else {
            return;
        };
        let is_finite = matches!(tags[verb], Tag::Past | Tag::Third);
        let opens =
            |case: &usize| matches!(&*tokens[*case].lower, "after" | "before" | "since" | "until" | "as");
        let conjunction = self.children_by(at, &["case"]).find(opens);
        let has_subject = self.children_by(verb, &["nsubj", "nsubj:pass", "mark"]).next().is_some();
        if let Some(conjunction) = conjunction
            && self.is(at, &["obl"])
            && is_finite
            && !has_subject
        {
            self.hang(at, Some(verb), "nsubj");
            self.hang(conjunction, Some(verb), "mark");
        }
    }

    /// "a court sentenced him, the group said": of two subjects of the verb of speech the first is that of what it tells.
    fn mend_subject_told(&mut self, speech: usize) {
        let told = self.children_by(speech, &["ccomp"]).find(|told| *told < speech);
        let Some(told) = told else { return };
        let subjects: Vec<usize> = self.children_by(speech, &["nsubj", "nsubj:pass"]).collect();
        let [first, second, ..] = subjects[..] else { return };
        let is_free = self.children_by(told, &["nsubj", "nsubj:pass", "expl"]).next().is_none();
        if first < told && told < second && is_free {
            let is_passive = self.children_by(told, &["aux:pass"]).next().is_some();
            self.hang(first, Some(told), if is_passive { "nsubj:pass" } else { "nsubj" });
        }
    }

    /// "the border may open, he said after meeting her": what follows the verb of speech at once goes with it.
    fn mend_after_speech(&mut self, at: usize, tags: &[Tag]) {
        const DEEP: usize = 4;
        let told = self.up(at).skip(1).take(DEEP).find(|above| self.is(*above, &["ccomp"]));
        let Some(told) = told else { return };
        let Some(speech) = self.head(told).filter(|speech| told < *speech && *speech < at) else { return };
        let follows = tags[speech + 1..self.start(at).max(speech + 1)]
            .iter()
            .all(|tag| !matches!(tag, Tag::Comma | Tag::Mark | Tag::Quote));
        if follows && self.is(at, &["advcl", "obl"]) {
            self.hang(at, Some(speech), self.relation(at));
        }
    }

    /// "drones hit a depot early on Sunday, the governor said": what stands before the comma goes with what is told.
    fn mend_before_speech(&mut self, at: usize, tags: &[Tag]) {
        let Some(speech) = self.head(at).filter(|speech| at < *speech) else { return };
        let told = self.children_by(speech, &["ccomp"]).find(|told| *told < at);
        let speaker = self.children_by(speech, &["nsubj"]).find(|speaker| *speaker > at);
        let (Some(told), Some(speaker)) = (told, speaker) else { return };
        let has_comma = |range: Range<usize>| tags[range].contains(&Tag::Comma);
        let start = self.start(at).max(told);
        if self.is(at, &["obl", "advmod", "advcl"]) && has_comma(at..speaker) && !has_comma(told..start) {
            self.hang(at, Some(told), self.relation(at));
        }
    }

    /// The first token that hangs on `token`, or on what does.
    fn start(&self, token: usize) -> usize {
        let mut start = token;
        while let Some(first) = self.children(start).first().filter(|first| **first < start) {
            start = *first;
        }
        start
    }
}
