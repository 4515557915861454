//! From words to the pieces of the vocabulary, as the uncased BERT makes them.

use std::collections::HashMap;

use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::weights::{WeightsError, unusable};

/// Longer stretches without a break are one unknown piece.
const LONGEST_TOKEN: usize = 100;

/// A word has at most so many pieces; the rest of it is left out. The network was trained like this.
pub const LONGEST_WORD: usize = 16;

/// The vocabulary, and what it makes of words.
pub struct Tokeniser {
    /// Pieces that begin a token.
    starts: HashMap<Box<str>, u32>,
    /// Pieces that go on with one, without their "##".
    continuations: HashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    unknown: u32,
    ends: [u32; 2],
}

impl Tokeniser {
    /// A tokeniser for the pieces of `vocabulary`, one a line, in the order of their ids.
    pub fn new(vocabulary: &str) -> Result<Self, WeightsError> {
        let mut starts: HashMap<Box<str>, u32> = HashMap::new();
        let mut continuations: HashMap<Box<str>, u32> = HashMap::new();
        for (id, piece) in vocabulary.split('\n').enumerate() {
            let (pieces, piece) = match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut continuations, rest),
                _ => (&mut starts, piece),
            };
            pieces.insert(piece.into(), id as u32);
        }
        let longest = starts.keys().chain(continuations.keys()).map(|piece| piece.len()).max().unwrap_or(0);
        let special = |name: &str| match starts.get(name) {
            Some(id) => Ok(*id),
            None => unusable(format!("the vocabulary lacks {name}")),
        };
        let (unknown, ends) = (special("[UNK]")?, [special("[CLS]")?, special("[SEP]")?]);
        Ok(Tokeniser { starts, continuations, longest, unknown, ends })
    }

    /// The ids of the pieces before and after each window.
    pub fn ends(&self) -> [u32; 2] {
        self.ends
    }

    /// Appends the pieces of `word` to `out`: one at least, at most [`LONGEST_WORD`].
    pub fn pieces(&self, word: &str, out: &mut Vec<u32>) {
        let start = out.len();
        let mut token = String::new();
        for c in word.chars().filter(|c| !is_dropped(*c)) {
            if out.len() - start >= LONGEST_WORD {
                break;
            }
            if c.is_whitespace() || is_ideograph(c) {
                self.end_token(&mut token, out);
            }
            decompose_canonical(c, |part| self.take(part, &mut token, out));
            if is_ideograph(c) {
                self.end_token(&mut token, out);
            }
        }
        self.end_token(&mut token, out);
        out.truncate(start + LONGEST_WORD);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// Takes one character of the word, decomposed.
    fn take(&self, part: char, token: &mut String, out: &mut Vec<u32>) {
        if part.is_whitespace() || part.general_category() == GeneralCategory::NonspacingMark {
            return;
        }
        for c in part.to_lowercase() {
            if is_punctuation(c) {
                self.end_token(token, out);
                token.push(c);
                self.end_token(token, out);
            } else {
                token.push(c);
            }
        }
    }

    /// Appends the pieces of `token`, the longest that fits at each place, and empties it.
    fn end_token(&self, token: &mut String, out: &mut Vec<u32>) {
        let start = out.len();
        let mut rest = token.as_str();
        let mut pieces = &self.starts;
        if rest.chars().nth(LONGEST_TOKEN).is_some() {
            out.push(self.unknown);
            rest = "";
        }
        while !rest.is_empty() {
            let ends = (1..=rest.len().min(self.longest)).rev().filter(|end| rest.is_char_boundary(*end));
            let found = ends.filter_map(|end| Some((end, pieces.get(&rest[..end])?))).next();
            let Some((end, id)) = found else {
                out.truncate(start);
                out.push(self.unknown);
                break;
            };
            out.push(*id);
            rest = &rest[end..];
            pieces = &self.continuations;
        }
        token.clear();
    }
}

/// Control characters and the like, which are left out.
fn is_dropped(c: char) -> bool {
    let is_other = matches!(
        c.general_category(),
        GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
    );
    c == '\u{FFFD}' || (is_other && !matches!(c, '\t' | '\n' | '\r'))
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Whether BERT takes the character for a token by itself.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}'
        | '\u{2B740}'..='\u{2B81F}' | '\u{2B920}'..='\u{2CEAF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// How a word is written, which its pieces do not show. The numbers are rows of the table `embed.shape`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// Not a word, but the start or end of a window.
    Special = 0,
    /// Without a letter in upper case.
    Lower = 1,
    /// The first letter in upper case, the others not.
    Capitalised = 2,
    /// Two letters or more, all in upper case.
    Upper = 3,
    /// Upper and lower case in another order.
    Mixed = 4,
    /// With a digit.
    Digits = 5,
    /// Neither letter nor digit.
    Punctuation = 6,
}

