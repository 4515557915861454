//! Draws the page's map: `./dev outlines` writes `src/review/map/map.tsv` with it.
//!
//! Usage: `outlines lines|names TOPOJSON`, with `countries-50m.json` of the npm package `world-atlas`.

mod names;

use std::collections::HashMap;
use std::error::Error;

use dateline::review::map::{Point, WORLD, project};
use serde::Deserialize;

/// How far a line may be drawn beside where it runs, in units of the map: less than ten kilometres.
const TOLERANCE: f64 = 1.5;

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[f64; 2]>>,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
    land: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Shape>,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(default)]
    properties: Properties,
    #[serde(flatten)]
    geometry: Geometry,
}

/// What the file says of a country; it says nothing of the land.
#[derive(Default, Deserialize)]
struct Properties {
    name: String,
}

/// Rings are lists of arcs; `!index` is an arc that is run backwards.
#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Geometry {
    Polygon(Vec<Vec<i32>>),
    MultiPolygon(Vec<Vec<Vec<i32>>>),
}

impl Shape {
    fn polygons(&self) -> &[Vec<Vec<i32>>] {
        match &self.geometry {
            Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
            Geometry::MultiPolygon(polygons) => polygons,
        }
    }

    fn rings(&self) -> impl Iterator<Item = &[i32]> {
        self.polygons().iter().flatten().map(Vec::as_slice)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let [what, path] = <[String; 2]>::try_from(std::env::args().skip(1).collect::<Vec<_>>())
        .map_err(|_| "usage: outlines lines|names TOPOJSON")?;
    let topology: Topology = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let arcs: Vec<Vec<Point>> =
        topology.arcs.iter().map(|arc| simplified(&projected(arc, &topology.transform))).collect();
    match what.as_str() {
        "lines" => lines(&topology.objects, &arcs),
        "names" => names::print(&topology.objects.countries, &arcs),
        _ => return Err("neither lines nor names".into()),
    }
    Ok(())
}

fn lines(objects: &Objects, arcs: &[Vec<Point>]) {
    println!(
        "# Where land is and where countries meet, in units of src/review/map/projection.rs; by ./dev outlines."
    );
    println!(
        "# Natural Earth 1:50m (public domain), as TopoJSON in world-atlas 2.0.2 (ISC, Michael Bostock)."
    );
    println!("what\tpath\tsource");
    println!("land\t{}\tNatural Earth 1:50m", land(&objects.land, arcs));
    println!("borders\t{}\tNatural Earth 1:50m", borders(&objects.countries, arcs));
}

/// The points of an arc, which the file has as steps of whole numbers.
fn projected(arc: &[[f64; 2]], transform: &Transform) -> Vec<Point> {
    let mut at = [0.0; 2];
    let point = |step: &[f64; 2]| {
        at = [at[0] + step[0], at[1] + step[1]];
        let degrees = |axis: usize| at[axis] * transform.scale[axis] + transform.translate[axis];
        project(degrees(1), degrees(0))
    };
    let mut points: Vec<Point> = arc.iter().map(point).collect();
    for nth in 1..points.len() {
        points[nth] = near(points[nth], points[nth - 1]);
    }
    points
}

/// `point`, or the same beyond the edge of the map if that is nearer to `other`: some rings go round the world.
fn near(point: Point, other: Point) -> Point {
    Point { x: point.x - ((point.x - other.x) / WORLD).round() * WORLD, ..point }
}

/// By Douglas and Peucker; both ends stay, so that arcs still meet.
fn simplified(line: &[Point]) -> Vec<Point> {
    let mut kept = vec![false; line.len()];
    let mut parts = vec![(0, line.len() - 1)];
    while let Some((from, to)) = parts.pop() {
        (kept[from], kept[to]) = (true, true);
        let off = |at: &usize| distance(line[*at], line[from], line[to]);
        let farthest = (from + 1..to).max_by(|one, other| off(one).total_cmp(&off(other)));
        if let Some(middle) = farthest.filter(|at| off(at) > TOLERANCE) {
            parts.extend([(from, middle), (middle, to)]);
        }
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// How far `point` is from the line between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return point.distance(from);
    }
    let along = (((point.x - from.x) * dx + (point.y - from.y) * dy) / (length * length)).clamp(0.0, 1.0);
    point.distance(Point { x: from.x + along * dx, y: from.y + along * dy })
}

fn land(collection: &Collection, arcs: &[Vec<Point>]) -> String {
    let rings = collection.geometries.iter().flat_map(Shape::rings);
    rings.flat_map(|ring| on_map(joined(ring, arcs))).filter_map(|ring| path(&ring, true)).collect()
}

/// What is seen of a ring on the map: itself, and once more what of it lies beyond an edge.
fn on_map(mut ring: Vec<Point>) -> Vec<Vec<Point>> {
    let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied()) else { return Vec::new() };
    let pole = project(-90.0, 0.0).y;
    if ring.iter().all(|point| point.y > pole - 1.0) {
        // The file cuts the pole out of the land around it.
        return Vec::new();
    }
    if (last.x - first.x).abs() > WORLD / 2.0 {
        // It runs around the pole, and its land is all that lies to the south of it.
        ring.extend([Point { y: pole, ..last }, Point { y: pole, ..first }]);
    }
    let shifted = |by: f64| ring.iter().map(|point| Point { x: point.x + by, ..*point }).collect::<Vec<_>>();
    let is_seen = |ring: &Vec<Point>| {
        ring.iter().any(|point| point.x > -WORLD / 2.0) && ring.iter().any(|point| point.x < WORLD / 2.0)
    };
    [-WORLD, 0.0, WORLD].map(shifted).into_iter().filter(is_seen).collect()
}

