//! Writes the vectors that `training/compare.py` compares with PyTorch's.
//!
//! `cargo run --release --example encode -- WEIGHTS OUT.jsonl TEXT…` reads windows of up to 256 pieces from the start of each
//! text, writes their pieces to OUT.jsonl, and all vectors to OUT.f32.

use std::error::Error;
use std::io::Write;
use std::{env, fs};

use dateline::encoder::{Encoder, Shape, Weights};

/// Pieces between the start and the end of the longest window.
const LIMIT: usize = 254;

/// Windows that are taken from one text.
const WINDOWS: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [weights, out, texts @ ..] = &arguments[..] else {
        return Err("WEIGHTS OUT.jsonl TEXT… are needed".into());
    };
    let bytes = fs::read(weights)?;
    let encoder = Encoder::new(&Weights::read(&bytes)?)?;
    let mut lines = fs::File::create(out)?;
    let mut vectors = fs::File::create(out.replace(".jsonl", ".f32"))?;
    for text in texts {
        let text = fs::read_to_string(text)?;
        let (mut ids, mut shapes) = (Vec::new(), Vec::new());
        for word in text.split_whitespace() {
            encoder.tokeniser().pieces(word, &mut ids);
            shapes.resize(ids.len(), Shape::of(word));
        }
        for (ids, shapes) in ids.chunks(LIMIT).zip(shapes.chunks(LIMIT)).take(WINDOWS) {
            let ends = |end, numbers: Vec<u32>| [vec![end], numbers].concat();
            let [first, last] = encoder.tokeniser().ends();
            let (all_ids, all_shapes) =
                (ends(first, ids.to_vec()), ends(0, shapes.iter().map(|shape| *shape as u32).collect()));
            let (all_ids, all_shapes) = ([all_ids, vec![last]].concat(), [all_shapes, vec![0]].concat());
            writeln!(lines, "{}", serde_json::json!({ "ids": all_ids, "shapes": all_shapes }))?;
            for number in encoder.encode_pieces(ids, shapes) {
                vectors.write_all(&number.to_le_bytes())?;
            }
        }
    }
    Ok(())
}
