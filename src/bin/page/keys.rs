//! The keys that are heard anywhere in the page: undo and redo, and Escape.

use dateline::review::session::Way;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, InputEvent};

use crate::app::App;

/// Hears them.
pub fn listen(app: App) {
    let listening = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            app.view.put_all_out();
            if app.view.is_narrowed() {
                app.widen();
            }
        } else if let Some(way) = step_of(&event) {
            event.prevent_default();
            app.step(way);
        }
    });
    on_cleanup(move || listening.remove());
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
