//! Layers: whether a name stands for somebody who acts, or for a location, where it stands.

use std::ops::Range;

use super::gazetteer::gazetteer;
use super::names::{Class, Name, capitalised};
use crate::lexicon;
use crate::reading::Layer;
use crate::segment::{Segments, TokenKind};

/// The layer of `name`, and for a capital that speaks for its state the country: "Moscow said".
pub fn layer(text: &str, segments: &Segments, name: &Name) -> (Layer, Option<usize>) {
    match name.class {
        Class::Person | Class::Organisation | Class::People => (Layer::Actor, None),
        Class::Country(_) if is_location(text, segments, name) => (Layer::Place, None),
        Class::Country(_) => (Layer::Actor, None),
        Class::Place => {
            let words = segments.span(name.tokens.clone()).of(text);
            let capital_of = gazetteer().meaning(words).and_then(|meaning| meaning.capital_of);
            match capital_of.filter(|_| !is_location(text, segments, name) && acts(segments, name)) {
                Some(country) => (Layer::Actor, Some(country)),
                None => (Layer::Place, None),
            }
        }
    }
}

/// Whether the words before the token `start` make it a location: a preposition of place or a verb of going before it,
/// over determiners, compass words and earlier members of a list.
pub fn locative_before(segments: &Segments, start: usize) -> bool {
    let tokens = &segments.tokens;
    let first = segments.sentences[tokens[start].sentence].tokens.start;
    let mut at = start;
    while at > first && is_compass(&tokens[at - 1].lower) {
        at -= 1;
    }
    // "northern Mali" is ground, whatever stands before.
    if tokens[at..start].iter().any(|token| token.lower.ends_with("ern")) {
        return true;
    }
    let before =
        |steps: usize| at.checked_sub(steps).filter(|at| *at >= first).map_or("", |at| &*tokens[at].lower);
    match before(1) {
        "to" => {
            before(2) != "according"
                && gazetteer().role(before(2)).is_none()
                && !is_given(segments, first, at)
        }
        "for" => lexicon::is(before(2), "post"),
        "of" => lexicon::is(before(2), "area"),
        word => lexicon::is(word, "locative") || lexicon::is(word, "going"),
    }
}

/// Whether what stands before "to" is given to somebody: "aid to", "an ultimatum to", "paid money to".
fn is_given(segments: &Segments, first: usize, at: usize) -> bool {
    let to = at - 1;
    // The "to" may end the sentence before.
    let start = to.saturating_sub(FARTHEST_GIFT).max(first).min(to);
    let before = segments.tokens[start..to].iter().rev();
    let mut words = before.take_while(|token| !token.is_mark(",")).map(|token| &*token.lower);
    let nearest = words.next().unwrap_or_default();
    lexicon::is(nearest, "gift")
        || !lexicon::is(nearest, "going")
            && std::iter::once(nearest).chain(words).any(|word| lexicon::is(word, "giving"))
}

/// Words before "to" that a verb of giving is looked for in: "lent $1 billion to".
const FARTHEST_GIFT: usize = 4;

fn is_compass(word: &str) -> bool {
    lexicon::is(word, "compass") || word.ends_with("ern") && word.len() > 5
}

/// Whether the words around make it a location: "in Syria", "the coast of Libya", "Sofia, Bulgaria", "Syria and Iraq".
fn is_location(text: &str, segments: &Segments, name: &Name) -> bool {
    let words = segments.span(name.tokens.clone()).of(text);
    if gazetteer()
        .meaning(words)
        .is_some_and(|meaning| meaning.people_of.is_some() && meaning.country.is_none())
    {
        return false;
    }
    // "in Afghanistan's response" is the state's; "in Syria's north" is a place.
    !owns_affairs(segments, name)
        && (locative_before(segments, name.tokens.start)
            || of_no_actor(segments, name)
            || in_list(text, segments, &name.tokens))
}

