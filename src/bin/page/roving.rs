//! One stop of the Tab key in each list and drawing: the card or mark that had the focus last, with what is on it. Arrow
//! keys, Home and End go to the others.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, NodeList};

/// What takes the focus by itself, and the marks of a drawing.
const STOPS: &str = ":is(button, select, input, summary, a[href], [role=button])";

#[wasm_bindgen]
extern "C" {
    type MutationObserver;

    #[wasm_bindgen(constructor)]
    fn new(heed: &js_sys::Function) -> MutationObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &MutationObserver, element: &Element, options: &Object);
}

/// A list or drawing, and which of its items the Tab key goes to.
struct Roving {
    whole: Element,
    /// What its items are, among its children.
    items: &'static str,
    current: RefCell<Option<Element>>,
}

/// Lets the Tab key stop once in `whole`, among whose children `items` are the cards or marks.
pub fn rove(whole: Element, items: &'static str) {
    let roving = Rc::new(Roving { whole: whole.clone(), items, current: RefCell::new(None) });
    let changed = {
        let roving = Rc::clone(&roving);
        Closure::<dyn FnMut()>::new(move || roving.settle())
    };
    // These live as long as the page does.
    let observer = MutationObserver::new(changed.into_js_value().unchecked_ref());
    observer.observe(&whole, &children_at_any_depth());
    let focused = {
        let roving = Rc::clone(&roving);
        move |event: &Event| roving.go_on(roving.item_of(event))
    };
    EventListener::new(&whole, "focusin", focused).forget();
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::default() };
    let pressed = {
        let roving = Rc::clone(&roving);
        move |event: &Event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                roving.press(event);
            }
        }
    };
    EventListener::new_with_options(&whole, "keydown", options, pressed).forget();
    roving.settle();
}

fn children_at_any_depth() -> Object {
    let options = Object::new();
    for option in ["childList", "subtree"] {
        // Writing to a plain object does not fail.
        let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
    }
    options
}

impl Roving {
    /// The item that an event happened in.
    fn item_of(&self, event: &Event) -> Option<Element> {
        let mut at = event.target()?.dyn_into::<Element>().ok()?;
        loop {
            let parent = at.parent_element()?;
            if parent == self.whole {
                return at.matches(self.items).unwrap_or(false).then_some(at);
            }
            at = parent;
        }
    }

    fn items(&self) -> Vec<Element> {
        let items = elements(self.whole.query_selector_all(&format!(":scope > {}", self.items)).ok());
        items.into_iter().filter(|item| item.get_client_rects().length() > 0).collect()
    }

    /// From now on the Tab key goes to `item`.
    fn go_on(&self, item: Option<Element>) {
        if item.is_some() && *self.current.borrow() != item {
            self.current.replace(item);
            self.settle();
        }
    }

    /// Takes what is new out of the Tab key's way, and puts the current item in it; the first, where that has gone.
    fn settle(&self) {
        let mut current = self.current.borrow_mut();
        let has_gone = !current.as_ref().is_some_and(|item| self.whole.contains(Some(item)));
        if has_gone {
            *current = self.whole.query_selector(&format!(":scope > {}", self.items)).ok().flatten();
        }
        let Some(current) = current.as_ref() else { return };
        let reached = elements(self.whole.query_selector_all(&format!("{STOPS}:not([tabindex='-1'])")).ok());
        for stop in reached.iter().filter(|stop| !current.contains(Some(stop))) {
            set_tab_index(stop, "-1");
        }
        for stop in stops(current) {
            set_tab_index(&stop, "0");
        }
    }

    fn press(&self, event: &KeyboardEvent) {
        let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
        let Some(item) = self.item_of(event).filter(|_| !has_modifier && !takes_arrows(event)) else {
            return;
        };
        let items = self.items();
        let Some(at) = items.iter().position(|other| *other == item) else { return };
        let is_drawing = item.has_attribute("role");
        let next = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowRight" if is_drawing => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "ArrowLeft" if is_drawing => at.saturating_sub(1),
            "Home" => 0,
            "End" => items.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = items.get(next) {
            focus(&main_stop(next));
        }
    }
}

/// Whether an event's target has arrow keys of its own.
fn takes_arrows(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("select, input, textarea").unwrap_or(false))
}

/// What of `item` takes the focus.
fn stops(item: &Element) -> Vec<Element> {
    if item.has_attribute("role") {
        return vec![item.clone()];
    }
    elements(item.query_selector_all(STOPS).ok())
}

/// What of `item` leads to its words.
fn main_stop(item: &Element) -> Element {
    let found = [".show, .choose", STOPS].iter().find_map(|css| item.query_selector(css).ok().flatten());
    found.filter(|_| !item.has_attribute("role")).unwrap_or_else(|| item.clone())
}

fn set_tab_index(element: &Element, index: &str) {
    if element.get_attribute("tabindex").as_deref() != Some(index) {
        // An attribute of the page's own elements can always be set.
        let _ = element.set_attribute("tabindex", index);
    }
}

/// Marks are SVG, and have the method all the same.
fn focus(element: &Element) {
    // It only fails where the element cannot take the focus, and then it stays where it is.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

fn elements(list: Option<NodeList>) -> Vec<Element> {
    let nodes = list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |nth| list.get(nth)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}
