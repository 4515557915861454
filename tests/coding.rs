//! Events as two published sets code them: PLOVER's gold standard records (type, source and target of a sentence's
//! event), and cameo_ner (the words that name the source and the target of a conflict sentence).
//!
//! `./dev score` prints the figures. Each sentence is read as a text of its own.
//!
//! - The most confident event of a sentence, of equals the first, stands for it. A sentence without one is wrong.
//! - Types of older versions of PLOVER count as those that took them in: DEMAND as REQUEST, DISAPPROVE and INVESTIGATE
//!   as ACCUSE, FIGHT as ASSAULT.
//! - The guidelines here keep the type of what is planned and set charges, trials and investigations apart as LEGAL;
//!   PLOVER calls planned cooperation AGREE, planned conflict THREATEN, and an investigation ACCUSE. A second figure
//!   folds the event's type so; the first takes it as it stands.
//! - A record's source is right where it has the head word of an actor of that event, its target where it has that of
//!   a recipient: of the argument's words, of the entity's name or of one of its mentions. Our parties to a meeting or
//!   an agreement are all actors, so the target may be one of several actors where nobody is a recipient. The head is
//!   the last word before the first comma, bracket or preposition, without a possessive ending.
//! - Of several sources one must be right. Actors whose words are not in their sentence are left out.
//! - A source span of cameo_ner is found where it shares a word with an actor argument, a target span where it does
//!   with a recipient argument. Both the arguments of all events count and those of the most confident one alone.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::encoder::{Cache, Model};
use dateline::reading::{Event, EventType, Reading, Role, Status};
use dateline::{Options, read};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer};

/// The text of a set beside the repository. Says so where it is not there.
fn corpus(name: &str) -> Option<String> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(name);
    if !path.is_file() {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return None;
    }
    Some(fs::read_to_string(path).expect("the corpus can be read"))
}

/// Reads one sentence; what cannot be read has no events.
fn reading_of(text: &str) -> Option<Reading> {
    read(text, &Options::default(), Model::released(), &mut Cache::new(), |_| ()).ok()
}

/// The event that stands for a sentence.
fn main_event(reading: &Reading) -> Option<&Event> {
    reading.events.iter().rev().max_by(|a, b| a.confidence.total_cmp(&b.confidence))
}

fn words(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[derive(Deserialize)]
struct Record {
    event: String,
    #[serde(default)]
    text: String,
    #[serde(default, deserialize_with = "actors")]
    source: Vec<Actor>,
    #[serde(default, deserialize_with = "actors")]
    target: Vec<Actor>,
}

#[derive(Deserialize)]
struct Actor {
    #[serde(rename = "actorText")]
    text: String,
}

/// A list, or an empty string for none.
fn actors<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Actor>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    if value.is_array() {
        serde_json::from_value(value).map_err(serde::de::Error::custom)
    } else {
        Ok(Vec::new())
    }
}

fn current(kind: &str) -> &str {
    match kind {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        kind => kind,
    }
}

/// An event's type as PLOVER would have it.
fn folded(event: &Event) -> EventType {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Legal, Mobilize, Retreat, Sanction,
        Support, Threaten,
    };
    match event.kind {
        Legal => Accuse,
        Consult | Support | Concede | Cooperate | Aid | Retreat if event.status == Status::Planned => Agree,
        Coerce | Sanction | Assault | Mobilize if event.status == Status::Planned => Threaten,
        kind => kind,
    }
}

