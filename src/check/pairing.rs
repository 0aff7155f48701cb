//! Which row of a member register a seat's holder may be, where the register has not decided.
//!
//! In: a [`Look`], a body, a name. Out: [`Near`]. Always holds: a row that lists somebody else on the same board is never
//! offered, and nobody is identified here: the pair is for a human to decide.

use super::body::{Body, distance};
use super::look::Look;
use crate::model::{Cited, Record, RowClaim};
use crate::names::{Likeness, Reason, Verdict};
use crate::text::key;

/// A row that may list the person.
#[derive(Debug)]
pub(super) struct Near<'a> {
    pub(super) sheet: &'a Record,
    pub(super) row: &'a RowClaim,
    pub(super) name: &'a Cited<String>,
    pub(super) likeness: Likeness,
}

/// The row that most likely lists the person named here, when the register finds none for certain.
pub(super) fn near<'a>(
    look: &Look<'a>,
    body: &Body<'a>,
    board: &Record,
    name: &Cited<String>,
) -> Option<Near<'a>> {
    if look.rows(body, name).next().is_some() {
        return None;
    }
    let parsed = look.names.parse(&name.value);
    let seat = board.memberships.iter().find(|seat| seat.person.name.main() == name.main());
    let post = seat.and_then(|seat| seat.post.as_ref()).map(|post| &post.value);
    let post = post.filter(|post| post.0 != "member");
    let mut best: Option<Near<'a>> = None;
    for (sheet, row) in body.sheets.iter().flat_map(|&sheet| sheet.rows.iter().map(move |row| (sheet, row))) {
        let Some(listed) = row.name.as_ref().or(row.latin_name.as_ref()) else { continue };
        let likeness = look.names.compare(&parsed, &look.names.parse(&listed.value));
        let one_seat = post.is_some_and(|post| row.post.as_ref().is_some_and(|known| known.value == *post));
        let fits = may_be_one(&likeness) || one_seat && (slips(&likeness) || differs_little(&likeness));
        if !fits || look.is_on_board(board, row) {
            continue;
        }
        if best.as_ref().is_none_or(|best| likeness.score > best.likeness.score) {
            best = Some(Near { sheet, row, name: listed, likeness });
        }
    }
    best
}

/// True when two names may be one person's: the parts are all alike, or the names are likelier one than two.
pub(super) fn may_be_one(likeness: &Likeness) -> bool {
    likeness.verdict != Verdict::Different || all_alike(likeness)
}

/// True when every part of one name is a spelling of a part of the other.
pub(super) fn all_alike(likeness: &Likeness) -> bool {
    let parts = &likeness.reasons;
    parts.len() >= 2 && parts.iter().all(|reason| matches!(reason, Reason::Alike(..)))
}

/// True when all parts are alike but one, in which one spelling drops letters of the other («حسن», «حسين»). That is
/// another name, unless a seat or a phone number says that it is one person's.
pub(super) fn slips(likeness: &Likeness) -> bool {
    let mut others = likeness.reasons.iter().filter(|reason| !matches!(reason, Reason::Alike(..)));
    let (Some(Reason::Unlike(one, other)), None) = (others.next(), others.next()) else { return false };
    let (one, other) = (key(one), key(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let mut rest = long.chars();
    likeness.reasons.len() >= 2
        && short.chars().count() >= 3
        && short.chars().all(|letter| rest.any(|known| known == letter))
}

/// True when at least two parts are alike and the others are only left out, or one is spelled in two letters' difference
/// («الفهري», «الفهيمي»). Namesakes and relatives differ so too, unless both hold one seat.
fn differs_little(likeness: &Likeness) -> bool {
    let alike = likeness.reasons.iter().filter(|reason| matches!(reason, Reason::Alike(..))).count();
    let mut unlike = likeness.reasons.iter().filter_map(|reason| match reason {
        Reason::Unlike(one, other) => Some((key(one), key(other))),
        _ => None,
    });
    let near = |(one, other): (String, String)| {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        one.len().min(other.len()) > 4 && distance(&one, &other) <= 2
    };
    match (unlike.next(), unlike.next()) {
        (None, _) => alike >= 2,
        (Some(pair), None) => alike >= 1 && near(pair),
        _ => false,
    }
}
