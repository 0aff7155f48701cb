//! A [`Workbook`] as the bytes of an xlsx file: right-to-left sheets, real tables, typed cells.
//!
//! Always holds: the bytes depend on the workbook and the day alone; a text is written as a text, whatever it begins
//! with. Sheets of more than [`LONG`] rows are streamed: their rows do not stay in memory.

mod formats;

use super::ReportError;
use super::cells::{Cell, Chart, Sheet, When, Workbook};
use crate::calendar::Date;
use crate::document::letters;
use formats::ground;
use rust_xlsxwriter::{
    Chart as ExcelChart, ChartFont, ChartType, ConditionalFormatFormula, DataValidation,
    DataValidationErrorStyle, DocProperties, ExcelDateTime, Formula, Table, TableColumn, TableStyle, Url,
    Workbook as ExcelWorkbook, Worksheet, XlsxError,
};

pub(super) use formats::Formats;

/// Height of a line of cells, in pixels.
pub(super) const LINE: u32 = 20;
/// Sheets of more rows are streamed.
const LONG: usize = 50_000;
/// Rows looked at for the width of a column.
const SEEN: usize = 5_000;
/// The widest column, in characters: longer texts wrap.
const WIDEST: usize = 18;
/// The same, for columns of sentences.
const SENTENCES: (&[&str], usize) = (&["message", "quote", "suggestion", "other_names", "place"], 36);
/// The longest word that a column makes room for, in characters.
const WORD: usize = 27;
/// Height of a row of one line, in points.
const HEIGHT: f64 = 15.0;
/// Excel's last row.
const LAST_ROW: usize = 1_048_575;

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
        add_sheet(&mut excel, sheet, workbook, &formats)?;
    }
    excel.save_to_buffer()
}

/// Adds `sheet`, whose links lead to sheets of `workbook`, and names its columns.
pub(super) fn add_sheet(
    excel: &mut ExcelWorkbook,
    sheet: &Sheet,
    workbook: &Workbook,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let page = if sheet.rows.len() > LONG {
        excel.add_worksheet_with_constant_memory()?
    } else {
        excel.add_worksheet()
    };
    write_sheet(page, sheet, workbook, formats)?;
    name_columns(excel, sheet)
}

/// The document's properties; the day is the report's, never the clock's.
pub(super) fn properties(title: &str, day: Date) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(title)
        .set_subject(day.to_string())
        .set_author("diwan")
        .set_comment("Every row names its source; see the last sheets.");
    match excel_date(day) {
        Some(date) => properties.set_creation_datetime(&date),
        None => properties,
    }
}

/// Gives each column of a sheet a name that formulas call it by: `Members_area`; and `as_of` to the day.
fn name_columns(excel: &mut ExcelWorkbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let name = sheet.name.replace('\'', "''");
    for (key, at) in sheet.keys.iter().zip(0..) {
        // A list ends with its last value: below it there is nothing to choose.
        let filled = |cells: &Vec<Cell>| cells.get(at as usize).is_some_and(|cell| *cell != Cell::Empty);
        let rows = match sheet.table {
            LISTS => sheet.rows.iter().filter(|cells| filled(cells)).count(),
            _ => sheet.rows.len(),
        };
        let (column, last) = (letters(at), rows.max(1) + 1);
        let place = format!("='{name}'!${column}$2:${column}${last}");
        excel.define_name(format!("{}_{key}", sheet.table), &place)?;
    }
    for (cells, line) in sheet.rows.iter().zip(2_usize..) {
        if let Some(at) = cells.iter().position(|cell| matches!(cell, Cell::AsOf(_))) {
            let column = letters(u32::try_from(at).unwrap_or_default());
            excel.define_name("as_of", &format!("='{name}'!${column}${line}"))?;
        }
    }
    Ok(())
}

/// Characters that are still legible side by side on a page; what is wider goes on beside it, on a second or third one.
const LEGIBLE: usize = 180;
/// Rows that are still legible on one upright page.
const UPRIGHT: usize = 70;
/// The table of values that other sheets offer.
pub(super) const LISTS: &str = "Lists";

/// A right-to-left sheet that prints on A4 landscape, one page wide, with its name and page numbers.
pub(super) fn paper(page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_right_to_left(true);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_paper_size(9);
    page.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    page.set_header("&C&A");
    page.set_footer("&C&P / &N");
    Ok(())
}