/// The head word of an actor's words, in lower case.
fn head(phrase: &str) -> String {
    const ENDS: [&str; 14] = [
        "of", "in", "on", "at", "from", "for", "to", "with", "by", "near", "against", "who", "that", "under",
    ];
    let phrase = phrase.to_lowercase().replace('’', "'");
    let before = phrase.split([',', '(', ')', ';']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().collect();
    let end = (1..words.len()).find(|at| ENDS.contains(&words[*at])).unwrap_or(words.len());
    let last = words[..end].last().copied().unwrap_or_default();
    let last = last.trim_matches(|letter: char| !letter.is_alphanumeric());
    last.strip_suffix("'s").unwrap_or(last).replace('.', "")
}

/// The head words of the entities in a slot, by the argument's words, their names and their mentions.
fn heads(text: &str, reading: &Reading, event: &Event, role: Role) -> HashSet<String> {
    let ids = if role == Role::Actor { &event.actors } else { &event.recipients };
    let spans = event.arguments.iter().filter(|argument| argument.role == role);
    let mut found: HashSet<String> =
        spans.map(|argument| head(&words(text, argument.start, argument.end))).collect();
    for entity in ids.iter().map(|id| &reading.entities[*id]) {
        found.insert(head(&entity.name));
        found.extend(entity.mentions.iter().map(|mention| head(&words(text, mention.start, mention.end))));
    }
    found
}

/// What is counted of a record: type, type of any event, events, and for source and target whether it has one and
/// whether it is right; at last the type as PLOVER folds it.
fn measured(record: &Record) -> [usize; 8] {
    let in_text = |actor: &&Actor| plain(&record.text).contains(&plain(&actor.text));
    let wanted =
        |actors: &[Actor]| actors.iter().filter(in_text).map(|actor| head(&actor.text)).collect::<Vec<_>>();
    let (source, target) = (wanted(&record.source), wanted(&record.target));
    let mut counts = [0, 0, 0, usize::from(!source.is_empty()), 0, usize::from(!target.is_empty()), 0, 0];
    let Some(reading) = reading_of(&record.text) else { return counts };
    let is_wanted =
        |kind: EventType| serde_json::to_value(kind).is_ok_and(|kind| kind == current(&record.event));
    counts[1] = usize::from(reading.events.iter().any(|event| is_wanted(event.kind)));
    counts[2] = reading.events.len();
    if let Some(event) = main_event(&reading) {
        let acting = heads(&record.text, &reading, event, Role::Actor);
        let mut suffering = heads(&record.text, &reading, event, Role::Recipient);
        if event.recipients.is_empty() && event.actors.len() > 1 {
            suffering.extend(acting.iter().cloned());
        }
        counts[0] = usize::from(is_wanted(event.kind));
        counts[7] = usize::from(is_wanted(folded(event)));
        counts[4] = usize::from(source.iter().any(|head| acting.contains(head)));
        counts[6] = usize::from(target.iter().any(|head| suffering.contains(head)));
    }
    counts
}

/// With single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "measures for a minute: ./dev score runs it"]
fn records_of_plover() {
    let Some(json) = corpus("plover_gsr-dev.json") else { return };
    let mut records: Vec<Record> = serde_json::from_str(&json).expect("the records are JSON");
    records.retain(|record| record.event != "DOCUMENT");
    let add = |a: [usize; 8], b: [usize; 8]| std::array::from_fn(|i| a[i] + b[i]);
    let counts = records.par_iter().map(measured).reduce(|| [0; 8], add);
    let share = |right: usize, of: usize| counts[right] as f64 / of as f64;
    let all = records.len();
    println!(
        "plover_gsr-dev: type of the most confident event {:.3} ({:.3} folded as PLOVER does), of any {:.3}, {:.2} events a record; source {:.3} of {}, target {:.3} of {}",
        share(0, all),
        share(7, all),
        share(1, all),
        share(2, all),
        share(4, counts[3]),
        counts[3],
        share(6, counts[5]),
        counts[5],
    );
    assert!(share(1, all) >= 0.4, "events of the right type are found");
}

#[derive(Deserialize)]
struct Sentence {
    tokens: Vec<String>,
    tags: Vec<String>,
}

type Spans = Vec<(usize, usize)>;

/// A sentence as running text, and its source and target spans in code points.
fn running(sentence: &Sentence) -> (String, [Spans; 2]) {
    let mut text = String::new();
    let mut spans = [Spans::new(), Spans::new()];
    let mut glue = true;
    for (token, tag) in sentence.tokens.iter().zip(&sentence.tags) {
        let after_apostrophe =
            text.ends_with('’') && matches!(token.as_str(), "s" | "re" | "ve" | "ll" | "t" | "d");
        let joins =
            matches!(token.as_str(), "." | "," | ";" | ":" | "?" | "!" | ")" | "%" | "’" | "”" | "-" | "n't")
                || token.starts_with('\'');
        if !glue && !joins && !after_apostrophe {
            text.push(' ');
        }
        glue = matches!(token.as_str(), "(" | "$" | "€" | "“" | "‘" | "-");
        let start = text.chars().count();
        text.push_str(token);
        let end = text.chars().count();
        let kind = usize::from(tag.ends_with('T'));
        match &tag[..1] {
            "B" => spans[kind].push((start, end)),
            "I" => {
                if let Some(span) = spans[kind].last_mut() {
                    span.1 = end;
                }
            }
            _ => {}
        }
    }
    (text, spans)
}

/// Found spans that are right, found, wanted spans that are met, wanted.
type Overlaps = [usize; 4];

fn overlaps(found: &[(usize, usize)], wanted: &[(usize, usize)]) -> Overlaps {
    let meets = |a: &(usize, usize), others: &[(usize, usize)]| others.iter().any(|b| a.0 < b.1 && b.0 < a.1);
    let right = found.iter().filter(|span| meets(span, wanted)).count();
    let met = wanted.iter().filter(|span| meets(span, found)).count();
    [right, found.len(), met, wanted.len()]
}

fn f1([right, found, met, wanted]: Overlaps) -> f64 {
    let precision = right as f64 / found.max(1) as f64;
    let recall = met as f64 / wanted.max(1) as f64;
    2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
}

/// The spans that events give a role, each once.
fn argument_spans<'e>(events: impl Iterator<Item = &'e Event>, role: Role) -> Spans {
    let arguments = events.flat_map(|event| &event.arguments).filter(|argument| argument.role == role);
    let spans: HashSet<(usize, usize)> = arguments.map(|argument| (argument.start, argument.end)).collect();
    spans.into_iter().collect()
}

