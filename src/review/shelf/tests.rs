use super::*;
use crate::review::sample::{TEXT, read_with, reading_of};
use crate::review::session::{Action, Library, Way};

/// [`TEXT`], read, with another speaker, and kept as `id` at `now`.
fn kept(id: &str, now: u64) -> Kept {
    let mut library = Library::default();
    library.apply(Action::Edited(TEXT.to_string(), None), now);
    library.apply(Action::Came(Box::new(reading_of(TEXT))), now);
    let speaker = read_with(&[]).proposal().change_speaker(0, Some(1)).expect("quote 0");
    library.apply(Action::Correct(speaker), now);
    Kept::of(library.open(), id)
}

fn called(hits: Vec<Hit>) -> Vec<String> {
    hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn what_is_kept_comes_back_with_its_reading_and_corrections() {
    let kept = kept("a", 10);
    let back = Kept::parse(&kept.json()).expect("it can be read");
    assert_eq!(back, kept);
    assert_eq!(back.record.decisions.corrections().len(), 1);
    assert_eq!(back.read.and_then(|read| read.reading()), Some(reading_of(TEXT)));
    assert_eq!(kept.found.names, ["Ola Brandt", "Norlink"]);
    assert_eq!(kept.found.quotes[0], "Norlink: We will not sail in this weather", "as it was corrected");
}

#[test]
fn a_text_that_was_not_read_as_it_stands_is_kept_without_a_reading() {
    let mut library = Library::default();
    library.apply(Action::Edited(TEXT.to_string(), None), 10);
    library.apply(Action::Came(Box::new(reading_of(TEXT))), 10);
    library.apply(Action::Edited(format!("{TEXT} More."), None), 20);
    assert_eq!(Kept::of(library.open(), "a").read, None);
    library.apply(Action::Step(Way::Back), 30);
}

#[test]
fn another_version_takes_the_text_and_reads_it_anew() {
    let mut value = serde_json::to_value(kept("a", 10)).expect("JSON");
    value["read"]["reading"] = serde_json::json!({"schema": "dateline/0"});
    let back = Kept::parse(&value.to_string()).expect("the text is there");
    assert_eq!(back.record.text, TEXT);
    assert_eq!(back.read.and_then(|read| read.reading()), None);
    let mut value = serde_json::to_value(kept("a", 10)).expect("JSON");
    value["read"]["weights"] = "other".into();
    let back = Kept::parse(&value.to_string()).expect("the text is there");
    assert_eq!(back.read.and_then(|read| read.reading()), None);
    value["schema"] = (SCHEMA + 1).into();
    assert_eq!(Kept::parse(&value.to_string()), Err(Unreadable::Later));
    assert_eq!(Kept::parse("{\"schema\": 1}"), Err(Unreadable::Damaged));
    assert_eq!(Kept::parse("no JSON"), Err(Unreadable::Damaged));
}

#[test]
fn of_two_that_were_kept_the_later_counts_in_everything() {
    let (mut one, mut other) = (kept("a", 10), kept("a", 20));
    other.record.text = format!("{TEXT} More.");
    other.read = None;
    other.record.given.set(Field::Name, Some("Ferries".to_string()), 30);
    let before = one.clone();
    one.merge(other.clone());
    assert_eq!((one.record.text.as_str(), one.name().as_str()), (other.record.text.as_str(), "Ferries"));
    assert_eq!(one.read, None, "a reading is of one text alone");
    other.merge(before.clone());
    assert!(one.says_the_same(&other), "either way they come to the same");
    let mut same = before.clone();
    same.merge(before.clone());
    assert_eq!(same, before);
}

#[test]
fn articles_are_found_by_words_names_places_and_quotes() {
    let mut other = Kept::of_record(kept("b", 20).record);
    other.record.text = "The council of Lund will vote on the harbour.".to_string();
    other.record.id = "b".to_string();
    other.found = Found { places: vec!["Lund".to_string()], ..Found::default() };
    let entries = [Entry::of(&kept("a", 10)), Entry::of(&other)];
    let find = |query: &str, scope| called(search(&entries, query, scope));
    assert_eq!(find("", Scope::All), ["b", "a"], "the latest first");
    assert_eq!(find("harbour", Scope::All), ["b"]);
    assert_eq!(find("NORLINK forty", Scope::All), ["a"], "all words, wherever they stand");
    assert_eq!(find("norlink lund", Scope::All), Vec::<String>::new());
    assert_eq!(find("lund", Scope::Places), ["b"]);
    assert_eq!(find("lund", Scope::Names), Vec::<String>::new());
    assert_eq!(find("norlink: we will not", Scope::Quotes), ["a"]);
    let hit = &search(&entries, "forty crossings", Scope::All)[0];
    assert!(hit.around.contains("Norlink cancelled forty crossings"), "{}", hit.around);
    assert!(hit.around.starts_with('…'), "{}", hit.around);
}

#[test]
fn one_file_holds_all_and_gives_it_back() {
    let all = [kept("a", 10), kept("b", 20)];
    let file = backup(&all, 1_793_698_867_120);
    assert_eq!(restored(&file), Ok(Restored { kept: all.to_vec(), left_out: 0 }));
    assert_eq!(backup_name(1_793_698_867_120), "dateline-backup-2026-11-03.json");
    let mut value: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    value["articles"][0]["record"]["text"] = 3.into();
    let partly = restored(&value.to_string()).expect("a backup");
    assert_eq!((partly.kept.len(), partly.left_out), (1, 1));
    value["schema"] = 2.into();
    assert_eq!(restored(&value.to_string()), Err(Unreadable::Later));
    assert_eq!(
        restored("{\"format\": \"other\", \"schema\": 1, \"articles\": []}"),
        Err(Unreadable::Damaged)
    );
}

#[test]
fn what_was_kept_before_there_was_a_shelf_is_put_on_it() {
    let record = kept("a", 10).record;
    let json = serde_json::to_string(&record).expect("JSON");
    let first = serde_json::json!({"text": TEXT, "published": "2026-11-05"}).to_string();
    let entries = [
        ("dateline:a", json.as_str()),
        ("dateline", first.as_str()),
        ("dateline:b", json.as_str()),
        ("dateline:c", "damaged"),
        ("somebody else's", "3"),
    ];
    let taken = earlier(entries, || "new".to_string());
    let keys: Vec<_> = taken.iter().map(|(key, record)| (key.as_str(), record.id.as_str())).collect();
    assert_eq!(keys, [("dateline:a", "a"), ("dateline", "new")]);
    assert_eq!(taken[0].1, record);
}
