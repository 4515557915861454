//! The part of speech of every word: a bigram model over what running English text says of words.
//!
//! Church, "A Stochastic Parts Program and Noun Phrase Parser" (1988), with two words of context in place of three.
//! The word's own tags come from [`lexicon::common`], else from its shape; the bigrams from `lexicons/tag_bigrams.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::is_event_verb;
use crate::lexicon::{self, rows};
use crate::segment::{Token, TokenKind};

/// A part of speech: Universal Dependencies' tags, with verbs split by form and auxiliaries by lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tag {
    /// A singular noun.
    Noun,
    /// A plural noun.
    Nouns,
    /// A word of a proper name.
    Name,
    /// A personal, indefinite or demonstrative pronoun.
    Pron,
    /// "who", "which", relative "that".
    Rel,
    /// A possessive ending.
    Possessive,
    /// A determiner, possessives like "his" among them.
    Det,
    /// An adjective.
    Adj,
    /// An adverb.
    Adv,
    /// A preposition or particle.
    Adp,
    /// "to" before an infinitive.
    To,
    /// "not".
    Not,
    /// "will", "may", …
    Modal,
    /// Any form of "be".
    Be,
    /// Any form of "have".
    Have,
    /// Any form of "do".
    Do,
    /// A verb's base form.
    Base,
    /// A verb's third person.
    Third,
    /// A verb's past tense.
    Past,
    /// A verb's past participle.
    Participle,
    /// A verb's -ing form.
    Gerund,
    /// "and", "or", "but".
    Cc,
    /// "that", "because", "if".
    Sc,
    /// A number.
    Num,
    /// A comma.
    Comma,
    /// Any other punctuation; also what stands around a sentence.
    Mark,
    /// Anything else.
    Other,
    /// A quotation mark, which the model does not see.
    Quote,
    /// A word of a time expression that stands alone; set after the model has run.
    Time,
}

/// How many tags the model sees: all but [`Tag::Quote`] and [`Tag::Time`].
const TAGS: usize = Tag::Quote as usize;

impl Tag {
    /// A full verb in any form.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Base | Tag::Third | Tag::Past | Tag::Participle | Tag::Gerund)
    }

    /// A form of "be", "have", "do", or a modal.
    pub fn is_auxiliary(self) -> bool {
        matches!(self, Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
    }

    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Noun | Tag::Nouns | Tag::Name)
    }
}

const NAMES: [(&str, Tag); TAGS] = [
    ("noun", Tag::Noun),
    ("nouns", Tag::Nouns),
    ("name", Tag::Name),
    ("pron", Tag::Pron),
    ("rel", Tag::Rel),
    ("possessive", Tag::Possessive),
    ("det", Tag::Det),
    ("adj", Tag::Adj),
    ("adv", Tag::Adv),
    ("adp", Tag::Adp),
    ("to", Tag::To),
    ("not", Tag::Not),
    ("modal", Tag::Modal),
    ("be", Tag::Be),
    ("have", Tag::Have),
    ("do", Tag::Do),
    ("base", Tag::Base),
    ("third", Tag::Third),
    ("past", Tag::Past),
    ("participle", Tag::Participle),
    ("gerund", Tag::Gerund),
    ("cc", Tag::Cc),
    ("sc", Tag::Sc),
    ("num", Tag::Num),
    ("comma", Tag::Comma),
    ("mark", Tag::Mark),
    ("other", Tag::Other),
];

/// The model: log probabilities of a tag after another, and of a tag alone.
struct Bigrams {
    after: [[f32; TAGS]; TAGS],
    alone: [f32; TAGS],
}

