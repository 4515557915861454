//! What the keys do.

use leptos::prelude::*;

/// Keys and what they do, where the browser does not do it by itself.
const KEYS: [(&str, &str); 8] = [
    ("Tab", "from list to list, and to what can be done with a card"),
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
pub fn KeyHelp() -> impl IntoView {
    let key = |(key, does): (&'static str, &'static str)| view! { <dt>{key}</dt> <dd>{does}</dd> };
    view! {
        <details id="keys">
            <summary>"Keys"</summary>
            <dl>{KEYS.map(key).collect_view()}</dl>
        </details>
    }
}
