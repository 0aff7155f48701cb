//! Tables whose cells stand on lines of their own: below a column of heads, around numbers that count the rows, or seats and
//! holders by turns.
//!
//! In: a line. Out: the lines of the table that begins there, and its rows as cells. What a cell says, `table` reads.

use super::parts::{Label, Part};
use super::reader::Reader;
use super::table::{Cells, Column, is_name, is_seat, titled};
use std::ops::Range;

/// Words of a cell at most.
const CELL: usize = 10;

/// Lines that such a table has at most.
const LONGEST: usize = 150;

impl Reader<'_> {
    /// Cells one a line: after a column of heads, or around numbers that count the rows.
    pub(super) fn stacked(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        let mut heads = Vec::new();
        while self.is_cell(from + heads.len()) {
            let Some(head) = self.head(self.cell(from + heads.len())) else { break };
            heads.push(Some(head));
        }
        let counts = || self.is_count(from, 1) && (from + 1..from + CELL).any(|line| self.is_count(line, 2));
        if heads.len() < 2 && !(self.is_cell(from) && counts()) {
            return None;
        }
        let first = from + heads.len();
        let mut end = first;
        while end < first + LONGEST && self.is_cell(end) {
            end += 1;
        }
        let counted = (first..end).any(|line| self.is_count(line, 1))
            && (first..end).any(|line| self.is_count(line, 2));
        let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
        if counted {
            let mut next = 1;
            for line in first..end {
                if self.is_count(line, next) {
                    rows.push(Vec::new());
                    next += 1;
                } else if let Some(row) = rows.last_mut() {
                    row.push(self.cell(line));
                }
            }
            heads.retain(|head| *head != Some(Column::Number));
            // The text after the table is not its last row's.
            let width = rows.iter().map(Vec::len).min().unwrap_or_default().max(1);
            let extra = rows.last_mut().map_or(0, |row| {
                let extra = row.len().saturating_sub(width.max(heads.len()));
                row.truncate(width.max(heads.len()));
                extra
            });
            end -= extra;
        } else {
            let width = heads.len().max(1);
            let cells: Vec<Range<usize>> = (first..end).map(|line| self.cell(line)).collect();
            rows = cells.chunks_exact(width).map(<[_]>::to_vec).collect();
            let full = |row: &Vec<Range<usize>>| row.iter().any(|cell| self.begins_seat(cell.start));
            let kept = rows.iter().take_while(|row| full(row)).count();
            rows.truncate(kept);
            end = first + kept * width;
        }
        let heads = (!heads.is_empty()).then_some(heads);
        (rows.len() >= 2)
            .then(|| (from..end, rows.into_iter().map(|row| titled(heads.as_deref(), row)).collect()))
    }

    /// A seat on a line of its own above its holders, each on theirs, twice and more.
    pub(super) fn paired(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        // Most lines begin with something else and need not be read for it.
        if !self.lines.get(from).is_some_and(|line| self.begins_seat(line.start)) {
            return None;
        }
        let only = |line: usize, fits: &dyn Fn(&Part) -> bool| {
            let short = self.lines.get(line).is_some_and(|line| line.end - line.start <= CELL);
            short && !self.item(line).is_empty() && self.item(line).iter().all(fits)
        };
        let (mut rows, mut seats, mut at): (Vec<Cells>, usize, usize) = (Vec::new(), 0, from);
        while only(at, &is_seat) {
            let mut holder = at + 1;
            while only(holder, &is_name) {
                rows.push(vec![(Some(Column::Post), self.cell(at)), (Some(Column::Name), self.cell(holder))]);
                holder += 1;
            }
            if holder == at + 1 {
                break;
            }
            seats += 1;
            at = holder;
        }
        (seats >= 2).then_some((from..at, rows))
    }

    /// A seat and its holder, each on a line of their own, and one or two lines more of what they are: three times and more.
    pub(super) fn periodic(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        let seats = |part: &Part| is_seat(part) || matches!(part.label, Label::Portfolio { .. });
        let seated = |line: usize| {
            self.is_cell(line)
                && self.begins_seat(self.lines[line].start)
                && self.item(line).iter().all(seats)
        };
        let holds = |line: usize| {
            self.is_cell(line) && !self.begins_seat(self.lines[line].start) && self.is_named(&self.cell(line))
        };
        // Of most lines the first says that no row begins there.
        let (first, second) = match (seated(from), holds(from)) {
            (true, _) => (Column::Post, Column::Name),
            (_, true) if seated(from + 1) => (Column::Name, Column::Post),
            _ => return None,
        };
        let row = |at: usize| match first {
            Column::Post => seated(at) && holds(at + 1),
            _ => holds(at) && seated(at + 1),
        };
        (3..=4).find_map(|period| {
            let more = |at: usize| (at + 2..at + period).all(|line| self.is_cell(line) && !seated(line));
            let whole =
                (0..LONGEST).take_while(|turn| row(from + turn * period) && more(from + turn * period));
            let whole = whole.count();
            // The last row may lack what the others say.
            let last = from + whole * period;
            let rows = whole + usize::from(row(last));
            let cells = |turn: usize| -> Cells {
                let at = from + turn * period;
                let told = [(Some(first), self.cell(at)), (Some(second), self.cell(at + 1))];
                let rest = at + 2..if turn < whole { at + period } else { at + 2 };
                told.into_iter().chain(rest.map(|line| (None, self.cell(line)))).collect()
            };
            let end = if rows > whole { last + 2 } else { last };
            // «نائب الرئيس / مخيم الوادي / فلان / أمين السر / …»: the line behind a seat is the house of whom stood before it.
            let held = |turn: &usize| {
                let name = self.cell(from + turn * period + usize::from(first == Column::Post));
                self.lexed.has(name.start, self.kinds.honorific)
                    || name.clone().any(|at| self.is_whole_name(at))
            };
            let known = (0..rows).filter(held).count() * 2 > rows;
            (known && whole >= 2 && rows >= 3).then(|| (from..end, (0..rows).map(cells).collect()))
        })
    }

    /// True for a line that is short enough for a cell and neither ends a sentence nor opens a list.
    fn is_cell(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| {
            line.end - line.start <= CELL
                && !self.ends_sentence(line.end - 1)
                && !self.is_mark(line.end - 1, ":؛")
        })
    }

    /// A line as one cell.
    fn cell(&self, line: usize) -> Range<usize> {
        self.lines[line].start..self.lines[line].end
    }

    /// True when line `line` is the number `count` alone.
    fn is_count(&self, line: usize, count: usize) -> bool {
        let Some(line) = self.lines.get(line) else { return false };
        let start = self.line_start(line.start);
        let number = (start..line.end).next().is_some_and(|at| self.lexed.word(at).parse() == Ok(count));
        number && (start + 1..line.end).all(|at| self.is_mark(at, "-.)/"))
    }
}
