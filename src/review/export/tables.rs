//! Tables of what was read, as comma-separated values. Lists in a cell are parted by "; ", and lists of one row go
//! together: the third code is that of the third actor.

use super::{Form, Piece, on_whose_word, place_of};
use crate::reading::{Entity, Event, Layer, Plover, Quote, Role, Span, UNBOUNDED};
use crate::review::cards::Source;
use crate::review::clause::clause;
use crate::review::corrections::Mark;
use crate::review::events::quantities;
use crate::review::lookup::Part;
use crate::review::plover::score;
use crate::review::session::Field;
use crate::review::{marks, wording};

/// Tells spreadsheets that a table is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A column with what it has of a row.
type Column<T> = (&'static str, fn(Piece, &T) -> String);

const EVENTS: &[Column<Event>] = &[
    ("id", |_, event| event.id.to_string()),
    ("type", |_, event| wording::type_name(event.kind).to_string()),
    ("mode", |_, event| event.mode.clone().unwrap_or_default()),
    ("plover_score", |_, event| told(score(event.kind, event.mode.as_deref()))),
    ("cameo", |_, event| event.cameo.clone().unwrap_or_default()),
    ("in_words", |piece, event| clause(piece.source(), event).in_words()),
    ("trigger", |piece, event| piece.source().words(event.trigger)),
    ("actors", |piece, event| names(piece, &event.actors)),
    ("actor_codes", |piece, event| codes(piece, &event.actors)),
    ("actor_words", |piece, event| words_of(piece, event, Role::Actor)),
    ("recipients", |piece, event| names(piece, &event.recipients)),
    ("recipient_codes", |piece, event| codes(piece, &event.recipients)),
    ("recipient_words", |piece, event| words_of(piece, event, Role::Recipient)),
    ("place", |piece, event| name(piece, event.place)),
    ("place_words", |piece, event| words_of(piece, event, Role::Place)),
    ("lat", |piece, event| told(place_of(piece.source(), event.place).map(|place| place.lat))),
    ("lon", |piece, event| told(place_of(piece.source(), event.place).map(|place| place.lon))),
    ("country", |piece, event| {
        place_of(piece.source(), event.place).and_then(|place| place.country.clone()).unwrap_or_default()
    }),
    ("gazetteer_id", |piece, event| {
        told(place_of(piece.source(), event.place).and_then(|place| place.gazetteer_id))
    }),
    ("place_confidence", |piece, event| {
        told(place_of(piece.source(), event.place).map(|place| place.confidence))
    }),
    ("date", |_, event| event.date.clone().unwrap_or_default()),
    ("date_words", |piece, event| words_of(piece, event, Role::Time)),
    ("quantities", |piece, event| list(quantities(piece.source(), event).into_iter())),
    ("quantity_of", |_, event| list(event.quantities.iter().map(|quantity| quantity.what.clone()))),
    ("quantity_low", |_, event| list(event.quantities.iter().map(|quantity| quantity.low.to_string()))),
    ("quantity_high", |_, event| {
        let bounds = event.quantities.iter().map(|quantity| quantity.high);
        list(bounds.map(|high| told((high < UNBOUNDED).then_some(high))))
    }),
    ("status", |_, event| wording::status(event.status).to_string()),
    ("according_to", |piece, event| on_whose_word(piece.source(), event).0.unwrap_or_default()),
    ("denied_by", |piece, event| on_whose_word(piece.source(), event).1.unwrap_or_default()),
    ("disputed_by", |piece, event| names(piece, &event.disputed_by)),
    ("told", |_, event| event.told.len().to_string()),
    ("quote", |piece, event| {
        let quote = |id| piece.reading().quotes.iter().find(|quote| quote.id == id);
        event.quote.and_then(quote).map(|quote| marks::content(piece.source(), quote)).unwrap_or_default()
    }),
    ("sentence", |piece, event| piece.source().words(event.sentence)),
    ("start", |_, event| event.trigger.start.to_string()),
    ("end", |_, event| event.trigger.end.to_string()),
    ("confidence", |_, event| event.confidence.to_string()),
    ("salience", |_, event| event.salience.to_string()),
    ("mark", |piece, event| mark(piece, Part::Event(event.id))),
    ("note", |piece, event| piece.remark(Part::Event(event.id)).note),
];

const QUOTES: &[Column<Quote>] = &[
    ("id", |_, quote| quote.id.to_string()),
    ("speaker", |piece, quote| name(piece, quote.speaker)),
    ("speaker_codes", |piece, quote| codes(piece, quote.speaker.as_slice())),
    ("on_behalf_of", |piece, quote| name(piece, quote.on_behalf_of)),
    ("source", |piece, quote| words(piece, quote.source)),
    ("cue", |piece, quote| words(piece, quote.cue)),
    ("content", |piece, quote| marks::content(piece.source(), quote)),
    ("form", |_, quote| wording::form(quote.form).to_string()),
    ("kind", |_, quote| wording::stance(quote).to_string()),
    ("within", |_, quote| told(quote.within)),
    ("start", |_, quote| quote.content.start.to_string()),
    ("end", |_, quote| quote.content.end.to_string()),
    ("confidence", |_, quote| quote.confidence.to_string()),
    ("speaker_confidence", |_, quote| quote.speaker_confidence.to_string()),
    ("mark", |piece, quote| mark(piece, Part::Quote(quote.id))),
    ("note", |piece, quote| piece.remark(Part::Quote(quote.id)).note),
];

const PEOPLE: &[Column<Entity>] = &[
    ("id", |_, entity| entity.id.to_string()),
    ("name", |piece, entity| name(piece, Some(entity.id))),
    ("kind", |_, entity| wording::kind(entity.kind).to_string()),
    ("named", |_, entity| entity.named.to_string()),
    ("codes", |piece, entity| codes(piece, &[entity.id])),
    ("mentions", |_, entity| mentions(entity, Layer::Actor)),
    ("quotes", |piece, entity| {
        piece.quotes().filter(|quote| quote.speaker == Some(entity.id)).count().to_string()
    }),
    ("acts", |piece, entity| {
        piece.events().filter(|event| event.actors.contains(&entity.id)).count().to_string()
    }),
    ("acted_on", |piece, entity| {
        piece.events().filter(|event| event.recipients.contains(&entity.id)).count().to_string()
    }),
    ("salience", |_, entity| entity.salience.to_string()),
    ("mark", |piece, entity| mark(piece, Part::Entity(entity.id))),
    ("note", |piece, entity| piece.remark(Part::Entity(entity.id)).note),
];

const PLACES: &[Column<Entity>] = &[
    ("id", |_, entity| entity.id.to_string()),
    ("name", |piece, entity| name(piece, Some(entity.id))),
    ("kind", |_, entity| wording::kind(entity.kind).to_string()),
    ("lat", |piece, entity| told(place_of(piece.source(), Some(entity.id)).map(|place| place.lat))),
    ("lon", |piece, entity| told(place_of(piece.source(), Some(entity.id)).map(|place| place.lon))),
    ("country", |piece, entity| {
        place_of(piece.source(), Some(entity.id)).and_then(|place| place.country.clone()).unwrap_or_default()
    }),
    ("gazetteer_id", |piece, entity| {
        told(place_of(piece.source(), Some(entity.id)).and_then(|place| place.gazetteer_id))
    }),
    ("extent_km", |piece, entity| {
        told(place_of(piece.source(), Some(entity.id)).and_then(|place| place.extent))
    }),
    ("confidence", |piece, entity| {
        told(place_of(piece.source(), Some(entity.id)).map(|place| place.confidence))
    }),
    ("mentions", |_, entity| mentions(entity, Layer::Place)),
    ("events", |piece, entity| {
        piece.events().filter(|event| event.place == Some(entity.id)).count().to_string()
    }),
    ("salience", |_, entity| entity.salience.to_string()),
    ("mark", |piece, entity| mark(piece, Part::Entity(entity.id))),
    ("note", |piece, entity| piece.remark(Part::Entity(entity.id)).note),
];

/// The last columns of every table: where the article comes from, and what read it.
const ORIGIN: [&str; 7] =
    ["headline", "publication", "published", "url", "dateline_version", "weights_sha256", "read_at"];

fn origin(piece: Piece) -> [String; 7] {
    let said = |field| piece.said(field).unwrap_or_default().to_string();
    let stamp = piece.stamp();
    [
        piece.headline().unwrap_or_default(),
        said(Field::Outlet),
        piece.reading().published.clone().unwrap_or_default(),
        said(Field::Url),
        stamp.version.to_string(),
        stamp.weights_sha256.to_string(),
        stamp.read_at,
    ]
}

/// The first line of a table, with the byte-order mark before it.
pub fn header(form: Form) -> String {
    fn named<T>(columns: &[Column<T>]) -> Vec<&'static str> {
        columns.iter().map(|(name, _)| *name).collect()
    }
    let columns = match form {
        Form::Events => named(EVENTS),
        Form::Quotes => named(QUOTES),
        Form::People => named(PEOPLE),
        Form::Places => named(PLACES),
        _ => return String::new(),
    };
    let line: Vec<&str> = ["article"].into_iter().chain(columns).chain(ORIGIN).collect();
    format!("{BYTE_ORDER_MARK}{}", lines([line].into_iter()))
}

