//! Interviews and transcripts set down as turns: "Q: …", "A: …", "ANA RUIZ: …", "MR FERRO: …", "Ruiz (Greens): …", or a name on a line of
//! its own.
//!
//! Each turn is a direct quote without marks. A label alone proves nothing ("Date: …", "Photo: …"), so that turns are
//! believed only where several labels take turns.

mod labels;

use std::ops::Range;

use super::article::Article;
use crate::encoder::Encoding;
use crate::entities::Mention;
use crate::reading::{EntityKind, Form};
use crate::segment::Segments;
use crate::text::Span;
use labels::{Label, Who, labels};

/// How sure turns and their named speakers are. Set by hand: the corpora have too few interviews to count.
pub const SURE: f32 = 0.95;
/// How sure it is who answers, where only the words before the interview tell.
const GUESSED: f32 = 0.63;

/// What somebody says in an interview.
pub struct Turn {
    /// Its paragraphs: the first has the label.
    pub paragraphs: Range<usize>,
    /// What is said, without label, marks and the last full stop.
    pub content: Span,
    /// The label, where it names somebody.
    pub source: Option<Span>,
    /// Index of the entity that speaks.
    pub speaker: Option<usize>,
    /// How sure the speaker is.
    pub speaker_confidence: f32,
}

impl Turn {
    /// Its paragraphs.
    pub fn span(&self, segments: &Segments) -> Span {
        let paragraphs = &segments.paragraphs[self.paragraphs.clone()];
        Span::new(paragraphs[0].span.start, paragraphs[paragraphs.len() - 1].span.end)
    }
}

/// The turns of an article's interview, in order.
pub fn turns(article: &Article, encoding: &Encoding) -> Vec<Turn> {
    let labels = believed(article, encoding, labels(article));
    let Some(first) = labels.first().map(|label| label.paragraph) else { return Vec::new() };
    let parties = Parties::of(article, &labels, first);
    let mut turns = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let next = labels.get(at + 1).map(|next| next.paragraph);
        let end = end(article, label, next);
        let (source, speaker, speaker_confidence) = match label.who {
            Who::Asks => (None, parties.asks, parties.asks.map_or(0.0, |_| parties.sure)),
            Who::Answers => (None, parties.answers, parties.answers.map_or(0.0, |_| parties.sure)),
            Who::Somebody(entity) => (Some(label.span), entity, entity.map_or(0.0, |_| SURE)),
        };
        let words = article.segments.span(label.said.start..article.tokens_of(end - 1).end);
        let Some(content) = content(article, label, words) else { continue };
        turns.push(Turn { paragraphs: label.paragraph..end, content, source, speaker, speaker_confidence });
    }
    turns
}

/// The labels that are those of turns. Questions and answers need one of each; named labels at least two that take turns, most of
/// them before what somebody can say.
fn believed(article: &Article, encoding: &Encoding, all: Vec<Label>) -> Vec<Label> {
    let (named, lettered): (Vec<Label>, Vec<Label>) =
        all.into_iter().partition(|label| matches!(label.who, Who::Somebody(_)));
    let count = |who: Who| lettered.iter().filter(|label| label.who == who).count();
    let has_both = count(Who::Asks) > 0 && count(Who::Answers) > 0;
    let takes_turns = named.iter().any(|label| label.name != named[0].name);
    let known = named.iter().filter(|label| matches!(label.who, Who::Somebody(Some(_)))).count();
    let returns = (1..named.len()).any(|at| named[..at].iter().any(|label| label.name == named[at].name));
    let asks = named.iter().any(|label| article.token(label.said.end - 1).is_mark("?"));
    let talks = |label: &&Label| has_verb(encoding, article.segments.span(label.said.clone()));
    let talk = named.iter().filter(talks).count();
    let is_interview = takes_turns && known > 0 && (returns || asks) && 2 * talk >= named.len();
    let mut found = Vec::new();
    if has_both {
        found.extend(lettered);
    }
    if is_interview {
        found.extend(named);
    }
    found.sort_by_key(|label| label.paragraph);
    found
}

