//! Reading back what is exported: each form by a library of its own, and brat, which has none, by its rules.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::{HashMap, HashSet};

use geojson::{FeatureCollection, GeoJson, GeometryValue};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Quad;
use scraper::{Html, Selector};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An event of the table.
#[derive(Debug, Deserialize)]
pub struct EventRow {
    pub article: String,
    pub id: usize,
    #[serde(rename = "type")]
    pub kind: String,
    pub plover_score: Option<f32>,
    pub in_words: String,
    pub actors: String,
    pub actor_codes: String,
    pub recipients: String,
    pub recipient_words: String,
    pub place: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub place_confidence: Option<f32>,
    pub date: String,
    pub quantities: String,
    pub quantity_of: String,
    pub quantity_low: String,
    pub quantity_high: String,
    pub status: String,
    pub according_to: String,
    pub denied_by: String,
    pub disputed_by: String,
    pub told: usize,
    pub quote: String,
    pub sentence: String,
    pub start: usize,
    pub end: usize,
    pub confidence: f32,
    pub mark: String,
    pub note: String,
    pub headline: String,
    pub publication: String,
    pub published: String,
    pub url: String,
    pub weights_sha256: String,
    pub read_at: String,
}

/// A quote of the table.
#[derive(Debug, Deserialize)]
pub struct QuoteRow {
    pub article: String,
    pub id: usize,
    pub speaker: String,
    pub on_behalf_of: String,
    pub cue: String,
    pub content: String,
    pub form: String,
    pub kind: String,
    pub within: Option<usize>,
    pub start: usize,
    pub end: usize,
    pub speaker_confidence: f32,
    pub note: String,
    pub weights_sha256: String,
}

/// Somebody of the table.
#[derive(Debug, Deserialize)]
pub struct PersonRow {
    pub article: String,
    pub name: String,
    pub kind: String,
    pub named: bool,
    pub codes: String,
    pub mentions: usize,
    pub quotes: usize,
    pub acts: usize,
    pub acted_on: usize,
    pub note: String,
}

/// A place of the table.
#[derive(Debug, Deserialize)]
pub struct PlaceRow {
    pub article: String,
    pub name: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub country: String,
    pub gazetteer_id: Option<u32>,
    pub extent_km: Option<u32>,
    pub mentions: usize,
    pub events: usize,
}

/// The rows of a table, which begins with the mark that tells spreadsheets its encoding.
pub fn rows<T: DeserializeOwned>(table: &[u8]) -> Vec<T> {
    let table = table.strip_prefix(b"\xef\xbb\xbf").expect("it begins with a byte-order mark");
    csv::Reader::from_reader(table).deserialize().map(|row| row.expect("a row of these types")).collect()
}

/// The features, each a point on the globe with properties, and no two of one id.
pub fn features(json: &str) -> FeatureCollection {
    let features = match json.parse::<GeoJson>().expect("it is GeoJSON") {
        GeoJson::FeatureCollection(features) => features,
        other => panic!("no collection of features: {other}"),
    };
    let mut ids = HashSet::new();
    for feature in &features {
        assert!(ids.insert(format!("{:?}", feature.id)), "two features of the id {:?}", feature.id);
        assert!(feature.properties.is_some());
        let [lon, lat] = point(feature);
        assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0, "{lon} east, {lat} north");
    }
    features
}

/// Where a feature is: degrees east, degrees north.
pub fn point(feature: &geojson::Feature) -> [f64; 2] {
    match &feature.geometry.as_ref().expect("it is somewhere").value {
        GeometryValue::Point { coordinates } => {
            <[f64; 2]>::try_from(coordinates.as_slice()).expect("two coordinates")
        }
        other => panic!("no point: {other:?}"),
    }
}

/// The terms of the W3C's context that are used, by its vocabulary.
const CONTEXT: &str = include_str!("annotation_context.json");

