//! Where an article comes from: its headline and publication date, which the text may give itself, its outlet and address.

use dateline::review::session::{Action, Field, Read};
use dateline::review::wording;
use js_sys::Reflect;
use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::app::App;
use crate::browser::focus_soon;
use crate::unread::Unread;

/// When and where the article appeared; opened, the fields for what the text does not say or says wrongly.
#[component]
pub fn Origin(app: App) -> impl IntoView {
    let published = shown(app, Field::Published);
    let outlet = shown(app, Field::Outlet);
    let told = move || {
        let published = match published() {
            published if published.is_empty() => "No date of publication".to_string(),
            published => format!("Published {}", wording::date(&published)),
        };
        let outlet = Some(outlet()).filter(|outlet| !outlet.is_empty());
        outlet.into_iter().chain([published]).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <details id="origin">
            <summary>{told}</summary>
            <div class="about">
                <div class="headline"><Headline app/></div>
                <Published app/>
                <p class="source">
                    <Beside app field=Field::Outlet id="outlet" name="Outlet" kind="text"/>
                    <Beside app field=Field::Url id="url" name="URL" kind="url"/>
                </p>
            </div>
        </details>
        <Unread app/>
    }
}

/// A field for what no text gives itself; on paper it is seen only where something stands in it.
#[component]
fn Beside(
    /// The page.
    app: App,
    /// What is written in it.
    field: Field,
    /// The id of the input.
    id: &'static str,
    /// What it is called.
    name: &'static str,
    /// The type of the input.
    kind: &'static str,
) -> impl IntoView {
    let value = shown(app, field);
    view! {
        <span class="field" class:blank=move || value().is_empty()>
            <label for=id>{name}</label>
            <input
                id=id
                type=kind
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:change=give(app, field)
            />
        </span>
    }
}

/// The headline: one line as a rule, and as many as it takes.
#[component]
fn Headline(app: App) -> impl IntoView {
    let own = own(app, Field::Headline);
    let value = shown(app, Field::Headline);
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
    let own = own(app, Field::Published);
    let read = app.session.read;
    let other = Memo::new(move |_| {
        let other = read.with(|read| read.as_ref()?.reading.published_or.clone());
        other.filter(|_| !is_given(app, Field::Published))
    });
    let source = move || match (is_given(app, Field::Published), own.with(Option::is_some)) {
        (true, _) => "set by you",
        (false, true) if other.with(Option::is_some) => {
            "taken from the text, whose numbers may mean another day:"
        }
        (false, true) => "taken from the text",
        (false, false) => "",
    };
    let take_other = move |_| {
        app.act(Action::Give(Field::Published, other.get_untracked()));
        focus_soon("#published".to_string());
    };
    view! {
        <p class="date">
            <label for="published">"Published"</label>
            <input
                id="published"
                type="date"
                autocomplete="off"
                aria-describedby="date-source"
                prop:value=shown(app, Field::Published)
                on:change=give(app, Field::Published)
            />
            <span id="date-source">{source}</span>
            <button id="other-date" type="button" class="own" hidden=move || other.with(Option::is_none) on:click=take_other>
                {move || format!("Use {}", other.get().unwrap_or_default())}
            </button>
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

fn is_given(app: App, field: Field) -> bool {
    app.session.library.with(|library| library.open().given.get(field).is_some())
}

/// What the text itself says.
fn own(app: App, field: Field) -> Memo<Option<String>> {
    let read = app.session.read;
    Memo::new(move |_| read.with(|read| own_in(read.as_ref()?, field)))
}

fn own_in(read: &Read, field: Field) -> Option<String> {
    match field {
        Field::Published => read.reading.published_in_text.clone(),
        Field::Headline => read.source().title(),
        _ => None,
    }
}

/// What stands in a field: what the user wrote, or else what the text says.
fn shown(app: App, field: Field) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let (library, read) = (app.session.library, app.session.read);
    move || {
        let given = library.with(|library| library.open().given.get(field).map(str::to_string));
        given.or_else(|| read.with(|read| own_in(read.as_ref()?, field))).unwrap_or_default()
    }
}

/// Takes what was written in a field. What the text says itself, it goes on saying, also in a field that was emptied.
fn give(app: App, field: Field) -> impl Fn(ev::Event) + Copy + 'static {
    let read = app.session.read;
    move |event| {
        let value = event_target_value(&event);
        let own = read.with_untracked(|read| own_in(read.as_ref()?, field));
        let is_own = own.is_some_and(|own| own == value.trim());
        app.act(Action::Give(field, Some(value).filter(|_| !is_own)));
        if let Some(target) = event.target() {
            // A field takes any value, and empties itself of what is none.
            let _ = Reflect::set(&target, &"value".into(), &untrack(shown(app, field)).into());
        }
    }
}
