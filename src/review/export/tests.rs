use std::io::Read as _;

use super::*;
use crate::review::corrections::{Correction, Mark};
use crate::review::sample::{TEXT, place_of_bergen, read_with, reading_of};
use crate::review::session::Decisions;

#[path = "../../../tests/common/forms.rs"]
mod forms;

use forms::{
    EventRow, PersonRow, PlaceRow, QuoteRow, annotations, brat, features, objects, page, point, rows,
    texts_of,
};

/// When the readings here were read.
const AT: u64 = 1_793_698_867_120;

fn given() -> Given {
    let mut given = Given::default();
    given.set(Field::Outlet, Some("The Lamu Herald".to_string()), 1);
    given.set(Field::Url, Some("https://herald.example/ferry".to_string()), 1);
    given
}

/// The sample, with Bergen on the map and whatever else `change` does to it.
fn read(change: impl FnOnce(&mut Reading)) -> Read {
    let mut reading = reading_of(TEXT);
    reading.entities[2].place = Some(place_of_bergen());
    change(&mut reading);
    Read::new(TEXT.to_string(), reading, AT, &Decisions::default())
}

fn piece<'a>(read: &'a Read, given: &'a Given) -> Piece<'a> {
    Piece { name: "ferry", read, given, shown: None }
}

fn text(form: Form, piece: Piece) -> String {
    String::from_utf8(form.file(piece)).expect("it is UTF-8")
}

/// The sample with a mark and a note on its first event.
fn noted() -> Read {
    let bare = read_with(&[]);
    let remarks: Vec<Correction> = [
        bare.proposal().note(Part::Event(0), "=Ask the\nharbour\tmaster".to_string()),
        bare.proposal().mark(Part::Event(0), Some(Mark::Checked)),
    ]
    .into_iter()
    .flatten()
    .collect();
    assert_eq!(remarks.len(), 2);
    read_with(&remarks)
}

#[test]
fn the_exported_json_reads_back_without_what_was_dismissed() {
    let reading = reading_of(TEXT);
    let dismissed = read_with(&[]).proposal().dismiss_event(0).expect("event 0");
    let (read, given) = (read_with(&[dismissed]), given());
    let json = text(Form::Json, piece(&read, &given));
    let back: Reading = serde_json::from_str(&json).expect("a reading");
    assert_eq!(back.events, reading.events[1..]);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let listed = &value["corrections"][0];
    assert_eq!(
        (&listed["action"], &listed["of"], &listed["text"]),
        (&"dismiss".into(), &"event".into(), &"cancelled".into())
    );
    assert_eq!(value["text"], TEXT);
    assert_eq!(value["filtered"], false);
    assert_eq!(value["origin"]["outlet"], "The Lamu Herald");
    assert_eq!(value["in_words"]["quotes"][0]["cue"], "said");
    let denied = &value["in_words"]["events"][0];
    assert_eq!((&denied["denied_by"], &denied["according_to"]), (&"Norlink".into(), &().into()));
}

#[test]
fn the_exported_json_is_what_its_schema_says() {
    let schema = jsonschema::validator_for(&schemas()[1]).expect("a schema");
    let (read, given) = (noted(), given());
    let shown = Shown { events: [0].into(), ..Shown::default() };
    for shown in [None, Some(&shown)] {
        let json = text(Form::Json, Piece { shown, ..piece(&read, &given) });
        let value = serde_json::from_str(&json).expect("JSON");
        schema.validate(&value).unwrap_or_else(|error| panic!("{error} at {}", error.instance_path()));
    }
}

