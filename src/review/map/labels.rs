//! Which names are written on the map and where, so that no name lies over another or over a mark.

use crate::review::map::names::{Name, Named};
use crate::review::map::projection::Point;
use crate::review::map::view::{FRAME_HEIGHT, FRAME_WIDTH, View};

/// Height of a line in the frame.
const LINE: f64 = 13.0;

/// Width of a letter, on the average and a little more.
const LETTER: f64 = 7.2;

/// The same for the map's own names, which are smaller.
const SMALL_LETTER: f64 = 5.8;

/// Height of a line of these.
const SMALL_LINE: f64 = 11.0;

/// The radius of a city that is no place of the article.
pub const CITY: f64 = 1.5;

/// The share of a country's name that has to have room on its land.
const ON_LAND: f64 = 0.8;

/// A city is named once its people in thousands, times the square of the scale, come to this: a closer view has room for
/// smaller ones.
const KNOWN: f64 = 500.0;

/// The map's own names at the most.
const MOST: usize = 40;

/// From the rim of a mark to its name.
pub const GAP: f64 = 3.0;

/// On which side of its mark a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// A mark in the frame.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'n> {
    /// Where it is seen.
    pub at: Point,
    /// Its radius.
    pub radius: f64,
    /// What it is called.
    pub name: &'n str,
}

/// A name of the map's own, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The name.
    pub name: &'static str,
    /// Where on the map.
    pub at: Point,
    /// Beside a city the side; none for a country, whose name stands across the place.
    pub side: Option<Side>,
}

/// All that is written on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lettering {
    /// The side of each spot's name, or none where there is no room for it.
    pub sides: Vec<Option<Side>>,
    /// The map's own names that have room beside these.
    pub labels: Vec<Label>,
}

/// Writes the names of `spots`, the earlier first, and then those of `names` that have room in `view`.
pub fn letter(view: View, spots: &[Spot], names: &[Name]) -> Lettering {
    let mut sheet = Sheet { marks: spots.iter().map(Area::of_mark).collect(), names: Vec::new() };
    let sides =
        spots.iter().enumerate().map(|(nth, spot)| sheet.beside(spot, LETTER, LINE, Some(nth))).collect();
    let mut labels: Vec<Label> = Vec::new();
    for name in names {
        let is_written = spots.iter().any(|spot| spot.name.eq_ignore_ascii_case(name.name))
            || labels.iter().any(|label| label.name == name.name);
        if !is_written && labels.len() < MOST {
            labels.extend(sheet.label(view, name));
        }
    }
    Lettering { sides, labels }
}

/// What of the frame is taken.
struct Sheet {
    marks: Vec<Area>,
    names: Vec<Area>,
}

impl Sheet {
    /// Whether `area` is in the frame, and nothing but the mark `own` in it.
    fn is_free(&self, area: &Area, own: Option<usize>) -> bool {
        let others =
            self.marks.iter().enumerate().filter(|(other, _)| Some(*other) != own).map(|(_, mark)| mark);
        area.is_in_frame() && !others.chain(&self.names).any(|other| other.meets(area))
    }

    /// Writes the name of a spot to its right or left.
    fn beside(&mut self, spot: &Spot, letter: f64, line: f64, own: Option<usize>) -> Option<Side> {
        let area = |side| Area::of_name(spot, side, letter, line);
        let found = [Side::Right, Side::Left].into_iter().find(|side| self.is_free(&area(*side), own))?;
        self.names.push(area(found));
        Some(found)
    }

    /// Writes a name of the map's own.
    fn label(&mut self, view: View, name: &Name) -> Option<Label> {
        let (at, scale) = (view.seen(name.at), view.scale());
        let side = match name.named {
            Named::Country => {
                let width = name.name.chars().count() as f64 * SMALL_LETTER;
                let area = Area::around(at, width / 2.0, SMALL_LINE / 2.0);
                if name.size * scale < width * ON_LAND || !self.is_free(&area, None) {
                    return None;
                }
                self.names.push(area);
                None
            }
            Named::City => {
                let spot = Spot { at, radius: CITY, name: name.name };
                let dot = Area::of_mark(&spot);
                if name.size * scale * scale < KNOWN || !self.is_free(&dot, None) {
                    return None;
                }
                let side = self.beside(&spot, SMALL_LETTER, SMALL_LINE, None)?;
                self.names.push(dot);
                Some(side)
            }
        };
        Some(Label { name: name.name, at: name.at, side })
    }
}

/// A rectangle of the frame.
struct Area {
    low: Point,
    high: Point,
}

impl Area {
    fn of_mark(spot: &Spot) -> Self {
        Area::around(spot.at, spot.radius, spot.radius)
    }

    fn around(at: Point, beside: f64, above: f64) -> Self {
        Area {
            low: Point { x: at.x - beside, y: at.y - above },
            high: Point { x: at.x + beside, y: at.y + above },
        }
    }

