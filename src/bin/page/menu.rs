//! What opens below a button in the page's head, and closes when somebody turns to something else.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::browser::focus_soon;

/// A button with what it opens.
#[component]
pub fn Menu(
    /// Its id.
    id: &'static str,
    /// What stands on the button.
    name: &'static str,
    /// What the button is called, where that says more than what stands on it.
    #[prop(optional)]
    title: &'static str,
    /// What it opens.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<leptos::html::Details>::new();
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if details.get_untracked().is_some_and(|details| !details.contains(to.as_ref())) {
            close();
        }
    };
    let keyed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && details.get_untracked().is_some_and(|details| details.open()) {
            event.stop_propagation();
            close();
            focus_soon(format!("#{id} > summary"));
        }
    };
    let title = (!title.is_empty()).then_some(title);
    view! {
        <details id=id class="menu" node_ref=details on:focusout=left on:keydown=keyed>
            <summary aria-label=title title=title>{name}</summary>
            <div tabindex="-1">{children()}</div>
        </details>
    }
}
