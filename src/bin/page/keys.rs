//! The keys that are heard anywhere in the page: undo and redo, Escape, and those that walk the cards.

use dateline::review::session::Way;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, InputEvent};

use crate::app::App;
use crate::browser;

/// Hears them.
pub fn listen(app: App) {
    let listening = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            app.view.raised.set(false);
            app.view.put_all_out();
            if app.view.is_narrowed() {
                app.widen();
            }
        } else if let Some(key) = single(&event).filter(|_| app.view.keys.get_untracked()) {
            event.prevent_default();
            match key {
                Single::Next => walk(app, 1),
                Single::Previous => walk(app, -1),
                Single::Dismiss => dismiss(app),
                Single::Help => press("#keys > summary"),
            }
        } else if let Some(way) = step_of(&event) {
            event.prevent_default();
            app.step(way);
        }
    });
    on_cleanup(move || listening.remove());
}

/// What a key does by itself, where nobody writes.
enum Single {
    Next,
    Previous,
    Dismiss,
    Help,
}

fn single(event: &ev::KeyboardEvent) -> Option<Single> {
    let writes = |element: Element| {
        element.matches("input, textarea, select, [contenteditable], dialog *").unwrap_or_default()
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if event.ctrl_key() || event.meta_key() || event.alt_key() || target.is_some_and(writes) {
        return None;
    }
    match event.key().as_str() {
        "j" => Some(Single::Next),
        "k" => Some(Single::Previous),
        "x" => Some(Single::Dismiss),
        "?" => Some(Single::Help),
        _ => None,
    }
}

/// Goes to the next card of the open panel or to the one before, and shows its words.
fn walk(app: App, by: isize) {
    let panel = app.view.panel.get_untracked().id();
    let mut cards = browser::elements(&format!("#{panel} li[data-id]"));
    cards.retain(|card| card.get_client_rects().length() > 0);
    let at = current(&cards);
    let next = match (at, by) {
        (Some(at), _) => at.checked_add_signed(by),
        (None, 1) => Some(0),
        (None, _) => cards.len().checked_sub(1),
    };
    let Some(card) = next.and_then(|next| cards.get(next)) else { return };
    if let Ok(Some(button)) = card.query_selector(".show") {
        app.view.raised.set(true);
        // It only fails where the element cannot take the focus, and then it stays where it is.
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
    if let Some(part) = app.view.held.get_untracked() {
        app.scroll_to(part);
    }
}

fn press(css: &str) {
    if let Some(button) = browser::element(css) {
        button.click();
        // It only fails where the element cannot take the focus, and then it stays where it is.
        let _ = button.focus();
    }
}

/// Dismisses the card that has the focus, or is lit.
fn dismiss(app: App) {
    let panel = app.view.panel.get_untracked().id();
    let cards = browser::elements(&format!("#{panel} li[data-id]"));
    let card = current(&cards).and_then(|at| cards.get(at));
    let button = card.and_then(|card| card.query_selector(".dismiss.whole").ok().flatten());
    if let Some(button) = button {
        button.unchecked_into::<HtmlElement>().click();
    }
}

/// Which of `cards` has the focus, or else is lit.
fn current(cards: &[Element]) -> Option<usize> {
    let has = |css: &str| cards.iter().position(|card| card.matches(css).unwrap_or_default());
    has(":focus-within").or_else(|| has(".lit"))
}

/// Whether the keys say undo or redo. In a field they are the field's own.
fn step_of(event: &ev::KeyboardEvent) -> Option<Way> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_field(event.target()) {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Way::Back),
        ("z", true) | ("y", false) => Some(Way::On),
        _ => None,
    }
}

fn is_field(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    let has_undo = |element: Element| {
        element.matches("input:not([type=checkbox], [type=file]), textarea").unwrap_or_default()
    };
    element.is_some_and(has_undo)
}

/// Which step the browser has just made in the text.
pub fn step_made(event: &ev::Event) -> Option<Way> {
    event.dyn_ref::<InputEvent>().and_then(step_in)
}

/// Undo and redo from a menu: where the last thing done was not to the text, the text is left alone.
pub fn take_step(app: App, event: &InputEvent) {
    let Some(way) = step_in(event) else { return };
    app.catch_up();
    if app.session.library.with_untracked(|library| library.step_of_text(way).is_none()) {
        event.prevent_default();
        app.step(way);
    }
}

fn step_in(event: &InputEvent) -> Option<Way> {
    match event.input_type().as_str() {
        "historyUndo" => Some(Way::Back),
        "historyRedo" => Some(Way::On),
        _ => None,
    }
}
