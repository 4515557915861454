//! Workers beside this one that read windows, so that a long text is read on several cores.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use dateline::encoder::{Cache, Preparation};
use dateline::review::messages::Answer;
use js_sys::{Array, Date, Float32Array, Uint8Array, Uint32Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker, WorkerOptions};

/// The name by which a worker knows that it is a helper.
pub const HELPER: &str = "helper";

/// Each takes as much memory as the first worker, and a fourth core gains little on an article.
const MOST: usize = 3;

/// Windows that make it worth starting helpers: about 600 words.
const WORTH: usize = 5;

/// Windows that a helper has at a time: one that it reads, and one that waits.
const AHEAD: usize = 2;

/// A helper that has not answered for so long, in milliseconds, is late. Nothing promises that it ever answers: a browser
/// may stop or starve a worker without a word. A window takes a tenth of this on a laptop.
const LATE: f64 = 1000.0;

/// The helpers.
pub struct Helpers {
    /// The address of this program's script.
    script: String,
    weights: Uint8Array,
    wanted: usize,
    cache: Rc<RefCell<Cache>>,
    helpers: Vec<Rc<RefCell<Helper>>>,
}

struct Helper {
    worker: Worker,
    /// Whether it can take windows. One that has failed never can.
    ready: bool,
    /// The windows that it has, the one it reads first.
    windows: VecDeque<Vec<u32>>,
    /// When it last answered, or got a window while it had none; in milliseconds.
    since: f64,
    /// Whether it is late: until it answers it gets no windows, and what it has is read elsewhere.
    late: bool,
    _listeners: [Closure<dyn FnMut(MessageEvent)>; 2],
}

impl Helpers {
    /// For a machine with more than one core; none is started yet. What they read goes into `cache`.
    pub fn new(
        scope: &DedicatedWorkerGlobalScope,
        weights: Uint8Array,
        cache: Rc<RefCell<Cache>>,
    ) -> Option<Self> {
        let cores = scope.navigator().hardware_concurrency() as usize;
        let wanted = cores.saturating_sub(1).min(MOST);
        let script = scope.location().href();
        (wanted > 0).then_some(Helpers { script, weights, wanted, cache, helpers: Vec::new() })
    }

    /// Starts them if so many windows are worth it.
    pub fn start_for(&mut self, windows: usize) {
        if windows >= WORTH && self.helpers.is_empty() {
            for _ in 0..std::mem::take(&mut self.wanted) {
                // Where a browser lets a worker start none, this one reads alone.
                self.helpers.extend(self.start());
            }
        }
    }

    fn start(&self) -> Option<Rc<RefCell<Helper>>> {
        let options = WorkerOptions::new();
        options.set_name(HELPER);
        let worker = Worker::new_with_options(&self.script, &options).ok()?;
        let helper = Rc::new_cyclic(|own: &std::rc::Weak<RefCell<Helper>>| {
            let (heard, failed) = (own.clone(), own.clone());
            let (weights, cache) = (self.weights.clone(), Rc::clone(&self.cache));
            let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                if let Some(helper) = heard.upgrade() {
                    helper.borrow_mut().hear(&message, &weights, &mut cache.borrow_mut());
                }
            });
            let on_error = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
                if let Some(helper) = failed.upgrade() {
                    helper.borrow_mut().give_up();
                }
            });
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            let listeners = [on_message, on_error];
            RefCell::new(Helper {
                worker,
                ready: false,
                windows: VecDeque::new(),
                since: 0.0,
                late: false,
                _listeners: listeners,
            })
        });
        helper.borrow().worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(helper)
    }

    /// Gives windows to those that have time.
    pub fn send(&self, preparation: &mut Preparation) {
        for helper in &self.helpers {
            let mut helper = helper.borrow_mut();
            // The last windows are for whoever is free.
            let ahead = if preparation.left() > self.helpers.len() * AHEAD { AHEAD } else { 1 };
            while helper.ready && !helper.late && helper.windows.len() < ahead {
                let Some(window) = preparation.next_window() else { return };
                helper.send(window);
            }
        }
    }

    /// Takes back what those have that are late.
    pub fn take_back(&self, preparation: &mut Preparation) {
        for helper in &self.helpers {
            let mut helper = helper.borrow_mut();
            if helper.is_waited_for() && Date::now() - helper.since > LATE {
                helper.late = true;
                helper.windows.iter().rev().for_each(|window| preparation.take_back(window.clone()));
            }
        }
    }

    /// Whether windows are being read that are worth waiting for.
    pub fn are_busy(&self) -> bool {
        self.helpers.iter().any(|helper| helper.borrow().is_waited_for())
    }
}

impl Helper {
    fn is_waited_for(&self) -> bool {
        !self.late && !self.windows.is_empty()
    }

    fn send(&mut self, window: Vec<u32>) {
        if self.windows.is_empty() {
            self.since = Date::now();
        }
        if self.worker.post_message(&Uint32Array::from(window.as_slice())).is_ok() {
            self.windows.push_back(window);
        }
    }

    /// A helper first says that it has started, then that it is ready, both as the page's worker does; then it sends
    /// the vectors of its windows in order.
    fn hear(&mut self, message: &MessageEvent, weights: &Uint8Array, cache: &mut Cache) {
        if let Ok(vectors) = message.data().dyn_into::<Float32Array>() {
            (self.since, self.late) = (Date::now(), false);
            if let Some(window) = self.windows.pop_front() {
                cache.put(&window, vectors.to_vec());
            }
        } else {
            let answer = message.data().as_string().and_then(|json| serde_json::from_str(&json).ok());
            match answer {
                Some(Answer::Started) if self.worker.post_message(&Array::of1(weights)).is_ok() => {}
                Some(Answer::Ready) => self.ready = true,
                _ => self.give_up(),
            }
        }
    }

    /// What it had is read with the rest of the text.
    fn give_up(&mut self) {
        self.ready = false;
        self.windows.clear();
        self.worker.terminate();
    }
}
