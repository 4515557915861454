//! The page: the article's text, painted with what was read in it, and the reading beside it in lists.

mod about;
mod act;
mod app;
mod browser;
mod changes;
mod chart;
mod chips;
mod choice;
mod choices;
mod colours;
mod copy;
mod edit;
mod entities;
mod events;
mod export;
mod files;
mod highlights;
mod html;
mod keep;
mod key_help;
mod keys;
mod lazy;
mod list;
mod menu;
mod network;
mod origin;
mod painting;
mod panels;
mod places;
mod quotes;
mod reader;
mod roving;
mod search;
mod session;
mod sheet;
mod sight;
mod surface;
mod timeline;
mod told;
mod toolbar;
mod unread;
mod view;
mod welcome;

fn main() {
    if let Some(starting) = browser::document().get_element_by_id("starting") {
        starting.remove();
    }
    leptos::mount::mount_to_body(view::Page);
}
