//! The order of a page: columns, rows and cells, from the white between the pieces.
//!
//! In: pieces of one writing direction. Out: [`Row`]s in reading order, each with its cells. Always holds: every line
//! comes once; on a right-to-left page the right column and the right cell come first.

use super::bidi::Base;
use super::line::{Line, gaps, lines};
use super::piece::{Class, Piece};
use super::table::{self, Cell, Rules};
use super::tags;

/// How deep columns may lie in columns.
const DEEPEST: usize = 6;
/// Lines a stretch must have to count as columns.
const LEAST: usize = 4;

/// A line of text, or a row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its cells in reading order; one for a line of text.
    pub(super) cells: Vec<Cell>,
    /// Counts regions: rows of one column share it.
    pub(super) region: usize,
    /// The region's left and right edge.
    pub(super) edges: (f32, f32),
}

/// The rows of `members` in reading order.
pub(super) fn rows(pieces: &[Piece], members: &[usize], rules: &Rules, base: Base) -> Vec<Row> {
    let mut reader = Reader { pieces, rules, base, region: 0, out: Vec::new() };
    reader.read(members, 0);
    reader.out
}

struct Reader<'p> {
    pieces: &'p [Piece],
    rules: &'p Rules,
    base: Base,
    region: usize,
    out: Vec<Row>,
}

impl Reader<'_> {
    fn read(&mut self, members: &[usize], depth: usize) {
        let pieces = self.pieces;
        let lines = lines(pieces, members);
        let mut at = 0;
        let mut plain: Vec<Line> = Vec::new();
        while at < lines.len() {
            // The rows of a table are no columns of prose.
            let tagged = tags::row(pieces, &lines, at, self.base).is_some();
            let band = if depth < DEEPEST && !tagged { self.band(&lines, at) } else { None };
            let Some((end, cut)) = band else {
                plain.push(lines[at].clone());
                at += 1;
                continue;
            };
            self.flush(&mut plain);
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for index in lines[at..end].iter().flat_map(|line| &line.pieces) {
                if pieces[*index].middle() < cut { left.push(*index) } else { right.push(*index) }
            }
            let sides = if self.base == Base::Right { [right, left] } else { [left, right] };
            for side in sides {
                self.read(&side, depth + 1);
            }
            at = end;
        }
        self.flush(&mut plain);
    }

    fn flush(&mut self, plain: &mut Vec<Line>) {
        self.region += 1;
        let whole = edges(plain, |_| true);
        // Running heads and notes in smaller letters reach further than the text does.
        let usual = usual_size(plain);
        let alike = |size: f32| (size - usual).abs() < usual * 0.06;
        let text = edges(plain, |line| alike(line.size));
        for cells in table::rows(self.pieces, std::mem::take(plain), self.rules, self.base) {
            let size = cells.iter().flatten().map(|line| line.size).fold(0.0, f32::max);
            let edges = if alike(size) { text } else { whole };
            self.out.push(Row { cells, region: self.region, edges });
        }
    }

    /// The columns that start at line `at`: where they end, and where to cut.
    fn band(&self, lines: &[Line], at: usize) -> Option<(usize, f32)> {
        let size = lines[at].size;
        let mut common: Vec<(f32, f32)> = vec![(f32::MIN, f32::MAX)];
        let mut best: Option<(usize, f32)> = None;
        for (end, line) in lines.iter().enumerate().skip(at) {
            let mut white = vec![(f32::MIN, line.x0), (line.x1, f32::MAX)];
            white.extend(gaps(self.pieces, line).into_iter().filter(|(from, to)| to - from > size * 0.9));
            common = common
                .iter()
                .flat_map(|(a, b)| white.iter().map(move |(c, d)| (a.max(*c), b.min(*d))))
                .filter(|(from, to)| to - from > size * 0.9)
                .collect();
            if common.is_empty() {
                break;
            }
            if end + 1 - at >= LEAST {
                let stretch = &lines[at..=end];
                let cut = common.iter().copied().find(|gutter| self.is_gutter(stretch, *gutter));
                if let Some((from, to)) = cut.or_else(|| self.first_of_several(stretch, &common)) {
                    best = Some((end + 1, f32::midpoint(from, to)));
                }
            }
        }
        best
    }

    /// The outermost of several gutters that part as many columns of prose and one more.
    fn first_of_several(&self, lines: &[Line], common: &[(f32, f32)]) -> Option<(f32, f32)> {
        let mut inner: Vec<(f32, f32)> =
            common.iter().copied().filter(|(from, to)| *from > f32::MIN && *to < f32::MAX).collect();
        inner.sort_by(|a, b| a.0.total_cmp(&b.0));
        if inner.len() < 2 || lines.len() < 2 * LEAST {
            return None;
        }
        let (top, foot) = (lines.first()?.y, lines.last()?.y);
        let mut edges = vec![f32::MIN];
        for (from, to) in &inner {
            let cut = f32::midpoint(*from, *to);
            if self.rules.crossing(cut, foot, top) > 0 || turns(self.pieces, lines, cut) > 3 {
                return None;
            }
            edges.push(cut);
        }
        edges.push(f32::MAX);
        let columns =
            || edges.windows(2).map(|pair| side(self.pieces, lines, |x| x >= pair[0] && x < pair[1]));
        let wide = columns().flat_map(|side| side.widths).fold(0.0, f32::max);
        let prose = columns().all(|side| side.is_prose(wide) && side.widths.len() >= LEAST);
        if prose { inner.first().copied() } else { None }
    }

    /// True when `gutter` parts two columns of prose rather than the cells of a table.
    fn is_gutter(&self, lines: &[Line], gutter: (f32, f32)) -> bool {
        if gutter.0 <= f32::MIN || gutter.1 >= f32::MAX {
            return false;
        }
        let cut = f32::midpoint(gutter.0, gutter.1);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
        let crossing = self.rules.crossing(cut, last.y, first.y);
        if crossing > 2 || (crossing > 0 && self.rules.parts(gutter, last.y, first.y)) {
            return false;
        }
        let pieces = self.pieces;
        // A column is drawn to its end before the next; cells of several lines take turns.
        let turns = turns(pieces, lines, cut);
        if turns > 3 && turns * 2 < lines.len() * 3 {
            return false;
        }
        let right = side(pieces, lines, |x| x >= cut);
        let left = side(pieces, lines, |x| x < cut);
        let widest = |side: &Side| side.widths.iter().copied().fold(0.0, f32::max);
        let wide = widest(&right).max(widest(&left));
        right.is_prose(wide) && left.is_prose(wide) && right.widths.len().max(left.widths.len()) >= LEAST
    }
}

