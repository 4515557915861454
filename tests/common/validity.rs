//! What every reading must keep, whatever the text.

use std::collections::HashSet;

use dateline::dates::from_iso;
use dateline::encoder::{Cache, Model};
use dateline::reading::{Event, Reading, Span, UNBOUNDED};
use dateline::{Options, read};

/// Panics, naming `what`, where `reading` cannot be a reading of `text`.
pub fn assert_valid(what: &str, text: &str, reading: &Reading) {
    let checker = Checker {
        what,
        characters: text.chars().collect(),
        article: reading.article,
        entities: reading.entities.iter().map(|entity| entity.id).collect(),
        quotes: reading.quotes.iter().map(|quote| quote.id).collect(),
    };
    checker.check(reading);
    let json = serde_json::to_string(reading).expect("a reading can be written");
    let back: Reading = serde_json::from_str(&json).expect("a reading can be read back");
    assert_eq!(&back, reading, "{what}: the JSON says something else");
    super::schema::assert_reading(&serde_json::from_str(&json).expect("JSON"));
}

/// Panics, naming `what`, where `text` has neither a valid reading, the same each time, nor a clear refusal.
pub fn assert_reads_alike(what: &str, text: &str, options: &Options) {
    let once = || read(text, options, Model::released(), &mut Cache::new(), |_| ());
    match once() {
        Ok(reading) => {
            assert_valid(what, text, &reading);
            assert_eq!(once().ok(), Some(reading), "{what}: read twice, it says something else");
        }
        Err(error) => assert!(error.to_string().len() > 20, "{what}: {error}"),
    }
}

struct Checker<'a> {
    what: &'a str,
    characters: Vec<char>,
    article: Span,
    entities: HashSet<usize>,
    quotes: HashSet<usize>,
}

