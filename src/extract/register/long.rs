//! Registers too long to be held whole: understood from their opening, then read stretch by stretch.
//!
//! In: a document of the first rows of each sheet, then stretches of rows after the header's. Out: the rows as JSON, one
//! at a time, and what is known once they are through. Always holds: nothing grows with the number of rows but counts.

use super::lore::{Lore, Plan};
use super::table::{Reached, Table};
use super::{choose, grid, sheets, table, view};
use crate::document::Document;
use crate::seeds::Seeds;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// Rows without members that are listed.
const LISTED: usize = 10_000;

/// A long register.
pub struct Long<'s> {
    lore: Lore<'s>,
    plan: Option<Plan>,
    number: &'static str,
    /// What the opening shows of everything but rows.
    head: Map<String, Value>,
    parts: Vec<Progress>,
}

/// One sheet of it, and how far it has been read.
struct Progress {
    place: u16,
    name: String,
    head: RangeInclusive<u32>,
    table: Table,
    reached: Reached,
    rows: usize,
    first: Option<u32>,
    excluded: Vec<Value>,
    /// The row at which another table begins, as the sheet counts them.
    other: Option<u32>,
    kin: Kin,
    /// What is known before its rows: its header.
    view: Map<String, Value>,
}

impl Progress {
    /// The first table of a sheet, before any of its rows is read; `head`: the sheet's rows of its header.
    fn at(place: u16, name: String, head: RangeInclusive<u32>, table: &Table) -> Self {
        let reached = Reached { row: *head.end(), after_total: false };
        Self {
            place,
            name,
            head,
            table: table.header_only(),
            reached,
            rows: 0,
            first: None,
            excluded: Vec::new(),
            other: None,
            kin: Kin::Sheet,
            view: Map::new(),
        }
    }
}

/// What a table is to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// The first of a sheet.
    Sheet,
    /// It stands below another on the same sheet.
    Below,
}

/// Rows that show what a table below another is: its header, and the first of its own.
const SHOWN: u32 = 3;

impl<'s> Long<'s> {
    /// What `opening` shows; nothing when no sheet lists members.
    #[must_use]
    pub fn new(opening: &Document, seeds: &'s Seeds) -> Option<Self> {
        let lore = Lore::new(seeds, &opening.path);
        let all = grid::sheets(opening);
        let mut parts = Vec::new();
        for (at, tables) in choose(&all, &lore) {
            let (sheet, table) = (all.get(at)?, tables.first()?);
            let (first, last) = (sheet.number(table.lines.first)?, sheet.number(table.lines.last)?);
            parts.push(Progress::at(sheet.place(), sheet.name.to_owned(), first..=last, table));
        }
        let Ok(Value::Object(mut head)) = serde_json::to_value(sheets(opening, seeds)) else { return None };
        for key in ["second_table", "further_tables", "further_sheets"].iter().chain(&GROWING) {
            head.shift_remove(*key);
        }
        let number = if opening.head.dialect.is_some() { "_record" } else { "_row" };
        let plan = lore.plan(&opening.text);
        (!parts.is_empty()).then_some(Self { plan, lore, number, head, parts })
    }

    /// What is known before the rows: file, sheet, columns.
    #[must_use]
    pub fn head(&self) -> &Map<String, Value> {
        &self.head
    }

    /// The sheets that are to be read, counted from 0, each with the rows of its header.
    #[must_use]
    pub fn parts(&self) -> Vec<(u16, RangeInclusive<u32>)> {
        self.parts.iter().map(|part| (part.place, part.head.clone())).collect()
    }

    /// What the `at`th table is, its sheet, and what is known before its rows.
    #[must_use]
    pub fn part(&self, at: usize) -> Option<(Kin, &str, &Map<String, Value>)> {
        self.parts.get(at).map(|part| (part.kin, part.name.as_str(), &part.view))
    }

    /// Where the table below the `at`th one begins, once its rows are through: the sheet, and the rows that every
    /// stretch handed to [`Long::below`] must begin with.
    #[must_use]
    pub fn ends_at(&self, at: usize) -> Option<(u16, RangeInclusive<u32>)> {
        let part = self.parts.get(at)?;
        part.other.map(|row| (part.place, row..=row.saturating_add(SHOWN)))
    }

