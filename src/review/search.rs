//! Search in the text, as people mean it: capitals, the shape of quotation marks and of spaces make no difference.

use std::ops::Range;

/// Where `query` stands in `text`, in UTF-16 units, one after the other without overlaps.
pub fn find_all(text: &str, query: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = query.trim().chars().flat_map(fold).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let folded = Folded::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= folded.characters.len() {
        if folded.characters[at] == *first && folded.characters[at..at + wanted.len()] == wanted {
            found.push(folded.start(at)..folded.end(at + wanted.len() - 1));
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

/// A text in lower case, each character with the UTF-16 units that it came from.
struct Folded {
    characters: Vec<char>,
    units: Vec<(u32, u8)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded =
            Folded { characters: Vec::with_capacity(text.len()), units: Vec::with_capacity(text.len()) };
        let mut unit = 0;
        for character in text.chars() {
            for lower in fold(character) {
                folded.characters.push(lower);
                folded.units.push((unit, character.len_utf16() as u8));
            }
            unit += character.len_utf16() as u32;
        }
        folded
    }

    fn start(&self, at: usize) -> usize {
        self.units[at].0 as usize
    }

    fn end(&self, at: usize) -> usize {
        let (start, length) = self.units[at];
        start as usize + usize::from(length)
    }
}

fn fold(character: char) -> impl Iterator<Item = char> {
    let plain = match character {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' | '\n' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    };
    plain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, query: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        find_all(text, query).into_iter().map(|range| String::from_utf16_lossy(&units[range])).collect()
    }

    #[test]
    fn capitals_quotation_marks_and_spaces_make_no_difference() {
        let text = "🚢 The Minister’s office; the MINISTER’S\u{a0}OFFICE; a minister's\noffice.";
        assert_eq!(
            words(text, " minister's office "),
            ["Minister’s office", "MINISTER’S\u{a0}OFFICE", "minister's\noffice"]
        );
    }

    #[test]
    fn letters_that_grow_in_lower_case_keep_their_place() {
        assert_eq!(words("İİ in İZMİR, said Ümit", "ümit"), ["Ümit"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert!(find_all("Oslo", "  ").is_empty());
        assert!(find_all("", "Oslo").is_empty());
        assert_eq!(find_all("aaaa", "aa").len(), 2);
    }
}
