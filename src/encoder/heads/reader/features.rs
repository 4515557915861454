//! What two things have to do with each other by their words and their places, in categories: what the heads that score pairs
//! read beside the vectors. `training/pairs.py` counts the same for training; nothing here is learned.

use std::ops::Range;

use super::words::{Place, Said, Text};
use super::{CLASSES, Class};

/// A mention goes back to one of so many before it, or to one that shares a word with it.
pub const NEAR: usize = 60;
/// Of those farther back that share a word, the last so many.
pub const RELATED: usize = 40;
/// A slot is filled from so many sentences around its trigger.
pub const REACH: usize = 40;
/// Mentions on one side that are looked at, in lists and sentences without end; in an article the sentences in reach have fewer.
pub const CROWD: usize = 300;

const WORD_BUCKETS: usize = 32;
const SENTENCE_BUCKETS: usize = 13;

/// How many categories each feature of a pair of mentions has.
pub const IDENTITY: [usize; 7] = [CLASSES * CLASSES, 9, 8, 9, 9 * CLASSES, 8, 9];
/// The same of two triggers.
pub const SAMENESS: [usize; 4] = [4, 27, 8, 9];
/// The same of a quote and a mention.
pub const SPEAKER: [usize; 4] = [2 * WORD_BUCKETS + 1, SENTENCE_BUCKETS, CLASSES, 12];

/// The same of a trigger and a mention, with so many paths.
pub fn slot_sizes(paths: usize) -> [usize; 5] {
    [WORD_BUCKETS, SENTENCE_BUCKETS, CLASSES, 9, paths]
}

/// The bucket of a distance in words: exact up to 8 either way, then in powers of two.
fn bucket(distance: isize) -> usize {
    let size = distance.unsigned_abs();
    let near = if size < 8 { size } else { (8 + (size / 8).ilog2() as usize).min(15) };
    near + if distance < 0 { 16 } else { 0 }
}

/// How many of the ascending `borders` are not above `count`.
fn step(count: usize, borders: &[usize]) -> usize {
    borders.partition_point(|border| *border <= count)
}

/// Eight buckets of a distance in sentences.
fn few(count: usize) -> usize {
    step(count, &[1, 2, 3, 4, 6, 9, 16])
}

/// Nine buckets of how many things ago another one stood.
fn back(count: usize) -> usize {
    step(count, &[2, 3, 4, 5, 7, 11, 21, 41])
}

/// Thirteen buckets of a distance in sentences with its side.
fn sentence_bucket(distance: isize) -> usize {
    let size = step(distance.unsigned_abs(), &[1, 2, 3, 4, 6, 11]);
    size + if distance < 0 { 6 } else { 0 }
}

fn apart(to: usize, from: usize) -> isize {
    to.cast_signed() - from.cast_signed()
}

/// A mention as the features see it.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words.
    pub words: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Its words in lower case, small ones left out.
    pub said: Said,
    /// The sentence and paragraph of its first word.
    pub place: Place,
}

/// The features of a mention and one before it, the number `steps` of mentions ago.
pub fn identity(later: &Mention, earlier: &Mention, relation: usize, steps: usize) -> [usize; 7] {
    let overlaps = later.words.start < earlier.words.end && earlier.words.start < later.words.end;
    let paragraphs = later.place.paragraph.saturating_sub(earlier.place.paragraph).min(3);
    [
        later.class as usize * CLASSES + earlier.class as usize,
        relation,
        few(later.place.sentence.saturating_sub(earlier.place.sentence)),
        back(steps),
        later.said.pronoun * CLASSES + earlier.class as usize,
        paragraphs + if overlaps { 4 } else { 0 },
        later.said.title * 3 + earlier.said.title,
    ]
}

/// The features of a trigger and a mention. `rank` is the number of mentions that begin between the two, `path` that of their path.
pub fn slot(text: &Text, trigger: usize, mention: &Mention, rank: usize, path: usize) -> [usize; 5] {
    let (before, after) = (mention.words.end <= trigger, mention.words.start > trigger);
    let distance = match (before, after) {
        (true, _) => apart(mention.words.end - 1, trigger),
        (_, true) => apart(mention.words.start, trigger),
        _ => 0,
    };
    let sentences = apart(mention.place.sentence, text.place(trigger).sentence);
    let between = if sentences == 0 { 1 + rank.min(3) + if after { 4 } else { 0 } } else { 0 };
    [bucket(distance), sentence_bucket(sentences), mention.class as usize, between, path]
}

