//! Toponyms put on the map: which of several places of one name is meant.

mod common;

use std::fs;
use std::path::Path;

use common::dateline;
use serde_json::{Value, json};

/// How far a place may be from where it is said to be, in kilometres.
const NEAR: f64 = 161.0;

/// The places that `dateline geocode` gives for the toponyms `names` of `text`, each where it first stands.
fn geocode(text: &str, names: &[&str]) -> Vec<Value> {
    let span = |name: &&str| {
        let start = text[..text.find(name).expect("the name is in the text")].chars().count();
        [start, start + name.chars().count()]
    };
    let spans: Vec<_> = names.iter().map(span).collect();
    let input = format!("{}\n", json!({"id": 7, "text": text, "toponyms": spans}));
    let output = dateline(&["geocode", "--jsonl"], input.as_bytes());
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one line of JSON");
    assert_eq!(answer["id"], 7);
    answer["places"].as_array().unwrap_or_else(|| panic!("no places: {answer}")).clone()
}

fn kilometres(lat: f64, lon: f64, place: &Value) -> f64 {
    let degrees = |key: &str| place[key].as_f64().unwrap_or(f64::NAN);
    common::kilometres((lat, lon), (degrees("lat"), degrees("lon")))
}

#[test]
fn what_stands_beside_a_name_tells_which_place_it_is() {
    for (text, name, lat, lon) in [
        ("He was born in Paris, Texas, and never left.", "Paris", 33.66, -95.56),
        ("The talks will be held in Paris, France said.", "Paris", 48.85, 2.35),
        ("Police in London, Ontario, closed the road.", "London", 42.98, -81.25),
        ("The mayor of Athens, Ga., resigned.", "Athens", 33.96, -83.38),
        ("Students from Cambridge, Mass., won.", "Cambridge", 42.37, -71.11),
        ("Floods hit Bombay and the coast.", "Bombay", 19.07, 72.88),
    ] {
        let place = &geocode(text, &[name])[0];
        let off = kilometres(lat, lon, place);
        assert!(off < 50.0, "{text} {place} is {off} km off");
        assert!(place["confidence"].as_f64().is_some_and(|sure| (0.0..=1.0).contains(&sure)), "{place}");
    }
}

#[test]
fn other_places_tell_which_one_is_meant() {
    let text = "Officials from Springfield met in Chicago; Peoria and Decatur sent nobody.";
    let places = geocode(text, &["Springfield", "Chicago", "Peoria", "Decatur"]);
    assert!(kilometres(39.8, -89.64, &places[0]) < 50.0, "{}", places[0]);
    assert!(kilometres(39.84, -88.95, &places[3]) < 50.0, "{}", places[3]);
    let text = "Troops left Tripoli as Lebanon asked for calm in Beirut.";
    let places = geocode(text, &["Tripoli", "Lebanon", "Beirut"]);
    assert!(kilometres(34.44, 35.85, &places[0]) < 50.0, "{}", places[0]);
}

/// Each text, names in it, and where the first is, within so many kilometres.
fn check(cases: &[(&str, &[&str], f64, f64, f64)]) {
    for (text, names, lat, lon, near) in cases {
        let place = &geocode(text, names)[0];
        let off = kilometres(*lat, *lon, place);
        assert!(off < *near, "{text} {place} is {off} km off");
    }
}

#[test]
fn a_state_named_like_a_country_is_told_by_what_stands_around_it() {
    check(&[
        (
            "The Georgia Bureau of Investigation has taken over, Atlanta police said.",
            &["Georgia"],
            32.7,
            -83.4,
            200.0,
        ),
        ("A jury in Fulton County, Georgia, heard the clerk.", &["Georgia"], 32.7, -83.4, 200.0),
        (
            "Troops from Russia crossed into Georgia near Tbilisi.",
            &["Georgia", "Russia", "Tbilisi"],
            42.0,
            43.5,
            200.0,
        ),
        ("The prime minister of Georgia flew to Brussels.", &["Georgia"], 42.0, 43.5, 200.0),
        ("The barn in Lebanon, Tennessee, burned down.", &["Lebanon"], 36.2, -86.3, 50.0),
        ("The ferry left Lebanon for Cyprus.", &["Lebanon"], 33.8, 35.8, 150.0),
    ]);
}

#[test]
fn a_state_a_city_and_a_capital_of_one_name_are_told_apart() {
    check(&[
        (
            "Apple growers in Spokane and Yakima want Washington state to pay.",
            &["Washington"],
            47.4,
            -120.5,
            250.0,
        ),
        ("The talks in Washington, D.C., ended on Friday.", &["Washington"], 38.9, -77.0, 50.0),
        (
            "Senators returned to Washington as the White House and Congress argued.",
            &["Washington", "White House"],
            38.9,
            -77.0,
            50.0,
        ),
        ("The mayor of New York closed the subway.", &["New York"], 40.7, -74.0, 60.0),
        ("Snow fell on upstate New York, in Buffalo and Rochester.", &["New York"], 42.9, -75.5, 250.0),
    ]);
}

#[test]
fn regions_are_no_hamlets_and_have_an_extent() {
    for (text, name) in [
        ("The envoy toured the Middle East for a week.", "Middle East"),
        ("Locusts are spreading across North Africa.", "North Africa"),
        ("Ports on the West Coast of the United States stood still.", "West Coast"),
        ("Aid lorries waited outside Gaza on Sunday.", "Gaza"),
        ("The two halves of Korea have not signed a peace.", "Korea"),
        ("Airlines in Asia cut their prices.", "Asia"),
    ] {
        let place = &geocode(text, &[name])[0];
        assert!(place["extent"].as_u64().is_some_and(|kilometres| kilometres >= 5), "{text} {place}");
    }
    check(&[
        ("Aid lorries waited outside Gaza on Sunday.", &["Gaza"], 31.45, 34.45, 50.0),
        ("Ports on the West Coast of the United States stood still.", &["West Coast"], 40.0, -121.0, 500.0),
        ("The two halves of Korea have not signed a peace.", &["Korea"], 38.0, 127.5, 200.0),
    ]);
}

