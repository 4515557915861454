//! A reviewed reading as files: JSON, and tables of its events and quotes.

use serde::Serialize;

use crate::reading::{EventType, Reading};
use crate::review::cards::Source;
use crate::review::corrections::{Change, Review};
use crate::review::wording;

#[derive(Serialize)]
struct Corrected<'r> {
    #[serde(flatten)]
    reading: &'r Reading,
    corrections: &'r [Change],
}

/// The reading as JSON, with the list of what the user changed.
pub fn json(review: &Review) -> String {
    let corrected = Corrected { reading: &review.reading, corrections: &review.changes };
    serde_json::to_string_pretty(&corrected).unwrap_or_default()
}

/// The events as comma-separated values, one a row.
pub fn events_csv(source: Source) -> String {
    let header = [
        "id",
        "type",
        "mode",
        "trigger",
        "actors",
        "recipients",
        "place",
        "date",
        "status",
        "according_to",
        "quote",
        "sentence",
        "start",
        "end",
    ];
    let name = |id: Option<usize>| id.and_then(|id| source.name(id)).unwrap_or_default();
    let rows = source.reading.events.iter().map(|event| {
        let quote = event.quote.and_then(|id| source.reading.quotes.iter().find(|quote| quote.id == id));
        vec![
            event.id.to_string(),
            type_name(event.kind),
            event.mode.clone().unwrap_or_default(),
            source.words(event.trigger),
            names(source, &event.actors),
            names(source, &event.recipients),
            name(event.place),
            event.date.clone().unwrap_or_default(),
            wording::status(event.status).to_string(),
            name(event.according_to),
            quote.map(|quote| source.words(quote.content)).unwrap_or_default(),
            source.words(event.sentence),
            event.trigger.start.to_string(),
            event.trigger.end.to_string(),
        ]
    });
    table(&header, rows)
}

/// The quotes as comma-separated values, one a row.
pub fn quotes_csv(source: Source) -> String {
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
            source.words(quote.content),
            wording::form(quote.form).to_string(),
            wording::quote_kind(quote.kind).to_string(),
            quote.content.start.to_string(),
            quote.content.end.to_string(),
        ]
    });
    table(&header, rows)
}

fn type_name(kind: EventType) -> String {
    wording::type_name(kind).to_string()
}

/// Several names in one cell.
fn names(source: Source, ids: &[usize]) -> String {
    ids.iter().filter_map(|id| source.name(*id)).collect::<Vec<_>>().join("; ")
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// `cell` so that no spreadsheet takes words of an article for a formula.
fn guarded(cell: &str) -> String {
    match cell.chars().next() {
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
    use crate::review::corrections::{dismiss_event, review};
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    #[test]
    fn the_exported_json_reads_back_without_what_was_dismissed() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let dismissed = dismiss_event(TEXT, &offsets, &reading, 0).expect("event 0");
        let json = json(&review(TEXT, &offsets, &reading, &[dismissed]));
        let back: Reading = serde_json::from_str(&json).expect("a reading");
        assert_eq!(back.events, reading.events[1..]);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let listed = &value["corrections"][0];
        assert_eq!(
            (&listed["action"], &listed["of"], &listed["text"]),
            (&"dismiss".into(), &"event".into(), &"cancelled".into())
        );
    }

    #[test]
    fn tables_have_names_and_words_and_offsets() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let events = events_csv(source);
        let mut rows = csv::Reader::from_reader(events.as_bytes());
        let first = rows.records().next().expect("a row").expect("well formed");
        assert_eq!(&first[1], "ECONOMY");
        assert_eq!(&first[4], "Norlink");
        assert_eq!(&first[9], "Ola Brandt");
        assert_eq!(&first[10], "Norlink cancelled forty crossings");
        assert!(
            quotes_csv(source).contains(
                "0,Ola Brandt,,Captain Ola Brandt,said,We will not sail in this weather,direct,said,"
            )
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        let (mut reading, offsets) = (reading_of(TEXT), Offsets::new(TEXT));
        reading.entities[1].name = "=HYPERLINK(\"http://example.org\",\"x\")".to_string();
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert!(events_csv(source).contains("\"'=HYPERLINK("));
        for cell in ["+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        assert_eq!(guarded("1-1"), "1-1");
    }

    #[test]
    fn files_are_named_after_the_headline() {
        assert_eq!(file_name(Some("Ferry: “Årsund” sinks?"), "-events.csv"), "ferry-årsund-sinks-events.csv");
        assert_eq!(file_name(Some("../..//"), ".json"), "dateline.json");
        assert_eq!(file_name(None, ".json"), "dateline.json");
        assert!(file_name(Some(&"word ".repeat(100)), ".json").len() < 70);
    }
}
