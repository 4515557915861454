//! From the words of a subject to the source and the speaker.

use std::ops::Range;

use super::cues::is_noun_of;
use super::line::Article;
use super::reader::{Finite, Reader, among};
use crate::entities::Mention;
use crate::reading::{EntityKind, Form, Layer};
use crate::segment::TokenKind;
use crate::text::Span;

/// Who a cue says it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    /// The words that name the speaker.
    pub span: Span,
    /// Index of the entity that speaks.
    pub speaker: Option<usize>,
    /// Index of the body that a spokesman speaks for.
    pub on_behalf_of: Option<usize>,
}

/// Where the subject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// "X said"
    Left,
    /// "said X", "according to X"
    Right,
}

/// Appositions that a subject may have: "X, head of Y, father of Z, said".
const MOST_APPOSITIONS: usize = 4;
/// Units that a noun phrase may have.
const LONGEST_PHRASE: usize = 40;

/// The subject that ends right before `verb`, with its appositions; empty where there is none.
pub fn left_of(reader: &Reader, verb: usize, floor: usize) -> Range<usize> {
    if verb <= floor {
        return verb..verb;
    }
    if !reader.is_comma(verb - 1) {
        return phrase_left(reader, verb, floor).0;
    }
    let end = relative_aside(reader, verb - 1, floor).unwrap_or(verb - 1);
    let mut region = end..end;
    let mut border = end;
    for _ in 0..MOST_APPOSITIONS {
        let (part, is_complete) = phrase_left(reader, border, floor);
        let is_gerund = reader.lower(part.start).ends_with("ing") && reader.share(part.start, "VERB") >= 50;
        // "of Flint, Michigan,"
        let is_region = reader.mention_end(part.start) == Some(part.end)
            && reader.mention(part.start).is_some_and(|mention| mention.layer == Layer::Place);
        let is_aside =
            is_gerund || is_region || reader.is_preposition(part.start) || reader.is_adverb(part.start);
        if is_aside
            && is_complete
            && region.is_empty()
            && part.start > floor
            && reader.is_comma(part.start - 1)
        {
            border = part.start - 1;
            region = border..border;
            continue;
        }
        if part.is_empty() || !is_complete || is_aside {
            break;
        }
        region.start = part.start;
        if part.start == floor || !reader.is_comma(part.start - 1) {
            break;
        }
        border = part.start - 1;
    }
    region
}

/// "A spokesman, who asked not to be named,": the comma before the relative clause that ends at `end`.
fn relative_aside(reader: &Reader, end: usize, floor: usize) -> Option<usize> {
    const MOST_COMMAS: usize = 2;
    let mut commas = 0;
    for at in (floor + 1..end).rev().take(LONGEST_PHRASE) {
        commas += usize::from(reader.is_comma(at));
        if commas > MOST_COMMAS || reader.passage(at).is_some() || reader.lower(at) == ";" {
            return None;
        }
        if matches!(reader.lower(at), "who" | "which" | "whose" | "whom") && reader.is_comma(at - 1) {
            return Some(at - 1);
        }
    }
    None
}

/// The words before `end` back to a comma or the border of a clause; whether a comma or the line's start ends it.
fn phrase_left(reader: &Reader, end: usize, floor: usize) -> (Range<usize>, bool) {
    let mut start = end;
    let mut conjunction = None;
    while start > floor && end - start < LONGEST_PHRASE {
        let at = start - 1;
        if reader.is_comma(at) {
            return (start..end, true);
        }
        if let Some(relative) = relative_start(reader, at, floor) {
            start = relative;
            continue;
        }
        if ends_phrase(reader, at) {
            let is_complete = reader.passage(at).is_some() || reader.is_mark(at) || reader.lower(at) == "but";
            return (if is_complete { start } else { conjunction.unwrap_or(start) }..end, is_complete);
        }
        if matches!(reader.lower(at), "and" | "or") && conjunction.is_none() {
            conjunction = Some(start);
        }
        let follows_noun =
            matches!(reader.lower(at), "who" | "which") && at > floor && !reader.is_comma(at - 1);
        let is_inside = follows_noun && at + 1 < end;
        if matches!(reader.lower(at), "who" | "which" | "that") && !is_inside {
            return (at..end, at + 1 == end);
        }
        start -= 1;
    }
    let start = if floor > 0 && start == floor { conjunction.unwrap_or(start) } else { start };
    (start..end, start == floor)
}

