//! The tables of a sheet: header, rows of members, and what stands between and after them.

use super::grid::{Here, Sheet};
use super::header::{self, Column, Lines, Sample, Strictness};
use super::lore::Lore;
use super::phrases::pieces;
use super::values::{self, Order};
use crate::document::CellKind;
use crate::text::is_arabic;
use std::collections::BTreeMap;

/// A table of members.
pub(super) struct Table {
    pub(super) lines: Lines,
    pub(super) columns: Vec<Column>,
    /// Places among the sheet's rows.
    pub(super) rows: Vec<usize>,
    /// Rows between and after them that are no members, and why.
    pub(super) excluded: Vec<(usize, Why)>,
    /// How each column orders day and month.
    pub(super) orders: BTreeMap<u32, Order>,
}

/// Why a row is no member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Repeated,
    Total,
    Note,
}

/// How far the rows of a table have been looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached {
    /// The last row of the table, as the sheet counts them.
    pub(super) row: u32,
    pub(super) after_total: bool,
}

/// How many values of a column are looked at.
const SAMPLED: usize = 300;

impl Table {
    /// The column of that field.
    pub(super) fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// How good a table of members it is.
    pub(super) fn weight(&self) -> f64 {
        let sure: f64 = self.columns.iter().map(|column| column.confidence).sum();
        let person = ["name", "family", "given"].iter().any(|field| self.column(field).is_some());
        sure * (self.rows.len() as f64 + 1.0).ln() * if person { 2.0 } else { 1.0 }
    }
}

/// The tables of `sheet`, from its top.
pub(super) fn tables(sheet: &Sheet<'_>, lore: &Lore<'_>) -> Vec<Table> {
    let mut out = Vec::new();
    let mut at = 0;
    // A header far down is no header: looking at every row of a long list of something else would be slow.
    while at < sheet.len() && (!out.is_empty() || at < 2000) {
        if !header::is_header(sheet, at, lore, Strictness::First) {
            at += 1;
            continue;
        }
        let (table, end) = table(sheet, at, lore);
        at = end.max(at + 1);
        if !table.columns.is_empty() {
            out.push(table);
        }
    }
    out
}

/// The table whose header begins at row `at`, and where it ends.
pub(super) fn table(sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>) -> (Table, usize) {
    let lines = header::lines(sheet, at, lore);
    let mut columns = header::columns(sheet, lines, lore);
    let samples = samples(sheet, lines.last + 1, &columns, lore);
    header::settle(&mut columns, &samples);
    let mut out = Table { lines, columns, rows: Vec::new(), excluded: Vec::new(), orders: BTreeMap::new() };
    for column in &out.columns {
        let texts =
            (lines.last + 1..sheet.len()).take(SAMPLED).filter_map(|at| sheet.cell(at, column.column));
        out.orders.insert(column.column, values::order(texts.map(|here| here.text)));
    }
    let mut reached = Reached { row: sheet.number(lines.last).unwrap_or(0), after_total: false };
    let end = out.fill(sheet, lore, &mut reached);
    (out, end)
}

impl Table {
    /// The same table without its rows, its header in the first rows of a stretch of the sheet.
    pub(super) fn header_only(&self) -> Self {
        Self {
            lines: Lines { first: 0, last: self.lines.last - self.lines.first },
            columns: self.columns.clone(),
            rows: Vec::new(),
            excluded: Vec::new(),
            orders: self.orders.clone(),
        }
    }

    /// Sorts the rows below the header, `reached` being the last one known; returns where the table ends.
    pub(super) fn fill(&mut self, sheet: &Sheet<'_>, lore: &Lore<'_>, reached: &mut Reached) -> usize {
        let typical = self.typical(sheet);
        let mut at = self.lines.last + 1;
        while at < sheet.len() {
            if self.repeats(sheet, at) {
                self.excluded.push((at, Why::Repeated));
                reached.row = sheet.number(at).unwrap_or(reached.row);
                at += 1;
                continue;
            }
            if header::is_header(sheet, at, lore, Strictness::Later) {
                // The title right above the next header is its own.
                return at;
            }
            let row = sheet.number(at).unwrap_or(reached.row);
            let gap = row > reached.row + 1;
            if self.is_total(sheet, at, lore) {
                self.excluded.push((at, Why::Total));
                reached.after_total = true;
            } else if self.is_member(sheet, at, lore, typical, gap || reached.after_total) {
                self.rows.push(at);
                reached.row = row;
            } else {
                self.excluded.push((at, Why::Note));
            }
            at += 1;
        }
        at
    }

    /// How many mapped cells a row mostly fills.
    fn typical(&self, sheet: &Sheet<'_>) -> usize {
        let mut counts: Vec<usize> = (self.lines.last + 1..sheet.len())
            .take(SAMPLED)
            .map(|at| self.filled(sheet, at))
            .filter(|&count| count > 1)
            .collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().unwrap_or(1)
    }

    /// Mapped cells of its own that a row fills.
    fn filled(&self, sheet: &Sheet<'_>, at: usize) -> usize {
        sheet
            .cells(at)
            .filter(|here| self.columns.iter().any(|column| column.column == here.cell.column))
            .count()
    }

    fn repeats(&self, sheet: &Sheet<'_>, at: usize) -> bool {
        let (mut cells, mut same) = (0, 0);
        for here in sheet.cells(at) {
            cells += 1;
            let title = (self.lines.first..=self.lines.last)
                .any(|line| sheet.cell(line, here.cell.column).is_some_and(|title| title.text == here.text));
            same += usize::from(title);
        }
        cells >= 2 && 10 * same >= 7 * cells
    }

