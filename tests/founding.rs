//! The founding communiqué, unchanged, against its gold record: every field. It stays in the shared corpus, so this
//! test says that it was skipped where that is absent; `tests/corpus/input-maroc-clusters` holds the same facts in
//! words of our own and always runs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

use diwan::text::key;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Strings made comparable as the corpus says: folded, quotation marks and spaces apart.
fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(key(text)),
        other => other.clone(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_field_of_the_founding_article_equals_the_gold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/communiques");
    if !folder.is_dir() {
        eprintln!("skipped: the shared corpus is not here");
        return;
    }
    let path = folder.join("seed.txt");
    let diwan = |command: &str| {
        Command::new(env!("CARGO_BIN_EXE_diwan")).arg(command).arg(&path).output().unwrap().stdout
    };
    let record: Value = serde_json::from_slice(&diwan("extract")).unwrap();
    let gold: Value = serde_json::from_slice(&std::fs::read(folder.join("seed.json")).unwrap()).unwrap();
    let gender = |letter: &Value| match letter.as_str() {
        Some("f") => json!("female"),
        Some("m") => json!("male"),
        _ => Value::Null,
    };
    let weekday = json!("thursday");
    let pairs = [
        ("organization", &record["organization"]["name"], gold["organization"]["name"].clone()),
        ("organ", &record["organ"]["label"], gold["organ"].clone()),
        ("classification", &record["event"]["classification"], gold["event"]["type"].clone()),
        ("date", &record["event"]["start_date"], gold["event"]["date"].clone()),
        ("weekday", &record["event"]["weekday"], weekday),
        ("place", &record["event"]["location"], gold["event"]["place"].clone()),
        ("years", &record["term"]["years"], gold["term"]["years"].clone()),
    ];
    for (field, found, expected) in pairs {
        assert_eq!(folded(found), folded(&expected), "{field}");
    }
    let texts = |value: &Value| list(value).iter().map(folded).collect::<Vec<_>>();
    assert_eq!(texts(&record["organization"]["other_names"]), texts(&gold["organization"]["other_names"]));
    let counts: Vec<Value> = list(&record["declared_counts"])
        .iter()
        .map(|count| json!({"what": count["what"], "value": count["value"]}))
        .collect();
    assert_eq!(Value::from(counts), gold["declared_counts"]);
    let found: Vec<Value> = list(&record["memberships"])
        .iter()
        .map(|seat| {
            let from = |from: &Value| {
                json!([
                    folded(&from["role"]),
                    folded(&from["organization"]),
                    folded(&from["acronym"]),
                    folded(&from["area"])
                ])
            };
            json!([
                folded(&seat["person"]["name"]),
                seat["person"]["gender"],
                seat["post"],
                folded(&seat["role"]),
                folded(&seat["portfolio"]),
                list(&seat["affiliations"]).iter().map(from).collect::<Vec<_>>()
            ])
        })
        .collect();
    let expected: Vec<Value> = list(&gold["members"])
        .iter()
        .map(|seat| {
            let from = |from: &Value| {
                json!([
                    folded(&from["role_text"]),
                    folded(&from["organization"]),
                    folded(&from["acronym"]),
                    folded(&from["region"])
                ])
            };
            json!([
                folded(&seat["name"]),
                gender(&seat["gender"]),
                seat["post"],
                folded(&seat["post_text"]),
                folded(&seat["portfolio"]),
                list(&seat["affiliations"]).iter().map(from).collect::<Vec<_>>()
            ])
        })
        .collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
    // Each value's words are exactly those bytes of what `diwan text` prints.
    let text = String::from_utf8(diwan("text")).unwrap();
    let mut checked = 0;
    let mut open = vec![&record];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let (Some(start), Some(end)) = (map.get("start"), map.get("end")) {
                    let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
                    assert_eq!(text[range], *map["quote"].as_str().unwrap());
                    checked += 1;
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(checked > 40, "{checked}");
}
