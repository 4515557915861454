//! What the page makes of a reading, as plain functions over text and [`Reading`](crate::Reading): no browser types,
//! so that all of it is tested natively.

pub mod about;
pub mod anchor;
pub mod annotated;
pub mod arrivals;
pub mod cards;
pub mod citation;
pub mod clause;
pub mod corrections;
pub mod events;
pub mod export;
pub mod fields;
pub mod figures;
pub mod hand_over;
pub mod lookup;
pub mod map;
pub mod markdown;
pub mod marks;
pub mod messages;
pub mod network;
pub mod offsets;
pub mod panel;
pub mod plover;
pub mod quotes;
#[cfg(test)]
mod sample;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod shelf;
pub mod stamp;
pub mod wording;
mod words;
