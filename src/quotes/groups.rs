//! Cues in their sentence: the verb group, its subject, and where what it reports can stand.

use std::ops::Range;

use super::cues::{Class, Cue, cues};
use super::reader::{Finite, Reader, among};
use super::source::{Side, Source, is_message, left_of, right_of, source_in};
use crate::lexicon::inflect::VerbForm;
use crate::reading::Form;

/// What a cue does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// "X said", "X has said", "X is saying"
    Active,
    /// ", saying that"
    Participle,
    /// "was told", "it is reported"
    Passive,
    /// "said X"
    Inverted,
    /// "according to X"
    According,
}

/// A cue with its subject.
pub struct Group {
    /// The cue word; "according to" is two.
    pub cue: Range<usize>,
    /// Its row in the lexicon; none for "according to".
    pub entry: Option<&'static Cue>,
    pub voice: Voice,
    /// From the subject, or else the verb group, to one past the cue, or past an inverted subject.
    pub extent: Range<usize>,
    pub source: Option<Source>,
    /// Whether the verb has a subject of its own.
    pub has_subject: bool,
    /// "would say", "to say": reports only what stands in marks.
    pub is_unreal: bool,
}

impl Group {
    pub fn takes(&self, frame: &str) -> bool {
        self.entry.is_none_or(|entry| entry.takes(frame))
    }

    pub fn confidence(&self) -> f32 {
        self.entry.map_or(0.95, |entry| entry.confidence)
    }

    pub fn is_class(&self, class: Class) -> bool {
        self.entry.is_some_and(|entry| entry.class == class)
    }
}

/// The cues of a line, in order.
pub fn groups(reader: &Reader) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let group = according(reader, at).or_else(|| verbal(reader, at, &groups));
        at = group.as_ref().map_or(at, |group| group.cue.end - 1) + 1;
        groups.extend(group);
    }
    // "Noting that …, the minister said …"
    let subject = groups.iter().skip(1).find_map(|group| group.source);
    if let Some(first) =
        groups.first_mut().filter(|first| first.voice == Voice::Participle && first.extent.start == 0)
    {
        first.source = first.source.or(subject);
    }
    groups
}

fn according(reader: &Reader, at: usize) -> Option<Group> {
    let is_as =
        reader.lower(at) == "as" && reader.lower(at + 2) == "by" && !cues(reader.lower(at + 1)).is_empty();
    let cue = match (reader.lower(at), reader.lower(at + 1)) {
        ("according", "to") => at..at + 2,
        // "as reported by X"
        _ if is_as => at + 1..at + 2,
        _ => return None,
    };
    let from = if is_as { at + 3 } else { at + 2 };
    let region = with_appositions(reader, right_of(reader, from), false);
    let source = source_in(reader, region.clone(), Side::Right);
    Some(Group {
        cue,
        entry: None,
        voice: Voice::According,
        extent: at..region.end,
        source,
        has_subject: true,
        is_unreal: false,
    })
}

/// The phrase with what stands between commas after it: "the coach, Ana Ruiz,", "Reuters, quoting Tass,"; or with
/// what ends the sentence, where it may.
fn with_appositions(reader: &Reader, region: Range<usize>, may_end: bool) -> Range<usize> {
    let mut end = region.end;
    while reader.is_comma(end) && region.start < end {
        let next = end + 1;
        let Some(close) = (next..reader.len().min(next + 15)).find(|at| reader.is_mark(*at)) else { break };
        let is_name = reader.mention_end(next) == Some(close)
            && reader.mention(next).is_some_and(|mention| mention.form == Form::Name);
        let opens = is_name
            || reader.is(next, "determiner") && among(reader.lower(next), "a an the its his her")
            || reader.lower(next).ends_with("ing") && reader.share(next, "VERB") >= 50
            || !may_end && matches!(reader.lower(next), "who" | "which");
        let has_verb = (next..close).any(|at| reader.finite(at) == Finite::Yes);
        let goes_on = close + 1 < reader.len() && (reader.is_comma(close) || reader.lower(close) == "(");
        let goes_on = goes_on || may_end && reader.lower(close) == ".";
        if !opens || has_verb && !matches!(reader.lower(next), "who" | "which") || !goes_on {
            break;
        }
        end = match reader.lower(close) {
            "(" => (close..reader.len()).find(|at| reader.lower(*at) == ")").map_or(close, |at| at + 1),
            _ => close,
        };
    }
    region.start..end
}

