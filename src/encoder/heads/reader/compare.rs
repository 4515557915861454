//! Compares the mentions, triggers and contents of a text with one another.

use std::collections::HashMap;
use std::sync::Arc;

use super::features::{self, CROWD, NEAR, REACH, RELATED};
use super::pairs::{Pairs, Side};
use super::paths::Tree;
use super::words::{Said as Form, Text, initials, letters, prefix};
use super::{Class, Reader, SLOTS, Said, Taken, Units};
use crate::encoder::heads::dense;
use crate::encoder::heads::tree::Node;
use crate::encoder::{Linear, Rows};

impl Units {
    fn rows(&self, width: usize) -> Rows {
        let mut rows = Rows::default();
        rows.quantise(&self.vectors, width);
        rows
    }
}

impl Reader {
    /// What the heads say of the text whose parts were taken; `nodes` are its words in their trees.
    pub fn compare(&self, taken: Taken, nodes: &[Node]) -> Said {
        let Taken { mut said, ref text, mentions, triggers, contents, .. } = taken;
        (said.labels, said.fitted) = (Arc::clone(&self.labels), self.fitted);
        let [m, t, q] = [mentions, triggers, contents].map(|units| units.rows(self.unit));
        let seen: Vec<features::Mention> = said
            .mentions
            .iter()
            .map(|mention| features::Mention {
                words: mention.words.clone(),
                class: mention.class,
                said: text.said(&mention.words),
                place: text.place(mention.words.start),
            })
            .collect();
        self.tell_mentions(&m, &mut said);
        self.identify(&m, &seen, &mut said);
        self.tell_triggers(&t, &mut said);
        self.join(&t, text, &mut said);
        self.fill((&t, &m), text, &Tree::new(nodes), &seen, &mut said);
        self.attribute(&q, &m, text, &seen, &mut said);
        said
    }

    fn tell_mentions(&self, units: &Rows, said: &mut Said) {
        let [kinds, countries, sectors] =
            [&self.kind, &self.country, &self.sector].map(|head| by_row(head, units));
        let all = kinds.into_iter().zip(countries).zip(sectors);
        for (mention, ((kinds, countries), sectors)) in said.mentions.iter_mut().zip(all) {
            (mention.kinds, mention.countries, mention.sectors) = (kinds, countries, sectors);
        }
    }

    fn tell_triggers(&self, units: &Rows, said: &mut Said) {
        let all = by_row(&self.status, units).into_iter().zip(by_row(&self.mode, units));
        for (trigger, (statuses, modes)) in said.triggers.iter_mut().zip(all) {
            (trigger.statuses, trigger.modes) = (statuses, modes);
        }
    }

    /// Which mention each may go back to.
    fn identify(&self, units: &Rows, seen: &[features::Mention], said: &mut Said) {
        let (lefts, rights) = (self.identity.lefts(units), self.identity.rights(units));
        let new = dense(&self.new, units);
        let (mut known, mut scratch) = (Known::default(), Vec::new());
        for (at, later) in seen.iter().enumerate() {
            if later.class == Class::Time {
                continue;
            }
            let mut earlier = known.related(&later.said, at);
            earlier.extend(at.saturating_sub(NEAR)..at);
            earlier.sort_unstable();
            earlier.dedup();
            let compared =
                earlier.into_iter().filter(|other| seen[*other].class != Class::Time).map(|other| {
                    let relation = later.said.relation(&seen[other].said);
                    let features = features::identity(later, &seen[other], relation, at - other);
                    let score = one(&self.identity, (&lefts, at), (&rights, other), &features, &mut scratch);
                    (other, score - new[at])
                });
            said.mentions[at].before = compared.collect();
            known.add(&later.said, at);
        }
    }

    /// Which trigger each may tell the same as.
    fn join(&self, units: &Rows, text: &Text, said: &mut Said) {
        let (lefts, rights) = (self.sameness.lefts(units), self.sameness.rights(units));
        let first = dense(&self.first, units);
        let kinds: Vec<usize> = said.triggers.iter().map(|trigger| best(&trigger.types[1..])).collect();
        let words: Vec<usize> = said.triggers.iter().map(|trigger| trigger.word).collect();
        let (mut by_stem, mut scratch) = (HashMap::<&str, Vec<usize>>::new(), Vec::new());
        for (at, word) in words.iter().copied().enumerate() {
            let alike = by_stem.entry(features::stem(text.lower(word))).or_default();
            let mut earlier: Vec<usize> = alike.iter().rev().take(RELATED).copied().collect();
            alike.push(at);
            earlier.extend(at.saturating_sub(NEAR)..at);
            earlier.sort_unstable();
            earlier.dedup();
            let compared = earlier.into_iter().map(|other| {
                let kind = (kinds[at] == kinds[other]).then_some(kinds[at]);
                let features = features::sameness(text, word, words[other], kind, at - other);
                let score = one(&self.sameness, (&lefts, at), (&rights, other), &features, &mut scratch);
                (other, score - first[at])
            });
            said.triggers[at].before = compared.collect();
        }
    }

