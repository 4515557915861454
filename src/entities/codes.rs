//! PLOVER codes of named actors that no table knows: from titles, nationalities and the words of their names.

use super::gazetteer::{NameWord, gazetteer};
use super::names::{Class, Name};
use super::nominals::Nominal;
use super::{Entities, clusters};
use crate::reading::{EntityKind, Plover};
use crate::segment::{Segments, TokenKind};

/// Tokens before a name that a title may stand in: "Syrian Deputy Foreign Minister".
const LONGEST_TITLE: usize = 5;

/// Sectors of a state's own people.
const OF_STATE: [&str; 5] = ["GOV", "MIL", "LEG", "COP", "JUD"];

/// A country, by its index in the gazetteer, and a sector, where known.
#[derive(Clone, Copy, Default)]
struct Code {
    country: Option<usize>,
    sector: &'static str,
}

/// Gives persons and bodies the codes that the words around their names and in them tell. `names` are the first mentions
/// of `found`, and `told_of` has for each nominal the name that it stands in apposition to.
pub fn add(
    text: &str,
    segments: &Segments,
    names: &[Name],
    nominals: &[Nominal],
    told_of: &[Option<usize>],
    of_names: &[usize],
    found: &mut Entities,
) {
    let mut codes = vec![Code::default(); found.entities.len()];
    let mut tell = |entity: usize, code: Code| {
        let known: &mut Code = &mut codes[entity];
        known.country = known.country.or(code.country);
        if known.sector.is_empty() {
            known.sector = code.sector;
        }
    };
    for (name, entity) in names.iter().zip(of_names) {
        match name.class {
            Class::Person => tell(*entity, of_title(text, segments, name)),
            Class::Organisation => tell(*entity, of_words(text, segments, name)),
            _ => {}
        }
    }
    for (nominal, name) in nominals.iter().zip(told_of) {
        if let Some(name) = name {
            let country = nominal.country.or_else(|| owner_behind(text, segments, nominal));
            tell(of_names[*name], Code { country, sector: nominal.role.sector });
        }
    }
    let home = home(found);
    for (entity, Code { country, sector }) in found.entities.iter_mut().zip(codes) {
        if entity.plover.is_none() && entity.named {
            entity.plover =
                clusters::code(country.map_or("", |index| gazetteer().countries[index].iso3), sector);
        }
        let of_state = |code: &&mut Plover| {
            code.country.is_none() && code.sector.as_deref().is_some_and(|sector| OF_STATE.contains(&sector))
        };
        if let Some(code) = entity.plover.as_mut().filter(of_state) {
            code.country.clone_from(&home);
        }
    }
}

/// The country that the article names most, of equals the first, where it names one more than once: "the army" is its
/// army.
fn home(found: &Entities) -> Option<String> {
    let mut counts = vec![0; found.entities.len()];
    found.mentions.iter().for_each(|mention| counts[mention.entity] += 1);
    let countries =
        found.entities.iter().zip(counts).filter(|(entity, _)| entity.kind == EntityKind::Country);
    let most = countries.rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1)?;
    most.0.plover.clone()?.country
}

/// "president of Peru".
fn owner_behind(text: &str, segments: &Segments, nominal: &Nominal) -> Option<usize> {
    let tokens = &segments.tokens;
    let of = nominal.tokens.end;
    let skip = usize::from(tokens.get(of + 1)?.lower == "the");
    (tokens[of].lower == "of").then(|| country_at(text, segments, of + 1 + skip))?
}

/// "Syrian President X", "Indonesia's health minister Y": the role before a name, and whose it is.
fn of_title(text: &str, segments: &Segments, name: &Name) -> Code {
    let tokens = &segments.tokens;
    let end = name.tokens.start;
    let first = segments.sentences[tokens[end].sentence].tokens.start.max(end.saturating_sub(LONGEST_TITLE));
    let words = |from: usize, to: usize| {
        tokens[from..to].iter().map(|token| &*token.lower).collect::<Vec<_>>().join(" ")
    };
    let Some(start) = (first..end).find(|start| gazetteer().role(&words(*start, end)).is_some()) else {
        return Code::default();
    };
    let sector = gazetteer().role(&words(start, end)).map_or("", |role| role.sector);
    let country = (first..start).rev().find_map(|at| country_at(text, segments, at));
    Code { country, sector }
}

/// "Norwegian Refugee Council", "Bank of Japan", "Russia's Interior Ministry".
fn of_words(text: &str, segments: &Segments, name: &Name) -> Code {
    let tokens = &segments.tokens;
    let sector = name.tokens.clone().rev().find_map(|at| {
        let word = gazetteer().name_word(tokens[at].span.of(text));
        word.filter(|(class, sector)| *class == NameWord::Organisation && !sector.is_empty())
    });
    let owner = name.tokens.start.checked_sub(2).filter(|_| {
        tokens[name.tokens.start - 1].kind == TokenKind::Possessive
            && tokens[name.tokens.start - 2].sentence == tokens[name.tokens.start].sentence
    });
    let mut parts = name.tokens.clone().chain(owner);
    Code {
        country: parts.find_map(|at| country_at(text, segments, at)),
        sector: sector.map_or("", |(_, sector)| sector),
    }
}

/// The country that the token names or is the adjective of; also with the token before it: "South Korean".
fn country_at(text: &str, segments: &Segments, at: usize) -> Option<usize> {
    if at >= segments.tokens.len() {
        return None;
    }
    let meaning = |from: usize| gazetteer().meaning(segments.span(from..at + 1).of(text));
    let two = at.checked_sub(1).and_then(meaning);
    let of = |meaning: &super::gazetteer::Meaning| meaning.adjective_of.or(meaning.country);
    two.and_then(of).or_else(|| meaning(at).and_then(of))
}
