//! A draft of cells: addresses, order and the cap on cells are kept in one place for all formats.
//!
//! A long sheet can be had in part: its opening, or all of it in stretches of rows, so that no more than one stretch is
//! held at a time.

use super::super::draft::Draft;
use super::super::error::IngestError;
use super::CELLS;
use crate::document::{Address, BlockKind, Cell, CellKind, Place, Shown};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// How much of a workbook is wanted.
pub(in super::super) enum Part<'p> {
    Whole,
    /// That many rows of every sheet.
    Opening(u32),
    Stretches(Stretches<'p>),
}

/// One sheet, row after row.
pub(in super::super) struct Stretches<'p> {
    /// The sheet, counted from 0.
    pub(in super::super) sheet: u16,
    /// Rows that every stretch begins with: those of the header.
    pub(in super::super) head: RangeInclusive<u32>,
    /// Rows of a stretch beside them.
    pub(in super::super) rows: u32,
    pub(in super::super) each: &'p mut dyn FnMut(Draft),
}

/// A cell of the header: row, column, kind and text.
type Held = (u32, u32, CellKind, String);

/// Adds cells to a draft, sheet after sheet, row after row.
pub(super) struct Writer<'p> {
    part: Part<'p>,
    /// Rows of the sheet, or of the stretch, that hold anything.
    rows: u32,
    head: Vec<Held>,
    full: bool,
    draft: Draft,
    sheet: Option<u16>,
    name: Arc<str>,
    shown: Shown,
    first: usize,
    last: Option<(u32, u32)>,
    cells: u64,
    disorder: u64,
}

/// Cells that a merged one covers: first and last row and column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl<'p> Writer<'p> {
    pub(super) fn new(media_type: &'static str, part: Part<'p>) -> Self {
        Self {
            part,
            rows: 0,
            head: Vec::new(),
            full: false,
            draft: Draft::new(media_type),
            sheet: None,
            name: Arc::from(""),
            shown: Shown::Visible,
            first: 0,
            last: None,
            cells: 0,
            disorder: 0,
        }
    }

    /// Begins the next sheet.
    pub(super) fn sheet(&mut self, name: &str, shown: Shown) {
        self.sheet = Some(self.sheet.map_or(0, |sheet| sheet.saturating_add(1)));
        self.name = Arc::from(name);
        self.shown = shown;
        self.first = self.draft.blocks.len();
        self.last = None;
        self.rows = 0;
        self.full = matches!(&self.part, Part::Stretches(part) if Some(part.sheet) != self.sheet);
        if !self.draft.text.is_empty() {
            self.draft.text.push('\n');
        }
    }

    /// False when no further cell of the sheet is wanted.
    pub(super) fn wants(&self) -> bool {
        !self.full
    }

    /// True when cells in further rows are wanted; hands a stretch over that has its rows.
    fn begins(&mut self, row: u32) -> Result<(), IngestError> {
        match &mut self.part {
            Part::Whole => {}
            Part::Opening(rows) if self.rows == *rows => {
                self.full = true;
                self.draft.goes_on = true;
                return Ok(());
            }
            Part::Opening(_) => {}
            Part::Stretches(part) if part.head.contains(&row) => return Ok(()),
            Part::Stretches(part) if self.rows == part.rows => {
                let fresh = Draft { head: self.draft.head.clone(), ..Draft::new(self.draft.media_type) };
                (part.each)(std::mem::replace(&mut self.draft, fresh));
                (self.rows, self.first, self.last) = (0, 0, None);
                for (row, column, kind, text) in std::mem::take(&mut self.head) {
                    self.put(row, column, kind, &text)?;
                    self.head.push((row, column, kind, text));
                }
            }
            Part::Stretches(_) => {}
        }
        self.rows += 1;
        Ok(())
    }

    /// Adds a cell; nothing is added for text that is only white space.
    ///
    /// # Errors
    /// More cells or more text than one document can hold.
    pub(super) fn cell(
        &mut self,
        row: u32,
        column: u32,
        kind: CellKind,
        text: &str,
    ) -> Result<(), IngestError> {
        if text.trim().is_empty() || self.full {
            return Ok(());
        }
        if self.last.is_some_and(|last| last >= (row, column)) {
            self.disorder += 1;
            return Ok(());
        }
        if self.last.is_none_or(|(last, _)| last != row) {
            self.begins(row)?;
            if self.full {
                return Ok(());
            }
        }
        self.cells += 1;
        if self.cells > CELLS {
            return Err(IngestError::Limit {
                what: "the number of cells",
                found: self.cells,
                limit: CELLS,
                remedy: "split the workbook",
            });
        }
        if matches!(&self.part, Part::Stretches(part) if part.head.contains(&row)) {
            self.head.push((row, column, kind, text.to_owned()));
        }
        self.put(row, column, kind, text)
    }

    fn put(&mut self, row: u32, column: u32, kind: CellKind, text: &str) -> Result<(), IngestError> {
        if self.draft.text.len() + text.len() >= u32::MAX as usize {
            return Err(IngestError::Limit {
                what: "the text in bytes",
                found: self.draft.text.len() as u64,
                limit: u64::from(u32::MAX),
                remedy: "split the workbook",
            });
        }
        match self.last {
            Some((last, _)) if last == row => self.draft.text.push('\t'),
            Some(_) => self.draft.text.push('\n'),
            None => {}
        }
        self.last = Some((row, column));
        let sheet = self.sheet.unwrap_or(0);
        let cell = Cell { sheet, row, column, rows: 1, columns: 1, kind, shown: self.shown };
        let place = Place::Cell { sheet: Arc::clone(&self.name), cell: Address { row, column } };
        self.draft.block(BlockKind::Cell(cell), place, text);
        Ok(())
    }

    /// Says which cells of the current sheet are merged; call it after the last cell.
    pub(super) fn merged(&mut self, merges: impl IntoIterator<Item = Merge>) {
        let blocks = &mut self.draft.blocks[self.first..];
        for merge in merges {
            let start = (merge.rows.0, merge.columns.0);
            let at = blocks.binary_search_by_key(&start, |block| match &block.kind {
                BlockKind::Cell(cell) => (cell.row, cell.column),
                _ => (0, 0),
            });
            let block = at.ok().and_then(|at| blocks.get_mut(at));
            if let Some(BlockKind::Cell(cell)) = block.map(|block| &mut block.kind) {
                cell.rows = merge.rows.1.saturating_sub(merge.rows.0) + 1;
                cell.columns = merge.columns.1.saturating_sub(merge.columns.0) + 1;
            }
        }
    }

    /// Notes that something could not be read.
    pub(super) fn note(&mut self, message: impl Into<String>) {
        self.draft.note(message);
    }

    /// The draft, once the last sheet is in.
    pub(super) fn finish(mut self) -> Draft {
        if self.disorder > 0 {
            let message = format!("{} cells stand out of order in the file and were left out", self.disorder);
            self.draft.note(message);
        }
        if !self.draft.text.is_empty() && !self.draft.text.ends_with('\n') {
            self.draft.text.push('\n');
        }
        if let Part::Stretches(part) = &mut self.part
            && !self.draft.blocks.is_empty()
        {
            let rest = Draft::new(self.draft.media_type);
            (part.each)(std::mem::replace(&mut self.draft, rest));
        }
        self.draft
    }
}
