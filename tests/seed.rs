//! What is wrong in the reading of the article that this project began with, each thing with where it went wrong.
//!
//! `./dev score` prints it. Nothing is asserted of it but that it can be read: a mistake is mended by its kind.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::scoring::DATED;
use common::{gold, kilometres};
use dateline::encoder::{Cache, Model};
use dateline::reading::{Entity, Event, Reading, Span};
use dateline::{Options, read};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    entities: Vec<GoldEntity>,
    mentions: Vec<GoldMention>,
    events: Vec<GoldEvent>,
}

#[derive(Deserialize)]
struct GoldEntity {
    id: String,
    name: String,
    kind: String,
    plover: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(default)]
    wide: bool,
}

#[derive(Deserialize)]
struct GoldMention {
    entity: String,
    text: String,
    nth: usize,
}

#[derive(Deserialize)]
struct GoldEvent {
    trigger: String,
    nth: usize,
    #[serde(rename = "type")]
    kind: String,
    actors: Vec<String>,
    recipients: Vec<String>,
    place: Option<String>,
    date: Option<String>,
    status: String,
    according_to: Option<String>,
    #[serde(default)]
    also: Vec<GoldTrigger>,
}

#[derive(Deserialize)]
struct GoldTrigger {
    trigger: String,
    nth: usize,
}

/// The article, what is annotated of it, and what was read.
struct Compared {
    text: Vec<char>,
    gold: Gold,
    reading: Reading,
    /// For each entity of the reading the annotated one that most of its mentions are of.
    owners: Vec<Option<String>>,
}

/// Where `words` stand for the `nth` time, in code points.
fn place(text: &[char], words: &str, nth: usize) -> Option<Span> {
    let words: Vec<char> = words.chars().collect();
    let start = (0..text.len()).filter(|at| text[*at..].starts_with(&words)).nth(nth.max(1) - 1)?;
    Some(Span { start, end: start + words.len() })
}

/// Whether two spans share half of the longer one.
fn half(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared > 0 && 2 * shared >= (a.end - a.start).max(b.end - b.start)
}

/// A serialised label, without its marks.
fn label<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}

impl Compared {
    fn new() -> Option<Self> {
        let folder = gold()?.join("dev");
        let text =
            fs::read_to_string(folder.join(DATED).with_extension("txt")).expect("the article is UTF-8");
        let json = fs::read(folder.join(DATED).with_extension("json")).expect("it is annotated");
        let gold: Gold = serde_json::from_slice(&json).expect("the annotation is as its guide says");
        let model = Model::released();
        let reading =
            read(&text, &Options::default(), model, &mut Cache::new(), |_| ()).expect("it can be read");
        let text: Vec<char> = text.chars().collect();
        let mut compared = Compared { owners: Vec::new(), text, gold, reading };
        compared.owners = compared.reading.entities.iter().map(|entity| compared.owner(entity)).collect();
        Some(compared)
    }

    fn owner(&self, entity: &Entity) -> Option<String> {
        let mut shares: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &entity.mentions {
            let span = Span { start: mention.start, end: mention.end };
            for (own, id) in self.annotated() {
                if half(own, span) {
                    *shares.entry(id).or_default() += 1;
                }
            }
        }
        shares.into_iter().max_by_key(|(_, share)| *share).map(|(id, _)| id.to_string())
    }

    /// The annotated mentions.
    fn annotated(&self) -> impl Iterator<Item = (Span, &str)> {
        let mentions = self.gold.mentions.iter();
        mentions.filter_map(|mention| {
            Some((place(&self.text, &mention.text, mention.nth)?, mention.entity.as_str()))
        })
    }

    fn name<'c>(&'c self, id: &'c str) -> &'c str {
        self.gold.entities.iter().find(|entity| entity.id == id).map_or(id, |entity| &entity.name)
    }

    fn words(&self, span: Span) -> String {
        self.text[span.start..span.end].iter().collect()
    }

    /// What is wrong with who and where.
    fn entities(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let read: BTreeMap<usize, &str> =
            self.owners.iter().enumerate().filter_map(|(at, owner)| Some((at, owner.as_deref()?))).collect();
        for gold in &self.gold.entities {
            let own: Vec<usize> = read.iter().filter(|(_, id)| **id == gold.id).map(|(at, _)| *at).collect();
            let [first, others @ ..] = own.as_slice() else {
                wrong.push(format!("{}: not found: {}", gold.name, self.why_missed(&gold.id)));
                continue;
            };
            for other in others {
                let name = &self.reading.entities[*other].name;
                wrong.push(format!(
                    "{}: apart from \"{name}\": the network joins no mention of both",
                    gold.name
                ));
            }
            wrong.extend(self.told(gold, &self.reading.entities[*first]));
        }
        let invented = self.owners.iter().zip(&self.reading.entities).filter(|(owner, _)| owner.is_none());
        wrong.extend(
            invented.map(|(_, entity)| format!("{}: not annotated: the network draws it", entity.name)),
        );
        wrong
    }

