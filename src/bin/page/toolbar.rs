//! What stands above the text: ways to get one in, and the layers.

use dateline::review::lookup::{self, Paint};
use dateline_documents::kind::ACCEPTED;
use leptos::ev;
use leptos::prelude::*;

use crate::about::AboutDateline;
use crate::app::App;
use crate::colours::Colours;
use crate::export::Export;
use crate::files::take_chosen;
use crate::keep::Keep;
use crate::key_help::KeyHelp;

/// An article to try the page with.
pub const SAMPLE: &str = include_str!("sample.txt");

/// Ways to get a text in, and to keep it.
#[component]
pub fn Toolbar(app: App) -> impl IntoView {
    view! {
        <div class="tools">
            <button id="sample" type="button" on:click=move |_| app.replace(SAMPLE.trim_end())>"Try a sample"</button>
            <label class="button">
                "Open files"
                <input
                    id="open-file"
                    type="file"
                    multiple
                    accept=ACCEPTED
                    on:change=move |event: ev::Event| take_chosen(app, &event)
                />
            </label>
            <Keep app/>
            <Export app/>
            <AboutDateline/>
            <Colours/>
            <KeyHelp app/>
        </div>
    }
}

/// Which layers are painted, each with the number of its marks.
#[component]
pub fn Layers(app: App) -> impl IntoView {
    let layer = |id: &'static str, name: &'static str, paint: Paint, count: Signal<usize>| {
        let toggle = move |event: ev::Event| {
            let on = event_target_checked(&event);
            app.view.layers.update(|layers| {
                layers.retain(|other| *other != paint);
                if on {
                    layers.push(paint);
                }
            });
        };
        let on = move || app.view.layers.with(|layers| layers.contains(&paint));
        view! {
            <label class=format!("layer {}", paint.name())>
                <input id=id type="checkbox" autocomplete="off" prop:checked=on on:change=toggle/>
                <span>{name}</span>
                <small>{move || count.get()}</small>
            </label>
        }
    };
    let painted =
        |paint: Paint| Signal::derive(move || app.look(|source| lookup::layer(source.reading, paint).len()));
    view! {
        <fieldset class="layers">
            <legend>"Show"</legend>
            {layer("layer-actors", "Actors", Paint::Actor, painted(Paint::Actor))}
            {layer("layer-places", "Places", Paint::Place, painted(Paint::Place))}
            {layer("layer-quotes", "Quotes", Paint::Quote, painted(Paint::Quote))}
            {layer("layer-events", "Events", Paint::Event, painted(Paint::Event))}
        </fieldset>
    }
}
