//! Lines about the article: when it was published, and who wrote it.

use time::Date;

use super::furniture::Class;
use super::units::{Ending, Unit};
use crate::dates;
use crate::lexicon;
use crate::text::Span;

/// How sure a date line is about publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// "Published in Dawn October 2nd, 2015"
    Published,
    /// A date alone.
    None,
    /// "Updated 10:42 GMT, 3 March 2021"
    Updated,
}

/// A line that tells when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateLine {
    pub lead: Lead,
    /// None where it tells no whole day: "3 hours ago".
    pub date: Option<Date>,
}

/// No date line has more words.
const LONGEST_DATE_LINE: usize = 18;

/// The date line that `unit` is, its furniture class being `class`.
pub fn date_line(text: &str, unit: &Unit, class: Option<Class>) -> Option<DateLine> {
    if unit.words > LONGEST_DATE_LINE {
        return None;
    }
    let lead = match class {
        Some(Class::Lead) => Lead::Published,
        Some(Class::Update) => Lead::Updated,
        _ => Lead::None,
    };
    let found = dates::find(text, unit.span);
    let date = found.iter().find_map(dates::TimeExpression::day);
    let rest = rest_of(text, unit.span, found.iter().map(|expression| expression.span));
    let is_time = !found.is_empty() || rest.has_clock;
    // A publisher's name may stand beside the date: "Published in Dawn", "BBC News, 3 March 2021".
    let names = match lead {
        Lead::None if date.is_none() => 0,
        Lead::None if unit.ending == Ending::Sentence => 0,
        Lead::None => 3,
        _ => 5,
    };
    let is_alone = rest.others == 0 && rest.names <= names;
    (is_time && is_alone).then_some(DateLine { lead, date })
}

/// What a line has beside its dates.
struct Rest {
    /// Words that no date line has.
    others: usize,
    /// Capitalised words.
    names: usize,
    /// Whether there is a time of day.
    has_clock: bool,
}

fn rest_of(text: &str, line: Span, dates: impl Iterator<Item = Span>) -> Rest {
    let mut rest = Rest { others: 0, names: 0, has_clock: false };
    let mut start = line.start;
    let mut count = |from: usize, to: usize| {
        let word_end =
            |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '/' | '•' | '·' | '–' | '—');
        for word in text[from..to.max(from)].split(word_end) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            match bare.as_str() {
                "" => {}
                word if is_clock(word) => rest.has_clock = true,
                word if is_date_word(word) => {}
                _ if word.starts_with(char::is_uppercase) => rest.names += 1,
                _ => rest.others += 1,
            }
        }
    };
    for date in dates {
        count(start, date.start);
        start = date.end;
    }
    count(start, line.end);
    rest
}

/// "10:42", "10.42am", "5pm", "0800".
fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let is_number =
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let ending = word[digits.len()..].replace('.', "");
    let has_ending =
        matches!(ending.as_str(), "am" | "pm" | "gmt" | "utc" | "ist" | "et" | "est" | "edt" | "h" | "z");
    is_number && (has_ending || ending.is_empty() && digits.len() >= 2)
}

/// Words that may stand around a date, and zones of time.
fn is_date_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "published",
        "publication",
        "posted",
        "updated",
        "update",
        "modified",
        "edited",
        "revised",
        "first",
        "last",
        "originally",
        "on",
        "at",
        "in",
        "by",
        "of",
        "the",
        "from",
        "date",
        "time",
        "issued",
        "filed",
        "created",
        "uploaded",
        "release",
        "added",
        "story",
        "as",
        "and",
        "am",
        "pm",
        "a.m",
        "p.m",
        "noon",
        "midnight",
        "hrs",
        "hours",
        "hour",
        "o'clock",
        "local",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "eet",
        "msk",
        "ist",
        "pkt",
        "pst",
        "pdt",
        "mst",
        "mdt",
        "cst",
        "cdt",
        "est",
        "edt",
        "et",
        "pt",
        "ct",
        "aest",
        "aedt",
        "nzst",
        "sgt",
        "hkt",
        "jst",
        "wat",
        "eat",
        "sast",
        "ago",
        "hr",
        "min",
        "mins",
        "minute",
        "minutes",
        "days",
        "day",
        "week",
        "weeks",
        "read",
        "print",
        "version",
        "amended",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "h",
        "m",
        "d",
        "z",
    ];
    WORDS.contains(&word) || word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 2
}

/// Who wrote the article, as one line tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByLine {
    /// The names, without "By".
    pub names: Span,
    /// Whether it says so: with "By", or with what the writer does.
    pub is_sure: bool,
    /// The date in the same line.
    pub date: Option<Date>,
}

/// No byline has more words.
const LONGEST_BYLINE: usize = 25;

