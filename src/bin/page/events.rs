//! The list of events.

use dateline::review::cards::EventCard;
use dateline::review::corrections::dismiss_event;
use dateline::review::lookup::Part;
use dateline::review::wording;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_soon;
use crate::list::{List, light, put_out};

/// Who did what to whom, one card an event.
#[component]
pub fn Events(app: App) -> impl IntoView {
    let cards = Memo::new(move |_| app.look(|source, only| source.events(only)));
    view! { <List id="events" title="Events" none="No events." cards view=event app/> }
}

fn event(app: App, card: EventCard, id: Memo<usize>) -> impl IntoView {
    let part = move || Part::Event(id.get());
    let now = move || Part::Event(id.get_untracked());
    let dismiss = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        app.correct_by(|read| dismiss_event(&read.text, &read.offsets, &read.reading, id.get_untracked()));
        focus_soon("#events-title".to_string());
    };
    let label = format!("Dismiss event: {}", card.trigger);
    let nobody = card.who.is_empty();
    let who = if nobody { "(not said who)".to_string() } else { card.who };
    let whom = (!card.whom.is_empty()).then(|| {
        view! { <span class="arrow">" → "</span><span class="whom">{card.whom}</span> }
    });
    let place = card.place.map(|place| view! { <span>"in " <span class="where">{place}</span></span> });
    let date = card.date.map(|date| view! { <span class="when">{date}</span> });
    view! {
        <li
            data-id=move || id.get()
            data-status=wording::status(card.status)
            class:lit=move || app.lit.get() == Some(part())
            on:mouseenter=move |_| light(app, now())
            on:mouseleave=move |_| put_out(app, now())
            on:focusin=move |_| light(app, now())
            on:focusout=move |_| put_out(app, now())
            on:click=move |_| app.scroll_to(now())
        >
            <button type="button" class="show">
                <span class="who" class:unnamed=nobody>{who}</span>
                <span class="arrow">" → "</span>
                <span class="what">
                    <span class="type" title=wording::type_gloss(card.kind)>{wording::type_name(card.kind)}</span>
                    " "
                    <span class="trigger">{card.trigger}</span>
                </span>
                {whom}
            </button>
            <p class="circumstances">
                {place}
                {date}
                <span class="status" class:marked=card.status_marked>{wording::status(card.status)}</span>
                <span class="source">{card.source}</span>
                <button type="button" class="dismiss" aria-label=label on:click=dismiss>"Dismiss"</button>
            </p>
        </li>
    }
}
