//! Heeding what is said of events.

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::apply::{Desk, Done};
use super::{EventFix, Named};
use crate::reading::{Argument, Event, EventType, Layer, Mention, Role, Span, Status, Telling};
use crate::review::plover::modes;
use crate::review::wording;

impl Desk<'_> {
    /// The event whose trigger is `span` and that was read as `kind`.
    pub(super) fn event_at(&self, span: Span, kind: EventType) -> Option<usize> {
        let there = self.review.reading.events.iter().filter(|event| event.trigger == span);
        there.map(|event| event.id).find(|id| self.review.kind_as_read(*id) == Some(kind))
    }

    fn event_mut(&mut self, id: usize) -> Option<&mut Event> {
        self.review.reading.events.iter_mut().find(|event| event.id == id)
    }

    pub(super) fn drop_event(&mut self, span: Span, kind: EventType) -> Option<Done> {
        let id = self.event_at(span, kind)?;
        self.review.reading.events.retain(|event| event.id != id);
        Some(Done::plain("dismiss", "event", id, span))
    }

    pub(super) fn add_event(&mut self, span: Span, kind: EventType) -> Option<Done> {
        if self.event_at(span, kind).is_some() {
            return None;
        }
        let id = self.review.reading.events.iter().map(|event| event.id + 1).max().unwrap_or_default();
        let holds = |content: Span| content.start <= span.start && span.end <= content.end;
        let quote = self.review.reading.quotes.iter().filter(|quote| holds(quote.content));
        let quote = quote.min_by_key(|quote| quote.content.end - quote.content.start);
        let (according_to, quote) = (quote.and_then(|quote| quote.speaker), quote.map(|quote| quote.id));
        let (sentence, status) = (self.sentence_around(span), Status::Happened);
        let event = Event {
            id,
            kind,
            mode: None,
            cameo: None,
            trigger: span,
            also: Vec::new(),
            sentence,
            told: vec![Telling { trigger: span, sentence, status, according_to, quote }],
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            date: None,
            status,
            according_to,
            quote,
            disputed_by: Vec::new(),
            quantities: Vec::new(),
            arguments: Vec::new(),
            confidence: 1.0,
            salience: 0.0,
        };
        self.review.reading.events.push(event);
        self.review.reading.events.sort_by_key(|event| event.trigger.start);
        let words = wording::type_words(kind).to_string();
        Some(Done { to: json!(kind), words, ..Done::plain("add", "event", id, span) })
    }

    /// The sentence of other events that `span` stands in, or else what looks like one.
    fn sentence_around(&self, span: Span) -> Span {
        let holds = |sentence: &Span| sentence.start <= span.start && span.end <= sentence.end;
        let known = self.review.reading.events.iter().map(|event| event.sentence).find(holds);
        known.unwrap_or_else(|| {
            let bytes = self.offsets.bytes(self.text, span);
            let start = self.text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.text[bytes.end..].find('\n').map_or(self.text.len(), |at| bytes.end + at);
            let mut sentences = self.text[start..end].split_sentence_bound_indices();
            let found = sentences.find(|(at, sentence)| bytes.start < start + at + sentence.len());
            let (at, sentence) = found.map_or((start, &self.text[start..end]), |(at, it)| (start + at, it));
            self.offsets.span(self.text, at, (at + sentence.trim_end().len()).max(bytes.end))
        })
    }

    pub(super) fn event_is(&mut self, span: Span, kind: EventType, fix: &EventFix) -> Option<Done> {
        let id = self.event_at(span, kind)?;
        let (action, from, to, words) = match fix {
            EventFix::Type(to) => self.set_type(id, kind, *to),
            EventFix::Mode(mode) => self.set_mode(id, mode.as_deref()),
            EventFix::Actors(named) => self.set_parties(id, Role::Actor, named),
            EventFix::Recipients(named) => self.set_parties(id, Role::Recipient, named),
            EventFix::Place(named) => self.set_where(id, named.as_ref()),
            EventFix::Date(date) => self.set_date(id, date.as_ref()),
            EventFix::Status(status) => self.set_status(id, *status),
            EventFix::Source(named) => self.set_source(id, named.as_ref()),
        }?;
        (from != to).then(|| Done { from, to, words, ..Done::plain(action, "event", id, span) })
    }

    fn set_type(&mut self, id: usize, as_read: EventType, to: EventType) -> Option<Set> {
        let event = self.event_mut(id)?;
        let from = std::mem::replace(&mut event.kind, to);
        if from != to {
            // They are of the type that it was.
            (event.mode, event.cameo) = (None, None);
            self.review.kinds.retain(|(other, _)| *other != id);
            self.review.kinds.push((id, as_read));
        }
        Some(("type", json!(from), json!(to), wording::type_words(to).to_string()))
    }

    /// A mode of another type is none.
    fn set_mode(&mut self, id: usize, to: Option<&str>) -> Option<Set> {
        let event = self.event_mut(id)?;
        if to.is_some_and(|to| !modes(event.kind).any(|mode| mode == to)) {
            return None;
        }
        let from = std::mem::replace(&mut event.mode, to.map(str::to_string));
        if from.as_deref() != to {
            // It was of the mode that it was.
            event.cameo = None;
        }
        let words = wording::mode(to);
        Some(("mode", json!(from), json!(to), words))
    }

    fn set_parties(&mut self, id: usize, role: Role, named: &[Named]) -> Option<Set> {
        let ids: Vec<usize> = named.iter().filter_map(|named| self.find(named)).collect();
        // One of them is no longer read: what the user said would be said wrongly.
        if ids.len() < named.len() {
            return None;
        }
        self.argue(id, role, &ids);
        let names: Vec<String> = ids.iter().map(|id| self.name(Some(*id))).collect();
        let event = self.event_mut(id)?;
        let (action, parties) = match role {
            Role::Actor => ("actors", &mut event.actors),
            _ => ("recipients", &mut event.recipients),
        };
        let from = std::mem::replace(parties, ids.clone());
        let words = if names.is_empty() { "nobody".to_string() } else { names.join(", ") };
        Some((action, json!(from), json!(ids), words))
    }

    fn set_where(&mut self, id: usize, named: Option<&Named>) -> Option<Set> {
        let to = match named {
            Some(named) => Some(self.find(named)?),
            None => None,
        };
        self.argue(id, Role::Place, to.as_slice());
        let words = to.map_or("nowhere named".to_string(), |to| self.name(Some(to)));
        let from = std::mem::replace(&mut self.event_mut(id)?.place, to);
        Some(("place", json!(from), json!(to), words))
    }

    /// Has the words of a role be those of `ids`: of whoever is new the nearest in the sentence.
    fn argue(&mut self, id: usize, role: Role, ids: &[usize]) {
        let Some(event) = self.review.reading.events.iter().find(|event| event.id == id) else { return };
        let layer = if role == Role::Place { Layer::Place } else { Layer::Actor };
        let (sentence, trigger) = (event.sentence, event.trigger);
        let mut arguments = event.arguments.clone();
        arguments.retain(|it| it.role != role || it.entity.is_some_and(|entity| ids.contains(&entity)));
        for id in ids {
            if arguments.iter().any(|argument| argument.role == role && argument.entity == Some(*id)) {
                continue;
            }
            let entity = self.review.reading.entities.iter().find(|entity| entity.id == *id);
            let is_there = |mention: &&Mention| {
                sentence.start <= mention.start && mention.end <= sentence.end && mention.layer == layer
            };
            let there = entity.into_iter().flat_map(|entity| &entity.mentions).filter(is_there);
            if let Some(mention) = there.min_by_key(|mention| mention.start.abs_diff(trigger.start)) {
                let Mention { start, end, .. } = *mention;
                arguments.push(Argument { role, start, end, entity: Some(*id) });
            }
        }
        if let Some(event) = self.event_mut(id) {
            event.arguments = arguments;
        }
    }

    fn set_date(&mut self, id: usize, date: Option<&String>) -> Option<Set> {
        let event = self.event_mut(id)?;
        let from = std::mem::replace(&mut event.date, date.cloned());
        if from.as_ref() != date {
            // The words that were read as its time mean another.
            event.arguments.retain(|argument| argument.role != Role::Time);
        }
        let words = date.map_or("no date".to_string(), |date| wording::date(date));
        Some(("date", json!(from), json!(date), words))
    }

    fn set_status(&mut self, id: usize, to: Status) -> Option<Set> {
        let event = self.event_mut(id)?;
        let from = std::mem::replace(&mut event.status, to);
        if from != to {
            event.arguments.retain(|argument| argument.role != Role::Status);
            let trigger = event.trigger;
            event.told.iter_mut().filter(|it| it.trigger == trigger).for_each(|it| it.status = to);
        }
        Some(("status", json!(from), json!(to), wording::status(to).to_string()))
    }

    /// What the article says itself stands in no quote.
    fn set_source(&mut self, id: usize, named: Option<&Named>) -> Option<Set> {
        let to = match named {
            Some(named) => Some(self.find(named)?),
            None => None,
        };
        let words = to.map_or("the article’s own words".to_string(), |to| self.name(Some(to)));
        let event = self.event_mut(id)?;
        let (trigger, was_quoted) = (event.trigger, event.quote.is_some());
        let from = std::mem::replace(&mut event.according_to, to);
        event.quote.take_if(|_| to.is_none());
        for telling in event.told.iter_mut().filter(|telling| telling.trigger == trigger) {
            telling.according_to = to;
            telling.quote.take_if(|_| to.is_none());
        }
        // A source without a name is none, and yet another than the article.
        let from = if from.is_none() && was_quoted { json!("unnamed") } else { json!(from) };
        Some(("source", from, json!(to), words))
    }
}

/// What is otherwise, what it was, what it is, and what it is in words.
type Set = (&'static str, Value, Value, String);
