//! Lines become paragraphs.

use std::collections::HashSet;

use super::lines::Line;

/// Lines further apart than this many times what is usual are of two paragraphs.
const APART: f64 = 1.3;
/// Fonts may differ by so much and be of one size.
const ALIKE: f64 = 0.07;
/// So much of a size to the right of the others, the first line of a paragraph begins.
const INDENT: f64 = 0.7;

/// Where so many lines end, the column does.
const BORDER: usize = 3;
/// So many lines before and after one may be of its column.
const NEAR: usize = 120;

/// The paragraphs of the pages, in order.
pub fn of(pages: &[Vec<Line>]) -> Vec<String> {
    let leading = usual_leading(pages);
    let known = words_of(pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    for (number, page) in pages.iter().enumerate() {
        for (at, line) in page.iter().enumerate() {
            let goes_on = before.is_some_and(|(page_before, at_before)| {
                let last = &pages[page_before][at_before];
                let column = Column::of(&pages[page_before], at_before);
                if page_before == number && line.base > last.base {
                    follows(last, line, &column, leading)
                } else {
                    let here = Column::of(page, at);
                    let is_first = page.get(at + 1).is_some_and(|next| here.is_indented(line, next));
                    is_carried_over(last, line, &column, is_first)
                }
            });
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(paragraph) => join(paragraph, &line.words, &known),
                None => paragraphs.push(line.words.clone()),
            }
            before = Some((number, at));
        }
    }
    paragraphs
}

/// Between which borders a line stands.
struct Column {
    left: f64,
    right: f64,
}

impl Column {
    /// The borders by the lines above and below the one at this place.
    fn of(page: &[Line], at: usize) -> Self {
        let line = &page[at];
        let near = &page[at.saturating_sub(NEAR)..page.len().min(at + NEAR)];
        let column: Vec<&Line> = near
            .iter()
            .filter(|other| is_alike(other, line) && other.start < line.end && line.start < other.end)
            .filter(|other| (-6.0..2.0).contains(&((other.start - line.start) / line.size)))
            .collect();
        let starts = column.iter().map(|other| other.start);
        let left =
            starts.filter(|start| (start - line.start).abs() < 2.0 * line.size).fold(line.start, f64::min);
        // What runs across several columns may begin where the first of them does: a border is where some lines end.
        let slack = 0.3 * line.size;
        let ends = || column.iter().map(|other| other.end);
        let is_border = |end: &f64| {
            *end > line.end - slack && ends().filter(|other| (other - end).abs() < slack).count() >= BORDER
        };
        let widest = ends().fold(line.end, f64::max);
        let right = ends().filter(is_border).fold(f64::INFINITY, f64::min);
        Column { left, right: if right.is_finite() { right } else { widest } }
    }

    /// Whether `line` begins further to the right than the `next`, as the first of a paragraph may.
    fn is_indented(&self, line: &Line, next: &Line) -> bool {
        line.start > next.start + INDENT * line.size
            && next.start < self.left + 0.3 * line.size
            && next.base > line.base
    }

    /// Whether the first word of `next` would have had room after `line`.
    fn has_room(&self, line: &Line, next: &Line) -> bool {
        let letters = next.words.chars().count().max(1) as f64;
        let word = next.words.split(' ').next().unwrap_or_default().chars().count() as f64;
        let width = (next.end - next.start) / letters * (word + 1.0);
        line.end + width + 0.3 * line.size < self.right
    }
}

/// Whether `line` goes on with the paragraph of `last`, which stands above it.
fn follows(last: &Line, line: &Line, column: &Column, leading: f64) -> bool {
    let is_above = last.start < line.end && line.start < last.end;
    let is_indented =
        line.start > last.start + INDENT * line.size && last.start < column.left + 0.3 * line.size;
    is_alike(last, line)
        && is_above
        && line.base - last.base < APART * leading * line.size
        && (!is_indented || is_item(&last.words))
        && !is_item(&line.words)
        && !column.has_room(last, line)
}

/// Whether `line`, in the next column or on the next page, goes on with the paragraph of `last`.
fn is_carried_over(last: &Line, line: &Line, column: &Column, is_first: bool) -> bool {
    let begins_small = line.words.starts_with(char::is_lowercase);
    is_alike(last, line)
        && !is_item(&line.words)
        && (begins_small || !(is_first || ends_sentence(&last.words) || column.has_room(last, line)))
}

fn is_alike(one: &Line, other: &Line) -> bool {
    (one.size - other.size).abs() <= ALIKE * one.size
}

/// Whether a line begins as an item of a list does.
fn is_item(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    ["•", "◦", "▪", "‣", "●", "■", "–", "-", "*"].contains(&first)
        || (number.len() < first.len()
            && number.len() <= 2
            && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '?', ':', '…'])
}

