//! `report.xlsx`: a sheet of figures, each a formula over the named columns of the sheets behind it.

use super::super::ReportError;
use super::super::cells::{Sheet, Workbook};
use super::super::excel::{self, Formats, LINE};
use super::figures::ranges;
use super::{Annex, Annual, Item, Section};
use crate::calendar::Date;
use rust_xlsxwriter::{Chart, ChartType, Formula, Url, Workbook as ExcelWorkbook, Worksheet, XlsxError};

/// Widths of the columns of figures.
const WIDTHS: [f64; 9] = [34.0, 14.0, 24.0, 20.0, 18.0, 16.0, 18.0, 14.0, 24.0];
/// The longest list of row numbers shown, in characters.
const WIDEST: usize = 120;

/// The report as a workbook.
pub(super) fn bytes(annual: &Annual, day: Date) -> Result<Vec<u8>, ReportError> {
    write(annual, day)
        .map_err(|error| ReportError::Workbook { file: "report.xlsx", reason: error.to_string() })
}

fn write(annual: &Annual, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = ExcelWorkbook::new();
    book.set_properties(&excel::properties(&annual.words.title, day));
    let formats = Formats::new();
    figures(book.add_worksheet(), annual, &formats)?;
    let sheets: Vec<Sheet> = annual.annexes.iter().map(|(_, sheet)| sheet.clone()).collect();
    let behind = Workbook { sheets };
    for sheet in &behind.sheets {
        excel::add_sheet(&mut book, sheet, &behind, &formats)?;
    }
    book.save_to_buffer()
}

/// The sheet of figures.
fn figures(page: &mut Worksheet, annual: &Annual, formats: &Formats) -> Result<(), XlsxError> {
    let name: String = annual.words.title.chars().take(31).collect();
    page.set_name(&name)?;
    excel::paper(page)?;
    page.write_string_with_format(0, 0, &annual.words.title, &formats.title)?;
    for (column, width) in (0..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    let mut row = 2;
    for section in &annual.sections {
        page.write_string_with_format(row, 0, &section.title, &formats.title)?;
        row += 1;
        if section.rows.is_empty() {
            page.write_string_with_format(row, 0, &section.none, &formats.line)?;
            row += 2;
            continue;
        }
        if let Some(note) = &section.note {
            page.write_string_with_format(row, 0, note, &formats.line)?;
            row += 1;
        }
        for (head, column) in section.heads.iter().zip(0..) {
            page.write_string_with_format(row, column, head, &formats.head)?;
        }
        let first = row + 1;
        for items in &section.rows {
            row += 1;
            for (item, column) in items.iter().zip(0..) {
                write_item(page, (row, column), item, annual, formats)?;
            }
        }
        let below = chart(page, &name, section, first, row)?;
        row = (row + 2).max(below);
    }
    Ok(())
}

fn write_item(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    item: &Item,
    annual: &Annual,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let formula = |formula: &str, value: f64| {
        let formula = formula.replace("{row}", &(row + 1).to_string());
        Formula::new(format!("={formula}")).set_result(value.to_string())
    };
    match item {
        Item::Text(text) if text.is_empty() => {}
        Item::Text(text) => {
            page.write_string_with_format(row, column, text, &formats.text)?;
        }
        Item::Number(number) => {
            page.write_number_with_format(row, column, *number as f64, &formats.number)?;
        }
        Item::Day(date) => excel::write_date(page, row, column, *date, formats)?,
        Item::Count { value, formula: counted } => {
            page.write_formula_with_format(row, column, formula(counted, *value), &formats.number)?;
        }
        Item::Share { value, formula: counted } => {
            page.write_formula_with_format(row, column, formula(counted, *value), &formats.share)?;
        }
        Item::Rows(annex, numbers) => {
            let (Some(sheet), Some(first)) = (sheet_name(*annex, annual), numbers.iter().min()) else {
                return Ok(());
            };
            let listed: String = ranges(numbers, &annual.words).chars().take(WIDEST).collect();
            // Row n of an annex stands below its head.
            let place = format!("internal:'{}'!A{}", sheet.replace('\'', "''"), first + 1);
            let url = Url::new(place).set_text(format!("{sheet}: {listed}"));
            page.write_url_with_format(row, column, url, &formats.run)?;
        }
    }
    Ok(())
}

fn sheet_name(annex: Annex, annual: &Annual) -> Option<&str> {
    annual.annexes.iter().find(|(kind, _)| *kind == annex).map(|(_, sheet)| sheet.name.as_str())
}

/// A chart of the section's figures below the table; the first row below it.
fn chart(
    page: &mut Worksheet,
    sheet: &str,
    section: &Section,
    first: u32,
    last: u32,
) -> Result<u32, XlsxError> {
    let some = |item: Option<&Item>| matches!(item, Some(Item::Count { value, .. }) if *value > 0.0);
    let drawn = section.charted.iter().any(|&at| section.rows.iter().any(|row| some(row.get(at))));
    if !drawn || section.rows.len() < 2 {
        return Ok(0);
    }
    let mut bars = Chart::new(ChartType::Bar);
    for &at in &section.charted {
        let column = u16::try_from(at).unwrap_or(1);
        bars.add_series()
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, column, last, column))
            .set_name((sheet, first - 1, column));
    }
    let height = 110 + 26 * (last - first + 1) * u32::try_from(section.charted.len()).unwrap_or(1);
    excel::titled(&mut bars, &section.title, section.charted.len());
    bars.set_width(640).set_height(height.min(700));
    page.insert_chart(last + 1, 0, &bars)?;
    Ok(last + height.min(700) / LINE + 3)
}
