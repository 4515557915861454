//! Quotes in sentences of the kinds that news articles have.

mod direct;
mod forms;
mod hostile;
mod indirect;
mod speakers;

use super::*;
use crate::encoder::Model;
use crate::{entities, page, segment};

/// The quotes of `text` as "form | content | cue | source | speaker", "-" where there is none.
fn quotes(text: &str) -> Vec<String> {
    let segments = segment::segment(text, &page::clean(text));
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &segments, &encoding);
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text)).to_string();
    let show = |quote: &Quote| {
        let speaker = quote.speaker.map_or("-", |speaker| entities.entities[speaker].name.as_str());
        let form = format!("{:?}", quote.form).to_lowercase();
        let parts =
            [form, words(Some(quote.content)), words(quote.cue), words(quote.source), speaker.to_string()];
        parts.join(" | ")
    };
    find(text, &segments, &encoding, &entities).iter().map(show).collect()
}

#[track_caller]
fn assert_quotes(text: &str, expected: &[&str]) {
    assert_eq!(quotes(text), expected, "{text}");
}
