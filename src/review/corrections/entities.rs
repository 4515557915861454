//! Heeding what is said of actors and places.

use serde_json::json;

use super::apply::{Desk, Done};
use super::{EntityFix, Named};
use crate::reading::{Argument, Candidate, Entity, EntityKind, Event, Form, Layer, Mention, Role, Span};
use crate::review::map::taken_for;
use crate::review::{wording, words};

impl Desk<'_> {
    fn entity_mut(&mut self, id: usize) -> Option<&mut Entity> {
        self.review.reading.entities.iter_mut().find(|entity| entity.id == id)
    }

    pub(super) fn drop_mention(&mut self, span: Span, layer: Layer) -> Option<Done> {
        let id = self.review.reading.entities.iter_mut().find_map(|entity| {
            let count = entity.mentions.len();
            let is_it = |mention: &Mention| (span_of(mention), mention.layer) == (span, layer);
            entity.mentions.retain(|mention| !is_it(mention));
            (entity.mentions.len() < count).then_some(entity.id)
        })?;
        let words = if layer == Layer::Actor { "actor" } else { "place" }.to_string();
        Some(Done { words, ..Done::plain("dismiss", "mention", id, span) })
    }

    /// Has `span` be a mention of `of`, or of somebody new. Whatever was read of these words goes over to them.
    pub(super) fn mention(&mut self, span: Span, layer: Layer, of: Option<&Named>) -> Option<Done> {
        let to = of.and_then(|named| self.find(named));
        let before = self.mention_at(span);
        if before.is_some_and(|(from, mention)| Some(from) == to && mention.layer == layer) {
            return None;
        }
        let is_only_one = |from| {
            let mut all = self.review.reading.entities.iter();
            all.any(|entity| entity.id == from && entity.mentions.len() == 1)
        };
        let from = before.map(|(from, _)| from);
        let to = match (to, before) {
            (Some(to), _) => to,
            // Somebody of whom nothing else is read is new already.
            (None, Some((from, _))) if is_only_one(from) => from,
            (None, _) => self.add_entity(span, layer, from),
        };
        let form = before.map_or_else(|| self.form_of_words(span), |(_, mention)| mention.form);
        for entity in &mut self.review.reading.entities {
            entity.mentions.retain(|mention| span_of(mention) != span);
        }
        let entity = self.entity_mut(to)?;
        // Its words are others now, and not both.
        entity.mentions.retain(|it| it.layer != layer || it.end <= span.start || span.end <= it.start);
        entity.mentions.push(Mention { start: span.start, end: span.end, layer, form });
        entity.mentions.sort_by_key(|mention| mention.start);
        if let Some(from) = from.filter(|from| *from != to) {
            self.move_over(span, from, to);
        }
        let words = self.name(Some(to));
        let action = if before.is_some() { "mention" } else { "add" };
        let done = Done::plain(action, "mention", to, span);
        Some(Done { from: json!(from), to: json!(to), words, ..done })
    }

    fn mention_at(&self, span: Span) -> Option<(usize, Mention)> {
        self.review.reading.entities.iter().find_map(|entity| {
            let found = entity.mentions.iter().find(|mention| span_of(mention) == span);
            found.map(|mention| (entity.id, *mention))
        })
    }

    /// Somebody new, of the kind of `like`.
    fn add_entity(&mut self, span: Span, layer: Layer, like: Option<usize>) -> usize {
        let entities = &self.review.reading.entities;
        let id = entities.iter().map(|entity| entity.id + 1).max().unwrap_or_default();
        let named = self.form_of_words(span) == Form::Name;
        let like = like.and_then(|like| entities.iter().find(|entity| entity.id == like));
        let kind = match (like.map(|like| like.kind), layer) {
            (_, Layer::Place) => EntityKind::Place,
            (Some(kind), _) if kind != EntityKind::Place => kind,
            _ if named => EntityKind::Person,
            _ => EntityKind::Group,
        };
        let name = self.offsets.words(self.text, span).to_string();
        let (place, plover, mentions, salience) = (None, None, Vec::new(), 0.0);
        self.review.reading.entities.push(Entity {
            id,
            name,
            kind,
            named,
            place,
            plover,
            mentions,
            salience,
        });
        id
    }

    fn form_of_words(&self, span: Span) -> Form {
        let words = self.offsets.words(self.text, span);
        if words::PRONOUN.has(&words.to_lowercase()) {
            Form::Pronoun
        } else if words.split_whitespace().any(|word| word.starts_with(char::is_uppercase)) {
            Form::Name
        } else {
            Form::Nominal
        }
    }

    /// What was read of `from` by the words of `span` is read of `to`.
    fn move_over(&mut self, span: Span, from: usize, to: usize) {
        let touches = |start: usize, end: usize| start < span.end && span.start < end;
        let mut said = Vec::new();
        for quote in &mut self.review.reading.quotes {
            let is_source = quote.source.is_some_and(|source| touches(source.start, source.end));
            if is_source && quote.speaker == Some(from) {
                quote.speaker = Some(to);
                said.push((quote.id, quote.content));
            }
        }
        for (quote, content) in said {
            self.tell_by(quote, content, Some(from), Some(to));
        }
        for event in &mut self.review.reading.events {
            let is_it = |it: &&mut Argument| touches(it.start, it.end) && it.entity == Some(from);
            let moved = event.arguments.iter_mut().filter(is_it).map(|argument| {
                argument.entity = Some(to);
                argument.role
            });
            for role in moved.collect::<Vec<_>>() {
                take_part(event, role, from, to);
            }
        }
    }

    /// An entity is otherwise; `span` are words that mention it.
    pub(super) fn entity_is(&mut self, span: Span, named: &Named, fix: &EntityFix) -> Option<Done> {
        let id = self.find(named)?;
        let done = |action| Done::plain(action, "entity", id, span);
        match fix {
            EntityFix::Name(to) => {
                let entity = self.entity_mut(id)?;
                let from = std::mem::replace(&mut entity.name, to.clone());
                let is_other = from != *to;
                is_other.then(|| Done { from: json!(from), to: json!(to), words: to.clone(), ..done("name") })
            }
            EntityFix::Kind(to) => {
                let entity = self.entity_mut(id)?;
                let from = std::mem::replace(&mut entity.kind, *to);
                let words = wording::kind(*to).to_string();
                (from != *to).then(|| Done { from: json!(from), to: json!(to), words, ..done("kind") })
            }
            EntityFix::Same(other) => {
                let to = self.find(other).filter(|to| *to != id)?;
                self.merge(id, to)?;
                let words = self.name(Some(to));
                Some(Done {
                    from: json!(id),
                    to: json!(to),
                    words,
                    ..Done::plain("same", "entity", to, span)
                })
            }
        }
    }

    /// All that is of `from` is of `to`.
    fn merge(&mut self, from: usize, to: usize) -> Option<()> {
        let entities = &mut self.review.reading.entities;
        let at = entities.iter().position(|entity| entity.id == from)?;
        let gone = entities.remove(at);
        let entity = self.entity_mut(to)?;
        entity.mentions.extend(gone.mentions);
        entity.mentions.sort_by_key(|mention| mention.start);
        entity.salience = entity.salience.max(gone.salience);
        entity.place = entity.place.take().or(gone.place);
        entity.plover = entity.plover.take().or(gone.plover);
        let change = |id: &mut Option<usize>| {
            if *id == Some(from) {
                *id = Some(to);
            }
        };
        for quote in &mut self.review.reading.quotes {
            change(&mut quote.speaker);
            change(&mut quote.on_behalf_of);
        }
        for event in &mut self.review.reading.events {
            change(&mut event.place);
            change(&mut event.according_to);
            event.told.iter_mut().for_each(|telling| change(&mut telling.according_to));
            event.quantities.iter_mut().for_each(|quantity| change(&mut quantity.according_to));
            event.arguments.iter_mut().for_each(|argument| change(&mut argument.entity));
            for list in [&mut event.actors, &mut event.recipients, &mut event.disputed_by] {
                put(list, from, to);
            }
        }
        Some(())
    }

    /// What it was read as becomes a candidate, and nothing is unsure any more.
    pub(super) fn set_place(&mut self, span: Span, to: &Candidate) -> Option<Done> {
        let is_named_there = |entity: &&mut Entity| {
            entity.place.is_some() && entity.mentions.iter().any(|mention| span_of(mention) == span)
        };
        let entity = self.review.reading.entities.iter_mut().find(is_named_there)?;
        let mut place = entity.place.take()?;
        let from = taken_for(entity, &place);
        place.confidence = 1.0;
        if !is_same_spot(&from, to) {
            place.candidates.retain(|candidate| !is_same_spot(candidate, to));
            place.candidates.insert(0, from.clone());
            (place.lat, place.lon) = (to.lat, to.lon);
            (place.country, place.gazetteer_id) = (to.country.clone(), to.gazetteer_id);
        }
        entity.place = Some(place);
        let words = [Some(to.name.clone()), to.country.clone()].into_iter().flatten().collect::<Vec<_>>();
        let (words, id) = (words.join(", "), entity.id);
        Some(Done { from: json!(from), to: json!(to), words, ..Done::plain("place", "entity", id, span) })
    }
}

/// In `role`, `to` stands for `from`, unless other words have `from` in it, too.
fn take_part(event: &mut Event, role: Role, from: usize, to: usize) {
    let is_left = event.arguments.iter().any(|it| it.role == role && it.entity == Some(from));
    let list = match role {
        Role::Actor => &mut event.actors,
        Role::Recipient => &mut event.recipients,
        Role::Place => {
            if event.place == Some(from) {
                event.place = Some(to);
            }
            return;
        }
        Role::Time | Role::Status => return,
    };
    if is_left && !list.contains(&to) {
        list.push(to);
    } else if !is_left {
        put(list, from, to);
    }
}

/// Puts `to` in the place of `from`, once.
fn put(list: &mut Vec<usize>, from: usize, to: usize) {
    let has_it = list.contains(&to);
    match list.iter().position(|id| *id == from) {
        Some(at) if has_it => {
            list.remove(at);
        }
        Some(at) => list[at] = to,
        None => {}
    }
}

fn span_of(mention: &Mention) -> Span {
    Span { start: mention.start, end: mention.end }
}

fn is_same_spot(one: &Candidate, other: &Candidate) -> bool {
    (one.lat, one.lon, one.gazetteer_id) == (other.lat, other.lon, other.gazetteer_id)
}
