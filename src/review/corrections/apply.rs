//! Heeding corrections, each in its turn.

use serde_json::{Value, json};

use super::{Change, Correction, Mark, Named, On, Remark, Review};
use crate::reading::{Reading, Span};
use crate::review::lookup::Part;
use crate::review::offsets::Offsets;

/// Heeds the corrections that still stand in the reading of `text`. The ids of what is left stay as they are; what is
/// added has ids of its own.
pub fn review(text: &str, offsets: &Offsets, reading: &Reading, corrections: &[Correction]) -> Review {
    let review = Review {
        reading: reading.clone(),
        changes: Vec::new(),
        remarks: Vec::new(),
        contents: Vec::new(),
        kinds: Vec::new(),
    };
    let mut desk = Desk { text, offsets, review };
    let mut in_turn: Vec<&Correction> = corrections.iter().collect();
    in_turn.sort_by_key(|correction| correction.turn());
    for correction in in_turn {
        if let Some(done) = desk.heed(correction) {
            desk.note(correction, done);
        }
    }
    desk.review.changes.sort_by_key(|change| (change.start, change.end));
    desk.review
}

/// A reading that is being corrected.
pub(super) struct Desk<'r> {
    pub(super) text: &'r str,
    pub(super) offsets: &'r Offsets,
    pub(super) review: Review,
}

/// What a correction has done.
pub(super) struct Done {
    pub(super) action: &'static str,
    pub(super) of: &'static str,
    pub(super) id: Option<usize>,
    pub(super) span: Span,
    pub(super) from: Value,
    pub(super) to: Value,
    /// What the user says, in words.
    pub(super) words: String,
}

impl Done {
    /// Something was left out or added.
    pub(super) fn plain(action: &'static str, of: &'static str, id: usize, span: Span) -> Self {
        let (from, to) = (Value::Null, Value::Null);
        Done { action, of, id: Some(id), span, from, to, words: String::new() }
    }
}

impl Desk<'_> {
    /// None where it changes nothing.
    fn heed(&mut self, correction: &Correction) -> Option<Done> {
        let span = match correction.anchor() {
            Some(anchor) => anchor.find(self.text, self.offsets)?,
            None => Span { start: 0, end: 0 },
        };
        match correction {
            Correction::Event { kind, .. } => self.drop_event(span, *kind),
            Correction::Quote { .. } => self.drop_quote(span),
            Correction::Mention { layer, .. } => self.drop_mention(span, *layer),
            Correction::Speaker { speaker, .. } => self.set_speaker(span, speaker.as_ref()),
            Correction::Place { to, .. } => self.set_place(span, to),
            Correction::Mentions { layer, of, .. } => self.mention(span, *layer, of.as_ref()),
            Correction::Quotes { .. } => self.add_quote(span),
            Correction::Tells { kind, .. } => self.add_event(span, *kind),
            Correction::EntityIs { entity, fix } => self.entity_is(span, entity, fix),
            Correction::QuoteIs { fix, .. } => self.quote_is(span, fix),
            Correction::EventIs { kind, fix, .. } => self.event_is(span, *kind, fix),
            Correction::Lines { article, .. } => Some(Done {
                id: None,
                to: json!(if *article { "article" } else { "furniture" }),
                words: if *article { "part of the article" } else { "not part of the article" }.to_string(),
                ..Done::plain("line", "line", 0, span)
            }),
            Correction::Note { on, text } => self.set_note(on, span, text),
            Correction::Mark { on, mark } => self.set_mark(on, span, *mark),
        }
    }

    /// Of two changes of the same thing the later is listed.
    fn note(&mut self, correction: &Correction, done: Done) {
        let Done { action, of, id, span, from, to, words } = done;
        let is_of_same = |change: &Change| {
            change.action == action && (change.start, change.end) == (span.start, span.end) && change.id == id
        };
        // What is left out has not been changed.
        let is_undone = |change: &Change| {
            let is_left_out = correction.is_dismissal() && change.id == id && of != "mention";
            change.of == of && (is_of_same(change) || is_left_out)
        };
        let earlier = self.review.changes.iter().find(|change| change.of == of && is_of_same(change));
        let from = earlier.map_or(from, |earlier| earlier.from.clone());
        self.review.changes.retain(|change| !is_undone(change));
        self.review.changes.push(Change {
            action,
            of,
            id,
            start: span.start,
            end: span.end,
            text: self.offsets.words(self.text, span).to_string(),
            from,
            to,
            correction: correction.clone(),
            words,
        });
    }

    pub(super) fn find(&self, named: &Named) -> Option<usize> {
        named.find(self.text, self.offsets, &self.review.reading)
    }

    pub(super) fn name(&self, id: Option<usize>) -> String {
        let entity = id.and_then(|id| self.review.reading.entities.iter().find(|entity| entity.id == id));
        entity.map(|entity| entity.name.clone()).unwrap_or_else(|| "nobody named".to_string())
    }

    fn set_note(&mut self, on: &On, span: Span, text: &str) -> Option<Done> {
        let (part, of, id) = self.part(on, span)?;
        self.remark(part).note = text.to_string();
        let done = Done::plain("note", of, id, span);
        (!text.is_empty()).then(|| Done { to: json!(text), words: text.to_string(), ..done })
    }

    fn set_mark(&mut self, on: &On, span: Span, mark: Option<Mark>) -> Option<Done> {
        let (part, of, id) = self.part(on, span)?;
        self.remark(part).mark = mark;
        let name = mark?.name();
        Some(Done { to: json!(name), words: name.to_string(), ..Done::plain("mark", of, id, span) })
    }

    fn part(&self, on: &On, span: Span) -> Option<(Part, &'static str, usize)> {
        match on {
            On::Event { kind, .. } => self.event_at(span, *kind).map(|id| (Part::Event(id), "event", id)),
            On::Quote { .. } => self.quote_at(span).map(|id| (Part::Quote(id), "quote", id)),
            On::Entity(named) => self.find(named).map(|id| (Part::Entity(id), "entity", id)),
        }
    }

    fn remark(&mut self, part: Part) -> &mut Remark {
        let remarks = &mut self.review.remarks;
        let at = remarks.iter().position(|(other, _)| *other == part).unwrap_or_else(|| {
            remarks.push((part, Remark::default()));
            remarks.len() - 1
        });
        &mut remarks[at].1
    }
}
