//! What follows a cue: whom it was said to, when and where, and where the content starts.

use super::cues::{Class, cues, is_noun_of};
use super::groups::{Group, Voice};
use super::reader::{Finite, Reader, among};
use super::source::{Side, Source, is_message, right_of, source_in};
use crate::lexicon::inflect::VerbForm;

/// How the content that follows a cue is joined to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// A whole quotation in marks.
    Passage,
    /// "that …"
    That,
    /// A clause without "that".
    Clause,
    /// "a plan that officials say will fail": the content lacks its subject.
    Gap,
    /// "to leave"
    Infinitive,
    /// "whether …"
    Question,
    /// "described it as …"
    As,
    /// "plans to …"
    Plan,
    /// Nothing that is reported.
    None,
}

/// What follows a cue.
#[derive(Clone, Copy, Debug)]
pub struct Tail {
    pub link: Link,
    /// The first unit of the content, or where reading stopped.
    pub start: usize,
    /// The unit of "that".
    pub that: Option<usize>,
    /// "quoted him as saying": the source after the cue.
    pub source: Option<Source>,
}

/// Units of an addressee or an adverbial.
const LONGEST_PHRASE: usize = 14;

/// Reads what follows the cue of `group`.
pub fn tail(reader: &Reader, group: &Group) -> Tail {
    let (from, source) = match quoted_as_saying(reader, group) {
        Some((after, source)) => (after, source),
        None => (group.extent.end, None),
    };
    let asks = group.takes("to") && group.takes("addressee") && group.voice != Voice::According;
    let ready = if asks { infinitive_after(reader, from) } else { None };
    if let Some(start) = ready {
        return Tail { link: Link::Infinitive, start, that: None, source };
    }
    let asked = if group.is_class(Class::Ask) { question_after(reader, from) } else { None };
    let start = asked.unwrap_or_else(|| content_start(reader, group, from));
    let that = (reader.lower(start) == "that").then_some(start);
    let start = start + usize::from(that.is_some());
    let link = match link(reader, group, start, that.is_some()) {
        // Only "quoted him as saying" leads to a clause.
        Link::That | Link::Clause | Link::Gap if group.is_class(Class::Quote) && from == group.extent.end => {
            Link::None
        }
        link => link,
    };
    match link {
        Link::None if that.is_none() => other_links(reader, group, start, source),
        Link::Infinitive | Link::Question => Tail { link, start, that: None, source },
        _ => Tail { link, start, that, source },
    }
}

/// "quoted him as saying", "was quoted as saying": where the content starts, and who is quoted.
fn quoted_as_saying(reader: &Reader, group: &Group) -> Option<(usize, Option<Source>)> {
    if !group.is_class(Class::Quote) {
        return None;
    }
    let from = group.cue.end;
    let at = (from..from + LONGEST_PHRASE).find(|at| reader.lower(*at) == "as")?;
    if !matches!(reader.lower(at + 1), "saying" | "telling" | "writing") {
        return None;
    }
    let region = right_of(reader, from);
    let source = source_in(reader, region.start..region.end.min(at), Side::Right).filter(|_| at > from);
    Some((at + 2, source))
}

/// "the council to help": the "to" (or the "not") that the addressee comes before.
fn infinitive_after(reader: &Reader, from: usize) -> Option<usize> {
    for at in from..(from + LONGEST_PHRASE).min(reader.len()) {
        if is_infinitive(reader, at) {
            let negated = at > from && matches!(reader.lower(at - 1), "not" | "never");
            // "who asked not to be named"
            if negated && matches!(reader.lower(at + 2), "named" | "identified" | "quoted")
                || reader.lower(at + 2) == "named"
            {
                return None;
            }
            return Some(if negated { at - 1 } else { at });
        }
        let stops = reader.is_mark(at) && !reader.is_comma(at)
            || among(reader.lower(at), "that whether if why how what when about")
            || reader.finite(at) == Finite::Yes
            || reader.passage(at).is_some();
        if stops || reader.is_comma(at) {
            return None;
        }
    }
    None
}

fn is_infinitive(reader: &Reader, at: usize) -> bool {
    reader.lower(at) == "to" && is_base_verb(reader, at + 1)
}

