//! The plain spelling by which names are looked up.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Abbreviations and the words that they stand for.
const WORDS: [(&str, &str); 6] = [
    ("st", "saint"),
    ("ste", "sainte"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("co", "county"),
    ("twp", "township"),
];

/// `name` in small letters without accents, points and apostrophes, with one space where other marks stand:
/// "Saint-Étienne" and "ST. ETIENNE" are both "saint etienne". `lexicons/derive_gazetteer.py` spells the same way.
pub fn plain(name: &str) -> String {
    let letters = if name.is_ascii() { bare(name.chars()) } else { bare(name.chars().nfkd()) };
    let mut plain = String::with_capacity(letters.len());
    for word in letters.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(WORDS.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full));
    }
    plain
}

/// Small letters without accents, and spaces for most marks.
fn bare(name: impl Iterator<Item = char>) -> String {
    let mut letters = String::new();
    for letter in name.flat_map(char::to_lowercase) {
        match letter {
            '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' => {}
            'ı' => letters.push('i'),
            'ø' => letters.push('o'),
            'ł' => letters.push('l'),
            'đ' | 'ð' => letters.push('d'),
            'þ' => letters.push_str("th"),
            'ß' => letters.push_str("ss"),
            'æ' => letters.push_str("ae"),
            'œ' => letters.push_str("oe"),
            'ə' => letters.push('a'),
            mark if is_combining_mark(mark) => {}
            letter if letter.is_alphanumeric() => letters.push(letter),
            _ => letters.push(' '),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn spellings_of_one_name_are_one() {
        assert_eq!(plain("Saint-Étienne"), plain("ST. ETIENNE"));
        assert_eq!(plain("W.Va."), "wva");
        assert_eq!(plain("St. John’s"), plain("Saint John's"));
        assert_eq!(plain("Łódź"), "lodz");
    }
}
