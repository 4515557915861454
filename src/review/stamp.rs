//! What made a reading, and when: every export says so, so that it can be made again.

use serde::Serialize;

use crate::review::wording;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The SHA-256 checksum of the encoder's weights.
pub const WEIGHTS: &str = include_str!("../../weights/encoder.bin.sha256").split_at(64).0;

/// What made a reading, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// The program.
    pub app: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The checksum of the weights that it read with.
    pub weights_sha256: &'static str,
    /// When, ISO 8601 in universal time.
    pub read_at: String,
}

impl Stamp {
    /// Of what this program read at `read_at`.
    pub fn new(read_at: String) -> Self {
        Stamp { app: "Dateline", version: VERSION, weights_sha256: WEIGHTS, read_at }
    }

    /// In words, for people.
    pub fn in_words(&self) -> String {
        let Stamp { app, version, weights_sha256, read_at } = self;
        let (day, time) = read_at.split_once('T').unwrap_or((read_at, ""));
        let minute = time.get(..5).map(|minute| format!(", {minute} UTC")).unwrap_or_default();
        format!("Read by {app} {version} on {}{minute}, with weights {weights_sha256}.", wording::date(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_says_what_read_and_when() {
        let words = Stamp::new("2026-11-03T09:41:07.120Z".to_string()).in_words();
        assert!(words.starts_with(&format!(
            "Read by Dateline {VERSION} on 3 November 2026, 09:41 UTC, with weights "
        )));
        assert!(WEIGHTS.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(Stamp::new("soon".to_string()).in_words().contains(" on soon, with"));
    }
}