/// Who asks and who answers, where the labels do not name them.
struct Parties {
    asks: Option<usize>,
    answers: Option<usize>,
    sure: f32,
}

impl Parties {
    fn of(article: &Article, labels: &[Label], first: usize) -> Self {
        let asks = |label: &&Label| article.token(label.said.end - 1).is_mark("?");
        let named = |label: &Label| match label.who {
            Who::Somebody(entity) => entity,
            _ => None,
        };
        if let Some(asker) = labels.iter().filter(asks).find_map(named) {
            let answers = labels.iter().filter_map(named).find(|entity| *entity != asker);
            return Parties { asks: Some(asker), answers, sure: GUESSED };
        }
        let asks = interviewer(article, first);
        let answers = interviewee(article, first, asks);
        Parties { asks: asks.or(article.entities.author), answers, sure: GUESSED }
    }
}

/// The mentions of persons before the interview starts at the paragraph `first`.
fn introduced<'a>(article: &'a Article, first: usize) -> impl Iterator<Item = &'a Mention> {
    let start = article.segments.paragraphs[first].span.start;
    let before = article.entities.mentions.iter().take_while(move |mention| mention.span.end <= start);
    before.filter(|mention| article.entities.entities[mention.entity].kind == EntityKind::Person)
}

/// Whom the introduction says that somebody else "spoke to", or who "spoke to" somebody: of two persons the one that is
/// spoken of less.
fn interviewer(article: &Article, first: usize) -> Option<usize> {
    const TALKS: [&str; 10] = [
        "spoke",
        "speaks",
        "talked",
        "talks",
        "interviewed",
        "interview",
        "sat",
        "asked",
        "conversation",
        "told",
    ];
    let asked = interviewee(article, first, None)?;
    let mut others = introduced(article, first).filter(|mention| mention.entity != asked);
    let other = others.next()?;
    let sentence = article.token(article.segments.tokens_in(other.span).start).sentence;
    let sentence = article.segments.sentences[sentence].span;
    let tells = article.segments.tokens_in(sentence).any(|at| TALKS.contains(&&*article.token(at).lower));
    let names_both = article.entities.within(sentence).any(|mention| mention.entity == asked);
    let is_one = others.all(|mention| mention.entity == other.entity);
    (tells && names_both && is_one && other.form == Form::Name).then_some(other.entity)
}

/// Whoever but `asks` is spoken of most before the interview starts at the paragraph `first`; nobody where two are.
fn interviewee(article: &Article, first: usize, asks: Option<usize>) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for mention in introduced(article, first).filter(|mention| Some(mention.entity) != asks) {
        match counts.iter_mut().find(|(_, entity)| *entity == mention.entity) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, mention.entity)),
        }
    }
    counts.sort_unstable();
    let (most, entity) = counts.pop()?;
    counts.last().is_none_or(|(count, _)| *count < most).then_some(entity)
}

/// One past the last paragraph of a turn: others without a label may follow before the next turn, and are answers, too.
fn end(article: &Article, label: &Label, next: Option<usize>) -> usize {
    let Some(next) = next.filter(|_| label.who != Who::Asks) else { return label.last + 1 };
    let goes_on = |paragraph: &usize| {
        let tokens = article.tokens_of(*paragraph);
        !tokens.is_empty() && matches!(&*article.token(tokens.end - 1).lower, "." | "!")
    };
    label.last + 1 + (label.last + 1..next).take_while(goes_on).count()
}

/// What is said: in marks where a label stands before a quotation, else all but the last full stop.
fn content(article: &Article, label: &Label, words: Span) -> Option<Span> {
    let passage = article.passage_of(label.said.start).map(|passage| &article.passages[passage]);
    if let Some(passage) = passage.filter(|passage| passage.span.end >= words.end) {
        return passage.content(article.text, article.segments);
    }
    super::contents::content(article, words)
}

/// Whether a verb is among the words of `span`.
pub fn has_verb(encoding: &Encoding, span: Span) -> bool {
    encoding.nodes[encoding.words_in(span)].iter().any(|node| node.is_verb() || node.is_auxiliary())
}