    /// What may fill the slots of each trigger.
    fn fill(
        &self,
        (t, m): (&Rows, &Rows),
        text: &Text,
        tree: &Tree,
        seen: &[features::Mention],
        said: &mut Said,
    ) {
        let (lefts, rights) = (self.slot.lefts(t), self.slot.rights(m));
        let mut scratch = Vec::new();
        for (at, trigger) in said.triggers.iter_mut().enumerate() {
            let sentence = text.place(trigger.word).sentence;
            let before = seen.partition_point(|mention| mention.words.start < trigger.word);
            let around = around(seen, sentence, sentence, before);
            let filled = around.map(|mention| {
                // How many mentions begin between the two.
                let rank = match mention < before && seen[mention].words.end <= trigger.word {
                    true => before - mention - 1,
                    false => mention.abs_diff(before),
                };
                let path = self.paths.number(tree, text, &seen[mention].words, trigger.word);
                let features = features::slot(text, trigger.word, &seen[mention], rank, path);
                let mut scores = [0.0; SLOTS];
                self.slot.score((&lefts, at), (&rights, mention), &features, &mut scratch, &mut scores);
                (mention, scores)
            });
            trigger.fillers = filled.collect();
        }
    }

    /// Who may have said each content.
    fn attribute(&self, q: &Rows, m: &Rows, text: &Text, seen: &[features::Mention], said: &mut Said) {
        let (lefts, rights) = (self.speaker.lefts(q), self.speaker.rights(m));
        let (forms, nobody) = (by_row(&self.form, q), dense(&self.nobody, q));
        let mut scratch = Vec::new();
        for (at, content) in said.contents.iter_mut().enumerate() {
            let form = best(&forms[at]);
            let ends = [content.words.start, content.words.end - 1].map(|word| text.place(word).sentence);
            let first = seen.partition_point(|mention| mention.words.start < content.words.start);
            let around = around(seen, ends[0], ends[1], first);
            let speakers = around.filter(|mention| seen[*mention].class != Class::Time).map(|mention| {
                let features = features::speaker(text, &content.words, form, &seen[mention]);
                let mut scores = [0.0; 2];
                self.speaker.score((&lefts, at), (&rights, mention), &features, &mut scratch, &mut scores);
                (mention, scores)
            });
            content.speakers = speakers.collect();
            (content.forms, content.nobody) = (forms[at].clone(), nobody[at]);
        }
    }
}

/// The mentions in reach of the sentences from `first` to `last`, and no more of them on either side of the mention `at` than
/// [`CROWD`].
fn around(seen: &[features::Mention], first: usize, last: usize, at: usize) -> std::ops::Range<usize> {
    let start = seen.partition_point(|mention| mention.place.sentence + REACH < first);
    let end = seen.partition_point(|mention| mention.place.sentence <= last + REACH);
    start.max(at.saturating_sub(CROWD))..end.min(at + CROWD)
}

/// The only score of a pair.
fn one(
    head: &Pairs,
    left: (&Side, usize),
    right: (&Side, usize),
    features: &[usize],
    scratch: &mut Vec<f32>,
) -> f32 {
    let mut score = [0.0];
    head.score(left, right, features, scratch, &mut score);
    score[0]
}

/// The index of the highest score, the first of equal ones.
fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a))).unwrap_or(0)
}

/// What a head says of each unit.
fn by_row(head: &Linear, units: &Rows) -> Vec<Vec<f32>> {
    dense(head, units).chunks_exact(head.outputs()).map(<[f32]>::to_vec).collect()
}

/// Mentions by what another one may share with them.
#[derive(Default)]
struct Known {
    by_word: HashMap<String, Vec<usize>>,
    by_prefix: HashMap<String, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    by_letters: HashMap<String, Vec<usize>>,
}

impl Known {
    /// The last mentions farther back than [`NEAR`] from the mention `at` whose words are related to `said`.
    fn related(&self, said: &Form, at: usize) -> Vec<usize> {
        if said.pronoun > 0 {
            return Vec::new();
        }
        let words = said.words.iter().filter_map(|word| self.by_word.get(word));
        let prefix = prefix(&said.words[0]).and_then(|prefix| self.by_prefix.get(prefix));
        let initials = initials(&said.words).and_then(|initials| self.by_letters.get(&initials));
        let letters = letters(&said.words).and_then(|letters| self.by_initials.get(&letters));
        let lists = words.chain(prefix).chain(initials).chain(letters);
        let far = |list: &Vec<usize>| {
            let end = list.partition_point(|other| other + NEAR < at);
            list[end.saturating_sub(RELATED)..end].to_vec()
        };
        let mut found: Vec<usize> = lists.flat_map(far).collect();
        found.sort_unstable();
        found.dedup();
        found.split_off(found.len().saturating_sub(RELATED))
    }

    fn add(&mut self, said: &Form, at: usize) {
        if said.is_personal() {
            return;
        }
        for word in &said.words {
            let list = self.by_word.entry(word.clone()).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        if let Some(prefix) = prefix(&said.words[0]) {
            self.by_prefix.entry(prefix.to_string()).or_default().push(at);
        }
        if let Some(initials) = initials(&said.words) {
            self.by_initials.entry(initials).or_default().push(at);
        }
        if let Some(letters) = letters(&said.words) {
            self.by_letters.entry(letters).or_default().push(at);
        }
    }
}
