//! Which rows of a sheet are headers, and which column holds which field.
//!
//! In: a sheet. Out: columns with fields and confidence. A header is known by what its cells say, never by where it
//! stands; titles above several columns, and second lines, are read together with it.

use super::grid::{Here, Sheet};
use super::lore::{Ideas, Lore, Match};
use crate::document::CellKind;
use crate::seeds::ColumnFix;
use std::collections::{BTreeMap, BTreeSet};

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) column: u32,
    /// The field, an id of the lexicon of columns.
    pub(super) field: String,
    /// The year the header names.
    pub(super) year: Option<i32>,
    /// How surely, 0 to 1.
    pub(super) confidence: f64,
    /// The header's words.
    pub(super) label: String,
    /// The ideas that decided.
    pub(super) set: BTreeSet<String>,
    /// The field's name as it is shown: `name_ar`, `dues_2024`.
    pub(super) key: String,
    /// Whether the header is in Latin letters.
    pub(super) latin: bool,
    /// Whether a person has named the field: no value says otherwise.
    pub(super) fixed: bool,
}

/// The rows of a header, as places among the sheet's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Fields one of which a table of members must have.
const ENTITIES: [&str; 4] = ["name", "family", "given", "cluster"];

/// How strict a row is judged as a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// No header has been seen yet on the sheet.
    First,
    /// A table is under way: its rows may use words that headers use.
    Later,
}

/// Whether row `at` reads as a header.
pub(super) fn is_header(sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>, strictness: Strictness) -> bool {
    // Most rows of a long list are told by a number, a date or an address, without looking at any word.
    if strictness == Strictness::Later && sheet.cells(at).any(|here| is_plainly_a_value(&here)) {
        return false;
    }
    let (mut cells, mut like, mut fields) = (0_usize, 0_usize, BTreeSet::new());
    for here in sheet.cells(at) {
        cells += 1;
        let (alike, field) = reads_as_header(sheet, &here, lore);
        like += usize::from(alike);
        fields.extend(field);
        if !alike && matches!(here.cell.kind, CellKind::Date | CellKind::Boolean) {
            return false;
        }
    }
    let entity = fields.iter().any(|field| ENTITIES.contains(&field.as_str()));
    let enough = match strictness {
        Strictness::First => fields.len() >= 2 && 2 * like >= cells,
        Strictness::Later => {
            (fields.len() >= 3 && 3 * like >= 2 * cells) || (fields.len() >= 2 && like == cells)
        }
    };
    entity && enough
}

/// Whether a cell holds what no header is: a date, an amount, a phone number, an address.
fn is_plainly_a_value(here: &Here<'_>) -> bool {
    match here.cell.kind {
        CellKind::Date | CellKind::Boolean => true,
        CellKind::Number => {
            here.text.parse::<f64>().map_or(true, |number| !(1300.0..=2100.0).contains(&number))
        }
        _ => here.text.contains('@') || here.text.chars().filter(|c| c.is_numeric()).count() > 5,
    }
}

/// Whether a cell reads as a header, and the field it names.
fn reads_as_header(sheet: &Sheet<'_>, here: &Here<'_>, lore: &Lore<'_>) -> (bool, Option<String>) {
    if !matches!(here.cell.kind, CellKind::Text | CellKind::Number) || here.text.len() > 160 {
        return (false, None);
    }
    if let Some(field) = lore.fixed(sheet.name, here.text) {
        return (true, Some(field.to_owned()));
    }
    let ideas = lore.ideas(here.text);
    if ideas.only_year() {
        return (true, None);
    }
    if here.cell.kind == CellKind::Number || ideas.known + ideas.unknown > 9 {
        return (false, None);
    }
    match lore.field(&ideas, &BTreeSet::new()) {
        Some(found) if found.confidence >= 0.55 => (true, Some(found.field)),
        _ => (false, None),
    }
}

