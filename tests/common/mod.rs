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
