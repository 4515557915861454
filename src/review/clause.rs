//! The clause that tells of an event, in the article's own words: "Russian warplanes bombed a camp run by rebels".
//!
//! It is cut out of the sentence around the trigger. Pronouns give way to the names that they stand for, and who is named
//! elsewhere comes first where the clause has no subject of its own; what its sentence does not say itself stands in
//! brackets. What is named nowhere in it is left to the card.

use std::ops::Range;

use crate::reading::{Argument, Event, Role, Span, Telling};
use crate::review::cards::Source;
use crate::review::events::Slot;
use crate::review::words;

/// Words at most; what is longer loses its end.
const LONGEST: usize = 32;

/// A clause with fewer words than this is told with what stands next to it.
const SHORTEST: usize = 4;

/// Words that a relative clause goes back to at most.
const LONGEST_ANTECEDENT: usize = 4;

/// What is told of an event in the words of its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clause {
    /// Its parts, in order; together they read as a sentence.
    pub parts: Vec<(Slot, String)>,
    /// The entities that it names.
    pub named: Vec<usize>,
}

impl Clause {
    /// It in one piece.
    pub fn in_words(&self) -> String {
        self.parts.iter().map(|(_, words)| words.as_str()).collect()
    }
}

/// The clause of `event`: of all that tell of it as it is said to be, the one that names most of those who take part, and in
/// the article rather than in its headline.
pub fn clause(source: Source, event: &Event) -> Clause {
    let Event { trigger, sentence, status, according_to, quote, .. } = *event;
    let first = Telling { trigger, sentence, status, according_to, quote };
    let others = event.told.iter().filter(|telling| telling.status == status && telling.trigger != trigger);
    let worth = |telling: &Telling, clause: &Clause| {
        let parties = event.actors.iter().chain(&event.recipients).chain(&event.place);
        let is_headline = source.reading.title.is_some_and(|title| telling.sentence.start < title.end);
        (parties.filter(|id| clause.named.contains(id)).count(), !is_headline)
    };
    let mut best = clause_at(source, event, &first);
    let mut most = worth(&first, &best);
    for telling in others {
        let clause = clause_at(source, event, telling);
        let this = worth(telling, &clause);
        if this > most {
            (best, most) = (clause, this);
        }
    }
    best
}

fn clause_at(source: Source, event: &Event, telling: &Telling) -> Clause {
    let region = region(source, telling);
    let letters: Vec<char> = source.offsets.words(source.text, region).chars().collect();
    let sentence = Sentence { start: region.start, words: stretches(&letters), letters };
    let trigger = sentence.words_of(telling.trigger);
    let cut = sentence.widened(sentence.cut(event, &trigger), &trigger);
    let told = |cut: &Range<usize>| told(source, event, telling.trigger, &sentence, cut);
    let mut clause = told(&cut);
    let before = &sentence.words[cut.start..trigger.start.max(cut.start)];
    let lacks_subject = before.iter().all(|word| is_before_verb(&sentence.lower(word)));
    if lacks_subject && sentence.is_verb(&trigger) {
        let is_passive = before.iter().any(|word| words::PASSIVE.has(&sentence.lower(word)));
        let subject = if is_passive { &event.recipients } else { &event.actors };
        if !put_first(source, subject, telling.sentence, &mut clause) {
            clause = told(&sentence.with_antecedent(cut));
        }
    }
    if let Some((_, first)) = clause.parts.first_mut() {
        *first = capitalised(first);
    }
    clause
}

/// The sentence of the trigger, or what of it is the quote that the event stands in, if that says enough by itself.
fn region(source: Source, telling: &Telling) -> Span {
    let Telling { trigger, sentence: Span { start, end }, .. } = *telling;
    let quote = source.reading.quotes.iter().find(|quote| Some(quote.id) == telling.quote);
    let inner =
        quote.map(|quote| Span { start: start.max(quote.content.start), end: end.min(quote.content.end) });
    let says_enough = |inner: &Span| {
        let words = source.offsets.words(source.text, *inner).split_whitespace().count();
        inner.start <= trigger.start && trigger.end <= inner.end && words >= SHORTEST
    };
    let Span { start, end } = inner.filter(says_enough).unwrap_or(Span { start, end });
    Span { start: start.min(trigger.start), end: end.max(trigger.end) }
}

/// A stretch of the text, with its words as places among its letters.
struct Sentence {
    /// The code point of the text where it begins.
    start: usize,
    letters: Vec<char>,
    words: Vec<Range<usize>>,
}

