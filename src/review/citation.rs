//! One quote or event, ready to cite.

use crate::reading::{Event, Quote, QuoteForm};
use crate::review::cards::{Source, list_of, one_line};
use crate::review::events::{Claim, EventCard};
use crate::review::session::{Field, Given};
use crate::review::{marks, wording};

/// `quote` with its speaker and where it was published: `“…” — Ola Brandt, in “Ferry operator cancels crossings”, by
/// Ines Varga, The Fjord Post, 3 November 2026, https://…`. What is not in somebody's own words is not put into quotation
/// marks, and says by which word it is reported; what is denied is not put into the mouth of whoever denies it.
pub fn citation(source: Source, quote: &Quote, given: &Given) -> String {
    let content = marks::content(source, quote);
    let words = match (quote.form, quote.cue.map(|cue| source.words(cue))) {
        (QuoteForm::Direct, Some(cue)) if quote.denied => format!("“{content}” [“{cue}”]"),
        (QuoteForm::Direct, _) => format!("“{content}”"),
        (_, Some(cue)) => format!("{content} [reported speech: “{cue}”]"),
        (_, None) => format!("{content} [reported speech]"),
    };
    let by = if quote.denied { "denied by " } else { "" };
    let speaker = quote.speaker.and_then(|id| source.name(id)).unwrap_or_else(|| unnamed(source, quote));
    let mut cited = format!("{words} — {by}{speaker}");
    if let Some(body) = quote.on_behalf_of.and_then(|id| source.name(id)) {
        cited.push_str(&format!(", for {body}"));
    }
    cited.push_str(&format!(", {}", origin(source, given)));
    cited
}

/// `event` as a sentence, with where it was published: `Norlink cancelled forty crossings, 3 November 2026, according to Ola
/// Brandt — in “Ferry operator cancels crossings”, by …`.
pub fn event_citation(source: Source, event: &Event, given: &Given) -> String {
    format!("{} — {}", told(source, event), origin(source, given))
}

/// `event` as a sentence: what its card says, in one piece.
pub fn told(source: Source, event: &Event) -> String {
    let card = EventCard::of(source, event);
    let sentence = card.in_words();
    let numbers: Vec<String> =
        card.quantities.iter().filter(|words| !sentence.contains(*words)).cloned().collect();
    let beside = card.beside.iter().map(|(_, words)| words.clone());
    let mut parts: Vec<String> = [sentence].into_iter().chain(beside).collect();
    // In brackets, for they may have a source of their own.
    if let Some(last) = parts.last_mut().filter(|_| !numbers.is_empty()) {
        last.push_str(&format!(" ({})", numbers.join("; ")));
    }
    // What the article says in its own words is told by who published it, which stands beside it.
    parts.extend(match card.claim {
        Claim::Article => wording::told_status(card.status).map(str::to_string),
        _ => Some(card.told_by()),
    });
    if !card.disputed_by.is_empty() {
        parts.push(format!("disputed by {}", list_of(&card.disputed_by)));
    }
    parts.join(", ")
}

