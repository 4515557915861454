//! How many: the number that some words say, from the least to the most it can be.

use std::ops::Range;

use crate::reading::UNBOUNDED;
use crate::segment::Token;

/// A number in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its tokens, with the words that bound it: "at least 12".
    pub tokens: Range<usize>,
    /// The last word of the number itself.
    pub head: usize,
    pub low: f64,
    pub high: f64,
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words for about how many, with the least and the most they usually mean.
const ROUGH: [(&str, f64, f64); 5] = [
    ("dozens", 24.0, 99.0),
    ("scores", 40.0, 99.0),
    ("hundreds", 200.0, 999.0),
    ("thousands", 2_000.0, 9_999.0),
    ("millions", 2_000_000.0, 9_999_999.0),
];

/// Words that bound the number after them.
pub const BOUNDS: [&[&str]; 13] = [
    &["at", "least"],
    &["at", "most"],
    &["more", "than"],
    &["fewer", "than"],
    &["less", "than"],
    &["up", "to"],
    &["as", "many", "as"],
    &["around"],
    &["about"],
    &["over"],
    &["nearly"],
    &["almost"],
    &["approximately"],
];

/// The numbers of a sentence, in order.
pub fn numbers(tokens: &[Token]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(number) = rough(tokens, at).or_else(|| plain(tokens, at)) else {
            at += 1;
            continue;
        };
        at = number.tokens.end;
        match found.last_mut().filter(|last| is_range(tokens, last, &number)) {
            Some(last) => {
                last.tokens.end = number.tokens.end;
                (last.head, last.high) = (number.head, number.high);
            }
            None => found.push(number),
        }
    }
    found.iter_mut().for_each(|number| bound(tokens, number));
    found
}

/// Takes in the words that bound a number: "more than 12" has no upper end, "up to 12" no lower one.
fn bound(tokens: &[Token], number: &mut Number) {
    let words = bounding(tokens, number.tokens.start);
    number.tokens.start -= words.len();
    match words {
        ["at", "least"] | ["more", "than"] | ["over"] => number.high = UNBOUNDED,
        ["at", "most"] | ["fewer" | "less", "than"] | ["up", "to"] | ["as", "many", "as"] => number.low = 0.0,
        _ => {}
    }
}

/// "12 to 15", "between 12 and 15", "12-15".
fn is_range(tokens: &[Token], first: &Number, second: &Number) -> bool {
    let between = &tokens[first.tokens.end..second.tokens.start];
    let opens = first.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].lower == "between");
    let joins = match between {
        [one] => matches!(one.lower.as_str(), "to" | "-" | "–" | "or") || opens && one.lower == "and",
        _ => false,
    };
    joins && first.low < second.high
}

/// "hundreds", "tens of thousands".
fn rough(tokens: &[Token], at: usize) -> Option<Number> {
    let word = tokens[at].lower.as_str();
    let of = |offset: usize| tokens.get(at + offset).map_or("", |token| token.lower.as_str());
    let named = |word: &str| ROUGH.iter().find(|(rough, ..)| *rough == word);
    let tenfold = match word {
        "tens" => 10.0,
        "hundreds" => 100.0,
        _ => 1.0,
    };
    if tenfold > 1.0
        && of(1) == "of"
        && let Some((_, low, high)) =
            named(of(2)).filter(|(rough, ..)| rough.ends_with("ands") || rough.ends_with("ions"))
    {
        let (low, high) = (low * tenfold, (high + 1.0) * tenfold - 1.0);
        return Some(Number { tokens: at..at + 3, head: at + 2, low, high });
    }
    let (_, low, high) = named(word)?;
    Some(Number { tokens: at..at + 1, head: at, low: *low, high: *high })
}

/// "1.5 million", "two", "a dozen", "three hundred".
fn plain(tokens: &[Token], at: usize) -> Option<Number> {
    let one = |token: usize| matches!(tokens[token].lower.as_str(), "a" | "half");
    let scales = |token: usize| tokens.get(token).is_some_and(|token| scale(&token.lower).is_some());
    let is_half = tokens[at].lower == "half" && tokens.get(at + 1).is_some_and(|next| next.lower == "a");
    let (mut value, mut end) = if one(at) && scales(at + 1) {
        (if tokens[at].lower == "half" { 0.5 } else { 1.0 }, at + 1)
    } else if is_half && scales(at + 2) {
        (0.5, at + 2)
    } else {
        (value_of(&tokens[at].lower)?, at + 1)
    };
    while let Some(times) = tokens.get(end).and_then(|token| scale(&token.lower)) {
        value *= times;
        end += 1;
    }
    Some(Number { tokens: at..end, head: end - 1, low: value, high: value })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}

/// What one word says: "300,000", "1.5", "twenty-five".
fn value_of(word: &str) -> Option<f64> {
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        let digits = word.replace(',', "");
        return digits.parse().ok().filter(|value: &f64| value.is_finite());
    }
    let small = |word: &str| SMALL.iter().position(|small| *small == word);
    let tens = |word: &str| TENS.iter().position(|tens| *tens == word).map(|at| (at + 2) * 10);
    let whole = match word.split_once('-') {
        Some((ten, one)) => tens(ten)? + small(one)?,
        None => small(word).or_else(|| tens(word))?,
    };
    Some(whole as f64)
}

/// The words before a number that bound it: "more than", "at least", "up to", "about".
fn bounding(tokens: &[Token], start: usize) -> &'static [&'static str] {
    const MORE: [&[&str]; 3] = [&["some"], &["between"], &["roughly"]];
    let stands = |words: &&&[&str]| {
        start >= words.len()
            && words.iter().zip(&tokens[start - words.len()..start]).all(|(word, token)| token.lower == *word)
    };
    BOUNDS.iter().chain(&MORE).find(stands).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn said(text: &str) -> Vec<(f64, f64)> {
        let segments = Article::of(text).segments;
        numbers(&segments.tokens).into_iter().map(|number| (number.low, number.high)).collect()
    }

    #[test]
    fn numbers_in_figures_and_words() {
        let text =
            "The flood hit 1.5 million people, twenty-five towns, a dozen roads and more than 300,000 homes.";
        assert_eq!(said(text), [(1.5e6, 1.5e6), (25.0, 25.0), (12.0, 12.0), (3e5, UNBOUNDED)]);
        assert_eq!(said("The blast hurt half a dozen guards and killed half dozen men."), [(6.0, 6.0); 2]);
    }

    #[test]
    fn words_before_a_number_leave_one_of_its_ends_open() {
        let text = "At least 12 people died, up to 300 are missing, over 40 were hurt and about 90 fled.";
        assert_eq!(said(text), [(12.0, UNBOUNDED), (0.0, 300.0), (40.0, UNBOUNDED), (90.0, 90.0)]);
    }

    #[test]
    fn ranges_and_rough_numbers_have_two_ends() {
        let text =
            "Between 12 and 15 people died, tens of thousands fled, dozens were hurt and 3 to 4 are ill.";
        assert_eq!(said(text), [(12.0, 15.0), (20_000.0, 99_999.0), (24.0, 99.0), (3.0, 4.0)]);
    }
}
