//! Places: which place of the world each toponym of an article is.
//!
//! [`Resolver::resolve`] takes the article's toponyms with their text and gives a [`Located`] place for each that the [`Atlas`] knows.

pub mod atlas;
mod beside;
pub mod evidence;
mod named;
mod names;
mod plain;
pub mod rank;
mod sureness;

use std::sync::LazyLock;

use crate::reading::{Candidate, Place};
use crate::tables;
use crate::text::Span;
pub use atlas::{Atlas, Kind};
use evidence::{Group, Pick};
pub use rank::Weights;
pub use sureness::Sureness;

/// Other places that are given beside the likeliest one.
const CANDIDATES: usize = 5;

/// What the project releases: the atlas, what the evidence weighs, and how sure it makes.
pub struct Resolver {
    atlas: Atlas,
    weights: Weights,
    sureness: Sureness,
}

/// A toponym's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The atlas's name for it, with that of its division.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub place: Place,
}

/// Kilometres between two places, straight through the earth.
pub fn kilometres(one: &Place, other: &Place) -> f32 {
    let [one, other] = [one, other].map(|place| evidence::direction(place.lat, place.lon));
    6371.0 * libm::sqrtf(evidence::apart(one, other))
}

impl Resolver {
    /// The resolver that the project releases.
    pub fn released() -> &'static Resolver {
        static RELEASED: LazyLock<Resolver> = LazyLock::new(|| {
            let atlas = Atlas::read(tables::ATLAS.bytes());
            let atlas = atlas.expect("the atlas in the repository is sound; the tests read it");
            Resolver { atlas, weights: Weights::released(), sureness: Sureness::released() }
        });
        &RELEASED
    }

    /// The places of the world.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Where each of `toponyms` is, in their order; `None` for what no place is known to be called, and for a storm or a
    /// ship that has a place's name. They may stand in any order, and each may come more than once.
    pub fn resolve(&self, text: &str, toponyms: &[Span]) -> Vec<Option<Located>> {
        let groups = evidence::groups(&self.atlas, text, toponyms);
        let likelihoods = rank::rank(&groups, &self.weights);
        let mut places = vec![None; toponyms.len()];
        for (group, likelihoods) in groups.iter().zip(likelihoods) {
            for ((toponym, likelihoods), is_nowhere) in
                group.toponyms.iter().zip(likelihoods).zip(&group.nowhere)
            {
                places[*toponym] = if *is_nowhere { None } else { self.place(group, &likelihoods) };
            }
        }
        places
    }

    fn place(&self, group: &Group, likelihoods: &[f32]) -> Option<Located> {
        let Pick { same, others, likelihood } = group.pick(likelihoods)?;
        let is_shown = |at: &usize| {
            let site = &group.candidates[*at].site;
            site.geonames.is_some() || *at == same[0] && matches!(site.kind, Kind::Region | Kind::Wide)
        };
        let shown = same.iter().copied().find(is_shown).unwrap_or(same[0]);
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
        let kilometres = group.candidates[shown].site.extent.round() as u32;
        let place = Place {
            lat,
            lon,
            country,
            gazetteer_id,
            extent: Some(kilometres).filter(|kilometres| *kilometres > 0),
            // Rounded, since browsers and processors need not agree on the last bits of a logarithm.
            confidence: (self.sureness.of(likelihood) * 1000.0).round().min(1000.0) / 1000.0,
            candidates: others.into_iter().take(CANDIDATES).map(candidate).collect(),
        };
        Some(Located { name, kind: group.candidates[same[0]].site.kind, place })
    }

    /// The name of a place with the division that it lies in, which tells it from others of that name.
    fn name(&self, place: u32) -> String {
        let name = self.atlas.name(place);
        let site = self.atlas.site(place);
        let division = self.atlas.division_name(site.division);
        if site.kind == Kind::Division || division.is_empty() || division == name {
            return name;
        }
        format!("{name}, {division}")
    }
}

/// To a hundredth, as the atlas has it.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}