static BIGRAMS: LazyLock<Bigrams> = LazyLock::new(|| {
    let index = |name: &str| NAMES.iter().position(|(known, _)| *known == name);
    let mut counts = [[0.5f32; TAGS]; TAGS];
    for row in rows(include_str!("../../lexicons/tag_bigrams.tsv")).filter(|row| row.len() > 2) {
        if let (Some(first), Some(second), Ok(count)) = (index(row[0]), index(row[1]), row[2].parse::<f32>())
        {
            counts[first][second] += count;
        }
    }
    let total: f32 = counts.iter().flatten().sum();
    let mut alone = [0.0; TAGS];
    for (tag, share) in alone.iter_mut().enumerate() {
        *share = (counts.iter().map(|row| row[tag]).sum::<f32>() / total).ln();
    }
    let after = counts.map(|row| {
        let sum: f32 = row.iter().sum();
        row.map(|count| (count / sum).ln())
    });
    Bigrams { after, alone }
});

/// One possible tag of a word with its log share.
type Choice = (Tag, f32);

/// The tags of a sentence. `is_name` tells which of its tokens stand in a name.
pub fn tag(text: &str, tokens: &[Token], is_name: &[bool]) -> Vec<Tag> {
    let shouts = is_title_case(text, tokens);
    let mut lattice: Vec<Vec<(Choice, usize)>> = Vec::with_capacity(tokens.len());
    let mut last: Vec<(Tag, f32)> = vec![(Tag::Mark, 0.0)];
    for (at, token) in tokens.iter().enumerate() {
        if matches!(token.kind, TokenKind::OpenQuote | TokenKind::CloseQuote) {
            lattice.push(Vec::new());
            continue;
        }
        let first = at == 0 || tokens[at - 1].kind == TokenKind::OpenQuote;
        let guess =
            if is_name[at] { vec![(Tag::Name, 1.0)] } else { choices(text, tokens, at, first || shouts) };
        let column: Vec<(Choice, usize)> = guess.iter().map(|choice| best_step(&last, *choice)).collect();
        last = column.iter().map(|((tag, score), _)| (*tag, *score)).collect();
        lattice.push(column);
    }
    best_path(&lattice)
}

/// The best way to reach a choice: its tag and score, and the index of the tag before it.
fn best_step(last: &[(Tag, f32)], (tag, share): Choice) -> (Choice, usize) {
    let model = &*BIGRAMS;
    let own = share.ln() - model.alone[tag as usize];
    let (from, score) = last
        .iter()
        .enumerate()
        .map(|(from, (before, score))| (from, score + model.after[*before as usize][tag as usize]))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((0, 0.0));
    ((tag, score + own), from)
}

fn best_path(lattice: &[Vec<(Choice, usize)>]) -> Vec<Tag> {
    let mut tags = vec![Tag::Quote; lattice.len()];
    let mut at = None;
    for (token, column) in lattice.iter().enumerate().rev() {
        let best = at.or_else(|| {
            let scored = column.iter().enumerate();
            scored.max_by(|a, b| (a.1.0.1).total_cmp(&b.1.0.1)).map(|(index, _)| index)
        });
        if let Some(((tag, _), from)) = best.and_then(|index| column.get(index)) {
            tags[token] = *tag;
            at = Some(*from);
        }
    }
    tags
}

/// Headlines that capitalise most words tell nothing by a capital.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word && token.lower.len() > 3);
    let (capitals, all) =
        words.fold((0, 0), |(n, all), token| (n + usize::from(token.is_capitalised(text)), all + 1));
    all > 3 && capitals * 10 > all * 7
}

/// What the token at `at` can be. `capital_is_free`: where its capital says nothing.
fn choices(text: &str, tokens: &[Token], at: usize, capital_is_free: bool) -> Vec<Choice> {
    let token = &tokens[at];
    let lower = token.lower.as_str();
    match token.kind {
        TokenKind::Number => return vec![(Tag::Num, 1.0)],
        TokenKind::Possessive => return possessive(tokens, at),
        TokenKind::Mark => return vec![(mark(lower), 1.0)],
        _ => {}
    }
    if let Some(fixed) = closed(lower) {
        return fixed;
    }
    let capital = token.is_capitalised(text) && !capital_is_free;
    let known = lexicon::common(lower);
    if capital
        && known.is_none_or(|word| word.capitalised > 30 || !word.tags.is_empty() && word.mostly() != "VERB")
    {
        return vec![(Tag::Name, 0.9), (Tag::Noun, 0.05), (Tag::Adj, 0.05)];
    }
    let mut found = known.map_or_else(|| by_shape(lower), |word| from_shares(lower, &word.tags));
    if capital_is_free && token.is_capitalised(text) {
        found.push((Tag::Name, if known.is_some() { 0.05 } else { 0.5 }));
    }
    found
}

