//! Quotes: what somebody said, and who.
//!
//! Reads the text, its [`Segments`], the [`Encoding`] of its words and its [`Entities`]; gives the quotes in the order of the text.

mod attributed;
mod borders;
mod contents;
mod corpus;
mod cues;
mod denials;
mod groups;
mod headline;
mod line;
mod passages;
mod reader;
mod source;
mod sureness;
mod tail;
#[cfg(test)]
mod tests;
mod turns;

use std::ops::Range;

pub use corpus::in_the_corpus;

use contents::Found;
use groups::groups;
use line::{Article, Line};
use reader::{Finite, Reader};
use source::{Side, Source, left_of, source_in};
use turns::{Turn, turns};

use crate::encoder::Encoding;
use crate::entities::Entities;
use crate::reading::{EntityKind, Form, QuoteForm, QuoteKind};
use crate::segment::{Paragraph, Segments};
use crate::text::{Span, bullet};

/// How sure a quotation is that has a name after a dash: so many of those in PolNeAR's training articles are
/// attributions, but they are few.
const SIGNED: f32 = 0.8;

/// What somebody said; its index among the quotes is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The content alone, without marks, "that" and border punctuation.
    pub content: Span,
    /// The content as the corpora have it: with its "that" and its quotation marks.
    pub tagged: Span,
    /// Direct, indirect or mixed.
    pub form: QuoteForm,
    /// Said or thought.
    pub kind: QuoteKind,
    /// The word that reports.
    pub cue: Option<Span>,
    /// The words that name the speaker, as they stand.
    pub source: Option<Span>,
    /// Whether it says that the content is not so.
    pub denied: bool,
    /// Index of the entity that speaks.
    pub speaker: Option<usize>,
    /// Index of the body that a spokesman speaks for.
    pub on_behalf_of: Option<usize>,
    /// From 0 to 1; 0 until all quotes are found and weighed, but for the turns of an interview.
    pub confidence: f32,
    /// From 0 to 1, likewise.
    pub speaker_confidence: f32,
}

impl Quote {
    /// A quotation that nothing else is known of.
    fn direct(content: Span, tagged: Span) -> Self {
        Quote {
            content,
            tagged,
            form: QuoteForm::Direct,
            kind: QuoteKind::Said,
            cue: None,
            source: None,
            denied: false,
            speaker: None,
            on_behalf_of: None,
            confidence: 0.0,
            speaker_confidence: 0.0,
        }
    }
}

/// Finds the quotes.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding, entities: &Entities) -> Vec<Quote> {
    let article = Article::new(text, segments, entities);
    let mut finder = Finder {
        article: &article,
        encoding,
        turns: turns(&article, encoding),
        quotes: Vec::new(),
        paragraph: 0,
        pending: None,
        block: 0..0,
    };
    article.lines().iter().for_each(|line| finder.line(line));
    let mut quotes = finder.quotes;
    quotes.retain(|quote| !attributed::only_acts(encoding, quote));
    attributed::move_borders(&article, encoding, &mut quotes);
    attributed::name_sources(&article, encoding, &mut quotes);
    attributed::mend_sources(&article, encoding, &mut quotes);
    quotes.extend(attributed::missed(&article, encoding, &quotes));
    attributed::name_bodies(&article, encoding, &mut quotes);
    quotes.iter_mut().for_each(|quote| quote.denied = denials::is_denied(text, segments, quote));
    sureness::weigh(encoding, &mut quotes);
    quotes.sort_by_key(|quote| quote.content);
    quotes
}

/// Parts what the encoder's attributions join across the border of a headline, standfirst, caption or heading.
pub fn keep_apart(encoding: &mut Encoding, segments: &Segments) {
    let Encoding { words, attributions, .. } = encoding;
    let place = |at: &Range<usize>| {
        let of = |word: usize| {
            let paragraph = segments.paragraph_at(words[word])?;
            segments.paragraphs[paragraph].is_apart().then_some(paragraph)
        };
        (of(at.start), of(at.end - 1))
    };
    attributions.retain_mut(|attribution| {
        let (start, end) = place(&attribution.cue);
        let is_beside = |part: &Range<usize>| place(part) == (start, start);
        attribution.source = attribution.source.take().filter(is_beside);
        start == end && attribution.content.as_ref().is_none_or(is_beside)
    });
}

/// Whether a cue tells what somebody said or what somebody thought: "hopes", "is afraid"; "voiced fears" says so.
fn kind_of(segments: &Segments, cue: Span) -> QuoteKind {
    let words = || segments.tokens[segments.tokens_in(cue)].iter().map(|token| token.lower.as_str());
    let says = words().any(|word| cues::cues(word).iter().any(|(cue, _)| cue.class != cues::Class::Thought));
    if cues::thinks(words()) && !says { QuoteKind::Thought } else { QuoteKind::Said }
}

