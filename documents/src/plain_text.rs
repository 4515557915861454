//! Plain text from a web page: blocks become paragraphs, and runs of white space one space.

/// Gathers the text of a page, element by element, in the order of the document.
#[derive(Clone, Debug, Default)]
pub struct PlainText {
    text: String,
    /// Line breaks that are due before the next words.
    breaks: usize,
    /// Whether a space is due before the next words of the line.
    space: bool,
    /// Whether what was begun last is an item of a list.
    is_item: bool,
}

impl PlainText {
    /// Adds the words of a text node.
    pub fn words(&mut self, words: &str) {
        for (index, word) in words.split(is_space).enumerate() {
            self.space |= index > 0;
            if !word.is_empty() {
                self.write(word);
            }
        }
    }

    /// Adds a text node whose line breaks and spaces count.
    pub fn preformatted(&mut self, words: &str) {
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.line();
            }
            if !line.trim().is_empty() {
                self.write(line.trim_end_matches('\r'));
            }
        }
    }

    /// Ends the line.
    pub fn line(&mut self) {
        self.breaks = (self.breaks + 1).min(2);
        self.space = false;
    }

    /// Ends the line, if there is anything on it.
    pub fn block(&mut self) {
        self.breaks = self.breaks.max(1);
        self.space = false;
    }

    /// Ends the paragraph.
    pub fn paragraph(&mut self) {
        self.breaks = 2;
        self.space = false;
    }

    /// Begins a paragraph; of the items of a list, only the first is one, and the others are lines.
    pub fn begin(&mut self, is_item: bool) {
        if std::mem::replace(&mut self.is_item, is_item) && is_item { self.block() } else { self.paragraph() }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn write(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.breaks));
            if self.space && self.breaks == 0 {
                self.text.push(' ');
            }
        }
        self.breaks = 0;
        self.space = false;
        self.text.push_str(words);
    }
}

/// White space that HTML folds; a non-breaking space stays.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// How an element of a page bears on its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// It is no part of what is read: code, controls, navigation.
    Skip,
    /// Its text is a paragraph of its own.
    Paragraph,
    /// Its text stands on lines of its own.
    Block,
    /// It breaks the line.
    Break,
    /// Its text is preformatted, and a paragraph of its own.
    Preformatted,
    /// It runs on in the line.
    Inline,
}

/// What the element called `name`, in lower case, does to the text; `role` is its ARIA role.
pub fn element(name: &str, role: Option<&str>) -> Element {
    if matches!(
        role,
        Some("navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu")
    ) {
        return Element::Skip;
    }
    match name {
        "title" | "script" | "style" | "noscript" | "template" | "nav" | "footer" | "head" | "form"
        | "button" | "select" | "textarea" | "input" | "svg" | "math" | "iframe" | "object" | "embed"
        | "canvas" | "audio" | "video" | "dialog" | "menu" => Element::Skip,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "figure" | "figcaption" | "table"
        | "ul" | "ol" | "dl" | "header" | "section" | "article" | "aside" | "main" | "hr" | "address" => {
            Element::Paragraph
        }
        "div" | "li" | "dt" | "dd" | "tr" | "caption" | "body" | "html" | "details" | "summary" => {
            Element::Block
        }
        "br" => Element::Break,
        "pre" => Element::Preformatted,
        _ => Element::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs_and_space_is_folded() {
        let mut text = PlainText::default();
        text.words("\n  Ferry ");
        text.words("strike\n");
        text.paragraph();
        text.words("\n\t");
        text.block();
        text.words("First\u{a0}line,");
        text.line();
        text.words("second   line. ");
        text.paragraph();
        text.block();
        text.words(" End.");
        text.paragraph();
        assert_eq!(text.finish(), "Ferry strike\n\nFirst\u{a0}line,\nsecond line.\n\nEnd.");
    }

    #[test]
    fn words_of_neighbouring_elements_stay_apart_only_where_a_space_was() {
        let mut text = PlainText::default();
        text.words("al-");
        text.words("Assad");
        text.words(" said");
        assert_eq!(text.finish(), "al-Assad said");
    }

    #[test]
    fn preformatted_lines_stay() {
        let mut text = PlainText::default();
        text.preformatted("BEIRUT  (AP)\n\n\n  One.\nTwo.");
        assert_eq!(text.finish(), "BEIRUT  (AP)\n\n  One.\nTwo.");
    }

    #[test]
    fn what_is_not_read_is_skipped() {
        assert_eq!(element("script", None), Element::Skip);
        assert_eq!(element("div", Some("navigation")), Element::Skip);
        assert_eq!(element("div", None), Element::Block);
        assert_eq!(element("em", None), Element::Inline);
    }
}
