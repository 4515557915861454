//! Named mentions: runs of capitalised words, cut to names and told apart by what the gazetteer knows, by the words
//! inside them and by the words around them.

use std::collections::HashMap;
use std::ops::Range;

use super::gazetteer::{LONGEST_NAME, Meaning, NameWord, gazetteer};
use crate::lexicon;
use crate::segment::{Segments, Token, TokenKind};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Person,
    Organisation,
    /// A state, by its index in the gazetteer.
    Country(usize),
    Place,
    /// A people or the followers of a faith.
    People,
}

/// What a chunk's own sentence says of it.
enum Verdict {
    Is(Class),
    /// The rest of the article may tell.
    Unsure,
    /// A nationality, a feast, a plain word.
    Nothing,
}

impl From<Option<Class>> for Verdict {
    fn from(class: Option<Class>) -> Self {
        class.map_or(Verdict::Unsure, Verdict::Is)
    }
}

/// One named mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub tokens: Range<usize>,
    pub class: Class,
}

/// Finds the names, in order.
pub fn find(text: &str, segments: &Segments) -> Vec<Name> {
    let finder = Finder { text, segments, tokens: &segments.tokens };
    let (loud, plain): (Vec<usize>, Vec<usize>) =
        (0..segments.sentences.len()).partition(|sentence| finder.is_loud(*sentence));
    let mut names = Vec::new();
    let mut unsure = Vec::new();
    for chunk in plain.iter().flat_map(|sentence| finder.chunks(*sentence)) {
        match finder.classify(&chunk) {
            Verdict::Is(class) => names.push(Name { tokens: chunk, class }),
            Verdict::Unsure => unsure.push(chunk),
            Verdict::Nothing => {}
        }
    }
    let known = finder.known(&names);
    finder.mend_surnames(&mut names, &known);
    names.extend(unsure.into_iter().filter_map(|chunk| finder.classify_by_document(chunk, &known)));
    names.sort_by_key(|name| name.tokens.start);
    let known = finder.known(&names);
    names.extend(loud.iter().flat_map(|sentence| finder.in_loud_sentence(*sentence, &known)));
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// Lower-case words inside names: "Hassan bin Ali", "Ursula von der Leyen".
const PARTICLES: [&str; 24] = [
    "al", "el", "bin", "ibn", "bint", "ben", "van", "von", "der", "den", "de", "da", "do", "dos", "das",
    "del", "della", "di", "la", "le", "du", "ul", "ud", "abu",
];

/// The longest run of capitalised words that is looked at as one, in tokens.
const LONGEST_RUN: usize = 14;

/// The longest subheading, in tokens.
const LONGEST_HEADLINE: usize = 20;

/// Words that open the names of places: "Lake Victoria".
const OPENS_PLACE: [&str; 12] =
    ["Lake", "Mount", "Fort", "Cape", "Port", "Camp", "Isle", "Gulf", "Strait", "Bay", "River", "Island"];

/// Prepositions after which a name is a location rather than a body or a person.
const LOCATIVE: [&str; 20] = [
    "in",
    "at",
    "near",
    "from",
    "into",
    "across",
    "throughout",
    "inside",
    "outside",
    "within",
    "towards",
    "toward",
    "around",
    "through",
    "via",
    "off",
    "over",
    "onto",
    "beyond",
    "aboard",
];

struct Finder<'t> {
    text: &'t str,
    segments: &'t Segments,
    tokens: &'t [Token],
}

