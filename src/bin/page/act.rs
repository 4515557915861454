//! What happens in the page: actions go to the session, and what follows from them is done here.

use std::rc::Rc;

use dateline::review::cards::one_line;
use dateline::review::lookup;
use dateline::review::messages::Request;
use dateline::review::session::{Action, Effect, Field, Phase, Way};
use dateline::review::shelf::{Kept, KeptReading};
use dateline::{ReadError, Reading};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::App;
use crate::reader::Outcome;
use crate::surface::{self, Content};
use crate::{browser, keep, sight};

/// How long the page waits for the next keystroke before it reads, in milliseconds.
const PAUSE: u32 = 250;

/// How long a reading may take before its progress is shown, in milliseconds.
const UNSEEN: u32 = 300;

impl App {
    /// The page stands, and takes a text.
    pub fn ready(self) {
        mark_state(&Phase::Empty);
        browser::set_on_body("data-reading", "0");
        Timeout::new(0, browser::gather_country_names).forget();
    }

    /// Does `action`, and what follows from it.
    pub fn act(self, action: Action) {
        self.catch_up();
        self.apply(action);
    }

    fn apply(self, action: Action) {
        self.apply_at(action, js_sys::Date::now() as u64);
    }

    fn apply_at(self, action: Action, now: u64) {
        let library = self.session.library;
        let before = library.with_untracked(|library| library.open().id);
        let mut effects = Vec::new();
        library.update(|library| effects = library.apply(action, now));
        if library.with_untracked(|library| library.open().id) != before {
            self.view.widen();
            self.view.put_away();
        }
        library.with_untracked(|library| mark_state(&library.open().phase));
        effects.into_iter().for_each(|effect| self.perform(effect));
    }

    fn perform(self, effect: Effect) {
        match effect {
            Effect::Read => self.read(),
            Effect::Cancel => {
                self.session.with_reader(|reader| reader.outdate());
                self.settle();
            }
            Effect::Restart => self.session.with_reader(|reader| reader.retry()),
            Effect::Save(id) => keep::save_soon(self, id),
            Effect::Forget(id) => keep::forget(self, &id),
            Effect::Announce(words) => self.session.say(words),
            Effect::Fill(text) => {
                surface::fill(&text);
                self.look_at_surface();
            }
        }
    }

    /// The text was edited, by undo or redo, or by hand: it is read anew once the keys rest.
    pub fn edited(self, by: Option<Way>) {
        let services = self.session.services();
        // What was undone in between is a part of what was typed.
        let by = if *services.edited.borrow() == Some(None) { None } else { by };
        *services.edited.borrow_mut() = Some(by);
        *services.content.borrow_mut() = None;
        self.view.put_all_out();
        if by.is_none() {
            self.view.edits.set(true);
        }
        self.view.put_away();
        self.session.edits.update(|edits| *edits = edits.wrapping_add(1));
        self.session.with_reader(|reader| reader.outdate());
        *services.pause.borrow_mut() = Some(Timeout::new(PAUSE, move || self.catch_up()));
    }

    /// Has the session know what the text is now.
    pub fn catch_up(self) {
        let edited = self.session.services().edited.borrow_mut().take();
        if let Some(by) = edited {
            let text = self.look_at_surface().text.clone();
            self.apply(Action::Edited(text, by));
        }
    }

    /// The surface as it is now. Its edits are known from here on.
    fn look_at_surface(self) -> Rc<Content> {
        let services = self.session.services();
        let content = Rc::new(Content::now());
        *services.edited.borrow_mut() = None;
        *services.pause.borrow_mut() = None;
        *services.content.borrow_mut() = Some(Rc::clone(&content));
        content
    }

    /// Undoes the last thing done, or does the last thing undone again.
    pub fn step(self, way: Way) {
        self.catch_up();
        let wanted = self.session.library.with_untracked(|library| library.step_of_text(way));
        let Some(wanted) = wanted else { return self.apply(Action::Step(way)) };
        let before = Content::now().text;
        surface::step(way);
        let after = Content::now().text;
        let is_too_far = || self.session.library.with_untracked(|library| library.is_too_far(way, &after));
        // Where the browser knows of no such step, or joins it with others, it is made for it.
        if *wanted != *after && (after == before || is_too_far()) {
            surface::fill(&wanted);
        }
        self.session.edits.update(|edits| *edits = edits.wrapping_add(1));
        let text = self.look_at_surface().text.clone();
        self.apply(Action::Edited(text, Some(way)));
        surface::veil(self.view.set.get_untracked());
    }

    /// Puts another article in the place of the text.
    pub fn replace(self, text: &str) {
        let text = self.put_in(text);
        self.apply(Action::Opened(text, None));
    }

    /// Puts another text in the place of the one that is there, and gives it as the browser has it.
    fn put_in(self, text: &str) -> String {
        self.catch_up();
        surface::replace(text);
        self.view.edits.set(false);
        self.session.edits.update(|edits| *edits = edits.wrapping_add(1));
        self.look_at_surface().text.clone()
    }

    /// Puts what is kept in the place of the text.
    pub fn open(self, kept: Kept) {
        let Kept { mut record, read, .. } = kept;
        let text = self.put_in(&record.text);
        // Browsers leave out the line breaks at the end, and then it is another text from now on.
        if text != record.text {
            (record.at, record.text) = (record.at + 1, text.clone());
        }
        self.apply(Action::Opened(text, Some(record)));
        self.show_again(read);
    }

