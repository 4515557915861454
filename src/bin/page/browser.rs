//! Small things that the browser is asked for.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Intl::DisplayNames;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, Event, HtmlAnchorElement, HtmlDetailsElement, HtmlElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, Storage, Url, Window,
};

/// The window.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The page's document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// The first element that `selector` finds.
pub fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten().and_then(|found: Element| found.dyn_into().ok())
}

/// All elements that `selector` finds, in order.
pub fn elements(selector: &str) -> Vec<Element> {
    let found = document().query_selector_all(selector).ok();
    let nodes = found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |nth| list.get(nth)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Writes an attribute of the page's body, where tests and styles find it.
pub fn set_on_body(name: &str, value: &str) {
    if let Some(body) = document().body() {
        // An attribute of the page's own body can always be set.
        let _ = body.set_attribute(name, value);
    }
}

/// What this browser keeps of the page.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What this browser keeps of the page for this tab alone.
pub fn session_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Whether the page is a file that was opened from disk.
pub fn is_from_disk() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// The width and the height of the window's inside, without its scroll bars.
pub fn window_size() -> [f64; 2] {
    let root = document().document_element();
    root.map_or([0.0; 2], |root| [root.client_width(), root.client_height()].map(f64::from))
}

/// Whether it is fingers that point.
pub fn is_touched() -> bool {
    window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches())
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

#[wasm_bindgen]
extern "C" {
    type IntersectionObserver;

    #[wasm_bindgen(constructor)]
    fn new(heed: &js_sys::Function) -> IntersectionObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &IntersectionObserver, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &IntersectionObserver);
}

/// How long something is in sight before it counts as seen, in milliseconds: longer than the lists take to fill and push
/// it down, and than it takes to scroll by.
const SEEN: u32 = 150;

/// Calls `act` once `element` has been in sight for a moment.
pub fn once_seen(element: &Element, act: impl FnOnce() + 'static) {
    let act = Rc::new(Cell::new(Some(act)));
    // A timeout that is dropped does not come.
    let moment = Cell::new(None);
    let heed = move |entries: Array, observer: IntersectionObserver| {
        let is_seen =
            Reflect::get(&entries.at(-1), &"isIntersecting".into()).is_ok_and(|seen| seen.is_truthy());
        let act = Rc::clone(&act);
        // What has gone out of sight is waited for no longer.
        let wait = move || {
            Timeout::new(SEEN, move || {
                observer.disconnect();
                if let Some(act) = act.take() {
                    act();
                }
            })
        };
        // What has gone out of sight is waited for no longer.
        moment.set(is_seen.then(wait));
    };
    // It lives as long as the page does.
    let heed = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(heed).into_js_value();
    IntersectionObserver::new(heed.unchecked_ref()).observe(element);
}

thread_local! {
    static COUNTRY_NAMES: DisplayNames = display_names();
}

/// Has the browser gather what it knows of countries, which takes it longer than a card may take.
pub fn gather_country_names() {
    COUNTRY_NAMES.with(|_| {});
}

/// The English name of the country with an ISO 3166 alpha-2 code; the code where the browser knows none.
pub fn country_name(code: &str) -> String {
    // Of anything else the browser says that it is no code, and the page would stop.
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let name = is_code.then(|| COUNTRY_NAMES.with(|names| names.of(code))).flatten();
    name.map_or_else(|| code.to_string(), String::from)
}

fn display_names() -> DisplayNames {
    let options = Object::new();
    // Writing to a plain object does not fail.
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    DisplayNames::new(&Array::of1(&"en".into()), &options)
}

/// Puts the keyboard focus on what `selector` finds, once the page has been brought up to date.
pub fn focus_soon(selector: String) {
    Timeout::new(0, move || {
        if let Some(element) = element(&selector) {
            // It only fails where the element cannot take the focus, and then it stays where it is.
            let _ = element.focus();
        }
    })
    .forget();
}

/// Opens what the element that `selector` finds is folded in, and the whole of it, and scrolls until it is in sight.
pub fn bring(selector: &str) {
    let Some(found) = element(selector) else { return };
    unfold(found.parent_element());
    if let Ok(Some(whole)) = found.query_selector("details.whole") {
        whole.unchecked_into::<HtmlDetailsElement>().set_open(true);
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    found.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Opens all that an element is folded in.
pub fn unfold(mut within: Option<Element>) {
    while let Some(at) = within {
        if let Some(details) = at.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        within = at.parent_element();
    }
}

/// Puts the keyboard focus near what is about to go from a list: on what takes its place there, or else on the last that
/// is left; where nothing is left, on `heading`.
pub fn focus_neighbour_soon(event: &Event, heading: &'static str) {
    let item = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let item = item.and_then(|element| element.closest("li").ok().flatten());
    let list = item.as_ref().and_then(|item| item.parent_element());
    let nth = list.as_ref().zip(item).and_then(|(list, item)| {
        let items = list.children();
        (0..items.length()).find(|nth| items.item(*nth).is_some_and(|other| other == item))
    });
    Timeout::new(0, move || {
        let items = list.filter(|list| list.is_connected()).map(|list| list.children());
        let nearest =
            items.zip(nth).and_then(|(items, nth)| items.item(nth.min(items.length().checked_sub(1)?)));
        let button = nearest.and_then(|item| item.query_selector("button").ok().flatten());
        let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
        if let Some(target) = button.filter(|button| button.offset_width() > 0).or_else(|| element(heading)) {
            // It only fails where the element cannot take the focus, and then it stays where it is.
            let _ = target.focus();
        }
    })
    .forget();
}

/// An editing command on what has the focus: old, and the only way that native undo knows of.
pub fn edit(command: &str, value: &str) -> bool {
    let Ok(function) = Reflect::get(&document(), &"execCommand".into()) else { return false };
    let Some(function) = function.dyn_ref::<js_sys::Function>() else { return false };
    let done = function.call3(&document(), &command.into(), &JsValue::FALSE, &value.into());
    done.is_ok_and(|done| done.is_truthy())
}

/// Copies `text`, in one way or another; whether it worked.
pub async fn copy(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        let written = JsFuture::from(window().navigator().clipboard().write_text(text)).await;
        if written.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    document().body()?.append_child(&area).ok()?;
    area.select();
    let copied = edit("copy", "");
    area.remove();
    if let Some(focused) = focused {
        let _ = focused.focus();
    }
    Some(copied)
}

/// Offers `content` as a file for download.
pub fn download(name: &str, media_type: &str, content: &(impl AsRef<[u8]> + ?Sized)) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(content.as_ref()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the content by then.
    Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}

/// Opens the browser's own window for printing, and for saving as PDF.
pub fn print() {
    // It only fails where the browser does not print at all.
    let _ = window().print();
}
