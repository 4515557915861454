//! Refusing what cannot be read: nothing, too much, another language, no text.

use whatlang::{Lang, Script};

use crate::lexicon;
use crate::read::{MAX_CHARACTERS, ReadError};

/// Refuses what cannot be read: nothing, too much, another language, no text.
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
    match other_language(&super::clean(text).prose(text)) {
        Some(language) => Err(ReadError::NotEnglish { language: language.eng_name().to_string() }),
        None => Ok(()),
    }
}

/// A text has at least this many letters among a hundred characters that are no white space.
const LETTERS_IN_100: usize = 50;
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
        code += usize::from(matches!(c, '{' | '}' | ';' | '=' | '<' | '>' | '\\' | '[' | ']' | '(' | ')'));
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

/// More brackets, semicolons and the like among a hundred characters make a program.
const CODE_IN_100: usize = 8;

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
/// As many characters tell the language.
const ENOUGH: usize = 20_000;

/// The language of `prose`, if it is another than English.
///
/// English cannot do without its small words, so a text that has its share of them is English, whatever names and
/// foreign words stand between them; and a list of names, in which hardly a word is in lower case, is of no language.
fn other_language(prose: &str) -> Option<Lang> {
    let end = prose.char_indices().nth(ENOUGH).map_or(prose.len(), |(at, _)| at);
    let prose = unquoted(&prose[..end]);
    let (mut all, mut small, mut lower) = (0usize, 0usize, 0usize);
    for word in prose.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))) {
        if word.is_empty() {
            continue;
        }
        all += 1;
        lower += usize::from(word.starts_with(char::is_lowercase));
        small += usize::from(is_small_word(&word.to_lowercase()));
    }
    let found = whatlang::detect(&prose)?;
    if found.script() != Script::Latin {
        return (found.lang() != Lang::Eng).then_some(found.lang());
    }
    let is_prose = all >= FEWEST_WORDS && lower * 2 >= all;
    let is_english = found.lang() == Lang::Eng || small * 100 >= all * SMALL_WORDS_IN_100;
    let is_sure = found.is_reliable() || small == 0 && all >= FEWEST_WORDS * 3 / 2;
    (is_prose && !is_english && is_sure).then_some(found.lang())
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

/// English prose has some forty small words in a hundred, a translated list of names ten.
const SMALL_WORDS_IN_100: usize = 12;

/// Articles, prepositions, pronouns and auxiliaries of English, without those that other languages share.
fn is_small_word(lower: &str) -> bool {
    const SHARED: &[&str] = &[
        "a", "an", "in", "on", "is", "as", "me", "he", "am", "do", "no", "to", "was", "die", "per", "via",
        "i", "so", "one", "of", "over", "had", "has", "we", "us", "men", "par", "under", "for", "her", "at",
        "den", "or",
    ];
    !SHARED.contains(&lower)
        && ["determiner", "preposition", "pronoun", "auxiliary", "conjunction"]
            .iter()
            .any(|class| lexicon::is(lower, class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Option<String> {
        match check(text) {
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
