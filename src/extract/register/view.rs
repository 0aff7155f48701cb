//! What was understood of a spreadsheet, as `diwan members` shows it: sheet, header, columns, rows.

use super::claims::plain;
use super::grid::{Here, Sheet};
use super::header::Column;
use super::lore::{Lore, Plan};
use super::read;
use super::table::{Table, Why};
use super::values;
use crate::document::{CellKind, Document, Shown, letters};
use crate::model::MemberStatus;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What was understood of a spreadsheet.
#[derive(Debug, Serialize)]
pub struct Understood {
    file: String,
    /// The sheet that lists the members; null for a file without sheets, or when none does.
    sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_ending: Option<&'static str>,
    #[serde(flatten)]
    table: Option<TableView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second_table: Option<TableView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_tables: Vec<TableView>,
    /// Sheets that go on with the same register.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_sheets: Vec<SheetView>,
    sheets_to_ignore: Vec<Value>,
    organization: Option<String>,
}

/// A sheet and its table.
#[derive(Debug, Serialize)]
struct SheetView {
    sheet: String,
    #[serde(flatten)]
    table: TableView,
}

/// One table.
#[derive(Debug, Serialize)]
struct TableView {
    header_row: u32,
    header_rows: Vec<u32>,
    /// Field to letter.
    columns: Map<String, Value>,
    /// Field to how surely it is that field, 0 to 1.
    confidence: Map<String, Value>,
    /// Field to the header's words.
    headers: Map<String, Value>,
    first_data_row: Option<u32>,
    last_data_row: Option<u32>,
    excluded_rows: Vec<Value>,
    row_count: usize,
    rows: Vec<Value>,
}

