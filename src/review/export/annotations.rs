//! What was read as annotations of the W3C's model (<https://www.w3.org/TR/annotation-model/>), in JSON-LD: one for each
//! mention, quote and event. Offsets are code points, as the model has them.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Piece, place_of};
use crate::reading::{Entity, Event, Mention, Quote, Span};
use crate::review::citation::told;
use crate::review::corrections::Remark;
use crate::review::lookup::Part;
use crate::review::session::Field;
use crate::review::{marks, wording};

/// The beginning of a file.
pub const HEAD: &str =
    "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[\n";

/// Code points before and after the words that an annotation holds on to.
const AROUND: usize = 32;

/// The annotations of one article, a line each.
pub fn annotations(piece: Piece) -> String {
    let annotator = Annotator { piece, text: Sha256::new().chain_update(&piece.read.text) };
    let reading = piece.wanted();
    let mentions = reading.entities.iter().flat_map(|entity| {
        let mentions = entity.mentions.iter().enumerate();
        mentions.map(|(nth, mention)| annotator.mention(entity, nth, mention))
    });
    let quotes = reading.quotes.iter().map(|quote| annotator.quote(quote));
    let events = reading.events.iter().map(|event| annotator.event(event));
    let all = mentions.chain(quotes).chain(events).map(|annotation| annotation.to_string());
    all.collect::<Vec<_>>().join(",\n")
}

struct Annotator<'a> {
    piece: Piece<'a>,
    /// What all names of this text begin with.
    text: Sha256,
}

impl Annotator<'_> {
    fn mention(&self, entity: &Entity, nth: usize, mention: &Mention) -> Value {
        let mut name = text("identifying", &entity.name);
        name["id"] = self.entity(entity.id).into();
        let mut bodies = vec![name, text("classifying", wording::kind(entity.kind))];
        let place = place_of(self.piece.source(), Some(entity.id));
        if let Some(number) = place.and_then(|place| place.gazetteer_id) {
            bodies.push(pointer("identifying", &format!("https://sws.geonames.org/{number}/")));
        }
        if nth == 0 {
            bodies.extend(remarks(self.piece.remark(Part::Entity(entity.id))));
        }
        let span = Span { start: mention.start, end: mention.end };
        self.annotation(&format!("mention {} {nth}", entity.id), "identifying", bodies, &[span])
    }

    fn quote(&self, quote: &Quote) -> Value {
        let source = self.piece.source();
        let speaker = quote.speaker.and_then(|id| source.name(id));
        let speaker = speaker.unwrap_or_else(|| "a speaker not named".to_string());
        let words = format!("{} by {speaker}: {}", wording::stance(quote), marks::content(source, quote));
        let mut bodies = vec![
            text("describing", &words),
            text("classifying", "quote"),
            text("tagging", wording::form(quote.form)),
            text("tagging", wording::stance(quote)),
        ];
        bodies.extend(quote.speaker.map(|id| pointer("linking", &self.entity(id))));
        bodies.extend(remarks(self.piece.remark(Part::Quote(quote.id))));
        self.annotation(&format!("quote {}", quote.id), "describing", bodies, &[quote.content])
    }

    fn event(&self, event: &Event) -> Value {
        let mut bodies = vec![
            text("describing", &told(self.piece.source(), event)),
            text("classifying", wording::type_name(event.kind)),
            text("tagging", wording::status(event.status)),
        ];
        bodies.extend(event.mode.as_deref().map(|mode| text("tagging", mode)));
        let named = event.actors.iter().chain(&event.recipients).chain(&event.place);
        bodies.extend(named.map(|id| pointer("linking", &self.entity(*id))));
        bodies.extend(remarks(self.piece.remark(Part::Event(event.id))));
        let triggers: Vec<Span> = [event.trigger].into_iter().chain(event.also.iter().copied()).collect();
        self.annotation(&format!("event {}", event.id), "classifying", bodies, &triggers)
    }

    fn annotation(&self, what: &str, motivation: &str, body: Vec<Value>, spans: &[Span]) -> Value {
        let stamp = self.piece.stamp();
        let target: Vec<Value> = spans.iter().flat_map(|span| self.targets(*span)).collect();
        json!({
            "id": self.name(what),
            "type": "Annotation",
            "motivation": motivation,
            "generator": {"type": "Software", "name": format!("{} {}", stamp.app, stamp.version)},
            "generated": stamp.read_at,
            "body": body,
            "target": target,
        })
    }

    /// The words of `span` in the text as it was read and, where the user said where that stands, on its page: there the
    /// words alone tell where, for the page has more than the text.
    fn targets(&self, span: Span) -> Vec<Value> {
        let source = self.piece.source();
        let raw = |start, end| source.offsets.words(source.text, Span { start, end });
        let quoted = json!({
            "type": "TextQuoteSelector",
            "exact": raw(span.start, span.end),
            "prefix": raw(span.start.saturating_sub(AROUND), span.start),
            "suffix": raw(span.end, span.end + AROUND),
        });
        let position = json!({"type": "TextPositionSelector", "start": span.start, "end": span.end});
        let text = json!({"id": self.name("text"), "type": "Text", "format": "text/plain", "language": "en"});
        let on_page = page(self.piece)
            .map(|url| json!({"type": "SpecificResource", "source": url, "selector": quoted.clone()}));
        let in_text =
            json!({"type": "SpecificResource", "source": text, "selector": [quoted.clone(), position]});
        [in_text].into_iter().chain(on_page).collect()
    }

    fn entity(&self, id: usize) -> String {
        self.name(&format!("entity {id}"))
    }

    /// A name for `what` in this text that no other text has: a UUID of the eighth version (RFC 9562), of the text and
    /// `what`.
    fn name(&self, what: &str) -> String {
        let hash = self.text.clone().chain_update([0]).chain_update(what).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// Where the article is published, if that is an address that a document may name.
pub fn page(piece: Piece<'_>) -> Option<&str> {
    let is_address = |url: &&str| {
        (url.starts_with("https://") || url.starts_with("http://"))
            && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
    };
    piece.said(Field::Url).filter(is_address)
}

fn text(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

fn pointer(purpose: &str, to: &str) -> Value {
    json!({"type": "SpecificResource", "purpose": purpose, "source": to})
}

/// What the user has put on a card.
fn remarks(remark: Remark) -> Vec<Value> {
    let mark = remark.mark.map(|mark| text("reviewing", mark.name()));
    let note = (!remark.note.is_empty()).then(|| text("commenting", &remark.note));
    mark.into_iter().chain(note).collect()
}
