//! Findings as SARIF 2.1.0, for editors and continuous integration.

use super::{FindingView, PlaceView, number};
use crate::check::{Severity, codes};
use crate::document::Place;
use serde_json::{Value, json};

/// `findings` as a SARIF 2.1.0 log with one run.
#[must_use]
pub fn sarif(findings: &[FindingView]) -> String {
    let codes: Vec<&str> = codes().collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| json!({"id": code, "shortDescription": {"text": code.replace('-', " ")}}))
        .collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "diwan",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    crate::report::pretty(&log)
}

fn result(finding: &FindingView, codes: &[&str]) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut out = json!({
        "ruleId": finding.code,
        "level": level,
        "message": {"text": finding.message.en},
        "locations": finding.evidence.iter().map(location).collect::<Vec<_>>(),
        "properties": {
            "subject": finding.subject,
            "message": {"ar": finding.message.ar, "fr": finding.message.fr},
            "suggestion": finding.suggestion,
        },
    });
    let Some(map) = out.as_object_mut() else { return out };
    if let Some(index) = codes.iter().position(|code| *code == finding.code) {
        map.insert("ruleIndex".to_owned(), json!(index));
    }
    if !finding.related.is_empty() {
        let numbered = finding.related.iter().enumerate().map(|(id, place)| {
            let mut place = location(place);
            if let Some(map) = place.as_object_mut() {
                map.insert("id".to_owned(), json!(id));
            }
            place
        });
        map.insert("relatedLocations".to_owned(), numbered.collect());
    }
    if let Some(reason) = &finding.suppressed_by {
        map.insert(
            "suppressions".to_owned(),
            json!([{"kind": "external", "status": "accepted", "justification": reason}]),
        );
    }
    out
}

fn location(place: &PlaceView) -> Value {
    let mut physical = json!({
        "artifactLocation": {"uri": uri(place.source.as_deref().unwrap_or_default())},
    });
    if let (Some(line), Some(map)) = (number(place.place.as_ref()), physical.as_object_mut()) {
        map.insert("region".to_owned(), region(place, line));
    }
    let mut out = json!({"physicalLocation": physical, "message": {"text": place.quote}});
    let logical = match &place.place {
        Some(Place::Cell { sheet, cell }) => {
            Some(json!([{"name": cell, "fullyQualifiedName": format!("{sheet}!{cell}"), "kind": "member"}]))
        }
        Some(Place::Page { page, .. }) => Some(json!([{"name": format!("page {page}"), "kind": "module"}])),
        _ => None,
    };
    if let (Some(logical), Some(map)) = (logical, out.as_object_mut()) {
        map.insert("logicalLocations".to_owned(), logical);
    }
    out
}

fn region(place: &PlaceView, number: u32) -> Value {
    let mut region = json!({"startLine": number, "snippet": {"text": place.quote}});
    let (Some(line), Some(map)) = (&place.line, region.as_object_mut()) else { return region };
    let before = place.start.checked_sub(line.start).and_then(|length| line.text.get(..length));
    if let (Some(before), false) = (before, place.quote.contains('\n')) {
        let start = before.chars().count() + 1;
        map.insert("startColumn".to_owned(), json!(start));
        map.insert("endColumn".to_owned(), json!(start + place.quote.chars().count()));
    }
    region
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
