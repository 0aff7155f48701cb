//! One seat, two holders.
//!
//! What: a document gives the seat of president, secretary-general or treasurer to two people.
//! Why it matters to a secretariat: the bank and the authorities ask for one signature, and one of the two is wrong.
//! When it stays silent: seats that many hold (vice-presidents, advisers, members), one person named twice, and
//! seats of two organs in one document (their words differ).

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::model::{MembershipClaim, PostId};
use std::collections::{BTreeMap, BTreeSet};

/// Seats that one person holds.
pub(super) const SINGLE: &[&str] = &["president", "secretary-general", "treasurer"];

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in &body.boards {
            let mut holders: BTreeMap<&PostId, Vec<&MembershipClaim>> = BTreeMap::new();
            for seat in &board.memberships {
                if let Some(post) = seat.post.as_ref().filter(|post| SINGLE.contains(&post.value.0.as_str()))
                {
                    holders.entry(&post.value).or_default().push(seat);
                }
            }
            for (post, seats) in holders {
                let people: BTreeSet<_> = seats.iter().map(|seat| look.person(&seat.person.name)).collect();
                let same_words = |seat: &&MembershipClaim| {
                    let width = |seat: &MembershipClaim| seat.role.as_ref().map(|role| words(&role.value));
                    seats.first().is_some_and(|first| width(first) == width(seat))
                };
                if people.len() < 2 || !seats.iter().all(same_words) {
                    continue;
                }
                let gender =
                    seats.iter().find_map(|seat| seat.person.gender.as_ref()).map(|known| known.value);
                let role = seats.iter().find_map(|seat| seat.role.as_ref());
                let subject = role.map_or_else(|| post.0.clone(), |role| role.value.clone());
                let names = seats.iter().map(|seat| Slot::Words(seat.person.name.value.clone()));
                let name_places = seats.iter().map(|seat| seat.person.name.main());
                let posts = seats.iter().filter_map(|seat| seat.post.as_ref()).map(|post| post.main());
                out.push(
                    Finding::new("duplicate-post", Severity::Error, subject)
                        .words("body", &body.name)
                        .slot("post", Slot::Post(post.clone(), gender))
                        .slot("people", Slot::List(names.collect()))
                        .at(name_places)
                        .against(posts),
                );
            }
        }
    }
}

/// How many words a role has: «رئيس المجلس» and «رئيس» are seats of two organs.
fn words(role: &str) -> usize {
    role.split_whitespace().count()
}
