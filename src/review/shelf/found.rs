//! What an article is found by beside its words.

use serde::{Deserialize, Serialize};

use crate::reading::Layer;
use crate::review::cards::Source;
use crate::review::marks;

/// Names and quotes of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// Who acts or speaks in it.
    pub names: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// What is said in it, and by whom: "Ola Brandt: We will not sail".
    pub quotes: Vec<String>,
}

impl Found {
    /// Those of a reading, as it is corrected.
    pub fn in_reading(source: Source) -> Self {
        let names = |layer| source.entities(layer).into_iter().map(|card| card.name).collect();
        let quotes = source.reading.quotes.iter().map(|quote| {
            let content = marks::content(source, quote);
            match quote.speaker.and_then(|id| source.name(id)) {
                Some(speaker) => format!("{speaker}: {content}"),
                None => content,
            }
        });
        Found { names: names(Layer::Actor), places: names(Layer::Place), quotes: quotes.collect() }
    }
}
