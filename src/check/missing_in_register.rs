//! Board members without a row in the register.
//!
//! What: somebody a document gives a seat on the board, whom no row of the body's register lists.
//! Why it matters to a secretariat: no dues are asked of them, and no letter reaches them.
//! When it stays silent: no register, a register that lists other people (less than a third of the board), a board
//! whose term is over and that another has followed, and names that may be a row's (name-spelling-differs asks).

use super::body::Body;
use super::look::{Look, Who, end_of_term, is_past};
use super::{Finding, Severity};
use crate::model::Record;
use std::collections::BTreeSet;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let latest: Vec<&Record> = body.latest().collect();
        let mut said: BTreeSet<Who> = BTreeSet::new();
        for &board in body.boards.iter().rev() {
            let current = latest.iter().any(|known| std::ptr::eq(*known, board));
            let runs = end_of_term(board).is_some_and(|(end, _)| !is_past(end, look.as_of));
            if !(current || runs) || !lists(look, body, board) {
                continue;
            }
            for seat in &board.memberships {
                let name = &seat.person.name;
                let known = look.rows(body, name).next().is_some() || look.near(name).is_some();
                if known || !said.insert(look.person(name)) {
                    continue;
                }
                let heads = body.sheets.iter().filter_map(|sheet| sheet.organization.as_ref());
                out.push(
                    Finding::new("person-missing-in-register", Severity::Warning, name.value.clone())
                        .words("person", &name.value)
                        .words("body", &body.name)
                        .at(name.evidence())
                        .at(seat.role.iter().map(|role| role.main()))
                        .against(heads.map(|head| head.name.main())),
                );
            }
        }
    }
}

/// True when the body's registers list the people of the board, or most of them.
pub(super) fn lists(look: &Look<'_>, body: &Body<'_>, board: &Record) -> bool {
    let listed = board.memberships.iter().filter(|seat| look.rows(body, &seat.person.name).next().is_some());
    let listed = listed.count();
    listed > 0 && listed * 3 >= board.memberships.len()
}
