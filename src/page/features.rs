//! What speaks for the label of each unit of a page: how it looks, where it stands, and what stands around it.
//!
//! Blank lines say nothing here: what is pasted from one browser has them, and from another not.

use std::collections::{HashMap, HashSet};

use super::shape::{self, FEW_LENGTHS, Shape, TOLD, class_of, name_of};
use super::units::Unit;

/// The features of each unit, by the names that `weights/lines.tsv` knows them by.
pub fn features(text: &str, units: &[Unit]) -> Vec<Vec<String>> {
    let page = Page::new(text, units);
    let mut met = HashSet::new();
    (0..units.len()).map(|at| page.features(at, &mut met)).collect()
}

/// A line of the page.
struct Line {
    /// Its first unit, and one past its last.
    units: (usize, usize),
    words: usize,
    /// Whether it is running text.
    is_prose: bool,
}

/// A line of running text has so many words at least.
const PROSE: usize = 18;

struct Page<'t> {
    units: &'t [Unit],
    shapes: Vec<Shape>,
    lines: Vec<Line>,
    /// The first and last lines of running text; those of them that have another one near.
    first: usize,
    last: usize,
    first_run: usize,
    last_run: usize,
    /// The telling words of each unit.
    telling: Vec<Vec<String>>,
    /// In how many units of running text a telling word stands.
    known: HashMap<String, usize>,
    /// Whether the words of a unit stand elsewhere on the page, too.
    is_repeated: Vec<bool>,
    /// Units that are a time and nothing else: two or more are those of entries.
    times: usize,
}

/// Where a unit stands: above the running text, in it, or below.
#[derive(Clone, Copy)]
enum Zone {
    Above,
    Inside,
    Below,
}

impl Zone {
    fn name(self) -> &'static str {
        match self {
            Zone::Above => "above",
            Zone::Inside => "inside",
            Zone::Below => "below",
        }
    }
}

/// Whether a unit is a time of day, and nothing else.
fn is_time(shape: &Shape) -> bool {
    shape.features.iter().any(|feature| feature == "time alone")
}

/// Distances in lines: so far before, or after.
const NEAR: [isize; 10] = [-9, -6, -4, -3, -2, -1, 0, 1, 3, 7];
const BEHIND: [isize; 10] = [-8, -4, -2, -1, 0, 1, 2, 3, 5, 9];
const FROM_BORDER: [usize; 8] = [0, 1, 2, 3, 5, 8, 12, 20];

