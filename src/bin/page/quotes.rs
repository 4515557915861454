//! The list of quotes.

use dateline::reading::QuoteKind;
use dateline::review::citation::citation;
use dateline::review::lookup::Part;
use dateline::review::panel::Panel;
use dateline::review::quotes::{Order, QuoteCard, Which, others, speakers};
use dateline::review::wording;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser::{focus_neighbour_soon, focus_soon};
use crate::choice::Choice;
use crate::copy::CopyButton;
use crate::edit::{Edit, RemarkedChoice};
use crate::list::{Item, List};

/// Who said what, one card a quote.
#[component]
pub fn Quotes(app: App) -> impl IntoView {
    view! {
        <List panel=Panel::Quotes none="No quotes." cards=app.lists.quotes view=quote app>
            <Controls app/>
        </List>
    }
}

/// Which quotes are listed, and in what order.
#[component]
fn Controls(app: App) -> impl IntoView {
    let wanted = app.view.quotes;
    let nothing = move || app.look(|source| source.reading.quotes.len()) == 0;
    let which = move |event: ev::Event| {
        let value = event_target_value(&event);
        wanted.update(|wanted| {
            wanted.which = Which::ALL.into_iter().find(|which| which.name() == value).unwrap_or_default()
        });
        app.tell_what_is_listed();
    };
    let order = move |event: ev::Event| {
        let order = match event_target_value(&event).as_str() {
            "text" => Order::Text,
            "longest" => Order::Longest,
            "doubt" => Order::Doubt,
            _ => Order::Speaker,
        };
        wanted.update(|wanted| wanted.order = order);
    };
    let typed = move |event: ev::Event| wanted.update(|wanted| wanted.query = event_target_value(&event));
    view! {
        <div class="controls" role="group" aria-label="Which quotes" hidden=nothing>
            <input
                id="search-quotes"
                type="search"
                placeholder="Search the quotes"
                aria-label="Search the quotes"
                autocomplete="off"
                prop:value=move || wanted.with(|wanted| wanted.query.clone())
                on:input=typed
            />
            <select
                class="by-form"
                aria-label="Quotes of form"
                autocomplete="off"
                prop:value=move || wanted.with(|wanted| wanted.which.name())
                on:change=which
            >
                {Which::ALL.map(|which| view! { <option value=which.name()>{which.words()}</option> }).collect_view()}
            </select>
            <RemarkedChoice app/>
            <select class="order" aria-label="Order of the quotes" autocomplete="off" on:change=order>
                <option value="speaker">"By speaker"</option>
                <option value="text">"As told"</option>
                <option value="longest">"Longest first"</option>
                <option value="doubt">"Least sure first"</option>
            </select>
        </div>
    }
}

fn quote(app: App, card: QuoteCard, id: Memo<usize>) -> impl IntoView {
    let part = Memo::new(move |_| Part::Quote(id.get()));
    let heading = card.heading.map(|(name, count)| {
        view! { <h3 class="group">{name} " " <span class="number">{count}</span></h3> }
    });
    let unnamed = card.speaker.is_none();
    let at_once = card.unsure || unnamed;
    let unsure = card.unsure.then(|| view! { <span class="unsure">"unsure"</span> });
    let speaker = at_once.then(|| view! { <Nearby app id named=card.speaker.clone()/> });
    let on_behalf_of = card.on_behalf_of.map(|body| view! { <span class="body">"for " {body}</span> });
    let thought = (card.kind == QuoteKind::Thought).then(|| view! { <span class="form">"thought"</span> });
    let denied = card.denied.then(|| view! { <span class="denied">"denied: "</span> });
    view! {
        <Item app part attr:data-id=move || id.get() attr:data-form=wording::form(card.form)>
            {heading}
            <div class="card">
                <p class="attribution">
                    <span class="speaker" class:unnamed=unnamed>
                        {card.speaker.unwrap_or_else(|| "not named".to_string())}
                    </span>
                    {unsure}
                    {on_behalf_of}
                    <span class="told">{card.told}</span>
                    <span class="form">{wording::form(card.form)}</span>
                    {thought}
                </p>
                {speaker}
                <button type="button" class="show">{denied}<span class="content">{card.content}</span></button>
                <Actions app id with_speaker={!at_once}/>
            </div>
        </Item>
    }
}

