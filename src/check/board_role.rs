//! People on a board without a seat.
//!
//! What: somebody listed among the members of an organ whose seats are named, with no seat of their own.
//! Why it matters to a secretariat: the letter of notification needs the seat, and so do the authorities.
//! When it stays silent: the document names no seats at all, or gives this one as a plain member.

use super::look::{Look, row_place};
use super::{Finding, Severity};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in &body.boards {
            let seated = board.memberships.iter().filter(|seat| seat.post.is_some()).count();
            if seated < 2 || seated * 2 < board.memberships.len() {
                continue;
            }
            for seat in board.memberships.iter().filter(|seat| seat.post.is_none() && seat.role.is_none()) {
                let name = &seat.person.name;
                let finding = Finding::new("no-board-role", Severity::Warning, name.value.clone())
                    .words("person", &name.value)
                    .words("body", &body.name)
                    .at(name.evidence());
                let row =
                    look.rows(body, name).find_map(|(sheet, row)| Some((sheet, row, row.role.as_ref()?)));
                out.push(match row {
                    Some((sheet, row, role)) => finding
                        .worded("no-board-role.listed")
                        .words("role", &role.value)
                        .against(role.evidence())
                        .against(row_place(sheet, row).iter())
                        .settled_by(role.value.clone()),
                    None => finding,
                });
            }
        }
    }
}
