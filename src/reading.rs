//! The reading of an article: plain data, and all that passes between the engine and whoever shows it.
//!
//! Every offset is a Unicode code point into the text exactly as it was given, end exclusive.

use serde::{Deserialize, Serialize};

/// The `schema` of the readings that this version writes. It is another whenever their fields are; `schema/` has them as
/// JSON Schema.
pub const SCHEMA: &str = "dateline/2";

/// A stretch of the text in Unicode code points, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// What was read in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Reading {
    /// Always [`SCHEMA`].
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("const" = SCHEMA)))]
    pub schema: String,
    /// The headline, where the text carries one.
    pub title: Option<Span>,
    /// What stands below the headline and says more.
    pub standfirst: Option<Span>,
    /// What pictures show, and who took them.
    pub captions: Vec<Span>,
    /// Who wrote it, as the text says.
    pub byline: Option<Span>,
    /// The place (and date) line that opens the article's first paragraph.
    pub dateline: Option<Span>,
    /// The publication date, ISO 8601: the text's own, or else the one given with the text.
    pub published: Option<String>,
    /// The day that the text gives as its own, whichever counts.
    pub published_in_text: Option<String>,
    /// The other day that the numbers of the text's own may mean, where nothing tells their order: "03/04/2024".
    pub published_or: Option<String>,
    /// From the first to the last character of the article proper.
    pub article: Span,
    /// What was taken for page furniture and not read, in order.
    pub furniture: Vec<Span>,
    /// Which share of the text was read, by its characters, from 0 to 1.
    pub share_read: f32,
    /// The entries of a live blog, the items of a digest, what stands under headings, stories told one after the other; none where
    /// there is but one.
    pub sections: Vec<Section>,
    /// Actors and places, each with all its mentions.
    pub entities: Vec<Entity>,
    /// What somebody said, and who.
    pub quotes: Vec<Quote>,
    /// What happened, is planned, or is denied.
    pub events: Vec<Event>,
    /// What the taggers found, in the conventions of the corpora they are measured on; only on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spans: Option<Tagged>,
}

/// A part of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Section {
    /// From its heading or time to its last word.
    pub span: Span,
    /// Its own time, as far as it tells one: "18:12", "2024-02-17", "2024-02-17T18:12".
    pub time: Option<String>,
}

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A named human being.
    Person,
    /// Any named body: a ministry, company, party, armed group, medium, alliance.
    Organisation,
    /// A state, or its people acting.
    Country,
    /// An unnamed collective or a role.
    Group,
    /// A location.
    Place,
}

/// One real-world thing that the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Entity {
    /// Unique among the reading's entities.
    pub id: usize,
    /// The fullest name in the text; for an unnamed one, its noun phrase.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether it has a proper name.
    pub named: bool,
    /// Where on the map it is, for places that a gazetteer knows.
    pub place: Option<Place>,
    /// Its PLOVER codes.
    pub plover: Option<Plover>,
    /// Its mentions in the order of the text; empty where only an adjective names it.
    pub mentions: Vec<Mention>,
    /// How much the article is about it, from 0 to 1; the highest first is the order of a list.
    pub salience: f32,
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Place {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166 alpha-2 code of the country it lies in.
    pub country: Option<String>,
    /// GeoNames identifier.
    pub gazetteer_id: Option<u32>,
    /// Kilometres from its middle to its edge, roughly; none for what is a point on the map.
    #[serde(default)]
    pub extent: Option<u32>,
    /// How likely it is this place and none of the candidates, from 0 to 1.
    pub confidence: f32,
    /// Other places of that name, likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Another place that a name could mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Candidate {
    /// The gazetteer's name for it.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166 alpha-2 code of the country it lies in.
    pub country: Option<String>,
    /// GeoNames identifier.
    pub gazetteer_id: Option<u32>,
}

/// An actor's PLOVER codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Plover {
    /// ISO 3166 alpha-3, or one of PLOVER's (IGO, NGO, …).
    pub country: Option<String>,
    /// Sector: GOV, MIL, REB, …
    pub sector: Option<String>,
}

/// Whether a mention is of somebody who can act, or of a location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Somebody who can act, speak or be acted on.
    Actor,
    /// A location.
    Place,
}

/// What words a mention is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A proper name.
    Name,
    /// A noun phrase: "two Turkish sources".
    Nominal,
    /// "he", "they", "it".
    Pronoun,
}

/// One occurrence of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Mention {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Actor or place, here.
    pub layer: Layer,
    /// Name, nominal or pronoun.
    pub form: Form,
}

/// How a quote stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum QuoteForm {
    /// All of it in quotation marks, or set apart as a block.
    Direct,
    /// Reported speech without marks.
    Indirect,
    /// Reported speech with a part in marks.
    Mixed,
}

