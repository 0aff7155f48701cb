//! Which row of the workbook shows a place in a source, and which findings speak of a row.

use super::super::boards::Board;
use super::super::cells::Cell;
use super::super::record::RecordView;
use super::super::{FindingView, Reports};
use super::Wording;
use crate::check::Severity;
use std::collections::BTreeMap;

/// The sheets that findings lead to, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    Members,
    Board,
}

/// Rows by the path of the document and the first byte of the place; with the byte after its last.
type Places = BTreeMap<(String, usize), (usize, usize)>;

/// Which row shows a place.
pub(super) struct Rows {
    members: Places,
    board: Places,
}

impl Rows {
    pub(super) fn new(reports: &Reports<'_>, boards: &[Board<'_>], records: &[RecordView]) -> Self {
        let mut out = Self { members: Places::new(), board: Places::new() };
        let rows = records.iter().flat_map(|record| record.rows.iter().map(move |row| (record, row)));
        for (at, (record, row)) in rows.enumerate() {
            for cell in &row.evidence {
                out.members.insert((record.source.path.clone(), cell.start), (cell.end, at));
            }
        }
        for (at, seat) in boards.iter().flat_map(|board| &board.seats).enumerate() {
            for known in &seat.membership.evidence {
                if let Some(document) = reports.sources.get(known.source) {
                    let place = (document.path.clone(), known.span.start());
                    out.board.insert(place, (known.span.end(), at));
                }
            }
        }
        out
    }

    /// The sheet and the row of it that shows one of the places the finding cites.
    pub(super) fn of(&self, finding: &FindingView) -> Option<(Home, usize)> {
        let find = |places: &Places| {
            finding.evidence.iter().chain(&finding.related).find_map(|known| {
                let path = known.source.clone()?;
                let ((other, _), (end, row)) = places.range(..=(path.clone(), known.start)).next_back()?;
                (*other == path && *end > known.start).then_some(*row)
            })
        };
        let member = find(&self.members).map(|row| (Home::Members, row));
        member.or_else(|| find(&self.board).map(|row| (Home::Board, row)))
    }
}

/// The findings that speak of each row: the gravest severity, and the first finding of it.
pub(super) struct Remarks(BTreeMap<(Home, usize), (Severity, usize)>);

impl Remarks {
    pub(super) fn new(reports: &Reports<'_>, rows: &Rows) -> Self {
        let mut out: BTreeMap<(Home, usize), (Severity, usize)> = BTreeMap::new();
        for (at, finding) in reports.findings.iter().enumerate() {
            if finding.suppressed_by.is_some() {
                continue;
            }
            if let Some(row) = rows.of(finding) {
                let known = out.entry(row).or_insert((finding.severity, at));
                if finding.severity > known.0 {
                    *known = (finding.severity, at);
                }
            }
        }
        Self(out)
    }

    /// The severity of what is said of a row, and a link to it.
    pub(super) fn cells(&self, home: Home, row: usize, words: &Wording) -> [Cell; 2] {
        match self.0.get(&(home, row)) {
            None => [Cell::Empty, Cell::Empty],
            Some((severity, finding)) => [
                Cell::Text(words.findings.severity(*severity)),
                Cell::Link {
                    text: words.findings.go.clone(),
                    sheet: words.findings.name.clone(),
                    row: *finding,
                },
            ],
        }
    }
}