/// "asked the attorney whether": the question word after the addressee.
fn question_after(reader: &Reader, from: usize) -> Option<usize> {
    (from..(from + LONGEST_PHRASE).min(reader.len()))
        .take_while(|at| {
            !reader.is_mark(*at) && reader.finite(*at) == Finite::No && reader.passage(*at).is_none()
        })
        .find(|at| matches!(reader.lower(*at), "whether" | "if" | "why" | "how"))
}

fn is_base_verb(reader: &Reader, at: usize) -> bool {
    let at = if reader.is_adverb(at) { at + 1 } else { at };
    let word = reader.lower(at);
    let is_known = reader.share(at, "VERB") >= 10
        || matches!(word, "be" | "have" | "do")
        || cues(word).iter().any(|(_, forms)| forms.contains(&VerbForm::Base))
        || crate::lexicon::common(word).is_none() && word.len() > 2;
    let is_name =
        reader.mention(at).is_some() || reader.is_capitalised(at) || !word.starts_with(char::is_alphabetic);
    is_known && !is_name && !word.ends_with("ing") && !reader.is(at, "determiner")
}

/// Past the addressee and the adverbials.
fn content_start(reader: &Reader, group: &Group, from: usize) -> usize {
    if let Some(that) = that_ahead(reader, group, from) {
        return that;
    }
    let mut at = from;
    if group.takes("addressee") && group.entry.is_some() && group.voice != Voice::Passive {
        at = addressee_end(reader, at);
    }
    for _ in 0..6 {
        let next = match reader.lower(at) {
            "(" => (at..at + LONGEST_PHRASE).find(|i| reader.lower(*i) == ")").map_or(at, |close| close + 1),
            _ => adverbial_end(reader, at),
        };
        if next == at {
            break;
        }
        at = next;
    }
    if reader.lower(at) == ":" || reader.is_comma(at) && reader.passage(at + 1).is_some() {
        return at + 1;
    }
    if reader.is_comma(at)
        && let Some(close) = (at + 1..(at + LONGEST_PHRASE).min(reader.len())).find(|i| reader.is_comma(*i))
        && reader.lower(close + 1) == "that"
    {
        return close + 1;
    }
    at
}

/// Past a noun phrase that a clause may follow without any mark: "told reporters Russia …".
fn addressee_end(reader: &Reader, from: usize) -> usize {
    const OBJECTS: &str = "me him her us them you it everyone everybody people";
    if among(reader.lower(from), OBJECTS)
        && !(reader.lower(from) == "it" && reader.finite(from + 1) == Finite::Yes)
    {
        return from + 1;
    }
    if reader.lower(from) == "that" || reader.is_subject_pronoun(from) {
        return from;
    }
    let end = phrase_end(reader, from);
    // "told the truth was out" has no addressee.
    if reader.finite(end) == Finite::Yes { from } else { end }
}

/// Past one noun phrase.
fn phrase_end(reader: &Reader, from: usize) -> usize {
    let mut at = from;
    while reader.is(at, "determiner")
        || reader.is(at, "number")
        || reader.share(at, "ADJ") >= 50 && reader.mention(at).is_none()
    {
        at += 1;
    }
    if let Some(end) = reader.mention_end(at) {
        return with_medium(reader, with_genitive(reader, end));
    }
    let capitals = reader.is_capitalised(at);
    while at < reader.len()
        && at - from < LONGEST_PHRASE
        && (reader.is_noun(at) || capitals && reader.is_capitalised(at))
        && (reader.is_capitalised(at) == capitals || at == from)
        && !reader.is_subject_pronoun(at)
        && !reader.is(at, "weekday")
    {
        at += 1;
    }
    with_medium(reader, with_genitive(reader, at))
}

/// With the common noun after a name: "RPP radio", "the Anadolu news agency".
fn with_medium(reader: &Reader, mut at: usize) -> usize {
    while at > 0
        && (reader.is_capitalised(at - 1) || at > 1 && reader.is_capitalised(at - 2))
        && is_outlet(reader, at)
    {
        at += 1;
    }
    at
}

fn is_outlet(reader: &Reader, at: usize) -> bool {
    is_noun_of(reader.lower(at), "outlet")
}

fn with_genitive(reader: &Reader, mut at: usize) -> usize {
    if reader.lower(at) == "'s" {
        at += 1;
        while reader.is_noun(at) || reader.share(at, "ADJ") >= 50 {
            at += 1;
        }
    }
    at
}