/// Stretches without white space.
fn stretches(letters: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in letters.iter().chain([&' ']).enumerate() {
        match start {
            None if !letter.is_whitespace() => start = Some(at),
            Some(first) if letter.is_whitespace() => {
                words.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

impl Sentence {
    /// A word in small letters, without the marks around it.
    fn lower(&self, word: &Range<usize>) -> String {
        let word: String = self.letters[word.clone()].iter().collect();
        word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
    }

    /// The words that `span` of the text touches; none where it lies elsewhere.
    fn words_of(&self, span: Span) -> Range<usize> {
        let (start, end) = (span.start.saturating_sub(self.start), span.end.saturating_sub(self.start));
        let first = self.words.partition_point(|word| word.end <= start);
        let last = self.words.partition_point(|word| word.start < end);
        if span.start < self.start { 0..0 } else { first..last.max(first) }
    }

    /// Whether a mark at the end of word `at` ends a clause.
    fn ends_after(&self, at: usize) -> bool {
        self.letters[self.words[at].clone()]
            .iter()
            .rev()
            .take_while(|letter| !letter.is_alphanumeric())
            .any(|mark| ",;:—–)”".contains(*mark))
    }

    /// Whether word `at` is a dash, or a mark at its beginning begins a clause.
    fn begins_at(&self, at: usize) -> bool {
        let word = self.words.get(at).map(|word| &self.letters[word.clone()]);
        word.is_some_and(|word| word == ['-'] || word.first().is_some_and(|first| "(—–“".contains(*first)))
    }

    /// Whether the words could be a verb: they are no noun of an article, a possessive or a preposition before them.
    fn is_verb(&self, trigger: &Range<usize>) -> bool {
        let before = trigger.start.checked_sub(1).and_then(|at| self.words.get(at));
        !before.is_some_and(|word| words::BEFORE_NOUN.has(&self.lower(word)))
    }

    /// The words from one border around the trigger to the other.
    fn cut(&self, event: &Event, trigger: &Range<usize>) -> Range<usize> {
        let doers: Vec<Range<usize>> = arguments(event, &[Role::Actor, Role::Recipient])
            .map(|argument| self.words_of(Span { start: argument.start, end: argument.end }))
            .filter(|words| !words.is_empty())
            .collect();
        let mut start = trigger.start;
        while start > 0 && !self.is_border_before(start, trigger, &doers) {
            start -= 1;
        }
        let mut end = trigger.end.max(start);
        while end < self.words.len() && !self.ends_after(end.max(1) - 1) && !self.begins_at(end) {
            if words::BORDER.has(&self.lower(&self.words[end])) {
                break;
            }
            end += 1;
        }
        start..end
    }

    /// Whether a clause begins at word `at`, looked back to from the trigger.
    fn is_border_before(&self, at: usize, trigger: &Range<usize>, doers: &[Range<usize>]) -> bool {
        // Nobody's name is cut in two.
        if doers.iter().any(|doer| doer.start < at && at < doer.end) {
            return false;
        }
        let before = self.lower(&self.words[at - 1]);
        let has_doer = |from: usize, to: usize| doers.iter().any(|doer| from <= doer.start && doer.end <= to);
        // "Russia and Iran bombed" is one clause, "Iran left and Russia bombed" are two.
        let is_joint =
            before == "and" && has_doer(at, trigger.start) && doers.iter().any(|doer| doer.end + 1 == at);
        // "Gunmen who crossed the river burned": whoever the opener goes back to is the subject of what follows.
        let has_between =
            self.words[at..trigger.start.max(at)].iter().any(|word| !is_before_verb(&self.lower(word)));
        let goes_back = has_between && doers.iter().any(|doer| doer.end + 1 == at);
        self.ends_after(at - 1)
            || self.begins_at(at)
            || words::BORDER.has(&before)
            || words::OPENER.has(&before) && !goes_back
            || before == "and" && !is_joint
    }

    /// `cut`, with the words that its opener goes back to: "the cables that" before "were cut in January".
    fn with_antecedent(&self, mut cut: Range<usize>) -> Range<usize> {
        let opens = |at: usize| words::OPENER.has(&self.lower(&self.words[at]));
        let Some(opener) = cut.start.checked_sub(1).filter(|at| opens(*at)) else { return cut };
        cut.start = opener;
        let is_border = |at: usize| at + 1 < opener && self.ends_after(at);
        while cut.start > 0 && opener - cut.start < LONGEST_ANTECEDENT && !is_border(cut.start - 1) {
            cut.start -= 1;
            if words::DETERMINER.has(&self.lower(&self.words[cut.start])) {
                break;
            }
        }
        cut
    }

    /// `cut`, with what stands next to it where it says too little by itself.
    fn widened(&self, mut cut: Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        while cut.len() < SHORTEST && cut.end < self.words.len() {
            cut.end += 1;
            while cut.end < self.words.len() && !self.ends_after(cut.end - 1) {
                cut.end += 1;
            }
        }
        cut.start = cut.start.max(trigger.end.saturating_sub(LONGEST));
        cut.start..cut.end.min(cut.start + LONGEST)
    }
}

fn is_before_verb(word: &str) -> bool {
    words::BEFORE_VERB.has(word)
}

fn arguments<'e>(event: &'e Event, roles: &'e [Role]) -> impl Iterator<Item = &'e Argument> {
    event.arguments.iter().filter(|argument| roles.contains(&argument.role))
}

/// The words of `cut`, part by part.
fn told(source: Source, event: &Event, trigger: Span, sentence: &Sentence, cut: &Range<usize>) -> Clause {
    let letters =
        match (sentence.words.get(cut.start), cut.end.checked_sub(1).and_then(|at| sentence.words.get(at))) {
            (Some(first), Some(last)) => trimmed(&sentence.letters, first.start..last.end),
            _ => 0..0,
        };
    let slot = |role| match role {
        Role::Actor => Some(Slot::Who),
        Role::Recipient => Some(Slot::Whom),
        Role::Place => Some(Slot::Where),
        Role::Time => Some(Slot::During),
        Role::Status => None,
    };
    let mut marked: Vec<(Span, Slot, Option<usize>)> = vec![(trigger, Slot::Trigger, None)];
    marked.extend(event.arguments.iter().filter_map(|argument| {
        let span = Span { start: argument.start, end: argument.end };
        Some((span, slot(argument.role)?, argument.entity))
    }));
    marked.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
    let mut clause = Clause::default();
    let text = |range: Range<usize>| sentence.letters[range].iter().collect::<String>();
    let mut at = letters.start;
    for (span, slot, entity) in marked {
        let Some(start) = span.start.checked_sub(sentence.start).filter(|start| *start >= at) else {
            continue;
        };
        let end = span.end - sentence.start;
        if end > letters.end || end <= start {
            continue;
        }
        clause.say(Slot::Between, text(at..start));
        clause.say(slot, named(source, entity, text(start..end)));
        at = end;
    }
    clause.say(Slot::Between, text(at.min(letters.end)..letters.end));
    if cut.len() == LONGEST && cut.end < sentence.words.len() {
        clause.say(Slot::Between, " …".to_string());
    }
    let within = Span { start: sentence.start + letters.start, end: sentence.start + letters.end };
    clause.named = source
        .reading
        .entities
        .iter()
        .filter(|entity| {
            entity.mentions.iter().any(|mention| within.start <= mention.start && mention.end <= within.end)
        })
        .map(|entity| entity.id)
        .chain(arguments(event, &[Role::Actor, Role::Recipient, Role::Place]).filter_map(|argument| {
            (within.start <= argument.start && argument.end <= within.end)
                .then_some(argument.entity)
                .flatten()
        }))
        .collect();
    clause
}

impl Clause {
    fn say(&mut self, slot: Slot, words: String) {
        if !words.is_empty() {
            self.parts.push((slot, one_spaced(&words)));
        }
    }
}

/// `words`, or in brackets the name of the entity that they are a pronoun of.
fn named(source: Source, entity: Option<usize>, words: String) -> String {
    let is_pronoun = words::STANDS_FOR.has(&words.to_lowercase());
    let name = entity.filter(|_| is_pronoun).and_then(|id| source.told(id));
    name.map_or(words, |name| format!("[{name}]"))
}

/// Puts those whom the clause does not name before it, in brackets where its sentence does not name them either; whether
/// there were any.
fn put_first(source: Source, ids: &[usize], sentence: Span, clause: &mut Clause) -> bool {
    let missing: Vec<usize> = ids.iter().copied().filter(|id| !clause.named.contains(id)).collect();
    let names = source.told_list(&missing);
    let is_missing = missing.len() == ids.len() && !names.is_empty();
    let is_here = |id: &usize| {
        let mentions = source.entity(*id).map(|entity| entity.mentions.as_slice()).unwrap_or_default();
        mentions.iter().any(|mention| sentence.start <= mention.start && mention.end <= sentence.end)
    };
    let names = if missing.iter().all(is_here) { names } else { format!("[{names}]") };
    if is_missing {
        clause.parts.insert(0, (Slot::Between, " ".to_string()));
        clause.parts.insert(0, (Slot::Who, names));
        clause.named.extend(missing);
    }
    is_missing
}

/// `range` without the marks and the joining words at its borders.
fn trimmed(letters: &[char], mut range: Range<usize>) -> Range<usize> {
    let is_mark = |letter: char| letter.is_whitespace() || ",;:—–-“”\"().".contains(letter);
    while range.start < range.end && is_mark(letters[range.end - 1]) {
        range.end -= 1;
    }
    while range.start < range.end && is_mark(letters[range.start]) {
        range.start += 1;
    }
    range
}

/// White space folded, but kept at the borders.
fn one_spaced(words: &str) -> String {
    let mut folded = String::new();
    for letter in words.chars() {
        match letter.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(letter),
        }
    }
    folded
}

/// `words` with a capital at their beginning, in brackets or not.
fn capitalised(words: &str) -> String {
    let (bracket, rest) = words.strip_prefix('[').map_or(("", words), |rest| ("[", rest));
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    bracket.chars().chain(first).chain(letters).collect()
}

#[cfg(test)]
#[path = "clause_tests.rs"]
mod tests;
