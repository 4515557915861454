//! The page's worker: reads the texts that the page sends, and says how far it has come.

use dateline::review::messages::{Answer, Request};
use dateline::{Options, dates, read};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answers = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let request = message.data().as_string().and_then(|json| serde_json::from_str::<Request>(&json).ok());
        if let Some(request) = request {
            let answer = answer(&request, |progress| post(&answers, &progress));
            post(&answers, &answer);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker needs it for as long as it lives.
    on_message.forget();
    post(&scope, &Answer::Ready);
}

fn answer(request: &Request, progress: impl Fn(Answer)) -> Answer {
    let number = request.number;
    let options = Options { published: request.published.as_deref().and_then(dates::from_iso), spans: false };
    let read = read(&request.text, &options, |at| {
        progress(Answer::Progress { number, stage: at.stage.to_string(), done: at.done });
    });
    match read {
        Ok(reading) => {
            let dated_by_text = dateline::page::clean(&request.text).published.is_some();
            Answer::Read { number, reading: Box::new(reading), dated_by_text }
        }
        Err(refusal) => Answer::Refused { number, message: refusal.to_string() },
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    if let Ok(json) = serde_json::to_string(answer) {
        // It only fails for what cannot be cloned, and a string can.
        let _ = scope.post_message(&json.into());
    }
}
