//! One file's bytes become a [`Document`]: the text in logical order, blocks with places, notes on what was lost.
//!
//! In: a file's name and bytes. Out: a [`Document`] or an [`IngestError`] that says what to do. Always holds: the
//! format is told by content before name; no reader panics on broken bytes; nothing is guessed where a note will do.

mod docx;
mod draft;
mod encoding;
mod error;
mod flow;
mod html;
mod mail;
mod numerals;
mod odt;
mod package;
mod pdf;
mod plain;
mod sheet;
mod sniff;
mod wrap;
mod xml;

use crate::document::Document;
use crate::text::SourceId;
use draft::Draft;
use sha2::{Digest as _, Sha256};
use sheet::{Part, Stretches};
use sniff::Format;
use std::ops::RangeInclusive;

pub use error::IngestError;

/// The file at `path` (its name as the user gave it) with `bytes`, as document `source` of the run.
///
/// # Errors
/// Why it cannot be read, and what to do.
pub fn document(source: SourceId, path: &str, bytes: &[u8]) -> Result<Document, IngestError> {
    let draft = match sniff::format(path, bytes)? {
        Format::Plain => plain::read(bytes)?,
        Format::Html => html::read(bytes, None)?,
        Format::Mhtml => mail::read(bytes, mail::Prefer::Page)?,
        Format::Eml => mail::read(bytes, mail::Prefer::Text)?,
        Format::Docx => docx::read(bytes)?,
        Format::Odt => odt::read(bytes)?,
        Format::Pdf => pdf::read(bytes)?,
        Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => sheet::read(bytes, Part::Whole)?,
        Format::Csv => sheet::separated(bytes, Part::Whole)?,
    };
    Ok(finished(source, path, digest(bytes), draft))
}

fn finished(source: SourceId, path: &str, sha256: String, draft: Draft) -> Document {
    let Draft { media_type, head, text, blocks, notes, goes_on: _ } = draft;
    let id = stem(path).to_owned();
    Document { source, id, path: path.to_owned(), sha256, media_type, head, text, blocks, notes }
}

/// Whether a spreadsheet goes on after its opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// The opening is all there is.
    None,
    /// There are further rows: [`stretches`] reads them.
    Rows,
}

/// The file at `path`, of a spreadsheet no more than `rows` rows of each sheet.
///
/// # Errors
/// As for [`document`].
pub fn opening(
    source: SourceId,
    path: &str,
    bytes: &[u8],
    rows: u32,
) -> Result<(Document, Rest), IngestError> {
    let draft = match sniff::format(path, bytes)? {
        Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => sheet::read(bytes, Part::Opening(rows))?,
        Format::Csv => sheet::separated(bytes, Part::Opening(rows))?,
        _ => return Ok((document(source, path, bytes)?, Rest::None)),
    };
    let rest = if draft.goes_on { Rest::Rows } else { Rest::None };
    Ok((finished(source, path, digest(bytes), draft), rest))
}

/// Hands `each` sheet number `sheet` of the spreadsheet at `path` as documents of `rows` rows, every one after the rows
/// `head`; no more than one of them is held at a time.
///
/// # Errors
/// As for [`document`].
pub fn stretches(
    path: &str,
    bytes: &[u8],
    (sheet, head): (u16, RangeInclusive<u32>),
    rows: u32,
    each: &mut dyn FnMut(&Document),
) -> Result<(), IngestError> {
    let mut hand = |draft| each(&finished(SourceId(0), path, String::new(), draft));
    let part = Part::Stretches(Stretches { sheet, head, rows, each: &mut hand });
    match sniff::format(path, bytes)? {
        Format::Csv => sheet::separated(bytes, part)?,
        _ => sheet::read(bytes, part)?,
    };
    Ok(())
}

/// The text of a record line of a batch engine, as document `source` of the run.
#[must_use]
pub fn given(source: SourceId, id: &str, text: &str) -> Document {
    let draft = plain::lines(text);
    Document {
        source,
        id: id.to_owned(),
        path: String::new(),
        sha256: digest(text.as_bytes()),
        media_type: draft.media_type,
        head: draft.head,
        text: draft.text,
        blocks: draft.blocks,
        notes: draft.notes,
    }
}

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The file name without folders and without its last extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}
