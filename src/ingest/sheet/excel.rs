//! Excel workbooks by calamine: xlsx and xlsb cell by cell, xls sheet by sheet.

use super::super::draft::Draft;
use super::super::error::IngestError;
use super::writer::{Merge, Part, Writer};
use crate::document::{CellKind, Shown};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader as _, Sheet, SheetType, SheetVisible, Xls, XlsError,
    Xlsb, Xlsx, XlsxError,
};
use std::io::{Cursor, Read as _};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const XLSB: &str = "application/vnd.ms-excel.sheet.binary.macroEnabled.12";
const XLS: &str = "application/vnd.ms-excel";

/// Faulty cells of one sheet that are passed over before the rest of the sheet is given up.
const FAULTS: usize = 1000;

fn broken(fault: impl ToString) -> IngestError {
    IngestError::Broken { format: "Excel", fault: fault.to_string() }
}

fn shown(sheet: &Sheet) -> Shown {
    if sheet.visible == SheetVisible::Visible { Shown::Visible } else { Shown::Hidden }
}

/// An xlsx workbook.
///
/// # Errors
/// A broken, locked or too large workbook.
pub(super) fn xlsx(
    bytes: &[u8],
    archive: zip::ZipArchive<Cursor<&[u8]>>,
    part: Part<'_>,
) -> Result<Draft, IngestError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => IngestError::Locked { format: "Excel" },
        other => broken(other),
    })?;
    let stale = never_calculated(archive);
    let mut writer = Writer::new(XLSX, part);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        writer.sheet(&sheet.name, shown(&sheet));
        if !writer.wants() {
            continue;
        }
        // A workbook whose program asks for calculation on opening may hold 0 for every formula it never computed.
        let zeros = match stale && all_results_zero(&mut book, &sheet.name) {
            true => Zeros::PlaceHolders,
            false => Zeros::Computed,
        };
        stream(&mut book, &sheet.name, zeros, &mut writer)?;
        if let Ok(merges) = book.merge_cells_by_sheet_name(&sheet.name) {
            writer.merged(merges.into_iter().map(Merge::from));
        }
    }
    Ok(writer.finish())
}

/// Adds the cells of one sheet.
fn stream(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    zeros: Zeros,
    writer: &mut Writer<'_>,
) -> Result<(), IngestError> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            writer.note(format!("sheet {name}: {error}"));
            return Ok(());
        }
    };
    let mut faults = 0;
    while writer.wants() {
        match cells.next_cell_with_formula() {
            Ok(None) => return Ok(()),
            Ok(Some(cell)) => {
                let (row, column) = cell.pos;
                let computed = |kind: CellKind| kind != CellKind::Number || zeros == Zeros::Computed;
                match (cell.formula, value(&cell.value)) {
                    (Some(_), Some((kind, text))) if computed(kind) => {
                        writer.cell(row, column, kind, &text)?
                    }
                    (Some(formula), _) => {
                        writer.cell(row, column, CellKind::Uncomputed, &format!("={formula}"))?;
                    }
                    (None, Some((kind, text))) => writer.cell(row, column, kind, &text)?,
                    (None, None) => {}
                }
            }
            Err(error) => {
                faults += 1;
                use XlsxError::{Io, Xml, XmlEof, Zip};
                let fatal = matches!(error, Io(_) | Xml(_) | XmlEof(_) | Zip(_));
                if fatal || faults == 1 {
                    writer.note(format!("sheet {name}: a cell cannot be read: {error}"));
                }
                if fatal || faults > FAULTS {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Whether a stored result of 0 may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zeros {
    Computed,
    PlaceHolders,
}

/// True when the workbook asks for a full calculation on opening: its stored results may be place-holders.
fn never_calculated(mut archive: zip::ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut text = String::new();
    let read = archive.by_name("xl/workbook.xml").map(|part| part.take(1 << 20).read_to_string(&mut text));
    read.is_ok() && ["fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"true\""].iter().any(|mark| text.contains(mark))
}

/// True when a sheet has formulas and every stored result is 0.
fn all_results_zero(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return false };
    let mut formulas = 0;
    while let Ok(Some(cell)) = cells.next_cell_with_formula_metadata() {
        if cell.formula.is_some() {
            formulas += 1;
            match cell.value {
                DataRef::Int(0) | DataRef::Empty => {}
                DataRef::Float(0.0) => {}
                DataRef::DateTime(date) if date.as_f64() == 0.0 => {}
                _ => return false,
            }
        }
    }
    formulas > 0
}

/// An xlsb workbook.
///
/// # Errors
/// A broken or too large workbook.
pub(super) fn xlsb(bytes: &[u8], part: Part<'_>) -> Result<Draft, IngestError> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(broken)?;
    let mut writer = Writer::new(XLSB, part);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        writer.sheet(&sheet.name, shown(&sheet));
        if !writer.wants() {
            continue;
        }
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(error) => {
                writer.note(format!("sheet {}: {error}", sheet.name));
                continue;
            }
        };
        while writer.wants() {
            match cells.next_cell() {
                Ok(None) => break,
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    if let Some((kind, text)) = value(cell.get_value()) {
                        writer.cell(row, column, kind, &text)?;
                    }
                }
                Err(error) => {
                    writer.note(format!("sheet {}: read in part only: {error}", sheet.name));
                    break;
                }
            }
        }
    }
    Ok(writer.finish())
}

