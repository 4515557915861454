//! The annotated articles: every one read by the native binary, and scored.

mod common;

use dateline::encoder::{Cache, Model};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ::dateline::reading::{QuoteForm, Span};
use ::dateline::{Options, read};
use common::validity::assert_valid;
use common::{dateline, empty_folder, gold, gold_text};
use serde_json::{Value, json};

/// The article that tells its own publication date.
const DATED: &str = "seed-dawn-syria";

/// Reads all articles by one run of `dateline read --jsonl` into a folder, for `score.py`.
fn read_all(articles: &Path, name: &str) -> PathBuf {
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
fn score(gold: &Path, articles: &Path, readings: &Path, flags: &[&str]) -> String {
    let mut command = Command::new("python3");
    command.arg(gold.join("score.py")).arg(articles).arg(readings).args(flags);
    let output = command.output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the table is UTF-8")
}

/// The figures alone: precision, recall and F1 of each.
fn figures(gold: &Path, articles: &Path, readings: &Path) -> Value {
    serde_json::from_str(&score(gold, articles, readings, &["--json"])).expect("figures are JSON")
}

/// The least that is right: a figure of `score.py --json`, which of its values, and the mark.
const MARKS: [(&str, &str, f64); 6] = [
    ("actors overlap", "f1", 0.55),
    ("places overlap", "f1", 0.65),
    ("quotes direct (recall)", "r", 0.85),
    ("speakers (of gold quotes)", "r", 0.4),
    ("events typed", "f1", 0.25),
    ("article end", "r", 1.0),
];

#[test]
fn the_readings_reach_the_marks() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let articles = gold.join("dev");
    let readings = read_all(&articles, "gold-readings");
    println!("{}", score(&gold, &articles, &readings, &[]));
    let figures = figures(&gold, &articles, &readings);
    for (figure, value, mark) in MARKS {
        let reached = figures[figure][value].as_f64().expect("score.py gives every figure");
        assert!(reached >= mark, "{figure}: {reached} is below {mark}");
    }
}

/// The articles that nobody looked at while rules were written: dateline-dev. Their dates and coordinates are not annotated.
#[test]
#[ignore = "a measurement: ./dev score"]
fn the_readings_of_unseen_articles() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let articles = empty_folder("dateline-dev");
    let mut command = Command::new("python3");
    command.arg(gold.join("from_jsonl.py")).arg(gold.join("../corpora/dateline-dev.jsonl")).arg(&articles);
    assert!(command.status().expect("python3 runs").success(), "the corpus becomes gold files");
    let readings = read_all(&articles, "dateline-dev-readings");
    let table = score(&gold, &articles, &readings, &[]);
    println!(
        "dateline-dev, {}",
        table.split_once("over all").expect("score.py ends with all figures").1.trim()
    );
}

/// How much a figure owes to a single article.
#[test]
#[ignore = "a measurement: ./dev score"]
fn the_figures_without_each_of_the_articles() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let articles = gold.join("dev");
    let readings = read_all(&articles, "gold-readings-by-article");
    let names = fs::read_dir(&readings).expect("the readings can be listed");
    let without_each: Vec<(String, Value)> = names
        .map(|entry| {
            let name =
                entry.expect("a reading").path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let left_out = name.expect("a reading has the name of its article");
            let figures = figures(&gold, &all_but(&left_out, &articles), &readings);
            (left_out, figures)
        })
        .collect();
    println!("F1 without one of {} articles: lowest (without which), highest", without_each.len());
    let (_, first) = without_each.first().expect("there are articles");
    for figure in first.as_object().expect("figures by name").keys() {
        let f1 = |figures: &Value| figures[figure]["f1"].as_f64().unwrap_or_default();
        let mut sorted: Vec<&(String, Value)> = without_each.iter().collect();
        sorted.sort_by(|a, b| f1(&a.1).total_cmp(&f1(&b.1)));
        let ends = [sorted.first(), sorted.last()].into_iter().flatten();
        let ends: Vec<String> = ends.map(|(name, figures)| format!("{:.3} ({name})", f1(figures))).collect();
        println!("  {figure}: {}", ends.join(", "));
    }
}

/// A folder with all annotated articles but one.
fn all_but(left_out: &str, articles: &Path) -> PathBuf {
    let others = empty_folder("gold-but-one");
    for entry in fs::read_dir(articles).expect("the gold folder can be listed") {
        let path = entry.expect("the gold folder can be listed").path();
        if let (Some(stem), Some(name)) = (path.file_stem(), path.file_name())
            && stem != left_out
        {
            fs::copy(&path, others.join(name)).expect("an article can be copied");
        }
    }
    others
}

#[test]
fn the_dawn_article_is_read_to_its_end_and_no_further() {
    let Some(text) = gold_text(DATED) else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    let reading = read(
        &text,
        &Options { spans: true, ..Options::default() },
        Model::released(),
        &mut Cache::new(),
        |_| (),
    )
    .expect("an article is read");
    assert_valid(DATED, &text, &reading);
    assert_eq!(reading.published.as_deref(), Some("2015-10-02"));
    let characters: Vec<char> = text.chars().collect();
    let words = |span: Span| characters[span.start..span.end].iter().collect::<String>();
    // No span of a valid reading lies outside the article.
    assert!(words(reading.article).ends_with("coordinate with government forces to find targets."));
    for (start, speaker) in [
        ("Russia is challenging everyone", "Hassan Haj Ali"),
        ("The vanguard of Iranian ground forces", "Lebanese sources"),
        ("The Russian strikes are a game changer", "diplomat"),
    ] {
        let quote = reading.quotes.iter().find(|quote| words(quote.content).starts_with(start));
        let quote = quote.unwrap_or_else(|| panic!("no quote of {start:?}"));
        assert_eq!(quote.form, QuoteForm::Direct, "{start}");
        let named = reading.entities.iter().find(|entity| Some(entity.id) == quote.speaker);
        assert!(named.is_some_and(|entity| entity.name.ends_with(speaker)), "{start} is said by {named:?}");
    }
}
