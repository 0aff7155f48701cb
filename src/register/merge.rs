//! Claims about one fact from several places become one [`Stated`].
//!
//! Always holds: no claim is lost; what a human put in comes first, then what most documents say, then what stands
//! first.

use super::values::CORRECTED;
use crate::model::{Cited, Evidence, Stated};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// All `claims` about one fact, best first.
pub(super) fn stated<T: PartialEq + Clone>(claims: impl IntoIterator<Item = Cited<T>>) -> Stated<T> {
    let mut claims = listed(claims);
    claims.sort_by_cached_key(|claim| {
        let sources: BTreeSet<_> = claim.evidence().map(|known| known.source).collect();
        let corrected = claim.evidence().any(|known| known.rule.as_str() == CORRECTED);
        (Reverse(corrected), Reverse(sources.len()))
    });
    let mut out = Stated::default();
    claims.into_iter().for_each(|claim| out.claim(claim));
    out
}

/// Claims that may each stand beside the others: equal ones joined, in the order given.
pub(super) fn listed<T: PartialEq>(claims: impl IntoIterator<Item = Cited<T>>) -> Vec<Cited<T>> {
    let mut groups: Vec<(Cited<T>, Vec<Evidence>)> = Vec::new();
    for claim in claims {
        match groups.iter_mut().find(|(known, _)| known.value == claim.value) {
            // A body that thousands of rows name is named in thousands of places: they are joined at once.
            Some((_, places)) => places.extend(claim.evidence().cloned()),
            None => groups.push((claim, Vec::new())),
        }
    }
    groups.into_iter().map(|(claim, places)| claim.also(places)).collect()
}