    /// Puts what is kept into the page that has just been opened.
    pub fn restore(self, kept: Kept) {
        let Kept { record, read, .. } = kept;
        surface::fill(&record.text);
        self.look_at_surface();
        self.apply(Action::Restored(record));
        self.show_again(read);
    }

    /// Shows a reading that was kept of the text that is there, so that it need not be read again.
    fn show_again(self, read: Option<KeptReading>) {
        let at = read.as_ref().map(|read| read.at);
        if let Some((reading, at)) = read.and_then(|read| read.reading()).zip(at) {
            self.session.with_reader(|reader| reader.outdate());
            self.show(Box::new(reading), at);
        }
    }

    fn read(self) {
        let services = self.session.services();
        let content = self.session.content().unwrap_or_else(|| self.look_at_surface());
        *services.patience.borrow_mut() = Some(Timeout::new(UNSEEN, move || {
            self.session.progress.set(Some(0.0));
            self.session.say("Reading…");
        }));
        let request = self.session.library.with_untracked(|library| {
            let article = library.open();
            Request {
                number: 0,
                text: content.text.clone(),
                wants_parts: article.wants_parts(),
                published: article.given.get(Field::Published).map(str::to_string),
                read_all: article.given.get(Field::Extent).is_some(),
                lines: article.lines(),
            }
        });
        self.session.with_reader(|reader| reader.read(request));
    }

    /// What comes of a text that was sent to the reader.
    pub fn heard(self, outcome: Outcome) {
        match outcome {
            Outcome::Loading(done) => self.loading(done),
            Outcome::HasMap => self.session.has_map.set(true),
            Outcome::Loaded => self.loaded(),
            Outcome::Progress(done) => {
                if self.session.progress.get_untracked().is_some() {
                    self.session.progress.set(Some(done));
                }
            }
            Outcome::Part(reading) => {
                self.apply(Action::CameInPart(reading));
                self.settle_view();
            }
            Outcome::Read { reading, times } => {
                browser::set_on_body("data-times", &serde_json::to_string(&times).unwrap_or_default());
                self.show(reading, js_sys::Date::now() as u64);
            }
            Outcome::Refused(why) => self.stop(Action::Refused(why)),
            Outcome::Failed(fault) => self.stop(Action::Failed(fault)),
            Outcome::Restarted => self.session.say("The reader had stopped, and was started again."),
        }
    }

    /// Says how much of the encoder is there, if it takes a while.
    fn loading(self, done: f32) {
        let has_failed =
            self.session.library.with_untracked(|library| matches!(library.open().phase, Phase::Failed(_)));
        if !has_failed && browser::now() > f64::from(UNSEEN) {
            self.session.progress.set(Some(done));
            self.session.say(format!("Loading the reader, once for this browser: {:.0}%", done * 100.0));
        }
    }

    fn loaded(self) {
        browser::set_on_body("data-loaded", "");
        if self.session.progress.get_untracked().is_some() {
            self.session.progress.set(None);
            let is_blank = self.session.library.with_untracked(|library| library.open().is_blank());
            self.session.say(if is_blank { ReadError::Empty.to_string() } else { "Reading…".to_string() });
        }
    }

    /// Shows what was read, `at` that time.
    fn show(self, reading: Box<Reading>, at: u64) {
        self.settle();
        self.apply_at(Action::Came(reading), at);
        self.settle_view();
        count_reading();
        keep::keep_if_wanted(self);
    }

    /// What is chosen and what is painted go by the reading that there is now.
    fn settle_view(self) {
        let (read, content) = (self.session.read.get_untracked(), self.session.content());
        if let (Some(read), Some(content)) = (read, content) {
            let is_name =
                |name: &str| read.review.reading.entities.iter().any(|entity| one_line(&entity.name) == name);
            self.lists
                .events
                .with_untracked(|cards| self.view.chosen.update(|chosen| chosen.keep_to(cards, is_name)));
            let layers = self.view.layers.get_untracked();
            let painted: usize =
                layers.iter().map(|paint| lookup::layer(&read.review.reading, *paint).len()).sum();
            self.view.sight.set((painted > sight::MOST_PAINTED).then(|| sight::look(&content)));
        }
    }

    fn stop(self, action: Action) {
        self.settle();
        self.apply(action);
        count_reading();
        keep::keep_if_wanted(self);
    }

    /// Nothing is under way any more.
    fn settle(self) {
        *self.session.services().patience.borrow_mut() = None;
        self.session.progress.set(None);
        self.view.put_all_out();
    }
}

fn mark_state(phase: &Phase) {
    let state = match phase {
        Phase::Empty => "empty",
        Phase::Reading => "reading",
        Phase::Read => "read",
        Phase::Refused(_) => "refused",
        Phase::Failed(_) => "failed",
    };
    browser::set_on_body("data-state", state);
}

/// Counts the readings that were shown, for whoever waits for the next one.
fn count_reading() {
    let body = browser::document().body();
    let count =
        body.and_then(|body| body.get_attribute("data-reading")).and_then(|count| count.parse::<u32>().ok());
    browser::set_on_body("data-reading", &count.unwrap_or_default().wrapping_add(1).to_string());
}