fn write_sheet(
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
    // A table needs one row below its head.
    let bottom = row(rows.max(1) - 1);
    let heads: Vec<TableColumn> = sheet
        .heads
        .iter()
        .map(|head| TableColumn::new().set_header(head).set_header_format(&formats.head))
        .collect();
    let table = Table::new().set_name(sheet.table).set_columns(&heads).set_style(TableStyle::Light1);
    page.add_table(0, 0, bottom, column(columns - 1), &table)?;
    let widths: Vec<usize> = (0..columns).map(|number| width(sheet, number)).collect();
    for (number, width) in widths.iter().enumerate() {
        page.set_column_width(column(number), *width as f64 + 1.5)?;
    }
    let across = widths.iter().sum::<usize>().div_ceil(LEGIBLE).clamp(1, 3);
    page.set_print_fit_to_pages(u16::try_from(across).unwrap_or(1), 0);
    if across > 1 {
        page.set_repeat_columns(0, 1)?;
    }
    // Charts that a page's end would cut in two stay whole on one upright page.
    if !sheet.charts.is_empty() && rows <= UPRIGHT {
        page.set_portrait();
        page.set_print_fit_to_pages(1, 1);
    }
    let heads = sheet.heads.iter().zip(&widths).map(|(head, width)| lines(head, width.saturating_sub(3)));
    page.set_row_height(0, HEIGHT * heads.max().unwrap_or(1) as f64 + 3.0)?;
    for (at, cells) in sheet.rows.iter().enumerate() {
        let high = cells.iter().zip(&widths).map(|(cell, width)| match cell {
            Cell::Text(text) | Cell::Link { text, .. } => lines(text, *width),
            _ => 1,
        });
        // Not every program makes room for wrapped text by itself.
        let high = high.max().unwrap_or(1).min(20);
        if high > 1 {
            page.set_row_height(row(at), HEIGHT * high as f64)?;
        }
        for (number, cell) in cells.iter().enumerate() {
            write_cell(page, row(at), column(number), cell, workbook, formats)?;
        }
    }
    for (number, list) in &sheet.choices {
        let validation = DataValidation::new()
            .allow_list_formula(Formula::new(format!("={list}")))
            .set_error_style(DataValidationErrorStyle::Warning);
        page.add_data_validation(1, column(*number), bottom, column(*number), &validation)?;
    }
    colour(page, sheet, bottom)?;
    write_charts(page, sheet, formats)
}

/// The sheet's rules, the gravest first: where two speak of one cell, the first decides.
fn colour(page: &mut Worksheet, sheet: &Sheet, bottom: u32) -> Result<(), XlsxError> {
    let last = column(sheet.heads.len().saturating_sub(1));
    for rule in &sheet.rules {
        let (first, to, formula) = match &rule.when {
            When::Says(at, words) => {
                let cell = letters(u32::try_from(*at).unwrap_or_default());
                (0, last, format!("=${cell}2=\"{}\"", words.replace('"', "\"\"")))
            }
            When::Filled(at) | When::Past(at) | When::Owed(at) => {
                let cell = letters(u32::try_from(*at).unwrap_or_default());
                let test = match &rule.when {
                    When::Past(_) => format!("=AND(ISNUMBER(${cell}2),${cell}2<as_of)"),
                    When::Owed(_) => format!("=AND(ISNUMBER(${cell}2),${cell}2>0)"),
                    _ => format!("=LEN(${cell}2)>0"),
                };
                (column(*at), column(*at), test)
            }
        };
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(formula))
            .set_format(ground(rule.mark))
            .set_stop_if_true(true);
        page.add_conditional_format(1, first, bottom, to, &rule)?;
    }
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    workbook: &Workbook,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => page.write_blank(row, column, &formats.text)?,
        Cell::Number(number) => {
            let format = if number.fract() == 0.0 { &formats.number } else { &formats.decimal };
            page.write_number_with_format(row, column, *number, format)?
        }
        Cell::Date(date) | Cell::AsOf(date) => return write_date(page, row, column, *date, formats),
        Cell::Link { text, sheet, row: target } => {
            if !workbook.sheets.iter().any(|known| &known.name == sheet) {
                return Ok(());
            }
            let place = format!("internal:'{}'!A{}", sheet.replace('\'', "''"), target + 2);
            page.write_url_with_format(row, column, Url::new(place).set_text(text), &formats.link)?
        }
        Cell::Text(text) => {
            let format =
                if text.chars().any(crate::text::is_arabic) { &formats.text } else { &formats.latin };
            // Excel refuses a text of more than 32,767 characters.
            let text: String = calm(text).chars().take(32_000).collect();
            page.write_string_with_format(row, column, text, format)?
        }
    };
    Ok(())
}