/// "Beirut's answer", but not "Beirut's southern suburbs".
fn owns_affairs(segments: &Segments, name: &Name) -> bool {
    let mut after = segments.tokens[name.tokens.end..].iter();
    let owns = after.next().is_some_and(|next| next.kind == TokenKind::Possessive);
    let owned = after.find(|token| !is_compass(&token.lower));
    owns && !owned.is_some_and(|owned| lexicon::is(&owned.lower, "ground"))
}

/// "the invasion of Iraq", but not "the mayor of Riga".
fn of_no_actor(segments: &Segments, name: &Name) -> bool {
    let before =
        |steps: usize| name.tokens.start.checked_sub(steps).map_or("", |at| &*segments.tokens[at].lower);
    let skip = usize::from(before(1) == "the");
    before(1 + skip) == "of" && {
        let head = before(2 + skip);
        gazetteer().role(head).is_none() && !lexicon::titles().contains(head)
    }
}

/// The second of a list of locations, or the country behind a city.
pub fn in_list(text: &str, segments: &Segments, name: &Range<usize>) -> bool {
    let tokens = &segments.tokens;
    let first = segments.sentences[tokens[name.start].sentence].tokens.start;
    let is_separator =
        |at: usize| tokens[at].is_mark(",") || matches!(&*tokens[at].lower, "and" | "or" | "the");
    let mut at = name.start;
    let mut items = 0;
    while items < LONGEST_LIST {
        let separators = (first..at).rev().take_while(|before| is_separator(*before)).count();
        let end = at - separators;
        let words = (first..end).rev().take_while(|before| tokens[*before].is_capitalised(text)).count();
        if separators == 0 || words == 0 {
            return false;
        }
        at = end - words;
        items += 1;
        let only_comma = separators == 1 && tokens[end].is_mark(",");
        let item = segments.span(at..end).of(text);
        let city = gazetteer()
            .meaning(item)
            .or_else(|| gazetteer().meaning(&capitalised(item)))
            .is_some_and(|meaning| meaning.city.is_some() || meaning.is_region);
        if locative_before(segments, at)
            || items == 1 && only_comma && city && ends_phrase(segments, name.end)
        {
            return true;
        }
    }
    false
}

/// Members of a list that are looked back over.
const LONGEST_LIST: usize = 8;

fn ends_phrase(segments: &Segments, end: usize) -> bool {
    segments
        .tokens
        .get(end)
        .is_none_or(|next| next.kind != TokenKind::Word || lexicon::is(&next.lower, "preposition"))
}

/// Whether a capital stands where a government would: before a verb, in a possessive, after "with", "by" or "sanctions on".
fn acts(segments: &Segments, name: &Name) -> bool {
    let tokens = &segments.tokens;
    let next = tokens.get(name.tokens.end);
    let verb = next.is_some_and(|token| {
        token.kind == TokenKind::Word
            && (lexicon::is(&token.lower, "auxiliary")
                || lexicon::common(&token.lower)
                    .map_or(token.lower.ends_with("ed") || lexicon::is_verb_form(&token.lower), |common| {
                        common.share("VERB") + common.share("AUX") >= 50
                    }))
    });
    let word_before = |steps: usize| name.tokens.start.checked_sub(steps).map(|at| tokens[at].lower.as_str());
    let before = word_before(1);
    // "accused Damascus"
    let addressed =
        before.is_some_and(|word| lexicon::is(word, "addressing")) && ends_phrase(segments, name.tokens.end);
    // "sanctions on Moscow", "called on Kyiv"
    let borne = before == Some("on") && word_before(2).is_some_and(|word| lexicon::is(word, "burden"));
    // "protested to Beijing"
    let first = segments.sentences[tokens[name.tokens.start].sentence].tokens.start;
    let given = before == Some("to") && is_given(segments, first, name.tokens.start);
    let party = borne
        || given
        || addressed
        || matches!(before, Some("with" | "by" | "between" | "against" | "and" | "putting"));
    let opens_list =
        next.is_some_and(|token| token.lower == "and") && before.is_none_or(|word| word == "between");
    // "residents of Khartoum reported"
    verb && before != Some("of") || owns_affairs(segments, name) || party || opens_list
}
