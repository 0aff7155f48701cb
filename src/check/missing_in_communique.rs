//! Office holders of the register whom no document names.
//!
//! What: a row gives somebody a seat on the board, and no document about the board names them; as a note, when an
//! earlier document does and the latest does not.
//! Why it matters to a secretariat: either the minutes are missing, or the register shows a board that never was.
//! When it stays silent: members without an office, members of the general assembly, terms that ended before the
//! latest election, and registers whose roles are those of the members' own bodies.

use super::body::{Body, day};
use super::look::{Look, row_place};
use super::{Finding, Severity, missing_in_register, role};
use crate::model::{MembershipClaim, Record, RowClaim};
use crate::text::key;
use std::collections::BTreeMap;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let Some(latest) = body.latest().last() else { continue };
        if !body.boards.iter().any(|board| missing_in_register::lists(look, body, board)) {
            continue;
        }
        for &sheet in body.sheets.iter().filter(|sheet| body.names_offices(sheet)) {
            let seats = seats(sheet);
            for row in sheet.rows.iter().filter(|row| holds_office(row, latest)) {
                out.extend(of_row(look, body, latest, sheet, row, &seats));
            }
        }
    }
}

/// True when the row gives a seat on the board that had not ended when the latest board was elected.
fn holds_office(row: &RowClaim, latest: &Record) -> bool {
    let end = row.term_end.as_ref().and_then(|end| end.value.known());
    let over = end.zip(day(latest)).is_some_and(|(end, day)| *end <= day);
    let dated = row.term_start.is_some() || row.term_end.is_some();
    let seat = row.post.as_ref().is_some_and(|post| match post.value.0.as_str() {
        "member" => dated,
        "director" | "auditor" | "honorary-president" => false,
        _ => true,
    });
    seat && !over
}

fn of_row(
    look: &Look<'_>,
    body: &Body<'_>,
    latest: &Record,
    sheet: &Record,
    row: &RowClaim,
    seats: &Seats<'_>,
) -> Option<Finding> {
    let name = row.name.as_ref().or(row.latin_name.as_ref())?;
    let on = |board: &Record| look.is_on_board(board, row);
    let asked = body.boards.iter().any(|board| {
        let near = |seat: &MembershipClaim| look.near(&seat.person.name);
        board.memberships.iter().any(|seat| near(seat).is_some_and(|near| std::ptr::eq(near.row, row)))
    });
    // A second row for one seat of one member body is a duplicate, which has a finding of its own.
    let twins = seat_of(row).and_then(|seat| seats.get(&seat)).into_iter().flatten();
    let mut twins = twins.filter(|other| !std::ptr::eq(**other, row));
    let asked = asked || twins.any(|other| on_any(look, body, other));
    if on(latest) || asked || role::replaced(look, body, latest, row).is_some() {
        return None;
    }
    let earlier = body.boards.iter().find(|board| on(board));
    let role = row.role.as_ref()?;
    let severity = if earlier.is_some() { Severity::Note } else { Severity::Warning };
    let wording = if earlier.is_some() {
        "person-missing-in-communique.latest"
    } else {
        "person-missing-in-communique"
    };
    let organ = latest.organ.iter().chain(latest.organization.iter().map(|body| &body.name));
    Some(
        Finding::new("person-missing-in-communique", severity, name.value.clone())
            .worded(wording)
            .words("person", &name.value)
            .words("role", &role.value)
            .words("body", &body.name)
            .at(name.evidence())
            .at(role.evidence())
            .at(row_place(sheet, row).iter())
            .against(organ.take(1).map(|organ| organ.main())),
    )
}

/// The rows of a register by the member body they name and the post they give.
type Seats<'a> = BTreeMap<(String, &'a str), Vec<&'a RowClaim>>;

fn seats(sheet: &Record) -> Seats<'_> {
    let mut out = Seats::new();
    for row in &sheet.rows {
        if let Some(seat) = seat_of(row) {
            out.entry(seat).or_default().push(row);
        }
    }
    out
}

fn seat_of(row: &RowClaim) -> Option<(String, &str)> {
    let home = row.acronym.as_ref().or(row.organization.as_ref())?;
    Some((key(&home.value), row.post.as_ref()?.value.0.as_str()))
}

fn on_any(look: &Look<'_>, body: &Body<'_>, row: &RowClaim) -> bool {
    body.boards.iter().any(|board| look.is_on_board(board, row))
}
