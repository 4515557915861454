//! How much of a reading stays where it should: of the first half of an article, once a paragraph is added at the end, or one of its
//! last words is another.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::gold;
use dateline::encoder::{Cache, Model};
use dateline::{Options, Reading, read};
use serde_json::Value;

/// What is added: it says nothing of anybody.
const ADDED: &str = "\n\nMore on this is expected in the coming days.\n";

/// Words of an article that has two halves worth telling apart.
const LONG: usize = 300;

/// What is said of the first half.
#[derive(Default)]
struct Said {
    mentions: BTreeSet<String>,
    quotes: BTreeSet<String>,
    events: BTreeSet<String>,
}

impl Said {
    /// What `text` is read to say before the character `end`.
    fn of(text: &str, end: usize) -> Option<Self> {
        let options = Options { read_all: true, ..Options::default() };
        let Reading { entities, quotes, events, .. } =
            read(text, &options, Model::released(), &mut Cache::new(), |_| ()).ok()?;
        let mut said = Said::default();
        for entity in &entities {
            let here = entity.mentions.iter().filter(|mention| mention.end <= end);
            said.mentions.extend(
                here.map(|at| {
                    format!("{}-{} {:?} {:?} {:?}", at.start, at.end, at.layer, at.form, entity.kind)
                }),
            );
        }
        let first = |entity: usize| {
            let entity = entities.iter().find(|one| one.id == entity)?;
            entity.mentions.iter().map(|mention| mention.start).min()
        };
        for quote in quotes.iter().filter(|quote| quote.content.end <= end) {
            let speaker = quote.speaker.and_then(first);
            said.quotes.insert(format!("{:?} {:?} {speaker:?}", quote.content, quote.form));
        }
        for event in &events {
            let here = event.told.iter().filter(|telling| telling.trigger.end <= end);
            said.events.extend(here.map(|at| format!("{:?} {:?} {:?}", at.trigger, event.kind, at.status)));
        }
        Some(said)
    }
}

/// How many there were, and how many of them stay.
fn stay(before: &BTreeSet<String>, after: &BTreeSet<String>, counts: &mut (usize, usize)) {
    counts.0 += before.len();
    counts.1 += before.intersection(after).count();
}

#[test]
#[ignore = "a measurement: ./dev score"]
fn the_first_half_of_an_article_stays_as_it_is_read() {
    let corpus = gold().map(|gold| gold.join("../corpora/dateline-dev.jsonl")).filter(|path| path.exists());
    let Some(corpus) = corpus else {
        println!("skipped: the annotated articles (../shared/corpora) are not here");
        return;
    };
    let lines = fs::read_to_string(corpus).expect("the corpus is UTF-8");
    let texts = lines.lines().filter_map(|line| {
        serde_json::from_str::<Value>(line).ok()?["text"].as_str().map(|text| text.trim_end().to_string())
    });
    let mut counts = [[(0, 0); 3]; 2];
    for text in texts.filter(|text| text.split_whitespace().count() >= LONG) {
        let half = text.chars().count() / 2;
        let Some(before) = Said::of(&text, half) else { continue };
        let word = text.rsplit(' ').nth(5).unwrap_or_default();
        let at = text.len() - text.rsplit(' ').take(6).map(|word| word.len() + 1).sum::<usize>() + 1;
        let changed = format!("{}still{}", &text[..at], &text[at + word.len()..]);
        for (counts, after) in counts.iter_mut().zip([format!("{text}{ADDED}"), changed]) {
            let Some(after) = Said::of(&after, half) else { continue };
            stay(&before.mentions, &after.mentions, &mut counts[0]);
            stay(&before.quotes, &after.quotes, &mut counts[1]);
            stay(&before.events, &after.events, &mut counts[2]);
        }
    }
    println!(
        "of the first half of an article stay, once what was done: mentions, quotes with speakers, events"
    );
    for (what, counts) in ["a paragraph was added", "one of the last words changed"].iter().zip(counts) {
        let shares = counts.map(|(all, same)| format!("{:.3} of {all}", same as f64 / all.max(1) as f64));
        println!("{what:<30} {}", shares.join(", "));
    }
}
