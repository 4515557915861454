//! A reviewed reading as files: JSON, and tables of its events and quotes.

use serde::Serialize;

use crate::reading::{Event, Quote, Reading, Status};
use crate::review::cards::Source;
use crate::review::corrections::{Change, Remark, Review};
use crate::review::lookup::Part;
use crate::review::plover::score;
use crate::review::session::{Field, Given};
use crate::review::stamp::Stamp;
use crate::review::{marks, wording};

#[derive(Serialize)]
struct Corrected<'r> {
    #[serde(flatten)]
    reading: &'r Reading,
    text: &'r str,
    origin: Origin<'r>,
    corrections: &'r [Change],
    remarks: Vec<RemarkOn<'r>>,
    in_words: InWords,
    made_by: &'r Stamp,
}

/// What the user has put on a card.
#[derive(Serialize)]
struct RemarkOn<'r> {
    of: &'static str,
    id: usize,
    #[serde(flatten)]
    remark: &'r Remark,
}

/// Where the article comes from: its headline as the user or else the text has it, and what the user wrote beside it.
#[derive(Serialize)]
struct Origin<'g> {
    headline: Option<String>,
    outlet: Option<&'g str>,
    url: Option<&'g str>,
}

/// Quotes and events for whoever has the file and not the text.
#[derive(Serialize)]
struct InWords {
    quotes: Vec<QuoteInWords>,
    events: Vec<EventInWords>,
}

#[derive(Serialize)]
struct QuoteInWords {
    id: usize,
    speaker: Option<String>,
    cue: Option<String>,
    stance: &'static str,
    content: String,
}

#[derive(Serialize)]
struct EventInWords {
    id: usize,
    trigger: String,
    status: &'static str,
    according_to: Option<String>,
    denied_by: Option<String>,
    sentence: String,
}

/// The reading as JSON, with its text, with the list of what the user changed and
/// noted, and with quotes and events in words.
pub fn json(source: Source, review: &Review, given: &Given, stamp: &Stamp) -> String {
    let quotes = source.reading.quotes.iter().map(|quote| QuoteInWords {
        id: quote.id,
        speaker: quote.speaker.and_then(|id| source.name(id)),
        cue: quote.cue.map(|cue| source.words(cue)),
        stance: wording::stance(quote),
        content: marks::content(source, quote),
    });
    let events = source.reading.events.iter().map(|event| {
        let (according_to, denied_by) = on_whose_word(source, event);
        let (trigger, sentence) = (source.words(event.trigger), source.words(event.sentence));
        let status = wording::status(event.status);
        EventInWords { id: event.id, trigger, status, according_to, denied_by, sentence }
    });
    let in_words = InWords { quotes: quotes.collect(), events: events.collect() };
    let origin = Origin {
        headline: given.get(Field::Headline).map(str::to_string).or_else(|| source.title()),
        outlet: given.get(Field::Outlet),
        url: given.get(Field::Url),
    };
    let remarks = review.remarks.iter().filter_map(|(part, remark)| {
        let (of, id) = match *part {
            Part::Event(id) => ("event", id),
            Part::Quote(id) => ("quote", id),
            Part::Entity(id) => ("entity", id),
            Part::Mention(_) | Part::Tie(..) => return None,
        };
        Some(RemarkOn { of, id, remark })
    });
    let Source { reading, text, .. } = source;
    let corrected = Corrected {
        reading,
        text,
        origin,
        corrections: &review.changes,
        remarks: remarks.collect(),
        in_words,
        made_by: stamp,
    };
    serde_json::to_string_pretty(&corrected).unwrap_or_default()
}

/// Who says that it happened, and who says that it did not: of an event that is only told as denied, nobody says it.
fn on_whose_word(source: Source, event: &Event) -> (Option<String>, Option<String>) {
    let name = event.according_to.and_then(|id| source.name(id));
    if event.status == Status::Denied { (None, name) } else { (name, None) }
}

/// The last columns of every table.
const STAMP: [&str; 3] = ["dateline_version", "weights_sha256", "read_at"];

fn stamped(stamp: &Stamp) -> [String; 3] {
    [stamp.version.to_string(), stamp.weights_sha256.to_string(), stamp.read_at.clone()]
}

/// The events as comma-separated values, one a row.
pub fn events_csv(source: Source, stamp: &Stamp) -> String {
    let header = [
        "id",
        "type",
        "mode",
        "plover_score",
        "trigger",
        "actors",
        "recipients",
        "place",
        "date",
        "status",
        "according_to",
        "denied_by",
        "disputed_by",
        "told",
        "quote",
        "sentence",
        "start",
        "end",
    ];
    let rows = source.reading.events.iter().map(|event| {
        let (according_to, denied_by) = on_whose_word(source, event);
        let quote: Option<&Quote> =
            event.quote.and_then(|id| source.reading.quotes.iter().find(|quote| quote.id == id));
        vec![
            event.id.to_string(),
            wording::type_name(event.kind).to_string(),
            event.mode.clone().unwrap_or_default(),
            score(event.kind, event.mode.as_deref()).map(|score| score.to_string()).unwrap_or_default(),
            source.words(event.trigger),
            names(source, &event.actors),
            names(source, &event.recipients),
            event.place.and_then(|id| source.name(id)).unwrap_or_default(),
            event.date.clone().unwrap_or_default(),
            wording::status(event.status).to_string(),
            according_to.unwrap_or_default(),
            denied_by.unwrap_or_default(),
            names(source, &event.disputed_by),
            event.told.len().to_string(),
            quote.map(|quote| marks::content(source, quote)).unwrap_or_default(),
            source.words(event.sentence),
            event.trigger.start.to_string(),
            event.trigger.end.to_string(),
        ]
    });
    table(&header, rows, stamp)
}

