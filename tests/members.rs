//! Registers of members are understood as their gold files say: sheet, header, columns and every row.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

use diwan::document::{BlockKind, Document};
use diwan::model::{DuesStanding, MemberStatus, Reading, SourceKind};
use diwan::seeds::{ColumnFix, Seeds};
use diwan::text::SourceId;
use diwan::{extract, ingest};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn seeds() -> Seeds {
    Seeds::load(&BTreeMap::new()).unwrap()
}

fn read(path: &Path) -> Document {
    ingest::document(SourceId(0), path.to_str().unwrap(), &fs::read(path).unwrap()).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder's gold files and the registers they speak of.
fn cases(folder: &Path) -> Vec<(PathBuf, Value)> {
    let mut out: Vec<(PathBuf, Value)> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let register = path.to_str()?.strip_suffix(".gold.json")?.to_owned();
            Some((PathBuf::from(register), serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()))
        })
        .collect();
    out.sort_by(|one, other| one.0.cmp(&other.0));
    out
}

/// Compares the gold's `keys` and rows with what was understood.
fn compare(name: &str, gold: &Value, understood: &Value, keys: &[&str], faults: &mut Vec<String>) {
    for key in keys {
        if let Some(expected) = gold.get(key) {
            let found = understood.get(key).unwrap_or(&Value::Null);
            if found != expected {
                faults.push(format!("{name}: {key}: expected {expected}, found {found}"));
            }
        }
    }
    for (key, letter) in gold.get("columns_has").and_then(Value::as_object).into_iter().flatten() {
        if understood["columns"].get(key) != Some(letter) {
            faults.push(format!("{name}: column {key}: expected {letter}, found {}", understood["columns"]));
        }
    }
    let place = |row: &Value| row.get("_row").or(row.get("_record")).cloned();
    let rows = understood["rows"].as_array().cloned().unwrap_or_default();
    for expected in gold["rows"].as_array().into_iter().flatten() {
        let Some(found) = rows.iter().find(|row| place(row) == place(expected)) else {
            faults.push(format!("{name}: no row {}", place(expected).unwrap()));
            continue;
        };
        for (key, value) in expected.as_object().unwrap() {
            let found = found.get(key).unwrap_or(&Value::Null);
            // Personal data is read only when asked for; the name as written is shown where it differs; a register
            // that shows no country has no country code.
            let silent = matches!(key.as_str(), "born" | "national_id" | "name_raw" | "phone_raw")
                || (key == "phone_e164" && found.is_null());
            let same = match (value.as_f64(), found.as_f64()) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-9,
                _ => value == found,
            };
            if !silent && !same {
                let row = place(expected).unwrap();
                faults.push(format!("{name}: row {row}: {key}: expected {value}, found {found}"));
            }
        }
    }
}

const KEYS: [&str; 10] = [
    "sheet",
    "header_row",
    "header_rows",
    "columns",
    "first_data_row",
    "last_data_row",
    "row_count",
    "encoding",
    "delimiter",
    "organization",
];

