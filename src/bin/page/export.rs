//! Taking the reading along, in every form there is.

use dateline::review::export::{Form, Piece, Shown, file_name};
use dateline::review::session::Field;
use leptos::prelude::*;

use crate::app::App;
use crate::browser;
use crate::copy::CopyButton;
use crate::menu::Menu;

/// A row of the menu: what its files are, and each with its button's id and name.
type Row = (&'static str, &'static [(Form, &'static str, &'static str)]);

const ROWS: [Row; 5] = [
    ("JSON", &[(Form::Json, "download-json", "Save")]),
    (
        "Tables",
        &[
            (Form::Events, "download-events", "Events"),
            (Form::Quotes, "download-quotes", "Quotes"),
            (Form::People, "download-people", "People"),
            (Form::Places, "download-places", "Places"),
        ],
    ),
    ("Map", &[(Form::GeoJson, "download-geojson", "GeoJSON")]),
    (
        "Annotations",
        &[
            (Form::WebAnnotation, "download-annotations", "Web Annotation"),
            (Form::Brat, "download-brat", "brat"),
        ],
    ),
    ("Report", &[(Form::Report, "download-report", "HTML")]),
];

/// The buttons for copying, saving and printing.
#[component]
pub fn Export(app: App) -> impl IntoView {
    // What is still being read would be taken for all that there is.
    let nothing = move || app.session.read.with(|read| read.as_ref().is_none_or(|read| !read.is_whole));
    let only = RwSignal::new(false);
    let stamp = move || app.session.read.with(|read| read.as_ref().map(|read| read.stamp().in_words()));
    let json = move || {
        let (_, bytes) = file(app, Form::Json, only.get())?;
        String::from_utf8(bytes).ok()
    };
    let copy = move || {
        view! {
            <CopyButton
                app
                name="Copy"
                title="Copy the JSON"
                words=json
                said="the reading as JSON."
                attr:id="copy-json"
                attr:disabled=nothing
            />
        }
    };
    let print = move || {
        view! {
            <button id="print" type="button" disabled=nothing on:click=|_| browser::print()>"Print or PDF"</button>
        }
    };
    let row = move |(name, forms): Row| {
        let save = move |&(form, id, words): &(Form, &'static str, &'static str)| {
            let save = move |_| save(app, form, only.get_untracked());
            view! { <button id=id type="button" disabled=nothing on:click=save>{words}</button> }
        };
        view! {
            <div class="row" role="group" aria-label=name>
                <span aria-hidden="true">{name}</span>
                {(name == "JSON").then(copy)}
                {forms.iter().map(save).collect_view()}
                {(name == "Report").then(print)}
            </div>
        }
    };
    view! {
        <Menu id="export" name="Export">
            <label class="only" hidden=move || !app.view.is_narrowed()>
                <input
                    id="export-only"
                    type="checkbox"
                    autocomplete="off"
                    prop:checked=only
                    on:change=move |event| only.set(event_target_checked(&event))
                />
                " Only what is listed"
            </label>
            {ROWS.map(row).collect_view()}
            <p class="stamp">{stamp}</p>
        </Menu>
    }
}

/// The file of the reading in `form`, and its name; of what is listed alone, if only that is wanted and not all is.
fn file(app: App, form: Form, only: bool) -> Option<(String, Vec<u8>)> {
    let read = app.session.read.get_untracked()?;
    let shown = untrack(|| (only && app.view.is_narrowed()).then(|| listed(app)));
    app.session.library.with_untracked(|library| {
        let given = &library.open().given;
        let headline = given.get(Field::Headline).map(str::to_string).or_else(|| read.source().title());
        let name = |ending| file_name(headline.as_deref(), ending);
        let piece = Piece { name: &name(""), read: &read, given, shown: shown.as_ref() };
        Some((name(form.ending()), form.file(piece)))
    })
}

/// What the lists show.
fn listed(app: App) -> Shown {
    let lists = app.lists;
    let actors = lists.actors.with(|cards| cards.iter().map(|card| card.id).collect::<Vec<_>>());
    let places = lists.places.with(|cards| cards.iter().map(|card| card.id).collect::<Vec<_>>());
    Shown {
        events: lists.shown.with(|cards| cards.iter().map(|card| card.id).collect()),
        quotes: lists.quotes.with(|cards| cards.iter().map(|card| card.id).collect()),
        entities: actors.into_iter().chain(places).collect(),
    }
}

fn save(app: App, form: Form, only: bool) {
    let Some((name, bytes)) = file(app, form, only) else { return };
    let words = match browser::download(&name, form.media_type(), &bytes) {
        Some(()) => format!("Saved as {name}."),
        None => format!("This browser did not save {name}."),
    };
    app.session.say(words);
}
