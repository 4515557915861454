//! Heeding what is said of quotes.

use serde_json::{Value, json};

use super::apply::{Desk, Done};
use super::{Named, QuoteFix};
use crate::reading::{Quantity, Quote, QuoteForm, QuoteKind, Span, Telling};
use crate::review::anchor::Anchor;
use crate::review::wording;

impl Desk<'_> {
    /// The quote whose content was read as `span`.
    pub(super) fn quote_at(&self, span: Span) -> Option<usize> {
        let mut ids = self.review.reading.quotes.iter().map(|quote| quote.id);
        ids.find(|id| self.review.content_as_read(*id) == Some(span))
    }

    fn quote_mut(&mut self, id: usize) -> Option<&mut Quote> {
        self.review.reading.quotes.iter_mut().find(|quote| quote.id == id)
    }

    pub(super) fn drop_quote(&mut self, span: Span) -> Option<Done> {
        let id = self.quote_at(span)?;
        self.review.reading.quotes.retain(|quote| quote.id != id);
        for quote in &mut self.review.reading.quotes {
            quote.within.take_if(|within| *within == id);
        }
        for event in &mut self.review.reading.events {
            let told = event.told.iter_mut().map(|telling| &mut telling.quote);
            for quote in told.chain([&mut event.quote]).filter(|quote| **quote == Some(id)) {
                *quote = None;
            }
        }
        Some(Done::plain("dismiss", "quote", id, span))
    }

    pub(super) fn add_quote(&mut self, span: Span) -> Option<Done> {
        if self.quote_at(span).is_some() {
            return None;
        }
        let id = self.review.reading.quotes.iter().map(|quote| quote.id + 1).max().unwrap_or_default();
        let quote = Quote {
            id,
            content: span,
            form: self.form_of(span),
            kind: QuoteKind::Said,
            cue: None,
            source: None,
            denied: false,
            speaker: None,
            on_behalf_of: None,
            within: None,
            confidence: 1.0,
            speaker_confidence: 1.0,
        };
        self.review.reading.quotes.push(quote);
        self.review.reading.quotes.sort_by_key(|quote| (quote.content.start, quote.content.end));
        Some(Done::plain("add", "quote", id, span))
    }

    /// In quotation marks, with some in it, or without any.
    fn form_of(&self, span: Span) -> QuoteForm {
        let is_mark = |mark: char| matches!(mark, '“' | '”' | '"' | '„' | '«' | '»' | '‘');
        let words = |start, end| self.offsets.words(self.text, Span { start, end });
        let (before, after) =
            (words(span.start.saturating_sub(1), span.start), words(span.end, span.end + 2));
        if before.contains(is_mark) && after.contains(is_mark) {
            QuoteForm::Direct
        } else if words(span.start, span.end).contains(is_mark) {
            QuoteForm::Mixed
        } else {
            QuoteForm::Indirect
        }
    }

    pub(super) fn quote_is(&mut self, span: Span, fix: &QuoteFix) -> Option<Done> {
        let id = self.quote_at(span)?;
        let (text, offsets) = (self.text, self.offsets);
        match fix {
            QuoteFix::Content(content) => {
                let content = content.find(text, offsets)?;
                let quote = self.quote_mut(id)?;
                let from = std::mem::replace(&mut quote.content, content);
                if from == content {
                    return None;
                }
                self.review.contents.retain(|(other, _)| *other != id);
                self.review.contents.push((id, span));
                let words = offsets.words(text, content).to_string();
                Some(Done {
                    from: json!(from),
                    to: json!(content),
                    words,
                    ..Done::plain("content", "quote", id, span)
                })
            }
            QuoteFix::Form(form) => {
                let quote = self.quote_mut(id)?;
                let from = std::mem::replace(&mut quote.form, *form);
                let words = wording::form(*form).to_string();
                let done = Done::plain("form", "quote", id, span);
                (from != *form).then(|| Done { from: json!(from), to: json!(form), words, ..done })
            }
            QuoteFix::Cue(words) => self.set_words("cue", id, span, words.as_ref(), |quote| &mut quote.cue),
            QuoteFix::Source(words) => {
                self.set_words("naming", id, span, words.as_ref(), |quote| &mut quote.source)
            }
        }
    }

    /// Other words beside a quote are its cue, or name whoever says it, or none are.
    fn set_words(
        &mut self,
        action: &'static str,
        id: usize,
        span: Span,
        words: Option<&Anchor>,
        of: fn(&mut Quote) -> &mut Option<Span>,
    ) -> Option<Done> {
        let to = match words {
            Some(words) => Some(words.find(self.text, self.offsets)?),
            None => None,
        };
        let from = std::mem::replace(of(self.quote_mut(id)?), to);
        let words = to.map_or("no words", |to| self.offsets.words(self.text, to)).to_string();
        let done = Done::plain(action, "quote", id, span);
        (from != to).then(|| Done { from: json!(from), to: json!(to), words, ..done })
    }

    /// Events told in the quote by its old speaker are told by the new one, and nothing is unsure any more.
    pub(super) fn set_speaker(&mut self, span: Span, speaker: Option<&Named>) -> Option<Done> {
        let id = self.quote_at(span)?;
        let to = match speaker {
            Some(named) => Some(self.find(named)?),
            None => None,
        };
        let quote = self.quote_mut(id)?;
        let from = quote.speaker;
        quote.speaker_confidence = 1.0;
        if from == to {
            return None;
        }
        quote.speaker = to;
        let content = quote.content;
        self.tell_by(id, content, from, to);
        let id_of = |id: Option<usize>| id.map_or(Value::Null, |id| json!(id));
        let words = self.name(to);
        Some(Done { from: id_of(from), to: id_of(to), words, ..Done::plain("speaker", "quote", id, span) })
    }

    /// What is told and counted in a quote on the word of `from` is so on the word of `to`.
    pub(super) fn tell_by(&mut self, quote: usize, content: Span, from: Option<usize>, to: Option<usize>) {
        for event in &mut self.review.reading.events {
            if event.quote == Some(quote) && event.according_to == from {
                event.according_to = to;
            }
            let here = |telling: &&mut Telling| telling.quote == Some(quote) && telling.according_to == from;
            event.told.iter_mut().filter(here).for_each(|telling| telling.according_to = to);
            let counted = |it: &&mut Quantity| {
                content.start <= it.start && it.end <= content.end && it.according_to == from
            };
            event.quantities.iter_mut().filter(counted).for_each(|quantity| quantity.according_to = to);
        }
    }
}