impl<'t> Page<'t> {
    fn new(text: &str, units: &'t [Unit]) -> Self {
        let shapes: Vec<Shape> = units.iter().map(|unit| shape::look(text, unit)).collect();
        let lines = lines(units, &shapes);
        let prose: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].is_prose).collect();
        let first = prose.first().copied().unwrap_or(0);
        let last = prose.last().copied().unwrap_or(lines.len().saturating_sub(1));
        let runs = || prose.windows(2).filter(|pair| pair[1] - pair[0] <= 2);
        let telling: Vec<Vec<String>> = units.iter().map(|unit| shape::telling(text, unit.span)).collect();
        let mut known = HashMap::new();
        for (_, words) in units.iter().zip(&telling).filter(|(unit, _)| lines[unit.line].is_prose) {
            words.iter().for_each(|word| *known.entry(word.clone()).or_default() += 1);
        }
        Page {
            units,
            first,
            last,
            first_run: runs().next().map_or(first, |pair| pair[0]),
            last_run: runs().next_back().map_or(last, |pair| pair[1]),
            is_repeated: repeated(text, units),
            times: shapes.iter().filter(|shape| is_time(shape)).count(),
            shapes,
            lines,
            telling,
            known,
        }
    }

    fn features(&self, at: usize, met: &mut HashSet<String>) -> Vec<String> {
        let mut features = self.shapes[at].features.clone();
        self.place(at, &mut features);
        self.story(at, met, &mut features);
        self.neighbours(at, &mut features);
        features
    }

    fn zone(&self, line: usize) -> Zone {
        match line {
            line if line < self.first_run => Zone::Above,
            line if line > self.last => Zone::Below,
            _ => Zone::Inside,
        }
    }

    /// Where on the page it stands.
    fn place(&self, at: usize, features: &mut Vec<String>) {
        let unit = &self.units[at];
        let line = &self.lines[unit.line];
        let after = self.lines.len() - 1 - unit.line;
        let from = |other: usize| unit.line as isize - other as isize;
        features.push(format!("from top {}", class_of(unit.line, &FROM_BORDER)));
        features.push(format!("from end {}", class_of(after, &FROM_BORDER)));
        features.push(format!("fifth {}", 5 * unit.line / self.lines.len()));
        features.push(format!("from first {}", class_of(from(self.first), &NEAR)));
        features.push(format!("from first run {}", class_of(from(self.first_run), &NEAR)));
        features.push(format!("from last {}", class_of(from(self.last), &BEHIND)));
        features.push(format!("from last run {}", class_of(from(self.last_run), &BEHIND)));
        let zone = self.zone(unit.line).name();
        if is_time(&self.shapes[at]) {
            features.push(format!("{zone} time of {}", self.times.min(3)));
        }
        features.push(zone.to_string());
        features.push(format!("{zone} length {}", class_of(unit.words, &FEW_LENGTHS)));
        features.push(format!("{zone} class {:?}", self.shapes[at].class));
        features.push(format!("{zone} ends {}", name_of(unit.ending)));
        let inside = at - line.units.0;
        if inside > 0 {
            features.push("in line".to_string());
            features.push(format!("in line {}", inside.min(3)));
        }
        features.push(format!("line length {}", class_of(line.words, &[2, 4, 8, 14, 22, 35, 60])));
        features.push(format!("line sentences {}", class_of(line.units.1 - line.units.0, &[1, 2, 4])));
        if !line.is_prose {
            self.short_lines(unit.line, features);
        }
    }

    /// The short lines that it stands among.
    fn short_lines(&self, line: usize, features: &mut Vec<String>) {
        const FARTHEST: usize = 10;
        let is_short = |line: &&Line| !line.is_prose;
        let before = self.lines[..line].iter().rev().take(FARTHEST).take_while(is_short).count();
        let after = self.lines[line + 1..].iter().take(FARTHEST).take_while(is_short).count();
        features.push(format!("short lines {}", class_of(before + after, &[0, 1, 2, 4, 7])));
        features.push(format!("short before {}", class_of(before, &[0, 1, 2, 4])));
        features.push(format!("short after {}", class_of(after, &[0, 1, 2, 4])));
    }

    /// How much of it the running text speaks of; `met` holds the telling words of the running text before it.
    fn story(&self, at: usize, met: &mut HashSet<String>, features: &mut Vec<String>) {
        let unit = &self.units[at];
        let telling = &self.telling[at];
        let is_prose = self.lines[unit.line].is_prose;
        if telling.len() >= 2 {
            let own = usize::from(is_prose);
            let is_known = |word: &&String| self.known.get(*word).is_some_and(|count| *count > own);
            let quarters = 4 * telling.iter().filter(is_known).count() / telling.len();
            features.push(format!("known {quarters}"));
            features.push(format!("{} known {quarters}", self.zone(unit.line).name()));
            let before = telling.iter().filter(|word| met.contains(*word)).count();
            features.push(format!("met {}", 4 * before / telling.len()));
        }
        if is_prose {
            met.extend(telling.iter().cloned());
        }
        if self.is_repeated[at] {
            features.push("repeated".to_string());
        }
    }

    /// What stands before it and after.
    fn neighbours(&self, at: usize, features: &mut Vec<String>) {
        let line = self.units[at].line;
        let (start, end) = self.lines[line].units;
        let before = line.checked_sub(1).map(|before| self.lines[before].units.0);
        let after = self.lines.get(line + 1).map(|after| after.units.0);
        self.beside("before", at.checked_sub(1), features);
        self.beside("after", Some(at + 1).filter(|next| *next < self.units.len()), features);
        if at + 1 < end {
            self.beside("next line", after, features);
        }
        if at > start || before.is_some_and(|before| before + 1 < start) {
            self.beside("last line", before, features);
        }
        let is_prose = |line: Option<usize>| match line.and_then(|line| self.lines.get(line)) {
            Some(line) if line.is_prose => "prose",
            Some(_) => "no prose",
            None => "nothing",
        };
        features.push(format!("second before {}", is_prose(line.checked_sub(2))));
        features.push(format!("second after {}", is_prose(Some(line + 2))));
    }

    fn beside(&self, side: &str, at: Option<usize>, features: &mut Vec<String>) {
        let Some(at) = at else {
            features.push(format!("{side} nothing"));
            return;
        };
        let (unit, shape) = (&self.units[at], &self.shapes[at]);
        features.push(format!("{side} length {}", class_of(unit.words, &FEW_LENGTHS)));
        features.push(format!("{side} ends {}", name_of(unit.ending)));
        features.push(format!("{side} class {:?}", shape.class));
        let told = TOLD.iter().filter(|told| shape.features.iter().any(|feature| feature == *told));
        features.extend(told.map(|told| format!("{side} {told}")));
        if self.lines[unit.line].is_prose {
            features.push(format!("{side} prose"));
        }
    }
}

/// Whether the same words are another unit, too.
fn repeated(text: &str, units: &[Unit]) -> Vec<bool> {
    let words: Vec<String> = units.iter().map(|unit| unit.span.of(text).to_lowercase()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    words.iter().for_each(|words| *counts.entry(words).or_default() += 1);
    words.iter().map(|words| counts[words.as_str()] > 1).collect()
}

fn lines(units: &[Unit], shapes: &[Shape]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        if unit.opens {
            lines.push(Line { units: (at, at), words: 0, is_prose: false });
        }
        if let Some(line) = lines.last_mut() {
            line.units.1 = at + 1;
            line.words += unit.words;
        }
    }
    for line in &mut lines {
        let has_sentence = shapes[line.units.0..line.units.1].iter().any(|shape| shape.is_sentence);
        line.is_prose = has_sentence && line.words >= PROSE;
    }
    lines
}
