//! The numbers that a text states of things it may also list: «14 تجمعا», «من تسعة أعضاء».

use super::reader::{LineKind, Reader};
use crate::model::{Cited, DeclaredCount};

impl Reader<'_> {
    /// The numbers that the text states of things it may also list, one of each kind and value.
    pub(super) fn declared_counts(&self) -> Vec<Cited<DeclaredCount>> {
        let mut out: Vec<Cited<DeclaredCount>> = Vec::new();
        for found in self.matches_of("count") {
            let line = self.line_of(found.start).and_then(|at| self.lines.get(at));
            if line.is_none_or(|line| line.kind == LineKind::Furniture || found.end > line.end) {
                continue;
            }
            let set = self.seeds.rules()[found.rule].set.get("what").cloned();
            let counted = || self.capture(found, "counted").and_then(|(_, entry)| Some(entry?.id.clone()));
            let Some(what) = set.or_else(counted) else { continue };
            let Some(value) = self.number(found, "value") else { continue };
            let claim = self.cite(DeclaredCount { what, value }, found.start..found.end, self.rule(found));
            if !out.iter().any(|known| known.value == claim.value) {
                out.push(claim);
            }
        }
        out
    }
}
