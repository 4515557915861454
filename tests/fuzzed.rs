//! What fuzzing has found, and the small hostile texts that it begins with, once more: `fuzz/corpus`, a folder for each target.
//!
//! `./dev fuzz TARGET MINUTES` looks for more.

mod common;

use std::fs;
use std::path::Path;

use common::fuzzing::TARGETS;

#[test]
fn nothing_that_was_fuzzed_breaks_anything() {
    for (target, run) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        let files = fs::read_dir(&folder).expect("every target has a corpus");
        let mut files: Vec<_> = files.map(|file| file.expect("a corpus can be read").path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{target} has no corpus");
        for file in files {
            println!("{}", file.display());
            run(&fs::read(&file).expect("a file of the corpus can be read"));
        }
    }
}
