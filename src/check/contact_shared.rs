//! An address or number that two members share.
//!
//! What: one e-mail address or phone number in the rows of two people of different bodies.
//! Why it matters to a secretariat: a confidential letter reaches somebody else, or a number was typed into the wrong row.
//! When it stays silent: people of one body (a switchboard), and rows that list one person twice.

use super::look::{Look, Who, row_name, row_place};
use super::{Finding, Severity};
use crate::model::{Cited, RowClaim};
use crate::text::{fold, key};
use std::collections::BTreeMap;

/// Digits that tell two phone numbers apart, whatever stands before them.
const TELLING: usize = 8;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for sheet in &look.register.records {
        let mut owners: BTreeMap<String, Vec<(&RowClaim, &Cited<String>)>> = BTreeMap::new();
        for row in &sheet.rows {
            for cell in row.email.iter().chain(&row.phone) {
                owners.entry(comparable(&cell.value)).or_default().push((row, cell));
            }
        }
        for (shared, owners) in owners {
            let Some(&(one, first)) = owners.first().filter(|_| !shared.is_empty()) else { continue };
            let home = |row: &RowClaim| row.organization.as_ref().map(|home| key(&home.value));
            let other = owners.iter().find(|(row, _)| {
                let person =
                    look.listed(row).zip(look.listed(one)).is_some_and(|(row, one)| differ(&row, &one));
                person && (home(row) != home(one) || home(one).is_none())
            });
            let (Some(&(row, second)), Some(name)) = (other, row_name(one)) else { continue };
            let Some(listed) = row_name(row) else { continue };
            out.push(
                Finding::new("email-or-phone-shared", Severity::Note, first.value.clone())
                    .words("words", &first.value)
                    .words("one", &name.value)
                    .words("other", &listed.value)
                    .at(first.evidence())
                    .at(row_place(sheet, one).iter())
                    .against(second.evidence())
                    .against(row_place(sheet, row).iter()),
            );
        }
    }
}

fn differ(one: &Who, other: &Who) -> bool {
    one != other
}

/// An address in small letters, or the last digits of a number; empty for what is neither.
pub(super) fn comparable(value: &str) -> String {
    let folded = fold(value);
    if folded.contains('@') {
        return folded.trim().to_owned();
    }
    let digits: Vec<char> = folded.chars().filter(char::is_ascii_digit).collect();
    match digits.len().checked_sub(TELLING) {
        Some(from) => digits.get(from..).into_iter().flatten().collect(),
        None => String::new(),
    }
}
