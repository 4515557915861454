//! How much of the text was read, and the way to have all of it read.

use dateline::review::session::{Action, Field};
use dateline::review::wording;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_soon;

/// What is left of the page around the article, which is painted grey in the text: a press reads it, too, and another
/// one no longer.
#[component]
pub fn Unread(app: App) -> impl IntoView {
    let unread = Memo::new(move |_| app.look(|source| wording::unread(source.reading)));
    // Somebody who has pasted several articles at once has to see it.
    let is_little = move || app.look(|source| source.reading.share_read < 0.5);
    let is_all = Memo::new(move |_| {
        app.session.library.with(|library| library.open().given.get(Field::Extent).is_some())
    });
    let words = move || match is_all.get() {
        true => "All of the text is read, page furniture too.".to_string(),
        false => unread.get().unwrap_or_default(),
    };
    let way = move || if is_all.get() { "Read the article only" } else { "Read all" };
    let press = move |_| {
        let extent = (!is_all.get_untracked()).then(|| "all".to_string());
        app.act(Action::Give(Field::Extent, extent));
        focus_soon("#read-all".to_string());
    };
    view! {
        <p id="unread" class:little=is_little hidden=move || !is_all.get() && unread.with(Option::is_none)>
            <span>{words}</span>
            " "
            <button id="read-all" type="button" on:click=press>{way}</button>
        </p>
    }
}
