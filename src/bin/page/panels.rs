//! The panels as tabs: one is open, the address says which, and in a narrow window they lie over the text.

use dateline::review::lookup::Part;
use dateline::review::panel::{Address, Panel};
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::app::App;
use crate::browser::{self, focus_soon};
use crate::changes::Changes;
use crate::chips::Chips;
use crate::entities::Actors;
use crate::events::Events;
use crate::list::hold;
use crate::network::Network;
use crate::places::Places;
use crate::quotes::Quotes;
use crate::timeline::Timeline;
use crate::welcome::Welcome;

/// The tabs and what they open.
#[component]
pub fn Panels(app: App) -> impl IntoView {
    let raised = app.view.raised;
    let lower = move |_| {
        raised.set(false);
        focus_soon(tab_of(app.view.panel.get_untracked()));
    };
    view! {
        <section class="panel" id="findings" class:raised=raised tabindex="-1" aria-label="What was read">
            <Tabs app/>
            <div class="panels">
                <button id="lower" type="button" on:click=lower>"Back to the text"</button>
                <Welcome app/>
                <Chips app/>
                <Events app/>
                <Quotes app/>
                <Actors app/>
                <Places app/>
                <Network app/>
                <Timeline app/>
                <Changes app/>
            </div>
        </section>
    }
}

/// The tabs, each with the number of its cards. The arrow keys go from one to another.
#[component]
fn Tabs(app: App) -> impl IntoView {
    let keyed = move |event: ev::KeyboardEvent| {
        let at = Panel::ALL.iter().position(|panel| *panel == app.view.panel.get_untracked());
        let (at, last) = (at.unwrap_or_default(), Panel::ALL.len() - 1);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % Panel::ALL.len(),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        app.turn_to(Panel::ALL[next]);
        focus_soon(tab_of(Panel::ALL[next]));
    };
    let tab = move |panel: Panel| {
        let count = count_of(app, panel);
        let is_open = move || app.view.panel.get() == panel;
        let press = move |_| {
            app.turn_to(panel);
            app.view.raised.set(true);
        };
        view! {
            <button
                id=format!("tab-{}", panel.id())
                type="button"
                role="tab"
                aria-controls=panel.id()
                aria-selected=move || if is_open() { "true" } else { "false" }
                tabindex=move || if is_open() { "0" } else { "-1" }
                on:click=press
            >
                {panel.title()} " " <span>{move || count.get()}</span>
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Panels" on:keydown=keyed>
            {Panel::ALL.map(tab).collect_view()}
        </div>
    }
}

fn count_of(app: App, panel: Panel) -> Signal<usize> {
    let lists = app.lists;
    match panel {
        Panel::Events => Signal::derive(move || lists.shown.with(Vec::len)),
        Panel::Quotes => Signal::derive(move || lists.quotes.with(Vec::len)),
        Panel::Actors => Signal::derive(move || lists.actors.with(Vec::len)),
        Panel::Places => Signal::derive(move || lists.places.with(Vec::len)),
        Panel::Network => Signal::derive(move || lists.ties.with(Vec::len)),
        Panel::Timeline => Signal::derive(move || lists.dated.with(Vec::len)),
    }
}

fn tab_of(panel: Panel) -> String {
    format!("#tab-{}", panel.id())
}

/// Opens what the address says, now and whenever somebody goes back or on.
pub fn follow_address(app: App) {
    let go = move || {
        let fragment = browser::window().location().hash().unwrap_or_default();
        let address = Address::of_fragment(&fragment).unwrap_or_default();
        app.view.panel.set(address.panel);
        match address.part() {
            Some(part) => app.hold_card(address.panel, part),
            None => app.view.put_all_out(),
        }
    };
    go();
    // What is kept is put back in a while, and its card is held then; it is no card of a text that somebody puts in.
    Effect::new(move |held: Option<bool>| {
        let is_held = held.unwrap_or_default();
        let is_read = app.session.read.with(Option::is_some) && app.session.edits.get_untracked() == 0;
        if is_read && !is_held {
            go();
        }
        is_held || is_read
    });
    let listening = window_event_listener(ev::popstate, move |_| go());
    on_cleanup(move || listening.remove());
}

/// Turns in which a list makes all the cards that it shows at first.
const TURNS: u32 = 40;

impl App {
    /// Opens a panel.
    pub fn turn_to(self, panel: Panel) {
        if self.view.panel.get_untracked() != panel {
            self.view.panel.set(panel);
            note(Address { panel, card: None });
        }
    }

    /// Opens the card of `part` in its panel, and holds it there.
    pub fn open_card(self, panel: Panel, part: Part) {
        self.view.panel.set(panel);
        self.view.raised.set(true);
        if let Part::Event(id) | Part::Quote(id) | Part::Entity(id) = part {
            note(Address { panel, card: Some(id) });
        }
        self.hold_card(panel, part);
    }

    fn hold_card(self, panel: Panel, part: Part) {
        let (Part::Event(id) | Part::Quote(id) | Part::Entity(id)) = part else { return };
        let card = format!("#{} li[data-id='{id}']", panel.id());
        if browser::element(&card).is_none() && self.view.is_narrowed() {
            self.widen();
        }
        hold(self, part);
        self.bring_card(card, TURNS);
    }

    /// Once the panel is open and the list has come to the card.
    fn bring_card(self, card: String, turns: u32) {
        Timeout::new(0, move || {
            let is_folded = browser::element(&format!(".folded {card}.doubtful")).is_some();
            if is_folded {
                self.view.unfolded.set(true);
            }
            if turns > 0 && (is_folded || browser::element(&card).is_none()) {
                self.bring_card(card, turns - 1);
            } else {
                browser::bring(&card);
            }
        })
        .forget();
    }
}

/// Writes in the address where the page is.
fn note(address: Address) {
    let fragment = format!("#{}", address.fragment());
    let window = browser::window();
    if window.location().hash().is_ok_and(|now| now == fragment) {
        return;
    }
    if let Ok(history) = window.history() {
        // Where a browser does not let a page do so, the address stays as it is, and all else goes on.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&fragment));
    }
}
