//! Rows of tables: from the rules drawn round their cells, or from white that runs through several lines.
//!
//! In: the lines of one column, and the rules of the page. Out: the cells of each row in reading order, a cell being
//! the lines in it. Always holds: every line comes once; a cell of several lines is read to its end before the next.

use super::bidi::Base;
use super::line::{Line, gaps, line, lines};
use super::piece::{Piece, turned};
use super::tags;
use super::wrapped;

/// A cell: its lines from top to bottom.
pub(super) type Cell = Vec<Line>;

/// The straight rules of a page, in the frame of its text.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Height, left and right end.
    flat: Vec<(f32, f32, f32)>,
    /// Place, lower and upper end.
    upright: Vec<(f32, f32, f32)>,
}

impl Rules {
    /// `boxes` as seen by text that runs along `along`.
    pub(super) fn new(boxes: &[[f32; 4]], along: [f32; 2]) -> Self {
        let mut rules = Self::default();
        for [left, bottom, right, top] in boxes {
            let (a, b) = (turned(*left, *bottom, along), turned(*right, *top, along));
            let (x0, x1) = (a.0.min(b.0), a.0.max(b.0));
            let (y0, y1) = (a.1.min(b.1), a.1.max(b.1));
            if x1 - x0 > 8.0 && y1 - y0 < 4.0 {
                rules.flat.push((f32::midpoint(y0, y1), x0, x1));
            } else if y1 - y0 > 4.0 && x1 - x0 < 4.0 {
                rules.upright.push((f32::midpoint(x0, x1), y0, y1));
            }
        }
        rules.flat.sort_by(|a, b| b.0.total_cmp(&a.0));
        rules.upright.sort_by(|a, b| a.0.total_cmp(&b.0));
        rules
    }

    /// Heights of the flat rules that cross any part of `x0..x1`, from the top, each once.
    fn heights(&self, x0: f32, x1: f32) -> Vec<f32> {
        let mut out: Vec<f32> = Vec::new();
        for (y, _, _) in self.flat.iter().filter(|(_, left, right)| *left < x1 && *right > x0) {
            if out.last().is_none_or(|last| last - y > 3.0) {
                out.push(*y);
            }
        }
        out
    }

    /// Places of the upright rules that stand at height `y` within `x0..x1`, from the left, each once.
    pub(super) fn places(&self, y: f32, x0: f32, x1: f32) -> Vec<f32> {
        let mut out: Vec<f32> = Vec::new();
        for (x, _, _) in
            self.upright.iter().filter(|(x, low, high)| *low < y && *high > y && *x > x0 && *x < x1)
        {
            if out.last().is_none_or(|last| x - last > 3.0) {
                out.push(*x);
            }
        }
        out
    }

    /// True when an upright rule stands in `from..to` somewhere between `low` and `high`.
    pub(super) fn parts(&self, (from, to): (f32, f32), low: f32, high: f32) -> bool {
        self.upright.iter().any(|(x, bottom, top)| *x > from && *x < to && *bottom < high && *top > low)
    }

    /// How many flat rules cross `x` between `low` and `high`.
    pub(super) fn crossing(&self, x: f32, low: f32, high: f32) -> usize {
        self.flat.iter().filter(|(y, left, right)| *y > low && *y < high && *left < x && *right > x).count()
    }
}

/// The rows that `whole`, the lines of one column, make up.
pub(super) fn rows(pieces: &[Piece], whole: Vec<Line>, rules: &Rules, base: Base) -> Vec<Vec<Cell>> {
    let x0 = whole.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let x1 = whole.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let heights = rules.heights(x0, x1);
    let mut out: Vec<Vec<Cell>> = Vec::new();
    let mut loose: Vec<Line> = Vec::new();
    let mut at = 0;
    while at < whole.len() {
        let middle = |line: &Line| line.y + line.size * 0.25;
        let y = middle(&whole[at]);
        let below = heights.partition_point(|height| *height > y);
        let band = below.checked_sub(1).and_then(|above| Some((*heights.get(above)?, *heights.get(below)?)));
        let cuts = match band {
            Some((high, low)) => rules.places(f32::midpoint(high, low), x0 - 30.0, x1 + 30.0),
            None => Vec::new(),
        };
        let inner = cuts.iter().filter(|cut| **cut > x0 && **cut < x1).count();
        let Some((_, low)) = band.filter(|_| inner > 0) else {
            if let Some((cells, end)) = tags::row(pieces, &whole, at, base) {
                unruled(pieces, &mut loose, base, &mut out);
                out.push(cells);
                at = end;
                continue;
            }
            loose.push(whole[at].clone());
            at += 1;
            continue;
        };
        let end = (at..whole.len()).find(|line| middle(&whole[*line]) < low).unwrap_or(whole.len());
        unruled(pieces, &mut loose, base, &mut out);
        out.push(ruled(pieces, &whole[at..end], &cuts, base));
        at = end;
    }
    unruled(pieces, &mut loose, base, &mut out);
    out
}

