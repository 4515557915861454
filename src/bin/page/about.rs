//! What the page says of itself: what it is made of, and under which licences. All of it stands in the page, so that it is
//! there without a network, too.

use dateline::review::figures::{FIGURES, Figures};
use dateline::review::markdown::{Block, Inline, blocks};
use dateline::review::stamp::{VERSION, WEIGHTS};
use leptos::ev;
use leptos::prelude::*;

use crate::hand_over::Bookmark;

/// How the encoder was made, how well it reads, and what it must not be trusted with.
const MODEL_CARD: &str = include_str!("../../../training/MODEL_CARD.md");

/// What others have made: what it is here, its name and address, and its licence with its address.
const CREDITS: [Credit; 3] = [
    Credit {
        what: "The places and where they are, chosen and packed for this page:",
        name: "GeoNames",
        address: "https://www.geonames.org/",
        licence: "CC BY 4.0",
        terms: "https://creativecommons.org/licenses/by/4.0/",
    },
    Credit {
        what: "The outlines on the map:",
        name: "Natural Earth",
        address: "https://www.naturalearthdata.com/",
        licence: "public domain",
        terms: "https://www.naturalearthdata.com/about/terms-of-use/",
    },
    Credit {
        what: "The types of events and the codes of actors:",
        name: "PLOVER, Open Event Data Alliance",
        address: "https://github.com/openeventdata/PLOVER",
        licence: "CC BY-SA 4.0",
        terms: "https://creativecommons.org/licenses/by-sa/4.0/",
    },
];

#[derive(Clone, Copy)]
struct Credit {
    what: &'static str,
    name: &'static str,
    address: &'static str,
    licence: &'static str,
    terms: &'static str,
}

/// The button that opens what there is to say, and what it opens.
#[component]
pub fn AboutDateline() -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    // Made when it is first opened: the page has more urgent things to do when it starts.
    let opened = RwSignal::new(false);
    let open = move |_| {
        opened.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // It only fails where the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <button id="open-about" type="button" aria-haspopup="dialog" on:click=open>"How it reads"</button>
        <dialog
            id="about"
            node_ref=dialog
            aria-labelledby="about-title"
            // Escape closes the dialog, and nothing else of the page.
            on:keydown=|event: ev::KeyboardEvent| event.stop_propagation()
        >
            <button id="close-about" type="button" on:click=close>"Close"</button>
            <h2 id="about-title">"Dateline"</h2>
            <Show when=move || opened.get()>
                <Told/>
            </Show>
        </dialog>
    }
}

#[component]
fn Told() -> impl IntoView {
    view! {
        <p>
            {format!("Dateline {VERSION} reads a news article in this page: who does what to whom, where and when, and who says so. ")}
            "It makes mistakes; what it finds leads to the words that it found it in, so that you can see for yourself."
        </p>
        <Reads/>
        <Bookmark/>
        <p>"The program is licensed under MIT or Apache-2.0, as you like. It stands on the work of others:"</p>
        <ul class="credits">{CREDITS.map(credit).collect_view()}</ul>
        <p>
            "Words and names were learned from UD English EWT (CC BY-SA 4.0), GUM, WikiGold, WNUT17 and the Broad Twitter \
             Corpus (CC BY 4.0), and CrossNER (MIT); the model card says more of them."
        </p>
        <details id="model-card">
            <summary>"The model card: how the reader was made, and where it fails"</summary>
            <p>"Its weights have the SHA-256 checksum " <code>{WEIGHTS}</code> "."</p>
            {blocks(MODEL_CARD).into_iter().map(block).collect_view()}
        </details>
    }
}

/// How it reads, and how often it errs.
#[component]
fn Reads() -> impl IntoView {
    let row = |figures: &Figures| {
        view! {
            <tr>
                <th scope="row">{figures.what}</th>
                <td>{figures.right}</td>
                <td>{figures.found}</td>
            </tr>
        }
    };
    view! {
        <h3 id="errs">"How it reads and how often it errs"</h3>
        <p>
            "A small network, in the page itself, marks the names, the quotes and the words that tell of events, and ties              them together. It knows nothing of the world but names and places, and does not tell what is true."
        </p>
        <p>"Measured on articles that it did not learn from, of a hundred each:"</p>
        <table>
            <thead><tr><th scope="col">"What"</th><th scope="col">"of those marked, right"</th><th scope="col">"of those there, found"</th></tr></thead>
            <tbody>{FIGURES.iter().map(row).collect_view()}</tbody>
        </table>
        <p>"Where it is likely to be wrong, it says “unsure”, or folds the card away under “Less sure”."</p>
    }
}

fn credit(credit: Credit) -> impl IntoView {
    let link = |address: &'static str, words: &'static str| {
        view! { <a href=address target="_blank" rel="noreferrer">{words}</a> }
    };
    view! {
        <li>
            {credit.what} " " {link(credit.address, credit.name)} ", " {link(credit.terms, credit.licence)} "."
        </li>
    }
}

/// A part of the model card, below the headings of the dialog.
fn block(block: Block) -> AnyView {
    match block {
        Block::Heading(1, words) => view! { <h3>{inlines(words)}</h3> }.into_any(),
        Block::Heading(_, words) => view! { <h4>{inlines(words)}</h4> }.into_any(),
        Block::Paragraph(words) => view! { <p>{inlines(words)}</p> }.into_any(),
        Block::Code(lines) => view! { <pre>{lines}</pre> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{inlines(item)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Block::Table(rows) => {
            let mut rows = rows.into_iter();
            let head = rows.next().unwrap_or_default().into_iter();
            let head = head.map(|cell| view! { <th scope="col">{inlines(cell)}</th> });
            let row = |row: Vec<Vec<Inline>>| {
                let cells = row.into_iter().map(|cell| view! { <td>{inlines(cell)}</td> });
                view! { <tr>{cells.collect_view()}</tr> }
            };
            view! {
                <table>
                    <thead><tr>{head.collect_view()}</tr></thead>
                    <tbody>{rows.map(row).collect_view()}</tbody>
                </table>
            }
            .into_any()
        }
    }
}

fn inlines(parts: Vec<Inline>) -> impl IntoView {
    let part = |part| match part {
        Inline::Words(words) => words.into_any(),
        Inline::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Inline::Code(words) => view! { <code>{words}</code> }.into_any(),
    };
    parts.into_iter().map(part).collect_view()
}
