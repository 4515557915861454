//! The cue lexicon: the words that report, and the structures each of them takes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lexicon::inflect::{VerbForm, verb_forms};
use crate::lexicon::rows;

/// What kind of reporting a cue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// "said", "announced"
    Say,
    /// "told", "warned": somebody is addressed
    Tell,
    /// "asked", "urged"
    Ask,
    /// "vowed", "promised"
    Vow,
    /// "denied"
    Deny,
    /// "called", "condemned": only its words in marks are a quote
    Call,
    /// "expressed concern that"
    Feel,
    /// "the figures show"
    Show,
    /// "quoted him as saying"
    Quote,
    /// "thought"
    Thought,
}

/// One cue of the lexicon.
#[derive(Debug)]
pub struct Cue {
    /// The verb, and the particles that it needs: "point", \["out"\].
    pub particles: Vec<&'static str>,
    /// What kind of reporting it does.
    pub class: Class,
    frames: Vec<&'static str>,
}

impl Cue {
    /// Whether it takes the structure `frame` (named in the head of `lexicons/cues.tsv`).
    pub fn takes(&self, frame: &str) -> bool {
        self.frames.contains(&frame)
    }
}

/// The cues whose verb has the form `lower`, those with most particles first, and the grammatical forms it can be.
pub fn cues(lower: &str) -> &'static [(Cue, Vec<VerbForm>)] {
    TABLE.get(lower).map_or(&[], Vec::as_slice)
}

/// For each inflected word its cues, each with the grammatical forms that the word can be.
type Table = HashMap<String, Vec<(Cue, Vec<VerbForm>)>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::new();
    for row in rows(include_str!("../../lexicons/cues.tsv")).filter(|row| row.len() > 3) {
        let mut words = row[0].split(' ');
        let Some(verb) = words.next() else { continue };
        let particles: Vec<&str> = words.collect();
        let mut forms: HashMap<String, Vec<VerbForm>> = HashMap::new();
        verb_forms(verb).into_iter().for_each(|(word, form)| forms.entry(word).or_default().push(form));
        for (word, forms) in forms {
            let cue = Cue {
                particles: particles.clone(),
                class: class(row[1]),
                frames: row[2].split(' ').collect(),
            };
            table.entry(word).or_default().push((cue, forms));
        }
    }
    table.values_mut().for_each(|cues| cues.sort_by_key(|(cue, _)| usize::MAX - cue.particles.len()));
    table
});

/// Whether one of the words, in lower case, tells of a thought, wish or fear rather than of speech.
pub fn thinks<'a>(mut cue: impl Iterator<Item = &'a str>) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let table = rows(include_str!("../../lexicons/thoughts.tsv")).filter(|row| row.len() > 1);
        let forms = |row: Vec<&str>| match row[1] {
            "verb" => verb_forms(row[0]).into_iter().map(|(word, _)| word).collect(),
            _ => vec![row[0].to_string()],
        };
        table.flat_map(forms).collect()
    });
    cue.any(|word| WORDS.contains(word))
}

fn class(name: &str) -> Class {
    match name {
        "tell" => Class::Tell,
        "ask" => Class::Ask,
        "vow" => Class::Vow,
        "deny" => Class::Deny,
        "call" => Class::Call,
        "feel" => Class::Feel,
        "show" => Class::Show,
        "quote" => Class::Quote,
        "thought" => Class::Thought,
        _ => Class::Say,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed() {
        let classes = ["say", "tell", "ask", "vow", "deny", "call", "feel", "show", "quote", "thought"];
        let frames = [
            "that",
            "bare",
            "bare?",
            "to",
            "wh",
            "parenthetical",
            "inverted",
            "marks",
            "fragment",
            "as",
            "noun",
            "addressee",
            "message",
        ];
        for row in rows(include_str!("../../lexicons/cues.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(classes.contains(&row[1]), "{row:?}");
            assert!(row[2].split(' ').all(|frame| frames.contains(&frame)), "{row:?}");
            assert!(
                row[3].parse::<f32>().is_ok_and(|confidence| (0.0..=1.0).contains(&confidence)),
                "{row:?}"
            );
        }
    }

    #[test]
    fn inflected_cues_are_found() {
        for word in ["said", "says", "told", "denied", "vowed", "insisting", "wrote", "admitted"] {
            assert!(!cues(word).is_empty(), "{word}");
        }
        assert_eq!(cues("pointed")[0].0.particles, ["out"]);
        assert!(cues("walked").is_empty());
    }
}
