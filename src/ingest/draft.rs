//! A document while a reader builds it: text and blocks grow together, so that they always fit.

use crate::document::{Block, BlockKind, Head, Note, Place};
use crate::text::Span;

/// What a reader has understood of a file.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) media_type: &'static str,
    pub(super) head: Head,
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<Note>,
    /// Whether a spreadsheet goes on after the rows that were asked for.
    pub(super) goes_on: bool,
}

impl Draft {
    /// An empty draft of that IANA media type.
    pub(super) fn new(media_type: &'static str) -> Self {
        Self {
            media_type,
            head: Head::default(),
            text: String::new(),
            blocks: Vec::new(),
            notes: Vec::new(),
            goes_on: false,
        }
    }

    /// Adds `words` as a block where the text ends now, without a line end.
    pub(super) fn block(&mut self, kind: BlockKind, place: Place, words: &str) {
        let start = self.text.len();
        self.text.push_str(words);
        if let Some(span) = Span::new(&self.text, start..self.text.len()) {
            self.blocks.push(Block { kind, span, place });
        }
    }

    /// Notes that something could not be read.
    pub(super) fn note(&mut self, message: impl Into<String>) {
        self.notes.push(Note { message: message.into(), span: None });
    }
}
