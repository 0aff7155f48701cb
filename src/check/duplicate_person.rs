//! One person twice.
//!
//! What: a document lists somebody twice on one board; two rows of one table of a register list one person, from the
//! same body or with the same office.
//! Why it matters to a secretariat: a seat is counted twice, or dues are asked twice; often another name was lost.
//! When it stays silent: two tables of one register (board and members), one person for two bodies, namesakes.

use super::body::Body;
use super::contact_shared::comparable;
use super::look::{Look, Who, row_place};
use super::pairing::slips;
use super::{Finding, Severity, Slot};
use crate::model::{Cited, MembershipClaim, Record, RowClaim};
use crate::names::{Comparer, Verdict};
use crate::text::key;
use std::collections::BTreeMap;

/// More rows of one body are a list of people, compared by the register alone.
const MANY: usize = 40;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    let mut comparer = Comparer::new(look.names);
    for body in &look.bodies {
        for board in &body.boards {
            out.extend(board.memberships.iter().filter_map(|seat| on_board(body, seat)));
        }
        for sheet in &body.sheets {
            in_register(look, body, sheet, &mut comparer, out);
        }
    }
}

fn on_board(body: &Body<'_>, seat: &MembershipClaim) -> Option<Finding> {
    let name = &seat.person.name;
    let (first, others) = (seat.role.as_ref()?, &seat.other_roles);
    let again = others.iter().any(|other| key(&other.value) != key(&first.value));
    if !again || name.evidence().count() < 2 {
        return None;
    }
    let roles = std::iter::once(first).chain(others).map(|role| Slot::Words(role.value.clone()));
    Some(
        Finding::new("duplicate-person", Severity::Error, name.value.clone())
            .worded("duplicate-person.board")
            .words("person", &name.value)
            .words("body", &body.name)
            .slot("roles", Slot::List(roles.collect()))
            .at([name.main(), first.main()])
            .against(name.evidence().skip(1))
            .against(others.iter().map(|role| role.main())),
    )
}

fn in_register(
    look: &Look<'_>,
    body: &Body<'_>,
    sheet: &Record,
    comparer: &mut Comparer<'_>,
    out: &mut Vec<Finding>,
) {
    let mut groups: BTreeMap<(u16, Who), Vec<&RowClaim>> = BTreeMap::new();
    for row in sheet.rows.iter().filter(|row| row.name.is_some() || row.latin_name.is_some()) {
        let home = row.acronym.as_ref().or(row.organization.as_ref());
        let group = match home {
            Some(home) => Who::Spelled(key(&home.value)),
            None => look.listed(row).unwrap_or(Who::Spelled(String::new())),
        };
        groups.entry((row.table, group)).or_default().push(row);
    }
    for rows in groups.into_values().filter(|rows| rows.len() > 1 && rows.len() <= MANY) {
        for (at, one) in rows.iter().enumerate() {
            let twin = rows.iter().skip(at + 1).find(|other| is_one(look, comparer, one, other));
            let (Some(other), Some(first)) = (twin, one.name.as_ref().or(one.latin_name.as_ref())) else {
                continue;
            };
            let Some(second) = other.name.as_ref().or(other.latin_name.as_ref()) else { continue };
            let subject = if first.value == second.value {
                first.value.clone()
            } else {
                format!("{} / {}", first.value, second.value)
            };
            out.push(
                Finding::new("duplicate-person", Severity::Warning, subject)
                    .worded("duplicate-person.register")
                    .words("person", &first.value)
                    .words("other", &second.value)
                    .words("body", &body.name)
                    .at(first.evidence())
                    .at(row_place(sheet, one).iter())
                    .against(second.evidence())
                    .against(row_place(sheet, other).iter()),
            );
        }
    }
}

/// True when two rows of one body list one person: by the register, by a name that is hardly another, or by one
/// number or address and a name that differs in one part.
fn is_one(look: &Look<'_>, comparer: &mut Comparer<'_>, one: &RowClaim, other: &RowClaim) -> bool {
    if look.listed(one) == look.listed(other) {
        return true;
    }
    let reached = same_contact(&one.phone, &other.phone) || same_contact(&one.email, &other.email);
    let mut like = |one: &Option<_>, other: &Option<_>| -> Option<bool> {
        let (one, other): (&Cited<String>, &Cited<String>) = (one.as_ref()?, other.as_ref()?);
        let likeness = comparer.likeness(&one.value, &other.value);
        Some(likeness.verdict != Verdict::Different || reached && slips(&likeness))
    };
    let arabic = like(&one.name, &other.name);
    let latin = like(&one.latin_name, &other.latin_name);
    let post = one.post.as_ref().zip(other.post.as_ref()).is_none_or(|(one, other)| one.value == other.value);
    arabic.or(latin).unwrap_or(false) && latin.unwrap_or(true) && post
}

/// True when two rows give one number or address.
fn same_contact(one: &Option<Cited<String>>, other: &Option<Cited<String>>) -> bool {
    let key = |cell: &Option<Cited<String>>| {
        cell.as_ref().map(|cell| comparable(&cell.value)).filter(|key| !key.is_empty())
    };
    key(one).is_some_and(|one| key(other) == Some(one))
}
