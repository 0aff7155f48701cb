//! A new board while the former one still sits.
//!
//! What: a document elects a board for an organ whose former board, by its own document, had months to go, and the
//! seat of president changes hands.
//! Why it matters to a secretariat: without a resignation or removal on file there are two boards, and two signatures.
//! When it stays silent: the last three months of a term, a document that names who leaves, seats filled one by one.

use super::body::Body;
use super::look::{Look, end_of_term};
use super::{Finding, Severity, Slot};
use crate::calendar::Date;
use crate::model::{Evidence, MembershipClaim, Record};

/// Elections are held this many days before the end.
const EARLY: i64 = 92;
/// A document that fills fewer seats completes a board.
const WHOLE: usize = 3;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for pair in body.boards.windows(2) {
            let [former, later] = pair else { continue };
            out.extend(overlap(look, body, former, later));
        }
    }
}

fn president(board: &Record) -> Option<&MembershipClaim> {
    let is = |seat: &&MembershipClaim| seat.post.as_ref().is_some_and(|post| post.value.0 == "president");
    board.memberships.iter().find(is)
}

fn overlap(look: &Look<'_>, body: &Body<'_>, former: &Record, later: &Record) -> Option<Finding> {
    let (end, places) = end_of_term(former)?;
    let date = later.event.as_ref()?.start_date.as_ref()?;
    let (one, other) = (president(former)?, president(later)?);
    let left = end.days()? - date.value.days()?;
    let began = former.event.as_ref()?.start_date.as_ref()?;
    let same = look.person(&one.person.name) == look.person(&other.person.name);
    let whole = later.memberships.len() >= WHOLE && later.outgoing.is_empty();
    if left <= EARLY || same || !whole || !body.same_organ(former, later) || began.value >= date.value {
        return None;
    }
    let day = |date: Date| Slot::Day(date);
    let (first, second) = (&one.person.name, &other.person.name);
    let against: Vec<&Evidence> = second.evidence().chain(date.evidence()).collect();
    Some(
        Finding::new("term-overlap", Severity::Error, format!("{} / {}", first.value, second.value))
            .words("body", &body.name)
            .words("one", &first.value)
            .words("other", &second.value)
            .slot("end", day(end))
            .slot("start", day(date.value))
            .at(first.evidence())
            .at(&places)
            .against(against),
    )
}
