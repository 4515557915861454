//! How sure a quote and its speaker are: shares that were right, counted on articles.
//!
//! The shares are those of 6,300 quotes in 420 training articles of PolNeAR. A quote is right where it overlaps an
//! attribution of the corpus, whose attributions are wider than quotes; its speaker, where the source that the corpus
//! has there is the quote's or a mention of the speaker. What tells them apart is whether the rules and the encoder
//! agree. `quotes_of_the_corpora` in `tests/corpora.rs` prints how far the shares hold in other articles.

use super::Quote;
use super::attributed::{around, at_cue};
use crate::encoder::Encoding;
use crate::reading::QuoteForm;

/// How far the encoder agrees with a quote.
enum Agreement {
    /// It has the cue, with a content that overlaps.
    Cue,
    /// It has another cue for what is said, or the quote has none.
    Content,
    /// It has neither.
    None,
}

/// Sets the confidences of all quotes that have none.
pub fn weigh(encoding: &Encoding, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.confidence == 0.0) {
        let at_cue = at_cue(encoding, quote);
        let found = at_cue.or_else(|| around(encoding, quote));
        let agreement = match (at_cue, found) {
            (Some(_), _) => Agreement::Cue,
            (None, Some(_)) => Agreement::Content,
            (None, None) => Agreement::None,
        };
        let of_source = found.and_then(|attribution| attribution.source.as_ref());
        let same = quote.source.zip(of_source).map(|(source, words)| encoding.span(words).overlaps(source));
        quote.confidence = said(&agreement, quote);
        quote.speaker_confidence = speaks(quote, same == Some(true));
    }
}

fn said(agreement: &Agreement, quote: &Quote) -> f32 {
    let is_direct = quote.form == QuoteForm::Direct;
    match (agreement, quote.cue.is_some(), is_direct) {
        (Agreement::Cue, ..) => 0.98,
        (Agreement::Content, true, _) => 0.9,
        (Agreement::Content, false, _) => 0.93,
        (Agreement::None, true, true) => 0.95,
        (Agreement::None, true, false) => 0.38,
        (Agreement::None, false, _) => 0.46,
    }
}

/// `same` where the encoder's source is the quote's.
fn speaks(quote: &Quote, same: bool) -> f32 {
    match (quote.source.is_some(), quote.cue.is_some()) {
        (true, true) if same => 0.98,
        (true, false) if same => 0.92,
        (true, true) => 0.56,
        (true, false) => 0.38,
        (false, _) if quote.speaker.is_some() => 0.63,
        (false, _) => 0.0,
    }
}
