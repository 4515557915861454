//! From degrees to the flat map.

use std::hash::{Hash, Hasher};

/// A point of the flat map: x grows to the east, y to the south, and the equator meets the prime meridian at nought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the east.
    pub x: f64,
    /// To the south.
    pub y: f64,
}

/// The map's units in a degree of longitude: one is five kilometres at the equator, less elsewhere.
const UNITS: f64 = 20.0;

/// The width of the world.
pub const WORLD: f64 = 360.0 * UNITS;

/// Where the map ends in the north and in the south. No land is farther north, and the pole itself is in the south.
pub const EDGES: (f64, f64) = (-2300.0, 2645.0);

impl Eq for Point {}

impl Hash for Point {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.x.to_bits().hash(state);
        self.y.to_bits().hash(state);
    }
}

impl Point {
    /// How far it is to `other` on the map.
    pub fn distance(self, other: Point) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Where a place lies on the map, by Miller's cylindrical projection: north is up everywhere, so that a country looks
/// the same in every part of the map, and high latitudes are stretched less than on Mercator's.
///
/// J. P. Snyder, *Map Projections: A Working Manual*, U.S. Geological Survey Professional Paper 1395 (1987), on the Miller
/// cylindrical projection.
pub fn project(lat: f64, lon: f64) -> Point {
    let radius = UNITS.to_degrees();
    let north = lat.clamp(-90.0, 90.0).to_radians();
    Point { x: lon * UNITS, y: -radius * 1.25 * (0.8 * north).tan().asinh() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latitudes_lie_where_the_published_formula_has_them() {
        let radius = WORLD / std::f64::consts::TAU;
        for lat in [0.0, 12.5, 33.9, 60.2, 90.0_f64] {
            let published = 1.25 * (45.0 + 0.4 * lat).to_radians().tan().ln();
            let at = project(lat, 180.0);
            assert!((at.y / radius + published).abs() < 1e-9, "{lat}: {at:?}");
            assert!((at.x - WORLD / 2.0).abs() < 1e-9);
            assert!((project(-lat, 0.0).y + at.y).abs() < 1e-9);
        }
    }
}
