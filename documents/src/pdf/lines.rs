//! Letters become lines.

use super::letters::Letter;

/// A gap of more of a font's size than this is a space, where none is written.
const SPACE: f64 = 0.17;
/// What is further to the right than so many sizes is another line beside this one.
const BESIDE: f64 = 3.0;
/// So many letters back, the same letter may stand in the same place.
const NEAR: usize = 400;
/// Letters may be so much of a size above or below the others, as in "2nd".
const RAISED: f64 = 0.45;

/// A line of a page; of a page of columns, of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its words, with one space between them.
    pub words: String,
    /// Where it begins, from the left.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// How far down it is.
    pub base: f64,
    /// The size of its font: of the most letters in it.
    pub size: f64,
}

/// The lines of a page.
pub fn of(letters: Vec<Letter>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<Letter> = Vec::new();
    for letter in letters {
        if is_drawn_again(&open, &letter) {
            continue;
        }
        if !open.last().is_some_and(|last| goes_on(last, &letter)) {
            lines.extend(line(std::mem::take(&mut open)));
        }
        open.push(letter);
    }
    lines.extend(line(open));
    with_initials(lines)
}

/// Whether `letter` goes on with the line of `last`.
fn goes_on(last: &Letter, letter: &Letter) -> bool {
    let size = last.size.max(letter.size);
    let gap = letter.start - last.end;
    (letter.base - last.base).abs() < RAISED * size && gap < BESIDE * size && gap > -0.7 * size
}

/// Bold letters are drawn twice by programs that have no bold font.
fn is_drawn_again(open: &[Letter], letter: &Letter) -> bool {
    let is_same = |other: &Letter| {
        other.words == letter.words
            && (other.start - letter.start).abs() < 0.1 * letter.size
            && (other.base - letter.base).abs() < 0.1 * letter.size
    };
    open.iter().rev().take(NEAR).any(is_same)
}

fn line(letters: Vec<Letter>) -> Option<Line> {
    let mut words = String::new();
    let mut end_before = None;
    let mut sizes: Vec<f64> = Vec::new();
    for letter in &letters {
        let is_apart = end_before.is_some_and(|end| letter.start - end > SPACE * letter.size);
        let is_space = letter.words.chars().all(|c| c == ' ');
        if (is_apart || is_space) && !words.ends_with(' ') && !words.is_empty() {
            words.push(' ');
        }
        if !is_space {
            words.push_str(&letter.words);
            sizes.push(letter.size);
        }
        end_before = Some(letter.end);
    }
    let seen = || letters.iter().filter(|letter| !letter.words.trim().is_empty());
    let (first, last) = (seen().next()?, seen().next_back()?);
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2];
    // A raised letter is no measure of where the line is.
    let base = seen().find(|letter| letter.size >= 0.9 * size).unwrap_or(first).base;
    Some(Line { words: words.trim_end().to_string(), start: first.start, end: last.end, base, size })
}

/// A large letter that an article begins with goes with the rest of its word.
fn with_initials(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let initial = joined.pop_if(|before| {
            before.words.chars().count() == 1
                && before.words.chars().all(char::is_uppercase)
                && before.size > 1.7 * line.size
                && line.words.starts_with(char::is_alphabetic)
                && (before.end - line.start).abs() < before.size
        });
        match initial {
            Some(initial) => joined.push(Line { words: initial.words + &line.words, ..line }),
            None => joined.push(line),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(words: &str, start: f64, base: f64, size: f64) -> Vec<Letter> {
        let place = |(nth, character): (usize, char)| {
            let start = start + nth as f64 * size * 0.5;
            Letter { words: character.to_string(), start, end: start + size * 0.5, base, size }
        };
        words.chars().enumerate().map(place).collect()
    }

    fn words(letters: Vec<Letter>) -> Vec<String> {
        of(letters).into_iter().map(|line| line.words).collect()
    }

    #[test]
    fn gaps_are_spaces_and_columns_are_lines_of_their_own() {
        let mut page = letters("Ferry", 50.0, 100.0, 10.0);
        page.extend(letters("strike", 78.0, 100.0, 10.0));
        page.extend(letters("Weather", 300.0, 100.0, 10.0));
        page.extend(letters("next", 50.0, 112.0, 10.0));
        assert_eq!(words(page), ["Ferry strike", "Weather", "next"]);
    }

    #[test]
    fn letters_that_are_drawn_twice_are_read_once() {
        let mut page = letters("Ferry", 50.0, 100.0, 10.0);
        page.extend(letters("Ferry", 50.3, 100.0, 10.0));
        page.extend(letters("strike", 80.0, 100.0, 10.0));
        assert_eq!(words(page), ["Ferry strike"]);
    }

    #[test]
    fn a_large_initial_goes_with_its_word() {
        let mut page = letters("T", 50.0, 130.0, 40.0);
        page.extend(letters("he ferry", 72.0, 105.0, 10.0));
        assert_eq!(words(page), ["The ferry"]);
    }
}