impl Finder<'_> {
    fn words(&self, range: Range<usize>) -> &str {
        self.segments.span(range).of(self.text)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].span.of(self.text)
    }

    fn meaning(&self, range: Range<usize>) -> Option<&'static Meaning> {
        gazetteer().meaning(self.words(range))
    }

    /// Whether the sentence capitalises what others do not: a headline in title case or in capitals.
    fn is_loud(&self, sentence: usize) -> bool {
        let sentence = &self.segments.sentences[sentence];
        let headline = self.segments.paragraphs[sentence.paragraph].is_title
            || sentence.tokens.len() <= LONGEST_HEADLINE
                && !self.tokens[sentence.tokens.end - 1].is_mark(".");
        let words = sentence.tokens.clone().skip(1).map(|at| &self.tokens[at]);
        let common: Vec<bool> = words
            .filter(|token| token.kind == TokenKind::Word && token.lower.len() > 3)
            .filter(|token| lexicon::common(&token.lower).is_some_and(|common| common.capitalised < 30))
            .map(|token| token.is_capitalised(self.text))
            .collect();
        let loud = common.iter().filter(|capitalised| **capitalised).count();
        headline && common.len() > 1 && loud * 10 >= common.len() * 6
    }

    fn can_start(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Word || lexicon::is(&token.lower, "weekday") || token.lower == "i" {
            return false;
        }
        if lexicon::is(&token.lower, "month") {
            let dated = self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
            return at > 0 && !dated && gazetteer().is_given_name(self.word(at - 1));
        }
        token.is_capitalised(self.text) && !token.lower.starts_with("i'") || has_arabic_article(self.word(at))
    }

    /// Runs of capitalised words of one sentence, cut to what may be a name.
    fn chunks(&self, sentence: usize) -> Vec<Range<usize>> {
        let range = self.segments.sentences[sentence].tokens.clone();
        let mut chunks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if !self.can_start(at) {
                at += 1;
                continue;
            }
            let end = self.chunk_end(at, range.end);
            chunks.extend(self.trimmed(at..end, range.start));
            at = end;
        }
        chunks
    }

    fn chunk_end(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST_RUN);
        let starts = |at: usize| at < limit && self.can_start(at);
        let mut end = start + 1;
        loop {
            if starts(end) {
                end += 1;
                continue;
            }
            let Some(next) = self.tokens.get(end).filter(|_| end < limit) else { return end };
            let after_the = end + 1 + usize::from(end + 1 < limit && self.tokens[end + 1].lower == "the");
            let is_class_word = gazetteer().name_word(self.word(end - 1)).is_some();
            let joined = match next.lower.as_str() {
                "of" if is_class_word && !lexicon::titles().contains(&*self.tokens[end - 1].lower) => {
                    after_the
                }
                "for" if is_class_word && !self.is_sure(start..end) => end + 1,
                "and" if self.is_list_of_duties(start..end, end + 1) => end + 1,
                "&" => end + 1,
                word if PARTICLES.contains(&word) => {
                    end + 1
                        + self.tokens[end + 1..limit]
                            .iter()
                            .take_while(|t| PARTICLES.contains(&&*t.lower))
                            .count()
                }
                _ => return end,
            };
            if !starts(joined) {
                return end;
            }
            end = joined + 1;
        }
    }

    /// Whether the gazetteer knows the whole of `chunk`.
    fn is_sure(&self, chunk: Range<usize>) -> bool {
        self.meaning(chunk).is_some_and(|meaning| meaning.body.is_some() || meaning.country.is_some())
    }

    /// "Ministry of Trade" before "and Industry".
    fn is_list_of_duties(&self, chunk: Range<usize>, next: usize) -> bool {
        let is_body =
            |at: usize| matches!(gazetteer().name_word(self.word(at)), Some((NameWord::Organisation, _)));
        chunk.clone().any(|at| self.tokens[at].lower == "of" && is_body(at - 1))
            && self.tokens.get(next).is_some_and(|token| lexicon::common(&token.lower).is_some())
    }

    /// Cuts a run of capitalised words to its name or names: without sentence openers, titles and nationalities.
    fn trimmed(&self, chunk: Range<usize>, sentence_start: usize) -> Vec<Range<usize>> {
        let Range { mut start, end } = chunk;
        let opens = |at: usize| {
            let is_first = at == sentence_start || self.tokens[at - 1].kind == TokenKind::OpenQuote;
            is_first && lexicon::starters().contains(&*self.tokens[at].lower)
        };
        let is_opener = |at: usize| opens(at) || lexicon::is(&self.tokens[at].lower, "determiner");
        while start < end && is_opener(start) && !self.is_sure(start..end) {
            start += 1;
        }
        let mut cut = Vec::new();
        if start < end && !self.is_sure(start..end) {
            if let Some(border) = self.country_before_name(start..end) {
                cut.push(start..border);
                start = border;
            }
            start = self.after_title(start..end);
        }
        if start < end {
            cut.push(start..end);
        }
        cut
    }

    /// "South Sudan David Shearer" is a country and a person.
    fn country_before_name(&self, chunk: Range<usize>) -> Option<usize> {
        (chunk.start + 1..chunk.end).rev().find(|border| {
            let is_country =
                self.meaning(chunk.start..*border).is_some_and(|meaning| meaning.country.is_some());
            let common = lexicon::common(&self.tokens[*border].lower).is_some();
            is_country && !common && gazetteer().name_word(self.word(chunk.end - 1)).is_none()
        })
    }

    /// The first token after the titles and nationalities that open a person's run; the start where none do.
    fn after_title(&self, chunk: Range<usize>) -> usize {
        let is_title = |at: &usize| lexicon::titles().contains(&*self.tokens[*at].lower);
        if matches!(
            gazetteer().name_word(self.word(chunk.end - 1)),
            Some((NameWord::Organisation | NameWord::Place, _))
        ) {
            return chunk.start;
        }
        match chunk.clone().rev().find(is_title) {
            // "Secretary of State John Kerry"
            Some(title) if chunk.end > title + 3 && self.tokens[title + 1].lower == "of" => title + 3,
            Some(title) if chunk.end > title + 1 && self.tokens[title + 1].lower == "of" => chunk.end,
            Some(title) => title + 1,
            None => chunk.start,
        }
    }

    /// What the chunk names, as far as itself and its sentence tell.
    fn classify(&self, chunk: &Range<usize>) -> Verdict {
        if let Some(class) = self.in_capitals(chunk) {
            return Verdict::Is(class);
        }
        if let Some(meaning) = self.meaning(chunk.clone()) {
            if let Some(country) = meaning.country {
                return if self.is_attributive(chunk) {
                    Verdict::Nothing
                } else {
                    Verdict::Is(Class::Country(country))
                };
            }
            if meaning.body.is_some() && !self.is_plain_word(chunk) {
                return Verdict::Is(Class::Organisation);
            }
            if let Some(country) = meaning.people_of.filter(|_| meaning.adjective_of.is_none()) {
                return Verdict::Is(Class::Country(country));
            }
            if meaning.adjective_of.is_some() {
                return Verdict::Nothing;
            }
            if !self.has_title(chunk.start) && self.is_toponym(chunk, meaning) {
                return Verdict::Is(Class::Place);
            }
        }
        // "London-based", "Ebola-like": adjectives.
        if chunk.len() == 1
            && self
                .word(chunk.start)
                .rsplit_once('-')
                .is_some_and(|(_, last)| lexicon::common(last).is_some())
        {
            return Verdict::Nothing;
        }
        // "For Inspiration", "UNLESS": spelt loud, but words all the same.
        if chunk.len() == 1 && lexicon::starters().contains(&*self.tokens[chunk.start].lower) {
            return Verdict::Nothing;
        }
        if self.has_title(chunk.start) {
            return Verdict::Is(Class::Person);
        }
        self.classify_by_words(chunk)
    }

    /// What the words inside the chunk say.
    fn classify_by_words(&self, chunk: &Range<usize>) -> Verdict {
        let length = chunk.len();
        let given = gazetteer().is_given_name(self.word(chunk.start));
        if let Some((word, _)) = self.class_word(chunk)
            && !(given && length == 2)
        {
            return match word {
                NameWord::Organisation if length > 1 => Verdict::Is(Class::Organisation),
                NameWord::Place if length > 1 => Verdict::Is(Class::Place),
                NameWord::People => Verdict::Is(Class::People),
                NameWord::Neither => Verdict::Nothing,
                _ => Verdict::Unsure,
            };
        }
        let arabic = chunk.clone().any(|at| has_arabic_article(self.word(at)));
        if length > 1 && (given || arabic) {
            return Verdict::Is(Class::Person);
        }
        if length == 1 {
            let word = self.word(chunk.start);
            let shouted = lexicon::common(&self.tokens[chunk.start].lower).is_some()
                || lexicon::starters().contains(&*self.tokens[chunk.start].lower);
            return if is_acronym(word) && !shouted {
                Verdict::Is(Class::Organisation)
            } else {
                Verdict::Unsure
            };
        }
        self.classify_by_context(chunk).into()
    }

    /// "US" in "a US official", "U.S." in "U.S. officials": an adjective.
    fn is_attributive(&self, chunk: &Range<usize>) -> bool {
        if !matches!(self.words(chunk.clone()), "US" | "U.S." | "UK" | "U.K." | "USA" | "UAE") {
            return false;
        }
        self.tokens.get(chunk.end).is_some_and(|next| {
            let common = lexicon::common(&next.lower);
            let noun = common.is_none_or(|common| {
                common.share("NOUN") + common.share("ADJ") + common.share("PROPN") >= 50
            });
            next.is_mark("$")
                || next.kind == TokenKind::Word && noun && !lexicon::starters().contains(&*next.lower)
        })
    }

    /// A place in capitals, as datelines have it: "BEIRUT", "SAUDI ARABIA".
    fn in_capitals(&self, chunk: &Range<usize>) -> Option<Class> {
        let words = self.words(chunk.clone());
        if words.len() < 4 || words.chars().any(char::is_lowercase) {
            return None;
        }
        let meaning = gazetteer().meaning(&capitalised(words))?;
        match meaning.country {
            Some(country) => Some(Class::Country(country)),
            None => (meaning.capital_of.is_some() || !meaning.regions.is_empty() || self.is_large(meaning))
                .then_some(Class::Place),
        }
    }

    /// Several capitalised words that say nothing themselves.
    fn classify_by_context(&self, chunk: &Range<usize>) -> Option<Class> {
        let before = chunk.start.checked_sub(1).map(|at| self.tokens[at].lower.as_str());
        let has_common = chunk.clone().any(|at| lexicon::common(&self.tokens[at].lower).is_some());
        let has_age = self.tokens.get(chunk.end).is_some_and(|token| token.is_mark(","))
            && self
                .tokens
                .get(chunk.end + 1)
                .is_some_and(|token| token.kind == TokenKind::Number && token.lower.len() == 2);
        if has_age {
            return Some(Class::Person);
        }
        match before {
            Some(word) if LOCATIVE.contains(&word) => Some(Class::Place),
            Some("the") => Some(Class::Organisation),
            _ if !has_common && chunk.len() <= 4 => Some(Class::Person),
            _ => None,
        }
    }

    /// The last word that tells what a name is; of "X of Y", the last before "of".
    fn class_word(&self, chunk: &Range<usize>) -> Option<(NameWord, &'static str)> {
        let head_end = chunk
            .clone()
            .skip(1)
            .find(|at| matches!(&*self.tokens[*at].lower, "of" | "for"))
            .unwrap_or(chunk.end);
        let head = gazetteer().name_word(self.word(head_end - 1));
        // "Lake Victoria", "Mount Elbrus", "University College London"
        let first = self.word(chunk.start);
        let all = || chunk.clone().rev().find_map(|at| gazetteer().name_word(self.word(at)));
        head.or_else(|| gazetteer().name_word(first).filter(|_| OPENS_PLACE.contains(&first)))
            .or_else(|| (chunk.len() > 2).then(all).flatten())
    }

    fn has_title(&self, start: usize) -> bool {
        start.checked_sub(1).is_some_and(|before| {
            let token = &self.tokens[before];
            token.sentence == self.tokens[start].sentence && lexicon::titles().contains(&*token.lower)
        })
    }

    /// Whether a gazetteer's place name is meant as one here: not a surname, not a word.
    fn is_toponym(&self, chunk: &Range<usize>, meaning: &Meaning) -> bool {
        let is_place =
            !meaning.regions.is_empty() || !meaning.cities.is_empty() || meaning.capital_of.is_some();
        let sure = meaning.capital_of.is_some() || !meaning.regions.is_empty() || chunk.len() > 1;
        let locative = self.locative_before(chunk.start);
        let common = self.is_plain_word(chunk);
        is_place && (locative || sure && !common || !common && self.is_large(meaning))
    }

    fn is_large(&self, meaning: &Meaning) -> bool {
        meaning.cities.iter().any(|city| gazetteer().toponyms[*city].thousands >= 150)
    }

    /// Whether one word, spelt like a name, is a word of running text that stands capitalised for another reason.
    fn is_plain_word(&self, chunk: &Range<usize>) -> bool {
        let token = &self.tokens[chunk.start];
        let after_the = chunk.start > 0 && self.tokens[chunk.start - 1].lower == "the";
        let all_capitals = token.lower.len() > 1 && is_acronym(self.word(chunk.start));
        let common = lexicon::common(&token.lower).is_some_and(|common| common.capitalised < 60);
        chunk.len() == 1 && !all_capitals && common && !after_the
    }

    /// Whether a preposition of place stands before `start`, over determiners and compass words.
    fn locative_before(&self, start: usize) -> bool {
        locative_before(self.segments, start)
    }

    /// What the names found so far say of single words: surnames, first names, and names seen whole.
    fn known(&self, names: &[Name]) -> HashMap<String, Class> {
        let mut known = HashMap::new();
        for name in names {
            let words = self.words(name.tokens.clone());
            known.entry(words.to_string()).or_insert(name.class);
            if name.class == Class::Person && name.tokens.len() > 1 {
                for at in name.tokens.clone().filter(|at| self.tokens[*at].is_capitalised(self.text)) {
                    known.insert(self.word(at).to_string(), Class::Person);
                }
            }
        }
        known
    }

    /// "Paris" is a person in an article about one of that surname, unless it stands as a location.
    fn mend_surnames(&self, names: &mut [Name], known: &HashMap<String, Class>) {
        let bears = |words: &str| known.get(words) == Some(&Class::Person);
        for name in names.iter_mut().filter(|name| name.tokens.len() == 1 && name.class == Class::Place) {
            if bears(self.words(name.tokens.clone())) && !self.locative_before(name.tokens.start) {
                name.class = Class::Person;
            }
        }
    }

    /// What a chunk names that its sentence leaves open.
    fn classify_by_document(&self, chunk: Range<usize>, known: &HashMap<String, Class>) -> Option<Name> {
        let words = self.words(chunk.clone());
        let name = |class| Some(Name { tokens: chunk.clone(), class });
        if let Some(class) = known.get(words).or_else(|| half_country(words, known)) {
            return name(*class);
        }
        if chunk.len() > 1 {
            return None;
        }
        let token = &self.tokens[chunk.start];
        let meaning = gazetteer().meaning(words);
        let is_word = lexicon::common(&token.lower).is_some() || gazetteer().role(&token.lower).is_some();
        let is_class =
            gazetteer().name_word(words).is_some() || meaning.is_some_and(|m| m.adjective_of.is_some());
        let opens = chunk.start == self.segments.sentences[token.sentence].tokens.start
            || self.tokens[chunk.start - 1].kind == TokenKind::OpenQuote;
        if is_word || is_class || words.chars().count() < 3 || lexicon::starters().contains(&*token.lower) {
            return None;
        }
        let next = self.tokens.get(chunk.end);
        let speaks = next.is_some_and(|next| matches!(&*next.lower, "said" | "says" | "told" | "added"));
        let acts = next.is_some_and(|next| {
            next.is_mark(",")
                || next.kind == TokenKind::Possessive
                || lexicon::common(&next.lower)
                    .is_some_and(|common| common.share("VERB") + common.share("AUX") >= 60)
        });
        let hashtag = chunk.start > 0 && matches!(&*self.tokens[chunk.start - 1].lower, "#" | "@");
        if hashtag {
            return None;
        }
        if self.locative_before(chunk.start) || super::layers::in_list(self.text, self.segments, &chunk) {
            return name(Class::Place);
        }
        if speaks || gazetteer().is_given_name(words) {
            return name(Class::Person);
        }
        let inflected = is_inflected(&token.lower);
        (!opens || acts && !inflected).then_some(Name { tokens: chunk, class: Class::Organisation })
    }

    /// The names of a headline in title case or capitals: only those that the body or the gazetteer knows.
    fn in_loud_sentence(&self, sentence: usize, known: &HashMap<String, Class>) -> Vec<Name> {
        let range = self.segments.sentences[sentence].tokens.clone();
        let mut names = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let longest = (at + LONGEST_NAME).min(range.end);
            let found = (at + 1..=longest).rev().find_map(|end| {
                let class = self.loud_class(at..end, known)?;
                Some(Name { tokens: at..end, class })
            });
            at = found.as_ref().map_or(at + 1, |name| name.tokens.end);
            names.extend(found);
        }
        names
    }

    fn loud_class(&self, range: Range<usize>, known: &HashMap<String, Class>) -> Option<Class> {
        let words = self.words(range.clone());
        if !self.can_start(range.start) {
            return None;
        }
        if let Some(class) = known.get(words) {
            return Some(*class);
        }
        let lettered = range.len() == 1 && words.chars().count() <= 4;
        let spelt = if is_acronym(words) && !lettered { capitalised(words) } else { words.to_string() };
        if let Some(class) = known.get(&spelt) {
            return Some(*class);
        }
        let meaning = gazetteer().meaning(&spelt)?;
        let common = range.len() == 1 && lexicon::common(&self.tokens[range.start].lower).is_some();
        if let Some(country) = meaning.country {
            return Some(Class::Country(country));
        }
        if meaning.body.is_some() && !common {
            return Some(Class::Organisation);
        }
        let sure = meaning.capital_of.is_some() || !meaning.regions.is_empty() || self.is_large(meaning);
        (sure && !common).then_some(Class::Place)
    }
}

