//! A spreadsheet's claims: which sheet lists members, which row is its header, which column is what, who stands in it.
//!
//! In: a [`Document`] of cells and the [`Seeds`]. Out: one [`Record`] of rows, and [`Understood`] for a human to check.
//! Always holds: sheet, header and columns are chosen by content; every value cites its cell; what cannot be read is
//! kept as its words; national identity numbers and birth dates are recognised and left alone.

mod claims;
mod grid;
mod header;
mod long;
mod lore;
mod phrases;
mod read;
mod siblings;
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

pub use long::{Kin, Long};
pub use view::Understood;

/// What a spreadsheet claims.
#[must_use]
pub(super) fn record(document: &Document, seeds: &Seeds) -> Record {
    let lore = Lore::new(seeds, &document.path);
    let sheets = grid::sheets(document);
    let chosen = choose(&sheets, &lore);
    let mut rows = Vec::new();
    let tables = chosen
        .iter()
        .filter_map(|(at, tables)| Some((sheets.get(*at)?, tables)))
        .flat_map(|(sheet, tables)| tables.iter().map(move |table| (sheet, table)));
    for (number, (sheet, table)) in (0..).zip(tables) {
        rows.extend(
            table.rows.iter().map(|&at| claims::row(sheet, table, number, at, document.source, &lore)),
        );
    }
    Record {
        id: document.id.clone(),
        source: document.source,
        kind: SourceKind::Register,
        organization: organization(document, &sheets, chosen.first(), &lore),
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
    let lore = Lore::new(seeds, &document.path);
    let sheets = grid::sheets(document);
    let chosen = choose(&sheets, &lore);
    let body = organization(document, &sheets, chosen.first(), &lore);
    view::understood(document, &sheets, &chosen, body.map(|body| body.name.value), &lore)
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

/// The sheets that list members, with their tables: the one with the most and surest columns and rows, then those that
/// go on with it under the same header, as a workbook with a sheet a region has. Hidden sheets and archives count only
/// when there is nothing else.
fn choose(sheets: &[Sheet<'_>], lore: &Lore<'_>) -> Vec<(usize, Vec<Table>)> {
    let mut all: Vec<(f64, usize, Vec<Table>)> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let mut tables = table::tables(sheet, lore);
        tables.retain(|table| !table.rows.is_empty() || sheets.len() == 1);
        let mut weight: f64 = tables.iter().map(Table::weight).sum();
        if sheet.shown == Shown::Hidden {
            weight *= 0.01;
        }
        if is_archive(sheet, lore) {
            weight *= 0.2;
        }
        if !tables.is_empty() {
            all.push((weight, at, tables));
        }
    }
    // The first of the heaviest.
    let best = (0..all.len()).rev().max_by(|&one, &other| all[one].0.total_cmp(&all[other].0));
    let Some(best) = best else { return Vec::new() };
    let (_, at, tables) = all.swap_remove(best);
    all.sort_by_key(|(_, at, _)| *at);
    let mut chosen = vec![(at, tables)];
    for (_, further, tables) in all {
        let goes_on = chosen.first().is_some_and(|(first, known)| {
            siblings::go_on((&sheets[*first], known), (&sheets[further], &tables), lore)
        });
        if goes_on {
            chosen.push((further, tables));
        }
    }
    chosen
}

fn is_archive(sheet: &Sheet<'_>, lore: &Lore<'_>) -> bool {
    lore.sheet.all(&phrases::pieces(sheet.name)).iter().any(|found| found.id == "archive")
}
