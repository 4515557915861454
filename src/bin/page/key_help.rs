//! What the keys do.

use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::menu::Menu;

/// Keys and what they do, where the browser does not do it by itself.
const KEYS: [(&str, &str); 12] = [
    ("Tab", "to the tabs, the cards, and what can be done with a card"),
    ("← →", "from tab to tab"),
    ("j k", "to the next card of the open panel and its words, and to the one before"),
    ("?", "these shortcuts"),
    ("x", "dismisses the card that you are at"),
    ("↑ ↓ Home End", "from card to card in a list, from mark to mark in a drawing"),
    ("Enter", "to the words in the text; in the search field to the next place, with Shift to the last one"),
    ("Ctrl or ⌘ and Enter", "with words selected in the text: to the bar that says what they are"),
    ("Escape", "all is listed again, and nothing is lit"),
    ("Ctrl or ⌘ and Z", "takes back the last thing done; with Shift does it again"),
    ("← ↑ → ↓", "on the map: move it"),
    ("+ − 0", "on the map: closer, farther, all places"),
];

/// The keys, for who opens them.
#[component]
pub fn KeyHelp(app: App) -> impl IntoView {
    let toggle = move |event: ev::Event| app.view.keys.set(event_target_checked(&event));
    let key = |(key, does): (&'static str, &'static str)| view! { <dt>{key}</dt> <dd>{does}</dd> };
    view! {
        <Menu id="keys" name="?" title="Shortcuts">
            <dl>{KEYS.map(key).collect_view()}</dl>
            <label>
                <input id="single-keys" type="checkbox" autocomplete="off" prop:checked=app.view.keys on:change=toggle/>
                " j, k, x and ? do something"
            </label>
        </Menu>
    }
}
