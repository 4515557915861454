//! Keeping the text on this device, only for who asks for it.

use dateline::review::corrections::{Correction, standing};
use dateline::review::offsets::Offsets;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::app::App;
use crate::browser;
use crate::surface::{self, Content};

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
    published: String,
    corrections: Vec<Correction>,
}

const KEY: &str = "dateline";

/// How long the page waits for the next change before it writes, in milliseconds.
const PAUSE: u32 = 300;

/// The choice to keep the text, and the way to have it forgotten.
#[component]
pub fn Keep(app: App) -> impl IntoView {
    let keep = RwSignal::new(load().is_some());
    let pause = StoredValue::new_local(None::<Timeout>);
    // The first time the page is still empty, and what was kept has yet to be put back.
    Effect::new(move |before: Option<()>| {
        app.edits.track();
        app.read.track();
        app.published.track();
        app.corrections.track();
        if keep.get() && before.is_some() {
            pause.set_value(Some(Timeout::new(PAUSE, move || save(app))));
        }
    });
    let toggle = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        keep.set(wanted);
        if !wanted {
            pause.set_value(None);
            forget(app);
        }
    };
    let forget_all = move |_| {
        keep.set(false);
        pause.set_value(None);
        forget(app);
    };
    view! {
        <label class="keep">
            <input id="keep" type="checkbox" autocomplete="off" prop:checked=move || keep.get() on:change=toggle/>
            "Keep this text on this device"
        </label>
        <button id="forget" type="button" on:click=forget_all>"Forget"</button>
    }
}

/// Puts the kept text back, if there is one.
pub fn restore(app: App) {
    if let Some(kept) = load() {
        surface::fill(&kept.text);
        app.published.set(kept.published);
        app.corrections.set(kept.corrections);
        app.edited();
        app.read_after(0);
    }
}

fn storage() -> Option<Storage> {
    browser::window().local_storage().ok().flatten()
}

fn load() -> Option<Kept> {
    let json = storage()?.get_item(KEY).ok().flatten()?;
    serde_json::from_str(&json).ok()
}

fn save(app: App) {
    let text = Content::now().text;
    let offsets = Offsets::new(&text);
    let corrections = app.corrections.with_untracked(|list| standing(&text, &offsets, list));
    let kept = Kept { text, published: app.published.get_untracked(), corrections };
    let stored = serde_json::to_string(&kept)
        .ok()
        .and_then(|json| storage().map(|storage| storage.set_item(KEY, &json).is_ok()));
    if stored != Some(true) {
        app.status.set("This device has no room to keep the text.".to_string());
    }
}

fn forget(app: App) {
    let forgotten = storage().map(|storage| storage.remove_item(KEY).is_ok());
    app.status.set(
        match forgotten {
            Some(true) | None => "Nothing is kept on this device.",
            Some(false) => "The browser would not remove the kept text: clear its site data.",
        }
        .to_string(),
    );
}
