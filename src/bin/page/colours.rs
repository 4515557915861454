//! Light or dark colours.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Shows the page "light" or "dark", or with nothing as the system does, and keeps that. Set by `boot.js`.
    #[wasm_bindgen(js_name = datelineScheme)]
    fn show(scheme: &str);

    /// What was chosen.
    #[wasm_bindgen(js_name = datelineChosenScheme)]
    fn chosen() -> String;
}

/// The choice of colours.
#[component]
pub fn Colours() -> impl IntoView {
    let now = chosen();
    let option = |value: &'static str, name: &'static str| {
        view! { <option value=value selected={now == value}>{name}</option> }
    };
    view! {
        <select
            id="colours"
            aria-label="Colours"
            autocomplete="off"
            on:change=|event: ev::Event| show(&event_target_value(&event))
        >
            {option("", "System colours")}
            {option("light", "Light")}
            {option("dark", "Dark")}
        </select>
    }
}
