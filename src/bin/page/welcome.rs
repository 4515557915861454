//! What an empty page says, and what will come of a text, by an example.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::App;
use crate::browser;
use crate::toolbar::SAMPLE;

/// What the document says while the program is loading, from then on with a button that works.
#[component]
pub fn Welcome(app: App) -> impl IntoView {
    let words = browser::element("#welcome").map(|words| words.inner_html()).unwrap_or_default();
    let room = NodeRef::<Div>::new();
    room.on_load(|_| {
        if let Some(button) = browser::element("#try") {
            // An attribute of the page's own button can always be taken away.
            let _ = button.remove_attribute("disabled");
        }
    });
    let clicked = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.id() == "try") {
            app.replace(SAMPLE.trim_end());
        }
    };
    view! { <div id="welcome" node_ref=room inner_html=words on:click=clicked></div> }
}