/// Reads line after line, and remembers who spoke last.
struct Finder<'a> {
    article: &'a Article<'a>,
    encoding: &'a Encoding,
    /// The turns of an interview.
    turns: Vec<Turn>,
    quotes: Vec<Quote>,
    /// The paragraph of the last quote.
    paragraph: usize,
    /// What the paragraph before says of this one: "He said:".
    pending: Option<Quote>,
    /// The paragraphs of a quotation set apart without marks.
    block: Range<usize>,
}

impl Finder<'_> {
    fn line(&mut self, line: &Line) {
        if self.is_turn(line.paragraph) {
            return;
        }
        let paragraph = &self.article.segments.paragraphs[line.paragraph];
        let is_headline = paragraph.is_title;
        let reader = Reader { article: self.article, units: &line.units, is_headline };
        let pending = self.pending.take();
        if self.block.contains(&line.paragraph) || self.sets_apart(&reader, line, pending.as_ref()) {
            return;
        }
        let Found { mut quotes, uncued, pending: next } = contents::read(&reader, &groups(&reader));
        self.pending = next.filter(|_| !paragraph.is_apart());
        for at in uncued.into_iter().filter(|_| !is_headline) {
            let quote = self.uncued(&reader, line, at, pending.as_ref(), &quotes);
            quotes.extend(quote);
        }
        if is_headline && quotes.is_empty() {
            quotes.extend(headline::read(&reader, self.encoding));
        }
        quotes.sort_by_key(|quote| quote.content);
        for mut quote in quotes {
            if let Some(speaker) = self.same_speaker(&quote, line.paragraph) {
                quote.speaker = Some(speaker);
            }
            self.paragraph = line.paragraph;
            self.quotes.push(quote);
        }
    }

    /// Takes the turn of an interview that the paragraph is of for one quote. Whether it is of one.
    fn is_turn(&mut self, paragraph: usize) -> bool {
        let Some(turn) = self.turns.iter().find(|turn| turn.paragraphs.contains(&paragraph)) else {
            return false;
        };
        if self.quotes.last().is_none_or(|last| last.content != turn.content) {
            let Turn { content, tagged, source, speaker, speaker_confidence, .. } = *turn;
            let quote =
                Quote { confidence: turns::SURE, speaker_confidence, ..Quote::direct(content, tagged) };
            self.quotes.push(Quote { source, speaker, ..quote });
        }
        (self.paragraph, self.pending) = (paragraph, None);
        true
    }

    /// The last quote, unless it stands by itself, as in a headline: its words are nobody's in the running text.
    fn last(&self) -> Option<&Quote> {
        let is_apart = self.article.segments.paragraphs.get(self.paragraph).is_some_and(Paragraph::is_apart);
        self.quotes.last().filter(|_| !is_apart)
    }

    /// "he" as a source is who spoke last, unless somebody else who could be meant was named since.
    fn same_speaker(&self, quote: &Quote, paragraph: usize) -> Option<usize> {
        let (article, source) = (self.article, quote.source?);
        let pronoun = source.of(article.text).to_lowercase();
        let fits = pronoun_fits(&pronoun)?;
        let last = self.last().filter(|_| paragraph - self.paragraph <= 1)?;
        let speaker = last.speaker.filter(|speaker| fits(article.entities.entities[*speaker].kind))?;
        if article.entities.is_called_otherwise(article.text, speaker, &pronoun) {
            return None;
        }
        let from = last.source.map_or(last.content.start, |source| source.end);
        let between = Span::new(from.min(source.start), source.start);
        let quoted = |span: Span| last.content.overlaps(span) || quote.content.overlaps(span);
        let rival = article.entities.within(between).any(|mention| {
            mention.form == Form::Name
                && mention.entity != speaker
                && !quoted(mention.span)
                && fits(article.entities.entities[mention.entity].kind)
        });
        (!rival).then_some(speaker)
    }

    /// Takes the whole paragraph for what "He said:" announced, though it has no marks; where it is indented, with those
    /// after it that are, whatever the words before the colon.
    fn sets_apart(&mut self, reader: &Reader, line: &Line, pending: Option<&Quote>) -> bool {
        let (text, paragraphs) = (self.article.text, &self.article.segments.paragraphs);
        let first = paragraphs[line.paragraph].span;
        let before = line.paragraph.checked_sub(1).map_or("", |before| paragraphs[before].span.of(text));
        let is_indented = |paragraph: usize| is_indented(text, paragraphs[paragraph].span);
        let indented =
            before.ends_with(':') && is_indented(line.paragraph) && !is_indented(line.paragraph - 1);
        let announced = pending.filter(|said| {
            said.tagged.of(text) == ":"
                && said.tagged.end <= first.start
                && (indented || said.cue.is_some() && first.of(text).ends_with(['.', '!', '?']))
        });
        let opens = self.article.segments.tokens_in(first).start == self.article.first_token(line.units[0]);
        if reader.passage(0).is_some() || !opens || !indented && announced.is_none() {
            return false;
        }
        let further = (line.paragraph + 1..paragraphs.len()).take_while(|at| indented && is_indented(*at));
        let end = line.paragraph + 1 + further.count();
        let tagged = Span::new(first.start, paragraphs[end - 1].span.end);
        let ends = tagged.of(text).ends_with('.');
        let content = Span::new(tagged.start, tagged.end - usize::from(ends)).trimmed(text);
        let quote = Quote::direct(content, tagged);
        self.quotes.push(match announced {
            Some(said) => Quote { content, tagged, ..said.clone() },
            None => quote,
        });
        (self.paragraph, self.block) = (line.paragraph, line.paragraph..end);
        true
    }

    /// A whole quotation without a cue: its speaker is the one who spoke last.
    fn uncued(
        &self,
        reader: &Reader,
        line: &Line,
        at: usize,
        pending: Option<&Quote>,
        beside: &[Quote],
    ) -> Option<Quote> {
        const FEWEST_WORDS: usize = 4;
        let passage = reader.passage(at)?;
        let quote = contents::uncued(reader, passage)?;
        let words = reader.article.passages[passage].inner.len();
        if words < FEWEST_WORDS || reader.article.is_name(passage) {
            return None;
        }
        if let Some(source) = presented(reader, at) {
            let Source { span, speaker, on_behalf_of } = source;
            let quote = Quote { source: Some(span), speaker, on_behalf_of, ..quote };
            let sure = signature(reader.article.text, &quote).map_or(0.0, |_| SIGNED);
            return Some(Quote { confidence: sure, speaker_confidence: sure, ..quote });
        }
        let last = self.last();
        let same = beside.last().or_else(|| last.filter(|_| self.paragraph == line.paragraph));
        if let Some(said) = pending.filter(|_| at == 0).or(same) {
            let Quote { content, tagged, form, .. } = quote;
            return Some(Quote { content, tagged, form, ..said.clone() });
        }
        let before = last.filter(|_| at == 0 && line.paragraph - self.paragraph == 1);
        Some(Quote { speaker: before.and_then(|said| said.speaker), ..quote })
    }
}

