//! Where an article comes from: its headline and publication date, which the text may give itself, its outlet and address.

use dateline::review::session::{Action, Field};
use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::app::App;
use crate::browser::focus_soon;
use crate::unread::Unread;

/// The headline, the byline, and the fields beside them.
#[component]
pub fn Origin(app: App) -> impl IntoView {
    let byline = move || app.look(|source| source.reading.byline.map(|span| source.words(span)));
    view! {
        <div class="about">
            <div class="headline">
                <Headline app/>
                {move || byline().map(|byline| view! { <span class="byline">"by " {byline}</span> })}
            </div>
            <Published app/>
            <p class="source">
                <label for="outlet">"Outlet"</label>
                <input
                    id="outlet"
                    type="text"
                    autocomplete="off"
                    prop:value=given(app, Field::Outlet)
                    on:change=give(app, Field::Outlet)
                />
                <label for="url">"URL"</label>
                <input
                    id="url"
                    type="url"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=given(app, Field::Url)
                    on:change=give(app, Field::Url)
                />
            </p>
            <Unread app/>
        </div>
    }
}

/// The headline: one line as a rule, and as many as it takes.
#[component]
fn Headline(app: App) -> impl IntoView {
    let own = Memo::new(move |_| app.look(|source| source.title()));
    let value = move || app.headline().unwrap_or_default();
    let line_only = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            event_target::<HtmlTextAreaElement>(&event).blur().unwrap_or_default();
        }
    };
    view! {
        <label for="title" class="unseen">"Headline"</label>
        <textarea
            id="title"
            rows=move || 1 + value().chars().count() / LINE
            autocomplete="off"
            spellcheck="false"
            placeholder="No headline yet"
            prop:value=value
            on:keydown=line_only
            on:change=give(app, Field::Headline)
        ></textarea>
        <Back app field=Field::Headline own id="own-title" name="headline"/>
    }
}

/// Characters of a headline that have room on one line.
const LINE: usize = 60;

/// The publication date, and whose it is.
#[component]
fn Published(app: App) -> impl IntoView {
    let read = app.session.read;
    let own = Memo::new(move |_| read.with(|read| read.as_ref()?.own_date.clone()));
    let is_given = move || is_given(app, Field::Published);
    let value = move || {
        let given = given(app, Field::Published)();
        if given.is_empty() { own.get().unwrap_or_default() } else { given }
    };
    let source = move || match (is_given(), own.with(Option::is_some)) {
        (true, _) => "set by you",
        (false, true) => "taken from the text",
        (false, false) => "",
    };
    view! {
        <p class="date">
            <label for="published">"Published"</label>
            <input
                id="published"
                type="date"
                autocomplete="off"
                aria-describedby="date-source"
                prop:value=value
                on:change=give(app, Field::Published)
            />
            <span id="date-source">{source}</span>
            <Back app field=Field::Published own id="own-date" name="date"/>
        </p>
    }
}

/// The way back to what the text itself gives.
#[component]
fn Back(
    /// The page.
    app: App,
    /// The field that it is the way back in.
    field: Field,
    /// What the text gives.
    own: Memo<Option<String>>,
    /// The id of the button.
    id: &'static str,
    /// What it is called.
    name: &'static str,
) -> impl IntoView {
    let needless = move || own.with(Option::is_none) || !is_given(app, field);
    let take_back = move |_| {
        app.act(Action::Give(field, None));
        focus_soon(if field == Field::Published { "#published" } else { "#title" }.to_string());
    };
    view! {
        <button id=id type="button" class="own" hidden=needless on:click=take_back>
            {format!("Use the text’s own {name}")}
        </button>
    }
}

fn given(app: App, field: Field) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let library = app.session.library;
    move || library.with(|library| library.open().given.get(field).unwrap_or_default().to_string())
}

fn is_given(app: App, field: Field) -> bool {
    app.session.library.with(|library| library.open().given.get(field).is_some())
}

/// Takes what was written in a field. What the text says itself, it goes on saying.
fn give(app: App, field: Field) -> impl Fn(ev::Event) + Copy + 'static {
    move |event| {
        let value = event_target_value(&event);
        let own = app.session.read.with_untracked(|read| {
            let read = read.as_ref()?;
            match field {
                Field::Published => read.own_date.clone(),
                Field::Headline => read.source().title(),
                Field::Outlet | Field::Url | Field::Extent => None,
            }
        });
        let is_own = own.is_some_and(|own| own == value.trim());
        app.act(Action::Give(field, Some(value).filter(|_| !is_own)));
    }
}