/// What a mark is: sums of money read as numbers.
fn mark(lower: &str) -> Tag {
    match lower {
        "," => Tag::Comma,
        "$" | "€" | "£" | "¥" | "%" => Tag::Num,
        _ => Tag::Mark,
    }
}

/// A possessive ending, or the "is" and "has" of "he's".
fn possessive(tokens: &[Token], at: usize) -> Vec<Choice> {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_str());
    let is_verb = matches!(before, "he" | "she" | "it" | "that" | "who" | "there" | "what" | "where");
    vec![(if is_verb { Tag::Be } else { Tag::Possessive }, 1.0)]
}

/// Auxiliaries, and the few function words that the shares alone would blur.
fn closed(lower: &str) -> Option<Vec<Choice>> {
    let stem = lower.strip_suffix("n't").unwrap_or(lower);
    let one = |tag| Some(vec![(tag, 1.0)]);
    match stem {
        "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "ai" => one(Tag::Be),
        "have" | "has" | "had" | "having" => one(Tag::Have),
        "do" | "does" | "did" => one(Tag::Do),
        "will" | "would" | "shall" | "should" | "can" | "could" | "ca" | "wo" | "may" | "might" | "must"
        | "cannot" => one(Tag::Modal),
        "a" | "an" | "the" => one(Tag::Det),
        "i" => one(Tag::Pron),
        "to" => Some(vec![(Tag::To, 0.6), (Tag::Adp, 0.4)]),
        "not" => one(Tag::Not),
        "who" | "whom" => one(Tag::Rel),
        "which" => Some(vec![(Tag::Rel, 0.9), (Tag::Det, 0.1)]),
        "that" => Some(vec![(Tag::Rel, 0.25), (Tag::Sc, 0.5), (Tag::Det, 0.15), (Tag::Pron, 0.1)]),
        "his" | "its" | "my" | "your" | "our" | "their" | "whose" => one(Tag::Det),
        "her" => Some(vec![(Tag::Det, 0.7), (Tag::Pron, 0.3)]),
        _ => None,
    }
}

