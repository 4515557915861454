//! What the text says for each of the places that a name could mean.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use libm::log1pf;

use super::atlas::{Atlas, Bearer, Kind, Site};
use super::plain::plain;
use crate::text::Span;

/// What speaks for a candidate. The first [`LOCAL`] do not depend on where the other places are.
pub const FEATURES: [&str; 28] = [
    "city people",
    "division people",
    "country",
    "capital",
    "division",
    "county",
    "region",
    "wide",
    "own name",
    "largest",
    "rank",
    "in the US",
    "in another English-speaking country",
    "container follows",
    "container follows elsewhere",
    "another container follows",
    "part stands before",
    "part stands before elsewhere",
    "division named",
    "country named",
    "within 20 km",
    "within 100 km",
    "within 400 km",
    "within 1500 km",
    "same division",
    "same country",
    "near the first place",
    "near the places beside it",
];

/// How many features need no other places.
pub const LOCAL: usize = 20;

/// Values of the features.
pub type Features = [f32; FEATURES.len()];

/// One of the places that a name could mean.
pub struct Candidate<'a> {
    /// Its number in the atlas.
    pub place: u32,
    /// What it is and where.
    pub site: Site<'a>,
    /// Its direction from the middle of the earth.
    pub direction: [f32; 3],
    own: bool,
}

/// Places nearer than this are one on the map: the square of 50 km, in earth radii.
const ONE_PLACE: f32 = (50.0 / 6371.0) * (50.0 / 6371.0);

impl Candidate<'_> {
    /// Whether it is where `other` is.
    pub fn is_at(&self, other: &Candidate) -> bool {
        apart(self.direction, other.direction) < ONE_PLACE
    }
}

/// The square of the distance between two directions.
pub fn apart(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The occurrences of one name.
pub struct Group<'a> {
    /// The name in its plain spelling.
    pub name: String,
    /// Its occurrences, as indices of toponyms.
    pub toponyms: Vec<usize>,
    /// What it could mean.
    pub candidates: Vec<Candidate<'a>>,
    /// For each occurrence and candidate, the features that need no other places.
    pub local: Vec<Vec<Features>>,
}

/// The toponyms of an article by name, in the order of their first occurrence.
pub fn groups<'a>(atlas: &'a Atlas, text: &str, toponyms: &[Span]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut order: Vec<usize> = (0..toponyms.len()).collect();
    order.sort_by_key(|toponym| toponyms[*toponym].start);
    for toponym in order {
        let words = toponyms[toponym].of(text);
        let group = *by_name.entry(plain(words)).or_insert_with_key(|name| {
            let candidates = candidates(atlas, words);
            groups.push(Group { name: name.clone(), toponyms: Vec::new(), candidates, local: Vec::new() });
            groups.len() - 1
        });
        groups[group].toponyms.push(toponym);
    }
    let named = Named::in_text(atlas, text);
    let around = Around { atlas, text };
    for group in &mut groups {
        group.local = local(group, toponyms, &named, &around);
    }
    groups
}

fn candidates<'a>(atlas: &'a Atlas, words: &str) -> Vec<Candidate<'a>> {
    let candidate = |Bearer { place, own }| {
        let site = atlas.site(place);
        Candidate { place, site, direction: direction(site.lat, site.lon), own }
    };
    known_as(atlas, words).into_iter().map(candidate).collect()
}

fn direction(lat: f64, lon: f64) -> [f32; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()].map(|part| part as f32)
}

