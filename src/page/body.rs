//! Where the article's running text begins and ends, and what inside it is furniture.
//!
//! The text is walked from its first paragraph down. Furniture on the way is skipped; at what usually stands after an
//! article (a list of related stories, the comments, another headline with its date) the walk goes on only if
//! the same story does.

use super::cohesion::{self, Vocabulary};
use super::date_line::Lead;
use super::furniture::Class;
use super::units::{Ending, Unit};
use super::{Kind, head};

/// The running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Its first unit.
    pub first: usize,
    /// Its last unit.
    pub last: usize,
    /// For each unit of the page, whether it is furniture that stands inside the body.
    pub skipped: Vec<bool>,
}

/// Finds the running text; none where there is nothing but lines of other kinds.
pub fn find(text: &str, units: &[Unit], kinds: &[Kind]) -> Option<Body> {
    let first = head::first_paragraph(units, kinds)?;
    let page = Page { text, units, kinds };
    let mut walk = Walk {
        page,
        vocabulary: Vocabulary::default(),
        words: 0,
        last: first,
        has_run: false,
        has_gaps: units.iter().zip(kinds).any(|(unit, kind)| *kind == Kind::Prose && unit.after_gap),
        skipped: vec![false; units.len()],
    };
    let mut at = first;
    while at < units.len() {
        match walk.step(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    let last = walk.with_closing_lines(at.min(units.len()));
    let last = walk.without_afterwords(first, last);
    let skipped = walk.skipped;
    Some(Body { first, last, skipped })
}

#[derive(Clone, Copy)]
struct Page<'t> {
    text: &'t str,
    units: &'t [Unit],
    kinds: &'t [Kind],
}

struct Walk<'t> {
    page: Page<'t>,
    /// Of the paragraphs so far.
    vocabulary: Vocabulary,
    /// In the paragraphs so far.
    words: usize,
    /// The last paragraph so far.
    last: usize,
    /// Whether blank lines part the paragraphs of the page.
    has_gaps: bool,
    /// Whether a paragraph has followed another, as in a text whose headings are not those of other stories.
    has_run: bool,
    skipped: Vec<bool>,
}

/// An article shorter than this has not shown yet what it is about.
const ENOUGH_WORDS: usize = 60;

/// How much of the telling words must be known for the story to go on after a list of others.
const GOES_ON: f32 = 0.2;
/// The same after another headline with its date, which begins a related story at best.
const SURELY_GOES_ON: f32 = 0.45;
/// Two paragraphs after a list of headlines are hardly ever another story, if they share this much.
const HARDLY_ANOTHER: f32 = 0.06;
/// What shares less is another story.
const ANOTHER_STORY: f32 = 0.15;