/// `text` without the isolates that hold nothing but Arabic words: some programs draw them as boxes, and in a cell that
/// runs right to left they change nothing.
fn calm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{2068}') {
        out.push_str(before);
        let Some((inside, beyond)) = after.split_once('\u{2069}') else {
            rest = &rest[before.len()..];
            break;
        };
        let plain = !inside.contains(|c: char| c.is_ascii_alphanumeric() || crate::text::is_latin(c))
            && inside.chars().any(crate::text::is_arabic);
        match plain && !inside.contains('\u{2068}') {
            true => out.push_str(inside),
            false => out.extend(["\u{2068}", inside, "\u{2069}"]),
        }
        rest = beyond;
    }
    out + rest
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
        None => page.write_string_with_format(row, column, date.to_string(), &formats.latin)?,
    };
    Ok(())
}

/// The sheet's charts, one below the other beside the table, and the numbers they show below it.
fn write_charts(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    let name = sheet.name.as_str();
    let mut first = row(sheet.rows.len().max(1)) + 1;
    let mut top = 0;
    for chart in sheet.charts.iter().filter(|chart| !chart.bars.is_empty()) {
        page.set_row_height(first, HEIGHT * 2.0)?;
        page.write_string_with_format(first, 0, &chart.title, &formats.head)?;
        for (head, at) in chart.series.iter().zip(1..) {
            page.write_string_with_format(first, at, head, &formats.head)?;
        }
        for ((label, values), at) in chart.bars.iter().zip(first + 1..) {
            page.write_string_with_format(at, 0, label, &formats.text)?;
            for (value, beside) in values.iter().zip(1..) {
                page.write_number_with_format(at, beside, *value, &formats.number)?;
            }
        }
        let count = u32::try_from(chart.bars.len()).unwrap_or(1);
        let mut bars = ExcelChart::new(ChartType::Bar);
        for at in (1..).take(chart.series.len()) {
            bars.add_series()
                .set_categories((name, first + 1, 0, first + count, 0))
                .set_values((name, first + 1, at, first + count, at))
                .set_name((name, first, at));
        }
        let height = dress(&mut bars, chart, count);
        page.insert_chart(top, column(sheet.heads.len()) + 1, &bars)?;
        top += height / LINE + 2;
        first += count + 2;
    }
    Ok(())
}

/// Title, legend, direction and size of a chart; its height.
fn dress(bars: &mut ExcelChart, chart: &Chart, count: u32) -> u32 {
    let series = u32::try_from(chart.series.len()).unwrap_or(1);
    let height = (110 + 24 * count * series).min(900);
    titled(bars, &chart.title, chart.series.len());
    bars.set_width(600).set_height(height);
    height
}

