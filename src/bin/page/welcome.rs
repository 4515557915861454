//! What an empty page says, and what will come of a text, by an example.

use leptos::prelude::*;

use crate::app::App;
use crate::toolbar::SAMPLE;

/// Three lines on what to do, with sentences of the sample as they will be marked and the cards that they make.
#[component]
pub fn Welcome(app: App) -> impl IntoView {
    let quote = "We came with a draft and we leave with nothing";
    view! {
        <div id="welcome">
            <ol class="steps">
                <li>"Paste a news article, drop a file, or "
                    <button id="try" type="button" on:click=move |_| app.replace(SAMPLE.trim_end())>"try the sample"</button> "."
                </li>
                <li>"Point at a marked word or click it: its card opens here, and each card leads back to the text."</li>
                <li>"Check what you use. It errs, and says where it is unsure; nothing that you paste leaves this page."</li>
            </ol>
            <figure>
                <figcaption>"From the sample"</figcaption>
                <p class="example">
                    "“" <mark class="quote">{quote}</mark> ",” Estonian Transport Minister "
                    <mark class="actor">"Kadri Oras"</mark> " said. … Its captain was "
                    <mark class="event">"arrested"</mark> " in " <mark class="place">"Kotka"</mark> " … "
                    <mark class="actor">"Police"</mark> " " <mark class="event">"detained"</mark> " three people."
                </p>
                <div class="card">
                    <p class="attribution">
                        <span class="speaker">"Kadri Oras"</span> <span class="told">"said"</span> <span class="form">"direct"</span>
                    </p>
                    <p class="content">"“" {quote} "”"</p>
                </div>
                <div class="card" data-quad="material-conflict">
                    <p class="content"><span class="who">"Police"</span> " " <span class="trigger">"detained"</span> " three people"</p>
                    <p class="circumstances"><span class="type">"coercion (arrest)"</span> <span>"the article’s own words"</span></p>
                </div>
            </figure>
        </div>
    }
}