fn judge(folder: &Path) {
    let (seeds, mut faults) = (seeds(), Vec::new());
    let cases = cases(folder);
    assert!(!cases.is_empty());
    for (path, gold) in &cases {
        let name = path.file_name().unwrap().to_str().unwrap();
        let understood = serde_json::to_value(extract::sheets(&read(path), &seeds)).unwrap();
        compare(name, gold, &understood, &KEYS, &mut faults);
        if let Some(second) = gold.get("second_table") {
            let name = format!("{name}, second table");
            compare(&name, second, &understood["second_table"], &KEYS, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_shared_registers_are_understood() {
    let corpus =
        std::env::var("DIWAN_CORPUS").map_or_else(|_| root().join("../shared/corpus"), PathBuf::from);
    let folder = corpus.join("members");
    if !folder.is_dir() {
        println!("skipped: no {}", folder.display());
        return;
    }
    judge(&folder);
}

#[test]
fn own_registers_are_understood() {
    judge(&root().join("tests/registers"));
}

/// A workbook of one sheet with that XML between `<sheetData>` and its end.
fn workbook(rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn two_cells_in_opposite_corners_cost_two_cells() {
    let bytes = workbook(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    );
    assert!(bytes.len() < 3000, "{}", bytes.len());
    let document = ingest::document(SourceId(0), "corners.xlsx", &bytes).unwrap();
    let places: Vec<String> = document.blocks.iter().map(|block| block.place.to_string()).collect();
    assert_eq!(places, ["S!A1", "S!XFD1048576"]);
    assert!(extract::records(&document, &seeds())[0].rows.is_empty());
}

#[test]
fn every_value_of_a_row_cites_its_cell() {
    let seeds = seeds();
    let path = root().join("tests/registers/tunis-club.xlsx");
    let document = read(&path);
    let record = extract::records(&document, &seeds).remove(0);
    assert_eq!(record.kind, SourceKind::Register);
    let row = &record.rows[1];
    let place = |evidence: &diwan::model::Evidence| document.place(evidence.span).to_string();
    let name = row.name.as_ref().unwrap();
    assert_eq!(name.value, "ليلى بن عمار");
    assert_eq!(name.evidence().map(place).collect::<Vec<_>>(), ["Adhérents 2025!E9", "Adhérents 2025!D9"]);
    // An exemption is no amount, and is told.
    assert!(matches!(&row.dues[1].value.amount, Reading::Unread(words) if words == "معفاة"));
    assert_eq!(row.dues_standing.as_ref().unwrap().value, DuesStanding::Exempt);
    assert_eq!(row.standing.as_ref().unwrap().value, MemberStatus::Honorary);
}

#[test]
fn faulty_and_uncomputed_cells_are_unknown() {
    let path = root().join("tests/registers/niqaba-daqahliya.xlsx");
    let record = extract::records(&read(&path), &seeds()).remove(0);
    let unread = |row: usize, year: i32| {
        let dues = record.rows[row].dues.iter().find(|dues| dues.value.year == year).unwrap();
        dues.value.amount.known().is_none()
    };
    assert!(unread(1, 2024) && unread(2, 2023));
    assert_eq!(record.rows[0].phone.as_ref().unwrap().value, "01001234567");
}

#[test]
fn blocks_never_overlap_and_quote_their_cells() {
    for (path, _) in cases(&root().join("tests/registers")) {
        let document = read(&path);
        let mut end = 0;
        for block in &document.blocks {
            assert!(matches!(block.kind, BlockKind::Cell(_)) && block.span.start() >= end);
            assert!(!document.quote(block.span).trim().is_empty());
            end = block.span.end();
        }
    }
}

#[test]
fn broken_bytes_never_panic() {
    let seeds = seeds();
    for (path, _) in cases(&root().join("tests/registers")) {
        let bytes = fs::read(&path).unwrap();
        let name = path.to_str().unwrap();
        for step in 1..12 {
            let mut cut = bytes.clone();
            cut.truncate(bytes.len() * step / 12);
            let mut flipped = bytes.clone();
            for at in (step * 37..flipped.len()).step_by(997) {
                flipped[at] ^= 0x55;
            }
            for bytes in [cut, flipped] {
                if let Ok(document) = ingest::document(SourceId(0), name, &bytes) {
                    let _ = extract::records(&document, &seeds);
                }
            }
        }
    }
}

/// The rows of a sheet.
type Rows<'r> = Vec<&'r [&'r str]>;

fn several(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const HEAD: &[&str] = &["الرقم", "الاسم الكامل", "التعاونية", "الهاتف"];

#[test]
fn sheets_under_one_header_are_read_together() {
    let bytes = several(&[
        (
            "جهة الشرق",
            vec![
                HEAD,
                &["1", "سكينة رحال", "تعاونية الحليب", "0611111111"],
                &["2", "طارق بنزيدان", "تعاونية اللحوم", "0611111112"],
            ],
        ),
        ("جهة سوس", vec![HEAD, &["1", "لطيفة أوشن", "تعاونية الموز", "0622222221"]]),
        ("إحصائيات", vec![&["الجهة", "العدد"], &["الشرق", "2"]]),
    ]);
    let document = ingest::document(SourceId(0), "jihat.xlsx", &bytes).unwrap();
    let record = extract::records(&document, &seeds()).remove(0);
    let names: Vec<&str> = record.rows.iter().map(|row| row.name.as_ref().unwrap().value.as_str()).collect();
    assert_eq!(names, ["سكينة رحال", "طارق بنزيدان", "لطيفة أوشن"]);
    let span = record.rows[2].name.as_ref().unwrap().main().span;
    let block = document.blocks.iter().find(|block| block.span == span).unwrap();
    assert_eq!(
        serde_json::to_value(&block.place).unwrap(),
        serde_json::json!({"sheet": "جهة سوس", "cell": "B2"})
    );
    let understood = serde_json::to_value(extract::sheets(&document, &seeds())).unwrap();
    assert_eq!(understood["further_sheets"][0]["sheet"], "جهة سوس");
    assert_eq!(understood["sheets_to_ignore"].as_array().unwrap().len(), 1);
}

#[test]
fn the_list_of_another_year_is_no_further_sheet() {
    let bytes = several(&[
        ("2023", vec![HEAD, &["1", "سكينة رحال", "تعاونية الحليب", "0611111111"]]),
        ("2024", vec![HEAD, &["1", "لطيفة أوشن", "تعاونية الموز", "0622222221"]]),
        ("نسخة للطبع", vec![HEAD, &["1", "سكينة رحال", "تعاونية الحليب", "0611111111"]]),
    ]);
    let document = ingest::document(SourceId(0), "sanawat.xlsx", &bytes).unwrap();
    assert_eq!(extract::records(&document, &seeds())[0].rows.len(), 1);
}

#[test]
fn a_column_is_what_the_project_says_it_is() {
    let head: &[&str] = &["رقم", "الاسم الكامل", "الجهة المشغلة", "خانة ب"];
    let bytes = several(&[("أعضاء", vec![head, &["7", "سكينة رحال", "تعاونية الحليب", "0611111111"]])]);
    let document = ingest::document(SourceId(0), "input/a.xlsx", &bytes).unwrap();
    let mut seeds = seeds();
    let fix = |header: &str, field: &str| ColumnFix {
        file: Some("a.xlsx".to_owned()),
        sheet: None,
        header: header.to_owned(),
        field: field.to_owned(),
    };
    seeds.fix_columns(&[fix("خانة ب", "phone"), fix("رقم", ColumnFix::NONE)]).unwrap();
    let understood = serde_json::to_value(extract::sheets(&document, &seeds)).unwrap();
    assert_eq!(understood["columns"]["phone"], "D");
    assert_eq!(understood["columns"].get("id"), None);
    assert_eq!(understood["rows"][0]["phone"], "0611111111");
    let (at, known) = seeds.fix_columns(&[fix("رقم", "id"), fix("خانة ب", "telefon")]).unwrap_err();
    assert_eq!(at, 1);
    assert!(known.iter().any(|field| field == "phone") && known.iter().any(|field| field == "none"));
}

/// A register of `rows` members as CSV, with a title, a note and a total.
fn long_register(rows: usize) -> String {
    let mut out = String::from("لائحة المنخرطين\nالرقم,الاسم الكامل,التعاونية,الهاتف,واجب الانخراط 2024\n");
    for at in 1..=rows {
        if at == rows / 2 {
            out.push_str("الرقم,الاسم الكامل,التعاونية,الهاتف,واجب الانخراط 2024\n");
        }
        let (given, family) = (["سعاد", "نبيل", "هند"][at % 3], ["بنعلي", "الوردي", "أمزيان"][at / 3 % 3]);
        out.push_str(&format!("{at},{given} {family},تعاونية {},06{at:08},{}\n", at % 50, at % 7 * 100));
    }
    out.push_str(",المجموع,,,123456\n");
    out
}

#[test]
fn a_long_register_is_read_in_stretches_and_says_the_same() {
    let text = long_register(22_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.csv");
    fs::write(&path, &text).unwrap();
    let knowledge = diwan::batch::Knowledge::load(&folder.path().join("seeds")).unwrap();
    let mut shown = Vec::new();
    diwan::batch::members(&path, &knowledge, &mut shown).unwrap().unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&shown).unwrap();
    let whole = ingest::document(SourceId(0), path.to_str().unwrap(), text.as_bytes()).unwrap();
    let whole = serde_json::to_value(extract::sheets(&whole, &knowledge.seeds)).unwrap();
    assert_eq!(whole["row_count"], 22_000);
    for (key, value) in whole.as_object().unwrap() {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!(shown.as_object().unwrap().len(), whole.as_object().unwrap().len());

    let (mut most, mut all) = (0, 0);
    ingest::stretches("long.csv", text.as_bytes(), (0, 1..=1), 5_000, &mut |part| {
        most = most.max(part.blocks.len());
        all += part.blocks.len();
    })
    .unwrap();
    assert!(all > 22_000 * 5 && most <= 5 * 5_001, "{all} cells, {most} at a time");
}

#[test]
fn a_table_below_a_long_one_is_read_too() {
    let mut text = long_register(21_000);
    text.push_str(",,,,\nالشركاء الداعمون\nاسم الشركة,الممثل,البريد الإلكتروني,الهاتف\n");
    for at in 1..=400 {
        text.push_str(&format!(
            "شركة {},نبيل الوردي,s{at}@coop.example,0536{at:06}\n",
            ["النور", "الأمل"][at % 2]
        ));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.csv");
    fs::write(&path, &text).unwrap();
    let knowledge = diwan::batch::Knowledge::load(&folder.path().join("seeds")).unwrap();
    let mut shown = Vec::new();
    diwan::batch::members(&path, &knowledge, &mut shown).unwrap().unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&shown).unwrap();
    let whole = ingest::document(SourceId(0), path.to_str().unwrap(), text.as_bytes()).unwrap();
    let whole = serde_json::to_value(extract::sheets(&whole, &knowledge.seeds)).unwrap();
    assert_eq!(whole["second_table"]["row_count"], 400);
    for key in ["rows", "excluded_rows", "row_count", "second_table"] {
        assert_eq!(shown[key], whole[key], "{key}");
    }
}
