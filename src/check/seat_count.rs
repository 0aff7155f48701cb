//! The size of an organ against the people who fill it.
//!
//! What: an organ of nine seats, of which the document fills seven or ten.
//! Why it matters to a secretariat: a vacant seat must be filled, and one too many makes the election void.
//! When it stays silent: no number of seats is stated, a number fits, only some holders are named, or
//! the number of members is stated too (count-mismatch compares that one).

use super::look::Look;
use super::{Finding, Severity, counts};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in &body.boards {
            let listed = counts::people(look, board);
            // Beside a number of members, seats are those contested: «12 مقعدا» of a board of fifteen.
            if board.declared_counts.iter().any(|count| count.value.what == "members") {
                continue;
            }
            let Some(count) = counts::contradicted(board, "seats", listed) else { continue };
            let subject = board.organ.as_ref().map_or(&body.name, |organ| &organ.value);
            out.push(
                Finding::new("seat-count-disagrees-with-organ-size", Severity::Warning, subject.clone())
                    .words("body", &body.name)
                    .number("declared", count.value.value as usize)
                    .number("listed", listed)
                    .at(count.evidence())
                    .against(board.memberships.iter().map(|seat| seat.person.name.main()))
                    .settled_by(listed.to_string()),
            );
        }
    }
}
