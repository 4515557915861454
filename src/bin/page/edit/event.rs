//! The fields of an event.

use dateline::reading::{EventType, Layer, Status};
use dateline::review::corrections::EventFix;
use dateline::review::fields::{date as date_of, near};
use dateline::review::plover::modes;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use super::fields::{NOBODY, Pick, Several, field, or_nobody, value_of};
use super::propose;
use crate::app::App;
use crate::choice::Offer;

const STATUSES: [Status; 5] =
    [Status::Happened, Status::Ongoing, Status::Planned, Status::Possible, Status::Denied];

/// What happened, who did it to whom, where, when, whether, and who says so.
#[component]
pub fn EventFields(app: App, id: usize) -> impl IntoView {
    let event = Memo::new(move |_| {
        app.look(|source| source.reading.events.iter().find(|event| event.id == id).cloned())
    });
    let trigger = field(event, |event| Some(event.trigger));
    let nearest = move |layer: Layer| {
        app.look(|source| trigger.get().map(|span| near(source, span, layer)).unwrap_or_default())
    };
    let actors = Memo::new(move |_| nearest(Layer::Actor));
    let places = Memo::new(move |_| or_nobody("nowhere named", nearest(Layer::Place)));
    let sources = Memo::new(move |_| or_nobody("the article’s own words", actors.get()));
    let fix = move |fix: EventFix| propose(app, |proposal| proposal.event_is(id, fix));
    let set_type = move |chosen: String| {
        if let Some(kind) = wording::TYPES.into_iter().find(|kind| wording::type_name(*kind) == chosen) {
            fix(EventFix::Type(kind));
        }
    };
    let set_status = move |chosen: String| {
        if let Some(status) = STATUSES.into_iter().find(|status| wording::status(*status) == chosen) {
            fix(EventFix::Status(status));
        }
    };
    let who = move |ids: Vec<usize>| propose(app, |it| it.event_is(id, EventFix::Actors(it.all_named(&ids))));
    let whom =
        move |ids: Vec<usize>| propose(app, |it| it.event_is(id, EventFix::Recipients(it.all_named(&ids))));
    let one = |chosen: String| chosen.parse::<usize>().ok();
    let set_place = move |chosen: String| {
        propose(app, |it| it.event_is(id, EventFix::Place(one(chosen).and_then(|place| it.named(place)))));
    };
    let set_source = move |chosen: String| {
        propose(app, |it| it.event_is(id, EventFix::Source(one(chosen).and_then(|source| it.named(source)))));
    };
    let set_mode = move |chosen: String| fix(EventFix::Mode(Some(chosen).filter(|mode| !mode.is_empty())));
    let kind = field(event, |event| wording::type_name(event.kind).to_string());
    let modes = field(event, |event| modes_of(event.kind));
    let mode = field(event, |event| event.mode.clone().unwrap_or_default());
    let actors_now = field(event, |event| event.actors.clone());
    let recipients = field(event, |event| event.recipients.clone());
    let place = field(event, |event| value_of(event.place));
    let date = field(event, |event| event.date.clone().unwrap_or_default());
    let status = field(event, |event| wording::status(event.status).to_string());
    let source = field(event, |event| value_of(event.according_to));
    view! {
        <Pick label="Type" name="type" current=kind offers=Memo::new(|_| types()) change=set_type/>
        <Show when=move || modes.with(|modes| modes.len() > 1)>
            <Pick label="Mode" name="mode" current=mode offers=modes change=set_mode/>
        </Show>
        <Several label="Who did it" name="actors" ids=actors_now offers=actors change=who/>
        <Several label="To whom" name="recipients" ids=recipients offers=actors change=whom/>
        <Pick label="Where" name="place" current=place offers=places change=set_place/>
        <When app id current=date/>
        <Pick label="Status" name="status" current=status offers=Memo::new(|_| statuses()) change=set_status/>
        <Pick label="According to" name="source" current=source offers=sources change=set_source/>
    }
}

fn types() -> Vec<Offer> {
    let offer = |kind| (wording::type_name(kind).to_string(), wording::type_words(kind).to_string());
    wording::TYPES.map(offer).to_vec()
}

/// The modes of a type, after the words for none.
fn modes_of(kind: EventType) -> Vec<Offer> {
    let offer = |mode: &'static str| (mode.to_string(), wording::mode(Some(mode)));
    std::iter::once((NOBODY.to_string(), wording::mode(None))).chain(modes(kind).map(offer)).collect()
}

fn statuses() -> Vec<Offer> {
    STATUSES.map(|status| (wording::status(status).to_string(), wording::status(status).to_string())).to_vec()
}

/// The date, as far as it is known.
#[component]
fn When(app: App, id: usize, current: Memo<String>) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let change = move |event: ev::Event| {
        let written = event_target_value(&event);
        let read = date_of(&written);
        wrong.set(read.is_none() && !written.trim().is_empty());
        if !wrong.get_untracked() {
            propose(app, |proposal| proposal.event_is(id, EventFix::Date(read)));
        }
    };
    let invalid = move || if wrong.get() { "true" } else { "false" };
    view! {
        <label>
            "When"
            <input
                name="date"
                type="text"
                autocomplete="off"
                placeholder="2024-03-07"
                aria-describedby="date-help"
                aria-invalid=invalid
                prop:value=move || current.get()
                on:change=change
            />
        </label>
        <p id="date-help" class="hint" class:wrong=move || wrong.get()>
            "2024-03-07, 2024-03, 2024, or from/to: 2024-03-07/2024-03-09"
        </p>
    }
}