/// What stands before the cue: auxiliaries and adverbs.
#[derive(Default)]
struct Before {
    start: usize,
    is_negated: bool,
    has_modal: bool,
    has_be: bool,
    has_have: bool,
    has_to: bool,
}

fn before(reader: &Reader, cue: usize, floor: usize) -> Before {
    const BE: &str = "is are was were been being be am isn't 're";
    const MODALS: &str = "would could should might must may shall will 'll";
    let mut before = Before { start: cue, ..Before::default() };
    while before.start > floor {
        let at = before.start - 1;
        let word = reader.lower(at);
        let is_adverb = reader.is_adverb(at) && reader.mention(at).is_none() && word != "first";
        if !(reader.is_auxiliary(at) || is_adverb || word == "to" && at + 1 == cue) {
            break;
        }
        before.is_negated |= matches!(word, "not" | "never" | "n't" | "cannot") || word.ends_with("n't");
        before.has_modal |= among(word, MODALS);
        before.has_be |= among(word, BE);
        before.has_have |= among(word, "has have had 've having") || word.ends_with("'ve");
        before.has_to |= word == "to";
        before.start = at;
    }
    before
}

fn verbal(reader: &Reader, at: usize, earlier: &[Group]) -> Option<Group> {
    let token = reader.token(at)?;
    let is_quoted = reader.token_index(at).is_some_and(|token| reader.article.passage_of(token).is_some());
    if !token.is_word() || is_quoted || is_inside_name(reader, at) || is_proper(reader, at) {
        return None;
    }
    let before = before(reader, at, earlier.last().map_or(0, |group| group.cue.end));
    if before.is_negated {
        return None;
    }
    cues(&token.lower).iter().find_map(|(entry, forms)| {
        let end = particles(reader, at, entry)?;
        let voice = voice(reader, at, end, forms, &before)?;
        build(reader, at..end, entry, voice, &before, earlier)
    })
}

fn is_inside_name(reader: &Reader, at: usize) -> bool {
    reader.mention(at).is_some_and(|mention| mention.form == Form::Name)
}

/// A capital inside a sentence that is not a headline: "the United States".
fn is_proper(reader: &Reader, at: usize) -> bool {
    at > 0 && !reader.is_headline && reader.is_capitalised(at)
}

/// One past the cue with its particles, which an object may part from the verb only for "make it clear".
fn particles(reader: &Reader, at: usize, entry: &Cue) -> Option<usize> {
    let fits = entry.particles.iter().enumerate().all(|(i, particle)| reader.lower(at + 1 + i) == *particle);
    fits.then_some(at + 1 + entry.particles.len())
}

fn voice(reader: &Reader, at: usize, end: usize, forms: &[VerbForm], before: &Before) -> Option<Voice> {
    let has = |form: VerbForm| forms.contains(&form);
    if has(VerbForm::Gerund) {
        let is_noun = at > 0 && (reader.is(at - 1, "determiner") || reader.share(at - 1, "ADJ") >= 50);
        return match before.has_be {
            true => Some(Voice::Active),
            false if is_noun => None,
            false => Some(Voice::Participle),
        };
    }
    if before.has_be {
        return has(VerbForm::Participle).then_some(Voice::Passive);
    }
    if before.has_have {
        return has(VerbForm::Participle).then_some(Voice::Active);
    }
    if has(VerbForm::Past) && at > 0 {
        // "60 pledged delegates", "the stated aim"
        let is_number = reader.is_number(at - 1) && reader.is_noun(end) && !reader.is_capitalised(end);
        let articles = ["the", "a", "an", "his", "her", "its", "their", "no", "every", "any"];
        if is_number || articles.contains(&reader.lower(at - 1)) {
            return None;
        }
    }
    if has(VerbForm::Past) {
        return (!is_noun_here(reader, at, end)).then_some(Voice::Active);
    }
    let agrees = has(VerbForm::Third) || has(VerbForm::Base) && agrees_with_base(reader, before);
    (agrees && !is_noun_here(reader, at, end)).then_some(Voice::Active)
}

