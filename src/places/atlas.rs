//! The world's places, as `lexicons/derive_gazetteer.py` packs them: columns of numbers, and names in order.

use std::fmt;

use libm::exp2f;

use super::plain::plain;

/// Names in a block: the first is written in full.
const BLOCK: usize = 16;

/// In a meaning of a name: set where it is the place's own name.
const OWN: u32 = 1 << 23;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A state.
    Country,
    /// The capital of a state.
    Capital,
    /// A first-level division: a state of the US, a province.
    Division,
    /// A second-level division.
    County,
    /// A region, river, island, sea or range.
    Region,
    /// A region so large that its middle says little: a continent, an ocean.
    Wide,
    /// Any other city, town or village.
    City,
    /// An airport, a building, a square: a spot of which the world speaks.
    Landmark,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Country,
        Kind::Capital,
        Kind::Division,
        Kind::County,
        Kind::Region,
        Kind::Wide,
        Kind::City,
        Kind::Landmark,
    ];
}

/// One place.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// What it is.
    pub kind: Kind,
    /// Number of the division that it lies in.
    pub division: u16,
    /// ISO 3166 alpha-2 code of the country that it lies in; empty for what no country has.
    pub country: &'a str,
    /// Base-2 logarithm of its people; 0 where that is not known.
    pub people: f32,
    /// Kilometres from its middle to its edge, roughly; 0 for what is a point on the map.
    pub extent: f32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
}

/// One of the places that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Number of the place.
    pub place: u32,
    /// Whether it is the place's own name, and no other spelling.
    pub own: bool,
}

/// Why bytes are no atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtlasError;

impl fmt::Display for AtlasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the table of places is damaged or of another version")
    }
}

impl std::error::Error for AtlasError {}

/// The places of the world and their names.
pub struct Atlas {
    divisions: Vec<Division>,
    kinds: Vec<Kind>,
    division: Vec<u16>,
    people: Vec<u8>,
    extent: Vec<u8>,
    lat: Vec<u16>,
    lon: Vec<u16>,
    geonames: Vec<u32>,
    names: Vec<u8>,
    blocks: Vec<Block>,
    /// How many places bear each name.
    bearers: Vec<u8>,
    meanings: Vec<u32>,
    /// The number of each place's own name.
    own_names: Vec<u32>,
}

/// A country, or one of its parts.
struct Division {
    country: String,
    name: String,
}

/// Where the names and the meanings of a block begin.
struct Block {
    /// The plain spelling of its first name.
    first: Box<str>,
    name: u32,
    meaning: u32,
}

impl Atlas {
    /// Unpacks the atlas.
    pub fn read(packed: &[u8]) -> Result<Atlas, AtlasError> {
        let bytes = miniz_oxide::inflate::decompress_to_vec_zlib(packed).map_err(|_| AtlasError)?;
        let mut sections = Sections { bytes: &bytes };
        let divisions = divisions(sections.next()?)?;
        let kinds = sections.next()?.iter().map(|kind| Kind::ALL.get(usize::from(*kind)).copied());
        let kinds: Vec<Kind> = kinds.collect::<Option<_>>().ok_or(AtlasError)?;
        let places = kinds.len();
        let division = pairs(sections.next()?);
        let [people, extent] = [sections.next()?.to_vec(), sections.next()?.to_vec()];
        let [lat, lon] = [pairs(sections.next()?), pairs(sections.next()?)];
        let geonames = identifiers(sections.next()?);
        let names = sections.next()?.to_vec();
        let bearers = sections.next()?.to_vec();
        let meanings = triples(sections.next()?);
        let counted: usize = bearers.iter().map(|count| usize::from(*count)).sum();
        let lengths = [division.len(), people.len(), extent.len(), lat.len(), lon.len(), geonames.len()];
        let is_whole = lengths == [places; 6]
            && counted == meanings.len()
            && division.iter().all(|number| usize::from(*number) < divisions.len())
            && meanings.iter().all(|meaning| ((meaning & !OWN) as usize) < places);
        if !is_whole {
            return Err(AtlasError);
        }
        let mut atlas = Atlas {
            divisions,
            kinds,
            division,
            people,
            extent,
            lat,
            lon,
            geonames,
            names,
            blocks: Vec::new(),
            bearers,
            meanings,
            own_names: vec![u32::MAX; places],
        };
        atlas.index()?;
        Ok(atlas)
    }

