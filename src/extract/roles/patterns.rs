//! Which parts stand around a part, as signs.
//!
//! In: the parts of a line. Out: the signs of one of them: what stands right beside it, and the nearest that say more than
//! a name or mark.

use super::seen::Note;
use crate::extract::parts::{Label, Part};
use crate::seeds::Hashed;
use crate::seeds::hashed::word;

/// The word for a label.
pub(super) fn called(label: &Label) -> Hashed<'static> {
    match label {
        Label::Name { .. } => word!("name"),
        Label::Post { .. } => word!("post"),
        Label::Relative { .. } => word!("relative"),
        Label::Title { .. } => word!("title"),
        Label::Body { .. } => word!("body"),
        Label::Area => word!("area"),
        Label::Portfolio { .. } => word!("portfolio"),
        Label::Field => word!("field"),
        Label::InPost => word!("in-post"),
        Label::Each => word!("each"),
        Label::Respectively => word!("respectively"),
        Label::Acting => word!("acting"),
        Label::Outgoing => word!("outgoing"),
        Label::Barrier => word!("barrier"),
        Label::Trigger => word!("trigger"),
        Label::Open => word!("open"),
        Label::Close => word!("close"),
        Label::Mark(_) => word!("mark"),
        Label::Other => word!("words"),
    }
}

/// The seat that a label names.
pub(super) fn seat(label: &Label) -> &str {
    match label {
        Label::Post { id, .. } => &id.0,
        _ => "",
    }
}

/// Which `parts` stand around part `at`: those right beside it, and the nearest that say more than a name or mark;
/// `said` is what each is called.
pub(super) fn around<N: Note>(
    parts: &[&Part],
    said: &[[Hashed<'_>; 2]],
    at: usize,
    note: &mut N,
) -> [Option<N::Sign>; 7] {
    let plain = |at: &usize| {
        !matches!(parts[*at].label, Label::Name { .. } | Label::Mark(_) | Label::Open | Label::Close)
    };
    let one = |part: Option<usize>| part.and_then(|at| said.get(at)).copied().unwrap_or([word!(""); 2]);
    let mut before = (at.saturating_sub(6)..at).rev().filter(plain);
    let mut after = (at + 1..parts.len().min(at + 7)).filter(plain);
    let ([a, b], [c, d]) = (one(before.next()), one(before.next()));
    let ([e, f], [g, h]) = (one(after.next()), one(after.next()));
    let beside = |away: isize| one(at.checked_add_signed(away));
    let ([i, j], [k, l]) = (beside(-1), beside(-2));
    let ([m, n], [o, p]) = (beside(1), beside(2));
    [
        note.around(&[word!("told-before"), a, b]),
        note.around(&[word!("told-before"), c, d, a, b]),
        note.around(&[word!("told-after"), e, f]),
        note.around(&[word!("told-after"), e, f, g, h]),
        note.around(&[word!("parts-before"), k, l, i, j]),
        note.around(&[word!("parts-after"), m, n, o, p]),
        note.around(&[word!("parts-beside"), i, j, m, n]),
    ]
}
