//! Whose somebody is: the country of a PLOVER code, or what stands in its place.
//!
//! A softmax over the countries, by what the network says of the mentions and of all actors, and by where the text names
//! countries: in the name, right before it or after it, near it, and on the whole.

use std::ops::Range;
use std::sync::LazyLock;

use libm::{expf, logf};

use super::describe::total;
use super::gazetteer::gazetteer;
use super::{Entities, Entity};
use crate::encoder::said::{Labels, Mention, Said};
use crate::encoder::{Class, Encoding};
use crate::lexicon::rows;
use crate::text::Span;

/// What speaks for a country.
pub const FEATURES: [&str; 12] = [
    "network",
    "network of all actors",
    "no label of the network",
    "none",
    "in its words",
    "before it",
    "after it",
    "near it",
    "share of the text",
    "in half of the text",
    "first of the text",
    "not in the text",
];

/// Values of the features.
pub type Features = [f32; FEATURES.len()];

/// Words beside a mention that tell whose it is, and words that stand near it.
const BESIDE: usize = 4;
const NEAR: usize = 15;
/// The words of the longest name of a country.
const LONGEST: usize = 4;
/// What is added to a share before its logarithm is taken.
const LEAST: f32 = 1e-3;

/// A code, and what speaks for it.
pub type Candidate<'a> = (&'a str, Features);

/// The countries that a text names.
pub struct Nations {
    /// In order: the words, and the index of the country.
    named: Vec<(Range<usize>, usize)>,
    /// Of each country of the gazetteer, its share of them.
    shares: Vec<f32>,
    /// Of each label of the network, the logarithm of its share of all actors.
    of_all: Vec<f32>,
}

impl Nations {
    /// The countries named in a text, by name, adjective, people, capital, or by a place of `found`.
    pub fn of(text: &str, encoding: &Encoding, found: &Entities) -> Self {
        let places =
            found.mentions.iter().zip(found.mentions.iter().map(|mention| &found.entities[mention.entity]));
        let placed = places.filter_map(|(mention, entity)| Some((mention.span, country_of(entity)?)));
        let mut named = names(text, encoding);
        let placed = placed.filter_map(|(span, country)| {
            let start = encoding.words.partition_point(|word| word.end <= span.start);
            let end = encoding.words.partition_point(|word| word.start < span.end);
            let at = named.partition_point(|(words, _)| words.end <= start);
            let is_named = named.get(at).is_some_and(|(words, _)| words.start < end);
            (!is_named).then_some((start..end, country))
        });
        let placed: Vec<_> = placed.collect();
        named.extend(placed);
        named.sort_by_key(|(words, _)| words.start);
        let mut shares = vec![0.0; gazetteer().countries.len()];
        named.iter().for_each(|(_, country)| shares[*country] += 1.0);
        let all = named.len().max(1) as f32;
        shares.iter_mut().for_each(|share| *share /= all);
        Nations { named, shares, of_all: of_all(&encoding.said) }
    }

    /// What speaks for each country as that of an entity with such mentions.
    pub fn candidates<'a>(&self, members: &[(&Mention, Span)], labels: &'a Labels) -> Vec<Candidate<'a>> {
        let mut said = total(members, |mention| &mention.countries);
        said.iter_mut().for_each(|log| *log /= members.len().max(1) as f32);
        let mut found: Vec<Candidate> = labels
            .countries
            .iter()
            .zip(said.iter().zip(&self.of_all))
            .map(|(label, logs)| (label.as_str(), self.blank(label, Some(logs))))
            .collect();
        for (country, share) in self.shares.iter().enumerate() {
            let code = gazetteer().countries[country].iso3;
            if *share > 0.0 && !labels.countries.iter().any(|label| label == code) {
                found.push((code, self.blank(code, None)));
            }
        }
        for (mention, _) in members {
            self.add(&mention.words, &mut found);
        }
        found
    }

    /// The country that is named in the words of a mention or right before them.
    pub fn owner(&self, members: &[(&Mention, Span)]) -> Option<&'static str> {
        let beside = |words: &Range<usize>| {
            let from = self.named.partition_point(|(named, _)| named.end + BESIDE <= words.start);
            self.named[from..].iter().find(|(named, _)| named.start < words.end).map(|(_, country)| *country)
        };
        let country = members.iter().find_map(|(mention, _)| beside(&mention.words))?;
        Some(gazetteer().countries[country].iso3)
    }

    /// What does not depend on the words; `logs` is what the network says of the actor's mentions and of all.
    fn blank(&self, code: &str, logs: Option<(&f32, &f32)>) -> Features {
        let country = gazetteer().countries.iter().position(|country| country.iso3 == code);
        let share = country.map_or(0.0, |country| self.shares[country]);
        let most = self.shares.iter().copied().fold(0.0, f32::max);
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        let mut features = [0.0; FEATURES.len()];
        (features[0], features[1]) = logs.map_or((0.0, 0.0), |(own, all)| (*own, *all));
        features[2] = flag(logs.is_none());
        features[3] = flag(code == "none");
        features[8] = share;
        features[9] = flag(share > 0.5);
        features[10] = flag(share > 0.0 && share == most);
        features[11] = flag(country.is_some() && share == 0.0);
        features
    }

    /// Adds what the words of one mention and those around them say.
    fn add(&self, words: &Range<usize>, found: &mut [Candidate]) {
        let first = self.named.partition_point(|(named, _)| named.end + NEAR < words.start);
        for (named, country) in
            self.named[first..].iter().take_while(|(named, _)| named.start < words.end + NEAR)
        {
            let feature = if named.start < words.end && words.start < named.end {
                4
            } else if named.end <= words.start && named.end + BESIDE > words.start {
                5
            } else if named.start >= words.end && named.start < words.end + BESIDE {
                6
            } else {
                7
            };
            let code = gazetteer().countries[*country].iso3;
            if let Some((_, features)) = found.iter_mut().find(|(candidate, _)| *candidate == code) {
                features[feature] = 1.0;
            }
        }
    }
}

