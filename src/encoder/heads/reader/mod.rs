//! The heads that read an article as a whole: mentions and who they are, quotes and their speakers, events with what may fill their
//! slots. They only score; `entities`, `quotes` and `events` decide.
//!
//! A text is taken in parts ([`Reader::take`]), which leaves the vectors of its mentions, triggers and contents; then all of
//! them are compared ([`Reader::compare`]). How far back is looked is bounded, so that the cost grows with the text alone.

mod compare;
mod features;
mod manifest;
mod pairs;
mod paths;
mod words;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{dense, relu, tags};
use crate::encoder::weights::unusable;
use crate::encoder::{Encoded, Linear, Rows, Weights, WeightsError, Words};
use crate::reading::{EntityKind, EventType, QuoteForm, Status};
use manifest::Manifest;
pub use manifest::{Fitted, Scale};
use pairs::Pairs;
use paths::Paths;
pub use words::Gender;
use words::Text;

/// What a mention is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A name of somebody who can act.
    Named,
    /// Words for somebody who can act.
    Unnamed,
    /// A place.
    Place,
    /// A pronoun.
    Pronoun,
    /// Words that say when.
    Time,
}

/// Classes as the features of pairs count them: one more than there are, for what only treebanks have.
const CLASSES: usize = 6;

/// What may be said of an event beside its type.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
    /// Where.
    Place,
    /// Whose word it is.
    AccordingTo,
    /// When.
    Time,
}

/// How many slots there are.
pub const SLOTS: usize = 5;

/// Labels of the heads, in the order of their outputs.
#[derive(Debug, Default, PartialEq)]
pub struct Labels {
    /// Classes of mentions.
    pub classes: Vec<Class>,
    /// Kinds of entities.
    pub kinds: Vec<EntityKind>,
    /// PLOVER's countries, "none" for none.
    pub countries: Vec<String>,
    /// PLOVER's sectors, "none" for none.
    pub sectors: Vec<String>,
    /// Types of events.
    pub types: Vec<EventType>,
    /// Statuses of events.
    pub statuses: Vec<Status>,
    /// Modes of events, "none" for none.
    pub modes: Vec<String>,
    /// Forms of quotes.
    pub forms: Vec<QuoteForm>,
}

/// A mention with what is said of it; scores are before softmax.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Its words.
    pub words: Range<usize>,
    /// What it is.
    pub class: Class,
    /// How likely its words are one, from 0 to 1.
    pub probability: f32,
    /// What its pronoun or title tells.
    pub gender: Option<Gender>,
    /// Of its kinds, countries and sectors.
    pub kinds: Vec<f32>,
    /// Of its countries.
    pub countries: Vec<f32>,
    /// Of its sectors.
    pub sectors: Vec<f32>,
    /// For mentions before it how well it goes back to each: a logarithm of odds against its being the first of its entity.
    pub before: Vec<(usize, f32)>,
}

/// A word that tells of an event, with what is said of it; scores are before softmax.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trigger {
    /// The word.
    pub word: usize,
    /// Logarithms of the probabilities of no event, then of the types.
    pub types: Vec<f32>,
    /// Of its statuses.
    pub statuses: Vec<f32>,
    /// Of its modes.
    pub modes: Vec<f32>,
    /// For triggers before it how well each tells of the same event: a logarithm of odds against a new one.
    pub before: Vec<(usize, f32)>,
    /// For mentions around it how well each fills the slots.
    pub fillers: Vec<(usize, [f32; SLOTS])>,
}

/// What is quoted, with what is said of it; scores are before softmax.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Content {
    /// The words.
    pub words: Range<usize>,
    /// How likely they are one, from 0 to 1.
    pub probability: f32,
    /// Of its forms.
    pub forms: Vec<f32>,
    /// That nobody is its speaker.
    pub nobody: f32,
    /// For mentions around it that it speaks, and that its words say so.
    pub speakers: Vec<(usize, [f32; 2])>,
}