    /// Looks in `stretch` for the table below the `at`th one; `best`, the rows it was seen with so far, grows.
    pub fn below(&mut self, at: usize, stretch: &Document, best: &mut usize) {
        let Some((part, other)) = self.parts.get(at).and_then(|part| Some((part, part.other?))) else {
            return;
        };
        let (place, name) = (part.place, part.name.clone());
        for sheet in &grid::sheets(stretch) {
            let Some(top) = (0..sheet.len()).find(|row| sheet.number(*row) == Some(other)) else { continue };
            if sheet.len() - top <= *best {
                continue;
            }
            let (table, _) = table::table(sheet, top, &self.lore);
            let (Some(first), Some(last)) = (sheet.number(table.lines.first), sheet.number(table.lines.last))
            else {
                continue;
            };
            if table.columns.is_empty() || table.rows.is_empty() {
                continue;
            }
            *best = sheet.len() - top;
            let further = Progress {
                kin: Kin::Below,
                view: view::header(sheet, &table, &self.lore),
                ..Progress::at(place, name.clone(), first..=last, &table)
            };
            match self.parts.get_mut(at + 1).filter(|next| next.kin == Kin::Below && next.rows == 0) {
                Some(seen) => *seen = further,
                None => self.parts.insert(at + 1, further),
            }
        }
    }

    /// Hands `each` member of the next `stretch` of the `at`th of those sheets.
    pub fn rows(&mut self, at: usize, stretch: &Document, each: &mut dyn FnMut(&Value)) {
        let Some(part) = self.parts.get_mut(at).filter(|part| part.other.is_none()) else { return };
        for sheet in &grid::sheets(stretch) {
            let mut table = part.table.header_only();
            // Of a table below another, the rows above it come first.
            if (0..sheet.len()).all(|at| sheet.number(at).is_some_and(|row| row < *part.head.start())) {
                continue;
            }
            // Rows above the header are in the first stretch only.
            let first =
                (0..sheet.len()).find(|at| sheet.number(*at) == Some(*part.head.start())).unwrap_or(0);
            let last =
                (0..sheet.len()).rfind(|at| sheet.number(*at).is_some_and(|row| row <= *part.head.end()));
            (table.lines.first, table.lines.last) = (first, last.unwrap_or(first));
            let end = table.fill(sheet, &self.lore, &mut part.reached);
            let row = |at: usize| sheet.number(at).unwrap_or(0);
            let number = |at: usize| sheet.number(at).map_or(0, |row| row + 1);
            for &at in &table.rows {
                part.first = part.first.or(Some(number(at)));
                part.rows += 1;
                each(&view::row(sheet, &table, at, self.number, &self.lore, self.plan.as_ref()));
            }
            let room = LISTED.saturating_sub(part.excluded.len());
            part.excluded
                .extend(table.excluded.iter().take(room).map(|(at, why)| view::excluded(number(*at), *why)));
            if end < sheet.len() {
                part.other = Some(row(end));
                return;
            }
        }
    }

    /// What is known after the rows of the `at`th sheet.
    #[must_use]
    pub fn tail(&self, at: usize) -> Map<String, Value> {
        let mut out = Map::new();
        let Some(part) = self.parts.get(at) else { return out };
        out.insert("first_data_row".to_owned(), json!(part.first));
        out.insert("last_data_row".to_owned(), json!(part.first.map(|_| part.reached.row + 1)));
        out.insert("excluded_rows".to_owned(), json!(part.excluded));
        out.insert("row_count".to_owned(), json!(part.rows));
        let read = self.parts.get(at + 1).is_some_and(|next| next.kin == Kin::Below);
        if let Some(row) = part.other.filter(|_| !read) {
            out.insert("table_not_read_from_row".to_owned(), json!(row + 1));
        }
        out
    }
}

/// What is only known once all rows are through.
pub(super) const GROWING: [&str; 5] =
    ["rows", "row_count", "first_data_row", "last_data_row", "excluded_rows"];
