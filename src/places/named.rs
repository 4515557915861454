//! The countries and their divisions that a text names.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use libm::log1pf;

use super::atlas::{Atlas, Kind};
use super::plain::plain;

/// The divisions and countries that a text names, each with the names it has there and how often.
pub struct Named {
    pub divisions: HashMap<u16, Vec<(String, u32)>>,
    pub countries: HashMap<String, Vec<(String, u32)>>,
}

/// The most words in the name of a division or country.
pub const LONGEST: usize = 3;

impl Named {
    pub fn in_text(atlas: &Atlas, text: &str) -> Named {
        let mut named = Named { divisions: HashMap::new(), countries: HashMap::new() };
        let words: Vec<Range<usize>> = words(text).collect();
        let mut no_names = HashSet::new();
        let mut at = 0;
        while at < words.len() {
            let mut is_noted = |run: &[Range<usize>]| named.note(atlas, text, run, &mut no_names);
            let length =
                (1..=LONGEST).rev().find(|length| words.get(at..at + length).is_some_and(&mut is_noted));
            at += length.unwrap_or(1);
        }
        named
    }

    /// Whether `run` names a container, which is then noted. `no_names` are runs that are known to name none.
    fn note<'t>(
        &mut self,
        atlas: &Atlas,
        text: &'t str,
        run: &[Range<usize>],
        no_names: &mut HashSet<(&'t str, bool)>,
    ) -> bool {
        let is_name = |word: &Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
        if !is_name(first) || !is_name(last) {
            return false;
        }
        let words = &text[first.start..last.end];
        let has_point = text[last.end..].starts_with('.');
        if no_names.contains(&(words, has_point)) {
            return false;
        }
        let containers = containers(atlas, words, has_point);
        if containers.is_empty() {
            no_names.insert((words, has_point));
            return false;
        }
        let name = plain(words);
        for place in &containers {
            let site = atlas.site(*place);
            let list = match site.kind {
                Kind::Division => self.divisions.entry(site.division).or_default(),
                _ => self.countries.entry(site.country.to_string()).or_default(),
            };
            match list.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => list.push((name.clone(), 1)),
            }
        }
        true
    }

    /// How often other names than `name` stand for what is in `list`.
    pub fn count<K: std::hash::Hash + Eq + ?Sized, Q>(
        list: &HashMap<Q, Vec<(String, u32)>>,
        key: &K,
        name: &str,
    ) -> f32
    where
        Q: std::borrow::Borrow<K> + std::hash::Hash + Eq,
    {
        let counts = list.get(key).into_iter().flatten().filter(|(known, _)| known != name);
        log1pf(counts.map(|(_, count)| *count as f32).sum::<f32>())
    }
}

/// The words of `text`, without the marks around them.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = Range<usize>> {
    let base = text.as_ptr() as usize;
    let word = move |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    };
    text.split_whitespace().map(word).filter(|word| !word.is_empty())
}

/// The divisions and countries that `words` names. An abbreviation must look like one: "IN" or "Ind.", not "In".
pub fn containers(atlas: &Atlas, words: &str, has_point: bool) -> Vec<u32> {
    let is_short = words.chars().filter(|letter| letter.is_alphabetic()).count() <= 5;
    let is_marked = has_point || words.contains('.') || words.chars().all(|letter| !letter.is_lowercase());
    let bearers = atlas.bearers(words).into_iter().filter(|bearer| bearer.own || !is_short || is_marked);
    let is_container =
        |place: &u32| matches!(atlas.site(*place).kind, Kind::Country | Kind::Division | Kind::Capital);
    bearers.map(|bearer| bearer.place).filter(is_container).collect()
}
