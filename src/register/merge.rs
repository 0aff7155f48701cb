//! Claims about one fact from several places become one [`Stated`].
//!
//! Always holds: no claim is lost; what a human put in comes first, then what most documents say, then what stands
//! first.

use super::values::CORRECTED;
use crate::model::{Cited, Stated};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// All `claims` about one fact, best first.
pub(super) fn stated<T: PartialEq + Clone>(claims: impl IntoIterator<Item = Cited<T>>) -> Stated<T> {
    let mut merged = Stated::default();
    for claim in claims {
        merged.claim(claim);
    }
    let mut claims: Vec<&Cited<T>> = merged.claims().iter().collect();
    if claims.len() < 2 {
        return merged;
    }
    claims.sort_by_key(|claim| {
        let sources: BTreeSet<_> = claim.evidence().map(|known| known.source).collect();
        let corrected = claim.evidence().any(|known| known.rule.as_str() == CORRECTED);
        (Reverse(corrected), Reverse(sources.len()))
    });
    let mut out = Stated::default();
    for claim in claims {
        out.claim(claim.clone());
    }
    out
}

/// Claims that may each stand beside the others: equal ones joined, in the order given.
pub(super) fn listed<T: PartialEq>(claims: impl IntoIterator<Item = Cited<T>>) -> Vec<Cited<T>> {
    let mut out: Vec<Cited<T>> = Vec::new();
    for claim in claims {
        match out.iter().position(|known| known.value == claim.value) {
            Some(at) => {
                let mut known = out.remove(at);
                for evidence in claim.evidence() {
                    known = known.and(evidence.clone());
                }
                out.insert(at, known);
            }
            None => out.push(claim),
        }
    }
    out
}
