//! `csv/*.csv`: the register as tables for any spreadsheet, safe to open.
//!
//! Always holds: UTF-8 with a byte order mark, a header row, CRLF; a cell that a spreadsheet would take for a formula
//! begins with an apostrophe, whatever document it came from.

use super::register::RegisterView;
use super::tables::{TABLES, best, words};
use super::{Output, Reports};
use serde_json::Value;

/// What an evidence row says of the place.
const PLACES: [&str; 5] = ["source", "start", "end", "quote", "rule"];

/// The tables, one file each, and `claims.csv` with every claim and where it was read.
pub(super) fn make(reports: &Reports<'_>) -> Vec<Output> {
    let register =
        serde_json::to_value(RegisterView::new(reports.register, reports.sources)).unwrap_or_default();
    let output = |name: &str, rows: Vec<Vec<String>>| Output {
        path: format!("csv/{name}.csv"),
        bytes: table(&rows).into_bytes(),
    };
    let mut out = Vec::new();
    let mut claims = vec![head(&["id", "field", "rank", "value"], &PLACES)];
    for (name, key, columns) in TABLES {
        let mut rows = vec![head(columns, &[])];
        for object in register.get(key).and_then(Value::as_array).into_iter().flatten() {
            rows.push(columns.iter().map(|column| shown(best(object.get(*column)))).collect());
            claims.extend(claim_rows(object));
        }
        out.push(output(name, rows));
    }
    out.push(output("claims", claims));
    let findings = serde_json::to_value(reports.findings).unwrap_or_default();
    let columns = ["code", "severity", "subject", "suggestion", "suppressed_by"];
    let mut rows = vec![head(&columns, &["message_ar", "message_fr", "message_en"])];
    for finding in findings.as_array().into_iter().flatten() {
        let mut row: Vec<String> = columns.iter().map(|column| shown(finding.get(*column))).collect();
        row.extend(["ar", "fr", "en"].map(|tongue| shown(finding.pointer(&format!("/message/{tongue}")))));
        rows.push(row);
    }
    out.push(output("findings", rows));
    out
}

fn head(columns: &[&str], more: &[&str]) -> Vec<String> {
    columns.iter().chain(more).map(|&column| column.to_owned()).collect()
}

fn claim_rows(object: &Value) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for (field, value) in object.as_object().into_iter().flatten() {
        let claims = match value {
            Value::Array(claims) => claims.as_slice(),
            one @ Value::Object(_) => std::slice::from_ref(one),
            _ => continue,
        };
        for (rank, claim) in claims.iter().enumerate() {
            let (Some(value), Some(places)) = (claim.get("value"), claim.get("evidence")) else { continue };
            for place in places.as_array().into_iter().flatten() {
                let mut row = vec![shown(object.get("id")), field.clone(), rank.to_string(), words(value)];
                row.extend(PLACES.iter().map(|key| shown(place.get(*key))));
                out.push(row);
            }
        }
    }
    out
}

fn shown(value: Option<&Value>) -> String {
    value.filter(|value| !value.is_null()).map(words).unwrap_or_default()
}

fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{FEFF}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell, quoted where it must be, and never a formula.
fn cell(text: &str) -> String {
    // Spreadsheets look past white space and invisible characters, and take full-width signs for the plain ones.
    let first = text.chars().find(|c| !c.is_whitespace() && !crate::text::is_default_ignorable(*c));
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'))
        || text.starts_with(['\t', '\r', '\n']);
    let number = text.parse::<f64>().is_ok() && !text.starts_with('+');
    let safe = if formula && !number { format!("'{text}") } else { text.to_owned() };
    if safe.contains(['"', ',', ';', '\n', '\r', '\t']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for text in ["=1+1", "@cafe", "+Café", " =A1", "\u{200F}=A1", "\t=1", "＝1", "-A1"] {
            assert!(cell(text).trim_start_matches('"').starts_with('\''), "{text:?} → {}", cell(text));
        }
        assert_eq!(cell("+212600000000"), "'+212600000000");
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        for text in ["-5", "2400.5", "مقهى النخيل", "a-b", ""] {
            assert_eq!(cell(text), text);
        }
        assert_eq!(cell("a\"b,c"), "\"a\"\"b,c\"");
    }
}