/// Gives a chart of bars its title, and turns it round: bars grow from the right, and the first stands highest.
pub(super) fn titled(bars: &mut ExcelChart, title: &str, series: usize) {
    let mut font = ChartFont::new();
    font.set_right_to_left(true);
    bars.title().set_name(title).set_font(&font);
    bars.x_axis().set_font(&font);
    bars.y_axis().set_font(&font);
    if series < 2 {
        bars.legend().set_hidden();
    } else {
        bars.legend().set_font(&font);
    }
    bars.x_axis().set_reverse();
    // Excel draws the first bar lowest unless told otherwise.
    bars.y_axis().set_reverse();
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

/// The width of a column, in characters.
fn width(sheet: &Sheet, number: usize) -> usize {
    let sentences = sheet.keys.get(number).is_some_and(|key| SENTENCES.0.contains(key));
    let most = if sentences { SENTENCES.1 } else { WIDEST };
    let cells = || sheet.rows.iter().take(SEEN).filter_map(|cells| cells.get(number));
    let widest = cells().map(length).max().unwrap_or(0);
    let word = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let words = cells().map(|cell| match cell {
        Cell::Text(text) => word(text),
        _ => 0,
    });
    let longest = words.max().unwrap_or(0).min(WORD);
    // A head may break between its words, and needs room for the button of its filter.
    let head = sheet.heads.get(number).map_or(0, |head| word(head) + 4);
    widest.min(most).max(longest).max(head).max(7)
}

/// Lines that `text` takes in a column of `width` characters.
fn lines(text: &str, width: usize) -> usize {
    // Widths are those of digits; letters take about seven eighths of one.
    let line = |line: &str| (line.chars().count() * 7).div_ceil(width.max(1) * 8).max(1);
    text.lines().map(line).sum::<usize>().max(1)
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Link { text, .. } => {
            text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
        }
        Cell::Number(_) | Cell::Date(_) | Cell::AsOf(_) => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::{Cursor, Read as _};

    /// Texts that a spreadsheet program might take for a formula, were they not written as texts.
    const SLY: [&str; 8] =
        ["=1+1", "+212600000000", "-5", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://x\")", "'=1"];

    fn sheet(rows: usize) -> Vec<u8> {
        let cells = |at: usize| {
            vec![
                Cell::Text(SLY[at % SLY.len()].to_owned()),
                Cell::Number(-5.0 - at as f64),
                Cell::date(Date::day(2024, 3, 9)),
                Cell::Empty,
            ]
        };
        let sheet = Sheet {
            keys: vec!["a", "b", "c", "d"],
            heads: ["=أ", "ب", "ج", "د"].map(str::to_owned).to_vec(),
            rows: (0..rows).map(cells).collect(),
            rules: vec![super::super::cells::Rule {
                mark: super::super::cells::Mark::Error,
                when: When::Says(0, "a\"b".to_owned()),
            }],
            ..Sheet::new("ورقة", "Sly")
        };
        bytes(&Workbook { sheets: vec![sheet] }, "title", Date::day(2024, 3, 9).unwrap()).unwrap()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn holds(bytes: Vec<u8>, rows: usize) {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert!(book.worksheet_formula("ورقة").unwrap().is_empty());
        let range = book.worksheet_range("ورقة").unwrap();
        assert_eq!(range.height(), rows + 1);
        for (at, row) in range.rows().skip(1).enumerate() {
            let Data::String(text) = &row[0] else { panic!("row {at}: {:?} is no text", row[0]) };
            // XML readers may take a carriage return for a line feed.
            assert_eq!(text.replace("_x000D_", "\r").replace('\n', "\r"), SLY[at % SLY.len()], "row {at}");
            assert_eq!(row[1], Data::Float(-5.0 - at as f64), "row {at}");
        }
    }

    #[test]
    fn texts_stay_texts_and_negative_numbers_numbers() {
        holds(sheet(SLY.len()), SLY.len());
    }

    #[test]
    fn isolates_stay_only_where_they_keep_an_order() {
        let said = |text: &str| calm(text).replace('\u{2068}', "<").replace('\u{2069}', ">");
        assert_eq!(said("قال \u{2068}كريم\u{2069} و\u{2068}C2TM 14\u{2069}"), "قال كريم و<C2TM 14>");
        assert_eq!(said("قال \u{2068}كريم"), "قال <كريم");
    }

    #[test]
    fn a_long_sheet_is_streamed_and_says_the_same() {
        let rows = LONG + 1;
        let bytes = sheet(rows);
        assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("inlineStr"), "it is not streamed");
        holds(bytes, rows);
    }

    #[test]
    fn every_cell_says_its_reading_order() {
        let bytes = sheet(3);
        let styles = part(&bytes, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
        let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
        let page = part(&bytes, "xl/worksheets/sheet1.xml");
        for cell in page.split("<c ").skip(1) {
            let style = cell.split("s=\"").nth(1).and_then(|rest| rest.split('"').next());
            let style: usize = style.unwrap_or_else(|| panic!("no style: {cell}")).parse().unwrap();
            assert!(formats[style].contains("readingOrder="), "{}", formats[style]);
        }
        assert!(page.contains("rightToLeft=\"1\"") && page.contains("orientation=\"landscape\""));
        let book = part(&bytes, "xl/workbook.xml");
        assert!(book.contains("_xlnm.Print_Titles") && book.contains("Sly_a"), "{book}");
    }
}
