//! How much of its sentence a trigger is: the main clause's verb tells what the sentence is about, a relative clause
//! what is known already.

use super::scene::Scene;
use super::triggers::Draft;
use crate::encoder::Tells;
use crate::reading::EventType;

/// How many steps up its tree a trigger is followed.
const STEPS: usize = 12;

/// What is left of a trigger that the encoder takes to tell nothing of its kind, and what the sentence around it can add;
/// its own word adds the rest.
const DOUBT: f32 = 0.2;
const SENTENCE: f32 = 0.5;

/// What is left of what a speech act is about.
const CONTENT: f32 = 0.6;

/// The least that is left of a trigger deep down.
const LEAST: f32 = 0.3;

impl Scene<'_> {
    /// From [`LEAST`] to 1: the product of what each step up to the root of the sentence costs.
    pub fn prominence(&self, token: usize) -> f32 {
        let mut left = 1.0;
        let mut at = token;
        for _ in 0..STEPS {
            let Some(head) = self.tree.head(at) else { break };
            left *= cost(self.tree.relation(at));
            at = head;
        }
        left.max(LEAST)
    }

    /// Who warns, refuses or demands is the news, not what they warn of.
    pub fn put_content_behind_speech(&self, drafts: &mut [Draft]) {
        let acts: Vec<usize> = drafts
            .iter()
            .filter(|draft| is_speech_act(draft.kind))
            .map(|draft| self.token_at(draft.trigger.start))
            .collect();
        for draft in drafts {
            let mut above = std::iter::successors(Some(self.token_at(draft.trigger.start)), |token| {
                self.tree.head(*token).filter(|_| self.tree.is(*token, &["ccomp", "xcomp", "acl", "obj"]))
            });
            if above.by_ref().skip(1).take(STEPS).any(|token| acts.contains(&token)) {
                draft.prominence *= CONTENT;
            }
        }
    }

    /// How far the encoder takes the sentence to be about what a trigger of type `kind` tells, from [`DOUBT`] to 1.
    pub fn support(&self, token: usize, kind: EventType) -> f32 {
        let odds = |tells: &Tells| quads(kind).iter().map(|quad| tells[*quad]).sum::<f32>();
        // As the head was trained: one word's share of nothing each.
        let nothing = self.tells.len() as f32;
        let all = nothing + self.tells.iter().flatten().sum::<f32>();
        if quads(kind).is_empty() {
            return DOUBT + (1.0 - DOUBT) * nothing / all;
        }
        let sentence = self.tells.iter().map(odds).sum::<f32>() / all;
        let own = odds(&self.tells[token]) / all;
        DOUBT + SENTENCE * sentence + (1.0 - DOUBT - SENTENCE) * own
    }
}

fn is_speech_act(kind: EventType) -> bool {
    use EventType::{Accuse, Reject, Request, Threaten};
    matches!(kind, Accuse | Reject | Request | Threaten)
}

/// Which of the encoder's kinds an event of a type is: verbal and material cooperation, verbal and material conflict.
fn quads(kind: EventType) -> &'static [usize] {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Legal, Mobilize, Protest, Reject,
        Request, Retreat, Sanction, Support, Threaten,
    };
    match kind {
        Agree | Consult | Support => &[0],
        // What is conceded may be a word or a prisoner.
        Concede => &[0, 1],
        Cooperate | Aid | Retreat => &[1],
        Request | Accuse | Reject | Threaten | Sanction | Legal => &[2],
        Protest | Mobilize | Coerce | Assault => &[3],
        _ => &[],
    }
}

/// What is left of the weight of a word that hangs on another by this relation.
fn cost(relation: &str) -> f32 {
    match relation {
        // What somebody says is the news, not that they say it.
        "ccomp" | "parataxis" | "root" => 1.0,
        "conj" => 0.98,
        "obj" | "xcomp" => 0.95,
        "nsubj" | "nsubj:pass" | "obl:agent" => 0.9,
        "advcl" => 0.85,
        "acl" | "acl:relcl" => 0.7,
        "obl" | "nmod" => 0.8,
        _ => 0.75,
    }
}

/// How well a type sums a sentence up: what has none of the ontology's own types, and what has no parties, seldom does.
pub fn telling(kind: EventType) -> f32 {
    use EventType::{Accident, Death, Disaster, Economy, Election, Health, Move, Other};
    match kind {
        Other => 0.7,
        Move | Economy | Election | Health | Disaster => 0.8,
        Accident | Death => 0.9,
        _ => 1.0,
    }
}
