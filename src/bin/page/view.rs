//! The page's frame: the text on one side, what was read on the other.

use dateline::review::lookup;
use dateline::review::session::{Action, Phase, Way};
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_soon;
use crate::changes::Changes;
use crate::chips::Chips;
use crate::edit::{Editor, Selected};
use crate::entities::{Actors, Places};
use crate::events::Events;
use crate::export::Export;
use crate::highlights;
use crate::key_help::KeyHelp;
use crate::map::Map;
use crate::network::Network;
use crate::origin::Origin;
use crate::quotes::Quotes;
use crate::search::Search;
use crate::sight;
use crate::surface;
use crate::timeline::Timeline;
use crate::toolbar::{Layers, Toolbar};
use crate::{browser, edit, files, keep, keys, painting};

/// The whole page.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::new();
    painting::paint_layers(app);
    painting::paint_lit(app);
    sight::follow(app);
    keys::listen(app);
    edit::follow(app);
    files::take_drops(app);
    keep::ask_before_leaving(app);
    view! {
        <Jump class="skip" to="article" name="To the text"/>
        <Jump class="skip" to="findings" name="To the findings"/>
        <header>
            <div class="name">
                <h1>"Dateline"</h1>
                <p>"Nothing you paste leaves this page."</p>
            </div>
            <Toolbar app/>
        </header>
        <main>
            <section class="text" id="text" tabindex="-1" aria-label="Article">
                <Origin app/>
                <div class="bar">
                    <Layers app/>
                    <Search app/>
                </div>
                <div class="sheet">
                    <Surface app/>
                </div>
                <Status app/>
            </section>
            <section class="panel" id="findings" tabindex="-1" aria-label="What was read">
                <div class="pinned">
                    <Contents app/>
                    <Chips app/>
                </div>
                <Events app/>
                <Quotes app/>
                <Timeline app/>
                <Actors app/>
                <Network app/>
                <Places app/>
                <Map app/>
                <Changes app/>
                <Export app/>
                <KeyHelp/>
            </section>
            <Editor app/>
            <Selected app/>
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
            app.session.say("This browser cannot paint words in the text: the lists tell all that was read.");
        }
    });
    let moved = move |event: ev::MouseEvent| inspect(app, event.client_x() as f32, event.client_y() as f32);
    let left = move |_| {
        app.view.lit.set(app.view.held.get_untracked());
        app.view.inspected.set(String::new());
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
            on:beforeinput=move |event: ev::InputEvent| keys::take_step(app, &event)
            on:input=move |event: ev::Event| app.edited(keys::step_made(&event))
            on:paste=|event| take_words(&event)
            on:mousemove=moved
            on:mouseleave=left
        ></div>
    }
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
    let under = app.session.read.with_untracked(|read| {
        let read = read.as_ref()?;
        let unit = app.session.content_of(read)?.unit_at(x, y)?;
        let point = read.offsets.from_utf16(&read.text, unit);
        let layers = app.view.layers.get_untracked();
        Some(lookup::under(read.source(), point, |paint| layers.contains(&paint)))
    });
    let under = under.unwrap_or_default();
    let part = under.part.or(app.view.held.get_untracked());
    if app.view.lit.get_untracked() != part {
        app.view.lit.set(part);
    }
    if app.view.inspected.with_untracked(|words| *words != under.words) {
        app.view.inspected.set(under.words);
    }
}

/// The lines under the text: what has failed, what is under the pointer, how far the reading is, and what the page has to
/// say.
#[component]
fn Status(app: App) -> impl IntoView {
    view! {
        <div class="lines">
            <Fault app/>
            <Replaced app/>
            <p id="inspector">{move || app.view.inspected.get()}</p>
            <p id="status" role="status">{move || app.session.status.get()}</p>
            <progress
                id="progress"
                max="1"
                aria-label="Reading"
                hidden=move || app.session.progress.get().is_none()
                prop:value=move || f64::from(app.session.progress.get().unwrap_or_default())
            ></progress>
        </div>
    }
}

/// What is wrong with the reader, for as long as it is, with the way to try again.
#[component]
fn Fault(app: App) -> impl IntoView {
    let library = app.session.library;
    let fault = Memo::new(move |_| {
        library.with(|library| match &library.open().phase {
            Phase::Failed(fault) => Some(fault.to_string()),
            _ => None,
        })
    });
    let retry = move |_| {
        app.act(Action::Retry);
        // The button goes with the fault.
        focus_soon("#article".to_string());
    };
    view! {
        <div id="fault" role="alert" hidden=move || fault.with(Option::is_none)>
            <span>{move || fault.get()}</span>
            " "
            <button id="retry" type="button" on:click=retry>"Try again"</button>
        </div>
    }
}

/// The way back to the text whose place another one has just taken.
#[component]
fn Replaced(app: App) -> impl IntoView {
    let library = app.session.library;
    let name = Memo::new(move |_| library.with(|library| library.replaced().map(|article| article.name())));
    view! {
        <p id="replaced" hidden=move || name.with(Option::is_none)>
            <span>"Another text has taken the place of “" {move || name.get()} "”."</span>
            " "
            <button id="bring-back" type="button" on:click=move |_| app.step(Way::Back)>"Bring it back"</button>
        </p>
    }
}

/// A way to a part of the page, which takes the keyboard focus along: to its heading, if it has one.
#[component]
fn Jump(
    /// The id of the part.
    to: &'static str,
    /// What the way is called.
    name: &'static str,
    /// Its class.
    #[prop(optional)]
    class: &'static str,
    /// What stands after the name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let go = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(part) = browser::element(&format!("#{to}")) {
            part.scroll_into_view();
        }
        browser::focus_soon(format!("#{to}-title, #{to}:not(:has(#{to}-title))"));
    };
    view! { <a class=class href=format!("#{to}") on:click=go>{name} " " {children.map(|children| children())}</a> }
}

/// Ways to the lists, with what each of them counts.
#[component]
fn Contents(app: App) -> impl IntoView {
    let dated = move || app.lists.shown.with(|cards| cards.iter().filter(|card| card.date.is_some()).count());
    let link = |list: &'static str, name: &'static str, count: Signal<usize>| {
        view! { <li><Jump to=list name><span>{move || count.get()}</span></Jump></li> }
    };
    view! {
        <nav aria-label="Lists">
            <ul>
                <li class="narrow"><Jump to="text" name="Text"/></li>
                {link("events", "Events", Signal::derive(move || app.lists.shown.with(Vec::len)))}
                {link("quotes", "Quotes", Signal::derive(move || app.lists.quotes.with(Vec::len)))}
                {link("timeline", "Timeline", Signal::derive(dated))}
                {link("actors", "Actors", Signal::derive(move || app.lists.actors.with(Vec::len)))}
                {link("network", "Network", Signal::derive(move || app.lists.ties.with(Vec::len)))}
                {link("places", "Places", Signal::derive(move || app.lists.places.with(Vec::len)))}
                {link("map", "Map", Signal::derive(move || app.lists.mapped.with(Vec::len)))}
            </ul>
        </nav>
    }
}
