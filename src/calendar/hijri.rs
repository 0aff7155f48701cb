//! Hijri days as days of the Gregorian calendar.
//!
//! From 1343 to 1500 by the Umm al-Qura calendar of Saudi Arabia, month lengths as R. H. van Gent collected them from
//! the printed calendars (the same numbers as in the `hijridate` package; ICU's `islamic-umalqura` is never more than
//! two days off, and equal from 1420 to 1450). Before and after by the arithmetic calendar of ICU's `islamic-civil`
//! (30-year cycle, epoch 16 July 622 Julian). Where months are sighted a day can be off by one.

use super::Date;

/// The first year of [`LENGTHS`].
const FIRST: i32 = 1343;

/// Days from 1970-01-01 to the first of Muharram 1343, which was 1924-08-01.
const FIRST_DAY: i64 = -16_589;

/// Of each year from [`FIRST`] on: the days of its months less 28, two bits a month, Muharram lowest.
const LENGTHS: [u32; 158] = [
    0xA8A9A6, 0x666665, 0x9A2766, 0x6969A5, 0x5A69A5, 0x35A666, 0xB2A666, 0x9A6599, 0x9A5666, 0x666666,
    0x9699A6, 0x666999, 0x9A6666, 0x65A665, 0xA66666, 0x69659A, 0x65966A, 0xA66666, 0x666666, 0x666666,
    0xA66666, 0x6A2666, 0xA66666, 0x666666, 0x666666, 0xA66666, 0x69A666, 0x666666, 0xA99966, 0xA65999,
    0x999999, 0xA5A666, 0x696666, 0x666A59, 0xA69996, 0x666666, 0x999999, 0x666666, 0x6659A6, 0x9969A6,
    0x666699, 0x666666, 0x6A65A6, 0xA6665A, 0xA66665, 0x666669, 0xA66666, 0x59A666, 0xA66666, 0xA66665,
    0xA66566, 0x696666, 0x6659A6, 0x9966A6, 0x666699, 0x99A666, 0x699999, 0xA6659A, 0x665999, 0x99666A,
    0x6599A9, 0x966A69, 0x6669A5, 0x9A6666, 0x999999, 0x996666, 0x6599A6, 0x9666A6, 0x59A699, 0x66A696,
    0xA69A59, 0x9A9965, 0x9A6599, 0x996666, 0x599A66, 0x666A66, 0x9A6999, 0x9AA659, 0x9AA565, 0x9A9596,
    0x999666, 0x6659A6, 0x6699A6, 0x9A6999, 0x69A665, 0xA6A596, 0xA69659, 0x999969, 0x966669, 0x5999A9,
    0x6669A6, 0x5A6999, 0x9A6666, 0x999999, 0x9665A6, 0x6596A6, 0x9666A6, 0x599A99, 0x669A66, 0x669999,
    0xA66666, 0x999699, 0x9659A9, 0x5969A9, 0x6666A6, 0x99A699, 0x69A665, 0x699966, 0x66659A, 0x99966A,
    0x6665A9, 0x9999A9, 0x6699A5, 0x9A9996, 0xA69659, 0x9A5966, 0x69659A, 0xA5999A, 0x666699, 0x9A6666,
    0x69A659, 0xA99966, 0xA96599, 0x999666, 0x6659A6, 0x9999A6, 0x5A69A5, 0x6A6696, 0x69A659, 0x699666,
    0x6659A6, 0x99669A, 0x659A99, 0x969A99, 0x5A9A65, 0x9A6996, 0x9A6659, 0x999969, 0x659A69, 0x9669A6,
    0x59A9A5, 0x69A696, 0xA99A59, 0xA66665, 0xA65999, 0x996669, 0x6599A9, 0x9669A6, 0xA66999, 0x9A6665,
    0x9A5996, 0x99965A, 0x66599A, 0x99666A, 0x665A69, 0x999A66, 0x699999, 0xA9965A,
];

