//! For x86 processors with AVX2.

use core::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::private::Loadable;
use super::{COLUMNS, ROWS, TILE, Weight};

impl Loadable for i8 {
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn load_16(from: *const i8) -> __m256i {
        // Safety: the caller's.
        _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(from.cast()) })
    }
}

impl Loadable for i16 {
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn load_16(from: *const i16) -> __m256i {
        // Safety: the caller's.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }
}

/// # Safety
/// The processor is to know AVX2, and `rows` is to hold `panel.len() / COLUMNS` numbers for each row of `out`.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn sums<W: Weight>(rows: &[i16], panel: &[W], out: &mut [[i32; COLUMNS]]) {
    let width = panel.len() / COLUMNS;
    for (tile, out) in out.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
        let rows: [_; ROWS / TILE] =
            std::array::from_fn(|part| rows[(tile * ROWS + part * TILE) * width..].as_ptr());
        let mut sums = [_mm256_setzero_si256(); ROWS];
        for input in (0..width).step_by(2) {
            // Safety: every address lies in the tile's rows or in the panel, whose sizes the caller vouches for.
            unsafe {
                let weights = W::load_16(panel.as_ptr().add(input * COLUMNS));
                for (row, sum) in sums.iter_mut().enumerate() {
                    let pair = rows[row / TILE].add(input * TILE + row % TILE * 2).cast::<i32>();
                    let pair = _mm256_set1_epi32(pair.read_unaligned());
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pair, weights));
                }
            }
        }
        for (out, sum) in out.iter_mut().zip(sums) {
            // Safety: a row of `out` is as long as the vector.
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sum) };
        }
    }
}
