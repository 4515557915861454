//! Lines that tell who wrote the article.

use time::Date;

use super::furniture::Class;
use super::labels;
use super::units::{Ending, Unit};
use crate::dates;
use crate::entities::gazetteer;
use crate::lexicon;
use crate::text::Span;

/// Who wrote the article, as one line tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByLine {
    /// The names, without "By".
    pub names: Span,
    /// Whether it says so: with "By", or with what the writer does.
    pub is_sure: bool,
    /// Whether the name is a human being's by its first word.
    pub is_person: bool,
    /// The date in the same line.
    pub date: Option<Date>,
}

/// No byline has more words.
const LONGEST_BYLINE: usize = 25;

/// The byline that `unit` may be.
pub fn find(text: &str, unit: &Unit, class: Option<Class>) -> Option<ByLine> {
    if unit.words > LONGEST_BYLINE {
        return None;
    }
    let sure = |names: Span| Some(ByLine { names, is_sure: true, is_person: false, date: None });
    match class {
        Some(Class::Agency) => return sure(after_lead(text, unit.span).unwrap_or(unit.span)),
        None if is_desk(text, unit) => return sure(unit.span),
        // "Posted on May 21, 2013 by Mirela Popa"
        Some(Class::Lead | Class::Update) => {
            let at = unit.span.of(text).find(" by ")? + " by ".len();
            return sure(names_from(text, Span::new(unit.span.start + at, unit.span.end).trimmed(text))?);
        }
        None | Some(Class::Close) => {}
        // "Jane Doe | Staff Reporter" looks like a bar of buttons.
        Some(Class::Widget) if unit.span.of(text).contains(" | ") => {}
        Some(_) => return None,
    }
    let (start, has_lead) = match after_lead(text, unit.span) {
        Some(rest) => (rest.start, true),
        None => (unit.span.start, false),
    };
    // A month may be a first name, too: "By Helen Marsh June 30, 2017".
    let dated = dates::find(text, unit.span);
    let end = dated.iter().find(|date| date.day().is_some()).map_or(unit.span.end, |date| date.span.start);
    let names = names_from(text, Span::new(start, end.max(start)))?;
    let rest = text[names.end..unit.span.end].trim();
    let names = if has_lead && is_all_roles(rest) { Span::new(names.start, unit.span.end) } else { names };
    let count = names.of(text).split_whitespace().count();
    let is_capitals = !names.of(text).contains(char::is_lowercase);
    let is_told = tells_more(rest) && (has_lead || opens_with_mark(rest));
    let fits = if has_lead {
        is_place(rest)
            || rest == "."
            || unit.ending != Ending::Sentence && (is_told || opens_with_mark(rest) || end < unit.span.end)
    } else {
        // Without "By", a name alone may be anything: a heading, an item of a list.
        (2..=4).contains(&count) && unit.ending != Ending::Sentence && (is_told || is_place(rest))
    };
    let is_sure = has_lead || is_told || is_place(rest) && is_capitals && !rest.is_empty();
    let first = names.of(text).split_whitespace().next().unwrap_or_default();
    let is_person = gazetteer().is_given_name(first);
    let date = dated.iter().find_map(dates::TimeExpression::day);
    fits.then_some(ByLine { names, is_sure, is_person, date })
}

/// The line without its "By", and without marks around it.
pub fn without_lead(text: &str, line: Span) -> Span {
    const MARKS: [char; 8] = ['(', ')', '[', ']', '|', '·', '•', ' '];
    let words = line.of(text).trim_start_matches(MARKS);
    let start = line.end - words.len();
    let bare = Span::new(start, start + words.trim_end_matches(MARKS).len());
    after_lead(text, bare).unwrap_or(bare)
}

/// What follows "By", "Written by:", "Story by".
fn after_lead(text: &str, line: Span) -> Option<Span> {
    const LEADS: &[&str] = &[
        "written by",
        "reported by",
        "report by",
        "story by",
        "words by",
        "text by",
        "article by",
        "interview by",
        "interviewed by",
        "author",
        "byline",
        "by",
    ];
    let words = line.of(text);
    let lead = LEADS.iter().find(|lead| {
        let rest = words.get(lead.len()..).unwrap_or_default();
        let needs_colon = !lead.ends_with("by");
        let is_apart = rest.starts_with(':') || !needs_colon && rest.starts_with(char::is_whitespace);
        is_apart && words[..lead.len()].eq_ignore_ascii_case(lead)
    })?;
    let start = line.start + lead.len();
    let colon = usize::from(text[start..line.end].starts_with(':'));
    Some(Span::new(start + colon, line.end).trimmed(text))
}

/// The names that `span` starts with: "Jane Doe", "Jane Doe, John Smith and Amir al-Khalil".
fn names_from(text: &str, span: Span) -> Option<Span> {
    let mut end = name_end(text, span)?;
    loop {
        let rest = &text[end..span.end];
        let joined = [" and ", " & ", ", and ", " with "].iter().find_map(|word| rest.strip_prefix(word));
        // Without a later "and", what follows a comma is more likely a place or what the writer does.
        let listed = || rest.strip_prefix(", ").filter(|rest| is_list_of_names(rest));
        let Some(next) = joined.or_else(listed) else { break };
        let Some(next_end) = name_end(text, Span::new(span.end - next.len(), span.end)) else { break };
        end = next_end;
    }
    // "By Jane Doe." but "By John Smith Jr."
    let last = text[span.start..end].rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let end = if last.len() > 4 && last.ends_with('.') { end - 1 } else { end };
    Some(Span::new(span.start, end))
}

