//! Dateline's engine: reads a news article into a [`Reading`].
//!
//! The text flows one way, and each stage is a module with one public function:
//! [`page`] (cleaning) → [`segment`] → [`encoder`] → [`entities`] → [`quotes`] → [`events`] → [`Reading`].
//! [`read()`] is the recipe that calls them in order. Nothing here knows of the browser.

pub mod article;
mod assemble;
pub mod dates;
pub mod encoder;
pub mod entities;
pub mod error;
pub mod events;
pub mod lexicon;
pub mod page;
pub mod places;
pub mod quotes;
pub mod read;
pub mod reading;
pub mod review;
mod salience;
pub mod segment;
pub mod tables;
pub mod text;
mod words;

pub use entities::Identity;
pub use error::{MAX_CHARACTERS, ReadError};
pub use read::{LineMark, Options, Progress, Underway, read};
pub use reading::Reading;
pub use words::{Cut, PageLines, page_lines, words};
