//! What the lists have in common.

use dateline::review::lookup::Part;
use leptos::prelude::*;

use crate::app::App;

/// Cards that a list shows at first; a book has thousands.
const FIRST: usize = 200;

/// A section with a heading that counts, and the cards that `children` makes.
#[component]
pub fn List<Card, Item>(
    /// The section's id.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// What it says when there are none.
    none: &'static str,
    /// The cards.
    cards: Memo<Vec<Card>>,
    /// A card's view.
    card: fn(App, Card) -> Item,
    /// The page.
    app: App,
) -> impl IntoView
where
    Card: Clone + Eq + std::hash::Hash + Send + Sync + 'static,
    Item: IntoView + 'static,
{
    let limit = RwSignal::new(FIRST);
    let shown = move || cards.with(|cards| cards.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let more = move || cards.with(Vec::len).saturating_sub(limit.get());
    view! {
        <section id=id aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title") tabindex="-1">{title} " " <span class="count">{move || cards.with(Vec::len)}</span></h2>
            <Show when=move || cards.with(Vec::is_empty)>
                <p class="none">{none}</p>
            </Show>
            <ol>
                <For each=shown key=Clone::clone children=move |item| card(app, item)/>
            </ol>
            <Show when=move || { more() > 0 }>
                <button type="button" on:click=move |_| limit.update(|limit| *limit += FIRST)>
                    {move || format!("Show more ({} left)", more())}
                </button>
            </Show>
        </section>
    }
}

/// Lights up `part` while a card is pointed at or has the focus.
pub fn light(app: App, part: Part) {
    app.lit.set(Some(part));
}

/// Puts out `part`, if it is still the one that is lit.
pub fn put_out(app: App, part: Part) {
    if app.lit.get_untracked() == Some(part) {
        app.lit.set(None);
    }
}
