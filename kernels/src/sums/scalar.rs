//! The plain version, which says what the sums are.

use super::COLUMNS;

pub(super) fn sums(rows: &[i16], panel: &[i16], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    for (row, out) in rows.chunks_exact(width).zip(out) {
        *out = [0; COLUMNS];
        for (numbers, weights) in row.chunks_exact(2).zip(panel.chunks_exact(2 * COLUMNS)) {
            for (sum, pair) in out.iter_mut().zip(weights.chunks_exact(2)) {
                let products =
                    i32::from(numbers[0]) * i32::from(pair[0]) + i32::from(numbers[1]) * i32::from(pair[1]);
                *sum = sum.wrapping_add(products);
            }
        }
    }
}