/// Past one adverbial: "on Thursday", "in a statement", "later", "to reporters".
fn adverbial_end(reader: &Reader, at: usize) -> usize {
    if reader.lower(at) == "that" || reader.is_mark(at) || reader.passage(at).is_some() {
        return at;
    }
    let is_moment = |at: usize| reader.is(at, "weekday") || reader.is(at, "timeunit");
    if reader.is(at, "weekday") {
        return at + 1 + usize::from(is_moment(at + 1));
    }
    if among(reader.lower(at), "late early last this earlier later next") && is_moment(at + 1) {
        return at + 2 + usize::from(is_moment(at + 2));
    }
    if matches!(reader.lower(at), "earlier" | "later" | "late" | "early")
        && among(reader.lower(at + 1), "this last in that on")
        && is_moment(at + 2)
    {
        return at + 3;
    }
    if reader.is_preposition(at) {
        return prepositional_end(reader, at).unwrap_or(at);
    }
    let is_free_adverb = reader.is_adverb(at)
        && !among(reader.lower(at), "only even just why how not about over here there now almost nearly");
    if is_free_adverb { at + 1 } else { at }
}

fn is_date(reader: &Reader, at: usize) -> bool {
    ["weekday", "month", "timeunit"].iter().any(|class| reader.is(at, class))
        || reader.is_number(at) && at > 0 && reader.is(at - 1, "month")
}

/// Past a prepositional phrase that belongs to the cue and not to the content.
fn prepositional_end(reader: &Reader, at: usize) -> Option<usize> {
    const PREPOSITIONS: &str = "on in at during via to from by through after before following over of";
    if !among(reader.lower(at), PREPOSITIONS) || is_infinitive(reader, at) {
        return None;
    }
    let mut end = phrase_end(reader, at + 1);
    while is_date(reader, end)
        || reader.is_noun(end)
            && !reader.is_capitalised(end)
            && !reader.is_subject_pronoun(end)
            && end > at + 1
    {
        end += 1;
    }
    while among(reader.lower(end), "of for with in to at on") && end > at + 1 && !is_infinitive(reader, end) {
        let next = phrase_end(reader, end + 1);
        if next == end + 1 {
            break;
        }
        end = next;
    }
    if end == at + 1 {
        return None;
    }
    let is_moment =
        (at + 1..end).any(|i| ["weekday", "month", "timeunit"].iter().any(|class| reader.is(i, class)));
    let is_medium = (at + 1..end).any(|i| is_medium(reader.lower(i)));
    let followed = reader.lower(end) == "that"
        || end >= reader.len()
        || reader.is_mark(end)
        || reader.passage(end).is_some()
        || reader.is_preposition(end);
    // "in a statement carried by the news agency"
    if is_medium && reader.finite(end) == Finite::Maybe && reader.is_preposition(end + 1) {
        return Some(phrase_end(reader, end + 2));
    }
    (is_moment || is_medium || followed).then_some(end)
}

/// The "that" after an addressee or an adverbial: "told a hearing in Geneva on Thursday that".
fn that_ahead(reader: &Reader, group: &Group, from: usize) -> Option<usize> {
    let addresses = group.takes("addressee") && group.entry.is_some();
    let opens = addresses
        || reader.mention(from).is_some()
        || reader.is_preposition(from)
        || reader.is_adverb(from)
        || reader.is(from, "weekday");
    (from..(from + LONGEST_PHRASE).min(reader.len()))
        .take_while(|at| {
            let is_participle = reader.finite(*at) == Finite::Maybe && reader.is_preposition(at + 1);
            let is_verb = reader.finite(*at) != Finite::No && !is_participle;
            opens && !reader.is_mark(*at) && reader.passage(*at).is_none() && !is_verb
        })
        .find(|at| reader.lower(*at) == "that")
}

/// Where something is said or written.
fn is_medium(word: &str) -> bool {
    is_noun_of(word, "medium")
}

