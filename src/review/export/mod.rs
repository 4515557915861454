//! What was read, as files. Each form is a module, and a function of one article and of what is wanted of it; the page and
//! the command line write the same.

mod annotations;
mod brat;
mod features;
mod json;
mod report;
mod tables;

use std::collections::HashSet;

pub use self::brat::{Files as BratFiles, configuration as brat_configuration, files as brat_files};
pub(super) use self::json::ReadBack;
#[cfg(not(target_arch = "wasm32"))]
pub use self::json::schemas;
use crate::reading::{Entity, Event, Layer, Place, Quote, Reading, Status};
use crate::review::cards::Source;
use crate::review::corrections::Remark;
use crate::review::lookup::Part;
use crate::review::session::{Field, Given, Read};
use crate::review::stamp::Stamp;

/// One article as it is exported.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    /// Tells it from the others of one file: where it came from, or its headline.
    pub name: &'a str,
    /// Its text, with what was read and put right.
    pub read: &'a Read,
    /// What the user said of it beside the text.
    pub given: &'a Given,
    /// What is wanted of it; none for all.
    pub shown: Option<&'a Shown>,
}

/// What the lists show, by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Of events.
    pub events: HashSet<usize>,
    /// Of quotes.
    pub quotes: HashSet<usize>,
    /// Of actors and places.
    pub entities: HashSet<usize>,
}

/// A form of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// All of it, with the text.
    Json,
    /// A table of events.
    Events,
    /// A table of quotes.
    Quotes,
    /// A table of those who act and speak.
    People,
    /// A table of places.
    Places,
    /// Events and places on the map.
    GeoJson,
    /// The W3C's annotations, as JSON-LD.
    WebAnnotation,
    /// The text and what stands off it, for the annotation tool brat.
    Brat,
    /// A page to read and to print.
    Report,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 9] = [
        Form::Json,
        Form::Events,
        Form::Quotes,
        Form::People,
        Form::Places,
        Form::GeoJson,
        Form::WebAnnotation,
        Form::Brat,
        Form::Report,
    ];

    /// The tables.
    pub const TABLES: [Form; 4] = [Form::Events, Form::Quotes, Form::People, Form::Places];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Json => ".json",
            Form::Events => "-events.csv",
            Form::Quotes => "-quotes.csv",
            Form::People => "-people.csv",
            Form::Places => "-places.csv",
            Form::GeoJson => ".geojson",
            Form::WebAnnotation => ".jsonld",
            Form::Brat => "-brat.tar",
            Form::Report => ".html",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Events | Form::Quotes | Form::People | Form::Places => "text/csv",
            Form::GeoJson => "application/geo+json",
            Form::WebAnnotation => "application/ld+json",
            Form::Brat => "application/x-tar",
            Form::Report => "text/html",
        }
    }

    /// The file of one article.
    pub fn file(self, piece: Piece) -> Vec<u8> {
        match self {
            Form::Json => json::document(piece).into_bytes(),
            Form::Brat => brat::archive(piece),
            _ => {
                let (head, _, end) = self.frame();
                [&head, &self.part(piece), end].concat().into_bytes()
            }
        }
    }

    /// What `piece` adds to a file of several articles; empty where it has nothing of the kind. brat has no such files.
    pub fn part(self, piece: Piece) -> String {
        match self {
            Form::Json => json::document(piece),
            Form::Events => tables::events(piece),
            Form::Quotes => tables::quotes(piece),
            Form::People => tables::people(piece),
            Form::Places => tables::places(piece),
            Form::GeoJson => features::features(piece),
            Form::WebAnnotation => annotations::annotations(piece),
            Form::Brat => String::new(),
            Form::Report => report::report(piece),
        }
    }

    /// What stands in a file of several articles before them, between any two that are not empty, and after them.
    pub fn frame(self) -> (String, &'static str, &'static str) {
        match self {
            Form::Json => ("[\n".to_string(), ",\n", "\n]\n"),
            Form::Events | Form::Quotes | Form::People | Form::Places => (tables::header(self), "", ""),
            Form::GeoJson => (features::HEAD.to_string(), ",\n", "\n]}\n"),
            Form::WebAnnotation => (annotations::HEAD.to_string(), ",\n", "\n]}\n"),
            Form::Brat | Form::Report => Default::default(),
        }
    }
}

