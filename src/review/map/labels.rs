//! Which marks bear their names, so that no name lies over another or over a mark.

use crate::review::map::projection::Point;
use crate::review::map::view::{FRAME_HEIGHT, FRAME_WIDTH};

/// Height of a line in the frame.
const LINE: f64 = 13.0;

/// Width of a letter, on the average and a little more.
const LETTER: f64 = 7.2;

/// From the rim of a mark to its name.
pub const GAP: f64 = 3.0;

/// On which side of its mark a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The side of each spot's name, or none where there is no room for it. The earlier spots go first.
pub fn sides(spots: &[Spot]) -> Vec<Option<Side>> {
    let marks: Vec<Area> = spots.iter().map(Area::of_mark).collect();
    let mut names: Vec<Area> = Vec::new();
    let mut side = |(nth, spot): (usize, &Spot)| {
        let is_free = |area: &Area| {
            let others = marks.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, mark)| mark);
            area.is_in_frame() && !others.chain(&names).any(|other| other.meets(area))
        };
        let found = [Side::Right, Side::Left].into_iter().find(|side| is_free(&Area::of_name(spot, *side)));
        names.extend(found.map(|side| Area::of_name(spot, side)));
        found
    };
    spots.iter().enumerate().map(&mut side).collect()
}

/// A rectangle of the frame.
struct Area {
    low: Point,
    high: Point,
}

impl Area {
    fn of_mark(spot: &Spot) -> Self {
        let Spot { at, radius, .. } = *spot;
        Area {
            low: Point { x: at.x - radius, y: at.y - radius },
            high: Point { x: at.x + radius, y: at.y + radius },
        }
    }

    fn of_name(spot: &Spot, side: Side) -> Self {
        let width = spot.name.chars().count() as f64 * LETTER;
        let away = spot.radius + GAP;
        let left = match side {
            Side::Right => spot.at.x + away,
            Side::Left => spot.at.x - away - width,
        };
        Area {
            low: Point { x: left, y: spot.at.y - LINE / 2.0 },
            high: Point { x: left + width, y: spot.at.y + LINE / 2.0 },
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

    fn sides_of(spots: &[(f64, f64, &str)]) -> Vec<Option<Side>> {
        let spots: Vec<Spot> =
            spots.iter().map(|(x, y, name)| Spot { at: Point { x: *x, y: *y }, radius: 5.0, name }).collect();
        sides(&spots)
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
}
