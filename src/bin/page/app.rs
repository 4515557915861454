//! What the page knows: the session, how it is looked at, and what the lists show of it.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use dateline::Reading;
use dateline::reading::{Event, Layer, Quote};
use dateline::review::cards::{Card, EntityCard, Source};
use dateline::review::corrections::{Correction, Remark};
use dateline::review::events::{self, DatedCard, EventCard, Facet, timeline};
use dateline::review::fields::Remarked;
use dateline::review::lookup::{self, Paint, Part};
use dateline::review::map::{ListedPlace, PlaceCard};
use dateline::review::network::{Tie, network};
use dateline::review::panel::Panel;
use dateline::review::quotes::{self, QuoteCard};
use dateline::review::selection::{listed, mapped, narrowed};
use dateline::review::session::{Action, Read};
use dateline::review::wording::count;
use leptos::prelude::*;

use crate::choices::Choices;
use crate::edit::Words;
use crate::session::Session;
use crate::surface::{self, Content};

/// The parts of the page's state; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct App {
    /// The articles, and what is done with them.
    pub session: Session,
    /// How they are looked at.
    pub view: View,
    /// What the lists show.
    pub lists: Lists,
}

/// How an article is looked at. None of it is kept.
#[derive(Clone, Copy)]
pub struct View {
    /// The layers that are painted.
    pub layers: RwSignal<Vec<Paint>>,
    /// What is lit up in the text.
    pub lit: RwSignal<Option<Part>>,
    /// What stays lit up when nothing is pointed at: the card that has the focus, or was clicked.
    pub held: RwSignal<Option<Part>>,
    /// What stands under the pointer.
    pub inspected: RwSignal<String>,
    /// The panel that is open.
    pub panel: RwSignal<Panel>,
    /// Whether the cards that are less sure are shown, too.
    pub unfolded: RwSignal<bool>,
    /// Whether the panels lie over the text, where there is no room for them beside it.
    pub raised: RwSignal<bool>,
    /// What a click in the text may have meant, and where it was.
    pub choices: RwSignal<Option<Choices>>,
    /// Whether letters do something where nobody writes.
    pub keys: RwSignal<bool>,
    /// Whether somebody edits the text, and wants to see it as it is typed.
    pub edits: RwSignal<bool>,
    /// Whether the text is shown as it is set for reading: it is read, and nobody edits it.
    pub set: Memo<bool>,
    /// Rises whenever the words are others that are painted.
    pub sheets: RwSignal<u32>,
    /// The UTF-16 units that are painted of a text that is too long to be painted at once.
    pub sight: RwSignal<Option<Range<usize>>>,
    /// What is chosen, for all panels alike, and the order of the events.
    pub chosen: RwSignal<events::Wanted>,
    /// Of the quotes of what is chosen those that are listed, and their order.
    pub quotes: RwSignal<quotes::Wanted>,
    /// Which cards are listed, by what the user has put on them.
    pub remarked: RwSignal<Remarked>,
    /// What is being edited.
    pub editing: RwSignal<Option<Part>>,
    /// What is selected in the text.
    pub selected: RwSignal<Option<Words>>,
}

/// What the lists show of the reading.
#[derive(Clone, Copy)]
pub struct Lists {
    /// All events.
    pub events: Memo<Vec<EventCard>>,
    /// Those of them that are chosen, in order.
    pub shown: Memo<Vec<EventCard>>,
    /// The quotes of what is chosen, as listed.
    pub quotes: Memo<Vec<QuoteCard>>,
    /// Who can act.
    pub actors: Memo<Vec<EntityCard>>,
    /// The places of what is chosen.
    pub places: Memo<Vec<ListedPlace>>,
    /// Those that are on the map.
    pub mapped: Memo<Vec<PlaceCard>>,
    /// Of the events that are chosen those that have a date.
    pub dated: Memo<Vec<DatedCard>>,
    /// Who acts on whom.
    pub ties: Memo<Vec<Tie>>,
    /// What is on the cards. It stands here, as the speakers do, so that hundreds of cards need not look at every reading.
    pub remarks: Memo<Vec<(Part, Remark)>>,
    /// Who said the quotes, both by their ids.
    pub speakers: Memo<HashMap<usize, usize>>,
    /// The reading with what is chosen of it; none where it is all.
    narrowed: Memo<Option<Arc<Reading>>>,
}

