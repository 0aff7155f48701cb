//! Bodies that members come from, told otherwise.
//!
//! What: a document says somebody works for or represents one body, the register names another.
//! Why it matters to a secretariat: the body holds the membership; the wrong one is billed and invited.
//! When it stays silent: one of them names none, the names are in two scripts, share most of their words or an acronym,
//! or the register knows them as one body.

use super::look::{Look, Who, row_place};
use super::{Finding, Severity};
use crate::model::{AffiliationClaim, Cited, RowClaim};
use std::collections::BTreeSet;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut said: BTreeSet<Who> = BTreeSet::new();
        for seat in body.latest().flat_map(|board| &board.memberships) {
            let name = &seat.person.name;
            let rows: Vec<_> = look.rows(body, name).collect();
            let fits = |row: &RowClaim| {
                seat.affiliations.iter().any(|known| known.organization.is_some() && is_one(look, known, row))
            };
            if rows.is_empty() || rows.iter().any(|(_, row)| fits(row)) {
                continue;
            }
            let told = seat.affiliations.iter().filter_map(|known| known.organization.as_ref());
            for organization in told {
                let other = rows.iter().find_map(|&(sheet, row)| {
                    let names = row.organization.iter().chain(&row.acronym);
                    let listed =
                        names.into_iter().find(|listed| differ(look, &organization.value, &listed.value))?;
                    Some((sheet, row, listed))
                });
                let Some((sheet, row, listed)) = other else { continue };
                if !said.insert(look.person(name)) {
                    continue;
                }
                out.push(
                    Finding::new("cluster-differs", Severity::Warning, name.value.clone())
                        .words("person", &name.value)
                        .words("one", &organization.value)
                        .words("other", &listed.value)
                        .at(organization.evidence())
                        .at(name.evidence())
                        .against(listed.evidence())
                        .against(row_place(sheet, row).iter()),
                );
            }
        }
    }
}

/// True when the register, an acronym or most of the words say that both are one body.
fn is_one(look: &Look<'_>, known: &AffiliationClaim, row: &RowClaim) -> bool {
    let told: Vec<&Cited<String>> = known.organization.iter().chain(&known.acronym).collect();
    let listed: Vec<&Cited<String>> = row.organization.iter().chain(&row.acronym).collect();
    told.iter().any(|one| {
        listed.iter().any(|other| {
            look.organization(one) == look.organization(other) || shared(look, &one.value, &other.value)
        })
    })
}

/// True when the shorter name has more than half its own words in the other.
fn shared(look: &Look<'_>, one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> { look.names.body(name).words.into_iter().collect() };
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() * 2 > one.len().min(other.len())
}

/// True when two names are in one script and have no more than half their words in common.
fn differ(look: &Look<'_>, one: &str, other: &str) -> bool {
    look.names.body(one).script == look.names.body(other).script && !shared(look, one, other)
}
