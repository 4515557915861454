//! On whom an act of speech bears where only its content says so: "threatened to attack Kenya", "demanded that Iran stop".

use super::arguments::Roles;
use super::fits::best;
use super::lexicon::{Pos, is, senses};
use super::scene::{Filler, Lend, Scene};
use crate::reading::EventType;

/// Prepositions that tell on whom what is promised or refused bears.
const BEARING: [&str; 5] = ["against", "on", "to", "from", "with"];

/// How many verbs deep: "offered to send troops to help Mali".
const DEPTH: usize = 2;

impl Scene<'_> {
    /// Fills a verb's empty slot for the recipient from what the verb says.
    pub fn complete_from_content(&self, group: usize, kind: EventType, roles: &mut Roles) {
        use EventType::{Agree, Reject, Request, Threaten};
        // "denied that it had fired from the town" says nothing of what anybody will do.
        let says_what_to_do =
            matches!(kind, Agree | Reject | Request | Threaten) && !is(self.lemma(group), "verb deny");
        if !says_what_to_do || !roles.recipients.is_empty() || self.clauses.groups[group].passive {
            return;
        }
        let Some(content) = self.content(group, &["xcomp", "ccomp"]) else { return };
        let own = self.subject(group);
        let subject = self.subject(content);
        let mut found = Vec::new();
        if kind == Request && self.clauses.groups[content].passive {
            // "demanded that he be freed" asks nothing of him.
            let doers = self.obliques_by(self.clauses.group_items[content], &["by"]);
            roles.recipients = self.parties(&doers, Lend::Owner);
            return;
        }
        if kind == Request && !subject.iter().any(|phrase| own.contains(phrase)) {
            found = self.parties(&subject, Lend::Owner);
        }
        if found.is_empty() {
            found = self.borne(content, DEPTH);
        }
        found.retain(|filler| !roles.actors.iter().any(|actor| actor.entity == filler.entity));
        roles.recipients = found;
    }

    /// The verb group that depends on another in one of `relations`.
    fn content(&self, group: usize, relations: &[&str]) -> Option<usize> {
        let predicate = self.predicate(group);
        let mut told = self.tree.children_by(predicate, relations).filter(|word| *word > predicate);
        told.find_map(|word| self.clauses.group_of(word))
    }

    /// On whom what a verb says bears: whoever suffers it, else whose its object is, else whom its prepositions bring in.
    fn borne(&self, group: usize, depth: usize) -> Vec<Filler> {
        let known = senses(self.word(self.clauses.groups[group].main), Pos::Verb);
        let fit = best(known.iter().filter_map(|sense| self.verb_fit(group, sense)));
        let suffering = || fit.map(|fit| fit.roles.recipients).unwrap_or_default();
        let owning = || self.parties(&self.objects(group), Lend::Owner);
        let brought_in =
            || self.parties(&self.obliques_by(self.clauses.group_items[group], &BEARING), Lend::Owner);
        let deeper = || match self.content(group, &["xcomp", "advcl"]) {
            Some(inner) if depth > 1 && self.clauses.groups[inner].infinitive => self.borne(inner, depth - 1),
            _ => Vec::new(),
        };
        let or = |found: Vec<Filler>, next: &dyn Fn() -> Vec<Filler>| {
            if found.is_empty() { next() } else { found }
        };
        or(or(or(suffering(), &owning), &brought_in), &deeper)
    }
}
