//! Keeping texts on this device, only for who asks for it: one record a text, of which all tabs know.

use std::cell::RefCell;
use std::collections::BTreeSet;

use dateline::review::session::{Action, Article, Record};
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use web_sys::Storage;

use crate::app::App;
use crate::browser;
use crate::toolbar::SAMPLE;

/// What the key of a record begins with; its id follows.
const KEY: &str = "dateline:";

/// The key of the one text that the first version kept.
const FIRST_KEY: &str = "dateline";

/// Which of the records this tab has open, for opening it again.
const OPEN_KEY: &str = "dateline-open";

/// How long the page waits for the next change before it writes, in milliseconds.
const PAUSE: u32 = 300;

/// What is yet to be written, and what was.
#[derive(Default)]
pub struct Keeper {
    waiting: RefCell<BTreeSet<String>>,
    pause: RefCell<Option<Timeout>>,
    /// The records that this tab has seen on the device: one of them that is gone has been forgotten.
    seen: RefCell<BTreeSet<String>>,
}

/// The choice to keep the text, and the way to have all forgotten.
#[component]
pub fn Keep(app: App) -> impl IntoView {
    let library = app.session.library;
    let is_kept = Memo::new(move |_| library.with(|library| library.open().kept.is_some()));
    let toggle = move |event: ev::Event| {
        if event_target_checked(&event) {
            keep(app);
        } else {
            app.act(Action::Release);
        }
    };
    // What this version cannot read is kept, too.
    let nothing = move || {
        app.session.records.with(Vec::is_empty)
            && browser::storage().is_none_or(|storage| keys(&storage).is_empty())
    };
    let heard = window_event_listener(ev::storage, move |event| hear(app, &event));
    let leaving = window_event_listener(ev::pagehide, move |_| {
        app.catch_up();
        save_waiting(app);
    });
    on_cleanup(move || {
        heard.remove();
        leaving.remove();
    });
    view! {
        <label class="keep">
            <input id="keep" type="checkbox" autocomplete="off" prop:checked=move || is_kept.get() on:change=toggle/>
            "Keep this text on this device"
        </label>
        <Others app/>
        <button id="forget" type="button" disabled=nothing on:click=move |_| forget_all(app)>"Forget"</button>
    }
}

/// The other texts that are kept, for opening one.
#[component]
fn Others(app: App) -> impl IntoView {
    let library = app.session.library;
    let others = Memo::new(move |_| {
        let open = library.with(|library| library.open().kept.clone());
        app.session.records.with(|records| {
            records.iter().filter(|(id, _)| Some(id) != open.as_ref()).cloned().collect::<Vec<_>>()
        })
    });
    let choose = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        if let Some(record) = records().into_iter().find(|record| record.id == chosen) {
            app.replace(&record.text.clone(), Some(record));
        }
    };
    let option = |(id, name): (String, String)| view! { <option value=id>{name}</option> };
    view! {
        <select
            id="kept"
            aria-label="Kept texts"
            autocomplete="off"
            hidden=move || others.with(Vec::is_empty)
            prop:value=""
            on:change=choose
        >
            <option value="">"Kept texts"</option>
            {move || others.get().into_iter().map(option).collect_view()}
        </select>
    }
}

/// Has the browser ask before a text goes that is kept nowhere.
pub fn ask_before_leaving(app: App) {
    let leaving = window_event_listener(ev::beforeunload, move |event| {
        app.catch_up();
        save_waiting(app);
        if app.session.library.with_untracked(|library| library.articles().any(would_be_lost)) {
            event.prevent_default();
            // For browsers that heed nothing else.
            event.set_return_value("unsaved");
        }
    });
    on_cleanup(move || leaving.remove());
}

/// The sample as it comes can be had again.
fn would_be_lost(article: &Article) -> bool {
    let is_sample = article.source.trim_end() == SAMPLE.trim_end()
        && article.decisions.corrections().is_empty()
        && article.given.is_blank();
    let is_written = |id: &String| {
        let record = browser::storage().and_then(|storage| stored(&storage, &format!("{KEY}{id}")));
        record.is_some_and(|record| *record.text == *article.source)
    };
    !article.is_blank() && !is_sample && !article.kept.as_ref().is_some_and(is_written)
}

/// Puts back what this tab had open, or else what was edited last.
pub fn restore(app: App) {
    take_over_first(app);
    let records = records();
    note(app, &records);
    let open = browser::session_storage().and_then(|tab| tab.get_item(OPEN_KEY).ok().flatten());
    let of_this_tab = records.iter().find(|record| Some(&record.id) == open.as_ref());
    if let Some(record) = of_this_tab.or_else(|| records.iter().max_by_key(|record| record.at)) {
        app.restore(record.clone());
    }
}

/// What the first version kept becomes a record like the others.
fn take_over_first(app: App) {
    let Some(storage) = browser::storage() else { return };
    let Ok(Some(json)) = storage.get_item(FIRST_KEY) else { return };
    let taken = Record::of_first_version(&json, &new_id()).is_some_and(|record| write(app, &record));
    if taken {
        // It only fails where writing does, too.
        let _ = storage.remove_item(FIRST_KEY);
    }
}

