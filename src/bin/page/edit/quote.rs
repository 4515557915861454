//! The fields of a quote.

use dateline::reading::{Layer, Quote, QuoteForm};
use dateline::review::corrections::QuoteFix;
use dateline::review::fields::near;
use dateline::review::marks;
use dateline::review::wording;
use leptos::prelude::*;

use super::fields::{Pick, or_nobody, value_of};
use super::propose;
use crate::app::App;

/// Who said it, and how.
#[component]
pub fn QuoteFields(app: App, id: usize) -> impl IntoView {
    let quote = Memo::new(move |_| {
        app.look(|source| source.reading.quotes.iter().find(|quote| quote.id == id).cloned())
    });
    let of = move |look: fn(&Quote) -> String| {
        Memo::new(move |_| quote.with(|quote| quote.as_ref().map(look).unwrap_or_default()))
    };
    let content = move || {
        app.look(|source| quote.with(|quote| quote.as_ref().map(|quote| marks::content(source, quote))))
            .unwrap_or_default()
    };
    let names = Memo::new(move |_| {
        let span = quote.with(|quote| quote.as_ref().map(|quote| quote.content));
        or_nobody(
            "nobody named",
            app.look(|source| span.map(|span| near(source, span, Layer::Actor)).unwrap_or_default()),
        )
    });
    let forms = [QuoteForm::Direct, QuoteForm::Indirect, QuoteForm::Mixed];
    let offered = Memo::new(move |_| {
        forms.map(|form| (wording::form(form).to_string(), wording::form(form).to_string())).to_vec()
    });
    let set_form = move |chosen: String| {
        if let Some(form) = forms.into_iter().find(|form| wording::form(*form) == chosen) {
            propose(app, |proposal| proposal.quote_is(id, QuoteFix::Form(form)));
        }
    };
    let set_speaker =
        move |chosen: String| propose(app, |proposal| proposal.change_speaker(id, chosen.parse().ok()));
    view! {
        <blockquote>{content}</blockquote>
        <p class="hint">"To change its words, select the right ones in the text and press “Words of the quote”."</p>
        <Pick label="Speaker" name="speaker" current=of(|quote| value_of(quote.speaker)) offers=names change=set_speaker/>
        <Pick label="Form" name="form" current=of(|quote| wording::form(quote.form).to_string()) offers=offered change=set_form/>
    }
}
