//! Boxes that float beside words of the text.

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser;

/// Room between a box and the words, and the sides of the window, in pixels.
const MARGIN: f64 = 8.0;

/// Where words are in the window that a box stands beside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The middle of their first line.
    pub x: f64,
    /// Its upper edge.
    pub top: f64,
    /// The lower edge of their last line.
    pub bottom: f64,
}

/// The upper left corner of the box in `room`, as large as it is now: in the window and off the words at `spot`, above them
/// if it has room there and is to stand there.
pub fn corner(
    room: NodeRef<Div>,
    spot: impl Fn() -> Option<Spot> + 'static,
    above: fn() -> bool,
) -> RwSignal<(f64, f64)> {
    let corner = RwSignal::new((0.0, 0.0));
    Effect::new(move |_| {
        let Some(spot) = spot() else { return };
        // Once it has its size, and before it is seen.
        request_animation_frame(move || {
            let Some(room) = room.get_untracked() else { return };
            let size = room.get_bounding_client_rect();
            let [width, height] = browser::window_size();
            let left = (spot.x - size.width() / 2.0).min(width - size.width() - MARGIN).max(MARGIN);
            let over = spot.top - size.height() - MARGIN;
            let under = spot.bottom + MARGIN;
            let fits_under = under + size.height() <= height;
            corner.set((left, if over >= 0.0 && (above() || !fits_under) { over } else { under }));
        });
    });
    corner
}

/// A length in pixels, as styles write it.
pub fn px(length: f64) -> String {
    format!("{length}px")
}