fn new_id() -> String {
    format!("{:x}{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * f64::from(u32::MAX)) as u32)
}

fn records() -> Vec<Record> {
    let Some(storage) = browser::storage() else { return Vec::new() };
    keys(&storage).iter().filter_map(|key| stored(&storage, key)).collect()
}

/// The keys of all that is kept, whether this version can read it or not.
fn keys(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    let keys = (0..count).filter_map(|nth| storage.key(nth).ok().flatten());
    keys.filter(|key| key.starts_with(KEY) || key == FIRST_KEY).collect()
}

fn stored(storage: &Storage, key: &str) -> Option<Record> {
    let json = storage.get_item(key).ok().flatten()?;
    // An id that is not that of the key would lead two tabs to two records.
    serde_json::from_str(&json).ok().filter(|record: &Record| key.strip_prefix(KEY) == Some(&record.id))
}

/// Notes which records there are.
fn note(app: App, records: &[Record]) {
    app.session.services().keeper.seen.borrow_mut().extend(records.iter().map(|record| record.id.clone()));
    app.session.records.set(records.iter().map(|record| (record.id.clone(), record.name())).collect());
}

/// Keeps the open text: in the record that there is of the same text, or in a new one.
fn keep(app: App) {
    app.catch_up();
    let library = app.session.library;
    let text = library.with_untracked(|library| library.open().source.clone());
    let same = records().into_iter().find(|record| *record.text == *text);
    let record = same.unwrap_or_else(|| library.with_untracked(|library| library.open().record(&new_id())));
    app.act(Action::Keep(record));
}

/// Writes the record `id` once nothing has changed for a moment.
pub fn save_soon(app: App, id: String) {
    let services = app.session.services();
    services.keeper.waiting.borrow_mut().insert(id);
    *services.keeper.pause.borrow_mut() = Some(Timeout::new(PAUSE, move || {
        app.catch_up();
        save_waiting(app);
    }));
}

/// Writes what is yet to be written.
fn save_waiting(app: App) {
    let waiting = std::mem::take(&mut *app.session.services().keeper.waiting.borrow_mut());
    waiting.iter().for_each(|id| save(app, id));
}

/// Writes what is known of a record here and on the device, unless another tab has forgotten it.
fn save(app: App, id: &str) {
    let Some(storage) = browser::storage() else { return };
    let stored = stored(&storage, &format!("{KEY}{id}"));
    let is_forgotten = stored.is_none() && app.session.services().keeper.seen.borrow().contains(id);
    match stored {
        _ if is_forgotten => app.act(Action::Gone(Some(id.to_string()))),
        Some(stored) => app.act(Action::Heard(stored)),
        None => {}
    }
    let record = app.session.library.with_untracked(|library| Some(library.kept(id)?.record(id)));
    if let Some(record) = record
        && !write(app, &record)
    {
        app.session.say("This device has no room to keep the text.");
    }
    note(app, &records());
}

/// Whether it is written, or was so already.
fn write(app: App, record: &Record) -> bool {
    let Some(storage) = browser::storage() else { return false };
    let key = format!("{KEY}{}", record.id);
    let Ok(json) = serde_json::to_string(record) else { return false };
    let is_there = storage.get_item(&key).ok().flatten().as_ref() == Some(&json);
    let written = is_there || storage.set_item(&key, &json).is_ok();
    if written {
        app.session.services().keeper.seen.borrow_mut().insert(record.id.clone());
        if let Some(tab) = browser::session_storage() {
            // Without it another record may be opened next time.
            let _ = tab.set_item(OPEN_KEY, &record.id);
        }
    }
    written
}

/// Removes one record.
pub fn forget(app: App, id: &str) {
    let removed = browser::storage().map(|storage| storage.remove_item(&format!("{KEY}{id}")).is_ok());
    app.session.services().keeper.waiting.borrow_mut().remove(id);
    note(app, &records());
    app.session.say(if removed == Some(false) {
        STUCK
    } else {
        "This text is not kept on this device any more."
    });
}

/// Removes all records, for all tabs.
fn forget_all(app: App) {
    app.act(Action::Gone(None));
    app.session.services().keeper.waiting.borrow_mut().clear();
    let remove = |storage: &Storage| {
        let left = keys(storage).into_iter().filter(|key| storage.remove_item(key).is_err());
        left.count() == 0
    };
    let removed = browser::storage().as_ref().map(remove);
    note(app, &records());
    app.session.say(if removed == Some(false) { STUCK } else { "Nothing is kept on this device." });
}

/// What is said where the browser refuses.
const STUCK: &str = "The browser would not remove what is kept: clear its site data.";

/// Another tab has written or removed a record.
fn hear(app: App, event: &web_sys::StorageEvent) {
    match event.key() {
        None => app.act(Action::Gone(None)),
        Some(key) => {
            let Some(id) = key.strip_prefix(KEY) else { return };
            match browser::storage().and_then(|storage| stored(&storage, &key)) {
                Some(record) => app.act(Action::Heard(record)),
                None => app.act(Action::Gone(Some(id.to_string()))),
            }
        }
    }
    note(app, &records());
}
