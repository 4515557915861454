//! The page's frame: the text on one side, what was read on the other.

use dateline::review::lookup::{self, Under};
use dateline::review::session::{Action, Phase, Way};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::app::App;
use crate::browser::focus_soon;
use crate::choices::{self, ChoicesHere};
use crate::edit::{Editor, Selected};
use crate::highlights;
use crate::origin::Origin;
use crate::panels::{self, Panels};
use crate::search::Search;
use crate::sheet::{self, Editing, Sheet};
use crate::sight;
use crate::surface;
use crate::toolbar::{Layers, Toolbar};
use crate::{browser, edit, files, hand_over, keep, keys, painting, paste};

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
    panels::follow_address(app);
    sheet::take_pastes(app);
    view! {
        <Skip to="text" name="To the text"/>
        <Skip to="findings" name="To the findings"/>
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
                    <Editing app/>
                </div>
                <div class="sheet">
                    <Surface app/>
                    <Sheet app/>
                </div>
                <Status app/>
            </section>
            <Panels app/>
            <Editor app/>
            <Selected app/>
            <ChoicesHere app/>
        </main>
    }
}

/// What was written in the document's own field while the program was loading, and whether somebody is in it.
fn written_early() -> (String, bool) {
    let field = browser::element("#early").and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(field) = field else { return Default::default() };
    (field.value(), field.matches(":focus").unwrap_or_default())
}

/// The editing surface.
#[component]
fn Surface(app: App) -> impl IntoView {
    let article = NodeRef::<leptos::html::Div>::new();
    let (written, has_focus) = written_early();
    article.on_load(move |_| {
        surface::make_editable();
        app.ready();
        if has_focus {
            focus_soon("#article".to_string());
        }
        if !written.trim().is_empty() {
            app.replace(&written);
        }
        keep::restore(app);
        hand_over::wait(app);
        if !highlights::supported() {
            app.session.say("This browser cannot paint words in the text: the lists tell all that was read.");
        }
    });
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
            on:paste=move |event| paste::take(app, &event)
            on:mousemove=move |event: ev::MouseEvent| inspect(app, &event)
            on:mouseleave=move |_| left(app)
            on:click=move |event: ev::MouseEvent| clicked(app, &event)
        ></div>
    }
}

/// Tells what stands under the pointer, and lights it up.
pub fn inspect(app: App, event: &ev::MouseEvent) {
    let under = under(app, event);
    let part = under.part().or(app.view.held.get_untracked());
    if app.view.lit.get_untracked() != part {
        app.view.lit.set(part);
    }
    let words = under.words();
    if app.view.inspected.with_untracked(|inspected| *inspected != words) {
        app.view.inspected.set(words);
    }
}

/// The pointer has left the text.
pub fn left(app: App) {
    app.view.lit.set(app.view.held.get_untracked());
    app.view.inspected.set(String::new());
}

/// Opens the card of what was clicked. Whoever selects words presses, and lets go, but means the words.
pub fn clicked(app: App, event: &ev::MouseEvent) {
    if surface::has_selection() {
        return;
    }
    choices::choose(app, under(app, event), (event.client_x(), event.client_y()));
}

/// What stands under the pointer.
fn under(app: App, event: &ev::MouseEvent) -> Under {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let under = app.session.read.with_untracked(|read| {
        let read = read.as_ref()?;
        let unit = app.content_of(read)?.unit_at(x, y)?;
        let point = read.offsets.from_utf16(&read.text, unit);
        let layers = app.view.layers.get_untracked();
        Some(lookup::under(read.source(), point, |paint| layers.contains(&paint)))
    });
    under.unwrap_or_default()
}

/// The lines under the text: what has failed, what is under the pointer, how far the reading is, and what the page has to
/// say.
#[component]
fn Status(app: App) -> impl IntoView {
    view! {
        <div class="lines">
            <Fault app/>
            <Replaced app/>
            <Notice app/>
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

/// What is to be known of what was opened, until somebody puts it away.
#[component]
fn Notice(app: App) -> impl IntoView {
    let notice = app.session.notice;
    let put_away = move |_| {
        notice.set(String::new());
        // The button goes with the notice.
        focus_soon(surface::SHOWN.to_string());
    };
    view! {
        <p id="notice" role="status" class:blank=move || notice.with(String::is_empty)>
            <span>{move || notice.get()}</span>
            " "
            <Show when=move || notice.with(|words| !words.is_empty() && !words.ends_with('…'))>
                <button id="put-away" type="button" on:click=put_away>"OK"</button>
            </Show>
        </p>
    }
}

/// A way past what comes first, which takes the keyboard focus along.
#[component]
fn Skip(
    /// The id of the part of the page that it leads to.
    to: &'static str,
    /// What the way is called.
    name: &'static str,
) -> impl IntoView {
    let go = move |event: ev::MouseEvent| {
        event.prevent_default();
        browser::focus_soon(format!("#{to}"));
    };
    view! { <a class="skip" href=format!("#{to}") on:click=go>{name}</a> }
}
