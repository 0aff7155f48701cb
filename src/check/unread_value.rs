//! Cells that could not be understood.
//!
//! What: a date, amount or term in a register that holds an error or words; a part of a file that could not be read.
//! Why it matters to a secretariat: what is not understood is not counted, and nobody would know.
//! When it stays silent: empty cells, and columns that are not read at all.

use super::look::{Look, row_place};
use super::{Finding, Severity, Slot};
use crate::model::{Cited, Evidence, Reading, RowClaim, RuleId};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for sheet in &look.register.records {
        for row in &sheet.rows {
            for (field, words, place) in unread(row) {
                if words.trim().is_empty() {
                    continue;
                }
                out.push(
                    Finding::new("unreadable-value", Severity::Note, words.clone())
                        .slot("field", Slot::Term(field.to_owned()))
                        .words("words", &words)
                        .at([place])
                        .against(row_place(sheet, row).iter()),
                );
            }
        }
    }
    for document in look.sources.iter() {
        for note in document.notes.iter() {
            let Some(span) = note.span else { continue };
            let place = Evidence { source: document.source, span, rule: RuleId::new("ingest.note") };
            out.push(
                Finding::new("unreadable-value", Severity::Note, document.path.clone())
                    .slot("field", Slot::Term("part".to_owned()))
                    .words("words", &note.message)
                    .at([&place]),
            );
        }
    }
}

/// The fields of a row that hold words we could not interpret.
fn unread(row: &RowClaim) -> Vec<(&'static str, String, &Evidence)> {
    let date = |field, cited: &Option<Cited<Reading<_>>>| match cited {
        Some(cited) => match &cited.value {
            Reading::Unread(words) => Some((field, words.clone())),
            Reading::Known(_) => None,
        },
        None => None,
    };
    let mut out = Vec::new();
    for (field, cited) in
        [("joined", &row.joined), ("term-start", &row.term_start), ("term-end", &row.term_end)]
    {
        if let (Some((field, words)), Some(cited)) = (date(field, cited), cited) {
            out.push((field, words, cited.main()));
        }
    }
    for amount in row.amount.iter().chain(&row.balance) {
        if let Reading::Unread(words) = &amount.value {
            out.push(("dues", words.clone(), amount.main()));
        }
    }
    for dues in &row.dues {
        if let Reading::Unread(words) = &dues.value.amount {
            out.push(("dues", words.clone(), dues.main()));
        }
    }
    out
}
