//! The page's frame: the text on one side, what was read on the other.

use std::ops::Range;

use dateline::reading::EntityKind;
use dateline::review::lookup::{self, Paint};
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::dismissed::Dismissed;
use crate::entities::{Actors, Places};
use crate::events::Events;
use crate::export::Export;
use crate::files::take_drop;
use crate::highlights;
use crate::map::Map;
use crate::network::Network;
use crate::quotes::Quotes;
use crate::search::Search;
use crate::sight;
use crate::surface;
use crate::timeline::Timeline;
use crate::toolbar::{About, Layers, Toolbar};
use crate::{browser, keep};

/// The whole page.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::new();
    paint_layers(app);
    paint_lit(app);
    sight::follow(app);
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            app.held.set(None);
            app.lit.set(None);
            if app.only.with_untracked(Option::is_some) {
                app.choose(None);
            }
        }
    });
    on_cleanup(move || escape.remove());
    view! {
        <header>
            <div class="name">
                <h1>"Dateline"</h1>
                <p>"Nothing you paste leaves this page."</p>
            </div>
            <Toolbar app/>
        </header>
        <main>
            <section class="text" aria-label="Article">
                <About app/>
                <div class="bar">
                    <Layers app/>
                    <Search app/>
                </div>
                <div class="sheet">
                    <Surface app/>
                </div>
                <Status app/>
            </section>
            <section class="panel" aria-label="What was read">
                <Contents app/>
                <Filter app/>
                <Events app/>
                <Quotes app/>
                <Timeline app/>
                <Actors app/>
                <Network app/>
                <Places app/>
                <Map app/>
                <Dismissed app/>
                <Export app/>
            </section>
        </main>
    }
}

/// The editing surface.
#[component]
fn Surface(app: App) -> impl IntoView {
    let article = NodeRef::<leptos::html::Div>::new();
    article.on_load(move |_| {
        surface::make_editable();
        app.ready();
        keep::restore(app);
        if !highlights::supported() {
            app.status.set(
                "This browser cannot paint words in the text: the lists tell all that was read.".to_string(),
            );
        }
    });
    let moved = move |event: ev::MouseEvent| inspect(app, event.client_x() as f32, event.client_y() as f32);
    let left = move |_| {
        app.lit.set(app.held.get_untracked());
        app.inspected.set(String::new());
    };
    view! {
        <div
            id="article"
            node_ref=article
            role="textbox"
            tabindex="0"
            aria-multiline="true"
            aria-label="Article text"
            aria-describedby="status"
            data-placeholder="Paste a news article here, or drop a file."
            spellcheck="false"
            on:input=move |_| app.edited()
            on:paste=|event| take_words(&event)
            on:mousemove=moved
            on:mouseleave=left
            on:dragover=|event: ev::DragEvent| {
                if has_files(&event) {
                    event.prevent_default();
                }
            }
            on:drop=move |event: ev::DragEvent| take_drop(app, &event)
        ></div>
    }
}

