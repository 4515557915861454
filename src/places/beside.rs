//! What stands right before and after a toponym.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::atlas::{Atlas, Bearer, Kind, Site};
use super::named::{LONGEST, containers, words};
use crate::lexicon::rows;
use crate::text::Span;

/// Bytes beside a name in which the words beside it stand.
const NEAR: usize = 200;

/// What stands right before and after a name.
pub struct Around<'a> {
    pub atlas: &'a Atlas,
    pub text: &'a str,
}

impl Around<'_> {
    /// What stands after the name as its container: "Springfield, Ill.", "Paris (Texas)", "Cambridge in Ontario".
    pub fn container_after(&self, toponym: Span) -> Vec<u32> {
        let rest = &self.text[toponym.end..];
        let rest = rest.trim_start_matches("'s").trim_start();
        let Some(rest) = [",", "(", "in "].iter().find_map(|mark| rest.strip_prefix(mark)) else {
            return Vec::new();
        };
        let rest = rest.trim_start();
        let line = rest[..rest.floor_char_boundary(NEAR)].lines().next().unwrap_or_default();
        let ends = words(line).take(LONGEST).map(|word| word.end).collect::<Vec<_>>();
        let of = |end: &usize| {
            let known = containers(self.atlas, &line[..*end], line[*end..].starts_with('.'));
            let is_name =
                line.starts_with(char::is_uppercase) && !line[..*end].contains([',', ';', '(', ')']);
            (is_name && !known.is_empty()).then_some(known)
        };
        ends.iter().rev().find_map(of).unwrap_or_default()
    }

    /// What stands before the name, with a comma between, as a part of it: "Springfield" before "Illinois".
    pub fn part_before(&self, toponym: Span) -> Vec<Bearer> {
        let before = self.text[..toponym.start].trim_end();
        let Some(before) = before.strip_suffix(',').or(before.strip_suffix('(')) else { return Vec::new() };
        let before = before.trim_end();
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
        let line = near.lines().next_back().unwrap_or_default();
        let starts: Vec<usize> = words(line).rev().take(LONGEST).map(|word| word.start).collect();
        let is_name = |start: &usize| line[*start..].starts_with(char::is_uppercase);
        let of = |start: &usize| Some(self.atlas.bearers(&line[*start..])).filter(|known| !known.is_empty());
        starts.iter().rev().filter(|start| is_name(start)).find_map(of).unwrap_or_default()
    }

    /// Whether one of `containers` holds `site`.
    pub fn holds(&self, containers: &[u32], site: &Site) -> bool {
        containers.iter().any(|place| {
            let container = self.atlas.site(*place);
            match container.kind {
                Kind::Division => container.division == site.division && site.kind != Kind::Division,
                Kind::Country => container.country == site.country && site.kind != Kind::Country,
                _ => false,
            }
        })
    }

    /// Whether one of `parts` lies in `site`.
    pub fn has_part(&self, site: &Site, parts: &[Bearer]) -> bool {
        parts.iter().map(|part| self.atlas.site(part.place)).any(|part| match site.kind {
            Kind::Division => part.division == site.division && part.kind != Kind::Division,
            Kind::Country => part.country == site.country && part.kind != Kind::Country,
            _ => false,
        })
    }
}

/// What kinds of place the words beside a name say that it is: a bit for each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said(u8);

impl Said {
    /// The classes of `lexicons/place_cues.tsv`.
    const CLASSES: [&str; 5] = ["country", "division", "county", "city", "nowhere"];
    const NOWHERE: u8 = 1 << 4;

    fn class(name: &str) -> Option<Said> {
        Said::CLASSES.iter().position(|class| *class == name).map(|at| Said(1 << at))
    }

    fn or(self, other: Option<&Said>) -> Said {
        Said(self.0 | other.map_or(0, |said| said.0))
    }

    /// Whether it is said to be the name of what is no place: a storm, a ship, an operation, a law.
    pub fn is_nowhere(self) -> bool {
        self.0 & Said::NOWHERE != 0
    }

    /// Whether nothing is said.
    pub fn is_silent(self) -> bool {
        self.0 == 0
    }

    /// Whether a place of `kind` is said to be meant.
    pub fn is(self, kind: Kind) -> bool {
        let class = match kind {
            Kind::Country => 0,
            Kind::Division => 1,
            Kind::County => 2,
            Kind::City | Kind::Capital => 3,
            Kind::Region | Kind::Wide | Kind::Landmark => return false,
        };
        self.0 & 1 << class != 0
    }
}

/// Words that say what the name beside them is.
struct Cues {
    before: HashMap<&'static str, Said>,
    after: HashMap<&'static str, Said>,
}

impl Cues {
    /// The most words of a cue.
    const LONGEST: usize = 3;

    fn load() -> Cues {
        let mut cues = Cues { before: HashMap::new(), after: HashMap::new() };
        for row in rows(include_str!("../../lexicons/place_cues.tsv")).filter(|row| row.len() > 3) {
            let side = if row[0] == "before" { &mut cues.before } else { &mut cues.after };
            if let Some(Said(class)) = Said::class(row[2]) {
                side.entry(row[1]).or_default().0 |= class;
            }
        }
        cues
    }
}

/// What the words around `toponym` say that it is: "the mayor of Georgia", "Georgia's prime minister", "Georgia Senate".
pub fn said(text: &str, toponym: Span) -> Said {
    static CUES: LazyLock<Cues> = LazyLock::new(Cues::load);
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let is_open = |word: &str| word.ends_with(char::is_alphanumeric);
    let mut said = Said::default();
    let rest = &text[toponym.end..];
    let rest = rest.strip_prefix("'s").or(rest.strip_prefix("’s")).unwrap_or(rest);
    let mut cue = String::new();
    for word in rest.split_whitespace().take(if rest.starts_with(' ') { Cues::LONGEST } else { 0 }) {
        cue = if cue.is_empty() { bare(word) } else { format!("{cue} {}", bare(word)) };
        said = said.or(CUES.after.get(cue.as_str()));
        if !is_open(word) {
            break;
        }
    }
    let line = &text[..toponym.start];
    let words = line.split_whitespace().rev().skip_while(|word| word.eq_ignore_ascii_case("the"));
    let mut cue = String::new();
    for word in words.take(if line.ends_with(char::is_whitespace) { Cues::LONGEST } else { 0 }) {
        if !cue.is_empty() && !is_open(word) {
            break;
        }
        cue = if cue.is_empty() { bare(word) } else { format!("{} {cue}", bare(word)) };
        said = said.or(CUES.before.get(cue.as_str()));
    }
    said
}
