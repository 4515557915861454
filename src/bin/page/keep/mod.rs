//! Keeping articles on this device, only for who asks for it: one record a text, of which all tabs know.

mod leaving;
mod shelf;
mod store;
mod tabs;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dateline::review::session::{Action, ArticleId, Record};
use dateline::review::shelf::Kept;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use self::leaving::ask_before_leaving;
use self::leaving::{is_sample, leave_behind};
use self::shelf::Shelf;
use self::store::{Store, Why};
use self::tabs::Told;
use crate::app::App;

/// How long the page waits for the next change before it writes, in milliseconds.
const PAUSE: u32 = 300;

/// What is yet to be written, and what was.
#[derive(Default)]
pub struct Keeper {
    /// None until it is open, and where the browser has none.
    store: RefCell<Option<Rc<Store>>>,
    /// Why it is none.
    closed: RefCell<Why>,
    /// The records that are yet to be written, and which change of them is the last.
    waiting: RefCell<BTreeMap<String, u32>>,
    pause: RefCell<Option<Timeout>>,
    /// The records that this tab has seen on the device, and their texts: one of them that is gone has been removed.
    seen: RefCell<BTreeMap<String, String>>,
    /// Articles that the user does not want kept, whatever else is.
    declined: RefCell<BTreeSet<ArticleId>>,
}

impl Keeper {
    fn store(&self) -> Option<Rc<Store>> {
        self.store.borrow().clone()
    }
}

/// The choice to keep what is worked on, and the way to the shelf.
#[component]
pub fn Keep(app: App) -> impl IntoView {
    let library = app.session.library;
    let is_kept = Memo::new(move |_| {
        let open = library.with(|library| (library.open().kept.is_some(), library.open().id));
        let is_wanted = app.session.keeps.get();
        open.0 || is_wanted && !app.session.services().keeper.declined.borrow().contains(&open.1)
    });
    let toggle = move |event: ev::Event| {
        if event_target_checked(&event) {
            app.session.services().keeper.declined.borrow_mut().clear();
            want(app, true);
            spawn_local(keep(app));
        } else {
            decline(app, None);
            app.act(Action::Release);
        }
    };
    let heard = window_event_listener(ev::storage, move |event| {
        if let Some(told) = tabs::heard(&event) {
            spawn_local(hear(app, told));
        }
    });
    let leaving = window_event_listener(ev::pagehide, move |_| leave_behind(app));
    on_cleanup(move || {
        heard.remove();
        leaving.remove();
    });
    view! {
        <label class="keep">
            <input id="keep" type="checkbox" autocomplete="off" prop:checked=move || is_kept.get() on:change=toggle/>
            "Keep my work on this device"
        </label>
        <Shelf app/>
    }
}

/// Opens what is kept, and puts back what this tab had open, or else what was edited last.
pub fn restore(app: App) {
    app.session.keeps.set(tabs::is_wanted());
    spawn_local(async move {
        // It is told once somebody wants something kept.
        let services = app.session.services();
        let store = match Store::open().await {
            Ok(store) => Rc::new(store),
            Err(why) => {
                *services.keeper.closed.borrow_mut() = why;
                return;
            }
        };
        *services.keeper.store.borrow_mut() = Some(Rc::clone(&store));
        take_over(app, &store).await;
        let all = all(app, &store).await;
        let open = tabs::open();
        let of_this_tab = all.iter().position(|kept| Some(&kept.record.id) == open.as_ref());
        let latest = || (0..all.len()).max_by_key(|nth| all[*nth].record.at);
        let chosen = of_this_tab.or_else(latest);
        app.catch_up();
        let is_untouched = app.session.library.with_untracked(|library| {
            library.open().is_blank() && library.open().kept.is_none() && library.replaced().is_none()
        });
        if let Some(kept) = chosen.and_then(|nth| all.into_iter().nth(nth)).filter(|_| is_untouched) {
            app.restore(kept);
        }
    });
}

/// What the versions before kept, and what was left behind, is put with the rest.
async fn take_over(app: App, store: &Store) {
    for (key, record) in tabs::left(new_id) {
        let id = record.id.clone();
        let added = put_back(store, Kept::of_record(record)).await;
        if added.is_ok() {
            want(app, true);
            tabs::take_away(&key);
            tabs::tell(&Told::Written(id));
        }
    }
}

/// Puts `kept` with what there is of it.
async fn put_back(store: &Store, kept: Kept) -> Result<(), Why> {
    let id = kept.record.id.clone();
    let merge = move |stored: Option<String>| match stored.as_deref().map(Kept::parse) {
        // What a later version has kept stays as it is.
        Some(Err(_)) => None,
        Some(Ok(mut stored)) => {
            stored.merge(kept);
            Some(stored.json())
        }
        None => Some(kept.json()),
    };
    store.update(&id, merge).await
}

