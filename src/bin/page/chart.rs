//! The map itself: land, marks, and the ways to move about.

use std::collections::HashSet;

use dateline::review::lookup::Part;
use dateline::review::map::{
    FRAME_HEIGHT, FRAME_WIDTH, GAP, MOST_MARKS, PlaceCard, Point, Side, Spot, View, happened_at, outlines,
    sides,
};
use dateline::review::wording::count;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos::svg::Svg;

use crate::app::App;
use crate::browser;
use crate::list::{hold, let_go, light, put_out};
use crate::map::full_name;

/// How much closer one press of a key or button takes the map.
const STEP: f64 = 1.6;

/// How far one press of an arrow key moves the map, in the frame.
const STRIDE: f64 = 50.0;

/// How much of a closer view one unit of a wheel's turn is.
const WHEEL: f64 = 0.0022;

/// How far a pointer moves before it drags the map and no longer clicks, in the frame.
const SLACK: f64 = 4.0;

/// What is on the map, and the part of it that is shown.
#[derive(Clone, Copy)]
struct Frame {
    marks: Memo<Vec<PlaceCard>>,
    /// Where somebody has moved the map to; until then it shows all its marks.
    moved: RwSignal<Option<View>>,
    view: Memo<View>,
    sides: Memo<Vec<Option<Side>>>,
    element: NodeRef<Svg>,
    pointers: StoredValue<Vec<Pointer>>,
    /// Whether a pointer has moved the map since it was put down.
    dragged: StoredValue<bool>,
}

/// A pointer that is down.
#[derive(Clone, Copy)]
struct Pointer {
    id: i32,
    /// Where it was put down.
    start: Point,
    /// Where it is.
    at: Point,
}

/// The map of `cards`. It is drawn once it is first in sight.
#[component]
pub fn Chart(app: App, cards: Memo<Vec<PlaceCard>>) -> impl IntoView {
    let seen = RwSignal::new(false);
    let room = NodeRef::<leptos::html::Div>::new();
    room.on_load(move |room| browser::once_seen(&room, move || seen.set(true)));
    let hidden = move || cards.with(Vec::is_empty);
    view! {
        <div class="map" node_ref=room hidden=hidden>
            <Show when=move || seen.get()>
                <Drawing app cards/>
            </Show>
        </div>
    }
}

#[component]
fn Drawing(app: App, cards: Memo<Vec<PlaceCard>>) -> impl IntoView {
    let frame = Frame::of(cards);
    view! {
        <svg
            node_ref=frame.element
            viewBox=format!("0 0 {FRAME_WIDTH} {FRAME_HEIGHT}")
            role="application"
            tabindex="0"
            aria-label="Map of the places"
            aria-describedby="map-help"
            on:keydown=move |event| frame.key(&event)
            on:wheel=move |event| frame.wheel(&event)
            on:pointerdown=move |event| frame.down(&event)
            on:pointermove=move |event| frame.moved_by(&event)
            on:pointerup=move |event| frame.up(&event)
            on:pointercancel=move |event| frame.up(&event)
        >
            <g class="ground" aria-hidden="true" transform=move || frame.transform()>
                <path class="land" d=outlines().land></path>
                <path class="borders" d=outlines().borders></path>
            </g>
            <For each=move || frame.marks.get() key=Clone::clone children=move |card| mark(app, frame, card)/>
        </svg>
        <div class="zoom">
            <button type="button" class="closer" aria-label="Zoom in" on:click=move |_| frame.zoom(STEP)>"+"</button>
            <button type="button" class="farther" aria-label="Zoom out" on:click=move |_| frame.zoom(1.0 / STEP)>"−"</button>
            <button type="button" class="fit" on:click=move |_| frame.moved.set(None)>"All places"</button>
        </div>
        <p id="map-help" class="unseen">
            "Arrow keys move the map, plus and minus zoom, 0 shows all places. The places are in the list below, too."
        </p>
    }
}

