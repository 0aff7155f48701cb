//! Names that may be one person's or two people's.
//!
//! What: a board member and a row of the register whose names are alike in every part and yet differ by more than
//! spelling («امحمد» and «محمد»), or are likelier one name than two.
//! Why it matters to a secretariat: letters, dues and votes go to the right person only if somebody asks.
//! When it stays silent: usual spellings (hamza, «بن», French transcriptions), other names, people whose row is certain.

use super::look::{Look, Who, row_place};
use super::pairing::all_alike;
use super::{Finding, Severity, Slot, gender};
use crate::model::{Cited, Record, RowClaim};
use crate::names::{Likeness, Verdict};
use std::collections::BTreeSet;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut asked: BTreeSet<Who> = BTreeSet::new();
        let boards = body.boards.iter().rev();
        for seat in boards.flat_map(|board| &board.memberships) {
            let name = &seat.person.name;
            if let Some(near) = look.near(name) {
                // One name and two genders: the gender is what is odd.
                let same = near.likeness.verdict == Verdict::Same;
                if same && gender::disagree(seat, near.row).is_some() {
                    continue;
                }
                if asked.insert(look.person(near.name)) {
                    out.push(worded(name, near.name, &near.likeness, near.sheet, near.row));
                }
                continue;
            }
            let rows =
                look.rows(body, name).filter_map(|(sheet, row)| Some((sheet, row, row.name.as_ref()?)));
            for (sheet, row, listed) in rows {
                let likeness = look.names.likeness(&name.value, &listed.value);
                let doubtful = likeness.verdict != Verdict::Same && all_alike(&likeness);
                if doubtful && asked.insert(look.person(listed)) {
                    out.push(worded(name, listed, &likeness, sheet, row));
                }
            }
        }
    }
}

fn worded(
    name: &Cited<String>,
    listed: &Cited<String>,
    likeness: &Likeness,
    sheet: &Record,
    row: &RowClaim,
) -> Finding {
    let reasons = likeness.reasons.iter().map(|reason| Slot::Words(reason.to_string())).collect();
    Finding::new("name-spelling-differs", Severity::Warning, format!("{} / {}", listed.value, name.value))
        .words("one", &name.value)
        .words("other", &listed.value)
        .slot("reasons", Slot::List(reasons))
        .at(name.evidence())
        .against(listed.evidence())
        .against(row_place(sheet, row).iter())
}
