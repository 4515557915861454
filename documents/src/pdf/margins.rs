//! What stands at the top or the foot of page after page is no part of the text.

use std::collections::HashMap;

use super::lines::Line;

/// So many lines at the top and at the foot of a page may be such.
const EDGE: usize = 3;

/// The pages without their running heads and numbers.
pub fn without_heads(mut pages: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let mut looks: Vec<String> = edge(page).into_iter().map(|at| look(&page[at].words)).collect();
        looks.sort_unstable();
        looks.dedup();
        looks.into_iter().for_each(|look| *seen.entry(look).or_default() += 1);
    }
    // Left and right pages may have heads of their own.
    let many = (pages.len() * 2).div_ceil(5).max(2);
    for page in &mut pages {
        let edge = edge(page);
        let mut at = 0;
        page.retain(|line| {
            let look = look(&line.words);
            let is_head = seen.get(&look).is_some_and(|pages| *pages >= many) || is_number(&look);
            at += 1;
            !(is_head && edge.contains(&(at - 1)))
        });
    }
    pages
}

/// The places of the lines at the top and at the foot. What stands side by side there counts as one.
fn edge(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|one, other| page[*one].base.total_cmp(&page[*other].base));
    let outermost = |order: &mut dyn Iterator<Item = usize>| {
        let (mut rows, mut last) = (0, f64::NEG_INFINITY);
        let mut found = Vec::new();
        for at in order {
            if (page[at].base - last).abs() >= 2.0 {
                rows += 1;
            }
            if rows > EDGE {
                break;
            }
            last = page[at].base;
            found.push(at);
        }
        found
    };
    let mut edge = outermost(&mut order.iter().copied());
    edge.extend(outermost(&mut order.iter().rev().copied()));
    edge
}

/// A line with all its numbers alike.
fn look(words: &str) -> String {
    let mut look = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '0'..='9' if look.ends_with('#') => {}
            '0'..='9' => look.push('#'),
            other => look.extend(other.to_lowercase()),
        }
    }
    look
}

/// Whether a line is the number of a page and nothing else.
fn is_number(look: &str) -> bool {
    let bare = look.trim_matches(|c: char| c.is_whitespace() || "-–—|·[]()".contains(c));
    let bare = bare.strip_prefix("page").or_else(|| bare.strip_prefix("p.")).unwrap_or(bare).trim();
    matches!(bare, "#" | "# of #" | "#/#" | "# / #")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Line> {
        let place = |(nth, words): (usize, &&str)| Line {
            words: words.to_string(),
            start: 50.0,
            end: 300.0,
            base: 40.0 + 12.0 * nth as f64,
            size: 10.0,
        };
        lines.iter().enumerate().map(place).collect()
    }

    fn words(pages: Vec<Vec<Line>>) -> Vec<Vec<String>> {
        without_heads(pages)
            .into_iter()
            .map(|page| page.into_iter().map(|line| line.words).collect())
            .collect()
    }

    #[test]
    fn heads_and_numbers_go_and_the_text_stays() {
        let one = ["One.", "Two.", "Three.", "Here", "Four.", "Five.", "Six."];
        let other = ["Seven.", "Eight.", "Nine.", "Here", "Ten.", "Eleven.", "Twelve."];
        let first = [&["The Herald, 7 March"][..], &one, &["Page 1 of 2"]].concat();
        let second = [&["The Herald, 8 March"][..], &other, &["Page 2 of 2"]].concat();
        // What is the same on both pages and stands in their midst is text.
        assert_eq!(words(vec![page(&first), page(&second)]), [one, other]);
    }

    #[test]
    fn a_page_by_itself_loses_its_number_alone() {
        assert_eq!(words(vec![page(&["Ferry strike", "Words.", "- 3 -"])]), [["Ferry strike", "Words."]]);
    }
}
