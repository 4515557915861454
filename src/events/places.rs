//! Where an event takes place.

use super::arguments::Roles;
use super::lexicon::{Pos, is, senses};
use super::scene::{Filler, Scene};
use super::subjects::Oblique;
use super::tree::STEPS;
use crate::entities::Mention;
use crate::reading::{EntityKind, EventType, Form, Layer};

/// Mentions that are looked back for what "there" is, and "the country".
const NEAR_MENTIONS: usize = 12;
const NEAR_COUNTRIES: usize = 40;

/// What brings in where something stands or takes place, and not where it goes.
const STANDS: [&str; 7] = ["in", "at", "near", "on", "off", "outside", "along"];

/// Relations of clauses with places of their own, and of what describes a party.
const APART: [&str; 7] = ["acl", "acl:relcl", "appos", "advcl", "ccomp", "parataxis", "csubj"];

impl Scene<'_> {
    /// Where the event of a trigger at `item` takes place.
    pub fn place(&self, item: usize, roles: &Roles, kind: EventType) -> Option<Filler> {
        const GOAL: [&str; 9] = ["to", "into", "in", "at", "for", "toward", "towards", "on", "near"];
        let goes = matches!(kind, EventType::Move | EventType::Mobilize);
        let parties = roles.object.iter().chain(&roles.subject).find_map(|phrase| {
            let head = self.word(self.clauses.phrases[*phrase].head);
            self.place_in(*phrase, is(head, "ground"))
        });
        let after = self.obliques(item);
        let by = |preps: &dyn Fn(&str) -> bool| {
            let mut found = after.iter().filter(|oblique| preps(self.word(oblique.prep)));
            found.find_map(|oblique| self.place_in(oblique.phrase, true))
        };
        let goal = if goes { by(&|prep| GOAL.contains(&prep)) } else { None };
        let goal = goal.or_else(|| if goes { self.way(item) } else { None });
        goal.or(parties)
            .or_else(|| {
                by(&|prep| {
                    is(prep, "inside") && (goes || !matches!(prep, "to" | "from" | "toward" | "towards"))
                })
            })
            .or_else(|| self.place_told(item))
            .or_else(|| self.place_pointed_at(item))
            .or_else(|| self.place_around(item))
            .or_else(|| if happens_somewhere(kind) { self.place_above(item) } else { None })
            .or_else(|| if happens_somewhere(kind) { self.first_place(item) } else { None })
    }

    /// "north to Juba", "from Kano on to Lagos": the goal that hangs on the way.
    fn way(&self, item: usize) -> Option<Filler> {
        let ways = self.tree.children_by(self.word_of(item)?, &["advmod"]);
        let goals = ways.flat_map(|way| self.own_obliques(way));
        goals.filter(|goal| self.word(goal.prep) == "to").find_map(|goal| self.place_in(goal.phrase, true))
    }

    /// "explosions that went off in Cairo".
    fn place_told(&self, item: usize) -> Option<Filler> {
        let noun = self.word_of(item).filter(|word| self.tags[*word].is_noun())?;
        let told = self.tree.children_by(noun, &["acl:relcl"]).flat_map(|verb| self.own_obliques(verb));
        let mut inside = told.filter(|oblique| STANDS.contains(&self.word(oblique.prep)));
        inside.find_map(|oblique| self.place_in(oblique.phrase, true))
    }

    /// "here", "there", "in the country", "at the site": the last place before that the words can mean.
    fn place_pointed_at(&self, item: usize) -> Option<Filler> {
        let word = self.word_of(item)?;
        let above = self.tree.head(word).filter(|_| self.tree.is(word, &["xcomp"]));
        let words = std::iter::once(word).chain(above);
        let subjects = words.clone().flat_map(|word| self.tree.children_by(word, &["nsubj", "nsubj:pass"]));
        let mut adverbs =
            words.chain(subjects).flat_map(|word| self.tree.children_by(word, &["advmod", "nmod"]));
        let adverb = adverbs.find(|at| matches!(self.word(*at), "here" | "there"));
        if let Some(adverb) = adverb {
            return self.last_place_before(self.tokens[adverb].span.start, NEAR_MENTIONS, |_| true);
        }
        let is_inside = |oblique: &Oblique| {
            let prep = self.word(oblique.prep);
            is(prep, "inside") && !matches!(prep, "to" | "from" | "toward" | "towards")
        };
        // "in parts of the country"
        let with_whole = |oblique: Oblique| {
            let head = self.clauses.phrases[oblique.phrase].head;
            std::iter::once(oblique.phrase).chain(self.with_preposition(head, &["nmod"], "of"))
        };
        let inside = self.obliques(item).into_iter().filter(is_inside).flat_map(with_whole);
        let phrase = inside.into_iter().find(|phrase| self.is_pointing(*phrase))?;
        let is_country = self.word(self.clauses.phrases[phrase].head) == "country";
        let reach = if is_country { NEAR_COUNTRIES } else { NEAR_MENTIONS };
        self.last_place_before(self.phrase_span(phrase).start, reach, |kind| {
            !is_country || kind == EntityKind::Country
        })
    }

    /// Whether a phrase is "the country", "that town": a known place without its name.
    fn is_pointing(&self, phrase: usize) -> bool {
        const GROUND: [&str; 9] =
            ["country", "city", "town", "village", "region", "area", "province", "site", "scene"];
        let tokens = &self.clauses.phrases[phrase].tokens;
        tokens.len() == 2
            && matches!(self.word(tokens.start), "the" | "this" | "that")
            && GROUND.contains(&self.word(tokens.start + 1))
    }

    /// The last place that the article names before the byte `end`, among the last `reach` mentions.
    fn last_place_before(
        &self,
        end: usize,
        reach: usize,
        fits: impl Fn(EntityKind) -> bool,
    ) -> Option<Filler> {
        let before = self.entities.mentions.partition_point(|mention| mention.span.start < end);
        let mut mentions = self.entities.mentions[..before].iter().rev().take(reach);
        let is_place = |mention: &&Mention| {
            let kind = self.entities.entities[mention.entity].kind;
            (mention.layer == Layer::Place || kind == EntityKind::Country) && fits(kind)
        };
        mentions.find(is_place).map(Filler::from)
    }

    /// "the station where they were held", "went to the town to meet its people": the place of the clause around.
    fn place_around(&self, item: usize) -> Option<Filler> {
        let word = self.word_of(item)?;
        let head = self.tree.head(word)?;
        let where_ = self.tree.children(word).iter().any(|child| self.word(*child) == "where");
        match self.tree.relation(word) {
            "acl:relcl" if where_ => self.place_in(self.clauses.phrase_of(head)?, true),
            "conj" | "advcl" | "xcomp" if self.tags[word].is_verb() => {
                let group = self.clauses.group_of(head)?;
                let inside = |oblique: &Oblique| {
                    is(self.word(oblique.prep), "inside") && self.word(oblique.prep) != "from"
                };
                let obliques = self.obliques(self.clauses.group_items[group]);
                let mut own = obliques.into_iter().filter(inside).map(|oblique| oblique.phrase);
                let object = self.objects(group).into_iter().find_map(|phrase| self.place_in(phrase, false));
                object.or_else(|| own.find_map(|phrase| self.place_in(phrase, true)))
            }
            _ => None,
        }
    }

    /// The place of the nearest verb up the tree that has one.
    fn place_above(&self, item: usize) -> Option<Filler> {
        const NEAR: usize = 4;
        let mut at = self.word_of(item)?;
        for _ in 0..NEAR {
            // "said in Accra that …" tells where it was said.
            at = self.tree.head(at).filter(|_| !self.tree.is(at, &["ccomp"]))?;
            let inside = self.own_obliques(at).into_iter().filter(|oblique| {
                let prep = self.word(oblique.prep);
                is(prep, "inside") && !matches!(prep, "to" | "from" | "toward" | "towards" | "into")
            });
            let found = inside.map(|oblique| oblique.phrase).find_map(|phrase| self.place_in(phrase, true));
            let reached = || {
                let group = self.clauses.group_of(at)?;
                self.objects(group).into_iter().find_map(|phrase| self.place_in(phrase, false))
            };
            if let Some(found) = found.or_else(reached) {
                return Some(found);
            }
        }
        None
    }

    /// The first "in Syria" of the sentence that is not of another clause, nor of what describes somebody.
    fn first_place(&self, item: usize) -> Option<Filler> {
        let word = self.word_of(item)?;
        let own_head = |at: &usize| self.tree.head(*at).filter(|_| !self.tree.is(*at, &["ccomp"]));
        let above: Vec<usize> = std::iter::successors(Some(word), own_head).take(STEPS).collect();
        let is_other =
            |at: usize| self.tree.is(at, &APART) && !self.is_told_with(at) || self.is_joined_clause(at);
        let is_apart = |phrase: usize| {
            let head = self.clauses.phrases[phrase].head;
            let mut up = self.tree.up(head).take(STEPS);
            let first = up.find(|at| above.contains(at) || is_other(*at));
            first.is_none_or(|at| !above.contains(&at))
        };
        self.clauses
            .phrases
            .iter()
            .enumerate()
            .filter(|(_, phrase)| STANDS.contains(&self.preposition(phrase.head)))
            .filter(|(index, _)| !is_apart(*index))
            .find_map(|(index, _)| self.place_in(index, true))
    }

    /// "killed when a bomb went off in Lagos", "rescued after their boat sank off Crete": the clause at `at` tells of the same.
    fn is_told_with(&self, at: usize) -> bool {
        let mut marks = self.tree.children_by(at, &["mark", "advmod"]);
        self.tree.is(at, &["advcl"])
            && marks.any(|mark| matches!(self.word(mark), "when" | "as" | "while" | "after"))
    }

    /// "and the navy saved 200": a joined clause with a subject of its own.
    fn is_joined_clause(&self, at: usize) -> bool {
        let mut subjects = self.tree.children_by(at, &["nsubj", "nsubj:pass"]);
        self.tree.is(at, &["conj"]) && subjects.next().is_some()
    }

    /// The place that a phrase names: "Aceh", "Idlib province", "the island of Java".
    fn place_in(&self, phrase: usize, with_of: bool) -> Option<Filler> {
        let inside = self.mentions_in(self.phrase_span(phrase));
        let is_place = |mention: &&Mention| mention.layer == Layer::Place;
        match self.head_mention(phrase) {
            Some(mention) if is_place(&mention) => return Some(mention.into()),
            Some(mention) if mention.form == Form::Name => return None,
            Some(_) => return self.apposed_place(phrase),
            None => {}
        }
        let of = || {
            let next = self.obliques(self.clauses.phrase_items[phrase]).into_iter().next()?;
            (self.word(next.prep) == "of").then(|| self.head_mention(next.phrase))?
        };
        // A "Middle East conflict" is no place, and "Syria talks" are not in Syria.
        let head = self.word(self.clauses.phrases[phrase].head);
        let is_event = !senses(head, Pos::Noun).is_empty();
        let inner = inside.iter().filter(|_| !is_event).find(is_place).map(Filler::from);
        // "the Turkish coast"
        let of_nation = || {
            let is_bare =
                self.with_preposition(self.clauses.phrases[phrase].head, &["nmod"], "of").is_empty();
            self.nationalities(phrase).into_iter().next().filter(|_| is(head, "ground") && is_bare)
        };
        inner
            .or_else(|| self.apposed_place(phrase))
            .or_else(|| if with_of { of().filter(is_place).map(Filler::from) } else { None })
            .or_else(of_nation)
    }

    /// "the ferry, Estonia", "the capital, Juba": the name beside the noun.
    fn apposed_place(&self, phrase: usize) -> Option<Filler> {
        let mut names = self.tree.children_by(self.clauses.phrases[phrase].head, &["appos"]);
        let mention = names.find_map(|name| self.head_mention(self.clauses.phrase_of(name)?));
        mention.filter(|mention| mention.layer == Layer::Place).map(Filler::from)
    }
}

/// Types that take place where their sentence is set; what is said or decided need not.
fn happens_somewhere(kind: EventType) -> bool {
    use EventType::{
        Accident, Aid, Assault, Coerce, Consult, Crime, Death, Disaster, Health, Mobilize, Other, Protest,
    };
    matches!(
        kind,
        Accident
            | Aid
            | Assault
            | Coerce
            | Consult
            | Crime
            | Death
            | Disaster
            | Health
            | Mobilize
            | Other
            | Protest
    )
}