/// Whether the words before the token `start` make it a location: a preposition of place or a verb of going before it,
/// over determiners, compass words and earlier members of a list.
pub fn locative_before(segments: &Segments, start: usize) -> bool {
    let tokens = &segments.tokens;
    let first = segments.sentences[tokens[start].sentence].tokens.start;
    let mut at = start;
    while at > first && is_compass(&tokens[at - 1].lower) {
        at -= 1;
    }
    // "northern Mali" is ground, whatever stands before.
    if tokens[at..start].iter().any(|token| token.lower.ends_with("ern")) {
        return true;
    }
    let before =
        |steps: usize| at.checked_sub(steps).filter(|at| *at >= first).map_or("", |at| &*tokens[at].lower);
    match before(1) {
        "to" => before(2) != "according" && gazetteer().role(before(2)).is_none(),
        "of" => AREA.contains(&before(2)),
        word => LOCATIVE.contains(&word) || GOING.contains(&word),
    }
}

/// Words that a location follows by "of".
const AREA: [&str; 36] = [
    "town",
    "city",
    "village",
    "province",
    "district",
    "region",
    "island",
    "port",
    "suburb",
    "state",
    "area",
    "capital",
    "coast",
    "parts",
    "part",
    "north",
    "south",
    "east",
    "west",
    "outskirts",
    "border",
    "airport",
    "centre",
    "center",
    "streets",
    "republic",
    "peninsula",
    "coastline",
    "half",
    "areas",
    "cities",
    "towns",
    "municipality",
    "northeast",
    "southeast",
    "southwest",
];

