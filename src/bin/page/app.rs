//! What the page knows, and the few ways in which it changes.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use dateline::reading::Layer;
use dateline::review::cards::{EntityCard, Source};
use dateline::review::corrections::{self, Correction, Named, Review};
use dateline::review::events::{EventCard, Wanted};
use dateline::review::lookup::{self, Paint, Part};
use dateline::review::map::{self, PlaceCard};
use dateline::review::network::{Tie, network};
use dateline::review::offsets::Offsets;
use dateline::review::wording::count;
use dateline::{ReadError, Reading};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::browser;
use crate::reader::{Outcome, Reader};
use crate::sight;
use crate::surface::{self, Content};

/// A text with its reading, as read and as corrected.
pub struct Read {
    /// The text that was read.
    pub text: String,
    /// Its offsets.
    pub offsets: Offsets,
    /// The reading as it came.
    pub reading: Reading,
    /// Whether the publication date is the text's own.
    pub dated_by_text: bool,
    /// The reading as the user has corrected it.
    pub review: Review,
}

impl Read {
    /// The corrected reading with its text.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, offsets: &self.offsets, reading: &self.review.reading }
    }
}

/// The state of the page; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct App {
    /// The reading that is shown.
    pub read: RwSignal<Option<Arc<Read>>>,
    /// What the user has said is wrong.
    pub corrections: RwSignal<Vec<Correction>>,
    /// The publication date that the user gave, ISO 8601 or empty.
    pub published: RwSignal<String>,
    /// The layers that are painted.
    pub layers: RwSignal<Vec<Paint>>,
    /// What is lit up in the text.
    pub lit: RwSignal<Option<Part>>,
    /// What stays lit up when nothing is pointed at: the card that has the focus, or was clicked.
    pub held: RwSignal<Option<Part>>,
    /// The entity that the lists are narrowed down to.
    pub only: RwSignal<Option<Named>>,
    /// What the page has to say.
    pub status: RwSignal<String>,
    /// How far a reading has come that takes its time.
    pub progress: RwSignal<Option<f32>>,
    /// The UTF-16 units that are painted of a text that is too long to be painted at once.
    pub sight: RwSignal<Option<Range<usize>>>,
    /// What stands under the pointer.
    pub inspected: RwSignal<String>,
    /// Rises with every edit of the text.
    pub edits: RwSignal<u32>,
    /// The events, as far as they have to do with that entity.
    pub events: Memo<Vec<EventCard>>,
    /// How they are to be listed.
    pub wanted: RwSignal<Wanted>,
    /// Those of them that are listed, in order.
    pub shown: Memo<Vec<EventCard>>,
    /// Who can act, as listed.
    pub actors: Memo<Vec<EntityCard>>,
    /// Locations, as listed.
    pub places: Memo<Vec<EntityCard>>,
    /// Those of them that are on the map.
    pub mapped: Memo<Vec<PlaceCard>>,
    /// Who acts on whom.
    pub ties: Memo<Vec<Tie>>,
    /// The entities, for choosing one.
    pub names: Memo<Vec<(usize, String)>>,
    /// The surface as it was sent to be read; none once it has been edited.
    content: StoredValue<Option<Rc<Content>>, LocalStorage>,
    reader: StoredValue<Option<Reader>, LocalStorage>,
    pause: StoredValue<Option<Timeout>, LocalStorage>,
    patience: StoredValue<Option<Timeout>, LocalStorage>,
}

/// How long the page waits for the next keystroke before it reads, in milliseconds.
const PAUSE: u32 = 250;

/// How long a reading may take before its progress is shown, in milliseconds.
const UNSEEN: u32 = 300;

impl App {
    /// An empty page, with its reader starting.
    pub fn new() -> Self {
        let (read, only, wanted) =
            (RwSignal::new(None), RwSignal::new(None), RwSignal::new(Wanted::default()));
        let events = Memo::new(move |_| look(read, only, |source, only| source.events(only)));
        let app = App {
            read,
            events,
            wanted,
            shown: Memo::new(move |_| events.with(|cards| wanted.with(|wanted| wanted.of(cards)))),
            actors: Memo::new(move |_| look(read, only, |source, _| source.entities(Layer::Actor))),
            places: Memo::new(move |_| look(read, only, |source, _| source.entities(Layer::Place))),
            mapped: Memo::new(move |_| look(read, only, |source, _| map::places(source))),
            ties: Memo::new(move |_| look(read, only, |source, _| network(source))),
            names: Memo::new(move |_| names(read)),
            corrections: RwSignal::new(Vec::new()),
            published: RwSignal::new(String::new()),
            layers: RwSignal::new(vec![Paint::Actor, Paint::Place, Paint::Quote, Paint::Event]),
            lit: RwSignal::new(None),
            held: RwSignal::new(None),
            only,
            status: RwSignal::new(ReadError::Empty.to_string()),
            progress: RwSignal::new(None),
            sight: RwSignal::new(None),
            inspected: RwSignal::new(String::new()),
            edits: RwSignal::new(0),
            content: StoredValue::new_local(None),
            reader: StoredValue::new_local(None),
            pause: StoredValue::new_local(None),
            patience: StoredValue::new_local(None),
        };
        app.reader.set_value(Some(Reader::start(move |outcome| app.heard(outcome))));
        app
    }

