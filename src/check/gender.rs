//! Women entered as men, and men as women.
//!
//! What: a document calls somebody «نائبة», the register's column says male; or «السيد», and the column says female.
//! Why it matters to a secretariat: the letter would address a woman as a man.
//! When it stays silent: masculine titles for women («نائباً للرئيس», «عضو»), names that either may bear, and
//! genders that only one of them gives.

use super::look::{Look, Who, row_place};
use super::{Finding, Severity, Slot};
use crate::model::{Cited, Gender, MembershipClaim, RowClaim};
use crate::names::Verdict;
use std::collections::BTreeSet;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut said: BTreeSet<Who> = BTreeSet::new();
        let boards = body.boards.iter().rev();
        for seat in boards.flat_map(|board| &board.memberships) {
            let name = &seat.person.name;
            // A row of the other gender is nobody's by the register, though the name is one and the same.
            let near = look.near(name).filter(|near| near.likeness.verdict == Verdict::Same);
            let near = near.map(|near| (near.sheet, near.row));
            for (sheet, row) in look.rows(body, name).chain(near) {
                let Some((one, other)) = disagree(seat, row) else { continue };
                if !said.insert(look.person(name)) {
                    continue;
                }
                out.push(
                    Finding::new("gender-disagreement", Severity::Warning, name.value.clone())
                        .words("person", &name.value)
                        .slot("one", term(one.value))
                        .slot("other", term(other.value))
                        .at(one.evidence())
                        .at(name.evidence())
                        .against(other.evidence())
                        .against(row_place(sheet, row).iter()),
                );
            }
        }
    }
}

fn term(gender: Gender) -> Slot {
    Slot::Term(match gender {
        Gender::Female => "female".to_owned(),
        Gender::Male => "male".to_owned(),
    })
}

/// The two genders, when they differ and neither is a masculine title alone.
pub(super) fn disagree<'a>(
    seat: &'a MembershipClaim,
    row: &'a RowClaim,
) -> Option<(&'a Cited<Gender>, &'a Cited<Gender>)> {
    let (one, other) = (seat.person.gender.as_ref()?, row.gender.as_ref()?);
    if one.value == other.value {
        return None;
    }
    let inside = |gender: &Cited<Gender>, title: Option<&Cited<String>>| {
        title.is_some_and(|title| {
            title.main().span.contains(gender.main().span) || gender.main().span.contains(title.main().span)
        })
    };
    let titled = match (one.value, other.value) {
        (Gender::Male, _) => inside(one, seat.role.as_ref()),
        (_, Gender::Male) => inside(other, row.role.as_ref()),
        _ => false,
    };
    (!titled).then_some((one, other))
}