/// Whether what stands before a verb in its base form can be its subject: "they", "officials", "to".
fn agrees_with_base(reader: &Reader, before: &Before) -> bool {
    const PLURALS: &str = "people police men women media percent many some most few";
    let Some(previous) = before.start.checked_sub(1) else { return true };
    let word = reader.lower(previous);
    before.has_to
        || before.has_modal
        || before.start + 1 < reader.len() && reader.is_auxiliary(before.start)
        || reader.is_subject_pronoun(previous)
        || reader.is_comma(previous)
        || reader.is_number(previous)
        || reader.passage(previous).is_some()
        || reader.mention(previous).is_some()
        || word.ends_with('s')
        || among(word, PLURALS)
        || among(word, "and or but that which")
}

/// "the claims", "a report on": the word is a noun here.
fn is_noun_here(reader: &Reader, at: usize, end: usize) -> bool {
    let is_known = crate::lexicon::common(reader.lower(at)).is_some();
    if is_known && reader.share(at, "NOUN") + reader.share(at, "ADJ") < 10 {
        return false;
    }
    let Some(previous) = at.checked_sub(1) else { return reader.passage(end).is_none() };
    // "these claims", "this report"
    let plural = reader.lower(at).ends_with('s');
    if matches!(reader.lower(previous), "these" | "those") && plural
        || reader.lower(previous) == "this" && !plural
    {
        return true;
    }
    let marked = reader.is(previous, "determiner")
        || reader.is_preposition(previous)
        || reader.is_number(previous)
        || reader.share(previous, "ADJ") >= 60
        || reader.lower(previous) == "'s";
    let opens = reader.lower(end) == "that"
        || reader.is(end, "determiner")
        || reader.is_subject_pronoun(end)
        || reader.mention(end).is_some()
        || reader.is_capitalised(end)
        || reader.passage(end).is_some()
        || reader.lower(end) == "to"
        || reader.is_comma(end) && reader.passage(end + 1).is_some()
        || at > 0 && reader.passage(at - 1).is_some();
    // "critics charge is a …" against "the police report is"
    let has_gap = reader.finite(end) == Finite::Yes
        && (reader.lower(previous).ends_with('s') || is_inside_name(reader, previous));
    let is_subject = reader.is_subject_pronoun(previous) || has_gap;
    marked && !reader.is_subject_pronoun(previous) || is_known && !opens && !is_subject
}

fn build(
    reader: &Reader,
    cue: Range<usize>,
    entry: &'static Cue,
    voice: Voice,
    before: &Before,
    earlier: &[Group],
) -> Option<Group> {
    // A cue in an aside ("the firm, citing costs,") does not part a subject from its verb.
    let is_aside = |group: &&Group| {
        group.voice == Voice::Participle
            || matches!(reader.lower(group.extent.start), "who" | "which")
                && reader.follows_break(group.extent.start)
    };
    let floor = earlier.iter().rev().find(|group| !is_aside(group)).map_or(0, |group| group.cue.end);
    let is_unreal = before.has_modal || before.has_to;
    let group = |voice, extent: Range<usize>, source| Group {
        cue: cue.clone(),
        entry: Some(entry),
        voice,
        has_subject: extent.start < before.start || voice == Voice::Inverted,
        extent,
        source,
        is_unreal,
    };
    if let Some(region) = inverted(reader, &cue, entry, voice, before) {
        let region = with_appositions(reader, region, true);
        let source = source_in(reader, region.clone(), Side::Right);
        return Some(group(Voice::Inverted, before.start..region.end, source));
    }
    if voice == Voice::Passive && entry.class == Class::Quote {
        let region = left_of(reader, before.start, floor);
        let source = source_in(reader, region.clone(), Side::Left);
        return Some(group(voice, region.start..cue.end, source));
    }
    if voice == Voice::Passive {
        return Some(group(voice, before.start..cue.end, agent(reader, &cue)));
    }
    let mut region = left_of(reader, before.start, floor);
    if voice == Voice::Participle {
        // "with one poster writing", "a statement saying"
        let with = (region.start..region.end).rev().find(|at| reader.lower(*at) == "with");
        region = match with {
            Some(with) => with + 1..region.end,
            None if ends_in_message(reader, &region) && !follows_verb(reader, region.start) => region,
            None => before.start..before.start,
        };
    }
    let own = source_in(reader, region.clone(), Side::Left);
    // "invited to send ideas and suggest …": an infinitive.
    let bare = voice == Voice::Active && !before.has_have && is_base_only(reader, cue.start);
    if own.is_none() && bare && after_infinitive(reader, before.start) {
        return None;
    }
    let source = own.or_else(|| shared_subject(reader, before.start, earlier));
    let start = if own.is_some() { region.start } else { before.start };
    if entry.takes("message") && !(region.start..region.end).any(|at| is_message(reader, at)) {
        return None;
    }
    Some(group(voice, start..cue.end, source))
}

