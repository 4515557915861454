//! The annotated articles: every one read by the native binary, and scored.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{dateline, empty_folder, gold};
use serde_json::{Value, json};

/// The article that tells its own publication date.
const DATED: &str = "seed-dawn-syria";

/// Reads all articles by one run of `dateline read --jsonl` into a folder, for `score.py`.
fn read_all(articles: &Path) -> PathBuf {
    let mut input = Vec::new();
    for entry in fs::read_dir(articles).expect("the gold folder is there") {
        let path = entry.expect("the gold folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let gold: Value = serde_json::from_slice(&fs::read(&path).expect("gold")).expect("gold is JSON");
            let text = fs::read_to_string(path.with_extension("txt")).expect("every gold file has its text");
            let mut line = json!({"id": gold["id"], "text": text});
            if gold["id"] != DATED {
                line["published"] = gold["pub_date"].clone();
            }
            input.extend(format!("{line}\n").into_bytes());
        }
    }
    let output = dateline(&["read", "--jsonl"], &input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = empty_folder("gold-readings");
    for line in String::from_utf8(output.stdout).expect("JSON is UTF-8").lines() {
        let reading: Value = serde_json::from_str(line).expect("every line is JSON");
        assert_eq!(reading["error"], Value::Null, "{}", reading["id"]);
        let name = reading["id"].as_str().expect("the id comes back").to_string() + ".json";
        fs::write(folder.join(name), line).expect("a reading can be written");
    }
    folder
}

fn score(gold: &Path, readings: &Path, flags: &[&str]) -> String {
    let mut command = Command::new("python3");
    command.arg(gold.join("score.py")).arg(gold.join("dev")).arg(readings).args(flags);
    let output = command.output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the table is UTF-8")
}

#[test]
fn the_articles_are_scored() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let readings = read_all(&gold.join("dev"));
    println!("{}", score(&gold, &readings, &[]));
}
