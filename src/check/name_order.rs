//! Names written family name first in one place and given name first in another.
//!
//! What: «مدني زكريا» in a document, «زكرياء مدني» in the register: one person, the same parts, another order.
//! Why it matters to a secretariat: lists are sorted and letters addressed by the first part.
//! When it stays silent: family and given name in cells of their own, and registers where most names are so turned.

use super::look::{Look, row_place};
use super::{Finding, Severity};
use crate::text::key;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let (mut turned, mut straight) = (Vec::new(), 0);
        for seat in body.latest().flat_map(|board| &board.memberships) {
            let name = &seat.person.name;
            let rows =
                look.rows(body, name).filter_map(|(sheet, row)| Some((sheet, row, row.name.as_ref()?)));
            for (sheet, row, listed) in rows.filter(|(_, _, listed)| listed.evidence().count() == 1) {
                if is_turned(&name.value, &listed.value) {
                    let subject = format!("{} / {}", name.value, listed.value);
                    turned.push(
                        Finding::new("name-order-differs", Severity::Note, subject)
                            .words("one", &name.value)
                            .words("other", &listed.value)
                            .at(name.evidence())
                            .against(listed.evidence())
                            .against(row_place(sheet, row).iter()),
                    );
                } else {
                    straight += 1;
                }
            }
        }
        if turned.len() <= straight {
            out.append(&mut turned);
        }
    }
}

/// True when both have the same parts in another order.
fn is_turned(one: &str, other: &str) -> bool {
    let parts = |name: &str| -> Vec<String> { key(name).split_whitespace().map(str::to_owned).collect() };
    let (mut one, mut other) = (parts(one), parts(other));
    if one == other {
        return false;
    }
    one.sort();
    other.sort();
    one == other
}
