//! Interviews set down as turns: "Q: …", "A: …", "ANA RUIZ: …", "AR: …".
//!
//! Each turn is a direct quote without marks. A label alone proves nothing ("Date: …", "Photo: …"), so that turns are
//! believed only where several of them make an interview, and names only where somebody of the text goes by them.

use std::ops::Range;

use super::article::Article;
use crate::encoder::Encoding;
use crate::entities::Mention;
use crate::reading::{EntityKind, Form};
use crate::segment::{Segments, Token};
use crate::text::Span;

/// Tokens that a label has at most.
const LONGEST_LABEL: usize = 5;

/// How sure turns and their named speakers are. Set by hand: the corpora have too few interviews to count.
pub const SURE: f32 = 0.95;
/// How sure it is who answers, where only the words before the interview tell: as sure as whoever spoke last.
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

/// Whom a label stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// "Q"
    Asks,
    /// "A"
    Answers,
    Person(usize),
    /// "MODERATOR"
    Unknown,
}

/// A paragraph that opens with a label.
struct Labelled {
    paragraph: usize,
    who: Who,
    label: Span,
    /// The tokens after the label.
    said: Range<usize>,
}

/// The turns of an article's interview, in order; the questions of whom nobody knows are none.
pub fn turns(article: &Article, encoding: &Encoding) -> Vec<Turn> {
    let paragraphs = 0..article.segments.paragraphs.len();
    let labelled: Vec<Labelled> = paragraphs.filter_map(|at| labelled(article, at)).collect();
    let interview = interview(article, encoding, labelled);
    let Some(first) = interview.first().map(|turn| turn.paragraph) else { return Vec::new() };
    let asks = interviewer(article, first);
    let asked = interviewee(article, first, asks);
    let mut turns = Vec::new();
    for (at, turn) in interview.iter().enumerate() {
        let next = interview.get(at + 1).map(|next| next.paragraph);
        let paragraphs = turn.paragraph..last_paragraph(article, turn, next) + 1;
        let (source, speaker, speaker_confidence) = match turn.who {
            Who::Asks if asks.is_none() => continue,
            Who::Asks => (None, asks, GUESSED),
            Who::Answers => (None, asked, asked.map_or(0.0, |_| GUESSED)),
            Who::Person(entity) => (Some(turn.label), Some(entity), SURE),
            Who::Unknown => (Some(turn.label), None, 0.0),
        };
        let tagged = article.segments.span(turn.said.start..tokens_of(article, paragraphs.end - 1).end);
        let content = content(article, turn, tagged);
        turns.push(Turn { paragraphs, content, source, speaker, speaker_confidence });
    }
    turns
}

/// The labelled paragraphs that are turns of an interview; none where they make none.
fn interview(article: &Article, encoding: &Encoding, mut labelled: Vec<Labelled>) -> Vec<Labelled> {
    let count = |who: Who| labelled.iter().filter(|turn| turn.who == who).count();
    if count(Who::Asks) > 0 && count(Who::Answers) > 0 {
        labelled.retain(|turn| matches!(turn.who, Who::Asks | Who::Answers));
        return labelled;
    }
    labelled.retain(|turn| matches!(turn.who, Who::Person(_) | Who::Unknown));
    let persons = labelled.iter().filter(|turn| matches!(turn.who, Who::Person(_))).count();
    let asks = |turn: &Labelled| article.token(turn.said.end - 1).lower == "?";
    let returns = |(at, turn): (usize, &Labelled)| {
        turn.who != Who::Unknown && labelled[..at].iter().any(|before| before.who == turn.who)
    };
    let alternates = labelled.iter().any(asks) || labelled.iter().enumerate().any(returns);
    let talk =
        labelled.iter().filter(|turn| has_verb(encoding, article.segments.span(turn.said.clone()))).count();
    let is_interview = persons > 1 && alternates && 2 * talk >= labelled.len();
    if is_interview { labelled } else { Vec::new() }
}