/// What the heads say of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Said {
    /// What the scores are of.
    #[serde(skip)]
    pub labels: Arc<Labels>,
    /// What was fitted to them.
    #[serde(skip)]
    pub fitted: Fitted,
    /// Mentions in the order of their first words.
    pub mentions: Vec<Mention>,
    /// Triggers in order.
    pub triggers: Vec<Trigger>,
    /// Contents in order.
    pub contents: Vec<Content>,
    /// Words that name the source of a quote.
    pub sources: Vec<Range<usize>>,
    /// Words that report.
    pub cues: Vec<Range<usize>>,
}

/// Parts of a text that were taken, and are not compared yet.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    said: Said,
    text: Text,
    words: usize,
    mentions: Units,
    triggers: Units,
    contents: Units,
}

/// Vectors of units, one after the other.
#[derive(Clone, Debug, Default)]
struct Units {
    vectors: Vec<f32>,
    rows: usize,
}

/// A trigger is a word that is likelier one than not.
const IS_TRIGGER: f32 = -std::f32::consts::LN_2;

/// All reading heads.
pub struct Reader {
    labels: Arc<Labels>,
    fitted: Fitted,
    paths: Paths,
    unit: usize,
    mention_tags: Linear,
    trigger_tags: Linear,
    content_tags: Linear,
    source_tags: Linear,
    cue_tags: Linear,
    mention: Linear,
    trigger: Linear,
    quote: Linear,
    kind: Linear,
    country: Linear,
    sector: Linear,
    new: Linear,
    status: Linear,
    mode: Linear,
    first: Linear,
    form: Linear,
    nobody: Linear,
    identity: Pairs,
    slot: Pairs,
    sameness: Pairs,
    speaker: Pairs,
}

