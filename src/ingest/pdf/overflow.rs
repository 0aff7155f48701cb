//! Text that runs out of its cell, over a rule or over the text of the next cell.
//!
//! In: the pieces of a page and its rules. Out: the pieces, those of such text drawn together until they stand inside
//! their cell. Always holds: text that neither crosses a rule nor covers other text keeps its place; no piece changes
//! its line or its place in the stream.

use super::piece::{Class, Piece};
use super::table::Rules;
use std::ops::Range;

/// Stretches of one height that are compared with each other.
const NEAR: usize = 64;
/// Padding between text and the rule of its cell, in sizes.
const PAD: f32 = 0.9;

/// Pieces drawn one after the other, side by side.
#[derive(Debug, Clone)]
struct Stretch {
    pieces: Range<usize>,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
    inked: usize,
}

/// Draws together what runs out of its cell.
pub(super) fn contain(pieces: &mut [Piece], rules: &Rules) {
    let mut stretches = stretches(pieces);
    stretches.retain(|stretch| stretch.inked > 1);
    for stretch in &mut stretches {
        cross(pieces, rules, stretch);
    }
    stretches.sort_by(|a, b| b.y.total_cmp(&a.y).then(b.x1.total_cmp(&a.x1)));
    for at in 0..stretches.len() {
        for other in at + 1..stretches.len().min(at + NEAR) {
            let (one, two) = (&stretches[at], &stretches[other]);
            if one.y - two.y > one.size * 0.3 {
                break;
            }
            let (right, left) = if one.x1 >= two.x1 { (at, other) } else { (other, at) };
            part(pieces, &mut stretches, right, left);
        }
    }
}

/// The stretches of `pieces`, in the order of the stream.
fn stretches(pieces: &[Piece]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let blank = piece.class == Class::Space;
        if blank && piece.x1 - piece.x0 > piece.size * 0.6 {
            continue;
        }
        let last = at.checked_sub(1).and_then(|before| pieces.get(before));
        let near = |last: &Piece| {
            let gap = (piece.x0 - last.x1).max(last.x0 - piece.x1) / piece.size.max(0.1);
            // Letters may reach far under each other, most of all within one string.
            let least = if piece.run == last.run { -1.2 } else { -0.7 };
            (piece.y - last.y).abs() < piece.size * 0.1 && gap > least && gap < 0.35
        };
        match out.last_mut().filter(|stretch| stretch.pieces.end == at && last.is_some_and(near)) {
            Some(stretch) => {
                stretch.pieces.end = at + 1;
                if !blank {
                    stretch.x0 = stretch.x0.min(piece.x0);
                    stretch.x1 = stretch.x1.max(piece.x1);
                    stretch.inked += 1;
                }
            }
            None if blank => {}
            None => out.push(Stretch {
                pieces: at..at + 1,
                x0: piece.x0,
                x1: piece.x1,
                y: piece.y,
                size: piece.size,
                inked: 1,
            }),
        }
    }
    out
}

/// Draws `stretch` together until it stands between the rules it belongs between.
fn cross(pieces: &mut [Piece], rules: &Rules, stretch: &mut Stretch) {
    let y = stretch.y + stretch.size * 0.25;
    let pad = stretch.size * PAD;
    let inner = rules.places(y, stretch.x0 + stretch.size * 0.1, stretch.x1 - stretch.size * 0.1);
    if inner.is_empty() {
        return;
    }
    let all = rules.places(y, stretch.x0 - pad, stretch.x1 + pad);
    let right = all.last().copied().filter(|place| *place >= stretch.x1 - 1.0);
    let left = all.first().copied().filter(|place| *place <= stretch.x0 + 1.0);
    let middle = f32::midpoint(stretch.x0, stretch.x1);
    let (from, to) = match (left, right) {
        (None, Some(_)) => (inner.last().copied(), None),
        (Some(_), None) => (None, inner.first().copied()),
        _ => (
            inner.iter().copied().rev().find(|place| *place < middle),
            inner.iter().copied().find(|place| *place >= middle),
        ),
    };
    let room = (from.map_or(stretch.x0, |from| from + 1.0), to.map_or(stretch.x1, |to| to - 1.0));
    squeeze(pieces, stretch, room);
}

/// Parts two stretches of which one covers the other.
fn part(pieces: &mut [Piece], stretches: &mut [Stretch], right: usize, left: usize) {
    let (one, two) = (&stretches[right], &stretches[left]);
    let size = one.size.max(two.size);
    let covered = one.x1.min(two.x1) - one.x0.max(two.x0);
    if covered < size * 0.3 || one.inked < 3 || two.inked < 3 || (one.size - two.size).abs() > size * 0.2 {
        return;
    }
    let words = |stretch: &Stretch| -> String {
        pieces[stretch.pieces.clone()].iter().map(|piece| piece.text.as_str()).collect()
    };
    if words(one) == words(two) {
        return;
    }
    // What reaches over the whole of its neighbour belongs on the side where it begins.
    let at = if one.x0 < two.x0 { two.x1 } else { f32::midpoint(one.x0, two.x1) };
    let rooms = ((at + size * 0.2, one.x1), (two.x0, at - size * 0.2));
    if one.x1 - at < size || rooms.1.1 - two.x0 < size * 0.5 {
        return;
    }
    squeeze(pieces, &mut stretches[right], rooms.0);
    if stretches[left].x1 > rooms.1.1 {
        squeeze(pieces, &mut stretches[left], rooms.1);
    }
}

/// Moves the pieces of `stretch` so that it reaches from `from` to `to`.
fn squeeze(pieces: &mut [Piece], stretch: &mut Stretch, (from, to): (f32, f32)) {
    let wide = stretch.x1 - stretch.x0;
    if wide <= 0.0 || to - from < stretch.size * 0.3 {
        return;
    }
    let scale = (to - from) / wide;
    let moved = |x: f32| from + (x - stretch.x0) * scale;
    for piece in &mut pieces[stretch.pieces.clone()] {
        (piece.x0, piece.x1) = (moved(piece.x0), moved(piece.x1));
        piece.ink = (moved(piece.ink.0), moved(piece.ink.1));
    }
    (stretch.x0, stretch.x1) = (from, to);
}
