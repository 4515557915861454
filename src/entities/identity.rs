//! Which mentions speak of the same thing, by what the network says of each and those before it.

use std::collections::HashMap;

use crate::encoder::Class;
use crate::encoder::said::Mention;

/// The entity of each mention, counted from 0 in the order of their first mentions; none for what is nobody and nowhere: words
/// that say when, and pronouns that go back to nothing. `nations` has for each mention the state that its words name, which is
/// one entity however it is called.
pub fn identify(mentions: &[Mention], nations: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(mentions.len());
    // The state that each entity is.
    let mut states: Vec<Option<usize>> = Vec::new();
    let mut by_state: HashMap<usize, usize> = HashMap::new();
    for (mention, nation) in mentions.iter().zip(nations) {
        let known = nation.and_then(|nation| by_state.get(&nation).copied());
        let fits = |entity: usize| nation.is_none() || states[entity].is_none() || states[entity] == *nation;
        let entity = known.or_else(|| antecedent(mention, &found, fits)).or_else(|| {
            matches!(mention.class, Class::Named | Class::Unnamed | Class::Place).then(|| {
                states.push(None);
                states.len() - 1
            })
        });
        if let (Some(entity), Some(nation)) = (entity, *nation) {
            states[entity] = Some(nation);
            by_state.insert(nation, entity);
        }
        found.push(entity);
    }
    found
}

/// The entity of the mention before that fits best, if one fits better than none.
fn antecedent(mention: &Mention, found: &[Option<usize>], fits: impl Fn(usize) -> bool) -> Option<usize> {
    let before = mention.before.iter().filter(|(_, score)| *score > 0.0);
    let entities =
        before.filter_map(|(at, score)| Some((found[*at].filter(|entity| fits(*entity))?, *score)));
    entities.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(entity, _)| entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(class: Class, before: &[(usize, f32)]) -> Mention {
        let none = Vec::new;
        let (kinds, countries, sectors) = (none(), none(), none());
        Mention { words: 0..1, class, probability: 1.0, kinds, countries, sectors, before: before.to_vec() }
    }

    #[test]
    fn a_mention_goes_back_to_what_fits_best_or_to_nothing() {
        let mentions = [
            mention(Class::Named, &[]),
            mention(Class::Unnamed, &[(0, -0.5)]),
            mention(Class::Pronoun, &[(0, 1.0), (1, 2.0)]),
            mention(Class::Pronoun, &[(0, -1.0), (1, -2.0)]),
            mention(Class::Time, &[]),
        ];
        assert_eq!(identify(&mentions, &[None; 5]), [Some(0), Some(1), Some(1), None, None]);
    }

    #[test]
    fn a_state_is_one_whatever_it_is_called_and_never_another() {
        let mentions = [
            mention(Class::Named, &[]),
            mention(Class::Named, &[(0, 3.0)]),
            mention(Class::Named, &[(0, -3.0), (1, 3.0)]),
        ];
        assert_eq!(identify(&mentions, &[Some(7), Some(8), Some(7)]), [Some(0), Some(1), Some(0)]);
    }
}
