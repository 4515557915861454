//! Words that another page hands over: a bookmark there opens this page in a window, and sends what is selected, or all
//! of the page, from window to window. Nothing of it is in an address, and no server sees it.

use std::cell::RefCell;
use std::rc::Rc;

use dateline::review::hand_over::{ADDRESS, READY, bookmarklet};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use crate::app::App;
use crate::{browser, html};

/// How long the other page may take, in milliseconds.
const PATIENCE: u32 = 10_000;

/// What is said where nothing comes.
const NOTHING: &str = "The other page handed nothing over; some do not let their words go so. Select the article there, copy it and paste it here.";

/// Waits for words, if this page was opened for them, and takes the first that its opener sends.
pub fn wait(app: App) {
    let window = browser::window();
    if browser::is_from_disk() || window.location().hash().ok().as_deref() != Some(ADDRESS) {
        return;
    }
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        // Whoever opens the page again is not waited for. Where it fails, the address stays, and all else goes on.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    let opener = window.opener().ok().and_then(|opener| opener.dyn_into::<JsValue>().ok());
    let Some(opener) = opener.filter(|opener| !opener.is_null()) else {
        app.session.notice.set(NOTHING.to_string());
        return;
    };
    app.session.notice.set("Waiting for the other page…".to_string());
    let listening: Rc<RefCell<Option<(EventListener, Timeout)>>> = Rc::default();
    let (heard, late) = (Rc::clone(&listening), Rc::clone(&listening));
    let from = opener.clone();
    let heed = move |event: &web_sys::Event| {
        let Some(message) = event.dyn_ref::<MessageEvent>() else { return };
        let is_from_opener = message.source().is_some_and(|source| JsValue::from(source) == from);
        if let Some(words) = words(&message.data()).filter(|_| is_from_opener) {
            app.session.notice.set(String::new());
            app.replace(&words);
            // Nothing else is heard of. It is let go of once this is done.
            let heard = Rc::clone(&heard);
            Timeout::new(0, move || drop(heard.borrow_mut().take())).forget();
        }
    };
    let patience = Timeout::new(PATIENCE, move || {
        app.session.notice.set(NOTHING.to_string());
        drop(late.borrow_mut().take());
    });
    *listening.borrow_mut() = Some((EventListener::new(&window, "message", heed), patience));
    // That it waits is all that it says, and may be known to whoever has opened it.
    let _ = opener.unchecked_into::<Window>().post_message(&READY.into(), "*");
}

/// The words of a message, if it has any.
fn words(message: &JsValue) -> Option<String> {
    let part = |name: &str| Reflect::get(message, &name.into()).ok()?.as_string();
    let marked = part("html").and_then(|markup| html::to_text(&markup));
    marked.or_else(|| part("text")).filter(|words| !words.trim().is_empty())
}

/// The bookmark, where there is a server that it can lead to.
#[component]
pub fn Bookmark() -> impl IntoView {
    let location = browser::window().location();
    let address = location.origin().ok().zip(location.pathname().ok()).map(|(origin, path)| origin + &path);
    let address = address.filter(|_| !browser::is_from_disk());
    let is_told = RwSignal::new(false);
    let told = move |event: ev::MouseEvent| {
        event.prevent_default();
        is_told.set(true);
    };
    address.map(|address| {
        view! {
            <h3>"From another page"</h3>
            <p>
                "Drag this to your bookmarks: "
                <a id="bookmarklet" href=bookmarklet(&address) on:click=told>"Read in Dateline"</a>
                ". Pressed on a page, it opens Dateline in a window and hands over what you have selected there, or else the \
                 article: from window to window, past every server."
            </p>
            <p role="status">{move || is_told.get().then_some("It works as a bookmark: drag it to the bar, or copy its address into a new one.")}</p>
        }
    })
}
