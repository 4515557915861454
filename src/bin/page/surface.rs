//! The editing surface: one element whose text is the article. The page reads it and paints it, and writes to it only
//! when a whole text is put in.

use std::ops::Range as Units;

use dateline::review::session::Way;
use dateline_documents::plain_text::{self, Element};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, Node, Range, ScrollBehavior, ScrollToOptions, Text};

use crate::browser;

/// The surface.
pub fn element() -> Option<HtmlElement> {
    browser::element("#article")
}

/// What shows the text: the surface, or the article as it is set for reading.
pub const SHOWN: &str = "[data-veiled] #reading, body:not([data-veiled]) #article";

/// The element that shows the text.
pub fn shown() -> Option<HtmlElement> {
    browser::element(SHOWN)
}

/// Puts the article that is set for reading in the place of the surface, or the surface back. Whether the surface has lost
/// the keyboard focus by it.
pub fn veil(veiled: bool) -> bool {
    let focused = browser::document().active_element();
    let had_focus = focused.is_some_and(|focused| focused.id() == "article");
    if let Some(body) = browser::document().body() {
        // An attribute of the page's own body can always be set and taken away.
        let _ =
            if veiled { body.set_attribute("data-veiled", "") } else { body.remove_attribute("data-veiled") };
    }
    veiled && had_focus
}

/// The text of the surface at one moment, and the nodes that it stands in. Good until the next edit.
pub struct Content {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A text node, and the UTF-16 unit of the text where it begins.
struct Piece {
    start: usize,
    length: usize,
    node: Text,
}

/// What stands before a place in the surface, as far as it says whether a line is open there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Words,
    LineBreak,
    BlockStart,
    BlockEnd,
}

impl Content {
    /// `text`, whose words are yet to be put into nodes.
    pub fn of(text: String) -> Self {
        Content { text, pieces: Vec::new() }
    }

    /// The words at `units` stand in `node`, after all that were added before.
    pub fn add(&mut self, units: Units<usize>, node: Text) {
        self.pieces.push(Piece { start: units.start, length: units.len(), node });
    }

    /// The surface's text now.
    pub fn now() -> Self {
        let mut content = Content { text: String::new(), pieces: Vec::new() };
        if let Some(element) = element() {
            content.gather(&element, &mut 0, Before::Nothing);
        }
        content
    }

    /// Browsers break lines by a character, by `<br>` or by a block, each in its own cases.
    fn gather(&mut self, parent: &Node, units: &mut usize, mut before: Before) -> Before {
        let mut child = parent.first_child();
        while let Some(node) = child {
            child = node.next_sibling();
            if let Some(text) = node.dyn_ref::<Text>().filter(|text| text.length() > 0) {
                self.open_line(units, before == Before::BlockEnd);
                self.take(text, units);
                before = if self.text.ends_with('\n') { Before::LineBreak } else { Before::Words };
            } else if node.node_name() == "BR" {
                self.open_line(units, before == Before::BlockEnd);
                // The last of a block only keeps its last line open.
                self.open_line(units, child.is_some());
                before = if child.is_some() { Before::LineBreak } else { Before::Words };
            } else if is_block(&node) {
                self.open_line(units, matches!(before, Before::Words | Before::BlockEnd));
                self.gather(&node, units, Before::BlockStart);
                before = Before::BlockEnd;
            } else {
                before = self.gather(&node, units, before);
            }
        }
        before
    }

    fn take(&mut self, text: &Text, units: &mut usize) {
        let length = text.length() as usize;
        self.pieces.push(Piece { start: *units, length, node: text.clone() });
        self.text.push_str(&text.data());
        *units += length;
    }

    fn open_line(&mut self, units: &mut usize, new: bool) {
        if new {
            self.text.push('\n');
            *units += 1;
        }
    }

    /// The range of `units` in the document. It moves along when the text is edited.
    pub fn range(&self, units: Units<usize>) -> Option<Range> {
        let range = Range::new().ok()?;
        let (node, offset) = self.place(units.start, false)?;
        range.set_start(node, offset).ok()?;
        let (node, offset) = self.place(units.end, true)?;
        range.set_end(node, offset).ok()?;
        Some(range)
    }

    /// Where in which node `unit` is; between two nodes, the end of the first if `at_end`, else the beginning of the
    /// second.
    fn place(&self, unit: usize, at_end: bool) -> Option<(&Text, u32)> {
        let after = self
            .pieces
            .partition_point(|piece| if at_end { piece.start < unit } else { piece.start <= unit });
        let piece = self.pieces.get(after.saturating_sub(1))?;
        Some((&piece.node, unit.saturating_sub(piece.start).min(piece.length) as u32))
    }

    /// The units of `range`, as far as they are of the text; none where nothing is.
    pub fn units(&self, range: &Range) -> Option<Units<usize>> {
        let is_within = |piece: &&Piece| range.intersects_node(&piece.node).unwrap_or(false);
        let first = self.pieces.iter().find(is_within)?;
        let last = self.pieces.iter().rev().find(is_within)?;
        let at = |piece: &Piece, node: Option<Node>, offset: u32, border: usize| {
            let is_it = node.is_some_and(|node| piece.node.is_same_node(Some(&node)));
            piece.start + if is_it { (offset as usize).min(piece.length) } else { border }
        };
        let start = at(first, range.start_container().ok(), range.start_offset().ok()?, 0);
        let end = at(last, range.end_container().ok(), range.end_offset().ok()?, last.length);
        (start < end).then_some(start..end)
    }

