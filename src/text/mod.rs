//! Text and places in it: what every other module points into.
//!
//! In: any string. Out: [`Folded`] (the same text made comparable, with the way back) and [`Span`] (bytes of the
//! text as written). Always holds: a folded offset never leaves this module except through [`Folded::span`], and
//! a span always lies on character borders of the text it was made from. No meaning, no files.

mod fold;
mod key;
mod scripts;
mod tokens;
mod wrap;

use serde::{Deserialize, Serialize};
use std::ops::Range;

pub use fold::{Folded, fold};
pub use key::key;
pub use scripts::{
    is_arabic, is_default_ignorable, is_latin, is_mark, is_suspicious, joined, plain, suspicious,
};
pub use tokens::{Token, TokenKind, tokens};
pub use wrap::{WHITE, has_columns, unwrapped};

/// Which document of a run: its index in the order of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// Bytes `start..end` of one document's text, on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of `range` in `text`; `None` when it is reversed, outside, or cuts a character.
    #[must_use]
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        Some(Self { start: u32::try_from(range.start).ok()?, end: u32::try_from(range.end).ok()? })
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Both ends, to slice with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True when no byte is covered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True when `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The words of `text` that the span covers; empty when `text` is not the text it was made from.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The same words without white space, bidi controls and tatweel at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let drop = |c: char| c.is_whitespace() || is_default_ignorable(c) || c == '\u{0640}';
        let words = self.of(text);
        let start = self.start() + (words.len() - words.trim_start_matches(drop).len());
        let len = words.trim_matches(drop).len();
        Self::new(text, start..start + len).unwrap_or(self)
    }
}
