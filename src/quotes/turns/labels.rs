//! Labels of speakers: what stands before what is said in a turn, and whom it names.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon;
use crate::quotes::article::Article;
use crate::reading::{EntityKind, Form};
use crate::segment::{Token, TokenKind};
use crate::text::Span;

/// Tokens that a label has at most.
const LONGEST: usize = 8;

/// Whom a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// "Q"
    Asks,
    /// "A"
    Answers,
    /// A name or a role, and the entity that goes by it.
    Somebody(Option<usize>),
}

/// A paragraph that opens with a label.
pub struct Label {
    /// The paragraph of the label.
    pub paragraph: usize,
    /// The paragraph in which what is said begins.
    pub last: usize,
    pub who: Who,
    /// The label, without its colon.
    pub span: Span,
    /// The name or role in it, in lower case.
    pub name: String,
    /// The tokens after the label.
    pub said: Range<usize>,
}

/// All that may be labels, in order.
pub fn labels(article: &Article) -> Vec<Label> {
    let paragraphs = 0..article.segments.paragraphs.len();
    let is_title = |at: &usize| article.segments.paragraphs[*at].is_title();
    let people = People::of(article);
    paragraphs.filter(|at| !is_title(at)).filter_map(|at| label(article, &people, at)).collect()
}

fn label(article: &Article, people: &People, paragraph: usize) -> Option<Label> {
    let tokens = article.tokens_of(paragraph);
    if tokens.is_empty() {
        return None;
    }
    let (label, said, last) = before_colon(article, &tokens)
        .map(|(label, said)| (label, said, paragraph))
        .or_else(|| on_its_own(article, paragraph))?;
    if !article.segments.tokens[said.clone()].iter().any(Token::is_word) {
        return None;
    }
    let (who, name) = who(article, people, label.clone())?;
    Some(Label { paragraph, last, who, span: article.segments.span(label), name, said })
}

/// "Q. …", "ANA RUIZ: …": the tokens of the label, and those after it.
fn before_colon(article: &Article, tokens: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    // "Q." is one token, as initials are.
    if matches!(&*article.token(tokens.start).lower, "q." | "a.") {
        return Some((tokens.start..tokens.start + 1, tokens.start + 1..tokens.end));
    }
    let mut places = tokens.start + 1..tokens.end.min(tokens.start + LONGEST + 1);
    let colon = places.find(|at| article.token(*at).lower == ":")?;
    Some((tokens.start..colon, colon + 1..tokens.end))
}

/// A name on a line of its own, with what is said in the next paragraph.
fn on_its_own(article: &Article, paragraph: usize) -> Option<(Range<usize>, Range<usize>, usize)> {
    let tokens = article.tokens_of(paragraph);
    let is_last = paragraph + 1 >= article.segments.paragraphs.len();
    let is_plain = article.segments.tokens[tokens.clone()]
        .iter()
        .all(|token| matches!(token.kind, TokenKind::Word) || token.is_mark("(") || token.is_mark(")"));
    if is_last || tokens.is_empty() || tokens.len() > LONGEST || !is_plain {
        return None;
    }
    let says = article.tokens_of(paragraph + 1);
    // A heading that names somebody is followed by text about him; a turn is not.
    let spoken_of = article.mention(tokens.start).is_some_and(|mention| {
        let span = article.segments.span(says.clone());
        article.entities.within(span).any(|other| other.entity == mention.entity && other.form == Form::Name)
    });
    let is_person = article.mention(tokens.start).is_some_and(|mention| {
        let is_whole = mention.span == article.segments.span(tokens.clone());
        is_whole && article.entities.entities[mention.entity].kind == EntityKind::Person
    });
    (is_person && !spoken_of && says.len() > 2).then_some((tokens, says, paragraph + 1))
}

/// Whom a label stands for, and what he is called in it; none for what is no label of anybody.
fn who(article: &Article, people: &People, label: Range<usize>) -> Option<(Who, String)> {
    let words = article.segments.span(label.clone()).of(article.text);
    match words.trim_end_matches('.') {
        "Q" | "Question" | "QUESTION" => return Some((Who::Asks, "q".to_string())),
        "A" | "Answer" | "ANSWER" => return Some((Who::Answers, "a".to_string())),
        _ => {}
    }
    let end = label.clone().find(|at| article.token(*at).is_mark("(")).unwrap_or(label.end);
    let is_capitalised = |token: &Token| {
        token.is_capitalised(article.text) || lexicon::is(&token.lower, "determiner") || token.lower.len() < 4
    };
    let own = &article.segments.tokens[label.start..end];
    let is_name = own.iter().all(|token| token.is_word() && is_capitalised(token) || token.is_mark("."));
    if !is_name || !own.first().is_some_and(|first| first.is_capitalised(article.text)) {
        return None;
    }
    let is_title = |token: &&Token| {
        lexicon::titles().contains(token.lower.as_str()) || lexicon::is(&token.lower, "determiner")
    };
    let titles = own.iter().take_while(is_title).count().min(own.len().saturating_sub(1));
    let start = label.start + titles;
    let name = article.segments.span(start..end).of(article.text);
    let entity = people.by_name(name).or_else(|| named_here(article, start));
    // "Date: …" shouts nobody's name, and names nobody.
    let shouts = !name.chars().any(char::is_lowercase) && name.chars().count() > 3;
    (entity.is_some() || shouts).then(|| (Who::Somebody(entity), name.to_lowercase()))
}

/// Whom the network takes the label at `start` itself for.
fn named_here(article: &Article, start: usize) -> Option<usize> {
    let own = article.mention(start).filter(|mention| mention.form != Form::Pronoun);
    own.map(|mention| mention.entity).filter(|entity| {
        !matches!(article.entities.entities[*entity].kind, EntityKind::Place | EntityKind::Country)
    })
}

/// The persons that a text names, of one name whoever is named most often.
struct People {
    /// By name, and by every end of it that begins with a word.
    by_end: HashMap<String, usize>,
    by_initials: HashMap<String, usize>,
}

impl People {
    fn of(article: &Article) -> Self {
        let is_person = |entity: usize| article.entities.entities[entity].kind == EntityKind::Person;
        let named = || article.entities.mentions.iter().filter(|mention| is_person(mention.entity));
        let mut often: HashMap<usize, usize> = HashMap::new();
        named().for_each(|mention| *often.entry(mention.entity).or_default() += 1);
        let mut people = People { by_end: HashMap::new(), by_initials: HashMap::new() };
        for mention in named() {
            let name = mention.span.of(article.text);
            // Other labels introduce nobody.
            if !name.chars().any(char::is_lowercase) {
                continue;
            }
            let name = name.to_lowercase();
            let add = |names: &mut HashMap<String, usize>, key: &str| {
                let known = names.entry(key.to_string()).or_insert(mention.entity);
                if often[&mention.entity] >= often[known] {
                    *known = mention.entity;
                }
            };
            let ends = name.match_indices(' ').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).for_each(|at| add(&mut people.by_end, &name[at..]));
            let opening: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
            if opening.chars().count() > 1 {
                add(&mut people.by_initials, &opening);
            }
        }
        people
    }

    /// The person whose name, surname or initials the label is.
    fn by_name(&self, label: &str) -> Option<usize> {
        let wanted = label.to_lowercase();
        let initials: String = wanted.chars().filter(|c| *c != '.').collect();
        let is_short = initials.chars().count() < 4 && !label.chars().any(char::is_lowercase);
        let by_initials = || self.by_initials.get(&initials).filter(|_| is_short).copied();
        self.by_end.get(&wanted).copied().or_else(by_initials)
    }
}
