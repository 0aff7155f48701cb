//! Pieces of one region become lines, and lines become words.
//!
//! In: pieces in a frame where writing runs along the x axis. Out: [`Line`]s from top to bottom, each with its pieces
//! from left to right; units for ordering with spaces where the drawing shows one. Always holds: every piece is on
//! exactly one line.

use super::bidi::Unit;
use super::letters::{ends_join, is_arabic_letter};
use super::piece::{Class, Piece};

/// A line of a region.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Indices into the page's pieces, from left to right.
    pub(super) pieces: Vec<usize>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// The lines that `members` of `pieces` form, from top to bottom.
pub(super) fn lines(pieces: &[Piece], members: &[usize]) -> Vec<Line> {
    let mut order: Vec<usize> = members.to_vec();
    order.sort_by(|a, b| pieces[*b].y.total_cmp(&pieces[*a].y).then(a.cmp(b)));
    let mut groups: Vec<(f32, f32, f32, Vec<usize>)> = Vec::new();
    for index in order {
        let piece = &pieces[index];
        let wide = (piece.x1 - piece.x0).max(0.01);
        match groups.last_mut() {
            Some((y, weight, size, group)) if (*y - piece.y).abs() <= 0.3 * size.max(piece.size) => {
                *y = (*y * *weight + piece.y * wide) / (*weight + wide);
                *weight += wide;
                *size = size.max(piece.size);
                group.push(index);
            }
            _ => groups.push((piece.y, wide, piece.size, vec![index])),
        }
    }
    joined(pieces, &mut groups);
    groups.into_iter().filter_map(|(_, _, _, group)| line(pieces, group)).collect()
}

/// Raised or lowered pieces go back to the line they belong to: a far lighter neighbour within half a size.
fn joined(pieces: &[Piece], groups: &mut Vec<(f32, f32, f32, Vec<usize>)>) {
    let free = |host: &[usize], guest: &[usize]| {
        guest.iter().all(|index| {
            let piece = &pieces[*index];
            let middle = piece.middle();
            let covered = host.iter().any(|other| {
                let other = &pieces[*other];
                other.class != Class::Space
                    && other.x0 < middle
                    && middle < other.x1
                    && other.x1 - other.x0 > 0.01
            });
            !covered || piece.class == Class::Space
        })
    };
    let mut at = 0;
    while at + 1 < groups.len() {
        let (upper, lower) = (&groups[at], &groups[at + 1]);
        let close = (upper.0 - lower.0).abs() < 0.62 * upper.2.max(lower.2);
        let light = upper.1.min(lower.1) < 0.35 * upper.1.max(lower.1);
        let fits = close && light && {
            let (host, guest) = if upper.1 >= lower.1 { (&upper.3, &lower.3) } else { (&lower.3, &upper.3) };
            free(host, guest)
        };
        if fits {
            let lower = groups.remove(at + 1);
            let upper = &mut groups[at];
            if lower.1 > upper.1 {
                upper.0 = lower.0;
            }
            upper.1 += lower.1;
            upper.2 = upper.2.max(lower.2);
            upper.3.extend(lower.3);
            at = at.saturating_sub(1);
        } else {
            at += 1;
        }
    }
}

/// The line of `group`; nothing when there is no ink in it.
pub(super) fn line(pieces: &[Piece], mut group: Vec<usize>) -> Option<Line> {
    group.sort_by(|a, b| pieces[*a].middle().total_cmp(&pieces[*b].middle()).then(a.cmp(b)));
    let inked = |index: &&usize| pieces[**index].class != Class::Space;
    group.iter().find(inked)?;
    let (mut x0, mut x1, mut size, mut y, mut weight) = (f32::MAX, f32::MIN, 0.0_f32, 0.0, 0.0);
    for piece in group.iter().filter(inked).map(|index| &pieces[*index]) {
        x0 = x0.min(piece.x0);
        x1 = x1.max(piece.x1);
        size = size.max(piece.size);
        let wide = (piece.x1 - piece.x0).max(0.01);
        y += piece.y * wide;
        weight += wide;
    }
    Some(Line { pieces: group, x0, x1, y: y / weight, size })
}

/// The gaps of a line, as left and right end: between pieces with ink that stand side by side.
pub(super) fn gaps(pieces: &[Piece], line: &Line) -> Vec<(f32, f32)> {
    let mut out = Vec::new();
    let mut reached = f32::MIN;
    for piece in line.pieces.iter().map(|index| &pieces[*index]).filter(|piece| piece.class != Class::Space) {
        if reached > f32::MIN && piece.x0 > reached {
            out.push((reached, piece.x0));
        }
        reached = reached.max(piece.x1);
    }
    out
}

