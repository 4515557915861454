//! The quotes of one line: each cue with what it reports, in marks and without.

use std::ops::Range;

use super::Quote;
use super::cues::{Class, is_noun_of};
use super::groups::{Group, Voice};
use super::reader::{Finite, Reader, among};
use super::source::Source;
use super::tail::{Link, Tail, tail};
use crate::reading::{QuoteForm, QuoteKind};
use crate::text::Span;

/// The quotes of a line, and the quotations in it that no cue reports.
pub struct Found {
    pub quotes: Vec<Quote>,
    /// Units of whole quotations without a cue.
    pub uncued: Vec<usize>,
    /// What the last cue says of the next paragraph, which holds its content: "He said:". The content is yet to be set.
    pub pending: Option<Quote>,
}

/// Reads one line.
pub fn read(reader: &Reader, groups: &[Group]) -> Found {
    let tails: Vec<Tail> = groups.iter().map(|group| tail(reader, group)).collect();
    let mut work = Work {
        reader,
        groups,
        tails,
        claimed: vec![false; reader.len()],
        found: Found { quotes: Vec::new(), uncued: Vec::new(), pending: None },
    };
    work.passages();
    work.backwards();
    work.forwards();
    work.fragments();
    work.found.pending = work.pending();
    work.found.quotes.sort_by_key(|quote| quote.content);
    work.found
}

struct Work<'a> {
    reader: &'a Reader<'a>,
    groups: &'a [Group],
    tails: Vec<Tail>,
    /// Units that are the content of a quote, or a cue whose quotation stands beside it.
    claimed: Vec<bool>,
    found: Found,
}

