//! Where the content of a cue starts and ends in its line.

use std::ops::Range;

use super::contents::Work;
use super::cues::{Class, is_noun_of};
use super::groups::{Group, Voice};
use super::reader::{Finite, Reader, among};
use super::tail::Link;
use crate::text::Span;

impl Work<'_> {
    pub fn content_before(&self, index: usize) -> Option<Range<usize>> {
        let (reader, group, tail) = (self.reader, &self.groups[index], &self.tails[index]);
        let is_according = group.voice == Voice::According;
        if !matches!(group.voice, Voice::Active | Voice::Inverted | Voice::According)
            || group.extent.start == 0
        {
            return None;
        }
        let end = group.extent.start - 1;
        let after = if is_according { group.extent.end } else { tail.start };
        if !is_according
            && (tail.link != Link::None
                || !(reader.is_comma(end) || matches!(reader.lower(end), "—" | "–" | "as")))
        {
            return None;
        }
        let is_over = after >= reader.len() || reader.is_mark(after) || reader.is_clause_break(after);
        if !(is_according || is_over) {
            return None;
        }
        // "The closures, he said, have …": the rest says what the subject does.
        if !is_according && reader.is_comma(after) && reader.finite(after + 1) == Finite::Yes {
            return None;
        }
        let end = if reader.is_mark(end) || reader.lower(end) == "as" { end } else { end + 1 };
        // "…, which, according to Reuters, …": the content follows.
        let joins = |at: usize| among(reader.lower(at), "which who that but and because where as while so");
        if end > 0 && joins(end - 1) {
            return None;
        }
        let start = self.clause_start(index, end);
        let content = reader.trimmed(start..end);
        // "“…,” X said, according to Y" reports no second time.
        if content.clone().any(|at| self.claimed[at]) {
            return None;
        }
        let has_verb = (content.start..content.end).any(|at| reader.finite(at) != Finite::No);
        (has_verb && content.len() > 2).then_some(content)
    }

    /// "Over the years, she said, it has helped": what follows the second comma.
    pub fn content_around(&self, index: usize) -> Option<Range<usize>> {
        let (reader, group, tail) = (self.reader, &self.groups[index], &self.tails[index]);
        // "As Smith told the BBC, prices have fallen."
        let compares = reader.lower(group.extent.start) == "as";
        let interrupts = group.extent.start > 1 && reader.is_comma(group.extent.start - 1);
        let opens = (compares || interrupts) && reader.is_comma(tail.start);
        let speaks = matches!(group.voice, Voice::Active | Voice::Inverted) && group.has_subject;
        let reports = speaks && tail.link == Link::None;
        let start = tail.start + 1;
        if !opens || !reports || !(start..reader.len()).any(|at| reader.finite(at) != Finite::No) {
            return None;
        }
        let content = reader.trimmed(start..self.clause_end(index, start));
        (content.len() > 2).then_some(content)
    }

    /// Where the content that ends at `end` starts: after a clause that has a cue of its own, else with the line.
    fn clause_start(&self, index: usize, end: usize) -> usize {
        let reader = self.reader;
        let passage = (0..end).rev().find(|at| reader.passage(*at).is_some()).map_or(0, |at| at + 1);
        let own = self.groups[..index].iter().map(|group| group.cue.end).max().filter(|cue| *cue > passage);
        let Some(own) = own else { return passage };
        let border = (own..end).rev().find(|at| {
            let joins = reader.is_comma(at - 1)
                && matches!(reader.lower(*at), "but" | "and" | "while")
                && reader.has_clause(*at + 1, end, Finite::Yes);
            joins || reader.lower(*at) == ";"
        });
        border.map_or(passage, |at| at + 1)
    }

    pub fn after_according(&self, group: &Group) -> usize {
        let (reader, end) = (self.reader, group.extent.end);
        // "According to a post made last week, …"
        let comma = (end..reader.len())
            .take_while(|at| reader.finite(*at) != Finite::Yes)
            .find(|at| reader.is_comma(*at) && reader.has_clause(at + 1, reader.len(), Finite::Yes));
        match comma {
            Some(comma) if !reader.is_comma(end) => comma + 1,
            _ => end + usize::from(reader.is_comma(end)),
        }
    }

    /// One past the content that starts at `start`.
    pub fn clause_end(&self, index: usize, start: usize) -> usize {
        let reader = self.reader;
        let closing = self.closing_comma(index, start);
        (start..reader.len())
            .find(|at| *at > start && (closing == Some(*at) || self.ends_clause(*at, index, start)))
            .unwrap_or(reader.len())
    }

    fn ends_clause(&self, at: usize, index: usize, start: usize) -> bool {
        let reader = self.reader;
        let passage = |at: usize| reader.token_index(at).and_then(|token| reader.article.passage_of(token));
        if passage(at).is_some() && passage(at) == passage(at - 1) {
            return false;
        }
        if self.claimed[at] || reader.passage(at).is_some() || matches!(reader.lower(at), ";") {
            return true;
        }
        let starts_group =
            |at: usize| self.groups[index + 1..].iter().any(|group| self.parts(index, group, at));
        let next = at + 1;
        let conjunction = matches!(reader.lower(at), "and" | "but" | "while");
        let evaluates = reader.lower(at) == "in" && reader.lower(next) == "what";
        if reader.lower(at) == "according" && reader.lower(next) == "to"
            || evaluates
                && self
                    .groups
                    .iter()
                    .any(|group| group.is_class(Class::Call) && group.extent.start == next + 1)
        {
            return true;
        }
        if reader.is_comma(at) {
            let joined = next + usize::from(matches!(reader.lower(next), "and" | "but" | "while" | "as"));
            let denied = self.is_denied(next);
            let contrast = matches!(reader.lower(next), "but" | "while")
                && reader.has_clause(next + 1, reader.len(), Finite::Yes);
            return starts_group(joined) || contrast || denied;
        }
        conjunction && at > start && starts_group(next)
    }

    /// "…, a claim the army denies": what follows the comma is no content.
    fn is_denied(&self, at: usize) -> bool {
        const FURTHEST: usize = 10;
        let noun = (at..at + 3).any(|at| is_noun_of(self.reader.lower(at), "charge"));
        let denies =
            |group: &Group| group.is_class(Class::Deny) && (at..at + FURTHEST).contains(&group.cue.start);
        noun && self.groups.iter().any(denies)
    }

    /// Whether `group` starts at `at` and reports on its own beside the group `index`, not inside its content.
    fn parts(&self, index: usize, group: &Group, at: usize) -> bool {
        const SURE: f32 = 0.7;
        if group.extent.start != at {
            return false;
        }
        if group.has_subject {
            return group.takes("that") || group.takes("parenthetical");
        }
        let shares = group.voice != Voice::Passive && !group.is_unreal;
        let reports = !group.is_class(Class::Thought) && group.confidence() >= SURE;
        shares && reports && self.groups[index].voice != Voice::According
    }

    /// The comma that closes the clause that the cue itself stands in: "X, who says he …, left"; "After X said …, he …".
    fn closing_comma(&self, index: usize, start: usize) -> Option<usize> {
        const OPENERS: &str = "after although though while when as if because since before once whereas";
        let (reader, group) = (self.reader, &self.groups[index]);
        let head = group.extent.start;
        let is_relative =
            head > 0 && reader.is_comma(head - 1) && matches!(reader.lower(head), "who" | "which");
        let opener = (0..=head).rev().find(|at| *at == 0 || reader.is_comma(at - 1)).unwrap_or(0);
        let is_subordinate = opener < group.cue.start && among(reader.lower(opener), OPENERS);
        let commas = || (start..reader.len()).filter(|at| reader.is_comma(*at));
        if is_relative {
            return commas().find(|at| {
                reader.finite(at + 1) != Finite::No
                    || reader.is_adverb(at + 1) && reader.finite(at + 2) != Finite::No
            });
        }
        if is_subordinate {
            commas().find(|at| reader.has_clause(at + 1, reader.len(), Finite::Maybe))
        } else {
            None
        }
    }
}

