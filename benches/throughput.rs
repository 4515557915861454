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
        let mut times: Vec<Duration> = (0..15)
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
    stages(&sample::long_article(1_000));
    let count = 50;
    let start = Instant::now();
    let done = (0..count).into_par_iter().filter(|_| read_once(&long).is_ok()).count();
    let rate = done as f64 / start.elapsed().as_secs_f64();
    println!("1,500-word articles on {} threads: {rate:.1} a second", rayon::current_num_threads());
}

/// What each stage takes of a text whose windows the cache knows, so that the encoder costs next to nothing but its heads.
fn stages(text: &str) {
    const RUNS: usize = 30;
    let mut cache = Cache::new();
    let mut times: Vec<(&str, Vec<Duration>)> = Vec::new();
    for run in 0..=RUNS {
        let mut last: Option<(&str, Instant)> = None;
        let _ = read(text, &Options::default(), Model::released(), &mut cache, |progress| {
            let now = Instant::now();
            if let Some((stage, since)) = last.filter(|(stage, _)| *stage != progress.stage) {
                match times.iter_mut().find(|(known, _)| *known == stage) {
                    Some((_, times)) => times.push(now - since),
                    // The first run reads the windows.
                    None if run > 0 => times.push((stage, vec![now - since])),
                    None => {}
                }
            }
            if last.is_none_or(|(stage, _)| stage != progress.stage) {
                last = Some((progress.stage, now));
            }
        });
    }
    println!("stages of a text of {} words, median of {RUNS}:", text.split_whitespace().count());
    for (stage, mut times) in times {
        times.sort_unstable();
        println!("  {stage}: {:.2} ms", milliseconds(times[times.len() / 2]));
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