/// The features of a trigger and one before it, `steps` triggers ago; `kind` is the type of both where it is one.
pub fn sameness(text: &Text, later: usize, earlier: usize, kind: Option<usize>, steps: usize) -> [usize; 4] {
    let sentences = text.place(later).sentence.abs_diff(text.place(earlier).sentence);
    let alike = kind.map_or(0, |kind| kind + 1);
    [likeness(text, later, earlier), alike, few(sentences), back(steps)]
}

/// 2 for the same word, 1 for one of the same stem.
pub fn likeness(text: &Text, one: usize, other: usize) -> usize {
    match text.lower(one) == text.lower(other) {
        true => 2,
        false => usize::from(stem(text.lower(one)) == stem(text.lower(other))),
    }
}

/// A word without its ending, at most six letters of it.
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 8] = ["ings", "ing", "ed", "ers", "er", "ions", "ion", "s"];
    let bare = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    bare.char_indices().nth(6).map_or(bare, |(end, _)| &bare[..end])
}

/// The features of a content of the given form and a mention.
pub fn speaker(text: &Text, content: &Range<usize>, form: usize, mention: &Mention) -> [usize; 4] {
    let (before, after) = (mention.words.end <= content.start, mention.words.start >= content.end);
    let (distance, side, border) = match (before, after) {
        (true, _) => (apart(mention.words.end, content.start + 1), 0, content.start),
        (_, true) => (apart(mention.words.start, content.end), 1, content.end - 1),
        _ => (0, 2, content.end - 1),
    };
    let place = text.place(border);
    let sentences = if side == 2 { 0 } else { apart(mention.place.sentence, place.sentence) };
    let position = match side {
        2 => 2 * WORD_BUCKETS,
        _ => bucket(distance) + if mention.place.paragraph == place.paragraph { WORD_BUCKETS } else { 0 },
    };
    [position, sentence_bucket(sentences), mention.class as usize, form * 3 + side]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two paragraphs, the second of two sentences.
    fn text() -> Text {
        let mut text = Text::default();
        let words = "Police arrested two men . Rebels shot a farmer . He was shooting birds ,";
        text.push(words.split(' '), &[0, 5, 10], &[0, 5]);
        text
    }

    fn mention(text: &Text, words: Range<usize>, class: Class) -> Mention {
        Mention { said: text.said(&words), place: text.place(words.start), class, words }
    }

    #[test]
    fn distances_share_buckets_the_farther_they_are() {
        assert_eq!([0, 7, 8, 15, 16, 900, -1, -8].map(bucket), [0, 7, 8, 8, 9, 14, 17, 24]);
        assert_eq!([0, 1, 3, 5, 9, -1, -30].map(sentence_bucket), [0, 1, 3, 4, 5, 7, 12]);
    }

    #[test]
    fn a_trigger_and_a_mention_have_sides() {
        let text = text();
        let (before, after) = (mention(&text, 5..6, Class::Unnamed), mention(&text, 8..9, Class::Unnamed));
        assert_eq!(slot(&text, 6, &before, 0, 3), [17, 0, 1, 1, 3]);
        assert_eq!(slot(&text, 6, &after, 0, 1), [2, 0, 1, 5, 1]);
        assert_eq!(slot(&text, 1, &after, 2, 0), [7, 1, 1, 0, 0]);
    }

    #[test]
    fn triggers_of_one_stem_are_alike() {
        let text = text();
        assert_eq!(
            ["killings", "killed", "killers", "explosions"].map(stem),
            ["kill", "kill", "kill", "explos"]
        );
        assert_eq!(sameness(&text, 12, 6, Some(3), 1), [0, 4, 1, 0]);
        assert_eq!(likeness(&text, 4, 9), 2);
    }

    #[test]
    fn a_mention_stands_before_after_or_inside_of_a_content() {
        let text = text();
        let at = |words| speaker(&text, &(6..9), 1, &mention(&text, words, Class::Named));
        assert_eq!(at(5..6), [49, 0, 0, 3]);
        assert_eq!(at(10..11), [33, 1, 0, 4]);
        assert_eq!(at(8..9), [64, 0, 0, 5]);
    }

    #[test]
    fn a_mention_goes_back_over_sentences_and_paragraphs() {
        let text = text();
        let (he, police) = (mention(&text, 10..11, Class::Pronoun), mention(&text, 0..1, Class::Unnamed));
        assert_eq!(identity(&he, &police, 0, 3), [19, 0, 2, 2, 7, 1, 0]);
    }
}
