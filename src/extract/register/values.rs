//! What a cell says as a date, an amount, a phone number.
//!
//! Always holds: what cannot be read is handed back as its words; an empty, faulty or uncomputed cell is never 0.

use super::lore::Lore;
use super::phrases::{Piece, pieces};
use crate::calendar::Date;
use crate::document::CellKind;
use crate::text::{TokenKind, fold};

/// How a column orders day and month where both orders are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A date and, when it was written in the Hijri calendar, its parts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) hijri: Option<(i32, u8, u8)>,
}

impl Day {
    fn civil(date: Date) -> Self {
        Self { date, hijri: None }
    }
}

/// The date that a cell says.
pub(super) fn day(text: &str, kind: CellKind, order: Order, lore: &Lore) -> Option<Day> {
    let text = text.trim();
    match kind {
        CellKind::Date => return Date::parse(text.get(..10)?).map(Day::civil),
        CellKind::Error | CellKind::Uncomputed | CellKind::Boolean => return None,
        CellKind::Text | CellKind::Number => {}
    }
    let pieces = pieces(text);
    let numbers: Vec<i32> = pieces
        .iter()
        .filter(|piece| piece.kind == TokenKind::Number)
        .map(|piece| piece.text.parse().ok())
        .collect::<Option<_>>()?;
    // The letters that mark an era, «هـ» and «م», say no month.
    let named = |piece: &&Piece| piece.kind == TokenKind::Word && piece.text.chars().count() > 1;
    let words: Vec<&str> = pieces.iter().filter(named).map(|piece| piece.text.as_str()).collect();
    let month = (1..=words.len().min(3))
        .rev()
        .find_map(|len| words.windows(len).find_map(|window| lore.month(&window.join(" "))));
    if let Some(month) = month {
        let (&first, &last) = (numbers.first()?, numbers.last()?);
        let hijri = month.hijri || (1300..1500).contains(&last);
        return match numbers.len() {
            1 if !hijri && (1900..=2100).contains(&last) => {
                Date::month_only(last, month.number).map(Day::civil)
            }
            2 if (1..=31).contains(&first) => dated(full(last), month.number, first, hijri),
            2 if (1..=31).contains(&last) => dated(first, month.number, last, hijri),
            _ => None,
        };
    }
    match *numbers.as_slice() {
        // A serial number of a date without a date's format: 1954 to 2119.
        [serial] if words.is_empty() && (20_000..80_000).contains(&serial) && plain(text) => {
            Date::from_days(i64::from(serial) - 25_569).map(Day::civil)
        }
        [compact] if words.is_empty() && (19_000_101..=21_001_231).contains(&compact) => {
            dated(compact / 10_000, u8::try_from(compact / 100 % 100).ok()?, compact % 100, false)
        }
        [year] if (1900..=2100).contains(&year) => Date::year_only(year).map(Day::civil),
        [a, b, c, ..] => {
            let (year, month, day) = if a >= 1000 {
                (a, b, c)
            } else if b > 12 || (order == Order::MonthFirst && a <= 12) {
                (full(c), a, b)
            } else {
                (full(c), b, a)
            };
            dated(year, u8::try_from(month).ok()?, day, (1300..1500).contains(&year))
        }
        [month, year] if (1..=12).contains(&month) && (1900..=2100).contains(&year) => {
            Date::month_only(year, u8::try_from(month).ok()?).map(Day::civil)
        }
        _ => None,
    }
}

fn plain(text: &str) -> bool {
    !text.contains(['/', '-', '.'])
}

/// A year written with two digits.
fn full(year: i32) -> i32 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}

fn dated(year: i32, month: u8, day: i32, hijri: bool) -> Option<Day> {
    let day = u8::try_from(day).ok()?;
    if hijri {
        let date = Date::from_hijri(year, month, day)?;
        return Some(Day { date, hijri: Some((year, month, day)) });
    }
    Date::day(year, month, day).filter(|_| (1800..=2200).contains(&year)).map(Day::civil)
}

/// The order of day and month that a column's texts agree on.
pub(super) fn order<'t>(texts: impl Iterator<Item = &'t str>) -> Order {
    let (mut day, mut month) = (0, 0);
    for text in texts {
        let folded = fold(text);
        let parts: Vec<u32> =
            folded.split(['/', '-', '.']).filter_map(|part| part.trim().parse().ok()).collect();
        if let &[a, b, c] = parts.as_slice()
            && a < 1000
            && c >= 32
        {
            day += u32::from(a > 12);
            month += u32::from(b > 12);
        }
    }
    if month > 0 && day == 0 { Order::MonthFirst } else { Order::DayFirst }
}

/// The amount that a cell says, currency words left out.
pub(super) fn amount(text: &str, kind: CellKind, lore: &Lore) -> Option<f64> {
    match kind {
        CellKind::Number => return text.parse().ok(),
        CellKind::Text => {}
        _ => return None,
    }
    let mut digits = String::new();
    for piece in pieces(text) {
        match piece.kind {
            TokenKind::Number => digits.push_str(&piece.text),
            TokenKind::Mark if matches!(piece.text.as_str(), "." | "," | "٬" | "،" | "-" | "'") => {
                digits.push_str(&piece.text);
            }
            TokenKind::Mark => {}
            _ if lore.is_filler(&piece.text) => {}
            _ => return None,
        }
    }
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, digits),
    };
    let digits = digits.trim_end_matches(['-', ',', '.', '،']).replace(['\'', '٬'], "").replace('،', ",");
    if !digits.contains(|c: char| c.is_ascii_digit()) || digits.contains('-') {
        return None;
    }
    // The last separator is the decimal one unless exactly three digits follow it.
    let plain = match digits.rfind(['.', ',']) {
        None => digits,
        Some(at) => {
            let (whole, fraction) = (digits[..at].replace(['.', ','], ""), &digits[at + 1..]);
            let repeated = digits.matches(digits.as_bytes()[at] as char).count() > 1;
            if (fraction.len() == 3 && (whole != "0")) || repeated {
                format!("{whole}{fraction}")
            } else {
                format!("{whole}.{fraction}")
            }
        }
    };
    plain.parse().ok().map(|value: f64| if negative { -value } else { value })
}

/// A phone number as its digits, with a leading + when it is written; `None` when the cell holds something else.
pub(super) fn phone(text: &str, kind: CellKind) -> Option<String> {
    if matches!(kind, CellKind::Error | CellKind::Uncomputed | CellKind::Date | CellKind::Boolean)
        || text.starts_with('=')
    {
        return None;
    }
    let folded = fold(text);
    // Of several numbers in one cell the first.
    let first =
        folded.split(['/', '\n', ';', ',', '،']).find(|part| part.contains(|c: char| c.is_ascii_digit()))?;
    let mut out = String::new();
    for c in first.chars() {
        match c {
            '0'..='9' => out.push(c),
            '+' if out.is_empty() => out.push(c),
            ' ' | '-' | '.' | '(' | ')' | '\'' | '\u{00A0}' => {}
            _ if out.is_empty() => {}
            _ => break,
        }
    }
    (out.chars().filter(char::is_ascii_digit).count() >= 4).then_some(out)
}
