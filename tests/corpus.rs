//! Every case folder of `tests/corpus` listed in `PASSING` gives the record its `expected.json` says; a case that
//! passes unlisted fails too, so that the list only grows. `DIWAN_BLESS=1` rewrites the list, never the expectations.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The record without evidence: what `expected.json` holds.
fn reduced(case: &str, text: &str) -> Value {
    let record = diwan::extract::records(&common::document(case, text), common::seeds()).remove(0);
    let words = |value: &Option<diwan::model::Cited<String>>| value.as_ref().map(|cited| cited.value.clone());
    let person = |person: &diwan::model::PersonClaim| {
        json!({"name": person.name.value, "honorific_prefix": words(&person.honorific_prefix),
               "gender": person.gender.as_ref().map(|gender| gender.value)})
    };
    json!({
        "id": record.id,
        "organization": record.organization.as_ref().map(|body| json!({
            "name": body.name.value,
            "other_names": body.other_names.iter().map(|name| &name.value).collect::<Vec<_>>(),
            "acronym": words(&body.acronym)})),
        "organ": record.organ.as_ref().map(|organ| json!({"label": organ.value})),
        "event": record.event.as_ref().map(|event| json!({
            "classification": event.classification.value,
            "start_date": event.start_date.as_ref().map(|date| date.value.to_string()),
            "weekday": event.weekday.as_ref().map(|day| day.value),
            "location": words(&event.location)})),
        "term": record.term.as_ref().map(|term| json!({
            "years": term.years.as_ref().map(|years| years.value),
            "start_date": term.start_date.as_ref().map(|date| date.value.to_string()),
            "end_date": term.end_date.as_ref().map(|date| date.value.to_string())})),
        "declared_counts": record.declared_counts.iter()
            .map(|count| json!({"what": count.value.what, "value": count.value.value})).collect::<Vec<_>>(),
        "memberships": record.memberships.iter().map(|seat| json!({
            "person": person(&seat.person),
            "post": seat.post.as_ref().map(|post| &post.value.0),
            "role": words(&seat.role),
            "portfolio": words(&seat.portfolio),
            "acting": words(&seat.acting),
            "affiliations": seat.affiliations.iter().map(|from| json!({
                "role": words(&from.role), "organization": words(&from.organization),
                "acronym": words(&from.acronym), "area": words(&from.area)})).collect::<Vec<_>>()})).collect::<Vec<_>>(),
        "outgoing": record.outgoing.iter().map(|gone| json!({
            "person": {"name": gone.person.name.value},
            "post": gone.post.as_ref().map(|post| &post.value.0)})).collect::<Vec<_>>(),
    })
}

/// Where two values differ, as paths.
fn differences(path: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                let null = Value::Null;
                let (one, other) = (one.get(key).unwrap_or(&null), other.get(key).unwrap_or(&null));
                differences(&format!("{path}.{key}"), one, other, out);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                differences(&format!("{path}[{at}]"), one, other, out);
            }
        }
        _ if expected != found => out.push(format!("{path}: expected {expected}, found {found}")),
        _ => {}
    }
}

#[test]
fn listed_cases_pass_and_passing_cases_are_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let listed: BTreeSet<String> = fs::read_to_string(root.join("PASSING"))
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(str::to_owned)
        .collect();
    let mut cases: Vec<String> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("source.txt").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    cases.sort();
    let (mut passing, mut faults) = (BTreeSet::new(), Vec::new());
    for case in &cases {
        let text = fs::read_to_string(root.join(case).join("source.txt")).unwrap();
        let expected: Value =
            serde_json::from_str(&fs::read_to_string(root.join(case).join("expected.json")).unwrap())
                .unwrap();
        let mut out = Vec::new();
        differences("", &expected, &reduced(case, &text), &mut out);
        if out.is_empty() {
            passing.insert(case.clone());
        } else if listed.contains(case) {
            faults.push(format!("{case} must pass:\n  {}", out.join("\n  ")));
        } else {
            println!("{case} does not pass yet:\n  {}", out.join("\n  "));
        }
    }
    println!("{} of {} cases pass", passing.len(), cases.len());
    if std::env::var_os("DIWAN_BLESS").is_some() {
        let list: Vec<&str> = passing.iter().map(String::as_str).collect();
        let text = format!("# one case name a line, sorted\n{}\n", list.join("\n"));
        fs::write(root.join("PASSING"), text).unwrap();
        return;
    }
    let unlisted: Vec<&String> = passing.difference(&listed).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(unlisted.is_empty(), "add to PASSING: {unlisted:?}");
}