/// Beside a speaker that the reading is unsure of: one press says that it is right, or names another.
#[component]
fn Nearby(app: App, id: Memo<usize>, named: Option<String>) -> impl IntoView {
    let confirm = move |_| {
        let id = id.get_untracked();
        let speaker = untrack(|| speaker_of(app, id));
        set_speaker(app, id, speaker);
    };
    let right = named.map(|name| {
        view! {
            <button type="button" class="confirm" aria-label=format!("{name} is the right speaker") on:click=confirm>
                "✓ right"
            </button>
        }
    });
    let other = move |(entity, name): (usize, String)| {
        let label = format!("The speaker is {name}");
        let choose = move |_| set_speaker(app, id.get_untracked(), Some(entity));
        view! { <button type="button" class="other" aria-label=label on:click=choose>{name}</button> }
    };
    view! {
        <p class="actions nearby" on:click=|event: ev::MouseEvent| event.stop_propagation()>
            {right}
            <For each=move || app.look(|source| others(source, id.get())) key=Clone::clone children=other/>
            <Speaker app id/>
        </p>
    }
}

/// What can be done with one quote. A click here is none on the card.
#[component]
fn Actions(app: App, id: Memo<usize>, with_speaker: bool) -> impl IntoView {
    let part = Memo::new(move |_| Part::Quote(id.get()));
    let cited = move || {
        let given = app.session.library.with(|library| library.open().given.clone());
        app.look(|source| {
            let quote = source.reading.quotes.iter().find(|quote| quote.id == id.get())?;
            Some(citation(source, quote, &given))
        })
    };
    let dismiss = move |event: ev::MouseEvent| {
        focus_neighbour_soon(&event, "#tab-quotes");
        app.correct_by(|read| read.proposal().dismiss_quote(id.get_untracked()));
    };
    view! {
        <p class="actions" on:click=|event: ev::MouseEvent| event.stop_propagation()>
            <Edit app part/>
            <CopyButton app name="Copy" title="Copy with its citation" words=cited/>
            {with_speaker.then(|| view! { <Speaker app id/> })}
            <button type="button" class="dismiss whole" title="Dismiss (x)" on:click=dismiss>"Dismiss"</button>
        </p>
    }
}

fn speaker_of(app: App, id: usize) -> Option<usize> {
    app.lists.speakers.with(|speakers| speakers.get(&id).copied())
}

fn set_speaker(app: App, id: usize, entity: Option<usize>) {
    app.correct_by(|read| read.proposal().change_speaker(id, entity));
    focus_soon(format!("#quotes li[data-id='{id}'] select"));
}

/// The choice of another speaker.
#[component]
fn Speaker(app: App, id: Memo<usize>) -> impl IntoView {
    let speaker = Memo::new(move |_| speaker_of(app, id.get()));
    let offers = move |all| {
        let nobody = (String::new(), "nobody named".to_string());
        let listed = match (all, speaker.get()) {
            (true, _) => app.look(|source| speakers(source, id.get())),
            // With another name it has another card.
            (false, Some(entity)) => {
                let name = untrack(|| app.look(|source| source.name(entity)));
                name.map(|name| (entity, name)).into_iter().collect()
            }
            (false, None) => Vec::new(),
        };
        let named = listed.into_iter().map(|(entity, name)| (entity.to_string(), name));
        std::iter::once(nobody).chain(named).collect()
    };
    let change = move |chosen: String| set_speaker(app, id.get_untracked(), chosen.parse().ok());
    let current = Memo::new(move |_| speaker.get().map(|entity| entity.to_string()).unwrap_or_default());
    let label = "Speaker".to_string();
    view! { <Choice class="change-speaker" label title="Change speaker…" current offers change/> }
}
