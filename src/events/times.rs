//! When an event takes place: the time expression that its sentence's tree ties to it.

use super::scene::Scene;
use super::tree::{STEPS, Tag};
use crate::dates::{Date, Direction, TimeExpression};
use crate::reading::Status;
use crate::text::Span;

/// Clauses with a time of their own.
const APART: [&str; 6] = ["acl", "acl:relcl", "appos", "ccomp", "parataxis", "csubj"];

/// How far a time is from a trigger: by the tree, and in words.
type Distance = (usize, usize);

impl Scene<'_> {
    /// The time expression of the trigger at `token`, and its date.
    pub fn time(
        &self,
        token: usize,
        status: Status,
        published: Option<Date>,
    ) -> Option<(Span, Option<String>)> {
        let direction = if status == Status::Planned { Direction::Future } else { Direction::Past };
        let known = self.times.iter().filter_map(|time| Some((self.distance(time, token, status)?, time)));
        let (_, nearest) = known.min_by_key(|(distance, _)| *distance)?;
        Some((nearest.span, nearest.resolve(published, direction)))
    }

    /// How far a time is from the trigger at `token`; none where it tells when something else was: "the boat that sank was
    /// found on Friday", "police said on Friday that it had sunk".
    fn distance(&self, time: &TimeExpression, token: usize, status: Status) -> Option<Distance> {
        let tokens = self.token_at(time.span.start)..self.token_at(time.span.end.saturating_sub(1)) + 1;
        let hangs_out = |at: &usize| self.tree.head(*at).is_some_and(|head| !tokens.contains(&head));
        let words = tokens.start.abs_diff(token);
        let Some(head) = tokens.clone().find(hangs_out) else { return Some((STEPS, words)) };
        let up = |from: usize| self.tree.up(from).take(STEPS);
        let of_trigger: Vec<usize> = up(token).collect();
        let Some((steps, meet)) = up(head)
            .enumerate()
            .find_map(|(steps, at)| Some((steps, of_trigger.iter().position(|other| *other == at)?)))
        else {
            return Some((STEPS, words));
        };
        // "explosions that went off today" tells of the explosions.
        let describes = |at: usize| {
            self.tree.head(at) == Some(token)
                && self.tags[token].is_noun()
                && self.tree.is(at, &["acl", "acl:relcl"])
        };
        // "asked India to withdraw by March"
        let prep = self.preposition(head);
        let is_content = up(head).take(steps).any(|at| self.tree.is(at, &["xcomp"]))
            || self.tree.children_by(token, &["xcomp"]).any(|told| token < told && told < head);
        if matches!(prep, "by" | "until" | "before") && is_content {
            return None;
        }
        let is_told = !up(head).take(steps).any(|at| self.is_other_time(at) && !describes(at));
        let tells = !of_trigger[..meet].iter().any(|at| {
            // "flew in on Monday to sign", but not "went on Monday to plan a strike"
            let is_done = status != Status::Planned && self.tree.is(*at, &["advcl"]) && self.has_to(*at);
            // "voted on Monday to expel them"
            let is_ahead = status == Status::Planned
                && self.tree.is(*at, &["xcomp"])
                && tokens.end <= *at
                && self.tags[of_trigger[meet]] == Tag::Past;
            self.is_about(*at) || is_ahead || !is_done && self.is_other_time(*at)
        });
        (is_told && tells).then_some((steps + meet, words))
    }

    /// "spoke on Tuesday about the death", "victims of the quake": a noun whose event need not be the verb's.
    fn is_about(&self, at: usize) -> bool {
        let prep = self.preposition(at);
        match self.tree.relation(at) {
            "obl" => !matches!(prep, "" | "in" | "during" | "by" | "with" | "for" | "at" | "from"),
            "nmod" => prep != "of",
            _ => false,
        }
    }

    /// Whether what hangs on `at` has another time than what it hangs on itself.
    fn is_other_time(&self, at: usize) -> bool {
        match self.tree.relation(at) {
            // "killed when a bomb went off", "bombed the town, killing ten"
            "advcl" => {
                let mut marks = self.tree.children_by(at, &["mark", "advmod"]);
                let is_same = |mark: &usize| matches!(self.word(*mark), "when" | "as" | "while");
                let has_mark = self.tree.children_by(at, &["mark"]).next().is_some();
                !(marks.any(|mark| is_same(&mark)) || self.tags[at] == Tag::Gerund && !has_mark)
            }
            // "sent a letter on Monday urging a truce"
            "acl" => !self.is_said_by(at),
            relation => APART.contains(&relation),
        }
    }
}
