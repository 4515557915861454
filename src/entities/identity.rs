//! Which mentions speak of the same thing, by what the network says of each and those before it.

use std::collections::HashMap;

use crate::encoder::Class;
use crate::encoder::said::{Gender, Mention};
use crate::text::Span;

/// What the user says of who is who, by where mentions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity<S> {
    /// Two mentions, and all that goes back to the same as they, are of one.
    Same(S, S),
    /// A mention is of nobody else's.
    Apart(S),
}

/// What a mention is told to be beside the words of the text: what rules out that two are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The story that it is in: nobody is in two.
    pub story: usize,
    /// The state that its words name, which is one entity however it is called.
    pub state: Option<usize>,
    /// The full name that it has, by a number: two with it are one.
    pub name: Option<usize>,
    /// Whether it is a he or a she.
    pub gender: Option<Gender>,
    /// Whether it is a body, a state or a place, which is neither.
    pub is_thing: bool,
    /// Whether it is a capital where something happens, and not its state.
    pub is_city: bool,
    /// Whether the words before it say that it is none of those before: "another source".
    pub is_another: bool,
    /// Whether it is nobody and nowhere, whatever it is called: a storm.
    pub is_nobody: bool,
}

impl Told {
    /// Whether both can be of one entity.
    fn fits(self, other: Told) -> bool {
        let same = |a: Option<usize>, b: Option<usize>| a.is_none() || b.is_none() || a == b;
        let one_gender = self.gender.is_none() || other.gender.is_none() || self.gender == other.gender;
        let is_nobody = self.is_thing && other.gender.is_some() || other.is_thing && self.gender.is_some();
        let is_city = self.is_city && other.state.is_some() || other.is_city && self.state.is_some();
        !is_city && same(self.state, other.state) && one_gender && !is_nobody && !other.is_another
    }

    fn with(self, other: Told) -> Told {
        Told {
            story: other.story,
            state: self.state.or(other.state),
            name: None,
            gender: self.gender.or(other.gender),
            is_thing: self.is_thing || other.is_thing,
            is_city: self.is_city || other.is_city,
            is_another: false,
            is_nobody: false,
        }
    }
}

/// The entity of each mention, counted from 0 in the order of their first mentions; none for what is nobody and nowhere: words
/// that say when, and pronouns that go back to nothing. `told` has what each mention is told to be, `rivals` which
/// mentions it is not one with, and `abbreviates` says of which the mention before it is the full name.
pub fn identify(
    mentions: &[Mention],
    told: &[Told],
    rivals: &[Vec<usize>],
    abbreviates: impl Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(mentions.len());
    let mut entities: Vec<Told> = Vec::new();
    let mut by_state: HashMap<(usize, usize), usize> = HashMap::new();
    let mut by_name: HashMap<(usize, usize), usize> = HashMap::new();
    for (at, (mention, told)) in mentions.iter().zip(told).enumerate() {
        if told.is_nobody {
            found.push(None);
            continue;
        }
        let full = found.last().copied().flatten().filter(|_| abbreviates(at));
        let known = full.or_else(|| told.state.and_then(|state| by_state.get(&(told.story, state)).copied()));
        // A rival that comes later will go back to somebody, too.
        let rival = |other: &usize| match found.get(*other) {
            Some(entity) => *entity,
            None => antecedent(&mentions[*other], &found, |_| true),
        };
        let ruled_out: Vec<usize> = rivals[at].iter().filter_map(rival).collect();
        let fits = |entity: usize| entities[entity].fits(*told) && !ruled_out.contains(&entity);
        let namesake = told
            .name
            .and_then(|name| by_name.get(&(told.story, name)).copied())
            .filter(|entity| fits(*entity));
        let entity = known.or(namesake).or_else(|| antecedent(mention, &found, fits));
        let is_new = matches!(mention.class, Class::Named | Class::Unnamed | Class::Place);
        let entity = entity.or_else(|| {
            is_new.then(|| {
                entities.push(Told::default());
                entities.len() - 1
            })
        });
        if let Some(entity) = entity {
            entities[entity] = entities[entity].with(*told);
            by_state.extend(entities[entity].state.map(|state| ((told.story, state), entity)));
            by_name.extend(told.name.map(|name| ((told.story, name), entity)));
        }
        found.push(entity);
    }
    found
}