fn has_files(event: &ev::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// What is pasted comes in as plain text, in every browser alike.
fn take_words(event: &ev::ClipboardEvent) {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .filter(|text| !text.is_empty());
    if let Some(text) = text {
        event.prevent_default();
        surface::insert(&text);
    }
}

/// Tells what stands under the pointer, and lights it up.
fn inspect(app: App, x: f32, y: f32) {
    let Some(content) = app.content() else { return };
    let under = content.unit_at(x, y).map(|unit| {
        app.read.with_untracked(|read| {
            let read = read.as_ref()?;
            let point = read.offsets.from_utf16(&read.text, unit);
            let layers = app.layers.get_untracked();
            Some(lookup::under(read.source(), point, |paint| layers.contains(&paint)))
        })
    });
    let under = under.flatten().unwrap_or_default();
    let part = under.part.or(app.held.get_untracked());
    if app.lit.get_untracked() != part {
        app.lit.set(part);
    }
    if app.inspected.with_untracked(|words| *words != under.words) {
        app.inspected.set(under.words);
    }
}

/// Paints the layers anew whenever they or the reading change.
fn paint_layers(app: App) {
    for paint in [Paint::Actor, Paint::Place, Paint::Quote, Paint::Event] {
        Effect::new(move |_| {
            let on = app.layers.with(|layers| layers.contains(&paint));
            let sight = app.sight.get();
            app.read.with(|read| match (read, app.content()) {
                (Some(read), Some(content)) if on => {
                    let spans = lookup::layer(&read.review.reading, paint);
                    let units = spans.into_iter().map(|span| read.offsets.utf16(&read.text, span));
                    let seen = |units: &Range<usize>| {
                        sight.as_ref().is_none_or(|sight| units.start < sight.end && sight.start < units.end)
                    };
                    highlights::paint(&content, paint, units.filter(seen));
                }
                // An edited text keeps its colours until it has been read.
                (Some(_), None) if on => {}
                _ => highlights::clear(paint),
            });
        });
    }
}

/// Lights up the parts of the event, quote or entity that is pointed at.
fn paint_lit(app: App) {
    let painted = StoredValue::new(Vec::<Paint>::new());
    Effect::new(move |_| {
        for paint in painted.get_value() {
            highlights::clear(paint);
        }
        painted.set_value(Vec::new());
        let (Some(part), Some(content)) = (app.lit.get(), app.content()) else { return };
        app.read.with_untracked(|read| {
            let Some(read) = read else { return };
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

/// The lines under the text: what is under the pointer, how far the reading is, and what the page has to say.
#[component]
fn Status(app: App) -> impl IntoView {
    view! {
        <div class="lines">
            <p id="inspector">{move || app.inspected.get()}</p>
            <p id="status" role="status">{move || app.status.get()}</p>
            <progress
                id="progress"
                max="1"
                aria-label="Reading"
                hidden=move || app.progress.get().is_none()
                prop:value=move || f64::from(app.progress.get().unwrap_or_default())
            ></progress>
        </div>
    }
}

/// Ways to the lists, with what each of them counts.
#[component]
fn Contents(app: App) -> impl IntoView {
    let quotes = move || app.look(|source, only| source.quotes(only).len());
    let dated = move || app.shown.with(|cards| cards.iter().filter(|card| card.date.is_some()).count());
    let link = |list: &'static str, name: &'static str, count: Signal<usize>| {
        let go = move |event: ev::MouseEvent| {
            event.prevent_default();
            if let Some(section) = browser::element(&format!("#{list}")) {
                section.scroll_into_view();
            }
            browser::focus_soon(format!("#{list}-title"));
        };
        view! { <li><a href=format!("#{list}") on:click=go>{name}" "<span>{move || count.get()}</span></a></li> }
    };
    view! {
        <nav aria-label="Lists">
            <ul>
                {link("events", "Events", Signal::derive(move || app.shown.with(Vec::len)))}
                {link("quotes", "Quotes", Signal::derive(quotes))}
                {link("timeline", "Timeline", Signal::derive(dated))}
                {link("actors", "Actors", Signal::derive(move || app.actors.with(Vec::len)))}
                {link("network", "Network", Signal::derive(move || app.ties.with(Vec::len)))}
                {link("places", "Places", Signal::derive(move || app.places.with(Vec::len)))}
                {link("map", "Map", Signal::derive(move || app.mapped.with(Vec::len)))}
            </ul>
        </nav>
    }
}

/// Whom the lists are narrowed down to, with the way back.
#[component]
fn Filter(app: App) -> impl IntoView {
    let chosen = move || app.only.get().map(|only| (only.name, only.kind));
    let words = move || {
        chosen().map(|(name, kind)| {
            let (before, after) = match kind {
                EntityKind::Place => ("Only what happened in ", ""),
                _ => ("Only what ", " did and said"),
            };
            view! { <span>{before} <strong>{name}</strong> {after}</span> }
        })
    };
    view! {
        <Show when=move || chosen().is_some()>
            <p id="filter">
                {words}
                <button id="clear-filter" type="button" on:click=move |_| app.choose(None)>"Show all"</button>
            </p>
        </Show>
    }
}
