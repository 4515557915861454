//! Who bears a name: the person that a surname, a first name or a shorter spelling means.

use std::collections::HashMap;

use super::genders::{Gender, gender};

/// The full names of an article's persons by all that they are called for short.
#[derive(Default)]
pub struct Bearers(HashMap<String, Vec<String>>);

impl Bearers {
    /// Takes note of a full name.
    pub fn learn(&mut self, full: &str) {
        let spelt = spelling(full);
        let mut parts: Vec<&str> = spelt.split(' ').collect();
        if parts.len() > 2 && is_suffix(parts[parts.len() - 1]) {
            parts.pop();
        }
        let tails = (1..parts.len()).map(|from| parts[from..].join(" "));
        let heads = (1..=parts.len()).map(|to| parts[..to].join(" "));
        // "Assad" is "al-Assad".
        let without_article = parts[parts.len() - 1].split_once('-');
        let bare = without_article.filter(|(article, _)| matches!(*article, "al" | "Al" | "el" | "El"));
        let short = tails.chain(heads).chain(bare.map(|(_, bare)| bare.to_string()));
        for part in short.chain([spelt.clone()]) {
            let bearers = self.0.entry(part).or_default();
            let is_known = |bearer: &String| {
                bearer.contains(full) || full.contains(&**bearer) || spelling(bearer) == spelt
            };
            if !bearers.iter().any(is_known) {
                bearers.push(full.to_string());
            }
        }
    }

    /// The full name that `words` mean, where `before` stands before them. "Moreau" is whoever bears the name alone; of
    /// two bearers "Mrs." tells which, else it is neither for sure.
    pub fn full_name(&self, words: &str, before: &str) -> Option<&str> {
        let spelt = spelling(words);
        let shouted = words.chars().filter(|letter| letter.is_uppercase()).count() > 3
            && !words.chars().any(char::is_lowercase);
        let bearers = self
            .0
            .get(&spelt)
            .or_else(|| self.0.get(&super::names::capitalised(&spelt)).filter(|_| shouted))?;
        if let [bearer] = &bearers[..] {
            return Some(bearer);
        }
        let wanted = gender(before)?;
        let first = |bearer: &&String| bearer.split(' ').next().and_then(gender);
        let mut fitting = bearers.iter().filter(|bearer| first(bearer) == Some(wanted));
        let others = |bearer: &&String| first(bearer).is_some_and(|known: Gender| known != wanted);
        let all_known = bearers.iter().filter(others).count() + 1 == bearers.len();
        fitting.next().filter(|_| all_known && fitting.next().is_none()).map(String::as_str)
    }
}

/// "Jr." and its like, which no surname is.
fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")
}

/// One spelling of all initials: "J. K. Rowling" and "J.K. Rowling" are "JK Rowling".
fn spelling(name: &str) -> String {
    let mut spelt = String::new();
    let mut was_initial = false;
    for word in name.split_whitespace() {
        let letters: String = word.split('.').collect();
        let is_initial = word.ends_with('.') && word.matches('.').count() == letters.chars().count();
        if !(spelt.is_empty() || is_initial && was_initial) {
            spelt.push(' ');
        }
        spelt.push_str(if is_initial { &letters } else { word });
        was_initial = is_initial;
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_of_whoever_bears_them_alone() {
        let mut bearers = Bearers::default();
        ["J. K. Marlowe", "Karl Brandt Jr.", "Bashar al-Hariri"].iter().for_each(|name| bearers.learn(name));
        assert_eq!(bearers.full_name("JK Marlowe", ""), Some("J. K. Marlowe"));
        assert_eq!(bearers.full_name("J.K. Marlowe", ""), Some("J. K. Marlowe"));
        assert_eq!(bearers.full_name("Brandt", ""), Some("Karl Brandt Jr."));
        assert_eq!(bearers.full_name("Hariri", ""), Some("Bashar al-Hariri"));
        assert_eq!(bearers.full_name("BRANDT", ""), Some("Karl Brandt Jr."));
        assert_eq!(bearers.full_name("Jr.", ""), None);
    }

    #[test]
    fn a_title_tells_a_wife_from_her_husband() {
        let mut bearers = Bearers::default();
        ["Michelle Okoye", "Peter Okoye"].iter().for_each(|name| bearers.learn(name));
        assert_eq!(bearers.full_name("Okoye", ""), None);
        assert_eq!(bearers.full_name("Okoye", "mrs."), Some("Michelle Okoye"));
        assert_eq!(bearers.full_name("Okoye", "mr"), Some("Peter Okoye"));
    }
}
