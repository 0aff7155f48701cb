//! Names in a row: three people and more one after the other, in a sentence that fills an organ but gives no seats.
//!
//! In: the parts of a sentence. Out: the same parts, with «كل من» where the row begins. Who is barred stays so; what
//! stands between the names may be commas, «و», votes, brackets and where they come from.

use super::bar::Bar;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::seeds::Look;
use std::ops::Range;

/// Names that make a row.
const LEAST: usize = 3;

/// Words between two names of a row at most, votes among them: «بـ 340 صوتا».
const BETWEEN: usize = 5;

impl Reader<'_> {
    /// `parts` of `sentence` with a mark of listing before a row of names that nothing else announces.
    pub(super) fn with_row(&self, sentence: &Range<usize>, parts: Vec<Part>) -> Vec<Part> {
        let Some(first) = self.row_at(sentence, &parts) else { return parts };
        let at = parts[first].range.start;
        let mut out = parts;
        out.insert(first, Part { label: Label::Each, range: at..at });
        out
    }

    /// Where a row of names begins in `parts`.
    fn row_at(&self, sentence: &Range<usize>, parts: &[Part]) -> Option<usize> {
        let first = parts.iter().position(|part| matches!(part.label, Label::Name { .. }))?;
        let mut bar = Bar::None;
        for at in 0..=first {
            bar = bar.at(self, parts, at);
        }
        // «وتتكون السكرتارية من فلان وعلان وفلانة»: the organ, no seat.
        let organ = |part: &Part| self.lexed.has(part.range.start, self.kinds.organ);
        let announced = parts[..first].iter().any(|part| match part.label {
            Label::Post { .. } => !organ(part),
            _ => matches!(part.label, Label::Each | Label::Relative { .. } | Label::Outgoing),
        });
        if bar.holds() || announced {
            return None;
        }
        let (mut names, mut end, mut depth) = (0, first, 0);
        for (at, part) in parts.iter().enumerate().skip(first) {
            match &part.label {
                Label::Name { .. } if depth == 0 => {
                    names += 1;
                    end = at + 1;
                }
                Label::Open => depth += 1,
                Label::Close if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                Label::Mark('،' | ',' | '-' | '–' | '؛') | Label::Area | Label::Body { .. } => {}
                Label::Other if self.goes_between(&part.range) => {}
                _ => break,
            }
        }
        // A seat behind the row, or a verb of speech, says itself who they are.
        let next = parts.get(end).map(|part| &part.label);
        let seated = matches!(next, Some(Label::Post { .. } | Label::Relative { .. } | Label::Barrier));
        (names >= LEAST && !seated && self.fills_organ(sentence, parts[first].range.start)).then_some(first)
    }

    /// «و», «بـ 340 صوتا», «عن السنة الثانية»: what may stand between two names of a row.
    fn goes_between(&self, range: &Range<usize>) -> bool {
        let joins = range.len() == 1 && self.lexed.looks(range.start, Look::AND);
        let votes = || {
            range.clone().any(|at| self.lexed.kind(at) == Some(crate::text::TokenKind::Number))
                && range.clone().all(|at| !self.lexed.has(at, self.kinds.trigger))
        };
        let from = || {
            range.clone().take(2).any(|at| self.hit_of(at, self.kinds.marker, "from").is_some())
                && range.clone().all(|at| !self.lexed.has(at, self.kinds.stop) || at <= range.start + 1)
        };
        joins || (range.len() <= BETWEEN && (votes() || from()))
    }

    /// True when a verb of election or composition stands before the row or tells right behind what it makes up, and the
    /// sentence speaks of an organ, its seats or the vote.
    pub(super) fn fills_organ(&self, sentence: &Range<usize>, row: usize) -> bool {
        let fills = |id: &&str| self.holds_of(sentence.start..row, self.kinds.trigger, id);
        let acts = ["elect", "appoint", "compose", "hold", "renew"].iter().any(fills)
            || self.holds_of(row..sentence.end, self.kinds.trigger, "compose");
        let seats = || self.cues(sentence.clone()).any(|cue| cue == "seats");
        let lineup = || self.cues(sentence.clone()).any(|cue| cue == "match");
        // «شكلت البلدية لجنة تجار الشارع، وضمت فلانا وعلانا …»
        let founded = || {
            let act =
                sentence.clone().find(|&at| self.is_any(at, self.kinds.trigger, &["appoint", "compose"]));
            act.is_some_and(|act| {
                let committee = self
                    .lexed
                    .each(act..row, self.kinds.domain)
                    .find(|&at| self.hit_of(at, self.kinds.domain, "committee").is_some());
                committee.is_some_and(|at| self.holds_of(at..row, self.kinds.trigger, "compose"))
            })
        };
        // «وتضم اللجنة التي رأت النور في اجتماع حاشد كلا من فلان …»
        let spoken = || {
            let verb = sentence.start;
            self.hit_of(verb, self.kinds.trigger, "compose").is_some()
                && self.hit_of(verb + 1, self.kinds.domain, "committee").is_some()
                && self.lexed.looks(verb + 1, Look::AL)
                && self.cue(verb + 2) != Some("of-the-moment")
                && self.fills_before(verb)
        };
        acts && !lineup()
            && (self.names_organ(sentence.clone())
                || founded()
                || spoken()
                || seats()
                || self.holds_of(sentence.clone(), self.kinds.post, "member")
                || self.holds(sentence.start..row, self.kinds.assembly))
    }
}
