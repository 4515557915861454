//! What the lists have in common.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use dateline::review::cards::Card;
use dateline::review::events::Happening;
use dateline::review::lookup::Part;
use dateline::review::panel::Panel;
use dateline::review::plover::quad;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::roving::rove;

/// Cards that a list shows at first; a book has thousands.
const FIRST: usize = 200;

/// Cards of one list that are made at a time. Between two times the page answers to keys.
const SLICE: usize = 4;

/// Of these, those that are made in the same turn in which all lists change: as many as one correction changes.
const AT_ONCE: usize = 3;

/// What a card shows, and how many before it show the same. It says nothing of the card's id, so that a card stays as it
/// is while the ids move because of an edit above it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key<C> {
    card: C,
    nth: usize,
}

/// The cards that are made, each with its id, and in which turn the last of them were.
#[derive(PartialEq)]
struct Made<C> {
    turn: u32,
    cards: Vec<(Key<C>, usize)>,
}

/// A panel with its cards, which `view` makes. Its heading, which counts, is for paper and for who does not see the tabs.
#[component]
pub fn List<C, Item>(
    /// The panel.
    panel: Panel,
    /// What it says when there are none.
    none: &'static str,
    /// The cards.
    cards: Memo<Vec<C>>,
    /// The view of a card and of the id that it has at the moment.
    view: fn(App, C, Memo<usize>) -> Item,
    /// The page.
    app: App,
    /// What stands between the heading and the cards.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    C: Card + Clone + Eq + Hash + Send + Sync + 'static,
    Item: IntoView + 'static,
{
    let limit = RwSignal::new(FIRST);
    let turn = RwSignal::new(0u32);
    let made = Memo::new(move |made: Option<&Made<C>>| {
        let wanted = cards.with(|cards| keyed(&cards[..cards.len().min(limit.get())]));
        let now = turn.get();
        let fresh = if made.is_some_and(|made| made.turn != now) { SLICE } else { AT_ONCE };
        Made {
            turn: now,
            cards: slice(wanted, made.map(|made| made.cards.as_slice()).unwrap_or_default(), fresh),
        }
    });
    let keyed = Memo::new(move |_| made.with(|made| made.cards.clone()));
    Effect::new(move |_| {
        if made.with(|made| made.cards.len()) < cards.with(Vec::len).min(limit.get()) {
            Timeout::new(0, move || turn.update(|turn| *turn = turn.wrapping_add(1))).forget();
        }
    });
    let ids = Memo::new(move |_| keyed.with(|keyed| keyed.iter().cloned().collect::<HashMap<_, _>>()));
    let item = move |key: Key<C>| {
        let card = key.card.clone();
        // A card that has just gone keeps its last id until it is taken away.
        let id = Memo::new(move |last: Option<&usize>| {
            ids.with(|ids| ids.get(&key).copied()).or(last.copied()).unwrap_or_default()
        });
        view(app, card, id)
    };
    let doubtful =
        Memo::new(move |_| cards.with(|cards| cards.iter().filter(|card| card.is_doubtful()).count()));
    let unfold = move |_| app.view.unfolded.update(|unfolded| *unfolded = !*unfolded);
    // A list of nothing else is shown.
    let folds = move || (1..cards.with(Vec::len)).contains(&doubtful.get()) && !app.view.by_doubt();
    let more = move || cards.with(Vec::len).saturating_sub(limit.get());
    let cards_made = NodeRef::<leptos::html::Ol>::new();
    cards_made.on_load(|list| rove(list.unchecked_into(), "li"));
    let id = panel.id();
    view! {
        <section
            id=id
            role="tabpanel"
            aria-labelledby=format!("tab-{id}")
            hidden=move || app.view.panel.get() != panel
            class:folded=move || folds() && !app.view.unfolded.get()
        >
            <h2>
                {panel.title()} " " <span class="count">{move || cards.with(Vec::len)}</span>
            </h2>
            {children.map(|children| children())}
            <Show when=move || cards.with(Vec::is_empty)>
                <p class="none">{none}</p>
            </Show>
            <ol node_ref=cards_made>
                <For
                    each=move || keyed.get().into_iter().map(|(key, _)| key)
                    key=Clone::clone
                    children=item
                />
            </ol>
            <Show when=folds>
                <button
                    type="button"
                    class="fold"
                    aria-expanded=move || if app.view.unfolded.get() { "true" } else { "false" }
                    on:click=unfold
                >
                    {move || format!("Less sure: {}", doubtful.get())}
                </button>
            </Show>
            <Show when=move || { more() > 0 }>
                <button type="button" on:click=move |_| limit.update(|limit| *limit += FIRST)>
                    {move || format!("Show more ({} left)", more())}
                </button>
            </Show>
        </section>
    }
}

fn keyed<C: Card + Clone + Eq + Hash>(cards: &[C]) -> Vec<(Key<C>, usize)> {
    let mut seen: HashMap<C, usize> = HashMap::new();
    cards
        .iter()
        .map(|card| {
            let mut card = card.clone();
            let id = std::mem::take(card.id());
            let count = seen.entry(card.clone()).or_default();
            *count += 1;
            (Key { card, nth: *count }, id)
        })
        .collect()
}

/// Of the cards that are wanted those that are made already, and up to `fresh` others.
fn slice<C: Eq + Hash>(
    mut wanted: Vec<(Key<C>, usize)>,
    made: &[(Key<C>, usize)],
    fresh: usize,
) -> Vec<(Key<C>, usize)> {
    let made: HashSet<&Key<C>> = made.iter().map(|(key, _)| key).collect();
    let mut left = fresh;
    wanted.retain(|(key, _)| {
        made.contains(key) || {
            let has_room = left > 0;
            left = left.saturating_sub(1);
            has_room
        }
    });
    wanted
}

/// A card of a list. While it is pointed at, has the focus or is chosen by a click, its part of the reading is lit up in
/// the text.
#[component]
pub fn Item(
    /// The page.
    app: App,
    /// What it is the card of.
    part: Memo<Part>,
    /// Whether the list folds it away.
    #[prop(default = false)]
    doubtful: bool,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    let now = move || part.get_untracked();
    let clicked = move |_| {
        hold(app, now());
        app.scroll_to(now());
    };
    view! {
        <li
            class:doubtful=doubtful
            class:lit=move || app.view.lit.get() == Some(part.get())
            on:mouseenter=move |_| light(app, now())
            on:mouseleave=move |_| put_out(app, now())
            on:focusin=move |_| hold(app, now())
            on:focusout=move |_| let_go(app, now())
            on:click=clicked
        >
            {children()}
        </li>
    }
}

/// A few events in the card of something else, each leading to its words.
#[component]
pub fn Happenings(
    /// The page.
    app: App,
    /// The events.
    events: Signal<Vec<Happening>>,
    /// How many others there are.
    more: usize,
    /// What they are the events of.
    label: String,
    /// What the card is of that they stand in.
    part: Memo<Part>,
) -> impl IntoView {
    let more = (more > 0).then(|| view! { <li class="more">{format!("and {more} more")}</li> });
    view! {
        <ul class="there" aria-label=label on:click=|event: ev::MouseEvent| event.stop_propagation()>
            <For each=move || events.get() key=Clone::clone children=move |event| happening(app, event, part)/>
            {more}
        </ul>
    }
}

fn happening(app: App, event: Happening, within: Memo<Part>) -> impl IntoView {
    view! {
        <Line app part=Part::Event(event.id) within>
            <span class="type" data-quad=quad(event.kind).name() title=event.gloss>
                {event.what}
            </span>
            " "
            <span>{event.sentence}</span>
            {event.denial.map(|denial| format!(", {denial}"))}
        </Line>
    }
}

/// A line in a card that leads to its own part of the text, which is lit up while the line is pointed at or has the focus.
#[component]
pub fn Line(
    /// The page.
    app: App,
    /// Where it leads.
    part: Part,
    /// What the card is of: it is pointed at, too, and lights up again.
    within: Memo<Part>,
    /// What stands beside it.
    #[prop(optional)]
    beside: Option<AnyView>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let leave = move |_| {
        put_out(app, part);
        light(app, within.get_untracked());
    };
    view! {
        <li on:mouseenter=move |_| light(app, part) on:mouseleave=leave>
            <button
                type="button"
                class="show"
                on:focus=move |_| hold(app, part)
                on:focusin=|event: ev::FocusEvent| event.stop_propagation()
                on:click=move |_| app.scroll_to(part)
            >
                {children()}
            </button>
            {beside}
        </li>
    }
}

/// Lights up `part` while it is pointed at.
pub fn light(app: App, part: Part) {
    app.view.lit.set(Some(part));
}

/// Puts out `part`, if it is still the one that is lit. What is held lights up again.
pub fn put_out(app: App, part: Part) {
    if app.view.lit.get_untracked() == Some(part) {
        app.view.lit.set(app.view.held.get_untracked());
    }
}

/// Keeps `part` lit, whatever else is pointed at between.
pub fn hold(app: App, part: Part) {
    app.view.held.set(Some(part));
    app.view.lit.set(Some(part));
}

/// Holds nothing any more, and puts out what was held.
pub fn let_go(app: App, part: Part) {
    let held = app.view.held.get_untracked();
    app.view.held.set(None);
    if app.view.lit.get_untracked() == held || app.view.lit.get_untracked() == Some(part) {
        app.view.lit.set(None);
    }
}
