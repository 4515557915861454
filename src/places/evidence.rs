//! What the text says for each of the places that a name could mean.

use std::collections::HashMap;

use libm::{cos, log1pf, sin};

use super::atlas::{Atlas, Bearer, Kind, Site};
use super::beside::{Around, Said, said};
use super::named::Named;
use super::names::known_as;
use super::plain::plain;
use crate::text::Span;

/// What speaks for a candidate. The first [`LOCAL`] do not depend on where the other places are.
pub const FEATURES: [&str; 35] = [
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
    "landmark",
    "said beside it",
    "said beside it elsewhere",
    "village of a known name",
    "smaller than its namesake",
    "named like a country",
    "named like a state",
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
pub const LOCAL: usize = 27;

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
#[derive(Default)]
pub struct Group<'a> {
    /// The name in its plain spelling.
    pub name: String,
    /// Its occurrences, as indices of toponyms.
    pub toponyms: Vec<usize>,
    /// What it could mean.
    pub candidates: Vec<Candidate<'a>>,
    /// For each occurrence and candidate, the features that need no other places.
    pub local: Vec<Vec<Features>>,
    /// For each occurrence, whether it names a storm, a ship or a law and no place.
    pub nowhere: Vec<bool>,
}

/// What is chosen of the candidates, by their places in [`Group::candidates`].
pub struct Pick {
    /// The likeliest and those that are where it is: a city and the division that is hardly more than it.
    pub same: Vec<usize>,
    /// The others, likeliest first.
    pub others: Vec<usize>,
    /// How likely it is one of `same`.
    pub likelihood: f32,
}

impl Group<'_> {
    /// The choice that follows from how likely each candidate is; none where there is no candidate.
    pub fn pick(&self, likelihoods: &[f32]) -> Option<Pick> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by(|a, b| likelihoods[*b].total_cmp(&likelihoods[*a]));
        let first = &self.candidates[*order.first()?];
        let (same, others): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|at| self.candidates[*at].is_at(first));
        let likelihood = same.iter().map(|at| likelihoods[*at]).sum();
        Some(Pick { same, others, likelihood })
    }
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
            groups.push(Group { name: name.clone(), candidates, ..Group::default() });
            groups.len() - 1
        });
        groups[group].toponyms.push(toponym);
    }
    let named = Named::in_text(atlas, text);
    let around = Around { atlas, text };
    for group in &mut groups {
        let sides = sides(group, toponyms, &around);
        let namesakes = Namesakes::of(&group.candidates);
        group.local = local(group, &sides, &namesakes, &named, &around);
        group.nowhere = nowhere(&sides, &namesakes);
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

/// The direction of a point on the map from the middle of the earth.
pub fn direction(lat: f64, lon: f64) -> [f32; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)].map(|part| part as f32)
}

/// What stands around one occurrence.
struct Sides {
    containers: Vec<u32>,
    parts: Vec<Bearer>,
    said: Said,
}

fn sides(group: &Group, toponyms: &[Span], around: &Around) -> Vec<Sides> {
    let side = |toponym: &usize| {
        let span = toponyms[*toponym];
        let (containers, parts) = (around.container_after(span), around.part_before(span));
        Sides { containers, parts, said: said(around.text, span) }
    };
    group.toponyms.iter().map(side).collect()
}

/// Standing from which a name is that of the place, though a ship or a storm of the article has it, too.
const WELL_KNOWN: f32 = 20.0;

/// Which occurrences name no place. A storm is later called by its name alone.
fn nowhere(sides: &[Sides], namesakes: &Namesakes) -> Vec<bool> {
    let is_borne = sides.iter().any(|side| side.said.is_nowhere()) && namesakes.most < WELL_KNOWN;
    let is_bare = |side: &Sides| side.containers.is_empty() && side.said.is_silent();
    sides.iter().map(|side| side.said.is_nowhere() || is_borne && is_bare(side)).collect()
}

