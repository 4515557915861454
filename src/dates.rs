//! Dates: finding them in the text, and resolving relative ones against the day of publication.

use time::Month;

/// Shown and written as ISO 8601.
pub use time::Date;

/// The day written as `YYYY-MM-DD`, and nothing else.
pub fn from_iso(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_iso_days_are_read() {
        assert_eq!(from_iso("2015-10-02").map(|date| date.to_string()).as_deref(), Some("2015-10-02"));
        for wrong in [
            "",
            "2015",
            "2015-13-01",
            "2015-02-29",
            "2015-1-2",
            "2015-10-02T00",
            "2 October",
            "20151-0-02",
            "２０１５-10-02",
        ] {
            assert_eq!(from_iso(wrong), None, "{wrong}");
        }
    }
}
