//! Civil dates of stated precision and weekdays.
//!
//! In: numbers. Out: [`Date`], [`Weekday`]. Always holds: a [`Date`] exists in the proleptic Gregorian calendar.
//! The clock is not read here, and month names are seeds.

mod hijri;

use serde::{Deserialize, Serialize};
use std::fmt;

/// A year, a month or a day; written as ISO 8601 of that precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Date {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

/// A day of the week; Monday first, as ISO 8601 counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is no date; write it as 2024-06-30"))
    }
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The lower-case English name, which is also the id of its seed.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// The weekday a seed's id names.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.id() == id)
    }
}

impl Date {
    /// A whole year.
    #[must_use]
    pub fn year_only(year: i32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// A month of a year; `month` counts from 1.
    #[must_use]
    pub fn month_only(year: i32, month: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self {
            year,
            month: Some(month),
            day: None,
        })
    }

    /// A day; `None` when the calendar has no such day.
    #[must_use]
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Self::month_only(year, month)?;
        (1..=days_in_month(year, month)).contains(&day).then_some(Self { day: Some(day), ..date })
    }

    /// The date written `2022`, `2022-03` or `2022-03-24`.
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let year = parts.next()?;
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let mut two = || match parts.next() {
            None => Some(None),
            Some(text) if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse::<u8>().ok().map(Some)
            }
            Some(_) => None,
        };
        let (month, day) = (two()?, two()?);
        match (month, day) {
            (None, _) => Self::year_only(year),
            (Some(month), None) => Self::month_only(year, month),
            (Some(month), Some(day)) if parts.next().is_none() => Self::day(year, month, day),
            _ => None,
        }
    }

    /// Year, month (1..=12) and day of the month, where stated.
    #[must_use]
    pub fn parts(self) -> (i32, Option<u8>, Option<u8>) {
        (self.year, self.month, self.day)
    }

    /// Days since 1970-01-01; `None` unless the date is precise to the day.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        let (month, day) = (i64::from(self.month?), i64::from(self.day?));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// The day that lies `days` after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::day(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The weekday; `None` unless the date is precise to the day.
    #[must_use]
    pub fn weekday(self) -> Option<Weekday> {
        let index = (self.days()? + 3).rem_euclid(7);
        Weekday::ALL.get(usize::try_from(index).ok()?).copied()
    }

    /// The same day `years` later; 29 February becomes 28 where the year has none.
    #[must_use]
    pub fn plus_years(self, years: i32) -> Self {
        let year = self.year + years;
        let day = self.day.zip(self.month).map(|(day, month)| day.min(days_in_month(year, month)));
        Self { year, day, ..self }
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_founding_day_was_a_thursday() {
        assert_eq!(Date::day(2022, 3, 24).and_then(Date::weekday), Some(Weekday::Thursday));
    }

    #[test]
    fn days_go_there_and_back() {
        for days in (-200_000..200_000).step_by(37) {
            assert_eq!(Date::from_days(days).and_then(Date::days), Some(days));
        }
    }

    #[test]
    fn reduced_precision_is_written_as_such() {
        for iso in ["2022", "2022-03", "2022-03-24"] {
            assert_eq!(Date::parse(iso).map(|date| date.to_string()).as_deref(), Some(iso));
        }
        assert_eq!(Date::parse("2022-02-30"), None);
        assert_eq!(Date::parse("2022-3-4"), None);
    }
}
