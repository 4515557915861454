//! Quotes in sentences of the kinds that news articles have.

mod direct;
mod forms;
mod hostile;
mod indirect;
mod speakers;

use super::*;
use crate::article::Article;
use crate::encoder::Model;
use crate::entities;

/// The quotes of `text` as "form | content | cue | source | speaker", "-" where there is none.
fn quotes(text: &str) -> Vec<String> {
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &encoding, None, &[]);
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

#[test]
fn thoughts_are_told_from_speech_by_their_cues() {
    let thinks = |cue: &str| {
        let text = format!("Officials {cue} the dam.");
        let segments = Article::of(&text).segments;
        kind_of(&segments, Span::new(10, 10 + cue.len())) == QuoteKind::Thought
    };
    for cue in ["fear", "had hoped", "are afraid", "believe", "want"] {
        assert!(thinks(cue), "{cue}");
    }
    for cue in ["said", "voiced fears", "wondered", "had asked", ":"] {
        assert!(!thinks(cue), "{cue}");
    }
}
