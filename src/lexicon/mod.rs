//! The lexicons: linguistic facts as data in `lexicons/`, one tab-separated file each, loaded here.
//!
//! A file's first line names its columns, and its last column the source of the fact. Lines that start with `#` are
//! comments. Stages keep the tables that only they read beside themselves, and load them by [`rows`].

pub mod inflect;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The rows of a lexicon file, split at tabs; the header and comments left out.
pub fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// The first column of the rows whose second column is `class`.
fn class(file: &'static str, class: &str) -> HashSet<&'static str> {
    rows(file).filter(|row| row.get(1) == Some(&class)).map(|row| row[0]).collect()
}

const WORDS: &str = include_str!("../../lexicons/words.tsv");

/// Abbreviations that keep their point, without it: "mr", "gen", "jan".
pub fn abbreviations() -> &'static HashSet<&'static str> {
    static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let mut all = class(WORDS, "abbreviation");
        all.extend(class(WORDS, "title").iter().filter_map(|title| title.strip_suffix('.')));
        all
    });
    &SET
}

/// Words before a name that belong to no name, with and without points: "mr.", "president", "gen.".
pub fn titles() -> &'static HashSet<&'static str> {
    static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| class(WORDS, "title"));
    &SET
}

/// Words that are capitalised at the start of a sentence but seldom in a name: "the", "but", "he".
pub fn starters() -> &'static HashSet<&'static str> {
    static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        ["determiner", "preposition", "conjunction", "pronoun", "adverb", "auxiliary"]
            .iter()
            .flat_map(|name| class(WORDS, name))
            .collect()
    });
    &SET
}

/// Whether `lower` is of the class `name` in `lexicons/words.tsv`: a closed class ("determiner", "preposition",
/// "conjunction", "pronoun", "adverb", "auxiliary", "number", "month", "weekday", "timeunit"), or words beside names and cues
/// ("law", "cue head", "cue tail").
pub fn is(lower: &str, name: &str) -> bool {
    static CLASSES: LazyLock<HashSet<(&'static str, &'static str)>> =
        LazyLock::new(|| rows(WORDS).filter(|row| row.len() > 1).map(|row| (row[0], row[1])).collect());
    CLASSES.contains(&(lower, name))
}

/// What running English text says of a word: its parts of speech, and how often it is capitalised.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// UPOS tags with their share in percent, commonest first; tags below 10% are left out.
    pub tags: Vec<(&'static str, u8)>,
    /// Percent of its occurrences inside sentences that start with a capital.
    pub capitalised: u8,
}

impl Common {
    /// The share of `tag` (UPOS) in percent.
    pub fn share(&self, tag: &str) -> u8 {
        self.tags.iter().find(|(name, _)| *name == tag).map_or(0, |(_, share)| *share)
    }

    /// The commonest tag.
    pub fn mostly(&self) -> &'static str {
        self.tags.first().map_or("X", |(tag, _)| *tag)
    }
}

/// Whether an ending makes the word a form of a common verb: "frees", "puts", "denies".
pub fn is_verb_form(lower: &str) -> bool {
    ["s", "es", "ies", "ed", "ing"].iter().filter_map(|ending| lower.strip_suffix(ending)).any(|stem| {
        let verb = |base: &str| common(base).is_some_and(|common| common.share("VERB") >= 50);
        verb(stem) || verb(&format!("{stem}e")) || verb(&format!("{stem}y"))
    })
}

/// What is known of the lower-case word `lower`; none for rare words and names.
pub fn common(lower: &str) -> Option<&'static Common> {
    static TABLE: LazyLock<HashMap<&'static str, Common>> = LazyLock::new(|| {
        rows(include_str!("../../lexicons/common.tsv"))
            .filter(|row| row.len() > 2)
            .map(|row| {
                let tag = |cell: &'static str| {
                    cell.split_once(':').map(|(tag, share)| (tag, share.parse().unwrap_or(0)))
                };
                let tags = row[1].split(' ').filter_map(tag).collect();
                (row[0], Common { tags, capitalised: row[2].parse().unwrap_or(0) })
            })
            .collect()
    });
    TABLE.get(lower)
}
