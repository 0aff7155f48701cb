//! Which parts stand around a part, as signs.
//!
//! In: the parts of a line. Out: the signs of one of them: what stands right beside it, and the nearest that say more than
//! a name or mark.

use super::seen::{Hashed, Note};
use crate::extract::parts::{Label, Part};

/// The word for a label.
pub(super) fn called(label: &Label) -> &'static str {
    match label {
        Label::Name { .. } => "name",
        Label::Post { .. } => "post",
        Label::Relative { .. } => "relative",
        Label::Title { .. } => "title",
        Label::Body { .. } => "body",
        Label::Area => "area",
        Label::Portfolio { .. } => "portfolio",
        Label::Field => "field",
        Label::InPost => "in-post",
        Label::Each => "each",
        Label::Respectively => "respectively",
        Label::Acting => "acting",
        Label::Outgoing => "outgoing",
        Label::Barrier => "barrier",
        Label::Trigger => "trigger",
        Label::Open => "open",
        Label::Close => "close",
        Label::Mark(_) => "mark",
        Label::Other => "words",
    }
}

/// The seat that a label names.
pub(super) fn seat(label: &Label) -> &str {
    match label {
        Label::Post { id, .. } => &id.0,
        _ => "",
    }
}

/// How signs begin that tell which parts stand around one.
pub(super) struct Patterns {
    told_before: Hashed<'static>,
    told_after: Hashed<'static>,
    parts_before: Hashed<'static>,
    parts_after: Hashed<'static>,
    parts_beside: Hashed<'static>,
    nothing: [Hashed<'static>; 2],
}

impl Patterns {
    pub(super) fn new() -> Self {
        Self {
            told_before: Hashed::of("told-before"),
            told_after: Hashed::of("told-after"),
            parts_before: Hashed::of("parts-before"),
            parts_after: Hashed::of("parts-after"),
            parts_beside: Hashed::of("parts-beside"),
            nothing: [Hashed::of(""), Hashed::of("")],
        }
    }

    /// Which `parts` stand around part `at`: those right beside it, and the nearest that say more than a name or mark;
    /// `said` is what each is called.
    pub(super) fn around(
        &self,
        parts: &[&Part],
        said: &[[Hashed<'_>; 2]],
        at: usize,
        note: &mut impl Note,
    ) -> [u64; 7] {
        let plain = |at: &usize| {
            !matches!(parts[*at].label, Label::Name { .. } | Label::Mark(_) | Label::Open | Label::Close)
        };
        let one = |part: Option<usize>| part.and_then(|at| said.get(at)).copied().unwrap_or(self.nothing);
        let mut before = (at.saturating_sub(6)..at).rev().filter(plain);
        let mut after = (at + 1..parts.len().min(at + 7)).filter(plain);
        let ([a, b], [c, d]) = (one(before.next()), one(before.next()));
        let ([e, f], [g, h]) = (one(after.next()), one(after.next()));
        let beside = |away: isize| one(at.checked_add_signed(away));
        let ([i, j], [k, l]) = (beside(-1), beside(-2));
        let ([m, n], [o, p]) = (beside(1), beside(2));
        [
            note.hashed([self.told_before, a, b]),
            note.hashed([self.told_before, c, d, a, b]),
            note.hashed([self.told_after, e, f]),
            note.hashed([self.told_after, e, f, g, h]),
            note.hashed([self.parts_before, k, l, i, j]),
            note.hashed([self.parts_after, m, n, o, p]),
            note.hashed([self.parts_beside, i, j, m, n]),
        ]
    }
}
