//! Fits what the evidence for places weighs, on articles whose toponyms have coordinates.
//!
//! Usage: `cargo run --release --example fit_places -- ARTICLES.jsonl…` with lines
//! `{"id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}`. It also fits on short texts of its own that say what the
//! corpora have few of: that a name alone is the place that the world knows by it, another one where its state follows, and
//! of several that are known the one that the words beside it tell. Prints the accuracy over five folds by article, and how
//! often what is said to be sure is right; then fits on all of them and writes `weights/places.tsv`, and, by what the folds
//! gave, `weights/places_sureness.tsv`.

use std::collections::HashMap;
use std::error::Error;
use std::fs;

use dateline::places::atlas::Site;
use dateline::places::evidence::{FEATURES, Features, Group, KNOWN_CITY, LOCAL, STATES, groups, standing};
use dateline::places::rank::{Likelihoods, rank, softmax, together};
use dateline::places::{Atlas, Kind, Resolver, Sureness, Weights};
use dateline::text::Span;
use serde::Deserialize;

const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Line {
    text: String,
    toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// An article whose evidence is gathered.
struct Article {
    set: usize,
    groups: Vec<Group<'static>>,
    /// For each group, occurrence and candidate, kilometres from where it is; empty where that is not known.
    errors: Vec<Vec<Vec<f64>>>,
    /// Toponyms with coordinates.
    known: usize,
}

impl Article {
    /// The places that toponyms with coordinates are given: how likely each is, and whether it is right.
    fn given(&self, likelihoods: &[Likelihoods]) -> Vec<(f32, bool)> {
        let mut given = Vec::new();
        for ((group, errors), likelihoods) in self.groups.iter().zip(&self.errors).zip(likelihoods) {
            for ((errors, likelihoods), is_nowhere) in errors.iter().zip(likelihoods).zip(&group.nowhere) {
                let pick = if errors.is_empty() || *is_nowhere { None } else { group.pick(likelihoods) };
                given.extend(pick.map(|pick| (pick.likelihood, errors[pick.same[0]] <= 161.0)));
            }
        }
        given
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut articles = Vec::new();
    for (set, file) in files.iter().enumerate() {
        for line in fs::read_to_string(file)?.lines() {
            articles.push(article(set, &serde_json::from_str(line)?));
        }
    }
    let own = own_articles(Resolver::released().atlas());
    let mut tallies = vec![Tally::default(); files.len()];
    // The places that each fold was given, with their likelihoods, and whether they are right.
    let mut given: Vec<Vec<(f32, bool)>> = vec![Vec::new(); FOLDS];
    for (fold, given) in given.iter_mut().enumerate() {
        let (test, train): (Vec<_>, Vec<_>) =
            articles.iter().enumerate().partition(|(number, _)| number % FOLDS == fold);
        let train: Vec<&Article> = train.into_iter().map(|(_, article)| article).chain(&own).collect();
        let weights = fit(&train);
        for (_, article) in test {
            let likelihoods = rank(&article.groups, &weights);
            tallies[article.set].add(article, &likelihoods);
            given.extend(article.given(&likelihoods));
        }
    }
    for (file, tally) in files.iter().zip(&mut tallies) {
        println!("{file}, five folds: {}", tally.line());
    }
    tell_sureness(&given);
    let weights = fit(&articles.iter().chain(&own).collect::<Vec<_>>());
    fs::write("weights/places.tsv", table(&weights))?;
    fs::write("weights/places_sureness.tsv", sureness_table(&Sureness::count(&given.concat())))?;
    Ok(())
}

/// Prints how often places are right that are said to be so sure, by tables that were counted on the other folds.
fn tell_sureness(given: &[Vec<(f32, bool)>]) {
    let mut said: Vec<(f32, bool)> = Vec::new();
    for (fold, places) in given.iter().enumerate() {
        let others: Vec<_> = given.iter().enumerate().filter(|(other, _)| *other != fold).collect();
        let counted: Vec<(f32, bool)> = others.into_iter().flat_map(|(_, places)| places.clone()).collect();
        let sureness = Sureness::count(&counted);
        said.extend(places.iter().map(|(likelihood, is_right)| (sureness.of(*likelihood), *is_right)));
    }
    for (from, to) in [(0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01), (0.9, 1.01)]
    {
        let inside: Vec<_> = said.iter().filter(|(sure, _)| (from..to).contains(sure)).collect();
        let right = inside.iter().filter(|(_, is_right)| *is_right).count() as f64;
        let mean = inside.iter().map(|(sure, _)| f64::from(*sure)).sum::<f64>();
        let all = inside.len() as f64;
        println!("said {from} to {to}: {all} places, mean {:.3}, right {:.3}", mean / all, right / all);
    }
}

fn sureness_table(sureness: &Sureness) -> String {
    let mut table = String::from(
        "# How often places are right by their likelihood, on articles that the ranker was not fitted on; by examples/fit_places.rs.\n\
         likelihood\tright\tsource\n",
    );
    for (likelihood, right) in sureness.points() {
        table.push_str(&format!("{likelihood:.4}\t{right:.4}\tcounted on LGL and GeoVirus, five folds\n"));
    }
    table
}

/// How much better known, in doublings of its people, the best known place of a name must be to be meant by the bare name.
const BETTER_KNOWN: f32 = 4.0;

/// Counties of a state that texts are made of.
const COUNTIES: usize = 2;

/// Short texts with one toponym, of each name that the world knows and that others bear.
fn own_articles(atlas: &Atlas) -> Vec<Article> {
    let places = 0..atlas.len() as u32;
    let mut names: Vec<String> =
        places.clone().filter(|place| is_known(&atlas.site(*place))).map(|place| atlas.name(place)).collect();
    names.sort();
    names.dedup();
    let mut counties: HashMap<u16, Vec<String>> = HashMap::new();
    for place in places.filter(|place| atlas.site(*place).kind == Kind::County) {
        counties.entry(atlas.site(place).division).or_default().push(atlas.name(place));
    }
    names
        .iter()
        .filter(|name| atlas.bearers(name).len() > 1)
        .flat_map(|name| {
            let own = atlas.bearers(name).into_iter().filter(|bearer| bearer.own);
            texts_of(atlas, name, &own.map(|bearer| atlas.site(bearer.place)).collect::<Vec<_>>(), &counties)
        })
        .map(|line| article(usize::MAX, &line))
        .collect()
}

fn is_known(site: &Site) -> bool {
    match site.kind {
        Kind::County => false,
        Kind::City => site.people >= KNOWN_CITY,
        Kind::Division => STATES.contains(&site.country),
        _ => true,
    }
}

/// The texts of a name: alone, where one of its places is known much better than the others; with the state of another
/// behind it; and, where several are known, with words or a county before it that tell which.
fn texts_of(atlas: &Atlas, name: &str, own: &[Site], counties: &HashMap<u16, Vec<String>>) -> Vec<Line> {
    let known: Vec<&Site> = own.iter().filter(|site| is_known(site)).collect();
    let Some(best) = known.iter().max_by(|a, b| standing(a).total_cmp(&standing(b))) else {
        return Vec::new();
    };
    let is_far = |site: &Site| kilometres(best.lat, best.lon, site.lat, site.lon) > 161.0;
    let is_rival = |site: &&&Site| standing(best) - standing(site) < BETTER_KNOWN && is_far(site);
    let is_clear = known.iter().find(is_rival).is_none();
    let bare = is_clear.then(|| line(format!("They met in {name} on Monday."), name, best));
    let others = own.iter().filter(|site| site.kind == Kind::City && ["US", "CA"].contains(&site.country));
    let with_state = others.filter(|site| is_far(site)).filter_map(|site| {
        let state = atlas.division_name(site.division);
        (!state.is_empty() && state != name)
            .then(|| line(format!("They met in {name}, {state}, on Monday."), name, site))
    });
    let told = known.iter().filter(|_| !is_clear).filter_map(|site| {
        let text = match site.kind {
            Kind::Country => format!("The prime minister of {name} spoke on Monday."),
            Kind::Division => format!("The {name} Senate voted on Monday."),
            Kind::City | Kind::Capital => format!("The mayor of {name} spoke on Monday."),
            _ => return None,
        };
        Some(line(text, name, site))
    });
    let states = known.iter().filter(|site| site.kind == Kind::Division);
    let with_county = states.flat_map(|site| {
        let counties = counties.get(&site.division).into_iter().flatten().take(COUNTIES);
        counties.map(|county| line(format!("A court in {county}, {name}, heard them."), name, site))
    });
    bare.into_iter().chain(with_state.take(2)).chain(told).chain(with_county).collect()
}

/// A text with the place of its last `name`.
fn line(text: String, name: &str, site: &Site) -> Line {
    let start = text.rfind(name).map_or(0, |at| text[..at].chars().count());
    let end = start + name.chars().count();
    Line { text, toponyms: vec![Toponym { start, end, lat: Some(site.lat), lon: Some(site.lon) }] }
}

fn table(weights: &Weights) -> String {
    let mut table = String::from(
        "# What speaks for a place, alone and with the other places known; fitted by examples/fit_places.rs.\n\
         feature\talone\ttogether\tsource\n",
    );
    for (feature, name) in FEATURES.iter().enumerate() {
        let (alone, together) = (weights.alone[feature], weights.together[feature]);
        table.push_str(&format!("{name}\t{alone:.3}\t{together:.3}\tfitted on LGL and GeoVirus\n"));
    }
    table
}

fn article(set: usize, line: &Line) -> Article {
    let offsets: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let spans: Vec<Span> =
        line.toponyms.iter().map(|one| Span::new(offsets[one.start], offsets[one.end])).collect();
    let groups = groups(Resolver::released().atlas(), &line.text, &spans);
    let errors = groups.iter().map(|group| {
        let of_toponym = |toponym: &usize| {
            let Toponym { lat: Some(lat), lon: Some(lon), .. } = line.toponyms[*toponym] else {
                return Vec::new();
            };
            group.candidates.iter().map(|one| kilometres(lat, lon, one.site.lat, one.site.lon)).collect()
        };
        group.toponyms.iter().map(of_toponym).collect()
    });
    let errors = errors.collect();
    Article { set, groups, errors, known: line.toponyms.iter().filter(|one| one.lat.is_some()).count() }
}

fn kilometres(lat: f64, lon: f64, to_lat: f64, to_lon: f64) -> f64 {
    let [lat, lon, to_lat, to_lon] = [lat, lon, to_lat, to_lon].map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    12742.0 * (half(to_lat - lat) + lat.cos() * to_lat.cos() * half(to_lon - lon)).sqrt().min(1.0).asin()
}

/// How many toponyms were put near where they are.
#[derive(Clone, Default)]
struct Tally {
    known: usize,
    reachable: usize,
    errors: Vec<f64>,
}

impl Tally {
    fn add(&mut self, article: &Article, likelihoods: &[Likelihoods]) {
        self.known += article.known;
        for ((group, errors), likelihoods) in article.groups.iter().zip(&article.errors).zip(likelihoods) {
            let here = errors.iter().zip(likelihoods).zip(&group.nowhere).filter(|(_, nowhere)| !**nowhere);
            for ((errors, likelihoods), _) in here {
                let best = (0..errors.len()).max_by(|a, b| likelihoods[*a].total_cmp(&likelihoods[*b]));
                self.errors.extend(best.map(|best| errors[best]));
                self.reachable += usize::from(errors.iter().any(|error| *error <= 161.0));
            }
        }
    }

    fn line(&mut self) -> String {
        self.errors.sort_by(f64::total_cmp);
        let near = self.errors.iter().filter(|error| **error <= 161.0).count() as f64;
        let median = self.errors.get(self.errors.len() / 2).copied().unwrap_or(f64::NAN);
        let known = self.known as f64;
        format!(
            "accuracy@161 km {:.3}, median error {median:.1} km, recall of candidates {:.3}, toponyms {known}",
            near / known,
            self.reachable as f64 / known
        )
    }
}

/// The candidates of one occurrence, and which of them are right.
struct Choice {
    features: Vec<Features>,
    right: Vec<bool>,
}

/// Alone first; then together, twice, since the likelihoods that it takes are its own.
fn fit(articles: &[&Article]) -> Weights {
    let none = [0.0; FEATURES.len()];
    let local: Vec<_> = articles
        .iter()
        .flat_map(|article| article.groups.iter().zip(&article.errors))
        .flat_map(|(group, errors)| choices(&group.local, errors))
        .collect();
    let alone = ascend(&local, none, LOCAL);
    let mut weights = Weights { alone, together: alone };
    let mut likelihoods: Vec<Vec<Likelihoods>> = articles
        .iter()
        .map(|article| article.groups.iter().map(|group| softmax(&group.local, &alone)).collect())
        .collect();
    for _ in 0..3 {
        let whole: Vec<_> = articles
            .iter()
            .zip(&likelihoods)
            .map(|(article, likelihoods)| together(&article.groups, likelihoods))
            .collect();
        let all: Vec<_> = articles
            .iter()
            .zip(&whole)
            .flat_map(|(article, whole)| whole.iter().zip(&article.errors))
            .flat_map(|(features, errors)| choices(features, errors))
            .collect();
        weights.together = ascend(&all, weights.together, FEATURES.len());
        likelihoods = whole
            .iter()
            .map(|whole| whole.iter().map(|features| softmax(features, &weights.together)).collect())
            .collect();
    }
    weights
}

/// The occurrences of a group where some candidates are right and some are wrong.
fn choices(features: &[Vec<Features>], errors: &[Vec<f64>]) -> Vec<Choice> {
    let choice = |(features, errors): (&Vec<Features>, &Vec<f64>)| {
        let least = errors.iter().copied().fold(f64::INFINITY, f64::min);
        let reach = (least + 10.0).max(25.0);
        let right: Vec<bool> = errors.iter().map(|error| least <= 161.0 && *error <= reach).collect();
        let is_choice = right.contains(&true) && right.contains(&false);
        is_choice.then(|| Choice { features: features.clone(), right })
    };
    features.iter().zip(errors).filter_map(choice).collect()
}

/// Adam on the logarithm of the likelihood of what is right, with a pull towards zero.
fn ascend(choices: &[Choice], start: Features, features: usize) -> Features {
    const STEPS: usize = 300;
    const RATE: f32 = 0.05;
    const PULL: f32 = 0.001;
    let mut weights = start;
    let (mut mean, mut square) = ([0.0f32; FEATURES.len()], [0.0f32; FEATURES.len()]);
    for step in 1..=STEPS {
        let mut slope = [0.0f32; FEATURES.len()];
        for choice in choices {
            add_slope(&mut slope, choice, &weights);
        }
        for at in 0..features {
            let slope = slope[at] / choices.len() as f32 - PULL * weights[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let (mean, square) =
                (mean[at] / (1.0 - 0.9f32.powi(step as i32)), square[at] / (1.0 - 0.99f32.powi(step as i32)));
            weights[at] += RATE * mean / (square.sqrt() + 1e-6);
        }
    }
    weights
}

fn add_slope(slope: &mut Features, choice: &Choice, weights: &Features) {
    let likelihoods = &softmax(std::slice::from_ref(&choice.features), weights)[0];
    let right: f32 = likelihoods.iter().zip(&choice.right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
    for ((features, likelihood), is_right) in choice.features.iter().zip(likelihoods).zip(&choice.right) {
        let wanted = if *is_right { likelihood / right.max(1e-9) } else { 0.0 };
        for (slope, value) in slope.iter_mut().zip(features) {
            *slope += (wanted - likelihood) * value;
        }
    }
}
