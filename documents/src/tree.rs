//! The text of a web page, whoever has parsed it.

use crate::plain_text::{Element, PlainText, element};

/// A node of a parsed page.
pub trait Node: Sized {
    /// What is in it, in order.
    fn children(&self) -> impl Iterator<Item = Self>;
    /// Its words, if it is a text.
    fn words(&self) -> Option<String>;
    /// Its name in lower case, if it is an element.
    fn name(&self) -> Option<String>;
    /// An attribute of it.
    fn attribute(&self, name: &str) -> Option<String>;
}

/// Where a page has its article, by the first of these that finds one element and only one.
pub const CHIEF: [&str; 2] = ["article", "main, [role=main]"];

/// What hides an element from who sees, and is told only to who listens.
const UNSEEN: [&str; 5] =
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible"];

/// What is yet to be done of a page, the last first: pages nest deeper than calls may.
enum Step<N> {
    /// To read a node, in words whose line breaks count or not.
    Enter(N, bool),
    /// To end what was read of an element of this kind.
    Leave(Element),
}

/// The text of all that is in `parent`, as who sees the page would read it.
pub fn text_of<N: Node>(parent: &N) -> String {
    let mut text = PlainText::default();
    let mut steps = Vec::new();
    enter(parent, false, &mut steps);
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(kind) => end(kind, &mut text),
            Step::Enter(node, is_preformatted) => match (node.words(), node.name()) {
                (Some(words), _) if is_preformatted => text.preformatted(&words),
                (Some(words), _) => text.words(&words),
                (None, Some(name)) if !is_hidden(&node) => {
                    let kind = element(&name, node.attribute("role").as_deref());
                    if kind != Element::Skip {
                        end(kind, &mut text);
                        steps.push(Step::Leave(if kind == Element::Break { Element::Inline } else { kind }));
                        let keeps = is_preformatted || kind == Element::Preformatted || keeps_space(&node);
                        enter(&node, keeps, &mut steps);
                    }
                }
                _ => {}
            },
        }
    }
    text.finish()
}

/// Has all that is in `parent` read next.
fn enter<N: Node>(parent: &N, is_preformatted: bool, steps: &mut Vec<Step<N>>) {
    let first = steps.len();
    steps.extend(parent.children().map(|child| Step::Enter(child, is_preformatted)));
    steps[first..].reverse();
}

/// What an element of this kind ends where it begins, and where it ends.
fn end(kind: Element, text: &mut PlainText) {
    match kind {
        Element::Skip | Element::Inline => {}
        Element::Break => text.line(),
        Element::Block => text.block(),
        Element::Paragraph | Element::Preformatted => text.paragraph(),
    }
}

fn is_hidden(found: &impl Node) -> bool {
    let is = |name: &str, value: &str| found.attribute(name).as_deref() == Some(value);
    let has_style = |part: &str| style(found).contains(part);
    let classes = found.attribute("class").unwrap_or_default();
    found.attribute("hidden").is_some()
        || is("aria-hidden", "true")
        || has_style("display:none")
        || has_style("visibility:hidden")
        || classes.split_whitespace().any(|class| UNSEEN.contains(&class))
}

/// Whether line breaks in its words are breaks of lines.
fn keeps_space(found: &impl Node) -> bool {
    style(found).contains("white-space:pre")
}

/// Its own style without spaces. A source that was made [inert](crate::inert) has it under another name.
fn style(found: &impl Node) -> String {
    let style = found.attribute("style").or_else(|| found.attribute("data-style")).unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
