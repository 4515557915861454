//! The shelf: what is kept, for finding, opening, renaming and deleting it, and all of it in one file.

use dateline::review::session::Field;
use dateline::review::shelf::{
    Entry, Hit, Kept, Restored, Scope, Unreadable, backup, backup_name, restored, search,
};
use dateline::review::stamp::Stamp;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

use super::tabs::{self, Told};
use super::{all, forget_all, heed, put_back, rejoin, remove, want, why};
use crate::app::App;
use crate::browser::{self, focus_soon};

/// What the shelf shows.
#[derive(Clone, Copy)]
struct Looked {
    app: App,
    /// All that is kept, once the shelf is open.
    entries: RwSignal<Vec<Entry>>,
    query: RwSignal<String>,
    scope: RwSignal<Scope>,
    /// The id of what is being renamed.
    renaming: RwSignal<Option<String>>,
    /// What has just been deleted.
    deleted: RwSignal<Option<Kept>>,
    dialog: NodeRef<leptos::html::Dialog>,
    /// What the page had to say before the shelf was opened.
    said: RwSignal<String>,
}

/// The button that opens the shelf, and the shelf.
#[component]
pub fn Shelf(app: App) -> impl IntoView {
    let looked = Looked {
        app,
        entries: RwSignal::new(Vec::new()),
        query: RwSignal::new(String::new()),
        scope: RwSignal::new(Scope::All),
        renaming: RwSignal::new(None),
        deleted: RwSignal::new(None),
        dialog: NodeRef::new(),
        said: RwSignal::new(String::new()),
    };
    let open = move |_| {
        if let Some(dialog) = looked.dialog.get_untracked() {
            // It only fails where the dialog is open already.
            let _ = dialog.show_modal();
        }
        looked.said.set(app.session.status.get_untracked());
        spawn_local(looked.refresh());
    };
    let status = move || app.session.status.get();
    let news = move || Some(status()).filter(|words| looked.said.with(|said| said != words));
    view! {
        <button id="open-shelf" type="button" aria-haspopup="dialog" on:click=open>
            "Shelf " <span class="count">{move || app.session.records.get()}</span>
        </button>
        <dialog
            id="shelf"
            node_ref=looked.dialog
            aria-labelledby="shelf-title"
            // Escape closes the dialog, and nothing else of the page.
            on:keydown=|event: ev::KeyboardEvent| event.stop_propagation()
        >
            <button id="close-shelf" type="button" on:click=move |_| looked.close()>"Close"</button>
            <h2 id="shelf-title">"Shelf"</h2>
            <p class="hint">{WHERE} {browser::is_from_disk().then_some(FROM_DISK)}</p>
            {find(looked)}
            {deleted(looked)}
            <ol>
                <For each=move || looked.hits() key=Clone::clone children=move |hit| item(looked, hit)/>
            </ol>
            <p class="none" hidden=move || !looked.hits().is_empty()>
                {move || if looked.entries.with(Vec::is_empty) { "Nothing is kept." } else { "Nothing kept has these words." }}
            </p>
            {whole(looked)}
            <p id="shelf-status" role="status">{news}</p>
        </dialog>
    }
}

/// Where it is that things are kept.
const WHERE: &str = "Kept in this browser on this device, unencrypted, and sent nowhere: whoever uses this browser profile can \
    open it.";

/// What is so of a page that was opened from disk.
const FROM_DISK: &str = " This page was opened from disk: Chrome, Edge and browsers of their kind let every other page that is \
    opened from disk read what is kept here; Firefox keeps it for this file, where it lies now.";

impl Looked {
    async fn refresh(self) {
        let Some(store) = self.app.session.services().keeper.store() else { return };
        self.entries.set(all(self.app, &store).await.iter().map(Entry::of).collect());
    }

    fn hits(self) -> Vec<Hit> {
        self.entries.with(|entries| self.query.with(|query| search(entries, query, self.scope.get())))
    }

    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    /// Does something with what is kept under `id`.
    async fn kept(self, id: &str) -> Option<Kept> {
        let store = self.app.session.services().keeper.store()?;
        Kept::parse(&store.get(id).await.ok()??).ok()
    }

    async fn open(self, id: String) {
        if let Some(kept) = self.kept(&id).await {
            self.close();
            tabs::set_open(&id);
            self.app.open(kept);
        }
    }

    async fn rename(self, id: String, name: String) {
        let Some(mut kept) = self.kept(&id).await else { return };
        kept.record.given.set(Field::Name, Some(name), js_sys::Date::now() as u64);
        self.put(kept).await;
    }

    async fn delete(self, id: String) {
        let kept = self.kept(&id).await;
        if remove(self.app, &id).await {
            self.deleted.set(kept);
            focus_soon("#undo-delete".to_string());
        }
        self.refresh().await;
    }

    async fn undelete(self) {
        if let Some(kept) = self.deleted.get_untracked() {
            self.deleted.set(None);
            let record = kept.record.clone();
            if self.put(kept).await {
                rejoin(self.app, record);
            }
            focus_soon("#search-shelf".to_string());
        }
    }

