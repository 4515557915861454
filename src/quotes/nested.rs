//! Quotes within quotes: what Y told Z, as X says. The network's contents are one deep; the tree tells of what a verb of saying
//! inside one has for its clause.

use std::ops::Range;

use super::article::Article;
use super::cues::{Class, cues};
use super::{Quote, contents};
use crate::encoder::Encoding;
use crate::lexicon;
use crate::reading::{Form, QuoteForm, QuoteKind};

/// Words that a content inside another has at least, and among which its verb looks for them.
const SHORTEST: usize = 3;
const REACH: usize = 80;

/// What somebody else is said to have said inside one of `quotes`, which stand in order and do not overlap.
pub fn nested(article: &Article, encoding: &Encoding, quotes: &[Quote]) -> Vec<Quote> {
    let mut found = Vec::new();
    for outer in quotes {
        let words = encoding.words_in(outer.content);
        let inner = words.clone().filter_map(|verb| inner(article, encoding, outer, &words, verb));
        found.extend(inner);
    }
    found
}

/// What the verb at `verb` has somebody say.
fn inner(
    article: &Article,
    encoding: &Encoding,
    outer: &Quote,
    words: &Range<usize>,
    verb: usize,
) -> Option<Quote> {
    let says = |class: Class| matches!(class, Class::Say | Class::Tell | Class::Vow);
    let lower = encoding.words[verb].of(article.text).to_lowercase();
    let is_cue = encoding.nodes[verb].is_verb() && cues(&lower).iter().any(|(cue, _)| says(cue.class));
    let near = verb.saturating_sub(REACH).max(words.start)..(verb + REACH).min(words.end);
    let child = |relation: &str| {
        near.clone().find(|at| {
            let node = &encoding.nodes[*at];
            node.head == Some(verb) && node.relation_name() == relation
        })
    };
    let (subject, clause) = (child("nsubj").filter(|_| is_cue)?, child("ccomp")?);
    let below = |word: &usize| {
        let up = |at: &usize| encoding.nodes[*at].head;
        std::iter::successors(Some(*word), up).take(REACH).any(|at| at == clause)
    };
    let last = (clause..near.end).take_while(below).last()?;
    let first = (near.start..=clause).rev().take_while(below).last()?;
    // "told her the dam …": whom it was told is no part of it.
    let lower = |at: usize| encoding.words[at].of(article.text).to_lowercase();
    let is_told = ["me", "us", "him", "her", "them", "you"].contains(&&*lower(first));
    let opens = |at: usize| lexicon::is(&lower(at), "determiner") || lexicon::is(&lower(at), "pronoun");
    let first = if is_told && first < last && opens(first + 1) { first + 1 } else { first };
    let content = contents::content(article, encoding.span(&(first..last + 1)))?;
    let source = encoding.words[subject];
    let mention = article.segments.tokens_in(source).find_map(|at| article.mention(at))?;
    // Who is only "he" or "they" adds nothing to what X says.
    let is_somebody = mention.form != Form::Pronoun && outer.speaker != Some(mention.entity);
    let is_other = first > verb && last - first >= SHORTEST && is_somebody;
    is_other.then(|| Quote {
        content,
        form: QuoteForm::Indirect,
        kind: QuoteKind::Said,
        cue: Some(encoding.words[verb]),
        source: Some(mention.span),
        denied: false,
        speaker: Some(mention.entity),
        on_behalf_of: None,
        within: None,
        confidence: outer.confidence,
        speaker_confidence: outer.speaker_confidence,
    })
}

/// Tells of each of `quotes`, which stand in order, the innermost one that it is in.
pub fn tell_within(quotes: &mut [Quote]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..quotes.len() {
        let content = quotes[at].content;
        while open.pop_if(|outer| !quotes[*outer].content.contains(content)).is_some() {}
        quotes[at].within = open.last().copied();
        open.push(at);
    }
}
