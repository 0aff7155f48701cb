//! Sheets that go on with the register of another: a sheet a region, a branch or a cluster, all under one header.
//!
//! In: two sheets with their tables. Out: whether the second holds further members of the same register. Always holds:
//! an earlier year's list, an archive, a hidden sheet and a copy of the same people are no further members.

use super::grid::Sheet;
use super::lore::Lore;
use super::table::Table;
use super::{is_archive, phrases};
use crate::document::Shown;
use crate::text::{TokenKind, fold};
use std::collections::BTreeSet;

/// Whether `other` goes on with the register that `first` begins.
pub(super) fn go_on(
    (first, known): (&Sheet<'_>, &[Table]),
    (other, tables): (&Sheet<'_>, &[Table]),
    lore: &Lore<'_>,
) -> bool {
    let shown = first.shown == Shown::Visible && other.shown == Shown::Visible;
    let (Some(known), Some(table), 1, 1) = (known.first(), tables.first(), known.len(), tables.len()) else {
        return false;
    };
    if !shown || is_archive(first, lore) || is_archive(other, lore) || dated(first) || dated(other) {
        return false;
    }
    let same = known.columns.len() == table.columns.len()
        && known
            .columns
            .iter()
            .zip(&table.columns)
            .all(|(one, two)| one.field == two.field && fold(one.label.trim()) == fold(two.label.trim()));
    same && !repeats(&names(first, known), &names(other, table))
}

/// Whether a sheet's name says of which year it is.
fn dated(sheet: &Sheet<'_>) -> bool {
    phrases::pieces(sheet.name).iter().any(|piece| {
        piece.kind == TokenKind::Number
            && piece
                .text
                .parse()
                .is_ok_and(|year: i32| (1300..=1500).contains(&year) || (1900..=2100).contains(&year))
    })
}

/// Whether many of `other` are among `known`: a copy, or the same list at another time.
fn repeats(known: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let again = other.iter().filter(|name| known.contains(*name)).count();
    other.is_empty() || again * 4 > other.len().min(known.len())
}

/// The members' names as folded words.
fn names(sheet: &Sheet<'_>, table: &Table) -> BTreeSet<String> {
    let columns: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| matches!(column.field.as_str(), "name" | "family" | "given"))
        .map(|column| column.column)
        .collect();
    let name = |at: &usize| -> String {
        let parts = columns.iter().filter_map(|column| sheet.cell(*at, *column)).map(|here| fold(here.text));
        parts.collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(name).filter(|name| !name.trim().is_empty()).collect()
}
