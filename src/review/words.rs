//! Words by which the page cuts clauses and tells names from what stands beside them: `lexicons/clauses.tsv`.

use std::sync::LazyLock;

use crate::lexicon::rows;

/// The words of one class, few enough to go through.
pub struct Class {
    name: &'static str,
    words: LazyLock<Vec<&'static str>>,
}

/// The words whose class is `$name`.
macro_rules! class {
    ($name:literal) => {
        Class { name: $name, words: LazyLock::new(|| of_class($name)) }
    };
}

/// Begin a noun phrase.
pub static DETERMINER: Class = class!("determiner");

/// Begin another clause on either side of a verb.
pub static BORDER: Class = class!("border");

/// Begin the clause that they stand in, and say nothing of it.
pub static OPENER: Class = class!("opener");

/// Stand between a subject and its verb.
pub static BEFORE_VERB: Class = class!("before verb");

/// Of these, those that make a passive of the participle after them.
pub static PASSIVE: Class = class!("passive");

/// No verb comes after them.
pub static BEFORE_NOUN: Class = class!("before noun");

/// Pronouns that give way to a name.
pub static STANDS_FOR: Class = class!("stands for");

/// All pronouns.
pub static PRONOUN: Class = class!("pronoun");

/// Bodies whose names often stand before what is their own.
pub static COLLECTIVE: Class = class!("collective");

impl Class {
    /// Whether the word `lower` is of it.
    pub fn has(&self, lower: &str) -> bool {
        debug_assert!(!self.words.is_empty(), "no word is of the class {}", self.name);
        self.words.contains(&lower)
    }
}

fn of_class(name: &str) -> Vec<&'static str> {
    let rows = rows(include_str!("../../lexicons/clauses.tsv"));
    rows.filter(|row| row.get(1) == Some(&name)).map(|row| row[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_their_classes() {
        let all = [
            &DETERMINER,
            &BORDER,
            &OPENER,
            &BEFORE_VERB,
            &PASSIVE,
            &BEFORE_NOUN,
            &STANDS_FOR,
            &PRONOUN,
            &COLLECTIVE,
        ];
        assert!(all.iter().all(|class| !class.words.is_empty()));
        assert!(BORDER.has("because") && STANDS_FOR.has("them") && PRONOUN.has("them"));
        assert!(!STANDS_FOR.has("us") && !BORDER.has("Because"));
    }
}
