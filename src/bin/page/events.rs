//! The list of events.

use dateline::review::cards::Card;
use dateline::review::citation::event_citation;
use dateline::review::events::{Claim, EventCard, Facet, Order, Slot};
use dateline::review::lookup::Part;
use dateline::review::panel::Panel;
use dateline::review::plover::quad;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_neighbour_soon;
use crate::choice::{Choice, Offer};
use crate::copy::CopyButton;
use crate::edit::{Edit, RemarkedChoice};
use crate::list::{Item, List};
use crate::told::{Disputed, MOST, Told};

/// Who did what to whom, one card an event.
#[component]
pub fn Events(app: App) -> impl IntoView {
    view! {
        <List panel=Panel::Events none="No events." cards=app.lists.shown view=event app>
            <Controls app/>
        </List>
    }
}

/// What the list is narrowed down to, and its order.
#[component]
fn Controls(app: App) -> impl IntoView {
    let order = move |event: ev::Event| {
        let order = match event_target_value(&event).as_str() {
            "time" => Order::Time,
            "doubt" => Order::Doubt,
            "story" => Order::Story,
            _ => Order::Salience,
        };
        app.view.chosen.update(|wanted| wanted.order = order);
    };
    view! {
        <div class="controls" role="group" aria-label="Which events" hidden=move || app.lists.events.with(Vec::is_empty)>
            {Facet::ALL.map(|facet| view! { <Narrow app facet/> }).collect_view()}
            <RemarkedChoice app/>
            <select class="order" aria-label="Order of the events" autocomplete="off" on:change=order>
                <option value="salience">"Main events first"</option>
                <option value="story">"As told"</option>
                <option value="time">"By time"</option>
                <option value="doubt">"Least sure first"</option>
            </select>
        </div>
    }
}

/// The choice of one value of a facet.
#[component]
fn Narrow(app: App, facet: Facet) -> impl IntoView {
    let (class, all, label) = match facet {
        Facet::Kind => ("by-type", "All types", "Events of type"),
        Facet::Actor => ("by-actor", "All actors", "Events with actor"),
        Facet::Place => ("by-place", "All places", "Events in place"),
        Facet::Status => ("by-status", "Any status", "Events with status"),
        Facet::Claim => ("by-source", "All sources", "Events according to"),
    };
    let current = Memo::new(move |_| app.view.chosen.with(|wanted| wanted.chosen(facet).to_string()));
    let offers = move |open: bool| -> Vec<Offer> {
        let chosen = current.get();
        let mut offers = vec![(String::new(), all.to_string())];
        if open {
            let counted =
                app.lists.events.with(|cards| app.view.chosen.with(|wanted| wanted.offers(facet, cards)));
            offers.extend(counted.into_iter().map(|(value, count)| {
                let name = format!("{value} ({count})");
                (value, name)
            }));
        }
        if offers.iter().all(|(value, _)| *value != chosen) {
            offers.push((chosen.clone(), chosen));
        }
        offers
    };
    let change = move |value: String| app.choose(facet, value);
    view! { <Choice class label=label.to_string() title=label current offers change/> }
}

fn event(app: App, card: EventCard, id: Memo<usize>) -> impl IntoView {
    let part = Memo::new(move |_| Part::Event(id.get()));
    let dismiss = move |event: ev::MouseEvent| {
        event.stop_propagation();
        focus_neighbour_soon(&event, "#tab-events");
        app.correct_by(|read| read.proposal().dismiss_event(id.get_untracked()));
    };
    let cited = move || {
        let given = app.session.library.with(|library| library.open().given.clone());
        app.look(|source| {
            let event = source.reading.events.iter().find(|event| event.id == id.get())?;
            Some(event_citation(source, event, &given))
        })
    };
    let label = format!("Dismiss event: {}", card.in_words());
    let (source, unsure, doubtful) = (card.on_whose_word(), card.is_unsure(), card.is_doubtful());
    let is_own = card.claim == Claim::Article;
    let status = wording::told_status(card.status);
    let status =
        status.map(|words| view! { <span class="status" class:marked=card.status_marked>{words}</span> " " });
    let unsure = unsure.then(|| view! { <span class="unsure">"unsure"</span> });
    let beside = card.beside.into_iter().map(slot).collect_view();
    let quantities = card.quantities.into_iter().map(|words| view! { <span class="quantity">{words}</span> });
    let disputed = card.is_disputed.then(|| view! { <Disputed app id/> });
    // A dispute shows them by itself, if they are few.
    let told = if card.is_disputed && card.told <= MOST { 0 } else { card.told };
    view! {
        <Item
            app
            part
            doubtful=doubtful
            attr:data-id=move || id.get()
            attr:data-status=wording::status(card.status)
            attr:data-quad=quad(card.kind).name()
        >
            <button type="button" class="show">{card.sentence.into_iter().map(slot).collect_view()}</button>
            <p class="circumstances">
                <span class="type" title=card.gloss>{card.what}</span>
                <span class="claim" class:own=is_own>{status}<span class="source">{source}</span></span>
                {beside}
                {quantities.collect_view()}
                {unsure}
                <Edit app part/>
                <CopyButton app name="Copy" title="Copy as a sentence with its citation" words=cited/>
                <button type="button" class="dismiss whole" aria-label=label title="Dismiss (x)" on:click=dismiss>"×"</button>
            </p>
            {disputed}
            <Told app id count=told/>
        </Item>
    }
}

/// A part of an event's sentence.
fn slot((slot, words): (Slot, String)) -> impl IntoView {
    let class = match slot {
        Slot::Who => "who",
        Slot::Trigger => "trigger",
        Slot::Whom => "whom",
        Slot::Where => "where",
        Slot::During => "during",
        Slot::When => "when",
        Slot::Between => "between",
    };
    view! { <span class=class>{words}</span> }
}
