//! All that is kept in one file, and back.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Kept, SCHEMA, Unreadable};
use crate::review::stamp::Stamp;

/// What such a file says of itself.
const FORMAT: &str = "dateline-backup";

#[derive(Serialize)]
struct Written<'k> {
    format: &'static str,
    schema: u32,
    made_by: Stamp,
    articles: &'k [Kept],
}

#[derive(Deserialize)]
struct Opened {
    format: String,
    schema: u32,
    articles: Vec<Box<RawValue>>,
}

/// What came back from such a file.
#[derive(Debug, PartialEq)]
pub struct Restored {
    /// What can be used.
    pub kept: Vec<Kept>,
    /// How many articles cannot.
    pub left_out: usize,
}

/// One file of `kept`, written at `now`, in milliseconds.
pub fn backup(kept: &[Kept], now: u64) -> String {
    let written = Written { format: FORMAT, schema: SCHEMA, made_by: Stamp::new(now), articles: kept };
    serde_json::to_string(&written).unwrap_or_default()
}

/// What the file is called that is written at `now`: "dateline-backup-2026-11-03.json".
pub fn backup_name(now: u64) -> String {
    let stamp = Stamp::new(now);
    let day = stamp.read_at.split('T').next().unwrap_or_default();
    format!("{FORMAT}-{day}.json")
}

/// What stands in the file `json`.
///
/// # Errors
/// Where it is no backup, or one of a later version.
pub fn restored(json: &str) -> Result<Restored, Unreadable> {
    let opened: Opened = serde_json::from_str(json).map_err(|_| Unreadable::Damaged)?;
    if opened.format != FORMAT {
        return Err(Unreadable::Damaged);
    }
    if opened.schema > SCHEMA {
        return Err(Unreadable::Later);
    }
    let count = opened.articles.len();
    let kept: Vec<Kept> =
        opened.articles.into_iter().filter_map(|value| serde_json::from_str(value.get()).ok()).collect();
    Ok(Restored { left_out: count - kept.len(), kept })
}
