//! The line that opens the first paragraph: "BEIRUT:", "PARIS, Oct 2 (Reuters) -", "KYIV, Ukraine (AP) —".

use time::Date;

use super::labels;
use crate::dates;
use crate::entities::gazetteer;
use crate::text::Span;

/// No dateline has more bytes.
const LONGEST: usize = 90;

/// The dateline in the first paragraphs of an article; the first of them may be a line about the story.
pub fn of_opening(text: &str, paragraphs: impl Iterator<Item = Span>) -> Option<Span> {
    let found: Vec<Option<Span>> = paragraphs.map(|paragraph| find(text, paragraph)).collect();
    // Where every paragraph opens so, they are the speakers of a dialogue.
    let is_dialogue = found.iter().flatten().count() > 1;
    let first = *found.iter().find(|dateline| dateline.is_some())?;
    first.filter(|_| !is_dialogue)
}

/// The dateline that `paragraph` opens with, without the mark that ends it.
pub fn find(text: &str, paragraph: Span) -> Option<Span> {
    let words = paragraph.of(text);
    let mut end = words.len().min(LONGEST);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let opening = &words[..end];
    let (stop, mark) = borders(opening).find(|(stop, _)| is_dateline(&opening[..*stop]))?;
    let head = opening[..stop].trim_end();
    let place = head.split(['(', ',']).next().unwrap_or(head).trim();
    let is_capitals = !place.contains(char::is_lowercase) && place.split_whitespace().count() <= 4;
    let tells_more = head.len() > place.len() && has_date_or_agency(head);
    let rest = words[stop + mark.len()..].trim_start();
    let goes_on = rest.starts_with(|c: char| !c.is_lowercase()) && !rest.is_empty();
    // "Smith: I never said so" is a dialogue, "Well — it was late" a sentence.
    let fits = is_capitals && !is_label(place) || tells_more || mark == ":" && is_known_place(place);
    (fits && goes_on).then(|| Span::new(paragraph.start, paragraph.start + head.len()))
}

/// The marks that can end a dateline, and where they stand.
fn borders(opening: &str) -> impl Iterator<Item = (usize, &str)> {
    opening.char_indices().filter_map(|(at, c)| {
        let rest = &opening[at..];
        let mark = match c {
            ':' if rest[1..].starts_with(char::is_whitespace) => ":",
            '—' | '–' | '―' => &rest[..c.len_utf8()],
            '-' if rest.starts_with("--") => "--",
            '-' if opening[..at].ends_with([' ', ')', '\u{a0}']) => "-",
            _ => return None,
        };
        Some((at, mark))
    })
}

/// Whether `head` has nothing but a place, a date and an agency: capitalised words, numbers and brackets.
fn is_dateline(head: &str) -> bool {
    let words = head.split_whitespace();
    let fits = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(
                bare,
                "and"
                    | "of"
                    | "al"
                    | "el"
                    | "de"
                    | "la"
                    | "le"
                    | "les"
                    | "du"
                    | "sur"
                    | "am"
                    | "upon"
                    | "in"
                    | "near"
            )
    };
    let count = words.clone().count();
    let starts = head.starts_with(char::is_uppercase);
    let has_sentence = head.contains(['!', '?', '"', '“', ';']);
    (1..=10).contains(&count) && starts && !has_sentence && words.clone().all(fits)
}

/// "UPDATE:", "EXCLUSIVE —": capitals that name no place.
fn is_label(place: &str) -> bool {
    labels::is(&place.to_lowercase().replace('’', "'"), "label")
}

/// Whether the dateline tells a date, or an agency in brackets.
fn has_date_or_agency(head: &str) -> bool {
    let bracket = head.find('(').is_some_and(|at| {
        let inside = head[at + 1..].split(')').next().unwrap_or_default();
        !inside.is_empty() && inside.split_whitespace().count() <= 4 && inside.starts_with(char::is_uppercase)
    });
    bracket || !dates::find(head, Span::new(0, head.len())).is_empty()
}

/// A country, region or large city.
fn is_known_place(place: &str) -> bool {
    let gazetteer = gazetteer();
    gazetteer.meaning(place).is_some_and(|meaning| {
        let is_large = meaning.city.is_some_and(|thousands| thousands >= LARGE);
        meaning.country.is_some() || meaning.is_region || is_large
    })
}

/// So many thousands of people make a city whose name alone is a dateline: "Carson:" and "Clinton:" are speakers.
const LARGE: u32 = 200;

/// The day that the dateline tells, where it tells the year, too.
pub fn date(text: &str, dateline: Span) -> Option<Date> {
    dates::find(text, dateline).iter().find_map(dates::TimeExpression::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dateline(text: &str) -> Option<&str> {
        find(text, Span::new(0, text.len())).map(|span| span.of(text))
    }

    #[test]
    fn datelines_of_agencies_and_papers() {
        for (text, expected) in [
            ("BEIRUT: Hundreds of troops have arrived.", "BEIRUT"),
            ("PARIS, Oct 2 (Reuters) - The president resigned.", "PARIS, Oct 2 (Reuters)"),
            ("WASHINGTON — The Senate voted.", "WASHINGTON"),
            ("KYIV, Ukraine (AP) — A missile hit a market.", "KYIV, Ukraine (AP)"),
            ("LOS ANGELES -- Fires spread.", "LOS ANGELES"),
            ("Cairo: Thousands marched.", "Cairo"),
            ("Kyiv, Ukraine (AP) — A missile hit a market.", "Kyiv, Ukraine (AP)"),
            ("New Delhi, March 3 (PTI): The court ruled.", "New Delhi, March 3 (PTI)"),
            ("GENEVA (3 March 2021) – Experts warned.", "GENEVA (3 March 2021)"),
        ] {
            assert_eq!(dateline(text), Some(expected));
        }
    }

    #[test]
    fn other_openings() {
        for text in [
            "EXCLUSIVE: The minister knew.",
            "Smith: I never said so.",
            "Well — it was late.",
            "The Russian-backed forces left.",
            "He said - and few believed him - that it was over.",
            "\"NO — never,\" she said.",
            "U.S. officials said so: they left.",
            "",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
