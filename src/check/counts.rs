//! Numbers that a document states of things it lists.
//!
//! What: «مكتب من ستة أعضاء» above a list of five people; seventeen founding companies and a register of sixteen.
//! Why it matters to a secretariat: somebody is missing from the list, or the number went into the minutes wrong.
//! When it stays silent: another thing is counted (visitors, votes), only some members are named, one of several
//! numbers fits, or the register lists people rather than the things counted. Like is compared with like.

use super::body::Body;
use super::look::{Look, Who};
use super::{Finding, Severity, Slot};
use crate::model::{Cited, Classification, DeclaredCount, Record};
use std::collections::BTreeSet;

/// What a member register may list a row each of.
const BODIES: &[&str] = &["clubs", "clusters", "companies", "cooperatives", "factories"];

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in &body.boards {
            out.extend(listed(look, body, board));
            out.extend(registered(body, board));
        }
    }
}

/// The people a board lists, each once.
pub(super) fn people(look: &Look<'_>, board: &Record) -> usize {
    let people: BTreeSet<Who> = board.memberships.iter().map(|seat| look.person(&seat.person.name)).collect();
    people.len()
}

/// The declared number of `what` that the list below it contradicts.
pub(super) fn contradicted<'a>(
    board: &'a Record,
    what: &str,
    listed: usize,
) -> Option<&'a Cited<DeclaredCount>> {
    let counts = board.declared_counts.iter().filter(|count| count.value.what == what);
    let first = board.memberships.first().map_or(0, |seat| seat.extent.start());
    let declared = |count: &Cited<DeclaredCount>| count.value.value as usize;
    // Visitors are counted in the same word: a number far from the list speaks of somebody else.
    let near: Vec<_> =
        counts.filter(|count| declared(count) <= listed * 2 && declared(count) * 2 > listed).collect();
    if listed < 3 || near.iter().any(|count| declared(count) == listed) {
        return None;
    }
    near.into_iter().min_by_key(|count| count.main().span.start().abs_diff(first))
}

fn listed(look: &Look<'_>, body: &Body<'_>, board: &Record) -> Option<Finding> {
    let listed = people(look, board);
    let count = contradicted(board, "members", listed)?;
    let names = board.memberships.iter().map(|seat| seat.person.name.main());
    Some(worded("count-mismatch.listed", body, count, listed).against(names))
}

fn worded(wording: &'static str, body: &Body<'_>, count: &Cited<DeclaredCount>, listed: usize) -> Finding {
    Finding::new("count-mismatch", Severity::Warning, count.value.value.to_string())
        .worded(wording)
        .words("body", &body.name)
        .slot("what", Slot::Term(count.value.what.clone()))
        .number("declared", count.value.value as usize)
        .number("listed", listed)
        .at(count.evidence())
        .settled_by(listed.to_string())
}

/// Founders alone are compared with the register: of later assemblies some members stay away.
fn registered(body: &Body<'_>, board: &Record) -> Option<Finding> {
    let founding = board.event.as_ref()?.classification.value == Classification::FoundingAssembly;
    let [sheet] = body.sheets.as_slice() else { return None };
    let rows: Vec<_> =
        sheet.rows.iter().filter(|row| row.organization.is_some() || row.acronym.is_some()).collect();
    if !founding || rows.len() * 5 < sheet.rows.len() * 4 || rows.len() < 3 {
        return None;
    }
    let bodies: BTreeSet<Who> = rows
        .iter()
        .filter_map(|row| row.acronym.as_ref().or(row.organization.as_ref()))
        .map(|name| Who::Spelled(crate::text::key(&name.value)))
        .collect();
    let listed = bodies.len();
    let counts = || board.declared_counts.iter().filter(|count| BODIES.contains(&count.value.what.as_str()));
    let declared = |count: &Cited<DeclaredCount>| count.value.value as usize;
    if counts().any(|count| declared(count) == listed) {
        return None;
    }
    let near = |count: &&Cited<DeclaredCount>| declared(count).abs_diff(listed) * 3 <= listed;
    let count = counts().filter(near).min_by_key(|count| count.main().span.start())?;
    let places = rows.iter().filter_map(|row| row.acronym.as_ref().or(row.organization.as_ref()));
    Some(worded("count-mismatch.register", body, count, listed).against(places.map(|name| name.main())))
}
