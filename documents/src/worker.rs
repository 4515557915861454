//! The worker that opens documents: it says that it has started, takes a file's name and bytes, and posts what was in it.

use dateline_documents::read;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answering = scope.clone();
    let heed = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let sent = Array::from(&message.data());
        let name = sent.get(0).as_string().unwrap_or_default();
        let answer = read(&name, &Uint8Array::new(&sent.get(1)).to_vec());
        if let Ok(json) = serde_json::to_string(&answer) {
            // It only fails for what cannot be cloned, and a string can.
            let _ = answering.post_message(&json.into());
        }
    });
    scope.set_onmessage(Some(heed.as_ref().unchecked_ref()));
    // The worker needs it for as long as it lives.
    heed.forget();
    // Of this, too, nothing can fail.
    let _ = scope.post_message(&JsValue::NULL);
}
