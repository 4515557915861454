//! The standoff format of brat (<https://brat.nlplab.org/standoff.html>): the text, and a file of lines that say what stands
//! where in it. Offsets are code points of the text.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Piece, file_name};
use crate::reading::{Entity, EntityKind, Event, Layer, Mention, Quote, Role, Span};
use crate::review::cards::one_line;
use crate::review::corrections::Remark;
use crate::review::lookup::Part;
use crate::review::wording::{self, TYPES};

/// The names of the roles, in the order in which an event has them.
const ROLES: [(Role, &str); 5] = [
    (Role::Actor, "Actor"),
    (Role::Recipient, "Recipient"),
    (Role::Place, "Place"),
    (Role::Time, "Time"),
    (Role::Status, "StatusWords"),
];

/// The text of an article and what stands in it.
pub struct Files {
    /// The `.txt`.
    pub text: String,
    /// The `.ann`.
    pub annotations: String,
}

/// The files of one article.
pub fn files(piece: Piece) -> Files {
    let mut standoff = Standoff { piece, lines: String::new(), words: HashMap::new(), counts: [0; 6] };
    let reading = piece.wanted();
    for entity in &reading.entities {
        standoff.entity(entity);
    }
    for quote in &reading.quotes {
        standoff.quote(quote);
    }
    for event in &reading.events {
        standoff.event(event);
    }
    Files { text: piece.read.text.clone(), annotations: standoff.lines }
}

/// The files of one article in one, with what brat wants to know of their types.
pub fn archive(piece: Piece) -> Vec<u8> {
    let Files { text, annotations } = files(piece);
    let mut archive = tar::Builder::new(Vec::new());
    let article = |ending| file_name(piece.headline().as_deref(), ending);
    let files = [
        (article(".txt"), text),
        (article(".ann"), annotations),
        ("annotation.conf".to_string(), configuration()),
    ];
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(piece.read.at / 1000);
        // Writing to memory does not fail.
        let _ = archive.append_data(&mut header, name, content.as_bytes());
    }
    archive.into_inner().unwrap_or_default()
}

/// brat's `annotation.conf`: all types, and what may be said of each.
pub fn configuration() -> String {
    let kinds = KINDS.map(kind).join("\n");
    let roles = "Actor*:<ENTITY>, Recipient*:<ENTITY>, Place*:<ENTITY>, Time*:Time, StatusWords*:StatusWords, \
                 Quantity*:Quantity, AccordingTo?:<ENTITY>, DisputedBy*:<ENTITY>";
    let events: String =
        TYPES.iter().map(|kind| format!("{}\t{roles}\n", wording::type_name(*kind))).collect();
    format!(
        "[entities]\n{kinds}\nQuote\nCue\nTime\nStatusWords\nQuantity\n\n\
         [relations]\nSpeaker\tArg1:Quote, Arg2:<ENTITY>\nCue\tArg1:Quote, Arg2:Cue\n\
         Same\tArg1:<EVENT>, Arg2:<EVENT>\n\n\
         [events]\n{events}\n\
         [attributes]\nForm\tArg:Quote, Value:direct|indirect|mixed\nStance\tArg:Quote, Value:said|thought|denied\n\
         Status\tArg:<EVENT>, Value:happened|ongoing|planned|possible|denied\n\
         Mark\tArg:<ANY>, Value:checked|disputed\n"
    )
}

const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Country, EntityKind::Group, EntityKind::Place];

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organisation",
        EntityKind::Country => "Country",
        EntityKind::Group => "Group",
        EntityKind::Place => "Place",
    }
}

/// What a line is of; each is counted by itself.
#[derive(Clone, Copy)]
enum Line {
    Words,
    Event,
    Relation,
    Attribute,
    Reference,
    Note,
}

struct Standoff<'a> {
    piece: Piece<'a>,
    lines: String,
    /// The words that have a line, by their type: the number of the line.
    words: HashMap<(&'static str, Span), usize>,
    counts: [usize; 6],
}

