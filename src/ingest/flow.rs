//! Lines of a flowing document, shared by the readers of HTML, Word and OpenDocument: paragraphs, items, table rows.
//!
//! In: lines with their kind. Out: a [`Draft`] where a line of the file is a line of the text, the cells of a row stand
//! between tabs as blocks of their own, and a place is the line of the text that `diwan text` prints.

use super::draft::Draft;
use crate::document::{BlockKind, Place};

/// A paragraph, item or heading (one cell) or the row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: BlockKind,
    pub(super) cells: Vec<String>,
}

impl Line {
    /// A line that is no table row.
    pub(super) fn new(kind: BlockKind, words: impl Into<String>) -> Self {
        Self { kind, cells: vec![words.into()] }
    }

    /// Its words in one string.
    pub(super) fn words(&self) -> String {
        self.cells.join("\t")
    }

    /// True when there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Adds `lines` to `draft`; blank ones are left out.
pub(super) fn write(draft: &mut Draft, lines: Vec<Line>) {
    let mut number = 1 + u32::try_from(draft.text.matches('\n').count()).unwrap_or(u32::MAX);
    for line in lines.into_iter().filter(|line| !line.is_blank()) {
        let filled = line.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        for (at, cell) in line.cells[..filled].iter().enumerate() {
            if at > 0 {
                draft.text.push('\t');
            }
            let cell = cell.trim_matches(|c: char| c.is_ascii_whitespace());
            if !cell.is_empty() {
                draft.block(line.kind.clone(), Place::Line { line: number }, cell);
            }
        }
        draft.text.push('\n');
        number = number.saturating_add(1);
    }
}

/// The lines of a table row whose cells hold `cells`: one line, unless a cell holds a passage of its own (tables that
/// only lay out a page); then the cells follow each other.
pub(super) fn row(cells: Vec<Vec<Line>>) -> Vec<Line> {
    /// Lines of a cell that may still be one value, such as a name broken in two.
    const FEW: usize = 3;
    let plain = |line: &Line| line.kind == BlockKind::Paragraph && line.cells.len() == 1;
    let single = cells.iter().all(|lines| {
        lines.len() <= 1
            || (lines.len() <= FEW && lines.iter().all(|line| plain(line) && line.cells[0].len() < 160))
    });
    let filled = cells.iter().filter(|lines| !lines.is_empty()).count();
    if filled < 2 || !single {
        return cells.into_iter().flatten().collect();
    }
    let joined = |lines: Vec<Line>| {
        let words: Vec<String> = lines.iter().map(Line::words).collect();
        words.join(" ").replace('\t', " ")
    };
    vec![Line { kind: BlockKind::Paragraph, cells: cells.into_iter().map(joined).collect() }]
}

/// Numbers or bullets in front of the first line, where it does not show one of its own.
pub(super) fn marked(mut lines: Vec<Line>, mark: &str) -> Vec<Line> {
    let Some(first) = lines.iter_mut().find(|line| !line.is_blank()) else { return lines };
    if first.kind == BlockKind::Paragraph {
        first.kind = BlockKind::Item;
    }
    if let Some(cell) = first.cells.iter_mut().find(|cell| !cell.trim().is_empty()) {
        let shown = cell.trim_start();
        let own = shown.starts_with(['-', '*', '\u{2022}', '\u{B7}', '\u{2013}', '\u{2014}', '('])
            || shown.starts_with(|c: char| c.is_numeric());
        if !own && !mark.is_empty() {
            *cell = format!("{mark} {shown}");
        }
    }
    lines
}
