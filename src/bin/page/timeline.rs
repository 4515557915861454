//! The dated events, day by day.

use dateline::review::events::DatedCard;
use dateline::review::lookup::Part;
use dateline::review::panel::Panel;
use dateline::review::plover::quad;
use dateline::review::wording;
use leptos::prelude::*;

use crate::app::App;
use crate::list::{Item, List};

/// Of the events that are listed those that have a date, as they happened.
#[component]
pub fn Timeline(app: App) -> impl IntoView {
    view! { <List panel=Panel::Timeline none="No dated events." cards=app.lists.dated view=dated app/> }
}

fn dated(app: App, card: DatedCard, id: Memo<usize>) -> impl IntoView {
    let part = Memo::new(move |_| Part::Event(id.get()));
    let heading = card.heading.map(|day| view! { <h3 class="day">{day}</h3> });
    view! {
        <Item
            app
            part
            attr:data-id=move || id.get()
            attr:data-status=wording::status(card.status)
            attr:data-quad=quad(card.kind).name()
        >
            {heading}
            <button type="button" class="show">{card.sentence}</button>
            <p class="told"><span class="type">{card.what}</span> {card.told}</p>
        </Item>
    }
}