#[test]
fn tables_have_names_words_numbers_and_where_they_come_from() {
    let quantity = crate::reading::Quantity {
        start: TEXT.find("forty").map(|at| TEXT[..at].chars().count()).expect("it is there"),
        end: TEXT.find(" crossings, ").map(|at| TEXT[..at].chars().count()).expect("it is there"),
        what: "crossings".to_string(),
        low: 40.0,
        high: crate::reading::UNBOUNDED,
        according_to: Some(0),
    };
    let read = read(|reading| {
        reading.events[0].quantities = vec![quantity];
        reading.events[0].disputed_by = vec![1];
        let plover =
            crate::reading::Plover { country: Some("NOR".to_string()), sector: Some("BUS".to_string()) };
        reading.entities[1].plover = Some(plover);
    });
    let given = given();
    let piece = piece(&read, &given);
    let [told, denied] = rows::<EventRow>(&Form::Events.file(piece)).try_into().expect("two events");
    assert_eq!((told.article.as_str(), told.kind.as_str()), ("ferry", "ECONOMY"));
    assert_eq!(told.plover_score, None, "PLOVER has none of it");
    assert_eq!((told.actors.as_str(), told.actor_codes.as_str()), ("Norlink", "NORBUS"));
    assert_eq!((told.according_to.as_str(), told.denied_by.as_str()), ("Ola Brandt", ""));
    assert_eq!(told.disputed_by, "Norlink");
    assert_eq!(told.quantities, "at least 40 crossings");
    assert_eq!((&*told.quantity_of, &*told.quantity_low, &*told.quantity_high), ("crossings", "40", ""));
    assert_eq!(told.quote, "Norlink cancelled forty crossings");
    assert_eq!((told.lat, told.confidence), (None, 0.8));
    assert_eq!((denied.according_to.as_str(), denied.denied_by.as_str()), ("", "Norlink"));
    assert_eq!((denied.lat, denied.lon), (Some(60.4), Some(5.3)));
    assert_eq!((denied.publication.as_str(), denied.published.as_str()), ("The Lamu Herald", "2026-11-03"));
    assert_eq!(
        (denied.headline.as_str(), denied.read_at.as_str()),
        ("Ferry operator cancels crossings", "2026-11-03T09:41:07Z")
    );
    let quotes: Vec<QuoteRow> = rows(&Form::Quotes.file(piece));
    assert_eq!(
        (&*quotes[0].speaker, &*quotes[0].content),
        ("Ola Brandt", "We will not sail in this weather")
    );
    assert_eq!((&*quotes[0].form, &*quotes[0].kind, quotes[0].within), ("direct", "said", None));
    let people: Vec<PersonRow> = rows(&Form::People.file(piece));
    let counted = |row: &PersonRow| (row.name.clone(), row.mentions, row.quotes, row.acts, row.acted_on);
    assert_eq!(
        people.iter().map(counted).collect::<Vec<_>>(),
        [("Ola Brandt".to_string(), 2, 2, 0, 0), ("Norlink".to_string(), 2, 0, 1, 1)]
    );
    let [bergen] = rows::<PlaceRow>(&Form::Places.file(piece)).try_into().expect("one place");
    assert_eq!((&*bergen.name, bergen.lat, bergen.gazetteer_id), ("Bergen", Some(60.4), Some(3_161_732)));
    assert_eq!((bergen.mentions, bergen.events, &*bergen.country), (2, 1, "NO"));
}

#[test]
fn no_cell_is_a_formula() {
    let given = given();
    let read =
        read(|reading| reading.entities[1].name = "=HYPERLINK(\"http://example.org\",\"x\")".to_string());
    assert!(text(Form::Events, piece(&read, &given)).contains("\"'=HYPERLINK("));
    for cell in ["+1+1", "-x", "@x", "\tx", "\rx"] {
        assert_eq!(tables::guarded(cell.to_string()), format!("'{cell}"));
    }
    assert_eq!(tables::guarded("1-1".to_string()), "1-1");
    assert_eq!(tables::guarded("-7.5".to_string()), "-7.5");
    let noted = noted();
    let [first, _] =
        rows::<EventRow>(&Form::Events.file(piece(&noted, &given))).try_into().expect("two events");
    assert_eq!((first.note.as_str(), first.mark.as_str()), ("'=Ask the\nharbour\tmaster", "checked"));
}

#[test]
fn the_map_has_places_and_what_happened_there() {
    let (read, given) = (read(|_| {}), given());
    let found = features(&text(Form::GeoJson, piece(&read, &given)));
    let told: Vec<_> = found
        .into_iter()
        .map(|feature| {
            let of = |name| feature.property(name).cloned().unwrap_or_default();
            (point(&feature), of("of"), of("name"), of("publication"))
        })
        .collect();
    let outlet = serde_json::Value::from("The Lamu Herald");
    let bergen = [5.3, 60.4];
    assert_eq!(told[0], (bergen, "place".into(), "Bergen".into(), outlet.clone()));
    assert_eq!((told[1].0, &told[1].1), (bergen, &"event".into()));
    assert_eq!(told.len(), 2, "what has no place is on no map");
    for (lat, lon) in [(f64::NAN, 0.0), (91.0, 0.0), (0.0, 180.5)] {
        let read = self::read(|reading| {
            let place = reading.entities[2].place.as_mut().expect("a place");
            (place.lat, place.lon) = (lat, lon);
        });
        assert_eq!(features(&text(Form::GeoJson, piece(&read, &given))).into_iter().count(), 0);
    }
}