#[test]
fn a_name_that_the_world_knows_is_no_village_without_strong_evidence() {
    check(&[
        ("Dealers in Paris, Milan and Berlin sold the paintings.", &["Paris"], 48.85, 2.35, 50.0),
        ("Ohio growers sell their beans to Egypt and China.", &["Egypt"], 27.0, 30.0, 400.0),
        ("The church in Egypt, Alabama, was painted white.", &["Egypt"], 34.0, -86.0, 250.0),
    ]);
}

#[test]
fn storms_ships_operations_and_laws_are_no_places() {
    for (text, name) in [
        ("Hurricane Helena tore roofs off houses in Cuba.", "Helena"),
        ("Sailors of the USS Toledo came home.", "Toledo"),
        ("Ministers praised the Windsor Agreement.", "Windsor"),
        ("Operation Anaconda began before dawn.", "Anaconda"),
    ] {
        assert_eq!(geocode(text, &[name]), [Value::Null], "{text}");
    }
    let text = "Typhoon Florence turned north. Florence weakened at night, and the mayor of Florence, Italy, joked about it.";
    let span = |at: usize| json!([at, at + 8]);
    let spans: Vec<Value> = text.match_indices("Florence").map(|(at, _)| span(at)).collect();
    let input = format!("{}\n", json!({"id": 1, "text": text, "toponyms": spans}));
    let output = dateline(&["geocode", "--jsonl"], input.as_bytes());
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one line of JSON");
    assert!(answer["places"][0].is_null() && answer["places"][1].is_null(), "{answer}");
    assert_eq!(answer["places"][2]["country"], "IT");
}

#[test]
fn airports_and_landmarks_are_on_the_map() {
    check(&[
        ("Flights from Heathrow Airport were late.", &["Heathrow Airport"], 51.47, -0.45, 10.0),
        (
            "He landed at Indira Gandhi International Airport.",
            &["Indira Gandhi International Airport"],
            28.57,
            77.1,
            10.0,
        ),
        ("A spokesman for the White House declined.", &["White House"], 38.9, -77.04, 10.0),
        ("Crowds filled Tahrir Square again.", &["Tahrir Square"], 30.04, 31.24, 10.0),
        ("The shrine on Mount Everest is gone.", &["Mount Everest"], 28.0, 86.9, 50.0),
    ]);
}

#[test]
fn what_no_place_is_called_is_null_and_bad_lines_are_told() {
    assert_eq!(geocode("Nothing in Zzyqqvx moved.", &["Zzyqqvx"]), [Value::Null]);
    let input = "{\"id\": 1, \"text\": \"Rome\", \"toponyms\": [[0, 9]]}\n{\"id\": 2, \"text\": \"Rome\", \"toponyms\": [[0, 4]]}\n";
    let output = dateline(&["geocode", "--jsonl"], input.as_bytes());
    let answers = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(answers[0]["error"].is_string() && answers[0]["id"] == 1, "{}", answers[0]);
    assert_eq!(answers[1]["places"][0]["country"], "IT");
}

#[test]
#[ignore = "measures: ./dev score runs it"]
fn toponyms_of_the_corpora() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return;
    }
    for (set, mark) in [("geo_lgl", 0.8), ("geo_geovirus", 0.85)] {
        let lines = fs::read_to_string(folder.join(format!("{set}.jsonl"))).expect("the corpus can be read");
        let articles: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
        let (near, mut errors, known) = measured(&articles);
        errors.sort_by(f64::total_cmp);
        let accuracy = near as f64 / known as f64;
        println!(
            "{set}, which the ranker was fitted on: accuracy@161 km {accuracy:.3}, median error {:.1} km, found {:.3}, toponyms {known}",
            errors[errors.len() / 2],
            errors.len() as f64 / known as f64
        );
        assert!(accuracy >= mark, "{set} is below {mark}");
    }
}

/// How many toponyms are put near where they are, how far off each of those with a place is, and how many there are.
fn measured(articles: &[Value]) -> (usize, Vec<f64>, usize) {
    let toponyms = |article: &Value| article["toponyms"].as_array().cloned().unwrap_or_default();
    let mut input = Vec::new();
    for article in articles {
        let spans: Vec<Value> =
            toponyms(article).iter().map(|one| json!([one["start"], one["end"]])).collect();
        input.extend(
            format!("{}\n", json!({"id": article["id"], "text": article["text"], "toponyms": spans}))
                .into_bytes(),
        );
    }
    let output = dateline(&["geocode", "--jsonl"], &input);
    let answers = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let (mut near, mut errors, mut known) = (0, Vec::new(), 0);
    for (article, answer) in articles.iter().zip(answers.lines()) {
        let answer: Value = serde_json::from_str(answer).expect("JSON");
        for (toponym, place) in
            toponyms(article).iter().zip(answer["places"].as_array().into_iter().flatten())
        {
            let (Some(lat), Some(lon)) = (toponym["lat"].as_f64(), toponym["lon"].as_f64()) else { continue };
            known += 1;
            if !place.is_null() {
                let off = kilometres(lat, lon, place);
                near += usize::from(off <= NEAR);
                errors.push(off);
            }
        }
    }
    (near, errors, known)
}
