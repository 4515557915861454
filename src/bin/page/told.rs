//! The passages that tell of one event.

use dateline::review::cards::list_of;
use dateline::review::events::{Dispute, Passage, dispute, passages};
use dateline::review::lookup::Part;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::list::Line;

/// How often an event is told; opened, each passage with its source, which leads to its words. A click here is none on
/// the card.
#[component]
pub fn Told(
    /// The page.
    app: App,
    /// The event.
    id: Memo<usize>,
    /// How many passages there are.
    count: usize,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let lines = move || if opened.get() { app.look(|source| passages(source, id.get())) } else { Vec::new() };
    let toggled = move |event: ev::Event| {
        opened.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    let within = Memo::new(move |_| Part::Event(id.get()));
    (count > 1).then(|| {
        view! {
            <details class="also" on:toggle=toggled on:click=|event: ev::MouseEvent| event.stop_propagation()>
                <summary>{format!("told {}", wording::count(count, "time"))}</summary>
                <ol>
                    <For each=lines key=Clone::clone children=move |line| passage(app, line, within)/>
                </ol>
            </details>
        }
    })
}

/// Passages that stand on one side of a dispute; opened, [`Told`] has them all.
pub const MOST: usize = 3;

/// The sides of a disputed happening beside each other, each claim with its source. A click here is none on the card.
#[component]
pub fn Disputed(app: App, id: Memo<usize>) -> impl IntoView {
    let within = Memo::new(move |_| Part::Event(id.get()));
    let sides = Memo::new(move |_| app.look(|source| dispute(source, id.get())));
    let lines = move |lines: fn(&Dispute) -> &[Passage]| {
        let lines = move || sides.with(|sides| lines(sides).iter().take(MOST).cloned().collect::<Vec<_>>());
        view! { <ol><For each=lines key=Clone::clone children=move |line| passage(app, line, within)/></ol> }
    };
    let others = move || {
        let others = sides.with(|sides| list_of(&sides.others));
        (!others.is_empty()).then(|| view! { <p class="disputed">"disputed by " {others}</p> })
    };
    view! {
        <div class="dispute" on:click=|event: ev::MouseEvent| event.stop_propagation()>
            <div class="side">
                <h3>"It is said"</h3>
                {lines(|sides| &sides.told)}
            </div>
            <div class="side">
                <h3>"It is disputed"</h3>
                {lines(|sides| &sides.denied)}
                {others}
            </div>
        </div>
    }
}

fn passage(app: App, passage: Passage, within: Memo<Part>) -> impl IntoView {
    let Passage { line, source } = passage;
    let source = view! { <span class="source">{source}</span> }.into_any();
    view! {
        <Line app part=Part::Mention(line.span) within beside=source>
            {line.before} <b>{line.words}</b> {line.after}
        </Line>
    }
}
