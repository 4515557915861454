//! Time expressions found in realistic sentences, and what they resolve to.

use dateline::dates::{self, Date, Direction};
use dateline::text::Span;
use time::Month;

/// A Friday.
fn published() -> Option<Date> {
    Date::from_calendar_date(2015, Month::October, 2).ok()
}

fn read(text: &str, published: Option<Date>, direction: Direction) -> Vec<(String, Option<String>)> {
    dates::find(text, Span::new(0, text.len()))
        .into_iter()
        .map(|found| (found.span.of(text).to_string(), found.resolve(published, direction)))
        .collect()
}

/// The one expression in `text` and its date; "-" where it has none.
fn only(text: &str, direction: Direction) -> (String, String) {
    let found = read(text, published(), direction);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    (found[0].0.clone(), found[0].1.clone().unwrap_or_else(|| "-".to_string()))
}

fn assert_past(cases: &[(&str, &str, &str)]) {
    for (text, words, date) in cases {
        assert_eq!(only(text, Direction::Past), (words.to_string(), date.to_string()), "{text}");
    }
}

fn assert_future(cases: &[(&str, &str, &str)]) {
    for (text, words, date) in cases {
        assert_eq!(only(text, Direction::Future), (words.to_string(), date.to_string()), "{text}");
    }
}

#[test]
fn weekdays_count_back_from_publication() {
    assert_past(&[
        ("The minister resigned on Thursday.", "Thursday", "2015-10-01"),
        ("The minister resigned on Friday.", "Friday", "2015-10-02"),
        ("Rebels attacked the post Monday night, killing two.", "Monday night", "2015-09-28"),
        ("They met last Friday in Geneva.", "last Friday", "2015-09-25"),
        ("Saturday’s vote was peaceful.", "Saturday", "2015-09-26"),
        ("He was freed on Tuesday last week.", "Tuesday last week", "2015-09-22"),
        ("Votes were counted on Monday and Tuesday.", "Monday and Tuesday", "2015-09-28/2015-09-29"),
        ("Strikes went on from Monday to Wednesday.", "from Monday to Wednesday", "2015-09-28/2015-09-30"),
        ("Roads have been shut since Monday.", "since Monday", "2015-09-28/2015-10-02"),
        ("The shop opened on Black Friday.", "Black Friday", "-"),
    ]);
}

#[test]
fn the_future_is_sought_ahead() {
    assert_future(&[
        ("The court will rule on Thursday.", "Thursday", "2015-10-08"),
        ("The court will rule on Friday.", "Friday", "2015-10-02"),
        ("The court will rule next Friday.", "next Friday", "2015-10-09"),
        ("Elections will be held in March.", "March", "2016-03"),
        ("The summit will open on November 5.", "November 5", "2015-11-05"),
        ("The ceasefire will start in three days.", "in three days", "2015-10-05"),
        ("Troops will leave within two weeks.", "within two weeks", "2015-10-02/2015-10-16"),
        ("He is to visit Kabul tomorrow.", "tomorrow", "2015-10-03"),
        ("The dam will be full by the end of the year.", "the end of the year", "2015"),
        ("The vote is due next month.", "next month", "2015-11"),
        ("Talks will run from Monday to Wednesday.", "from Monday to Wednesday", "2015-10-05/2015-10-07"),
        ("The talks will go on for the next two weeks.", "the next two weeks", "2015-10-02/2015-10-16"),
    ]);
}

#[test]
fn days_and_months_of_the_calendar() {
    assert_past(&[
        ("The patrols began on August 10 near the border.", "August 10", "2015-08-10"),
        ("He died on 10 August 2014.", "10 August 2014", "2014-08-10"),
        ("He died on the 10th of August, 2014.", "the 10th of August, 2014", "2014-08-10"),
        ("She was born on Aug. 10, 1960.", "Aug. 10, 1960", "1960-08-10"),
        ("Friday, August 21, 2015", "Friday, August 21, 2015", "2015-08-21"),
        ("The ship sank on Dec. 12.", "Dec. 12", "2014-12-12"),
        ("A vote was set for Nov. 12.", "Nov. 12", "2015-11-12"),
        ("The plot was foiled on 5 May last year.", "5 May last year", "2014-05-05"),
        ("The bill passed in September 2013.", "September 2013", "2013-09"),
        ("The mine closed in March.", "March", "2015-03"),
        ("The mine closed in December.", "December", "2014-12"),
        ("The mine closed last October.", "last October", "2014-10"),
        ("The mine closed in March last year.", "March last year", "2014-03"),
        ("Protests were held from 3 to 5 May.", "from 3 to 5 May", "2015-05-03/2015-05-05"),
        ("Protests were held between 3 and 5 May 2012.", "between 3 and 5 May 2012", "2012-05-03/2012-05-05"),
        ("The poll of May 3-5, 2012 was wrong.", "May 3-5, 2012", "2012-05-03/2012-05-05"),
        ("It rained between March and June 2012.", "between March and June 2012", "2012-03/2012-06"),
        ("The file is dated 2015-09-11.", "2015-09-11", "2015-09-11"),
        ("It was shelled on Christmas Eve.", "Christmas Eve", "2014-12-24"),
        ("They wed on February 31, 2015.", "February 31, 2015", "-"),
    ]);
}

