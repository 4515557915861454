//! From what a time expression says to the days it means.

use std::fmt;

use time::{Date, Duration, Month, Weekday};

/// Which way a date without a year, or a bare weekday, lies from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// What has happened.
    #[default]
    Past,
    /// What is to come.
    Future,
}

/// A unit that dates are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// Which one of those of its name: "last March", "this March", "next March", or just "March".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Nearest,
    Last,
    This,
    Next,
}

/// What a time expression says, before it is set against the day of publication.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// "August 10, 2015"
    Day(Date),
    /// "August 10"
    DayOfYear(Month, u8),
    /// "September 2013"
    MonthOfYear(i32, Month),
    /// The "3" of "between 3 and 5 May"
    BareDay(u8),
    /// "March", "last March"
    Month(Month, Which),
    /// "2007"
    Year(i32),
    /// "Thursday", "next Thursday"
    Weekday(Weekday, Which),
    /// "Tuesday of last week": a weekday and how many weeks on
    WeekdayOf(Weekday, i32),
    /// "yesterday", "next week", "two years ago": so many units on, as a whole
    Shift(i32, Unit),
    /// "the past 10 days" (negative), "the next two weeks"
    Stretch(i32, Unit),
    /// "in three days": a date only where the sentence looks ahead
    Ahead(Box<When>),
    /// "in March last year": a month, and how many years on
    MonthOfShiftedYear(Month, i32),
    /// "on August 10 last year"
    DayOfShiftedYear(Month, u8, i32),
    /// "from Monday to Wednesday"
    Range(Box<When>, Box<When>),
    /// "since 1999"
    Since(Box<When>),
    /// Said, but not to be told: "decades ago", "the next day", "before Monday"
    Unknown,
}

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Day(Date),
    Month(i32, Month),
    Year(i32),
}

/// From one point to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: Point,
    to: Point,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::Day(date) => write!(f, "{date}"),
            Point::Month(year, month) => write!(f, "{year:04}-{:02}", u8::from(*month)),
            Point::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}/{}", self.from, self.to) }
    }
}

impl From<Point> for Period {
    fn from(point: Point) -> Self {
        Period { from: point, to: point }
    }
}

impl Point {
    fn first_day(self) -> Option<Date> {
        match self {
            Point::Day(date) => Some(date),
            Point::Month(year, month) => Date::from_calendar_date(year, month, 1).ok(),
            Point::Year(year) => Date::from_ordinal_date(year, 1).ok(),
        }
    }

    fn last_day(self) -> Option<Date> {
        match self {
            Point::Day(date) => Some(date),
            Point::Month(year, month) => Date::from_calendar_date(year, month, month.length(year)).ok(),
            Point::Year(year) => Date::from_calendar_date(year, Month::December, 31).ok(),
        }
    }
}

/// A date this far off without its year is more likely on the other side of publication: nobody writes "on 5 October"
/// on 2 October of an event a year ago.
const TOO_FAR: i64 = 300;

/// The days that `when` means.
pub fn period(when: &When, published: Option<Date>, direction: Direction) -> Option<Period> {
    match when {
        When::Day(date) => return Some(Point::Day(*date).into()),
        When::MonthOfYear(year, month) => return Some(Point::Month(*year, *month).into()),
        When::Year(year) => return Some(Point::Year(*year).into()),
        When::Range(from, to) => return range(from, to, published, direction),
        _ => {}
    }
    let today = published?;
    let point = match when {
        When::DayOfYear(month, day) => Point::Day(nearest_day(*month, *day, today, direction)?),
        When::Month(month, which) => nearest_month(*month, *which, today, direction)?,
        When::Weekday(weekday, which) => Point::Day(nearest_weekday(*weekday, *which, today, direction)?),
        When::WeekdayOf(weekday, weeks) => {
            let monday = monday(today)?.checked_add(Duration::weeks(i64::from(*weeks)))?;
            Point::Day(monday.checked_add(Duration::days(i64::from(weekday.number_days_from_monday())))?)
        }
        When::MonthOfShiftedYear(month, years) => Point::Month(today.year().checked_add(*years)?, *month),
        When::DayOfShiftedYear(month, day, years) => {
            Point::Day(Date::from_calendar_date(today.year().checked_add(*years)?, *month, *day).ok()?)
        }
        When::Shift(count, unit) => return shifted(*count, *unit, today, direction),
        When::Stretch(count, unit) => return stretch(*count, *unit, today),
        When::Ahead(when) => {
            return (direction == Direction::Future).then(|| period(when, published, direction)).flatten();
        }
        When::Since(start) => {
            let from = period(start, published, Direction::Past)?.from;
            return ordered(from, Point::Day(today));
        }
        _ => return None,
    };
    Some(point.into())
}

/// Two ends; one that leans on the other ("from Monday to Wednesday") is sought next to it.
fn range(from: &When, to: &When, published: Option<Date>, direction: Direction) -> Option<Period> {
    let leans = |when: &When| {
        matches!(
            when,
            When::DayOfYear(..) | When::Month(_, Which::Nearest) | When::Weekday(_, Which::Nearest)
        )
    };
    let (from, to) = match direction {
        Direction::Past => {
            let to = period(to, published, direction)?.to;
            let anchor = if leans(from) { to.last_day() } else { published };
            (period(from, anchor, Direction::Past)?.from, to)
        }
        Direction::Future => {
            let from = period(from, published, direction)?.from;
            let anchor = if leans(to) { from.first_day() } else { published };
            (from, period(to, anchor, Direction::Future)?.to)
        }
    };
    ordered(from, to)
}