/// All that is kept and can be read; notes what there is.
async fn all(app: App, store: &Store) -> Vec<Kept> {
    let values = store.all().await.unwrap_or_default();
    let kept: Vec<Kept> = values.iter().filter_map(|json| Kept::parse(json).ok()).collect();
    let mut seen = kept.iter().map(|kept| (kept.record.id.clone(), kept.record.text.clone())).collect();
    app.session.services().keeper.seen.borrow_mut().append(&mut seen);
    app.session.records.set(values.len());
    kept
}

fn new_id() -> String {
    format!("{:x}{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * f64::from(u32::MAX)) as u32)
}

/// Keeps the open text, where all that is worked on is to be kept.
pub fn keep_if_wanted(app: App) {
    let is_wanted = app.session.keeps.get_untracked()
        && app.session.library.with_untracked(|library| {
            let open = library.open();
            let services = app.session.services();
            let is_declined = services.keeper.declined.borrow().contains(&open.id);
            open.kept.is_none() && !open.is_blank() && !is_declined && !is_sample(open)
        });
    if is_wanted {
        spawn_local(keep(app));
    }
}

/// Keeps the open text: in the record that there is of the same text, or in a new one.
async fn keep(app: App) {
    let Some(store) = app.session.services().keeper.store() else {
        want(app, false);
        app.session.say(why(*app.session.services().keeper.closed.borrow()));
        return;
    };
    let all = all(app, &store).await;
    app.catch_up();
    let library = app.session.library;
    let (text, is_blank) = library.with_untracked(|it| (it.open().source.clone(), it.open().is_blank()));
    if is_blank || library.with_untracked(|library| library.open().kept.is_some()) {
        return;
    }
    let same = all.into_iter().map(|kept| kept.record).find(|record| *record.text == *text);
    let record = same.unwrap_or_else(|| library.with_untracked(|library| library.open().record(&new_id())));
    app.act(Action::Keep(record));
}

/// Puts an article with what is kept, unless its text is there already; whether it is there now.
pub async fn put_on_shelf(app: App, mut article: Kept) -> bool {
    let Some(store) = app.session.services().keeper.store() else { return false };
    let kept = all(app, &store).await;
    if kept.iter().any(|kept| kept.record.text == article.record.text) {
        return true;
    }
    article.record.id = new_id();
    article.record.at = js_sys::Date::now() as u64;
    let id = article.record.id.clone();
    let is_put = put_back(&store, article).await.is_ok();
    if is_put {
        tabs::tell(&Told::Written(id));
        all(app, &store).await;
    }
    is_put
}

fn want(app: App, wanted: bool) {
    tabs::want(wanted);
    // The box has been clicked, and is to show what has come of it.
    app.session.keeps.set(!wanted);
    app.session.keeps.set(wanted);
}

/// The articles of the record `id`, or without one the open one, are not wanted here any more.
fn decline(app: App, id: Option<&str>) {
    let declined = app.session.library.with_untracked(|library| match id {
        Some(id) => library.articles().filter(|it| it.kept.as_deref() == Some(id)).map(|it| it.id).collect(),
        None => vec![library.open().id],
    });
    app.session.services().keeper.declined.borrow_mut().extend(declined);
}

/// Writes the record `id` once nothing has changed for a moment.
pub fn save_soon(app: App, id: String) {
    let services = app.session.services();
    *services.keeper.waiting.borrow_mut().entry(id).or_default() += 1;
    *services.keeper.pause.borrow_mut() = Some(Timeout::new(PAUSE, move || {
        app.catch_up();
        let waiting: Vec<String> = app.session.services().keeper.waiting.borrow().keys().cloned().collect();
        waiting.into_iter().for_each(|id| spawn_local(save(app, id)));
    }));
}

/// Writes what is known of a record here and on the device, unless another tab has removed it.
async fn save(app: App, id: String) {
    let services = app.session.services();
    let keeper = &services.keeper;
    let change = keeper.waiting.borrow().get(&id).copied();
    let Some(store) = keeper.store() else { return app.session.say(why(*keeper.closed.borrow())) };
    let is_removed = RefCell::new(false);
    let written = RefCell::new(None);
    let outcome = store.update(&id, |stored| {
        let stored = match stored.as_deref().map(Kept::parse) {
            None if keeper.seen.borrow().contains_key(&id) => {
                *is_removed.borrow_mut() = true;
                return None;
            }
            // What a later version has kept stays as it is.
            Some(Err(_)) => return None,
            None => None,
            Some(Ok(stored)) => Some(stored),
        };
        if let Some(stored) = &stored {
            app.act(Action::Heard(stored.record.clone()));
        }
        let kept = app.session.library.with_untracked(|library| Some(Kept::of(library.kept(&id)?, &id)))?;
        *written.borrow_mut() = Some(kept.record.text.clone());
        let is_new = stored.is_none_or(|stored| !stored.says_the_same(&kept));
        is_new.then(|| kept.json())
    });
    match outcome.await {
        Err(reason) => app.session.say(why(reason)),
        Ok(()) if is_removed.take() => removed(app, Some(&id)),
        Ok(()) => {
            if let Some(text) = written.take() {
                let is_new = keeper.seen.borrow_mut().insert(id.clone(), text).is_none();
                app.session.records.update(|count| *count += usize::from(is_new));
                tabs::set_open(&id);
                tabs::tell(&Told::Written(id.clone()));
            }
            // What has changed meanwhile is written in its turn.
            if keeper.waiting.borrow().get(&id).copied() == change {
                keeper.waiting.borrow_mut().remove(&id);
                tabs::take_away(&id);
            }
        }
    }
}

/// What is said where something cannot be kept.
fn why(why: Why) -> &'static str {
    match why {
        Why::Full => {
            "This device has no room to keep this. All works until you close the page: take along what you need."
        }
        Why::Later => {
            "A later version of Dateline has kept things here: reload the page to get that version."
        }
        Why::Refused => {
            "This browser lets the page keep nothing: the window is private, or its storage is blocked. All works until \
             you close the page."
        }
    }
}

