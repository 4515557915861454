//! What a toponym is called in the atlas.

use super::atlas::{Atlas, Bearer};
use super::plain::plain;

/// Words before a name that may be no part of it.
const BEFORE: [&str; 21] = [
    "the",
    "city of",
    "town of",
    "village of",
    "greater",
    "downtown",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "upper",
    "lower",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

/// Words after a name that may be no part of it.
const AFTER: [&str; 18] = [
    "township",
    "county",
    "parish",
    "city",
    "state",
    "province",
    "district",
    "region",
    "prefecture",
    "village",
    "town",
    "area",
    "valley",
    "metro",
    "borough",
    "governorate",
    "department",
    "harbor",
];

/// Endings of those who live in a place.
const DWELLERS: [&str; 10] = ["s", "ns", "n", "ans", "an", "ians", "ian", "ers", "er", "ites"];

/// What `words` means; if nothing, what it means without "South", "Township" or "-ites".
pub fn known_as(atlas: &Atlas, words: &str) -> Vec<Bearer> {
    let words = words.trim_end_matches("'s").trim_end_matches("’s");
    let known = atlas.bearers(words);
    if !known.is_empty() {
        return known;
    }
    let name = plain(words);
    let known = |shorter: &str| Some(atlas.bearers(shorter)).filter(|known| !known.is_empty());
    let word_before =
        |word: &&str| name.strip_prefix(word).filter(|rest| rest.starts_with(' ')).and_then(known);
    let word_after = |word: &&str| name.strip_suffix(word).filter(|rest| rest.ends_with(' ')).and_then(known);
    let ending = |ending: &&str| {
        name.strip_suffix(ending).filter(|rest| rest.len() > 3 && !name.contains(' ')).and_then(known)
    };
    let shorter = BEFORE.iter().find_map(word_before).or_else(|| AFTER.iter().find_map(word_after));
    shorter.or_else(|| DWELLERS.iter().find_map(ending)).unwrap_or_default()
}
