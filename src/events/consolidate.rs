//! One sentence, its triggers made consistent: "launched an attack" is the attack, "vowed to help" the help,
//! "the blast killed ten" the blast.

use super::lexicon::{Class, Pos, is};
use super::triggers::Draft;
use crate::reading::{EventType, Status};

/// How many triggers apart two words can be that tell of one event.
const NEAR: usize = 8;

/// Drops the triggers that only lead to another one of the same sentence.
pub fn consolidate(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut dropped = vec![false; drafts.len()];
    for verb in 0..drafts.len() {
        if drafts[verb].sense.pos != Pos::Verb {
            continue;
        }
        for noun in verb.saturating_sub(NEAR)..(verb + NEAR).min(drafts.len()) {
            if noun == verb || dropped[noun] || dropped[verb] || drafts[noun].sense.pos != Pos::Noun {
                continue;
            }
            match relation(&drafts[verb], &drafts[noun]) {
                Relation::None => {}
                Relation::VerbLeads => {
                    dropped[verb] = true;
                    absorb(&mut drafts, noun, verb);
                }
                Relation::NounFollows => {
                    dropped[noun] = true;
                    absorb(&mut drafts, verb, noun);
                }
                Relation::NounIsOther => dropped[noun] = true,
            }
        }
    }
    for promise in 0..drafts.len() {
        let ahead = drafts.iter().enumerate().skip(promise + 1).take(NEAR);
        let mut governed = ahead.filter(|(_, draft)| {
            draft.governors.contains(&drafts[promise].trigger) && draft.status == Status::Planned
        });
        if let Some(promised) = governed.next().map(|(index, _)| index)
            && drafts[promise].sense.class == Class::Commit
        {
            dropped[promise] = true;
            let trigger = drafts[promise].trigger;
            drafts[promised].also.push(trigger);
        } else if drafts[promise].kind == EventType::Other
            && drafts[promise].sense.class == Class::Commit
            && let Some(infinitive) = drafts[promise].governs
        {
            // "vowed to rebuild": no other word of the lexicon says what.
            let draft = &mut drafts[promise];
            draft.also.push(draft.trigger);
            (draft.trigger, draft.status) = (infinitive, Status::Planned);
        }
    }
    for claim in 0..drafts.len() {
        if drafts[claim].sense.class != Class::Claim || dropped[claim] {
            continue;
        }
        match drafts.iter().skip(claim + 1).take(NEAR).find(|other| is_misdeed(other, &drafts[claim])) {
            Some(misdeed) => drafts[claim].recipients = misdeed.actors.clone(),
            None => dropped[claim] = true,
        }
    }
    drafts.into_iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|(draft, _)| draft).collect()
}

/// Whether `other` is something bad that somebody else than the claimant is said to have done.
fn is_misdeed(other: &Draft, claim: &Draft) -> bool {
    use EventType::{Assault, Coerce, Crime};
    let by_others =
        other.actors.iter().all(|actor| !claim.actors.iter().any(|known| known.entity == actor.entity));
    matches!(other.kind, Assault | Coerce | Crime)
        && other.trigger.start > claim.trigger.end
        && !other.actors.is_empty()
        && by_others
}

enum Relation {
    None,
    /// The noun is the event, the verb only says that it took place.
    VerbLeads,
    /// The verb is the event, the noun says it again.
    NounFollows,
    /// The noun is a part of the verb's meaning, the fire of "open fire", or who did it: "the suicide bomber killed ten".
    NounIsOther,
}

fn relation(verb: &Draft, noun: &Draft) -> Relation {
    // "provided $20 million in food aid"
    let is_kind_of_aid = verb.kind == EventType::Aid && verb.set_in.contains(&noun.trigger);
    let is_object = verb.covered.contains(&noun.trigger) || is_kind_of_aid;
    let is_subject = verb.subject_heads.contains(&noun.trigger);
    let same = verb.kind == noun.kind;
    if is_object
        && (verb.kind == EventType::Other && noun.kind != EventType::Other
            || same && verb.kind != EventType::Other && is_light(verb))
    {
        Relation::VerbLeads
    } else if same && (is_object || is_subject && verb.kind == EventType::Other) {
        Relation::NounFollows
    } else if is_object && (!verb.sense.rest.is_empty() || verb.sense.object.contains(&noun.sense.lemma))
        || same && is_subject && verb.actors.iter().any(|actor| actor.span.contains(noun.trigger))
    {
        Relation::NounIsOther
    } else if is_subject && verb.actors.is_empty() && (same || harms(verb.kind) && harms(noun.kind)) {
        Relation::VerbLeads
    } else {
        Relation::None
    }
}

fn is_light(verb: &Draft) -> bool {
    is(verb.sense.lemma, "verb light-actor")
}

fn harms(kind: EventType) -> bool {
    use EventType::{Accident, Assault, Death, Disaster, Other};
    matches!(kind, Accident | Assault | Death | Disaster | Other)
}

/// Gives `into` what `from` knows more.
fn absorb(drafts: &mut [Draft], into: usize, from: usize) {
    let known = drafts[from].clone();
    let draft = &mut drafts[into];
    if draft.actors.is_empty() {
        draft.actors = known.actors;
    }
    if draft.recipients.is_empty() {
        draft.recipients = known.recipients;
    }
    let actors = &draft.actors;
    draft.recipients.retain(|filler| !actors.iter().any(|actor| actor.entity == filler.entity));
    draft.place = draft.place.or(known.place);
    // "rejected the veto": the verb's own word says nothing of whether it was rejected.
    let by_itself = known.status_words.is_some_and(|words| words.overlaps(draft.trigger));
    let is_set = draft.status == Status::Happened && known.status != Status::Happened && !by_itself;
    // "will hold talks on Friday": it is the verb that says whether that is the last or the next.
    draft.time = if is_set { known.time.or(draft.time.take()) } else { draft.time.take().or(known.time) };
    if is_set {
        draft.status = known.status;
        draft.status_words = known.status_words;
    }
    draft.confidence = draft.confidence.max(known.confidence.min(0.9));
    draft.also.push(known.trigger);
    draft.absorbed.push(known.sense.lemma);
    draft.also.extend(known.also);
}
