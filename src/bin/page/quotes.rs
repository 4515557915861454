//! The list of quotes.

use dateline::reading::QuoteKind;
use dateline::review::cards::QuoteCard;
use dateline::review::citation::citation;
use dateline::review::corrections::{change_speaker, dismiss_quote};
use dateline::review::lookup::Part;
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::browser::{self, focus_soon};
use crate::choice::Choice;
use crate::list::{List, light, put_out};

/// Who said what, one card a quote.
#[component]
pub fn Quotes(app: App) -> impl IntoView {
    let cards = Memo::new(move |_| app.look(|source, only| source.quotes(only)));
    view! { <List id="quotes" title="Quotes" none="No quotes." cards view=quote app/> }
}

fn quote(app: App, card: QuoteCard, id: Memo<usize>) -> impl IntoView {
    let part = move || Part::Quote(id.get());
    let now = move || Part::Quote(id.get_untracked());
    let unnamed = card.speaker.is_none();
    let on_behalf_of = card.on_behalf_of.map(|body| view! { <span class="body">"for " {body}</span> });
    let thought = (card.kind == QuoteKind::Thought).then(|| view! { <span class="form">"thought"</span> });
    view! {
        <li
            data-id=move || id.get()
            data-form=wording::form(card.form)
            class:lit=move || app.lit.get() == Some(part())
            on:mouseenter=move |_| light(app, now())
            on:mouseleave=move |_| put_out(app, now())
            on:focusin=move |_| light(app, now())
            on:focusout=move |_| put_out(app, now())
            on:click=move |_| app.scroll_to(now())
        >
            <p class="attribution">
                <span class="speaker" class:unnamed=unnamed>{card.speaker.unwrap_or_else(|| "unnamed".to_string())}</span>
                {on_behalf_of}
                <span class="form">{wording::form(card.form)}</span>
                {thought}
            </p>
            <button type="button" class="show"><span class="content">{card.content}</span></button>
            <Actions app id/>
        </li>
    }
}

/// What can be done with one quote. A click here is none on the card.
#[component]
fn Actions(app: App, id: Memo<usize>) -> impl IntoView {
    let cite = move |_| {
        let cited = untrack(|| {
            app.look(|source, _| {
                let mut quotes = source.reading.quotes.iter();
                quotes.find(|quote| quote.id == id.get_untracked()).map(|quote| citation(source, quote))
            })
        });
        if let Some(cited) = cited {
            copy(app, cited);
        }
    };
    let dismiss = move |_| {
        app.correct_by(|read| dismiss_quote(&read.text, &read.offsets, &read.reading, id.get_untracked()));
        focus_soon("#quotes-title".to_string());
    };
    view! {
        <p class="actions" on:click=|event: ev::MouseEvent| event.stop_propagation()>
            <button type="button" class="cite" on:click=cite>"Copy citation"</button>
            <Speaker app id/>
            <button type="button" class="dismiss" on:click=dismiss>"Dismiss"</button>
        </p>
    }
}

fn copy(app: App, text: String) {
    spawn_local(async move {
        let copied = browser::copy(&text).await;
        let words = if copied { "Copied: " } else { "This browser does not let the page copy: " };
        app.status.set(format!("{words}{text}"));
    });
}

/// The choice of another speaker.
#[component]
fn Speaker(app: App, id: Memo<usize>) -> impl IntoView {
    let speaker = Memo::new(move |_| {
        app.look(|source, _| source.reading.quotes.iter().find(|quote| quote.id == id.get())?.speaker)
    });
    let offers = move |all| {
        let speaker = speaker.get();
        let nobody = (String::new(), "nobody named".to_string());
        let names = app.names.with(|names| {
            let listed = names.iter().filter(|(entity, _)| all || Some(*entity) == speaker);
            listed.map(|(entity, name)| (entity.to_string(), name.clone())).collect::<Vec<_>>()
        });
        std::iter::once(nobody).chain(names).collect()
    };
    let change = move |chosen: String| {
        let (id, entity) = (id.get_untracked(), chosen.parse().ok());
        app.correct_by(|read| change_speaker(&read.text, &read.offsets, &read.reading, id, entity));
        focus_soon(format!("#quotes li[data-id='{id}'] select"));
    };
    let current = Memo::new(move |_| speaker.get().map(|entity| entity.to_string()).unwrap_or_default());
    let label = "Speaker".to_string();
    view! { <Choice class="change-speaker" label title="Change speaker" current offers change/> }
}
