//! Plain text: one block a line of the file, also where the line ends of a hard-wrapped paragraph became spaces.

use super::draft::Draft;
use super::encoding::decode;
use super::error::IngestError;
use super::wrap::undone;
use crate::document::{BlockKind, Note, Place};

/// `bytes` as lines of text.
///
/// # Errors
/// Bytes that are no text.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, IngestError> {
    read_as(bytes, None)
}

/// The same for text whose envelope declares an encoding.
///
/// # Errors
/// Bytes that are no text.
pub(super) fn read_as(bytes: &[u8], declared: Option<&str>) -> Result<Draft, IngestError> {
    let decoded = decode(bytes, declared)?;
    let mut draft = lines(&decoded.text);
    draft.text = undone(&draft.text);
    draft.notes.extend(decoded.complaint().map(|message| Note { message, span: None }));
    Ok(draft)
}

/// `text` as a draft of one block a line, the text itself untouched.
pub(super) fn lines(text: &str) -> Draft {
    let mut draft = Draft::new("text/plain");
    for (number, line) in (1..).zip(text.split('\n')) {
        let place = Place::Line { line: number };
        let words = line.trim_end_matches('\r');
        if !words.trim().is_empty() {
            draft.block(BlockKind::Paragraph, place, words);
        }
        draft.text.push('\n');
    }
    draft.text.pop();
    draft
}