/// The subject after the cue: ", said X", "“…” said X".
fn inverted(
    reader: &Reader,
    cue: &Range<usize>,
    entry: &Cue,
    voice: Voice,
    before: &Before,
) -> Option<Range<usize>> {
    if !entry.takes("inverted") || voice != Voice::Active || before.start != cue.start {
        return None;
    }
    let previous = cue.start.checked_sub(1)?;
    let after_quote = reader.passage(previous).is_some()
        || previous > 0 && reader.is_comma(previous) && reader.passage(previous - 1).is_some();
    let after_comma = reader.is_comma(previous) || matches!(reader.lower(previous), "—" | "–" | "as");
    if !(after_quote || after_comma) || !reader.starts_phrase(cue.end) || reader.lower(cue.end) == "that" {
        return None;
    }
    let region = right_of(reader, cue.end);
    let next = region.end;
    let has_verb = |mut range: Range<usize>| range.any(|at| reader.finite(at) != Finite::No);
    let is_aside = reader.is_comma(next) && !has_verb(region.clone());
    if !after_quote && !is_aside && (!has_verb(0..previous) || has_verb(region.clone())) {
        return None;
    }
    let is_clause = reader.lower(next) == "that"
        || reader.finite(next) == Finite::Yes
        || !after_quote && reader.finite(next) == Finite::Maybe;
    let subject_is_left = !after_quote && reader.lower(cue.end).ends_with("self");
    (!region.is_empty() && !is_clause && !subject_is_left).then_some(region)
}

/// "was told by X"
fn agent(reader: &Reader, cue: &Range<usize>) -> Option<Source> {
    const FURTHEST: usize = 8;
    let by = (cue.end..cue.end + FURTHEST)
        .take_while(|at| !reader.is_mark(*at) && !matches!(reader.lower(*at), "to" | "that"))
        .find(|at| reader.lower(*at) == "by")?;
    source_in(reader, right_of(reader, by + 1), Side::Right)
}

/// Whether the last verb before `at` is an infinitive.
fn after_infinitive(reader: &Reader, at: usize) -> bool {
    let verb = (1..at).rev().find(|at| reader.lower(at - 1) == "to" || reader.finite(*at) == Finite::Yes);
    verb.is_some_and(|verb| reader.lower(verb - 1) == "to")
}

fn is_base_only(reader: &Reader, cue: usize) -> bool {
    let forms = cues(reader.lower(cue)).iter().flat_map(|(_, forms)| forms);
    let mut forms = forms.filter(|form| !matches!(form, VerbForm::Participle));
    forms.all(|form| *form == VerbForm::Base)
}

/// "issued a statement saying": the phrase at `at` is an object.
fn follows_verb(reader: &Reader, at: usize) -> bool {
    (0..at).rev().take_while(|at| !reader.is_comma(*at)).any(|at| reader.finite(at) != Finite::No)
}

fn ends_in_message(reader: &Reader, region: &Range<usize>) -> bool {
    !region.is_empty() && is_message(reader, region.end - 1)
}

/// The subject of a verb that has none of its own: that of the cue before it, or of the line's first verb.
fn shared_subject(reader: &Reader, verb: usize, earlier: &[Group]) -> Option<Source> {
    let previous = verb.checked_sub(1)?;
    let shares = reader.is_comma(previous)
        || among(reader.lower(previous), "and but or then to by before after while when in instead");
    let shares = shares || reader.lower(verb).ends_with("ing") || reader.lower(verb) == "to";
    if !shares {
        return None;
    }
    if let Some(source) = earlier.iter().rev().find_map(|group| group.source) {
        return Some(source);
    }
    let first_verb = (0..verb).find(|at| reader.finite(*at) != Finite::No && *at > 0)?;
    source_in(reader, left_of(reader, first_verb, 0), Side::Left)
}
