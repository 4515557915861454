//! What the world's names mean: countries, regions, cities and well-known bodies, and words that tell what a name is.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows;
use crate::reading::{Candidate, Place};

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

/// A region or city.
#[derive(Debug)]
pub struct Toponym {
    pub name: &'static str,
    pub country: &'static str,
    pub lat: f64,
    pub lon: f64,
    /// People in thousands; 0 for regions.
    pub thousands: u32,
    geonames: Option<u32>,
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
    pub regions: Vec<usize>,
    pub cities: Vec<usize>,
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

/// A noun for people or bodies.
#[derive(Clone, Copy, Debug)]
pub struct RoleNoun {
    /// The noun in the singular.
    pub noun: &'static str,
    pub sector: &'static str,
}

/// The tables, loaded once.
pub struct Gazetteer {
    pub countries: Vec<Country>,
    pub toponyms: Vec<Toponym>,
    pub bodies: Vec<Body>,
    names: HashMap<&'static str, Meaning>,
    name_words: HashMap<&'static str, (NameWord, &'static str)>,
    roles: HashMap<String, RoleNoun>,
    given: HashMap<&'static str, ()>,
}

/// The longest name and the longest role noun, in tokens.
pub const LONGEST_NAME: usize = 7;

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

    /// The role noun that `lower` is, in the singular or plural; up to three words.
    pub fn role(&self, lower: &str) -> Option<RoleNoun> {
        self.roles.get(lower).copied()
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
        Place { lat: *lat, lon: *lon, country, gazetteer_id: Some(*geonames), confidence: 1.0, candidates }
    }

    /// Where the region or city is that `meaning` names, the likeliest first; countries of which `named` is true weigh
    /// more.
    pub fn place(&self, meaning: &Meaning, named: impl Fn(&str) -> bool) -> Option<Place> {
        let mut choices: Vec<&Toponym> =
            meaning.regions.iter().chain(&meaning.cities).map(|index| &self.toponyms[*index]).collect();
        // A city in a country that the article names beats a larger one elsewhere, if not a hundred times larger.
        let weight = |toponym: &Toponym| {
            let people = if toponym.thousands == 0 { 2000.0 } else { f64::from(toponym.thousands) };
            if named(toponym.country) { people * 100.0 } else { people }
        };
        choices.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        let all: f64 = choices.iter().map(|toponym| weight(toponym)).sum();
        let (first, others) = choices.split_first()?;
        let code = |toponym: &Toponym| (!toponym.country.is_empty()).then(|| toponym.country.to_string());
        let candidate = |toponym: &&Toponym| Candidate {
            name: toponym.name.to_string(),
            lat: toponym.lat,
            lon: toponym.lon,
            country: code(toponym),
            gazetteer_id: toponym.geonames,
        };
        Some(Place {
            lat: first.lat,
            lon: first.lon,
            country: code(first),
            gazetteer_id: first.geonames,
            confidence: (weight(first) / all) as f32,
            candidates: others.iter().map(candidate).collect(),
        })
    }

    fn load() -> Gazetteer {
        let mut gazetteer = Gazetteer {
            countries: Vec::new(),
            toponyms: Vec::new(),
            bodies: Vec::new(),
            names: HashMap::new(),
            name_words: name_words(),
            roles: roles(),
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
            self.names.entry(row[0]).or_default().regions.push(self.toponyms.len());
            let (lat, lon) = (degrees(row[3]), degrees(row[4]));
            self.toponyms.push(Toponym {
                name: row[0],
                country: row[2],
                lat,
                lon,
                thousands: 0,
                geonames: None,
            });
        }
        for row in rows(include_str!("../../lexicons/places.tsv")).filter(|row| row.len() > 6) {
            self.names.entry(row[0]).or_default().cities.push(self.toponyms.len());
            self.toponyms.push(Toponym {
                name: row[0],
                country: row[2],
                lat: degrees(row[3]),
                lon: degrees(row[4]),
                thousands: row[5].parse().unwrap_or(1),
                geonames: row[6].parse().ok(),
            });
        }
    }

    fn load_bodies(&mut self) {
        for row in rows(include_str!("../../lexicons/organisations.tsv")).filter(|row| row.len() > 3) {
            let index = self.bodies.len();
            self.bodies.push(Body { country: row[2], sector: row[3] });
            for alias in std::iter::once(row[0]).chain(cells(row[1])) {
                self.names.entry(alias).or_default().body = Some(index);
            }
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

fn roles() -> HashMap<String, RoleNoun> {
    let mut table = HashMap::new();
    for row in rows(include_str!("../../lexicons/roles.tsv")).filter(|row| row.len() > 1) {
        let role = RoleNoun { noun: row[0], sector: row[1] };
        table.insert(row[0].to_string(), role);
        table.insert(plural(row[0]), role);
    }
    table
}

/// The plural of a role noun, which may be irregular.
fn plural(noun: &str) -> String {
    const IRREGULAR: [(&str, &str); 8] = [
        ("child", "children"),
        ("person", "persons"),
        ("wife", "wives"),
        ("thief", "thieves"),
        ("passer-by", "passers-by"),
        ("attorney general", "attorneys general"),
        ("head of state", "heads of state"),
        ("member of parliament", "members of parliament"),
    ];
    let irregular =
        IRREGULAR.iter().find_map(|(one, many)| noun.strip_suffix(one).map(|stem| format!("{stem}{many}")));
    irregular.unwrap_or_else(|| crate::lexicon::inflect::plural(noun))
}

fn cells(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|part| !part.is_empty())
}

fn degrees(cell: &str) -> f64 {
    cell.parse().unwrap_or(0.0)
}
