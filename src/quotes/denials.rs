//! Quotes whose content the speaker denies: who "denied that it had fired" does not say that it had.

use super::Quote;
use super::cues::{Class, cues};
use crate::reading::QuoteForm;
use crate::segment::Segments;

/// Whether the speaker says that the content is not so. Words in marks are the denial itself, and said as they stand,
/// unless they are the object of the cue: "denied “any involvement”".
pub fn is_denied(text: &str, segments: &Segments, quote: &Quote) -> bool {
    let Some(cue) = quote.cue else { return false };
    let mut words = segments.tokens[segments.tokens_in(cue)].iter();
    // "questioned whether" leaves open what is so.
    let denies = words
        .any(|token| cues(&token.lower).iter().any(|(cue, _)| cue.class == Class::Deny && !cue.takes("wh")));
    let is_object = || {
        let between = text.get(cue.end..quote.content.start).unwrap_or(":");
        !between.contains([',', ':', ';', '.', '\n']) && !between.split_whitespace().any(|word| word == "as")
    };
    denies && (quote.form != QuoteForm::Direct || is_object())
}
