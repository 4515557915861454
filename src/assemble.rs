//! The last step: from what the stages found to the reading.
//!
//! Drops the unnamed entities that neither speak nor take part, gives ids, and turns bytes into code points.

use time::Date;

use crate::encoder::Encoding;
use crate::entities::{Entities, Mention, in_the_corpora};
use crate::events::{Event, Quantity, Telling};
use crate::page::{self, Layout};
use crate::quotes::{self, Quote};
use crate::reading::{self, Form, Reading, SCHEMA, Tagged, TaggedAttribution, TaggedName};
use crate::salience;
use crate::segment::{Paragraph, Segments};
use crate::text::{CodePoints, Span};

/// What the stages found, all in bytes and indices.
pub struct Stages {
    pub layout: Layout,
    /// The text's own publication date, or the one given with it.
    pub published: Option<Date>,
    pub segments: Segments,
    pub encoding: Encoding,
    pub entities: Entities,
    pub quotes: Vec<Quote>,
    pub events: Vec<Event>,
}

/// Writes the reading of `text`; with its tagged spans on request.
pub fn assemble(text: &str, stages: Stages, with_spans: bool) -> Reading {
    let points = CodePoints::new(text);
    let kept = kept_mentions(&stages);
    let ids = entity_ids(&stages, &kept);
    let spans = with_spans.then(|| tagged(text, &stages, &points));
    let Stages { layout, published, segments, encoding, entities, quotes, events } = stages;
    let salience = salience::of_entities(&layout, &segments, &entities, &quotes, &events);
    let events_salience = salience::of_events(&layout, &segments, &events, &salience);
    Reading {
        schema: SCHEMA.to_string(),
        title: layout.title.map(|span| points.span(span)),
        standfirst: layout.standfirst.map(|span| points.span(span)),
        captions: layout.captions.iter().map(|span| points.span(*span)).collect(),
        byline: layout.byline.map(|span| points.span(span)),
        dateline: layout.dateline.map(|span| points.span(span)),
        published: published.map(|date| date.to_string()),
        published_in_text: layout.published.map(|published| published.date.to_string()),
        published_or: layout.published.and_then(|published| published.or).map(|date| date.to_string()),
        article: points.span(layout.article),
        furniture: layout.furniture.iter().map(|span| points.span(*span)).collect(),
        share_read: layout.share_read(text),
        sections: sections(text, &layout, &segments, &encoding, &points),
        entities: entity_list(&entities, &salience, &kept, &ids, &points),
        quotes: quotes.iter().enumerate().map(|(id, quote)| quote_of(id, quote, &ids, &points)).collect(),
        events: events
            .iter()
            .enumerate()
            .zip(events_salience)
            .map(|((id, event), salience)| event_of(id, event, salience, &segments, &ids, &points))
            .collect(),
        spans,
    }
}

/// The sections of the page; where it has none, the stories that are told one after the other.
fn sections(
    text: &str,
    layout: &Layout,
    segments: &Segments,
    encoding: &Encoding,
    points: &CodePoints,
) -> Vec<reading::Section> {
    let of_page = layout.sections.iter().map(|section| reading::Section {
        span: points.span(section.span),
        time: section.time.and_then(|time| page::time_of(text, time)),
    });
    if !layout.sections.is_empty() || encoding.stories.is_empty() {
        return of_page.collect();
    }
    let starts = encoding.stories.iter().map(|first| encoding.words[*first].start);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    let story = |paragraph: &Paragraph| starts.partition_point(|start| *start <= paragraph.span.start);
    segments
        .paragraphs
        .chunk_by(|one, next| story(one) == story(next))
        .map(|some| Span::new(some[0].span.start, some[some.len() - 1].span.end))
        .map(|span| reading::Section { span: points.span(span), time: None })
        .collect()
}

/// Names stay; a noun phrase or a pronoun stays where whoever it speaks of is named, speaks or takes part in an event.
fn kept_mentions(stages: &Stages) -> Vec<Mention> {
    let mut used: Vec<bool> = stages.entities.entities.iter().map(|entity| entity.named).collect();
    let speakers = stages.quotes.iter().filter_map(|quote| quote.speaker);
    let arguments = stages.events.iter().flat_map(|event| &event.arguments);
    speakers.chain(arguments.filter_map(|argument| argument.entity)).for_each(|entity| used[entity] = true);
    let kept = |mention: &&Mention| mention.form == Form::Name || used[mention.entity];
    stages.entities.mentions.iter().filter(kept).copied().collect()
}

/// The id of each entity in the reading; none for those that drop out of it.
fn entity_ids(stages: &Stages, kept: &[Mention]) -> Vec<Option<usize>> {
    let mut used = vec![false; stages.entities.entities.len()];
    let mut mark = |entity: usize| used[entity] = true;
    kept.iter().filter(|mention| mention.form != Form::Pronoun).for_each(|mention| mark(mention.entity));
    for quote in &stages.quotes {
        quote.speaker.into_iter().chain(quote.on_behalf_of).for_each(&mut mark);
    }
    for event in &stages.events {
        let lists = event.actors.iter().chain(&event.recipients).copied();
        lists
            .chain(event.disputed_by.iter().copied())
            .chain(event.place)
            .chain(event.according_to)
            .chain(event.told.iter().filter_map(|telling| telling.according_to))
            .chain(event.quantities.iter().filter_map(|quantity| quantity.according_to))
            .for_each(&mut mark);
    }
    let mut next = 0;
    let mut number = |used: bool| {
        used.then(|| {
            next += 1;
            next - 1
        })
    };
    used.into_iter().map(&mut number).collect()
}

