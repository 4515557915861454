//! How many were killed, arrested, fired: the numbers of a sentence, by what they count and the event they are told of.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::numbers::{Number, numbers};
use super::scene::Scene;
use super::tree::Tag;
use super::triggers::Draft;
use crate::lexicon::inflect::{plural, verb_forms};
use crate::lexicon::rows;
use crate::reading::EventType;
use crate::text::Span;

/// A number told of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number with the words that bound it.
    pub span: Span,
    /// What is counted, in the words of `lexicons/quantities.tsv`.
    pub what: &'static str,
    /// How many at least.
    pub low: f64,
    /// How many at most.
    pub high: f64,
}

/// How far up the tree from what is counted the event can be.
const STEPS: usize = 5;

/// The place that what is counted takes beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// "killed 12"
    Object,
    /// "12 died"
    Subject,
    /// "12 dead"
    State,
    /// "12 missiles"
    Thing,
}

static COUNTED: LazyLock<HashMap<(String, Part), &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in rows(include_str!("../../lexicons/quantities.tsv")) {
        let [word, part, what, _] = row[..] else { continue };
        let (part, forms) = match part {
            "object" => (Part::Object, verb_forms(word).into_iter().map(|(form, _)| form).collect()),
            "subject" => (Part::Subject, verb_forms(word).into_iter().map(|(form, _)| form).collect()),
            "state" => (Part::State, vec![word.to_string()]),
            _ => (Part::Thing, vec![word.to_string(), plural(word)]),
        };
        forms.into_iter().for_each(|form: String| {
            table.insert((form, part), what);
        });
    }
    table
});

/// Gives the drafts of one sentence the numbers that it tells of them.
pub fn count(scene: &Scene<'_>, drafts: &mut [Draft]) {
    if drafts.is_empty() {
        return;
    }
    for number in numbers(scene.tokens) {
        let first = scene.tokens[number.tokens.start].span;
        let is_time = scene
            .times
            .iter()
            .any(|time| time.span.start < scene.tokens[number.head].span.end && first.start < time.span.end);
        if is_time || scene.is_measure(&number) {
            continue;
        }
        let counted = scene.counted(&number);
        let Some(what) = scene.what(counted) else { continue };
        let span = Span::new(first.start, scene.tokens[number.head].span.end);
        let quantity = Quantity { span, what, low: number.low, high: number.high };
        if let Some(index) = scene.told_of(counted, drafts) {
            drafts[index].quantities.push(quantity);
        }
    }
}

impl Scene<'_> {
    /// "$12 million", "12 percent", "12-year-old": no count of things.
    fn is_measure(&self, number: &Number) -> bool {
        let before = number.tokens.start.checked_sub(1).map_or("", |before| self.word(before));
        let after = self.word(number.tokens.end);
        matches!(before, "$" | "€" | "£" | "us$" | "no" | "no." | "number")
            || matches!(
                after,
                "%" | "percent"
                    | "per"
                    | "years"
                    | "year"
                    | "days"
                    | "hours"
                    | "weeks"
                    | "months"
                    | "miles"
                    | "km"
                    | "kilometres"
                    | "kilometers"
                    | "meters"
                    | "metres"
                    | "dollars"
                    | "euros"
                    | "minutes"
                    | "year-old"
                    | "tons"
                    | "tonnes"
            )
    }

    /// The word for what a number counts; the number itself where it stands alone.
    fn counted(&self, number: &Number) -> usize {
        // Of "12 to 15" either can be the one that hangs on what is counted.
        let hangs = |token: &usize| self.tree.is(*token, &["nummod"]);
        let head = number.tokens.clone().find(hangs).unwrap_or(number.head);
        // "dozens of people"
        let of = self.tree.children_by(head, &["nmod"]).next();
        match self.tree.head(head) {
            Some(counted) if self.tree.is(head, &["nummod", "compound", "nmod:unmarked", "amod"]) => counted,
            _ => of.or_else(|| self.noun_after(number.tokens.end)).unwrap_or(head),
        }
    }

    /// The noun right after a number, where the tree ties the two otherwise.
    fn noun_after(&self, end: usize) -> Option<usize> {
        let near = (end..self.tokens.len().min(end + 3))
            .take_while(|at| self.tags[*at].is_noun() || self.tags[*at] == Tag::Adj);
        near.filter(|at| self.tags[*at] == Tag::Nouns).last()
    }

    /// What the counted are: the killed of "killed 12 people", the missiles of "fired 12 missiles".
    fn what(&self, counted: usize) -> Option<&'static str> {
        let known = |token: usize, part: Part| COUNTED.get(&(self.word(token).to_string(), part)).copied();
        if let Some(what) = known(counted, Part::State) {
            return Some(what);
        }
        // "12 people killed", "12 people dead"
        let beside = self.tree.children_by(counted, &["acl", "amod"]).find_map(|child| {
            known(child, Part::State)
                .or_else(|| known(child, Part::Object).filter(|_| !self.word(child).ends_with("ing")))
        });
        beside.or_else(|| self.undergoes(counted)).or_else(|| known(counted, Part::Thing))
    }

    /// What the verb above the counted says of them.
    fn undergoes(&self, counted: usize) -> Option<&'static str> {
        let known = |token: usize, part: Part| COUNTED.get(&(self.word(token).to_string(), part)).copied();
        let mut at = counted;
        for _ in 0..STEPS {
            let head = self.tree.head(at)?;
            match self.tree.relation(at) {
                "conj" | "nmod" => at = head,
                "obj" => {
                    // "left 12 people dead"
                    let left =
                        self.tree.children_by(head, &["xcomp"]).find_map(|child| known(child, Part::State));
                    return left.or_else(|| known(head, Part::Object));
                }
                "nsubj:pass" => return known(head, Part::Object).or_else(|| known(head, Part::State)),
                "nsubj" => return known(head, Part::Subject).or_else(|| known(head, Part::State)),
                _ => return None,
            }
        }
        None
    }

    /// The draft that the counted belong to: the nearest one up the tree, else the nearest that does harm.
    fn told_of(&self, counted: usize, drafts: &[Draft]) -> Option<usize> {
        use EventType::{Accident, Assault, Coerce, Death, Disaster, Health, Protest};
        let says = |token: usize| {
            let span = self.tokens[token].span;
            drafts.iter().position(|draft| draft.trigger == span || draft.also.contains(&span))
        };
        let beside = self.tree.children_by(counted, &["acl", "amod"]).find_map(says);
        if beside.is_some() {
            return beside;
        }
        let mut at = counted;
        for _ in 0..=STEPS {
            if let Some(index) = says(at) {
                return Some(index);
            }
            let Some(head) = self.tree.head(at) else { break };
            at = head;
        }
        let here = self.tokens[counted].span.start;
        let harms = |(_, draft): &(usize, &Draft)| {
            matches!(draft.kind, Accident | Assault | Coerce | Death | Disaster | Health | Protest)
        };
        let harmful = drafts.iter().enumerate().filter(harms);
        harmful.min_by_key(|(_, draft)| draft.trigger.start.abs_diff(here)).map(|(index, _)| index)
    }
}