fn link(reader: &Reader, group: &Group, at: usize, has_that: bool) -> Link {
    if reader.passage(at).is_some() && group.takes("marks") {
        return Link::Passage;
    }
    if has_that {
        let fits = group.takes("that") && reader.opens_that_clause(at);
        return if fits { Link::That } else { Link::None };
    }
    // Nobody vows to a noun: "vowed to press on".
    let vows = group.is_class(Class::Vow) && reader.lower(at) == "to" && !reader.is(at + 1, "determiner");
    let vows = vows && reader.mention(at + 1).is_none() && !reader.is_capitalised(at + 1);
    if group.takes("to") && (vows || infinitive_after(reader, at) == Some(at)) {
        return Link::Infinitive;
    }
    let question = among(reader.lower(at), "whether why how what when where who which");
    if group.takes("wh") && (question || reader.lower(at) == "if" && group.is_class(Class::Ask)) {
        return Link::Question;
    }
    let strict = group.takes("bare?");
    if !(strict || group.takes("bare")) || group.voice == Voice::Inverted || group.voice == Voice::Passive {
        return Link::None;
    }
    if reader.finite(at) == Finite::Yes && group.voice == Voice::Active && follows_noun(reader, group) {
        return Link::Gap;
    }
    let is_report = group.has_subject && group.cue.start > 0 && is_message(reader, group.cue.start - 1);
    let least = if strict && !is_report { Finite::Yes } else { Finite::Maybe };
    let demonstrates = among(reader.lower(at), "this these those both others");
    let subordinates =
        among(reader.lower(at), "if although though while when because since once unless what");
    // "stories alleging fraud may be …": the verb is another's.
    let is_attribute =
        group.voice == Voice::Participle && !is_report && !reader.follows_break(group.extent.start);
    if strict && is_attribute && !reader.is_subject_pronoun(at) {
        return Link::None;
    }
    let fronted = !strict && (opens_clause(reader, at) || reader.is_adverb(at));
    let opens = reader.is_subject_pronoun(at) && !demonstrates
        || (reader.starts_phrase(at) || fronted || subordinates)
            && reader.has_clause(at, reader.len(), least);
    if opens { Link::Clause } else { Link::None }
}

/// A preposition that can open a clause without "that": "said in future he would".
fn opens_clause(reader: &Reader, at: usize) -> bool {
    reader.is_preposition(at)
        && !among(reader.lower(at), "as after before during of to about from following like")
}

/// Whether the subject stands right after a noun: "a programme Washington says".
fn follows_noun(reader: &Reader, group: &Group) -> bool {
    let vague = ["everything", "what", "all", "anything", "whatever", "nothing", "something", "much"];
    let start = group.source.and_then(|source| reader.unit_at(source.span)).unwrap_or(group.extent.start);
    let is_modifier = |at: usize| reader.is(at, "determiner") && reader.lower(at) != "which";
    let start = (0..=start).rev().find(|at| *at == 0 || !is_modifier(at - 1)).unwrap_or(start);
    let Some(before) = start.checked_sub(1) else { return false };
    let governed =
        matches!(reader.lower(before), "which" | "whom") && before > 0 && reader.is_preposition(before - 1);
    group.has_subject && !governed && !reader.is_comma(before) && !vague.contains(&reader.lower(before))
}

/// "described … as", "expressed concern that", "announced plans to".
fn other_links(reader: &Reader, group: &Group, at: usize, source: Option<Source>) -> Tail {
    let none = Tail { link: Link::None, start: at, that: None, source };
    if group.voice == Voice::According {
        return none;
    }
    let ahead = || {
        (group.cue.end..(group.cue.end + LONGEST_PHRASE).min(reader.len()))
            .take_while(|i| !reader.is_mark(*i) && reader.passage(*i).is_none())
    };
    if group.takes("as") && group.voice != Voice::Passive {
        let as_word = (group.cue.end..group.cue.end + 2 * LONGEST_PHRASE)
            .take_while(|at| reader.finite(*at) != Finite::Yes && reader.passage(*at).is_none())
            .find(|at| reader.lower(*at) == "as");
        return match as_word {
            Some(at) => Tail { link: Link::As, start: at + 1, ..none },
            None => none,
        };
    }
    if group.takes("noun") {
        return match ahead().find(|i| reader.lower(*i) == "that") {
            Some(at) => Tail { link: Link::That, start: at + 1, that: Some(at), ..none },
            None => none,
        };
    }
    let plan = ahead()
        .find(|i| is_plan(reader.lower(*i)) && reader.lower(*i + 1) == "to" && is_base_verb(reader, *i + 2));
    match plan {
        Some(_) if group.takes("that") && group.voice == Voice::Active => {
            Tail { link: Link::Plan, start: at, ..none }
        }
        _ => none,
    }
}

/// Nouns whose infinitive says what was announced.
fn is_plan(word: &str) -> bool {
    is_noun_of(word, "plan")
}
