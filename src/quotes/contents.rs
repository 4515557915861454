//! The quotes of one line: each cue with what it reports, in marks and without.

use std::ops::Range;

use super::Quote;
use super::cues::Class;
use super::groups::{Group, Voice};
use super::reader::{Finite, Reader};
use super::source::{Side, Source, left_of, source_in};
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

/// A line that is being read.
pub struct Work<'a> {
    pub reader: &'a Reader<'a>,
    pub groups: &'a [Group],
    /// What follows each group's cue.
    pub tails: Vec<Tail>,
    /// Units that are the content of a quote, or a cue whose quotation stands beside it.
    pub claimed: Vec<bool>,
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
        // “Why?” X said that …: the cue reports what follows it.
        let goes_on = |tail: &Tail| matches!(tail.link, Link::That | Link::Clause) && !self.ends_in_comma(at);
        let after = || {
            self.groups.iter().zip(&self.tails).position(|(group, tail)| {
                let start = group.extent.start;
                let touches = start == at + 1
                    || start == at + 2 && reader.is_mark(at + 1) && reader.lower(at + 1) != ".";
                let speaks = match group.voice {
                    Voice::Participle => group.source.is_some(),
                    Voice::Passive => group.is_class(Class::Quote),
                    _ => true,
                };
                touches && speaks && group.takes("marks") && !goes_on(tail)
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

    /// Whether a comma stands before or after the mark that closes the passage at `at`.
    fn ends_in_comma(&self, at: usize) -> bool {
        let reader = self.reader;
        let inside = reader.passage(at).map(|passage| reader.article.passages[passage].inner.end - 1);
        reader.is_comma(at + 1) || inside.is_some_and(|last| reader.article.token(last).lower == ",")
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
                self.add(index, content, None);
            }
        }
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
                    self.add(index, content, that);
                }
            }
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
                self.found.quotes.extend(direct(reader, passage, &self.groups[group], source));
            }
        }
    }

    /// What a line that ends in a colon or comma says of the next paragraph, which holds what its last cue reports; or
    /// what somebody says of whom the line tells: "Ana Ruiz was blunt:".
    fn pending(&self) -> Option<Quote> {
        let reader = self.reader;
        let last = reader.len().checked_sub(1)?;
        if !matches!(reader.lower(last), ":" | ",") {
            return None;
        }
        let span = reader.span(last, last + 1);
        let Some(group) = self.groups.last() else {
            let verb = (1..last).find(|at| reader.finite(*at) != Finite::No)?;
            let source = source_in(reader, left_of(reader, verb, 0), Side::Left)?;
            let Source { span: words, speaker, on_behalf_of } = source;
            let is_told = reader.lower(last) == ":" && speaker.is_some();
            let quote = Quote { source: Some(words), speaker, on_behalf_of, ..Quote::direct(span, span) };
            return is_told.then_some(quote);
        };
        if self.claimed[group.cue.start] || !group.takes("marks") || group.source.is_none() {
            return None;
        }
        Some(attributed(reader, span, group, group.source))
    }

    fn add(&mut self, index: usize, content: Range<usize>, that: Option<usize>) {
        let (reader, group) = (self.reader, &self.groups[index]);
        let span = reader.span(content.start, content.end);
        let first = that.filter(|that| *that < content.start).unwrap_or(content.start);
        let form = form(reader, &content);
        let source = self.tails[index].source.or(group.source);
        self.found.quotes.push(Quote {
            tagged: reader.with_marks(reader.span(first, content.end)),
            form,
            ..attributed(reader, span, group, source)
        });
        self.claimed[content].fill(true);
        self.claimed[group.cue.start] = true;
    }
}

/// Direct where all of it is in the marks of one passage, mixed where a part is; titles and names do not count.
pub fn form(reader: &Reader, content: &Range<usize>) -> QuoteForm {
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
    Some(Quote { content: quote.content, ..said })
}

fn attributed(reader: &Reader, content: Span, group: &Group, source: Option<Source>) -> Quote {
    let thinks = group.is_class(Class::Thought);
    // Nobody named inside the content says it.
    let source = source.filter(|source| !source.span.overlaps(content));
    Quote {
        kind: if thinks { QuoteKind::Thought } else { QuoteKind::Said },
        cue: Some(reader.span(group.cue.start, group.cue.end)),
        source: source.map(|source| source.span),
        speaker: source.and_then(|source| source.speaker),
        on_behalf_of: source.and_then(|source| source.on_behalf_of),
        ..Quote::direct(content, content)
    }
}

/// A direct quote of a passage that no cue reports.
pub fn uncued(reader: &Reader, passage: usize) -> Option<Quote> {
    let article = reader.article;
    let passage = &article.passages[passage];
    Some(Quote::direct(passage.content(article.text, article.segments)?, passage.span))
}
