//! The JSON that is written: its schema is made from the types, and its version is another whenever its fields are.

mod common;

use common::sample::{ARTICLE, DENIAL, long_article};
use common::schema::{EXPORT, READING, assert_export, assert_reading, file};
use common::{dateline, empty_folder};
use dateline::reading::SCHEMA;
use dateline::review::export::schemas;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The version of the fields as they are, and their checksum.
const VERSION: (&str, &str) = ("dateline/2", "9390a8aa3823614d");

/// The schemas as the types have them, by their files.
fn made() -> [(&'static str, Value); 2] {
    let [reading, export] = schemas();
    [(READING, reading), (EXPORT, export)]
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for (name, schema) in made() {
        if std::env::var_os("DATELINE_RENEW").is_some() {
            let made = serde_json::to_string_pretty(&schema).expect("it is JSON") + "\n";
            std::fs::write(file(name), made).expect("the schema can be written");
        }
        let there = std::fs::read(file(name)).unwrap_or_default();
        let there: Value = serde_json::from_slice(&there).unwrap_or_default();
        assert!(there == schema, "{name} is out of date: DATELINE_RENEW=1 cargo test --test schema");
    }
}

#[test]
fn the_version_changes_with_the_fields() {
    let mut hash = Sha256::new();
    for (_, mut schema) in made() {
        strip(&mut schema);
        hash.update(schema.to_string());
    }
    let hash: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        VERSION,
        (SCHEMA, hash.as_str()),
        "the fields of the JSON are others now: raise SCHEMA in src/reading.rs, and write it here with the checksum"
    );
}

/// Leaves only what a reader of the JSON depends on: no words, and no version.
fn strip(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            // A field may be called so, too, and is no string.
            fields.retain(|name, value| match name.as_str() {
                "description" | "title" => !value.is_string(),
                "const" => value != SCHEMA,
                _ => true,
            });
            fields.sort_keys();
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn what_is_read_is_what_the_schemas_say() {
    let folder = empty_folder("schema");
    for (nth, article) in [ARTICLE, DENIAL, &long_article(600)].into_iter().enumerate() {
        let path = folder.join(format!("{nth}.txt"));
        std::fs::write(&path, article).expect("the article can be written");
        let path = path.to_string_lossy();
        let read: Value =
            serde_json::from_slice(&dateline(&["read", "--spans", &path], b"").stdout).expect("JSON");
        assert_reading(&read);
        let exported = dateline(&["read", "--format", "json", &path], b"").stdout;
        let exported: Value = serde_json::from_slice(&exported).expect("JSON");
        assert_export(&exported[0]);
        assert_reading(&exported[0]);
        assert_eq!(exported[0]["schema"], SCHEMA);
    }
}

#[test]
#[should_panic(expected = "not what the schema says, at /events/0/status")]
fn what_is_no_reading_is_found_out() {
    let folder = empty_folder("schema-wrong");
    let path = folder.join("denial.txt");
    std::fs::write(&path, DENIAL).expect("the article can be written");
    let read = dateline(&["read", &path.to_string_lossy()], b"");
    let mut read: Value = serde_json::from_slice(&read.stdout).expect("JSON");
    read["events"][0]["status"] = "rumoured".into();
    assert_reading(&read);
}
