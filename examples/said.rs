//! Writes what the reading heads say, which `training/compare.py` compares with PyTorch's.
//!
//! `cargo run --release --example said -- WEIGHTS < TEXTS.jsonl > SAID.jsonl` reads lines {"id", "text"}. With `gaps` after
//! WEIGHTS it writes for each paragraph but the first where it begins, in code points, and what speaks for it as the first of
//! a story, which `training/stories.py` learns from; then a line's "all" says that all of its text is to be read.

use std::error::Error;
use std::io::{BufRead, stdin};
use std::{env, fs};

use dateline::article::{Article, Lines};
use dateline::encoder::{Cache, Model, Weights, stories};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let weights = env::args().nth(1).ok_or("WEIGHTS are needed")?;
    let gaps = env::args().nth(2).is_some_and(|word| word == "gaps");
    let model = Model::new(&Weights::read(&fs::read(weights)?)?)?;
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().ok_or("\"text\" is missing")?;
        let Article { text, segments, .. } =
            Article::new(text, &Lines { all: line["all"] == true, ..Lines::default() })?;
        if gaps {
            let encoding = model.read_as_one(&text, &segments, &mut Cache::new());
            let starts = segments.paragraphs.iter().skip(1).map(|paragraph| paragraph.span.start);
            let starts: Vec<usize> = starts.map(|start| text[..start].chars().count()).collect();
            let features = stories::features(&text, &encoding, &segments);
            println!("{}", json!({ "id": line["id"], "starts": starts, "features": features }));
        } else {
            let encoding = model.read(&text, &segments, &mut Cache::new());
            println!("{}", json!({ "id": line["id"], "said": encoding.said }));
        }
    }
    Ok(())
}
