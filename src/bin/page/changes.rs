//! What the user has changed, each thing with the way back.

use dateline::review::corrections::Change;
use dateline::review::session::Action;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_neighbour_soon;

/// All that was changed, dismissed, added, marked and noted in this text.
#[component]
pub fn Changes(app: App) -> impl IntoView {
    let changes = Memo::new(move |_| {
        app.session
            .read
            .with(|read| read.as_ref().map(|read| read.review.changes.clone()).unwrap_or_default())
    });
    let count = move || changes.with(Vec::len);
    let key = |change: &Change| {
        let Change { action, of, id, start, end, words, .. } = change;
        (*action, *of, *id, (*start, *end), words.clone())
    };
    view! {
        <details id="changes" hidden=move || count() == 0>
            <summary>"Changed by you (" {count} ")"</summary>
            <ol>
                <For each=move || changes.get() key=key children=move |change| item(app, change)/>
            </ol>
        </details>
    }
}

fn item(app: App, change: Change) -> impl IntoView {
    let what = change.what();
    let is = change.is().map(|words| view! { ": " <b>{words.to_string()}</b> });
    let (way, label) = if change.correction.is_dismissal() {
        ("Restore", format!("Restore: {}", change.text))
    } else {
        ("Take back", format!("Take back: {what}, {}", change.text))
    };
    let back = move |event: ev::MouseEvent| {
        focus_neighbour_soon(&event, "#changes summary, [role=tab][aria-selected=true]");
        app.act(Action::Withdraw(change.correction.clone()));
    };
    view! {
        <li>
            <span class="kind">{what}</span>
            <span class="words">{change.text.clone()} {is}</span>
            <button type="button" class="revert" aria-label=label on:click=back>{way}</button>
        </li>
    }
}
