//! How fast the native encoder is: prints figures, and asserts none.
//!
//! `DATELINE_WEIGHTS` names the weights file; without it, only the parts of a layer are measured.

#[path = "encoder/work.rs"]
mod work;

use std::time::Instant;

use dateline::encoder::{Encoder, Weights};
use work::{Layer, PARTS, PRODUCTS, window};

/// Repetitions, of which the median counts.
const ROUNDS: usize = 15;

fn main() {
    for tokens in [128, 256] {
        let mut layer = Layer::new(tokens);
        for (part, name) in PARTS.iter().enumerate() {
            let time = median(|| layer.part(part));
            print!("{name} of {tokens} tokens: {:.3} ms a layer", time * 1e3);
            match *name {
                "products" => println!(" ({:.0} billion a second)", (PRODUCTS * tokens) as f64 / time / 1e9),
                _ => println!(),
            }
        }
    }
    let Some(path) = std::env::var_os("DATELINE_WEIGHTS") else { return };
    let bytes = std::fs::read(path).expect("the weights can be read");
    let start = Instant::now();
    let weights = Weights::read(&bytes).expect("the weights are whole");
    let encoder = Encoder::new(&weights).expect("the weights are an encoder's");
    println!("loading: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for tokens in [128, 256] {
        let time = median(|| {
            for _ in 0..1024 / tokens {
                window(&encoder, tokens);
            }
        });
        let hash = window(&encoder, tokens);
        println!("1,024 tokens in windows of {tokens}: {:.1} ms (vectors {hash:08x})", time * 1e3);
    }
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
