//! Documents other than PDFs and spreadsheets: each reader is given files built here, whole and broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;

use diwan::document::Document;
use diwan::ingest;
use diwan::text::SourceId;
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1256};
use serde_json::Value;
use std::path::PathBuf;

const TEXT: &str = "انتخاب مكتب جديد لجمعية الواحة\n\n\
    عقدت جمعية الواحة للثقافة جمعها العام العادي يوم السبت 6 يناير 2024 بمدينة زاكورة، وأسفر عن انتخاب المكتب التالي:\n\
    - الرئيسة: سعاد الدرقاوي\n\
    - أمين المال: يوسف البوعناني\n\
    - الكاتبة العامة: مريم أيت لحسن\n";

fn read(name: &str, bytes: &[u8]) -> Document {
    ingest::document(SourceId(0), name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

fn wide(text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(pair).collect()
}

/// What a record says, without where it was read.
fn facts(document: &Document) -> Vec<Value> {
    fn strip(value: Value) -> Value {
        match value {
            Value::Object(map) => map
                .into_iter()
                .filter(|(key, _)| !matches!(key.as_str(), "evidence" | "source" | "id"))
                .map(|(key, inner)| (key, strip(inner)))
                .collect(),
            Value::Array(items) => items.into_iter().map(strip).collect(),
            other => other,
        }
    }
    let records = diwan::extract::records(document, common::seeds());
    let sources = diwan::document::Sources::new(vec![document.clone()]);
    let line = |record| diwan::report::record_line(record, &sources).unwrap();
    records.iter().map(|record| strip(serde_json::from_str(&line(record)).unwrap())).collect()
}

#[test]
fn one_text_in_every_encoding_is_one_document() {
    let plain = read("a.txt", TEXT.as_bytes());
    let forms = [
        ("UTF-8 with a mark", format!("\u{FEFF}{TEXT}").into_bytes()),
        ("carriage returns", TEXT.replace('\n', "\r\n").into_bytes()),
        ("UTF-16LE with a mark", wide(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes)),
        ("UTF-16BE with a mark", wide(&format!("\u{FEFF}{TEXT}"), u16::to_be_bytes)),
        ("UTF-16LE", wide(TEXT, u16::to_le_bytes)),
        ("UTF-16BE", wide(TEXT, u16::to_be_bytes)),
        ("windows-1256", encoded(WINDOWS_1256, TEXT)),
        ("ISO-8859-6", encoded(ISO_8859_6, TEXT)),
    ];
    for (name, bytes) in forms {
        let document = read("a.txt", &bytes);
        assert_eq!(document.text, TEXT, "{name}");
        assert_eq!(document.blocks, plain.blocks, "{name}");
        assert!(document.notes.is_empty(), "{name}: {:?}", document.notes);
    }
    assert_eq!(facts(&plain)[0]["memberships"].as_array().unwrap().len(), 3);
}

#[test]
fn a_damaged_letter_is_noted_and_the_rest_is_read() {
    let mut bytes = TEXT.as_bytes().to_vec();
    let at = TEXT.find("الدرقاوي").unwrap();
    bytes[at] = 0xFF;
    let document = read("a.txt", &bytes);
    assert!(document.text.contains("يوسف البوعناني"));
    assert_eq!(document.notes.len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let noise: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let error = ingest::document(SourceId(0), "a.txt", &noise).unwrap_err();
    assert!(error.to_string().contains("save the file as UTF-8"), "{error}");
}

#[test]
fn the_encodings_of_the_corpus_give_the_records_of_their_originals() {
    let Some(folder) = corpus() else { return println!("skipped: no shared corpus") };
    let folder = folder.join("communiques");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("encodings")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let original = folder.join(format!("{}.txt", name.split('.').next().unwrap()));
        let (copy, original) =
            (read(&name, &std::fs::read(&path).unwrap()), read(&name, &std::fs::read(original).unwrap()));
        assert_eq!(facts(&copy), facts(&original), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("DIWAN_CORPUS").map(PathBuf::from);
    let path = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    path.is_dir().then_some(path)
}