fn local(
    group: &Group,
    sides: &[Sides],
    namesakes: &Namesakes,
    named: &Named,
    around: &Around,
) -> Vec<Vec<Features>> {
    let of_candidate = |(at, candidate): (usize, &Candidate)| {
        let site = &candidate.site;
        let holds = |side: &Sides| flag(around.holds(&side.containers, site));
        let has_part = |side: &Sides| flag(around.has_part(site, &side.parts));
        let is_said = |side: &Sides| flag(side.said.is(site.kind));
        let elsewhere = |of: &dyn Fn(&Sides) -> f32| sides.iter().map(of).fold(0.0, f32::max);
        let mut shared = itself(group, at, candidate);
        shared[14] = elsewhere(&holds);
        shared[17] = elsewhere(&has_part);
        shared[18] = Named::count(&named.divisions, &site.division, &group.name);
        shared[19] = Named::count(&named.countries, site.country, &group.name);
        shared[20] = flag(site.kind == Kind::Landmark);
        let is_said_anywhere = elsewhere(&is_said);
        shared[22] = is_said_anywhere;
        shared[23..LOCAL].copy_from_slice(&namesakes.beside(site, is_said_anywhere > 0.0));
        let of_side = |side: &Sides| {
            let mut features = shared;
            features[13] = holds(side);
            features[15] = if side.containers.is_empty() { 0.0 } else { 1.0 - features[13] };
            features[16] = has_part(side);
            features[21] = is_said(side);
            features
        };
        sides.iter().map(of_side).collect::<Vec<Features>>()
    };
    let by_candidate: Vec<Vec<Features>> = group.candidates.iter().enumerate().map(of_candidate).collect();
    (0..sides.len()).map(|side| by_candidate.iter().map(|features| features[side]).collect()).collect()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// What the places of one name are to the world. One that is known needs more than nearness to be a village instead.
struct Namesakes {
    /// The standing of the one that is known best.
    most: f32,
    has_country: bool,
    has_state: bool,
    has_known: bool,
}

/// People, as a base-2 logarithm, of a city that is known abroad: a million.
pub const KNOWN_CITY: f32 = 20.0;

/// Countries whose states are known by name abroad.
pub const STATES: [&str; 3] = ["US", "CA", "AU"];

impl Namesakes {
    fn of(candidates: &[Candidate]) -> Namesakes {
        let own = || candidates.iter().filter(|candidate| candidate.own).map(|candidate| &candidate.site);
        let is_known = |site: &Site| match site.kind {
            Kind::Country | Kind::Wide => true,
            Kind::Division => site.people > 21.0,
            Kind::City | Kind::Capital => site.people >= KNOWN_CITY,
            _ => false,
        };
        Namesakes {
            most: own().map(standing).fold(0.0, f32::max),
            has_country: own().any(|site| matches!(site.kind, Kind::Country | Kind::Wide)),
            has_state: own().any(|site| site.kind == Kind::Division && STATES.contains(&site.country)),
            has_known: candidates.iter().any(|candidate| {
                is_known(&candidate.site) && (candidate.own || candidate.site.kind != Kind::Division)
            }),
        }
    }

    /// The features of `site` beside the others of its name. Where the words beside the name have said that it is such a
    /// place, that a state has the name says nothing.
    fn beside(&self, site: &Site, is_said: bool) -> [f32; 4] {
        let is_town = matches!(site.kind, Kind::City | Kind::County);
        let gap = (self.most - standing(site) - 4.0).max(0.0) / 10.0;
        [
            flag(self.has_known && site.kind == Kind::City && site.people < 15.0),
            if is_town || site.kind == Kind::Capital { gap } else { 0.0 },
            flag(self.has_country && (site.kind == Kind::Division || is_town)),
            flag(self.has_state && is_town && !is_said),
        ]
    }
}

/// The base-2 logarithm of the people of a place, and for a region or landmark of those of a place that is known as well.
pub fn standing(site: &Site) -> f32 {
    match site.kind {
        Kind::Wide => 26.0,
        Kind::Region | Kind::Landmark => 21.0,
        _ => site.people,
    }
}

/// English-speaking countries but the US.
const ENGLISH: [&str; 8] = ["GB", "CA", "AU", "IE", "NZ", "ZA", "IN", "NG"];

/// What speaks for a candidate in any text.
fn itself(group: &Group, at: usize, candidate: &Candidate) -> Features {
    let Candidate { site, own, .. } = candidate;
    let mut features = [0.0; FEATURES.len()];
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
