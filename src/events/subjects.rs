//! Whose doing a verb is, and to whom: subjects, objects and prepositional phrases by the sentence's tree.

use super::clauses::Item;
use super::lexicon::{is, lemma};
use super::scene::Scene;
use super::tree::Tag;

/// How deep one verb's subject may depend on another's, and a phrase on another.
const DEPTH: usize = 6;

/// How many nouns one list may join.
const MOST_JOINED: usize = 12;

const SUBJECT: [&str; 3] = ["nsubj", "nsubj:pass", "nsubj:outer"];
const OBJECT: [&str; 2] = ["obj", "iobj"];

/// A prepositional phrase.
#[derive(Clone, Copy, Debug)]
pub struct Oblique {
    /// The preposition's token.
    pub prep: usize,
    /// The phrase.
    pub phrase: usize,
}

impl Scene<'_> {
    /// The word that a verb group's subject and objects hang on: its verb, or what its copula says something to be.
    pub fn predicate(&self, group: usize) -> usize {
        let main = self.clauses.groups[group].main;
        let hangs = self.tree.is(main, &["cop", "aux", "aux:pass"]);
        self.tree.head(main).filter(|_| hangs).unwrap_or(main)
    }

    /// The phrases that are the subject of a verb group.
    pub fn subject(&self, group: usize) -> Vec<usize> {
        self.phrases(&self.subject_of(self.predicate(group), DEPTH))
    }

    /// The words that are the subject of the verb `verb`.
    fn subject_of(&self, verb: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        let before = self.tree.children_by(verb, &SUBJECT).filter(|subject| *subject < verb).last();
        match before.or_else(|| self.tree.children_by(verb, &SUBJECT).next()) {
            Some(own) if self.tags[own] == Tag::Rel => return self.antecedent(verb),
            Some(own) => return self.with_conjuncts(own),
            None => {}
        }
        let Some(head) = self.tree.head(verb) else { return Vec::new() };
        match self.tree.relation(verb) {
            // "plans to attack": who plans; "rebels trained by …", "rebels fighting …": the rebels; "put out a report
            // accusing …": who put it out.
            "acl" if self.has_to(verb) => self.planner(head, depth),
            "acl" if self.is_said_by(verb) => self.planner(head, depth),
            "acl" | "acl:relcl" => self.with_conjuncts(head),
            "xcomp" => match self.objects_of(head).first() {
                Some(_) => self.objects_of(head),
                None => self.subject_of(head, depth - 1),
            },
            "advcl" if self.is_outcome_of_passive(verb, head) => self
                .tree
                .children_by(head, &["obl:agent", "obl"])
                .filter(|child| self.preposition(*child) == "by")
                .collect(),
            "advcl" => {
                let by_object = self.tree.children_by(verb, &["mark"]).any(|mark| self.tags[mark] != Tag::To)
                    && is(lemma(self.word(head)), "verb control-object");
                let objects = if by_object { self.objects_of(head) } else { Vec::new() };
                if objects.is_empty() { self.subject_of(head, depth - 1) } else { objects }
            }
            "conj" | "ccomp" => self.subject_of(head, depth - 1),
            _ => Vec::new(),
        }
    }

    /// "was hit by a missile, killing three": what came of what was done is the doing of who did it.
    fn is_outcome_of_passive(&self, verb: usize, head: usize) -> bool {
        self.tags[verb] == Tag::Gerund
            && verb > head
            && self.tree.children_by(head, &["aux:pass", "nsubj:pass"]).next().is_some()
            && self.tree.children_by(verb, &["mark"]).next().is_none()
    }

    /// Whether a verb has "to" before it.
    pub fn has_to(&self, verb: usize) -> bool {
        self.tree.children(verb).iter().any(|child| self.tags[*child] == Tag::To)
    }

    /// "a letter urging a truce": whether a noun that is no party tells what the verb does.
    pub fn is_said_by(&self, verb: usize) -> bool {
        self.tags[verb] == Tag::Gerund && self.tree.head(verb).is_some_and(|noun| !self.is_party(noun))
    }

    /// Whether a noun is the head of a mention's phrase.
    fn is_party(&self, noun: usize) -> bool {
        self.clauses.phrase_of(noun).is_some_and(|phrase| self.head_mention(phrase).is_some())
    }

    /// Who has the plan, the right or the duty that the noun `noun` speaks of: its owner, else who has it for an object.
    fn planner(&self, noun: usize, depth: usize) -> Vec<usize> {
        let owner = self.tree.children(noun).iter().copied().find(|child| {
            let prep = self.preposition(*child);
            self.tree.is(*child, &["nmod:poss"])
                || self.tree.is(*child, &["nmod"]) && matches!(prep, "by" | "of")
        });
        match (owner, self.tree.head(noun)) {
            (Some(owner), _) => self.with_conjuncts(owner),
            (None, Some(verb)) if self.tree.is(noun, &["obj", "obl", "xcomp"]) => {
                self.subject_of(verb, depth - 1)
            }
            _ => Vec::new(),
        }
    }

    /// What the relative pronoun in the clause of `verb` stands for.
    fn antecedent(&self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        for _ in 0..DEPTH {
            let Some(head) = self.tree.head(at) else { break };
            match self.tree.relation(at) {
                "acl:relcl" | "acl" => return vec![head],
                _ => at = head,
            }
        }
        Vec::new()
    }

    /// A noun with those joined to it: "fishermen, sailors and the navy".
    fn with_conjuncts(&self, word: usize) -> Vec<usize> {
        let mut all = vec![word];
        let mut at = 0;
        while at < all.len() && at < MOST_JOINED {
            all.extend(
                self.tree.children_by(all[at], &["conj"]).filter(|child| !self.tags[*child].is_verb()),
            );
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// The phrases right after a verb, with those joined to them.
    pub fn objects(&self, group: usize) -> Vec<usize> {
        let predicate = self.predicate(group);
        if predicate != self.clauses.groups[group].main {
            return self.phrases(&self.with_conjuncts(predicate));
        }
        self.phrases(&self.objects_of(predicate))
    }

    /// Who says what the word `word` is the subject or object of: "the group said that it would".
    pub fn sayer(&self, word: usize) -> Vec<usize> {
        let mut at = word;
        for _ in 0..DEPTH {
            let Some(head) = self.tree.head(at) else { break };
            if self.tree.is(at, &["ccomp"]) {
                return self.phrases(&self.subject_of(head, DEPTH));
            }
            at = head;
        }
        Vec::new()
    }

    /// The words that are the objects of the verb `verb`.
    fn objects_of(&self, verb: usize) -> Vec<usize> {
        let own: Vec<usize> = self.tree.children_by(verb, &OBJECT).collect();
        if let Some(last) = own.last() {
            if self.tags[*last] == Tag::Rel {
                return self.antecedent(verb);
            }
            return own.iter().flat_map(|object| self.with_conjuncts(*object)).collect();
        }
        if self.tree.is(verb, &["acl:relcl"]) && self.is_gapped(verb) {
            return self.antecedent(verb);
        }
        self.shared_object(verb)
    }

    /// "the village that rebels attacked", but not "the year in which" and "the place where they attacked".
    fn is_gapped(&self, verb: usize) -> bool {
        let tree = &self.tree;
        let has_subject = tree.children_by(verb, &["nsubj"]).any(|subject| self.tags[subject] != Tag::Rel);
        let is_full = |child: &usize| {
            tree.is(*child, &["ccomp", "xcomp", "cop", "aux:pass", "expl"])
                || self.word(*child).starts_with("wh") && tree.is(*child, &["advmod", "mark"])
                || tree.is(*child, &["obl"]) && self.tags[*child] == Tag::Rel
        };
        has_subject && !tree.children(verb).iter().any(is_full)
    }

    /// "attacked and burned the village": the object that stands after the last of the verbs.
    fn shared_object(&self, verb: usize) -> Vec<usize> {
        let after = |other: usize, from: usize| -> Vec<usize> {
            let own: Vec<usize> =
                self.tree.children_by(other, &["obj"]).filter(|object| *object > from).collect();
            own.iter().flat_map(|object| self.with_conjuncts(*object)).collect()
        };
        match self.tree.head(verb) {
            Some(first) if self.tree.is(verb, &["conj"]) && self.tags[first].is_verb() => after(first, verb),
            _ => {
                let next = self.tree.children_by(verb, &["conj"]).next();
                let is_adjacent = |next: &usize| self.tags[*next].is_verb() && *next <= verb + 2;
                next.filter(is_adjacent).map_or_else(Vec::new, |next| after(next, next))
            }
        }
    }

    /// The phrases whose heads some words are.
    fn phrases(&self, words: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> = words.iter().filter_map(|word| self.clauses.phrase_of(*word)).collect();
        found.dedup();
        found
    }

    /// The preposition of a noun.
    pub fn preposition_of(&self, noun: usize) -> Option<usize> {
        self.tree
            .children_by(noun, &["case"])
            .filter(|case| self.tags[*case] != Tag::Possessive && *case < noun)
            .last()
    }

    /// The preposition of a noun, in lower case; nothing where it has none.
    pub fn preposition(&self, noun: usize) -> &str {
        self.preposition_of(noun).map_or("", |prep| self.word(prep))
    }

    /// The phrases that depend on `word` in one of `relations` by the preposition `prep`.
    pub fn with_preposition(&self, word: usize, relations: &[&str], prep: &str) -> Vec<usize> {
        let by = |child: &usize| self.preposition(*child) == prep;
        let words: Vec<usize> = self.tree.children_by(word, relations).filter(by).collect();
        words.iter().flat_map(|word| self.phrases(&self.with_conjuncts(*word))).collect()
    }

    /// The word that stands for the item at `item` in the tree.
    pub fn word_of(&self, item: usize) -> Option<usize> {
        match self.clauses.items[item] {
            Item::Phrase(phrase) => Some(self.clauses.phrases[phrase].head),
            Item::Group(group) => Some(self.predicate(group)),
            Item::Other(token) => Some(token),
            _ => None,
        }
    }

    /// The prepositional phrases of the item at `item`, those of its objects among them, and of a noun those of the verb
    /// whose object it is; what follows it comes first.
    pub fn obliques(&self, item: usize) -> Vec<Oblique> {
        let Some(word) = self.word_of(item) else { return Vec::new() };
        let mut found = Vec::new();
        self.collect_obliques(word, DEPTH, &mut found);
        if !self.tags[word].is_verb()
            && self.tree.is(word, &["obj", "obl"])
            && let Some(verb) = self.tree.head(word)
        {
            let mut more = Vec::new();
            self.collect_obliques(verb, 1, &mut more);
            found.extend(more.into_iter().filter(|(noun, _)| *noun > word));
        }
        found.sort_by_key(|(noun, _)| (*noun < word, *noun));
        found.dedup_by_key(|(noun, _)| *noun);
        found.into_iter().map(|(_, oblique)| oblique).collect()
    }

    /// The prepositional phrases that depend on `word` itself.
    pub fn own_obliques(&self, word: usize) -> Vec<Oblique> {
        let mut found = Vec::new();
        self.collect_obliques(word, 1, &mut found);
        found.into_iter().map(|(_, oblique)| oblique).collect()
    }

    /// Adds the prepositional phrases that depend on `word`, each with the word that it is found by.
    fn collect_obliques(&self, word: usize, depth: usize, found: &mut Vec<(usize, Oblique)>) {
        for child in self.tree.children(word).iter().copied() {
            let goes_on = match self.tree.relation(child) {
                "obl" | "obl:agent" | "nmod" | "nmod:desc" => {
                    if let Some(prep) = self.preposition_of(child) {
                        for noun in self.with_conjuncts(child) {
                            let own = self.preposition_of(noun).unwrap_or(prep);
                            let phrase = self.clauses.phrase_of(noun);
                            found.extend(phrase.map(|phrase| (noun, Oblique { prep: own, phrase })));
                        }
                    }
                    true
                }
                "obj" | "iobj" | "appos" | "nmod:poss" => true,
                "conj" => depth < DEPTH && !self.tags[child].is_verb(),
                "acl" => self.tags[child] == Tag::Participle,
                _ => false,
            };
            if goes_on && depth > 1 {
                self.collect_obliques(child, depth - 1, found);
            }
        }
    }

    /// The base form of a group's full verb.
    pub fn lemma(&self, group: usize) -> &str {
        lemma(&self.tokens[self.clauses.groups[group].main].lower)
    }

    /// The verb group whose subject or object a phrase is, and whether it is the object.
    pub fn governor(&self, phrase: usize) -> Option<(usize, bool)> {
        let word = self.clauses.phrases[phrase].head;
        let group_of = |verb: usize| {
            let copula = self.tree.children_by(verb, &["cop"]).next();
            self.clauses.group_of(copula.unwrap_or(verb))
        };
        if self.tree.children_by(word, &["cop"]).next().is_some() {
            return Some((group_of(word)?, true));
        }
        let first = if self.tree.is(word, &["conj"]) { self.tree.head(word)? } else { word };
        let verb = self.tree.head(first);
        match self.tree.relation(first) {
            "obj" => Some((group_of(verb?)?, true)),
            "nsubj" | "nsubj:pass" => Some((group_of(verb?)?, false)),
            _ => {
                let participle =
                    self.tree.children_by(word, &["acl"]).find(|child| self.tags[*child] == Tag::Participle);
                Some((group_of(participle?)?, false))
            }
        }
    }
}
