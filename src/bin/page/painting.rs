//! What of the reading is painted in the text.

use std::ops::Range;

use dateline::review::lookup::{self, Paint};
use leptos::prelude::*;

use crate::app::App;
use crate::highlights;

/// Paints the layers anew whenever they or the reading change.
pub fn paint_layers(app: App) {
    for paint in [Paint::Furniture, Paint::Actor, Paint::Place, Paint::Quote, Paint::Event] {
        Effect::new(move |_| {
            let on = app.view.layers.with(|layers| layers.contains(&paint));
            let sight = app.view.sight.get();
            app.view.sheets.track();
            app.session.read.with(|read| {
                let Some(read) = read.as_ref().filter(|_| on) else { return highlights::clear(paint) };
                // An edited text keeps its colours until it has been read.
                if let Some(content) = app.content_of(read) {
                    let spans = lookup::layer(&read.review.reading, paint);
                    let units = spans.into_iter().map(|span| read.offsets.utf16(&read.text, span));
                    let seen = |units: &Range<usize>| {
                        sight.as_ref().is_none_or(|sight| units.start < sight.end && sight.start < units.end)
                    };
                    highlights::paint(&content, paint, units.filter(seen));
                }
            });
        });
    }
}

/// Lights up the parts of the event, quote or entity that is pointed at.
pub fn paint_lit(app: App) {
    let painted = StoredValue::new(Vec::<Paint>::new());
    Effect::new(move |_| {
        for paint in painted.get_value() {
            highlights::clear(paint);
        }
        painted.set_value(Vec::new());
        app.view.sheets.track();
        let Some(part) = app.view.lit.get() else { return };
        app.session.read.with_untracked(|read| {
            let Some(read) = read else { return };
            let Some(content) = app.content_of(read) else { return };
            let parts = lookup::lit(&read.review.reading, part);
            let mut paints: Vec<Paint> = parts.iter().map(|(paint, _)| *paint).collect();
            paints.sort_by_key(|paint| paint.name());
            paints.dedup();
            for paint in &paints {
                let spans = parts.iter().filter(|(other, _)| other == paint).map(|(_, span)| *span);
                highlights::paint(&content, *paint, spans.map(|span| read.offsets.utf16(&read.text, span)));
            }
            painted.set_value(paints);
        });
    });
}
