//! A reading as JSON, with its text, and with what the user changed and noted.

use serde::{Deserialize, Serialize};

use super::{Piece, on_whose_word};
use crate::reading::{Event, Quote, Reading};
use crate::review::corrections::{Change, Remark};
use crate::review::lookup::Part;
use crate::review::session::Field;
use crate::review::stamp::Stamp;
use crate::review::{marks, wording};

/// A reading as it is exported.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Exported<'r> {
    #[serde(flatten)]
    reading: Reading,
    /// The text that was read; all offsets are code points of it.
    text: &'r str,
    origin: Origin<'r>,
    /// Whether it has only a part of what was read: what the user was shown.
    filtered: bool,
    /// What the user has put right, as it is in the reading.
    corrections: &'r [Change],
    /// What the user has noted.
    remarks: Vec<RemarkOn<'r>>,
    in_words: InWords,
    made_by: Stamp,
}

/// What is read back of an exported reading; `C` is what is wanted of its corrections.
#[derive(Deserialize)]
pub struct ReadBack<C> {
    #[serde(flatten)]
    pub reading: Reading,
    pub text: String,
    pub origin: OriginReadBack,
    pub corrections: Vec<C>,
    /// Of those before there were such, all have the whole.
    #[serde(default)]
    pub filtered: bool,
}

/// Where the article that is read back comes from.
#[derive(Deserialize)]
pub struct OriginReadBack {
    pub headline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
}

/// What the user has put on a card.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct RemarkOn<'r> {
    /// "event", "quote", or "entity".
    of: &'static str,
    id: usize,
    #[serde(flatten)]
    remark: &'r Remark,
}

/// Where the article comes from: its headline as the user or else the text has it, and what the user wrote beside it.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Origin<'g> {
    headline: Option<String>,
    outlet: Option<&'g str>,
    url: Option<&'g str>,
}

/// Quotes and events for whoever has the file and not the text.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct InWords {
    quotes: Vec<QuoteInWords>,
    events: Vec<EventInWords>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct QuoteInWords {
    id: usize,
    speaker: Option<String>,
    cue: Option<String>,
    /// "said", "thought", or "denied".
    stance: &'static str,
    content: String,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct EventInWords {
    id: usize,
    trigger: String,
    status: &'static str,
    according_to: Option<String>,
    denied_by: Option<String>,
    sentence: String,
}

/// The reading as JSON, with its text, with the list of what the user changed and noted, and with quotes and events in words.
pub fn document(piece: Piece) -> String {
    let reading = piece.wanted();
    let in_words = InWords {
        quotes: reading.quotes.iter().map(|quote| quote_in_words(piece, quote)).collect(),
        events: reading.events.iter().map(|event| event_in_words(piece, event)).collect(),
    };
    let origin =
        Origin { headline: piece.headline(), outlet: piece.said(Field::Outlet), url: piece.said(Field::Url) };
    let remarks = piece.read.review.remarks.iter().filter_map(|(part, remark)| {
        let (of, id) = match *part {
            Part::Event(id) => ("event", id),
            Part::Quote(id) => ("quote", id),
            Part::Entity(id) => ("entity", id),
            Part::Mention(_) | Part::Tie(..) => return None,
        };
        piece.wants(*part).then_some(RemarkOn { of, id, remark })
    });
    let exported = Exported {
        text: &piece.read.text,
        origin,
        filtered: piece.shown.is_some(),
        corrections: &piece.read.review.changes,
        remarks: remarks.collect(),
        in_words,
        made_by: piece.stamp(),
        reading,
    };
    serde_json::to_string_pretty(&exported).unwrap_or_default()
}

fn quote_in_words(piece: Piece, quote: &Quote) -> QuoteInWords {
    let source = piece.source();
    QuoteInWords {
        id: quote.id,
        speaker: quote.speaker.and_then(|id| source.name(id)),
        cue: quote.cue.map(|cue| source.words(cue)),
        stance: wording::stance(quote),
        content: marks::content(source, quote),
    }
}

fn event_in_words(piece: Piece, event: &Event) -> EventInWords {
    let source = piece.source();
    let (according_to, denied_by) = on_whose_word(source, event);
    let (trigger, sentence) = (source.words(event.trigger), source.words(event.sentence));
    let status = wording::status(event.status);
    EventInWords { id: event.id, trigger, status, according_to, denied_by, sentence }
}

/// The JSON Schemas of what is read and of what is exported.
#[cfg(not(target_arch = "wasm32"))]
pub fn schemas() -> [serde_json::Value; 2] {
    fn written<T: schemars::JsonSchema>() -> serde_json::Value {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        settings.into_generator().into_root_schema_for::<T>().to_value()
    }
    [written::<Reading>(), written::<Exported>()]
}