/// The "who" of the relative clause whose verb stands at `verb`: "an official who also sits on the board".
fn relative_start(reader: &Reader, verb: usize, floor: usize) -> Option<usize> {
    const FURTHEST: usize = 6;
    if reader.finite(verb) == Finite::No {
        return None;
    }
    let before = (floor + 1..verb).rev().take(FURTHEST);
    let mut before = before.take_while(|at| !reader.is_mark(*at) && reader.passage(*at).is_none());
    before.find(|at| matches!(reader.lower(*at), "who" | "which") && !reader.is_comma(at - 1))
}

/// Whether no noun phrase runs over this unit.
fn ends_phrase(reader: &Reader, at: usize) -> bool {
    const BORDERS: &str = "what how why but while because although though if when where whether than since until unless whereas";
    let is_participle = reader.is_preposition(at + 1);
    reader.passage(at).is_some()
        || reader.is_mark(at) && !among(reader.lower(at), "( ) [ ] - / & # $")
        || among(reader.lower(at), BORDERS)
        || match reader.finite(at) {
            Finite::Yes => true,
            Finite::Maybe => !is_participle,
            Finite::No => false,
        }
}

/// The noun phrase from `from` on, up to a comma, a clause, or what follows a name: "according to Okello the …".
pub fn right_of(reader: &Reader, from: usize) -> Range<usize> {
    let mut end = from;
    while end < reader.len() && end - from < LONGEST_PHRASE {
        let word = reader.lower(end);
        let after_name = end > from && reader.mention(end - 1).is_some() && reader.mention(end).is_none();
        let amount = among(reader.lower(end), "over about some around nearly almost at")
            && (reader.is_number(end + 1) || reader.is_number(end + 2));
        let restarts = after_name
            && (reader.is(end, "determiner")
                || reader.is_subject_pronoun(end)
                || reader.is_number(end)
                || amount);
        let is_clause = among(word, "who which that as to when after before during") && end > from;
        let is_time = reader.is(end, "weekday") && end > from;
        if reader.is_comma(end)
            || ends_phrase(reader, end)
            || restarts
            || is_clause && word != "to"
            || is_time
        {
            break;
        }
        if is_clause && reader.finite(end + 1) == Finite::No && reader.share(end + 1, "VERB") >= 50 {
            break;
        }
        end += 1;
    }
    while end > from + 1 && (reader.is_preposition(end - 1) || matches!(reader.lower(end - 1), "and" | "or"))
    {
        end -= 1;
    }
    from..end
}

/// A mention in the phrase.
struct Head<'a> {
    start: usize,
    end: usize,
    mention: &'a Mention,
    /// Whether it stands for the phrase; else a preposition, a verb or a possessive makes it part of another.
    is_free: bool,
    /// The part between commas that it stands in.
    part: usize,
}

/// The source that the noun phrase `region` names.
pub fn source_in(reader: &Reader, region: Range<usize>, side: Side) -> Option<Source> {
    let region = trimmed(reader, region);
    if region.is_empty() {
        return None;
    }
    if side == Side::Left
        && let Some(source) = relative(reader, &region)
    {
        return Some(source);
    }
    let heads = heads(reader, &region);
    let kind =
        |head: &Head| reader.article.entities.entities.get(head.mention.entity).map(|entity| entity.kind);
    let is_person = |head: &&Head| {
        head.is_free && head.mention.form == Form::Name && kind(head) == Some(EntityKind::Person)
    };
    let first_person = heads.iter().find(is_person);
    let person = first_person
        .and_then(|first| heads.iter().rev().find(|head| is_person(head) && head.part == first.part));
    let beside = heads.iter().find(|head| {
        side == Side::Left
            && head.is_free
            && head.part == 0
            && reader.is_comma(head.end) | (head.end == region.end)
    });
    let chosen = person.or(beside).or_else(|| heads.iter().find(|head| head.is_free));
    match chosen {
        Some(head) => Some(named(reader, &region, head)),
        None => unnamed(reader, &region, &heads, side),
    }
}

