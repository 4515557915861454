//! The names that the map bears by itself: countries, capitals and large cities.

use std::sync::LazyLock;

use crate::review::map::projection::Point;
use crate::tables::MAP;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// A country, across whose land it stands.
    Country,
    /// A city, beside whose spot it stands.
    City,
}

/// A name, and where it may stand. A large country's may stand in several places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// What it is the name of.
    pub named: Named,
    /// The name.
    pub name: &'static str,
    /// Where it may stand.
    pub at: Point,
    /// Of a country, how wide the name may be there, in units of the map; of a city, its people in thousands.
    pub size: f64,
}

/// All names: countries first, and of countries and cities each the largest first. What may stand in several places
/// comes once for each, the best first.
pub fn names() -> &'static [Name] {
    static NAMES: LazyLock<Vec<Name>> =
        LazyLock::new(|| MAP.text().lines().filter_map(row).flatten().collect());
    &NAMES
}

/// The name of a row with its places; none for other rows.
fn row(row: &'static str) -> Option<impl Iterator<Item = Name>> {
    let mut cells = row.split('\t');
    let named = match cells.next()? {
        "country" => Named::Country,
        "city" => Named::City,
        _ => return None,
    };
    let (name, places) = (cells.next()?, cells.next()?);
    Some(places.split(", ").filter_map(move |place| {
        let mut numbers = place.split(' ').map(|number| number.parse().ok());
        let at = Point { x: numbers.next()??, y: numbers.next()?? };
        Some(Name { named, name, at, size: numbers.next()?? })
    }))
}
