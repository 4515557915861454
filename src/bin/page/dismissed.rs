//! What the user has dismissed, with the way back.

use dateline::review::corrections::Dismissed as Item;
use dateline::review::session::Action;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_neighbour_soon;

/// The dismissed events, quotes and mentions of this text.
#[component]
pub fn Dismissed(app: App) -> impl IntoView {
    let items = Memo::new(move |_| {
        app.session
            .read
            .with(|read| read.as_ref().map(|read| read.review.dismissed.clone()).unwrap_or_default())
    });
    let count = move || items.with(Vec::len);
    let item = move |item: Item| {
        let label = format!("Restore {}: {}", item.what, item.words);
        let heading = match item.what {
            "event" => "#tab-events",
            "quote" => "#tab-quotes",
            "actor" => "#tab-actors",
            _ => "#tab-places",
        };
        let restore = move |event: ev::MouseEvent| {
            focus_neighbour_soon(&event, heading);
            app.act(Action::Withdraw(item.correction.clone()));
        };
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
                <For each=move || items.get() key=|item| (item.what, item.words.clone(), item.span) children=item/>
            </ol>
        </details>
    }
}
