//! A [`Workbook`] as the bytes of an xlsx file: right-to-left sheets, real tables, typed cells.
//!
//! Always holds: the bytes depend on the workbook and the day alone.

use super::ReportError;
use super::cells::{Cell, Chart, Mark, Sheet, Workbook};
use crate::calendar::Date;
use rust_xlsxwriter::{
    Chart as ExcelChart, ChartFont, ChartType, Color, DataValidation, DocProperties, ExcelDateTime, Format,
    FormatAlign, Table, TableColumn, TableStyle, Url, Workbook as ExcelWorkbook, Worksheet, XlsxError,
};

/// Excel's reading order «right to left» of a cell.
const RIGHT_TO_LEFT: u8 = 2;
/// Height of a line of cells, in pixels.
pub(super) const LINE: u32 = 20;
/// The widest column, in characters: longer texts wrap.
const WIDEST: usize = 48;
/// Excel's last row.
const LAST_ROW: usize = 1_048_575;

/// How cells look.
pub(super) struct Formats {
    pub(super) text: Format,
    latin: Format,
    pub(super) number: Format,
    pub(super) date: Format,
    pub(super) head: Format,
    error: Format,
    warning: Format,
    pub(super) link: Format,
    /// The title of a sheet or section.
    pub(super) title: Format,
    /// A sentence that runs over its neighbours.
    pub(super) line: Format,
    pub(super) share: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let base = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let right = base.clone().set_align(FormatAlign::Right).set_reading_direction(RIGHT_TO_LEFT);
        Self {
            text: right.clone().set_num_format("@"),
            latin: base.clone().set_num_format("@").set_align(FormatAlign::Left).set_reading_direction(1),
            number: base.clone().set_num_format("#,##0.##").set_align(FormatAlign::Right),
            date: base.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Right),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::VerticalCenter)
                .set_reading_direction(RIGHT_TO_LEFT),
            error: right.clone().set_num_format("@").set_background_color(Color::RGB(0x00FA_DBD8)),
            warning: right.clone().set_num_format("@").set_background_color(Color::RGB(0x00FC_F3CF)),
            link: right
                .set_font_color(Color::RGB(0x001F_4E79))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            title: Format::new()
                .set_bold()
                .set_font_size(14)
                .set_align(FormatAlign::Right)
                .set_reading_direction(RIGHT_TO_LEFT),
            line: Format::new().set_align(FormatAlign::Right).set_reading_direction(RIGHT_TO_LEFT),
            share: Format::new()
                .set_num_format("0%")
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::Top)
                .set_reading_direction(1),
        }
    }
}

/// `workbook` as an xlsx file made on `day`, with `title` among its properties.
///
/// # Errors
/// A sheet that Excel cannot hold.
pub(super) fn bytes(workbook: &Workbook, title: &str, day: Date) -> Result<Vec<u8>, ReportError> {
    write(workbook, title, day)
        .map_err(|error| ReportError::Workbook { file: "workbook.xlsx", reason: error.to_string() })
}

fn write(workbook: &Workbook, title: &str, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut excel = ExcelWorkbook::new();
    excel.set_properties(&properties(title, day));
    let formats = Formats::new();
    for sheet in &workbook.sheets {
        write_sheet(excel.add_worksheet(), sheet, workbook, &formats)?;
    }
    excel.save_to_buffer()
}

/// The document's properties; the day is the report's, never the clock's.
pub(super) fn properties(title: &str, day: Date) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(title)
        .set_author("diwan")
        .set_comment("Every row names its source; see the last sheet.");
    match excel_date(day) {
        Some(date) => properties.set_creation_datetime(&date),
        None => properties,
    }
}

/// Gives each column of a sheet a name that formulas call it by: `Members_area`.
pub(super) fn name_columns(excel: &mut ExcelWorkbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let last = sheet.rows.len().max(1) + 1;
    for (key, at) in sheet.keys.iter().zip(0..) {
        let column = crate::document::letters(at);
        let place = format!("='{}'!${column}$2:${column}${last}", sheet.name.replace('\'', "''"));
        excel.define_name(format!("{}_{key}", sheet.table), &place)?;
    }
    Ok(())
}

/// A right-to-left sheet that prints on upright rolls of A4 landscape, one page wide, with page numbers.
pub(super) fn paper(page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_right_to_left(true);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_paper_size(9);
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_footer("&C&P / &N");
    Ok(())
}

/// Turns a chart of bars round, so that its bars grow from the right and its first bar stands highest.
pub(super) fn from_the_right(bars: &mut ExcelChart) {
    // Excel draws the first bar lowest unless told otherwise.
    bars.x_axis().set_reverse();
    bars.y_axis().set_reverse();
}

