//! Opening a text or a web page from a file.

use dateline::MAX_CHARACTERS;
use dateline::review::files::{self, Opened};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement, TextDecoder};

use crate::app::App;
use crate::html;

/// Opens what was chosen in a file field.
pub fn take_chosen(app: App, event: &ev::Event) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        open(app, file);
    }
    // So that the same file can be chosen again.
    input.set_value("");
}

/// Opens a file that is dropped anywhere in the page, which would have to go for it otherwise; dropped words are the
/// browser's own business.
pub fn take_drops(app: App) {
    let over = window_event_listener(ev::dragover, |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        if !has_files(&event) {
            return;
        }
        event.prevent_default();
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0))
        {
            open(app, file);
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

fn has_files(event: &ev::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn open(app: App, file: File) {
    spawn_local(async move {
        let name = file.name();
        if file.size() > files::MOST_BYTES as f64 {
            app.session.say(format!(
                "{name} is too large to be one article: the most that can be read is {MAX_CHARACTERS} characters."
            ));
            return;
        }
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => js_sys::Uint8Array::new(&buffer).to_vec(),
            Err(_) => {
                app.session.say(format!("{name} could not be opened."));
                return;
            }
        };
        match read(&name, &bytes) {
            Some(text) if !text.trim().is_empty() => app.replace(&text),
            Some(_) => app.session.say(format!("There is no text in {name}.")),
            None => app
                .session
                .say(format!("{name} is no text file: save the article as plain text or as a web page.")),
        }
    });
}

fn read(name: &str, bytes: &[u8]) -> Option<String> {
    let text = match files::look(name, bytes) {
        Opened::NoText => return None,
        Opened::Text(encoding) => decode(encoding, bytes)?,
        Opened::WebPage(encoding) => html::to_text(&decode(encoding, bytes)?)?,
    };
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn decode(encoding: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(encoding).ok()?.decode_with_u8_array(bytes).ok()
}