impl Reader<'_> {
    /// Without the punctuation at its borders.
    pub fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let drops = |at: usize| among(self.lower(at), ", . ; : — – - --");
        let ellipsis = |at: usize| self.lower(at) == "." && at > 0 && self.lower(at - 1) == ".";
        while !range.is_empty() && drops(range.end - 1) && !ellipsis(range.end - 1) {
            range.end -= 1;
        }
        while !range.is_empty() && among(self.lower(range.start), ", ; : — – and but --") {
            range.start += 1;
        }
        range
    }

    /// Whether the content of a cue before can be over here: ", police said after the attack".
    fn is_clause_break(&self, at: usize) -> bool {
        among(self.lower(at), "as after before when while during in at on of and to about who which whose (")
    }

    /// Whether the "that" before `at` opens a clause: not "hinted at that in an interview".
    pub fn opens_that_clause(&self, at: usize) -> bool {
        let after_preposition = at > 1 && self.is_preposition(at - 2) && self.lower(at - 2) != "in";
        !after_preposition
            && (at..self.len()).any(|i| self.passage(i).is_some() || i > at && self.could_be_verb(i))
    }

    /// The span with the quotation mark that closes right after it, and the comma or full stop between.
    pub fn with_marks(&self, span: Span) -> Span {
        let article = self.article;
        let next = article.segments.tokens.partition_point(|token| token.span.start < span.end);
        let Some(passage) = next.checked_sub(1).and_then(|last| article.passage_of(last)) else {
            return span;
        };
        let passage = &article.passages[passage];
        let start =
            if passage.inner.start < next && article.token(passage.inner.start).span.start == span.start {
                passage.span.start
            } else {
                span.start
            };
        let reaches = passage.closed && next + 2 >= passage.tokens.end;
        Span::new(start, if reaches { passage.span.end } else { span.end })
    }
}
