//! Drawings that are made late, so that typing pays nothing for them.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser;

/// Whether `room` has been in sight for a moment, or goes to print.
pub fn once_shown(room: NodeRef<Div>) -> RwSignal<bool> {
    let shown = RwSignal::new(false);
    room.on_load(move |room| browser::once_seen(&room, move || shown.set(true)));
    let print = window_event_listener(ev::beforeprint, move |_| {
        if room.get_untracked().is_some_and(|room| !room.hidden()) {
            shown.set(true);
        }
    });
    on_cleanup(move || print.remove());
    shown
}
