//! The numbers that a text states of things it may also list: «14 تجمعا», «من تسعة أعضاء».
//!
//! In: matches of the count rules. Out: one claim for each thing and number. A rule that says what is counted outweighs
//! the bare noun: «بحضور 71 عضوا» counts those who came, not the seats.

use super::reader::{LineKind, Reader};
use crate::model::{Cited, DeclaredCount};
use crate::seeds::{Look, Match};

/// Counts of one text at most.
const MOST: usize = 100;

impl Reader<'_> {
    /// The numbers that the text states of things it may also list, one of each kind and value.
    pub(super) fn declared_counts(&self) -> Vec<Cited<DeclaredCount>> {
        let mut out: Vec<Cited<DeclaredCount>> = Vec::new();
        let told = |found: &Match| self.seeds.rules()[found.rule].set.get("what");
        let said: Vec<usize> = self
            .matches_of("count")
            .filter(|found| told(found).is_some())
            .filter_map(|found| Some(self.capture(found, "value")?.0.start))
            .collect();
        for found in self.matches_of("count") {
            let line = self.line_of(found.start).and_then(|at| self.lines.get(at));
            let furniture = line.is_none_or(|line| line.kind == LineKind::Furniture || found.end > line.end);
            let Some((number, entry)) = self.capture(found, "value") else { continue };
            // «أعضاء لثلاث سنوات»: a number with «ل» belongs to what follows.
            let tied = entry.is_some() && self.lexed.looks(number.start, Look::LI);
            if furniture || tied || out.len() >= MOST {
                continue;
            }
            let what = match told(found) {
                Some(what) => what.clone(),
                None if said.binary_search(&number.start).is_ok() => continue,
                None => match self.capture(found, "counted") {
                    Some((_, Some(entry))) => entry.id.clone(),
                    _ => continue,
                },
            };
            let Some(value) = self.number(found, "value") else { continue };
            let claim = self.cite(DeclaredCount { what, value }, found.start..found.end, self.rule(found));
            if !out.iter().any(|known| known.value == claim.value) {
                out.push(claim);
            }
        }
        out
    }
}
