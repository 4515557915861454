//! The fields of an actor or a place, and whose its mentions are.

use dateline::reading::{EntityKind, Layer, Span};
use dateline::review::cards::MentionLine;
use dateline::review::corrections::EntityFix;
use dateline::review::fields::near;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use super::fields::{Pick, or_nobody};
use super::{edit, propose};
use crate::app::App;
use crate::choice::Offer;

const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Country, EntityKind::Group, EntityKind::Place];

/// What it is called and is, who it is the same as, and its mentions.
#[component]
pub fn EntityFields(app: App, id: usize) -> impl IntoView {
    let name = Memo::new(move |_| app.look(|source| source.name(id)).unwrap_or_default());
    let kind = Memo::new(move |_| {
        app.look(|source| source.entity(id).map(|entity| wording::kind(entity.kind)))
            .unwrap_or_default()
            .to_string()
    });
    let others = Memo::new(move |_| or_nobody("nobody else", others(app, id)));
    let rename = move |event: ev::Event| {
        let written = event_target_value(&event).trim().to_string();
        if !written.is_empty() {
            propose(app, |proposal| proposal.entity_is(id, EntityFix::Name(written)));
        }
    };
    let set_kind = move |chosen: String| {
        if let Some(kind) = KINDS.into_iter().find(|kind| wording::kind(*kind) == chosen) {
            propose(app, |proposal| proposal.entity_is(id, EntityFix::Kind(kind)));
        }
    };
    let merge = move |chosen: String| {
        if let Ok(other) = chosen.parse() {
            propose(app, |proposal| proposal.same(id, other));
            edit(app, dateline::review::lookup::Part::Entity(other));
        }
    };
    view! {
        <label>
            "Name"
            <input name="name" type="text" autocomplete="off" prop:value=move || name.get() on:change=rename/>
        </label>
        <Pick label="Kind" name="kind" current=kind offers=Memo::new(|_| kinds()) change=set_kind/>
        <Pick label="The same as" name="same" current=Memo::new(|_| String::new()) offers=others change=merge/>
        <Mentions app id/>
    }
}

fn kinds() -> Vec<Offer> {
    KINDS.map(|kind| (wording::kind(kind).to_string(), wording::kind(kind).to_string())).to_vec()
}

/// All others, by where they stand in the text.
fn others(app: App, id: usize) -> Vec<(usize, String)> {
    app.look(|source| {
        let first = source.entity(id).and_then(|entity| entity.mentions.first());
        let span = first
            .map_or(Span { start: 0, end: 0 }, |mention| Span { start: mention.start, end: mention.end });
        let mut all = near(source, span, Layer::Actor);
        let places = near(source, span, Layer::Place);
        all.extend(
            places
                .into_iter()
                .filter(|(place, _)| !all.iter().any(|(other, _)| other == place))
                .collect::<Vec<_>>(),
        );
        all.retain(|(other, _)| *other != id);
        all
    })
}

/// Mentions that are listed at a time.
const FIRST: usize = 20;

/// Each mention in its line, with whose it is.
#[component]
fn Mentions(app: App, id: usize) -> impl IntoView {
    let limit = RwSignal::new(FIRST);
    let lines = Memo::new(move |_| {
        app.look(|source| {
            let of = |layer| source.mentions(id, layer).into_iter().map(move |line| (line, layer));
            let mut lines: Vec<(MentionLine, Layer)> = of(Layer::Actor).chain(of(Layer::Place)).collect();
            lines.sort_unstable_by_key(|(line, _)| line.span.start);
            lines
        })
    });
    let shown = move || lines.with(|lines| lines.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let more = move || lines.with(Vec::len).saturating_sub(limit.get());
    view! {
        <ol class="mentions" aria-label="Mentions">
            <For each=shown key=Clone::clone children=move |(line, layer)| mention(app, id, line, layer)/>
        </ol>
        <Show when=move || { more() > 0 }>
            <button type="button" on:click=move |_| limit.update(|limit| *limit += FIRST)>
                {move || format!("Show more ({} left)", more())}
            </button>
        </Show>
    }
}

/// The value of "somebody else" in the choice of whose a mention is.
const NEW: &str = "new";

fn mention(app: App, id: usize, line: MentionLine, layer: Layer) -> impl IntoView {
    let span = line.span;
    let opened = RwSignal::new(false);
    let options = move || {
        let option = |(value, name): (String, String)| view! { <option value=value>{name}</option> };
        let all = if opened.get() { others(app, id) } else { Vec::new() };
        all.into_iter().map(|(other, name)| option((other.to_string(), name))).collect_view()
    };
    let change = move |event: ev::Event| {
        let of = match event_target_value(&event).as_str() {
            NEW => None,
            other => match other.parse::<usize>() {
                Ok(other) => Some(other),
                Err(_) => return,
            },
        };
        propose(app, |proposal| Some(proposal.mention(span, layer, of)));
    };
    let other = if layer == Layer::Actor { Layer::Place } else { Layer::Actor };
    let (to, what) = if layer == Layer::Actor { ("→ place", "a place") } else { ("→ actor", "an actor") };
    let turn = move |_| propose(app, |proposal| Some(proposal.mention(span, other, Some(id))));
    let label = format!("Whose mention this is: {}", line.words);
    view! {
        <li>
            <button type="button" class="show" on:click=move |_| app.scroll_to(dateline::review::lookup::Part::Mention(span))>
                {line.before} <b>{line.words}</b> {line.after}
            </button>
            <select
                name="whose"
                aria-label=label
                autocomplete="off"
                on:focus=move |_| opened.set(true)
                on:pointerenter=move |_| opened.set(true)
                on:change=change
            >
                <option value="">"of this one"</option>
                <option value=NEW>"of somebody else"</option>
                {options}
            </select>
            <button type="button" class="turn" aria-label=format!("This is {what} here") on:click=turn>{to}</button>
        </li>
    }
}