/// What was understood of `document`: the chosen sheet's place among `sheets`, and its tables.
pub(super) fn understood(
    document: &Document,
    sheets: &[Sheet<'_>],
    chosen: &[(usize, Vec<Table>)],
    organization: Option<String>,
    lore: &Lore<'_>,
) -> Understood {
    let plan = lore.plan(&document.text);
    let dialect = document.head.dialect;
    let record = if dialect.is_some() { "_record" } else { "_row" };
    let sheet = chosen.first().and_then(|(at, _)| sheets.get(*at));
    let found = |part: &[(usize, Vec<Table>)]| -> Vec<(String, TableView)> {
        part.iter()
            .filter_map(|(at, tables)| Some((sheets.get(*at)?, tables)))
            .flat_map(|(sheet, tables)| tables.iter().map(move |table| (sheet, table)))
            .map(|(sheet, table)| (sheet.name.to_owned(), view(sheet, table, record, lore, plan.as_ref())))
            .collect()
    };
    let mut views = found(chosen.get(..1).unwrap_or_default()).into_iter().map(|(_, view)| view);
    let further = found(chosen.get(1..).unwrap_or_default());
    let (first, second) = (views.next(), views.next());
    let ignored = |(at, sheet): (usize, &Sheet<'_>)| {
        (!chosen.iter().any(|(chosen, _)| *chosen == at))
            .then(|| json!({"name": sheet.name, "hidden": sheet.shown == Shown::Hidden}))
    };
    Understood {
        file: document.path.clone(),
        sheet: sheet.map(|sheet| sheet.name.to_owned()).filter(|name| !name.is_empty()),
        encoding: dialect.map(|dialect| dialect.encoding),
        delimiter: dialect.map(|dialect| match dialect.delimiter {
            '\t' => "TAB".to_owned(),
            other => other.to_string(),
        }),
        line_ending: dialect.map(|dialect| dialect.line_ending),
        table: first,
        second_table: second,
        further_tables: views.collect(),
        further_sheets: further.into_iter().map(|(sheet, table)| SheetView { sheet, table }).collect(),
        sheets_to_ignore: sheets.iter().enumerate().filter_map(ignored).collect(),
        organization,
    }
}

fn view(
    sheet: &Sheet<'_>,
    table: &Table,
    number: &'static str,
    lore: &Lore<'_>,
    plan: Option<&Plan>,
) -> TableView {
    let place = number;
    let number = |at: usize| sheet.number(at).map_or(0, |row| row + 1);
    let by_key = |value: &dyn Fn(&Column) -> Value| -> Map<String, Value> {
        table.columns.iter().map(|column| (column.key.clone(), value(column))).collect()
    };
    TableView {
        header_row: number(table.lines.last),
        header_rows: (table.lines.first..=table.lines.last).map(number).collect(),
        columns: by_key(&|column| Value::from(letters(column.column))),
        confidence: by_key(&|column| json!((column.confidence * 100.0).round() / 100.0)),
        headers: by_key(&|column| Value::from(plain(&column.label))),
        first_data_row: table.rows.first().map(|&at| number(at)),
        last_data_row: table.rows.last().map(|&at| number(at)),
        excluded_rows: table.excluded.iter().map(|&(at, reason)| excluded(number(at), reason)).collect(),
        row_count: table.rows.len(),
        rows: table.rows.iter().map(|&at| row(sheet, table, at, place, lore, plan)).collect(),
    }
}

/// What is known of `table` before its rows.
pub(super) fn header(sheet: &Sheet<'_>, table: &Table, lore: &Lore<'_>) -> Map<String, Value> {
    let bare = Table { lines: table.lines, ..table.header_only() };
    match serde_json::to_value(view(sheet, &bare, "_row", lore, None)) {
        Ok(Value::Object(mut head)) => {
            for key in super::long::GROWING {
                head.shift_remove(key);
            }
            head
        }
        _ => Map::new(),
    }
}

/// A row that is no member, and why.
pub(super) fn excluded(row: u32, why: Why) -> Value {
    let why = match why {
        Why::Repeated => "repeated header",
        Why::Total => "total",
        Why::Note => "note",
    };
    json!({"row": row, "why": why})
}

/// The row at `at` with its values.
pub(super) fn row(
    sheet: &Sheet<'_>,
    table: &Table,
    at: usize,
    place: &'static str,
    lore: &Lore<'_>,
    plan: Option<&Plan>,
) -> Value {
    let mut out = Map::new();
    out.insert(place.to_owned(), Value::from(sheet.number(at).map_or(0, |row| row + 1)));
    for column in &table.columns {
        // Personal data that no report needs.
        if matches!(column.field.as_str(), "born" | "national_id" | "age" | "birthplace") {
            continue;
        }
        match sheet.cell(at, column.column) {
            Some(here) => cell(&here, column, table, lore, plan, &mut out),
            None => {
                out.insert(column.key.clone(), Value::Null);
            }
        }
    }
    for script in ["ar", "fr"] {
        let name = format!("name_{script}");
        let part = |kind: &str| out.get(&format!("{kind}_{script}")).and_then(Value::as_str);
        let whole = [part("given"), part("family")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if !out.contains_key(&name) && !whole.is_empty() {
            out.insert(name, Value::from(whole));
        }
    }
    Value::Object(out)
}

fn cell(
    here: &Here<'_>,
    column: &Column,
    table: &Table,
    lore: &Lore<'_>,
    plan: Option<&Plan>,
    out: &mut Map<String, Value>,
) {
    let key = column.key.clone();
    let mut put = |key: String, value: Value| {
        out.insert(key, value);
    };
    if here.cell.kind == CellKind::Uncomputed {
        return put(key, json!({"formula": here.text, "cached": null}));
    }
    if here.cell.kind == CellKind::Error {
        return put(key, Value::Null);
    }
    let text = || Value::from(plain(here.text));
    match column.field.as_str() {
        "note" => put(key, Value::from(here.text)),
        _ if read::is_blank(here.text, lore) => put(key, Value::Null),
        "name" => {
            let bare = plain(read::bare_name(here.text, lore));
            if bare != plain(here.text) {
                put(key.replace("name_ar", "name_raw"), text());
            }
            put(key, Value::from(bare));
        }
        "id" => {
            let id = read::identifier(here);
            let number = id.parse::<u32>().ok().filter(|number| number.to_string() == id);
            put(key, number.map_or(Value::from(id), Value::from));
        }
        "joined" | "paid_on" | "term_start" | "term_end" => {
            let day = read::day(here, column, table, lore);
            if let Some((year, month, day)) = day.and_then(|day| day.hijri) {
                put(format!("{key}_hijri"), Value::from(format!("{year:04}-{month:02}-{day:02}")));
            }
            if day.is_none() {
                put(format!("{key}_unread"), text());
            }
            put(key, day.map_or(Value::Null, |day| Value::from(day.date.to_string())));
        }
        "dues" | "due" | "total" => {
            let amount = values::amount(here.text, here.cell.kind, lore);
            if amount.is_none() {
                put(format!("{key}_unread"), text());
            }
            let whole = amount.filter(|amount| amount.fract() == 0.0 && amount.abs() < 1e15);
            put(key, whole.map_or_else(|| json!(amount), |amount| Value::from(amount as i64)));
        }
        "phone" => {
            let digits = values::phone(here.text, here.cell.kind);
            let abroad = digits.as_deref().and_then(|digits| match digits.strip_prefix("00") {
                Some(rest) if rest.len() > 9 => Some(format!("+{rest}")),
                _ if digits.starts_with('+') => Some(digits.to_owned()),
                _ => plan.and_then(|plan| plan.abroad(digits)),
            });
            if digits.as_deref() != Some(here.text) {
                put(format!("{key}_raw"), text());
            }
            if let Some(number) = abroad {
                put(format!("{key}_e164"), Value::from(number));
            }
            put(key, digits.map_or(Value::Null, Value::from));
        }
        "gender" => {
            let gender = read::gender(here.text, lore).map(|gender| match gender {
                crate::model::Gender::Female => "f",
                crate::model::Gender::Male => "m",
            });
            put(key, gender.map_or_else(text, Value::from));
        }
        "status" => {
            let known: Option<MemberStatus> = read::member_status(here.text, lore);
            put(key, known.map_or_else(text, |status| json!(status)));
        }
        "region" => put(key, Value::from(plain(read::region(here.text, lore)))),
        _ => put(key, text()),
    }
}
