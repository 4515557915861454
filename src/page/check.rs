//! Refusing what cannot be read: nothing, too much, another language, no text.

use std::collections::HashSet;

use whatlang::{Lang, Script};

use super::Layout;
use crate::error::{MAX_CHARACTERS, ReadError};
use crate::lexicon;

/// Refuses what cannot be read in any language: nothing, too much, no text.
pub fn check(text: &str) -> Result<(), ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(ReadError::TooLong { characters });
    }
    if !is_text(text) {
        return Err(ReadError::NotText);
    }
    Ok(())
}

/// The language of the article, in English, if it is another than English.
pub fn other_language(text: &str, layout: &Layout) -> Option<String> {
    let mut prose = String::new();
    for paragraph in layout.paragraphs().map(|paragraph| paragraph.of(text)) {
        prose.extend(without_tags(paragraph));
        prose.push('\n');
        if prose.len() > ENOUGH {
            break;
        }
    }
    foreign(&prose).map(|language| language.eng_name().to_string())
}

/// A text has at least this many letters among a hundred characters that are no white space.
const LETTERS_IN_100: usize = 35;
/// And at most so many that only binary data has.
const BINARY_IN_100: usize = 2;
/// Only what has more characters than this is judged: a short text can be anything.
const SHORT: usize = 40;
/// No word of any language has more characters; a text of nothing else is data.
const LONGEST_WORD: usize = 400;

/// Whether the text is written for people: letters, mostly, and few marks of code.
fn is_text(text: &str) -> bool {
    let (mut all, mut letters, mut binary, mut code) = (0usize, 0usize, 0usize, 0usize);
    for c in without_tags(text).filter(|c| !c.is_whitespace()) {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        binary += usize::from(c.is_control() || c == '\u{fffd}' || ('\u{fff0}'..='\u{ffff}').contains(&c));
        code += usize::from(matches!(c, '{' | '}' | ';' | '=' | '<' | '>' | '\\'));
    }
    if letters == 0 {
        return false;
    }
    let words = text.split_whitespace();
    let is_one_word = all > LONGEST_WORD && words.take(all / LONGEST_WORD + 1).count() <= all / LONGEST_WORD;
    let is_binary = binary * 100 > all * BINARY_IN_100 && binary > 2;
    let is_data = all > SHORT && letters * 100 < all * LETTERS_IN_100;
    let is_code = all > SHORT && code * 100 > all * CODE_IN_100;
    !(is_one_word || is_binary || is_data || is_code)
}

/// More braces, semicolons and the like among a hundred characters make a program.
const CODE_IN_100: usize = 5;

/// The characters outside the tags of a page's source: what stands between them may well be an article.
fn without_tags(text: &str) -> impl Iterator<Item = char> {
    let mut in_tag = false;
    let mut rest = text.char_indices();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = rest.next()?;
            let after = &text[at + c.len_utf8()..];
            if in_tag {
                in_tag = c != '>';
            } else if c == '<' && after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
            {
                in_tag = true;
            } else {
                return Some(c);
            }
        }
    })
}

/// Fewer words than these may be a headline or names.
const FEWEST_WORDS: usize = 8;
/// As many bytes of an article tell the language.
const ENOUGH: usize = 20_000;

/// The language of `prose`, if it is another than English.
///
/// Of the words in lower case, English has nine in ten from the common ones of the lexicon, whatever names and foreign
/// words stand between them, and no other language more than four; a list of names has hardly a word in lower case,
/// and is of no language.
fn foreign(prose: &str) -> Option<Lang> {
    let prose = unquoted(prose);
    let words = || {
        prose.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).filter(|word| !word.is_empty())
    };
    let lower: Vec<&str> = words().filter(|word| word.starts_with(char::is_lowercase)).collect();
    let common = lower.iter().filter(|word| lexicon::common(&word.replace('’', "'")).is_some()).count();
    let is_english = common * 100 > lower.len() * COMMON_IN_100;
    let found = whatlang::detect(&prose)?;
    let all = words().count();
    if found.script() != Script::Latin {
        // An English article may well quote another script at length.
        let latin = words().filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        return (!is_english || latin * 4 < all).then_some(found.lang());
    }
    let distinct = lower.iter().collect::<HashSet<_>>().len();
    let is_prose = lower.len() * 2 >= all && distinct >= FEWEST_WORDS;
    let is_sure = found.is_reliable() || all >= FEWEST_WORDS * 3 / 2;
    (is_prose && !is_english && found.lang() != Lang::Eng && is_sure).then_some(found.lang())
}

