//! Words by which the page cuts clauses and tells names from what stands beside them: `lexicons/clauses.tsv`.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::rows;

/// Whether the word `lower` is of `class`.
pub fn is(lower: &str, class: &str) -> bool {
    static WORDS: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
        let rows = rows(include_str!("../../lexicons/clauses.tsv")).filter(|row| row.len() > 2);
        rows.map(|row| (row[0], row[1])).collect()
    });
    WORDS.contains(&(lower, class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_their_classes() {
        assert!(is("because", "border") && is("them", "stands for") && is("them", "pronoun"));
        assert!(!is("us", "stands for") && !is("Because", "border") && !is("word", "class"));
    }
}
