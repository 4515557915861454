//! The map beside the text: the outlines of the world, and the places of a reading as marks on it.
//!
//! Its lines and names are drawn beforehand, by `./dev outlines`, into a file beside the page, with the same [`project`] that the marks are set by.

mod labels;
mod names;
mod projection;
mod view;

pub use labels::{CITY, GAP, Label, Lettering, Side, Spot, letter};
pub use names::{Name, Named, names};
pub use projection::{Point, WORLD, project};
pub use view::{FRAME_HEIGHT, FRAME_WIDTH, View};

use std::collections::HashMap;

use crate::reading::{Candidate, Entity, EntityKind, Event, Layer, Place, Reading};
use crate::review::cards::{Card, Source};
use crate::review::events::Happening;
use crate::tables::MAP;

/// A place of which the reading is less sure than this is shown as unsure, if it could be another.
const SURE: f32 = 0.6;

/// Marks that are drawn at most: those of the places that the article is most about.
pub const MOST_MARKS: usize = 200;

/// The lines of the map, as SVG writes paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlines {
    /// The land, to be filled.
    pub land: &'static str,
    /// Where countries meet, to be drawn.
    pub borders: &'static str,
}

/// The outlines of the world.
pub fn outlines() -> Outlines {
    let path = |what: &str| {
        let mut rows = MAP.text().lines().filter_map(|line| line.split_once('\t'));
        let rest = rows.find(|(first, _)| *first == what).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('\t').next()).unwrap_or_default()
    };
    Outlines { land: path("land"), borders: path("borders") }
}

/// A place as the map's list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlaceCard {
    /// Its id in the reading.
    pub id: usize,
    /// Its name.
    pub name: String,
    /// The code of the country that it lies in; none for a country itself.
    pub country: Option<String>,
    /// How often it is mentioned as a place.
    pub mentions: usize,
    /// How many other places it could be.
    pub candidates: usize,
    /// Whether it may well be one of those.
    pub unsure: bool,
    /// Where it lies on the map.
    pub at: Point,
    /// How many events happened there.
    pub events: usize,
}

impl Card for PlaceCard {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

impl PlaceCard {
    /// The radius of its mark in the frame: the mark's area grows with the mentions, as far as a frame has room.
    pub fn radius(&self) -> f64 {
        (3.5 * (self.mentions.max(1) as f64).sqrt()).clamp(4.5, 16.0)
    }
}

/// A place as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListedPlace {
    /// Its id in the reading.
    pub id: usize,
    /// Its name.
    pub name: String,
    /// The code of the country that it lies in; none for a country itself, and where that is not known.
    pub country: Option<String>,
    /// How often it is mentioned as a place.
    pub mentions: usize,
    /// Whether it is on the map.
    pub is_mapped: bool,
    /// How many other places it could be.
    pub candidates: usize,
    /// Whether it may well be one of those.
    pub unsure: bool,
    /// How many events happened there.
    pub events: usize,
}

impl Card for ListedPlace {
    fn id(&mut self) -> &mut usize {
        &mut self.id
    }
}

/// The places, on the map or not, those that the article is most about first.
pub fn listed(source: Source) -> Vec<ListedPlace> {
    let marks: HashMap<usize, PlaceCard> = places(source).into_iter().map(|mark| (mark.id, mark)).collect();
    let listed = source.entities(Layer::Place).into_iter();
    listed
        .map(|entity| {
            let mark = marks.get(&entity.id);
            ListedPlace {
                id: entity.id,
                name: entity.name,
                country: mark.and_then(|mark| mark.country.clone()),
                mentions: entity.mentions,
                is_mapped: mark.is_some(),
                candidates: mark.map_or(0, |mark| mark.candidates),
                unsure: mark.is_some_and(|mark| mark.unsure),
                events: events_at(source.reading, entity.id).count(),
            }
        })
        .collect()
}

/// The places of the list of places that can be put on the map, in the order of that list.
pub fn places(source: Source) -> Vec<PlaceCard> {
    let listed = source.entities(Layer::Place);
    let card = |id: usize, mentions: usize| {
        let entity = source.entity(id)?;
        let place = entity.place.as_ref()?;
        Some(PlaceCard {
            id,
            name: source.name(id)?,
            country: place.country.clone().filter(|_| entity.kind != EntityKind::Country),
            mentions,
            candidates: place.candidates.len(),
            unsure: place.confidence < SURE && !place.candidates.is_empty(),
            at: project(place.lat, place.lon),
            events: events_at(source.reading, id).count(),
        })
    };
    listed.into_iter().filter_map(|listed| card(listed.id, listed.mentions)).collect()
}

/// What happened at the place `id`, the first few.
pub fn happenings(source: Source, id: usize) -> Vec<Happening> {
    let events = events_at(source.reading, id).take(Happening::MOST);
    events.map(|event| Happening::of(source, event)).collect()
}

/// Whether the event `event` happened at the place `id`.
pub fn happened_at(reading: &Reading, event: usize, id: usize) -> bool {
    events_at(reading, id).any(|other| other.id == event)
}

fn events_at(reading: &Reading, id: usize) -> impl Iterator<Item = &Event> {
    reading.events.iter().filter(move |event| event.place == Some(id))
}

/// What `entity` could be, with what it is taken for first, as people tell one from another: by the country, and where
/// that is not enough by the degrees.
pub fn choices(entity: &Entity, country: impl Fn(&str) -> String) -> Vec<(Candidate, String)> {
    let Some(place) = &entity.place else { return Vec::new() };
    let all: Vec<Candidate> =
        std::iter::once(taken_for(entity, place)).chain(place.candidates.iter().cloned()).collect();
    let names: Vec<String> = all
        .iter()
        .map(|candidate| match candidate.country.as_deref().map(&country) {
            Some(country) if country != candidate.name => format!("{}, {country}", candidate.name),
            _ => candidate.name.clone(),
        })
        .collect();
    let is_alone = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let told = names.iter().zip(&all).map(|(name, candidate)| {
        if is_alone(name) { name.clone() } else { format!("{name} ({})", degrees(candidate)) }
    });
    all.iter().cloned().zip(told).collect()
}

/// What the place of `entity` is, in the form of its candidates.
pub fn taken_for(entity: &Entity, place: &Place) -> Candidate {
    Candidate {
        name: entity.name.clone(),
        lat: place.lat,
        lon: place.lon,
        country: place.country.clone(),
        gazetteer_id: place.gazetteer_id,
    }
}

/// "34.4° N, 35.8° E".
fn degrees(candidate: &Candidate) -> String {
    let (north, east) = (candidate.lat, candidate.lon);
    let (pole, side) = (if north < 0.0 { "S" } else { "N" }, if east < 0.0 { "W" } else { "E" });
    format!("{:.1}° {pole}, {:.1}° {side}", north.abs(), east.abs())
}

#[cfg(test)]
mod tests;
