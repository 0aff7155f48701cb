//! The rows of the registers, each with what is said of it.

use super::super::cells::{Cell, Mark, Rule, Sheet, When};
use super::super::record::RecordView;
use super::rows::{Home, Remarks};
use super::{Wording, heads};
use crate::calendar::Date;

/// The columns before the dues.
const KEYS: [&str; 13] = [
    "identifier",
    "organization",
    "acronym",
    "area",
    "sector",
    "name",
    "latin_name",
    "role",
    "phone",
    "email",
    "joined",
    "term_start",
    "term_end",
];

pub(super) fn sheet(words: &Wording, records: &[RecordView], remarks: &Remarks) -> Sheet {
    let registers: Vec<&RecordView> = records.iter().filter(|record| !record.rows.is_empty()).collect();
    let rows = || registers.iter().flat_map(|record| &record.rows);
    let mut years: Vec<i32> = rows().flat_map(|row| row.dues.iter().map(|dues| dues.year)).collect();
    years.sort_unstable();
    years.dedup();
    let columns = &words.members.columns;
    let mut titles = heads(columns, &KEYS);
    titles.extend(years.iter().map(|year| format!("{}{year}", words.members.dues)));
    titles.extend(heads(columns, &["severity", "row", "source"]));
    let day = |text: &Option<String>| match text.as_deref().map(Date::parse) {
        Some(Some(date)) => Cell::Date(date),
        _ => Cell::text(text.clone()),
    };
    let mut out = Vec::new();
    for record in &registers {
        for row in &record.rows {
            let texts = [
                &row.identifier,
                &row.organization,
                &row.acronym,
                &row.area,
                &row.sector,
                &row.name,
                &row.latin_name,
                &row.role,
                &row.phone,
                &row.email,
            ];
            let mut cells: Vec<Cell> = texts.into_iter().map(|text| Cell::text(text.clone())).collect();
            cells.extend([day(&row.joined), day(&row.term_start), day(&row.term_end)]);
            cells.extend(years.iter().map(|year| {
                let dues = row.dues.iter().find(|dues| dues.year == *year);
                dues.and_then(|dues| dues.amount).map_or(Cell::Empty, Cell::Number)
            }));
            cells.extend(remarks.cells(Home::Members, out.len(), words));
            cells.push(Cell::text(Some(record.source.path.as_str())));
            out.push(cells);
        }
    }
    let mut rules = vec![Rule { mark: Mark::Error, when: When::Past(KEYS.len() - 1) }];
    rules.extend(words.findings.rules(KEYS.len() + years.len()));
    Sheet {
        keys: KEYS.to_vec(),
        heads: titles,
        rows: out,
        rules,
        choices: vec![(3, "Lists_areas")],
        ..Sheet::new(&words.members.name, "Members")
    }
}
