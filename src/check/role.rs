//! Seats that the register gives otherwise.
//!
//! What: a document makes somebody secretary-general, the register shows the same person as deputy; or the register
//! still shows somebody in a seat that the latest document gives to another.
//! Why it matters to a secretariat: one of the two goes on the letterhead and to the bank.
//! When it stays silent: the same seat in other words (gender, article, «نائب أول»), a seat that only one of them
//! gives, members with a task, and registers whose roles are those of the members' own bodies.

use super::body::{Body, day};
use super::duplicate_post::SINGLE;
use super::look::{Look, Who, row_place};
use super::{Finding, Severity};
use crate::model::{MembershipClaim, Record, RowClaim};
use std::collections::BTreeSet;

const VICE: &[&str] = &["vice-president", "first-vice-president", "second-vice-president"];
const PLAIN: &[&str] = &["adviser", "chair-of-committee", "coordinator", "member", "spokesperson"];

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut said: BTreeSet<Who> = BTreeSet::new();
        for board in body.latest() {
            for seat in &board.memberships {
                for (sheet, row) in look.rows(body, &seat.person.name) {
                    let fresh = |finding: &Finding| {
                        finding.code == "role-differs" && said.insert(look.person(&seat.person.name))
                    };
                    out.extend(of_seat(body, seat, board, sheet, row).filter(fresh));
                }
            }
            for &sheet in &body.sheets {
                out.extend(sheet.rows.iter().filter_map(|row| of_replaced(look, body, board, sheet, row)));
            }
        }
        // A seat of an earlier board that the latest does not fill again.
        let latest: Vec<&Record> = body.latest().collect();
        for &board in body.boards.iter().rev() {
            for seat in &board.memberships {
                let name = &seat.person.name;
                let again = latest.iter().any(|known| {
                    known.memberships.iter().any(|other| look.person(&other.person.name) == look.person(name))
                });
                for (sheet, row) in look.rows(body, name).filter(|_| !again) {
                    let finding = of_seat(body, seat, board, sheet, row);
                    out.extend(finding.filter(|_| said.insert(look.person(name))));
                }
            }
        }
    }
}

/// True when two seats can be one, told more or less exactly.
fn agree(one: &str, other: &str) -> bool {
    let both = |list: &[&str]| list.contains(&one) && list.contains(&other);
    one == other
        || both(VICE) && (one == "vice-president" || other == "vice-president")
        || both(PLAIN) && (one == "member" || other == "member")
}

fn of_seat(
    body: &Body<'_>,
    seat: &MembershipClaim,
    board: &Record,
    sheet: &Record,
    row: &RowClaim,
) -> Option<Finding> {
    let (post, listed) = (seat.post.as_ref()?, row.post.as_ref()?);
    let end = row.term_end.as_ref().and_then(|end| end.value.known());
    let over = end.zip(day(board)).is_some_and(|(end, day)| *end <= day);
    let office = body.names_offices(sheet);
    if agree(&post.value.0, &listed.value.0) || listed.value.0 == "director" || over || !office {
        return None;
    }
    let name = &seat.person.name;
    let role = seat.role.as_ref().map_or(post.value.0.as_str(), |role| &role.value);
    let other = row.role.as_ref().map_or(listed.value.0.as_str(), |role| &role.value);
    Some(
        Finding::new("role-differs", Severity::Warning, name.value.clone())
            .words("person", &name.value)
            .words("one", role)
            .words("other", other)
            .at(seat.role.iter().map(|role| role.main()))
            .at(name.evidence())
            .against(row.role.iter().map(|role| role.main()))
            .against(row_place(sheet, row).iter())
            .settled_by(role),
    )
}

/// The seat of the latest board that another person now holds, where the register still shows this one.
pub(super) fn replaced<'b>(
    look: &Look<'_>,
    body: &Body<'_>,
    latest: &'b Record,
    row: &RowClaim,
) -> Option<&'b MembershipClaim> {
    let post = row.post.as_ref().filter(|post| SINGLE.contains(&post.value.0.as_str()))?;
    let before = body.boards.iter().filter(|board| day(board) < day(latest));
    let mut before = before.filter(|board| look.is_on_board(board, row));
    if look.is_on_board(latest, row) || before.next().is_none() {
        return None;
    }
    latest.memberships.iter().find(|seat| seat.post.as_ref().is_some_and(|known| known.value == post.value))
}

fn of_replaced(
    look: &Look<'_>,
    body: &Body<'_>,
    latest: &Record,
    sheet: &Record,
    row: &RowClaim,
) -> Option<Finding> {
    let end = row.term_end.as_ref().and_then(|end| end.value.known());
    if !body.names_offices(sheet) || end.zip(day(latest)).is_some_and(|(end, day)| *end <= day) {
        return None;
    }
    let holder = replaced(look, body, latest, row)?;
    let (name, role) = (row.name.as_ref().or(row.latin_name.as_ref())?, row.role.as_ref()?);
    Some(
        Finding::new("role-differs", Severity::Warning, name.value.clone())
            .worded("role-differs.replaced")
            .words("person", &name.value)
            .words("other", &role.value)
            .words("holder", &holder.person.name.value)
            .at(role.evidence())
            .at(name.evidence())
            .at(row_place(sheet, row).iter())
            .against(holder.person.name.evidence()),
    )
}
