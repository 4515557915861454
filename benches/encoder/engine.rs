//! The encoder as a bare WebAssembly module, for `bench.js`.

#![allow(unsafe_code, reason = "the names of what is exported")]

#[allow(dead_code, reason = "the native benchmark uses the rest")]
mod work;

use std::cell::RefCell;

use dateline::encoder::{Encoder, Weights};

thread_local! {
    static ENCODER: RefCell<Option<Encoder>> = const { RefCell::new(None) };
    static LAYER: RefCell<Option<work::Layer>> = const { RefCell::new(None) };
    static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Memory for a weights file of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    FILE.with_borrow_mut(|file| {
        *file = vec![0; length];
        file.as_mut_ptr()
    })
}

/// Unpacks the weights file that was put there; 1 if that worked.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    let file = FILE.take();
    let encoder = Weights::read(&file).and_then(|weights| Encoder::new(&weights)).ok();
    ENCODER.with_borrow_mut(|place| *place = encoder);
    ENCODER.with_borrow(|encoder| u32::from(encoder.is_some()))
}

/// Runs the network on a window, and gives a hash of its vectors.
#[unsafe(no_mangle)]
pub extern "C" fn run_window(tokens: usize) -> u32 {
    ENCODER.with_borrow(|encoder| encoder.as_ref().map_or(0, |encoder| work::window(encoder, tokens)))
}

/// Prepares the parts of a layer for windows of `tokens`.
#[unsafe(no_mangle)]
pub extern "C" fn prepare_parts(tokens: usize) {
    LAYER.set(Some(work::Layer::new(tokens)));
}

/// Runs one part of a layer, by its number.
#[unsafe(no_mangle)]
pub extern "C" fn run_part(part: usize) {
    LAYER.with_borrow_mut(|layer| {
        if let Some(layer) = layer {
            layer.part(part);
        }
    });
}

/// Multiplies and adds in registers alone: `rounds` times 96 products. No sums can be faster.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
pub extern "C" fn run_ceiling(rounds: usize) -> u32 {
    use core::arch::wasm32::{i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat};
    let weights = i32x4_splat(std::hint::black_box(0x0003_0005));
    // Twelve sums that do not wait for one another, by name so that they stay in registers.
    macro_rules! chains {
        ($($sum:ident)+) => {{
            $(let mut $sum = i32x4_splat(1);)+
            for _ in 0..rounds {
                $($sum = i32x4_add($sum, i32x4_dot_i16x8($sum, weights));)+
            }
            0 $(^ i32x4_extract_lane::<0>($sum) as u32)+
        }};
    }
    chains!(a b c d e f g h i j k l)
}
