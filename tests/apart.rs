//! No training set shares a text with a set that is measured on.
//!
//! Texts are compared by their runs of ten words. Stock phrases and the same agency's sentences in two articles are no
//! shared text: that is a tenth of the runs of either. What shares more stands in `training/left_out.txt`, which
//! `training/corpora.py` and `training/articles.py` leave out.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use serde_json::Value;

const RUN: usize = 10;

/// A document: its set, its id and its words.
struct Text {
    set: String,
    id: String,
    runs: Vec<u64>,
}

fn runs(words: impl Iterator<Item = impl AsRef<str>>) -> Vec<u64> {
    let words: Vec<String> = words
        .map(|word| word.as_ref().chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let hash = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(RUN).map(hash).collect()
}

/// The texts of a corpus file, whatever its format.
fn texts(path: &Path) -> Vec<Text> {
    let content = fs::read_to_string(path).expect("the corpus can be read");
    let set = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = |id: &str, runs: Vec<u64>| Text { set: set.clone(), id: id.to_string(), runs };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("conllu") => {
            let documents = content.split("# newdoc").skip(1).map(|document| {
                let id = document.lines().next().unwrap_or_default().rsplit("= ").next().unwrap_or_default();
                let words = document.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
                text(id, runs(words.filter_map(|line| line.split('\t').nth(1))))
            });
            documents.collect()
        }
        Some("json") => {
            let rows: Vec<Value> = serde_json::from_str(&content).expect("the records are JSON");
            let id = |row: &Value| row["id"].as_str().unwrap_or_default().to_string();
            let words = |row: &Value| runs(row["eventText"].as_str().unwrap_or_default().split_whitespace());
            rows.iter().map(|row| text(&id(row), words(row))).collect()
        }
        _ => content.lines().filter(|line| !line.is_empty()).map(|line| row(line, &text)).collect(),
    }
}

/// The text of a JSON line.
fn row(line: &str, text: &dyn Fn(&str, Vec<u64>) -> Text) -> Text {
    let row: Value = serde_json::from_str(line).expect("each line is JSON");
    let id = row["id"].as_str().unwrap_or_default();
    match (row["text"].as_str(), row["tokens"].as_array()) {
        (Some(words), _) => text(id, runs(words.split_whitespace())),
        (None, Some(tokens)) => text(id, runs(tokens.iter().filter_map(Value::as_str))),
        (None, None) => panic!("{id} has neither text nor tokens"),
    }
}

/// The files of a folder whose names satisfy `wanted`, in order.
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(&wanted))
        .collect();
    found.sort();
    found
}

#[test]
fn no_training_set_shares_a_text_with_one_that_is_measured_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = root.join("../shared/corpora");
    if !corpora.is_dir() {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return;
    }
    let measured: Vec<Text> =
        files(&corpora, |name| name.contains("-dev.")).iter().flat_map(|path| texts(path)).collect();
    let mut owners: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, text) in measured.iter().enumerate() {
        for run in &text.runs {
            owners.entry(*run).or_default().push(number);
        }
    }
    let list = fs::read_to_string(root.join("training/left_out.txt")).expect("the list is in the repository");
    let left_out: HashSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let trained = |name: &str| {
        name.contains("-train.")
            || matches!(name, "unlabelled.jsonl" | "geo_lgl.jsonl" | "geo_geovirus.jsonl")
    };
    let mut paths = files(&corpora, trained);
    paths.extend(files(&root.join("training/own"), |name| name == "train.jsonl"));
    assert!(measured.len() > 1000 && paths.len() > 10, "the corpora are whole");
    let mut shared = Vec::new();
    for text in paths.iter().flat_map(|path| texts(path)).filter(|text| !left_out.contains(&text.id[..])) {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for owner in text.runs.iter().filter_map(|run| owners.get(run)).flatten() {
            *counts.entry(*owner).or_default() += 1;
        }
        // A run or two are chance, however short the text.
        for (owner, count) in counts.into_iter().filter(|(_, count)| *count > 4) {
            let other = &measured[owner];
            if count * 10 >= text.runs.len().min(other.runs.len()) {
                shared.push(format!("{} {} and {} {}", text.set, text.id, other.set, other.id));
            }
        }
    }
    shared.sort();
    // A site's notice about a candidate ends each of its articles, and is all that two of them share.
    shared.retain(|pair| !(pair.contains("polnear-train") && pair.contains("huff-post")));
    assert_eq!(shared, Vec::<String>::new(), "these are to be left out");
}
