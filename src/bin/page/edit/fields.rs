//! Fields of the sheet.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::focus_soon;
use crate::choice::Offer;

/// The value of the first choice in a list of names: nobody.
pub const NOBODY: &str = "";

/// A value of what is edited, made of it anew whenever it is another.
pub fn field<T, V>(edited: Memo<Option<T>>, look: fn(&T) -> V) -> Memo<V>
where
    T: Send + Sync + 'static,
    V: Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| edited.with(|edited| edited.as_ref().map(look).unwrap_or_default()))
}

/// Words of the text, with the way to have none. Others are selected in the text.
#[component]
pub fn InText(
    /// What they are.
    label: &'static str,
    /// The name of the field.
    name: &'static str,
    /// The words; empty where there are none.
    words: Memo<String>,
    /// What follows where there are to be none.
    take_out: impl Fn() + Clone + Send + 'static,
) -> impl IntoView {
    let chip = move || {
        let (words, take_out) = (words.get(), take_out.clone());
        let label = format!("Take {words} out");
        let press = move |_| {
            take_out();
            focus_soon("#editor-title".to_string());
        };
        match words.is_empty() {
            true => view! { <span class="none">"no words"</span> }.into_any(),
            false => view! {
                <button type="button" class="chip" aria-label=label on:click=press>
                    {words} <span aria-hidden="true">" ×"</span>
                </button>
            }
            .into_any(),
        }
    };
    view! {
        <div class=format!("several {name}") role="group" aria-label=label>
            <span class="label">{label}</span>
            {chip}
        </div>
    }
}

/// A choice of one of several.
#[component]
pub fn Pick(
    /// What is chosen.
    label: &'static str,
    /// Its name.
    name: &'static str,
    /// The value that is chosen at the moment.
    current: Memo<String>,
    /// What can be chosen.
    offers: Memo<Vec<Offer>>,
    /// What follows a choice.
    change: impl Fn(String) + 'static,
) -> impl IntoView {
    let options = move || {
        let current = current.get();
        let option = |(value, words): Offer| {
            let selected = value == current;
            view! { <option value=value selected=selected>{words}</option> }
        };
        offers.get().into_iter().map(option).collect_view()
    };
    view! {
        <label>
            {label}
            <select name=name autocomplete="off" on:change=move |event: ev::Event| change(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}

/// A list of names to add to and to take from.
#[component]
pub fn Several(
    /// What they are.
    label: &'static str,
    /// Its name.
    name: &'static str,
    /// Who is in it.
    ids: Memo<Vec<usize>>,
    /// Who can be.
    offers: Memo<Vec<(usize, String)>>,
    /// What follows a change.
    change: impl Fn(Vec<usize>) + Clone + Send + 'static,
) -> impl IntoView {
    let called = move |id: usize| {
        let found = offers.with(|offers| offers.iter().find(|(other, _)| *other == id).cloned());
        found.map(|(_, name)| name).unwrap_or_default()
    };
    let take = {
        let change = change.clone();
        move |id: usize| {
            change(ids.with_untracked(|ids| ids.iter().copied().filter(|other| *other != id).collect()));
            focus_soon(format!("#editor select[name='{name}']"));
        }
    };
    let chip = move |id: usize| {
        let take = take.clone();
        let words = untrack(|| called(id));
        let label = format!("Take {words} out");
        view! {
            <button type="button" class="chip" aria-label=label on:click=move |_| take(id)>
                {words} <span aria-hidden="true">" ×"</span>
            </button>
        }
    };
    let add = move |event: ev::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        if let Ok(id) = select.value().parse() {
            select.set_value(NOBODY);
            change(ids.with_untracked(|ids| ids.iter().copied().chain([id]).collect()));
        }
    };
    let others = move || {
        let ids = ids.get();
        let others = offers.get().into_iter().filter(|(id, _)| !ids.contains(id));
        others.map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()
    };
    view! {
        <div class="several" role="group" aria-label=label>
            <span class="label">{label}</span>
            <For each=move || ids.get() key=|id| *id children=chip/>
            <select name=name aria-label=format!("{label}: add") autocomplete="off" on:change=add>
                <option value=NOBODY>"Add…"</option>
                {others}
            </select>
        </div>
    }
}

/// Names for a choice, after the words for none of them.
pub fn or_nobody(words: &str, names: Vec<(usize, String)>) -> Vec<Offer> {
    let names = names.into_iter().map(|(id, name)| (id.to_string(), name));
    std::iter::once((NOBODY.to_string(), words.to_string())).chain(names).collect()
}

/// The value of an entity in a choice.
pub fn value_of(id: Option<usize>) -> String {
    id.map_or_else(|| NOBODY.to_string(), |id| id.to_string())
}
