//! What the world's names mean: countries, regions, cities and well-known bodies, and words that tell what a name is.
//!
//! Only the larger places: a village often shares its name with a person or a word. Where a place is, and which of
//! several it is, [`crate::places`] knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows;
use crate::reading::Place;
use crate::tables;

/// A state.
#[derive(Debug)]
pub struct Country {
    pub name: &'static str,
    pub iso2: &'static str,
    pub iso3: &'static str,
    lat: f64,
    lon: f64,
    geonames: u32,
}

/// A well-known body.
#[derive(Debug)]
pub struct Body {
    pub country: &'static str,
    pub sector: &'static str,
}

/// All that one name can mean.
#[derive(Debug, Default)]
pub struct Meaning {
    pub country: Option<usize>,
    /// The country that it is the capital of.
    pub capital_of: Option<usize>,
    /// The country whose people it names: "Russians".
    pub people_of: Option<usize>,
    /// The country whose adjective it is: "Russian".
    pub adjective_of: Option<usize>,
    pub body: Option<usize>,
    /// Whether a region is called so.
    pub is_region: bool,
    /// The inhabitants, in thousands, of the largest city that is called so.
    pub city: Option<u32>,
}

/// What a word inside a name says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWord {
    Organisation,
    Place,
    People,
    /// Wars, treaties, feasts, awards: no actor and no place.
    Neither,
}

/// The tables, loaded once.
pub struct Gazetteer {
    pub countries: Vec<Country>,
    pub bodies: Vec<Body>,
    names: HashMap<&'static str, Meaning>,
    name_words: HashMap<&'static str, (NameWord, &'static str)>,
    given: HashMap<&'static str, ()>,
}

/// The gazetteer.
pub fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);
    &GAZETTEER
}

impl Gazetteer {
    /// What `name` means, spelt exactly so, however many spaces stand between its words.
    pub fn meaning(&self, name: &str) -> Option<&Meaning> {
        if name.contains("  ") {
            return self.names.get(name.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
        }
        self.names.get(name)
    }

    /// What the word `word` inside a name says of it, with its sector.
    pub fn name_word(&self, word: &str) -> Option<(NameWord, &'static str)> {
        self.name_words.get(word).copied()
    }

    /// Whether `name` is a first name.
    pub fn is_given_name(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// Where `country` is.
    pub fn place_of_country(&self, country: usize) -> Place {
        let Country { iso2, lat, lon, geonames, .. } = &self.countries[country];
        let country = Some(iso2.to_string());
        let candidates = Vec::new();
        Place {
            lat: *lat,
            lon: *lon,
            country,
            gazetteer_id: Some(*geonames),
            extent: None,
            confidence: 1.0,
            candidates,
        }
    }

    fn load() -> Gazetteer {
        let mut gazetteer = Gazetteer {
            countries: Vec::new(),
            bodies: Vec::new(),
            names: HashMap::new(),
            name_words: name_words(),
            given: rows(include_str!("../../lexicons/given_names.tsv")).map(|row| (row[0], ())).collect(),
        };
        gazetteer.load_countries();
        gazetteer.load_toponyms();
        gazetteer.load_bodies();
        gazetteer
    }

    fn load_countries(&mut self) {
        for row in rows(include_str!("../../lexicons/countries.tsv")).filter(|row| row.len() > 9) {
            let index = self.countries.len();
            let [name, iso2, iso3] = [row[0], row[1], row[2]];
            let geonames = row[5].parse().unwrap_or(0);
            self.countries.push(Country {
                name,
                iso2,
                iso3,
                lat: degrees(row[3]),
                lon: degrees(row[4]),
                geonames,
            });
            for alias in std::iter::once(name).chain(cells(row[6])) {
                self.names.entry(alias).or_default().country = Some(index);
            }
            for capital in cells(row[7]) {
                self.names.entry(capital).or_default().capital_of = Some(index);
            }
            for adjective in cells(row[8]) {
                self.names.entry(adjective).or_default().adjective_of = Some(index);
            }
            for people in cells(row[9]) {
                self.names.entry(people).or_default().people_of = Some(index);
            }
        }
    }

    fn load_toponyms(&mut self) {
        for row in rows(include_str!("../../lexicons/regions.tsv")).filter(|row| row.len() > 4) {
            self.names.entry(row[0]).or_default().is_region = true;
        }
        for row in rows(tables::PLACES.text()).filter(|row| row.len() > 6) {
            let thousands = row[5].parse().unwrap_or(1);
            let city = &mut self.names.entry(row[0]).or_default().city;
            *city = (*city).max(Some(thousands));
        }
    }

    fn load_bodies(&mut self) {
        let bodies = rows(include_str!("../../lexicons/organisations.tsv")).filter(|row| row.len() > 3);
        bodies.for_each(|row| self.add_body(row[0], row[1], Body { country: row[2], sector: row[3] }));
        let parties = rows(include_str!("../../lexicons/parties.tsv")).filter(|row| row.len() > 2);
        parties.for_each(|row| self.add_body(row[0], row[1], Body { country: row[2], sector: "PTY" }));
    }

    fn add_body(&mut self, name: &'static str, aliases: &'static str, body: Body) {
        let index = self.bodies.len();
        self.bodies.push(body);
        for alias in std::iter::once(name).chain(cells(aliases)) {
            self.names.entry(alias).or_default().body = Some(index);
        }
    }
}

fn name_words() -> HashMap<&'static str, (NameWord, &'static str)> {
    let class = |name: &str| match name {
        "organisation" => NameWord::Organisation,
        "place" => NameWord::Place,
        "people" => NameWord::People,
        _ => NameWord::Neither,
    };
    let file = rows(include_str!("../../lexicons/name_words.tsv"));
    file.filter(|row| row.len() > 2).map(|row| (row[0], (class(row[1]), row[2]))).collect()
}

fn cells(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|part| !part.is_empty())
}

fn degrees(cell: &str) -> f64 {
    cell.parse().unwrap_or(0.0)
}