/// Without the adverbs, conjunctions and marks at its borders.
fn trimmed(reader: &Reader, mut region: Range<usize>) -> Range<usize> {
    let drops = |at: usize| {
        reader.is_mark(at)
            || among(reader.lower(at), "and or but so as yet nor")
            || reader.is_adverb(at) && reader.mention(at).is_none()
    };
    while !region.is_empty() && drops(region.start) {
        region.start += 1;
    }
    while !region.is_empty() && drops(region.end - 1) {
        region.end -= 1;
    }
    region
}

/// "who told": the pronoun is the source, and what it stands for the speaker.
fn relative(reader: &Reader, region: &Range<usize>) -> Option<Source> {
    let at = region.end - 1;
    if !matches!(reader.lower(at), "who" | "which" | "that") || at == 0 {
        return None;
    }
    let before = if reader.is_comma(at - 1) && at > 1 { at - 2 } else { at - 1 };
    let speaker = reader.mention(before).map(|mention| mention.entity);
    Some(Source { span: reader.span(at, at + 1), speaker, on_behalf_of: None })
}

fn heads<'a>(reader: &Reader<'a>, region: &Range<usize>) -> Vec<Head<'a>> {
    const POSSESSIVE: &str = "his her their its my our your";
    let mut heads: Vec<Head> = Vec::new();
    let mut part = 0;
    let mut at = region.start;
    while at < region.end {
        part += usize::from(reader.is_comma(at));
        let (Some(mention), Some(end)) = (reader.mention(at), reader.mention_end(at)) else {
            at += 1;
            continue;
        };
        let end = end.min(region.end);
        let owns = reader.token(end).is_some_and(|token| token.kind == TokenKind::Possessive)
            || mention.form == Form::Pronoun && among(reader.lower(at), POSSESSIVE) && end < region.end;
        let joined = at > region.start && matches!(reader.lower(at - 1), "and" | "or" | "&");
        let is_free = match heads.last() {
            Some(last) if joined && last.part == part => last.is_free && !owns,
            _ => !owns && !is_governed(reader, region.start, at),
        };
        heads.push(Head { start: at, end, mention, is_free, part });
        at = end;
    }
    heads
}

/// Whether a preposition or a verb stands before the phrase of the mention at `at`.
fn is_governed(reader: &Reader, floor: usize, at: usize) -> bool {
    let mut before = at;
    while before > floor && modifies(reader, before - 1) {
        before -= 1;
    }
    if before == floor || quantified(reader, floor, before).is_some() {
        return false;
    }
    let governor = before - 1;
    let gerund = reader.lower(governor).ends_with("ing") && reader.share(governor, "NOUN") < 80;
    let is_verb = (gerund || reader.share(governor, "VERB") >= 50) && !reader.is_capitalised(governor);
    reader.is_preposition(governor) || is_verb || reader.lower(governor) == "that"
}

fn modifies(reader: &Reader, at: usize) -> bool {
    reader.is(at, "determiner")
        || reader.is(at, "number")
        || reader.is(at, "title")
        || reader.share(at, "ADJ") >= 50
}

/// The start of "one of", where it stands right before `at`.
fn quantified(reader: &Reader, floor: usize, at: usize) -> Option<usize> {
    const QUANTITIES: &str = "one some many several both most all few none each dozens hundreds thousands two three \
         four percent majority third half quarter handful number group couple members";
    let quantity = at.checked_sub(2).filter(|quantity| *quantity >= floor)?;
    (reader.lower(at - 1) == "of" && among(reader.lower(quantity), QUANTITIES)).then_some(quantity)
}

fn named(reader: &Reader, region: &Range<usize>, head: &Head) -> Source {
    let mut start = head.start;
    while start > region.start && modifies(reader, start - 1) {
        start -= 1;
    }
    let quantity = quantified(reader, region.start, start);
    let is_report = head.end < region.end && is_message(reader, head.end);
    let span = match quantity {
        Some(quantity) => reader.span(quantity, head.end),
        None if is_report => reader.span(head.start, head.end + 1),
        None => head.mention.span,
    };
    let phrase = reader.span(region.start, region.end);
    let on_behalf_of = on_behalf_of(reader.article, phrase, head.mention.entity);
    Source { span, speaker: Some(head.mention.entity), on_behalf_of }
}

