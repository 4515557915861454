//! Opening files: articles in whatever form, and what this program has written itself.

use dateline::review::arrivals::{Opened, reopened, unkept};
use dateline::review::shelf::{Kept, Unreadable};
use dateline_documents::kind::{self, MOST_OF_ALL};
use dateline_documents::{Document, Fault, Kind};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileList, HtmlInputElement, TextDecoder};

use crate::app::App;
use crate::{documents, html, keep};

/// Opens what was chosen in a file field.
pub fn take_chosen(app: App, event: &ev::Event) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    open(app, input.files());
    // So that the same file can be chosen again.
    input.set_value("");
}

/// Opens files that are dropped anywhere in the page, which would have to go for them otherwise; dropped words are the
/// browser's own business.
pub fn take_drops(app: App) {
    let over = window_event_listener(ev::dragover, |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        if has_files(&event) {
            event.prevent_default();
            open(app, event.data_transfer().and_then(|data| data.files()));
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

/// Opens files: the first that has an article is shown, and the others go on the shelf where things are kept.
pub fn open(app: App, files: Option<FileList>) {
    let list = files.iter().flat_map(|files| (0..files.length()).filter_map(|nth| files.get(nth)));
    let files: Vec<File> = list.collect();
    if !files.is_empty() {
        spawn_local(open_all(app, files));
    }
}

async fn open_all(app: App, files: Vec<File>) {
    let mut opened = Opened::default();
    let mut articles: Vec<(String, Kept)> = Vec::new();
    for file in files {
        let name = file.name();
        app.session.notice.set(format!("Opening {name}…"));
        match read(&file).await {
            Ok((found, left_out)) => {
                opened.notes.extend(left_out.map(|words| format!("{name}: {words}")));
                articles.extend(found.into_iter().map(|article| (name.clone(), article)));
            }
            Err(fault) => opened.notes.push(format!("{name} {fault}")),
        }
    }
    let mut articles = articles.into_iter();
    if let Some((name, mut article)) = articles.next() {
        opened.shown = Some(name);
        article.record.at = js_sys::Date::now() as u64;
        app.open(article);
    }
    for (name, article) in articles {
        let name = if Some(&name) == opened.shown.as_ref() { article.name() } else { name };
        let is_shelved = app.session.keeps.get_untracked() && keep::put_on_shelf(app, article).await;
        if is_shelved { opened.shelved.push(name) } else { opened.waiting.push(name) }
    }
    app.session.notice.set(opened.words());
}

/// The articles in a file, and what of it is not among them.
async fn read(file: &File) -> Result<(Vec<Kept>, Option<String>), Fault> {
    if file.size() > MOST_OF_ALL as f64 {
        return Err(Fault::TooLarge);
    }
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Fault::NoText)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let document = match kind::look(&name, &bytes)? {
        Kind::Json => {
            let json = decode("utf-8", &bytes).unwrap_or_default();
            let articles = reopened(&json).map_err(|why| match why {
                Unreadable::Later => Fault::Later,
                Unreadable::Damaged => Fault::OtherJson,
            })?;
            return if articles.is_empty() { Err(Fault::Empty) } else { Ok((articles, None)) };
        }
        Kind::Text(encoding) => Document::from(decode(encoding, &bytes).unwrap_or_default()),
        Kind::WebPage(encoding) => {
            Document::from(decode(encoding, &bytes).and_then(|page| html::to_text(&page)).unwrap_or_default())
        }
        Kind::Document(_) => documents::read(&name, &bytes).await?,
    };
    let text = document.text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() { Err(Fault::Empty) } else { Ok((vec![unkept(text)], document.left_out)) }
}

fn decode(encoding: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(encoding).ok()?.decode_with_u8_array(bytes).ok()
}
