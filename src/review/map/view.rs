//! What part of the map is shown, and where its points are then seen.

use crate::review::map::projection::{EDGES, Point, WORLD};

/// Width of the frame that the map is seen through; the page scales it to the room that there is.
pub const FRAME_WIDTH: f64 = 400.0;

/// Height of the frame.
pub const FRAME_HEIGHT: f64 = 270.0;

/// The map's width in the frame at the closest: three degrees, or a few hundred kilometres.
const CLOSEST: f64 = 60.0;

/// The map's width at the closest that is chosen for a reader, so that the countries around are seen.
const CLOSEST_FIT: f64 = 300.0;

/// The share of the frame that the places fill, as marks and labels need room beside them.
const FILLED: f64 = 0.72;

/// A part of the map, of the shape of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    centre: Point,
    /// Units of the map across the frame.
    width: f64,
}

impl View {
    /// The whole world.
    pub fn world() -> Self {
        View { centre: Point::default(), width: WORLD }.kept_in()
    }

    /// The closest view that has all of `points` and something around them; the world where there are none.
    pub fn fit(points: impl IntoIterator<Item = Point>) -> Self {
        let mut points = points.into_iter();
        let Some(first) = points.next() else { return View::world() };
        let (mut low, mut high) = (first, first);
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let width = (high.x - low.x).max((high.y - low.y) * FRAME_WIDTH / FRAME_HEIGHT) / FILLED;
        let centre = Point { x: (low.x + high.x) / 2.0, y: (low.y + high.y) / 2.0 };
        View { centre, width: width.max(CLOSEST_FIT) }.kept_in()
    }

    /// How much of the frame a unit of the map takes.
    pub fn scale(self) -> f64 {
        FRAME_WIDTH / self.width
    }

    /// Where `point` is seen in the frame, counted from its upper left corner.
    pub fn seen(self, point: Point) -> Point {
        Point {
            x: (point.x - self.centre.x) * self.scale() + FRAME_WIDTH / 2.0,
            y: (point.y - self.centre.y) * self.scale() + FRAME_HEIGHT / 2.0,
        }
    }

    /// Whether `point` is in the frame.
    pub fn shows(self, point: Point) -> bool {
        let seen = self.seen(point);
        (0.0..=FRAME_WIDTH).contains(&seen.x) && (0.0..=FRAME_HEIGHT).contains(&seen.y)
    }

    /// The view in which what was seen at `from` is seen at `to`.
    pub fn dragged(self, from: Point, to: Point) -> Self {
        let step = Point { x: (to.x - from.x) / self.scale(), y: (to.y - from.y) / self.scale() };
        let centre = Point { x: self.centre.x - step.x, y: self.centre.y - step.y };
        View { centre, ..self }.kept_in()
    }

    /// `times` closer, while what is seen at `about` stays where it is.
    pub fn zoomed(self, times: f64, about: Point) -> Self {
        let width = (self.width / times).clamp(CLOSEST, WORLD);
        let share = 1.0 - width / self.width;
        let off = Point {
            x: (about.x - FRAME_WIDTH / 2.0) / self.scale(),
            y: (about.y - FRAME_HEIGHT / 2.0) / self.scale(),
        };
        let centre = Point { x: self.centre.x + off.x * share, y: self.centre.y + off.y * share };
        View { centre, width }.kept_in()
    }

    /// `times` closer to the middle; or, if more of the article's places stay in sight there, half-way over to one of them.
    /// `places` have where they are and what they weigh, those that the article is most about first.
    pub fn closer(self, times: f64, places: &[(Point, usize)]) -> Self {
        let plain = self.zoomed(times, Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 });
        let towards = |at: Point| {
            let (x, y) = (f64::midpoint(plain.centre.x, at.x), f64::midpoint(plain.centre.y, at.y));
            plain.centred(Point { x, y })
        };
        let shown = |view: &View| -> usize {
            places.iter().filter(|(at, _)| view.shows(*at)).map(|(_, weight)| *weight).sum()
        };
        let in_sight = places.iter().map(|(at, _)| *at).filter(|at| self.shows(*at));
        let mut best = plain;
        for view in in_sight.map(towards) {
            if shown(&view) > shown(&best) {
                best = view;
            }
        }
        best
    }

    /// The same part of the map, or as much of it, with `point` in the middle.
    pub fn centred(self, point: Point) -> Self {
        View { centre: point, ..self }.kept_in()
    }

    /// Nobody is shown what lies beyond the world's edges, if there is enough of the world.
    fn kept_in(self) -> Self {
        let width = self.width.clamp(CLOSEST, WORLD);
        let height = width * FRAME_HEIGHT / FRAME_WIDTH;
        let centre = Point {
            x: between(self.centre.x, width, (-WORLD / 2.0, WORLD / 2.0)),
            y: between(self.centre.y, height, EDGES),
        };
        View { centre, width }
    }
}