    fn of_name(spot: &Spot, side: Side, letter: f64, line: f64) -> Self {
        let width = spot.name.chars().count() as f64 * letter;
        let away = spot.radius + GAP;
        let left = match side {
            Side::Right => spot.at.x + away,
            Side::Left => spot.at.x - away - width,
        };
        Area {
            low: Point { x: left, y: spot.at.y - line / 2.0 },
            high: Point { x: left + width, y: spot.at.y + line / 2.0 },
        }
    }

    fn meets(&self, other: &Area) -> bool {
        let apart =
            |low: f64, high: f64, other_low: f64, other_high: f64| high <= other_low || other_high <= low;
        !apart(self.low.x, self.high.x, other.low.x, other.high.x)
            && !apart(self.low.y, self.high.y, other.low.y, other.high.y)
    }

    fn is_in_frame(&self) -> bool {
        self.low.x >= 0.0 && self.low.y >= 0.0 && self.high.x <= FRAME_WIDTH && self.high.y <= FRAME_HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::map::{names, project};

    fn sides_of(spots: &[(f64, f64, &str)]) -> Vec<Option<Side>> {
        let spots: Vec<Spot> =
            spots.iter().map(|(x, y, name)| Spot { at: Point { x: *x, y: *y }, radius: 5.0, name }).collect();
        letter(View::world(), &spots, &[]).sides
    }

    #[test]
    fn names_stand_where_there_is_room() {
        assert_eq!(sides_of(&[(200.0, 100.0, "Beirut")]), [Some(Side::Right)]);
        assert_eq!(sides_of(&[(390.0, 100.0, "Beirut")]), [Some(Side::Left)], "the frame ends");
        assert_eq!(
            sides_of(&[(200.0, 100.0, "Beirut"), (212.0, 100.0, "Damascus"), (206.0, 105.0, "Zahle")]),
            [Some(Side::Left), Some(Side::Right), None],
            "two on one line, and a third between them"
        );
        assert_eq!(sides_of(&[(500.0, 100.0, "Tokyo")]), [None], "it is out of sight");
    }

    /// What the map says around Nairobi, with a mark called `marked` there, in a view of so many degrees.
    fn written(degrees: f64, marked: &str) -> Vec<&'static str> {
        let nairobi = project(-1.28, 36.82);
        let corners = [-0.36, 0.36].map(|share| project(-1.28, 36.82 + share * degrees));
        let view = View::fit(corners);
        let spot = Spot { at: view.seen(nairobi), radius: 5.0, name: marked };
        letter(view, &[spot], names()).labels.iter().map(|label| label.name).collect()
    }

    #[test]
    fn the_map_names_more_the_closer_it_is() {
        let far = written(160.0, "Nairobi");
        assert!(far.contains(&"DR Congo") && !far.contains(&"Rwanda") && !far.contains(&"Kigali"), "{far:?}");
        let close = written(25.0, "Nairobi");
        for name in ["Kenya", "Uganda", "Tanzania", "Kampala", "Mogadishu"] {
            assert!(close.contains(&name), "{name}: {close:?}");
        }
        assert!(!close.contains(&"Nairobi"), "it is marked");
        assert!(!written(25.0, "Kenya").contains(&"Kenya"));
        assert!(written(25.0, "x").iter().all(|name| *name != "Nairobi"), "a mark stands in its place");
    }

    #[test]
    fn a_large_country_is_named_wherever_it_is_shown() {
        for (lat, lon, country) in
            [(39.7, -105.0, "United States"), (64.0, 100.0, "Russia"), (-25.0, 134.0, "Australia")]
        {
            let view = View::fit([project(lat, lon)]);
            let view = view.zoomed(300.0 / 400.0, Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 });
            let labels = letter(view, &[], names()).labels;
            assert_eq!(
                labels.iter().filter(|label| label.name == country).count(),
                1,
                "{country}: {labels:?}"
            );
        }
    }

    #[test]
    fn no_name_lies_over_another_anywhere() {
        let views = (-60..80).step_by(20).flat_map(|lat| (-180..180).step_by(30).map(move |lon| (lat, lon)));
        for (lat, lon) in views {
            for closer in [1.0, 0.25, 0.06] {
                let middle = Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 };
                let view = View::fit([project(f64::from(lat), f64::from(lon))]).zoomed(closer, middle);
                let labels = letter(view, &[], names()).labels;
                let areas: Vec<Area> = labels.iter().map(|label| area_of(view, label)).collect();
                for (nth, area) in areas.iter().enumerate() {
                    assert!(
                        areas[..nth].iter().all(|other| !other.meets(area)),
                        "{:?} {lat} {lon}",
                        labels[nth]
                    );
                }
            }
        }
    }

    fn area_of(view: View, label: &Label) -> Area {
        let spot = Spot { at: view.seen(label.at), radius: CITY, name: label.name };
        match label.side {
            Some(side) => Area::of_name(&spot, side, SMALL_LETTER, SMALL_LINE),
            None => {
                let width = label.name.chars().count() as f64 * SMALL_LETTER;
                Area::around(spot.at, width / 2.0, SMALL_LINE / 2.0)
            }
        }
    }
}
