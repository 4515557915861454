//! What made a reading, and when: every export says so, so that it can be made again.

use serde::Serialize;
use time::OffsetDateTime;

use crate::review::wording;
use crate::tables;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The SHA-256 checksum of the encoder's weights.
pub const WEIGHTS: &str = tables::ENCODER.checksum;

/// What made a reading, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// Of what this program read at `milliseconds` of universal time.
    pub fn new(milliseconds: u64) -> Self {
        let seconds = i64::try_from(milliseconds / 1000).unwrap_or_default();
        let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (hour, minute, second) = at.to_hms();
        let read_at = format!("{}T{hour:02}:{minute:02}:{second:02}Z", at.date());
        Stamp { app: "Dateline", version: VERSION, weights_sha256: WEIGHTS, read_at }
    }

    /// In words, for people.
    pub fn in_words(&self) -> String {
        let Stamp { app, version, weights_sha256, read_at } = self;
        let (day, time) = read_at.split_once('T').unwrap_or((read_at, ""));
        let (day, minute) = (wording::date(day), time.get(..5).unwrap_or_default());
        format!("Read by {app} {version} on {day}, {minute} UTC, with weights {weights_sha256}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_says_what_read_and_when() {
        let stamp = Stamp::new(1_793_698_867_120);
        assert_eq!(stamp.read_at, "2026-11-03T09:41:07Z");
        let words = stamp.in_words();
        assert!(words.starts_with(&format!(
            "Read by Dateline {VERSION} on 3 November 2026, 09:41 UTC, with weights "
        )));
        assert!(WEIGHTS.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
