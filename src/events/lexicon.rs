//! The trigger lexicon, `lexicons/triggers.tsv`: the words that report events, one row a sense.
//!
//! Its columns:
//!
//! - `pattern`: a base form, with the words that must follow it ("crack down", "impose sanctions"); for nouns the words
//!   that must come before its last ("air strike").
//! - `pos`: verb, noun, plural (a noun that counts only in this very form), adj.
//! - `type`, `mode`, `cameo`: what it codes to.
//! - `frame`: who is who. AR: subject or possessor acts, object or "of" suffers; A: there is only one who acts; R: only
//!   one who suffers; AA: all parties act; NR: the subject does not act, the object suffers; N: nobody takes part.
//! - `preps`: prepositions that bring in the recipient (of AA: another actor).
//! - `needs`: what must be found: actor, recipient, party (either), object, person (an object that can act), passive,
//!   place, prep (one of `preps`), infinitive, negative (a word of blame after it), context (a noun's sign that it is
//!   about one happening: a verb that reports it, a date, a party), doer (an actor, or a passive that hides one),
//!   complement (an object, an infinitive or one of `preps`), refused ("will not"), demand (it tells what
//!   somebody else must do), intransitive (no object, nor a clause in its place), state (a country or its
//!   government acts). Of AA, a recipient is a second party.
//! - `object`: one of these must be among the words after it; `unless`: none of these may be beside it; `subject`: one
//!   of these must be the subject; for nouns, stand in the same sentence.
//! - `class`: casualty (tells the toll of something else), speech (what it asks or threatens is no event of its own),
//!   commit (what it promises is the event), claim (an accusation where it tells of a misdeed, else nothing).
//! - `weight`: how sure the word alone makes us, from 0 to 1.
//!
//! Beside it `lexicons/event_words.tsv`, the words that steer triggers: light verbs, control verbs, hedges.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lexicon::inflect::{plural, verb_forms};
use crate::lexicon::rows;
use crate::reading::EventType;

/// A trigger's part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pos {
    Verb,
    Noun,
    Adjective,
}

/// Who is who around a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// The subject acts on the object.
    ActorRecipient,
    /// Somebody acts.
    Actor,
    /// Something happens to somebody.
    Recipient,
    /// Somebody acts on the object, but not the subject.
    NobodyRecipient,
    /// All parties act together.
    Together,
    /// It happens of itself.
    Nobody,
}

/// What a trigger tells beside its own event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Plain,
    /// The toll of another event.
    Casualty,
    /// A speech act that swallows what it asks for.
    Speech,
    /// A promise of the event that it governs.
    Commit,
    /// A claim that accuses somebody of the event in it, or else is none.
    Claim,
}

/// What must be found around a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Actor,
    Recipient,
    Party,
    Object,
    Person,
    Passive,
    Place,
    Preposition,
    Infinitive,
    Negative,
    Context,
    Doer,
    Complement,
    Refused,
    Demand,
    Intransitive,
    State,
}

/// One sense of a trigger.
#[derive(Clone, Debug)]
pub struct Sense {
    /// The words beside the trigger itself: after a verb, before a noun.
    pub rest: Vec<&'static str>,
    /// The trigger's base form.
    pub lemma: &'static str,
    pub pos: Pos,
    /// Whether a noun counts only as it stands: "talks", not "talk".
    pub only_this_form: bool,
    pub kind: EventType,
    pub mode: Option<&'static str>,
    pub cameo: Option<&'static str>,
    pub frame: Frame,
    pub preps: Vec<&'static str>,
    pub needs: Vec<Need>,
    pub object: Vec<&'static str>,
    pub unless: Vec<&'static str>,
    pub subject: Vec<&'static str>,
    pub class: Class,
    pub weight: f32,
}

impl Sense {
    /// Whether it is done to bodies or things, by somebody or something.
    pub fn strikes_bodies(&self) -> bool {
        let seizes = matches!(self.mode, Some("seize" | "arrest" | "deport"));
        self.kind == EventType::Assault || self.kind == EventType::Coerce && seizes
    }
}

/// The senses of a word form used as `pos`, as the lexicon orders them.
pub fn senses(lower: &str, pos: Pos) -> &'static [&'static Sense] {
    let table = match pos {
        Pos::Verb => &TRIGGERS.verbs,
        Pos::Noun => &TRIGGERS.nouns,
        Pos::Adjective => &TRIGGERS.adjectives,
    };
    table.get(lower).map_or(&[], Vec::as_slice)
}

/// Whether the base form `lemma` has the class `class` in `lexicons/event_words.tsv`.
pub fn is(lemma: &str, class: &'static str) -> bool {
    WORDS.get(class).is_some_and(|words| words.contains(lemma))
}

/// The base form of a verb form, where the event lexicons know it.
pub fn lemma(lower: &str) -> &str {
    LEMMAS.get(lower).copied().unwrap_or(lower)
}

type Table = HashMap<String, Vec<&'static Sense>>;

#[derive(Default)]
struct Triggers {
    verbs: Table,
    nouns: Table,
    adjectives: Table,
}

static SENSES: LazyLock<Vec<Sense>> = LazyLock::new(|| {
    rows(include_str!("../../lexicons/triggers.tsv")).filter_map(|row| sense(&row)).collect()
});

