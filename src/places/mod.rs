//! Places: which place of the world each toponym of an article is.
//!
//! [`Resolver::resolve`] takes the article's toponyms with their text and gives a [`Located`] place for each that the [`Atlas`] knows.

pub mod atlas;
pub mod evidence;
mod plain;
pub mod rank;

use std::sync::LazyLock;

use crate::reading::{Candidate, Place};
use crate::text::Span;
pub use atlas::Atlas;
use evidence::Group;
pub use rank::Weights;

/// Other places that are given beside the likeliest one.
const CANDIDATES: usize = 5;

/// What the project releases: the atlas, and what the evidence weighs.
pub struct Resolver {
    atlas: Atlas,
    weights: Weights,
}

/// A toponym's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The atlas's name for it, with that of its division.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

impl Resolver {
    /// The resolver that the project releases.
    pub fn released() -> &'static Resolver {
        static RELEASED: LazyLock<Resolver> = LazyLock::new(|| {
            let atlas = Atlas::read(include_bytes!("../../weights/places.bin"));
            let atlas = atlas.expect("the atlas in the repository is sound; the tests read it");
            Resolver { atlas, weights: Weights::released() }
        });
        &RELEASED
    }

    /// The places of the world.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Where each of `toponyms` is, in their order; `None` for what no place is known to be called. They may stand in
    /// any order, and each may come more than once.
    pub fn resolve(&self, text: &str, toponyms: &[Span]) -> Vec<Option<Located>> {
        let groups = evidence::groups(&self.atlas, text, toponyms);
        let likelihoods = rank::rank(&groups, &self.weights);
        let mut places = vec![None; toponyms.len()];
        for (group, likelihoods) in groups.iter().zip(likelihoods) {
            for (toponym, likelihoods) in group.toponyms.iter().zip(likelihoods) {
                places[*toponym] = self.place(group, &likelihoods);
            }
        }
        places
    }

    fn place(&self, group: &Group, likelihoods: &[f32]) -> Option<Located> {
        let mut order: Vec<usize> = (0..group.candidates.len()).collect();
        order.sort_by(|a, b| likelihoods[*b].total_cmp(&likelihoods[*a]));
        let first = &group.candidates[*order.first()?];
        // A city and the division that is hardly more than it are one place on the map.
        let (same, others): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|at| group.candidates[*at].is_at(first));
        let shown =
            same.iter().copied().find(|at| group.candidates[*at].site.geonames.is_some()).unwrap_or(same[0]);
        let likelihood: f32 = same.iter().map(|at| likelihoods[*at]).sum();
        let candidate = |at: usize| {
            let evidence::Candidate { place, site, .. } = group.candidates[at];
            Candidate {
                name: self.name(place),
                lat: rounded(site.lat),
                lon: rounded(site.lon),
                country: (!site.country.is_empty()).then(|| site.country.to_string()),
                gazetteer_id: site.geonames,
            }
        };
        let Candidate { name, lat, lon, country, gazetteer_id } = candidate(shown);
        let place = Place {
            lat,
            lon,
            country,
            gazetteer_id,
            // Rounded, since browsers and processors need not agree on the last bits of a logarithm.
            confidence: (likelihood * 1000.0).round().min(1000.0) / 1000.0,
            candidates: others.into_iter().take(CANDIDATES).map(candidate).collect(),
        };
        Some(Located { name, place })
    }

    /// The name of a place with the division that it lies in, which tells it from others of that name.
    fn name(&self, place: u32) -> String {
        let name = self.atlas.name(place);
        let site = self.atlas.site(place);
        let division = self.atlas.division_name(site.division);
        if site.kind == atlas::Kind::Division || division.is_empty() || division == name {
            return name;
        }
        format!("{name}, {division}")
    }
}

/// To a hundredth, as the atlas has it.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}