impl Reader {
    /// Unpacks the heads.
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        let manifest = Manifest::of(weights)?;
        let labels = Arc::new(labels(&manifest)?);
        let paths = Paths::new(manifest.list("paths")?);
        let width = weights.config().width;
        let tagged = |name: &str, outputs| weights.linear_of(&format!("read.words.{name}"), width, outputs);
        let made = |name: &str, words: usize| match manifest.words_of_unit(name)? {
            declared if declared == words => {
                weights.linear_of(&format!("read.{name}"), words * width, manifest.unit)
            }
            _ => unusable(format!("the unit {name} is not made of {words} words")),
        };
        let unit = |name: &str, outputs| weights.linear_of(&format!("read.{name}"), manifest.unit, outputs);
        let pairs = |name: &str, features: &[usize]| Pairs::of(weights, &manifest, name, features);
        Ok(Reader {
            mention_tags: tagged("mention", tags::count(labels.classes.len()))?,
            trigger_tags: tagged("trigger", 1 + labels.types.len())?,
            content_tags: tagged("content", tags::count(1))?,
            source_tags: tagged("source", tags::count(1))?,
            cue_tags: tagged("cue", tags::count(1))?,
            mention: made("mention", 2)?,
            trigger: made("trigger", 1)?,
            quote: made("quote", 4)?,
            kind: unit("kind", labels.kinds.len())?,
            country: unit("country", labels.countries.len())?,
            sector: unit("sector", labels.sectors.len())?,
            new: unit("new", 1)?,
            status: unit("status", labels.statuses.len())?,
            mode: unit("mode", labels.modes.len())?,
            first: unit("first", 1)?,
            form: unit("form", labels.forms.len())?,
            nobody: unit("nobody", 1)?,
            identity: pairs("identity", &features::IDENTITY)?,
            slot: pairs("slot", &features::slot_sizes(paths.count()))?,
            sameness: pairs("sameness", &features::SAMENESS)?,
            speaker: pairs("speaker", &features::SPEAKER)?,
            unit: manifest.unit,
            fitted: manifest.fitted,
            paths,
            labels,
        })
    }

    /// Takes the next part of a text: its `words` with their vectors, and the same quantised.
    pub fn take(&self, words: &Words, encoded: &Encoded, rows: &Rows, taken: &mut Taken) {
        let first = taken.words;
        taken.text.push(
            words.spans.iter().map(|span| span.of(words.text)),
            words.sentences,
            words.paragraphs,
        );
        let moved = |words: &Range<usize>| words.start + first..words.end + first;
        let found = |head: &Linear| tags::stretches(&dense(head, rows), head.outputs());
        let found_within =
            |head: &Linear| tags::stretches_within(&dense(head, rows), head.outputs(), words.paragraphs);
        for tagged in found_within(&self.mention_tags) {
            let class = self.labels.classes[tagged.label];
            // Nothing but a pronoun is one, whatever the tags say.
            let said = taken.text.said(&moved(&tagged.words));
            if class != Class::Pronoun || said.is_personal() {
                let (words, probability) = (moved(&tagged.words), tagged.probability);
                let blank = Mention {
                    words,
                    class,
                    probability,
                    gender: said.gender(),
                    kinds: Vec::new(),
                    countries: Vec::new(),
                    sectors: Vec::new(),
                    before: Vec::new(),
                };
                taken.said.mentions.push(blank);
                let ends = [tagged.words.start, tagged.words.end - 1];
                self.push(&self.mention, encoded, &ends, &mut taken.mentions);
            }
        }
        let scores = dense(&self.trigger_tags, rows);
        for (word, scores) in scores.chunks_exact(self.trigger_tags.outputs()).enumerate() {
            let types = super::bio::log_softmax(scores);
            if types[0] < IS_TRIGGER {
                let blank = Trigger {
                    word: word + first,
                    types,
                    statuses: Vec::new(),
                    modes: Vec::new(),
                    before: Vec::new(),
                    fillers: Vec::new(),
                };
                taken.said.triggers.push(blank);
                self.push(&self.trigger, encoded, &[word], &mut taken.triggers);
            }
        }
        for tagged in found(&self.content_tags) {
            let (Range { start, end }, probability) = (tagged.words.clone(), tagged.probability);
            let blank = Content {
                words: moved(&tagged.words),
                probability,
                forms: Vec::new(),
                nobody: 0.0,
                speakers: Vec::new(),
            };
            taken.said.contents.push(blank);
            let around = [start, end - 1, start.saturating_sub(1), end.min(encoded.len() - 1)];
            self.push(&self.quote, encoded, &around, &mut taken.contents);
        }
        taken.said.sources.extend(found_within(&self.source_tags).iter().map(|tagged| moved(&tagged.words)));
        taken.said.cues.extend(found_within(&self.cue_tags).iter().map(|tagged| moved(&tagged.words)));
        taken.words += encoded.len();
    }

    /// Appends the vector of a unit made of the vectors of some words.
    fn push(&self, layer: &Linear, encoded: &Encoded, words: &[usize], units: &mut Units) {
        let mut rows = Rows::default();
        rows.clear(layer.inputs());
        rows.push(&words.iter().flat_map(|word| encoded.vector(*word)).copied().collect::<Vec<_>>());
        let mut vector = dense(layer, &rows);
        relu(&mut vector);
        units.vectors.extend(vector);
        units.rows += 1;
    }
}

/// The labels of all heads; a label that the engine does not know makes the weights unusable.
fn labels(manifest: &Manifest) -> Result<Labels, WeightsError> {
    const ORDER: [Slot; SLOTS] = [Slot::Actor, Slot::Recipient, Slot::Place, Slot::AccordingTo, Slot::Time];
    const CLASSES_IN_ORDER: [Class; CLASSES - 1] =
        [Class::Named, Class::Unnamed, Class::Place, Class::Pronoun, Class::Time];
    if manifest.labels::<Slot>("slot")? != ORDER {
        return unusable("the slots are not those of the engine");
    }
    let classes = manifest.labels("mention")?;
    if classes != CLASSES_IN_ORDER {
        return unusable("the classes of mentions are not those of the engine");
    }
    Ok(Labels {
        classes,
        kinds: manifest.labels("kind")?,
        countries: manifest.labels("country")?,
        sectors: manifest.labels("sector")?,
        types: manifest.labels("trigger")?,
        statuses: manifest.labels("status")?,
        modes: manifest.labels("mode")?,
        forms: manifest.labels("form")?,
    })
}
