//! The annotated articles: every one read by the native binary, and scored.

mod common;

use dateline::encoder::{Cache, Model};
use std::fs;
use std::path::{Path, PathBuf};

use ::dateline::reading::{QuoteForm, Span};
use ::dateline::{Options, read};
use common::scoring::{DATED, figures, read_all, score};
use common::validity::assert_valid;
use common::{empty_folder, gold, gold_text};
use serde_json::Value;

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
    let readings = read_all(&articles, "gold-readings", &[]);
    println!("{}", score(&gold, &articles, &readings, &[]));
    let figures = figures(&gold, &articles, &readings);
    for (figure, value, mark) in MARKS {
        let reached = figures[figure][value].as_f64().expect("score.py gives every figure");
        assert!(reached >= mark, "{figure}: {reached} is below {mark}");
    }
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
    let readings = read_all(&articles, "gold-readings-by-article", &[]);
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
        ("The vanguard of Iranian ground forces", "sources"),
        ("The Russian strikes are a game changer", "diplomat"),
    ] {
        let quote = reading.quotes.iter().find(|quote| words(quote.content).starts_with(start));
        let quote = quote.unwrap_or_else(|| panic!("no quote of {start:?}"));
        assert_eq!(quote.form, QuoteForm::Direct, "{start}");
        let named = reading.entities.iter().find(|entity| Some(entity.id) == quote.speaker);
        assert!(named.is_some_and(|entity| entity.name.ends_with(speaker)), "{start} is said by {named:?}");
    }
}