fn mark(app: App, frame: Frame, card: PlaceCard) -> impl IntoView {
    let part = Part::Entity(card.id);
    let id = card.id;
    let is_lit = move || match app.view.lit.get() {
        Some(Part::Event(event)) => app.look(|source| happened_at(source.reading, event, id)),
        lit => lit == Some(part),
    };
    let at = card.at;
    let transform = move || {
        let Point { x, y } = frame.view.get().seen(at);
        format!("translate({x:.1} {y:.1})")
    };
    let radius = card.radius();
    let side = move || frame.side(id);
    let name = card.name.clone();
    let show = move || {
        if !frame.dragged.get_value() {
            app.scroll_to(part);
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            app.scroll_to(part);
        }
    };
    let focused = move |_| {
        hold(app, part);
        frame.show(at);
    };
    view! {
        <g
            class="mark"
            class:lit=is_lit
            class:unsure=card.unsure
            class:eventful={card.events > 0}
            role="button"
            tabindex="0"
            data-id=id
            aria-label=in_words(&card)
            transform=transform
            on:click=move |_| show()
            on:keydown=press
            on:focus=focused
            on:blur=move |_| let_go(app, part)
            on:mouseenter=move |_| light(app, part)
            on:mouseleave=move |_| put_out(app, part)
        >
            <title>{in_words(&card)}</title>
            <circle class="reach" r=radius.max(12.0)></circle>
            <circle class="spot" r=radius></circle>
            <text
                hidden=move || side().is_none()
                dy="0.32em"
                x=move || if side() == Some(Side::Left) { -radius - GAP } else { radius + GAP }
                text-anchor=move || if side() == Some(Side::Left) { "end" } else { "start" }
            >
                {name}
            </text>
        </g>
    }
}

/// "Tripoli, Libya: 3 mentions, 2 events, unsure".
fn in_words(card: &PlaceCard) -> String {
    let mut words = format!("{}: {}", full_name(card), count(card.mentions, "mention"));
    if card.events > 0 {
        words.push_str(&format!(", {}", count(card.events, "event")));
    }
    if card.unsure {
        words.push_str(", unsure");
    }
    words
}

impl Frame {
    fn of(cards: Memo<Vec<PlaceCard>>) -> Self {
        let marks = Memo::new(move |_| cards.with(|cards| cards.iter().take(MOST_MARKS).cloned().collect()));
        let moved = RwSignal::new(None);
        let fit = Memo::new(move |_| {
            marks.with(|marks: &Vec<PlaceCard>| View::fit(marks.iter().map(|mark| mark.at)))
        });
        let view = Memo::new(move |_| moved.get().unwrap_or_else(|| fit.get()));
        let sides = Memo::new(move |_| marks.with(|marks| sides_in(view.get(), marks)));
        start_anew(marks, moved);
        Frame {
            marks,
            moved,
            view,
            sides,
            element: NodeRef::new(),
            pointers: StoredValue::new(Vec::new()),
            dragged: StoredValue::new(false),
        }
    }

    fn transform(self) -> String {
        let (view, origin) = (self.view.get(), self.view.get().seen(Point::default()));
        format!("translate({:.2} {:.2}) scale({:.5})", origin.x, origin.y, view.scale())
    }

    /// Where the name of the mark `id` stands.
    fn side(self, id: usize) -> Option<Side> {
        let nth = self.marks.with(|marks| marks.iter().position(|mark| mark.id == id))?;
        self.sides.with(|sides| sides.get(nth).copied().flatten())
    }

    /// Whether the view has changed: at its limits it does not.
    fn change(self, change: impl FnOnce(View) -> View) -> bool {
        let before = self.view.get_untracked();
        let after = change(before);
        if after != before {
            self.moved.set(Some(after));
        }
        after != before
    }

