//! What the user has dismissed, with the way back.

use dateline::review::corrections::Dismissed as Item;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_soon;

/// The dismissed events, quotes and mentions of this text.
#[component]
pub fn Dismissed(app: App) -> impl IntoView {
    let items = Memo::new(move |_| {
        app.read.with(|read| read.as_ref().map(|read| read.review.dismissed.clone()).unwrap_or_default())
    });
    let count = move || items.with(Vec::len);
    let item = move |item: Item| {
        let restore = move |_| {
            app.restore(item.correction);
            focus_soon("#dismissed summary".to_string());
        };
        let label = format!("Restore {}: {}", item.what, item.words);
        view! {
            <li>
                <span class="kind">{item.what}</span>
                <span class="words">{item.words}</span>
                <button type="button" class="restore" aria-label=label on:click=restore>"Restore"</button>
            </li>
        }
    };
    view! {
        <details id="dismissed" hidden=move || count() == 0>
            <summary>"Dismissed (" {count} ")"</summary>
            <ol>
                <For each=move || items.get() key=Clone::clone children=item/>
            </ol>
        </details>
    }
}
