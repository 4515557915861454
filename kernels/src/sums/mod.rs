//! Sums of products of whole numbers: what nearly all the time goes into.

#[cfg(any(test, not(all(target_arch = "wasm32", target_feature = "simd128"))))]
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Columns of a panel of weights.
pub const COLUMNS: usize = 8;

/// Rows whose numbers stand side by side. Their eight sums, in vectors of four, two weights and the numbers of a row fit in
/// the sixteen registers of a processor.
pub const TILE: usize = 4;

/// Rows come in multiples of this.
pub const ROWS: usize = 2 * TILE;

/// What a weight is stored as: `i8` for those of a layer, `i16` for the keys and values of attention.
pub trait Weight: Copy + Default + Into<i32> + private::Loadable {}

impl Weight for i8 {}
impl Weight for i16 {}

mod private {
    /// How the fast versions load weights; nothing outside can implement it.
    pub trait Loadable: Sized {
        /// Eight weights as `i16`.
        ///
        /// # Safety
        /// `from` is to point to eight weights at least.
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        unsafe fn load_8(from: *const Self) -> core::arch::wasm32::v128;

        /// Sixteen weights as `i16`.
        ///
        /// # Safety
        /// `from` is to point to sixteen weights at least, and the processor is to know AVX2.
        #[cfg(target_arch = "x86_64")]
        unsafe fn load_16(from: *const Self) -> core::arch::x86_64::__m256i;
    }
}

/// Sets each row of `out` to the sums over the inputs of that row's number times each column's weight.
///
/// `rows` holds as many numbers a row as `panel` has inputs, a multiple of 2, and as many rows as `out`, a multiple of
/// [`ROWS`]. The two numbers of a row for a pair of inputs stand side by side, and the pairs of [`TILE`] rows after each
/// other; in `panel` likewise the two weights of a column, and the pairs of the [`COLUMNS`] columns.
pub fn sums<W: Weight>(rows: &[i16], panel: &[W], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    assert!(width.is_multiple_of(2) && panel.len() == width * COLUMNS);
    assert!(out.len().is_multiple_of(ROWS) && rows.len() == width * out.len());
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        // Safety: the sizes are those that were asserted.
        unsafe { simd128::sums(rows, panel, out) }
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // Safety: the processor knows AVX2, and the sizes are those that were asserted.
            unsafe { x86::sums(rows, panel, out) };
            return;
        }
        scalar::sums(rows, panel, out);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Numbers without a pattern, the extremes among them.
    fn numbers(count: usize, seed: u32, largest: i32) -> impl Iterator<Item = i32> {
        let mut state = seed;
        (0..count).map(move |at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            match at % 17 {
                0 => largest,
                1 => -largest,
                _ => (state >> 8) as i32 % (2 * largest + 1) - largest,
            }
        })
    }

    #[test]
    fn the_fast_sums_are_the_plain_ones() {
        for (width, rows) in [(2, 8), (8, 16), (32, 8), (384, 24), (1536, 8), (2048, 8)] {
            let activations: Vec<i16> = numbers(width * rows, 1, 8191).map(|x| x as i16).collect();
            let bytes: Vec<i8> = numbers(width * COLUMNS, 2, 127).map(|x| x as i8).collect();
            let words: Vec<i16> = numbers(width * COLUMNS, 3, 8191).map(|x| x as i16).collect();
            let (mut plain, mut fast) = (vec![[0; COLUMNS]; rows], vec![[1; COLUMNS]; rows]);
            scalar::sums(&activations, &bytes, &mut plain);
            sums(&activations, &bytes, &mut fast);
            assert!(plain == fast, "{width} inputs, i8");
            scalar::sums(&activations, &words, &mut plain);
            sums(&activations, &words, &mut fast);
            assert!(plain == fast, "{width} inputs, i16");
        }
    }

    #[test]
    fn the_widest_layer_does_not_overflow() {
        let rows = vec![8191; 2048 * ROWS];
        let mut out = [[0; COLUMNS]; ROWS];
        sums(&rows, &vec![-127_i8; 2048 * COLUMNS], &mut out);
        assert_eq!(out, [[-8191 * 127 * 2048; COLUMNS]; ROWS]);
    }
}
