//! The page's worker: unpacks the encoder and the tables that the page gives it, reads the texts that the page sends, and says how far
//! it has come. A text that arrives while another is being read takes its place.
//!
//! Where the machine has cores to spare, it starts helpers: workers with the same program, which it sends single windows.

mod helpers;

use std::cell::RefCell;
use std::rc::Rc;

use dateline::encoder::{Cache, Model, Preparation, Weights};
use dateline::places::Resolver;
use dateline::review::messages::{Answer, Request};
use dateline::tables::{ATLAS, FILES, PLACES};
use dateline::{LineMark, Options, Underway, dates, read};
use helpers::{HELPER, Helpers};
use js_sys::{Array, Float32Array, Promise, Uint8Array, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, Performance};

/// The stage in which windows are read.
const WINDOWS: &str = "Windows";

/// The share of the work that is done step by step.
const PREPARED: f32 = 0.9;

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let worker = Rc::new(Worker { scope: scope.clone(), state: RefCell::default() });
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let worker = Rc::clone(&worker);
        if let Ok(files) = message.data().dyn_into::<Array>() {
            worker.unpack(&files.iter().filter_map(|file| file.dyn_into().ok()).collect::<Vec<_>>());
        } else if let Ok(window) = message.data().dyn_into::<Uint32Array>() {
            worker.read_window(&window);
        } else if let Some(request) =
            message.data().as_string().and_then(|json| serde_json::from_str::<Request>(&json).ok())
        {
            spawn_local(async move { worker.read(request).await });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker needs it for as long as it lives.
    on_message.forget();
    post(&scope, &Answer::Started);
}

/// What is read once before anything else, so that the lexicons are there and the browser has compiled what reads.
const FIRST_TEXT: &str =
    "Police in Lagos arrested two men on Monday, the minister said. He denied that they were beaten.";

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    model: Option<Model>,
    cache: Rc<RefCell<Cache>>,
    helpers: Option<Helpers>,
    /// The number of the latest request.
    latest: u32,
}

impl Worker {
    fn unpack(&self, files: &[Uint8Array]) {
        let answer = match model(files) {
            Ok(model) => {
                self.state.borrow_mut().model = Some(model);
                Answer::Ready
            }
            Err(message) => Answer::Unusable { message },
        };
        post(&self.scope, &answer);
        if answer == Answer::Ready && self.scope.name() != HELPER {
            let mut state = self.state.borrow_mut();
            state.helpers = Helpers::new(&self.scope, files[0].clone(), Rc::clone(&state.cache));
            // The page need not wait for these, and the first reading finds them there.
            Resolver::released();
            if let Some(model) = &state.model {
                let _ = read(FIRST_TEXT, &Options::default(), model, &mut Cache::new(), |_| {});
            }
        }
    }

    /// What a helper does.
    fn read_window(&self, window: &Uint32Array) {
        let state = self.state.borrow();
        let Some(model) = &state.model else { return };
        let vectors = Float32Array::from(model.read_window(&window.to_vec()).as_slice());
        // It only fails for what cannot be cloned, and numbers can.
        let _ = self.scope.post_message(&vectors);
    }

    async fn read(&self, request: Request) {
        let (number, options) = (request.number, options(&request));
        let mut clock = Clock::start(&self.scope);
        self.state.borrow_mut().latest = number;
        let mut underway = match Underway::new(&request.text, &options) {
            Ok(underway) => underway,
            Err(why) => return post(&self.scope, &Answer::Refused { number, why }),
        };
        let turns = Turns::new();
        let mut parts = 0_u32;
        while !underway.is_done() {
            if !self.windows_are_read(&underway, number, &turns).await {
                return;
            }
            let State { model: Some(model), cache, .. } = &*self.state.borrow() else { return };
            underway.go_on(model, &mut cache.borrow_mut(), |at| clock.enter(at.stage));
            parts += 1;
            // Each time as much again as there was, so that showing costs no more than reading.
            if request.wants_parts && !underway.is_done() && parts.is_power_of_two() {
                let reading = Box::new(underway.so_far(&options, model));
                post(&self.scope, &Answer::Part { number, reading });
            }
            clock.enter(WINDOWS);
        }
        let State { model: Some(model), .. } = &*self.state.borrow() else { return };
        let reading = underway.finish(&options, model, |at| {
            clock.enter(at.stage);
            self.progress(number, PREPARED + (1.0 - PREPARED) * at.done);
        });
        post(&self.scope, &Answer::Read { number, reading: Box::new(reading), times: clock.times });
    }

