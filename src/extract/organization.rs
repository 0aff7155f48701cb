//! The body whose board is filled, its other names and its organ.
//!
//! Candidates are names in quotation marks after «تحت اسم» or after a word for a body, and runs of words that begin
//! with such a word; the headline, the assembly and repetition decide.

use super::parts::Mode;
use super::reader::{LineKind, Reader};
use crate::model::{Cited, OrganizationClaim, RuleId};
use crate::text::key;
use std::ops::Range;

/// A name the body may bear.
struct Candidate {
    name: Cited<String>,
    acronym: Option<Cited<String>>,
    key: String,
    score: i32,
    quoted: bool,
    /// Among all candidates, in document order.
    first: usize,
}

impl Reader<'_> {
    /// The body whose board is filled.
    pub(super) fn organization(&self) -> Option<OrganizationClaim> {
        let mut candidates = Vec::new();
        self.quoted_names(&mut candidates);
        self.plain_names(&mut candidates);
        let best = candidates
            .iter()
            .max_by_key(|candidate| (candidate.score, std::cmp::Reverse(candidate.first)))?;
        let mut other_names = Vec::new();
        for candidate in &candidates {
            if candidate.key != best.key && best.quoted && candidate.quoted {
                other_names.push(candidate.name.clone());
            }
        }
        Some(OrganizationClaim { name: best.name.clone(), other_names, acronym: best.acronym.clone() })
    }

    fn quoted_names(&self, out: &mut Vec<Candidate>) {
        for (what, score) in [("organization-name", 3), ("organization-quoted", 2)] {
            for found in self.matches_of(what) {
                for slot in ["name", "other"] {
                    let Some((range, _)) = self.capture(found, slot) else { continue };
                    let score = score + self.standing(range.start);
                    if score > 0 {
                        self.add(out, range, None, score, true, self.rule(found));
                    }
                }
            }
        }
    }

    fn plain_names(&self, out: &mut Vec<Candidate>) {
        let rule = RuleId::new("organization.words");
        for line in self.lines.iter().filter(|line| matches!(line.kind, LineKind::Title | LineKind::Prose)) {
            let mut at = line.start;
            while at < line.end {
                let own = self.hit(at, self.kinds.body).filter(|(_, entry)| entry.flag("own"));
                let Some((hit, _)) = own else {
                    at += 1;
                    continue;
                };
                let until = self.body_end(at, line.end, Mode::Prose);
                let quoted = self.is_mark(hit.end as usize, "\"");
                let until = self.whole_phrase(at, until);
                if until > hit.end as usize && !quoted && !self.is_organ_or_meeting(at) {
                    let (range, acronym) = self.parenthesised_acronym(at..until, line.end);
                    self.add(out, range, acronym, self.standing(at), false, &rule);
                }
                at = until.max(at + 1);
            }
        }
    }

    /// «الجمعية كالآتي» is no name: after a word with the article only definite words and «ل…» name a body.
    fn whole_phrase(&self, start: usize, until: usize) -> usize {
        let definite = self
            .lexed
            .hit(start, self.kinds.body)
            .is_some_and(|hit| hit.features.has(crate::seeds::Features::DEFINITE));
        let next = self.lexed.word(start + 1);
        if definite && !(next.starts_with("ال") || next.starts_with('ل')) { start } else { until }
    }

    fn is_organ_or_meeting(&self, at: usize) -> bool {
        [self.kinds.organ, self.kinds.assembly]
            .into_iter()
            .any(|kind| self.lexed.hit(at, kind).is_some_and(|hit| hit.end > at as u32 + 1))
    }

    /// «الفيدرالية المغربية للنسيج (FMT)»: the bracket after the name holds its acronym.
    fn parenthesised_acronym(&self, range: Range<usize>, end: usize) -> (Range<usize>, Option<Range<usize>>) {
        let at = range.end;
        let fits =
            at + 2 < end && self.is_mark(at, "(") && self.is_latin(at + 1) && self.is_mark(at + 2, ")");
        (range, fits.then_some(at + 1..at + 2))
    }

    /// How telling a place in the text is: the headline, the sentence of the assembly, a list item.
    fn standing(&self, at: usize) -> i32 {
        let Some(line) = self.line_of(at).and_then(|line| self.lines.get(line)) else { return 0 };
        let near = |kind, reach: usize| {
            let from = at.saturating_sub(reach).max(line.start);
            (from..(at + reach + 6).min(line.end)).any(|at| self.lexed.hit(at, kind).is_some())
        };
        let base = match line.kind {
            LineKind::Title => 4,
            LineKind::Item => -3,
            LineKind::Furniture => -9,
            LineKind::Prose => 0,
        };
        let meeting = if near(self.kinds.assembly, 6) { 3 } else { 0 };
        let organ = if near(self.kinds.organ, 3) { 2 } else { 0 };
        base + meeting + organ
    }

    fn add(
        &self,
        out: &mut Vec<Candidate>,
        range: Range<usize>,
        acronym: Option<Range<usize>>,
        score: i32,
        quoted: bool,
        rule: &RuleId,
    ) {
        let name = self.cite(self.bare(range.clone(), self.kinds.body), range.clone(), rule);
        let key = key(name.value.trim_start_matches("ال"));
        let acronym = acronym.map(|range| self.cite_words(range, rule));
        if let Some(known) = out.iter_mut().find(|known| known.key == key) {
            known.score += 1 + score.max(0);
            for evidence in name.evidence() {
                known.name = known.name.clone().and(evidence.clone());
            }
            known.acronym = known.acronym.take().or(acronym);
            return;
        }
        let first = out.len();
        out.push(Candidate { name, acronym, key, score, quoted, first });
    }

    /// The organ that was filled, as written: the first that is named in full.
    pub(super) fn organ(&self) -> Option<Cited<String>> {
        let rule = RuleId::new("organ.words");
        let mut short = None;
        for line in self.lines.iter().filter(|line| matches!(line.kind, LineKind::Prose | LineKind::Title)) {
            for at in line.start..line.end {
                let Some((hit, _)) = self.hit(at, self.kinds.organ) else { continue };
                let range = at..hit.end as usize;
                if range.len() > 1 && line.kind == LineKind::Prose {
                    return Some(self.cite(self.bare(range.clone(), self.kinds.organ), range, &rule));
                }
                short = short.or(Some(range));
            }
        }
        short.map(|range| self.cite(self.bare(range.clone(), self.kinds.organ), range, &rule))
    }
}