impl View {
    fn new(session: Session) -> Self {
        let edits = RwSignal::new(false);
        let is_read = move || {
            session.read.with(|read| {
                let is_open =
                    |read: &Read| session.library.with(|library| *library.open().source == *read.text);
                read.as_deref().is_some_and(is_open)
            })
        };
        View {
            keys: RwSignal::new(true),
            edits,
            set: Memo::new(move |_| !edits.get() && is_read()),
            sheets: RwSignal::new(0),
            layers: RwSignal::new(vec![
                Paint::Furniture,
                Paint::Actor,
                Paint::Place,
                Paint::Quote,
                Paint::Event,
            ]),
            lit: RwSignal::new(None),
            held: RwSignal::new(None),
            inspected: RwSignal::new(String::new()),
            panel: RwSignal::new(Panel::default()),
            unfolded: RwSignal::new(false),
            raised: RwSignal::new(false),
            choices: RwSignal::new(None),
            sight: RwSignal::new(None),
            chosen: RwSignal::new(events::Wanted::default()),
            quotes: RwSignal::new(quotes::Wanted::default()),
            remarked: RwSignal::new(Remarked::default()),
            editing: RwSignal::new(None),
            selected: RwSignal::new(None),
        }
    }

    /// Nothing is lit up or pointed at any more.
    pub fn put_all_out(self) {
        self.held.set(None);
        self.lit.set(None);
        self.inspected.set(String::new());
        self.choices.set(None);
    }

    /// Of a text that is another now nothing is selected or edited.
    pub fn put_away(self) {
        self.editing.set(None);
        self.selected.set(None);
    }

    /// Whether anything is left out of the lists.
    pub fn is_narrowed(self) -> bool {
        self.chosen.with(events::Wanted::narrows)
            || self.quotes.with(quotes::Wanted::narrows)
            || self.remarked.get() != Remarked::Any
    }

    /// Whether the events stand in the order of doubt, where none is folded away.
    pub fn by_doubt(self) -> bool {
        self.chosen.with(|chosen| chosen.order == events::Order::Doubt)
    }

    /// All is shown, in the order that it is in.
    pub fn widen(self) {
        self.chosen.update(events::Wanted::widen);
        self.quotes.update(quotes::Wanted::widen);
        self.remarked.set(Remarked::Any);
    }
}

impl Lists {
    fn new(read: Memo<Option<Arc<Read>>>, view: View) -> Self {
        let View { chosen, quotes, remarked, .. } = view;
        let events = Memo::new(move |_| whole(read, |source| source.events()));
        let narrowed = Memo::new(move |_| {
            read.with(|read| {
                let read = read.as_ref()?;
                chosen.with(|chosen| narrowed(read.source(), chosen)).map(Arc::new)
            })
        });
        let shown = Memo::new(move |_| {
            // Beside the cards, which stay as they are when the weights shift with the text around them.
            let weights = whole(read, |source| {
                let of = |event: &Event| (event.id, event.salience);
                source.reading.events.iter().map(of).collect::<HashMap<_, _>>()
            });
            let salience = |id| weights.get(&id).copied().unwrap_or_default();
            let cards = events.with(|cards| chosen.with(|chosen| chosen.of(cards, salience)));
            remarked_of(read, remarked, cards, Part::Event)
        });
        Lists {
            events,
            shown,
            dated: Memo::new(move |_| shown.with(|cards| timeline(cards))),
            quotes: Memo::new(move |_| {
                let cards = part(read, narrowed, |source| source.quotes());
                quotes.with(|quotes| quotes.of(remarked_of(read, remarked, cards, Part::Quote)))
            }),
            actors: Memo::new(move |_| {
                let cards = whole(read, |source| source.entities(Layer::Actor));
                remarked_of(read, remarked, cards, Part::Entity)
            }),
            places: Memo::new(move |_| {
                let cards = part(read, narrowed, |source| chosen.with(|chosen| listed(source, chosen)));
                remarked_of(read, remarked, cards, Part::Entity)
            }),
            mapped: Memo::new(move |_| {
                part(read, narrowed, |source| chosen.with(|chosen| mapped(source, chosen)))
            }),
            ties: Memo::new(move |_| part(read, narrowed, network)),
            remarks: Memo::new(move |_| {
                read.with(|read| read.as_ref().map(|read| read.review.remarks.clone()).unwrap_or_default())
            }),
            speakers: Memo::new(move |_| {
                let speaker = |quote: &Quote| Some((quote.id, quote.speaker?));
                whole(read, |source| source.reading.quotes.iter().filter_map(speaker).collect())
            }),
            narrowed,
        }
    }
}