    fn is_total(&self, sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>) -> bool {
        let worded =
            |here: &Here<'_>| here.cell.kind == CellKind::Text && here.text.chars().any(char::is_alphabetic);
        let named =
            self.entities().filter(|column| sheet.cell(at, column.column).as_ref().is_some_and(worded));
        if named.count() > 1 {
            return false;
        }
        let mut total = None;
        for here in sheet.cells(at).filter(|here| here.cell.kind == CellKind::Text).take(4) {
            let pieces = pieces(here.text);
            if pieces.len() <= 6 && lore.sheet.at(&pieces, 0).is_some_and(|found| found.id == "total") {
                total = Some(here.cell.column);
                break;
            }
        }
        let Some(total) = total else { return false };
        // A company called «Total» still has its people.
        !self.entities().any(|column| {
            column.column != total
                && sheet.cell(at, column.column).is_some_and(|here| {
                    here.cell.kind == CellKind::Text && !here.text.chars().all(|c| c.is_ascii_digit())
                })
        })
    }

    fn entities(&self) -> impl Iterator<Item = &Column> {
        self.columns
            .iter()
            .filter(|column| matches!(column.field.as_str(), "name" | "family" | "given" | "cluster"))
    }

    fn is_member(&self, sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>, typical: usize, apart: bool) -> bool {
        let filled = self.filled(sheet, at);
        let named: Vec<Here<'_>> = self
            .entities()
            .filter_map(|column| sheet.cell(at, column.column))
            .filter(|here| here.holds() && here.text.chars().any(char::is_alphabetic))
            .collect();
        let own = named.iter().any(|here| Some(here.cell.row) == sheet.number(at));
        let person = self.columns.iter().any(|column| {
            matches!(column.field.as_str(), "name" | "family" | "given")
                && sheet
                    .cell(at, column.column)
                    .is_some_and(|here| here.text.chars().any(char::is_alphabetic))
        });
        // A cell merged over most of the table is a title between rows.
        let wide = sheet.cells(at).any(|here| here.cell.columns as usize * 2 > self.columns.len().max(3));
        if wide || filled == 0 {
            return false;
        }
        if !own {
            // An unnamed seat with a number and a role is still a row of the register.
            let has = |field: &str| {
                self.column(field).is_some_and(|column| sheet.cell(at, column.column).is_some())
            };
            return named.is_empty() && !apart && filled >= 3 && has("id");
        }
        if (!person || filled <= 2) && self.is_marked(sheet, at, lore) {
            return false;
        }
        if filled == 1 && self.columns.len() >= 3 {
            return !apart
                && typical > 1
                && named.iter().all(|here| like_a_name(here.text, lore))
                && self.followed(sheet, at);
        }
        !(apart && 10 * filled < 4 * typical)
    }

    /// Whether the row begins with a mark or word of notes and signatures.
    fn is_marked(&self, sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>) -> bool {
        sheet.cells(at).next().is_some_and(|here| {
            here.cell.kind == CellKind::Text
                && (here.text.starts_with(['*', '(', '※'])
                    || lore.sheet.at(&pieces(here.text), 0).is_some_and(|found| found.id == "note"))
        })
    }

    /// Whether the row right below is one of the table's own.
    fn followed(&self, sheet: &Sheet<'_>, at: usize) -> bool {
        sheet.number(at + 1) == sheet.number(at).map(|row| row + 1) && self.filled(sheet, at + 1) > 1
    }
}

/// Two to six words of letters that are no post and no note.
fn like_a_name(text: &str, lore: &Lore<'_>) -> bool {
    let words = text.split_whitespace().count();
    let letters = text
        .chars()
        .all(|c| c.is_alphabetic() || c.is_whitespace() || "'’-.\u{064B}\u{064E}\u{0651}".contains(c));
    (2..=6).contains(&words)
        && letters
        && lore.post.whole(text).is_none()
        && lore.seeds.whole("post", text).is_none()
        && lore.sheet.at(&pieces(text), 0).is_none()
}

/// What the values of each column are like.
fn samples(sheet: &Sheet<'_>, from: usize, columns: &[Column], lore: &Lore<'_>) -> BTreeMap<u32, Sample> {
    let mut out = BTreeMap::new();
    for column in columns {
        let mut seen = Sample::default();
        for at in from..sheet.len().min(from + SAMPLED) {
            let Some(here) = sheet.cell(at, column.column).filter(Here::holds) else { continue };
            seen.filled += 1;
            let date = values::day(here.text, here.cell.kind, Order::DayFirst, lore).is_some();
            let number = here.cell.kind == CellKind::Number
                || values::amount(here.text, here.cell.kind, lore).is_some();
            // A bare number may be a year or a serial, but no sign of a date.
            let sure = date && (here.cell.kind == CellKind::Date || here.text.contains(['/', '-', '.', ' ']));
            seen.dates += f64::from(u8::from(date));
            seen.sure_dates += f64::from(u8::from(sure));
            seen.numbers += f64::from(u8::from(number));
            seen.mails += f64::from(u8::from(here.text.contains('@')));
            seen.arabic += f64::from(u8::from(here.text.chars().any(is_arabic)));
            seen.words += f64::from(u8::from(here.text.chars().any(char::is_alphabetic)));
        }
        let filled = seen.filled.max(1) as f64;
        for share in [
            &mut seen.dates,
            &mut seen.sure_dates,
            &mut seen.numbers,
            &mut seen.arabic,
            &mut seen.words,
            &mut seen.mails,
        ] {
            *share /= filled;
        }
        out.insert(column.column, seen);
    }
    out
}
