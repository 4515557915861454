//! The little bar beside words that are selected in the text: what they are.

use dateline::reading::{EventType, Layer, Span};
use dateline::review::corrections::{Correction, Proposal};
use dateline::review::fields::trimmed;
use dateline::review::lookup::Part;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;

use super::{edit, propose};
use crate::app::App;
use crate::beside::{Spot, corner, px};
use crate::{browser, surface};

/// What is selected in the text, and where it stands in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words {
    /// The words.
    pub span: Span,
    /// Where they are.
    spot: Spot,
}

/// Follows the selection.
pub fn follow(app: App) {
    let look = move || {
        // Whoever is in the bar has left the text, and not what is selected.
        if browser::element("#selected:focus-within").is_none() {
            let words = selected(app);
            if app.view.selected.get_untracked() != words {
                app.view.selected.set(words);
            }
        }
    };
    EventListener::new(&browser::document(), "selectionchange", move |_| look()).forget();
    // Captured, because the surface scrolls on its own in a wide window, and the page in a narrow one.
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&browser::window(), "scroll", options, move |_| look()).forget();
    let pressed = window_event_listener(ev::keydown, move |event| {
        let opens = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if opens && app.view.selected.with_untracked(Option::is_some) {
            event.prevent_default();
            browser::focus_soon("#selected button:not([hidden])".to_string());
        }
    });
    on_cleanup(move || pressed.remove());
}

fn selected(app: App) -> Option<Words> {
    let selection = browser::window().get_selection().ok().flatten().filter(|it| !it.is_collapsed())?;
    let range = selection.get_range_at(0).ok()?;
    app.session.read.with_untracked(|read| {
        let read = read.as_ref()?;
        let units = app.content_of(read)?.units(&range)?;
        let at = |unit| read.offsets.from_utf16(&read.text, unit);
        let span = trimmed(read.source(), Span { start: at(units.start), end: at(units.end) })?;
        let rects = range.get_client_rects()?;
        let (first, last) = (rects.get(0)?, rects.get(rects.length().checked_sub(1)?)?);
        let spot = Spot { x: first.left() + first.width() / 2.0, top: first.top(), bottom: last.bottom() };
        Some(Words { span, spot })
    })
}

/// What selected words can be to the quote that is edited.
type QuoteWords = fn(&Proposal<'_>, usize, Span) -> Option<Correction>;

/// What the selected words can be said to be.
#[component]
pub fn Selected(app: App) -> impl IntoView {
    let words = app.view.selected;
    let quote = move || match app.view.editing.get() {
        Some(Part::Quote(id)) => Some(id),
        _ => None,
    };
    let room = NodeRef::<Div>::new();
    let spot = move || {
        // As wide as what it holds.
        quote();
        words.get().map(|words| words.spot)
    };
    // Where fingers select, the system's own bar stands above the words.
    let at = corner(room, spot, || !browser::is_touched());
    let furniture = move || {
        let Some(words) = words.get() else { return false };
        app.look(|source| {
            source
                .reading
                .furniture
                .iter()
                .any(|it| it.start <= words.span.start && words.span.start < it.end)
        })
    };
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            browser::focus_soon(surface::SHOWN.to_string());
        }
    };
    let of_quote = move |name: &'static str, class: &'static str, make: QuoteWords| {
        let press = move |_| {
            if let Some(id) = untrack(quote) {
                say(app, |it, span| make(it, id, span));
                edit(app, Part::Quote(id));
            }
        };
        view! { <button type="button" class=class hidden=move || quote().is_none() on:click=press>{name}</button> }
    };
    let button =
        move |name: &'static str, class: &'static str, make: fn(&Proposal, Span) -> Option<Correction>| {
            view! { <button type="button" class=class on:click=move |_| take(app, make)>{name}</button> }
        };
    view! {
        <div
            id="selected"
            node_ref=room
            role="toolbar"
            aria-label="The selected words are"
            hidden=move || words.with(Option::is_none)
            style:left=move || px(at.get().0)
            style:top=move || px(at.get().1)
            // The words stay selected.
            on:mousedown=|event: ev::MouseEvent| event.prevent_default()
            on:keydown=pressed
        >
            {of_quote("Words of the quote", "extent", |it, id, span| it.content(id, span))}
            {of_quote("Named as", "naming", |it, id, span| it.naming(id, span))}
            {of_quote("Reported with", "cue", |it, id, span| it.cue(id, span))}
            {button("Actor", "actor", |it, span| Some(it.mention_by_name(span, Layer::Actor)))}
            {button("Place", "place", |it, span| Some(it.mention_by_name(span, Layer::Place)))}
            {button("Quote", "quote", |it, span| it.new_quote(span))}
            {button("Event", "event", |it, span| it.new_event(span, EventType::Other))}
            <button
                type="button"
                class="furniture"
                on:click=move |_| {
                    let article = untrack(furniture);
                    take(app, move |it, span| Some(it.lines(span, article)));
                }
            >
                {move || if furniture() { "Read this" } else { "Do not read" }}
            </button>
        </div>
    }
}

/// Says of the selected words what `make` makes of them, and gives them.
fn say(app: App, make: impl FnOnce(&Proposal, Span) -> Option<Correction>) -> Option<Span> {
    let Words { span, .. } = app.view.selected.get_untracked()?;
    app.view.selected.set(None);
    propose(app, |proposal| make(proposal, span));
    Some(span)
}

/// Says of the selected words what `make` makes of them, and opens the fields of what is new.
fn take(app: App, make: impl FnOnce(&Proposal, Span) -> Option<Correction>) {
    let Some(span) = say(app, make) else { return };
    let part = untrack(|| {
        app.look(|source| {
            let Span { start, end } = span;
            let reading = source.reading;
            let quote = reading.quotes.iter().find(|it| it.content == span).map(|it| Part::Quote(it.id));
            let event = reading.events.iter().find(|it| it.trigger == span).map(|it| Part::Event(it.id));
            let mut entities = reading.entities.iter();
            let entity = entities.find(|it| it.mentions.iter().any(|it| (it.start, it.end) == (start, end)));
            entity
                .map(|it| Part::Entity(it.id))
                .filter(|_| quote.is_none() && event.is_none())
                .or(quote)
                .or(event)
        })
    });
    match part {
        Some(part) => edit(app, part),
        None => browser::focus_soon(surface::SHOWN.to_string()),
    }
}
