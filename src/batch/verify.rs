//! `diwan verify`: re-reads a finished run against its sources and says what does not hold.
//!
//! In: an output folder beside its `input/`. Out: faults, in words. Looked at: the digest of every input and output,
//! the quote of every piece of evidence, and that the roster, read back as a PDF, names everybody in the records.

use super::{JobError, files, parallel};
use crate::document::Document;
use crate::ingest;
use crate::text::{SourceId, key};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What was looked at, and what does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Files whose digest was compared.
    pub files: usize,
    /// Pieces of evidence that were re-read.
    pub evidence: usize,
    /// Names looked for in the roster.
    pub names: usize,
    /// What does not hold, each with its place.
    pub faults: Vec<String>,
}

/// Re-reads the run whose outputs are in `output`; its inputs are in the folder `input` beside it.
///
/// # Errors
/// No readable `manifest.json` in `output`.
pub fn verify(output: &Path) -> Result<Verdict, JobError> {
    let path = output.join("manifest.json");
    let bytes = files::bytes(&path).map_err(|reason| JobError::File { path: path.clone(), reason })?;
    let manifest: Value = serde_json::from_slice(&bytes)
        .map_err(|error| JobError::File { path, reason: format!("not the manifest of a run: {error}") })?;
    let input = output.parent().unwrap_or(Path::new(".")).join("input");
    let mut verdict = Verdict::default();
    let listed = |list: &str| -> Vec<(String, String)> {
        let entries = manifest.get(list).and_then(Value::as_array).into_iter().flatten();
        let text =
            |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        entries.map(|entry| (text(entry, "path"), text(entry, "sha256"))).collect()
    };
    let (inputs, outputs) = (listed("inputs"), listed("outputs"));
    verdict.digests(&input, &inputs);
    verdict.digests(output, &outputs);
    let read = parallel(&inputs, |_, (path, _)| {
        let bytes = files::bytes(&input.join(path)).ok()?;
        Some((path.clone(), ingest::document(SourceId(0), path, &bytes).ok()?))
    });
    let documents: BTreeMap<String, Document> = read.into_iter().flatten().collect();
    let text = |name: &str| {
        files::bytes(&output.join(name)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let mut people = Vec::new();
    for line in text("records.jsonl").unwrap_or_default().lines() {
        let record: Value = serde_json::from_str(line).unwrap_or_default();
        let path = record.pointer("/source/path").and_then(Value::as_str).map(str::to_owned);
        verdict.evidence("records.jsonl", &record, path.as_deref(), &documents);
        for seat in record.get("memberships").and_then(Value::as_array).into_iter().flatten() {
            people.extend(seat.pointer("/person/name").and_then(Value::as_str).map(str::to_owned));
        }
    }
    for name in ["register.json", "findings.json"] {
        let value: Value = serde_json::from_str(&text(name).unwrap_or_default()).unwrap_or_default();
        verdict.evidence(name, &value, None, &documents);
    }
    if outputs.iter().any(|(path, _)| path == "roster.pdf") {
        verdict.roster(output, &people);
    }
    Ok(verdict)
}

impl Verdict {
    fn digests(&mut self, folder: &Path, listed: &[(String, String)]) {
        for (path, sha256) in listed.iter().filter(|(_, sha256)| !sha256.is_empty()) {
            self.files += 1;
            match files::bytes(&folder.join(path)) {
                Ok(bytes) if ingest::digest(&bytes) == *sha256 => {}
                Ok(_) => self.faults.push(format!("{path}: changed since the run")),
                Err(reason) => self.faults.push(format!("{path}: {reason}")),
            }
        }
    }

    /// Compares every quote below `value` with the bytes it claims to be.
    fn evidence(
        &mut self,
        file: &str,
        value: &Value,
        source: Option<&str>,
        documents: &BTreeMap<String, Document>,
    ) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.evidence(file, item, source, documents)),
            Value::Object(map) => {
                if let (Some(start), Some(end), Some(quote)) =
                    (map.get("start"), map.get("end"), map.get("quote"))
                {
                    self.evidence += 1;
                    let path = map.get("source").and_then(Value::as_str).or(source).unwrap_or_default();
                    let number = |value: &Value| value.as_u64().and_then(|value| usize::try_from(value).ok());
                    let range = number(start).zip(number(end)).map(|(start, end)| start..end);
                    let words = documents
                        .get(path)
                        .zip(range.clone())
                        .and_then(|(known, range)| known.text.get(range));
                    if words.is_none() || words != quote.as_str() {
                        self.faults.push(format!("{file}: {path} {range:?} does not read {quote}"));
                    }
                }
                map.values().for_each(|inner| self.evidence(file, inner, source, documents));
            }
            _ => {}
        }
    }

    fn roster(&mut self, output: &Path, people: &[String]) {
        let read = files::bytes(&output.join("roster.pdf")).and_then(|bytes| {
            ingest::document(SourceId(0), "roster.pdf", &bytes).map_err(|error| error.to_string())
        });
        match read {
            Err(reason) => self.faults.push(format!("roster.pdf: {reason}")),
            Ok(document) => {
                // Names are broken over lines in narrow columns, so spaces do not count.
                let close = |text: &str| key(text).replace(' ', "");
                let page = close(&document.text);
                for name in people {
                    self.names += 1;
                    if !page.contains(&close(name)) {
                        self.faults.push(format!("roster.pdf: does not name {name}"));
                    }
                }
            }
        }
    }
}
