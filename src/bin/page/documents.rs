//! The worker that opens documents: loaded once somebody opens one, and started anew for each, so that one on which it
//! stops does no harm to the next.

use std::cell::RefCell;
use std::rc::Rc;

use dateline_documents::{Document, Fault};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// The address of the worker's script and its compiled module. Set by `boot.js`.
    #[wasm_bindgen(js_name = datelineDocuments)]
    fn load_program() -> Promise;
}

/// How long a document may take, in milliseconds.
const PATIENCE: u32 = 60_000;

/// The words of the document `name`.
pub async fn read(name: &str, bytes: &[u8]) -> Result<Document, Fault> {
    let parts = Array::from(&JsFuture::from(load_program()).await.map_err(|_| Fault::NotLoaded)?);
    let worker = Worker::new(&parts.get(0).as_string().unwrap_or_default()).map_err(|_| Fault::NotLoaded)?;
    let sent = Array::of2(&name.into(), &Uint8Array::from(bytes));
    let answer = answer(&worker, &parts.get(1), &sent).await;
    worker.terminate();
    answer.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(Err(Fault::Stopped))
}

/// What the worker answers to `sent`; nothing where it stops, or takes too long.
async fn answer(worker: &Worker, module: &JsValue, sent: &Array) -> Option<String> {
    let listening: Rc<RefCell<Option<Listening>>> = Rc::default();
    let promise = Promise::new(&mut |resolve, _| {
        *listening.borrow_mut() = Some(Listening::new(worker, sent, &resolve));
    });
    worker.post_message(module).ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

/// Listens for as long as it lives.
struct Listening {
    _listeners: [EventListener; 2],
    _patience: Timeout,
}

impl Listening {
    fn new(worker: &Worker, sent: &Array, resolve: &Function) -> Self {
        let give = |resolve: &Function, answer: &JsValue| {
            // The function that resolves a promise does not fail.
            let _ = resolve.call1(&JsValue::NULL, answer);
        };
        let (answered, stopped, late) = (resolve.clone(), resolve.clone(), resolve.clone());
        let (started, sent) = (worker.clone(), sent.clone());
        let heed = move |event: &Event| {
            let Some(message) = event.dyn_ref::<MessageEvent>() else { return };
            if message.data().is_null() {
                // It has started. Names and bytes can be sent.
                let _ = started.post_message(&sent);
            } else {
                give(&answered, &message.data());
            }
        };
        let listeners = [
            EventListener::new(worker, "message", heed),
            EventListener::new(worker, "error", move |_| give(&stopped, &JsValue::NULL)),
        ];
        let patience = Timeout::new(PATIENCE, move || give(&late, &JsValue::NULL));
        Listening { _listeners: listeners, _patience: patience }
    }
}
