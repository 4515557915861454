//! Which of the places that its name could mean a toponym is.
//!
//! A softmax over the candidates, in rounds: the first knows nothing of where the other places are, the later ones take
//! the likelihoods of the round before for it.

use libm::{expf, log1pf};

use super::evidence::{Candidate, FEATURES, Features, Group, LOCAL, apart};
use crate::lexicon::rows;

/// Rounds that know of the other places.
const ROUNDS: usize = 2;

/// The candidates of another name that are looked at, the likeliest.
const OTHERS: usize = 8;

/// The other names that are looked at on each side, so that time does not grow with the square of the text.
const NEIGHBOURS: usize = 40;

/// What each feature weighs, in the first round and in the later ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// In the first round.
    pub alone: Features,
    /// In the later ones.
    pub together: Features,
}

impl Weights {
    /// The weights that `examples/fit_places.rs` wrote.
    pub fn released() -> Weights {
        let mut weights = Weights { alone: [0.0; FEATURES.len()], together: [0.0; FEATURES.len()] };
        for row in rows(include_str!("../../weights/places.tsv")).filter(|row| row.len() > 2) {
            if let Some(feature) = FEATURES.iter().position(|name| *name == row[0]) {
                weights.alone[feature] = row[1].parse().unwrap_or(0.0);
                weights.together[feature] = row[2].parse().unwrap_or(0.0);
            }
        }
        weights
    }
}

/// For each occurrence of a group's name, how likely each candidate is.
pub type Likelihoods = Vec<Vec<f32>>;

/// How likely each candidate of each group is.
pub fn rank(groups: &[Group], weights: &Weights) -> Vec<Likelihoods> {
    let mut likelihoods: Vec<Likelihoods> =
        groups.iter().map(|group| softmax(&group.local, &weights.alone)).collect();
    for _ in 0..ROUNDS {
        let whole = together(groups, &likelihoods);
        likelihoods = whole.iter().map(|features| softmax(features, &weights.together)).collect();
    }
    likelihoods
}

/// How likely the candidates of each occurrence are.
pub fn softmax(features: &[Vec<Features>], weights: &Features) -> Likelihoods {
    let score =
        |features: &Features| features.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    let of_occurrence = |candidates: &Vec<Features>| {
        let scores: Vec<f32> = candidates.iter().map(score).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let shares: Vec<f32> = scores.iter().map(|score| expf(score - most)).collect();
        let all: f32 = shares.iter().sum();
        shares.iter().map(|share| share / all).collect()
    };
    features.iter().map(of_occurrence).collect()
}

/// The features of all candidates, with those of where the other places likely are.
pub fn together(groups: &[Group], likelihoods: &[Likelihoods]) -> Vec<Vec<Vec<Features>>> {
    let others: Vec<Vec<Other>> =
        groups.iter().zip(likelihoods).map(|(group, likelihoods)| likeliest(group, likelihoods)).collect();
    let of_group = |at: usize| {
        let near: Vec<Features> = groups[at].candidates.iter().map(|c| nearness(at, c, &others)).collect();
        let join = |local: &Vec<Features>| {
            let joined = local.iter().zip(&near).map(|(local, near)| {
                let mut features = *local;
                features[LOCAL..].copy_from_slice(&near[LOCAL..]);
                features
            });
            joined.collect()
        };
        groups[at].local.iter().map(join).collect()
    };
    (0..groups.len()).map(of_group).collect()
}

/// A place that another name likely means.
struct Other<'a> {
    candidate: &'a Candidate<'a>,
    likelihood: f32,
}

fn likeliest<'a>(group: &'a Group, likelihoods: &Likelihoods) -> Vec<Other<'a>> {
    let here = likelihoods.iter().zip(&group.nowhere).filter(|(_, is_nowhere)| !**is_nowhere);
    let here: Vec<&Vec<f32>> = here.map(|(likelihoods, _)| likelihoods).collect();
    let of = |at: usize| here.iter().map(|one| one[at]).fold(0.0, f32::max);
    let mut others: Vec<Other> = group
        .candidates
        .iter()
        .enumerate()
        .map(|(at, candidate)| Other { candidate, likelihood: of(at) })
        .collect();
    others.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    others.truncate(OTHERS);
    others
}

/// The squares of the distances at which nearness is halved, in earth radii.
const REACHES: [f32; 4] = [square(20.0), square(100.0), square(400.0), square(1500.0)];

const fn square(kilometres: f32) -> f32 {
    (kilometres / 6371.0) * (kilometres / 6371.0)
}

/// How near a candidate of the group at `at` is to what the other groups likely mean.
fn nearness(at: usize, candidate: &Candidate, others: &[Vec<Other>]) -> Features {
    let mut features = [0.0; FEATURES.len()];
    let mut count = 0.0f32;
    let is_looked_at = |number: usize| number != at && (number == 0 || number.abs_diff(at) <= NEIGHBOURS);
    for (number, group) in
        others.iter().enumerate().filter(|(number, group)| is_looked_at(*number) && !group.is_empty())
    {
        let mut near = [0.0f32; 4];
        for other in group {
            let distance = apart(candidate.direction, other.candidate.direction);
            for (near, reach) in near.iter_mut().zip(REACHES) {
                *near += other.likelihood * reach / (reach + distance);
            }
            if other.candidate.site.division == candidate.site.division {
                features[LOCAL + 4] += other.likelihood;
            }
            if other.candidate.site.country == candidate.site.country && !candidate.site.country.is_empty() {
                features[LOCAL + 5] += other.likelihood;
            }
        }
        for (feature, near) in features[LOCAL..].iter_mut().zip(near) {
            *feature += near;
        }
        if number == 0 {
            features[LOCAL + 6] = near[1];
        }
        if number.abs_diff(at) == 1 {
            features[LOCAL + 7] += near[1];
        }
        count += 1.0;
    }
    for feature in &mut features[LOCAL..LOCAL + 5] {
        *feature = log1pf(*feature);
    }
    features[LOCAL + 5] /= count.max(1.0);
    features
}