    /// The page stands, and takes a text.
    pub fn ready(self) {
        set_state("empty");
        set_on_body("data-reading", "0");
        Timeout::new(0, browser::gather_country_names).forget();
    }

    /// The text was edited: it is read anew once the keys rest.
    pub fn edited(self) {
        self.content.set_value(None);
        self.put_all_out();
        self.inspected.set(String::new());
        self.edits.update(|edits| *edits = edits.wrapping_add(1));
        self.with_reader(Reader::outdate);
        self.read_after(PAUSE);
    }

    /// Reads the text after `pause` milliseconds without a change.
    pub fn read_after(self, pause: u32) {
        self.pause.set_value(Some(Timeout::new(pause, move || self.read_now())));
    }

    fn read_now(self) {
        let content = Content::now();
        let text = content.text.clone();
        self.content.set_value(Some(Rc::new(content)));
        if text.trim().is_empty() {
            self.with_reader(Reader::outdate);
            self.emptied();
            return;
        }
        set_state("reading");
        self.patience.set_value(Some(Timeout::new(UNSEEN, move || {
            self.progress.set(Some(0.0));
            self.status.set("Reading…".to_string());
        })));
        let published = Some(self.published.get_untracked()).filter(|date| !date.is_empty());
        self.with_reader(|reader| reader.read(text, published));
    }

    fn with_reader(self, act: impl FnOnce(&Reader)) {
        self.reader.with_value(|reader| {
            if let Some(reader) = reader {
                act(reader);
            }
        });
    }

    fn heard(self, outcome: Outcome) {
        match outcome {
            Outcome::Loading(done) => self.loading(done),
            Outcome::Loaded => self.loaded(),
            Outcome::Progress(done) => {
                if self.progress.get_untracked().is_some() {
                    self.progress.set(Some(done));
                }
            }
            Outcome::Read { reading, dated_by_text, times } => {
                set_on_body("data-times", &serde_json::to_string(&times).unwrap_or_default());
                self.show(*reading, dated_by_text);
            }
            Outcome::Refused(message) => self.refuse(message),
        }
    }

    /// Says how much of the encoder is there, if it takes a while.
    fn loading(self, done: f32) {
        if browser::now() > f64::from(UNSEEN) {
            self.progress.set(Some(done));
            self.status.set(format!("Loading the reader, once for this browser: {:.0}%", done * 100.0));
        }
    }

    fn loaded(self) {
        set_on_body("data-loaded", "");
        if self.progress.get_untracked().is_some() {
            self.progress.set(None);
            let is_empty = self.content.with_value(Option::is_none);
            self.status.set(if is_empty { ReadError::Empty.to_string() } else { "Reading…".to_string() });
        }
    }

    fn show(self, reading: Reading, dated_by_text: bool) {
        let Some(content) = self.content() else { return };
        let text = content.text.clone();
        let offsets = Offsets::new(&text);
        let review =
            self.corrections.with_untracked(|list| corrections::review(&text, &offsets, &reading, list));
        self.settle();
        self.keep_choice(&review.reading);
        let painted = self
            .layers
            .get_untracked()
            .iter()
            .map(|paint| lookup::layer(&review.reading, *paint).len())
            .sum::<usize>();
        self.sight.set((painted > sight::MOST_PAINTED).then(|| sight::look(&content)));
        self.status.set(in_words(&review.reading));
        self.read.set(Some(Arc::new(Read { text, offsets, reading, dated_by_text, review })));
        set_state("read");
        count_reading();
    }

    /// The choice of one entity falls with the entity.
    fn keep_choice(self, reading: &Reading) {
        let lost =
            self.only.with_untracked(|only| only.as_ref().is_some_and(|only| only.find(reading).is_none()));
        if lost {
            self.only.set(None);
        }
    }

    fn refuse(self, message: String) {
        self.settle();
        self.only.set(None);
        self.read.set(None);
        self.status.set(message);
        set_state("refused");
        count_reading();
    }

    fn emptied(self) {
        self.settle();
        self.only.set(None);
        self.read.set(None);
        self.status.set(ReadError::Empty.to_string());
        set_state("empty");
    }

    /// Nothing is under way any more.
    fn settle(self) {
        self.patience.set_value(None);
        self.progress.set(None);
        self.put_all_out();
        self.inspected.set(String::new());
    }

