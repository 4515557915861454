//! Writes what the reading heads say, which `training/compare.py` compares with PyTorch's.
//!
//! `cargo run --release --example said -- WEIGHTS < TEXTS.jsonl > SAID.jsonl` reads lines {"id", "text"}.

use std::error::Error;
use std::io::{BufRead, stdin};
use std::{env, fs};

use dateline::article::Article;
use dateline::encoder::{Cache, Model, Weights};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let weights = env::args().nth(1).ok_or("WEIGHTS are needed")?;
    let bytes = fs::read(weights)?;
    let model = Model::new(&Weights::read(&bytes)?)?;
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().ok_or("\"text\" is missing")?;
        let encoding = model.read(text, &Article::of(text).segments, &mut Cache::new(), |_| ());
        println!("{}", json!({ "id": line["id"], "said": encoding.said }));
    }
    Ok(())
}
