//! Files that a PDF carries: the data its pages were made from, for programs to read.
//!
//! A file with one keeps PDF/A-3a in place of PDF/A-2a, which allows none but PDF files.

use super::finish::{packed, words};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// A file to be carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its kind, such as `application/json`.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Adds a file to `document`, made at the moment `stamp`; what the catalog says of it.
pub(super) fn add(
    document: &mut Document,
    attached: &Attachment,
    stamp: Object,
) -> Vec<(&'static str, Object)> {
    let size = i64::try_from(attached.bytes.len()).unwrap_or(i64::MAX);
    let mut stream = packed(attached.bytes.clone(), &[]);
    stream.dict.set("Type", "EmbeddedFile");
    stream.dict.set("Subtype", attached.media_type);
    stream.dict.set("Params", dictionary! { "Size" => size, "ModDate" => stamp });
    let file = document.add_object(stream);
    let both = || -> Dictionary {
        dictionary! { "F" => file, "UF" => file }
    };
    let named: ObjectId = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => words(&attached.name),
        "UF" => words(&attached.name),
        "Desc" => words(&attached.name),
        "AFRelationship" => "Source",
        "EF" => both(),
    });
    let files = dictionary! { "Names" => vec![words(&attached.name), Object::Reference(named)] };
    vec![
        ("AF", Object::Array(vec![Object::Reference(named)])),
        ("Names", Object::Dictionary(dictionary! { "EmbeddedFiles" => files })),
    ]
}