impl Standoff<'_> {
    fn entity(&mut self, entity: &Entity) {
        let mut same: Vec<String> = Vec::new();
        for mention in &entity.mentions {
            let span = Span { start: mention.start, end: mention.end };
            same.extend(self.mark(kind(entity.kind), span));
        }
        let Some(first) = same.first().cloned() else { return };
        if same.len() > 1 {
            self.lines.push_str(&format!("*\tEquiv {}\n", same.join(" ")));
        }
        if let Some(number) = entity.place.as_ref().and_then(|place| place.gazetteer_id) {
            let name = one_line(&entity.name);
            self.add(Line::Reference, &format!("Reference {first} GeoNames:{number}\t{name}"));
        }
        self.remark(&first, self.piece.remark(Part::Entity(entity.id)));
    }

    fn quote(&mut self, quote: &Quote) {
        let Some(content) = self.mark("Quote", quote.content) else { return };
        self.add(Line::Attribute, &format!("Form {content} {}", wording::form(quote.form)));
        self.add(Line::Attribute, &format!("Stance {content} {}", wording::stance(quote)));
        if let Some(cue) = quote.cue.and_then(|cue| self.mark("Cue", cue)) {
            self.add(Line::Relation, &format!("Cue Arg1:{content} Arg2:{cue}"));
        }
        let near = quote.source.unwrap_or(quote.content);
        if let Some(speaker) = quote.speaker.and_then(|id| self.nearest(id, near, Layer::Actor)) {
            self.add(Line::Relation, &format!("Speaker Arg1:{content} Arg2:{speaker}"));
        }
        self.remark(&content, self.piece.remark(Part::Quote(quote.id)));
    }

    fn event(&mut self, event: &Event) {
        let name = wording::type_name(event.kind);
        let Some(trigger) = self.mark(name, event.trigger) else { return };
        let mut slots = format!("{name}:{trigger}");
        for (role, words) in self.arguments(event) {
            for (nth, words) in words.iter().enumerate() {
                let number = if nth > 0 { (nth + 1).to_string() } else { String::new() };
                slots.push_str(&format!(" {role}{number}:{words}"));
            }
        }
        let itself = self.add(Line::Event, &slots);
        self.add(Line::Attribute, &format!("Status {itself} {}", wording::status(event.status)));
        for also in &event.also {
            if let Some(trigger) = self.mark(name, *also) {
                let other = self.add(Line::Event, &format!("{name}:{trigger}"));
                self.add(Line::Relation, &format!("Same Arg1:{itself} Arg2:{other}"));
            }
        }
        self.remark(&itself, self.piece.remark(Part::Event(event.id)));
    }

    /// The words in each slot of `event`, each once: those that the reading has, or else the nearest mention.
    fn arguments(&mut self, event: &Event) -> Vec<(&'static str, Vec<String>)> {
        let mut slots = Vec::new();
        for (role, name) in ROLES {
            let mut words: Vec<String> = Vec::new();
            let behind = event.arguments.iter().filter(|argument| argument.role == role);
            for argument in behind.clone() {
                let entity = argument.entity.and_then(|id| self.piece.source().entity(id));
                let kind = match role {
                    Role::Time | Role::Status => name,
                    _ => entity.map_or("Group", |entity| kind(entity.kind)),
                };
                words.extend(self.mark(kind, Span { start: argument.start, end: argument.end }));
            }
            let (filled, layer) = match role {
                Role::Actor => (event.actors.as_slice(), Layer::Actor),
                Role::Recipient => (event.recipients.as_slice(), Layer::Actor),
                Role::Place => (event.place.as_slice(), Layer::Place),
                Role::Time | Role::Status => (&[][..], Layer::Actor),
            };
            let is_behind = |id: &usize| behind.clone().any(|argument| argument.entity == Some(*id));
            let without: Vec<usize> = filled.iter().copied().filter(|id| !is_behind(id)).collect();
            words.extend(without.into_iter().filter_map(|id| self.nearest(id, event.trigger, layer)));
            slots.push((name, words));
        }
        let numbers = event.quantities.iter();
        let numbers = numbers.map(|quantity| Span { start: quantity.start, end: quantity.end });
        slots.push(("Quantity", numbers.filter_map(|span| self.mark("Quantity", span)).collect()));
        for (name, who) in
            [("AccordingTo", event.according_to.as_slice()), ("DisputedBy", event.disputed_by.as_slice())]
        {
            let nearest = who.iter().filter_map(|id| self.nearest(*id, event.trigger, Layer::Actor));
            slots.push((name, nearest.collect()));
        }
        for (_, words) in &mut slots {
            let mut seen = Vec::new();
            words.retain(|word| {
                !seen.contains(word) && {
                    seen.push(word.clone());
                    true
                }
            });
        }
        slots
    }

    /// The mention of the entity `id` nearest to `span`, one of `layer` if there is any.
    fn nearest(&mut self, id: usize, span: Span, layer: Layer) -> Option<String> {
        let entity = self.piece.source().entity(id)?;
        let away = |mention: &&Mention| {
            let gap = mention.start.saturating_sub(span.end).max(span.start.saturating_sub(mention.end));
            (mention.layer != layer, gap)
        };
        let nearest = entity.mentions.iter().min_by_key(away)?;
        self.mark(kind(entity.kind), Span { start: nearest.start, end: nearest.end })
    }

    fn remark(&mut self, of: &str, remark: Remark) {
        if let Some(mark) = remark.mark {
            self.add(Line::Attribute, &format!("Mark {of} {}", mark.name()));
        }
        if !remark.note.is_empty() {
            self.add(Line::Note, &format!("AnnotatorNotes {of}\t{}", one_line(&remark.note)));
        }
    }

    /// The id of the words of `span` as a `kind`; none for what has no words.
    fn mark(&mut self, kind: &'static str, span: Span) -> Option<String> {
        if let Some(number) = self.words.get(&(kind, span)) {
            return Some(format!("T{number}"));
        }
        let (places, words) = self.fragments(span)?;
        let id = self.add(Line::Words, &format!("{kind} {places}\t{words}"));
        self.words.insert((kind, span), self.counts[Line::Words as usize]);
        Some(id)
    }

    /// Where the words of `span` stand, and the words: in several parts where a line breaks in them, for a line of the
    /// file is a line.
    fn fragments(&self, span: Span) -> Option<(String, String)> {
        let source = self.piece.source();
        let (mut places, mut words): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        let mut start = span.start;
        for part in source.offsets.words(source.text, span).split(breaks) {
            let length = part.chars().count();
            if !part.trim().is_empty() {
                places.push(format!("{start} {}", start + length));
                words.push(part);
            }
            start += length + 1;
        }
        (!places.is_empty()).then(|| (places.join(";"), words.join(" ")))
    }

    /// Writes a line, and gives its id.
    fn add(&mut self, line: Line, content: &str) -> String {
        let count = &mut self.counts[line as usize];
        *count += 1;
        let letter = match line {
            Line::Words => 'T',
            Line::Event => 'E',
            Line::Relation => 'R',
            Line::Attribute => 'A',
            Line::Reference => 'N',
            Line::Note => '#',
        };
        let id = format!("{letter}{count}");
        // Writing to memory does not fail.
        let _ = writeln!(self.lines, "{id}\t{content}");
        id
    }
}

/// Whether whoever reads lines may take `c` for the end of one, or of a cell.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
