//! The words of a text as the features of pairs see them.

use std::ops::Range;

use serde::Serialize;

/// Words that say nothing of whom a mention speaks.
const SMALL: [&str; 20] = [
    "the", "a", "an", "of", "'s", "’s", "in", "and", "at", "for", "to", "on", "by", "from", "de", "la", "al",
    "el", "von", "van",
];

/// Pronouns by what they can stand for; the last group joins clauses or points.
const PRONOUNS: [&[&str]; 8] = [
    &["he", "him", "his", "himself"],
    &["she", "her", "hers", "herself"],
    &["it", "its", "itself"],
    &["they", "them", "their", "theirs", "themselves"],
    &["i", "me", "my", "mine", "myself"],
    &["we", "us", "our", "ours", "ourselves"],
    &["you", "your", "yours", "yourself", "yourselves"],
    &["who", "whom", "whose", "which", "that", "this", "these", "those", "one", "both", "some", "others"],
];

/// The groups of pronouns that stand for somebody.
const PERSONAL: usize = 7;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// The words of a text in lower case, with their places.
#[derive(Clone, Debug, Default)]
pub struct Text {
    lower: Vec<String>,
    places: Vec<Place>,
    /// The indexes of the next sentence and paragraph.
    next: (usize, usize),
}

impl Text {
    /// Appends a part of a text; the first words of its sentences and paragraphs are told by their indexes in it.
    pub fn push<'a>(
        &mut self,
        words: impl Iterator<Item = &'a str>,
        sentences: &[usize],
        paragraphs: &[usize],
    ) {
        let (sentence, paragraph) = self.next;
        let index =
            |starts: &[usize], word: usize| starts.partition_point(|start| *start <= word).saturating_sub(1);
        for (at, word) in words.enumerate() {
            self.lower.push(word.to_lowercase());
            self.places.push(Place {
                sentence: sentence + index(sentences, at),
                paragraph: paragraph + index(paragraphs, at),
            });
        }
        self.next = (sentence + sentences.len(), paragraph + paragraphs.len());
    }

    /// A word in lower case.
    pub fn lower(&self, word: usize) -> &str {
        &self.lower[word]
    }

    /// Where a word stands.
    pub fn place(&self, word: usize) -> Place {
        self.places[word]
    }

    /// What the words of a mention say.
    pub fn said(&self, words: &Range<usize>) -> Said {
        let all = &self.lower[words.clone()];
        let telling =
            |word: &&String| !SMALL.contains(&word.as_str()) && word.chars().any(char::is_alphanumeric);
        let mut words_of: Vec<String> = all.iter().filter(telling).cloned().collect();
        if words_of.is_empty() {
            words_of = all.to_vec();
        }
        let before = words.start.checked_sub(1).map_or("", |word| self.lower(word));
        Said { pronoun: pronoun(&words_of), title: title(before), words: words_of }
    }
}

/// What the words of a mention say.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its words in lower case, small ones left out where there are others.
    pub words: Vec<String>,
    /// The group of the pronoun that it is, from 1; 0 for none.
    pub pronoun: usize,
    /// 1 after Mr or the like, 2 after Mrs or the like.
    pub title: usize,
}

/// Who is he, and who she.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// "he", "Mr"
    Male,
    /// "she", "Mrs"
    Female,
}

impl Said {
    /// The gender that a pronoun or a title tells.
    pub fn gender(&self) -> Option<Gender> {
        let group = if matches!(self.pronoun, 1 | 2) { self.pronoun } else { self.title };
        match group {
            1 => Some(Gender::Male),
            2 => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether it is a pronoun that stands for somebody.
    pub fn is_personal(&self) -> bool {
        (1..=PERSONAL).contains(&self.pronoun)
    }

    /// The category of how a later mention's words go with those of an earlier one; 0 for not at all.
    pub fn relation(&self, earlier: &Said) -> usize {
        if self.pronoun > 0 || earlier.is_personal() {
            return 0;
        }
        let (a, b) = (&self.words, &earlier.words);
        let inside = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
        if a == b {
            return 1;
        }
        if a.last() == b.last() {
            return if inside(a, b) || inside(b, a) { 2 } else { 3 };
        }
        if inside(a, b) {
            4
        } else if inside(b, a) {
            5
        } else if is_acronym(a, b) || is_acronym(b, a) {
            6
        } else if a.iter().any(|word| b.contains(word)) {
            7
        } else {
            match (prefix(&a[0]), prefix(&b[0])) {
                (Some(one), Some(other)) if one == other => 8,
                _ => 0,
            }
        }
    }
}

/// The first four letters of a longer word or one as long.
pub fn prefix(word: &str) -> Option<&str> {
    let last = word.char_indices().nth(3)?;
    Some(&word[..last.0 + last.1.len_utf8()])
}

/// The first letters of several words; none of one.
pub fn initials(words: &[String]) -> Option<String> {
    (words.len() > 1).then(|| words.iter().filter_map(|word| word.chars().next()).collect())
}

/// The letters of a mention that may be the initials of another's words.
pub fn letters(words: &[String]) -> Option<String> {
    let [word] = words else { return None };
    let letters = word.replace('.', "");
    (letters.chars().nth(1).is_some()).then_some(letters)
}

fn is_acronym(short: &[String], long: &[String]) -> bool {
    letters(short).is_some_and(|letters| initials(long).is_some_and(|initials| initials == letters))
}

fn pronoun(words: &[String]) -> usize {
    let [word] = words else { return 0 };
    PRONOUNS.iter().position(|group| group.contains(&word.as_str())).map_or(0, |group| group + 1)
}

fn title(word: &str) -> usize {
    match word {
        "mr" | "mr." | "sir" | "lord" => 1,
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "lady" => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of the mention that ends `text`, from its word `from` on.
    fn said(text: &str, from: usize) -> Said {
        let mut all = Text::default();
        all.push(text.split(' '), &[0], &[0]);
        let end = text.split(' ').count();
        all.said(&(from..end))
    }

    #[test]
    fn mentions_are_related_by_their_words() {
        let relation = |later: &str, earlier: &str| said(later, 0).relation(&said(earlier, 0));
        let pairs = [
            ("the Ministry", "Ministry", 1),
            ("Hathersage", "Edward Hathersage", 2),
            ("southern army", "northern army", 3),
            ("Karsk", "Karsk Steel", 4),
            ("Karsk Steel", "Karsk", 5),
            ("U.N.", "United Nations", 6),
            ("Karsk council", "Karsk Steel", 7),
            ("Syrian rebels", "Syria", 8),
            ("police", "Edward Hathersage", 0),
        ];
        for (later, earlier, category) in pairs {
            assert_eq!(relation(later, earlier), category, "{later} after {earlier}");
        }
    }

    #[test]
    fn pronouns_have_groups_and_no_related_words() {
        assert_eq!(said("said she", 1).pronoun, 2);
        assert!(said("she", 0).is_personal() && !said("which", 0).is_personal());
        assert_eq!(said("she", 0).relation(&said("she", 0)), 0);
    }

    #[test]
    fn a_title_stands_before_its_mention() {
        let titles = ["met Mr. Ott", "met Mrs Ott", "met Anna Ott"].map(|text| said(text, 2).title);
        assert_eq!(titles, [1, 2, 0]);
    }
}
