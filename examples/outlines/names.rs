//! The names on the map: countries where they have room for them, and the world's capitals and largest cities.

use std::collections::HashMap;

use dateline::places::Resolver;
use dateline::places::atlas::Kind;
use dateline::review::map::{Point, WORLD, project};

use crate::{Collection, Shape, joined};

/// Countries that English news writes otherwise than the file, which cuts many names short.
const CALLED: [(&str, &str); 24] = [
    ("Bahamas", "The Bahamas"),
    ("Bosnia and Herz.", "Bosnia and Herzegovina"),
    ("Cabo Verde", "Cape Verde"),
    ("Central African Rep.", "Central African Republic"),
    ("Congo", "Congo Republic"),
    ("Czechia", "Czech Republic"),
    ("Côte d'Ivoire", "Ivory Coast"),
    ("Dem. Rep. Congo", "DR Congo"),
    ("Dominican Rep.", "Dominican Republic"),
    ("eSwatini", "Eswatini"),
    ("Eq. Guinea", "Equatorial Guinea"),
    ("Faeroe Is.", "Faroe Islands"),
    ("Falkland Is.", "Falkland Islands"),
    ("Fr. Polynesia", "French Polynesia"),
    ("Fr. S. Antarctic Lands", "French Southern Lands"),
    ("Gambia", "The Gambia"),
    ("Macedonia", "North Macedonia"),
    ("N. Cyprus", "Northern Cyprus"),
    ("S. Geo. and the Is.", "South Georgia"),
    ("S. Sudan", "South Sudan"),
    ("Solomon Is.", "Solomon Islands"),
    ("Timor-Leste", "East Timor"),
    ("United States of America", "United States"),
    ("W. Sahara", "Western Sahara"),
];

/// A part of a country takes its name if it is at least this share of the largest part: islands do, specks do not.
const PART: f64 = 0.25;

/// Lines on which a part is searched for room.
const LINES: usize = 24;

/// How far apart a country's name may stand again, in units of the map: about as far as the closest view is wide that is
/// chosen for a reader.
const APART: f64 = 300.0;

/// The room that a name needs to stand again.
const AGAIN: f64 = 80.0;

/// Other places near the best one, for when an article's place stands there: how many, how far apart, and how narrow they
/// may be beside the best.
const OTHERS: usize = 3;
const BESIDE: f64 = 25.0;
const NARROW: f64 = 0.5;

/// The least room that is of any use in the closest view.
const LEAST: f64 = 5.0;

/// How much wider than high a name is.
const SHAPE: f64 = 4.0;

/// The fewest people of a city that is no capital, as their logarithm to the base of two: 3 million.
const LARGE: f32 = 21.5;

/// A capital with fewer people than the country's largest by this much, again as a logarithm, is only a namesake.
const NAMESAKE: f32 = 4.4;

/// A place for a name, and how wide it may be.
struct Room {
    at: Point,
    width: f64,
}

/// Prints the names as a table: countries from the largest to the smallest, then cities likewise.
pub fn print(countries: &Collection, arcs: &[Vec<Point>]) {
    println!(
        "# Where names stand on the map, in units of src/review/map/projection.rs; by ./dev outlines. The size of a"
    );
    println!("# country is how wide its name may be there; that of a city, its people in thousands.");
    println!("what\tname\tx y size, and more\tsource");
    let mut named: Vec<(&str, Vec<Room>)> = countries
        .geometries
        .iter()
        .map(|shape| (called(&shape.properties.name), rooms(shape, arcs)))
        .collect();
    named.retain(|(name, rooms)| *name != "Antarctica" && !rooms.is_empty());
    named.sort_by(|(_, one), (_, other)| other[0].width.total_cmp(&one[0].width));
    for (name, rooms) in named {
        let rooms = rooms.iter().map(|room| format!("{:.0} {:.0} {:.0}", room.at.x, room.at.y, room.width));
        println!("country\t{name}\t{}\tNatural Earth 1:50m", rooms.collect::<Vec<_>>().join(", "));
    }
    for (name, at, thousands) in cities() {
        println!("city\t{name}\t{:.0} {:.0} {thousands}\tGeoNames", at.x, at.y);
    }
}

fn called(name: &str) -> &str {
    CALLED.iter().find(|(short, _)| *short == name).map_or(name, |(_, called)| called)
}

