//! A zip package of XML parts, as Word and OpenDocument store them, under limits.
//!
//! In: bytes of the archive. Out: parts as element trees. Always holds: no part and no package unpacks to more than its
//! limit, whatever its headers say.

use super::encoding::decode;
use super::error::IngestError;
use super::xml::{self, Element};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// A part unpacks to at most 64 MiB.
const LARGEST_PART: u64 = 64 << 20;
/// All parts read unpack to at most 128 MiB.
const LARGEST: u64 = 128 << 20;

/// An open package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    format: &'static str,
    unpacked: u64,
}

impl<'b> Package<'b> {
    /// The package in `bytes`.
    ///
    /// # Errors
    /// A broken archive.
    pub(super) fn open(bytes: &'b [u8], format: &'static str) -> Result<Self, IngestError> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|error| IngestError::Broken { format, fault: error.to_string() })?;
        Ok(Self { archive, format, unpacked: 0 })
    }

    /// The names of all parts, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
        names.sort();
        names
    }

    /// The part called `name` as a tree; `None` when the package has none.
    ///
    /// # Errors
    /// A part over its limit, damaged, locked or not XML.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Element>, IngestError> {
        let format = self.format;
        let fault = |fault: String| IngestError::Broken { format, fault: format!("{name}: {fault}") };
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why) if why.to_lowercase().contains("password") => {
                IngestError::Locked { format }
            }
            error => fault(error.to_string()),
        })?;
        let limit = LARGEST_PART.min(LARGEST - self.unpacked);
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| fault(error.to_string()))?;
        let found = bytes.len() as u64;
        if found > limit {
            let remedy = "save it without what is not text";
            return Err(IngestError::Limit { what: "unpacked size in bytes", found, limit, remedy });
        }
        self.unpacked += found;
        xml::parse(&decode(&bytes, None)?.text).map(Some).map_err(|error| match error {
            xml::XmlError::Broken(why) => fault(why),
            xml::XmlError::TooDeep(found) => IngestError::Limit {
                what: "nesting of elements",
                found: found as u64,
                limit: xml::DEEPEST as u64,
                remedy: "copy the text into a new document",
            },
        })
    }

    /// The same, but a part that cannot be read counts as absent: for what the text can do without.
    pub(super) fn extra(&mut self, name: &str) -> Option<Element> {
        self.part(name).ok().flatten()
    }
}
