//! Against whom a protest is where only what is demanded in it says so: "marched to demand that the government resign",
//! "a hunger strike in protest at the court's refusal".

use super::scene::Scene;
use super::triggers::Draft;
use crate::reading::EventType;

/// How many words up the tree a demand may hang from the protest that it is made in.
const DEPTH: usize = 3;

/// Gives protests without recipients those of what is demanded, refused or disapproved of in them, and the other way round
/// those who protest.
pub fn of_protests(scene: &Scene<'_>, drafts: &mut [Draft]) {
    for protest in 0..drafts.len() {
        if drafts[protest].kind != EventType::Protest {
            continue;
        }
        let told =
            drafts.iter().position(|draft| is_told(draft) && scene.is_made_in(draft, &drafts[protest]));
        let Some(told) = told else { continue };
        if drafts[protest].recipients.is_empty() {
            let actors = drafts[protest].actors.clone();
            let (recipients, kind) = (drafts[told].recipients.clone(), drafts[told].kind);
            // Who refuses what is protested at is who the protest is against.
            let against = if kind == EventType::Request { recipients } else { drafts[told].actors.clone() };
            drafts[protest].recipients = against;
            drafts[protest].recipients.retain(|one| !actors.iter().any(|actor| actor.entity == one.entity));
        }
        if drafts[protest].actors.is_empty() && drafts[told].kind == EventType::Request {
            drafts[protest].actors = drafts[told].actors.clone();
            drafts[protest].unnamed[0] = drafts[protest].unnamed[0].or(drafts[told].unnamed[0]);
        }
    }
}

/// Whether a protest may be about it.
fn is_told(draft: &Draft) -> bool {
    use EventType::{Reject, Request};
    draft.kind == Request && !draft.recipients.is_empty() || draft.kind == Reject && !draft.actors.is_empty()
}

impl Scene<'_> {
    /// Whether the trigger of `draft` hangs from that of `protest`, or from its verb.
    fn is_made_in(&self, draft: &Draft, protest: &Draft) -> bool {
        let [of_draft, of_protest] = [draft, protest].map(|one| self.token_at(one.trigger.start));
        let verb = self.tree.head(of_protest).filter(|_| self.tree.is(of_protest, &["obj"]));
        let mut up = self.tree.up(of_draft).skip(1).take(DEPTH);
        up.any(|at| at == of_protest || Some(at) == verb)
    }
}