#[test]
fn annotations_hold_on_to_their_words() {
    let (read, given) = (noted(), given());
    let quads = annotations(&text(Form::WebAnnotation, piece(&read, &given)));
    let exact = objects(&quads, "exact");
    for words in ["Ola Brandt", "We will not sail in this weather", "cancelled", "Bergen"] {
        assert!(exact.iter().any(|other| other == words), "{words}");
    }
    let letters: Vec<char> = TEXT.chars().collect();
    for (start, end) in objects(&quads, "start").iter().zip(objects(&quads, "end")) {
        let [start, end] = [start, &end].map(|offset| offset.parse::<usize>().expect("an offset"));
        let words: String = letters[start..end].iter().collect();
        assert!(exact.contains(&words), "{words}");
    }
    let values = objects(&quads, "value");
    for said in ["ECONOMY", "=Ask the\nharbour\tmaster", "checked"] {
        assert!(values.iter().any(|value| value == said), "{said}");
    }
    assert!(values.iter().any(|value| value.starts_with("said by Ola Brandt: ")));
    assert!(objects(&quads, "hasSource").contains(&"https://herald.example/ferry".to_string()));
    let annotated = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#hasTarget"));
    assert_eq!(annotated.count(), 2 * (6 + 2 + 2), "each in the text and on the page");
}

#[test]
fn brat_finds_the_words_where_they_stand() {
    let broken = "Norlink cancelled\nforty crossings";
    let text = TEXT.replace("Norlink cancelled forty crossings", broken);
    let mut reading = reading_of(TEXT);
    reading.entities[2].place = Some(place_of_bergen());
    let (read, given) = (Read::new(text.clone(), reading, AT, &Decisions::default()), given());
    let BratFiles { text: written, annotations } = brat_files(piece(&read, &given));
    assert_eq!(written, text);
    let found = brat(&written, &annotations);
    assert!(
        found
            .words
            .values()
            .any(|(kind, words)| kind == "Quote" && words == "Norlink cancelled forty crossings")
    );
    assert_eq!(found.slot("ECONOMY", "Actor"), Some("Norlink"));
    assert_eq!(found.slot("ECONOMY", "AccordingTo"), Some("Brandt"));
    assert_eq!(found.slot("ACCIDENT", "Place"), Some("Bergen"));
    assert!(found.relations.iter().any(|(kind, ..)| kind == "Speaker"));
    assert!(found.attributes.iter().any(|(name, _, value)| name == "Status" && value == "denied"));
    assert_eq!(found.references[0].1, "GeoNames:3161732");
    let noted = noted();
    let BratFiles { text, annotations } = brat_files(piece(&noted, &given));
    assert_eq!(brat(&text, &annotations).notes[0].1, "=Ask the harbour master");
}

#[test]
fn brats_files_come_in_one_with_all_their_types() {
    let (read, given) = (read(|_| {}), given());
    let bytes = Form::Brat.file(piece(&read, &given));
    let mut archive = tar::Archive::new(bytes.as_slice());
    let files: Vec<(String, String)> = archive
        .entries()
        .expect("an archive")
        .map(|entry| {
            let mut entry = entry.expect("a file");
            let mut content = String::new();
            entry.read_to_string(&mut content).expect("it is UTF-8");
            (entry.path().expect("a name").display().to_string(), content)
        })
        .collect();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let stem = "ferry-operator-cancels-crossings";
    assert_eq!(names, [&format!("{stem}.txt"), &format!("{stem}.ann"), "annotation.conf"]);
    let found = brat(&files[0].1, &files[1].1);
    for (kind, _) in found.words.values() {
        let is_known = files[2].1.lines().any(|line| line.split('\t').next() == Some(kind.as_str()));
        assert!(is_known, "{kind} is in annotation.conf");
    }
}