static TRIGGERS: LazyLock<Triggers> = LazyLock::new(|| {
    let mut triggers = Triggers::default();
    for sense in SENSES.iter() {
        let base = sense.lemma.to_string();
        let (table, mut forms) = match sense.pos {
            Pos::Verb => {
                let forms = verb_forms(sense.lemma).into_iter().map(|(form, _)| form).collect();
                (&mut triggers.verbs, forms)
            }
            Pos::Noun if sense.only_this_form => (&mut triggers.nouns, vec![base]),
            Pos::Noun => (&mut triggers.nouns, vec![plural(sense.lemma), base]),
            Pos::Adjective => (&mut triggers.adjectives, vec![base]),
        };
        forms.extend(forms.iter().filter_map(|form| other_spelling(form)).collect::<Vec<_>>());
        forms.sort_unstable();
        forms.dedup();
        forms.into_iter().for_each(|form| table.entry(form).or_default().push(sense));
    }
    triggers
});

/// "organized" for "organised", "mobilisation" for "mobilization".
fn other_spelling(form: &str) -> Option<String> {
    const ENDINGS: [&str; 6] = ["e", "ed", "es", "ing", "ation", "ations"];
    ENDINGS.iter().find_map(|ending| {
        let stem = form.strip_suffix(ending)?;
        let (root, other) = match stem.strip_suffix("is") {
            Some(root) => (root, "iz"),
            None => (stem.strip_suffix("iz")?, "is"),
        };
        Some(format!("{root}{other}{ending}"))
    })
}

/// Classes of words that steer triggers.
static WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, HashSet<&'static str>> = HashMap::new();
    for row in rows(include_str!("../../lexicons/event_words.tsv")).filter(|row| row.len() > 1) {
        words.entry(row[1]).or_default().insert(row[0]);
    }
    words
});

/// Verb forms to base forms, for the verbs of both lexicons.
static LEMMAS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let verbs = SENSES.iter().filter(|sense| sense.pos == Pos::Verb).map(|sense| sense.lemma);
    let steering = rows(include_str!("../../lexicons/event_words.tsv"))
        .filter(|row| row.len() > 1 && row[1].starts_with("verb"))
        .map(|row| row[0]);
    verbs
        .chain(steering)
        .flat_map(|base| verb_forms(base).into_iter().map(move |(form, _)| (form, base)))
        .collect()
});

/// One row of the lexicon; none where it is malformed, which a test rules out.
fn sense(row: &[&'static str]) -> Option<Sense> {
    let [
        pattern,
        pos,
        kind,
        mode,
        cameo,
        frame,
        preps,
        needs,
        object,
        unless,
        subject,
        class,
        weight,
        _source,
    ] = row
    else {
        return None;
    };
    let only_this_form = *pos == "plural";
    let pos = match *pos {
        "verb" => Pos::Verb,
        "noun" | "plural" => Pos::Noun,
        "adj" => Pos::Adjective,
        _ => return None,
    };
    let words = |cell: &&'static str| cell.split_whitespace().collect::<Vec<_>>();
    let mut rest = words(pattern);
    let lemma = if pos == Pos::Noun { rest.pop()? } else { rest.remove(0) };
    let some = |cell: &&'static str| (!cell.is_empty()).then_some(*cell);
    Some(Sense {
        rest,
        lemma,
        pos,
        only_this_form,
        kind: serde_json::from_value(serde_json::Value::from(*kind)).ok()?,
        mode: some(mode),
        cameo: some(cameo),
        frame: frame_named(frame)?,
        preps: words(preps),
        needs: words(needs).into_iter().map(need_named).collect::<Option<_>>()?,
        object: words(object),
        unless: words(unless),
        subject: words(subject),
        class: class_named(class)?,
        weight: weight.parse().ok()?,
    })
}

fn frame_named(name: &str) -> Option<Frame> {
    Some(match name {
        "AR" => Frame::ActorRecipient,
        "A" => Frame::Actor,
        "R" => Frame::Recipient,
        "NR" => Frame::NobodyRecipient,
        "AA" => Frame::Together,
        "N" => Frame::Nobody,
        _ => return None,
    })
}

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "" => Class::Plain,
        "casualty" => Class::Casualty,
        "speech" => Class::Speech,
        "commit" => Class::Commit,
        "claim" => Class::Claim,
        _ => return None,
    })
}

fn need_named(name: &str) -> Option<Need> {
    Some(match name {
        "actor" => Need::Actor,
        "recipient" => Need::Recipient,
        "party" => Need::Party,
        "object" => Need::Object,
        "person" => Need::Person,
        "passive" => Need::Passive,
        "place" => Need::Place,
        "prep" => Need::Preposition,
        "infinitive" => Need::Infinitive,
        "negative" => Need::Negative,
        "context" => Need::Context,
        "doer" => Need::Doer,
        "complement" => Need::Complement,
        "refused" => Need::Refused,
        "demand" => Need::Demand,
        "intransitive" => Need::Intransitive,
        "state" => Need::State,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_trigger_lexicon_is_well_formed() {
        let bad: Vec<String> = rows(include_str!("../../lexicons/triggers.tsv"))
            .filter(|row| sense(row).is_none())
            .map(|row| row.join("|"))
            .collect();
        assert_eq!(bad, Vec::<String>::new());
    }

    #[test]
    fn word_forms_lead_to_their_senses() {
        let kind = |form, pos| senses(form, pos).first().map(|sense| sense.kind);
        assert_eq!(kind("abducted", Pos::Verb), Some(EventType::Assault));
        assert_eq!(kind("withdrew", Pos::Verb), Some(EventType::Retreat));
        assert_eq!(kind("sanctions", Pos::Noun), Some(EventType::Sanction));
        assert_eq!(kind("earthquakes", Pos::Noun), Some(EventType::Disaster));
        assert_eq!(kind("criticized", Pos::Verb), kind("criticised", Pos::Verb));
        assert_eq!(kind("table", Pos::Noun), None);
    }
}
