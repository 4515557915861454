//! What is computed in floats between the products.

use bytemuck::cast;
use wide::{f32x4, i32x4};

/// `2^x` for `x` up to 0, with a relative error below 1e-5; 0 for what is too small for a float.
pub(crate) fn exp2(x: f32x4) -> f32x4 {
    // Below this the power is no normal float any more.
    let x = x.fast_max(f32x4::splat(-126.0));
    // Adding this number leaves the nearest whole one in the low bits.
    let rounder = f32x4::splat(12_582_912.0);
    let shifted = x + rounder;
    let rest = x - (shifted - rounder);
    let power = [0.055_917_714, 0.240_247_45, 0.693_121_83, 0.999_999_3]
        .into_iter()
        .fold(f32x4::splat(0.009_570_036), |sum, factor| sum * rest + f32x4::splat(factor));
    // The low bits of `shifted`, moved to where a float has its exponent, multiply by that power of two.
    let exponent: i32x4 = cast::<_, i32x4>(shifted) << 23;
    cast(cast::<_, i32x4>(power) + exponent)
}

/// The Gaussian error linear unit, `x · Φ(x)`, in place, with an error below 1e-4.
pub fn gelu(floats: &mut [f32]) {
    /// Φ(x) − ½ as an odd polynomial, fitted on ±4; outside it stays what it is there.
    const FACTORS: [f32; 8] = [
        -1.301_428_5e-9,
        1.042_04e-7,
        -3.657_322_5e-6,
        7.485_736_5e-5,
        -1.006_505_8e-3,
        9.505_452e-3,
        -6.588_793e-2,
        3.986_734_4e-1,
    ];
    let one = |x: f32x4| {
        let near = x.fast_min(f32x4::splat(4.0)).fast_max(f32x4::splat(-4.0));
        let square = near * near;
        let share = FACTORS[1..]
            .iter()
            .fold(f32x4::splat(FACTORS[0]), |sum, factor| sum * square + f32x4::splat(*factor));
        x * (near * share + f32x4::splat(0.5))
    };
    let (quads, rest) = floats.as_chunks_mut::<4>();
    for quad in quads {
        *quad = one(f32x4::new(*quad)).to_array();
    }
    for float in rest {
        *float = one(f32x4::splat(*float)).to_array()[0];
    }
}

/// The sum of the products of two rows of one length.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    // Two sums side by side, since each addition waits for the one before it.
    let mut sums = [f32x4::ZERO; 2];
    for (at, (a, b)) in a.iter().zip(b).enumerate() {
        sums[at % 2] += f32x4::new(*a) * f32x4::new(*b);
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    (sums[0] + sums[1]).reduce_add() + rest
}

/// Layer norm of each row of `rows + more`, in place in `rows`. A row is as long as `gain`, a multiple of 4.
pub fn add_and_normalise(rows: &mut [f32], more: &[f32], gain: &[f32], bias: &[f32], epsilon: f32) {
    let width = gain.len();
    for (row, more) in rows.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
        let (row, _) = row.as_chunks_mut::<4>();
        let mut total = f32x4::ZERO;
        for (quad, more) in row.iter_mut().zip(more.as_chunks::<4>().0) {
            let sum = f32x4::new(*quad) + f32x4::new(*more);
            total += sum;
            *quad = sum.to_array();
        }
        let mean = f32x4::splat(total.reduce_add() / width as f32);
        let squares = row.iter().fold(f32x4::ZERO, |sum, quad| {
            let distance = f32x4::new(*quad) - mean;
            sum + distance * distance
        });
        let by = f32x4::splat(1.0 / (squares.reduce_add() / width as f32 + epsilon).sqrt());
        let gain_and_bias = gain.as_chunks::<4>().0.iter().zip(bias.as_chunks::<4>().0);
        for (quad, (gain, bias)) in row.iter_mut().zip(gain_and_bias) {
            *quad = ((f32x4::new(*quad) - mean) * by * f32x4::new(*gain) + f32x4::new(*bias)).to_array();
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn powers_of_two_are_near_enough() {
        for step in 0..4000 {
            let x = step as f32 * -0.03;
            let power = exp2(f32x4::splat(x)).to_array()[0];
            assert!((power / x.exp2() - 1.0).abs() < 1e-5, "{x}: {power}");
        }
        assert!(exp2(f32x4::splat(-1e30)).to_array()[0] < 1e-37);
    }

    #[test]
    fn products_are_summed_whatever_the_length() {
        for length in [0, 1, 4, 11, 64] {
            let a: Vec<f32> = (0..length).map(|at| at as f32).collect();
            let b: Vec<f32> = (0..length).map(|at| (at % 3) as f32 - 1.0).collect();
            let wanted: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            assert_eq!(dot(&a, &b), wanted);
        }
    }

    #[test]
    fn gelu_follows_the_error_function() {
        // x·Φ(x), from tables of the normal distribution.
        let known =
            [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (2.0, 1.954_5), (-3.0, -0.004_05), (6.0, 6.0)];
        for (x, wanted) in known {
            let mut floats = [x; 5];
            gelu(&mut floats);
            assert!(floats.iter().all(|float| (float - wanted).abs() < 3e-4), "{x}: {floats:?}");
        }
    }

    #[test]
    fn a_normalised_row_has_mean_zero_and_variance_one() {
        let mut row = [1.0, 2.0, 3.0, 4.0, 10.0, -2.0, 0.0, 0.0];
        add_and_normalise(&mut row, &[1.0; 8], &[2.0; 8], &[0.5; 8], 0.0);
        let mean = row.iter().sum::<f32>() / 8.0;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / 8.0;
        assert!((mean - 0.5).abs() < 1e-5 && (variance - 4.0).abs() < 1e-4, "{mean} {variance}");
    }
}
