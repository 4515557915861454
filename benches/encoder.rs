//! How fast the native encoder is: prints figures, and asserts none.
//!
//! `DATELINE_WEIGHTS` names the weights file; without it, only the parts of a layer are measured. Arguments are texts to
//! measure editing with, instead of an invented article.

#[path = "../tests/common/sample.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod sample;
#[path = "encoder/work.rs"]
mod work;

use std::time::Instant;

use dateline::article::Article;
use dateline::encoder::{Cache, Encoder, Weights, Words};
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
    edits(&encoder);
}

/// Reads articles, and again with one paragraph changed, for each paragraph.
fn edits(encoder: &Encoder) {
    let files = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let mut texts: Vec<String> =
        files.map(|file| std::fs::read_to_string(file).expect("the text can be read")).collect();
    if texts.is_empty() {
        texts.push(sample::long_article(1_500));
    }
    let (mut pieces, mut read, mut share, mut worst, mut time_of_edits, mut count) =
        (0, 0, 0.0, 0.0_f64, 0.0, 0);
    for text in &texts {
        let mut cache = Cache::new();
        let start = Instant::now();
        pieces += encode(encoder, text, &mut cache);
        let (whole, time) = (cache.pieces_read(), start.elapsed().as_secs_f64());
        read += whole;
        for paragraph in Article::of(text).segments.paragraphs {
            let start = paragraph.span.start;
            // In the middle of the paragraph, where a space is.
            let middle = start + (paragraph.span.len() / 2);
            let Some(space) = text[start..].char_indices().find(|(at, c)| start + at >= middle && *c == ' ')
            else {
                continue;
            };
            let (before, after) = text.split_at(start + space.0);
            let edited = format!("{before} again{after}");
            let (before, start) = (cache.pieces_read(), Instant::now());
            encode(encoder, &edited, &mut cache);
            let of_whole = (cache.pieces_read() - before) as f64 / whole as f64;
            share += of_whole;
            worst = worst.max(of_whole);
            time_of_edits += start.elapsed().as_secs_f64() / time;
            count += 1;
        }
    }
    println!(
        "{} articles: {:.2} times their pieces are read for context; editing a paragraph reads {:.1} % again ({:.1} % at \
         most), and takes {:.1} % of the time",
        texts.len(),
        read as f64 / pieces as f64,
        share / f64::from(count) * 100.0,
        worst * 100.0,
        time_of_edits / f64::from(count) * 100.0
    );
}

/// Encodes a text, and gives the number of its pieces.
fn encode(encoder: &Encoder, text: &str, cache: &mut Cache) -> usize {
    let segments = Article::of(text).segments;
    let spans: Vec<_> = segments.tokens.iter().map(|token| token.span).collect();
    let sentences: Vec<_> = segments.sentences.iter().map(|sentence| sentence.tokens.start).collect();
    let paragraphs: Vec<_> =
        segments.paragraphs.iter().map(|paragraph| sentences[paragraph.sentences.start]).collect();
    let words = Words { text, spans: &spans, sentences: &sentences, paragraphs: &paragraphs };
    encoder.encode(&words, cache, |_| ());
    let mut pieces = Vec::new();
    for span in &spans {
        encoder.tokeniser().pieces(span.of(text), &mut pieces);
    }
    pieces.len()
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
