//! Where the actors of the network stand, and how the lines between them run. The same network is always drawn the same.

use std::f64::consts::{PI, TAU};

use crate::review::map::Point;
use crate::review::network::{Tie, Tone};

/// Width of the frame.
pub const FRAME_WIDTH: f64 = 480.0;

/// Height of the frame.
pub const FRAME_HEIGHT: f64 = 300.0;

/// Half-axes of the ellipse that the actors stand on: there is room for a name on either side of it.
const AXES: Point = Point { x: 110.0, y: 115.0 };

/// Radius of an actor's mark.
pub const RADIUS: f64 = 7.0;

/// Actors that are drawn at most: those in most events.
const MOST: usize = 14;

/// Letters of a name that have room beside the ellipse; the whole name is told otherwise.
const LETTERS: usize = 15;

/// How far the line between two actors bends, as a share of its length, so that the line back is another one.
const BEND: f64 = 0.14;

/// Length of an arrow's head.
const HEAD: f64 = 8.0;

/// The network as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The actors.
    pub nodes: Vec<Node>,
    /// The lines.
    pub lines: Vec<Line>,
    /// How many actors had no room.
    pub left_out: usize,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Its id in the reading.
    pub id: usize,
    /// Its name.
    pub name: String,
    /// Its name as far as there is room.
    pub label: String,
    /// Where it stands.
    pub at: Point,
    /// Where its name stands.
    pub label_at: Point,
    /// Which end of the name that is, as SVG says it.
    pub anchor: &'static str,
}

/// What one actor did to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Id of who acts.
    pub from: usize,
    /// Id of whom it is done to.
    pub to: usize,
    /// Its way, as SVG writes paths.
    pub path: String,
    /// The head of its arrow, as SVG writes paths.
    pub head: String,
    /// What the tie is like.
    pub tone: Tone,
    /// How many events it stands for.
    pub events: usize,
}

/// Draws `ties`.
pub fn draw(ties: &[Tie]) -> Drawing {
    let actors = ordered(ties);
    let shown = &actors[..actors.len().min(MOST)];
    let ring = around(shown.to_vec(), ties);
    let nodes: Vec<Node> =
        ring.iter().enumerate().map(|(nth, (id, name, _))| node(*id, name, nth, ring.len())).collect();
    let at = |id: usize| nodes.iter().find(|node| node.id == id).map(|node| node.at);
    let lines = ties.iter().filter_map(|tie| Some(line(tie, at(tie.from)?, at(tie.to)?))).collect();
    Drawing { nodes, lines, left_out: actors.len() - shown.len() }
}

/// Id, name and number of events.
type Actor<'t> = (usize, &'t str, usize);

/// The actors, those in most events first.
fn ordered(ties: &[Tie]) -> Vec<Actor<'_>> {
    let mut actors: Vec<Actor> = Vec::new();
    let ends =
        ties.iter().flat_map(|tie| [(tie.from, &tie.who, tie.events), (tie.to, &tie.whom, tie.events)]);
    for (id, name, events) in ends {
        match actors.iter_mut().find(|(other, ..)| *other == id) {
            Some((_, _, count)) => *count += events,
            None => actors.push((id, name, events)),
        }
    }
    actors.sort_by_key(|(id, _, events)| (std::cmp::Reverse(*events), *id));
    actors
}

/// The actors in an order in which those who have to do with each other stand side by side, as far as that is easy: after
/// each comes whoever of the others shares most events with it.
fn around<'t>(mut left: Vec<Actor<'t>>, ties: &[Tie]) -> Vec<Actor<'t>> {
    let shared = |one: usize, other: usize| -> usize {
        let between = |tie: &&Tie| (tie.from, tie.to) == (one, other) || (tie.from, tie.to) == (other, one);
        ties.iter().filter(between).map(|tie| tie.events).sum()
    };
    let mut ring: Vec<Actor> = Vec::new();
    while !left.is_empty() {
        let next = match ring.last() {
            Some((last, ..)) => {
                let best = left
                    .iter()
                    .enumerate()
                    .max_by_key(|(nth, (id, ..))| (shared(*last, *id), std::cmp::Reverse(*nth)));
                best.map_or(0, |(nth, _)| nth)
            }
            None => 0,
        };
        ring.push(left.remove(next));
    }
    ring
}

