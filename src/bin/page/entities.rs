//! The lists of actors and of places.

use dateline::reading::Layer;
use dateline::review::cards::{EntityCard, MentionLine};
use dateline::review::events::Facet;
use dateline::review::lookup::Part;
use dateline::review::plover::Code;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::{country_name, focus_neighbour_soon};
use crate::edit::Edit;
use crate::list::{Item, List, light, put_out};

/// Who can act, those that the article is most about first.
#[component]
pub fn Actors(app: App) -> impl IntoView {
    view! { <List id="actors" title="Actors" none="No actors." cards=app.lists.actors view=actor app/> }
}

/// Locations, those that the article is most about first.
#[component]
pub fn Places(app: App) -> impl IntoView {
    view! { <List id="places" title="Places" none="No places." cards=app.lists.places view=place app/> }
}

fn actor(app: App, card: EntityCard, id: Memo<usize>) -> impl IntoView {
    entity(app, card, id, Layer::Actor)
}

fn place(app: App, card: EntityCard, id: Memo<usize>) -> impl IntoView {
    entity(app, card, id, Layer::Place)
}

fn entity(app: App, card: EntityCard, id: Memo<usize>, layer: Layer) -> impl IntoView {
    let part = Memo::new(move |_| Part::Entity(id.get()));
    let facet = match layer {
        Layer::Actor => Facet::Actor,
        Layer::Place => Facet::Place,
    };
    let name = card.name.clone();
    let chosen = {
        let name = name.clone();
        move || app.view.chosen.with(|wanted| wanted.chosen(facet) == name)
    };
    let pressed = {
        let chosen = chosen.clone();
        move || if chosen() { "true" } else { "false" }
    };
    let codes = in_words(&card.name, &card.codes);
    let codes = (!codes.is_empty()).then(|| view! { <span class="codes">{codes}</span> });
    let choose = move |_| app.choose(facet, if chosen() { String::new() } else { name.clone() });
    view! {
        <Item app part leads=false attr:data-id=move || id.get()>
            <button type="button" class="choose" aria-pressed=pressed on:click=choose>
                <span class="name">{card.name}</span>
            </button>
            <span class="kind">{wording::kind(card.kind)}</span>
            {codes}
            <Edit app part/>
            <Mentions app id layer count=card.mentions/>
        </Item>
    }
}

/// "Turkey, military"; a country does not need to be told that it is that country.
fn in_words(name: &str, codes: &[Code]) -> String {
    let words = codes.iter().map(|code| match code {
        Code::Country(iso2) => country_name(iso2),
        Code::Words(words) => words.clone(),
    });
    words.filter(|words| words != name).collect::<Vec<_>>().join(", ")
}

/// The mentions of one entity, listed once somebody opens them.
#[component]
fn Mentions(app: App, id: Memo<usize>, layer: Layer, count: usize) -> impl IntoView {
    let opened = RwSignal::new(false);
    let lines = move || {
        if opened.get() { app.look(|source| source.mentions(id.get(), layer)) } else { Vec::new() }
    };
    let toggled = move |event: ev::Event| {
        opened.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    (count > 0).then(|| {
        view! {
            <details on:toggle=toggled>
                <summary>{wording::count(count, "mention")}</summary>
                <ol>
                    <For each=lines key=Clone::clone children=move |line| mention(app, line, layer)/>
                </ol>
            </details>
        }
    })
}

fn mention(app: App, line: MentionLine, layer: Layer) -> impl IntoView {
    let part = Part::Mention(line.span);
    let span = line.span;
    let dismiss = move |event: ev::MouseEvent| {
        focus_neighbour_soon(
            &event,
            match layer {
                Layer::Actor => "#actors-title",
                Layer::Place => "#places-title",
            },
        );
        app.correct_by(|read| Some(read.proposal().dismiss_mention(span, layer)));
    };
    let label = format!("Dismiss mention: {}", line.words);
    view! {
        <li
            on:mouseenter=move |_| light(app, part)
            on:mouseleave=move |_| put_out(app, part)
        >
            <button type="button" class="show" on:click=move |_| app.scroll_to(part)>
                {line.before} <b>{line.words}</b> {line.after}
            </button>
            <button type="button" class="dismiss" aria-label=label on:click=dismiss>"Dismiss"</button>
        </li>
    }
}