/// Who stands beside a quotation without any cue: "Her answer was short: “No.”", "“We are ready.” – Anna Kovacs".
fn presented(reader: &Reader, at: usize) -> Option<Source> {
    if at > 1 && reader.lower(at - 1) == ":" {
        let verb = (1..at).find(|at| reader.finite(*at) != Finite::No).unwrap_or(at - 1);
        return source_in(reader, left_of(reader, verb, 0), Side::Left);
    }
    let parts = |word: &str| is_dash(word) || reader.is_headline && word == ":";
    let end = reader.mention_end(2).filter(|_| at == 0 && parts(reader.lower(1)))?;
    // "– Anna Kovacs, 41, a teacher": nothing but the name and what tells more of it.
    let is_all = end == reader.len() || matches!(reader.lower(end), "," | "(" | ".");
    if is_all { source_in(reader, 2..end, Side::Right) } else { None }
}

fn is_dash(words: &str) -> bool {
    matches!(words, "—" | "–" | "―" | "-" | "--")
}

/// The dash between a quotation and the name of whoever is quoted: "“We are ready.” – Anna Kovacs".
fn signature(text: &str, quote: &Quote) -> Option<Span> {
    let source = quote.source.filter(|source| quote.cue.is_none() && source.start > quote.tagged.end)?;
    let between = Span::new(quote.tagged.end, source.start).trimmed(text);
    is_dash(between.of(text)).then_some(between)
}

/// Whether white space or a ">" sets off the line that the paragraph starts, before its bullet.
fn is_indented(text: &str, paragraph: Span) -> bool {
    let line = text[..paragraph.start].rsplit('\n').next().unwrap_or_default();
    let rest = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    rest.len() < line.len() && bullet(rest) == rest.len()
}

/// The kinds of entity that a pronoun can stand for.
fn pronoun_fits(word: &str) -> Option<fn(EntityKind) -> bool> {
    match word {
        "he" | "she" | "him" | "her" => Some(|kind| matches!(kind, EntityKind::Person | EntityKind::Group)),
        "it" => {
            Some(|kind| matches!(kind, EntityKind::Organisation | EntityKind::Country | EntityKind::Group))
        }
        "they" | "them" => Some(|kind| !matches!(kind, EntityKind::Person | EntityKind::Place)),
        _ => None,
    }
}
