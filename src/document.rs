//! What one file says, decoded, in reading order, and how to tell a human where.
//!
//! In: text and blocks from a reader. Out: [`Document`], [`Place`], [`Sources`]. Always holds: `text` is the only
//! coordinate system (spreadsheet cells are joined into it too), and a document is never edited after ingest.

use crate::text::{SourceId, Span};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// What one file says.
#[derive(Debug, Clone)]
pub struct Document {
    /// Which document of the run this is.
    pub source: SourceId,
    /// The given id, or the file's stem.
    pub id: String,
    /// The path as the user gave it, with `/` between folders.
    pub path: String,
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// IANA media type.
    pub media_type: &'static str,
    /// What the file says of itself.
    pub head: Head,
    /// The text in logical order; every [`Span`] of this document points into it.
    pub text: String,
    /// Lines of prose, list items or cells, in reading order, without overlaps.
    pub blocks: Vec<Block>,
    /// What could not be read although the file as a whole could.
    pub notes: Vec<Note>,
}

/// What a file says of itself in its metadata, never taken from its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Title.
    pub title: Option<String>,
    /// Site or organisation that published it.
    pub publisher: Option<String>,
    /// ISO 8601 date of publication.
    pub published: Option<String>,
    /// Who wrote it; never a member because of this.
    pub author: Option<String>,
    /// How the bytes of a separated-values file were read.
    pub dialect: Option<Dialect>,
}

/// How the bytes of a separated-values file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Dialect {
    /// The encoding's name, such as `UTF-8 with BOM`.
    pub encoding: &'static str,
    /// What stands between two values.
    pub delimiter: char,
    /// What ends a line: `CRLF`, `LF` or `CR`.
    pub line_ending: &'static str,
}

/// A stretch of the text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Where a human finds it.
    pub place: Place,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A line or paragraph.
    Paragraph,
    /// A headline or heading that the file marks as such.
    Heading,
    /// A list item that the file marks as such; its bullet or number, where the file shows one, is part of it.
    Item,
    /// Share buttons, comment forms and the like: in the text, but nobody's statement.
    Furniture,
    /// A cell of a spreadsheet.
    Cell(Cell),
}

/// Where a cell stands and what it held before it became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Sheet, counted from 0 in the workbook's order.
    pub sheet: u16,
    /// Row, counted from 0 at the sheet's first row.
    pub row: u32,
    /// Column, counted from 0 at the sheet's first column.
    pub column: u32,
    /// Rows it spans: 1 unless merged downwards.
    pub rows: u32,
    /// Columns it spans: 1 unless merged sideways.
    pub columns: u32,
    /// What the file stored.
    pub kind: CellKind,
    /// Whether the file shows its sheet.
    pub shown: Shown,
}

/// Whether the file shows a sheet to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Yes.
    Visible,
    /// No: it is hidden.
    Hidden,
}

/// What a cell held before it became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Text as typed.
    Text,
    /// A number; its text is the shortest that reads back.
    Number,
    /// A date or time cell; its text is ISO 8601.
    Date,
    /// True or false.
    Boolean,
    /// An error value such as `#N/A`: unknown, never 0.
    Error,
    /// A formula whose result the file does not hold: unknown, never 0.
    Uncomputed,
}

/// Where a human finds something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// A line of a text, counted from 1.
    Line {
        /// The line.
        line: u32,
    },
    /// A page of a PDF, counted from 1, and a box on it.
    Page {
        /// The page.
        page: u32,
        /// Left, bottom, right, top in points from the page's lower left corner.
        #[serde(rename = "box")]
        area: [i32; 4],
    },
    /// A cell of a spreadsheet.
    Cell {
        /// The sheet's name; empty for a file without sheets, such as CSV.
        #[serde(serialize_with = "shown")]
        #[schemars(with = "String")]
        sheet: Arc<str>,
        /// The address.
        cell: Address,
    },
}

/// The address of a cell as spreadsheet programs write it: `B7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", letters(self.column), u64::from(self.row) + 1)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Address {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Address".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

fn shown<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// The letters of a column counted from 0: `A`, `B` … `Z`, `AA`.
#[must_use]
pub fn letters(column: u32) -> String {
    let (mut rest, mut out) = (u64::from(column) + 1, Vec::new());
    while rest > 0 {
        out.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    out.iter().rev().map(|&letter| letter as char).collect()
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line { line } => write!(f, "line {line}"),
            Self::Page { page, .. } => write!(f, "page {page}"),
            Self::Cell { sheet, cell } if sheet.is_empty() => write!(f, "{cell}"),
            Self::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
        }
    }
}

/// Something a reader could not take over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What and why, in English.
    pub message: String,
    /// Where, when it has a place in the text.
    pub span: Option<Span>,
}

impl Document {
    /// Where a human finds `span`: the place of the block that holds its first byte, or of the one before it.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let after = self.blocks.partition_point(|block| block.span.start() <= span.start());
        let block = after.checked_sub(1).and_then(|at| self.blocks.get(at)).or(self.blocks.first());
        block.map_or(Place::Line { line: 1 }, |block| block.place.clone())
    }

    /// True when the document is a spreadsheet, with or without cells.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        ["spreadsheet", "excel", "text/csv", "tab-separated"]
            .iter()
            .any(|word| self.media_type.contains(word))
    }

    /// The words `span` covers, exactly.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// All documents of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    documents: Vec<Document>,
}

impl Sources {
    /// `documents` in order of their [`SourceId`].
    #[must_use]
    pub fn new(mut documents: Vec<Document>) -> Self {
        documents.sort_by_key(|document| document.source);
        Self { documents }
    }

    /// The document of that id.
    #[must_use]
    pub fn get(&self, source: SourceId) -> Option<&Document> {
        let at = self.documents.binary_search_by_key(&source, |document| document.source).ok()?;
        self.documents.get(at)
    }

    /// All documents, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter()
    }
}