impl Work<'_> {
    /// Whole quotations in marks.
    fn passages(&mut self) {
        let mut last: Option<(usize, Option<usize>)> = None;
        for at in 0..self.reader.len() {
            let Some(passage) = self.reader.passage(at) else { continue };
            let joined = last.filter(|(before, _)| {
                (before + 1..at).all(|i| {
                    self.reader.is_mark(i) || matches!(self.reader.lower(i), "and" | "or" | "then" | "later")
                })
            });
            let group = self.group_of(at).or_else(|| joined.and_then(|(_, group)| group));
            last = Some((at, group));
            let Some(group) = group else {
                self.found.uncued.push(at);
                continue;
            };
            let tail = &self.tails[group];
            let source = tail.source.or(self.groups[group].source);
            let that = tail.that.filter(|that| that + 1 == at).map(|that| self.reader.span(that, at + 1));
            let quote = direct(self.reader, passage, &self.groups[group], source);
            self.found
                .quotes
                .extend(quote.map(|quote| Quote { tagged: that.unwrap_or(quote.tagged), ..quote }));
            self.claimed[at] = true;
            self.claimed[self.groups[group].cue.start] = true;
        }
    }

    /// The group that reports the quotation at `at`: the one before that leads to it, or the one right after.
    fn group_of(&self, at: usize) -> Option<usize> {
        let reader = self.reader;
        let leads =
            |index: &usize| self.tails[*index].link == Link::Passage && self.tails[*index].start == at;
        let before = (0..self.groups.len()).find(leads);
        let after = || {
            self.groups.iter().position(|group| {
                let start = group.extent.start;
                let touches = start == at + 1
                    || start == at + 2 && reader.is_mark(at + 1) && reader.lower(at + 1) != ".";
                touches
                    && group.takes("marks")
                    && matches!(
                        group.voice,
                        Voice::Active | Voice::Inverted | Voice::According | Voice::Participle
                    )
                    && (group.voice != Voice::Participle || group.source.is_some())
            })
        };
        let earlier = || {
            self.groups.iter().rposition(|group| {
                group.extent.end <= at
                    && self.claimed[group.cue.start]
                    && reader.is_comma(at - 1)
                    && group.extent.end + 1 >= at
            })
        };
        before.or_else(after).or_else(earlier)
    }

    /// "…, X said" and "…, according to X".
    fn backwards(&mut self) {
        for index in (0..self.groups.len()).rev() {
            let group = &self.groups[index];
            if self.claimed[group.cue.start]
                || group.is_unreal
                || !group.takes("parenthetical")
                || group.is_class(Class::Thought)
            {
                continue;
            }
            if let Some(content) = self.content_before(index).or_else(|| self.content_around(index)) {
                self.add(index, content, None, Link::Clause);
            }
        }
    }

    fn content_before(&self, index: usize) -> Option<Range<usize>> {
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
        // "…, which, according to AFP, …": the content follows.
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
    fn content_around(&self, index: usize) -> Option<Range<usize>> {
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

    /// "X said that …", "According to X, …", "asked X to …".
    fn forwards(&mut self) {
        for index in 0..self.groups.len() {
            let group = &self.groups[index];
            if self.claimed[group.cue.start] || group.is_unreal || group.is_class(Class::Thought) {
                continue;
            }
            let (link, start, that) = match group.voice {
                Voice::According => (Link::Clause, self.after_according(group), None),
                _ => (self.tails[index].link, self.tails[index].start, self.tails[index].that),
            };
            let allowed = match group.voice {
                Voice::Passive => {
                    matches!(link, Link::That | Link::Infinitive | Link::Question)
                        && self.passive_reports(index)
                }
                Voice::Inverted => false,
                _ => !matches!(link, Link::None | Link::Passage),
            };
            if allowed && start < self.reader.len() && !self.claimed[start] {
                let end = self.clause_end(index, start);
                let content = self.reader.trimmed(start..end);
                if !content.is_empty() {
                    self.add(index, content, that, link);
                }
            }
        }
    }

    fn after_according(&self, group: &Group) -> usize {
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

    /// "was told that", "was asked to", "it is reported that".
    fn passive_reports(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let start = group.extent.start;
        let impersonal = start > 0 && matches!(self.reader.lower(start - 1), "it" | "there");
        match self.tails[index].link {
            Link::That => impersonal || group.takes("addressee") || group.is_class(Class::Quote),
            Link::Question => group.takes("addressee"),
            _ => group.takes("addressee") && group.takes("to"),
        }
    }

    /// One past the content that starts at `start`.
    fn clause_end(&self, index: usize, start: usize) -> usize {
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

    /// A few words in marks after a cue: described it as "utterly reprehensible".
    fn fragments(&mut self) {
        const FURTHEST: usize = 12;
        let reader = self.reader;
        let mut last = None;
        for at in 0..reader.len() {
            let inside = reader.token_index(at).and_then(|token| reader.article.passage_of(token));
            let Some(passage) = inside.filter(|passage| last != Some(*passage)) else { continue };
            last = Some(passage);
            if self.claimed[at] || reader.article.is_name(passage) {
                continue;
            }
            let group = self.groups.iter().rposition(|group| {
                group.cue.end <= at
                    && at - group.cue.end <= FURTHEST
                    && group.takes("fragment")
                    && group.voice != Voice::Passive
                    && !(group.cue.end..at).any(|i| {
                        self.claimed[i]
                            || reader.is_comma(i)
                            || matches!(reader.lower(i), ";" | "who" | "which")
                    })
            });
            if let Some(group) = group {
                let source = self.tails[group].source.or(self.groups[group].source);
                self.found.quotes.extend(
                    direct(reader, passage, &self.groups[group], source)
                        .map(|quote| Quote { confidence: quote.confidence * 0.85, ..quote }),
                );
            }
        }
    }

    /// The last cue of a line that ends in a colon or comma: the next paragraph holds what it reports.
    fn pending(&self) -> Option<Quote> {
        let last = self.reader.len().checked_sub(1)?;
        if !matches!(self.reader.lower(last), ":" | ",") {
            return None;
        }
        let group = self.groups.last()?;
        if self.claimed[group.cue.start] || !group.takes("marks") || group.source.is_none() {
            return None;
        }
        let span = self.reader.span(last, last + 1);
        Some(attributed(self.reader, span, group, group.source))
    }

    fn add(&mut self, index: usize, content: Range<usize>, that: Option<usize>, link: Link) {
        let (reader, group) = (self.reader, &self.groups[index]);
        let span = reader.span(content.start, content.end);
        let first = that.filter(|that| *that < content.start).unwrap_or(content.start);
        let form = form(reader, &content);
        let sureness = match link {
            Link::That => 1.0,
            Link::Clause => 0.9,
            Link::Infinitive | Link::Question => 0.85,
            _ => 0.7,
        };
        let source = self.tails[index].source.or(group.source);
        self.found.quotes.push(Quote {
            tagged: reader.with_marks(reader.span(first, content.end)),
            form,
            confidence: group.confidence() * sureness,
            ..attributed(reader, span, group, source)
        });
        self.claimed[content].fill(true);
        self.claimed[group.cue.start] = true;
    }
}

/// Direct where all of it is in the marks of one passage, mixed where a part is; titles and names do not count.
fn form(reader: &Reader, content: &Range<usize>) -> QuoteForm {
    let inside = |at: usize| reader.token_index(at).and_then(|token| reader.article.passage_of(token));
    let first = inside(content.start);
    if first.is_some() && content.clone().all(|at| inside(at) == first) {
        return QuoteForm::Direct;
    }
    let quotes = content.clone().filter_map(inside).any(|passage| !reader.article.is_name(passage));
    if quotes { QuoteForm::Mixed } else { QuoteForm::Indirect }
}

/// A direct quote of a passage, said with the cue of `group`.
fn direct(reader: &Reader, passage: usize, group: &Group, source: Option<Source>) -> Option<Quote> {
    let quote = uncued(reader, passage)?;
    let said = attributed(reader, quote.tagged, group, source);
    let sureness = if reader.article.passages[passage].closed { 1.0 } else { 0.7 };
    Some(Quote { content: quote.content, confidence: said.confidence * sureness, ..said })
}

fn attributed(reader: &Reader, content: Span, group: &Group, source: Option<Source>) -> Quote {
    let thinks = group.is_class(Class::Thought);
    Quote {
        content,
        tagged: content,
        form: QuoteForm::Direct,
        kind: if thinks { QuoteKind::Thought } else { QuoteKind::Said },
        cue: Some(reader.span(group.cue.start, group.cue.end)),
        source: source.map(|source| source.span),
        speaker: source.and_then(|source| source.speaker),
        on_behalf_of: source.and_then(|source| source.on_behalf_of),
        confidence: group.confidence().max(0.9),
    }
}

/// A direct quote of a passage that no cue reports.
pub fn uncued(reader: &Reader, passage: usize) -> Option<Quote> {
    let article = reader.article;
    let passage = &article.passages[passage];
    Some(Quote {
        content: passage.content(article.text, article.segments)?,
        tagged: passage.span,
        form: QuoteForm::Direct,
        kind: QuoteKind::Said,
        cue: None,
        source: None,
        speaker: None,
        on_behalf_of: None,
        confidence: 0.5,
    })
}

impl Reader<'_> {
    /// Without the punctuation at its borders.
    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
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
    fn with_marks(&self, span: Span) -> Span {
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
