//! What the command line exports, as somebody who works with it meets it: each form is read back by a library of its own.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::forms::{
    EventRow, PersonRow, PlaceRow, QuoteRow, annotations, brat, features, objects, page, rows, texts_of,
};
use common::sample::{ARTICLE, DENIAL, QUOTES};
use common::schema::assert_export;
use common::{dateline, empty_folder};
use serde_json::{Value, json};

/// A folder with two articles, one of them deeper down, and with what is no article.
fn corpus(name: &str) -> PathBuf {
    let folder = empty_folder(name);
    fs::create_dir(folder.join("2024")).expect("a folder can be made");
    for (file, content) in [
        ("denial.txt", DENIAL),
        ("2024/kenya.txt", ARTICLE),
        ("notes.md", "# Not an article"),
        ("table.csv", "a,b\n"),
    ] {
        fs::write(folder.join(file), content).expect("the file can be written");
    }
    folder
}

/// `dateline read --format …` of that folder.
fn export(args: &[&str]) -> Output {
    let output = dateline(&[&["read", "--format"], args].concat(), b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_scholar_takes_events_and_a_map_from_a_folder_of_articles() {
    let corpus = corpus("export-scholar");
    let out = corpus.join("out");
    let [corpus, folder] = [&corpus, &out].map(|path| path.to_string_lossy().into_owned());
    export(&["csv", "--out", &folder, &corpus]);
    export(&["geojson", "--out", &folder, &corpus]);
    let events: Vec<EventRow> = rows(&fs::read(out.join("events.csv")).expect("a table of events"));
    let articles: BTreeSet<&str> = events.iter().map(|row| row.article.as_str()).collect();
    assert_eq!(articles, ["2024/kenya.txt", "denial.txt"].into());
    // What a table is for: to be filtered and counted.
    assert!(events.iter().any(|row| row.article == "2024/kenya.txt" && row.lat.is_some()));
    assert!(events.iter().all(|row| (0.0..=1.0).contains(&row.confidence) && row.start < row.end));
    assert!(events.iter().any(|row| row.status == "denied" && !row.denied_by.is_empty()));
    let quotes: Vec<QuoteRow> = rows(&fs::read(out.join("quotes.csv")).expect("a table of quotes"));
    for (content, speaker) in QUOTES {
        assert!(quotes.iter().any(|row| row.content == content && row.speaker == speaker), "{content}");
    }
    let people: Vec<PersonRow> = rows(&fs::read(out.join("people.csv")).expect("a table of people"));
    assert!(people.iter().any(|row| row.name == "Joseph Kamau" && row.kind == "person" && row.quotes > 0));
    let places: Vec<PlaceRow> = rows(&fs::read(out.join("places.csv")).expect("a table of places"));
    assert!(
        places.iter().any(|row| row.name == "Mandera" && row.country == "KE" && row.gazetteer_id.is_some())
    );
    let mapped = features(&text(&out.join("articles.geojson")));
    let on_map = |of: &str| {
        let is = |feature: &&geojson::Feature| feature.property("of").and_then(Value::as_str) == Some(of);
        mapped.features.iter().filter(is).count()
    };
    assert_eq!(
        on_map("event"),
        events.iter().filter(|row| row.lat.is_some()).count(),
        "table and map say the same"
    );
    assert_eq!(on_map("place"), places.iter().filter(|row| row.lat.is_some()).count());
}

#[test]
fn one_table_goes_on_through_a_pipe() {
    let corpus = corpus("export-pipe");
    let corpus = corpus.to_string_lossy();
    let events: Vec<EventRow> = rows(&export(&["csv", &corpus]).stdout);
    assert!(events.len() > 2);
    let quotes: Vec<QuoteRow> = rows(&export(&["csv", "--table", "quotes", &corpus]).stdout);
    assert!(quotes.iter().any(|row| row.content == QUOTES[0].0));
    let mapped = String::from_utf8(export(&["geojson", &corpus]).stdout).expect("UTF-8");
    assert!(!features(&mapped).features.is_empty());
    let annotated = String::from_utf8(export(&["web-annotation", &corpus]).stdout).expect("UTF-8");
    assert!(objects(&annotations(&annotated), "exact").contains(&QUOTES[1].0.to_string()));
}

#[test]
fn each_article_has_its_own_files_for_brat_and_to_read() {
    let (corpus, out) = (corpus("export-own"), empty_folder("export-own-out"));
    // Two of one name.
    fs::write(corpus.join("2024-kenya.txt"), ARTICLE).expect("the file can be written");
    let [corpus, folder] = [&corpus, &out].map(|path| path.to_string_lossy().into_owned());
    for form in ["brat", "html", "json"] {
        export(&[form, "--out", &folder, &corpus]);
    }
    let stems = ["denial-txt", "2024-kenya-txt", "2024-kenya-txt-2"];
    for stem in stems {
        let file = |ending: &str| text(&out.join(format!("{stem}{ending}")));
        let found = brat(&file(".txt"), &file(".ann"));
        assert!(!found.events.is_empty() && !found.relations.is_empty());
        let page = page(&file(".html"));
        assert!(!texts_of(&page, "#events li", None).is_empty());
        assert_export(&serde_json::from_str(&file(".json")).expect("JSON"));
    }
    let types = text(&out.join("annotation.conf"));
    assert!(types.contains("[events]") && types.contains("ASSAULT"));
    for form in ["brat", "html"] {
        let without = dateline(&["read", "--format", form, &corpus], b"");
        assert_eq!(without.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&without.stderr).contains("--out"));
    }
}

#[test]
fn lines_say_where_they_come_from_and_what_cannot_be_read_costs_no_other() {
    let lines = [
        json!({"id": "k-1", "text": ARTICLE, "headline": "Border closed", "outlet": "The Herald", "url": "https://herald.example/1"})
            .to_string(),
        "<html>".to_string(),
        json!({"id": "empty", "text": " "}).to_string(),
        json!({"text": DENIAL}).to_string(),
    ];
    let output = dateline(&["read", "--jsonl", "--format", "csv"], lines.join("\n").as_bytes());
    assert_eq!(output.status.code(), Some(1), "it says that something is missing");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("2: not a line of JSON") && errors.contains("empty: There is no text"),
        "{errors}"
    );
    let events: Vec<EventRow> = rows(&output.stdout);
    let articles: BTreeSet<&str> = events.iter().map(|row| row.article.as_str()).collect();
    assert_eq!(articles, ["4", "k-1"].into());
    let first = &events[0];
    let origin = (first.headline.as_str(), first.publication.as_str(), first.url.as_str());
    assert_eq!(origin, ("Border closed", "The Herald", "https://herald.example/1"));
}