/// The middle nearest to `middle` of a stretch of `length` that keeps inside `edges`.
fn between(middle: f64, length: f64, edges: (f64, f64)) -> f64 {
    let (low, high) = (edges.0 + length / 2.0, edges.1 - length / 2.0);
    if low < high { middle.clamp(low, high) } else { f64::midpoint(low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::map::project;

    const MIDDLE: Point = Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 };

    #[test]
    fn a_fit_shows_every_place_and_little_else() {
        let [beirut, damascus, washington] =
            [(33.9, 35.5), (33.5, 36.3), (38.9, -77.0)].map(|(lat, lon)| project(lat, lon));
        let near = View::fit([beirut, damascus]);
        assert!(near.shows(beirut) && near.shows(damascus) && !near.shows(washington));
        let far = View::fit([beirut, damascus, washington]);
        assert!(far.shows(beirut) && far.shows(washington));
        assert!(far.scale() < near.scale());
        assert!(!far.shows(project(-33.9, 151.2)), "Sydney is far from all of them");
        assert_eq!(View::fit([]), View::world());
    }

    #[test]
    fn places_at_the_edges_of_the_world_are_shown() {
        for (lat, lon) in [(-90.0, 0.0), (83.6, -33.0), (66.0, -180.0), (-16.5, 180.0)] {
            let at = project(lat, lon);
            assert!(View::fit([at]).shows(at), "{lat} {lon}");
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let place = project(48.9, 2.4);
        let view = View::fit([place, project(52.5, 13.4)]);
        let pointer = view.seen(place);
        let closer = view.zoomed(1.7, pointer);
        assert!(closer.scale() > view.scale());
        assert!(closer.seen(place).distance(pointer) < 1e-6);
        assert!(closer.zoomed(1.0 / 1.7, pointer).seen(place).distance(pointer) < 1e-6);
        let closest = (0..50).fold(view, |view, _| view.zoomed(2.0, MIDDLE));
        assert_eq!(closest, closest.zoomed(2.0, MIDDLE));
    }

    #[test]
    fn coming_closer_leads_to_places_and_not_into_the_sea_between() {
        let [beirut, tripoli, washington] =
            [(33.9, 35.5), (34.4, 35.8), (38.9, -77.0)].map(|(lat, lon)| project(lat, lon));
        let places = [(washington, 3), (beirut, 2), (tripoli, 2)];
        let all = View::fit([beirut, tripoli, washington]);
        assert!(!all.zoomed(4.0, MIDDLE).shows(beirut) && !all.zoomed(4.0, MIDDLE).shows(washington));
        let mut view = all;
        for _ in 0..12 {
            view = view.closer(1.6, &places);
            assert!(view.shows(beirut) && view.shows(tripoli), "most is said of Lebanon");
        }
        let alone = (0..12).fold(all, |view, _| view.closer(1.6, &places[..1]));
        assert!(alone.shows(washington) && !alone.shows(beirut));
        assert_eq!(all.closer(1.6, &[]), all.zoomed(1.6, MIDDLE));
        let sydney = [(project(-33.9, 151.2), 1)];
        assert_eq!(all.closer(1.6, &sydney), all.zoomed(1.6, MIDDLE), "what is out of sight calls nobody");
    }

    #[test]
    fn dragging_takes_the_map_along_as_far_as_its_edges() {
        let place = project(48.9, 2.4);
        let view = View::fit([place]);
        let (from, to) = (Point { x: 100.0, y: 100.0 }, Point { x: 130.0, y: 80.0 });
        let (before, after) = (view.seen(place), view.dragged(from, to).seen(place));
        assert!((after.x - before.x - 30.0).abs() < 1e-6 && (after.y - before.y + 20.0).abs() < 1e-6);
        assert_eq!(View::world().dragged(from, to).seen(place).x, View::world().seen(place).x);
    }
}
