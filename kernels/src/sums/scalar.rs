//! The plain version, which says what the sums are.

use super::{COLUMNS, Weight};

pub(super) fn sums<W: Weight>(rows: &[i16], panel: &[W], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    for (row, out) in rows.chunks_exact(width).zip(out) {
        *out = [0; COLUMNS];
        for (numbers, weights) in row.chunks_exact(2).zip(panel.chunks_exact(2 * COLUMNS)) {
            for (sum, pair) in out.iter_mut().zip(weights.chunks_exact(2)) {
                let products =
                    i32::from(numbers[0]) * pair[0].into() + i32::from(numbers[1]) * pair[1].into();
                *sum = sum.wrapping_add(products);
            }
        }
    }
}
