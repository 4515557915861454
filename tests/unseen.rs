//! The articles that nobody looked at while rules were written, dateline-dev: read, scored, and what confidences mean on them.
//!
//! Their dates and coordinates are not annotated.

mod common;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::scoring::{gold_files, read_all, score};
use common::{empty_folder, gold};
use serde_json::{Value, json};

/// The corpus; none where it is absent.
fn corpus() -> Option<(PathBuf, PathBuf)> {
    let gold = gold()?;
    let corpus = gold.join("../corpora/dateline-dev.jsonl");
    corpus.exists().then_some((gold, corpus))
}

fn rows(corpus: &Path) -> Vec<Value> {
    let file = fs::read_to_string(corpus).expect("the corpus is UTF-8");
    file.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn table(gold: &Path, articles: &Path, readings: &Path) -> String {
    let table = score(gold, articles, readings, &[]);
    table.split_once("over all").expect("score.py ends with all figures").1.trim().to_string()
}

#[test]
#[ignore = "a measurement: ./dev score"]
fn the_readings_of_unseen_articles() {
    let Some((gold, corpus)) = corpus() else {
        println!("skipped: the annotated articles (../shared/corpora) are not here");
        return;
    };
    let articles = empty_folder("dateline-dev");
    gold_files(&gold, &corpus, &articles);
    let readings = read_all(&articles, "dateline-dev-readings", &[]);
    println!("dateline-dev, {}", table(&gold, &articles, &readings));
    let mut tallies = Tallies::default();
    for row in rows(&corpus) {
        let path = readings.join(row["id"].as_str().expect("an id")).with_extension("json");
        let reading = serde_json::from_slice(&fs::read(path).expect("a reading")).expect("a reading is JSON");
        tallies.add(&row, &reading);
    }
    println!("{tallies}");
}

/// Ten articles, one after the other, are one text: who and what is told in one is not told in the next.
#[test]
#[ignore = "a measurement: ./dev score"]
fn unseen_articles_joined_by_tens() {
    let Some((gold, corpus)) = corpus() else {
        println!("skipped: the annotated articles (../shared/corpora) are not here");
        return;
    };
    let folder = empty_folder("dateline-dev-tens");
    let plain = rows(&corpus).into_iter().filter(|row| row["lines"].is_null()).collect::<Vec<_>>();
    for (name, size) in [("singly", 1), ("joined by tens", 10)] {
        let joined: Vec<String> = plain.chunks(size).map(|some| joined(some).to_string()).collect();
        let file = folder.join(format!("{size}.jsonl"));
        fs::write(&file, joined.join("\n")).expect("a file under target can be written");
        let articles = empty_folder(&format!("dateline-dev-by-{size}"));
        gold_files(&gold, &file, &articles);
        // Joined texts are no page: all of them is read.
        let readings = read_all(&articles, &format!("dateline-dev-by-{size}-readings"), &["--read-all"]);
        println!("dateline-dev without pages, {name}, {}", table(&gold, &articles, &readings));
    }
}

/// Several annotated articles as one, each with entities of its own.
fn joined(rows: &[Value]) -> Value {
    let mut whole =
        json!({"id": rows[0]["id"], "published": rows[0]["published"], "text": "", "lines": null});
    for list in ["entities", "mentions", "quotes", "events"] {
        whole[list] = json!([]);
    }
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let moved = Moved { by: text.chars().count(), prefix: format!("{number}-") };
        for list in ["entities", "mentions", "quotes", "events"] {
            for item in row[list].as_array().expect("a list") {
                whole[list].as_array_mut().expect("a list").push(moved.of(item));
            }
        }
        text.push_str(row["text"].as_str().expect("a text"));
        text.push_str("\n\n");
    }
    whole["text"] = json!(text);
    whole
}

/// Where an article begins in a joined one, and what its entities are called there.
struct Moved {
    by: usize,
    prefix: String,
}

impl Moved {
    fn of(&self, value: &Value) -> Value {
        const ENTITIES: [&str; 7] =
            ["id", "entity", "speaker", "actors", "recipients", "place", "according_to"];
        match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| {
                    let moved = match (name.as_str(), value) {
                        ("start" | "end", Value::Number(at)) => {
                            json!(at.as_u64().expect("an offset") as usize + self.by)
                        }
                        (name, value) if ENTITIES.contains(&name) => self.renamed(value),
                        (_, value) => self.of(value),
                    };
                    (name.clone(), moved)
                })
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.of(item)).collect(),
            other => other.clone(),
        }
    }

    fn renamed(&self, value: &Value) -> Value {
        match value {
            Value::String(id) => json!(format!("{}{id}", self.prefix)),
            Value::Array(ids) => ids.iter().map(|id| self.renamed(id)).collect(),
            other => other.clone(),
        }
    }
}

