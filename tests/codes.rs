//! PLOVER codes, measured on the annotated articles: `./dev score` prints how many actors have theirs.
//!
//! An entity of the reading is the gold one whose mentions' words it shares most of.

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use common::gold;
use dateline::encoder::{Cache, Model};
use dateline::reading::Reading;
use dateline::{Options, read};
use serde_json::Value;

/// The country and sector of the entity that shares most of these words, run together.
fn code_of(reading: &Reading, text: &[char], words: &[&str]) -> Option<String> {
    let shared = |entity: &&dateline::reading::Entity| {
        let own = entity.mentions.iter().map(|m| text[m.start..m.end].iter().collect::<String>());
        own.filter(|own| words.contains(&own.as_str())).count()
    };
    let entity = reading.entities.iter().max_by_key(shared).filter(|entity| shared(entity) > 0)?;
    let plover = entity.plover.clone();
    Some(
        plover.map_or(String::new(), |code| {
            code.country.unwrap_or_default() + &code.sector.unwrap_or_default()
        }),
    )
}

#[test]
#[ignore = "measures: ./dev score runs it"]
fn codes_of_the_actors() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let (mut right, mut found, mut country, mut all) = (0, 0, 0, 0);
    for entry in fs::read_dir(gold.join("dev")).expect("the gold folder can be listed") {
        let path = entry.expect("the gold folder can be listed").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let gold: Value = serde_json::from_slice(&fs::read(&path).expect("gold")).expect("gold is JSON");
        let text = fs::read_to_string(path.with_extension("txt")).expect("every gold file has its text");
        let reading = read(&text, &Options::default(), Model::released(), &mut Cache::new(), |_| ());
        let reading = reading.expect("an article is read");
        let letters: Vec<char> = text.chars().collect();
        for entity in gold["entities"].as_array().expect("entities") {
            let Some(wanted) = entity["plover"].as_str() else { continue };
            let mentions = gold["mentions"].as_array().expect("mentions").iter();
            let own = mentions.filter(|mention| mention["entity"] == entity["id"]);
            let words: Vec<&str> = own.filter_map(|mention| mention["text"].as_str()).collect();
            let code = code_of(&reading, &letters, &words);
            all += 1;
            found += usize::from(code.is_some());
            right += usize::from(code.as_deref() == Some(wanted));
            country += usize::from(code.is_some_and(|code| code.get(..3) == wanted.get(..3)));
        }
    }
    println!(
        "codes: {right} of {all} actors have the gold code, {country} its first three letters; {found} are found"
    );
    assert!(right * 3 > all, "a third of the codes is right");
}

/// The names of bodies in a set of tagged sentences, words joined by spaces, without "The".
fn bodies(path: &Path) -> Vec<String> {
    let lines = fs::read_to_string(path).expect("a corpus is UTF-8");
    let mut found: Vec<Vec<String>> = Vec::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).expect("a line is JSON");
        let of = |key: &str| {
            row[key].as_array().expect("words and tags").iter().map(|x| x.as_str().unwrap_or_default())
        };
        for (word, tag) in of("tokens").zip(of("tags")) {
            match tag {
                "B-ORG" => found.push(vec![word.to_string()]),
                "I-ORG" => found.last_mut().expect("a name begins before it goes on").push(word.to_string()),
                _ => {}
            }
        }
    }
    found.iter().map(|words| words.join(" ").trim_start_matches("The ").to_string()).collect()
}

/// How much of what bodies are called the table knows, by how much of the table there is: a guide to when it is large enough.
#[test]
#[ignore = "measures: ./dev score runs it"]
fn bodies_that_the_table_knows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = root.join("../shared/corpora");
    if !corpora.exists() {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return;
    }
    let sets =
        ["uner_ewt-train", "crossner_politics-train", "wikigold-train", "wnut17-train", "ner_gum-train"];
    let names: Vec<String> =
        sets.iter().flat_map(|set| bodies(&corpora.join(set).with_extension("jsonl"))).collect();
    let tables = ["organisations", "parties"].map(|table| {
        fs::read_to_string(root.join("lexicons").join(table).with_extension("tsv"))
            .expect("the tables are there")
    });
    let lines = tables.iter().flat_map(|table| table.lines());
    let rows: Vec<&str> =
        lines.filter(|line| !line.starts_with('#') && !line.starts_with("name\t")).collect();
    for share in [25, 50, 75, 90, 100] {
        // A step that has no factor in common with 100 spreads what is left out over the whole table.
        let kept = rows.iter().enumerate().filter(|(at, _)| at * 37 % 100 < share);
        let known: HashSet<&str> = kept
            .flat_map(|(_, row)| row.split('\t').take(2).flat_map(|cell| cell.split('|')))
            .map(|name| name.trim_start_matches("The "))
            .collect();
        let right = names.iter().filter(|name| known.contains(name.as_str())).count();
        println!(
            "bodies: {share} percent of {} rows know {:.3} of {} names",
            rows.len(),
            right as f32 / names.len() as f32,
            names.len()
        );
    }
}
