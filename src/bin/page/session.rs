//! The session's signals, and the services that serve it: the reader, the timers, what is kept.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use dateline::ReadError;
use dateline::review::session::{Library, Read, Way};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::App;
use crate::keep::Keeper;
use crate::reader::Reader;
use crate::surface::Content;

/// The articles, and what is going on with the open one; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Session {
    /// The articles.
    pub library: RwSignal<Library>,
    /// The reading that is shown.
    pub read: Memo<Option<Arc<Read>>>,
    /// What the page has to say.
    pub status: RwSignal<String>,
    /// What is to be known of what was opened, until it is put away.
    pub notice: RwSignal<String>,
    /// How far a reading has come that takes its time.
    pub progress: RwSignal<Option<f32>>,
    /// Whether the map's lines are there.
    pub has_map: RwSignal<bool>,
    /// Rises with every edit of the text.
    pub edits: RwSignal<u32>,
    /// How many articles are kept on this device.
    pub records: RwSignal<usize>,
    /// Whether what is worked on is to be kept.
    pub keeps: RwSignal<bool>,
    services: StoredValue<Rc<Services>, LocalStorage>,
}

/// What is no state of the page, but works for it.
#[derive(Default)]
pub struct Services {
    /// The worker's keeper.
    pub reader: RefCell<Option<Reader>>,
    /// The surface as it was last looked at; none once it has been edited.
    pub content: RefCell<Option<Rc<Content>>>,
    /// The article as it is set for reading; none before the first.
    pub sheet: RefCell<Option<Rc<Content>>>,
    /// How the surface was edited since it was last looked at, if it was: by undo or redo, or by hand.
    pub edited: RefCell<Option<Option<Way>>>,
    /// Waits for the keys to rest.
    pub pause: RefCell<Option<Timeout>>,
    /// Waits before it says that a reading takes its time.
    pub patience: RefCell<Option<Timeout>>,
    /// What is kept.
    pub keeper: Keeper,
}

impl Session {
    /// An empty session, without a reader yet.
    pub fn new() -> Self {
        let library = RwSignal::new(Library::default());
        let read = |library: &Library| library.open().read.clone();
        Session {
            library,
            read: Memo::new_with_compare(
                move |_| library.with(read),
                |before, after| !is_same(before.and_then(Option::as_ref), after.and_then(Option::as_ref)),
            ),
            status: RwSignal::new(ReadError::Empty.to_string()),
            notice: RwSignal::new(String::new()),
            progress: RwSignal::new(None),
            has_map: RwSignal::new(false),
            edits: RwSignal::new(0),
            records: RwSignal::new(0),
            keeps: RwSignal::new(false),
            services: StoredValue::new_local(Rc::default()),
        }
    }

    /// Starts the reader.
    pub fn start(self, app: App) {
        let reader = Reader::start(move |outcome| app.heard(outcome));
        *self.services().reader.borrow_mut() = Some(reader);
    }

    /// What works for the session.
    pub fn services(self) -> Rc<Services> {
        self.services.get_value()
    }

    /// Says something.
    pub fn say(self, words: impl Into<String>) {
        self.status.set(words.into());
    }

    /// The surface as it was read; none while it has edits that were not.
    pub fn content(self) -> Option<Rc<Content>> {
        self.services().content.borrow().clone()
    }

    /// The article as it is set for reading.
    pub fn sheet(self) -> Option<Rc<Content>> {
        self.services().sheet.borrow().clone()
    }

    /// The article is set anew.
    pub fn set_sheet(self, sheet: Option<Content>) {
        *self.services().sheet.borrow_mut() = sheet.map(Rc::new);
    }

    /// The surface, if it is the text of `read`: after an edit it is not, until it has been read.
    pub fn content_of(self, read: &Read) -> Option<Rc<Content>> {
        self.content().filter(|content| content.text == read.text)
    }

    /// Has the reader do something, once there is one.
    pub fn with_reader(self, act: impl FnOnce(&Reader)) {
        if let Some(reader) = &*self.services().reader.borrow() {
            act(reader);
        }
    }
}

fn is_same(one: Option<&Arc<Read>>, other: Option<&Arc<Read>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}