#[test]
fn years() {
    assert_past(&[
        ("In 2007 she left the ship.", "2007", "2007"),
        ("The system was planned after the 2004 tsunami.", "the 2004", "2004"),
        ("He left the party before 2004.", "before 2004", "-"),
        ("They were tasked in 1997 and 1998 with repairs.", "1997 and 1998", "1997/1998"),
        ("The war of 1997-98 left thousands dead.", "1997-98", "1997/1998"),
        ("They have been in jail since 1999.", "since 1999", "1999/2015-10-02"),
        ("He ruled through the 1990s.", "the 1990s", "-"),
        ("A 2014 study said so.", "2014", "2014"),
        ("The team won this year.", "this year", "2015"),
    ]);
}

#[test]
fn counted_from_publication() {
    assert_past(&[
        ("Rain fell in the past 10 days.", "the past 10 days", "2015-09-22/2015-10-02"),
        ("He spoke yesterday evening.", "yesterday evening", "2015-10-01"),
        ("They landed in Oslo, Norway, today.", "today", "2015-10-02"),
        ("The bomb went off the day before yesterday.", "the day before yesterday", "2015-09-30"),
        ("Last week Chad cut the fees.", "Last week", "2015-09-21/2015-09-27"),
        ("It was held this week.", "this week", "2015-09-28/2015-10-04"),
        ("A camp was raided at the weekend.", "the weekend", "2015-09-26/2015-09-27"),
        ("A camp was raided earlier this month.", "earlier this month", "2015-10"),
        ("The dam burst two days ago.", "two days ago", "2015-09-30"),
        ("The dam burst three weeks ago.", "three weeks ago", "2015-09-07/2015-09-13"),
        ("The dam burst five months ago.", "five months ago", "2015-05"),
        ("The dam burst ten years ago.", "ten years ago", "2005"),
        ("The dam burst decades ago.", "decades ago", "-"),
        ("The dam burst a few days ago.", "a few days ago", "-"),
        ("The dam burst and two days later the bridge fell.", "two days later", "-"),
    ]);
}

#[test]
fn words_that_only_look_like_dates() {
    for text in [
        "He may march on the capital.",
        "Theresa May said so.",
        "April Jones spoke to USA Today.",
        "The police killed 2000 people.",
        "About 1950 civilians fled.",
        "The Sunday Times reported it.",
        "He served three years in jail.",
        "They sat in the sun for hours.",
        "The score was 5-3 after 90 minutes.",
    ] {
        assert_eq!(read(text, published(), Direction::Past), [], "{text}");
    }
}

#[test]
fn without_publication_only_whole_dates_resolve() {
    let text = "On Thursday, as on 10 August 2014 and last week, shots were fired in June 2015.";
    let dates: Vec<Option<String>> =
        read(text, None, Direction::Past).into_iter().map(|(_, date)| date).collect();
    let known = |date: &str| Some(date.to_string());
    assert_eq!(dates, [None, known("2014-08-10"), None, known("2015-06")]);
}

#[test]
fn hostile_text_is_survived() {
    let far = Date::MAX;
    for text in [
        "next year the past 9999 years 9999 weeks ago tomorrow Friday in December within 9999 months",
        "99999-99-99 0000-00-00 February 29, 2015 June 99999 in 99999999999999999999",
        "from between since before the the the last next this of 1 2 3 4 5",
        "\u{202e}May\u{301} 5’s “’’’s 1’s",
    ] {
        for direction in [Direction::Past, Direction::Future] {
            for published in [None, Some(far), Some(Date::MIN), published()] {
                read(text, published, direction);
            }
        }
    }
    assert_eq!(read(&"\n".repeat(1_000_000), published(), Direction::Past), []);
    assert_eq!(read(&"9".repeat(1_000_000), published(), Direction::Past), []);
    assert_eq!(read(&"a".repeat(1_000_000), published(), Direction::Past), []);
}