/// The part of `line` between `from` and `to` as units, with a space where the drawing shows one.
pub(super) fn units(pieces: &[Piece], members: &[usize]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut before: Option<&Piece> = None;
    let mut spaced = false;
    let least = least_gap(pieces, members);
    for (at, piece) in members.iter().map(|index| &pieces[*index]).enumerate() {
        if piece.class == Class::Space {
            spaced |= !piece.text.is_empty();
            continue;
        }
        if let Some(left) = before
            && is_parted(left, piece, spaced, least)
        {
            out.push(Unit {
                text: " ".to_owned(),
                class: Class::Space,
                font: left.font,
                run: left.run,
                at: left.at,
            });
        }
        spaced = false;
        before = Some(piece);
        if piece.stroke && is_inside(pieces, members, at) {
            continue;
        }
        out.push(Unit {
            text: piece.text.clone(),
            class: piece.class,
            font: piece.font,
            run: piece.run,
            at: piece.at,
        });
    }
    out
}

/// True when the stroke at `at` lengthens a join: a letter touches it on its left, or another stroke does.
fn is_inside(pieces: &[Piece], members: &[usize], at: usize) -> bool {
    let stroke = &pieces[members[at]];
    at.checked_sub(1)
        .and_then(|left| members.get(left))
        .map(|index| &pieces[*index])
        .is_some_and(|left| left.class == Class::Right && stroke.x0 - left.x1 < stroke.size * 0.1)
}

/// The least gaps that part words, in sizes.
#[derive(Debug, Clone, Copy)]
struct Gaps {
    /// Between Arabic letters.
    letters: f32,
    /// Where at least one side is something else.
    others: f32,
}

/// The least gaps between words without a space character: from the gaps the line has.
fn least_gap(pieces: &[Piece], members: &[usize]) -> Gaps {
    let mut words: Vec<f32> = Vec::new();
    let mut blanks: Vec<f32> = Vec::new();
    let (mut touching, mut apart, mut spaces) = (0_usize, 0_usize, 0_usize);
    for pair in members.windows(2) {
        let (left, right) = (&pieces[pair[0]], &pieces[pair[1]]);
        if left.class == Class::Space {
            spaces += 1;
            blanks.push((left.x1 - left.x0) / right.size.max(0.1));
        }
        if left.class == Class::Space || right.class == Class::Space {
            continue;
        }
        let gap = (right.x0 - left.x1) / left.size.max(right.size).max(0.1);
        if gap < 0.02 {
            touching += 1;
        } else {
            apart += usize::from(gap < 0.16);
            words.push(gap);
        }
    }
    if spaces * 12 > members.len() {
        // Words are parted by characters; what else gapes is the font's doing.
        blanks.sort_by(f32::total_cmp);
        let usual = blanks.get(blanks.len() / 2).copied().unwrap_or(0.3);
        return Gaps { letters: 0.3, others: (usual * 0.85).clamp(0.16, 0.3) };
    }
    words.retain(|gap| *gap > 0.08);
    words.sort_by(f32::total_cmp);
    let least = match words.get(words.len() / 2) {
        // Most letters touch, so that the gaps are those between words, all much alike.
        Some(usual) if touching > apart * 2 => (usual * 0.6).clamp(0.08, 0.2),
        _ => 0.16,
    };
    Gaps { letters: least, others: least }
}

/// True when a space belongs between `left` and `right`.
fn is_parted(left: &Piece, right: &Piece, spaced: bool, least: Gaps) -> bool {
    let size = left.size.max(right.size).max(0.1);
    let gap = (right.x0 - left.x1) / size;
    if spaced {
        return gap > 0.02;
    }
    // In Arabic the letter on the right comes first; if it joins onward, only a wide gap can be a space.
    let joins = right.class == Class::Right
        && left.class == Class::Right
        && (right.stroke
            || left.stroke
            || right.text.chars().rev().find(|c| is_arabic_letter(*c)).is_some_and(|c| !ends_join(c)));
    // A swash that reaches under its neighbour ties both into one word.
    if right.ink.0 - left.ink.1 < size * 0.03 {
        return false;
    }
    let letters = left.class == Class::Right && right.class == Class::Right;
    gap > match (joins, letters) {
        (true, _) => least.letters.min(0.2) * 1.2,
        (false, true) => least.letters,
        (false, false) => least.others,
    }
}
