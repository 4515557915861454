//! The text of a web page that was opened as a file. The page is parsed into a template, where no script runs, nothing
//! is fetched, and the policy of our own page has nothing to report.

use dateline::review::inert::inert;
use dateline::review::plain_text::{Element as Kind, PlainText, element};
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlTemplateElement, Node};

use crate::browser;

/// What a reader of the page would read, in plain text.
pub fn to_text(html: &str) -> Option<String> {
    let template: HtmlTemplateElement =
        browser::document().create_element("template").ok()?.dyn_into().ok()?;
    template.set_inner_html(&inert(html));
    let mut text = PlainText::default();
    gather(&chief(&template.content())?, &mut text);
    Some(text.finish())
}

/// The article, where the page marks one and only one; else its chief part; else all of it.
fn chief(page: &DocumentFragment) -> Option<Node> {
    for selector in ["article", "main, [role=main]"] {
        let found = page.query_selector_all(selector).ok()?;
        if found.length() == 1 {
            return found.get(0);
        }
    }
    Some(page.clone().unchecked_into())
}

fn gather(parent: &Node, text: &mut PlainText) {
    let mut child = parent.first_child();
    while let Some(node) = child {
        match node.dyn_ref::<Element>() {
            Some(element) => gather_element(element, text),
            None if node.node_type() == Node::TEXT_NODE => text.words(&node.node_value().unwrap_or_default()),
            None => {}
        }
        child = node.next_sibling();
    }
}

fn gather_element(found: &Element, text: &mut PlainText) {
    let hidden =
        found.has_attribute("hidden") || found.get_attribute("aria-hidden").as_deref() == Some("true");
    if hidden {
        return;
    }
    match element(&found.local_name(), found.get_attribute("role").as_deref()) {
        Kind::Skip => {}
        Kind::Inline => gather(found, text),
        Kind::Break => text.line(),
        Kind::Block => {
            text.block();
            gather(found, text);
            text.block();
        }
        Kind::Paragraph => {
            text.paragraph();
            gather(found, text);
            text.paragraph();
        }
        Kind::Preformatted => {
            text.paragraph();
            text.preformatted(&found.text_content().unwrap_or_default());
            text.paragraph();
        }
    }
}
