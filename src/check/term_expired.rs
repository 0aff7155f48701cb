//! Boards that sit beyond their term.
//!
//! What: the term a document states had ended by the day of judgement, and no later document fills the organ.
//! Why it matters to a secretariat: what the board signs may be contested, and an assembly is due.
//! When it stays silent: no term stated, the term still runs, or a later document names the next board. One finding
//! a board, never one a member; a sheet that only repeats an ended term adds nothing.

use super::look::{Look, end_of_term, is_past};
use super::{Finding, Severity, Slot};
use crate::model::Reading;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut said = false;
        for board in body.latest() {
            let Some((end, places)) = end_of_term(board) else { continue };
            said = true;
            if !is_past(end, look.as_of) {
                continue;
            }
            let organ = board.organ.as_ref();
            let subject = organ.map_or_else(|| body.name.clone(), |organ| organ.value.clone());
            out.push(
                Finding::new("term-expired", Severity::Warning, subject.clone())
                    .words("organ", &subject)
                    .words("body", &body.name)
                    .slot("end", Slot::Day(end))
                    .number("seats", board.memberships.len())
                    .at(&places)
                    .against(organ.into_iter().flat_map(|organ| organ.evidence())),
            );
        }
        if said || !body.boards.is_empty() {
            continue;
        }
        // No communiqué tells of the board: the sheet's own columns are all there is.
        for sheet in &body.sheets {
            let ends: Vec<_> = sheet.rows.iter().filter_map(|row| row.term_end.as_ref()).collect();
            let Some(last) = ends.iter().filter_map(|end| end.value.known()).max() else { continue };
            if !is_past(*last, look.as_of) {
                continue;
            }
            let latest = ends.iter().filter(|end| matches!(&end.value, Reading::Known(date) if date == last));
            out.push(
                Finding::new("term-expired", Severity::Warning, body.name.clone())
                    .words("organ", &body.name)
                    .words("body", &body.name)
                    .slot("end", Slot::Day(*last))
                    .number("seats", ends.len())
                    .at(latest.take(1).map(|end| end.main())),
            );
        }
    }
}
