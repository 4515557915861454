//! PLOVER's codes in words, and how far it takes a type of event for conflict or for cooperation.

use crate::reading::{EventType, Plover};
use crate::review::wording::type_name;

/// The class that PLOVER puts a type of event into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quad {
    /// Words between friends.
    VerbalCooperation,
    /// Deeds between friends.
    MaterialCooperation,
    /// Words against somebody.
    VerbalConflict,
    /// Deeds against somebody.
    MaterialConflict,
    /// A type that PLOVER leaves out.
    Other,
}

/// A part of an actor's code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A country by its ISO 3166 alpha-2 code, for whoever knows its name.
    Country(&'static str),
    /// Any other code, in words; one that is not in the table as it is.
    Words(String),
}

impl Quad {
    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "verbal-cooperation",
            Quad::MaterialCooperation => "material-cooperation",
            Quad::VerbalConflict => "verbal-conflict",
            Quad::MaterialConflict => "material-conflict",
            Quad::Other => "other",
        }
    }
}

/// The class of a type.
pub fn quad(kind: EventType) -> Quad {
    match scores(kind).next().map(|row| row.quad) {
        Some("verbal cooperation") => Quad::VerbalCooperation,
        Some("material cooperation") => Quad::MaterialCooperation,
        Some("verbal conflict") => Quad::VerbalConflict,
        Some("material conflict") => Quad::MaterialConflict,
        _ => Quad::Other,
    }
}

/// From -10, conflict, to 10, cooperation: the score of the mode, or else of the type. None for what PLOVER leaves out.
pub fn score(kind: EventType, mode: Option<&str>) -> Option<f32> {
    let of = |wanted: &str| scores(kind).find(|row| row.mode == wanted).map(|row| row.score);
    mode.and_then(of).or_else(|| of(""))
}

/// The modes of a type.
pub fn modes(kind: EventType) -> impl Iterator<Item = &'static str> {
    scores(kind).map(|row| row.mode).filter(|mode| !mode.is_empty())
}

struct Row {
    mode: &'static str,
    quad: &'static str,
    score: f32,
}

fn scores(kind: EventType) -> impl Iterator<Item = Row> {
    rows(include_str!("scores.tsv"), type_name(kind)).filter_map(|cells| match cells[..] {
        [mode, quad, score, ..] => Some(Row { mode, quad, score: score.parse().ok()? }),
        _ => None,
    })
}

/// An actor's codes in words, the country first.
pub fn codes(plover: &Plover) -> Vec<Code> {
    let country = plover.country.as_deref().map(|code| match find("country", code) {
        Some(iso2) => Code::Country(iso2),
        None => words("body", code),
    });
    let sector = plover.sector.as_deref().map(|code| words("sector", code));
    country.into_iter().chain(sector).collect()
}

fn words(what: &str, code: &str) -> Code {
    Code::Words(find(what, code).unwrap_or(code).to_string())
}

fn find(what: &str, code: &str) -> Option<&'static str> {
    rows(include_str!("actors.tsv"), what).find_map(|cells| match cells[..] {
        [other, words, ..] if other == code => Some(words),
        _ => None,
    })
}

/// The rows of a table whose first cell is `first`, each without it.
fn rows(table: &'static str, first: &str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter_map(move |line| line.strip_prefix(first)?.strip_prefix('\t'))
        .map(|rest| rest.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_has_a_score_of_its_own() {
        assert_eq!(score(EventType::Assault, Some("beat")), Some(-7.5));
        assert_eq!(score(EventType::Assault, None), Some(-9.0));
        assert_eq!(score(EventType::Assault, Some("unheard-of")), Some(-9.0));
        assert_eq!(score(EventType::Aid, None), Some(10.0));
        assert_eq!(score(EventType::Election, None), None);
    }

    #[test]
    fn a_type_has_its_modes() {
        assert_eq!(
            modes(EventType::Sanction).collect::<Vec<_>>(),
            ["convict", "expel", "withdraw", "discontinue"]
        );
        assert_eq!(modes(EventType::Aid).count() + modes(EventType::Disaster).count(), 0);
    }

    #[test]
    fn types_fall_into_plovers_classes() {
        assert_eq!(quad(EventType::Consult), Quad::VerbalCooperation);
        assert_eq!(quad(EventType::Aid), Quad::MaterialCooperation);
        assert_eq!(quad(EventType::Accuse), Quad::VerbalConflict);
        assert_eq!(quad(EventType::Coerce), Quad::MaterialConflict);
        assert_eq!(quad(EventType::Disaster), Quad::Other);
    }

    #[test]
    fn codes_are_told_in_words() {
        let told = |country: Option<&str>, sector: Option<&str>| {
            codes(&Plover { country: country.map(str::to_string), sector: sector.map(str::to_string) })
        };
        let words = |words: &str| Code::Words(words.to_string());
        assert_eq!(told(Some("TUR"), Some("MIL")), [Code::Country("TR"), words("military")]);
        assert_eq!(told(Some("UNO"), None), [words("United Nations")]);
        assert_eq!(told(None, Some("ZZZ")), [words("ZZZ")], "better than nothing");
    }
}
