//! PLOVER codes, measured on the annotated articles: `./dev score` prints how many actors have theirs.
//!
//! An entity of the reading is the gold one whose mentions' words it shares most of.

mod common;

use std::fs;

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
