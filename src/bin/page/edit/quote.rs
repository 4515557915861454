//! The fields of a quote.

use dateline::reading::{Layer, Quote, QuoteForm, Span};
use dateline::review::corrections::QuoteFix;
use dateline::review::fields::near;
use dateline::review::marks;
use dateline::review::wording;
use leptos::prelude::*;

use super::fields::{InText, Pick, field, or_nobody, value_of};
use super::propose;
use crate::app::App;

/// Who said it, and how.
#[component]
pub fn QuoteFields(app: App, id: usize) -> impl IntoView {
    let quote = Memo::new(move |_| {
        app.look(|source| source.reading.quotes.iter().find(|quote| quote.id == id).cloned())
    });
    let words = move |of: fn(&Quote) -> Option<Span>| {
        Memo::new(move |_| {
            let span = quote.with(|quote| quote.as_ref().and_then(of));
            app.look(|source| span.map(|span| source.words(span)).unwrap_or_default())
        })
    };
    let none = move |fix: QuoteFix| move || propose(app, |proposal| proposal.quote_is(id, fix.clone()));
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
        <InText label="Named as" name="naming" words=words(|quote| quote.source) take_out=none(QuoteFix::Source(None))/>
        <InText label="Reported with" name="cue" words=words(|quote| quote.cue) take_out=none(QuoteFix::Cue(None))/>
        <p class="hint">"For other words, select the right ones in the text and press “Words of the quote”, “Named as” or “Reported with”."</p>
        <Pick label="Speaker" name="speaker" current=field(quote, |quote| value_of(quote.speaker)) offers=names change=set_speaker/>
        <Pick label="Form" name="form" current=field(quote, |quote| wording::form(quote.form).to_string()) offers=offered change=set_form/>
    }
}