#[test]
fn the_report_shows_the_article_with_its_marks_and_all_lists() {
    let (read, given) = (noted(), given());
    let page = page(&text(Form::Report, piece(&read, &given)));
    assert_eq!(texts_of(&page, "h1", None), ["Ferry operator cancels crossings"]);
    assert_eq!(texts_of(&page, "article .headline", None), Vec::<String>::new(), "it stands there once");
    let article = texts_of(&page, "article", None).concat();
    assert!(article.contains("Norlink denied that a ferry had hit the pier in Bergen."), "{article}");
    assert_eq!(texts_of(&page, "article mark.event", None), ["cancelled", "hit"]);
    assert_eq!(texts_of(&page, "article mark.place", None), ["Bergen", "Bergen"]);
    let whole = texts_of(&page, "article p:has(#at-quote-0) mark.quote", None).join(" ");
    assert!(whole.contains("We will not sail in this weather"), "{whole}");
    assert_eq!(texts_of(&page, "#events li", None).len(), 2);
    assert!(texts_of(&page, "#event-0", None)[0].contains("Norlink cancelled forty crossings"));
    assert!(texts_of(&page, "#event-0 .remark", None)[1].contains("Ask the harbour master"));
    assert!(texts_of(&page, "#quote-0", None)[0].contains("Ola Brandt"));
    assert_eq!(texts_of(&page, ".origin a", Some("href")), ["https://herald.example/ferry"]);
    assert!(texts_of(&page, "footer", None)[0].contains("Read by Dateline"));
}

#[test]
fn a_report_has_the_persons_headline_and_what_is_less_sure_apart() {
    let read = read(|reading| reading.events[1].confidence = 0.1);
    let mut given = given();
    given.set(Field::Headline, Some("Ferries stay in port".to_string()), 1);
    let page = page(&text(Form::Report, piece(&read, &given)));
    assert_eq!(texts_of(&page, "h1", None), ["Ferries stay in port"]);
    assert_eq!(texts_of(&page, "article .headline", None), ["Ferry operator cancels crossings"]);
    assert_eq!(texts_of(&page, "#events h3 + ol li", Some("id")), ["event-1"]);
}

/// Words that would be something else than words, if a form did not see to it.
const HOSTILE: &str = "</script><img src=x onerror=\"alert(1)\">\"; =cmd()\t\u{2028}\\ & \u{0}'";

#[test]
fn what_is_hostile_stays_words_in_every_form() {
    let read = read(|reading| reading.entities[1].name = HOSTILE.to_string());
    let mut given = Given::default();
    for (field, value) in [
        (Field::Headline, HOSTILE),
        (Field::Outlet, HOSTILE),
        (Field::Url, "javascript:alert(1)//\" onclick=\"alert(1)"),
    ] {
        given.set(field, Some(value.to_string()), 1);
    }
    let piece = Piece { name: HOSTILE, ..piece(&read, &given) };
    page(&text(Form::Report, piece));
    features(&text(Form::GeoJson, piece));
    annotations(&text(Form::WebAnnotation, piece));
    rows::<EventRow>(&Form::Events.file(piece));
    rows::<PlaceRow>(&Form::Places.file(piece));
    let BratFiles { text, annotations } = brat_files(piece);
    brat(&text, &annotations);
}

#[test]
fn only_what_is_shown_is_exported_if_one_says_so() {
    let (read, given) = (read(|_| {}), given());
    let shown = Shown { events: [1].into(), quotes: [0].into(), entities: [2].into() };
    let piece = Piece { shown: Some(&shown), ..piece(&read, &given) };
    let ids = rows::<EventRow>(&Form::Events.file(piece)).iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids, [1]);
    assert_eq!(rows::<QuoteRow>(&Form::Quotes.file(piece)).len(), 1);
    assert_eq!(rows::<PersonRow>(&Form::People.file(piece)).len(), 0);
    let json: Reading = serde_json::from_slice(&Form::Json.file(piece)).expect("a reading");
    let names: Vec<&str> = json.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Ola Brandt", "Norlink", "Bergen"], "with all that it cannot be told without");
    assert_eq!((json.events.len(), json.quotes.len()), (1, 1));
    assert_eq!(features(&text(Form::GeoJson, piece)).into_iter().count(), 2);
    let page = page(&text(Form::Report, piece));
    assert_eq!(texts_of(&page, "#events li", None).len(), 1);
    assert_eq!(texts_of(&page, ".part", None).len(), 1);
}

#[test]
fn files_are_named_after_the_headline() {
    assert_eq!(file_name(Some("Ferry: “Årsund” sinks?"), "-events.csv"), "ferry-årsund-sinks-events.csv");
    assert_eq!(file_name(Some("../..//"), ".json"), "dateline.json");
    assert_eq!(file_name(None, ".json"), "dateline.json");
    assert!(file_name(Some(&"word ".repeat(100)), ".json").len() < 70);
}
