//! Leaving the page: what is asked before, and what is left behind for the next one.

use dateline::review::session::Article;
use leptos::ev;
use leptos::prelude::*;

use super::{Keeper, tabs};
use crate::app::App;
use crate::toolbar::SAMPLE;

/// Has the browser ask before a text goes that is kept nowhere.
pub fn ask_before_leaving(app: App) {
    let leaving = window_event_listener(ev::beforeunload, move |event| {
        leave_behind(app);
        let keeper = &app.session.services().keeper;
        if app
            .session
            .library
            .with_untracked(|library| library.articles().any(|it| would_be_lost(keeper, it)))
        {
            event.prevent_default();
            // For browsers that heed nothing else.
            event.set_return_value("unsaved");
        }
    });
    on_cleanup(move || leaving.remove());
}

/// The sample as it comes can be had again.
fn would_be_lost(keeper: &Keeper, article: &Article) -> bool {
    let is_written = |id: &String| keeper.seen.borrow().get(id).is_some_and(|text| **text == *article.source);
    !article.is_blank() && !is_sample(article) && !article.kept.as_ref().is_some_and(is_written)
}

/// Whether it is the sample with nothing said of it.
pub fn is_sample(article: &Article) -> bool {
    article.source.trim_end() == SAMPLE.trim_end()
        && article.decisions.corrections().is_empty()
        && article.given.is_blank()
}

/// Leaves behind what is yet to be written: the database may take longer than the page is there.
pub fn leave_behind(app: App) {
    app.catch_up();
    let services = app.session.services();
    let waiting: Vec<String> = services.keeper.waiting.borrow().keys().cloned().collect();
    for id in waiting {
        let record = app.session.library.with_untracked(|library| Some(library.kept(&id)?.record(&id)));
        if let Some(record) = record
            && tabs::leave(&record)
        {
            services.keeper.seen.borrow_mut().insert(id, record.text);
        }
    }
}