/// An xls workbook.
///
/// # Errors
/// A broken, locked or too large workbook.
pub(super) fn xls(bytes: &[u8], part: Part<'_>) -> Result<Draft, IngestError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => IngestError::Locked { format: "Excel 97" },
        other => broken(other),
    })?;
    let mut writer = Writer::new(XLS, part);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        writer.sheet(&sheet.name, shown(&sheet));
        if !writer.wants() {
            continue;
        }
        let (range, formulas) = match (book.worksheet_range(&sheet.name), book.worksheet_formula(&sheet.name))
        {
            (Ok(range), formulas) => (range, formulas.ok()),
            (Err(error), _) => {
                writer.note(format!("sheet {}: {error}", sheet.name));
                continue;
            }
        };
        let mut found: Vec<(u32, u32, CellKind, String)> = Vec::new();
        let start = range.start().unwrap_or((0, 0));
        let at =
            |start: (u32, u32), row: usize, column: usize| (start.0 + row as u32, start.1 + column as u32);
        for (row, column, data) in range.used_cells() {
            let (row, column) = at(start, row, column);
            if let Some((kind, text)) = value(&owned(data)) {
                found.push((row, column, kind, text));
            }
        }
        // A formula whose result is empty has never been computed.
        let filled = found.len();
        if let Some(formulas) = &formulas {
            let start = formulas.start().unwrap_or((0, 0));
            for (row, column, formula) in formulas.used_cells().filter(|cell| !cell.2.is_empty()) {
                let (row, column) = at(start, row, column);
                if found[..filled].binary_search_by_key(&(row, column), |cell| (cell.0, cell.1)).is_err() {
                    found.push((row, column, CellKind::Uncomputed, format!("={formula}")));
                }
            }
        }
        found.sort_by_key(|cell| (cell.0, cell.1));
        for (row, column, kind, text) in found {
            writer.cell(row, column, kind, &text)?;
        }
        if let Ok(merges) = book.merge_cells_by_sheet_name(&sheet.name) {
            writer.merged(merges.into_iter().map(Merge::from));
        }
    }
    Ok(writer.finish())
}

impl From<Dimensions> for Merge {
    fn from(area: Dimensions) -> Self {
        Self { rows: (area.start.0, area.end.0), columns: (area.start.1, area.end.1) }
    }
}

/// What a cell stores and how it is written as text; `None` for an empty cell.
fn value(data: &DataRef<'_>) -> Option<(CellKind, String)> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::String(text) => (CellKind::Text, text.clone()),
        DataRef::SharedString(text) => (CellKind::Text, (*text).to_owned()),
        DataRef::Int(number) => (CellKind::Number, number.to_string()),
        DataRef::Float(number) => (CellKind::Number, number.to_string()),
        DataRef::Bool(truth) => (CellKind::Boolean, if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => (CellKind::Date, moment(date)),
        DataRef::DateTimeIso(text) => {
            (CellKind::Date, text.strip_suffix("T00:00:00").unwrap_or(text).to_owned())
        }
        DataRef::DurationIso(text) => (CellKind::Date, text.clone()),
        DataRef::Error(error) => (CellKind::Error, error.to_string()),
    })
    .filter(|(_, text): &(CellKind, String)| !text.is_empty())
}

/// A date cell as ISO 8601; the time only when there is one.
fn moment(date: &ExcelDateTime) -> String {
    let number = date.as_f64();
    if date.is_duration() || number < 1.0 {
        let seconds = (number * 86_400.0).round() as i64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
}

/// What a cell of an xls workbook stores.
fn owned(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
