//! The parties that the encoder sees in a sentence's main event, given to the event that they are likeliest of.

use super::lexicon::Frame;
use super::scene::{Filler, Lend, Scene, Seen};
use super::tree::Tag;
use super::triggers::Draft;
use crate::reading::Layer;
use crate::text::Span;

/// Parties that the encoder is less sure of are not looked at; nor do any below the second mark become entities.
const SURE: [f32; 2] = [0.5, 0.9];
/// How much surer an event is that has one of the parties.
const SURER: f32 = 1.1;

/// Fills the empty slots of the main event, and makes it surer.
pub fn complete(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let of = |acts: bool| -> Vec<Seen> {
        scene
            .parties
            .iter()
            .filter(|party| party.acts == acts && party.confidence >= SURE[0])
            .filter(|party| scene.has_noun(party.span))
            .copied()
            .collect()
    };
    let (acting, suffering) = (of(true), of(false));
    let common = |draft: &Draft| {
        usize::from(meets(&draft.actors, draft.unnamed[0], &acting))
            + usize::from(meets(&draft.recipients, draft.unnamed[1], &suffering))
    };
    let likeness = |draft: &Draft| common(draft) as f32 + draft.confidence;
    let main = (0..drafts.len()).rev().max_by(|a, b| likeness(&drafts[*a]).total_cmp(&likeness(&drafts[*b])));
    let Some(draft) = main.map(|main| &mut drafts[main]) else { return };
    // One party in common shows that it is this event whose other party is seen.
    let is_theirs = common(draft) > 0;
    if is_theirs {
        draft.confidence = (draft.confidence * SURER).min(1.0);
    }
    // A death has nobody who acts: "spoke about the death of" tells who spoke.
    let has_actor = !matches!(draft.sense.frame, Frame::Nobody | Frame::NobodyRecipient);
    if draft.actors.is_empty() && has_actor {
        draft.actors = if is_theirs { fillers(scene, &acting, &draft.recipients) } else { Vec::new() };
        draft.unnamed[0] = draft.unnamed[0].or(acting.first().map(|party| party.span));
    }
    if draft.recipients.is_empty() {
        if is_theirs && is_open(draft.unnamed[1], &suffering) {
            draft.recipients = fillers(scene, &suffering, &draft.actors);
        }
        draft.unnamed[1] = draft.unnamed[1].or(suffering.first().map(|party| party.span));
    }
}

/// Whether a slot has words of one of the parties.
fn meets(fillers: &[Filler], words: Option<Span>, parties: &[Seen]) -> bool {
    let mut spans = fillers.iter().map(|filler| filler.span).chain(words);
    spans.any(|span| parties.iter().any(|party| party.span.overlaps(span)))
}

/// Whether a slot that nobody the article names is in may be one of the parties': it has no words of somebody else's.
fn is_open(words: Option<Span>, parties: &[Seen]) -> bool {
    words.is_none_or(|words| parties.iter().any(|party| party.span.overlaps(words)))
}

/// Who the words of the surer parties stand for, but not those who have the other slot.
fn fillers(scene: &Scene<'_>, parties: &[Seen], others: &[Filler]) -> Vec<Filler> {
    let sure = parties.iter().filter(|party| party.confidence >= SURE[1]);
    let mut found: Vec<Filler> = sure.flat_map(|party| scene.party_in(party.span)).collect();
    found.retain(|filler| !others.iter().any(|other| other.entity == filler.entity));
    found
}

impl Scene<'_> {
    /// Whether `span` names anything; an article alone does not.
    fn has_noun(&self, span: Span) -> bool {
        (self.token_at(span.start)..self.token_at(span.end.saturating_sub(1)) + 1)
            .any(|token| self.tags.get(token).is_some_and(|tag| tag.is_noun() || *tag == Tag::Pron))
    }

    /// Who the words `span` stand for; nobody where they only say where: "in Kenya".
    fn party_in(&self, span: Span) -> Vec<Filler> {
        let tokens = self.token_at(span.start)..self.token_at(span.end.saturating_sub(1)) + 1;
        let hangs_out = |token: &usize| self.tree.head(*token).is_none_or(|head| !tokens.contains(&head));
        let Some(head) = tokens.clone().find(hangs_out) else { return Vec::new() };
        let Some(phrase) = self.clauses.phrase_of(head) else { return Vec::new() };
        let found = self.party(phrase, Lend::Owner);
        let is_place = self.head_mention(phrase).is_some_and(|mention| mention.layer == Layer::Place);
        if is_place { Vec::new() } else { found }
    }
}