/// Puts right what `found` says of the mentions at `spans`, in the order in which `said` does; what stands nowhere says nothing.
pub fn put_right(found: &mut [Option<usize>], spans: &[Span], said: &[Identity<Span>]) {
    let mut next = found.iter().flatten().max().map_or(0, |last| last + 1);
    let place = |span: Span| {
        let exact = spans.iter().position(|other| *other == span);
        exact.or_else(|| spans.iter().position(|other| other.overlaps(span)))
    };
    for identity in said {
        match *identity {
            Identity::Same(one, other) => {
                let (Some(one), Some(other)) = (place(one), place(other)) else { continue };
                let Some(kept) = found[one].or(found[other]) else { continue };
                let joined = [found[one], found[other]];
                let is_joined = |entity: &&mut Option<usize>| entity.is_some() && joined.contains(entity);
                found.iter_mut().filter(is_joined).for_each(|entity| *entity = Some(kept));
                (found[one], found[other]) = (Some(kept), Some(kept));
            }
            Identity::Apart(span) => {
                let Some(at) = place(span) else { continue };
                found[at] = Some(next);
                next += 1;
            }
        }
    }
    number(found);
}

/// Counts entities anew from 0 in the order of their first mentions.
fn number(found: &mut [Option<usize>]) {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for entity in found.iter_mut().flatten() {
        let next = numbers.len();
        *entity = *numbers.entry(*entity).or_insert(next);
    }
}

/// The entity of the mention before that fits best, if one fits better than none.
fn antecedent(mention: &Mention, found: &[Option<usize>], fits: impl Fn(usize) -> bool) -> Option<usize> {
    let before = mention.before.iter().filter(|(at, score)| *score > 0.0 && *at < found.len());
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
        Mention {
            words: 0..1,
            class,
            probability: 1.0,
            gender: None,
            kinds,
            countries,
            sectors,
            before: before.to_vec(),
        }
    }

    fn nobody(count: usize) -> Vec<Vec<usize>> {
        vec![Vec::new(); count]
    }

    #[test]
    fn a_pronoun_yields_to_the_name_that_it_cannot_be() {
        // Strand jailed Pike. She told Pike …
        let mentions = [
            mention(Class::Named, &[]),
            mention(Class::Named, &[(0, -3.0)]),
            mention(Class::Pronoun, &[(0, 1.0), (1, 2.0)]),
            mention(Class::Named, &[(0, -3.0), (1, 3.0), (2, 1.0)]),
        ];
        let told = [Told::default(); 4];
        let rivals = [vec![], vec![], vec![3], vec![2]];
        assert_eq!(identify(&mentions, &told, &nobody(4), |_| false), [Some(0), Some(1), Some(1), Some(1)]);
        assert_eq!(identify(&mentions, &told, &rivals, |_| false), [Some(0), Some(1), Some(0), Some(1)]);
    }

    #[test]
    fn the_user_joins_and_parts() {
        let spans: Vec<Span> = (0..5).map(|at| Span::new(4 * at, 4 * at + 3)).collect();
        let mut found = vec![Some(0), Some(1), Some(0), None, Some(1)];
        put_right(&mut found, &spans, &[Identity::Same(spans[1], spans[2])]);
        assert_eq!(found, [Some(0), Some(0), Some(0), None, Some(0)]);
        put_right(
            &mut found,
            &spans,
            &[Identity::Apart(spans[2]), Identity::Same(spans[3], Span::new(17, 18))],
        );
        assert_eq!(found, [Some(0), Some(0), Some(1), Some(0), Some(0)]);
        put_right(&mut found, &spans, &[Identity::Apart(spans[0]), Identity::Apart(Span::new(90, 91))]);
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(1), Some(1)]);
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
        assert_eq!(
            identify(&mentions, &[Told::default(); 5], &nobody(5), |_| false),
            [Some(0), Some(1), Some(1), None, None]
        );
    }

    #[test]
    fn a_state_is_one_whatever_it_is_called_and_never_another() {
        let mentions = [
            mention(Class::Named, &[]),
            mention(Class::Named, &[(0, 3.0)]),
            mention(Class::Named, &[(0, -3.0), (1, 3.0)]),
        ];
        let told = [7, 8, 7].map(|state| Told { state: Some(state), ..Told::default() });
        assert_eq!(identify(&mentions, &told, &nobody(3), |_| false), [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_he_is_no_she_and_neither_is_a_body() {
        let mentions = [
            mention(Class::Named, &[]),
            mention(Class::Named, &[(0, -1.0)]),
            mention(Class::Named, &[(0, -1.0), (1, -1.0)]),
            mention(Class::Pronoun, &[(0, 2.0), (1, 1.0), (2, 3.0)]),
        ];
        let he = Told { gender: Some(Gender::Male), ..Told::default() };
        let she = Told { gender: Some(Gender::Female), ..Told::default() };
        let body = Told { is_thing: true, ..Told::default() };
        assert_eq!(
            identify(&mentions, &[he, Told::default(), body, she], &nobody(4), |_| false),
            [Some(0), Some(1), Some(2), Some(1)]
        );
    }
}
