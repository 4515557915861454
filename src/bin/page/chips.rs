//! What the panels are narrowed down to, each thing with a way back.

use dateline::review::events::Facet;
use dateline::review::fields::Remarked;
use dateline::review::quotes::Which;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::focus_soon;

/// One thing that is chosen.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Chip {
    /// A value of a facet.
    Facet(Facet, String),
    /// Quotes of one kind.
    Which(Which),
    /// Cards with something that the user has put on them.
    Remarked(Remarked),
    /// Quotes with words.
    Query(String),
}

/// All that is chosen.
#[component]
pub fn Chips(app: App) -> impl IntoView {
    let chips = Memo::new(move |_| all(app));
    let clear = move |_| {
        app.widen();
        focus_soon(format!("#tab-{}", app.view.panel.get_untracked().id()));
    };
    view! {
        <div id="filter" role="group" aria-label="Shown is only" hidden=move || chips.with(Vec::is_empty)>
            <For each=move || chips.get() key=Clone::clone children=move |chip| one(app, chip)/>
            <button id="clear-filter" type="button" on:click=clear>"Show all"</button>
        </div>
    }
}

fn all(app: App) -> Vec<Chip> {
    let facets = app.view.chosen.with(|chosen| {
        chosen.choices().map(|(facet, value)| Chip::Facet(facet, value.to_string())).collect::<Vec<_>>()
    });
    let quotes = app.view.quotes.with(|wanted| {
        let which = Some(Chip::Which(wanted.which)).filter(|_| wanted.which != Which::default());
        let query = Some(wanted.query.trim().to_string()).filter(|query| !query.is_empty()).map(Chip::Query);
        [which, query]
    });
    let remarked = Some(app.view.remarked.get()).filter(|remarked| *remarked != Remarked::Any);
    let quotes = quotes.into_iter().flatten();
    facets.into_iter().chain(quotes).chain(remarked.map(Chip::Remarked)).collect()
}

fn one(app: App, chip: Chip) -> impl IntoView {
    let (what, value) = match &chip {
        Chip::Facet(facet, value) => (of(*facet), value.clone()),
        Chip::Which(which) => ("Quotes", which.words().to_string()),
        Chip::Remarked(remarked) => ("Mark", remarked.words().to_string()),
        Chip::Query(query) => ("Quotes with", format!("“{query}”")),
    };
    let remove = move |_| {
        match &chip {
            Chip::Facet(facet, _) => app.view.chosen.update(|chosen| chosen.choose(*facet, String::new())),
            Chip::Which(_) => app.view.quotes.update(|quotes| quotes.which = Which::default()),
            Chip::Remarked(_) => app.view.remarked.set(Remarked::Any),
            Chip::Query(_) => app.view.quotes.update(|quotes| quotes.query.clear()),
        }
        app.tell_what_is_listed();
        focus_soon(
            "#filter:not([hidden]) .chip, .panel:has(#filter[hidden]) [role=tab][aria-selected=true]"
                .to_string(),
        );
    };
    let label = format!("Do not narrow down to {what}: {value}");
    view! {
        <button type="button" class="chip" aria-label=label on:click=remove>
            <span>{what} ": " <strong>{value}</strong></span>
            <span aria-hidden="true">" ×"</span>
        </button>
    }
}

fn of(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Type",
        Facet::Actor => "Actor",
        Facet::Place => "Place",
        Facet::Status => "Status",
        Facet::Claim => "According to",
    }
}