/// The byline that `unit` may be.
pub fn byline(text: &str, unit: &Unit, class: Option<Class>) -> Option<ByLine> {
    let is_free = matches!(class, None | Some(Class::Close | Class::Agency));
    if unit.words > LONGEST_BYLINE || !is_free {
        return None;
    }
    let date = || dates::find(text, unit.span).iter().find_map(dates::TimeExpression::day);
    if class == Some(Class::Agency) {
        return Some(ByLine {
            names: after_lead(text, unit.span).unwrap_or(unit.span),
            is_sure: true,
            date: None,
        });
    }
    let (start, has_lead) = match after_lead(text, unit.span) {
        Some(rest) => (rest.start, true),
        None => (unit.span.start, false),
    };
    let names = names_from(text, Span::new(start, unit.span.end))?;
    let rest = text[names.end..unit.span.end].trim();
    let count = names.of(text).split_whitespace().count();
    let is_capitals = !names.of(text).contains(char::is_lowercase);
    let is_told = tells_more(rest) && (has_lead || opens_with_mark(rest) || rest.starts_with("for "));
    let fits = if has_lead {
        is_place(rest) || unit.ending != Ending::Sentence && (is_told || opens_with_mark(rest))
    } else {
        // Without "By", a name alone may be anything: a heading, an item of a list.
        (2..=4).contains(&count) && unit.ending != Ending::Sentence && (is_told || is_place(rest))
    };
    let is_sure = has_lead || is_told || is_place(rest) && is_capitals && !rest.is_empty();
    fits.then(|| ByLine { names, is_sure, date: date() })
}

/// What follows "By", "Written by", "Story by".
fn after_lead(text: &str, line: Span) -> Option<Span> {
    const LEADS: &[&str] = &[
        "written by ",
        "reported by ",
        "report by ",
        "story by ",
        "words by ",
        "text by ",
        "article by ",
        "author: ",
        "by: ",
        "by ",
    ];
    let words = line.of(text);
    let lead = LEADS.iter().find(|lead| {
        words
            .get(..lead.len())
            .is_some_and(|start| start.to_ascii_lowercase().replace('\u{a0}', " ") == **lead)
    })?;
    Some(Span::new(line.start + lead.len(), line.end).trimmed(text))
}

/// The names that `span` starts with: "Jane Doe", "Jane Doe, John Smith and Amir al-Khalil".
fn names_from(text: &str, span: Span) -> Option<Span> {
    let mut end = name_end(text, span)?;
    loop {
        let rest = &text[end..span.end];
        let joined = [" and ", " & ", ", and ", " with "].iter().find_map(|word| rest.strip_prefix(word));
        // Without a later "and", what follows a comma is more likely a place or what the writer does.
        let listed = || rest.strip_prefix(", ").filter(|rest| rest.contains(" and ") || rest.contains(" & "));
        let Some(next) = joined.or_else(listed) else { break };
        let Some(next_end) = name_end(text, Span::new(span.end - next.len(), span.end)) else { break };
        end = next_end;
    }
    Some(Span::new(span.start, end))
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
    const PARTICLES: &[&str] = &[
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den",
        "ter", "bin", "ibn", "al", "el", "abu", "y", "e", "zu",
    ];
    PARTICLES.contains(&word)
}

/// What writers of articles are.
fn is_role(lower: &str) -> bool {
    const ROLES: &[&str] = &[
        "correspondent",
        "correspondents",
        "editor",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "columnist",
        "producer",
        "journalist",
        "bureau",
        "staff",
        "desk",
        "chief",
        "contributor",
        "analyst",
        "special",
        "senior",
        "political",
        "diplomatic",
        "foreign",
        "agencies",
        "agency",
        "news",
        "press",
        "reuters",
        "afp",
        "ap",
        "bbc",
        "cnn",
        "author",
    ];
    ROLES.contains(&lower)
}

/// Whether what stands after the names says what they do, when they wrote, or how they are reached.
fn tells_more(rest: &str) -> bool {
    let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '@').filter(|word| !word.is_empty());
    let is_told = |word: &str| {
        let lower = word.to_lowercase();
        is_role(&lower)
            || word.contains('@')
            || lexicon::is(&lower, "month")
            || lexicon::is(&lower, "weekday")
    };
    words.any(is_told)
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

/// A line that only says what the writer does or how to reach them: "Political correspondent", "jane@courier.example",
/// "@janedoe".
pub fn is_contact(text: &str, unit: &Unit) -> bool {
    let words = unit.span.of(text);
    let is_address = unit.words <= 3 && unit.ending == Ending::Open && words.contains('@');
    let last = words.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_job = unit.words <= 5
        && matches!(
            last.as_str(),
            "correspondent" | "editor" | "reporter" | "writer" | "columnist" | "producer" | "journalist"
        )
        && unit.ending == Ending::Open;
    is_address || is_job || unit.words == 1 && words.starts_with("http")
}