/// A date as Excel's, or as text when it does not name a day.
pub(super) fn write_date(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    date: Date,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match excel_date(date) {
        Some(day) => page.write_datetime_with_format(row, column, &day, &formats.date)?,
        None => page.write_string_with_format(row, column, date.to_string(), &formats.text)?,
    };
    Ok(())
}

pub(super) fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet,
    workbook: &Workbook,
    formats: &Formats,
) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    paper(page)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    let (rows, columns) = (sheet.rows.len(), sheet.heads.len());
    if rows > LAST_ROW || columns == 0 {
        return Err(XlsxError::RowColumnLimitError);
    }
    let last = column(columns - 1);
    // A table needs one row below its head.
    let bottom = row(rows.max(1) - 1);
    let heads: Vec<TableColumn> = sheet
        .heads
        .iter()
        .map(|head| TableColumn::new().set_header(head).set_header_format(&formats.head))
        .collect();
    let table = Table::new().set_name(sheet.table).set_columns(&heads).set_style(TableStyle::Light9);
    page.add_table(0, 0, bottom, last, &table)?;
    for (at, cells) in sheet.rows.iter().enumerate() {
        let mark = sheet.marked.iter().find(|(marked, _)| *marked == at).map(|(_, mark)| *mark);
        for (number, cell) in cells.iter().enumerate() {
            write_cell(page, row(at), column(number), cell, mark, workbook, formats)?;
        }
    }
    for (number, choices) in &sheet.choices {
        let list: Vec<&str> = choices.iter().map(String::as_str).collect();
        // Excel holds at most 255 characters of a list in the cell itself.
        if list.iter().map(|choice| choice.chars().count() + 1).sum::<usize>() <= 255 && !list.is_empty() {
            let validation = DataValidation::new()
                .allow_list_strings(&list)?
                .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
            page.add_data_validation(1, column(*number), bottom, column(*number), &validation)?;
        }
    }
    for (number, head) in sheet.heads.iter().enumerate() {
        let widest = sheet.rows.iter().map(|cells| length(&cells[number])).max().unwrap_or(0);
        let width = widest.max(head.chars().count() + 2).clamp(8, WIDEST);
        page.set_column_width(column(number), width as f64 + 1.0)?;
    }
    if let Some(chart) = &sheet.chart {
        write_chart(page, sheet, chart, formats)?;
    }
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    mark: Option<Mark>,
    workbook: &Workbook,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => {
            page.write_number_with_format(row, column, *number, &formats.number)?;
        }
        Cell::Date(date) => write_date(page, row, column, *date, formats)?,
        Cell::Link { text, sheet, row: target } => {
            if workbook.sheets.iter().any(|known| &known.name == sheet) {
                let url = Url::new(format!("internal:'{}'!A{}", sheet.replace('\'', "''"), target + 2))
                    .set_text(text);
                page.write_url_with_format(row, column, url, &formats.link)?;
            }
        }
        Cell::Text(text) => {
            let plain = if text.chars().any(crate::text::is_arabic) { &formats.text } else { &formats.latin };
            let format = match mark {
                Some(Mark::Error) => &formats.error,
                Some(Mark::Warning) => &formats.warning,
                None => plain,
            };
            // Excel refuses a text of more than 32,767 characters.
            let text: String = text.chars().take(32_000).collect();
            page.write_string_with_format(row, column, text, format)?;
        }
    }
    Ok(())
}

fn write_chart(
    page: &mut Worksheet,
    sheet: &Sheet,
    chart: &Chart,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if chart.bars.is_empty() {
        return Ok(());
    }
    let first = row(sheet.rows.len().max(1)) + 1;
    for (at, (label, value)) in (first..).zip(&chart.bars) {
        page.write_string_with_format(at, 0, label, &formats.text)?;
        page.write_number_with_format(at, 1, *value, &formats.number)?;
    }
    let last = first + u32::try_from(chart.bars.len()).unwrap_or(1) - 1;
    let mut bars = ExcelChart::new(ChartType::Bar);
    let name = sheet.name.as_str();
    bars.add_series().set_categories((name, first, 0, last, 0)).set_values((name, first, 1, last, 1));
    let mut font = ChartFont::new();
    font.set_right_to_left(true);
    bars.title().set_name(&chart.title).set_font(&font);
    bars.legend().set_hidden();
    from_the_right(&mut bars);
    bars.set_width(560).set_height(120 + 24 * u32::try_from(chart.bars.len()).unwrap_or(10));
    page.insert_chart(1, 3, &bars)?;
    Ok(())
}

fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = date.parts();
    let year = u16::try_from(year).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, month?, day?).ok()
}

/// The sheet's row below the head of data row `at`.
fn row(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Link { text, .. } => text.chars().count(),
        Cell::Number(_) | Cell::Date(_) => 11,
    }
}
