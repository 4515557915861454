//! Salience: how much the article is about each entity, and about each event.

use crate::entities::{Entities, Mention};
use crate::events::Event;
use crate::page::Layout;
use crate::quotes::Quote;
use crate::reading::Form;
use crate::segment::Segments;
use crate::text::Span;

/// What a name, a noun phrase and a pronoun add.
const NAME: f32 = 1.0;
const NOMINAL: f32 = 0.7;
const PRONOUN: f32 = 0.4;
/// What a mention adds beside in the headline, and in the first paragraph of the text.
const IN_TITLE: f32 = 3.0;
const IN_LEAD: f32 = 1.0;
/// What speaking, and taking part in an event, add each time.
const PART: f32 = 0.5;

/// What an event adds for each sentence that tells of it, in the headline, and in the first paragraph of the text.
const TOLD: f32 = 1.0;
const TOLD_IN_TITLE: f32 = 3.0;
const TOLD_IN_LEAD: f32 = 2.0;

/// The salience of each entity, from 0 to 1: that of the one that the article is most about is 1.
pub fn of_entities(
    layout: &Layout,
    segments: &Segments,
    entities: &Entities,
    quotes: &[Quote],
    events: &[Event],
) -> Vec<f32> {
    let is_title = |span: Span| layout.title.is_some_and(|title| title.contains(span));
    let lead = lead(layout, segments);
    let mut found = vec![0.0; entities.entities.len()];
    let mention = |mention: &Mention| {
        let form = match mention.form {
            Form::Name => NAME,
            Form::Nominal => NOMINAL,
            Form::Pronoun => PRONOUN,
        };
        let title = if is_title(mention.span) { IN_TITLE } else { 0.0 };
        let first = if lead.is_some_and(|lead| lead.contains(mention.span)) { IN_LEAD } else { 0.0 };
        form + title + first
    };
    for one in &entities.mentions {
        found[one.entity] += mention(one);
    }
    let parties = events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients).copied());
    for entity in quotes.iter().filter_map(|quote| quote.speaker).chain(parties) {
        found[entity] += PART;
    }
    against_the_most(found)
}

/// The salience of each event by where and how often it is told, how likely it is one, and the salience of its parties.
pub fn of_events(layout: &Layout, segments: &Segments, events: &[Event], entities: &[f32]) -> Vec<f32> {
    let is_title = |span: Span| layout.title.is_some_and(|title| title.contains(span));
    let lead = lead(layout, segments);
    let told = |event: &Event| {
        let mut sentences: Vec<Option<usize>> =
            event.told.iter().map(|telling| segments.sentence_at(telling.trigger)).collect();
        sentences.dedup();
        let is_told = |part: &dyn Fn(Span) -> bool| event.told.iter().any(|telling| part(telling.trigger));
        let title = if is_told(&is_title) { TOLD_IN_TITLE } else { 0.0 };
        let first =
            if is_told(&|span| lead.is_some_and(|lead| lead.contains(span))) { TOLD_IN_LEAD } else { 0.0 };
        TOLD * sentences.len() as f32 + title + first
    };
    let parties = |event: &Event| {
        let all = event.actors.iter().chain(&event.recipients).map(|entity| entities[*entity]);
        all.fold(0.0, f32::max)
    };
    against_the_most(events.iter().map(|event| event.confidence * (told(event) + parties(event))).collect())
}

/// The first paragraph below the headline.
fn lead(layout: &Layout, segments: &Segments) -> Option<Span> {
    let mut paragraphs = segments.paragraphs.iter().map(|paragraph| paragraph.span);
    paragraphs.find(|span| !layout.title.is_some_and(|title| title.contains(*span)))
}

fn against_the_most(mut found: Vec<f32>) -> Vec<f32> {
    let most = found.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    found.iter_mut().for_each(|salience| *salience /= most);
    found
}