fn entity_list(
    entities: &Entities,
    salience: &[f32],
    kept: &[Mention],
    ids: &[Option<usize>],
    points: &CodePoints,
) -> Vec<reading::Entity> {
    let mut list: Vec<reading::Entity> = entities
        .entities
        .iter()
        .zip(salience)
        .zip(ids)
        .filter_map(|((entity, salience), id)| {
            id.map(|id| reading::Entity {
                id,
                name: entity.name.clone(),
                kind: entity.kind,
                named: entity.named,
                place: entity.place.clone(),
                plover: entity.plover.clone(),
                mentions: Vec::new(),
                salience: *salience,
            })
        })
        .collect();
    for mention in kept {
        if let Some(id) = ids[mention.entity] {
            let reading::Span { start, end } = points.span(mention.span);
            list[id].mentions.push(reading::Mention { start, end, layer: mention.layer, form: mention.form });
        }
    }
    list.iter_mut().for_each(|entity| entity.mentions.sort_by_key(|mention| mention.start));
    list
}

fn quote_of(id: usize, quote: &Quote, ids: &[Option<usize>], points: &CodePoints) -> reading::Quote {
    reading::Quote {
        id,
        content: points.span(quote.content),
        form: quote.form,
        kind: quote.kind,
        cue: quote.cue.map(|span| points.span(span)),
        source: quote.source.map(|span| points.span(span)),
        denied: quote.denied,
        speaker: quote.speaker.and_then(|entity| ids[entity]),
        on_behalf_of: quote.on_behalf_of.and_then(|entity| ids[entity]),
        within: quote.within,
        confidence: quote.confidence,
        speaker_confidence: quote.speaker_confidence,
    }
}

fn event_of(
    id: usize,
    event: &Event,
    salience: f32,
    segments: &Segments,
    ids: &[Option<usize>],
    points: &CodePoints,
) -> reading::Event {
    let all = |list: &[usize]| list.iter().filter_map(|entity| ids[*entity]).collect();
    let sentence =
        |trigger: Span| segments.sentence_at(trigger).map_or(trigger, |index| segments.sentences[index].span);
    let arguments = event.arguments.iter().map(|argument| {
        let reading::Span { start, end } = points.span(argument.span);
        reading::Argument {
            role: argument.role,
            start,
            end,
            entity: argument.entity.and_then(|entity| ids[entity]),
        }
    });
    reading::Event {
        id,
        kind: event.kind,
        mode: event.mode.clone(),
        cameo: event.cameo.clone(),
        trigger: points.span(event.trigger),
        also: event.also.iter().map(|span| points.span(*span)).collect(),
        sentence: points.span(sentence(event.trigger)),
        told: told(event, sentence, ids, points),
        actors: all(&event.actors),
        recipients: all(&event.recipients),
        place: event.place.and_then(|entity| ids[entity]),
        date: event.date.clone(),
        status: event.status,
        according_to: event.according_to.and_then(|entity| ids[entity]),
        quote: event.quote,
        disputed_by: all(&event.disputed_by),
        quantities: event.quantities.iter().map(|quantity| quantity_of(quantity, ids, points)).collect(),
        arguments: arguments.collect(),
        confidence: event.confidence,
        salience,
    }
}

/// One telling a sentence: in the sentence of the event's trigger its own, elsewhere the first.
fn told(
    event: &Event,
    sentence: impl Fn(Span) -> Span,
    ids: &[Option<usize>],
    points: &CodePoints,
) -> Vec<reading::Telling> {
    let mut told: Vec<_> = event.told.iter().map(|telling| (sentence(telling.trigger), telling)).collect();
    told.sort_by_key(|(sentence, telling)| (*sentence, telling.trigger != event.trigger, telling.trigger));
    told.dedup_by_key(|(sentence, _)| *sentence);
    let telling = |(sentence, telling): (Span, &Telling)| reading::Telling {
        trigger: points.span(telling.trigger),
        sentence: points.span(sentence),
        status: telling.status,
        according_to: telling.according_to.and_then(|entity| ids[entity]),
        quote: telling.quote,
    };
    told.into_iter().map(telling).collect()
}

fn quantity_of(quantity: &Quantity, ids: &[Option<usize>], points: &CodePoints) -> reading::Quantity {
    let reading::Span { start, end } = points.span(quantity.span);
    reading::Quantity {
        start,
        end,
        what: quantity.what.to_string(),
        low: quantity.low,
        high: quantity.high,
        according_to: quantity.according_to.and_then(|entity| ids[entity]),
    }
}

/// Names and attributions in the corpora's conventions.
fn tagged(text: &str, stages: &Stages, points: &CodePoints) -> Tagged {
    let encoding = &stages.encoding;
    let names = in_the_corpora(text, encoding).into_iter().map(|name| {
        let reading::Span { start, end } = points.span(encoding.span(&name.words));
        TaggedName { start, end, kind: name.kind }
    });
    let attributions = quotes::in_the_corpus(text, &stages.segments, encoding, &stages.quotes).into_iter();
    let attributions = attributions.map(|attribution| TaggedAttribution {
        source: attribution.source.map(|source| points.span(source)),
        cue: Some(points.span(attribution.cue)),
        content: points.span(attribution.content),
        kind: attribution.kind,
    });
    Tagged { names: names.collect(), attributions: attributions.collect() }
}
