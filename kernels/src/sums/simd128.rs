//! For WebAssembly with 128-bit vectors.

use core::arch::wasm32::{
    i16x8_load_extend_i8x8, i32x4_add, i32x4_dot_i16x8, i32x4_splat, v128, v128_load, v128_load32_splat,
    v128_store,
};

use super::private::Loadable;
use super::{COLUMNS, TILE, Weight};

impl Loadable for i8 {
    #[inline(always)]
    unsafe fn load_8(from: *const i8) -> v128 {
        // Safety: the caller's.
        unsafe { i16x8_load_extend_i8x8(from) }
    }
}

impl Loadable for i16 {
    #[inline(always)]
    unsafe fn load_8(from: *const i16) -> v128 {
        // Safety: the caller's.
        unsafe { v128_load(from.cast()) }
    }
}

/// # Safety
/// `rows` is to hold `panel.len() / COLUMNS` numbers for each row of `out`, which come in multiples of the tile.
// In a function of its own, as the loop would have to share its registers with what is around it.
#[inline(never)]
pub(super) unsafe fn sums<W: Weight>(rows: &[i16], panel: &[W], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    let mut numbers = rows.as_ptr();
    for out in out.as_chunks_mut::<TILE>().0 {
        let mut weights = panel.as_ptr();
        let mut sums = [[i32x4_splat(0); 2]; TILE];
        for _ in 0..width / 2 {
            // Safety: every address lies in the tile's rows or in the panel, whose sizes the caller vouches for.
            unsafe {
                let (left, right) = (W::load_8(weights), W::load_8(weights.add(8)));
                for (row, sums) in sums.iter_mut().enumerate() {
                    let pair = v128_load32_splat(numbers.add(row * 2).cast());
                    sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(pair, left));
                    sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(pair, right));
                }
                numbers = numbers.add(2 * TILE);
                weights = weights.add(2 * COLUMNS);
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
