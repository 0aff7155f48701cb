//! What several test files share: the embedded seeds and documents made from text.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test file uses its own part"
)]

use diwan::document::{Block, BlockKind, Document, Head, Place};
use diwan::seeds::Seeds;
use diwan::text::{SourceId, Span};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The embedded seeds, loaded once.
pub fn seeds() -> &'static Seeds {
    static SEEDS: OnceLock<Seeds> = OnceLock::new();
    SEEDS.get_or_init(|| Seeds::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}")))
}

/// A plain text as a document, one block for each line that is not empty.
pub fn document(id: &str, text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.trim().is_empty() {
            let span = Span::new(text, start..start + body.len()).expect("a line lies on borders");
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
                place: Place::Line { line: number as u32 + 1 },
            });
        }
        start += line.len();
    }
    Document {
        source: SourceId(0),
        id: id.to_owned(),
        path: format!("{id}.txt"),
        sha256: String::new(),
        media_type: "text/plain",
        head: Head::default(),
        text: text.to_owned(),
        blocks,
        notes: Vec::new(),
    }
}

/// The shared corpus, where there is one.
pub fn corpus() -> Option<std::path::PathBuf> {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let path = std::env::var_os("DIWAN_CORPUS").map_or(root, std::path::PathBuf::from);
    path.is_dir().then_some(path)
}

/// The document in `bytes`.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    diwan::ingest::document(SourceId(0), name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a record says, without where it was read.
pub fn facts(document: &Document) -> Vec<serde_json::Value> {
    fn strip(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Object(map) => map
                .into_iter()
                .filter(|(key, _)| !matches!(key.as_str(), "evidence" | "source" | "id"))
                .map(|(key, inner)| (key, strip(inner)))
                .collect(),
            serde_json::Value::Array(items) => items.into_iter().map(strip).collect(),
            other => other,
        }
    }
    let records = diwan::extract::records(document, seeds());
    let sources = diwan::document::Sources::new(vec![document.clone()]);
    let line = |record| diwan::report::record_line(record, &sources).unwrap();
    records.iter().map(|record| strip(serde_json::from_str(&line(record)).unwrap())).collect()
}