    fn why_missed(&self, id: &str) -> String {
        let spans: Vec<Span> = self.annotated().filter(|(_, of)| *of == id).map(|(span, _)| span).collect();
        let all =
            self.reading.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |m| (entity, m)));
        let mut drawn = all.filter(|(_, mention)| {
            let span = Span { start: mention.start, end: mention.end };
            spans.iter().any(|own| half(*own, span))
        });
        match drawn.next() {
            Some((entity, _)) => format!("its mentions are taken for \"{}\"", entity.name),
            None => "no mention is drawn, or it neither speaks nor takes part".to_string(),
        }
    }

    /// What is told wrong of one that was found.
    fn told(&self, gold: &GoldEntity, entity: &Entity) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut say = |what: String| wrong.push(format!("{}: {what}", gold.name));
        let kind = label(entity.kind);
        if kind != gold.kind {
            say(format!("kind {kind} for {}: the network takes its mentions for it", gold.kind));
        }
        let code = entity.plover.as_ref().map(|code| {
            [&code.country, &code.sector].map(|part| part.as_deref().unwrap_or_default()).concat()
        });
        if gold.kind != "place" && code != gold.plover {
            let [code, wanted] = [&code, &gold.plover].map(|code| code.as_deref().unwrap_or("none"));
            let same_country = code.get(..3) == wanted.get(..3);
            let cause =
                if same_country { "the sector by the network" } else { "the country by network and text" };
            say(format!("code {code} for {wanted}: {cause}"));
        }
        if let Some((lat, lon)) =
            gold.lat.zip(gold.lon).filter(|_| gold.kind == "place" || gold.kind == "country")
        {
            let limit = if gold.kind == "country" || gold.wide { 1000.0 } else { 161.0 };
            match entity.place.as_ref() {
                None => {
                    say("not on the map: the gazetteer has none of that name, or it is drawn as an actor"
                        .to_string())
                }
                Some(place) => {
                    let far = kilometres((lat, lon), (place.lat, place.lon));
                    if far > limit {
                        say(format!("{far:.0} km off: another of that name ranks first"));
                    }
                }
            }
        }
        wrong
    }

    /// What is wrong with what happened.
    fn events(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut met = BTreeSet::new();
        for gold in &self.gold.events {
            let also = gold.also.iter().map(|also| (&also.trigger, also.nth));
            let triggers = [(&gold.trigger, gold.nth)].into_iter().chain(also);
            let spans: Vec<Span> =
                triggers.filter_map(|(words, nth)| place(&self.text, words, nth)).collect();
            let is_own = |span: Span| spans.iter().any(|own| own.start < span.end && span.start < own.end);
            let all = || self.reading.events.iter().enumerate();
            let found = all().find(|(at, event)| !met.contains(at) && is_own(event.trigger));
            let Some((at, event)) = found else {
                let joined = all().find(|(_, event)| event.also.iter().any(|span| is_own(*span)));
                let cause = joined.map_or("no trigger is drawn".to_string(), |(_, event)| {
                    format!("told as \"{}\" again", self.words(event.trigger))
                });
                wrong.push(format!("{} ({}): not found: {cause}", gold.trigger, gold.kind));
                continue;
            };
            met.insert(at);
            wrong.extend(self.differences(gold, event));
        }
        let invented = self.reading.events.iter().enumerate().filter(|(at, _)| !met.contains(at));
        wrong.extend(invented.map(|(_, event)| {
            format!(
                "{} ({}): not annotated: the network draws its trigger",
                self.words(event.trigger),
                label(event.kind)
            )
        }));
        wrong
    }

    fn differences(&self, gold: &GoldEvent, event: &Event) -> Vec<String> {
        let id = |entity: usize| {
            let owner = self.owners[entity].as_deref();
            owner.map_or(self.reading.entities[entity].name.as_str(), |owner| self.name(owner)).to_string()
        };
        let ids = |some: &[usize]| some.iter().map(|entity| id(*entity)).collect::<BTreeSet<_>>();
        let names =
            |some: &[String]| some.iter().map(|id| self.name(id).to_string()).collect::<BTreeSet<_>>();
        let one = |name: Option<String>| name.unwrap_or("none".to_string());
        let list = |names: BTreeSet<String>| {
            one(Some(names.into_iter().collect::<Vec<_>>().join(" and ")).filter(|all| !all.is_empty()))
        };
        let rows: [(&str, String, String, &str); 7] = [
            ("type", label(event.kind), gold.kind.clone(), "the network's type of the trigger"),
            ("status", label(event.status), gold.status.clone(), "the network's status of the trigger"),
            (
                "actors",
                list(ids(&event.actors)),
                list(names(&gold.actors)),
                "the network's slot, or who is who",
            ),
            (
                "recipients",
                list(ids(&event.recipients)),
                list(names(&gold.recipients)),
                "the network's slot, or who is who",
            ),
            (
                "place",
                one(event.place.map(id)),
                one(gold.place.as_deref().map(|id| self.name(id).to_string())),
                "the network's slot",
            ),
            (
                "date",
                one(event.date.clone()),
                one(gold.date.clone()),
                "the words that the network ties to it",
            ),
            (
                "according to",
                one(event.according_to.map(id)),
                one(gold.according_to.as_deref().map(|id| self.name(id).to_string())),
                "the speaker around it, or the network's slot",
            ),
        ];
        let differ = rows.into_iter().filter(|(_, found, wanted, _)| found != wanted);
        differ
            .map(|(part, found, wanted, cause)| {
                format!("{} ({}): {part} {found} for {wanted}: {cause}", gold.trigger, gold.kind)
            })
            .collect()
    }
}

#[test]
#[ignore = "a measurement: ./dev score runs it"]
fn what_is_wrong_in_the_first_article() {
    let Some(compared) = Compared::new() else {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    };
    for (what, wrong) in [("actors and places", compared.entities()), ("events", compared.events())] {
        println!("{DATED}: {} things wrong with {what}", wrong.len());
        wrong.iter().for_each(|line| println!("  {line}"));
    }
}
