//! What the lexicon of page furniture says of a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows;

/// What a line of furniture is; `lexicons/furniture.tsv` tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Widget,
    Link,
    Credit,
    Agency,
    Lead,
    Update,
    Close,
    Related,
    Final,
    Section,
    /// Nothing but marks or a number.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Line,
    Start,
    End,
    Has,
    Open,
    Bare,
}

struct Pattern {
    words: &'static str,
    place: Where,
    class: Class,
    most_words: usize,
}

/// No furniture has more bytes.
const LONGEST: usize = 1_000;

/// What furniture `line` is, if it is any. `is_sentence`: whether it ends as a sentence does.
pub fn classify(line: &str, words: usize, is_sentence: bool) -> Option<Class> {
    if line.len() > LONGEST {
        return None;
    }
    let normal = normal(line);
    let bare = normal.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || bare.chars().all(|c| c == '0' || !c.is_alphanumeric()) && words < 4 {
        return Some(Class::Mark);
    }
    // "Comments (3)"
    let unbracketed = bare.replace(['(', ')', '[', ']'], "");
    let whole = LEXICON.lines.get(normal.as_str()).or_else(|| LEXICON.lines.get(unbracketed.as_str()));
    if let Some(pattern) = whole.filter(|pattern| words <= pattern.most_words) {
        return Some(pattern.class);
    }
    // What somebody says may well start with "Follow us".
    if line.starts_with(['"', '“', '\'', '‘', '«', '„']) {
        return None;
    }
    part(&normal, words, is_sentence).or_else(|| bar(line, words))
}

/// The class of the first part of the line that is furniture.
fn part(normal: &str, words: usize, is_sentence: bool) -> Option<Class> {
    let opening = normal.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '©' | '['));
    let start = normal.len() - opening.len();
    let fits = |pattern: &&Pattern, at: usize| {
        let rest = &normal[at..];
        words <= pattern.most_words
            && rest.starts_with(pattern.words)
            && ends_word(pattern.words, &rest[pattern.words.len()..])
            && match pattern.place {
                Where::Start => at == start,
                Where::End => rest.len() == pattern.words.len(),
                Where::Has => true,
                Where::Open => at == start && !is_sentence,
                Where::Bare => !is_sentence,
                Where::Line => false,
            }
    };
    let at_start = std::iter::once(start);
    let inside =
        normal.char_indices().filter(|(at, _)| *at > start && starts_run(normal, *at)).map(|(at, _)| at);
    at_start.chain(inside).find_map(|at| {
        let patterns = LEXICON.parts.get(run(&normal[at..]))?;
        patterns.iter().find(|pattern| fits(pattern, at)).map(|pattern| pattern.class)
    })
}

/// Whether a word, or a mark that a pattern starts with, starts at `at`.
fn starts_run(normal: &str, at: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '\'';
    let before = normal[..at].chars().next_back();
    let here = normal[at..].chars().next();
    here.is_some_and(|here| !here.is_whitespace() && (!joins(here) || !before.is_some_and(joins)))
}

/// The word, or else the mark, that `rest` starts with.
fn run(rest: &str) -> &str {
    let joins = |c: char| c.is_alphanumeric() || c == '\'';
    let end = rest.find(|c| !joins(c)).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    &rest[..end.max(first)]
}

/// Whether a pattern does not stop in the middle of a word.
fn ends_word(pattern: &str, after: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    !(pattern.ends_with(is_word) && after.starts_with(is_word))
}

/// A bar of buttons: "Home | World | Sport", "Apple Store | Google Play".
fn bar(line: &str, words: usize) -> Option<Class> {
    let parts = || line.split(['|', '•', '·', '»', '›']).map(|part| part.split_whitespace().count());
    let is_bar = parts().filter(|words| *words > 0).count() > 1 && parts().all(|words| words <= 3);
    (is_bar && words <= 40).then_some(Class::Widget)
}

/// In lower case, with straight apostrophes, one space between words and "0" for every number.
fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '’' | '‘' | '`' => normal.push('\''),
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            c if c.is_ascii_digit() => {
                if !normal.ends_with('0') {
                    normal.push('0');
                }
            }
            // "1,200 shares", "2.5k views"
            ',' | '.' if normal.ends_with('0') => {}
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

struct Lexicon {
    /// Patterns for whole lines.
    lines: HashMap<&'static str, Pattern>,
    /// The others, by their first word.
    parts: HashMap<&'static str, Vec<Pattern>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { lines: HashMap::new(), parts: HashMap::new() };
    for pattern in rows(include_str!("../../lexicons/furniture.tsv")).filter_map(|row| pattern(&row)) {
        if pattern.place == Where::Line {
            lexicon.lines.entry(pattern.words).or_insert(pattern);
        } else {
            lexicon.parts.entry(run(pattern.words)).or_default().push(pattern);
        }
    }
    lexicon
});

fn pattern(row: &[&'static str]) -> Option<Pattern> {
    let [words, place, class, most_words, _] = row else { return None };
    let place = match *place {
        "line" => Where::Line,
        "start" => Where::Start,
        "end" => Where::End,
        "has" => Where::Has,
        "open" => Where::Open,
        "bare" => Where::Bare,
        _ => return None,
    };
    let class = match *class {
        "widget" => Class::Widget,
        "link" => Class::Link,
        "credit" => Class::Credit,
        "agency" => Class::Agency,
        "lead" => Class::Lead,
        "update" => Class::Update,
        "close" => Class::Close,
        "related" => Class::Related,
        "final" => Class::Final,
        "section" => Class::Section,
        _ => return None,
    };
    Some(Pattern { words, place, class, most_words: most_words.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(line: &str) -> Option<Class> {
        classify(line, line.split_whitespace().count(), line.ends_with('.'))
    }

    #[test]
    fn every_row_is_a_pattern() {
        let mut all = rows(include_str!("../../lexicons/furniture.tsv"));
        assert_eq!(all.find(|row| pattern(row).is_none()), None);
    }

    #[test]
    fn furniture_is_known() {
        assert_eq!(class("Skip to content"), Some(Class::Widget));
        assert_eq!(class("» Share on Facebook"), Some(Class::Widget));
        assert_eq!(class("1,204 Comments"), Some(Class::Final));
        assert_eq!(class("READ MORE: Five things we know"), Some(Class::Widget));
        assert_eq!(class("More on this story"), Some(Class::Related));
        assert_eq!(class("Photo: Jane Doe/Reuters"), Some(Class::Credit));
        assert_eq!(class("© 2021 The Daily Courier. All rights reserved."), Some(Class::Final));
        assert_eq!(class("Home | World | Sport"), Some(Class::Widget));
        assert_eq!(class("* * *"), Some(Class::Mark));
        assert_eq!(class("Sign up to our daily briefing and never miss a story."), Some(Class::Widget));
    }

    #[test]
    fn prose_is_not() {
        assert_eq!(class("The company changed its privacy policy on Monday, angering users."), None);
        assert_eq!(class("“Follow us,” the captain shouted, and they ran."), None);
        assert_eq!(class("Reading the statement took 20 minutes."), None);
        assert_eq!(class("The shareholders share the blame."), None);
    }
}