fn sorted(mut cells: Vec<Cell>, base: Base) -> Vec<Cell> {
    if base == Base::Right {
        cells.reverse();
    }
    cells
}

/// One row of several lines, cut at `cuts`.
fn ruled(pieces: &[Piece], whole: &[Line], cuts: &[f32], base: Base) -> Vec<Cell> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); cuts.len() + 1];
    for index in whole.iter().flat_map(|line| &line.pieces) {
        let middle = pieces[*index].middle();
        parts[cuts.iter().filter(|cut| **cut < middle).count()].push(*index);
    }
    let cells = parts.into_iter().map(|part| lines(pieces, &part)).filter(|cell| !cell.is_empty()).collect();
    sorted(cells, base)
}

/// Rows without rules: a line each, cut where the white is far wider than between words, or runs on from line to line.
fn unruled(pieces: &[Piece], loose: &mut Vec<Line>, base: Base, out: &mut Vec<Vec<Cell>>) {
    let mut at = 0;
    for block in wrapped::blocks(pieces, loose) {
        plain(pieces, &loose[at..block.from], base, out);
        for (from, to) in block.rows() {
            out.push(ruled(pieces, &loose[from..to], &block.cuts, base));
        }
        at = block.to;
    }
    plain(pieces, &loose[at..], base, out);
    loose.clear();
}

/// Lines that are rows of one line each, or text.
fn plain(pieces: &[Piece], loose: &[Line], base: Base, out: &mut Vec<Vec<Cell>>) {
    let alone: Vec<Vec<f32>> = loose.iter().map(|line| wide_cuts(pieces, line)).collect();
    let mut at = 0;
    while at < loose.len() {
        let mut end = at + 1;
        if !alone[at].is_empty() {
            while end < loose.len() && !alone[end].is_empty() {
                end += 1;
            }
        }
        let common = if end - at > 1 { common_cuts(pieces, &loose[at..end], 0.35) } else { Vec::new() };
        for (line, alone) in loose[at..end].iter().zip(&alone[at..end]) {
            let mut cuts = alone.clone();
            cuts.extend(&common);
            cuts.sort_by(f32::total_cmp);
            out.push(cut(pieces, line, &cuts, base));
        }
        at = end;
    }
}

fn cut(pieces: &[Piece], whole: &Line, cuts: &[f32], base: Base) -> Vec<Cell> {
    if cuts.is_empty() {
        return vec![vec![whole.clone()]];
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); cuts.len() + 1];
    for index in &whole.pieces {
        let middle = pieces[*index].middle();
        parts[cuts.iter().filter(|cut| **cut < middle).count()].push(*index);
    }
    let cells = parts.into_iter().filter_map(|part| line(pieces, part)).map(|line| vec![line]).collect();
    sorted(cells, base)
}

/// Where a line has white far wider than between its words.
fn wide_cuts(pieces: &[Piece], line: &Line) -> Vec<f32> {
    let gaps = gaps(pieces, line);
    let mut widths: Vec<f32> =
        gaps.iter().map(|(from, to)| to - from).filter(|gap| *gap > line.size * 0.12).collect();
    widths.sort_by(f32::total_cmp);
    let usual = widths.get(widths.len() / 3).copied().unwrap_or(0.0);
    let wide = (line.size * 1.4).max(if widths.len() > 3 { usual * 2.5 } else { 0.0 });
    gaps.iter().filter(|(from, to)| to - from > wide).map(|(from, to)| f32::midpoint(*from, *to)).collect()
}

/// The middles of the white that runs through all of `lines`, at least `least` sizes wide, with ink on both sides.
pub(super) fn common_cuts(pieces: &[Piece], lines: &[Line], least: f32) -> Vec<f32> {
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    let mut common = vec![(f32::MIN, f32::MAX)];
    for line in lines {
        let mut white = vec![(f32::MIN, line.x0), (line.x1, f32::MAX)];
        white.extend(gaps(pieces, line));
        common = common
            .iter()
            .flat_map(|(a, b)| white.iter().map(move |(c, d)| (a.max(*c), b.min(*d))))
            .filter(|(from, to)| to - from > size * least)
            .collect();
    }
    common
        .into_iter()
        .filter(|(from, to)| *from > f32::MIN && *to < f32::MAX)
        .map(|(from, to)| f32::midpoint(from, to))
        .collect()
}
