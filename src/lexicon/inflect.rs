//! English inflection: every form of a verb or noun from its base form.
//!
//! Regular forms by rule (Quirk et al., *A Comprehensive Grammar of the English Language*, 3.2 to 3.20 and 5.73 to
//! 5.103), irregular ones from `lexicons/irregular_verbs.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rows;

/// The form that a verb has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// "attack"
    Base,
    /// "attacks"
    Third,
    /// "attacked", finite
    Past,
    /// "attacked", after "have" or "be"
    Participle,
    /// "attacking"
    Gerund,
}

/// All forms of a verb. Past and participle are two entries even where they are spelt alike.
pub fn verb_forms(base: &str) -> Vec<(String, VerbForm)> {
    let (past, participle) = match IRREGULAR.get(base) {
        Some((past, participle)) => (past.to_string(), participle.to_string()),
        None => (with_ed(base), with_ed(base)),
    };
    let mut forms = vec![
        (base.to_string(), VerbForm::Base),
        (plural(base), VerbForm::Third),
        (past, VerbForm::Past),
        (participle, VerbForm::Participle),
        (with_ing(base), VerbForm::Gerund),
    ];
    // "cancelled" in Britain, "canceled" in America.
    if ends_in_light_l(base) && doubled(base) == base {
        forms.push((format!("{base}led"), VerbForm::Past));
        forms.push((format!("{base}led"), VerbForm::Participle));
        forms.push((format!("{base}ling"), VerbForm::Gerund));
    }
    forms
}

/// The regular plural of a noun, which is spelt as a verb's third person: "strikes", "armies", "crashes".
pub fn plural(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("man") {
        return format!("{stem}men");
    }
    if ends_in_consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending))
        || base.ends_with('o') && base.len() > 2
    {
        return format!("{base}es");
    }
    format!("{base}s")
}

fn with_ed(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_in_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{}ed", doubled(base))
    }
}

fn with_ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if base.ends_with('e')
        && !["ee", "ye", "oe"].iter().any(|ending| base.ends_with(ending))
        && base != "be"
    {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{}ing", doubled(base))
    }
}

/// "cancel", "signal", but not "reveal" and "fulfill".
fn ends_in_light_l(base: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiou".contains(letter);
    matches!(base.as_bytes(), [.., a, b, b'l'] if !is_vowel(a) && is_vowel(b))
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.ends_with('y') && base.len() > 1 && !base[..base.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// "stop" to "stopp": one syllable, or one of the stressed few.
fn doubled(base: &str) -> String {
    const STRESSED: [&str; 34] = [
        "admit", "commit", "permit", "submit", "omit", "compel", "expel", "repel", "control", "patrol",
        "rebel", "refer", "defer", "confer", "prefer", "transfer", "deter", "occur", "incur", "regret",
        "kidnap", "abet", "acquit", "rebut", "emit", "remit", "transmit", "propel", "impel", "equip",
        "infer", "recur", "concur", "debar",
    ];
    // The u of "qu" is no vowel: "quipped".
    let letters: Vec<char> = base.replace("qu", "qw").chars().collect();
    let is_vowel = |c: char| "aeiou".contains(c);
    let vowel_groups =
        letters.iter().zip(letters.iter().skip(1)).filter(|(a, b)| is_vowel(**a) && !is_vowel(**b)).count();
    let closed = matches!(letters.as_slice(), [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !"wxy".contains(*c));
    match letters.last() {
        Some(last) if closed && (vowel_groups == 1 || STRESSED.contains(&base)) => format!("{base}{last}"),
        _ => base.to_string(),
    }
}

static IRREGULAR: LazyLock<HashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("../../lexicons/irregular_verbs.tsv"))
        .filter(|row| row.len() > 2)
        .map(|row| (row[0], (row[1], row[2])))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn form(base: &str, wanted: VerbForm) -> String {
        verb_forms(base)
            .into_iter()
            .find(|(_, form)| *form == wanted)
            .map(|(word, _)| word)
            .unwrap_or_default()
    }

    #[test]
    fn regular_and_irregular_verbs() {
        assert_eq!(form("deny", VerbForm::Past), "denied");
        assert_eq!(form("deploy", VerbForm::Past), "deployed");
        assert_eq!(form("strike", VerbForm::Past), "struck");
        assert_eq!(form("shoot", VerbForm::Gerund), "shooting");
        assert_eq!(form("expel", VerbForm::Past), "expelled");
        assert_eq!(form("hit", VerbForm::Gerund), "hitting");
        assert_eq!(form("visit", VerbForm::Past), "visited");
        assert_eq!(form("die", VerbForm::Gerund), "dying");
        assert_eq!(form("clash", VerbForm::Third), "clashes");
        assert_eq!(form("free", VerbForm::Gerund), "freeing");
        assert_eq!(form("cancel", VerbForm::Past), "canceled");
        assert!(verb_forms("cancel").contains(&("cancelled".to_string(), VerbForm::Past)));
        assert!(!verb_forms("reveal").contains(&("revealled".to_string(), VerbForm::Past)));
        assert_eq!(form("equip", VerbForm::Past), "equipped");
        assert_eq!(form("quip", VerbForm::Past), "quipped");
        assert_eq!(form("request", VerbForm::Past), "requested");
    }

    #[test]
    fn plurals() {
        assert_eq!(plural("spokeswoman"), "spokeswomen");
        assert_eq!(plural("army"), "armies");
        assert_eq!(plural("airstrike"), "airstrikes");
    }
}
