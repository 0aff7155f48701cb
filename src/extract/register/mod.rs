//! A spreadsheet's claims: which sheet lists members, which row is its header, which column is what, who stands in it.
//!
//! In: a [`Document`] of cells and the [`Seeds`]. Out: one [`Record`] of rows, and [`Understood`] for a human to check.
//! Always holds: sheet, header and columns are chosen by content; every value cites its cell; what cannot be read is
//! kept as its words; national identity numbers and birth dates are recognised and left alone.

mod claims;
mod grid;
mod header;
mod lore;
mod phrases;
mod read;
mod table;
mod titles;
mod values;
mod view;

use crate::document::{Document, Shown};
use crate::model::{OrganizationClaim, Record, SourceKind};
use crate::seeds::Seeds;
use grid::Sheet;
use lore::Lore;
use table::Table;

pub use view::Understood;

/// What a spreadsheet claims.
#[must_use]
pub(super) fn record(document: &Document, seeds: &Seeds) -> Record {
    let lore = Lore::new(seeds);
    let sheets = grid::sheets(document);
    let chosen = choose(&sheets, &lore);
    let mut rows = Vec::new();
    if let Some((sheet, tables)) = chosen.as_ref().and_then(|(at, tables)| Some((sheets.get(*at)?, tables))) {
        for (number, table) in (0..).zip(tables) {
            rows.extend(
                table.rows.iter().map(|&at| claims::row(sheet, table, number, at, document.source, &lore)),
            );
        }
    }
    Record {
        id: document.id.clone(),
        source: document.source,
        kind: SourceKind::Register,
        organization: organization(document, &sheets, chosen.as_ref(), &lore),
        organ: None,
        event: None,
        term: None,
        declared_counts: Vec::new(),
        memberships: Vec::new(),
        outgoing: Vec::new(),
        rows,
        quotations: Vec::new(),
        suspicious: Vec::new(),
    }
}

/// What was understood of a spreadsheet.
#[must_use]
pub fn sheets(document: &Document, seeds: &Seeds) -> Understood {
    let lore = Lore::new(seeds);
    let sheets = grid::sheets(document);
    let chosen = choose(&sheets, &lore);
    let body = organization(document, &sheets, chosen.as_ref(), &lore);
    let chosen = chosen.as_ref().map(|(at, tables)| (*at, tables.as_slice()));
    view::understood(document, &sheets, chosen, body.map(|body| body.name.value), &lore)
}

fn organization(
    document: &Document,
    sheets: &[Sheet<'_>],
    chosen: Option<&(usize, Vec<Table>)>,
    lore: &Lore<'_>,
) -> Option<OrganizationClaim> {
    let (at, tables) = chosen?;
    let header = tables.first()?.lines.first;
    titles::organization(sheets.get(*at)?, header, sheets, document.source, lore, &document.text)
}

/// The sheet that lists members, and its tables: the one with the most and surest columns and rows. Hidden sheets and
/// archives count only when there is nothing else.
fn choose(sheets: &[Sheet<'_>], lore: &Lore<'_>) -> Option<(usize, Vec<Table>)> {
    let mut best: Option<(f64, usize, Vec<Table>)> = None;
    for (at, sheet) in sheets.iter().enumerate() {
        let mut tables = table::tables(sheet, lore);
        tables.retain(|table| !table.rows.is_empty() || sheets.len() == 1);
        let mut weight: f64 = tables.iter().map(Table::weight).sum();
        if sheet.shown == Shown::Hidden {
            weight *= 0.01;
        }
        let pieces = phrases::pieces(sheet.name);
        if lore.sheet.all(&pieces).iter().any(|found| found.id == "archive") {
            weight *= 0.2;
        }
        if !tables.is_empty() && best.as_ref().is_none_or(|(known, ..)| weight > *known) {
            best = Some((weight, at, tables));
        }
    }
    best.map(|(_, at, tables)| (at, tables))
}