/// The number of shapes.
pub const SHAPES: usize = 7;

impl Shape {
    /// All of them, by number.
    pub(super) const ALL: [Shape; SHAPES] = [
        Shape::Special,
        Shape::Lower,
        Shape::Capitalised,
        Shape::Upper,
        Shape::Mixed,
        Shape::Digits,
        Shape::Punctuation,
    ];

    /// The shape of `word`.
    pub fn of(word: &str) -> Self {
        if !word.chars().any(char::is_alphanumeric) {
            return Shape::Punctuation;
        }
        if word.chars().any(char::is_numeric) {
            return Shape::Digits;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let starts_upper = word.chars().next().is_some_and(char::is_uppercase);
        match upper {
            0 => Shape::Lower,
            1 if starts_upper || letters == 1 => Shape::Capitalised,
            _ if upper == letters => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str =
        "[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n##a\n.\n!\n'\ncafe\nsaid\nof\n東\n京\nistanbul\n##s\n#\n##";

    fn pieces(word: &str) -> Vec<&'static str> {
        let tokeniser = Tokeniser::new(VOCABULARY).expect("it has the special pieces");
        let mut ids = Vec::new();
        tokeniser.pieces(word, &mut ids);
        ids.iter().map(|id| VOCABULARY.split('\n').nth(*id as usize).expect("every id has a piece")).collect()
    }

    #[test]
    fn words_become_the_longest_pieces() {
        assert_eq!(pieces("unaffable"), ["un", "##aff", "##able"]);
        assert_eq!(pieces("UNAFFA"), ["un", "##aff", "##a"]);
        assert_eq!(pieces("unaffablex"), ["[UNK]"]);
        assert_eq!(pieces("un.said!"), ["un", ".", "said", "!"]);
        assert_eq!(pieces("##"), ["#", "#"]);
    }

    #[test]
    fn marks_control_characters_and_ideographs_are_as_bert_has_them() {
        assert_eq!(pieces("Café"), ["cafe"]);
        assert_eq!(pieces("Cafe\u{301}"), ["cafe"]);
        assert_eq!(pieces("İstanbul"), ["istanbul"]);
        assert_eq!(pieces("sa\u{AD}id\u{200B}\u{FEFF}"), ["said"]);
        assert_eq!(pieces("東京said"), ["東", "京", "said"]);
        assert_eq!(pieces("said\u{A0}of\tcafe"), ["said", "of", "cafe"]);
        assert_eq!(pieces("\u{1F680}"), ["[UNK]"]);
    }

    #[test]
    fn every_word_has_a_piece_and_none_too_many() {
        assert_eq!(pieces(""), ["[UNK]"]);
        assert_eq!(pieces("\u{200D}\u{301}"), ["[UNK]"]);
        assert_eq!(pieces(&"a".repeat(101)), ["[UNK]"]);
        assert_eq!(pieces(&"!".repeat(5_000)).len(), LONGEST_WORD);
        assert_eq!(pieces(&"东".repeat(5_000)).len(), LONGEST_WORD);
    }

    #[test]
    fn a_vocabulary_without_special_pieces_is_refused() {
        let error = Tokeniser::new("a\nb").err().map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.contains("lacks [UNK]")));
    }

    #[test]
    fn shapes_tell_how_a_word_is_written() {
        use Shape::{Capitalised, Digits, Lower, Mixed, Punctuation, Upper};
        let known = [
            ("said", Lower),
            ("東京", Lower),
            ("Moscow", Capitalised),
            ("A", Capitalised),
            ("Élysée", Capitalised),
            ("NATO", Upper),
            ("U.S.", Upper),
            ("McDonald", Mixed),
            ("iPhone", Mixed),
            ("al-Assad", Mixed),
            ("G20", Digits),
            ("1,500", Digits),
            ("—", Punctuation),
            ("", Punctuation),
            ("\u{1F680}", Punctuation),
        ];
        for (word, shape) in known {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}
