//! Fits what speaks for a country as that of an actor, on annotated articles that the network did not learn from.
//!
//! Usage: `cargo run --release --example fit_codes -- ARTICLES.jsonl` with lines `{"text", "entities": [{"id", "plover"}],
//! "mentions": [{"entity", "start", "end"}]}`. Prints the share of right countries over five folds by article, then fits on
//! all of them and writes `weights/codes.tsv`.

use std::collections::HashMap;
use std::error::Error;
use std::fs;

use dateline::article::Article;
use dateline::encoder::{Cache, Model};
use dateline::entities::nationality::{FEATURES, Features, gathered, softmax};
use dateline::entities::{Entities, find};
use serde::Deserialize;

const FOLDS: usize = 5;
const COUNTRY: usize = 3;

#[derive(Deserialize)]
struct Line {
    text: String,
    entities: Vec<Entity>,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    plover: Option<String>,
}

#[derive(Deserialize)]
struct Mention {
    entity: String,
    start: usize,
    end: usize,
}

/// The candidates of one actor, and which of them is right.
struct Choice {
    candidates: Vec<(String, Features)>,
    right: Option<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("ARTICLES.jsonl is needed")?;
    let lines: Vec<Line> =
        fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let articles: Vec<Vec<Choice>> = lines.iter().map(choices).collect();
    let (mut right, mut all) = (0, 0);
    for fold in 0..FOLDS {
        let of = |is_test: bool| {
            let chosen = articles.iter().enumerate().filter(move |(at, _)| (at % FOLDS == fold) == is_test);
            chosen.flat_map(|(_, choices)| choices).collect::<Vec<_>>()
        };
        let weights = fit(&of(false));
        let test = of(true);
        right += test
            .iter()
            .filter(|choice| choice.right.is_some() && best(choice, &weights) == choice.right)
            .count();
        all += test.len();
    }
    println!("countries right, five folds: {:.3} of {all}", right as f32 / all as f32);
    let weights = fit(&articles.iter().flatten().collect::<Vec<_>>());
    let mut table = String::from(
        "# What speaks for a country as that of an actor; fitted by examples/fit_codes.rs.\nfeature\tweight\tsource\n",
    );
    for (name, weight) in FEATURES.iter().zip(weights) {
        table.push_str(&format!("{name}\t{weight:.3}\tfitted on dateline-train\n"));
    }
    fs::write("weights/codes.tsv", table)?;
    Ok(())
}

fn best(choice: &Choice, weights: &Features) -> Option<usize> {
    let shares = likelihoods(choice, weights);
    (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))
}

fn likelihoods(choice: &Choice, weights: &Features) -> Vec<f32> {
    let candidates: Vec<(&str, Features)> =
        choice.candidates.iter().map(|(code, features)| (code.as_str(), *features)).collect();
    softmax(&candidates, weights)
}

/// The actors of an article that stand for annotated ones with a code.
fn choices(line: &Line) -> Vec<Choice> {
    let Article { text, segments, .. } = Article::of(&line.text);
    let encoding = Model::released().read(&text, &segments, &mut Cache::new());
    let found = find(&text, &encoding, None, &[]);
    let owners = owners(line, &text, &found);
    let mut choices = Vec::new();
    for (entity, candidates) in gathered(&text, &encoding, &found).into_iter().enumerate() {
        let (Some(candidates), Some(code)) = (candidates, owners.get(&entity)) else { continue };
        let country =
            if code.len() > COUNTRY || is_country(code, &candidates) { &code[..COUNTRY] } else { "none" };
        let right = candidates.iter().position(|(candidate, _)| *candidate == country);
        let candidates = candidates.iter().map(|(code, features)| (code.to_string(), *features)).collect();
        choices.push(Choice { candidates, right });
    }
    choices
}

/// Whether a code of three letters is a country's, and no sector's.
fn is_country(code: &str, candidates: &[(&str, Features)]) -> bool {
    candidates.iter().any(|(candidate, _)| *candidate == code)
}

/// The annotated code of each entity found, by the mentions that both have.
fn owners<'a>(line: &'a Line, text: &str, found: &Entities) -> HashMap<usize, &'a str> {
    let codes: HashMap<&str, &str> = line
        .entities
        .iter()
        .filter_map(|entity| Some((entity.id.as_str(), entity.plover.as_deref()?)))
        .collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let annotated: HashMap<(usize, usize), &str> = line
        .mentions
        .iter()
        .map(|mention| ((offsets[mention.start], offsets[mention.end]), mention.entity.as_str()))
        .collect();
    let mut counts: HashMap<(usize, &str), usize> = HashMap::new();
    for mention in &found.mentions {
        if let Some(id) = annotated.get(&(mention.span.start, mention.span.end)) {
            *counts.entry((mention.entity, id)).or_default() += 1;
        }
    }
    let mut best: HashMap<usize, (usize, &str)> = HashMap::new();
    for ((entity, id), count) in counts {
        if best.get(&entity).is_none_or(|known| known.0 < count) {
            best.insert(entity, (count, id));
        }
    }
    best.into_iter().filter_map(|(entity, (_, id))| Some((entity, *codes.get(id)?))).collect()
}

/// Adam on the logarithm of the likelihood of what is right, with a pull towards zero.
fn fit(choices: &[&Choice]) -> Features {
    const STEPS: usize = 400;
    const RATE: f32 = 0.05;
    const PULL: f32 = 0.001;
    let mut weights = [0.0f32; FEATURES.len()];
    weights[0] = 1.0;
    let (mut mean, mut square) = ([0.0f32; FEATURES.len()], [0.0f32; FEATURES.len()]);
    for step in 1..=STEPS {
        let mut slope = [0.0f32; FEATURES.len()];
        for (choice, right) in choices.iter().filter_map(|choice| Some((choice, choice.right?))) {
            for (at, likelihood) in likelihoods(choice, &weights).into_iter().enumerate() {
                let wanted = if at == right { 1.0 } else { 0.0 };
                for (slope, value) in slope.iter_mut().zip(&choice.candidates[at].1) {
                    *slope += (wanted - likelihood) * value;
                }
            }
        }
        for at in 0..FEATURES.len() {
            let slope = slope[at] / choices.len() as f32 - PULL * weights[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let bias = |rate: f32| 1.0 - rate.powi(step as i32);
            weights[at] += RATE * (mean[at] / bias(0.9)) / ((square[at] / bias(0.99)).sqrt() + 1e-6);
        }
    }
    weights
}
