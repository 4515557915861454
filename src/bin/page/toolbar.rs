//! What stands above the text: where it comes from, its headline and date, and the layers.

use dateline::review::lookup::Paint;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::files::take_chosen;
use crate::keep::Keep;

const SAMPLE: &str = include_str!("sample.txt");

/// Ways to get a text in, and to keep it.
#[component]
pub fn Toolbar(app: App) -> impl IntoView {
    view! {
        <div class="tools">
            <button id="sample" type="button" on:click=move |_| app.replace(SAMPLE.trim_end())>"Try a sample"</button>
            <label class="button">
                "Open a file"
                <input
                    id="open-file"
                    type="file"
                    accept=".txt,.text,.md,.html,.htm,.xhtml,text/plain,text/html"
                    on:change=move |event: ev::Event| take_chosen(app, &event)
                />
            </label>
            <Keep app/>
        </div>
    }
}

/// The headline and the publication date.
#[component]
pub fn About(app: App) -> impl IntoView {
    let title = move || app.look(|source, _| source.title());
    let byline = move || app.look(|source, _| source.reading.byline.map(|span| source.words(span)));
    let told = move || {
        app.read.with(|read| {
            read.as_ref().filter(|read| read.dated_by_text).and_then(|read| read.reading.published.clone())
        })
    };
    let date = move || told().unwrap_or_else(|| app.published.get());
    let dated = move |event: ev::Event| {
        app.published.set(event_target_value(&event));
        app.read_after(0);
    };
    view! {
        <div class="about">
            <p id="title" class:untitled=move || title().is_none()>
                {move || title().unwrap_or_else(|| "No headline yet".to_string())}
                {move || byline().map(|byline| view! { <span class="byline">"by " {byline}</span> })}
            </p>
            <p class="date">
                <label for="published">"Published"</label>
                <input
                    id="published"
                    type="date"
                    autocomplete="off"
                    aria-describedby="date-source"
                    prop:value=date
                    readonly=move || told().is_some()
                    on:change=dated
                />
                <span id="date-source">{move || if told().is_some() { "taken from the text" } else { "" }}</span>
            </p>
        </div>
    }
}

/// Which layers are painted.
#[component]
pub fn Layers(app: App) -> impl IntoView {
    let layer = |id: &'static str, name: &'static str, paint: Paint| {
        let toggle = move |event: ev::Event| {
            let on = event_target_checked(&event);
            app.layers.update(|layers| {
                layers.retain(|other| *other != paint);
                if on {
                    layers.push(paint);
                }
            });
        };
        let on = move || app.layers.with(|layers| layers.contains(&paint));
        view! {
            <label class=format!("layer {}", paint.name())>
                <input id=id type="checkbox" autocomplete="off" prop:checked=on on:change=toggle/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="layers">
            <legend>"Show"</legend>
            {layer("layer-actors", "Actors", Paint::Actor)}
            {layer("layer-places", "Places", Paint::Place)}
            {layer("layer-quotes", "Quotes", Paint::Quote)}
            {layer("layer-events", "Events", Paint::Event)}
        </fieldset>
    }
}
