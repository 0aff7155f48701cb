//! Tables of officers: rows with tabs or bars, cells one a line, and rows that lost their rules.
//!
//! In: a line. Out: the lines of the table that begins there, and its rows as parts for the board: the name, then the
//! seat, then what the other columns say. The heads of the columns decide what a cell is; without heads its words do.

use super::parts::{Label, Mode, Part};
use super::reader::{LineKind, Reader};
use crate::text::{TokenKind, WHITE};
use std::ops::Range;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Two things: the words of a cell decide.
    Any,
    Area,
    Employer,
    Name,
    Number,
    Occupation,
    Other,
    Post,
}

/// A table: its lines, and the parts of each row.
pub(super) struct Table {
    pub(super) lines: Range<usize>,
    /// Its heads say which cell is the name and which the seat.
    pub(super) headed: bool,
    pub(super) rows: Vec<Vec<Part>>,
}

/// How often a run of lines that made no table is tried again from one of its lines.
const TRIES: usize = 8;

/// The last run of lines that made no table.
#[derive(Default)]
pub(super) struct Refused {
    end: usize,
    /// It was refused with nothing told of its cells by heads.
    headless: bool,
    tries: usize,
}

/// Cells of a row, each with its column where a head tells it.
pub(super) type Cells = Vec<(Option<Column>, Range<usize>)>;