impl Checker<'_> {
    fn check(&self, reading: &Reading) {
        let whole = Span { start: 0, end: self.characters.len() };
        self.inside("article", reading.article, whole);
        reading.furniture.iter().for_each(|span| self.inside("furniture", *span, whole));
        assert!((0.0..=1.0).contains(&reading.share_read), "{}: {} is read", self.what, reading.share_read);
        reading.title.into_iter().for_each(|span| self.words("title", span));
        reading.dateline.into_iter().for_each(|span| self.words("dateline", span));
        // It may stand below the article's last paragraph.
        reading.byline.into_iter().for_each(|span| self.inside("byline", span, whole));
        if let Some(day) = &reading.published {
            assert!(from_iso(day).is_some(), "{}: published {day}", self.what);
        }
        assert_eq!(self.entities.len(), reading.entities.len(), "{}: entity ids", self.what);
        assert_eq!(self.quotes.len(), reading.quotes.len(), "{}: quote ids", self.what);
        self.check_entities(reading);
        self.check_quotes(reading);
        let events: HashSet<usize> = reading.events.iter().map(|event| event.id).collect();
        assert_eq!(events.len(), reading.events.len(), "{}: event ids", self.what);
        reading.events.iter().for_each(|event| self.check_event(event));
        let sections = reading.sections.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(sections, "{}: sections overlap, or are out of order", self.what);
        self.check_tagged(reading);
    }

    fn check_entities(&self, reading: &Reading) {
        let mut seen = HashSet::new();
        for entity in &reading.entities {
            assert!(!entity.name.trim().is_empty(), "{}: an entity without a name", self.what);
            let starts: Vec<usize> = entity.mentions.iter().map(|mention| mention.start).collect();
            assert!(starts.is_sorted(), "{}: the mentions of {} are out of order", self.what, entity.name);
            for mention in &entity.mentions {
                self.words("mention", Span { start: mention.start, end: mention.end });
                assert!(
                    seen.insert((mention.start, mention.end)),
                    "{}: two mentions at one place",
                    self.what
                );
            }
        }
    }

    fn check_quotes(&self, reading: &Reading) {
        let contents: HashSet<Span> = reading.quotes.iter().map(|quote| quote.content).collect();
        assert_eq!(contents.len(), reading.quotes.len(), "{}: a quote told twice", self.what);
        for quote in &reading.quotes {
            self.words("quote", quote.content);
            quote.cue.into_iter().for_each(|span| self.words("cue", span));
            quote.source.into_iter().for_each(|span| self.words("source", span));
            quote.speaker.iter().chain(&quote.on_behalf_of).for_each(|id| self.known("speaker", *id));
            assert!((0.0..=1.0).contains(&quote.confidence), "{}: a quote's confidence", self.what);
            let speaker = quote.speaker_confidence;
            assert!((0.0..=1.0).contains(&speaker), "{}: a speaker's confidence", self.what);
        }
    }

    fn check_event(&self, event: &Event) {
        self.words("trigger", event.trigger);
        self.inside("trigger in its sentence", event.trigger, event.sentence);
        self.inside("sentence", event.sentence, self.article);
        event.also.iter().for_each(|span| self.words("also", *span));
        assert!(!event.told.is_empty(), "{}: an event that nothing tells", self.what);
        for telling in &event.told {
            self.inside("telling in its sentence", telling.trigger, telling.sentence);
            self.inside("sentence of a telling", telling.sentence, self.article);
            telling.according_to.into_iter().for_each(|id| self.known("telling", id));
        }
        for argument in &event.arguments {
            self.words("argument", Span { start: argument.start, end: argument.end });
            argument.entity.into_iter().for_each(|id| self.known("argument", id));
        }
        let entities = event.actors.iter().chain(&event.recipients).chain(&event.disputed_by);
        entities.chain(&event.place).chain(&event.according_to).for_each(|id| self.known("event", *id));
        if let Some(quote) = event.quote {
            assert!(self.quotes.contains(&quote), "{}: an event in quote {quote}", self.what);
        }
        if let Some(date) = &event.date {
            assert!(is_date(date), "{}: an event on {date}", self.what);
        }
        assert!((0.0..=1.0).contains(&event.confidence), "{}: an event's confidence", self.what);
        assert!((0.0..=1.0).contains(&event.salience), "{}: an event's salience", self.what);
        for quantity in &event.quantities {
            self.words("quantity", Span { start: quantity.start, end: quantity.end });
            quantity.according_to.into_iter().for_each(|id| self.known("quantity", id));
            let (low, high) = (quantity.low, quantity.high);
            assert!(
                low <= high && high <= UNBOUNDED,
                "{}: from {low} to {high} {}",
                self.what,
                quantity.what
            );
        }
    }

    fn check_tagged(&self, reading: &Reading) {
        if let Some(tagged) = &reading.spans {
            for name in &tagged.names {
                self.words("tagged name", Span { start: name.start, end: name.end });
            }
            for attribution in &tagged.attributions {
                self.words("tagged content", attribution.content);
                attribution.source.into_iter().for_each(|span| self.words("tagged source", span));
                attribution.cue.into_iter().for_each(|span| self.words("tagged cue", span));
            }
        }
    }

    /// A span that a reader sees lit up: inside the article, and without white space at its borders.
    fn words(&self, part: &str, span: Span) {
        self.inside(part, span, self.article);
        let bare = |at: usize| !self.characters[at].is_whitespace();
        assert!(
            bare(span.start) && bare(span.end - 1),
            "{}: {part} {span:?} has white space at its border",
            self.what
        );
    }

    fn inside(&self, part: &str, span: Span, outer: Span) {
        let inside = outer.start <= span.start && span.start < span.end && span.end <= outer.end;
        assert!(inside, "{}: {part} {span:?} is not inside {outer:?}", self.what);
    }

    fn known(&self, part: &str, entity: usize) {
        assert!(self.entities.contains(&entity), "{}: {part} has no entity {entity}", self.what);
    }
}

/// A day, a month, a year, or a span of two days.
fn is_date(text: &str) -> bool {
    match text.split_once('/') {
        Some((first, last)) => from_iso(first).is_some() && from_iso(first) <= from_iso(last),
        None => {
            let padded = format!("{text}{}", ["-01-01", "-01", ""][text.matches('-').count().min(2)]);
            from_iso(&padded).is_some()
        }
    }
}
