//! The file layer: objects, pages and streams through lopdf, under limits.
//!
//! In: the bytes of a file. Out: [`File`] with pages in order. Always holds: no stream is inflated past [`STREAM`],
//! no chain of references or page tree is followed without end.

use crate::ingest::error::IngestError;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

/// Bytes a file may have.
const FILE: u64 = 256 << 20;
/// Bytes a stream may inflate to.
const STREAM: usize = 64 << 20;
/// Pages that are read.
pub(super) const PAGES: usize = 5_000;

/// An open file.
#[derive(Debug)]
pub(super) struct File {
    document: Document,
}

/// One page, with what it inherits.
#[derive(Debug)]
pub(super) struct PageDict<'a> {
    pub(super) id: Option<ObjectId>,
    pub(super) dict: &'a Dictionary,
    pub(super) resources: Option<&'a Dictionary>,
    /// Left, bottom, right, top.
    pub(super) area: [f32; 4],
}

impl File {
    /// Opens `bytes`.
    ///
    /// # Errors
    /// Too large, locked with a password, or broken beyond repair.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, IngestError> {
        if bytes.len() as u64 > FILE {
            return Err(IngestError::Limit {
                what: "the size of the PDF in bytes",
                found: bytes.len() as u64,
                limit: FILE,
                remedy: "split it into smaller files",
            });
        }
        let start = bytes.windows(5).take(1024).position(|window| window == b"%PDF-").unwrap_or(0);
        let body = bytes.get(start..).unwrap_or_default();
        let mut document =
            Document::load_mem_with_options(body, LoadOptions::with_max_decompressed_size(STREAM)).map_err(
                |error| match error {
                    lopdf::Error::InvalidPassword => IngestError::Locked { format: "PDF" },
                    other => broken(&other.to_string()),
                },
            )?;
        if document.is_encrypted() && document.decrypt("").is_err() {
            return Err(IngestError::Locked { format: "PDF" });
        }
        Ok(Self { document })
    }

    /// The pages, in order.
    pub(super) fn pages(&self) -> Vec<PageDict<'_>> {
        let mut pages = Vec::new();
        for id in self.document.page_iter().take(PAGES) {
            let Some(dict) = self.document.get_object(id).ok().and_then(|object| object.as_dict().ok())
            else {
                continue;
            };
            let area = self.inherited(dict, b"CropBox").or_else(|| self.inherited(dict, b"MediaBox"));
            pages.push(PageDict {
                id: Some(id),
                dict,
                resources: self.inherited(dict, b"Resources").and_then(|object| object.as_dict().ok()),
                area: area.and_then(|object| self.rectangle(object)).unwrap_or([0.0, 0.0, 612.0, 792.0]),
            });
        }
        pages
    }

    fn inherited<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = dict;
        for _ in 0..32 {
            if let Some(object) = self.get(node, key) {
                return Some(object);
            }
            node = self.dict(node, b"Parent")?;
        }
        None
    }

    /// Four numbers in order: left, bottom, right, top.
    fn rectangle(&self, object: &Object) -> Option<[f32; 4]> {
        let numbers: Vec<f32> = object.as_array().ok()?.iter().filter_map(|side| self.number(side)).collect();
        let [a, b, c, d] = numbers[..] else { return None };
        let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
        (area[2] - area[0] > 1.0 && area[3] - area[1] > 1.0).then_some(area)
    }

    /// `object`, references followed.
    pub(super) fn follow<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    /// The entry `key`, references followed; null counts as absent.
    pub(super) fn get<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.follow(dict.get(key).ok()?).filter(|object| !object.is_null())
    }

    /// The dictionary at `key`, also that of a stream.
    pub(super) fn dict<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        match self.get(dict, key)? {
            Object::Dictionary(found) => Some(found),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The stream at `key`.
    pub(super) fn stream<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    /// The array at `key`.
    pub(super) fn list<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Vec<Object>> {
        self.get(dict, key)?.as_array().ok()
    }

    /// The name at `key`.
    pub(super) fn name<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    /// The number `object` is or refers to.
    pub(super) fn number(&self, object: &Object) -> Option<f32> {
        self.follow(object)?.as_float().ok().filter(|number| number.is_finite())
    }

    /// The number at `key`.
    pub(super) fn number_at(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.number(dict.get(key).ok()?)
    }

    /// The bytes of `stream` as they were before its filters; empty when a filter fails or the limit is passed.
    pub(super) fn bytes(&self, stream: &Stream) -> Vec<u8> {
        stream.decompressed_content_with_limit(STREAM).unwrap_or_default()
    }

    /// The content of `page`, its streams joined by white space.
    pub(super) fn content(&self, page: &PageDict<'_>) -> Vec<u8> {
        match self.get(page.dict, b"Contents") {
            Some(Object::Stream(stream)) => self.bytes(stream),
            Some(Object::Array(parts)) => {
                let mut out = Vec::new();
                for part in parts.iter().take(4096) {
                    if let Some(Object::Stream(stream)) = self.follow(part) {
                        out.extend(self.bytes(stream));
                        out.push(b'\n');
                    }
                    if out.len() > STREAM {
                        break;
                    }
                }
                out
            }
            _ => Vec::new(),
        }
    }

    /// The root of the structure tree, where the file is tagged.
    pub(super) fn structure(&self) -> Option<&Dictionary> {
        self.dict(self.document.catalog().ok()?, b"StructTreeRoot")
    }

    /// The document information's title, where the file has one.
    pub(super) fn title(&self) -> Option<String> {
        let info = self.follow(self.document.trailer.get(b"Info").ok()?)?.as_dict().ok()?;
        let title = lopdf::decode_text_string(self.get(info, b"Title")?).ok()?;
        let title = title.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// True for a producer that turns quotation marks round in right-to-left text, as it does brackets, and sets each
    /// Latin word apart.
    pub(super) fn is_tcpdf(&self) -> bool {
        let producer = || {
            let info = self.follow(self.document.trailer.get(b"Info").ok()?)?.as_dict().ok()?;
            lopdf::decode_text_string(self.get(info, b"Producer")?).ok()
        };
        producer().is_some_and(|producer| producer.contains("TCPDF"))
    }

    /// All fonts of the file, by object number.
    pub(super) fn fonts(&self) -> impl Iterator<Item = (ObjectId, &Dictionary)> {
        self.document.objects.iter().filter_map(|(id, object)| {
            let dict = object.as_dict().ok()?;
            (self.name(dict, b"Type") == Some(b"Font")).then_some((*id, dict))
        })
    }
}

fn broken(fault: &str) -> IngestError {
    IngestError::Broken { format: "PDF", fault: fault.to_owned() }
}