/// The rows that belong to the header found at row `at`: titles above, further lines below.
pub(super) fn lines(sheet: &Sheet<'_>, at: usize, lore: &Lore<'_>) -> Lines {
    let width = sheet.cells(at).count() as u32;
    let mut first = at;
    if let Some(above) = at.checked_sub(1) {
        let adjacent = sheet.number(above).map(|row| row + 1) == sheet.number(at);
        let cells: Vec<Here<'_>> = sheet.cells(above).collect();
        let grouped = cells.iter().any(|here| here.cell.columns > 1 && here.cell.columns + 1 < width);
        let texts = cells.iter().all(|here| here.cell.kind == CellKind::Text);
        let titled = cells.len() >= 2 && cells.iter().any(|here| reads_as_header(sheet, here, lore).0);
        if adjacent && texts && (grouped || titled) {
            first = above;
        }
    }
    let mut last = at;
    while last < at + 2 && continues(sheet, at, last + 1, lore) {
        last += 1;
    }
    Lines { first, last }
}

/// Whether row `below` is a further line of the header at row `at`.
fn continues(sheet: &Sheet<'_>, at: usize, below: usize, lore: &Lore<'_>) -> bool {
    let (Some(row), Some(next)) = (sheet.number(below - 1), sheet.number(below)) else { return false };
    if row + 1 != next {
        return false;
    }
    let (mut cells, mut like) = (0, 0);
    for here in sheet.cells(below) {
        cells += 1;
        let under_title = sheet.cell(at, here.cell.column).is_some_and(|title| {
            title.cell.columns > 1 && title.cell.kind == CellKind::Text && here.cell.kind == CellKind::Text
        });
        like += usize::from(under_title || reads_as_header(sheet, &here, lore).0);
    }
    // The same words again are a repeated header, not a second line.
    let same = sheet
        .cells(below)
        .all(|here| sheet.cell(at, here.cell.column).is_some_and(|title| title.text == here.text));
    cells > 0 && like == cells && !same
}

/// The columns of the header in `lines`, before their values have been looked at.
pub(super) fn columns(sheet: &Sheet<'_>, lines: Lines, lore: &Lore<'_>) -> Vec<Column> {
    let mut places = BTreeSet::new();
    for at in lines.first..=lines.last {
        for here in sheet.cells(at) {
            places.extend(here.cell.column..here.cell.column.saturating_add(here.cell.columns.clamp(1, 64)));
        }
    }
    places.into_iter().filter_map(|column| self::column(sheet, lines, column, lore)).collect()
}

fn column(sheet: &Sheet<'_>, lines: Lines, column: u32, lore: &Lore<'_>) -> Option<Column> {
    let mut parts: Vec<Here<'_>> = Vec::new();
    for at in lines.first..=lines.last {
        let found = sheet.cell(at, column).or_else(|| spread(sheet, lines, at, column));
        if let Some(here) = found.filter(|here| parts.iter().all(|part| part.span != here.span)) {
            parts.push(here);
        }
    }
    let own_cell = *parts.last()?;
    let mut own = lore.ideas(own_cell.text);
    let mut above = BTreeSet::new();
    let mut year = own.year;
    let mut twin: Option<Match> = None;
    for part in &parts[..parts.len() - 1] {
        let ideas = lore.ideas(part.text);
        year = year.or(ideas.year);
        if own.ideas.is_empty() {
            own = Ideas { year: own.year, ..ideas };
        } else if part.cell.columns == 1 && part.cell.column == column {
            // The same column named once more, mostly in another language.
            twin = lore.field(&ideas, &BTreeSet::new());
        } else {
            above.extend(ideas.ideas);
        }
    }
    let label = parts.iter().map(|part| part.text).collect::<Vec<_>>().join(" / ");
    let mut found = lore.field(&own, &above);
    if let Some(twin) = twin {
        let vague = found.as_ref().is_none_or(|found| {
            (found.field == "name" && ["family", "given"].contains(&twin.field.as_str()))
                || twin.confidence > found.confidence + 0.2
        });
        if vague {
            found = Some(twin);
        }
    }
    let fixed = [label.as_str(), own_cell.text].into_iter().find_map(|words| lore.fixed(sheet.name, words));
    if let Some(field) = fixed {
        if field == ColumnFix::NONE {
            return None;
        }
        found = Some(Match { field: field.to_owned(), set: BTreeSet::new(), confidence: 1.0 });
    }
    let bare_year = own.ideas.is_empty() && year.is_some();
    let found = found.or_else(|| {
        bare_year.then(|| Match { field: "dues".to_owned(), set: BTreeSet::new(), confidence: 0.5 })
    })?;
    if found.field == "dues" {
        year = year.or(own.short.map(|short| 2000 + short));
    }
    Some(Column {
        column,
        field: found.field,
        year,
        confidence: found.confidence,
        label,
        set: found.set,
        key: String::new(),
        latin: own.latin,
        fixed: fixed.is_some(),
    })
}

