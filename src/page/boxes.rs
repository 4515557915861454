//! Boxes among the paragraphs: blocks of lines between blank ones that are furniture for the most part.

use super::Kind;
use super::furniture::Class;
use super::units::Unit;

/// No box has more lines.
const LARGEST: usize = 10;

/// Makes furniture of the lines of boxes that say nothing telling by themselves: the name of a newsletter, what it
/// offers.
pub fn mark(units: &[Unit], kinds: &mut [Kind]) {
    let Some(first) = kinds.iter().position(|kind| *kind == Kind::Prose) else { return };
    // Above the first paragraph the headline stands among buttons.
    let mut start = first + 1;
    while start < units.len() {
        let end = (start + 1..units.len()).find(|index| units[*index].after_gap).unwrap_or(units.len());
        if (2..=LARGEST).contains(&(end - start)) {
            mark_block(&mut kinds[start..end]);
        }
        start = end;
    }
}

fn mark_block(kinds: &mut [Kind]) {
    let is_button =
        |kind: &Kind| matches!(kind, Kind::Furniture(Class::Widget | Class::Link | Class::Credit));
    let Some(first) = kinds.iter().position(is_button) else { return };
    // The lines right above the first button are the name of the box, a paragraph there is the article's.
    let start = kinds[..first].iter().rposition(|kind| *kind != Kind::Line).map_or(0, |above| above + 1);
    let kinds = &mut kinds[start..];
    let buttons = kinds.iter().filter(|kind| is_button(kind)).count();
    let paragraphs = kinds.iter().filter(|kind| **kind == Kind::Prose).count();
    let is_box = buttons > paragraphs;
    for kind in kinds.iter_mut().filter(|_| is_box) {
        if *kind == Kind::Line || *kind == Kind::Prose && buttons >= 2 * paragraphs {
            *kind = Kind::Furniture(Class::Widget);
        }
    }
}
