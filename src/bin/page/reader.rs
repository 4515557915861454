//! The worker that reads, seen from the page. At most one text is being read; another one takes its place.

use std::cell::RefCell;
use std::rc::Rc;

use dateline::review::messages::{Answer, Request};
use dateline::review::session::Fault;
use dateline::tables::{FILES, File, MAP, OF_WORKER};
use dateline::{ReadError, Reading};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, Worker};

use crate::browser;

#[wasm_bindgen]
extern "C" {
    /// The address of the worker's script and its compiled module. Set by `boot.js`, as are the next three.
    #[wasm_bindgen(js_name = datelineWorker)]
    fn load_program() -> Promise;

    /// A file beside the page as bytes; `tell` hears which share of it is there.
    #[wasm_bindgen(js_name = datelineFile)]
    fn load_file(name: &str, checksum: &str, tell: &Function) -> Promise;

    /// Keeps a file for the next time that the page is opened.
    #[wasm_bindgen(js_name = datelineKeepFile)]
    fn keep_file(name: &str, checksum: &str, bytes: &Uint8Array) -> Promise;

    /// Forgets the files that were kept.
    #[wasm_bindgen(js_name = datelineForgetFiles)]
    fn forget_files();
}

/// What comes of a text that was sent.
pub enum Outcome {
    /// Nothing can be read yet: this share of the files is loaded.
    Loading(f32),
    /// The map can be drawn.
    HasMap,
    /// Texts can be read.
    Loaded,
    /// It is being read.
    Progress(f32),
    /// Its beginning was read, and the rest is under way.
    Part(Box<Reading>),
    /// It was read.
    Read {
        /// What was read.
        reading: Box<Reading>,
        /// What each stage took, in milliseconds, in order.
        times: Vec<(String, f64)>,
    },
    /// It cannot be read, for the reason given.
    Refused(ReadError),
    /// The reader has failed.
    Failed(Fault),
    /// The reader stopped while there was nothing to read, and was started again.
    Restarted,
}

/// A reading that has run longer than this, in milliseconds, may be broken off when the text changes.
const PATIENCE: f64 = 1000.0;

/// Of a text that is shorter than this, in bytes, the worker notices soon enough itself that another took its place.
const LONG: usize = 100_000;

/// A worker of which nothing is heard for so many seconds while it reads is dead; it tells of every window. The stages
/// after the windows, which are told only as they begin, take long in a long text.
const SILENT: u32 = 15;
const SILENT_LONG: u32 = 90;

/// What is said where no worker can be started, or none comes to life.
const NOT_STARTED: &str = "The reader could not be started in this browser.";

/// The worker's keeper.
#[derive(Clone)]
pub struct Reader {
    state: Rc<RefCell<State>>,
    tell: Rc<dyn Fn(Outcome)>,
}

#[derive(Default)]
struct State {
    parts: Option<(String, WebAssembly::Module)>,
    /// What is there of [`FILES`], and which share of each.
    files: [(Option<Uint8Array>, f32); FILES.len()],
    worker: Option<Running>,
    /// Why no text can be read until the reader is started again.
    fault: Option<Fault>,
    /// The request that waits for the worker to be ready.
    waiting: Option<Request>,
    /// The number of the latest request; answers to others come too late.
    number: u32,
}

struct Running {
    worker: Worker,
    /// Whether the worker can take the files.
    started: bool,
    /// Whether it can take texts.
    ready: bool,
    /// The reading that is under way.
    reading: Option<Underway>,
    _listeners: [EventListener; 2],
}

struct Underway {
    number: u32,
    since: f64,
    is_long: bool,
    /// For how many seconds nothing was heard of it.
    silent: u32,
}

impl Reader {
    /// Starts a worker; `tell` hears what comes of the texts.
    pub fn start(tell: impl Fn(Outcome) + 'static) -> Self {
        let reader = Reader { state: Rc::default(), tell: Rc::new(tell) };
        reader.load();
        reader
    }

    /// Starts again what has failed.
    pub fn retry(&self) {
        if self.state.borrow_mut().fault.take().is_some() {
            self.load();
        }
    }