/// A title that stands above its first column alone and means the following ones too: in files without merged cells.
fn spread<'d>(sheet: &Sheet<'d>, lines: Lines, at: usize, column: u32) -> Option<Here<'d>> {
    if at >= lines.last || sheet.cell(at + 1, column).is_none() {
        return None;
    }
    for left in (column.saturating_sub(12)..column).rev() {
        if let Some(here) = sheet.cell(at, left) {
            let below = sheet.cell(at + 1, left)?;
            return (below.span != here.span && here.cell.columns == 1).then_some(here);
        }
    }
    None
}

/// What a sample of a column's values is like, as shares of those that hold anything.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sample {
    pub(super) filled: usize,
    pub(super) dates: f64,
    /// Dates that are no bare numbers.
    pub(super) sure_dates: f64,
    pub(super) numbers: f64,
    pub(super) arabic: f64,
    pub(super) words: f64,
    pub(super) mails: f64,
}

/// Settles what headers leave open, now that `samples` show the values, and names each column.
pub(super) fn settle(columns: &mut Vec<Column>, samples: &BTreeMap<u32, Sample>) {
    let sample = |column: &Column| samples.get(&column.column).copied().unwrap_or_default();
    for column in columns.iter_mut().filter(|column| !column.fixed) {
        let seen = sample(column);
        let bare = column.set.len() == 1;
        match column.field.as_str() {
            "joined" if bare && seen.filled > 0 && seen.dates < 0.3 && seen.numbers > 0.6 => {
                "dues".clone_into(&mut column.field)
            }
            "dues" if seen.filled > 0 && seen.sure_dates > 0.6 => {
                let join = column.set.contains("join");
                (if join { "joined" } else { "paid_on" }).clone_into(&mut column.field);
            }
            "dues" if column.set.is_empty() && seen.numbers < 0.5 => column.confidence = 0.3,
            "joined" | "term_start" | "term_end" | "paid_on" | "born"
                if seen.filled > 2 && seen.dates < 0.3 =>
            {
                column.confidence *= 0.5;
            }
            "name" if bare && seen.filled > 1 && seen.mails > 0.5 => "email".clone_into(&mut column.field),
            "name" if bare && seen.filled > 1 && seen.words < 0.2 && seen.numbers + seen.dates > 0.5 => {
                "phone".clone_into(&mut column.field);
            }
            // «ت. الالتحاق» abbreviates the word for date, as it may that for number.
            "id" if seen.filled > 1 && seen.sure_dates > 0.8 => {
                "joined".clone_into(&mut column.field);
                column.confidence *= 0.7;
            }
            // A number that is no sequence but words is a name of some kind.
            "id" if seen.filled > 0 && seen.words > 0.9 && seen.numbers < 0.1 => column.confidence *= 0.4,
            _ => {}
        }
    }
    columns.retain(|column| column.confidence >= 0.35);
    if !columns.iter().any(|column| column.field == "role")
        && let Some(column) = columns.iter_mut().find(|column| column.field == "employer_role")
    {
        "role".clone_into(&mut column.field);
    }
    if !columns.iter().any(|column| column.field == "region")
        && let Some(column) = columns.iter_mut().find(|column| column.field == "country")
    {
        "region".clone_into(&mut column.field);
    }
    // «من تاريخ» with an end beside it begins a mandate, alone a membership.
    if columns.iter().any(|column| column.field == "term_end") {
        for column in columns.iter_mut().filter(|column| column.field == "joined") {
            if column.set.contains("start") && !column.set.contains("join") && !column.set.contains("member")
            {
                "term_start".clone_into(&mut column.field);
            }
        }
    }
    names(columns, samples);
    keys(columns, samples);
}

