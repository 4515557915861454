//! Web pages, where no browser parses them.

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Selector};

use crate::tree::{self, Node};

/// What a reader of the page would read.
pub fn text_of(html: &str) -> String {
    let page = Html::parse_document(html);
    chief(&page).map_or_else(String::new, |chief| tree::text_of(&Parsed(*chief)))
}

/// The article, where the page marks one and only one; else its chief part; else all of it.
fn chief(page: &Html) -> Option<ElementRef<'_>> {
    let one_of = |selector: &str| {
        let selector = Selector::parse(selector).ok()?;
        let mut found = page.select(&selector);
        found.next().filter(|_| found.next().is_none())
    };
    tree::CHIEF.into_iter().find_map(one_of).or_else(|| Some(page.root_element()))
}

struct Parsed<'p>(NodeRef<'p, scraper::Node>);

impl Node for Parsed<'_> {
    fn children(&self) -> impl Iterator<Item = Self> {
        self.0.children().map(Parsed)
    }

    fn words(&self) -> Option<String> {
        self.0.value().as_text().map(|text| text.to_string())
    }

    fn name(&self) -> Option<String> {
        self.0.value().as_element().map(|element| element.name().to_ascii_lowercase())
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.0.value().as_element()?.attr(name).map(str::to_string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_read_as_it_is_seen() {
        let page = "<!doctype html><title>T</title><style>p{}</style><nav>Home</nav><main><h1>Ferry
            strike</h1><p>One <b>two</b>.<br>Three.<span hidden>x</span><span style='DISPLAY: none'>x</span>
            <span class='a sr-only'>x</span></p><ul><li>First</li><li>Second</li></ul><pre>a
  b</pre><script>x</script></main><footer>Imprint</footer>";
        assert_eq!(text_of(page), "Ferry strike\n\nOne two.\nThree.\n\nFirst\nSecond\n\na\n  b");
    }

    #[test]
    fn deep_and_broken_markup_is_read() {
        let deep = "<div>".repeat(3_000) + "words";
        assert_eq!(text_of(&deep), "words");
        assert_eq!(text_of("<p>never <b>closed"), "never closed");
    }
}
