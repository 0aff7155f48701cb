//! Rows without rules whose cells run over several lines.
//!
//! In: the lines of one column of a page. Out: [`Block`]s of lines that are rows of a table, told by the order of
//! drawing: whoever draws a cell of two lines goes back up for the next cell. Always holds: a block has white between
//! its cells that runs through all its lines.

use super::line::{Line, gaps};
use super::piece::{Class, Piece};
use super::table::common_cuts;

/// Lines a row may have.
const TALL: usize = 12;

/// Lines that form rows of one table.
#[derive(Debug)]
pub(super) struct Block {
    /// First line and the line after the last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where its columns part, from the left.
    pub(super) cuts: Vec<f32>,
    /// First and last line of the rows that have more than one.
    tall: Vec<(usize, usize)>,
}

impl Block {
    /// First line and the line after the last of each row.
    pub(super) fn rows(&self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut at = self.from;
        while at < self.to {
            let end = self.tall.iter().find(|(from, _)| *from == at).map_or(at, |(_, last)| *last);
            out.push((at, end + 1));
            at = end + 1;
        }
        out
    }
}

/// The blocks among `lines`, from the top.
pub(super) fn blocks(pieces: &[Piece], lines: &[Line]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for (from, last) in tall_rows(pieces, lines) {
        let joined = out.last().and_then(|block| {
            let cuts = common_cuts(pieces, &lines[block.from..=last], 0.35);
            (cuts.len() >= block.cuts.len() && from >= block.to).then_some(cuts)
        });
        match (out.last_mut(), joined) {
            (Some(block), Some(cuts)) => {
                block.to = last + 1;
                block.cuts = cuts;
                block.tall.push((from, last));
            }
            _ => {
                let cuts = common_cuts(pieces, &lines[from..=last], 0.7);
                out.push(Block { from, to: last + 1, cuts, tall: vec![(from, last)] });
            }
        }
    }
    let mut floor = 0;
    for block in &mut out {
        // The one above may have grown into it.
        block.from = block.from.max(floor);
        block.tall.retain(|(from, _)| *from >= floor);
        if block.from < block.to {
            grow(pieces, lines, block, floor);
        }
        floor = floor.max(block.to);
    }
    out.retain(|block| block.from < block.to && !block.cuts.is_empty());
    out
}

/// Takes in the lines above and below that keep the block's columns and fill more than one of them.
fn grow(pieces: &[Piece], lines: &[Line], block: &mut Block, floor: usize) {
    loop {
        let above = block.from.checked_sub(1).filter(|at| *at >= floor).map(|at| (at, block.to, at));
        let below = (block.to < lines.len()).then_some((block.from, block.to + 1, block.to));
        let mut grown = false;
        for (from, to, new) in [above, below].into_iter().flatten() {
            let cuts = common_cuts(pieces, &lines[from..to], 0.35);
            let line = &lines[new];
            let split = cuts.iter().filter(|cut| line.x0 < **cut && line.x1 > **cut).count();
            // A lone row knows its columns badly: more lines show which gaps are those between words.
            let keeps = cuts.len() >= block.cuts.len() || (block.tall.len() == 1 && !cuts.is_empty());
            if keeps && split * 2 >= cuts.len().max(1) && split > 0 {
                (block.from, block.to, block.cuts) = (from, to, cuts);
                grown = true;
                break;
            }
        }
        if !grown {
            return;
        }
    }
}

/// Rows of more than one line: first and last line of each, from the top, none overlapping.
fn tall_rows(pieces: &[Piece], lines: &[Line]) -> Vec<(usize, usize)> {
    let mut drawn: Vec<(usize, usize, f32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for piece in line.pieces.iter().map(|index| &pieces[*index]) {
            if piece.class != Class::Space {
                drawn.push((piece.at, at, piece.middle()));
            }
        }
    }
    drawn.sort_unstable_by_key(|(at, ..)| *at);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for pair in drawn.windows(2) {
        let ((_, last, left), (_, from, right)) = (pair[0], pair[1]);
        if from >= last || last - from >= TALL {
            continue;
        }
        let parted =
            common_cuts(pieces, &lines[from..=last], 0.7).iter().any(|cut| (left < *cut) != (right < *cut));
        if parted {
            found.push((from, last));
        }
    }
    found.extend(
        (1..lines.len()).filter(|at| hangs(pieces, &lines[at - 1], &lines[*at])).map(|at| (at - 1, at)),
    );
    found.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (from, last) in found {
        match out.last_mut() {
            Some((_, end)) if from <= *end => *end = last.max(*end),
            _ => out.push((from, last)),
        }
    }
    out.retain(|(from, last)| last - from < TALL);
    out
}

/// True when `below` goes on with the cell at the left end of `above`, drawn right after it.
fn hangs(pieces: &[Piece], above: &Line, below: &Line) -> bool {
    let inked = |line: &Line| -> Vec<Piece> {
        let pieces = line.pieces.iter().map(|index| &pieces[*index]);
        pieces.filter(|piece| piece.class != Class::Space).cloned().collect()
    };
    let (upper, lower) = (inked(above), inked(below));
    let Some(cut) = gaps(pieces, above).into_iter().find(|(from, to)| to - from > above.size * 1.4) else {
        return false;
    };
    let last = upper.iter().max_by_key(|piece| piece.at);
    let first = lower.iter().min_by_key(|piece| piece.at);
    let next = upper.iter().zip(last).all(|(_, last)| last.x1 <= cut.0 + 0.1)
        && first.zip(last).is_some_and(|(first, last)| first.at > last.at && first.at - last.at <= 3);
    next && below.x1 <= cut.0 + above.size * 0.3 && above.y - below.y < above.size * 2.2
}
