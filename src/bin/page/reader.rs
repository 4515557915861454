//! The worker that reads, seen from the page. At most one text is being read; another one takes its place.

use std::cell::RefCell;
use std::rc::Rc;

use dateline::Reading;
use dateline::review::messages::{Answer, Request};
use gloo::events::EventListener;
use js_sys::{Array, Promise, WebAssembly};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, Worker};

use crate::browser;

#[wasm_bindgen]
extern "C" {
    /// The address of the worker's script and its compiled module, set by `boot.js`.
    #[wasm_bindgen(js_name = datelineWorker, thread_local_v2)]
    static PARTS: Promise;
}

/// What comes of a text that was sent.
pub enum Outcome {
    /// It is being read.
    Progress(f32),
    /// It was read.
    Read {
        /// What was read.
        reading: Box<Reading>,
        /// Whether the publication date is the text's own.
        dated_by_text: bool,
    },
    /// It cannot be read, for the reason given.
    Refused(String),
}

/// A reading that has run longer than this, in milliseconds, is broken off when the text changes.
const PATIENCE: f64 = 150.0;

/// The worker's keeper.
#[derive(Clone)]
pub struct Reader {
    state: Rc<RefCell<State>>,
    tell: Rc<dyn Fn(Outcome)>,
}

#[derive(Default)]
struct State {
    parts: Option<(String, WebAssembly::Module)>,
    worker: Option<Running>,
    /// The request that waits for the worker to be ready.
    waiting: Option<Request>,
    /// The number of the latest request; answers to others come too late.
    number: u32,
}

struct Running {
    worker: Worker,
    ready: bool,
    /// When the reading that is under way began.
    since: Option<f64>,
    _listeners: [EventListener; 2],
}

impl Reader {
    /// Starts a worker; `tell` hears what comes of the texts.
    pub fn start(tell: impl Fn(Outcome) + 'static) -> Self {
        let reader = Reader { state: Rc::default(), tell: Rc::new(tell) };
        let starting = reader.clone();
        spawn_local(async move {
            let parts = match JsFuture::from(PARTS.with(Promise::clone)).await {
                Ok(parts) => Array::from(&parts),
                Err(_) => return starting.fail("The reader could not be loaded: open the page again."),
            };
            let script = parts.get(0).as_string().unwrap_or_default();
            let module = parts.get(1).unchecked_into();
            starting.state.borrow_mut().parts = Some((script, module));
            starting.respawn();
        });
        reader
    }

    /// Has `text` read. What was under way is broken off.
    pub fn read(&self, text: String, published: Option<String>) {
        self.outdate();
        let number = self.state.borrow().number;
        self.state.borrow_mut().waiting = Some(Request { number, text, published });
        let busy = self.state.borrow().worker.as_ref().is_some_and(|running| running.since.is_some());
        if busy {
            self.respawn();
        }
        self.send_waiting();
    }

    /// The text has changed: no answer to what was sent is wanted any more.
    pub fn outdate(&self) {
        let mut state = self.state.borrow_mut();
        state.number = state.number.wrapping_add(1);
        state.waiting = None;
        let since = state.worker.as_ref().and_then(|running| running.since);
        drop(state);
        if since.is_some_and(|since| browser::now() - since > PATIENCE) {
            self.respawn();
        }
    }

    /// Starts a new worker in the place of the old one.
    fn respawn(&self) {
        let spawned = self.spawn();
        if let Some(old) = std::mem::replace(&mut self.state.borrow_mut().worker, spawned) {
            old.worker.terminate();
        }
    }

    fn spawn(&self) -> Option<Running> {
        let state = self.state.borrow();
        let (script, module) = state.parts.as_ref()?;
        let worker = Worker::new(script).ok()?;
        let answered = self.clone();
        let failed = self.clone();
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let json = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
                if let Some(answer) = json.and_then(|json| serde_json::from_str(&json).ok()) {
                    answered.hear(answer);
                }
            }),
            EventListener::new(&worker, "error", move |_| failed.crashed()),
        ];
        worker.post_message(module).ok()?;
        Some(Running { worker, ready: false, since: None, _listeners: listeners })
    }

    fn send_waiting(&self) {
        let mut state = self.state.borrow_mut();
        let State { worker, waiting, .. } = &mut *state;
        let Some(running) = worker.as_mut().filter(|running| running.ready) else { return };
        let Some(json) = waiting.take().and_then(|request| serde_json::to_string(&request).ok()) else {
            return;
        };
        if running.worker.post_message(&json.into()).is_ok() {
            running.since = Some(browser::now());
        }
    }

    fn hear(&self, answer: Answer) {
        let current = self.state.borrow().number;
        match answer {
            Answer::Ready => {
                if let Some(running) = &mut self.state.borrow_mut().worker {
                    running.ready = true;
                }
                self.send_waiting();
            }
            Answer::Progress { number, done, .. } => {
                if number == current {
                    (self.tell)(Outcome::Progress(done));
                }
            }
            Answer::Read { number, reading, dated_by_text } => {
                self.rest();
                if number == current {
                    (self.tell)(Outcome::Read { reading, dated_by_text });
                }
            }
            Answer::Refused { number, message } => {
                self.rest();
                if number == current {
                    (self.tell)(Outcome::Refused(message));
                }
            }
        }
    }

    /// The worker has nothing more to do.
    fn rest(&self) {
        if let Some(running) = &mut self.state.borrow_mut().worker {
            running.since = None;
        }
    }

    /// The worker has stopped by itself. One that never was ready would only stop again.
    fn crashed(&self) {
        let was_ready = self.state.borrow().worker.as_ref().is_some_and(|running| running.ready);
        if was_ready {
            self.respawn();
            self.fail(
                "The reader stopped at this text, which is untouched. It tries again when you edit it.",
            );
        } else {
            self.state.borrow_mut().worker = None;
            self.fail("The reader could not be started in this browser.");
        }
    }

    fn fail(&self, message: &str) {
        (self.tell)(Outcome::Refused(message.to_string()));
    }
}