    /// Puts `kept` with what there is of it, and lets all tabs know; whether it worked.
    async fn put(self, kept: Kept) -> bool {
        let Some(store) = self.app.session.services().keeper.store() else { return false };
        let record = kept.record.clone();
        let outcome = put_back(&store, kept).await;
        if let Err(reason) = outcome {
            self.app.session.say(why(reason));
            return false;
        }
        tabs::tell(&Told::Written(record.id.clone()));
        heed(self.app, record);
        self.refresh().await;
        true
    }

    async fn back_up(self) {
        let Some(store) = self.app.session.services().keeper.store() else { return };
        let now = js_sys::Date::now() as u64;
        let kept = all(self.app, &store).await;
        let name = backup_name(now);
        let saved = browser::download(&name, "application/json", &backup(&kept, now));
        let words = if saved.is_some() { "Saved as" } else { "This browser did not save" };
        self.app.session.say(format!("{words} {name}."));
    }

    async fn restore(self, file: web_sys::File) {
        let json = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        let words = match json.as_deref().map(restored) {
            Some(Ok(Restored { kept, left_out })) => {
                let mut count = 0;
                for kept in kept {
                    count += usize::from(self.put(kept).await);
                }
                want(self.app, count > 0 || self.app.session.keeps.get_untracked());
                let put_back = format!("Put back: {}.", wording::count(count, "article"));
                if left_out > 0 { format!("{put_back} {left_out} could not be read.") } else { put_back }
            }
            Some(Err(Unreadable::Later)) => {
                format!("{} was written by a later version of Dateline.", file.name())
            }
            _ => format!("{} is no backup of Dateline.", file.name()),
        };
        self.app.session.say(words);
    }
}

/// The search.
fn find(looked: Looked) -> impl IntoView {
    let scope = move |event: ev::Event| {
        let value = event_target_value(&event);
        looked.scope.set(Scope::ALL.into_iter().find(|one| one.words() == value).unwrap_or_default());
    };
    view! {
        <div class="controls" role="group" aria-label="Find what is kept">
            <input
                id="search-shelf"
                type="search"
                placeholder="Words, names, places, quotes"
                aria-label="Search what is kept"
                autocomplete="off"
                prop:value=move || looked.query.get()
                on:input=move |event: ev::Event| looked.query.set(event_target_value(&event))
            />
            <select aria-label="Where to look" autocomplete="off" on:change=scope>
                {Scope::ALL.map(|one| view! { <option value=one.words()>{one.words()}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// The way back of what has just been deleted.
fn deleted(looked: Looked) -> impl IntoView {
    let name = move || looked.deleted.with(|kept| kept.as_ref().map(Kept::name));
    view! {
        <p id="deleted" role="status" hidden=move || name().is_none()>
            "“" {name} "” is deleted. "
            <button id="undo-delete" type="button" on:click=move |_| spawn_local(looked.undelete())>"Undo"</button>
        </p>
    }
}

fn item(looked: Looked, hit: Hit) -> impl IntoView {
    let Hit { id, name, at, around } = hit;
    let day = Stamp::new(at).read_at.split('T').next().map(wording::date);
    let (opened, deleted, ours, to_rename) = (id.clone(), id.clone(), id.clone(), id.clone());
    let is_renaming = move || looked.renaming.with(|renaming| renaming.as_ref() == Some(&ours));
    let field = {
        let (id, name) = (id.clone(), name.clone());
        move || {
            let id = id.clone();
            let rename = move |event: ev::Event| {
                looked.renaming.set(None);
                spawn_local(looked.rename(id.clone(), event_target_value(&event)));
            };
            view! { <input class="name" type="text" aria-label="Name" autocomplete="off" value=name.clone() on:change=rename/> }
        }
    };
    let (rename_label, delete_label) = (format!("Rename {name}"), format!("Delete {name}"));
    let start = move |_| {
        looked.renaming.set(Some(to_rename.clone()));
        focus_soon("#shelf input.name".to_string());
    };
    view! {
        <li data-id=id>
            <button type="button" class="show open" on:click=move |_| spawn_local(looked.open(opened.clone()))>
                <b>{name}</b> <span class="when">{day}</span>
                <span class="around">{around}</span>
            </button>
            <Show when=is_renaming>{field()}</Show>
            <p class="actions">
                <button type="button" class="rename" aria-label=rename_label on:click=start>"Rename"</button>
                <button
                    type="button"
                    class="delete"
                    aria-label=delete_label
                    on:click=move |_| spawn_local(looked.delete(deleted.clone()))
                >"Delete"</button>
            </p>
        </li>
    }
}

/// What can be done with all of it.
fn whole(looked: Looked) -> impl IntoView {
    let app = looked.app;
    // What this version cannot read is kept, too.
    let nothing = move || app.session.records.get() == 0 && !tabs::has_left();
    let chosen = move |event: ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            spawn_local(looked.restore(file));
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let forget = move |_| {
        spawn_local(async move {
            looked.deleted.set(None);
            forget_all(app).await;
            looked.refresh().await;
        });
    };
    view! {
        <p class="actions whole">
            <button id="backup" type="button" disabled=nothing on:click=move |_| spawn_local(looked.back_up())>
                "Save all in one file"
            </button>
            <label class="button">
                "Restore from a file"
                <input id="restore" type="file" accept=".json,application/json" on:change=chosen/>
            </label>
            <button id="forget" type="button" disabled=nothing on:click=forget>"Delete what is kept"</button>
        </p>
    }
}