/// Where it was published: what the user said of it, or else what the text says. What nobody said is said to be missing,
/// or it would be missed only once the citation is needed.
fn origin(source: Source, given: &Given) -> String {
    let said = |field: Field| given.get(field).map(str::to_string);
    let title = said(Field::Headline).or_else(|| source.title());
    let byline = source.reading.byline.map(|span| source.words(span)).filter(|byline| !byline.is_empty());
    let published = source.reading.published.as_deref().map(wording::date);
    let parts = [
        Some(title.map_or_else(|| "[no headline]".to_string(), |title| format!("in “{title}”"))),
        byline.map(|byline| format!("by {byline}")),
        Some(said(Field::Outlet).unwrap_or_else(|| "[no outlet given]".to_string())),
        Some(published.unwrap_or_else(|| "[no date]".to_string())),
        Some(said(Field::Url).unwrap_or_else(|| "[no URL given]".to_string())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A source without a name as the text has it ("two Turkish sources"); a pronoun says nothing by itself.
fn unnamed(source: Source, quote: &Quote) -> String {
    let words = quote.source.map(|span| one_line(&source.words(span))).filter(|words| words.contains(' '));
    words.unwrap_or_else(|| "a speaker not named".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Quantity, Reading};
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    #[test]
    fn direct_words_stand_in_quotation_marks_and_reported_ones_do_not() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let mut given = Given::default();
        given.set(Field::Outlet, Some("The Fjord Post".to_string()), 1);
        given.set(Field::Url, Some("https://fjordpost.example/ferry".to_string()), 1);
        assert_eq!(
            citation(source, &reading.quotes[0], &given),
            "“We will not sail in this weather” — Ola Brandt, in “Ferry operator cancels crossings”, \
             by Ines Varga, The Fjord Post, 3 November 2026, https://fjordpost.example/ferry"
        );
        given.set(Field::Headline, Some("Ferries stay in port".to_string()), 2);
        let reported = citation(source, &reading.quotes[1], &given);
        let begin = "Norlink cancelled forty crossings [reported speech: “said”] — Ola Brandt, in “Ferries stay in port”, ";
        assert!(reported.starts_with(begin), "{reported}");
    }

    #[test]
    fn an_event_is_cited_with_whose_word_it_is() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let cited = |reading: &Reading, nth: usize| {
            let source = Source { text: TEXT, offsets: &offsets, reading };
            event_citation(source, &reading.events[nth], &Given::default())
        };
        assert_eq!(
            cited(&reading, 0),
            "Norlink cancelled forty crossings, 3 November 2026, according to Ola Brandt — in “Ferry operator cancels \
             crossings”, by Ines Varga, [no outlet given], 3 November 2026, [no URL given]"
        );
        assert!(cited(&reading, 1).contains("denied by Norlink — in "), "{}", cited(&reading, 1));
        let forty = Quantity {
            start: 0,
            end: 5,
            what: "crossings".to_string(),
            low: 40.0,
            high: 40.0,
            according_to: Some(1),
        };
        reading.events[0].quantities = vec![forty];
        let whole = "3 November 2026 (40 crossings, according to Norlink), according to Ola Brandt — in ";
        assert!(cited(&reading, 0).contains(whole), "{}", cited(&reading, 0));
        reading.events[0].quantities.clear();
        reading.events[0].disputed_by = vec![1];
        assert!(cited(&reading, 0).contains("according to Ola Brandt, disputed by Norlink — in "));
        (reading.events[0].according_to, reading.events[0].quote) = (None, None);
        let begin = "Norlink cancelled forty crossings, 3 November 2026, disputed by Norlink — in ";
        assert!(cited(&reading, 0).starts_with(begin), "{}", cited(&reading, 0));
    }

    #[test]
    fn a_denial_is_cited_as_one() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let words = |words: &str| {
            let byte = TEXT.find(words).expect("the words stand in the text");
            offsets.span(TEXT, byte, byte + words.len())
        };
        let quote = &mut reading.quotes[1];
        (quote.content, quote.cue) = (words("a ferry had hit the pier in Bergen"), Some(words("denied")));
        (quote.denied, quote.speaker) = (true, Some(1));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        let cited = citation(source, &reading.quotes[1], &Given::default());
        let begin = "a ferry had hit the pier in Bergen [reported speech: “denied”] — denied by Norlink, in ";
        assert!(cited.starts_with(begin), "{cited}");
    }

    #[test]
    fn what_is_not_known_is_said_to_be_missing() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        (reading.title, reading.byline, reading.published) = (None, None, None);
        (reading.quotes[1].speaker, reading.quotes[1].cue) = (None, None);
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert_eq!(
            citation(source, &reading.quotes[1], &Given::default()),
            "Norlink cancelled forty crossings [reported speech] — a speaker not named, \
             [no headline], [no outlet given], [no date], [no URL given]"
        );
    }
}
