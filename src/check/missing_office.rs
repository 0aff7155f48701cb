//! Offices that nobody holds.
//!
//! What: a whole board without president, secretary-general or treasurer; a register that shows nobody in an office
//! which a document fills; deputies that the former board had and the new one has no more.
//! Why it matters to a secretariat: without these three no body can act, and a register that lacks one is out of date.
//! When it stays silent: only some seats are named, seats are not named at all, or another finding names the cause.

use super::body::{Body, day};
use super::duplicate_post::SINGLE;
use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::model::{MembershipClaim, PostId, Record};
use std::collections::BTreeSet;

/// A list of fewer named seats is a selection.
const WHOLE: usize = 4;
/// Seats that one board has and the next may have given up.
const DEPUTIES: &[&str] = &["deputy-secretary-general", "deputy-treasurer"];

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in body.latest() {
            out.extend(of_board(body, board));
            out.extend(of_former(body, board));
            out.extend(of_register(look, body, board));
        }
    }
}

fn posts(board: &Record) -> BTreeSet<&str> {
    board.memberships.iter().filter_map(|seat| seat.post.as_ref()).map(|post| post.value.0.as_str()).collect()
}

fn worded(wording: &'static str, severity: Severity, body: &Body<'_>, missing: &[&str]) -> Finding {
    let slots = missing.iter().map(|post| Slot::Post(PostId((*post).to_owned()), None));
    Finding::new("missing-office", severity, missing.join(", "))
        .worded(wording)
        .words("body", &body.name)
        .slot("posts", Slot::List(slots.collect()))
}

fn of_board(body: &Body<'_>, board: &Record) -> Option<Finding> {
    let seated = board.memberships.iter().filter(|seat| seat.post.is_some()).count();
    let known = posts(board);
    // Lists of members around a president and a secretary are whole; lists of a president and deputies are not.
    if seated < WHOLE || seated < board.memberships.len() || known.len() < 3 || !known.contains("president") {
        return None;
    }
    let missing: Vec<&str> = SINGLE.iter().copied().filter(|post| !known.contains(post)).collect();
    let deputised = |post: &&str| known.iter().any(|known| known.ends_with(*post));
    if missing.is_empty() || !missing.iter().all(deputised) && missing.len() > 1 {
        return None;
    }
    let places = board.memberships.iter().filter_map(|seat| seat.role.as_ref()).map(|role| role.main());
    let organ = board.organ.iter().flat_map(|organ| organ.evidence());
    Some(worded("missing-office.board", Severity::Note, body, &missing).at(organ).against(places))
}

/// Deputies the former board had.
fn of_former(body: &Body<'_>, board: &Record) -> Option<Finding> {
    // A document that fills one or two seats completes a board and is none.
    let before = |former: &&&Record| {
        body.same_organ(former, board) && day(former) < day(board) && former.memberships.len() >= WHOLE
    };
    let former = body.boards.iter().rfind(before)?;
    let (then, now) = (posts(former), posts(board));
    let gone = |post: &&str| then.contains(*post) && !now.contains(*post);
    let missing: Vec<&str> = SINGLE.iter().chain(DEPUTIES).copied().filter(gone).collect();
    if missing.is_empty() || now.len() < 3 {
        return None;
    }
    let places = former.memberships.iter().filter_map(|seat| seat.post.as_ref());
    let places = places.filter(|post| missing.contains(&post.value.0.as_str()));
    let organ = board.organ.iter().flat_map(|organ| organ.evidence());
    let seats = board.memberships.iter().filter_map(|seat| seat.post.as_ref()).map(|post| post.main());
    let finding = worded("missing-office.former", Severity::Note, body, &missing).at(organ).at(seats);
    Some(finding.against(places.map(|post| post.main())))
}

/// Offices the document fills and the register shows nobody in.
fn of_register(look: &Look<'_>, body: &Body<'_>, board: &Record) -> Option<Finding> {
    let rows = || body.sheets.iter().flat_map(|sheet| sheet.rows.iter());
    let shown: BTreeSet<&str> =
        rows().filter_map(|row| row.post.as_ref()).map(|post| post.value.0.as_str()).collect();
    if !shown.contains("president") || shown.len() < 2 {
        return None;
    }
    let filled = posts(board);
    let lacking = |post: &&str| filled.contains(*post) && !shown.contains(*post);
    let missing: Vec<&str> = SINGLE.iter().copied().filter(lacking).collect();
    // A role the reader did not understand may be the office.
    let unread = |row: &&crate::model::RowClaim| row.role.is_some() && row.post.is_none();
    if missing.is_empty() || rows().filter(unread).any(|row| look.is_on_board(board, row)) {
        return None;
    }
    let seats = board.memberships.iter().filter_map(|seat| Some((seat, seat.post.as_ref()?)));
    let seats: Vec<_> = seats.filter(|(_, post)| missing.contains(&post.value.0.as_str())).collect();
    // A holder whom the register shows in another seat is a finding of its own, which mends this one too.
    let elsewhere =
        |seat: &MembershipClaim| look.rows(body, &seat.person.name).any(|(_, row)| row.post.is_some());
    if body.sheets.iter().any(|sheet| body.names_offices(sheet))
        && seats.iter().all(|(seat, _)| elsewhere(seat))
    {
        return None;
    }
    let seats = seats.iter().map(|(_, post)| post.main());
    let roles = rows().filter(|row| row.post.is_some()).filter_map(|row| row.role.as_ref());
    let finding = worded("missing-office.register", Severity::Warning, body, &missing);
    Some(finding.at(roles.map(|role| role.main())).against(seats))
}
