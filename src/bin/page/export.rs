//! Taking the reading along: JSON and tables.

use std::sync::Arc;

use dateline::review::export;
use dateline::review::session::{Field, Read};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::browser;
use crate::menu::Menu;

/// Tells spreadsheets that a table is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The buttons for copying and downloading.
#[component]
pub fn Export(app: App) -> impl IntoView {
    let nothing = move || app.session.read.with(Option::is_none);
    let copy_json = move |_| {
        let Some(read) = app.session.read.get_untracked() else { return };
        spawn_local(async move {
            let copied = browser::copy(&json(app, &read)).await;
            let words = if copied {
                "Copied the reading as JSON."
            } else {
                "This browser does not let the page copy."
            };
            app.session.say(words);
        });
    };
    let download =
        move |ending: &'static str, media_type: &'static str, content: fn(App, &Read) -> String| {
            move |_| {
                let Some(read) = app.session.read.get_untracked() else { return };
                save(app, &read, ending, media_type, content);
            }
        };
    let stamp = move || app.session.read.with(|read| read.as_ref().map(|read| read.stamp().in_words()));
    view! {
        <Menu id="export" name="Export">
                <button id="copy-json" type="button" disabled=nothing on:click=copy_json>"Copy JSON"</button>
                <button
                    id="download-json"
                    type="button"
                    disabled=nothing
                    on:click=download(".json", "application/json", json)
                >"Download JSON"</button>
                <button
                    id="download-events"
                    type="button"
                    disabled=nothing
                    on:click=download("-events.csv", "text/csv", |_, read| table(export::events_csv(read.source(), &read.stamp())))
                >"Events as CSV"</button>
                <button
                    id="download-quotes"
                    type="button"
                    disabled=nothing
                    on:click=download("-quotes.csv", "text/csv", |_, read| table(export::quotes_csv(read.source(), &read.stamp())))
                >"Quotes as CSV"</button>
                <p class="stamp">{stamp}</p>
        </Menu>
    }
}

fn json(app: App, read: &Read) -> String {
    let library = app.session.library;
    library.with_untracked(|library| {
        export::json(read.source(), &read.review, &library.open().given, &read.stamp())
    })
}

fn table(rows: String) -> String {
    format!("{BYTE_ORDER_MARK}{rows}")
}

fn save(app: App, read: &Arc<Read>, ending: &str, media_type: &str, content: fn(App, &Read) -> String) {
    let library = app.session.library;
    let given =
        library.with_untracked(|library| library.open().given.get(Field::Headline).map(str::to_string));
    let headline = given.or_else(|| read.source().title());
    let name = export::file_name(headline.as_deref(), ending);
    let words = match browser::download(&name, media_type, &content(app, read)) {
        Some(()) => format!("Saved as {name}."),
        None => format!("This browser did not save {name}."),
    };
    app.session.say(words);
}