/// Whether the content was uttered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Said, written, claimed, announced, denied or asked.
    Said,
    /// A thought, wish or fear.
    Thought,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Quote {
    /// Unique among the reading's quotes.
    pub id: usize,
    /// The content alone, without marks, "that" and border punctuation.
    pub content: Span,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
    /// The word that reports.
    pub cue: Option<Span>,
    /// The words that name the speaker, as they stand.
    pub source: Option<Span>,
    /// Whether it says that the content is not so: "denied that it had fired".
    pub denied: bool,
    /// The entity that speaks.
    pub speaker: Option<usize>,
    /// The body that a spokesman speaks for.
    pub on_behalf_of: Option<usize>,
    /// The quote that it is in: what somebody is said to have said.
    #[serde(default)]
    pub within: Option<usize>,
    /// How likely this is a quote at all; from 0 to 1.
    pub confidence: f32,
    /// How likely it was the speaker who said it; from 0 to 1.
    pub speaker_confidence: f32,
}

/// The type of an event: PLOVER's, then those that PLOVER leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are PLOVER's own and say all there is to say")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Crime,
    Legal,
    Election,
    Disaster,
    Accident,
    Health,
    Economy,
    Death,
    Move,
    Other,
}

/// Whether an event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Reported as done.
    Happened,
    /// Under way.
    Ongoing,
    /// Announced, threatened or demanded.
    Planned,
    /// Only charged, alleged or held possible.
    Possible,
    /// Told solely as denied.
    Denied,
}

/// The part that some words play in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    Time,
    /// The words that make it planned, denied, …
    Status,
}

/// The words behind one slot of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Argument {
    /// The slot.
    pub role: Role,
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The entity that the words stand for, where they stand for one.
    pub entity: Option<usize>,
}

/// What the article reports as done, under way, planned or denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Event {
    /// Unique among the reading's events.
    pub id: usize,
    /// PLOVER type, or one of those that PLOVER leaves out.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code, where one is clear.
    pub cameo: Option<String>,
    /// The word that reports it.
    pub trigger: Span,
    /// Other mentions of the same happening.
    pub also: Vec<Span>,
    /// The sentence of the trigger.
    pub sentence: Span,
    /// The sentences that tell of it, in the order of the text.
    pub told: Vec<Telling>,
    /// Entities that did it.
    pub actors: Vec<usize>,
    /// Entities that it was done to.
    pub recipients: Vec<usize>,
    /// The entity where it happened.
    pub place: Option<usize>,
    /// ISO 8601: a day, a span `a/b`, a month or a year.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Who says so; none where the article states it on its own authority.
    pub according_to: Option<usize>,
    /// The quote that it stands in.
    pub quote: Option<usize>,
    /// Entities that dispute it.
    pub disputed_by: Vec<usize>,
    /// Numbers told of it.
    pub quantities: Vec<Quantity>,
    /// The words behind each slot.
    pub arguments: Vec<Argument>,
    /// How likely its type and parties are right, from 0 to 1.
    pub confidence: f32,
    /// How much the article is about it, from 0 to 1; the highest first is the order of a list.
    #[serde(default)]
    pub salience: f32,
}

/// One sentence that tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Telling {
    /// The words that tell of it.
    pub trigger: Span,
    /// The sentence.
    pub sentence: Span,
    /// Whether it took place, as it is told here.
    pub status: Status,
    /// Who says so here; none where the article does.
    pub according_to: Option<usize>,
    /// The quote that the words stand in.
    pub quote: Option<usize>,
}

/// A number told of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Quantity {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What is counted: "killed", "missiles".
    pub what: String,
    /// How many at least.
    pub low: f64,
    /// How many at most; the same as `low` where the words give one number, [`UNBOUNDED`] where they give no upper end:
    /// "at least 12".
    pub high: f64,
    /// Who says so; none where the article does.
    #[serde(default)]
    pub according_to: Option<usize>,
}

/// More than anything that the news counts.
pub const UNBOUNDED: f64 = 1e15;

/// Spans as the corpora have them, for measuring the taggers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Tagged {
    /// Names.
    pub names: Vec<TaggedName>,
    /// Attributions, a content with its "that" and its quotation marks.
    pub attributions: Vec<TaggedAttribution>,
}

/// The type of a tagged name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are the corpora's own")]
pub enum NameType {
    Per,
    Org,
    Loc,
    Misc,
}

/// One tagged name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TaggedName {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// PER, ORG, LOC or MISC.
    #[serde(rename = "type")]
    pub kind: NameType,
}

/// One tagged attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TaggedAttribution {
    /// Who says it.
    pub source: Option<Span>,
    /// The word that reports.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Span,
    /// Said or thought, by its cue.
    pub kind: QuoteKind,
}
