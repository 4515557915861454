//! When: the date of the words that the network ties to a happening.

use time::Date;

use super::slots::Slots;
use crate::dates::{self, Direction};
use crate::encoder::Encoding;
use crate::reading::Status;
use crate::text::Span;

/// The words that say when, and the date that they tell.
pub fn time(
    text: &str,
    encoding: &Encoding,
    slots: &Slots,
    status: Status,
    published: Option<Date>,
) -> Option<(Span, Option<String>)> {
    let span = encoding.span(&encoding.said.mentions[slots.time()?].words);
    let direction = if status == Status::Planned { Direction::Future } else { Direction::Past };
    let date = dates::find(text, span).iter().find_map(|time| time.resolve(published, direction));
    Some((span, date))
}

/// Whether two ISO dates can be the same time: one is the other's start, or a part of it.
pub fn agree(a: &str, b: &str) -> bool {
    a == b || a.contains('/') || b.contains('/') || a.starts_with(b) || b.starts_with(a)
}
