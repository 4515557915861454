//! How fast the native engine reads: prints figures, and asserts none.

#[path = "../tests/common/sample.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod sample;

use std::time::{Duration, Instant};

use dateline::encoder::{Cache, Model};
use dateline::{Options, read};
use rayon::prelude::*;

fn main() {
    let long = sample::long_article(1_500);
    let options = Options::default();
    let read_once = |text: &str| {
        read(text, &options, Model::released(), &mut Cache::new(), |_| ()).map(|reading| reading.quotes.len())
    };
    // The lexicons are loaded by the first reading.
    let start = Instant::now();
    let first = read_once(sample::ARTICLE);
    println!(
        "first reading of a short article, with the lexicons: {:.1} ms ({first:?} quotes)",
        milliseconds(start.elapsed())
    );
    for (name, text) in [("short", sample::ARTICLE), ("1,500-word", &long)] {
        let mut times: Vec<Duration> = (0..50)
            .map(|_| {
                let start = Instant::now();
                let _ = read_once(text);
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!(
            "{name} article ({} words), median of {}: {:.2} ms",
            text.split_whitespace().count(),
            times.len(),
            milliseconds(times[times.len() / 2])
        );
    }
    let count = 2_000;
    let start = Instant::now();
    let done = (0..count).into_par_iter().filter(|_| read_once(&long).is_ok()).count();
    let rate = done as f64 / start.elapsed().as_secs_f64();
    println!("1,500-word articles on {} threads: {rate:.0} a second", rayon::current_num_threads());
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
