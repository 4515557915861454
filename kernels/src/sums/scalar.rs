//! The plain version, which says what the sums are.

use super::{COLUMNS, TILE, Weight};

pub(super) fn sums<W: Weight>(rows: &[i16], panel: &[W], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    for (row, out) in out.iter_mut().enumerate() {
        *out = [0; COLUMNS];
        let tile = &rows[row / TILE * TILE * width..][..TILE * width];
        for (numbers, weights) in tile.chunks_exact(2 * TILE).zip(panel.chunks_exact(2 * COLUMNS)) {
            let numbers = &numbers[row % TILE * 2..][..2];
            for (sum, pair) in out.iter_mut().zip(weights.chunks_exact(2)) {
                let products =
                    i32::from(numbers[0]) * pair[0].into() + i32::from(numbers[1]) * pair[1].into();
                *sum = sum.wrapping_add(products);
            }
        }
    }
}
