//! The letters of the pages, and where they are.

use hayro_interpret::font::Glyph;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};

/// So many letters are no article any more.
const MOST: usize = 1_500_000;

/// The units of a font in its size.
const UNITS: f64 = 1000.0;

/// A letter; sometimes a few, that are drawn as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// What it is.
    pub words: String,
    /// Where it begins, from the left.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// How far down the line is that it stands on.
    pub base: f64,
    /// The size of its font.
    pub size: f64,
}

/// The letters of each page, in the order of the file.
pub fn of(pdf: &Pdf) -> Vec<Vec<Letter>> {
    let cache = InterpreterCache::new();
    let mut left = MOST;
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let letters = on(page, pdf, &cache);
        left = left.saturating_sub(letters.len());
        pages.push(letters);
        if left == 0 {
            break;
        }
    }
    pages
}

fn on<'p>(page: &'p Page<'p>, pdf: &'p Pdf, cache: &InterpreterCache<'p>) -> Vec<Letter> {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    // Notes that somebody has put on the page are not its text.
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
    let mut context =
        Context::new(page.initial_transform(true).to_kurbo(), bounds, cache, pdf.xref(), settings);
    let mut letters = Letters { bounds, found: Vec::new() };
    interpret_page(page, &mut context, &mut letters);
    letters.found
}

struct Letters {
    bounds: Rect,
    found: Vec<Letter>,
}

impl Letters {
    fn add(&mut self, glyph: &Glyph, place: Affine) {
        let Some(words) = glyph.as_unicode() else { return };
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let along = |units: f64| place * Point::new(units, 0.0);
        let (start, end, unit) = (along(0.0), along(f64::from(advance.unwrap_or(500.0))), along(UNITS));
        let is_level = (unit.y - start.y).abs() <= 0.05 * (unit.x - start.x) && unit.x > start.x;
        let size = (place * Point::new(0.0, UNITS) - start).hypot();
        if !is_level || !self.bounds.inflate(size, size).contains(start) {
            // What runs across the page is a mark on it; what lies beside it is not seen.
            return;
        }
        self.found.push(Letter { words: plain(words), start: start.x, end: end.x, base: start.y, size });
    }
}

/// Letters that were joined for the look of it are taken apart; what is no letter is left out.
fn plain(words: BfString) -> String {
    let words = match words {
        BfString::Char(character) => character.to_string(),
        BfString::String(words) => words,
    };
    let mut plain = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            character if character.is_whitespace() => plain.push(' '),
            // Fonts have marks of their own where no others are.
            '\u{e000}'..='\u{f8ff}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' => {}
            character if character.is_control() => {}
            character => plain.push(character),
        }
    }
    plain
}

impl<'a> Device<'a> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
