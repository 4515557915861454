//! Who acts on whom: a drawing, and the list of the same ties.

use dateline::review::events::Happening;
use dateline::review::lookup::Part;
use dateline::review::network::{
    FRAME_HEIGHT, FRAME_WIDTH, Line, Node, RADIUS, Tie, Tone, deeds, draw, ties,
};
use dateline::review::panel::Panel;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::lazy::once_shown;
use crate::list::{Happenings, Item, List, hold, let_go, light, put_out};
use crate::roving::rove;

/// Who acts on whom. The drawing is made once it is first in sight, or printed.
#[component]
pub fn Network(app: App) -> impl IntoView {
    let cards = app.lists.ties;
    let room = NodeRef::<leptos::html::Div>::new();
    let shown = once_shown(room);
    view! {
        <List panel=Panel::Network none="Nobody acts on anybody." cards view=tie app>
            <div class="network" node_ref=room hidden=move || cards.with(Vec::is_empty)>
                <Show when=move || shown.get()>
                    <Drawing app cards/>
                </Show>
            </div>
        </List>
    }
}

#[component]
fn Drawing(app: App, cards: Memo<Vec<Tie>>) -> impl IntoView {
    let drawing = Memo::new(move |_| cards.with(|ties| draw(ties)));
    let left_out = move || wording::left_out(drawing.with(|drawing| drawing.left_out));
    let drawn = NodeRef::<leptos::svg::Svg>::new();
    drawn.on_load(|drawn| rove(drawn.unchecked_into(), ".node"));
    let tone = |tone: Tone| view! { <li class=tone.name()>{tone.name()}</li> };
    view! {
        <svg
            node_ref=drawn
            viewBox=format!("0 0 {FRAME_WIDTH} {FRAME_HEIGHT}")
            role="group"
            aria-label="Who acts on whom; arrow keys go from actor to actor"
        >
            <For each=move || drawing.get().lines key=Clone::clone children=move |each| line(app, each)/>
            <For each=move || drawing.get().nodes key=Clone::clone children=move |each| node(app, cards, each)/>
        </svg>
        <ul class="legend" aria-label="Colours of the lines">
            {[Tone::Conflict, Tone::Friction, Tone::Neutral, Tone::Accord, Tone::Cooperation].map(tone).collect_view()}
        </ul>
        <p class="none">{left_out}</p>
    }
}

/// The line is thin: a broad one that is not seen takes the pointer.
fn line(app: App, line: Line) -> impl IntoView {
    let (from, to) = (line.from, line.to);
    let part = Part::Tie(from, to);
    let is_lit = move || match app.view.lit.get() {
        Some(Part::Entity(id)) => id == from || id == to,
        Some(Part::Event(id)) => {
            app.look(|source| ties(source.reading, from, to).any(|event| event.id == id))
        }
        lit => lit == Some(part),
    };
    let width = 1.2 + 0.6 * (line.events as f64).sqrt();
    view! {
        <g
            class=format!("tie {}", line.tone.name())
            class:lit=is_lit
            aria-hidden="true"
            on:click=move |_| app.scroll_to(part)
            on:mouseenter=move |_| light(app, part)
            on:mouseleave=move |_| put_out(app, part)
        >
            <path class="reach" d=line.path.clone()></path>
            <path class="way" d=line.path stroke-width=width></path>
            <path class="head" d=line.head></path>
        </g>
    }
}

fn node(app: App, cards: Memo<Vec<Tie>>, node: Node) -> impl IntoView {
    let id = node.id;
    let part = Part::Entity(id);
    let is_lit = move || match app.view.lit.get() {
        Some(Part::Tie(from, to)) => id == from || id == to,
        lit => lit == Some(part),
    };
    let press = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            app.scroll_to(part);
        }
    };
    let told = node.clone();
    let label = Memo::new(move |_| cards.with(|ties| told.in_words(ties)));
    view! {
        <g
            class="node"
            class:lit=is_lit
            role="button"
            tabindex="-1"
            data-id=id
            aria-label=move || label.get()
            on:click=move |_| app.scroll_to(part)
            on:keydown=press
            on:focus=move |_| hold(app, part)
            on:blur=move |_| let_go(app, part)
            on:mouseenter=move |_| light(app, part)
            on:mouseleave=move |_| put_out(app, part)
        >
            <title>{node.name}</title>
            <circle class="spot" cx=node.at.x cy=node.at.y r=RADIUS></circle>
            <text x=node.label_at.x y=node.label_at.y text-anchor=node.anchor>{node.label}</text>
        </g>
    }
}

fn tie(app: App, card: Tie, id: Memo<usize>) -> impl IntoView {
    let (from, to) = (card.from, card.to);
    let part = Memo::new(move |_| Part::Tie(from, to));
    let events = Signal::derive(move || app.look_at_chosen(|source| deeds(source, from, to)));
    let label = format!("What {} did to {}", card.who, card.whom);
    let (told, tone) = (card.in_words(), card.tone().name());
    let more = card.events.saturating_sub(Happening::MOST);
    view! {
        <Item app part attr:data-id=move || id.get() attr:data-tone=tone>
            <button type="button" class="show">
                <span class="who">{card.who}</span>
                <span class="arrow">" → "</span>
                <span class="whom">{card.whom}</span>
            </button>
            <span class="kind">{told}</span>
            <Happenings app events more label part/>
        </Item>
    }
}
