//! For WebAssembly with 128-bit vectors.

use core::arch::wasm32::{
    i16x8_load_extend_i8x8, i32x4_add, i32x4_dot_i16x8, i32x4_splat, v128, v128_load, v128_load32_splat, v128_store,
};

use super::COLUMNS;

/// Rows of a tile. Its eight sums, two weights and the numbers of a row fit in the sixteen registers of a processor.
const TILE: usize = 4;

#[inline(always)]
pub(super) unsafe fn widen(numbers: &[i8; 8], wide: &mut [i16; 8]) {
    unsafe { v128_store(wide.as_mut_ptr().cast(), i16x8_load_extend_i8x8(numbers.as_ptr())) }
}

/// # Safety
/// `rows` is to hold `panel.len() / COLUMNS` numbers for each row of `out`, which come in multiples of the tile.
// Within a larger function, browsers keep the addresses of the rows in memory.
#[inline(never)]
pub(super) unsafe fn sums(rows: &[i16], panel: &[i16], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    for (tile, out) in out.as_chunks_mut::<TILE>().0.iter_mut().enumerate() {
        let mut rows: [*const i16; TILE] =
            core::array::from_fn(|row| rows[(tile * TILE + row) * width..].as_ptr());
        let mut sums = [[i32x4_splat(0); 2]; TILE];
        for weights in panel.as_chunks::<{ 2 * COLUMNS }>().0 {
            // Safety: every address lies in the tile's rows or in the panel, whose sizes the caller vouches for.
            unsafe {
                let weights: *const v128 = weights.as_ptr().cast();
                let (left, right) = (v128_load(weights), v128_load(weights.add(1)));
                for (row, sums) in rows.iter_mut().zip(&mut sums) {
                    let pair = v128_load32_splat(row.cast());
                    *row = row.add(2);
                    sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(pair, left));
                    sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(pair, right));
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(sums) {
            // Safety: a row of `out` takes two vectors.
            unsafe {
                v128_store(out.as_mut_ptr().cast(), sums[0]);
                v128_store(out.as_mut_ptr().add(4).cast(), sums[1]);
            }
        }
    }
}
