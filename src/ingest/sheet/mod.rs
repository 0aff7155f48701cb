//! Spreadsheets: every cell that holds something becomes a block, with its true address and what the file stored.
//!
//! In: the bytes of an xlsx, xlsb, xls, ods or csv file. Out: a draft whose text is the cells joined by tabs and line
//! ends, sheet after sheet. Always holds: cells are streamed and counted before anything is allocated for them, so a
//! sheet with two cells in opposite corners costs two cells; formulas without a stored result and error values are
//! marked as such and never become 0. Which cell means what is not decided here.

mod csv;
mod encoding;
mod excel;
mod ods;
mod writer;

use super::draft::Draft;
use super::error::IngestError;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) use csv::read as separated;
pub(super) use writer::{Part, Stretches};

/// The most cells that are read of one file.
const CELLS: u64 = 24_000_000;

/// The most bytes that the parts of a zipped spreadsheet may have together when unpacked.
const UNPACKED: u64 = 3 << 30;

/// The workbook in `bytes`, whatever its format.
///
/// # Errors
/// A broken, locked or far too large file.
pub(super) fn read(bytes: &[u8], part: Part<'_>) -> Result<Draft, IngestError> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return guarded(|| excel::xls(bytes, part));
    }
    let broken = |fault: String| IngestError::Broken { format: "spreadsheet", fault };
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let size = archive.decompressed_size().unwrap_or(0);
    if size > u128::from(UNPACKED) {
        return Err(IngestError::Limit {
            what: "the unpacked size in bytes",
            found: u64::try_from(size).unwrap_or(u64::MAX),
            limit: UNPACKED,
            remedy: "split the workbook",
        });
    }
    let holds = |name: &str| archive.index_for_name(name).is_some();
    if holds("xl/workbook.bin") {
        guarded(|| excel::xlsb(bytes, part))
    } else if holds("content.xml") {
        ods::read(archive, part)
    } else {
        guarded(|| excel::xlsx(bytes, archive, part))
    }
}

/// What `read` yields; a panic of the library below is a broken file, for it slices by numbers that the file states.
fn guarded(read: impl FnOnce() -> Result<Draft, IngestError>) -> Result<Draft, IngestError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let fault = "it contradicts itself about where its parts are".to_owned();
        Err(IngestError::Broken { format: "Excel", fault })
    })
}