    /// Finds where the blocks begin, and the own name of each place.
    fn index(&mut self) -> Result<(), AtlasError> {
        let (mut at, mut meaning, mut length) = (0, 0, 0);
        for (number, count) in self.bearers.iter().enumerate() {
            let (shared, rest) = entry(&self.names, at).ok_or(AtlasError)?;
            if number % BLOCK == 0 {
                let first = plain(&String::from_utf8_lossy(rest)).into_boxed_str();
                self.blocks.push(Block { first, name: at as u32, meaning: meaning as u32 });
                length = 0;
            }
            if shared > length {
                return Err(AtlasError);
            }
            length = shared + rest.len();
            at += 2 + rest.len();
            let end = meaning + usize::from(*count);
            for place in self.meanings[meaning..end].iter().filter(|place| **place & OWN != 0) {
                self.own_names[(place & !OWN) as usize] = number as u32;
            }
            meaning = end;
        }
        if at == self.names.len() { Ok(()) } else { Err(AtlasError) }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is no place at all.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The place of number `place`.
    pub fn site(&self, place: u32) -> Site<'_> {
        let at = place as usize;
        let division = self.division[at];
        Site {
            kind: self.kinds[at],
            division,
            country: &self.divisions[usize::from(division)].country,
            people: f32::from(self.people[at]) / 8.0,
            extent: exp2f(f32::from(self.extent[at]) / 16.0) - 1.0,
            lat: f64::from(self.lat[at]) / 100.0 - 90.0,
            lon: f64::from(self.lon[at]) / 100.0 - 180.0,
            geonames: (self.geonames[at] != 0).then_some(self.geonames[at]),
        }
    }

    /// The name of the division that a place lies in; empty where only its country is known.
    pub fn division_name(&self, division: u16) -> &str {
        &self.divisions[usize::from(division)].name
    }

    /// The own name of the place of number `place`.
    pub fn name(&self, place: u32) -> String {
        let number = self.own_names[place as usize] as usize;
        let Some(block) = self.blocks.get(number / BLOCK) else { return String::new() };
        let mut spelt = Vec::new();
        let mut at = block.name as usize;
        for _ in 0..=number % BLOCK {
            at = self.spell(at, &mut spelt);
        }
        String::from_utf8_lossy(&spelt).into_owned()
    }

    /// The places that `name` means, however it is spelt, the largest first among its own and other names.
    pub fn bearers(&self, name: &str) -> Vec<Bearer> {
        let wanted = plain(name);
        let after = self.blocks.partition_point(|block| *block.first <= *wanted);
        let Some(number) = after.checked_sub(1).filter(|_| !wanted.is_empty()) else { return Vec::new() };
        let Block { name: mut at, mut meaning, .. } = self.blocks[number];
        let mut spelt = Vec::new();
        for count in &self.bearers[number * BLOCK..self.bearers.len().min((number + 1) * BLOCK)] {
            at = self.spell(at as usize, &mut spelt) as u32;
            let end = meaning + u32::from(*count);
            if plain(&String::from_utf8_lossy(&spelt)) == wanted {
                let meanings = self.meanings[meaning as usize..end as usize].iter();
                return meanings
                    .map(|meaning| Bearer { place: meaning & !OWN, own: meaning & OWN != 0 })
                    .collect();
            }
            meaning = end;
        }
        Vec::new()
    }

    /// Makes the name before the one at `at` into that one, and tells where the next one is.
    fn spell(&self, at: usize, spelt: &mut Vec<u8>) -> usize {
        let Some((shared, rest)) = entry(&self.names, at) else { return at };
        spelt.truncate(shared);
        spelt.extend_from_slice(rest);
        at + 2 + rest.len()
    }
}

/// How much of the name before is shared, and what follows.
fn entry(names: &[u8], at: usize) -> Option<(usize, &[u8])> {
    let (shared, length) = (usize::from(*names.get(at)?), usize::from(*names.get(at + 1)?));
    Some((shared, names.get(at + 2..at + 2 + length)?))
}

/// The parts of the file.
struct Sections<'a> {
    bytes: &'a [u8],
}

impl<'a> Sections<'a> {
    fn next(&mut self) -> Result<&'a [u8], AtlasError> {
        let (length, rest) = self.bytes.split_first_chunk::<4>().ok_or(AtlasError)?;
        let (section, rest) =
            rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(AtlasError)?;
        self.bytes = rest;
        Ok(section)
    }
}

fn divisions(section: &[u8]) -> Result<Vec<Division>, AtlasError> {
    let text = std::str::from_utf8(section).map_err(|_| AtlasError)?;
    let division = |line: &str| {
        let mut cells = line.split('\t');
        let (country, _code, name) = (cells.next()?, cells.next()?, cells.next()?);
        Some(Division { country: country.to_string(), name: name.to_string() })
    };
    text.lines().map(division).collect::<Option<_>>().ok_or(AtlasError)
}

/// Numbers of two bytes: first all high bytes, then all low ones.
fn pairs(section: &[u8]) -> Vec<u16> {
    let (high, low) = section.split_at(section.len() / 2);
    high.iter().zip(low).map(|(high, low)| u16::from_be_bytes([*high, *low])).collect()
}

/// Numbers of three bytes, in three such columns.
fn triples(section: &[u8]) -> Vec<u32> {
    let third = section.len() / 3;
    (0..third)
        .map(|at| u32::from_be_bytes([0, section[at], section[at + third], section[at + 2 * third]]))
        .collect()
}

/// Growing numbers, each as its difference to the one before.
fn identifiers(section: &[u8]) -> Vec<u32> {
    let (mut last, mut number, mut shift, mut all) = (0u32, 0u32, 0, Vec::new());
    for byte in section {
        number |= u32::from(byte & 127).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 128 == 0 {
            last = last.wrapping_add(number);
            all.push(last);
            (number, shift) = (0, 0);
        }
    }
    all
}
