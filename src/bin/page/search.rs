//! Search in the text.

use std::ops::Range;

use dateline::review::lookup::Paint;
use dateline::review::search::find_all;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::highlights;
use crate::surface;

/// The most places that are painted; all are counted.
const PAINTED: usize = 2000;

/// The search field, its count, and the ways on.
#[component]
pub fn Search(app: App) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let current = RwSignal::new(0usize);
    let found = Memo::new(move |_| {
        app.view.sheets.track();
        app.session.edits.track();
        app.session.read.track();
        query.with(
            |query| if query.trim().is_empty() { Vec::new() } else { find_all(&app.content().text, query) },
        )
    });
    Effect::new(move |_| {
        app.view.sheets.track();
        paint(app, &found.get(), current.get());
    });
    let step = move |by: isize| {
        let count = found.with_untracked(Vec::len);
        if count > 0 {
            current.update(|at| *at = (*at as isize + by).rem_euclid(count as isize) as usize);
            show(app, &found.get_untracked(), current.get_untracked());
        }
    };
    let typed = move |event: ev::Event| {
        query.set(event_target_value(&event));
        current.set(0);
        show(app, &found.get_untracked(), 0);
    };
    let keyed = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            step(if event.shift_key() { -1 } else { 1 });
        }
    };
    let count = move || match (found.with(Vec::len), query.with(|query| query.trim().is_empty())) {
        (_, true) => String::new(),
        (0, _) => "not found".to_string(),
        (count, _) => format!("{} of {count}", current.get().min(count - 1) + 1),
    };
    let nothing = move || found.with(Vec::is_empty);
    view! {
        <div class="search" role="search">
            <label for="search" class="unseen">"Search in the text"</label>
            <input id="search" type="search" placeholder="Search" autocomplete="off" on:input=typed on:keydown=keyed/>
            <output id="search-count" for="search">{count}</output>
            <button id="search-previous" type="button" aria-label="Previous" title="Previous" disabled=nothing on:click=move |_| step(-1)>"↑"</button>
            <button id="search-next" type="button" aria-label="Next" title="Next" disabled=nothing on:click=move |_| step(1)>"↓"</button>
        </div>
    }
}

fn paint(app: App, found: &[Range<usize>], current: usize) {
    let content = app.content();
    highlights::paint(&content, Paint::Search, found.iter().take(PAINTED).cloned());
    highlights::paint(&content, Paint::SearchCurrent, found.get(current).cloned());
}

fn show(app: App, found: &[Range<usize>], current: usize) {
    let range = found.get(current).and_then(|units| app.content().range(units.clone()));
    if let Some(range) = range {
        surface::scroll_to(&range);
    }
}
