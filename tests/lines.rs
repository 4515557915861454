//! How well the labels of a page's lines are told: the pages of dateline-dev that have them, and clean articles.

mod common;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use common::gold;
use dateline::article::Article;
use dateline::page_lines;
use serde_json::Value;

/// What labels make the article.
const ARTICLE: [&str; 5] = ["title", "standfirst", "body", "heading", "caption"];

/// What was counted of some pages.
#[derive(Default)]
struct Counts {
    pages: usize,
    /// Characters that are the article's and were taken for it, that are not but were, and that are but were not.
    characters: [usize; 3],
    lines: usize,
    right: usize,
    ends: usize,
    titles: usize,
    /// Days of publication that are right; those of the real pages are their crawler's and need not stand in the text.
    dates: usize,
}

/// The label of each character: what the corpus says, and what the engine does.
fn labelled(length: usize, spans: impl Iterator<Item = (usize, usize, String)>) -> Vec<String> {
    let mut labels = vec![String::new(); length];
    for (start, end, label) in spans {
        labels[start..end].fill(label);
    }
    labels
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("an offset") as usize
}

impl Counts {
    fn add(&mut self, row: &Value) {
        let text = row["text"].as_str().expect("a text");
        let characters: Vec<char> = text.chars().collect();
        let lines: Vec<(usize, usize, String)> = row["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| {
                (
                    number(&line["start"]),
                    number(&line["end"]),
                    line["label"].as_str().unwrap_or_default().to_string(),
                )
            })
            .collect();
        let found = page_lines(text);
        let units = found
            .units
            .iter()
            .zip(&found.labels)
            .map(|([start, end], label)| (*start, *end, label.to_string()));
        let told = labelled(characters.len(), units);
        let meant = labelled(characters.len(), lines.iter().cloned());
        let is_article = |label: &String| ARTICLE.contains(&label.as_str());
        self.pages += 1;
        for at in (0..characters.len()).filter(|at| !characters[*at].is_whitespace()) {
            match (is_article(&meant[at]), is_article(&told[at])) {
                (true, true) => self.characters[0] += 1,
                (false, true) => self.characters[1] += 1,
                (true, false) => self.characters[2] += 1,
                (false, false) => {}
            }
        }
        for (start, end, label) in &lines {
            let mut shares: HashMap<&str, usize> = HashMap::new();
            told[*start..*end].iter().for_each(|label| *shares.entry(label).or_default() += 1);
            let most = shares.iter().max_by_key(|(_, share)| **share).map(|(label, _)| *label);
            self.right += usize::from(most == Some(label.as_str()));
        }
        self.lines += lines.len();
        let last = |labels: &[String]| labels.iter().rposition(is_article);
        self.ends += usize::from(last(&meant) == last(&told));
        let title = |labels: &[String]| {
            let words = characters.iter().zip(labels).filter(|(_, label)| *label == "title");
            words.map(|(c, _)| *c).filter(|c| !c.is_whitespace()).collect::<String>()
        };
        self.titles += usize::from(title(&meant) == title(&told));
        let date = Article::of(text).layout.published.map(|published| published.date.to_string());
        self.dates += usize::from(date.as_deref() == row["published"].as_str());
    }

    fn print(&self, name: &str) {
        let share = |count: usize| count as f64 / self.pages.max(1) as f64;
        let [right, extra, missed] = self.characters;
        println!(
            "{name}: {} pages; characters of the article F1 {:.4}, labels of lines {:.4}, end {:.2}, title {:.2}, day of \
             publication {:.2}",
            self.pages,
            (2 * right) as f64 / (2 * right + extra + missed) as f64,
            self.right as f64 / self.lines as f64,
            share(self.ends),
            share(self.titles),
            share(self.dates)
        );
    }
}

fn rows(path: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(path).expect("the corpus is UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

#[test]
#[ignore = "a measurement: ./dev score"]
fn the_labels_of_lines() {
    let Some(gold) = gold() else {
        println!("skipped: the annotated articles (../shared) are not here");
        return;
    };
    let rows = rows(&gold.join("../corpora/dateline-dev.jsonl"));
    let (labelled, clean): (Vec<&Value>, Vec<&Value>) =
        rows.iter().partition(|row| row["lines"].as_array().is_some_and(|lines| !lines.is_empty()));
    for (name, prefix) in [("pages written for the corpus", "own-"), ("real pages", "as-")] {
        let mut counts = Counts::default();
        labelled
            .iter()
            .filter(|row| row["id"].as_str().is_some_and(|id| id.starts_with(prefix)))
            .for_each(|row| counts.add(row));
        counts.print(name);
    }
    let mut texts: Vec<String> =
        clean.iter().filter_map(|row| row["text"].as_str().map(str::to_string)).collect();
    print_untouched("the other articles of dateline-dev", &texts);
    texts.clear();
    for entry in fs::read_dir(gold.join("dev")).expect("the gold folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            texts.push(fs::read_to_string(path).expect("a gold article is UTF-8"));
        }
    }
    print_untouched("the ten of gold/dev", &texts);
}

/// Which share of the characters of clean articles is no furniture.
fn print_untouched(name: &str, texts: &[String]) {
    let count = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count();
    let (mut all, mut unread, mut touched) = (0, 0, 0);
    for text in texts {
        let Article { text, layout, .. } = Article::of(text);
        let lost: usize = layout.furniture.iter().map(|span| count(span.of(&text))).sum();
        all += count(&text);
        unread += lost;
        touched += usize::from(lost > 0);
    }
    println!(
        "{name}: {} articles; {:.4} of their characters read, {touched} with furniture",
        texts.len(),
        1.0 - unread as f64 / all as f64
    );
}
