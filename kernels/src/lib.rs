//! The arithmetic of the encoder: dense layers in whole numbers, attention, GELU and layer norm.
//!
//! Activations are quantised row by row to 14 bits ([`Rows`]), weights to 8 bits column by column ([`Linear`]); their
//! products are summed exactly in `i32`. The sums are the only part with code for a processor: [`sums`] has the plain
//! version, which says what they are, and fast ones that give the same integers. All else is written once, on vectors of
//! four floats, and rounds alike everywhere, so that a page and a server give the same vectors to the last bit.

mod attention;
mod floats;
mod linear;
mod rows;
pub mod sums;

pub use attention::Attention;
pub use floats::{add_and_normalise, dot, gelu};
pub use linear::{Linear, MAX_INPUTS};
pub use rows::Rows;