fn from_shares(lower: &str, shares: &[(&'static str, u8)]) -> Vec<Choice> {
    let mut found = Vec::new();
    for (upos, percent) in shares {
        let share = f32::from(*percent) / 100.0;
        match *upos {
            "VERB" | "AUX" => {
                found.extend(verb_tags(lower).into_iter().map(|(tag, part)| (tag, share * part)))
            }
            "NOUN" if looks_plural(lower) => found.push((Tag::Nouns, share)),
            "NOUN" => found.push((Tag::Noun, share)),
            "ADJ" => found.push((Tag::Adj, share)),
            "ADV" | "PART" => found.push((Tag::Adv, share)),
            "ADP" => found.push((Tag::Adp, share)),
            "DET" => found.push((Tag::Det, share)),
            "PRON" => found.push((Tag::Pron, share)),
            "PROPN" => found.push((Tag::Name, share)),
            "CCONJ" => found.push((Tag::Cc, share)),
            "SCONJ" => found.push((Tag::Sc, share)),
            "NUM" => found.push((Tag::Num, share)),
            _ => found.push((Tag::Other, share)),
        }
    }
    // Running text is no newspaper: what it has only as a noun may be a verb of the news, and a participle an adjective.
    if is_event_verb(lower) && !found.iter().any(|(tag, _)| tag.is_verb()) {
        let only_past = IRREGULAR.get(lower).is_some_and(|(base, _, _)| !base);
        let share = if lower.ends_with("ing") || lower.ends_with("ed") || only_past { 0.6 } else { 0.3 };
        found.extend(verb_tags(lower).into_iter().map(|(tag, part)| (tag, share * part)));
    }
    if found.is_empty() { by_shape(lower) } else { found }
}

fn looks_plural(lower: &str) -> bool {
    matches!(lower, "people" | "men" | "women" | "children" | "police")
        || lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && !lower.ends_with("is")
}

/// The forms that a verb spelt like this can have.
fn verb_tags(lower: &str) -> Vec<Choice> {
    if let Some((base, past, participle)) = IRREGULAR.get(lower) {
        let all = [(Tag::Base, *base), (Tag::Past, *past), (Tag::Participle, *participle)];
        let count = all.iter().filter(|(_, is)| *is).count() as f32;
        return all.into_iter().filter(|(_, is)| *is).map(|(tag, _)| (tag, 1.0 / count)).collect();
    }
    if lower == "freed" {
        return vec![(Tag::Past, 0.5), (Tag::Participle, 0.5)];
    }
    if lower.ends_with("ing") {
        vec![(Tag::Gerund, 1.0)]
    } else if lower.ends_with("ed") && !(lower.len() < 6 && lower.ends_with("eed")) {
        vec![(Tag::Past, 0.45), (Tag::Participle, 0.55)]
    } else if lower.ends_with('s') && !lower.ends_with("ss") {
        vec![(Tag::Third, 1.0)]
    } else {
        vec![(Tag::Base, 1.0)]
    }
}

/// Whether a verb's past tense and participle are spelt like this both: "attacked", "sent".
pub fn is_past_and_participle(lower: &str) -> bool {
    match IRREGULAR.get(lower) {
        Some((_, past, participle)) => *past && *participle,
        None => lower.ends_with("ed"),
    }
}

/// Which of base form, past and participle an irregular verb's form is.
static IRREGULAR: LazyLock<HashMap<&'static str, (bool, bool, bool)>> = LazyLock::new(|| {
    let mut forms: HashMap<&'static str, (bool, bool, bool)> = HashMap::new();
    for row in rows(include_str!("../../lexicons/irregular_verbs.tsv")).filter(|row| row.len() > 2) {
        forms.entry(row[0]).or_default().0 = true;
        forms.entry(row[1]).or_default().1 = true;
        forms.entry(row[2]).or_default().2 = true;
    }
    forms
});

/// A word that the tables do not know.
fn by_shape(lower: &str) -> Vec<Choice> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if is_event_verb(lower) {
        let mut found: Vec<Choice> =
            verb_tags(lower).into_iter().map(|(tag, share)| (tag, share * 0.6)).collect();
        if !ends(&["ed"]) {
            found.push((if looks_plural(lower) { Tag::Nouns } else { Tag::Noun }, 0.3));
        }
        return found;
    }
    if ends(&["men", "women"]) {
        vec![(Tag::Nouns, 1.0)]
    } else if lower.contains('-') {
        vec![(Tag::Adj, 0.6), (Tag::Noun, 0.3), (Tag::Participle, 0.1)]
    } else if ends(&["ly"]) {
        vec![(Tag::Adv, 0.9), (Tag::Adj, 0.1)]
    } else if ends(&["ing"]) {
        vec![(Tag::Gerund, 0.6), (Tag::Noun, 0.3), (Tag::Adj, 0.1)]
    } else if ends(&["ed"]) {
        vec![(Tag::Past, 0.35), (Tag::Participle, 0.45), (Tag::Adj, 0.2)]
    } else if ends(&["ous", "ful", "al", "ive", "ic", "able", "ible", "ary", "less", "ish", "ese"]) {
        vec![(Tag::Adj, 0.8), (Tag::Noun, 0.2)]
    } else if ends(&["tion", "ment", "ness", "ity", "ism", "ist", "ance", "ence", "ship", "cy"]) {
        vec![(Tag::Noun, 1.0)]
    } else if looks_plural(lower) {
        vec![(Tag::Nouns, 0.96), (Tag::Third, 0.04)]
    } else {
        vec![(Tag::Noun, 0.75), (Tag::Adj, 0.13), (Tag::Base, 0.12)]
    }
}
