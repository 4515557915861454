//! A click in the text: it opens the card of what stands there, or offers all of it where several things do.

use dateline::review::lookup::{Item, Under};
use leptos::prelude::*;

use crate::app::App;

/// What a click may have meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    items: Vec<Item>,
    /// Where it was, in the window.
    at: (i32, i32),
}

/// What follows from a click on `under` at a point of the window.
pub fn choose(app: App, under: Under, at: (i32, i32)) {
    match under.0.as_slice() {
        [] => app.view.choices.set(None),
        [item] => open(app, item),
        _ => app.view.choices.set(Some(Choices { items: under.0, at })),
    }
}

fn open(app: App, item: &Item) {
    app.view.choices.set(None);
    app.open_card(item.panel, item.part);
}

/// What stands under the last click, for choosing one.
#[component]
pub fn ChoicesHere(app: App) -> impl IntoView {
    let choices = app.view.choices;
    let offer = move |item: Item| {
        let words = item.words.clone();
        view! { <li><button type="button" class="choice" on:click=move |_| open(app, &item)>{words}</button></li> }
    };
    let left = move || choices.get().map(|choices| format!("{}px", choices.at.0)).unwrap_or_default();
    let top = move || choices.get().map(|choices| format!("{}px", choices.at.1)).unwrap_or_default();
    view! {
        <div
            id="choices"
            role="group"
            aria-label="What stands here"
            hidden=move || choices.with(Option::is_none)
            style=("--x", left)
            style=("--y", top)
        >
            <ul>
                {move || choices.get().map(|choices| choices.items.into_iter().map(offer).collect_view())}
            </ul>
        </div>
    }
}
