//! The article set for reading. It takes the place of the editing surface while nobody edits: the same words, in blocks
//! that are set as what they are, with the page's furniture folded away.

use std::rc::Rc;

use dateline::review::session::Read;
use dateline::review::setting::{Block, Kind, blocks};
use dateline::review::wording::count;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Text};

use crate::app::App;
use crate::browser::{self, focus_soon};
use crate::paste::{self, Pasted};
use crate::surface::{self, Content};
use crate::view::{clicked, inspect, left};

/// The article as it is read.
#[component]
pub fn Sheet(app: App) -> impl IntoView {
    let sheet = NodeRef::<leptos::html::Article>::new();
    // What it was made of.
    let made = StoredValue::new_local(None::<(Rc<str>, Vec<Block>)>);
    Effect::new(move |_| {
        let is_shown = app.view.set.get();
        let had_focus = surface::veil(is_shown);
        app.view.sheets.update(|sheets| *sheets = sheets.wrapping_add(1));
        let Some(sheet) = sheet.get().filter(|_| is_shown) else { return };
        app.session.read.with(|read| {
            let Some(read) = read else { return };
            let now = blocks(read.source());
            let is_made = made.with_value(|made| {
                made.as_ref().is_some_and(|(text, blocks)| **text == *read.text && *blocks == now)
            });
            if !is_made {
                app.session.set_sheet(fill(&sheet, read, &now));
                made.set_value(Some((read.text.as_str().into(), now)));
            }
        });
        if had_focus {
            // It only fails where the element cannot take the focus, and then it stays where it is.
            let _ = sheet.focus();
        }
    });
    view! {
        <article
            id="reading"
            node_ref=sheet
            tabindex="0"
            aria-label="The article"
            on:mousemove=move |event: ev::MouseEvent| inspect(app, &event)
            on:mouseleave=move |_| left(app)
            on:click=move |event: ev::MouseEvent| clicked(app, &event)
        ></article>
    }
}

/// The way from reading to editing, and back.
#[component]
pub fn Editing(app: App) -> impl IntoView {
    let edits = app.view.edits;
    let toggle = move |_| {
        edits.update(|edits| *edits = !*edits);
        focus_soon(surface::SHOWN.to_string());
    };
    let nothing = move || app.session.read.with(Option::is_none);
    view! {
        <button
            id="edit"
            type="button"
            aria-pressed=move || if edits.get() { "true" } else { "false" }
            disabled=nothing
            on:click=toggle
        >
            "Edit the text"
        </button>
    }
}

/// Puts the blocks of what was read into the sheet. What is not read is folded behind a line.
fn fill(sheet: &Element, read: &Read, blocks: &[Block]) -> Option<Content> {
    sheet.set_text_content(None);
    let mut content = Content::of(read.text.clone());
    let mut folded: Option<Element> = None;
    for (nth, block) in blocks.iter().enumerate() {
        if block.kind == Kind::Furniture && folded.is_none() {
            let lines = blocks[nth..].iter().take_while(|block| block.kind == Kind::Furniture).count();
            folded = Some(fold(sheet, lines)?);
        } else if block.kind != Kind::Furniture {
            folded = None;
        }
        let element = browser::document().create_element(element_of(block.kind)).ok()?;
        element.set_class_name(block.kind.name());
        let words = Text::new_with_data(read.offsets.words(&read.text, block.span)).ok()?;
        element.append_child(&words).ok()?;
        folded.as_ref().unwrap_or(sheet).append_child(&element).ok()?;
        content.add(read.offsets.utf16(&read.text, block.span), words);
    }
    Some(content)
}

fn element_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Headline => "h2",
        Kind::Heading => "h3",
        _ => "p",
    }
}

fn fold(sheet: &Element, lines: usize) -> Option<Element> {
    let details = browser::document().create_element("details").ok()?;
    details.set_class_name("unread");
    let summary = browser::document().create_element("summary").ok()?;
    summary.set_text_content(Some(&format!("{} taken for page furniture, not read", count(lines, "line"))));
    details.append_child(&summary).ok()?;
    sheet.append_child(&details).ok()?;
    Some(details)
}

/// A whole text that is pasted where nobody writes takes the place of the one that is there.
pub fn take_pastes(app: App) {
    let listening = window_event_listener(ev::paste, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let writes = |target: HtmlElement| {
            target.matches("input, textarea, select, [contenteditable], dialog *").unwrap_or_default()
        };
        if target.is_some_and(writes) {
            return;
        }
        match paste::look(app, &event, true) {
            Pasted::Words(words) => {
                event.prevent_default();
                app.replace(&words);
            }
            Pasted::Done => event.prevent_default(),
            Pasted::Nothing => {}
        }
    });
    on_cleanup(move || listening.remove());
}
