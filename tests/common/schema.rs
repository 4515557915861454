//! Whether JSON is what `schema/` says: every reading that a test makes is held against it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

/// The schema of what `dateline read` writes.
pub const READING: &str = "schema/reading.schema.json";

/// The schema of what is exported.
pub const EXPORT: &str = "schema/export.schema.json";

/// Where a file of the repository is.
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Panics where `value` is no reading.
pub fn assert_reading(value: &Value) {
    static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(READING));
    assert_valid(&VALIDATOR, value);
}

/// Panics where `value` is no reading as it is exported.
pub fn assert_export(value: &Value) {
    static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(EXPORT));
    assert_valid(&VALIDATOR, value);
}

/// Panics where anything in the `output` of `dateline read` is no reading, and no line that says why there is none.
pub fn assert_readings(output: &[u8]) {
    for document in serde_json::Deserializer::from_slice(output).into_iter::<Value>() {
        let Ok(document) = document else { return };
        let readings = document.as_array().cloned().unwrap_or_else(|| vec![document]);
        readings.iter().filter(|reading| reading.get("error").is_none()).for_each(assert_reading);
    }
}

fn validator(name: &str) -> Validator {
    let schema = std::fs::read(file(name)).expect("the schema is there");
    let schema = serde_json::from_slice(&schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn assert_valid(validator: &Validator, value: &Value) {
    if let Err(error) = validator.validate(value) {
        panic!("not what the schema says, at {}: {error}", error.instance_path());
    }
}
