//! The cells of a document as sheets, rows and merged areas; nothing is copied but row borders.

use crate::document::{Block, BlockKind, Cell, CellKind, Document, Place, Shown};
use crate::text::{Span, is_default_ignorable};
use std::collections::BTreeMap;

/// One sheet.
pub(super) struct Sheet<'d> {
    document: &'d Document,
    /// Its name; empty for a file without sheets.
    pub(super) name: &'d str,
    pub(super) shown: Shown,
    blocks: &'d [Block],
    rows: Vec<(u32, usize, usize)>,
    /// Merged areas by column: first row, last row, block.
    merged: BTreeMap<u32, Vec<(u32, u32, usize)>>,
}

/// One cell and its text.
#[derive(Clone, Copy)]
pub(super) struct Here<'d> {
    pub(super) cell: Cell,
    pub(super) span: Span,
    /// Trimmed.
    pub(super) text: &'d str,
}

impl Here<'_> {
    /// True when the cell holds a value, and not an error or a formula nobody computed.
    pub(super) fn holds(&self) -> bool {
        !matches!(self.cell.kind, CellKind::Error | CellKind::Uncomputed)
    }
}

/// The sheets of `document` that hold anything, in the workbook's order.
pub(super) fn sheets(document: &Document) -> Vec<Sheet<'_>> {
    let mut out: Vec<Sheet<'_>> = Vec::new();
    let number = |block: &Block| match &block.kind {
        BlockKind::Cell(cell) => Some(cell.sheet),
        _ => None,
    };
    for blocks in document.blocks.chunk_by(|one, other| number(one) == number(other)) {
        let Some(Block { kind: BlockKind::Cell(first), place, .. }) = blocks.first() else { continue };
        let name = if let Place::Cell { sheet, .. } = place { sheet } else { "" };
        let mut sheet =
            Sheet { document, name, shown: first.shown, blocks, rows: Vec::new(), merged: BTreeMap::new() };
        for (at, block) in blocks.iter().enumerate() {
            let BlockKind::Cell(cell) = &block.kind else { continue };
            match sheet.rows.last_mut() {
                Some((row, _, end)) if *row == cell.row => *end = at + 1,
                _ => sheet.rows.push((cell.row, at, at + 1)),
            }
            if cell.rows > 1 || cell.columns > 1 {
                for column in cell.column..cell.column.saturating_add(cell.columns.min(256)) {
                    let area = (cell.row, cell.row.saturating_add(cell.rows - 1), at);
                    sheet.merged.entry(column).or_default().push(area);
                }
            }
        }
        out.push(sheet);
    }
    out
}

impl<'d> Sheet<'d> {
    /// Its place in the workbook, counted from 0.
    pub(super) fn place(&self) -> u16 {
        match self.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Cell(cell)) => cell.sheet,
            _ => 0,
        }
    }

    /// How many rows hold anything.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number, counted from 0, of the `at`th row that holds anything.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        self.rows.get(at).map(|row| row.0)
    }

    /// The cells of the `at`th row that holds anything.
    pub(super) fn cells(&self, at: usize) -> impl Iterator<Item = Here<'d>> + '_ {
        let (start, end) = self.rows.get(at).map_or((0, 0), |row| (row.1, row.2));
        (start..end).filter_map(|at| self.here(at))
    }

    /// The cell in that column of the `at`th row, or the merged one that covers the place.
    pub(super) fn cell(&self, at: usize, column: u32) -> Option<Here<'d>> {
        let &(row, start, end) = self.rows.get(at)?;
        let found = self.blocks[start..end].binary_search_by_key(&column, |block| match &block.kind {
            BlockKind::Cell(cell) => cell.column,
            _ => 0,
        });
        match found {
            Ok(found) => self.here(start + found),
            Err(_) => {
                let areas = self.merged.get(&column)?;
                let before = areas.partition_point(|area| area.0 <= row);
                let &(_, last, block) = areas.get(before.checked_sub(1)?)?;
                if last >= row { self.here(block) } else { None }
            }
        }
    }

    /// The bytes from the row's first to its last cell.
    pub(super) fn extent(&self, at: usize) -> Option<Span> {
        let &(_, start, end) = self.rows.get(at)?;
        Some(self.blocks.get(start)?.span.join(self.blocks.get(end.checked_sub(1)?)?.span))
    }

    fn here(&self, at: usize) -> Option<Here<'d>> {
        let block = self.blocks.get(at)?;
        let BlockKind::Cell(cell) = &block.kind else { return None };
        // Spaces, no-break spaces and direction marks at either end are nobody's name; a tatweel may be.
        let words = block.span.of(&self.document.text);
        let drop = |c: char| c.is_whitespace() || is_default_ignorable(c);
        let start = block.span.start() + (words.len() - words.trim_start_matches(drop).len());
        let len = words.trim_matches(drop).len();
        let span = Span::new(&self.document.text, start..start + len).unwrap_or(block.span);
        Some(Here { cell: *cell, span, text: span.of(&self.document.text) })
    }
}