fn node(id: usize, name: &str, nth: usize, of: usize) -> Node {
    // Two stand left and right; more begin at the top.
    let start = if of == 2 { PI } else { -PI / 2.0 };
    let angle = start + TAU * nth as f64 / of as f64;
    let (x, y) = (angle.cos(), angle.sin());
    let middle = Point { x: FRAME_WIDTH / 2.0, y: FRAME_HEIGHT / 2.0 };
    let at = Point { x: middle.x + AXES.x * x, y: middle.y + AXES.y * y };
    let away = RADIUS + 5.0;
    let (anchor, aside) = match x {
        x if x > 0.15 => ("start", Point { x: away, y: 4.0 }),
        x if x < -0.15 => ("end", Point { x: -away, y: 4.0 }),
        _ => ("middle", Point { x: 0.0, y: if y < 0.0 { -away } else { away + 8.0 } }),
    };
    Node {
        id,
        name: name.to_string(),
        label: shortened(name),
        at,
        label_at: Point { x: at.x + aside.x, y: at.y + aside.y },
        anchor,
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_string();
    }
    let start: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", start.trim_end())
}

fn line(tie: &Tie, from: Point, to: Point) -> Line {
    let length = from.distance(to).max(1.0);
    let along = Point { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    // To the right of the way there, which is the left of the way back.
    let bend = length * BEND;
    let over = Point {
        x: f64::midpoint(from.x, to.x) - along.y * bend * 2.0,
        y: f64::midpoint(from.y, to.y) + along.x * bend * 2.0,
    };
    let start = toward(from, over, RADIUS + 2.0);
    let tip = toward(to, over, RADIUS + 2.0);
    let neck = toward(tip, over, HEAD);
    let side = Point { x: (tip.y - neck.y) * 0.45, y: (neck.x - tip.x) * 0.45 };
    Line {
        from: tie.from,
        to: tie.to,
        path: format!(
            "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
            start.x, start.y, over.x, over.y, neck.x, neck.y
        ),
        head: format!(
            "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z",
            tip.x,
            tip.y,
            neck.x + side.x,
            neck.y + side.y,
            neck.x - side.x,
            neck.y - side.y
        ),
        tone: tie.tone(),
        events: tie.events,
    }
}

/// The point `step` away from `from` on the way to `to`.
fn toward(from: Point, to: Point, step: f64) -> Point {
    let length = from.distance(to).max(1.0);
    Point { x: from.x + (to.x - from.x) * step / length, y: from.y + (to.y - from.y) * step / length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(from: usize, to: usize, events: usize) -> Tie {
        let name = |id: usize| format!("Ministry of works number {id}");
        Tie { id: 0, from, to, who: name(from), whom: name(to), events, score: Some(-90) }
    }

    #[test]
    fn actors_stand_apart_and_inside_the_frame() {
        let ties: Vec<Tie> = (1..20).map(|to| tie(0, to, 20 - to)).collect();
        let Drawing { nodes, lines, left_out } = draw(&ties);
        assert_eq!((nodes.len(), left_out), (MOST, 20 - MOST));
        assert_eq!(lines.len(), MOST - 1, "lines to those who are not drawn have no end");
        for (nth, node) in nodes.iter().enumerate() {
            assert!(node.at.x > RADIUS && node.at.x < FRAME_WIDTH - RADIUS);
            assert!(node.at.y > RADIUS && node.at.y < FRAME_HEIGHT - RADIUS);
            let others = nodes.iter().enumerate().filter(|(other, _)| *other != nth);
            assert!(others.into_iter().all(|(_, other)| other.at.distance(node.at) > 3.0 * RADIUS));
            assert!(node.label.ends_with('…') && node.name.contains(&node.id.to_string()));
        }
    }

    #[test]
    fn the_way_back_is_another_line() {
        let lines = draw(&[tie(0, 1, 1), tie(1, 0, 1)]).lines;
        let bend = |line: &Line| line.path.split(['Q', ' ']).nth(3).and_then(|y| y.parse::<f64>().ok());
        assert!(bend(&lines[0]) != bend(&lines[1]) && bend(&lines[0]).is_some());
    }

    #[test]
    fn those_who_have_to_do_with_each_other_are_neighbours() {
        let ring = draw(&[tie(0, 3, 9), tie(1, 2, 8)]).nodes;
        assert_eq!(ring.iter().map(|node| node.id).collect::<Vec<_>>(), [0, 3, 1, 2]);
    }

    #[test]
    fn nobody_is_drawn_where_nobody_acts() {
        assert_eq!(draw(&[]), Drawing::default());
    }
}
