//! A button that copies words, and says so for a moment.

use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::browser;

/// How long the button says that the words are copied, in milliseconds.
const SAID: u32 = 2000;

/// Copies what `words` gives, if that is anything. A click on it is none on the card.
#[component]
pub fn CopyButton<W>(
    /// The page.
    app: App,
    /// What stands on the button.
    name: &'static str,
    /// What it copies, in words.
    title: &'static str,
    /// The words.
    words: W,
    /// What is said of them, where they are too long to be said.
    #[prop(optional)]
    said: Option<&'static str>,
) -> impl IntoView
where
    W: Fn() -> Option<String> + 'static,
{
    let done = RwSignal::new(false);
    // A timeout that is dropped does not come: the button may be pressed again, or be gone by then.
    let wait = StoredValue::new_local(None::<Timeout>);
    let copy = move |event: ev::MouseEvent| {
        event.stop_propagation();
        let Some(words) = untrack(&words) else { return };
        spawn_local(async move {
            let copied = browser::copy(&words).await;
            let told = said.unwrap_or(&words);
            if !copied {
                return app.session.say(format!("This browser does not let the page copy: {told}"));
            }
            app.session.say(format!("Copied: {told}"));
            if done.try_set(true).is_none() {
                let over = Timeout::new(SAID, move || {
                    done.try_set(false);
                });
                wait.try_set_value(Some(over));
            }
        });
    };
    view! {
        <button type="button" class="cite" title=title on:click=copy>
            {move || if done.get() { "Copied ✓" } else { name }}
        </button>
    }
}
