//! `report.pdf`: sections and the annexes that fit on paper.

use super::super::cells::{Cell, Sheet};
use super::super::{Made, Reports};
use super::figures::{amount, ranges};
use super::{Annex, Annual, Item, Section};
use serde::Serialize;

/// The template.
const TEMPLATE: &str = "report.ar.md";

/// Annexes of more rows stand in the workbook alone.
const LONGEST: usize = 600;

/// Lists of row numbers longer than this, in characters, are cut: the workbook's formula counts them all.
const WIDEST: usize = 160;

/// Bars of one chart.
const BARS: usize = 24;

#[derive(Serialize)]
struct Values<'a> {
    title: &'a str,
    as_of: String,
    documents: usize,
    sections: Vec<SectionView<'a>>,
    annexes: Vec<AnnexView<'a>>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    id: &'a str,
    title: &'a str,
    note: Option<&'a str>,
    none: &'a str,
    heads: &'a [String],
    rows: Vec<Vec<String>>,
    chart: Option<ChartView<'a>>,
}

#[derive(Serialize)]
struct ChartView<'a> {
    series: Vec<&'a str>,
    bars: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct AnnexView<'a> {
    name: &'a str,
    /// Where the rows stand when they are too many for paper.
    elsewhere: Option<String>,
    heads: Vec<&'a str>,
    rows: Vec<Vec<String>>,
}

/// Adds the report as a PDF to `made`.
pub(super) fn make(reports: &Reports<'_>, annual: &Annual, made: &mut Made) {
    let values = Values {
        title: &annual.words.title,
        as_of: reports.as_of.to_string(),
        documents: reports.sources.iter().count(),
        sections: annual.sections.iter().map(|section| view(section, annual)).collect(),
        annexes: annual.annexes.iter().map(|(kind, sheet)| annex(*kind, sheet, annual)).collect(),
    };
    reports.pdf("report.pdf", TEMPLATE, &values, made);
}

fn view<'a>(section: &'a Section, annual: &'a Annual) -> SectionView<'a> {
    let rows: Vec<Vec<String>> =
        section.rows.iter().map(|row| row.iter().map(|item| written(item, annual)).collect()).collect();
    let some = |item: Option<&Item>| matches!(item, Some(Item::Count { value, .. }) if *value > 0.0);
    let drawn = section.charted.iter().any(|&at| section.rows.iter().any(|row| some(row.get(at))));
    let bar = |row: &Vec<Item>| {
        let label = row.first().map(|item| written(item, annual)).unwrap_or_default();
        let values = section.charted.iter().map(|&at| match row.get(at) {
            Some(Item::Count { value, .. }) => amount(*value),
            _ => String::new(),
        });
        std::iter::once(label).chain(values).collect::<Vec<_>>()
    };
    let chart = (drawn && section.rows.len() > 1).then(|| ChartView {
        series: section.charted.iter().filter_map(|&at| section.heads.get(at)).map(String::as_str).collect(),
        bars: section.rows.iter().take(BARS).map(bar).collect(),
    });
    SectionView {
        id: section.id,
        title: &section.title,
        note: section.note.as_deref(),
        none: &section.none,
        heads: &section.heads,
        rows,
        chart,
    }
}

/// A cell in words.
fn written(item: &Item, annual: &Annual) -> String {
    match item {
        Item::Text(text) => text.clone(),
        Item::Number(number) => number.to_string(),
        Item::Day(date) => date.to_string(),
        Item::Count { value, .. } => amount(*value),
        Item::Share { value, .. } => format!("{:.0}%", value * 100.0),
        Item::Rows(annex, numbers) => {
            let name = name(*annex, annual);
            let listed = ranges(numbers, &annual.words);
            let listed = match listed.char_indices().nth(WIDEST) {
                None => listed,
                Some((cut, _)) => {
                    let whole = listed[..cut].rfind(&annual.words.comma).unwrap_or(cut);
                    format!("{}{}…", &listed[..whole], annual.words.comma)
                }
            };
            format!("{name}: {listed}")
        }
    }
}

fn name(annex: Annex, annual: &Annual) -> &str {
    annual.words.annexes.get(annex.key()).map_or(annex.key(), |named| named.name.as_str())
}

/// The columns of an annex that paper has room for.
fn columns(annex: Annex) -> &'static [&'static str] {
    match annex {
        Annex::Members => {
            &["number", "name", "body", "area", "sector", "gender", "joined", "status", "why", "place"]
        }
        Annex::Seats => &[],
        Annex::Dues => &["number", "member", "year", "due", "paid", "owed", "standing", "place"],
        Annex::Findings => &["number", "label", "severity", "subject", "place"],
        Annex::Values => &["number", "field", "subject", "value", "places", "place"],
    }
}

fn annex<'a>(kind: Annex, sheet: &'a Sheet, annual: &'a Annual) -> AnnexView<'a> {
    // The sections on boards list every seat with its number and place.
    let listed = kind == Annex::Seats;
    let long = !listed && (sheet.rows.len() > LONGEST || kind == Annex::Values);
    let elsewhere = long.then(|| annual.words.workbook.replace("{sheet}", &sheet.name));
    // A column that says nothing of any row takes no room.
    let kept = |at: &usize| sheet.rows.iter().any(|row| row.get(*at).is_some_and(|cell| told(cell, annual)));
    let wanted = columns(kind).iter().filter_map(|key| sheet.keys.iter().position(|known| known == key));
    let shown: Vec<usize> = if long || listed { Vec::new() } else { wanted.filter(kept).collect() };
    let rows = if shown.is_empty() { &[][..] } else { sheet.rows.as_slice() };
    AnnexView {
        name: &sheet.name,
        elsewhere,
        heads: shown.iter().filter_map(|&at| sheet.heads.get(at)).map(String::as_str).collect(),
        rows: rows
            .iter()
            .map(|row| shown.iter().map(|&at| row.get(at).map(text).unwrap_or_default()).collect())
            .collect(),
    }
}

fn told(cell: &Cell, annual: &Annual) -> bool {
    !matches!(cell, Cell::Empty) && *cell != Cell::Text(annual.words.unknown.clone())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Link { text, .. } => text.clone(),
        Cell::Number(number) => amount(*number),
        Cell::Date(date) | Cell::AsOf(date) => date.to_string(),
    }
}
