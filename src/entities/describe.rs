//! What an entity is: its name, its kind and its PLOVER codes, by what the network says of its mentions and by the tables.

use super::gazetteer::gazetteer;
use super::nationality::{Nations, likeliest};
use crate::encoder::said::{Labels, Mention};
use crate::encoder::{Class, log_softmax};
use crate::reading::{EntityKind, Plover};
use crate::text::Span;

/// An entity's mentions, pronouns left out: what the network says of each, and where it stands.
pub type Members<'a> = [(&'a Mention, Span)];

/// The kind that the mentions tell together.
pub fn kind(members: &Members, labels: &Labels) -> EntityKind {
    labels.kinds[best(&total(members, |mention| &mention.kinds))]
}

/// The fullest name among the mentions; for what has none, the description that tells most.
pub fn name(text: &str, members: &Members) -> String {
    let rank = |(mention, span): &(&Mention, Span)| {
        let words = span.of(text);
        let is_plain = words.chars().any(char::is_lowercase);
        // Of equals the first.
        (mention.class != Class::Unnamed, is_plain, words.chars().count(), std::cmp::Reverse(span.start))
    };
    members
        .iter()
        .max_by_key(|member| rank(member))
        .map_or(String::new(), |(_, span)| span.of(text).to_string())
}

/// Whether the text names it.
pub fn is_named(text: &str, members: &Members) -> bool {
    members.iter().any(|(mention, span)| is_name(text, mention, *span))
}

/// Whether the words of a mention are a name.
pub fn is_name(text: &str, mention: &Mention, span: Span) -> bool {
    match mention.class {
        Class::Named => true,
        Class::Place => span.of(text).chars().any(char::is_uppercase),
        _ => false,
    }
}

/// Sectors of a state's own bodies, of which there is one in each state.
const OF_STATE: [&str; 5] = ["GOV", "MIL", "LEG", "COP", "JUD"];

/// The codes of somebody who acts: those of the tables for a body that they know, unless it is another state's of that name; else the
/// likeliest.
pub fn codes(name: &str, members: &Members, labels: &Labels, nations: &Nations) -> Option<Plover> {
    let known = gazetteer().meaning(name).and_then(|meaning| meaning.body);
    if let Some(body) = known.map(|body| &gazetteer().bodies[body]) {
        let owner = nations.owner(members).filter(|_| OF_STATE.contains(&body.sector));
        return code(owner.unwrap_or(body.country), body.sector);
    }
    let country = likeliest(&nations.candidates(members, labels));
    let sector = &labels.sectors[best(&total(members, |mention| &mention.sectors))];
    code(cell(country), cell(sector))
}

/// Codes, one of which may be empty; none where both are.
pub fn code(country: &str, sector: &str) -> Option<Plover> {
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_string());
    let code = Plover { country: cell(country), sector: cell(sector) };
    (code.country.is_some() || code.sector.is_some()).then_some(code)
}

fn cell(label: &str) -> &str {
    if label == "none" { "" } else { label }
}

/// The sum of what the mentions say, each as logarithms of probabilities.
pub fn total(members: &Members, said: impl Fn(&Mention) -> &Vec<f32>) -> Vec<f32> {
    let mut total: Vec<f32> = Vec::new();
    for (mention, _) in members {
        let logs = log_softmax(said(mention));
        total.resize(logs.len(), 0.0);
        total.iter_mut().zip(logs).for_each(|(sum, log)| *sum += log);
    }
    total
}

/// The index of the highest number, the first of equal ones; 0 for none.
fn best(numbers: &[f32]) -> usize {
    (0..numbers.len()).max_by(|a, b| numbers[*a].total_cmp(&numbers[*b]).then(b.cmp(a))).unwrap_or(0)
}
