//! The list of actors, and what cards of actors and of places have in common.

use dateline::reading::Layer;
use dateline::review::about::{Chapter, chapters};
use dateline::review::cards::{EntityCard, MentionLine};
use dateline::review::events::Facet;
use dateline::review::lookup::Part;
use dateline::review::panel::Panel;
use dateline::review::plover::Code;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::{country_name, focus_neighbour_soon};
use crate::edit::Edit;
use crate::list::{Item, Line, List};

/// Who can act, those that the article is most about first.
#[component]
pub fn Actors(app: App) -> impl IntoView {
    view! { <List panel=Panel::Actors none="Nobody." cards=app.lists.actors view=actor app/> }
}

fn actor(app: App, card: EntityCard, id: Memo<usize>) -> impl IntoView {
    let part = Memo::new(move |_| Part::Entity(id.get()));
    let codes = in_words(&card.name, &card.codes);
    let codes = (!codes.is_empty()).then(|| view! { <span class="codes">{codes}</span> });
    let name = card.name.clone();
    view! {
        <Item app part attr:data-id=move || id.get()>
            <button type="button" class="show">
                <span class="name">{card.name}</span> " " <span class="kind">{wording::kind(card.kind)}</span>
            </button>
            <Only app facet=Facet::Actor name/>
            {codes}
            <Edit app part/>
            <Whole app id mentions=card.mentions/>
        </Item>
    }
}

/// Narrows all panels down to what concerns one actor or place, or no longer.
#[component]
pub fn Only(app: App, facet: Facet, name: String) -> impl IntoView {
    let label = format!("Only this: what concerns {name}");
    let chosen = {
        let name = name.clone();
        Memo::new(move |_| app.view.chosen.with(|wanted| wanted.chosen(facet) == name))
    };
    let pressed = move || if chosen.get() { "true" } else { "false" };
    let choose = move |event: ev::MouseEvent| {
        event.stop_propagation();
        app.choose(facet, if chosen.get_untracked() { String::new() } else { name.clone() });
    };
    view! {
        <button type="button" class="choose" aria-pressed=pressed aria-label=label on:click=choose>"Only this"</button>
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

/// All that is told of an actor, listed once somebody opens it: what it did and said, and its words in the text. A click
/// here is none on the card.
#[component]
fn Whole(app: App, id: Memo<usize>, mentions: usize) -> impl IntoView {
    let opened = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        opened.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    let within = Memo::new(move |_| Part::Entity(id.get()));
    let chapters = move || {
        if opened.get() { app.look(|source| chapters(source, id.get())) } else { Vec::new() }
    };
    let chapter = move |chapter: Chapter| {
        let line = move |(part, words): (Part, String)| view! { <Line app part within>{words}</Line> };
        view! {
            <h3>{chapter.heading}</h3>
            <ol>{chapter.lines.into_iter().map(line).collect_view()}</ol>
        }
    };
    view! {
        <details class="whole" on:toggle=toggled on:click=|event: ev::MouseEvent| event.stop_propagation()>
            <summary>{wording::count(mentions, "mention")} ", deeds and words"</summary>
            <For each=chapters key=Clone::clone children=chapter/>
            <Show when=move || { opened.get() && mentions > 0 }>
                <h3>"Where the text names it"</h3>
                <Lines app id layer=Layer::Actor/>
            </Show>
        </details>
    }
}

/// The mentions of one entity, listed once somebody opens them. A click here is none on the card.
#[component]
pub fn Mentions(app: App, id: Memo<usize>, layer: Layer, count: usize) -> impl IntoView {
    let opened = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        opened.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    (count > 0).then(|| {
        view! {
            <details on:toggle=toggled on:click=|event: ev::MouseEvent| event.stop_propagation()>
                <summary>{wording::count(count, "mention")}</summary>
                <Show when=move || opened.get()>
                    <Lines app id layer/>
                </Show>
            </details>
        }
    })
}

/// The mentions of one entity, each among the words around it.
#[component]
fn Lines(app: App, id: Memo<usize>, layer: Layer) -> impl IntoView {
    let lines = move || app.look(|source| source.mentions(id.get(), layer));
    let within = Memo::new(move |_| Part::Entity(id.get()));
    view! {
        <ol>
            <For each=lines key=Clone::clone children=move |line| mention(app, line, layer, within)/>
        </ol>
    }
}

fn mention(app: App, line: MentionLine, layer: Layer, within: Memo<Part>) -> impl IntoView {
    let span = line.span;
    let dismiss = move |event: ev::MouseEvent| {
        focus_neighbour_soon(
            &event,
            match layer {
                Layer::Actor => "#tab-actors",
                Layer::Place => "#tab-places",
            },
        );
        app.correct_by(|read| Some(read.proposal().dismiss_mention(span, layer)));
    };
    let label = format!("Dismiss mention: {}", line.words);
    let dismissal = view! {
        <button type="button" class="dismiss" aria-label=label on:click=dismiss>"Dismiss"</button>
    };
    view! {
        <Line app part=Part::Mention(span) within beside=dismissal.into_any()>
            {line.before} <b>{line.words}</b> {line.after}
        </Line>
    }
}
