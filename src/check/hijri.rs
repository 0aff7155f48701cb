//! A day told in both calendars.
//!
//! What: «27/02/1445هـ الموافق 12/09/2023م» where the two are not one day.
//! Why it matters to a secretariat: terms are counted from one of them, and notices are published by the other.
//! When it stays silent: months in words, a date in one calendar, and two days of difference: months are sighted.

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::calendar::Date;
use crate::model::{Evidence, RuleId};
use crate::text::{Folded, Span};

/// Bytes between two dates that belong together.
const APART: usize = 60;
/// Days by which a sighted month may differ.
const SIGHTED: i64 = 2;

/// A date in figures: year, month, day and where it stands in the folded text.
type Figures = (i32, u8, u8, std::ops::Range<usize>);

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    let mut seen: Vec<(crate::text::SourceId, Span)> = Vec::new();
    for record in look.register.records.iter().filter(|record| record.rows.is_empty()) {
        let Some(document) = look.document(record.source) else { continue };
        let folded = Folded::new(&document.text);
        let dates = figures(folded.as_str());
        for pair in dates.windows(2) {
            let [one, other] = pair else { continue };
            let (hijri, civil) = if one.0 < other.0 { (one, other) } else { (other, one) };
            let near = other.3.start.saturating_sub(one.3.end) <= APART;
            let years = (1300..1550).contains(&hijri.0) && (1880..2100).contains(&civil.0);
            let day = Date::from_hijri(hijri.0, hijri.1, hijri.2).filter(|_| near && years);
            let Some((day, date)) = day.zip(Date::day(civil.0, civil.1, civil.2)) else { continue };
            let apart = day.days().zip(date.days()).map_or(0, |(one, other)| (one - other).abs());
            let span = folded.span(hijri.3.clone());
            if apart <= SIGHTED || seen.contains(&(record.source, span)) {
                continue;
            }
            seen.push((record.source, span));
            let place = |range: &std::ops::Range<usize>| Evidence {
                source: record.source,
                span: folded.span(range.clone()),
                rule: RuleId::new("check.two-calendars"),
            };
            let written = document.quote(span);
            out.push(
                Finding::new("hijri-gregorian-mismatch", Severity::Warning, written)
                    .words("one", written)
                    .slot("other", Slot::Day(date))
                    .at([&place(&hijri.3)])
                    .against([&place(&civil.3)])
                    .settled_by(day.to_string()),
            );
        }
    }
}

/// Every date in figures of a folded text: three numbers between strokes, the year first or last.
fn figures(text: &str) -> Vec<Figures> {
    let mut out = Vec::new();
    let mut numbers: Vec<(i32, std::ops::Range<usize>)> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let joined = numbers.last().is_some_and(|(_, last)| matches!(&text[last.end..start], "/" | "-"));
        if !joined {
            numbers.clear();
        }
        let Ok(number) = text[start..at].parse() else { continue };
        numbers.push((number, start..at));
        if let [(first, from), (month, _), (last, to)] = numbers.as_slice() {
            let (year, day) = if *first > 31 { (*first, *last) } else { (*last, *first) };
            if let (Ok(month), Ok(day)) = (u8::try_from(*month), u8::try_from(day)) {
                out.push((year, month, day, from.start..to.end));
            }
            numbers.clear();
        }
    }
    out
}