/// For source and target: of all events, and of the most confident one.
fn parties(sentence: &Sentence) -> [Overlaps; 4] {
    let (text, wanted) = running(sentence);
    let reading = reading_of(&text);
    let all = |role| {
        reading.iter().flat_map(|reading| argument_spans(reading.events.iter(), role)).collect::<Spans>()
    };
    let main = |role| {
        let event = reading.as_ref().and_then(main_event);
        argument_spans(event.into_iter(), role)
    };
    [
        overlaps(&all(Role::Actor), &wanted[0]),
        overlaps(&all(Role::Recipient), &wanted[1]),
        overlaps(&main(Role::Actor), &wanted[0]),
        overlaps(&main(Role::Recipient), &wanted[1]),
    ]
}

#[test]
#[ignore = "measures for a minute: ./dev score runs it"]
fn parties_of_cameo() {
    let Some(lines) = corpus("cameo_ner-train.jsonl") else { return };
    let sentences: Vec<Sentence> =
        lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let found: Vec<[Overlaps; 4]> = sentences.par_iter().map(parties).collect();
    let add = |a: [Overlaps; 4], b: &[Overlaps; 4]| {
        std::array::from_fn(|i| std::array::from_fn(|k| a[i][k] + b[i][k]))
    };
    let held_back = found.iter().step_by(5).fold([[0; 4]; 4], add);
    let whole = found.iter().fold([[0; 4]; 4], add);
    for (name, counts) in [("every fifth sentence", held_back), ("all sentences", whole)] {
        let [source, target, main_source, main_target] = counts.map(f1);
        println!(
            "cameo_ner-train, {name}: source {source:.3}, target {target:.3} of all events; {main_source:.3}, {main_target:.3} of the most confident one"
        );
    }
    assert!(f1(held_back[0]) >= 0.3, "sources are found");
}
