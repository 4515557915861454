//! The words that lines about an article are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::rows;

/// Whether `lower` is of `class` in `lexicons/labels.tsv`.
pub fn is(lower: &str, class: &str) -> bool {
    static WORDS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
        rows(include_str!("../../lexicons/labels.tsv"))
            .filter(|row| row.len() > 1)
            .map(|row| (row[0], row[1]))
            .collect()
    });
    WORDS.contains(&(lower, class))
}
