//! What stands above the running text: the headline, who wrote the article, and when it was published.

use time::Date;

use super::Kind;
use super::body::Body;
use super::furniture::Class;
use super::labels::{ByLine, Lead};
use super::units::{Ending, Unit, grammatical_words};
use crate::text::Span;

/// A headline has no more words.
const LONGEST_HEADLINE: usize = 28;

/// Whether the unit is shaped like a headline.
pub fn is_headline(unit: &Unit) -> bool {
    (2..=LONGEST_HEADLINE).contains(&unit.words) && unit.ending != Ending::Colon
}

/// Whether the first line of a page is a headline that ends as a sentence does: "Who Won the War?", "Mayor Quits Her
/// Post After Vote."
pub fn is_punctuated_headline(text: &str, unit: &Unit) -> bool {
    let words = unit.span.of(text);
    let long = words.split_whitespace().filter(|word| word.chars().count() > 3);
    let (mut all, mut capitals) = (0, 0);
    for word in long {
        all += 1;
        capitals += usize::from(
            !word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase),
        );
    }
    let is_title_case = all >= 3 && capitals * 10 >= all * 8;
    let is_question = unit.words <= 15 && words.ends_with('?');
    unit.words <= LONGEST_HEADLINE && (is_title_case || is_question) && !words.contains(". ")
}

/// The first paragraph of the running text.
///
/// The first paragraph of the page, unless it belongs to something before the article: then a headline with its date
/// or byline stands between it and the next one.
pub fn first_paragraph(units: &[Unit], kinds: &[Kind]) -> Option<usize> {
    let mut paragraphs = (0..units.len()).filter(|index| kinds[*index] == Kind::Prose);
    let mut first = paragraphs.next()?;
    for next in paragraphs.take(5) {
        let headline =
            (first + 1..next).find(|index| kinds[*index] == Kind::Line && units[*index].words >= 4);
        let is_label = |index: usize| matches!(kinds[index], Kind::Date(_) | Kind::Byline(_));
        let starts_anew = headline.is_some_and(|headline| (headline + 1..next).any(is_label));
        if !starts_anew || units[first].words >= 40 {
            break;
        }
        first = next;
    }
    Some(first)
}

/// The headline above the first paragraph.
pub fn title(text: &str, units: &[Unit], kinds: &[Kind], first: usize) -> Option<usize> {
    // Far above the text there is but navigation.
    let start = first.saturating_sub(30);
    let label = (start..first).find(|index| matches!(kinds[*index], Kind::Date(_) | Kind::Byline(_)));
    let fits = |index: &usize| match kinds[*index] {
        Kind::Line => units[*index].words <= LONGEST_HEADLINE && units[*index].ending != Ending::Colon,
        Kind::Furniture(Class::Link) => (5..=LONGEST_HEADLINE).contains(&units[*index].words),
        _ => false,
    };
    let candidates: Vec<usize> = (start..first).filter(fits).collect();
    let score = |index: usize| {
        let unit = &units[index];
        let words = unit.span.of(text);
        let has_rival = |range: std::ops::Range<usize>| {
            candidates.iter().any(|other| range.contains(other) && units[*other].words >= 3)
        };
        let mut score = match unit.words {
            4..=20 => 6.0,
            3 | 21.. => 4.0,
            2 => 2.0,
            _ => 0.0,
        };
        // Captions stand below the date and byline, the headline above.
        let is_below_label = label.is_some_and(|label| index > label && has_rival(start..label));
        score -= if is_below_label { 4.0 } else { 0.0 };
        // A line under the headline that says more of the story, or under a picture.
        let is_wordy = unit.words > 14 || grammatical_words(words) >= 3;
        score -= if is_wordy && has_rival(start..index) { 2.5 } else { 0.0 };
        let is_repeated =
            candidates.iter().any(|other| *other != index && units[*other].span.of(text) == words);
        score += if is_repeated { 1.0 } else { 0.0 };
        score - 0.1 * (first - index) as f32
    };
    let best = candidates.iter().copied().max_by(|a, b| score(*a).total_cmp(&score(*b)))?;
    // One or two words are a headline only where nothing but labels stands around them.
    let is_clear = units[best].words >= 3 || candidates.len() == 1 || candidates[0] == best;
    is_clear.then_some(best)
}

/// Who wrote it: the first byline that is sure near the headline or right after the text, or else a name beside a date.
pub fn byline(kinds: &[Kind], names: &[Option<ByLine>], title: Option<usize>, body: &Body) -> Option<usize> {
    let head = title.unwrap_or(body.first).saturating_sub(4)..(body.first + 4).min(kinds.len());
    let tail = body.last + 1..(body.last + 4).min(kinds.len());
    let is_sure = |index: &usize| matches!(kinds[*index], Kind::Byline(_));
    let agency = |index: &usize| kinds[*index] == Kind::Furniture(Class::Agency);
    let under_title = title.map_or(0..0, |title| title + 1..body.first);
    let beside_date = |index: &usize| {
        let around = index.saturating_sub(1)..(index + 3).min(kinds.len());
        names[*index].is_some()
            && kinds[*index] == Kind::Line
            && kinds[around].iter().any(|kind| matches!(kind, Kind::Date(_)))
    };
    let before_first = |index: &usize| *index < body.first && agency(index);
    head.clone()
        .find(is_sure)
        .or_else(|| under_title.clone().find(beside_date))
        .or_else(|| under_title.clone().find(before_first))
        .or_else(|| tail.clone().find(is_sure))
}

/// The day of publication, as the lines around the text tell it.
pub fn published(
    kinds: &[Kind],
    names: &[Option<ByLine>],
    title: Option<usize>,
    body: &Body,
) -> Option<Date> {
    let top = title.unwrap_or(body.first);
    let end_of_head =
        body.first + 1 + usize::from(kinds.get(body.first + 1).is_some_and(|kind| *kind != Kind::Prose)) * 3;
    let head = 0..end_of_head.min(kinds.len());
    // Right after the text, before any other headline.
    let after = body.last + 1..kinds.len().min(body.last + 6);
    let tail = after.clone().take_while(|index| kinds[*index] != Kind::Line);
    let rank = |index: usize| match kinds[index] {
        Kind::Date(line) => {
            let is_head = index < end_of_head;
            let rank = match (line.lead, is_head) {
                (Lead::Published, true) => 7,
                (Lead::None, true) if index > top => 6,
                (Lead::Published, false) => 5,
                (Lead::Updated, true) => 4,
                (Lead::None, true) => 3,
                (Lead::Updated, false) => 2,
                (Lead::None, false) => 1,
            };
            line.date.map(|date| (rank, date))
        }
        Kind::Byline(_) => names[index].and_then(|byline| byline.date).map(|date| (6, date)),
        _ => None,
    };
    // Of two of a kind the first, but above the headline the nearest.
    let found =
        head.chain(tail).filter_map(rank).fold(None, |best: Option<(i32, Date)>, (rank, date)| match best {
            Some((best_rank, _)) if best_rank > rank || best_rank == rank && rank != 3 => best,
            _ => Some((rank, date)),
        });
    found.map(|(_, date)| date)
}

/// Whether a short line between headline and text is a label rather than a caption or a line of the story.
pub fn is_label(unit: &Unit) -> bool {
    unit.words <= 3
}

/// The span from the first to the last of these units.
pub fn span(units: &[Unit], first: usize, last: usize) -> Span {
    Span::new(units[first].span.start, units[last].span.end)
}