/// How far lines are usually apart, for their size.
fn usual_leading(pages: &[Vec<Line>]) -> f64 {
    let pairs = pages.iter().flat_map(|page| page.windows(2));
    let gap = |pair: &[Line]| (pair[1].base - pair[0].base) / pair[1].size;
    let alike = pairs.filter(|pair| is_alike(&pair[0], &pair[1]));
    let mut gaps: Vec<f64> = alike.map(gap).filter(|gap| (0.5..3.0).contains(gap)).collect();
    gaps.sort_by(f64::total_cmp);
    // Where each paragraph is a line, gaps within one are few: the smaller ones are what is usual. No lines of a
    // paragraph are further apart than two of a typewriter's.
    gaps.get(gaps.len() / 3).map_or(1.25, |gap| gap.min(2.1))
}

/// The words within lines, which no hyphen cuts.
fn words_of(pages: &[Vec<Line>]) -> HashSet<String> {
    let words = |line: &Line| {
        let whole = line.words.trim_end_matches(['-', '‐', '\u{ad}']).to_lowercase();
        let split = whole.split(|c: char| !(c.is_alphanumeric() || c == '-')).map(str::to_string);
        split.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    pages.iter().flatten().flat_map(words).collect()
}

/// Adds a line to a paragraph.
fn join(paragraph: &mut String, words: &str, known: &HashSet<String>) {
    let cut =
        paragraph.strip_suffix(['-', '‐', '\u{ad}']).filter(|head| head.ends_with(char::is_alphanumeric));
    let Some(head) = cut else {
        paragraph.push(' ');
        paragraph.push_str(words);
        return;
    };
    if is_cut(head, words, known) || paragraph.ends_with('\u{ad}') {
        paragraph.truncate(head.len());
    }
    paragraph.push_str(words);
}

/// Whether the hyphen between `head` and `tail` is there only because the line ended.
fn is_cut(head: &str, tail: &str, known: &HashSet<String>) -> bool {
    if !tail.starts_with(char::is_lowercase) {
        return false;
    }
    let is_inside = |c: char| !(c.is_alphanumeric() || c == '-');
    let first = head.rsplit(is_inside).next().unwrap_or_default().to_lowercase();
    let second = tail.split(is_inside).next().unwrap_or_default().to_lowercase();
    let (whole, parted) = (format!("{first}{second}"), format!("{first}-{second}"));
    match (known.contains(&whole), known.contains(&parted)) {
        (true, _) => true,
        (_, true) => false,
        // A word that has a hyphen already has another: "mother-in-law".
        _ => !first.contains('-') && !second.contains('-'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ten points, each of so many letters of five points as it has.
    fn lines(start: f64, top: f64, words: &[&str]) -> Vec<Line> {
        let place = |(nth, words): (usize, &&str)| Line {
            words: words.trim_start().to_string(),
            start: start + 5.0 * (words.len() - words.trim_start().len()) as f64,
            end: start + 5.0 * words.chars().count() as f64,
            base: top + 12.0 * nth as f64,
            size: 10.0,
        };
        words.iter().enumerate().map(place).collect()
    }

    #[test]
    fn lines_are_joined_and_hyphens_mended() {
        let page = lines(
            50.0,
            100.0,
            &[
                "The ferry strike, which the govern-",
                "ment calls illegal, went on in well-",
                "known ports. The government waits.",
                "A well-known captain has left port.",
            ],
        );
        assert_eq!(
            of(&[page]),
            [
                "The ferry strike, which the government calls illegal, went on in well-known ports. The government waits. A well-known captain has left port."
            ]
        );
    }

    #[test]
    fn short_lines_indents_gaps_and_items_begin_paragraphs() {
        let mut page = lines(
            50.0,
            100.0,
            &[
                "The ferry went out on the sea today",
                "and it came back.",
                "    The captain, who was not asked,",
                "said so and added that he is right.",
            ],
        );
        page.extend(lines(
            50.0,
            165.0,
            &["Nobody answered him at all, it seems", "• not the crew", "• not the port"],
        ));
        assert_eq!(
            of(&[page]),
            [
                "The ferry went out on the sea today and it came back.",
                "The captain, who was not asked, said so and added that he is right.",
                "Nobody answered him at all, it seems",
                "• not the crew",
                "• not the port",
            ]
        );
    }

    #[test]
    fn paragraphs_go_on_in_the_next_column_and_on_the_next_page() {
        let mut first =
            lines(50.0, 100.0, &["The ferry went out on the sea to-", "day, and the captain of the ship"]);
        first.extend(lines(
            300.0,
            100.0,
            &["said that it would come back in the", "evening, or so it was believed by"],
        ));
        let second = lines(50.0, 100.0, &["everybody in the port and around it.", "It did not."]);
        assert_eq!(
            of(&[first, second]),
            [
                "The ferry went out on the sea today, and the captain of the ship said that it would come back in the evening, or so it was believed by everybody in the port and around it. It did not."
            ]
        );
    }
}
