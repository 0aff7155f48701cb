//! Which row of a member register a seat's holder may be, where the register has not decided.
//!
//! In: a [`Look`] and a body. Out: [`Near`] rows by the names of seats. Always holds: a row that lists somebody else on the same board is never
//! offered, and nobody is identified here: the pair is for a human to decide.

use super::body::{Body, distance};
use super::look::Look;
use crate::model::{Cited, MembershipClaim, Record, RowClaim};
use crate::names::{Likeness, Name, Reason, Verdict};
use crate::text::key;
use std::collections::BTreeMap;

/// A row that may list the person.
#[derive(Debug)]
pub(super) struct Near<'a> {
    pub(super) sheet: &'a Record,
    pub(super) row: &'a RowClaim,
    pub(super) name: &'a Cited<String>,
    pub(super) likeness: Likeness,
}

/// Comparisons of a body's boards with its registers up to which all rows are looked at, not only likely ones.
const ALL: usize = 1 << 16;
/// A post that more rows than this give is no seat that tells who somebody is.
const CROWD: usize = 64;

/// The row that most likely lists each person on the boards of `body` whom its registers do not list for certain.
pub(super) fn nears<'a>(look: &Look<'a>, body: &Body<'a>) -> Vec<(&'a Cited<String>, Near<'a>)> {
    let rows = body.sheets.iter().flat_map(|&sheet| sheet.rows.iter().map(move |row| (sheet, row)));
    let rows =
        rows.filter_map(|(sheet, row)| Some((sheet, row, row.name.as_ref().or(row.latin_name.as_ref())?)));
    let rows: Vec<(&'a Record, &'a RowClaim, &'a Cited<String>)> = rows.collect();
    let seats = body.boards.iter().flat_map(|&board| board.memberships.iter().map(move |seat| (board, seat)));
    let seats: Vec<(&'a Record, &'a MembershipClaim)> =
        seats.filter(|(_, seat)| look.rows(body, &seat.person.name).next().is_none()).collect();
    if rows.is_empty() || seats.is_empty() {
        return Vec::new();
    }
    let named: Vec<Name> = seats.iter().map(|(_, seat)| look.names.parse(&seat.person.name.value)).collect();
    let listed: Vec<Name> = rows.iter().map(|(_, _, name)| look.names.parse(&name.value)).collect();
    let mut posts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut likely: Vec<Vec<usize>> = vec![Vec::new(); seats.len()];
    if seats.len() * rows.len() > ALL {
        for (at, (_, row, _)) in rows.iter().enumerate() {
            row.post.iter().for_each(|post| posts.entry(&post.value.0).or_default().push(at));
        }
        for (seat, row) in look.names.candidates(&named, &listed) {
            likely[seat].push(row);
        }
    }
    let mut out = Vec::new();
    for (at, (board, seat)) in seats.iter().enumerate() {
        let post = seat.post.as_ref().map(|post| post.value.0.as_str()).filter(|post| *post != "member");
        let mut tried = std::mem::take(&mut likely[at]);
        if seats.len() * rows.len() > ALL {
            let holders = post.and_then(|post| posts.get(post)).filter(|holders| holders.len() <= CROWD);
            tried.extend(holders.into_iter().flatten());
            tried.sort_unstable();
            tried.dedup();
        } else {
            tried = (0..rows.len()).collect();
        }
        let mut best: Option<Near<'a>> = None;
        for number in tried {
            let (sheet, row, name) = rows[number];
            let likeness = look.names.compare(&named[at], &listed[number]);
            let one_seat =
                post.is_some_and(|post| row.post.as_ref().is_some_and(|known| known.value.0 == post));
            let fits = may_be_one(&likeness) || one_seat && (slips(&likeness) || differs_little(&likeness));
            if !fits || look.is_on_board(board, row) {
                continue;
            }
            if best.as_ref().is_none_or(|best| likeness.score > best.likeness.score) {
                best = Some(Near { sheet, row, name, likeness });
            }
        }
        out.extend(best.map(|best| (&seat.person.name, best)));
    }
    out
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