/// Capitals and large cities, the largest first.
fn cities() -> Vec<(String, Point, u32)> {
    let atlas = Resolver::released().atlas();
    let mut largest: HashMap<&str, f32> = HashMap::new();
    for site in
        (0..atlas.len() as u32).map(|place| atlas.site(place)).filter(|site| site.kind == Kind::Capital)
    {
        let people = largest.entry(site.country).or_default();
        *people = people.max(site.people);
    }
    let mut cities: Vec<(String, Point, u32)> = (0..atlas.len() as u32)
        .filter_map(|place| {
            let site = atlas.site(place);
            let is_named = match site.kind {
                // Towns of the same name pass for capitals, too.
                Kind::Capital => site.people >= largest[site.country] - NAMESAKE,
                Kind::City => site.people >= LARGE,
                _ => false,
            };
            let thousands = (site.people.exp2() / 1000.0).round() as u32;
            is_named.then(|| (atlas.name(place), project(site.lat, site.lon), thousands))
        })
        .collect();
    cities.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
    cities
}

/// The places where the name of a country may stand, the widest first.
fn rooms(shape: &Shape, arcs: &[Vec<Point>]) -> Vec<Room> {
    let parts: Vec<Vec<Vec<Point>>> =
        shape.polygons().iter().map(|rings| rings.iter().map(|ring| joined(ring, arcs)).collect()).collect();
    let area = |part: &Vec<Vec<Point>>| part.first().map_or(0.0, |ring| area(ring));
    let largest = parts.iter().map(area).fold(0.0, f64::max);
    let large = parts.iter().filter(|part| area(part) >= PART * largest);
    let mut found: Vec<Room> = large.flat_map(|part| rooms_in(part)).collect();
    found.sort_by(|one, other| other.width.total_cmp(&one.width));
    let Some(best) = found.first().map(|room| room.width).filter(|width| *width >= LEAST) else {
        return Vec::new();
    };
    let mut kept: Vec<Room> = Vec::new();
    for room in found {
        let nearest = kept.iter().map(|other| other.at.distance(room.at)).fold(f64::INFINITY, f64::min);
        let is_another = kept.len() <= OTHERS && nearest >= BESIDE && room.width >= NARROW * best;
        let is_again = nearest >= APART && room.width >= AGAIN;
        if is_another || is_again {
            kept.push(room);
        }
    }
    kept
}

fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let sum: f64 = ring.iter().zip(next).map(|(one, other)| one.x * other.y - other.x * one.y).sum();
    sum.abs() / 2.0
}

/// The middles of the stretches of land on lines across a part, and more points on long ones.
fn rooms_in(part: &[Vec<Point>]) -> Vec<Room> {
    let across: Vec<(Point, Point)> = edges(part);
    let upright: Vec<(Point, Point)> = across.iter().map(|(from, to)| (turned(*from), turned(*to))).collect();
    let heights = || across.iter().map(|(from, _)| from.y);
    let (top, bottom) =
        (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max));
    let mut rooms = Vec::new();
    for line in 0..LINES {
        let y = top + (bottom - top) * (line as f64 + 0.5) / LINES as f64;
        for stretch in crossings(&across, y).chunks_exact(2) {
            let (left, right) = (stretch[0], stretch[1]);
            let steps = ((right - left) / (APART / 2.0)).floor() as usize;
            for step in 0..=steps {
                let x = left + (right - left) * (step as f64 + 0.5) / (steps as f64 + 1.0);
                let beside = (x - left).min(right - x);
                let above = clearance(&crossings(&upright, x), y);
                let at = Point { x: x - (x / WORLD).round() * WORLD, y };
                rooms.push(Room { at, width: 2.0 * beside.min(SHAPE * above) });
            }
        }
    }
    rooms
}

fn edges(part: &[Vec<Point>]) -> Vec<(Point, Point)> {
    part.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))).collect()
}

/// `point` with its axes exchanged.
fn turned(point: Point) -> Point {
    Point { x: point.y, y: point.x }
}

/// Where the line at the height `y` crosses `edges`, from left to right.
fn crossings(edges: &[(Point, Point)], y: f64) -> Vec<f64> {
    let mut found: Vec<f64> = edges
        .iter()
        .filter(|(from, to)| (from.y > y) != (to.y > y))
        .map(|(from, to)| from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x))
        .collect();
    found.sort_by(f64::total_cmp);
    found
}

/// How far it is from `at` to the nearest of `crossings`.
fn clearance(crossings: &[f64], at: f64) -> f64 {
    crossings.iter().map(|crossing| (crossing - at).abs()).fold(f64::INFINITY, f64::min)
}
