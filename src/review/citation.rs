//! One quote, ready to cite.

use crate::reading::{Quote, QuoteForm};
use crate::review::cards::{Source, one_line};
use crate::review::wording;

/// `quote` with its speaker and where it was published: `“…” — Ola Brandt, in “Ferry operator cancels crossings”, by
/// Ines Varga, 3 November 2026`. What is not in somebody's own words is not put into quotation marks.
pub fn citation(source: Source, quote: &Quote) -> String {
    let content = source.words(quote.content);
    let words = match quote.form {
        QuoteForm::Direct => format!("“{content}”"),
        QuoteForm::Indirect | QuoteForm::Mixed => format!("{content} [reported speech]"),
    };
    let speaker = quote.speaker.and_then(|id| source.name(id)).unwrap_or_else(|| unnamed(source, quote));
    let mut cited = format!("{words} — {speaker}");
    if let Some(body) = quote.on_behalf_of.and_then(|id| source.name(id)) {
        cited.push_str(&format!(", for {body}"));
    }
    if let Some(title) = source.title() {
        cited.push_str(&format!(", in “{title}”"));
    }
    if let Some(byline) =
        source.reading.byline.map(|span| source.words(span)).filter(|byline| !byline.is_empty())
    {
        cited.push_str(&format!(", by {byline}"));
    }
    if let Some(published) = &source.reading.published {
        cited.push_str(&format!(", {}", wording::date(published)));
    }
    cited
}

/// A source without a name as the text has it ("two Turkish sources"); a pronoun says nothing by itself.
fn unnamed(source: Source, quote: &Quote) -> String {
    let words = quote.source.map(|span| one_line(&source.words(span))).filter(|words| words.contains(' '));
    words.unwrap_or_else(|| "speaker not named".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::offsets::Offsets;
    use crate::review::sample::{TEXT, reading_of};

    #[test]
    fn direct_words_stand_in_quotation_marks_and_reported_ones_do_not() {
        let (offsets, reading) = (Offsets::new(TEXT), reading_of(TEXT));
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert_eq!(
            citation(source, &reading.quotes[0]),
            "“We will not sail in this weather” — Ola Brandt, in “Ferry operator cancels crossings”, \
             by Ines Varga, 3 November 2026"
        );
        assert!(
            citation(source, &reading.quotes[1])
                .starts_with("Norlink cancelled forty crossings [reported speech] — Ola Brandt, in ")
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let (offsets, mut reading) = (Offsets::new(TEXT), reading_of(TEXT));
        (reading.title, reading.byline, reading.published) = (None, None, None);
        reading.quotes[1].speaker = None;
        let source = Source { text: TEXT, offsets: &offsets, reading: &reading };
        assert_eq!(
            citation(source, &reading.quotes[1]),
            "Norlink cancelled forty crossings [reported speech] — speaker not named"
        );
    }
}