/// What annotations say, as a processor of JSON-LD understands them. Every key of the document must be a term of the
/// context: what is none says nothing.
pub fn annotations(json: &str) -> Vec<Quad> {
    let document: Value = serde_json::from_str(json).expect("it is JSON");
    let context: Value = serde_json::from_str(CONTEXT).expect("the context is JSON");
    let mut keys = HashSet::new();
    keys_of(&document, &mut keys);
    keys.remove("@context");
    let unknown: Vec<_> = keys.iter().filter(|key| context["@context"].get(key).is_none()).collect();
    assert!(unknown.is_empty(), "no terms: {unknown:?}");
    let parser = JsonLdParser::new().for_slice(json).with_load_document_callback(|address, _| {
        assert_eq!(address, "http://www.w3.org/ns/anno.jsonld");
        Ok(JsonLdRemoteDocument { document: CONTEXT.into(), document_url: address.to_string() })
    });
    parser.map(|quad| quad.expect("it is JSON-LD")).collect()
}

fn keys_of(value: &Value, keys: &mut HashSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            keys_of(value, keys);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys_of(item, keys)),
        _ => {}
    }
}

/// What `name` says of the annotations: all objects of the predicate whose name ends so.
pub fn objects<'q>(quads: &'q [Quad], name: &str) -> Vec<String> {
    let has = |quad: &&'q Quad| quad.predicate.as_str().ends_with(&format!("#{name}"));
    quads
        .iter()
        .filter(has)
        .map(|quad| match &quad.object {
            oxrdf::Term::Literal(literal) => literal.value().to_string(),
            oxrdf::Term::NamedNode(node) => node.as_str().to_string(),
            other => other.to_string(),
        })
        .collect()
}

/// What a file of brat's says.
#[derive(Debug, Default)]
pub struct Brat {
    /// Type and words by id.
    pub words: HashMap<String, (String, String)>,
    /// Events by id.
    pub events: HashMap<String, BratEvent>,
    /// Type and what is related.
    pub relations: Vec<(String, String, String)>,
    /// Name, of what, and value.
    pub attributes: Vec<(String, String, String)>,
    /// Of what, and the note.
    pub notes: Vec<(String, String)>,
    /// Of what, and where it is known.
    pub references: Vec<(String, String)>,
}

/// An event of brat's.
#[derive(Debug)]
pub struct BratEvent {
    pub kind: String,
    pub trigger: String,
    /// Roles, and what has them.
    pub slots: Vec<(String, String)>,
}

/// Reads the `.ann` of `text`, and holds each line against the rules and the text.
pub fn brat(text: &str, annotations: &str) -> Brat {
    let letters: Vec<char> = text.chars().collect();
    let mut read = Brat::default();
    let mut ids = HashSet::new();
    assert!(annotations.is_empty() || annotations.ends_with('\n'));
    assert!(annotations.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()));
    for line in annotations.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let id = cells[0].to_string();
        assert!(id == "*" || ids.insert(id.clone()), "{id} stands there twice");
        let (kind, rest) = cells[1].split_once(' ').unwrap_or((cells[1], ""));
        assert!(kind.split(':').next().expect("a type").chars().all(|c| c.is_ascii_alphabetic()), "{line}");
        match (id.as_bytes()[0], &cells[2..]) {
            (b'T', [words]) => {
                let parts: Vec<String> = rest.split(';').map(|part| fragment(&letters, part)).collect();
                assert_eq!(parts.join(" "), *words, "{line}");
                read.words.insert(id, (kind.to_string(), words.to_string()));
            }
            (b'E', []) => {
                let (kind, trigger) = kind.split_once(':').expect("a type and a trigger");
                let slots =
                    rest.split_whitespace().map(|slot| slot.split_once(':').expect("a role and an id"));
                let slots = slots.map(|(role, id)| (role.to_string(), id.to_string())).collect();
                let (kind, trigger) = (kind.to_string(), trigger.to_string());
                read.events.insert(id, BratEvent { kind, trigger, slots });
            }
            (b'R', []) => {
                let (one, other) = rest.split_once(' ').expect("two arguments");
                let strip = |words: &str, name| words.strip_prefix(name).expect("an argument").to_string();
                read.relations.push((kind.to_string(), strip(one, "Arg1:"), strip(other, "Arg2:")));
            }
            (b'A', []) => {
                let (of, value) = rest.split_once(' ').expect("a value");
                read.attributes.push((kind.to_string(), of.to_string(), value.to_string()));
            }
            (b'N', [_]) => {
                let (of, known) = rest.split_once(' ').expect("a reference");
                read.references.push((of.to_string(), known.to_string()));
            }
            (b'#', [note]) => read.notes.push((rest.to_string(), note.to_string())),
            (b'*', []) => assert!(rest.split(' ').count() > 1, "{line}"),
            _ => panic!("not a line of brat’s: {line}"),
        }
    }
    read.check();
    read
}

