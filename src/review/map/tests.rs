use super::*;
use crate::review::offsets::Offsets;
use crate::review::sample::{TEXT, place_of_bergen, reading_of};

/// Whether `point` is inside the rings of `path`, counted by how often a line to the west crosses them.
fn is_inside(path: &str, point: Point) -> bool {
    let crossings = |ring: &[Point]| {
        let next = ring.iter().cycle().skip(1);
        ring.iter()
            .zip(next)
            .filter(|(one, other)| (one.y > point.y) != (other.y > point.y))
            .filter(|(one, other)| {
                let share = (point.y - one.y) / (other.y - one.y);
                one.x + share * (other.x - one.x) < point.x
            })
            .count()
    };
    rings(path).iter().map(|ring| crossings(ring)).sum::<usize>() % 2 == 1
}

fn rings(path: &str) -> Vec<Vec<Point>> {
    let numbers = |ring: &str| {
        ring.replace(['l', 'z'], " ")
            .replace('-', " -")
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect::<Vec<f64>>()
    };
    let points = |numbers: &[f64]| {
        let mut at = Point::default();
        let mut steps = Vec::new();
        for step in numbers.chunks_exact(2) {
            at = Point { x: at.x + step[0], y: at.y + step[1] };
            steps.push(at);
        }
        steps
    };
    path.split('M').filter(|ring| !ring.is_empty()).map(|ring| points(&numbers(ring))).collect()
}

#[test]
fn cities_lie_on_land_and_seas_do_not() {
    let land = outlines().land;
    for (city, lat, lon) in [
        ("Paris", 48.85, 2.35),
        ("Nairobi", -1.29, 36.82),
        ("Ulaanbaatar", 47.9, 106.9),
        ("Denver", 39.7, -105.0),
        ("Manaus", -3.1, -60.0),
        ("Alice Springs", -23.7, 133.9),
        ("Nicosia", 35.17, 33.36),
        ("Yakutsk", 62.03, 129.7),
        ("the east of Chukotka, beyond the 180th meridian", 67.8, -179.5),
        ("the South Pole", -89.9, 0.0),
    ] {
        assert!(is_inside(land, project(lat, lon)), "{city} is in the sea");
    }
    for (sea, lat, lon) in [
        ("the Atlantic", 30.0, -40.0),
        ("the Black Sea", 43.0, 34.0),
        ("the Gulf of Finland", 59.9, 26.0),
        ("Hudson Bay", 60.0, -86.0),
        ("the Tasman Sea", -38.0, 160.0),
        ("the Arctic Ocean", 85.0, 100.0),
        ("the Southern Ocean", -58.0, 100.0),
    ] {
        assert!(!is_inside(land, project(lat, lon)), "{sea} is on land");
    }
}

#[test]
fn borders_run_where_countries_meet() {
    let all: Vec<Vec<Point>> = rings(outlines().borders);
    let nearest = |lat, lon| {
        let place = project(lat, lon);
        all.iter().flatten().map(|point| point.distance(place)).fold(f64::INFINITY, f64::min)
    };
    assert!(nearest(42.46, 2.86) < 20.0, "the pass at Le Perthus is a border");
    assert!(nearest(40.4, -3.7) > 40.0, "Madrid is far from any");
    assert!(outlines().land.len() + outlines().borders.len() < 200_000, "the outlines are small");
}

fn cards_of(reading: &Reading) -> Vec<PlaceCard> {
    let offsets = Offsets::new(TEXT);
    places(Source { text: TEXT, offsets: &offsets, reading })
}

#[test]
fn places_are_marked_with_their_events() {
    let mut reading = reading_of(TEXT);
    assert!(cards_of(&reading).is_empty(), "nobody knows where this Bergen is");
    reading.entities[2].place = Some(place_of_bergen());
    let cards = cards_of(&reading);
    let [bergen] = cards.as_slice() else { panic!("one place: {cards:?}") };
    assert_eq!((bergen.name.as_str(), bergen.country.as_deref()), ("Bergen", Some("NO")));
    assert_eq!((bergen.mentions, bergen.events, bergen.unsure), (2, 1, true));
    let offsets = Offsets::new(TEXT);
    let told = happenings(Source { text: TEXT, offsets: &offsets, reading: &reading }, bergen.id);
    assert_eq!(
        told.iter().map(|event| event.sentence.as_str()).collect::<Vec<_>>(),
        ["A ferry had hit the pier in Bergen"]
    );
    assert!(happened_at(&reading, 1, bergen.id) && !happened_at(&reading, 0, bergen.id));

    let sure = Place { confidence: 0.9, ..place_of_bergen() };
    reading.entities[2].place = Some(sure);
    assert!(!cards_of(&reading)[0].unsure);
    reading.entities[2].place = Some(Place { candidates: Vec::new(), ..place_of_bergen() });
    assert!(!cards_of(&reading)[0].unsure, "it can be no other");
}

#[test]
fn the_area_of_a_mark_grows_with_the_mentions() {
    let mut reading = reading_of(TEXT);
    reading.entities[2].place = Some(place_of_bergen());
    let card = cards_of(&reading).remove(0);
    let radius = |mentions| PlaceCard { mentions, ..card.clone() }.radius();
    assert!((radius(8) / radius(2) - 2.0).abs() < 1e-9);
    assert!(radius(0) > 0.0, "an event may be all that names it");
    assert!(radius(1) < radius(2) && radius(10_000) <= 16.0);
}

#[test]
fn what_it_could_be_is_told_apart() {
    let mut reading = reading_of(TEXT);
    let mut place = place_of_bergen();
    place.candidates.push(Candidate { lat: 40.7, lon: -74.1, ..place.candidates[0].clone() });
    place.candidates[1].country = Some("US".to_string());
    place.candidates.push(Candidate { lat: 43.1, lon: -77.9, ..place.candidates[1].clone() });
    reading.entities[2].place = Some(place);
    let told = choices(&reading.entities[2], |code| format!("the country {code}"));
    let told: Vec<&str> = told.iter().map(|(_, told)| told.as_str()).collect();
    assert_eq!(
        told,
        [
            "Bergen, the country NO",
            "Bergen, the country DE",
            "Bergen, the country US (40.7° N, 74.1° W)",
            "Bergen, the country US (43.1° N, 77.9° W)",
        ]
    );
}
