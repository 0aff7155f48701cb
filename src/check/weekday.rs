//! The weekday that a document writes beside a date.
//!
//! What: «الأربعاء 24 مارس 2022» although that day was a Thursday.
//! Why it matters to a secretariat: one of the two is wrong, and terms and deadlines count from the date.
//! When it stays silent: no weekday written, or a date of a month or year only.

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::calendar::{Date, Weekday};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for record in &look.register.records {
        let Some(event) = &record.event else { continue };
        let (Some(date), Some(written)) = (&event.start_date, &event.weekday) else { continue };
        let Some(weekday) = date.value.weekday().filter(|&weekday| weekday != written.value) else {
            continue;
        };
        let subject = look.quote(written.main());
        let subject = match look.document(record.source) {
            Some(document) => document.quote(written.main().span.join(date.main().span)),
            None => subject,
        };
        let mut finding = Finding::new("weekday-mismatch", Severity::Error, crate::text::plain(subject))
            .slot("written", Slot::Weekday(written.value))
            .slot("date", Slot::Day(date.value))
            .slot("weekday", Slot::Weekday(weekday))
            .at(written.evidence())
            .against(date.evidence());
        if let Some(nearest) = nearest(date.value, written.value) {
            finding = finding.settled_by(nearest.to_string());
        }
        out.push(finding);
    }
}

/// The day nearest to `date` that is a `weekday`.
fn nearest(date: Date, weekday: Weekday) -> Option<Date> {
    let days = date.days()?;
    let near = [-1, 1, -2, 2, -3, 3].into_iter().filter_map(|step| Date::from_days(days + step));
    near.into_iter().find(|day| day.weekday() == Some(weekday))
}