    /// Reads the windows of the next part; false where another text came meanwhile, which takes its place.
    async fn windows_are_read(&self, underway: &Underway, number: u32, turns: &Turns) -> bool {
        let mut preparation = match &*self.state.borrow() {
            State { model: Some(model), cache, .. } => {
                let mut cache = cache.borrow_mut();
                let preparation = underway.prepare(model, &cache);
                // Of another text nothing is known, and of the one before nothing is asked any more.
                if underway.done(0.0) == 0.0 && preparation.is_all() {
                    *cache = Cache::new();
                }
                preparation
            }
            _ => return false,
        };
        let mut told = None;
        while self.step(&mut preparation) {
            // While helpers are waited for there is nothing new to tell, and the page could not keep up with the turns.
            let left = preparation.left();
            if told.replace(left) != Some(left) {
                self.progress(number, PREPARED * underway.done(preparation.done()));
            }
            turns.next().await;
            if self.state.borrow().latest != number {
                return false;
            }
        }
        true
    }

    /// Takes a window to read here, and gives others to the helpers that have time; whether there is more to do or to wait for.
    fn step(&self, preparation: &mut Preparation) -> bool {
        let State { model, cache, helpers, .. } = &mut *self.state.borrow_mut();
        let Some(model) = model else { return false };
        if let Some(helpers) = helpers {
            helpers.start_for(preparation.left());
            helpers.take_back(preparation);
        }
        // The only window that an edit changed is read here, where its vectors need not be sent.
        let own = preparation.next_window();
        if let Some(helpers) = helpers {
            helpers.send(preparation);
        }
        match own {
            Some(window) => {
                let vectors = model.read_window(&window);
                cache.borrow_mut().put(&window, vectors);
                true
            }
            None => helpers.as_ref().is_some_and(Helpers::are_busy),
        }
    }

    fn progress(&self, number: u32, done: f32) {
        post(&self.scope, &Answer::Progress { number, done });
    }
}

fn options(request: &Request) -> Options {
    let published = request.published.as_deref().and_then(dates::from_iso);
    let lines =
        request.lines.iter().map(|(span, is_article)| LineMark { span: *span, is_article: *is_article });
    let (lines, read_all) = (lines.collect(), request.read_all);
    Options { published, overrules: true, read_all, lines, ..Options::default() }
}

/// Takes the time of the stages.
struct Clock {
    performance: Option<Performance>,
    /// The stage that is under way, and since when, in milliseconds.
    stage: (String, f64),
    /// What the stages before it took, in milliseconds.
    times: Vec<(String, f64)>,
}

impl Clock {
    /// Starts with the stage that reads the windows.
    fn start(scope: &DedicatedWorkerGlobalScope) -> Self {
        let mut clock =
            Clock { performance: scope.performance(), stage: Default::default(), times: Vec::new() };
        clock.stage = (WINDOWS.to_string(), clock.now());
        clock
    }

    fn now(&self) -> f64 {
        self.performance.as_ref().map_or(0.0, Performance::now)
    }

    fn enter(&mut self, stage: &str) {
        let now = self.now();
        if self.stage.0 != stage {
            let (last, since) = std::mem::replace(&mut self.stage, (stage.to_string(), now));
            match self.times.iter_mut().find(|(known, _)| *known == last) {
                Some((_, time)) => *time += now - since,
                None => self.times.push((last, now - since)),
            }
        }
    }
}

/// The model that is in the first of `files`. The others are tables, of which a helper has none; the stages get them.
fn model(files: &[Uint8Array]) -> Result<Model, String> {
    let mut files = FILES.iter().zip(files).map(|(file, bytes)| {
        let bytes = bytes.to_vec();
        file.check(&bytes).map_err(|damaged| damaged.to_string())?;
        Ok::<_, String>(bytes)
    });
    let model = {
        let encoder = files.next().ok_or("There is no encoder.")??;
        let weights = Weights::read(&encoder).map_err(|error| error.to_string())?;
        Model::new(&weights).map_err(|error| error.to_string())?
    };
    for (table, bytes) in [&ATLAS, &PLACES].into_iter().zip(files) {
        table.give(bytes?);
    }
    Ok(model)
}

/// By which a reading gives way to whatever the page and the helpers have sent meanwhile: by messages of its own, since
/// timers wait. Firefox holds them back by many seconds in the workers of a page that has been in the background, and all
/// browsers by some milliseconds.
struct Turns(Option<MessageChannel>);

impl Turns {
    fn new() -> Self {
        Turns(MessageChannel::new().ok())
    }

    /// Waits until the messages that have come are heeded.
    async fn next(&self) {
        let Some(channel) = &self.0 else { return };
        let promise = Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(Some(&resolve));
            // It only fails for what cannot be cloned.
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        // The promise is never rejected.
        let _ = JsFuture::from(promise).await;
    }
}

impl Drop for Turns {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.port1().close();
        }
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    if let Ok(json) = serde_json::to_string(answer) {
        // It only fails for what cannot be cloned, and a string can.
        let _ = scope.post_message(&json.into());
    }
}
