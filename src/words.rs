//! A text cut as the network reads it, for programs that train it.

use serde::Serialize;

use crate::article::{Article, Lines};
use crate::encoder::{Cache, Model};
use crate::error::ReadError;
use crate::page;
use crate::segment::Paragraph;
use crate::text::{CodePoints, with_plain_spaces};

/// The words of a text. Offsets are code points, end exclusive; sentences, paragraphs and windows count words.
#[derive(Clone, Debug, Serialize)]
pub struct Cut {
    /// Where each word stands.
    pub words: Vec<[usize; 2]>,
    /// The first word of each sentence.
    pub sentences: Vec<usize>,
    /// The first word of each paragraph.
    pub paragraphs: Vec<usize>,
    /// Of each window its first word and the one after its last; then the same of those words that are read from it.
    pub windows: Vec<[usize; 4]>,
    /// Whether the first paragraph is the title.
    pub titled: bool,
    /// The word that each word depends on in the network's tree; none for roots.
    pub heads: Vec<Option<usize>>,
    /// The relation of each word to it, as an index of the weights' `deprels`.
    pub relations: Vec<usize>,
}

/// Cuts `text` into the words, sentences, paragraphs and windows that `model` reads.
///
/// # Errors
/// Where the text cannot be read.
pub fn words(text: &str, model: &Model) -> Result<Cut, ReadError> {
    let Article { text, segments, .. } = Article::new(text, &Lines::default())?;
    let cut = model.cut(&text, &segments);
    let nodes = model.read(&text, &segments, &mut Cache::new()).nodes;
    let points = CodePoints::new(&text);
    Ok(Cut {
        words: cut.words.iter().map(|span| points.span(*span)).map(|span| [span.start, span.end]).collect(),
        sentences: cut.sentences,
        paragraphs: cut.paragraphs,
        windows: cut.windows.iter().map(|(all, core)| [all.start, all.end, core.start, core.end]).collect(),
        titled: segments.paragraphs.first().is_some_and(Paragraph::is_title),
        heads: nodes.iter().map(|node| node.head).collect(),
        relations: nodes.iter().map(|node| node.relation).collect(),
    })
}

/// The sentences of a page with what speaks for their labels, for the program that fits the weights of the labels.
#[derive(Clone, Debug, Serialize)]
pub struct PageLines {
    /// Where each sentence stands, in code points.
    pub units: Vec<[usize; 2]>,
    /// Whether a line begins with it.
    pub opens: Vec<bool>,
    /// What speaks for its label.
    pub features: Vec<Vec<String>>,
    /// The labels that the engine gives: "title", "standfirst", "byline", "date", "dateline", "caption", "heading", "body",
    /// "furniture".
    pub labels: Vec<&'static str>,
}

/// The sentences of a page as its labels are told from.
pub fn page_lines(text: &str) -> PageLines {
    let text = &with_plain_spaces(text);
    let points = CodePoints::new(text);
    let mut lines =
        PageLines { units: Vec::new(), opens: Vec::new(), features: Vec::new(), labels: Vec::new() };
    for (span, opens, features, label) in page::looked_at(text) {
        let span = points.span(span);
        lines.units.push([span.start, span.end]);
        lines.opens.push(opens);
        lines.features.push(features);
        lines.labels.push(label.name());
    }
    lines
}