/// Removes one record.
pub fn forget(app: App, id: &str) {
    let id = id.to_string();
    spawn_local(async move {
        let words = match remove(app, &id).await {
            true => "This text is not kept on this device any more.",
            false => STUCK,
        };
        app.session.say(words);
    });
}

/// Removes one record, for all tabs; whether it worked.
async fn remove(app: App, id: &str) -> bool {
    let Some(store) = app.session.services().keeper.store() else { return false };
    removed(app, Some(id));
    tabs::take_away(id);
    let outcome = store.remove(id).await;
    tabs::tell(&Told::Removed(id.to_string()));
    all(app, &store).await;
    outcome.is_ok()
}

/// A record is gone, or all are: this tab keeps it no longer.
fn removed(app: App, id: Option<&str>) {
    let services = app.session.services();
    match id {
        Some(id) => {
            decline(app, Some(id));
            services.keeper.waiting.borrow_mut().remove(id);
        }
        None => {
            services.keeper.waiting.borrow_mut().clear();
            want(app, false);
            app.session.records.set(0);
        }
    }
    app.act(Action::Gone(id.map(str::to_string)));
}

/// Removes all records, for all tabs.
async fn forget_all(app: App) {
    removed(app, None);
    let is_clear = tabs::take_all_away();
    let cleared = match app.session.services().keeper.store() {
        Some(store) => store.clear().await.is_ok(),
        None => true,
    };
    tabs::tell(&Told::AllRemoved);
    let words = if is_clear && cleared {
        "Nothing is kept on this device any more. What you see stays on the screen until you close or reload the page."
    } else {
        STUCK
    };
    app.session.say(words);
}

/// What is said where the browser refuses.
const STUCK: &str = "The browser would not remove what is kept: clear its site data.";

/// Another tab tells something.
async fn hear(app: App, told: Told) {
    match told {
        Told::Written(id) => {
            let Some(store) = app.session.services().keeper.store() else { return };
            let stored = store.get(&id).await.ok().flatten();
            if let Some(kept) = stored.and_then(|json| Kept::parse(&json).ok()) {
                heed(app, kept.record);
            }
            app.session.keeps.set(tabs::is_wanted());
        }
        Told::Removed(id) => {
            removed(app, Some(&id));
            app.session.records.update(|count| *count = count.saturating_sub(1));
        }
        Told::AllRemoved => removed(app, None),
        Told::Left(record) => heed(app, *record),
    }
}

/// The open text is kept again in the record that has come back, if it is its text.
fn rejoin(app: App, record: Record) {
    let open = app.session.library.with_untracked(|library| {
        let open = library.open();
        (open.kept.is_none() && *open.source == *record.text).then_some(open.id)
    });
    if let Some(id) = open {
        app.session.services().keeper.declined.borrow_mut().remove(&id);
        app.act(Action::Keep(record));
    }
}

/// Takes over what another tab has written.
fn heed(app: App, record: Record) {
    let text = record.text.clone();
    let is_new = app.session.services().keeper.seen.borrow_mut().insert(record.id.clone(), text).is_none();
    app.session.records.update(|count| *count += usize::from(is_new));
    app.act(Action::Heard(record));
}
