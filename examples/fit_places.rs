//! Fits what the evidence for places weighs, on articles whose toponyms have coordinates.
//!
//! Usage: `cargo run --release --example fit_places -- ARTICLES.jsonl…` with lines
//! `{"id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}`. Prints the accuracy over five folds by article, then
//! fits on all of them and writes `weights/places.tsv`.

use std::error::Error;
use std::fs;

use dateline::places::evidence::{FEATURES, Features, Group, LOCAL, groups};
use dateline::places::rank::{Likelihoods, rank, softmax, together};
use dateline::places::{Resolver, Weights};
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

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut articles = Vec::new();
    for (set, file) in files.iter().enumerate() {
        for line in fs::read_to_string(file)?.lines() {
            articles.push(article(set, &serde_json::from_str(line)?));
        }
    }
    let mut tallies = vec![Tally::default(); files.len()];
    for fold in 0..FOLDS {
        let (test, train): (Vec<_>, Vec<_>) =
            articles.iter().enumerate().partition(|(number, _)| number % FOLDS == fold);
        let train: Vec<&Article> = train.into_iter().map(|(_, article)| article).collect();
        let weights = fit(&train);
        for (_, article) in test {
            tallies[article.set].add(article, &rank(&article.groups, &weights));
        }
    }
    for (file, tally) in files.iter().zip(&mut tallies) {
        println!("{file}, five folds: {}", tally.line());
    }
    let weights = fit(&articles.iter().collect::<Vec<_>>());
    fs::write("weights/places.tsv", table(&weights))?;
    Ok(())
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
        for (errors, likelihoods) in article.errors.iter().zip(likelihoods) {
            for (errors, likelihoods) in errors.iter().zip(likelihoods) {
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