/// Verbs whose object is where somebody goes.
const GOING: [&str; 27] = [
    "reach",
    "reached",
    "reaching",
    "enter",
    "entered",
    "entering",
    "visit",
    "visited",
    "visiting",
    "tour",
    "toured",
    "touring",
    "leave",
    "leaving",
    "flee",
    "fled",
    "fleeing",
    "cross",
    "crossed",
    "crossing",
    "hit",
    "approaching",
    "struck",
    "devastated",
    "ravaged",
    "lashed",
    "rocked",
];

fn is_compass(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "north", "south", "east", "west", "central", "the", "upper", "lower", "nearby", "downtown",
        "mainland",
    ];
    WORDS.contains(&word) || word.ends_with("ern") && word.len() > 5
}

/// "the North" in an article about North Korea.
fn half_country<'k>(word: &str, known: &'k HashMap<String, Class>) -> Option<&'k Class> {
    let half = ["North", "South", "East", "West"].iter().find(|half| **half == word)?;
    known
        .iter()
        .find(|(name, class)| matches!(class, Class::Country(_)) && name.starts_with(&format!("{half} ")))
        .map(|(_, class)| class)
}

/// Whether the word is a form of a word of running text: "Officials", "Fighting".
fn is_inflected(lower: &str) -> bool {
    let stems = ["s", "es", "ed", "d", "ing", "ly", "er", "ers"]
        .iter()
        .filter_map(|ending| lower.strip_suffix(ending));
    stems
        .into_iter()
        .any(|stem| lexicon::common(stem).is_some() || lexicon::common(&format!("{stem}e")).is_some())
}

/// "al-Assad", "el-Sisi": an Arabic article joined to a capitalised name.
fn has_arabic_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        article.len() == 2 && article.chars().all(char::is_lowercase) && name.starts_with(char::is_uppercase)
    })
}

/// Two to seven capitals, with or without points.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=7).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// "BEIRUT" as "Beirut", "SAUDI ARABIA" as "Saudi Arabia".
pub fn capitalised(words: &str) -> String {
    let mut start = true;
    let letters = words.chars().flat_map(|letter| {
        let cased: Vec<char> =
            if start { letter.to_uppercase().collect() } else { letter.to_lowercase().collect() };
        start = !letter.is_alphabetic();
        cased
    });
    letters.collect()
}
