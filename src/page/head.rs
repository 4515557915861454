//! What stands above the running text: the headline, who wrote the article, and when it was published.

use time::Date;

use super::Kind;
use super::body::Body;
use super::byline::ByLine;
use super::date_line::Lead;
use super::furniture::Class;
use super::units::{Ending, Unit};
use crate::lexicon;
use crate::text::Span;

/// A headline has no more words.
pub const LONGEST_HEADLINE: usize = 28;

/// Whether the unit is shaped like a headline.
pub fn is_headline(unit: &Unit) -> bool {
    (2..=LONGEST_HEADLINE).contains(&unit.words) && unit.ending != Ending::Colon
}

/// Whether a line that ends as a sentence does is short enough for a headline: it is but one.
pub fn can_be_headline(text: &str, unit: &Unit) -> bool {
    let words = unit.span.of(text);
    let ends = |pair: (&str, &str)| {
        let word = pair.0.trim_end_matches(['"', '”', '\'', '’']);
        let stem = word.trim_end_matches(['.', '!', '?']);
        let is_short = stem.len() < 2 || lexicon::abbreviations().contains(stem.to_lowercase().as_str());
        stem.len() < word.len() && !is_short && pair.1.starts_with(char::is_uppercase)
    };
    let is_one = !words.split_whitespace().zip(words.split_whitespace().skip(1)).any(ends);
    unit.words <= LONGEST_HEADLINE && is_one && !words.starts_with(['"', '“'])
}

/// "Who won the war?", "Mayor Quits Her Post After Vote."
pub fn is_in_title_case(text: &str, unit: &Unit) -> bool {
    let (long, capitalised) = long_words(text, unit);
    long >= 3 && capitalised * 5 >= long * 4 || unit.words <= 15 && unit.span.of(text).ends_with('?')
}

/// "Mayor Quits Her Post After Stormy Vote on ‘Library of Shame.’": a headline wherever it stands.
pub fn is_all_in_title_case(text: &str, unit: &Unit) -> bool {
    let (long, capitalised) = long_words(text, unit);
    long >= 6 && capitalised * 10 >= long * 9 && !unit.span.of(text).starts_with(['"', '“'])
}

/// How many words of more than three letters the unit has, and how many of them are capitalised.
fn long_words(text: &str, unit: &Unit) -> (usize, usize) {
    let is_lower =
        |word: &&str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase);
    let words = unit.span.of(text).split_whitespace().take(LONGEST_HEADLINE);
    let long = words.filter(|word| word.chars().count() > 3);
    let (all, lower) = (long.clone().count(), long.filter(is_lower).count());
    (all, all - lower)
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
///
/// The lines above it stand in groups, with buttons, dates and bylines between them; in the right group, the headline
/// is the first line of a headline's length, and what follows says more of the story.
pub fn title(
    text: &str,
    units: &[Unit],
    kinds: &[Kind],
    names: &[Option<ByLine>],
    first: usize,
) -> Option<usize> {
    // Far above the text there is but navigation.
    let start = first.saturating_sub(30);
    let is_label = |index: usize| matches!(kinds[index], Kind::Date(_) | Kind::Byline(_));
    let is_line = |index: usize| kinds[index] == Kind::Line && units[index].words <= LONGEST_HEADLINE;
    let has_others = (start..first).any(|index| is_line(index) && names[index].is_none());
    let fits = |index: usize| match kinds[index] {
        // A name alone is a writer's, unless nothing else stands above: "Refoulement Violates International Law".
        Kind::Line => is_line(index) && (names[index].is_none() || !has_others),
        Kind::Furniture(Class::Link) => (5..=LONGEST_HEADLINE).contains(&units[index].words),
        _ => false,
    };
    let mut best: Option<(i32, usize)> = None;
    let mut labels_since_best = 0;
    let mut index = start;
    while index < first {
        if !fits(index) {
            labels_since_best += i32::from(is_label(index));
            index += 1;
            continue;
        }
        let end = (index..first).find(|other| !fits(*other)).unwrap_or(first);
        let longest = |least: usize| (index..end).find(|line| units[*line].words >= least);
        let line = longest(4).or_else(|| longest(3)).unwrap_or(index);
        let score = match units[line].words {
            4.. => 3,
            3 => 2,
            2 => 1,
            _ => 0,
        };
        let next = (end..first).find(|other| is_label(*other) || kinds[*other] == Kind::Line);
        let score = score + if next.is_none_or(is_label) { 2 } else { 0 };
        // What stands below the date or byline is a caption.
        let score =
            if labels_since_best > 0 && best.is_some_and(|(score, _)| score > 2) { score - 3 } else { score };
        if best.is_none_or(|(best, _)| score >= best) {
            best = Some((score, line));
            labels_since_best = 0;
        }
        index = end;
    }
    let (_, line) = best?;
    // One or two words are a headline only at the top of the page.
    let has_lines_above = (start..line).any(|other| kinds[other] == Kind::Line);
    let is_clear = units[line].words >= 3 || !has_lines_above;
    let is_text = units[line].span.of(text).contains(char::is_alphabetic);
    (is_clear && is_text).then_some(line)
}