impl Date {
    /// The day `day` of month `month` (1 is Muharram) of the Hijri year `year`; `None` when there is no such day.
    ///
    /// The 30th of a month that the calendar gives 29 days is taken for the day after: sighted months differ.
    #[must_use]
    pub fn from_hijri(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
            return None;
        }
        Self::from_days(month_start(year, month) + i64::from(day) - 1)
    }

    /// Year, month (1 is Muharram) and day of the Hijri calendar; `None` for a month or a year, and before year 1.
    #[must_use]
    pub fn to_hijri(self) -> Option<(i32, u8, u8)> {
        let day = self.days()?;
        // A Hijri year has 354.367 days: the guess is off by a year at most.
        let guess = i32::try_from((day + 492_148).checked_mul(1000)?.div_euclid(354_367)).ok()? + 2;
        let year = (guess - 3..=guess).rev().find(|&year| year >= 1 && month_start(year, 1) <= day)?;
        let month = (1..=12).rev().find(|&month| month_start(year, month) <= day)?;
        Some((year, month, u8::try_from(day - month_start(year, month) + 1).ok()?))
    }

    /// The month of the Gregorian calendar in which most of the Hijri month lies.
    #[must_use]
    pub fn from_hijri_month(year: i32, month: u8) -> Option<Self> {
        let (year, month, _) = Self::from_hijri(year, month, 15)?.parts();
        Self::month_only(year, month?)
    }
}

/// Days from 1970-01-01 to the first day of a Hijri month.
fn month_start(year: i32, month: u8) -> i64 {
    let row = usize::try_from(year - FIRST).ok().filter(|&row| row < LENGTHS.len());
    let Some(row) = row else { return civil_start(year, month) };
    let days =
        |lengths: u32, months: u8| (0..months).map(|at| 28 + i64::from(lengths >> (2 * at) & 3)).sum::<i64>();
    let before: i64 = LENGTHS[..row].iter().map(|&lengths| days(lengths, 12)).sum();
    FIRST_DAY + before + days(LENGTHS[row], month - 1)
}

/// The same by the arithmetic calendar.
fn civil_start(year: i32, month: u8) -> i64 {
    // 16 July 622 Julian is 19 July 622 Gregorian, 492 148 days before 1970-01-01.
    const EPOCH: i64 = -492_148;
    let (year, passed) = (i64::from(year), i64::from(month) - 1);
    EPOCH + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 29 * passed + (passed + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is((year, month, day): (i32, u8, u8), iso: &str) {
        let date = Date::from_hijri(year, month, day);
        assert_eq!(date.map(|date| date.to_string()).as_deref(), Some(iso), "{year}-{month}-{day}");
    }

    #[test]
    fn known_days_of_the_umm_al_qura_calendar() {
        is((1343, 1, 1), "1924-08-01");
        is((1441, 9, 1), "2020-04-24");
        is((1445, 1, 1), "2023-07-19");
        is((1446, 9, 1), "2025-03-01");
        is((1447, 1, 1), "2025-06-26");
        is((1500, 12, 30), "2077-11-16");
    }

    #[test]
    fn known_days_of_the_arithmetic_calendar() {
        is((1, 1, 1), "0622-07-19");
        is((1300, 1, 1), "1882-11-12");
    }

    #[test]
    fn days_come_back() {
        for day in (-25_000..45_000).step_by(7) {
            let date = Date::from_days(day).unwrap();
            let (year, month, of_month) = date.to_hijri().unwrap();
            // Printed months of the 1340s may have a 31st.
            let back = Date::from_hijri(year, month, of_month.min(30)).and_then(Date::days);
            assert_eq!(back, Some(day - i64::from(of_month / 31)), "{year}-{month}-{of_month}");
        }
        assert_eq!(Date::parse("2025-03-01").and_then(Date::to_hijri), Some((1446, 9, 1)));
        assert_eq!(Date::parse("2025-03").and_then(Date::to_hijri), None);
    }

    #[test]
    fn no_day_is_skipped() {
        for year in 1300..1550 {
            for month in 1..=12 {
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                let length = month_start(next.0, next.1) - month_start(year, month);
                // Printed months of the 1340s have 28 or 31 days, and the two calendars meet a day apart.
                assert!((28..=31).contains(&length), "{year}-{month}: {length}");
            }
        }
    }

    #[test]
    fn days_that_no_month_has_are_refused() {
        assert_eq!(Date::from_hijri(1445, 13, 1), None);
        assert_eq!(Date::from_hijri(1445, 1, 31), None);
        assert_eq!(Date::from_hijri(0, 1, 1), None);
    }
}
