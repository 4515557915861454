//! Articles that something went wrong with: cut, torn, doubled, with foreign signs in them. Each gives a valid reading, the same
//! each time, or a clear refusal.
//!
//! The same mutations in every run, so that a failure is one of the code; `MUTATIONS=3000 cargo test --release --test mutated`
//! makes more of them.

mod common;

use std::fs;

use common::gold;
use common::validity::assert_reads_alike;
use dateline::Options;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Mutated articles of a usual run.
const USUAL: u32 = if cfg!(debug_assertions) { 40 } else { 200 };
/// Characters of an article that are kept, so that many are read in a minute.
const LONGEST: usize = 1500;

/// What is put into a text.
const SIGNS: [&str; 24] = [
    "\n",
    "\n\n",
    "\r\n",
    "\u{2028}",
    "\"",
    "\u{201c}",
    "\u{201d}",
    "\u{2019}",
    "(",
    ")",
    "\u{2014}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{1f3fd}",
    "e\u{301}\u{301}\u{301}",
    "999999999999999999999999",
    "1,0,0,0.",
    "-0001-12-31",
    "12/13/14",
    "1. ",
    "\u{6587}\u{7ae0}\u{3002}",
    "LONDON \u{2014} ",
];

/// One thing that goes wrong at a place, as a share of the text.
#[derive(Clone, Debug)]
enum Mutation {
    Cut { from: f64, characters: usize },
    Double { from: f64, characters: usize, times: usize },
    Insert { at: f64, sign: usize, times: usize },
    Move { from: f64, characters: usize, to: f64 },
    Upper { from: f64, characters: usize },
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let part = || (0.0..1.0, 1..200_usize);
    prop_oneof![
        part().prop_map(|(from, characters)| Mutation::Cut { from, characters }),
        (part(), 1..6_usize).prop_map(|((from, characters), times)| Mutation::Double {
            from,
            characters,
            times
        }),
        (0.0..1.0, 0..SIGNS.len(), 1..9_usize).prop_map(|(at, sign, times)| Mutation::Insert {
            at,
            sign,
            times
        }),
        (part(), 0.0..1.0).prop_map(|((from, characters), to)| Mutation::Move { from, characters, to }),
        part().prop_map(|(from, characters)| Mutation::Upper { from, characters }),
    ]
}

fn mutated(text: &mut Vec<char>, mutation: &Mutation) {
    let length = text.len();
    let place = |share: f64| ((length as f64 * share) as usize).min(length);
    let range = |from: f64, characters: usize| place(from)..(place(from) + characters).min(length);
    match *mutation {
        Mutation::Cut { from, characters } => drop(text.drain(range(from, characters))),
        Mutation::Double { from, characters, times } => {
            let range = range(from, characters);
            let part: Vec<char> = text[range.clone()].repeat(times);
            text.splice(range.end..range.end, part);
        }
        Mutation::Insert { at, sign, times } => {
            let at = place(at);
            text.splice(at..at, SIGNS[sign].repeat(times).chars().collect::<Vec<_>>());
        }
        Mutation::Move { from, characters, to } => {
            let part: Vec<char> = text.drain(range(from, characters)).collect();
            let to = place(to).min(text.len());
            text.splice(to..to, part);
        }
        Mutation::Upper { from, characters } => {
            let range = range(from, characters);
            let part: Vec<char> = text[range.clone()].iter().flat_map(|c| c.to_uppercase()).collect();
            text.splice(range, part);
        }
    }
}

/// The annotated articles, or one of our own where they are not here.
fn articles() -> Vec<String> {
    const OWN: &str = "Court frees editor\n\nARVEN, 3 May 2024 (Reuters) \u{2014} A court in Arven freed the editor Lena Moss on Friday, her lawyer \
        said.\n\n\u{201c}She will print again on Monday,\u{201d} Piet Aro told reporters.\n\nThe ministry of justice denied that it had ordered the \
        arrest. Police said 12 people were held at a protest; the union spoke of 40.";
    let folder = gold().map(|gold| gold.join("dev"));
    let files = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let texts = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let mut found: Vec<String> = texts.filter_map(|path| fs::read_to_string(path).ok()).collect();
    if found.is_empty() {
        println!("the annotated articles (../shared/gold) are not here: only our own is mutated");
    }
    found.sort();
    found.push(OWN.to_string());
    found
}

#[test]
fn whatever_goes_wrong_with_a_text_its_reading_is_valid() {
    let cases = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(USUAL);
    let articles = articles();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let inputs = (0..articles.len(), 0.0..1.0, vec(mutation(), 1..8));
    let outcome = runner.run(&inputs, |(article, start, mutations)| {
        let characters: Vec<char> = articles[article].chars().collect();
        let first = (characters.len().saturating_sub(LONGEST) as f64 * start) as usize;
        let mut text: Vec<char> = characters.into_iter().skip(first).take(LONGEST).collect();
        mutations.iter().for_each(|mutation| mutated(&mut text, mutation));
        let text: String = text.into_iter().collect();
        assert_reads_alike("a mutated article", &text, &Options::default());
        Ok(())
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
}
