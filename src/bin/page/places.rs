//! The map, and the list of all places.

use dateline::reading::{Candidate, Layer};
use dateline::review::events::{Facet, Happening};
use dateline::review::lookup::Part;
use dateline::review::map::{self, ListedPlace};
use dateline::review::panel::Panel;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::{country_name, focus_soon};
use crate::chart::Chart;
use crate::choice::{Choice, Offer};
use crate::edit::Edit;
use crate::entities::{Mentions, Only};
use crate::list::{Happenings, Item, List};

/// The places on a map and in a list, those that the article is most about first.
#[component]
pub fn Places(app: App) -> impl IntoView {
    view! {
        <List panel=Panel::Places none="No places." cards=app.lists.places view=place app>
            <Chart app cards=app.lists.mapped/>
        </List>
    }
}

fn place(app: App, card: ListedPlace, id: Memo<usize>) -> impl IntoView {
    let part = Memo::new(move |_| Part::Entity(id.get()));
    let name = card.name.clone();
    let country = card.country.as_deref().map(country_name).filter(|country| *country != card.name);
    let country = country.map(|country| view! { <span class="country">", " {country}</span> });
    let unsure = card.unsure.then(|| view! { <span class="unsure">"unsure"</span> });
    let unmapped = (!card.is_mapped).then(|| view! { <span class="kind">"not on the map"</span> });
    let choice = (card.candidates > 0).then(|| view! { <Whereabouts app name=card.name.clone() id/> });
    let happenings = (card.events > 0).then(|| {
        let events = Signal::derive(move || app.look_at_chosen(|source| map::happenings(source, id.get())));
        let more = card.events.saturating_sub(Happening::MOST);
        view! { <Happenings app events more label=format!("Events in {}", card.name) part/> }
    });
    view! {
        <Item app part attr:data-id=move || id.get()>
            <button type="button" class="show"><span class="name">{name}</span>{country}</button>
            <Only app facet=Facet::Place name=card.name/>
            <p class="whereabouts" on:click=|event: ev::MouseEvent| event.stop_propagation()>
                {unsure} {unmapped} {choice}
            </p>
            {happenings}
            <Edit app part/>
            <Mentions app id layer=Layer::Place count=card.mentions/>
        </Item>
    }
}

/// The choice among the places of one name.
#[component]
fn Whereabouts(app: App, name: String, id: Memo<usize>) -> impl IntoView {
    let choices = Memo::new(move |_| app.look(|source| choices_of(source.entity(id.get())?)));
    let offers = move |all: bool| -> Vec<Offer> {
        choices.with(|choices| {
            let choices = choices.iter().flatten().enumerate();
            let names = choices.map(|(nth, (_, name))| (nth.to_string(), name.clone()));
            names.take(if all { usize::MAX } else { 1 }).collect()
        })
    };
    let change = move |chosen: String| {
        let candidate = chosen
            .parse::<usize>()
            .ok()
            .and_then(|nth| choices.with_untracked(|choices| Some(choices.as_ref()?.get(nth)?.0.clone())));
        let Some(candidate) = candidate else { return };
        let id = id.get_untracked();
        app.correct_by(|read| read.proposal().change_place(id, candidate));
        focus_soon(format!("#places li[data-id='{id}'] select"));
    };
    let current = Memo::new(|_| "0".to_string());
    let label = format!("Which {name}");
    view! { <Choice class="change-place" label title="Put it elsewhere" current offers change/> }
}

fn choices_of(entity: &dateline::reading::Entity) -> Option<Vec<(Candidate, String)>> {
    Some(map::choices(entity, country_name))
}