/// A source that no mention stands for: a pronoun, "the group's statement", or a plain noun phrase.
fn unnamed(reader: &Reader, region: &Range<usize>, heads: &[Head], side: Side) -> Option<Source> {
    let words = match side {
        Side::Left if reader.is_preposition(region.start) => noun_phrase_left(reader, region),
        Side::Left | Side::Right => noun_phrase_right(reader, region),
    };
    let words = if words.is_empty() { noun_phrase_left(reader, region) } else { words };
    if words.is_empty() {
        return None;
    }
    let says_for = (words.start..words.end).any(|at| is_message(reader, at));
    let giver = heads.iter().find(|head| says_for && (head.start >= words.start || head.end < words.start));
    let span = with_opening_mark(reader, words.start, reader.span(words.start, words.end));
    let speaker =
        giver.map(|head| head.mention.entity).or_else(|| reader.article.named(span.of(reader.article.text)));
    Some(Source { span, speaker, on_behalf_of: None })
}

/// A phrase whose first words stand in marks, with the opening one.
fn with_opening_mark(reader: &Reader, start: usize, span: Span) -> Span {
    let article = reader.article;
    let passage = reader.token_index(start).and_then(|token| article.passage_of(token));
    let Some(passage) = passage.map(|passage| &article.passages[passage]) else { return span };
    if passage.span.end <= span.end { Span::new(passage.span.start.min(span.start), span.end) } else { span }
}

/// The noun phrase that ends the region, its determiner left out.
fn noun_phrase_left(reader: &Reader, region: &Range<usize>) -> Range<usize> {
    let end = (region.start..region.end).find(|at| reader.is_comma(*at)).unwrap_or(region.end);
    let mut start = end;
    while start > region.start && in_phrase(reader, start - 1) {
        start -= 1;
    }
    while start + 1 < end
        && (reader.is(start, "determiner") || reader.lower(start) == "of")
        && !reader.is(start, "number")
    {
        start += 1;
    }
    start..end
}

fn noun_phrase_right(reader: &Reader, region: &Range<usize>) -> Range<usize> {
    let mut start = region.start;
    while start + 1 < region.end && reader.is(start, "determiner") {
        start += 1;
    }
    let mut end = start;
    while end < region.end && in_phrase(reader, end) {
        end += 1;
    }
    start..end
}

fn in_phrase(reader: &Reader, at: usize) -> bool {
    let is_word =
        reader.token(at).is_some_and(|token| token.is_word() || token.kind == TokenKind::Possessive);
    let is_other = reader.is_preposition(at) && !matches!(reader.lower(at), "of" | "for")
        || reader.is_auxiliary(at)
        || reader.is_adverb(at)
        || reader.is(at, "weekday");
    is_word && !is_other
}

/// Words for what carries somebody's word: "statement", "report".
pub fn is_message(reader: &Reader, at: usize) -> bool {
    is_noun_of(reader.lower(at), "message")
}

/// The body that `speaker` speaks for by the words of a phrase: "a spokesman for X", "X spokesman Y".
pub fn on_behalf_of(article: &Article, phrase: Span, speaker: usize) -> Option<usize> {
    let mut tokens = article.segments.tokens_in(phrase);
    let at = tokens.find(|at| {
        let word = article.token(*at).lower.as_str();
        let next = article.segments.tokens.get(at + 1).map_or("", |next| next.lower.as_str());
        word.starts_with("spokes")
            || matches!(word, "representative" | "spox")
            || word == "press" && matches!(next, "secretary" | "officer" | "attaché" | "attache")
    })?;
    let role = article.token(at).span;
    let body = |mention: &&Mention| {
        let kind = article.entities.entities.get(mention.entity).map(|entity| entity.kind);
        mention.entity != speaker
            && matches!(kind, Some(EntityKind::Organisation | EntityKind::Country | EntityKind::Group))
    };
    let next = article.segments.tokens.get(at + 1).map_or("", |next| next.lower.as_str());
    let after = matches!(next, "for" | "of")
        .then(|| article.entities.within(Span::new(role.end, phrase.end.max(role.end))).find(body));
    let before = || article.entities.within(Span::new(phrase.start, role.start)).rev().find(body);
    after.flatten().or_else(before).map(|body| body.entity)
}
