//! How often a place is right that the ranker gives so much.

use crate::lexicon::rows;

/// Shares that were right, by likelihood: points of a line that only rises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sureness {
    points: Vec<(f32, f32)>,
}

/// Toponyms that are counted for a point at least.
const COUNTED: usize = 100;

impl Sureness {
    /// The table that `examples/fit_places.rs` wrote.
    pub fn released() -> Sureness {
        let number = |cell: &str| cell.parse::<f32>().ok();
        let point = |row: Vec<&str>| Some((number(row.first()?)?, number(row.get(1)?)?));
        let points = rows(include_str!("../../weights/places_sureness.tsv")).filter_map(point).collect();
        Sureness { points }
    }

    /// Counts `places`, each with the likelihood that it was given and whether it was right.
    pub fn count(places: &[(f32, bool)]) -> Sureness {
        let mut places = places.to_vec();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Sums of likelihoods, of right ones and of all; whatever is less often right than what is less likely joins it.
        let mut pools: Vec<(f64, f64, f64)> = Vec::new();
        for chunk in places.chunks(COUNTED) {
            let right = chunk.iter().filter(|(_, is_right)| *is_right).count() as f64;
            pools.push((chunk.iter().map(|(p, _)| f64::from(*p)).sum(), right, chunk.len() as f64));
            while let [.., before, last] = pools.as_mut_slice() {
                if before.1 / before.2 < last.1 / last.2 {
                    break;
                }
                *before = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
                pools.pop();
            }
        }
        Sureness {
            points: pools.iter().map(|pool| ((pool.0 / pool.2) as f32, (pool.1 / pool.2) as f32)).collect(),
        }
    }

    /// How often a place of this `likelihood` is right.
    pub fn of(&self, likelihood: f32) -> f32 {
        let after = self.points.partition_point(|(point, _)| *point <= likelihood);
        match (after.checked_sub(1).and_then(|at| self.points.get(at)), self.points.get(after)) {
            (Some((from, low)), Some((to, high))) => low + (high - low) * (likelihood - from) / (to - from),
            (Some((_, share)), None) | (None, Some((_, share))) => *share,
            (None, None) => likelihood,
        }
    }

    /// Its points: likelihoods and shares.
    pub fn points(&self) -> &[(f32, f32)] {
        &self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_likelier_is_never_less_sure() {
        let places: Vec<(f32, bool)> =
            (0..1000).map(|at| (at as f32 / 1000.0, at % 7 == 0 || at > 600 && at % 3 != 0)).collect();
        let sureness = Sureness::count(&places);
        let shares: Vec<f32> = (0..=100).map(|at| sureness.of(at as f32 / 100.0)).collect();
        assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]), "{shares:?}");
        assert!(shares[5] < 0.3 && shares[95] > 0.6, "{shares:?}");
    }

    #[test]
    fn the_released_table_rises_and_stays_below_one() {
        let points = Sureness::released().points;
        assert!(points.len() > 3);
        assert!(points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{points:?}");
        assert!(points.iter().all(|(_, share)| (0.0..=1.0).contains(share)));
    }
}
