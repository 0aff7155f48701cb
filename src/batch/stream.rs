//! Documents one by one, for `diwan extract`, `text`, `names` and `rules list`: values in, lines out, in order.

use super::{Knowledge, files, parallel, shared_out, threads};
use crate::document::{Document, Sources};
use crate::extract;
use crate::ingest::{self, IngestError};
use crate::names::{Comparer, Names};
use crate::report;
use crate::seeds::Seeds;
use crate::text::SourceId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its path or id.
    pub name: String,
    /// What and what to do.
    pub reason: String,
}

/// The lines that one document gives, or why it gives none.
pub type Lines = Result<Vec<String>, Unread>;

/// Every file of `paths`, folders opened and sorted.
#[must_use]
pub fn opened(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in paths {
        match path.is_dir().then(|| files::inputs(path)) {
            Some(Ok(inputs)) => out.extend(inputs.into_iter().map(|(_, path)| path)),
            _ => out.push(path.clone()),
        }
    }
    out
}

/// The document at `path`.
///
/// # Errors
/// Why it cannot be read.
pub fn read_one(path: &Path, source: SourceId) -> Result<Document, Unread> {
    let name = path.to_string_lossy().replace('\\', "/");
    let unread = |reason: String| Unread { name: name.clone(), reason };
    let bytes = files::bytes(path).map_err(unread)?;
    catch_unwind(AssertUnwindSafe(|| ingest::document(source, &name, &bytes)))
        .unwrap_or_else(|_| {
            Err(IngestError::Broken { format: "file", fault: "diwan failed on it".to_owned() })
        })
        .map_err(|error| unread(error.to_string()))
}

/// The records of `document` as lines of JSON.
pub(super) fn lines(document: Document, seeds: &Seeds) -> Lines {
    let name = document.id.clone();
    let records = catch_unwind(AssertUnwindSafe(|| extract::records(&document, seeds))).map_err(|_| {
        Unread { name, reason: "diwan failed on it: please report it with the file".to_owned() }
    })?;
    let sources = Sources::new(vec![document]);
    Ok(records.iter().filter_map(|record| report::record_line(record, &sources)).collect())
}

/// The records of each file of `paths`, as lines of JSON, in order.
#[must_use]
pub fn extract_paths(paths: &[PathBuf], knowledge: &Knowledge) -> Vec<Lines> {
    extract_files(&opened(paths), knowledge)
}

/// The records of each of `files`, none of them a folder, as lines of JSON, in order.
#[must_use]
pub fn extract_files(files: &[PathBuf], knowledge: &Knowledge) -> Vec<Lines> {
    parallel(files, |_, path| read_one(path, SourceId(0)).and_then(|read| lines(read, &knowledge.seeds)))
}

/// One line of `diwan extract -`.
#[derive(Deserialize)]
struct Request {
    id: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    path: Option<PathBuf>,
}

/// The answers to lines `{"id": …, "text": …}` or `{"id": …, "path": …}`, in order, none missing: a line that fails
/// is answered by `{"id": …, "error": {"code", "message"}}`. Each answer holds one line or more.
#[must_use]
pub fn extract_lines(requests: &[String], knowledge: &Knowledge) -> Vec<String> {
    parallel(requests, |_, line| answer(line, &knowledge.seeds))
}

fn answer(line: &str, seeds: &Seeds) -> String {
    let refused = |id: Value, code: &str, message: String| {
        json!({"id": id, "error": {"code": code, "message": message}}).to_string()
    };
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => {
            let id = serde_json::from_str::<Value>(line).ok().and_then(|value| value.get("id").cloned());
            let message =
                format!("{error}; a line is {{\"id\": …, \"text\": …}} or {{\"id\": …, \"path\": …}}");
            return refused(id.unwrap_or(Value::Null), "bad-request", message);
        }
    };
    let id = Value::from(request.id.as_str());
    let read = match (request.text, request.path) {
        (Some(text), None) => Ok(ingest::given(SourceId(0), &request.id, &text)),
        (None, Some(path)) => {
            read_one(&path, SourceId(0)).map(|document| Document { id: request.id, ..document })
        }
        _ => return refused(id, "bad-request", "give either \"text\" or \"path\"".to_owned()),
    };
    match read.and_then(|document| lines(document, seeds)) {
        Ok(lines) => lines.join("\n"),
        Err(unread) => refused(id, "unreadable-input", unread.reason),
    }
}

/// Compares the names of lines, block after block; what it learns of names in one block serves the next.
#[derive(Debug)]
pub struct Likenesses<'a>(Vec<Comparer<'a>>);

impl<'a> Likenesses<'a> {
    /// Compares as `names` does, with as many threads as the pool has that this is called in.
    #[must_use]
    pub fn new(names: &'a Names) -> Self {
        Self(vec![Comparer::new(names); threads()])
    }

    /// One likeness in 0..1 for each line `a<TAB>b`; 0 for a line without a tab.
    pub fn of(&mut self, pairs: &[String]) -> Vec<f64> {
        shared_out(&mut self.0, pairs, |comparer, line| comparer.line(line))
    }
}

/// How often each rule fires on the files of `paths`: as many numbers as there are rules, in their order.
///
/// # Errors
/// The first file that cannot be read.
pub fn rule_uses(paths: &[PathBuf], knowledge: &Knowledge) -> Result<Vec<usize>, Unread> {
    let counted = parallel(&opened(paths), |_, path| {
        read_one(path, SourceId(0)).map(|document| {
            let mut uses = vec![0; knowledge.seeds.rules().len()];
            for found in knowledge.seeds.matches(&crate::seeds::Lexed::new(&document.text, &knowledge.seeds))
            {
                uses[found.rule] += 1;
            }
            uses
        })
    });
    let mut total = vec![0; knowledge.seeds.rules().len()];
    for uses in counted {
        for (sum, count) in total.iter_mut().zip(uses?) {
            *sum += count;
        }
    }
    Ok(total)
}

/// What is understood of a spreadsheet, as JSON.
#[must_use]
pub(super) fn sheets(document: &Document, knowledge: &Knowledge) -> String {
    report::pretty(&extract::sheets(document, &knowledge.seeds))
}
