//! A click in the text: it opens the card of what stands there, or offers all of it where several things do.

use dateline::review::lookup::{Item, Under};
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::App;
use crate::beside::{Spot, corner, px};

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
    let room = NodeRef::<Div>::new();
    let spot = move || {
        let (x, y) = choices.with(|choices| choices.as_ref().map(|choices| choices.at))?;
        let (x, y) = (f64::from(x), f64::from(y));
        Some(Spot { x, top: y, bottom: y })
    };
    let at = corner(room, spot, || false);
    view! {
        <div
            id="choices"
            node_ref=room
            role="group"
            aria-label="What stands here"
            hidden=move || choices.with(Option::is_none)
            style:left=move || px(at.get().0)
            style:top=move || px(at.get().1)
        >
            <ul>
                {move || choices.get().map(|choices| choices.items.into_iter().map(offer).collect_view())}
            </ul>
        </div>
    }
}