    /// Loads what is not there yet.
    fn load(&self) {
        if self.state.borrow().parts.is_some() {
            self.respawn();
        } else {
            let loading = self.clone();
            spawn_local(async move { loading.load_program().await });
        }
        for nth in 0..FILES.len() {
            if self.state.borrow().files[nth].0.is_none() {
                let loading = self.clone();
                spawn_local(async move { loading.load_file(nth).await });
            }
        }
    }

    async fn load_program(&self) {
        match JsFuture::from(load_program()).await {
            Ok(parts) => {
                let parts = Array::from(&parts);
                let script = parts.get(0).as_string().unwrap_or_default();
                self.state.borrow_mut().parts = Some((script, parts.get(1).unchecked_into()));
                self.respawn();
            }
            Err(_) => self.fail(Fault::Missing("The reader")),
        }
    }

    async fn load_file(&self, nth: usize) {
        let File { name, checksum, what, .. } = FILES[nth];
        let loading = self.clone();
        let told = Closure::<dyn Fn(f32)>::new(move |share| loading.tell_loaded(nth, share));
        let bytes = load_file(name, checksum, told.as_ref().unchecked_ref());
        match JsFuture::from(bytes).await.and_then(|bytes| bytes.dyn_into::<Uint8Array>()) {
            Ok(bytes) if nth < OF_WORKER => {
                self.state.borrow_mut().files[nth] = (Some(bytes), 1.0);
                self.send_files();
            }
            Ok(bytes) => {
                MAP.give(bytes.to_vec());
                self.state.borrow_mut().files[nth] = (Some(bytes), 1.0);
                (self.tell)(Outcome::HasMap);
            }
            Err(_) => self.fail(Fault::Missing(what)),
        }
    }

    /// Of the file of number `nth` this share is there.
    fn tell_loaded(&self, nth: usize, share: f32) {
        self.state.borrow_mut().files[nth].1 = share;
        let files = self
            .state
            .borrow()
            .files
            .iter()
            .zip(FILES)
            .map(|((_, share), file)| (*share, file.size as f32))
            .collect::<Vec<_>>();
        let all = files.iter().map(|(_, size)| size).sum::<f32>();
        (self.tell)(Outcome::Loading(files.iter().map(|(share, size)| share * size / all).sum()));
    }

    /// Has the text of `request` read. What was under way is broken off.
    pub fn read(&self, request: Request) {
        self.outdate();
        let number = self.state.borrow().number;
        self.state.borrow_mut().waiting = Some(Request { number, ..request });
        let fault = self.state.borrow().fault.clone();
        match fault {
            Some(fault) => (self.tell)(Outcome::Failed(fault)),
            None => self.send_waiting(),
        }
    }

    /// The text has changed: no answer to what was sent is wanted any more.
    pub fn outdate(&self) {
        let mut state = self.state.borrow_mut();
        state.number = state.number.wrapping_add(1);
        state.waiting = None;
        let reading = state.worker.as_ref().and_then(|running| running.reading.as_ref());
        let is_stuck = reading.is_some_and(|it| it.is_long && browser::now() - it.since > PATIENCE);
        drop(state);
        if is_stuck {
            self.respawn();
        }
    }

    /// Starts a new worker in the place of the old one.
    fn respawn(&self) {
        let spawned = self.spawn();
        let has_failed = spawned.is_none() && self.state.borrow().parts.is_some();
        if let Some(old) = std::mem::replace(&mut self.state.borrow_mut().worker, spawned) {
            old.worker.terminate();
        }
        if has_failed {
            self.fail(Fault::Unusable(NOT_STARTED.to_string()));
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
            EventListener::new(&worker, "error", move |_| failed.stopped()),
        ];
        worker.post_message(module).ok()?;
        Some(Running { worker, started: false, ready: false, reading: None, _listeners: listeners })
    }

    /// Sends the files as soon as all are there and the worker has started.
    fn send_files(&self) {
        let state = self.state.borrow();
        let running = state.worker.as_ref().filter(|running| running.started);
        let files =
            state.files[..OF_WORKER].iter().map(|(bytes, _)| bytes.as_ref()).collect::<Option<Vec<_>>>();
        if let (Some(running), Some(files)) = (running, files) {
            // It only fails for what cannot be cloned, and bytes can.
            let _ = running.worker.post_message(&files.into_iter().collect::<Array>());
        }
    }