/// The events, a row each.
pub fn events(piece: Piece) -> String {
    rows(piece, EVENTS, piece.events())
}

/// The quotes, a row each.
pub fn quotes(piece: Piece) -> String {
    rows(piece, QUOTES, piece.quotes())
}

/// Those who act and speak, a row each.
pub fn people(piece: Piece) -> String {
    rows(piece, PEOPLE, piece.entities(Layer::Actor))
}

/// The places, a row each.
pub fn places(piece: Piece) -> String {
    rows(piece, PLACES, piece.entities(Layer::Place))
}

fn rows<'a, T: 'a>(piece: Piece, columns: &[Column<T>], of: impl Iterator<Item = &'a T>) -> String {
    let origin = origin(piece);
    lines(of.map(|row| {
        let cells = columns.iter().map(|(_, cell)| cell(piece, row));
        [piece.name.to_string()].into_iter().chain(cells).chain(origin.clone()).map(guarded).collect()
    }))
}

fn lines<C: AsRef<[u8]>>(rows: impl Iterator<Item = Vec<C>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// `cell` so that no spreadsheet takes words of an article for a formula.
pub fn guarded(cell: String) -> String {
    match cell.chars().next() {
        // A number is none.
        _ if cell.parse::<f64>().is_ok() => cell,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell,
    }
}

fn told<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Several values in one cell. What parts them stands in none of them.
fn list(values: impl Iterator<Item = String>) -> String {
    values.map(|value| value.replace(';', ",")).collect::<Vec<_>>().join("; ")
}

fn name(piece: Piece, id: Option<usize>) -> String {
    id.and_then(|id| piece.source().name(id)).unwrap_or_default()
}

fn names(piece: Piece, ids: &[usize]) -> String {
    list(ids.iter().map(|id| name(piece, Some(*id))))
}

/// PLOVER's codes of several entities: "TURGOV; SYR".
fn codes(piece: Piece, ids: &[usize]) -> String {
    let code =
        |Plover { country, sector }: &Plover| [country, sector].into_iter().flatten().cloned().collect();
    let of = |id: &usize| piece.source().entity(*id).and_then(|entity| entity.plover.as_ref());
    let codes: Vec<String> = ids.iter().map(|id| of(id).map(code).unwrap_or_default()).collect();
    if codes.iter().all(String::is_empty) { String::new() } else { list(codes.into_iter()) }
}

fn words(piece: Piece, span: Option<Span>) -> String {
    span.map(|span| piece.source().words(span)).unwrap_or_default()
}

/// The words behind a slot of `event`.
fn words_of(piece: Piece, event: &Event, role: Role) -> String {
    let source: Source = piece.source();
    let behind = event.arguments.iter().filter(|argument| argument.role == role);
    list(behind.map(|argument| source.words(Span { start: argument.start, end: argument.end })))
}

fn mentions(entity: &Entity, layer: Layer) -> String {
    entity.mentions.iter().filter(|mention| mention.layer == layer).count().to_string()
}

fn mark(piece: Piece, part: Part) -> String {
    piece.remark(part).mark.map(Mark::name).unwrap_or_default().to_string()
}
