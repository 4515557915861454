//! Headlines that name a speaker without a verb: "Ruiz: ‘We will act’", "Dam is safe: minister".

use std::ops::Range;

use super::attributed::has_verb;
use super::contents::{form, uncued};
use super::reader::{Reader, among};
use super::source::{Side, Source, source_in};
use super::{Quote, presented};
use crate::encoder::Encoding;
use crate::reading::{EntityKind, QuoteForm};

/// Units that the name beside a colon has at most.
const LONGEST_NAME: usize = 6;

/// What the headline says that somebody said, where a colon or a dash alone tells so.
pub fn read(reader: &Reader, encoding: &Encoding) -> Option<Quote> {
    let said_by = |source: Source, quote: Quote| Quote {
        source: Some(source.span),
        speaker: source.speaker,
        on_behalf_of: source.on_behalf_of,
        ..quote
    };
    if let Some(passage) = reader.passage(0)
        && let Some(source) = presented(reader, 0)
    {
        return Some(said_by(source, uncued(reader, passage)?));
    }
    let colon = (1..reader.len().checked_sub(1)?).find(|at| reader.lower(*at) == ":")?;
    let (left, right) = (0..colon, colon + 1..reader.len());
    if let Some(source) = name(reader, encoding, left.clone()) {
        if let Some(passage) = reader.passage(right.start).filter(|_| right.len() == 1) {
            return Some(said_by(source, uncued(reader, passage)?));
        }
        // "Syria: dozens killed" and "Apple: what to know" name a topic; nobody but a person speaks without marks.
        let is_person = kind(reader, source) == Some(EntityKind::Person);
        return clause(reader, encoding, right)
            .filter(|quote| is_person || quote.form != QuoteForm::Indirect)
            .map(|quote| said_by(source, quote));
    }
    let source = name(reader, encoding, right)?;
    let speaks = matches!(kind(reader, source)?, EntityKind::Person | EntityKind::Group);
    let asks = among(reader.lower(0), "how why what who when where which");
    clause(reader, encoding, left).filter(|_| speaks && !asks).map(|quote| said_by(source, quote))
}

fn kind(reader: &Reader, source: Source) -> Option<EntityKind> {
    reader.article.entities.entities.get(source.speaker?).map(|entity| entity.kind)
}

/// Whom the units name, where they name somebody and say no more.
fn name(reader: &Reader, encoding: &Encoding, units: Range<usize>) -> Option<Source> {
    let is_name = units.len() <= LONGEST_NAME
        && units.clone().all(|at| reader.passage(at).is_none() && !reader.is_mark(at))
        && !has_verb(encoding, reader.span(units.start, units.end));
    let source = source_in(reader, units, Side::Right).filter(|_| is_name)?;
    kind(reader, source).filter(|kind| *kind != EntityKind::Place).map(|_| source)
}

/// The units as what is said, where they hold a verb.
fn clause(reader: &Reader, encoding: &Encoding, units: Range<usize>) -> Option<Quote> {
    let content = reader.trimmed(units);
    let words = (!content.is_empty()).then(|| reader.span(content.start, content.end))?;
    let quote = Quote { form: form(reader, &content), ..Quote::direct(words, words) };
    has_verb(encoding, words).then_some(quote)
}