impl Reader<'_> {
    /// The table that begins at line `from`; none unless two rows have both a name and a seat.
    pub(super) fn table_at(&self, from: usize, refused: &mut Refused) -> Option<Table> {
        if from >= refused.end {
            *refused = Refused::default();
        }
        let headless = self.heads_of(from).is_none();
        // Rows without heads that were refused as part of a longer run make no table by themselves.
        if from + 1 < refused.end && (refused.tries >= TRIES || (headless && refused.headless)) {
            return None;
        }
        let barred = self.barred(from);
        let ruled = barred.is_some();
        let (lines, rows) = barred
            .or_else(|| self.keyed(from))
            .or_else(|| self.flattened(from))
            .or_else(|| self.stacked(from))
            .or_else(|| self.paired(from))
            .or_else(|| self.periodic(from))?;
        let has = |column| rows.iter().flatten().any(|(head, _)| *head == Some(column));
        let headed = has(Column::Name) && has(Column::Post);
        let rows: Vec<Vec<Part>> = rows.iter().map(|cells| self.row(cells)).collect();
        let whole = |row: &&Vec<Part>| row.iter().any(is_name) && row.iter().any(is_seat);
        if rows.iter().filter(whole).take(2).count() < 2 {
            refused.end = refused.end.max(lines.end);
            refused.headless |= ruled && headless;
            refused.tries += usize::from(!(ruled && headless));
            return None;
        }
        let header = self.header_of(from);
        let others = header
            .is_some_and(|line| self.holds_of(line.start..line.end, self.kinds.barrier, "list-of-others"));
        (!others).then_some(Table { lines, headed, rows })
    }

    /// What the cells of a line are, when they are heads.
    fn heads_of(&self, line: usize) -> Option<Vec<Option<Column>>> {
        let line = self.lines.get(line).filter(|_| self.ruled)?;
        self.heads(&self.cells(line.start..line.end))
    }

    /// Rows whose cells are parted by tabs, bars or wide white.
    fn barred(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        if !self.ruled {
            return None;
        }
        let cells = |line: usize| self.lines.get(line).map(|line| self.cells(line.start..line.end));
        let mut end = from;
        while cells(end).is_some_and(|cells| cells.len() >= 2) {
            end += 1;
        }
        if end < from + 2 {
            return None;
        }
        let mut rows: Vec<Vec<Range<usize>>> = (from..end).filter_map(cells).collect();
        let heads = rows.first().and_then(|row| self.heads(row));
        if heads.is_some() {
            rows.remove(0);
        }
        Some((from..end, rows.into_iter().map(|row| titled(heads.as_deref(), row)).collect()))
    }

    /// «الاسم: فلان / المهمة: الرئيس»: each cell behind the head of its column, on one line or on lines of their own; the
    /// first head begins a row anew.
    fn keyed(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        let (mut rows, mut end): (Vec<Cells>, usize) = (Vec::new(), from);
        let mut opening = None;
        while let Some(line) = self.lines.get(end).filter(|line| line.kind != LineKind::Furniture) {
            let heads = self.lexed.each(line.start..line.end, self.kinds.table_head);
            let keys: Vec<(Column, usize, usize)> = heads
                .filter_map(|at| {
                    let (column, after) = self.head_from(at)?;
                    let begins = at == line.start || self.is_separator(at - 1);
                    (begins && after < line.end && self.is_mark(after, ":")).then_some((
                        column,
                        at,
                        after + 1,
                    ))
                })
                .collect();
            if keys.first().is_none_or(|key| key.1 != line.start) {
                break;
            }
            for (at, key) in keys.iter().enumerate() {
                let until = keys.get(at + 1).map_or(line.end, |next| next.1);
                let last =
                    (key.2..until).rev().find(|&at| !self.is_separator(at)).map_or(key.2, |last| last + 1);
                if *opening.get_or_insert(key.0) == key.0 {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut().filter(|_| last > key.2) {
                    row.push((Some(key.0), key.2..last));
                }
            }
            end += 1;
        }
        (rows.len() >= 2).then_some((from..end, rows))
    }

    /// The cells of a line: cut at tabs, bars and wide white, empty ones kept out.
    fn cells(&self, line: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = line.start;
        for at in line.clone() {
            let bar = self.is_mark(at, "|");
            if bar || (at > line.start && self.tab_before(at)) {
                if at > start {
                    out.push(start..at);
                }
                start = if bar { at + 1 } else { at };
            }
        }
        if line.end > start {
            out.push(start..line.end);
        }
        out
    }

    /// True for a tab before a token, or as much white as only columns have between them.
    fn tab_before(&self, at: usize) -> bool {
        if !self.lexed.tokens[at].spaced {
            return false;
        }
        let between = self.lexed.span(at - 1..at + 1).of(&self.document.text);
        between.contains('\t') || between.contains(WHITE)
    }

    /// The first token of the line that a token stands on, its bullet or number included.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && self.lexed.kind(start - 1) != Some(TokenKind::LineEnd) {
            start -= 1;
        }
        start
    }

    /// Rows under a line of heads whose rules are gone: «1 فلان رئيسا تاجر».
    fn flattened(&self, from: usize) -> Option<(Range<usize>, Vec<Cells>)> {
        let line = self.lines[from];
        let heads = self.head_row(self.line_start(line.start)..line.end)?;
        let numbered = |line: usize| {
            self.lines.get(line).is_some_and(|line| {
                self.lexed.kind(self.line_start(line.start)) == Some(TokenKind::Number)
                    && line.end - line.start <= 30
            })
        };
        let mut rows: Vec<Range<usize>> = Vec::new();
        let mut end = from + 1;
        while let Some(next) = self.lines.get(end) {
            if numbered(end) {
                rows.push(next.start..next.end);
            } else if next.end - next.start <= 4 && !self.ends_sentence(next.end - 1) {
                // A cell that was wrapped onto a line of its own.
                let Some(row) = rows.last_mut() else { break };
                row.end = next.end;
            } else {
                break;
            }
            end += 1;
        }
        (rows.len() >= 2)
            .then(|| (from..end, rows.into_iter().map(|row| self.unruled(row, &heads)).collect()))
    }

    /// The cells of a row without rules: the name, the seat, and the rest under the last head that words stand under.
    fn unruled(&self, row: Range<usize>, heads: &[Column]) -> Cells {
        let start = (row.start..row.end).find(|&at| self.is_arabic_word(at)).unwrap_or(row.start);
        let seat = (start + 1..row.end).find(|&at| self.begins_seat(at)).unwrap_or(row.end);
        let after = self.parts(seat..row.end, Mode::Item);
        let fields =
            after.iter().take_while(|part| is_seat(part) || matches!(part.label, Label::Portfolio { .. }));
        let seat_end = fields.last().map_or(seat, |part| part.range.end);
        let rest = (seat_end..row.end).find(|&at| self.is_arabic_word(at)).unwrap_or(row.end);
        let last = heads
            .iter()
            .rev()
            .find(|head| matches!(head, Column::Employer | Column::Occupation | Column::Area));
        let cells = [
            (Some(Column::Name), start..seat),
            (Some(Column::Post), seat..seat_end),
            (last.copied(), rest..row.end),
        ];
        cells.into_iter().filter(|(head, cell)| head.is_some() && !cell.is_empty()).collect()
    }

    /// The heads of a line that is made of them.
    fn head_row(&self, line: Range<usize>) -> Option<Vec<Column>> {
        let (mut out, mut at, mut known) = (Vec::new(), line.start, 0);
        while let Some(next) = self.lexed.each(at..line.end, self.kinds.table_head).next() {
            at = next;
            match self.head_from(at) {
                Some((column, end)) if end <= line.end => {
                    out.push(column);
                    known += end - at;
                    at = end;
                }
                _ => at += 1,
            }
        }
        let told = out.contains(&Column::Name) && out.contains(&Column::Post);
        (told && known * 3 >= line.len() * 2).then_some(out)
    }

    /// What the cells of a row are, when they are heads.
    fn heads(&self, row: &[Range<usize>]) -> Option<Vec<Option<Column>>> {
        let heads: Vec<Option<Column>> = row.iter().map(|cell| self.head(cell.clone())).collect();
        (heads.iter().flatten().count() >= 2).then_some(heads)
    }

    /// What a cell is, when it is the head of a column, or of two, and nothing else.
    pub(super) fn head(&self, cell: Range<usize>) -> Option<Column> {
        let mark = |at: usize| self.lexed.kind(at) == Some(TokenKind::Mark);
        let (column, end) = self.head_from(cell.start)?;
        let Some(next) = (end..cell.end).find(|&at| !mark(at)) else { return Some(column) };
        // «المهنة / النادي»
        let (_, end) = self.head_from(next)?;
        (end..cell.end).all(mark).then_some(Column::Any)
    }

    fn head_from(&self, at: usize) -> Option<(Column, usize)> {
        let (hit, entry) = self.hit(at, self.kinds.table_head)?;
        let column = match entry.id.as_str() {
            "area" => Column::Area,
            "employer" => Column::Employer,
            "name" => Column::Name,
            "number" => Column::Number,
            "occupation" => Column::Occupation,
            "post" => Column::Post,
            _ => Column::Other,
        };
        Some((column, hit.end as usize))
    }

    /// True when a seat, a deputy or a charge begins at a token.
    pub(super) fn begins_seat(&self, at: usize) -> bool {
        let charge = || self.domain(at).is_some_and(|(_, id)| matches!(id, "charge" | "desk"));
        !self.is_given_name(at)
            && (self.lexed.has(at, self.kinds.post)
                || self.lexed.has(at, self.kinds.relative)
                || self.hit_of(at, self.kinds.marker, "portfolio").is_some()
                || charge())
            || self.hit(at, self.kinds.post).is_some_and(|(hit, _)| hit.end as usize > at + 1)
    }

    /// The parts of a row: names and seats first, in the order that lets the board join them.
    fn row(&self, cells: &Cells) -> Vec<Part> {
        let word = |cell: &Range<usize>| cell.clone().any(|at| self.lexed.kind(at) == Some(TokenKind::Word));
        let cells: Vec<_> = cells
            .iter()
            .filter(|(head, cell)| !matches!(head, Some(Column::Number | Column::Other)) && word(cell))
            .collect();
        let told = |column| cells.iter().position(|(head, _)| *head == Some(column));
        let seat =
            told(Column::Post).or_else(|| cells.iter().position(|(_, cell)| self.begins_seat(cell.start)));
        let name = told(Column::Name).or_else(|| {
            let named = |at: &usize| Some(*at) != seat && self.is_named(&cells[*at].1);
            (0..cells.len()).find(named)
        });
        let Some(name) = name else { return Vec::new() };
        let mut out = self.names_of(&cells[name].1);
        let several = out.iter().filter(|part| is_name(part)).count() > 1;
        let mark = |at: usize, mark| Part { label: Label::Mark(mark), range: at..at };
        if let Some(seat) = seat {
            let (range, start) = (cells[seat].1.clone(), cells[seat].1.start);
            let seats = self.parts(range, Mode::Item);
            // «المستشارون | فلان، فلان»: a seat for several opens before them.
            out = if several {
                seats.into_iter().chain([mark(start, ':')]).chain(out).collect()
            } else {
                out.into_iter().chain([mark(start, '|')]).chain(seats).collect()
            };
        }
        for (at, (head, cell)) in cells.iter().enumerate().filter(|(at, _)| *at != name && Some(*at) != seat)
        {
            let rest = at > name || head.is_some();
            out.push(mark(cell.start, '|'));
            out.extend(rest.then(|| self.other_cell(*head, cell)).into_iter().flatten());
        }
        out
    }

    pub(super) fn is_named(&self, cell: &Range<usize>) -> bool {
        let words = cell.clone().filter(|&at| self.is_arabic_word(at)).count();
        let known = self.is_given_name(cell.start) || self.lexed.has(cell.start, self.kinds.honorific);
        words >= 2 && (known || self.lexed.hits(cell.start).is_empty())
    }

    /// The name of a cell whole, or the names that commas part in it.
    fn names_of(&self, cell: &Range<usize>) -> Vec<Part> {
        let parts = self.parts(cell.clone(), Mode::Item);
        if parts.iter().any(|part| matches!(part.label, Label::Mark('،' | ','))) {
            return parts;
        }
        let (start, gender) = self.honorifics(cell.start, cell.end);
        let end = (start..cell.end).find(|&at| self.is_separator(at)).unwrap_or(cell.end);
        let end = if end > start { end } else { cell.end };
        let gender = gender.or_else(|| self.given_gender(start));
        let honorific = (start > cell.start).then_some(cell.start..start);
        vec![Part { label: Label::Name { honorific, gender }, range: start..end }]
    }
}

/// The cells of a row with their heads; without heads, or with more cells than heads, nothing is told of them.
pub(super) fn titled(heads: Option<&[Option<Column>]>, row: Vec<Range<usize>>) -> Cells {
    let heads = heads.filter(|heads| heads.len() >= row.len());
    // Numbers before the rows are no cells of theirs: heads count from the end.
    let skip = heads.map_or(0, |heads| heads.len() - row.len());
    row.into_iter()
        .enumerate()
        .map(|(at, cell)| (heads.and_then(|heads| heads.get(at + skip).copied().flatten()), cell))
        .map(|(head, cell)| (head.filter(|head| *head != Column::Any), cell))
        .collect()
}

pub(super) fn is_name(part: &Part) -> bool {
    matches!(part.label, Label::Name { .. })
}

pub(super) fn is_seat(part: &Part) -> bool {
    matches!(part.label, Label::Post { .. } | Label::Relative { .. })
}
