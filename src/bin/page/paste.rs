//! What is pasted: words, marked up or plain, files, and addresses, which lead nowhere from here.

use dateline::review::arrivals::{LINK, best_of, is_link};
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::{files, html, surface};

/// What a paste brings.
pub enum Pasted {
    /// Words to be put in, where the browser would put something else.
    Words(String),
    /// Nothing that goes into the text: all that there is to do is done.
    Done,
    /// Nothing that is known here.
    Nothing,
}

/// Looks at what is pasted. What takes the place of the `whole` text, or is the first, is read by its markup.
pub fn look(app: App, event: &ev::ClipboardEvent, whole: bool) -> Pasted {
    let Some(data) = event.clipboard_data() else { return Pasted::Nothing };
    let part = |kind: &str| data.get_data(kind).ok().filter(|words| !words.trim().is_empty());
    match part("text/plain") {
        None if data.files().is_some_and(|files| files.length() > 0) => {
            files::open(app, data.files());
            Pasted::Done
        }
        None => Pasted::Nothing,
        Some(words) if whole && is_link(&words) => {
            app.session.notice.set(LINK.to_string());
            Pasted::Done
        }
        Some(words) if whole => {
            app.session.notice.set(String::new());
            Pasted::Words(best_of(words, part("text/html").and_then(|markup| html::to_text(&markup))))
        }
        Some(words) => Pasted::Words(words),
    }
}

/// Takes what is pasted into the surface: as plain text, in every browser alike.
pub fn take(app: App, event: &ev::ClipboardEvent) {
    let is_whole = surface::takes_whole();
    match look(app, event, is_whole) {
        Pasted::Words(words) => {
            event.prevent_default();
            surface::insert(&words);
            app.view.edits.set(!is_whole);
        }
        Pasted::Done => event.prevent_default(),
        Pasted::Nothing => {}
    }
}
