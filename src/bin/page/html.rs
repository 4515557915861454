//! The text of a web page that came as a file, from the clipboard or from another window. The page is parsed into a
//! template, where no script runs, nothing is fetched, and the policy of our own page has nothing to report.

use dateline_documents::inert::inert;
use dateline_documents::tree::{self, CHIEF};
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlTemplateElement, Node};

use crate::browser;

/// What a reader of the page would read, in plain text.
pub fn to_text(html: &str) -> Option<String> {
    let template: HtmlTemplateElement =
        browser::document().create_element("template").ok()?.dyn_into().ok()?;
    template.set_inner_html(&inert(html));
    Some(tree::text_of(&Parsed(chief(&template.content()))))
}

/// The article, where the page marks one and only one; else its chief part; else all of it.
fn chief(page: &DocumentFragment) -> Node {
    let one_of = |selector: &str| {
        let found = page.query_selector_all(selector).ok()?;
        found.get(0).filter(|_| found.length() == 1)
    };
    CHIEF.into_iter().find_map(one_of).unwrap_or_else(|| page.clone().unchecked_into())
}

struct Parsed(Node);

impl Parsed {
    fn element(&self) -> Option<&Element> {
        self.0.dyn_ref()
    }
}

impl tree::Node for Parsed {
    fn children(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.0.first_child(), Node::next_sibling).map(Parsed)
    }

    fn words(&self) -> Option<String> {
        (self.0.node_type() == Node::TEXT_NODE).then(|| self.0.node_value().unwrap_or_default())
    }

    fn name(&self) -> Option<String> {
        self.element().map(Element::local_name)
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.element()?.get_attribute(name)
    }
}
