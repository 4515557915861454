//! Salience: how much the article is about each entity.

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

/// The salience of each entity, from 0 to 1: that of the one that the article is most about is 1.
pub fn salience(
    layout: &Layout,
    segments: &Segments,
    entities: &Entities,
    quotes: &[Quote],
    events: &[Event],
) -> Vec<f32> {
    let is_title = |span: Span| layout.title.is_some_and(|title| title.contains(span));
    let lead = segments.paragraphs.iter().map(|paragraph| paragraph.span).find(|span| !is_title(*span));
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
    let most = found.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    found.iter_mut().for_each(|salience| *salience /= most);
    found
}