impl<'a> Piece<'a> {
    fn source(self) -> Source<'a> {
        self.read.source()
    }

    fn reading(self) -> &'a Reading {
        &self.read.review.reading
    }

    fn stamp(self) -> Stamp {
        self.read.stamp()
    }

    fn wants(self, part: Part) -> bool {
        self.shown.is_none_or(|shown| match part {
            Part::Event(id) => shown.events.contains(&id),
            Part::Quote(id) => shown.quotes.contains(&id),
            Part::Entity(id) => shown.entities.contains(&id),
            Part::Mention(_) | Part::Tie(..) => false,
        })
    }

    /// The events that are wanted, as the article tells them.
    fn events(self) -> impl Iterator<Item = &'a Event> {
        self.reading().events.iter().filter(move |event| self.wants(Part::Event(event.id)))
    }

    /// The quotes that are wanted.
    fn quotes(self) -> impl Iterator<Item = &'a Quote> {
        self.reading().quotes.iter().filter(move |quote| self.wants(Part::Quote(quote.id)))
    }

    /// The actors or the places that are wanted, those that the article is most about first.
    fn entities(self, layer: Layer) -> impl Iterator<Item = &'a Entity> {
        let cards = self.source().entities(layer).into_iter();
        let wanted = cards.filter(move |card| self.wants(Part::Entity(card.id)));
        wanted.filter_map(move |card| self.source().entity(card.id))
    }

    /// The reading with only what is wanted, and with what that cannot be told without.
    fn wanted(self) -> Reading {
        let mut reading = self.reading().clone();
        if self.shown.is_none() {
            return reading;
        }
        reading.events.retain(|event| self.wants(Part::Event(event.id)));
        let told_in: HashSet<usize> = reading.events.iter().flat_map(told_in).collect();
        let mut quotes: HashSet<usize> = self.quotes().map(|quote| quote.id).chain(told_in).collect();
        // What one is in is told before it.
        for quote in reading.quotes.iter().rev() {
            if let Some(around) = quote.within.filter(|_| quotes.contains(&quote.id)) {
                quotes.insert(around);
            }
        }
        reading.quotes.retain(|quote| quotes.contains(&quote.id));
        let named = reading.events.iter().flat_map(named_in);
        let speaking = reading.quotes.iter().flat_map(|quote| [quote.speaker, quote.on_behalf_of]);
        let needed: HashSet<usize> = named.chain(speaking.flatten()).collect();
        reading.entities.retain(|entity| needed.contains(&entity.id) || self.wants(Part::Entity(entity.id)));
        reading
    }

    /// What the user has put on the card of `part`.
    fn remark(self, part: Part) -> Remark {
        self.read.review.remark(part)
    }

    /// The headline, as the user or else the text has it.
    fn headline(self) -> Option<String> {
        self.said(Field::Headline).map(str::to_string).or_else(|| self.source().title())
    }

    /// What the user wrote beside the text.
    fn said(self, field: Field) -> Option<&'a str> {
        self.given.get(field)
    }
}

fn told_in(event: &Event) -> impl Iterator<Item = usize> {
    event.told.iter().map(|telling| telling.quote).chain([event.quote]).flatten()
}

/// All that `event` names.
fn named_in(event: &Event) -> impl Iterator<Item = usize> {
    let slots = event.actors.iter().chain(&event.recipients).chain(&event.disputed_by).copied();
    let told = event.told.iter().map(|telling| telling.according_to);
    let counted = event.quantities.iter().map(|quantity| quantity.according_to);
    let words = event.arguments.iter().map(|argument| argument.entity);
    let single = [event.place, event.according_to].into_iter();
    slots.chain(told.chain(counted).chain(words).chain(single).flatten())
}

/// Who says that it happened, and who says that it did not: of an event that is only told as denied, nobody says it.
fn on_whose_word(source: Source, event: &Event) -> (Option<String>, Option<String>) {
    let name = event.according_to.and_then(|id| source.name(id));
    if event.status == Status::Denied { (None, name) } else { (name, None) }
}

/// Where an entity is, if that is on the globe: what a user or a file says may be anywhere.
fn place_of(source: Source<'_>, id: Option<usize>) -> Option<&Place> {
    let place = source.entity(id?)?.place.as_ref()?;
    (place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0).then_some(place)
}

/// A file's name made of the headline, or of "dateline" where there is none: `ferry-operator-cancels-events.csv`.
pub fn file_name(title: Option<&str>, ending: &str) -> String {
    let mut stem = String::new();
    for word in
        title.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    {
        if stem.chars().count() + word.chars().count() >= LONGEST_STEM {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(word.chars().flat_map(char::to_lowercase));
    }
    if stem.is_empty() {
        stem.push_str("dateline");
    }
    format!("{stem}{ending}")
}

/// Characters of a file's name before its ending.
const LONGEST_STEM: usize = 60;

#[cfg(test)]
mod tests;