/// «الاسم» beside «النسب» is the given name, «Nom» beside «Prénom» the family name.
fn names(columns: &mut [Column], samples: &BTreeMap<u32, Sample>) {
    let arabic = |column: &Column| {
        samples.get(&column.column).is_none_or(|seen| seen.filled == 0) && !column.latin
            || samples.get(&column.column).is_some_and(|seen| seen.arabic > 0.5)
    };
    for script in [true, false] {
        let of = |columns: &[Column], field: &str| -> Vec<usize> {
            let same = |at: &usize| columns[*at].field == field && arabic(&columns[*at]) == script;
            (0..columns.len()).filter(same).collect()
        };
        let (full, family, given) = (of(columns, "name"), of(columns, "family"), of(columns, "given"));
        let plain: Vec<usize> = full
            .iter()
            .copied()
            .filter(|&at| {
                let set = &columns[at].set;
                set.contains("name")
                    && set.iter().all(|idea| ["name", "member", "person"].contains(&idea.as_str()))
            })
            .collect();
        if let ([alone], true) = (plain.as_slice(), full.len() == 1) {
            if family.is_empty() && given.len() == 1 {
                "family".clone_into(&mut columns[*alone].field);
            } else if given.is_empty() && family.len() == 1 {
                "given".clone_into(&mut columns[*alone].field);
            }
        }
        // «العضو» beside «الممثل» is the member body.
        if full.len() > 1 && !columns.iter().any(|column| column.field == "cluster") {
            let member = full
                .iter()
                .copied()
                .find(|&at| columns[at].set.len() == 1 && columns[at].set.contains("member"));
            if let Some(at) = member {
                "cluster".clone_into(&mut columns[at].field);
            }
        }
    }
}

/// Gives every column the name it is shown under.
fn keys(columns: &mut [Column], samples: &BTreeMap<u32, Sample>) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for column in columns {
        let seen = samples.get(&column.column).copied().unwrap_or_default();
        let arabic = if seen.filled > 0 { seen.arabic > 0.5 } else { !column.latin };
        let base = match column.field.as_str() {
            "name" | "family" | "given" => {
                format!("{}_{}", column.field, if arabic { "ar" } else { "fr" })
            }
            "dues" => column.year.map_or_else(|| "dues".to_owned(), |year| format!("dues_{year}")),
            "due" => "dues_due".to_owned(),
            "total" => "dues_total".to_owned(),
            "appointed" => "how".to_owned(),
            "country" if !arabic => {
                if column.label.to_lowercase().contains("country") { "country_en" } else { "country_fr" }
                    .to_owned()
            }
            other => other.to_owned(),
        };
        let mut key = base.clone();
        let worded =
            matches!(column.field.as_str(), "cluster" | "region" | "role" | "commune" | "employer_role");
        if taken.contains(&key) && !arabic && worded {
            key = format!("{base}_fr");
        }
        let mut number = 2;
        while taken.contains(&key) {
            key = format!("{base}_{number}");
            number += 1;
        }
        taken.insert(key.clone());
        column.key = key;
    }
}