/// The quotes as comma-separated values, one a row.
pub fn quotes_csv(source: Source, stamp: &Stamp) -> String {
    let header =
        ["id", "speaker", "on_behalf_of", "source", "cue", "content", "form", "kind", "start", "end"];
    let name = |id: Option<usize>| id.and_then(|id| source.name(id)).unwrap_or_default();
    let words = |span: Option<_>| span.map(|span| source.words(span)).unwrap_or_default();
    let rows = source.reading.quotes.iter().map(|quote| {
        vec![
            quote.id.to_string(),
            name(quote.speaker),
            name(quote.on_behalf_of),
            words(quote.source),
            words(quote.cue),
            marks::content(source, quote),
            wording::form(quote.form).to_string(),
            wording::stance(quote).to_string(),
            quote.content.start.to_string(),
            quote.content.end.to_string(),
        ]
    });
    table(&header, rows, stamp)
}

/// Several names in one cell.
fn names(source: Source, ids: &[usize]) -> String {
    ids.iter().filter_map(|id| source.name(*id)).collect::<Vec<_>>().join("; ")
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>, stamp: &Stamp) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(header.iter().chain(&STAMP));
    for row in rows {
        let _ = writer.write_record(row.iter().chain(&stamped(stamp)).map(|cell| guarded(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// `cell` so that no spreadsheet takes words of an article for a formula.
fn guarded(cell: &str) -> String {
    match cell.chars().next() {
        // A number is none.
        _ if cell.parse::<f64>().is_ok() => cell.to_string(),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_string(),
    }
}

/// A file's name made of the headline, or of "dateline" where there is none: `ferry-operator-cancels-events.csv`.
pub fn file_name(title: Option<&str>, ending: &str) -> String {
    let mut stem = String::new();
    for word in
        title.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    {
        if stem.chars().count() + word.chars().count() >= LONGEST_STEM {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(word.chars().flat_map(char::to_lowercase));
    }
    if stem.is_empty() {
        stem.push_str("dateline");
    }
    format!("{stem}{ending}")
}

/// Characters of a file's name before its ending.
const LONGEST_STEM: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::review::offsets::Offsets;
    use crate::review::sample::read_with;
    use crate::review::sample::{TEXT, reading_of};

    fn stamp() -> Stamp {
        Stamp::new(1_793_698_867_120)
    }

    #[test]
    fn the_exported_json_reads_back_without_what_was_dismissed() {
        let reading = reading_of(TEXT);
        let dismissed = read_with(&[]).proposal().dismiss_event(0).expect("event 0");
        let read = read_with(&[dismissed]);
        let mut given = Given::default();
        given.set(Field::Outlet, Some("The Lamu Herald".to_string()), 1);
        let json = json(read.source(), &read.review, &given, &stamp());
        let back: Reading = serde_json::from_str(&json).expect("a reading");
        assert_eq!(back.events, reading.events[1..]);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let listed = &value["corrections"][0];
        assert_eq!(
            (&listed["action"], &listed["of"], &listed["text"]),
            (&"dismiss".into(), &"event".into(), &"cancelled".into())
        );
        assert_eq!(value["made_by"]["read_at"], "2026-11-03T09:41:07Z");
        assert_eq!(
            (&value["origin"]["outlet"], &value["origin"]["url"]),
            (&"The Lamu Herald".into(), &().into())
        );
        assert_eq!(value["in_words"]["quotes"][0]["cue"], "said");
        let denied = &value["in_words"]["events"][0];
        assert_eq!((&denied["denied_by"], &denied["according_to"]), (&"Norlink".into(), &().into()));
    }

    #[test]
    fn tables_have_names_and_words_and_offsets() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let events = events_csv(source, &stamp());
        let mut table = csv::Reader::from_reader(events.as_bytes());
        let names = table.headers().expect("a header").clone();
        let rows: Vec<_> = table.records().map(|row| row.expect("well formed")).collect();
        let cell = |row: usize, name: &str| {
            &rows[row][names.iter().position(|other| other == name).expect("the column is there")]
        };
        assert_eq!(cell(0, "type"), "ECONOMY");
        assert_eq!(cell(0, "plover_score"), "", "PLOVER has none of it");
        assert_eq!(cell(0, "actors"), "Norlink");
        assert_eq!((cell(0, "according_to"), cell(0, "denied_by")), ("Ola Brandt", ""));
        assert_eq!(cell(0, "quote"), "Norlink cancelled forty crossings");
        assert_eq!((cell(1, "according_to"), cell(1, "denied_by")), ("", "Norlink"));
        assert_eq!(cell(1, "read_at"), "2026-11-03T09:41:07Z");
        assert!(
            quotes_csv(source, &stamp()).contains(
                "0,Ola Brandt,,Captain Ola Brandt,said,We will not sail in this weather,direct,said,"
            )
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        let (mut reading, offsets) = (reading_of(TEXT), Offsets::new(TEXT));
        reading.entities[1].name = "=HYPERLINK(\"http://example.org\",\"x\")".to_string();
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert!(events_csv(source, &stamp()).contains("\"'=HYPERLINK("));
        for cell in ["+1+1", "-x", "@x", "\tx", "\rx"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        assert_eq!(guarded("1-1"), "1-1");
        assert_eq!(guarded("-7.5"), "-7.5");
    }

    #[test]
    fn files_are_named_after_the_headline() {
        assert_eq!(file_name(Some("Ferry: “Årsund” sinks?"), "-events.csv"), "ferry-årsund-sinks-events.csv");
        assert_eq!(file_name(Some("../..//"), ".json"), "dateline.json");
        assert_eq!(file_name(None, ".json"), "dateline.json");
        assert!(file_name(Some(&"word ".repeat(100)), ".json").len() < 70);
    }
}