    fn send_waiting(&self) {
        let mut state = self.state.borrow_mut();
        let State { worker, waiting, .. } = &mut *state;
        let Some(running) = worker.as_mut().filter(|running| running.ready) else { return };
        let Some(request) = waiting.take() else { return };
        let Ok(json) = serde_json::to_string(&request) else { return };
        if running.worker.post_message(&json.into()).is_ok() {
            let (number, is_long) = (request.number, request.text.len() > LONG);
            running.reading = Some(Underway { number, since: browser::now(), is_long, silent: 0 });
            self.listen(number);
        }
    }

    /// A worker that the browser has put an end to sends no word of it: nothing is heard of the reading any more. It is
    /// seconds that are counted, so that a machine that sleeps in between does not count as a silent worker.
    fn listen(&self, number: u32) {
        let reader = self.clone();
        Timeout::new(1000, move || {
            let is_dead = match &mut reader.state.borrow_mut().worker {
                Some(Running { reading: Some(reading), .. }) if reading.number == number => {
                    reading.silent += 1;
                    reading.silent > if reading.is_long { SILENT_LONG } else { SILENT }
                }
                _ => return,
            };
            if is_dead { reader.stopped() } else { reader.listen(number) }
        })
        .forget();
    }

    fn hear(&self, answer: Answer) {
        let current = self.state.borrow().number;
        if let Some(Running { reading: Some(reading), .. }) = &mut self.state.borrow_mut().worker {
            reading.silent = 0;
        }
        match answer {
            Answer::Started => {
                if let Some(running) = &mut self.state.borrow_mut().worker {
                    running.started = true;
                }
                self.send_files();
            }
            Answer::Ready => {
                if let Some(running) = &mut self.state.borrow_mut().worker {
                    running.ready = true;
                }
                for (file, (bytes, _)) in FILES.iter().zip(&self.state.borrow().files) {
                    if let Some(bytes) = bytes {
                        // What cannot be kept is loaded again next time.
                        let _ = keep_file(file.name, file.checksum, bytes);
                    }
                }
                (self.tell)(Outcome::Loaded);
                self.send_waiting();
            }
            Answer::Unusable { message } => {
                forget_files();
                self.state.borrow_mut().files = Default::default();
                self.fail(Fault::Unusable(message));
            }
            Answer::Progress { number, done } => {
                if number == current {
                    (self.tell)(Outcome::Progress(done));
                }
            }
            Answer::Part { number, reading } => {
                if number == current {
                    (self.tell)(Outcome::Part(reading));
                }
            }
            Answer::Read { number, reading, times } => {
                self.rest(number);
                if number == current {
                    (self.tell)(Outcome::Read { reading, times });
                }
            }
            Answer::Refused { number, why } => {
                self.rest(number);
                if number == current {
                    (self.tell)(Outcome::Refused(why));
                }
            }
        }
    }

    /// The worker is done with the text `number`.
    fn rest(&self, number: u32) {
        if let Some(running) = &mut self.state.borrow_mut().worker {
            running.reading.take_if(|reading| reading.number == number);
        }
    }

    /// The worker has stopped by itself. One that never was ready would only stop again.
    fn stopped(&self) {
        let (was_ready, was_reading) = match &self.state.borrow().worker {
            Some(running) => (running.ready, running.reading.is_some()),
            None => return,
        };
        if was_ready {
            self.respawn();
            (self.tell)(if was_reading { Outcome::Failed(Fault::Stopped) } else { Outcome::Restarted });
        } else {
            self.state.borrow_mut().worker = None;
            self.fail(Fault::Unusable(NOT_STARTED.to_string()));
        }
    }

    /// Nothing can be read until the reader is started again.
    fn fail(&self, fault: Fault) {
        self.state.borrow_mut().fault.get_or_insert(fault.clone());
        (self.tell)(Outcome::Failed(fault));
    }
}