/// The logarithm of the share that each country has of all actors, as the network says of their mentions.
fn of_all(said: &Said) -> Vec<f32> {
    let mut shares = vec![0.0; said.labels.countries.len()];
    let acts = |mention: &&Mention| matches!(mention.class, Class::Named | Class::Unnamed);
    let mut count = 0;
    for mention in said.mentions.iter().filter(acts) {
        let most = mention.countries.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = mention.countries.iter().map(|score| expf(score - most)).collect();
        let all: f32 = powers.iter().sum();
        shares.iter_mut().zip(&powers).for_each(|(share, power)| *share += power / all);
        count += 1;
    }
    shares.iter().map(|share| logf(share / count.max(1) as f32 + LEAST)).collect()
}

/// The country that an entity of the map is or lies in.
fn country_of(entity: &Entity) -> Option<usize> {
    let iso2 = entity.place.as_ref()?.country.as_deref()?;
    gazetteer().countries.iter().position(|country| country.iso2 == iso2)
}

/// The names, adjectives, peoples and capitals of countries among the words, the longest ones.
fn names(text: &str, encoding: &Encoding) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < encoding.words.len() {
        let is_capital = encoding.words[at].of(text).starts_with(char::is_uppercase);
        let ends = (at + 1..=(at + LONGEST).min(encoding.words.len())).rev().filter(|_| is_capital);
        let country = |end: usize| {
            let meaning = gazetteer().meaning(encoding.span(&(at..end)).of(text))?;
            meaning.country.or(meaning.adjective_of).or(meaning.people_of).or(meaning.capital_of)
        };
        let named = ends.filter_map(|end| Some((end, country(end)?))).next();
        if let Some((end, country)) = named {
            found.push((at..end, country));
        }
        at = named.map_or(at + 1, |(end, _)| end);
    }
    found
}

/// The likeliest code; "none" for none.
pub fn likeliest<'a>(candidates: &[Candidate<'a>]) -> &'a str {
    static WEIGHTS: LazyLock<Features> = LazyLock::new(weights);
    let score = |(_, features): &Candidate| scored(features, &WEIGHTS);
    let best = candidates.iter().max_by(|a, b| score(a).total_cmp(&score(b)));
    best.map_or("none", |(code, _)| code)
}

/// The weights that `examples/fit_codes.rs` wrote.
pub fn weights() -> Features {
    let mut weights = [0.0; FEATURES.len()];
    for row in rows(include_str!("../../weights/codes.tsv")).filter(|row| row.len() > 1) {
        if let Some(feature) = FEATURES.iter().position(|name| *name == row[0]) {
            weights[feature] = row[1].parse().unwrap_or(0.0);
        }
    }
    weights
}

/// The likelihood of each candidate.
pub fn softmax(candidates: &[Candidate], weights: &Features) -> Vec<f32> {
    let scores: Vec<f32> = candidates.iter().map(|(_, features)| scored(features, weights)).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let shares: Vec<f32> = scores.iter().map(|score| expf(score - most)).collect();
    let all: f32 = shares.iter().sum();
    shares.into_iter().map(|share| share / all).collect()
}

fn scored(features: &Features, weights: &Features) -> f32 {
    features.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The candidates of each entity that may act, for fitting.
pub fn gathered<'a>(text: &str, encoding: &'a Encoding, found: &Entities) -> Vec<Option<Vec<Candidate<'a>>>> {
    let nations = Nations::of(text, encoding, found);
    let mut members: Vec<Vec<(&Mention, Span)>> = vec![Vec::new(); found.entities.len()];
    for (mention, entity) in encoding.said.mentions.iter().zip(&found.of) {
        if let Some(entity) = entity.filter(|_| mention.class != Class::Pronoun) {
            members[entity].push((mention, encoding.span(&mention.words)));
        }
    }
    let acts = |entity: &Entity| entity.plover.is_some();
    let one = |(members, entity): (&Vec<_>, &Entity)| {
        acts(entity).then(|| nations.candidates(members, &encoding.said.labels))
    };
    members.iter().zip(&found.entities).map(one).collect()
}