fn tokens_of(article: &Article, paragraph: usize) -> Range<usize> {
    let sentences = &article.segments.sentences[article.segments.paragraphs[paragraph].sentences.clone()];
    match (sentences.first(), sentences.last()) {
        (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
        _ => 0..0,
    }
}

fn labelled(article: &Article, paragraph: usize) -> Option<Labelled> {
    let tokens = tokens_of(article, paragraph);
    if article.segments.paragraphs[paragraph].is_title {
        return None;
    }
    // "Q." is one token, as initials are.
    let stops = matches!(article.token(tokens.start).lower.as_str(), "q." | "a.");
    let end = match stops {
        true => tokens.start,
        false => {
            let mut places = tokens.start + 1..tokens.end.min(tokens.start + LONGEST_LABEL + 1);
            places.find(|at| article.token(*at).lower == ":")?
        }
    };
    let label = article.segments.span(tokens.start..end.max(tokens.start + 1));
    let who = who(article, tokens.start..end, label.of(article.text).trim_end_matches('.'))?;
    let said = end + 1..tokens.end;
    let has_words = article.segments.tokens[said.clone()].iter().any(Token::is_word);
    has_words.then_some(Labelled { paragraph, who, label, said })
}

fn who(article: &Article, tokens: Range<usize>, label: &str) -> Option<Who> {
    match label {
        "Q" | "Question" | "QUESTION" => return Some(Who::Asks),
        "A" | "Answer" | "ANSWER" => return Some(Who::Answers),
        _ => {}
    }
    let words = article.segments.tokens[tokens.clone()].iter().filter(|token| token.is_word());
    if !words.clone().all(|token| token.is_capitalised(article.text)) {
        return None;
    }
    if let Some(entity) = goes_by(article, tokens, label) {
        return Some(Who::Person(entity));
    }
    let shouts = words.clone().count() > 0 && !label.chars().any(char::is_lowercase);
    (shouts && label.chars().count() > 3).then_some(Who::Unknown)
}

/// The person of the text whose name, surname or initials the label is: whoever is named most often.
fn goes_by(article: &Article, tokens: Range<usize>, label: &str) -> Option<usize> {
    let wanted = label.to_lowercase();
    let initials: String = wanted.chars().filter(|c| *c != '.').collect();
    let is_short = initials.chars().count() < 4 && !label.chars().any(char::is_lowercase);
    let fits = |mention: &&Mention| {
        let name = mention.span.of(article.text);
        // Other labels introduce nobody.
        if !name.chars().any(char::is_lowercase) {
            return false;
        }
        let name = name.to_lowercase();
        let opening: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
        name == wanted
            || name.strip_suffix(&wanted).is_some_and(|rest| rest.ends_with(' '))
            || is_short && opening.chars().count() > 1 && opening == initials
    };
    let named = || {
        article.entities.mentions.iter().filter(|mention| {
            mention.form == Form::Name && article.entities.entities[mention.entity].kind == EntityKind::Person
        })
    };
    let often = |entity: usize| named().filter(|mention| mention.entity == entity).count();
    let known = named().filter(fits).map(|mention| mention.entity).max_by_key(|entity| often(*entity));
    let own = || article.mention(tokens.start).filter(|mention| mention.span.of(article.text) == label);
    known.or_else(|| named().find(|mention| own() == Some(*mention)).map(|mention| mention.entity))
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

/// The last paragraph of a turn: others without a label may follow before the next turn, and are answers, too.
fn last_paragraph(article: &Article, turn: &Labelled, next: Option<usize>) -> usize {
    let Some(next) = next.filter(|_| turn.who != Who::Asks) else { return turn.paragraph };
    let goes_on = |paragraph: &usize| {
        let tokens = tokens_of(article, *paragraph);
        !tokens.is_empty() && matches!(article.token(tokens.end - 1).lower.as_str(), "." | "!")
    };
    (turn.paragraph + 1..next).take_while(goes_on).last().unwrap_or(turn.paragraph)
}

/// What is said: in marks where a label stands before a quotation, else all but the last full stop.
fn content(article: &Article, turn: &Labelled, tagged: Span) -> Span {
    let passage = article.passage_of(turn.said.start).map(|passage| &article.passages[passage]);
    if let Some(passage) = passage.filter(|passage| passage.span.end >= tagged.end) {
        return passage.content(article.text, article.segments).unwrap_or(tagged);
    }
    let words = tagged.of(article.text);
    let ends = words.ends_with('.') && !words.ends_with("..");
    Span::new(tagged.start, tagged.end - usize::from(ends))
}

/// Whether a verb is among the words of `span`.
fn has_verb(encoding: &Encoding, span: Span) -> bool {
    let first = encoding.words.partition_point(|word| word.start < span.start);
    let words = encoding.words[first..].iter().zip(&encoding.nodes[first..]);
    let mut words = words.take_while(|(word, _)| word.end <= span.end);
    words.any(|(_, node)| node.is_verb() || node.is_auxiliary())
}
