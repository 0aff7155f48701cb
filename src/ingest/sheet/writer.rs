//! A draft of cells: addresses, order and the cap on cells are kept in one place for all formats.

use super::super::draft::Draft;
use super::super::error::IngestError;
use super::CELLS;
use crate::document::{Address, BlockKind, Cell, CellKind, Place, Shown};
use std::sync::Arc;

/// Adds cells to a draft, sheet after sheet, row after row.
pub(super) struct Writer {
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

impl Writer {
    pub(super) fn new(media_type: &'static str) -> Self {
        Self {
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
        if !self.draft.text.is_empty() {
            self.draft.text.push('\n');
        }
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
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.last.is_some_and(|last| last >= (row, column)) {
            self.disorder += 1;
            return Ok(());
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
        self.draft
    }
}