    fn put_all_out(self) {
        self.held.set(None);
        self.lit.set(None);
    }

    /// The surface as it was read; none while it has edits that were not.
    pub fn content(self) -> Option<Rc<Content>> {
        self.content.get_value()
    }

    /// Narrows the lists down to what one entity did and said.
    pub fn choose(self, only: Option<Named>) {
        self.only.set(only);
        let (events, quotes) =
            untrack(|| self.look(|source, only| (source.events(only).len(), source.quotes(only).len())));
        self.status.set(format!("Listed: {} and {}.", count(events, "event"), count(quotes, "quote")));
    }

    /// Heeds `correction` from now on.
    pub fn correct(self, correction: Correction) {
        self.status.set(match correction {
            Correction::Speaker { .. } => "The speaker is set.".to_string(),
            Correction::Place { .. } => "The place is set.".to_string(),
            _ => "Dismissed: it is listed at the end, with a way back.".to_string(),
        });
        self.corrections.update(|list| corrections::add(list, correction));
        self.heed();
    }

    /// Takes the correction at `index` back.
    pub fn restore(self, index: usize) {
        self.corrections.update(|list| {
            if index < list.len() {
                list.remove(index);
            }
        });
        self.status.set("Restored.".to_string());
        self.heed();
    }

    fn heed(self) {
        let Some(read) = self.read.get_untracked() else { return };
        let (text, offsets, reading) = (read.text.clone(), read.offsets.clone(), read.reading.clone());
        let review =
            self.corrections.with_untracked(|list| corrections::review(&text, &offsets, &reading, list));
        self.put_all_out();
        self.read.set(Some(Arc::new(Read {
            text,
            offsets,
            reading,
            dated_by_text: read.dated_by_text,
            review,
        })));
    }

    /// Puts another article in the place of the text.
    pub fn replace(self, text: &str) {
        self.published.set(String::new());
        surface::replace(text);
        self.edited();
        self.read_after(0);
    }

    /// What `look` makes of the reading and the entity that it is narrowed down to, or nothing.
    pub fn look<T: Default>(self, look: impl FnOnce(Source, Option<usize>) -> T) -> T {
        self::look(self.read, self.only, look)
    }

    /// What `correct` makes of the reading as it came, with its text.
    pub fn correct_by(self, make: impl FnOnce(&Read) -> Option<Correction>) {
        let correction = self.read.with_untracked(|read| make(read.as_ref()?));
        if let Some(correction) = correction {
            self.correct(correction);
        }
    }

    /// Scrolls the text to `part`.
    pub fn scroll_to(self, part: Part) {
        let range = self.read.with_untracked(|read| {
            let read = read.as_ref()?;
            let (_, span) = *lookup::lit(&read.review.reading, part).first()?;
            self.content()?.range(read.offsets.utf16(&read.text, span))
        });
        if let Some(range) = range {
            surface::scroll_to(&range);
        }
    }
}

fn look<T: Default>(
    read: RwSignal<Option<Arc<Read>>>,
    only: RwSignal<Option<Named>>,
    look: impl FnOnce(Source, Option<usize>) -> T,
) -> T {
    read.with(|read| match read {
        Some(read) => {
            let only = only.with(|only| Some(only.as_ref()?.find(&read.review.reading)?.id));
            look(read.source(), only)
        }
        None => T::default(),
    })
}

fn names(read: RwSignal<Option<Arc<Read>>>) -> Vec<(usize, String)> {
    read.with(|read| {
        let entities = read.as_ref().map(|read| read.review.reading.entities.iter());
        entities.into_iter().flatten().map(|entity| (entity.id, entity.name.clone())).collect()
    })
}

fn in_words(reading: &Reading) -> String {
    let mentioned = |layer| {
        let entities = reading.entities.iter();
        entities.filter(|entity| entity.mentions.iter().any(|mention| mention.layer == layer)).count()
    };
    format!(
        "Read: {}, {}, {} and {}.",
        count(reading.events.len(), "event"),
        count(reading.quotes.len(), "quote"),
        count(mentioned(Layer::Actor), "actor"),
        count(mentioned(Layer::Place), "place"),
    )
}

fn set_state(state: &str) {
    set_on_body("data-state", state);
}

/// Counts the readings that were shown, for whoever waits for the next one.
fn count_reading() {
    let body = browser::document().body();
    let count =
        body.and_then(|body| body.get_attribute("data-reading")).and_then(|count| count.parse::<u32>().ok());
    set_on_body("data-reading", &count.unwrap_or_default().wrapping_add(1).to_string());
}

fn set_on_body(name: &str, value: &str) {
    if let Some(body) = browser::document().body() {
        // An attribute of the page's own body can always be set.
        let _ = body.set_attribute(name, value);
    }
}
