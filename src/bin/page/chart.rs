//! The map itself: land, marks, and the ways to move about.

use std::collections::HashSet;

use dateline::review::lookup::Part;
use dateline::review::map::{
    CITY, FRAME_HEIGHT, FRAME_WIDTH, GAP, Label, Lettering, MOST_MARKS, PlaceCard, Point, Side, Spot, View,
    happened_at, letter, names, outlines,
};
use dateline::review::wording::count;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos::svg::Svg;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::browser::country_name;
use crate::lazy::once_shown;
use crate::list::{hold, let_go, light, put_out};
use crate::roving::rove;

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
    lettering: Memo<Lettering>,
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

/// The map of `cards`. It is drawn once it is first in sight, or printed.
#[component]
pub fn Chart(app: App, cards: Memo<Vec<PlaceCard>>) -> impl IntoView {
    let room = NodeRef::<leptos::html::Div>::new();
    let shown = once_shown(room);
    let hidden = move || cards.with(Vec::is_empty);
    view! {
        <div class="map" node_ref=room hidden=hidden>
            <Show when=move || shown.get() && app.session.has_map.get()>
                <Drawing app cards/>
            </Show>
        </div>
    }
}

#[component]
fn Drawing(app: App, cards: Memo<Vec<PlaceCard>>) -> impl IntoView {
    let frame = Frame::of(cards);
    frame.element.on_load(|element| rove(element.unchecked_into(), ".mark"));
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
            <g class="names" aria-hidden="true">
                <For
                    each=move || frame.lettering.with(|lettering| lettering.labels.clone())
                    key=Clone::clone
                    children=move |label| written(frame, label)
                />
            </g>
            <For each=move || frame.marks.get() key=Clone::clone children=move |card| mark(app, frame, card)/>
        </svg>
        <div class="zoom">
            <button type="button" class="closer" aria-label="Zoom in" on:click=move |_| frame.come_closer()>"+"</button>
            <button type="button" class="farther" aria-label="Zoom out" on:click=move |_| frame.go_farther()>"−"</button>
            <button type="button" class="fit" on:click=move |_| frame.moved.set(None)>"All places"</button>
        </div>
        <p class="hint">"Zoom with Ctrl or ⌘ and the wheel, with two fingers, or click the map and use the wheel alone."</p>
        <p id="map-help" class="unseen">
            "Arrow keys move the map, plus and minus zoom, 0 shows all places. On a mark, arrow keys go to the other marks. \
             The places are in the list below, too."
        </p>
    }
}

/// A name of the map's own.
fn written(frame: Frame, label: Label) -> impl IntoView {
    let transform = move || {
        let Point { x, y } = frame.view.get().seen(label.at);
        format!("translate({x:.1} {y:.1})")
    };
    let (class, anchor, x) = match label.side {
        None => ("country", "middle", 0.0),
        Some(Side::Right) => ("city", "start", CITY + GAP),
        Some(Side::Left) => ("city", "end", -CITY - GAP),
    };
    let dot = label.side.map(|_| view! { <circle r=CITY></circle> });
    view! {
        <g class=class transform=transform>
            {dot}
            <text dy="0.32em" x=x text-anchor=anchor>{label.name}</text>
        </g>
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
            tabindex="-1"
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

/// The name of a place with its country.
fn full_name(card: &PlaceCard) -> String {
    match card.country.as_deref().map(country_name) {
        Some(country) if country != card.name => format!("{}, {country}", card.name),
        _ => card.name.clone(),
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
        let lettering = Memo::new(move |_| marks.with(|marks| lettering_in(view.get(), marks)));
        start_anew(marks, moved);
        Frame {
            marks,
            moved,
            view,
            lettering,
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
        self.lettering.with(|lettering| lettering.sides.get(nth).copied().flatten())
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

    /// Zooms in on places, not on the sea between them.
    fn come_closer(self) {
        let places: Vec<(Point, usize)> = self
            .marks
            .with_untracked(|marks| marks.iter().map(|mark| (mark.at, mark.mentions.max(1))).collect());
        self.change(|view| view.closer(STEP, &places));
    }

    fn go_farther(self) {
        let middle = Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 };
        self.change(|view| view.zoomed(1.0 / STEP, middle));
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
            // On a mark they lead to the next one.
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown"
                if event.target() != event.current_target() =>
            {
                return;
            }
            "ArrowLeft" => step(-1.0, 0.0),
            "ArrowRight" => step(1.0, 0.0),
            "ArrowUp" => step(0.0, -1.0),
            "ArrowDown" => step(0.0, 1.0),
            "+" | "=" => self.come_closer(),
            "-" | "_" => self.go_farther(),
            "0" => self.moved.set(None),
            _ => return,
        }
        event.prevent_default();
    }

    /// Zooms about the pointer, if somebody means the map and does not only scroll past it. Where the map goes no
    /// farther, the panel scrolls on.
    fn wheel(self, event: &ev::WheelEvent) {
        let Some(about) =
            self.point(event).filter(|_| event.ctrl_key() || event.meta_key() || self.has_focus())
        else {
            return;
        };
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

    /// Whether the map or a mark on it has the focus.
    fn has_focus(self) -> bool {
        self.element.get_untracked().is_some_and(|element| element.matches(":focus-within").unwrap_or(false))
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

fn lettering_in(view: View, marks: &[PlaceCard]) -> Lettering {
    let spots =
        marks.iter().map(|mark| Spot { at: view.seen(mark.at), radius: mark.radius(), name: &mark.name });
    letter(view, &spots.collect::<Vec<_>>(), names())
}