impl Walk<'_> {
    /// Takes the unit at `at` in; gives the one to go on with, or none where the article is over.
    fn step(&mut self, at: usize) -> Option<usize> {
        let Page { text, units, kinds } = self.page;
        match kinds[at] {
            Kind::Prose => {
                if self.is_teaser(at) {
                    return None;
                }
                self.vocabulary.add(units[at].span.of(text));
                self.words += units[at].words;
                self.has_run |= self.last + 1 == at;
                self.last = at;
                Some(at + 1)
            }
            Kind::Line if self.has_byline(at) => None,
            Kind::Line if self.is_other_headline(at) => self.goes_on(at, SURELY_GOES_ON),
            Kind::Line => {
                self.skipped[at] = self.is_in_box(at);
                Some(at + 1)
            }
            Kind::Furniture(Class::Final) => self.goes_on_early(at),
            Kind::Furniture(Class::Related) => self.goes_on(at, GOES_ON),
            Kind::Date(line) if line.lead == Lead::Published && self.words >= ENOUGH_WORDS => {
                self.goes_on(at, GOES_ON)
            }
            Kind::Furniture(Class::Close) if self.words >= ENOUGH_WORDS => {
                self.resumption(at, GOES_ON).map(|_| at + 1)
            }
            Kind::Furniture(Class::Close | Class::Section | Class::Contact) => Some(at + 1),
            // "Ana Duarte, 3 March 2021" may be an item of a list.
            Kind::Date(line) if line.lead == Lead::None && line.has_name => Some(at + 1),
            _ => {
                self.skipped[at] = true;
                Some(at + 1)
            }
        }
    }

    /// Whether the line at `at` stands right under a button, or between two of them.
    fn is_in_box(&self, at: usize) -> bool {
        let Page { units, kinds, .. } = self.page;
        let is_button = |kind: &Kind| matches!(kind, Kind::Furniture(Class::Widget | Class::Link));
        let above = at > 0 && self.skipped[at - 1] && kinds[at - 1] != Kind::Furniture(Class::Mark);
        let around = kinds[at + 1..].iter().take(FARTHEST).take_while(|kind| **kind != Kind::Prose);
        above && (!units[at].after_gap || around.into_iter().any(is_button))
    }

    /// The paragraph after `at` where the same story goes on, everything up to it skipped; none if it does not.
    fn goes_on(&mut self, at: usize, threshold: f32) -> Option<usize> {
        let next = self.resumption(at, threshold)?;
        self.skipped[at..next].fill(true);
        Some(next)
    }

    /// "Comments" and the like end an article; before it has well begun, they are buttons.
    fn goes_on_early(&mut self, at: usize) -> Option<usize> {
        if self.words * 2 >= ENOUGH_WORDS {
            return None;
        }
        self.goes_on(at, GOES_ON)
    }

    /// The first paragraph after `at` that goes on with the story, which must share `threshold` of its words.
    fn resumption(&self, at: usize, threshold: f32) -> Option<usize> {
        let Page { text, units, kinds } = self.page;
        let window = at + 1..units.len().min(at + 1 + FARTHEST);
        let next = window.clone().find(|index| self.is_solid(*index, at))?;
        let end =
            (next..window.end).find(|index| kinds[*index] != Kind::Prose).unwrap_or(window.end).min(next + 3);
        let block = head::span(units, next, end - 1).of(text);
        // The headline above it is that of another story if the text speaks of the same, or if a date stands between.
        let headline = (at..next).rfind(|index| kinds[*index] == Kind::Line);
        let is_listed = headline.is_some_and(|line| line > at + 1 && kinds[line - 1] == Kind::Line);
        let is_headed =
            headline.is_some_and(|line| !is_listed && cohesion::is_about(units[line].span.of(text), block));
        let is_label = |kind: &Kind| matches!(kind, Kind::Date(_) | Kind::Byline(_));
        let is_dated = headline.is_some_and(|line| kinds[line..next].iter().any(is_label));
        let threshold = match is_headed {
            true => SURELY_GOES_ON,
            // So little of the article was read that it shares next to nothing with its own next paragraph.
            false if !is_dated && end > next + 1 && self.words < 2 * ENOUGH_WORDS => threshold - GOES_ON,
            false if !is_dated => threshold.min(HARDLY_ANOTHER).max(threshold - GOES_ON),
            false => threshold,
        };
        let goes_on = match self.vocabulary.share(block) {
            Some(known) => known >= threshold,
            // Too short to tell.
            None => !is_headed && !is_dated,
        };
        goes_on.then_some(next)
    }

    /// Whether an article may go on, after what stands at `at`, with the unit at `index`: a long paragraph, or one that
    /// others follow.
    fn is_solid(&self, index: usize, at: usize) -> bool {
        let Page { units, kinds, .. } = self.page;
        let unit = &units[index];
        let is_attached = self.has_gaps && kinds[index - 1] == Kind::Line && !unit.after_gap;
        if kinds[index] != Kind::Prose || unit.ending == Ending::Dots || is_attached {
            return false;
        }
        let mut after = kinds[index + 1..].iter().take(FARTHEST);
        let next = after.find(|kind| !matches!(kind, Kind::Furniture(Class::Widget)));
        let follows = next == Some(&Kind::Prose);
        let is_under_box = matches!(kinds[index - 1], Kind::Furniture(_) | Kind::Prose);
        // The last paragraph of the page: under a list of headlines, a blank line must part it from them.
        let ends_page = next.is_none_or(|kind| matches!(kind, Kind::Furniture(_)));
        let is_alone = !kinds[at + 1..index].iter().any(|kind| matches!(kind, Kind::Prose | Kind::Date(_)));
        let is_last = self.has_gaps && unit.after_gap && ends_page && is_alone;
        unit.words >= 8 && follows || unit.words >= 5 && is_last || unit.words >= 20 && is_under_box
    }

    /// Whether the line at `at` is the headline of another article: its writer is named below.
    fn has_byline(&self, at: usize) -> bool {
        let Page { units, kinds, .. } = self.page;
        let is_byline = |kind: &Kind| matches!(kind, Kind::Byline(_) | Kind::Furniture(Class::Agency));
        let mut after = kinds[at + 1..].iter().take(3).take_while(|kind| **kind != Kind::Prose);
        self.words >= ENOUGH_WORDS
            && units[at].words >= 4
            && head::is_headline(&units[at])
            && after.any(is_byline)
    }

    /// Whether the line at `at` is the headline of another story: a date or byline stands beside it.
    fn is_other_headline(&self, at: usize) -> bool {
        let Page { units, kinds, .. } = self.page;
        if self.words < ENOUGH_WORDS / 2 || !head::is_headline(&units[at]) {
            return false;
        }
        let is_label = |kind: &Kind| match kind {
            Kind::Date(line) => !line.has_name,
            kind => matches!(kind, Kind::Byline(_)),
        };
        let after = kinds[at + 1..].iter().take(3).take_while(|kind| **kind != Kind::Prose);
        let mut after = after.skip_while(|kind| matches!(kind, Kind::Line));
        let follows = after.next().is_some_and(is_label);
        let is_day = matches!(kinds[at - 1], Kind::Date(line) if line.date.is_some() && !line.has_name);
        let before = at > self.last + 1 && (is_day || matches!(kinds[at - 1], Kind::Byline(_)));
        follows || before
    }

    /// Whether the paragraph at `at` is the teaser of another story: under a headline, short, and about something else.
    fn is_teaser(&self, at: usize) -> bool {
        let Page { text, units, kinds } = self.page;
        if self.words < ENOUGH_WORDS || at == 0 || kinds[at - 1] == Kind::Prose {
            return false;
        }
        let unit = &units[at];
        let has_headline = kinds[at - 1] == Kind::Line && head::is_headline(&units[at - 1]);
        let is_cut = unit.ending == Ending::Dots;
        let after_furniture = kinds[self.last + 1..at].iter().any(|kind| !matches!(kind, Kind::Line));
        let is_alone = kinds.get(at + 1) != Some(&Kind::Prose);
        let is_other = self.vocabulary.share(unit.span.of(text)).is_none_or(|known| known < ANOTHER_STORY);
        let repeats = kinds.get(at + 1) == Some(&Kind::Line)
            && kinds.get(at + 2) == Some(&Kind::Prose)
            && head::is_headline(&units[at + 1]);
        is_other
            && unit.words <= 60
            && (has_headline
                && (is_cut
                    || after_furniture && is_alone
                    || repeats && self.has_run && self.ends_in_teasers(at)))
    }

    /// Whether from `at` on there are but single paragraphs about other things, each under its own headline.
    fn ends_in_teasers(&self, at: usize) -> bool {
        let Page { text, units, kinds } = self.page;
        let mut teasers = 0;
        for index in at..units.len().min(at + FARTHEST) {
            match kinds[index] {
                Kind::Prose if kinds[index - 1] == Kind::Prose => return false,
                Kind::Prose => {
                    let known = self.vocabulary.share(units[index].span.of(text));
                    if known.is_some_and(|known| known >= ANOTHER_STORY) {
                        return false;
                    }
                    teasers += 1;
                }
                _ => {}
            }
        }
        teasers >= 2
    }

    /// The lines after the last paragraph that still belong to it: the items of a list, the last line of a poem.
    fn with_closing_lines(&self, stop: usize) -> usize {
        let Page { text, units, kinds } = self.page;
        let mut last = self.last;
        let opens_list = units[last].ending == Ending::Colon || self.is_made_of_lines(stop);
        for at in last + 1..stop {
            let words = units[at].span.of(text);
            let is_item = words.starts_with(['-', '–', '—', '•', '*', '·', '‣']) || is_numbered(words);
            let quotes = words.starts_with(['"', '“', '‘', '«']);
            if kinds[at] != Kind::Line || !(opens_list || is_item || quotes) {
                break;
            }
            last = at;
        }
        let next = last + 1;
        let ends_page = kinds.get(next + 1).is_none_or(|kind| matches!(kind, Kind::Furniture(_)));
        // A last paragraph whose full stop was forgotten.
        let is_paragraph = next < stop && kinds[next] == Kind::Line && units[next].is_prose;
        if is_paragraph && ends_page { next } else { last }
    }

    /// Whether most of the body is short lines, as of a poem or a list.
    fn is_made_of_lines(&self, stop: usize) -> bool {
        let kinds = &self.page.kinds[..stop];
        let lines = kinds.iter().filter(|kind| **kind == Kind::Line).count();
        let paragraphs = kinds.iter().filter(|kind| **kind == Kind::Prose).count();
        let others = kinds.len() - lines - paragraphs;
        lines > paragraphs * 2 && others == 0
    }

    /// The last unit before the reporting credits, corrections and lives of authors that follow the article.
    fn without_afterwords(&self, first: usize, mut last: usize) -> usize {
        let kinds = self.page.kinds;
        while last > first && matches!(kinds[last], Kind::Furniture(_) | Kind::Date(_) | Kind::Byline(_)) {
            last -= 1;
        }
        last
    }
}

/// So many units after the end of an article are looked through for its going on.
const FARTHEST: usize = 40;

/// "1. ", "2) ".
fn is_numbered(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(['.', ')'])
}
