//! What of a very long text is in sight. Browsers take seconds to paint tens of thousands of ranges, so that such a
//! text is only painted where it can be seen.

use std::ops::Range;

use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;

use crate::app::App;
use crate::browser;
use crate::surface::{self, Content};

/// The most ranges that are painted all at once.
pub const MOST_PAINTED: usize = 4000;

/// UTF-16 units that are painted before and after what is in sight.
const MARGIN: usize = 8000;

/// How long the page waits until scrolling rests, in milliseconds.
const PAUSE: u32 = 120;

/// Keeps the sight up to date while somebody scrolls in a text that is painted by parts.
pub fn follow(app: App) {
    let pause = StoredValue::new_local(None::<Timeout>);
    let scrolled = move || {
        if app.view.sight.with_untracked(Option::is_some) {
            pause.set_value(Some(Timeout::new(PAUSE, move || {
                app.view.sight.set(Some(look(&app.content())));
            })));
        }
    };
    // Captured, because the surface scrolls on its own in a wide window, and the page in a narrow one.
    let options = gloo::events::EventListenerOptions::run_in_capture_phase();
    gloo::events::EventListener::new_with_options(&browser::window(), "scroll", options, move |_| scrolled())
        .forget();
    let resized = window_event_listener(ev::resize, move |_| scrolled());
    on_cleanup(move || resized.remove());
}

/// The UTF-16 units of `content` that are in sight, and some more on either side.
pub fn look(content: &Content) -> Range<usize> {
    let Some(element) = surface::shown() else { return 0..0 };
    let frame = element.get_bounding_client_rect();
    let height = browser::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let (top, bottom) = (frame.top().max(0.0) + 1.0, frame.bottom().min(height) - 1.0);
    let first = content.nearest(frame.left() + 1.0, top).unwrap_or_default();
    let last = content.nearest(frame.right() - 1.0, bottom).unwrap_or(first);
    first.saturating_sub(MARGIN)..last.max(first) + MARGIN
}
