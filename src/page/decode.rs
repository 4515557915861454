//! The likeliest labels of a page's units together: a linear chain over their features.
//!
//! The weights are data (`weights/lines.tsv`); `training/lines.py` fits them. A page has one headline at most, and what the
//! user said of a line holds.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows;

/// What a unit of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The headline.
    Title,
    /// What stands below a headline and says more.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was published; the time of an entry.
    Date,
    /// A place and date on a line of its own.
    Dateline,
    /// What a picture shows, and who took it.
    Caption,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Body,
    /// What is no part of the article.
    Furniture,
}

impl Label {
    /// As the corpora write it.
    pub fn name(self) -> &'static str {
        match self {
            Label::Title => "title",
            Label::Standfirst => "standfirst",
            Label::Byline => "byline",
            Label::Date => "date",
            Label::Dateline => "dateline",
            Label::Caption => "caption",
            Label::Heading => "heading",
            Label::Body => "body",
            Label::Furniture => "furniture",
        }
    }

    /// Whether its words are the article's.
    pub fn is_article(self) -> bool {
        matches!(self, Label::Title | Label::Standfirst | Label::Caption | Label::Heading | Label::Body)
    }
}

/// What the chain tells apart, in the order of the weights' columns: furniture is of three kinds by where it stands, so that
/// the chain knows whether the article is over.
const STATES: [(&str, Label); COUNT] = [
    ("title", Label::Title),
    ("standfirst", Label::Standfirst),
    ("byline", Label::Byline),
    ("date", Label::Date),
    ("dateline", Label::Dateline),
    ("caption", Label::Caption),
    ("heading", Label::Heading),
    ("body", Label::Body),
    ("above", Label::Furniture),
    ("inside", Label::Furniture),
    ("below", Label::Furniture),
];
const COUNT: usize = 11;
const TITLE: usize = 0;

/// A weight for each state.
type Row = [f32; COUNT];

struct Weights {
    features: HashMap<&'static str, Row>,
    /// Of the first unit of a page, and of its last.
    start: Row,
    end: Row,
    /// From each state to each, where a line begins and inside a line.
    steps: [[Row; COUNT]; 2],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let features: HashMap<&'static str, Row> =
        rows(include_str!("../../weights/lines.tsv")).map(|cells| (cells[0], row(&cells[1..]))).collect();
    let of = |name: &str| features.get(name).copied().unwrap_or_default();
    let steps =
        ["after", "in line after"].map(|place| STATES.map(|(name, _)| of(&format!("{place} {name}"))));
    Weights { start: of("start"), end: of("end"), steps, features }
});

/// Weights are written as hundredths, and nothing for zero.
fn row(cells: &[&str]) -> Row {
    let mut row = Row::default();
    for (weight, cell) in row.iter_mut().zip(cells) {
        *weight = cell.parse::<f32>().unwrap_or(0.0) / 100.0;
    }
    row
}

/// What a unit may be: whatever it seems, or what the user says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Nobody said anything.
    #[default]
    Nothing,
    /// It is part of the article.
    Article,
    /// It is not.
    Furniture,
}

impl Given {
    fn allows(self, label: Label) -> bool {
        match self {
            Given::Nothing => true,
            Given::Article => label.is_article(),
            Given::Furniture => label == Label::Furniture,
        }
    }
}

/// A unit to be labelled.
pub struct Item {
    /// What speaks for its label.
    pub features: Vec<String>,
    /// Whether a line begins with it.
    pub opens: bool,
    /// What the user says of it.
    pub given: Given,
}

/// No path goes here.
const NEVER: f32 = -1e9;
/// States before any headline, then states with or after it.
const PATHS: usize = 2 * COUNT;

/// The likeliest labels of `items`, in their order.
pub fn decode(items: &[Item]) -> Vec<Label> {
    let weights = &*WEIGHTS;
    let Some(first) = items.first() else { return Vec::new() };
    let mut best = [NEVER; PATHS];
    let own = emission(weights, first);
    for label in 0..COUNT {
        best[state(label, label == TITLE)] = own[label] + weights.start[label];
    }
    let mut from: Vec<[u8; PATHS]> = vec![[0; PATHS]];
    for item in &items[1..] {
        let steps = &weights.steps[usize::from(!item.opens)];
        let own = emission(weights, item);
        let mut next = [NEVER; PATHS];
        let mut back = [0; PATHS];
        for (before, score) in best.iter().enumerate() {
            let (was, titled) = (before % COUNT, before >= COUNT);
            for label in 0..COUNT {
                // A second headline is another story's.
                if label == TITLE && titled && was != TITLE {
                    continue;
                }
                let to = state(label, titled || label == TITLE);
                let score = score + steps[was][label] + own[label];
                if score > next[to] {
                    (next[to], back[to]) = (score, before as u8);
                }
            }
        }
        // Only the differences count; the sums of a long page would lose them.
        let top = next.iter().copied().fold(f32::MIN, f32::max);
        best = next.map(|score| score - top);
        from.push(back);
    }
    for (at, score) in best.iter_mut().enumerate() {
        *score += weights.end[at % COUNT];
    }
    trace(&best, &from)
}

fn state(label: usize, titled: bool) -> usize {
    label + if titled { COUNT } else { 0 }
}

/// The path that ends best, followed back.
fn trace(best: &[f32; PATHS], from: &[[u8; PATHS]]) -> Vec<Label> {
    let better = |a: usize, b: usize| if best[b] > best[a] { b } else { a };
    let mut at = (0..PATHS).fold(0, better);
    let mut labels = Vec::with_capacity(from.len());
    for back in from.iter().rev() {
        labels.push(STATES[at % COUNT].1);
        at = usize::from(back[at]);
    }
    labels.reverse();
    labels
}

fn emission(weights: &Weights, item: &Item) -> Row {
    let mut sum = Row::default();
    for row in item.features.iter().filter_map(|feature| weights.features.get(feature.as_str())) {
        for (sum, weight) in sum.iter_mut().zip(row) {
            *sum += weight;
        }
    }
    for (sum, (_, label)) in sum.iter_mut().zip(STATES) {
        if !item.given.allows(label) {
            *sum += NEVER / 1e3;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_a_number() {
        for cells in rows(include_str!("../../weights/lines.tsv")) {
            assert_eq!(cells.len(), 1 + COUNT, "{cells:?}");
            assert!(
                cells[1..].iter().all(|cell| cell.is_empty() || cell.parse::<i32>().is_ok()),
                "{cells:?}"
            );
        }
    }

    #[test]
    fn what_the_user_says_of_a_line_holds() {
        let item = |given| Item { features: vec!["length 4".to_string()], opens: true, given };
        let labels = decode(&[item(Given::Furniture), item(Given::Article), item(Given::Furniture)]);
        assert_eq!(labels.iter().map(|label| label.is_article()).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn a_page_has_one_headline() {
        let item = |features: &[&str]| Item {
            features: features.iter().map(|feature| feature.to_string()).collect(),
            opens: true,
            given: Given::Nothing,
        };
        let page: Vec<Item> = (0..40)
            .map(|at| item(if at % 4 == 0 { &["above", "from top 0"] } else { &["inside"] }))
            .collect();
        let labels = decode(&page);
        let runs =
            labels.windows(2).filter(|pair| pair[0] != Label::Title && pair[1] == Label::Title).count();
        assert!(runs + usize::from(labels[0] == Label::Title) <= 1, "{labels:?}");
    }
}
