//! Reading annotated articles with the native binary, and scoring the readings with `score.py`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::{dateline, empty_folder};

/// The article that tells its own publication date.
pub const DATED: &str = "seed-dawn-syria";

/// Reads all articles by one run of `dateline read --jsonl` with `options` into a folder, for `score.py`.
pub fn read_all(articles: &Path, name: &str, options: &[&str]) -> PathBuf {
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
    let output = dateline(&[&["read", "--jsonl"], options].concat(), &input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = empty_folder(name);
    for line in String::from_utf8(output.stdout).expect("JSON is UTF-8").lines() {
        let reading: Value = serde_json::from_str(line).expect("every line is JSON");
        assert_eq!(reading["error"], Value::Null, "{}", reading["id"]);
        let name = reading["id"].as_str().expect("the id comes back").to_string() + ".json";
        fs::write(folder.join(name), line).expect("a reading can be written");
    }
    folder
}

/// What `score.py` says of the readings of the articles in a folder.
pub fn score(gold: &Path, articles: &Path, readings: &Path, flags: &[&str]) -> String {
    let mut command = Command::new("python3");
    command.arg(gold.join("score.py")).arg(articles).arg(readings).args(flags);
    let output = command.output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the table is UTF-8")
}

/// The figures alone: precision, recall and F1 of each.
pub fn figures(gold: &Path, articles: &Path, readings: &Path) -> Value {
    serde_json::from_str(&score(gold, articles, readings, &["--json"])).expect("figures are JSON")
}

/// Makes gold files of a corpus of annotated articles.
pub fn gold_files(gold: &Path, corpus: &Path, articles: &Path) {
    let mut command = Command::new("python3");
    command.arg(gold.join("from_jsonl.py")).arg(corpus).arg(articles);
    assert!(command.status().expect("python3 runs").success(), "the corpus becomes gold files");
}
