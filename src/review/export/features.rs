//! What is on the map as GeoJSON (RFC 7946): each place once, and each event that happened at one.

use serde_json::{Value, json};

use super::{Piece, on_whose_word, place_of};
use crate::reading::{Entity, Event, Layer, Place};
use crate::review::clause::clause;
use crate::review::corrections::{Mark, Remark};
use crate::review::events::quantities;
use crate::review::lookup::Part;
use crate::review::plover::score;
use crate::review::session::Field;
use crate::review::wording;

/// The beginning of a file.
pub const HEAD: &str = "{\"type\":\"FeatureCollection\",\"features\":[\n";

/// The features of one article, a line each.
pub fn features(piece: Piece) -> String {
    let located = |id| place_of(piece.source(), Some(id));
    let places = piece.entities(Layer::Place);
    let places = places.filter_map(|entity| Some(place_feature(piece, entity, located(entity.id)?)));
    let events = piece.events().filter_map(|event| Some(event_feature(piece, event, located(event.place?)?)));
    places.chain(events).map(|feature| feature.to_string()).collect::<Vec<_>>().join(",\n")
}

fn place_feature(piece: Piece, entity: &Entity, place: &Place) -> Value {
    let mentions = entity.mentions.iter().filter(|mention| mention.layer == Layer::Place).count();
    let events = piece.events().filter(|event| event.place == Some(entity.id)).count();
    let properties = json!({
        "name": piece.source().name(entity.id),
        "kind": wording::kind(entity.kind),
        "country": place.country,
        "gazetteer_id": place.gazetteer_id,
        "extent_km": place.extent,
        "confidence": share(place.confidence),
        "mentions": mentions,
        "events": events,
    });
    feature(piece, "place", entity.id, place, properties, piece.remark(Part::Entity(entity.id)))
}

fn event_feature(piece: Piece, event: &Event, place: &Place) -> Value {
    let source = piece.source();
    let (according_to, denied_by) = on_whose_word(source, event);
    let names = |ids: &[usize]| ids.iter().filter_map(|id| source.name(*id)).collect::<Vec<_>>();
    let properties = json!({
        "name": clause(source, event).in_words(),
        "type": wording::type_name(event.kind),
        "mode": event.mode,
        "plover_score": score(event.kind, event.mode.as_deref()),
        "actors": names(&event.actors),
        "recipients": names(&event.recipients),
        "place": event.place.and_then(|id| source.name(id)),
        "place_confidence": share(place.confidence),
        "date": event.date,
        "quantities": quantities(source, event),
        "status": wording::status(event.status),
        "according_to": according_to,
        "denied_by": denied_by,
        "disputed_by": names(&event.disputed_by),
        "sentence": source.words(event.sentence),
        "confidence": share(event.confidence),
    });
    feature(piece, "event", event.id, place, properties, piece.remark(Part::Event(event.id)))
}

/// A likelihood with the digits that it has: 0.978, and no 0.9779999852180481.
fn share(likelihood: f32) -> f64 {
    (f64::from(likelihood) * 1000.0).round() / 1000.0
}

/// A point with what both kinds have in common.
fn feature(piece: Piece, of: &str, id: usize, place: &Place, properties: Value, remark: Remark) -> Value {
    let common = json!({
        "of": of,
        "article": piece.name,
        "mark": remark.mark.map(Mark::name),
        "note": remark.note,
        "headline": piece.headline(),
        "publication": piece.said(Field::Outlet),
        "published": piece.reading().published,
        "url": piece.said(Field::Url),
        "made_by": piece.stamp(),
    });
    let both = [properties, common].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
    json!({
        "type": "Feature",
        "id": format!("{}#{of}-{id}", piece.name),
        // East first, whatever people say.
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": both.collect::<serde_json::Map<_, _>>(),
    })
}
