//! When: the date of the words that the network ties to a happening.

use time::Date;

use super::slots::Slots;
use crate::dates::{self, Direction};
use crate::encoder::Encoding;
use crate::page::Layout;
use crate::reading::Status;
use crate::text::Span;

/// The days that relative dates count from.
#[derive(Clone, Debug, Default)]
pub struct Days {
    published: Option<Date>,
    /// The sections that tell a day of their own: entries of a live blog.
    of_sections: Vec<(Span, Date)>,
}

impl Days {
    /// The day of publication, and those of the sections of `layout`.
    pub fn of(text: &str, layout: &Layout, published: Option<Date>) -> Self {
        let day = |time: Span| {
            let day =
                dates::find(text, time).iter().find_map(|time| time.resolve(published, Direction::Past));
            dates::from_iso(&day?)
        };
        let sections = layout.sections.iter();
        let of_sections = sections.filter_map(|section| Some((section.span, day(section.time?)?))).collect();
        Days { published, of_sections }
    }

    /// The day on which the words at `span` were written.
    fn at(&self, span: Span) -> Option<Date> {
        let own = self.of_sections.iter().find(|(section, _)| section.contains(span));
        own.map(|(_, day)| *day).or(self.published)
    }
}

/// The words that say when, and the date that they tell.
pub fn time(
    text: &str,
    encoding: &Encoding,
    slots: &Slots,
    status: Status,
    days: &Days,
) -> Option<(Span, Option<String>)> {
    let span = encoding.span(&encoding.said.mentions[slots.time()?].words);
    let direction = if status == Status::Planned { Direction::Future } else { Direction::Past };
    let date = dates::find(text, span).iter().find_map(|time| time.resolve(days.at(span), direction));
    Some((span, date))
}

/// Whether two ISO dates can be the same time: one is the other's start, or a part of it.
pub fn agree(a: &str, b: &str) -> bool {
    a == b || a.contains('/') || b.contains('/') || a.starts_with(b) || b.starts_with(a)
}
