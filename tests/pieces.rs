//! The pieces of words, compared with the tokeniser that the network was trained with.

use std::fs;
use std::path::Path;

use dateline::encoder::{Shape, Tokeniser};

#[test]
fn words_have_the_pieces_and_shapes_of_the_reference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/reference");
    let read = |name| fs::read_to_string(folder.join(name));
    let (Ok(vocabulary), Ok(lines)) = (read("vocab.txt"), read("words.tsv")) else {
        println!("Skipped: `training/compare.py WEIGHTS tokens FILE…` has not written the reference.");
        return;
    };
    let tokeniser = Tokeniser::new(&vocabulary).expect("the vocabulary is whole");
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (word, wanted) = line.split_once('\t').expect("a word and what it is");
        let word: String = serde_json::from_str(word).expect("a word in JSON");
        let mut ids = Vec::new();
        tokeniser.pieces(&word, &mut ids);
        let found: Vec<String> =
            std::iter::once(Shape::of(&word) as u32).chain(ids).map(|id| id.to_string()).collect();
        if found.join("\t") != wanted {
            wrong.push(format!("{word:?}: {} instead of {wanted}", found.join("\t")));
        }
    }
    println!("{} words compared", lines.lines().count());
    assert!(wrong.is_empty(), "{} words are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