fn ordered(from: Point, to: Point) -> Option<Period> {
    (from.first_day()? <= to.last_day()?).then_some(Period { from, to })
}

fn monday(day: Date) -> Option<Date> {
    day.checked_sub(Duration::days(i64::from(day.weekday().number_days_from_monday())))
}

fn nearest_day(month: Month, day: u8, today: Date, direction: Direction) -> Option<Date> {
    let year = today.year();
    // Eight years hold a 29 February, whatever the century.
    let past = (0..=8).find_map(|back| {
        Date::from_calendar_date(year - back, month, day).ok().filter(|date| *date <= today)
    });
    let future = (0..=8)
        .find_map(|on| Date::from_calendar_date(year + on, month, day).ok().filter(|date| *date >= today));
    let is_far = |date: &Date| (*date - today).whole_days().abs() > TOO_FAR;
    match direction {
        Direction::Past => past.filter(|date| !is_far(date)).or(future.filter(|date| !is_far(date))).or(past),
        Direction::Future => {
            future.filter(|date| !is_far(date)).or(past.filter(|date| !is_far(date))).or(future)
        }
    }
}

fn nearest_month(month: Month, which: Which, today: Date, direction: Direction) -> Option<Point> {
    let (this, wanted) = (i32::from(u8::from(today.month())), i32::from(u8::from(month)));
    let back = (this - wanted).rem_euclid(12);
    let on = (wanted - this).rem_euclid(12);
    let past = if wanted <= this { today.year() } else { today.year() - 1 };
    let future = if wanted >= this { today.year() } else { today.year() + 1 };
    // A month counts 30 days here: the next month's name, said of the past, means the month to come.
    let too_far = |months: i32| i64::from(months) * 30 > TOO_FAR;
    let year = match (which, direction) {
        (Which::This, _) => today.year(),
        (Which::Last, _) => past - i32::from(back == 0),
        (Which::Next, _) => future + i32::from(on == 0),
        (Which::Nearest, Direction::Past) => {
            if too_far(back) {
                future
            } else {
                past
            }
        }
        (Which::Nearest, Direction::Future) => {
            if too_far(on) {
                past
            } else {
                future
            }
        }
    };
    Some(Point::Month(year, month))
}

fn nearest_weekday(weekday: Weekday, which: Which, today: Date, direction: Direction) -> Option<Date> {
    let wanted = i64::from(weekday.number_days_from_monday());
    let this = i64::from(today.weekday().number_days_from_monday());
    let back = (this - wanted).rem_euclid(7);
    let on = (wanted - this).rem_euclid(7);
    let days = match (which, direction) {
        (Which::Last, _) => -(if back == 0 { 7 } else { back }),
        (Which::Next, _) => {
            if on == 0 {
                7
            } else {
                on
            }
        }
        (_, Direction::Past) => -back,
        (_, Direction::Future) => on,
    };
    today.checked_add(Duration::days(days))
}

/// So many whole units on from the one that `today` lies in.
fn shifted(count: i32, unit: Unit, today: Date, direction: Direction) -> Option<Period> {
    let on = i64::from(count);
    match unit {
        Unit::Day => Some(Point::Day(today.checked_add(Duration::days(on))?).into()),
        Unit::Week => {
            let monday = monday(today)?.checked_add(Duration::weeks(on))?;
            ordered(Point::Day(monday), Point::Day(monday.checked_add(Duration::days(6))?))
        }
        Unit::Weekend => {
            let first = monday(today)?.checked_add(Duration::weeks(on) + Duration::days(5))?;
            // On a Wednesday, what happened "at the weekend" happened before it.
            let is_ahead = count == 0 && direction == Direction::Past && first > today;
            let saturday = if is_ahead { first.checked_sub(Duration::weeks(1))? } else { first };
            ordered(Point::Day(saturday), Point::Day(saturday.checked_add(Duration::days(1))?))
        }
        Unit::Month => Some(month_on(today, count)?.into()),
        Unit::Year => Some(year_on(today, count)?.into()),
    }
}

fn month_on(today: Date, count: i32) -> Option<Point> {
    let months = today.year().checked_mul(12)?.checked_add(i32::from(u8::from(today.month())) - 1)?;
    let months = months.checked_add(count)?;
    let month = Month::try_from(u8::try_from(months.rem_euclid(12)).ok()? + 1).ok()?;
    Some(Point::Month(months.div_euclid(12), month))
}

fn year_on(today: Date, count: i32) -> Option<Point> {
    today.year().checked_add(count).filter(|year| (1..=9999).contains(year)).map(Point::Year)
}

/// From today so many units back or on.
fn stretch(count: i32, unit: Unit, today: Date) -> Option<Period> {
    let (here, there) = match unit {
        Unit::Month => (month_on(today, 0)?, month_on(today, count)?),
        Unit::Year => (year_on(today, 0)?, year_on(today, count)?),
        Unit::Day | Unit::Week | Unit::Weekend => {
            let days = i64::from(count) * if unit == Unit::Day { 1 } else { 7 };
            (Point::Day(today), Point::Day(today.checked_add(Duration::days(days))?))
        }
    };
    if count < 0 { ordered(there, here) } else { ordered(here, there) }
}