fn fragment(letters: &[char], part: &str) -> String {
    let (start, end) = part.split_once(' ').expect("a start and an end");
    let [start, end] = [start, end].map(|offset| offset.parse::<usize>().expect("an offset"));
    assert!(start < end && end <= letters.len(), "{part}");
    letters[start..end].iter().collect()
}

impl Brat {
    /// What is pointed to is there.
    fn check(&self) {
        let is_there = |id: &String| self.words.contains_key(id) || self.events.contains_key(id);
        for BratEvent { kind, trigger, slots } in self.events.values() {
            assert_eq!(&self.words[trigger].0, kind, "an event is of the type of its trigger");
            assert!(slots.iter().all(|(_, id)| is_there(id)), "{slots:?}");
            let roles: HashSet<&String> = slots.iter().map(|(role, _)| role).collect();
            assert_eq!(roles.len(), slots.len(), "{slots:?}");
        }
        assert!(self.relations.iter().all(|(_, one, other)| is_there(one) && is_there(other)));
        assert!(self.attributes.iter().all(|(_, of, _)| is_there(of)));
        assert!(self.notes.iter().chain(&self.references).all(|(of, _)| is_there(of)));
    }

    /// The words in the slot `role` of the first event of type `kind`.
    pub fn slot(&self, kind: &str, role: &str) -> Option<&str> {
        let event = self.events.values().find(|event| event.kind == kind)?;
        let (_, id) = event.slots.iter().find(|(other, _)| other == role)?;
        Some(self.words[id].1.as_str())
    }
}

/// A page that may do nothing but show itself, and has no part that would do more or lead nowhere.
pub fn page(html: &str) -> Html {
    let page = Html::parse_document(html);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let policy = texts_of(&page, "meta[http-equiv='Content-Security-Policy']", Some("content"));
    assert_eq!(policy, ["default-src 'none'; style-src 'unsafe-inline'"]);
    for foreign in
        ["script", "img", "iframe", "link", "object", "embed", "form", "base", "svg", "[src]", "[onerror]"]
    {
        assert_eq!(texts_of(&page, foreign, None), Vec::<String>::new(), "{foreign}");
    }
    let ids = texts_of(&page, "[id]", Some("id"));
    let once: HashSet<&String> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "each id stands there once: {ids:?}");
    for link in texts_of(&page, "a[href]", Some("href")) {
        let leads = link.strip_prefix('#').map(|id| once.contains(&id.to_string()));
        assert!(leads.unwrap_or(link.starts_with("https://") || link.starts_with("http://")), "{link}");
    }
    page
}

/// The words of all that `css` finds, or their attribute.
pub fn texts_of(page: &Html, css: &str, attribute: Option<&str>) -> Vec<String> {
    let selector = Selector::parse(css).expect("a selector");
    page.select(&selector)
        .map(|found| match attribute {
            Some(name) => found.value().attr(name).unwrap_or_default().to_string(),
            None => found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "),
        })
        .collect()
}