impl App {
    /// An empty page, with its reader starting.
    pub fn new() -> Self {
        let session = Session::new();
        let view = View::new(session);
        let app = App { session, view, lists: Lists::new(session.read, view) };
        session.start(app);
        app
    }

    /// Narrows all panels down to one value of a facet, or with an empty one no longer.
    pub fn choose(self, facet: Facet, value: String) {
        self.view.chosen.update(|chosen| chosen.choose(facet, value));
        self.tell_what_is_listed();
    }

    /// Shows all again.
    pub fn widen(self) {
        self.view.widen();
        self.tell_what_is_listed();
    }

    /// What is on the card of `part`.
    pub fn remark(self, part: Part) -> Remark {
        let of_part = |(other, remark): &(Part, Remark)| (*other == part).then(|| remark.clone());
        self.lists.remarks.with(|remarks| remarks.iter().find_map(of_part)).unwrap_or_default()
    }

    /// Says how much is listed.
    pub fn tell_what_is_listed(self) {
        let (events, quotes) = (self.lists.shown, self.lists.quotes);
        let (events, quotes) = (events.with_untracked(Vec::len), quotes.with_untracked(Vec::len));
        self.session.say(format!("Listed: {} and {}.", count(events, "event"), count(quotes, "quote")));
    }

    /// What `look` makes of the whole reading, or nothing.
    pub fn look<T: Default>(self, look: impl FnOnce(Source) -> T) -> T {
        whole(self.session.read, look)
    }

    /// What `look` makes of the reading as far as it is chosen, or nothing.
    pub fn look_at_chosen<T: Default>(self, look: impl FnOnce(Source) -> T) -> T {
        part(self.session.read, self.lists.narrowed, look)
    }

    /// Corrects what `make` says of the reading as it came, with its text.
    pub fn correct_by(self, make: impl FnOnce(&Read) -> Option<Correction>) {
        let correction = self.session.read.with_untracked(|read| make(read.as_ref()?));
        if let Some(correction) = correction {
            self.act(Action::Correct(correction));
        }
    }

    /// The words that are shown, if they are those of `read`.
    pub fn content_of(self, read: &Read) -> Option<Rc<Content>> {
        match self.view.set.get_untracked() {
            true => self.session.sheet().filter(|sheet| sheet.text == read.text),
            false => self.session.content_of(read),
        }
    }

    /// The words that are shown.
    pub fn content(self) -> Rc<Content> {
        let sheet = self.session.sheet().filter(|_| self.view.set.get_untracked());
        sheet.unwrap_or_else(|| Rc::new(Content::now()))
    }

    /// Scrolls the text to `part`.
    pub fn scroll_to(self, part: Part) {
        let range = self.session.read.with_untracked(|read| {
            let read = read.as_ref()?;
            let (_, span) = *lookup::lit(&read.review.reading, part).first()?;
            self.content_of(read)?.range(read.offsets.utf16(&read.text, span))
        });
        if let Some(range) = range {
            surface::scroll_to(&range);
        }
    }
}

fn whole<T: Default>(read: Memo<Option<Arc<Read>>>, look: impl FnOnce(Source) -> T) -> T {
    read.with(|read| read.as_ref().map(|read| look(read.source())).unwrap_or_default())
}

fn part<T: Default>(
    read: Memo<Option<Arc<Read>>>,
    narrowed: Memo<Option<Arc<Reading>>>,
    look: impl FnOnce(Source) -> T,
) -> T {
    narrowed.with(|narrowed| {
        whole(read, |source| {
            look(Source { reading: narrowed.as_deref().unwrap_or(source.reading), ..source })
        })
    })
}

/// Of `cards` those that are wanted by what the user has put on them.
fn remarked_of<C: Card>(
    read: Memo<Option<Arc<Read>>>,
    remarked: RwSignal<Remarked>,
    mut cards: Vec<C>,
    part: fn(usize) -> Part,
) -> Vec<C> {
    let remarked = remarked.get();
    if remarked != Remarked::Any {
        read.with(|read| {
            let wants = |id| read.as_ref().is_some_and(|read| remarked.wants(&read.review, part(id)));
            cards.retain_mut(|card| wants(*card.id()));
        });
    }
    cards
}