/// Who wrote it: the first byline that is sure near the headline or right after the text, or else a name beside a date.
pub fn byline(kinds: &[Kind], names: &[Option<ByLine>], title: Option<usize>, body: &Body) -> Option<usize> {
    let head = title.unwrap_or(body.first).saturating_sub(4)..end(kinds, body);
    let tail = body.last + 1..(body.last + 4).min(kinds.len());
    let has_name = |index: &usize| names[*index].is_some();
    let is_sure = |index: &usize| {
        matches!(kinds[*index], Kind::Byline(_) | Kind::Date(_))
            && names[*index].is_some_and(|byline| byline.is_sure)
    };
    let agency = |index: &usize| kinds[*index] == Kind::Furniture(Class::Agency) && has_name(index);
    let under_title = title.map_or(0..0, |title| title + 1..body.first);
    let beside_label = |index: &usize| {
        let around = &kinds[index.saturating_sub(1)..(index + 3).min(kinds.len())];
        let is_label = |kind: &Kind| matches!(kind, Kind::Date(_) | Kind::Furniture(Class::Agency));
        has_name(index) && kinds[*index] == Kind::Line && around.iter().any(is_label)
    };
    let person =
        |index: &usize| kinds[*index] == Kind::Line && names[*index].is_some_and(|byline| byline.is_person);
    head.clone()
        .find(is_sure)
        .or_else(|| under_title.clone().find(beside_label))
        .or_else(|| under_title.clone().find(person))
        .or_else(|| head.clone().filter(|index| title.is_none_or(|title| *index > title)).find(agency))
        .or_else(|| tail.clone().find(is_sure))
}

/// One past the head of the article: up to the first paragraph that another follows. A line about the story may stand
/// above the date and byline, and looks like a paragraph.
fn end(kinds: &[Kind], body: &Body) -> usize {
    let end = kinds.len().min(body.first + LONGEST_HEAD);
    let is_label = |kind: &Kind| matches!(kind, Kind::Date(_) | Kind::Byline(_));
    let begins = |index: &usize| {
        let rest = &kinds[index + 1..end];
        let next = rest.iter().position(|kind| *kind == Kind::Prose).unwrap_or(rest.len());
        kinds[*index] == Kind::Prose && !rest[..next].iter().any(is_label)
    };
    (body.first..end).find(begins).map_or(end, |index| index + 1)
}

/// So many units after its first paragraph, the article has begun.
const LONGEST_HEAD: usize = 16;

/// The paragraphs that tell who the author is, beside the byline or after the text: "Jane Doe is a historian."
pub fn lives(text: &str, units: &[Unit], kinds: &[Kind], body: &Body, author: Span) -> Vec<usize> {
    let name = author.of(text);
    let is_life = |index: &usize| {
        let is_text = matches!(kinds[*index], Kind::Prose | Kind::Line | Kind::Furniture(Class::Close));
        is_text && units[*index].span.of(text).starts_with(name)
    };
    let mut lives: Vec<usize> = (body.first + 1..end(kinds, body)).filter(is_life).collect();
    lives.extend(Some(body.last).filter(|last| *last > body.first && is_life(last)));
    if name.contains(' ') { lives } else { Vec::new() }
}

/// Whether what stands between headline and text says something of the story, as a caption does: it is no label, and
/// no line right under a button.
pub fn is_text(units: &[Unit], kinds: &[Kind], index: usize) -> bool {
    let is_button = |kind: Kind| matches!(kind, Kind::Furniture(Class::Widget));
    let is_under_button = !units[index].after_gap && is_button(kinds[index - 1]);
    match kinds[index] {
        Kind::Line => units[index].words > 3 && !is_under_button,
        Kind::Prose => true,
        _ => false,
    }
}

/// The day of publication, as the lines around the text tell it, with the line that does.
pub fn published(
    kinds: &[Kind],
    names: &[Option<ByLine>],
    title: Option<usize>,
    body: &Body,
) -> Option<(usize, Date)> {
    let top = title.unwrap_or(body.first);
    let end_of_head = end(kinds, body);
    let head = 0..end_of_head;
    // Right after the text, before any other headline.
    let after = body.last + 1..kinds.len().min(body.last + 6);
    let tail = after.clone().take_while(|index| kinds[*index] != Kind::Line);
    let is_next = |index: usize| index == body.last + 1;
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
                (Lead::None, false) if is_next(index) => 1,
                (Lead::None, false) => return None,
            };
            line.date.map(|date| (rank, index, date))
        }
        Kind::Byline(_) if index < end_of_head => {
            names[index].and_then(|byline| byline.date).map(|date| (6, index, date))
        }
        _ => None,
    };
    // Of two of a kind the first, but above the headline the nearest.
    let found =
        head.chain(tail).filter_map(rank).fold(None, |best: Option<(i32, usize, Date)>, next| match best {
            Some((best_rank, ..)) if best_rank > next.0 || best_rank == next.0 && next.0 != 3 => best,
            _ => Some(next),
        });
    found.map(|(_, index, date)| (index, date))
}

/// The span from the first to the last of these units.
pub fn span(units: &[Unit], first: usize, last: usize) -> Span {
    Span::new(units[first].span.start, units[last].span.end)
}