    fn zoom(self, times: f64) {
        let middle = Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 };
        self.change(|view| view.zoomed(times, middle));
    }

    /// Moves the map if `point` is out of sight.
    fn show(self, point: Point) {
        self.change(|view| if view.shows(point) { view } else { view.centred(point) });
    }

    fn key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let step = |x: f64, y: f64| {
            let to = Point { x: -x * STRIDE, y: -y * STRIDE };
            self.change(|view| view.dragged(Point::default(), to));
        };
        match event.key().as_str() {
            "ArrowLeft" => step(-1.0, 0.0),
            "ArrowRight" => step(1.0, 0.0),
            "ArrowUp" => step(0.0, -1.0),
            "ArrowDown" => step(0.0, 1.0),
            "+" | "=" => self.zoom(STEP),
            "-" | "_" => self.zoom(1.0 / STEP),
            "0" => self.moved.set(None),
            _ => return,
        }
        event.prevent_default();
    }

    /// Zooms about the pointer. Where the map goes no farther, the panel scrolls on.
    fn wheel(self, event: &ev::WheelEvent) {
        let Some(about) = self.point(event) else { return };
        let unit = match event.delta_mode() {
            ev::WheelEvent::DOM_DELTA_LINE => 30.0,
            ev::WheelEvent::DOM_DELTA_PAGE => 300.0,
            _ => 1.0,
        };
        let times = (-event.delta_y() * unit * WHEEL).exp();
        if self.change(|view| view.zoomed(times, about)) {
            event.prevent_default();
        }
    }

    /// Where in the frame an event is.
    fn point(self, event: &ev::MouseEvent) -> Option<Point> {
        let area = self.element.get_untracked()?.get_bounding_client_rect();
        let scale = FRAME_WIDTH / area.width().max(1.0);
        Some(Point {
            x: (f64::from(event.client_x()) - area.left()) * scale,
            y: (f64::from(event.client_y()) - area.top()) * scale,
        })
    }

    fn down(self, event: &ev::PointerEvent) {
        let Some(at) = self.point(event).filter(|_| event.button() == 0) else { return };
        self.pointers.update_value(|pointers| {
            if pointers.is_empty() {
                self.dragged.set_value(false);
            }
            pointers.retain(|pointer| pointer.id != event.pointer_id());
            pointers.push(Pointer { id: event.pointer_id(), start: at, at });
        });
    }

    /// One pointer drags the map; of two, the way between them pulls it closer, too.
    fn moved_by(self, event: &ev::PointerEvent) {
        let before = self.pointers.get_value();
        let Some(nth) = before.iter().position(|pointer| pointer.id == event.pointer_id()) else { return };
        let Some(at) = self.point(event) else { return };
        if event.buttons() == 0 {
            // It was let go beyond the map.
            self.up(event);
            return;
        }
        if before.len() == 1 && !self.dragged.get_value() && before[nth].start.distance(at) < SLACK {
            return;
        }
        self.grasp(event);
        let mut after = before.clone();
        after[nth].at = at;
        let (from, to) = (Grip::of(&before), Grip::of(&after));
        self.change(|view| view.dragged(from.middle, to.middle).zoomed(to.width / from.width, to.middle));
        self.pointers.set_value(after);
    }

    /// Holds on to a pointer that drags, wherever it goes. One that has not moved yet may still click a mark.
    fn grasp(self, event: &ev::PointerEvent) {
        self.dragged.set_value(true);
        if let Some(element) = self.element.get_untracked() {
            // It only fails for a pointer that has gone, which then drags no more.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
    }

    fn up(self, event: &ev::PointerEvent) {
        self.pointers.update_value(|pointers| pointers.retain(|pointer| pointer.id != event.pointer_id()));
        if self.pointers.with_value(Vec::is_empty) {
            // After the click that the browser makes of it.
            Timeout::new(0, move || self.dragged.set_value(false)).forget();
        }
    }
}

/// How the first two pointers hold the map.
struct Grip {
    middle: Point,
    width: f64,
}

impl Grip {
    fn of(pointers: &[Pointer]) -> Self {
        match pointers {
            [one, other, ..] => Grip {
                middle: Point {
                    x: f64::midpoint(one.at.x, other.at.x),
                    y: f64::midpoint(one.at.y, other.at.y),
                },
                width: one.at.distance(other.at).max(1.0),
            },
            [one] => Grip { middle: one.at, width: 1.0 },
            [] => Grip { middle: Point::default(), width: 1.0 },
        }
    }
}

/// Shows all places again when those of another article have taken the place of all that were there.
fn start_anew(marks: Memo<Vec<PlaceCard>>, moved: RwSignal<Option<View>>) {
    Effect::new(move |before: Option<HashSet<Point>>| {
        let now: HashSet<Point> = marks.with(|marks| marks.iter().map(|mark| mark.at).collect());
        if before.is_some_and(|before| before.is_disjoint(&now)) {
            moved.set(None);
        }
        now
    });
}

fn sides_in(view: View, marks: &[PlaceCard]) -> Vec<Option<Side>> {
    let spots =
        marks.iter().map(|mark| Spot { at: view.seen(mark.at), radius: mark.radius(), name: &mark.name });
    sides(&spots.collect::<Vec<_>>())
}