/// Words before a name that may be no part of it.
const BEFORE: [&str; 21] = [
    "the",
    "city of",
    "town of",
    "village of",
    "greater",
    "downtown",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "upper",
    "lower",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

/// Words after a name that may be no part of it.
const AFTER: [&str; 18] = [
    "township",
    "county",
    "parish",
    "city",
    "state",
    "province",
    "district",
    "region",
    "prefecture",
    "village",
    "town",
    "area",
    "valley",
    "metro",
    "borough",
    "governorate",
    "department",
    "harbor",
];

/// Endings of those who live in a place.
const DWELLERS: [&str; 10] = ["s", "ns", "n", "ans", "an", "ians", "ian", "ers", "er", "ites"];

/// What `words` means; if nothing, what it means without "South", "Township" or "-ites".
fn known_as(atlas: &Atlas, words: &str) -> Vec<Bearer> {
    let words = words.trim_end_matches("'s").trim_end_matches("’s");
    let known = atlas.bearers(words);
    if !known.is_empty() {
        return known;
    }
    let name = plain(words);
    let known = |shorter: &str| Some(atlas.bearers(shorter)).filter(|known| !known.is_empty());
    let word_before =
        |word: &&str| name.strip_prefix(word).filter(|rest| rest.starts_with(' ')).and_then(known);
    let word_after = |word: &&str| name.strip_suffix(word).filter(|rest| rest.ends_with(' ')).and_then(known);
    let ending = |ending: &&str| {
        name.strip_suffix(ending).filter(|rest| rest.len() > 3 && !name.contains(' ')).and_then(known)
    };
    let shorter = BEFORE.iter().find_map(word_before).or_else(|| AFTER.iter().find_map(word_after));
    shorter.or_else(|| DWELLERS.iter().find_map(ending)).unwrap_or_default()
}

/// The divisions and countries that a text names, each with the names it has there and how often.
struct Named {
    divisions: HashMap<u16, Vec<(String, u32)>>,
    countries: HashMap<String, Vec<(String, u32)>>,
}

/// The most words in the name of a division or country.
const LONGEST: usize = 3;

impl Named {
    fn in_text(atlas: &Atlas, text: &str) -> Named {
        let mut named = Named { divisions: HashMap::new(), countries: HashMap::new() };
        let words = words(text);
        let mut no_names = HashSet::new();
        let mut at = 0;
        while at < words.len() {
            let mut is_noted = |run: &[Range<usize>]| named.note(atlas, text, run, &mut no_names);
            let length =
                (1..=LONGEST).rev().find(|length| words.get(at..at + length).is_some_and(&mut is_noted));
            at += length.unwrap_or(1);
        }
        named
    }

    /// Whether `run` names a container, which is then noted. `no_names` are runs that are known to name none.
    fn note<'t>(
        &mut self,
        atlas: &Atlas,
        text: &'t str,
        run: &[Range<usize>],
        no_names: &mut HashSet<(&'t str, bool)>,
    ) -> bool {
        let is_name = |word: &Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
        if !is_name(first) || !is_name(last) {
            return false;
        }
        let words = &text[first.start..last.end];
        let has_point = text[last.end..].starts_with('.');
        if no_names.contains(&(words, has_point)) {
            return false;
        }
        let containers = containers(atlas, words, has_point);
        if containers.is_empty() {
            no_names.insert((words, has_point));
            return false;
        }
        let name = plain(words);
        for place in &containers {
            let site = atlas.site(*place);
            let list = match site.kind {
                Kind::Division => self.divisions.entry(site.division).or_default(),
                _ => self.countries.entry(site.country.to_string()).or_default(),
            };
            match list.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => list.push((name.clone(), 1)),
            }
        }
        true
    }

    /// How often other names than `name` stand for what is in `list`.
    fn count<K: std::hash::Hash + Eq + ?Sized, Q>(
        list: &HashMap<Q, Vec<(String, u32)>>,
        key: &K,
        name: &str,
    ) -> f32
    where
        Q: std::borrow::Borrow<K> + std::hash::Hash + Eq,
    {
        let counts = list.get(key).into_iter().flatten().filter(|(known, _)| known != name);
        log1pf(counts.map(|(_, count)| *count as f32).sum::<f32>())
    }
}

/// The words of `text`, without the marks around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let base = text.as_ptr() as usize;
    let word = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    };
    text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
}

/// The divisions and countries that `words` names. An abbreviation must look like one: "IN" or "Ind.", not "In".
fn containers(atlas: &Atlas, words: &str, has_point: bool) -> Vec<u32> {
    let is_short = words.chars().filter(|letter| letter.is_alphabetic()).count() <= 5;
    let is_marked = has_point || words.contains('.') || words.chars().all(|letter| !letter.is_lowercase());
    let bearers = atlas.bearers(words).into_iter().filter(|bearer| bearer.own || !is_short || is_marked);
    let is_container =
        |place: &u32| matches!(atlas.site(*place).kind, Kind::Country | Kind::Division | Kind::Capital);
    bearers.map(|bearer| bearer.place).filter(is_container).collect()
}

/// What stands right before and after a name.
struct Around<'a> {
    atlas: &'a Atlas,
    text: &'a str,
}

