//! `letters/register.xlsx`: the register of outgoing mail as a sheet to read and print.

use super::mail::{Entry, Mail, Status};
use crate::calendar::Date;
use crate::report::ReportError;
use crate::template::{TemplateError, Templates};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, Workbook, XlsxError,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The wording.
const WORDING: &str = "outgoing.toml";
/// Excel's reading order «right to left» of a cell.
const RIGHT_TO_LEFT: u8 = 2;
/// Width of each column, in characters.
const WIDTHS: [f64; 9] = [16.0, 12.0, 28.0, 44.0, 8.0, 40.0, 10.0, 18.0, 60.0];
/// The columns, by their keys in the wording.
const COLUMNS: [&str; 9] =
    ["reference", "date", "to", "subject", "language", "file", "status", "replaces", "why"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    name: String,
    columns: BTreeMap<String, String>,
    statuses: BTreeMap<String, String>,
}

/// The sheet's bytes.
///
/// # Errors
/// A sheet Excel cannot hold, words that the templates lack.
pub(super) fn bytes(mail: &Mail, templates: &Templates, day: Date) -> Result<Vec<u8>, ReportError> {
    let text = templates.text(WORDING).unwrap_or_default();
    let words: Wording = toml::from_str(text).map_err(|error| TemplateError::toml(WORDING, text, &error))?;
    write(mail, &words, day)
        .map_err(|error| ReportError::Workbook { file: "letters/register.xlsx", reason: error.to_string() })
}

fn write(mail: &Mail, words: &Wording, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title(&words.name).set_author("diwan");
    if let Some(day) = excel_day(day) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap().set_num_format("@");
    let right = cell.clone().set_align(FormatAlign::Right).set_reading_direction(RIGHT_TO_LEFT);
    let head = right.clone().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
    let page = book.add_worksheet();
    page.set_name(words.name.as_str())?;
    page.set_right_to_left(true);
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_footer("&C&P / &N");
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    let columns: Vec<TableColumn> = COLUMNS
        .iter()
        .map(|name| TableColumn::new().set_header(said(&words.columns, name)).set_header_format(&head))
        .collect();
    let last = u32::try_from(mail.entries().len().max(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
    page.add_table(0, 0, last, 8, &Table::new().set_name("Outgoing").set_columns(&columns))?;
    for (width, column) in WIDTHS.iter().zip(0..) {
        page.set_column_width(column, *width)?;
    }
    for (entry, row) in mail.entries().iter().zip(1..) {
        for (text, column) in texts(entry, words).iter().zip(0..) {
            match (column, excel_day(entry.date)) {
                (1, Some(day)) => page.write_datetime_with_format(row, 1, &day, &date)?,
                _ => page.write_string_with_format(row, column, text, &right)?,
            };
        }
    }
    book.save_to_buffer()
}

/// A word of the wording; its key where it has none.
fn said(words: &BTreeMap<String, String>, key: &str) -> String {
    words.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

fn texts(entry: &Entry, words: &Wording) -> [String; 9] {
    let status = match entry.status {
        Status::Valid => "valid",
        Status::Replaced => "replaced",
        Status::Withdrawn => "withdrawn",
    };
    let by = entry.replaced_by.as_ref().map(|by| format!("← {by}"));
    [
        entry.reference.clone(),
        entry.date.to_string(),
        entry.to.clone(),
        entry.subject.clone(),
        entry.language.clone(),
        entry.file.clone(),
        said(&words.statuses, status),
        [entry.replaces.clone(), by].into_iter().flatten().collect::<Vec<_>>().join(" "),
        entry.why.join("؛ "),
    ]
}

fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let (year, month, date) = day.parts();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, month.unwrap_or(1), date.unwrap_or(1)).ok()
}