/// Arcs that two countries share.
fn borders(collection: &Collection, arcs: &[Vec<Point>]) -> String {
    let mut uses: HashMap<usize, usize> = HashMap::new();
    for ring in collection.geometries.iter().flat_map(Shape::rings) {
        for arc in ring {
            *uses.entry(index(*arc)).or_default() += 1;
        }
    }
    let shared = (0..arcs.len()).filter(|arc| uses.get(arc).is_some_and(|uses| *uses > 1));
    shared.filter_map(|arc| path(&arcs[arc], false)).collect()
}

fn joined(ring: &[i32], arcs: &[Vec<Point>]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for arc in ring {
        let mut line = arcs[index(*arc)].clone();
        if *arc < 0 {
            line.reverse();
        }
        if let (Some(first), Some(last)) = (line.first(), points.last()) {
            let by = near(*first, *last).x - first.x;
            line.iter_mut().for_each(|point| point.x += by);
        }
        points.extend(line);
    }
    points
}

fn index(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// The line as SVG writes it, in whole units; none for a speck.
fn path(line: &[Point], closed: bool) -> Option<String> {
    let mut points: Vec<(i32, i32)> =
        line.iter().map(|point| (point.x.round() as i32, point.y.round() as i32)).collect();
    points.dedup();
    if closed && points.first() == points.last() {
        points.pop();
    }
    let (first, rest) = points.split_first().filter(|(_, rest)| rest.len() > usize::from(closed))?;
    let mut at = *first;
    let mut path = format!("M{}{}", at.0, number(at.1));
    for (nth, next) in rest.iter().enumerate() {
        let (dx, dy) = (next.0 - at.0, next.1 - at.1);
        let dx = if nth == 0 { format!("l{dx}") } else { number(dx) };
        path.push_str(&dx);
        path.push_str(&number(dy));
        at = *next;
    }
    if closed {
        path.push('z');
    }
    Some(path)
}

/// A number after another: a minus sign keeps them apart as well as a space does.
fn number(value: i32) -> String {
    if value < 0 { value.to_string() } else { format!(" {value}") }
}
