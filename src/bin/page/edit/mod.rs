//! Putting a card right: what is on it, the sheet with its fields, and what it is marked and noted with.

mod entity;
mod event;
mod fields;
mod quote;
mod selected;

use dateline::review::corrections::{Correction, Mark, Proposal};
use dateline::review::fields::{Remarked, has};
use dateline::review::lookup::Part;
use leptos::ev;
use leptos::prelude::*;

use self::entity::EntityFields;
use self::event::EventFields;
use self::quote::QuoteFields;
pub use self::selected::{Selected, Words, follow};
use crate::app::App;
use crate::browser::focus_soon;
use crate::{browser, surface};

/// On a card: its mark and note, and the button that opens its fields.
#[component]
pub fn Edit(app: App, part: Memo<Part>) -> impl IntoView {
    let remark = Memo::new(move |_| app.remark(part.get()));
    let mark = move || remark.with(|remark| remark.mark);
    let note = move || remark.with(|remark| remark.note.clone());
    let open = move |event: ev::MouseEvent| {
        event.stop_propagation();
        edit(app, part.get_untracked());
    };
    view! {
        <span class="remark">
            <Show when=move || mark().is_some()>
                <span class=move || format!("mark {}", mark().map_or("", Mark::name))>{move || mark().map(Mark::name)}</span>
            </Show>
            <Show when=move || !note().is_empty()><span class="note">{note}</span></Show>
            <button type="button" class="edit" on:click=open>"Edit"</button>
        </span>
    }
}

/// Opens the fields of `part`.
pub fn edit(app: App, part: Part) {
    app.view.editing.set(Some(part));
    focus_soon("#editor-title".to_string());
}

/// The choice of cards by their marks and notes.
#[component]
pub fn RemarkedChoice(app: App) -> impl IntoView {
    let chosen = app.view.remarked;
    let change = move |event: ev::Event| {
        let value = event_target_value(&event);
        chosen.set(Remarked::ALL.into_iter().find(|one| one.words() == value).unwrap_or_default());
        app.tell_what_is_listed();
    };
    let option = move |one: Remarked| {
        view! { <option value=one.words() selected=move || chosen.get() == one>{one.words()}</option> }
    };
    view! {
        <select class="by-mark" aria-label="Cards with mark" autocomplete="off" on:change=change>
            {Remarked::ALL.map(option).collect_view()}
        </select>
    }
}

/// The sheet with the fields of what is being edited. It stays while the lists are made anew after a change.
#[component]
pub fn Editor(app: App) -> impl IntoView {
    let editing = app.view.editing;
    let part = Memo::new(move |_| {
        let part = editing.get()?;
        app.look(|source| has(source.reading, part)).then_some(part)
    });
    let title = move || match part.get() {
        Some(Part::Event(_)) => "Edit the event",
        Some(Part::Quote(_)) => "Edit the quote",
        _ => "Edit the actor or place",
    };
    let fields = move || match part.get()? {
        Part::Event(id) => Some(view! { <EventFields app id/> }.into_any()),
        Part::Quote(id) => Some(view! { <QuoteFields app id/> }.into_any()),
        Part::Entity(id) => Some(view! { <EntityFields app id/> }.into_any()),
        Part::Mention(_) | Part::Tie(..) => None,
    };
    let remarks = move || part.get().map(|part| view! { <Remarks app part/> });
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close(app);
        }
    };
    view! {
        <section
            id="editor"
            aria-labelledby="editor-title"
            hidden=move || part.with(Option::is_none)
            on:keydown=pressed
        >
            <div class="head">
                <h2 id="editor-title" tabindex="-1">{title}</h2>
                <button id="close-editor" type="button" on:click=move |_| close(app)>"Done"</button>
            </div>
            {fields}
            {remarks}
        </section>
    }
}

/// Closes the sheet, and goes back to the card, or to the text where another panel is open.
fn close(app: App) {
    let card = match app.view.editing.get_untracked() {
        Some(Part::Event(id)) => format!("#events:not([hidden]) li[data-id='{id}'] .edit"),
        Some(Part::Quote(id)) => format!("#quotes:not([hidden]) li[data-id='{id}'] .edit"),
        Some(Part::Entity(id)) => format!(":is(#actors, #places):not([hidden]) li[data-id='{id}'] .edit"),
        _ => surface::SHOWN.to_string(),
    };
    app.view.editing.set(None);
    let is_there = browser::element(&card).is_some();
    focus_soon(if is_there { card } else { surface::SHOWN.to_string() });
}

/// The mark and the note of a card.
#[component]
fn Remarks(app: App, part: Part) -> impl IntoView {
    let remark = Memo::new(move |_| app.remark(part));
    let button = move |mark: Mark| {
        let is_on = move || remark.with(|remark| remark.mark == Some(mark));
        let toggle = move |_| {
            let mark = Some(mark).filter(|_| !untrack(is_on));
            propose(app, |proposal| proposal.mark(part, mark));
        };
        let pressed = move || if is_on() { "true" } else { "false" };
        view! {
            <button type="button" class=format!("mark {}", mark.name()) aria-pressed=pressed on:click=toggle>
                {mark.name()}
            </button>
        }
    };
    let note = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_string();
        propose(app, |proposal| proposal.note(part, text));
    };
    view! {
        <p class="marks" role="group" aria-label="Mark">{Mark::ALL.map(button).collect_view()}</p>
        <label>
            "Note"
            <textarea
                name="note"
                rows="2"
                autocomplete="off"
                prop:value=move || remark.with(|remark| remark.note.clone())
                on:change=note
            ></textarea>
        </label>
    }
}

/// Does what `make` proposes.
fn propose(app: App, make: impl FnOnce(&Proposal) -> Option<Correction>) {
    app.correct_by(|read| make(&read.proposal()));
}