/// Whether what follows a comma is another writer: "John Smith and Amir Khan", "Daniel Okafor", but not "New York".
fn is_list_of_names(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    rest.contains(" and ") || rest.contains(" & ") || gazetteer().is_given_name(first)
}

/// Where the one name that `span` starts with ends.
fn name_end(text: &str, span: Span) -> Option<usize> {
    let mut end = None;
    let mut at = span.start;
    for word in span.of(text).split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        let name = bare.trim_end_matches([',', ';', ':', '|']);
        if is_name_word(name) {
            end = Some(at + name.len());
        } else if end.is_none() || !is_particle(name) {
            break;
        }
        if name.len() < bare.len() {
            break;
        }
        at += word.len();
    }
    end
}

/// A capitalised word that is no date, no role and no agency.
fn is_name_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    let is_shaped = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let is_lower_name = lower.starts_with("al-") || lower.starts_with("el-") || lower.starts_with("d'");
    is_shaped
        && (word.starts_with(char::is_uppercase) || is_lower_name)
        && !lexicon::is(lower, "weekday")
        && !lexicon::is(lower, "determiner")
        && !lexicon::is(lower, "pronoun")
        && !is_role(lower)
        && (!lexicon::is(lower, "month")
            || matches!(lower, "april" | "may" | "june" | "august" | "jan" | "mar"))
}

/// The small words inside names.
fn is_particle(word: &str) -> bool {
    labels::is(word, "particle")
}

/// What writers of articles are.
fn is_role(lower: &str) -> bool {
    labels::is(lower, "role")
}

/// Whether what follows the names goes on with a body's name: "Al Jadid Staff", "Dawn News".
fn is_all_roles(rest: &str) -> bool {
    !rest.is_empty() && rest.split_whitespace().all(|word| is_role(&word.to_lowercase()))
}

/// Whether what stands after the names says what they do or how they are reached.
fn tells_more(rest: &str) -> bool {
    let is_told = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        is_role(&bare) || word.contains('@')
    };
    rest.split_whitespace().any(is_told)
}

fn opens_with_mark(rest: &str) -> bool {
    rest.starts_with([',', '|', '-', '–', '—', '/', '(', '•', '·', '@', ';'])
}

/// "in Paris", "in Paris and New York"; nothing is a place, too.
fn is_place(rest: &str) -> bool {
    let Some(place) = rest.strip_prefix("in ") else { return rest.is_empty() };
    let fits = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    place.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).all(fits)
        && place.split_whitespace().count() <= 8
}

/// Whether the unit names those who wrote the article by where they sit: "The Observer Bureau", "Our Web Desk".
fn is_desk(text: &str, unit: &Unit) -> bool {
    let words = unit.span.of(text);
    let last = words.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_name = words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (2..=5).contains(&unit.words)
        && is_name
        && matches!(last.as_str(), "bureau" | "desk" | "newsroom" | "reporters")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{furniture, units};

    /// The names in the line, and whether it is surely a byline.
    fn read(line: &str) -> Option<(&str, bool)> {
        let unit = units::units(line).remove(0);
        let class = furniture::classify(line, unit.words, unit.ending == Ending::Sentence);
        find(line, &unit, class).map(|found| (found.names.of(line), found.is_sure))
    }

    #[test]
    fn bylines_of_pages() {
        for (line, names) in [
            ("By Jane Doe", "Jane Doe"),
            ("BY JANE DOE and JOHN SMITH", "JANE DOE and JOHN SMITH"),
            (
                "By Jane Doe, John Smith and Amir al-Khalil in Paris",
                "Jane Doe, John Smith and Amir al-Khalil",
            ),
            ("By Jane Doe BBC News, Washington", "Jane Doe"),
            ("By Helen Marsh June 30, 2017", "Helen Marsh"),
            ("By Maria de la Cruz | The Courier", "Maria de la Cruz"),
            ("Written by: Priya Raman", "Priya Raman"),
            ("Jane Doe, Correspondent", "Jane Doe"),
            ("Jane Doe | Staff Reporter", "Jane Doe"),
            ("JANE DOE in Paris", "JANE DOE"),
            ("Posted on May 21, 2013 by Mirela Popa", "Mirela Popa"),
            ("Staff Reporter", "Staff Reporter"),
            ("The Observer Bureau", "The Observer Bureau"),
        ] {
            assert_eq!(read(line), Some((names, true)), "{line}");
        }
        assert_eq!(read("Jane Doe"), Some(("Jane Doe", false)));
        assert_eq!(read("Jane Doe in Paris"), Some(("Jane Doe", false)));
    }

    #[test]
    fn lines_that_start_alike() {
        for line in [
            "By the time they came, it was over",
            "By Monday, three towns had fallen.",
            "By Thursday",
            "Mike Pence calls for a special prosecutor",
            "Pope Francis in Cuba for talks on prisoners",
            "The dead were named as Jane Doe and John Smith.",
        ] {
            assert!(read(line).is_none_or(|(_, is_sure)| !is_sure), "{line}: {:?}", read(line));
        }
    }
}
