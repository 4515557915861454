//! What several whole-program tests need.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod forms;
pub mod fuzzing;
pub mod sample;
pub mod schema;
pub mod scoring;
pub mod validity;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// The annotated articles, which lie beside the repository and are no part of it; none where they are absent.
pub fn gold() -> Option<PathBuf> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    gold.join("score.py").exists().then_some(gold)
}

/// The text of an annotated article; none where they are absent.
pub fn gold_text(name: &str) -> Option<String> {
    let path = gold()?.join("dev").join(name).with_extension("txt");
    Some(std::fs::read_to_string(path).expect("a gold article is UTF-8"))
}

/// The distance of two points, given as degrees north and east, in kilometres.
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [lat, lon, to_lat, to_lon] = [a.0, a.1, b.0, b.1].map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    12742.0 * (half(to_lat - lat) + lat.cos() * to_lat.cos() * half(to_lon - lon)).sqrt().min(1.0).asin()
}

/// An empty folder under `target`, for this test alone.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{}: {error}", folder.display()),
        _ => std::fs::create_dir_all(&folder).expect("a folder under target can be made"),
    }
    folder
}

/// Runs the native binary on `input`. Readings must be what their schema says.
pub fn dateline(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_vec();
    // On a thread, so that neither side waits for the other; the binary may well stop listening early.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the input is written");
    if args.first() == Some(&"read") && !args.contains(&"--format") {
        schema::assert_readings(&output.stdout);
    }
    output
}