/// Left and right end of the lines that `keep` lets through.
fn edges(lines: &[Line], keep: impl Fn(&Line) -> bool) -> (f32, f32) {
    let kept = || lines.iter().filter(|line| keep(line));
    (kept().map(|line| line.x0).fold(f32::MAX, f32::min), kept().map(|line| line.x1).fold(f32::MIN, f32::max))
}

/// The size in which most of `lines` is set.
fn usual_size(lines: &[Line]) -> f32 {
    let mut sizes: Vec<(f32, f32)> = lines.iter().map(|line| (line.size, line.x1 - line.x0)).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, wide)| wide).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    let middle = sizes.iter().find(|(_, wide)| {
        sum += wide;
        sum >= half
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// How often the drawing of `lines` goes from one side of `cut` to the other.
fn turns(pieces: &[Piece], lines: &[Line], cut: f32) -> usize {
    let mut drawn: Vec<(usize, bool)> = lines
        .iter()
        .flat_map(|line| &line.pieces)
        .map(|index| &pieces[*index])
        .filter(|piece| piece.class != Class::Space)
        .map(|piece| (piece.at, piece.middle() < cut))
        .collect();
    drawn.sort_unstable();
    drawn.windows(2).filter(|pair| pair[0].1 != pair[1].1).count()
}

/// What stands on one side of a gutter.
#[derive(Debug, Default)]
struct Side {
    widths: Vec<f32>,
    words: usize,
    /// Lines with a hole in them, as rows of a table have.
    holed: usize,
}

impl Side {
    /// True when its lines read like prose set to one measure; `wide` is the measure of the wider side.
    fn is_prose(&self, wide: f32) -> bool {
        let lines = self.widths.len();
        let widest = self.widths.iter().copied().fold(0.0, f32::max);
        let full = self.widths.iter().filter(|width| **width > widest * 0.8).count();
        lines > 0
            && self.words >= lines * 3
            && self.holed * 4 <= lines
            && full * 5 >= lines * 2
            && (lines >= 3 || widest > wide * 0.7)
    }
}

fn side(pieces: &[Piece], lines: &[Line], keep: impl Fn(f32) -> bool) -> Side {
    let mut side = Side::default();
    for line in lines {
        let part: Vec<&Piece> = line
            .pieces
            .iter()
            .map(|index| &pieces[*index])
            .filter(|piece| piece.class != Class::Space && keep(piece.middle()))
            .collect();
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        side.widths.push(last.x1 - first.x0);
        let gaps = || part.windows(2).map(|pair| (pair[1].x0 - pair[0].x1) / pair[0].size.max(0.1));
        side.words += 1 + gaps().filter(|gap| *gap > 0.12).count();
        side.holed += usize::from(gaps().any(|gap| gap > 1.6));
    }
    side
}