/// Right and all, for what `score.py` does not count.
#[derive(Default)]
struct Tallies {
    codes: [usize; 3],
    /// Confidence, and whether it was right.
    speakers: Vec<(f64, bool)>,
    events: Vec<(f64, bool)>,
}

impl Tallies {
    fn add(&mut self, row: &Value, reading: &Value) {
        let owners = owners(row, reading);
        let own = |id: &Value| owners.get(&id.as_u64().unwrap_or(u64::MAX)).copied();
        for entity in list(row, "entities").iter().filter(|entity| !entity["plover"].is_null()) {
            self.codes[0] += 1;
            let found =
                list(reading, "entities").iter().find(|found| own(&found["id"]) == entity["id"].as_str());
            let Some(found) = found else { continue };
            self.codes[1] += 1;
            let part = |name: &str| found["plover"][name].as_str().unwrap_or_default().to_string();
            self.codes[2] += usize::from(
                part("country") + &part("sector") == entity["plover"].as_str().unwrap_or_default(),
            );
        }
        for quote in list(reading, "quotes").iter().filter(|quote| !quote["speaker"].is_null()) {
            let said = list(row, "quotes")
                .iter()
                .max_by(|a, b| shared(a, &quote["content"]).total_cmp(&shared(b, &quote["content"])));
            if let Some(said) = said.filter(|said| shared(said, &quote["content"]) >= 0.5) {
                let right =
                    own(&quote["speaker"]).is_some() && own(&quote["speaker"]) == said["speaker"].as_str();
                self.speakers.push((quote["speaker_confidence"].as_f64().unwrap_or_default(), right));
            }
        }
        for event in list(reading, "events") {
            let parties = |value: &Value| {
                let mut ids: Vec<String> = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|id| own(id).unwrap_or("?").to_string())
                    .collect();
                ids.sort();
                ids
            };
            let annotated = |value: &Value| {
                let mut ids: Vec<String> = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_string)
                    .collect();
                ids.sort();
                ids
            };
            let is_right = |told: &&Value| {
                let mut triggers = std::iter::once(&told["trigger"]).chain(list(told, "also"));
                triggers.any(|trigger| shared(trigger, &event["trigger"]) >= 0.25)
                    && told["type"] == event["type"]
                    && annotated(&told["actors"]) == parties(&event["actors"])
                    && annotated(&told["recipients"]) == parties(&event["recipients"])
            };
            let right = list(row, "events").iter().any(|told| is_right(&told));
            self.events.push((event["confidence"].as_f64().unwrap_or_default(), right));
        }
    }
}

impl std::fmt::Display for Tallies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [all, found, right] = self.codes.map(|count| count as f64);
        writeln!(
            f,
            "PLOVER codes of {all} annotated: {:.3} right, {:.3} of the {found} found",
            right / all,
            right / found
        )?;
        for (what, list) in [("speakers", &self.speakers), ("events with type and parties", &self.events)] {
            writeln!(f, "{what}: confidence from, how many, right")?;
            for tenth in 0..10 {
                let here = list.iter().filter(|(sure, _)| ((sure * 10.0) as usize).min(9) == tenth);
                let (count, right) =
                    here.fold((0, 0), |(count, right), (_, is)| (count + 1, right + usize::from(*is)));
                if count > 0 {
                    writeln!(f, "  0.{tenth} {count:5} {:.2}", f64::from(right as u32) / f64::from(count))?;
                }
            }
        }
        Ok(())
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// What two spans share of what either covers.
fn shared(a: &Value, b: &Value) -> f64 {
    let at = |value: &Value, name: &str| value[name].as_f64().unwrap_or_default();
    let (start, end) = (at(a, "start").max(at(b, "start")), at(a, "end").min(at(b, "end")));
    let both = (end - start).max(0.0);
    both / ((at(a, "end") - at(a, "start")) + (at(b, "end") - at(b, "start")) - both).max(1.0)
}

/// The annotated entity that each entity of a reading stands for: the one that it shares most mentions with.
fn owners<'a>(row: &'a Value, reading: &Value) -> HashMap<u64, &'a str> {
    let mut best = HashMap::new();
    for entity in list(reading, "entities") {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for mention in list(entity, "mentions").iter().filter(|mention| mention["form"] != "pronoun") {
            let same = list(row, "mentions").iter().filter(|other| other["form"] != "pronoun");
            for other in same.filter(|other| shared(mention, other) >= 0.5) {
                *counts.entry(other["entity"].as_str().unwrap_or_default()).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        if let (Some(id), Some((owner, _))) = (entity["id"].as_u64(), most) {
            best.insert(id, owner);
        }
    }
    best
}
