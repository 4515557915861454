//! Painting words by the CSS Custom Highlight API, which leaves the document as it is.

use std::ops::Range as Units;

use dateline::review::lookup::Paint;
use wasm_bindgen::prelude::*;

use crate::surface::Content;

#[wasm_bindgen]
extern "C" {
    type Highlight;

    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;

    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &web_sys::Range);

    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    type HighlightRegistry;

    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);

    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str);
}

/// Paints the words at `units` as `paint`, and nothing else so.
pub fn paint(content: &Content, paint: Paint, units: impl IntoIterator<Item = Units<usize>>) {
    let Some(registry) = registry() else { return };
    let mut units = units.into_iter().peekable();
    if units.peek().is_none() {
        registry.delete(paint.name());
        return;
    }
    let highlight = Highlight::new();
    let priority = Paint::ALL.iter().position(|other| *other == paint).unwrap_or_default();
    highlight.set_priority(priority as i32);
    for range in units.filter_map(|units| content.range(units)) {
        highlight.add(&range);
    }
    registry.set(paint.name(), &highlight);
}

/// Takes all the words painted as `paint` back.
pub fn clear(paint: Paint) {
    if let Some(registry) = registry() {
        registry.delete(paint.name());
    }
}

/// The document's highlights; none in a browser that cannot paint so.
fn registry() -> Option<HighlightRegistry> {
    let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
    registry.is_object().then(|| registry.unchecked_into())
}

/// Whether this browser can paint.
pub fn supported() -> bool {
    registry().is_some()
}
