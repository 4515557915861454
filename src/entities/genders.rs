//! Genders: which of "he" and "she" a title, a noun for people or a first name goes with.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::encoder::said::Gender;
use crate::lexicon::rows;

/// The gender that a noun or title in lower case, or a first name as it is written, tells.
pub fn gender(word: &str) -> Option<Gender> {
    static WORDS: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
        let of = |name: &str| if name == "male" { Gender::Male } else { Gender::Female };
        let table = rows(include_str!("../../lexicons/genders.tsv"));
        table.filter(|row| row.len() > 2).map(|row| (row[0], of(row[1]))).collect()
    });
    WORDS.get(word).copied()
}