    /// The UTF-16 unit nearest to a point of the window.
    pub fn nearest(&self, x: f64, y: f64) -> Option<usize> {
        let (node, offset) = caret_at(x as f32, y as f32)?;
        let piece = self.pieces.iter().find(|piece| piece.node.is_same_node(Some(&node)))?;
        Some(piece.start + (offset as usize).min(piece.length))
    }

    /// The UTF-16 unit under a point of the window, if there are words there.
    pub fn unit_at(&self, x: f32, y: f32) -> Option<usize> {
        let (node, offset) = caret_at(x, y)?;
        let piece = self.pieces.iter().find(|piece| piece.node.is_same_node(Some(&node)))?;
        // The caret is at the nearest gap, which may lie after the letter, or far away beside the end of a line.
        let offset = offset as usize;
        [offset, offset.saturating_sub(1)]
            .into_iter()
            .filter(|at| at < &piece.length)
            .map(|at| piece.start + at)
            .find(|unit| self.range(*unit..*unit + 1).is_some_and(|range| covers(&range, x, y)))
    }
}

fn is_block(node: &Node) -> bool {
    matches!(
        plain_text::element(&node.node_name().to_ascii_lowercase(), None),
        Element::Block | Element::Paragraph
    )
}

fn covers(range: &Range, x: f32, y: f32) -> bool {
    let rect = range.get_bounding_client_rect();
    let (x, y) = (f64::from(x), f64::from(y));
    rect.left() <= x && x <= rect.right() && rect.top() <= y && y <= rect.bottom()
}

/// The caret's node and offset, by whichever of the two functions the browser has.
fn caret_at(x: f32, y: f32) -> Option<(Node, u32)> {
    let document = browser::document();
    if has(&document, "caretPositionFromPoint") {
        let caret = document.caret_position_from_point(x, y)?;
        Some((caret.offset_node()?, caret.offset()))
    } else {
        let find = js_sys::Reflect::get(&document, &"caretRangeFromPoint".into()).ok()?;
        let found = find.dyn_ref::<js_sys::Function>()?.call2(&document, &x.into(), &y.into()).ok()?;
        let range: Range = found.dyn_into().ok()?;
        Some((range.start_container().ok()?, range.start_offset().ok()?))
    }
}

fn has(document: &Document, function: &str) -> bool {
    js_sys::Reflect::has(document, &function.into()).unwrap_or(false)
}

/// Scrolls so that `range` is in sight: what shows the text where it scrolls by itself, else the page.
pub fn scroll_to(range: &Range) {
    let Some(element) = shown() else { return };
    if let Ok(node) = range.start_container() {
        browser::unfold(node.parent_element());
    }
    let words = range.get_bounding_client_rect();
    let calm = browser::window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    let options = ScrollToOptions::new();
    options.set_behavior(if calm { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    if element.scroll_height() > element.client_height() {
        let frame = element.get_bounding_client_rect();
        let third = f64::from(element.client_height()) / 3.0;
        options.set_top(f64::from(element.scroll_top()) + words.top() - frame.top() - third);
        element.scroll_to_with_scroll_to_options(&options);
    } else {
        let window = browser::window();
        let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        options.set_top(window.scroll_y().unwrap_or_default() + words.top() - height / 3.0);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Has the browser undo its last edit of the surface, or do it again.
pub fn step(way: Way) {
    veil(false);
    if let Some(element) = element() {
        let _ = element.focus();
    }
    browser::edit(if way == Way::Back { "undo" } else { "redo" }, "");
}

/// Whether any words are selected.
pub fn has_selection() -> bool {
    browser::window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

/// Whether all of the surface is selected, or it is empty: what is put in is a text of its own then.
pub fn takes_whole() -> bool {
    let text = Content::now().text;
    let selection = browser::window().get_selection().ok().flatten();
    let selected = selection.and_then(|selection| selection.to_string().as_string()).unwrap_or_default();
    let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    letters(&selected) == letters(&text)
}

/// Fills the surface, with no way back.
pub fn fill(text: &str) {
    if let Some(element) = element() {
        element.set_text_content(Some(text));
    }
}

/// Puts `text` in the place of all that is there, so that undo brings the old text back.
pub fn replace(text: &str) {
    veil(false);
    let Some(element) = element() else { return };
    let wanted = text.trim_end();
    let _ = element.focus();
    browser::edit("selectAll", "");
    insert(text);
    if Content::now().text.trim_end() != wanted {
        fill(text);
    }
    if let Ok(Some(selection)) = browser::window().get_selection() {
        let _ = selection.collapse_with_offset(Some(&element), 0);
    }
    element.set_scroll_top(0);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Makes the surface editable, as plain text where the browser knows of that.
pub fn make_editable() {
    let Some(element) = element() else { return };
    // The framework leaves a comment in an empty element.
    element.set_text_content(None);
    let _ = element.set_attribute("contenteditable", "plaintext-only");
    let kept = js_sys::Reflect::get(&element, &"contentEditable".into());
    if kept.is_ok_and(|kept: JsValue| kept.as_string().as_deref() != Some("plaintext-only")) {
        let _ = element.set_attribute("contenteditable", "true");
    }
}

/// Puts `text` where the caret is, in the place of what is selected, so that undo takes it back.
pub fn insert(text: &str) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    // On insertText, Chromium and WebKit cut a text at its line breaks into blocks, a long one for minutes. What they
    // do on insertHTML leaves it whole. With Firefox it is the other way round.
    let agent = browser::window().navigator().user_agent().unwrap_or_default();
    if agent.contains("Gecko/") {
        browser::edit("insertText", &text);
    } else {
        browser::edit("insertHTML", &escaped(&text));
    }
}
