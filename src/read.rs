//! The recipe: from a text to its [`Reading`].

use time::Date;

use crate::article::{Article, Lines};
use crate::assemble::{Stages, assemble};
use crate::encoder::{self, Cache, Model, Preparation};
use crate::entities::Identity;
use crate::error::ReadError;
use crate::events::Days;
use crate::page::Mark;
use crate::reading::{Reading, Span};
use crate::text::{self, points_to_bytes};
use crate::{entities, events, quotes};

/// What the reader may be told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The publication date, for texts that do not give their own.
    pub published: Option<Date>,
    /// Whether it counts even where the text gives another.
    pub overrules: bool,
    /// Whether to set [`Reading::spans`].
    pub spans: bool,
    /// Whether to read every line, and take nothing for page furniture.
    pub read_all: bool,
    /// Lines that are the article's, whatever they look like, and such as are not; of two about one line the later holds.
    pub lines: Vec<LineMark>,
    /// Who is who, whatever it looks like.
    pub identities: Vec<Identity<Span>>,
}

/// Whether some lines are the article's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMark {
    /// The lines; a sentence that it touches is meant as a whole.
    pub span: Span,
    /// Whether they are the article's.
    pub is_article: bool,
}

/// How far a reading has come: the stage it is in, and the share of the work that is done, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What is being done, for people to read.
    pub stage: &'static str,
    /// From 0 to 1.
    pub done: f32,
}

/// The article in `text`.
fn article(text: &str, options: &Options) -> Result<Article, ReadError> {
    let spans: Vec<Span> = options.lines.iter().map(|mark| mark.span).collect();
    let marks = options.lines.iter().zip(in_bytes(text, &spans));
    let marks = marks.map(|(mark, span)| Mark { span, is_article: mark.is_article });
    Article::new(text, &Lines { all: options.read_all, marks: marks.collect() })
}

/// Spans of code points of `text` as spans of bytes.
fn in_bytes(text: &str, spans: &[Span]) -> Vec<text::Span> {
    let ends: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    let span = |ends: &[usize]| text::Span::new(ends[0], ends[1].max(ends[0]));
    points_to_bytes(text, &ends).chunks_exact(2).map(span).collect()
}

/// What the user says of who is who in `text`, in bytes.
fn identities(text: &str, said: &[Identity<Span>]) -> Vec<Identity<text::Span>> {
    let one = |identity: &Identity<Span>| match *identity {
        Identity::Same(one, other) => {
            let spans = in_bytes(text, &[one, other]);
            Identity::Same(spans[0], spans[1])
        }
        Identity::Apart(span) => Identity::Apart(in_bytes(text, &[span])[0]),
    };
    said.iter().map(one).collect()
}

/// Reads `text` with `model`. What `cache` remembers of texts read before is not computed again. `progress` is called at
/// every stage, in order, with a growing share.
///
/// # Errors
/// Where there is nothing that can be read.
pub fn read(
    text: &str,
    options: &Options,
    model: &Model,
    cache: &mut Cache,
    mut progress: impl FnMut(Progress),
) -> Result<Reading, ReadError> {
    progress(Progress { stage: "Finding the article", done: 0.0 });
    let mut underway = Underway::new(text, options)?;
    while !underway.is_done() {
        underway.go_on(model, cache, &mut progress);
    }
    Ok(underway.finish(options, model, progress))
}

/// A text that is being read, one part after the other. What takes long in each is what [`Underway::prepare`] finds in it.
pub struct Underway {
    article: Article,
    parts: encoder::Underway,
}

impl Underway {
    /// Nothing of `text` was read yet.
    ///
    /// # Errors
    /// Where there is nothing that can be read.
    pub fn new(text: &str, options: &Options) -> Result<Self, ReadError> {
        let article = article(text, options)?;
        let parts = encoder::Underway::new(&article.segments);
        Ok(Underway { article, parts })
    }

    /// Whether all parts were read.
    pub fn is_done(&self) -> bool {
        self.parts.is_done()
    }

    /// The share of the text that is read once `share` of the next part is.
    pub fn done(&self, share: f32) -> f32 {
        self.parts.done(share)
    }

    /// What is to be read of the next part beside what `cache` knows.
    pub fn prepare(&self, model: &Model, cache: &Cache) -> Preparation {
        self.parts.prepare(&self.article.text, &self.article.segments, model, cache)
    }

    /// Reads the next part.
    pub fn go_on(&mut self, model: &Model, cache: &mut Cache, mut progress: impl FnMut(Progress)) {
        let Article { text, segments, .. } = &self.article;
        let progress = |share| progress(Progress { stage: "Reading", done: 0.05 + 0.8 * share });
        self.parts.go_on(text, segments, model, cache, progress);
    }

    /// The reading of the parts that were read.
    pub fn so_far(&self, options: &Options, model: &Model) -> Reading {
        let Article { text, layout, segments } = &self.article;
        let segments = segments.first(self.parts.paragraphs());
        let article = Article { text: text.clone(), layout: layout.clone(), segments };
        Underway { article, parts: self.parts.so_far() }.finish(options, model, |_| ())
    }

    /// The reading of all parts, with the options that it was made with.
    pub fn finish(self, options: &Options, model: &Model, mut progress: impl FnMut(Progress)) -> Reading {
        let mut at = |stage, done| progress(Progress { stage, done });
        let Underway { article: Article { text, layout, segments }, parts } = self;
        at("Reading", 0.85);
        let encoding = parts.finish(&text, &segments, model);
        at("Finding actors and places", 0.85);
        let identities = identities(&text, &options.identities);
        let entities = entities::find(&text, &encoding, layout.byline, &identities);
        at("Finding quotes", 0.9);
        let quotes = quotes::find(&text, &segments, &encoding, &entities);
        at("Finding events", 0.95);
        let own = layout.published.map(|published| published.date);
        let published = match options.overrules {
            true => options.published.or(own),
            false => own.or(options.published),
        };
        let days = Days::of(&text, &layout, published);
        let events = events::find(&text, &segments, &encoding, &entities, &quotes, &days);
        at("Writing it down", 0.98);
        let stages = Stages { layout, published, segments, encoding, entities, quotes, events };
        let reading = assemble(&text, stages, options.spans);
        at("Done", 1.0);
        reading
    }
}
