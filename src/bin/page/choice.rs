//! A choice among many names.

use leptos::ev;
use leptos::prelude::*;

/// What can be chosen: a value, and how it is called.
pub type Offer = (String, String);

/// The choice of one of many. It lists them all only once somebody turns to it, and no longer when they change after
/// that person has left: at every card they would be thousands of elements, all made anew for each new name.
#[component]
pub fn Choice<Offers, Change>(
    /// Its class.
    class: &'static str,
    /// What is chosen.
    label: String,
    /// What choosing does.
    title: &'static str,
    /// The value that is chosen at the moment.
    current: Memo<String>,
    /// What can be chosen; all of it, or at least what is chosen at the moment.
    offers: Offers,
    /// What follows a choice.
    change: Change,
) -> impl IntoView
where
    Offers: Fn(bool) -> Vec<Offer> + Send + 'static,
    Change: Fn(String) + 'static,
{
    let (focused, pointed) = (RwSignal::new(false), RwSignal::new(false));
    // Untracked, because the list must not shrink while the pointer only goes over to the names that have opened.
    let leave = |turned_to: RwSignal<bool>| *turned_to.write_untracked() = false;
    let options = move || {
        let current = current.get();
        let (focused, pointed) = (focused.get(), pointed.get());
        let offers = offers(focused || pointed).into_iter();
        offers
            .map(|(value, name)| {
                let selected = value == current;
                view! { <option value=value selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <select
            class=class
            aria-label=label
            title=title
            on:focus=move |_| focused.set(true)
            on:blur=move |_| leave(focused)
            on:pointerenter=move |_| pointed.set(true)
            on:pointerleave=move |_| leave(pointed)
            on:change=move |event: ev::Event| change(event_target_value(&event))
        >
            {options}
        </select>
    }
}