impl Around<'_> {
    /// What stands after the name as its container: "Springfield, Ill.", "Paris (Texas)", "Cambridge in Ontario".
    fn container_after(&self, toponym: Span) -> Vec<u32> {
        let rest = &self.text[toponym.end..];
        let rest = rest.trim_start_matches("'s").trim_start();
        let Some(rest) = [",", "(", "in "].iter().find_map(|mark| rest.strip_prefix(mark)) else {
            return Vec::new();
        };
        let rest = rest.trim_start();
        let line = rest.lines().next().unwrap_or_default();
        let ends = words(line).into_iter().take(LONGEST).map(|word| word.end).collect::<Vec<_>>();
        let of = |end: &usize| {
            let known = containers(self.atlas, &line[..*end], line[*end..].starts_with('.'));
            let is_name =
                line.starts_with(char::is_uppercase) && !line[..*end].contains([',', ';', '(', ')']);
            (is_name && !known.is_empty()).then_some(known)
        };
        ends.iter().rev().find_map(of).unwrap_or_default()
    }

    /// What stands before the name, with a comma between, as a part of it: "Springfield" before "Illinois".
    fn part_before(&self, toponym: Span) -> Vec<Bearer> {
        let before = self.text[..toponym.start].trim_end();
        let Some(before) = before.strip_suffix(',').or(before.strip_suffix('(')) else { return Vec::new() };
        let line = before.trim_end().lines().next_back().unwrap_or_default();
        let starts: Vec<usize> = words(line).into_iter().rev().take(LONGEST).map(|word| word.start).collect();
        let is_name = |start: &usize| line[*start..].starts_with(char::is_uppercase);
        let of = |start: &usize| Some(self.atlas.bearers(&line[*start..])).filter(|known| !known.is_empty());
        starts.iter().rev().filter(|start| is_name(start)).find_map(of).unwrap_or_default()
    }

    /// Whether one of `containers` holds `site`.
    fn holds(&self, containers: &[u32], site: &Site) -> bool {
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
    fn has_part(&self, site: &Site, parts: &[Bearer]) -> bool {
        parts.iter().map(|part| self.atlas.site(part.place)).any(|part| match site.kind {
            Kind::Division => part.division == site.division && part.kind != Kind::Division,
            Kind::Country => part.country == site.country && part.kind != Kind::Country,
            _ => false,
        })
    }
}

fn local(group: &Group, toponyms: &[Span], named: &Named, around: &Around) -> Vec<Vec<Features>> {
    let spans = group.toponyms.iter().map(|toponym| toponyms[*toponym]);
    let sides: Vec<_> = spans.map(|span| (around.container_after(span), around.part_before(span))).collect();
    let of_side = |(after, before): &(Vec<u32>, Vec<Bearer>)| {
        let of_candidate = |(at, candidate): (usize, &Candidate)| {
            let mut features = itself(group, at, candidate);
            let site = &candidate.site;
            let holds = |containers: &[u32]| f32::from(u8::from(around.holds(containers, site)));
            let has_part = |parts: &[Bearer]| f32::from(u8::from(around.has_part(site, parts)));
            features[13] = holds(after);
            features[14] = sides.iter().map(|(after, _)| holds(after)).fold(0.0, f32::max);
            features[15] = if after.is_empty() { 0.0 } else { 1.0 - features[13] };
            features[16] = has_part(before);
            features[17] = sides.iter().map(|(_, before)| has_part(before)).fold(0.0, f32::max);
            features[18] = Named::count(&named.divisions, &site.division, &group.name);
            features[19] = Named::count(&named.countries, site.country, &group.name);
            features
        };
        group.candidates.iter().enumerate().map(of_candidate).collect()
    };
    sides.iter().map(of_side).collect()
}

/// English-speaking countries but the US.
const ENGLISH: [&str; 8] = ["GB", "CA", "AU", "IE", "NZ", "ZA", "IN", "NG"];

/// What speaks for a candidate in any text.
fn itself(group: &Group, at: usize, candidate: &Candidate) -> Features {
    let Candidate { site, own, .. } = candidate;
    let mut features = [0.0; FEATURES.len()];
    let flag = |is: bool| f32::from(u8::from(is));
    let is_city = matches!(site.kind, Kind::City | Kind::Capital);
    features[if is_city { 0 } else { 1 }] = site.people / 10.0;
    let kinds = [Kind::Country, Kind::Capital, Kind::Division, Kind::County, Kind::Region, Kind::Wide];
    for (feature, kind) in kinds.iter().enumerate() {
        features[2 + feature] = flag(site.kind == *kind);
    }
    features[8] = flag(*own);
    let weight = |candidate: &Candidate| candidate.site.people;
    let larger = group.candidates.iter().enumerate().filter(|(other, candidate)| {
        weight(candidate) > site.people || weight(candidate) == site.people && *other < at
    });
    let rank = larger.count();
    features[9] = flag(rank == 0);
    features[10] = log1pf(rank as f32);
    features[11] = flag(site.country == "US");
    features[12] = flag(ENGLISH.contains(&site.country));
    features
}
