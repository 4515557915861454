//! Dates: finding them in the text, and resolving relative ones against the day of publication.

/// Shown and written as ISO 8601.
pub use time::Date;