/// What stands outside quotation marks, as an English article may quote another language at length; all of it where
/// that is next to nothing.
fn unquoted(prose: &str) -> String {
    let mut outside = String::with_capacity(prose.len());
    let mut is_inside = false;
    for c in prose.chars() {
        match c {
            '“' | '«' | '„' => is_inside = true,
            '”' | '»' => is_inside = false,
            '"' => is_inside = !is_inside,
            '\n' => is_inside = false,
            _ => {}
        }
        if !is_inside {
            outside.push(c);
        }
    }
    if outside.split_whitespace().nth(FEWEST_WORDS).is_some() { outside } else { prose.to_string() }
}

/// More of the words in lower case are common English ones: it is English.
const COMMON_IN_100: usize = 45;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Lines};

    fn language(text: &str) -> Option<String> {
        match Article::new(text, &Lines::default()).map(|_| ()) {
            Err(ReadError::NotEnglish { language }) => Some(language),
            Ok(()) => None,
            Err(other) => panic!("{text}: {other}"),
        }
    }

    #[test]
    fn english_of_all_kinds_is_read() {
        for text in [
            "Russia bombed Syria.",
            "Five killed in Kabul blast",
            "Macron, Scholz, Meloni, Sánchez, Tusk, von der Leyen, Michel and Stoltenberg",
            "Jean-Luc Mélenchon\nMarine Le Pen\nÉric Zemmour\nValérie Pécresse\nYannick Jadot\nAnne Hidalgo",
            "Leaders of Bundesliga club Borussia Mönchengladbach met Schalke's Vorstandsvorsitzender Müller in Gelsenkirchen.",
            "The minister said: “Nous avons décidé de dissoudre l'Assemblée nationale et de convoquer de nouvelles élections \
             législatives dans les vingt jours qui suivent, comme la Constitution le prévoit.” He then left the room.",
            "The minister spoke for an hour and said nothing that was new, then he repeated: Мы никогда не согласимся на \
             эти условия, и никто не заставит нас подписать такое соглашение.",
            "He said no to us, so I had to do it.",
            "Talks collapse as rebels shell market; dozens feared dead, hospitals overwhelmed, roads cut",
            "Talks collapse",
            "Kyiv",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        for (text, expected) in [
            (
                "Le président a annoncé mardi la dissolution de l'Assemblée nationale, à la surprise générale de tous les partis.",
                "French",
            ),
            (
                "Der Minister trat am Dienstag zurück, nachdem die Polizei sein Büro durchsucht hatte, wie die Regierung mitteilte.",
                "German",
            ),
            (
                "El ministro dimitió el martes después de que la policía registrara su oficina, según informó el gobierno.",
                "Spanish",
            ),
            ("Министр ушёл в отставку во вторник после обыска в его кабинете.", "Russian"),
            ("وقال الوزير يوم الثلاثاء إن الحكومة سوف تستقيل قبل نهاية الأسبوع الحالي", "Arabic"),
            ("财政部长周二辞职，此前警方搜查了她的办公室。", "Mandarin"),
        ] {
            assert_eq!(language(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_text() {
        let code =
            "fn main() {\n    let x = vec![1, 2];\n    for i in 0..10 { println!(\"{}\", x[i % 2]); }\n}\n"
                .repeat(5);
        let table = "12.5\t13.1\t14.9\n".repeat(40);
        let word = "a".repeat(1_000_000);
        for text in [
            "PK\u{3}\u{4}\u{14}\0\u{8}\u{fffd}\u{fffd}x\u{fffd}\0\0mimetype\0\0",
            &code,
            &table,
            &word,
            "!!! ???",
        ] {
            assert_eq!(check(text), Err(ReadError::NotText), "{}", text.chars().take(30).collect::<String>());
        }
    }

    #[test]
    fn a_pages_source_is_text() {
        let source = "<html><body class=\"a b\"><p style=\"color: red\">The minister resigned on Tuesday, and her party said so.</p></body></html>";
        assert_eq!(check(source), Ok(()));
    }

    #[test]
    fn nothing_and_too_much() {
        assert_eq!(check(" \n\u{a0}\t"), Err(ReadError::Empty));
        let long = "word ".repeat(MAX_CHARACTERS / 4);
        assert_eq!(check(&long), Err(ReadError::TooLong { characters: long.len() }));
    }
}
