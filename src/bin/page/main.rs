//! The page: the article's text, painted with what was read in it, and the reading beside it in lists.

mod about;
mod act;
mod app;
mod beside;
mod browser;
mod changes;
mod chart;
mod chips;
mod choice;
mod choices;
mod colours;
mod copy;
mod documents;
mod edit;
mod entities;
mod events;
mod export;
mod files;
mod hand_over;
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
mod paste;
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
    // The frame that the document shows while the program is loading.
    let frame = browser::element("#starting");
    leptos::mount::mount_to_body(view::Page);
    if let Some(frame) = frame {
        frame.remove();
    }
}
