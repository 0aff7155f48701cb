//! A sheet as a Word document (docx) that can be edited: the same content as on paper, in Word's own terms.
//!
//! In: a [`Sheet`]. Out: bytes. Always holds: paragraphs, runs, tables and the section say their direction; a value from a
//! slot cannot turn the order of the words around it; the same sheet and day give the same bytes.

mod body;
mod runs;

use crate::calendar::Date;
use crate::typeset::{Language, Sheet};
use std::io::{Cursor, Write as _};
use thiserror::Error;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A document that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the Word document cannot be packed: {reason}; please report this with the template")]
pub struct DocxError {
    /// The packer's reason.
    pub reason: String,
}

/// The namespaces of a part.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/fontTable.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>\
<Override PartName=\"/word/footer1.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" \
ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
Target=\"docProps/core.xml\"/></Relationships>";

const RELATED: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
Target=\"styles.xml\"/><Relationship Id=\"rId2\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" \
Target=\"numbering.xml\"/><Relationship Id=\"rId3\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\" \
Target=\"fontTable.xml\"/><Relationship Id=\"rId4\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" \
Target=\"footer1.xml\"/></Relationships>";

/// Machines without Amiri show a face of the same kind.
const FONTS: &str = "<w:font w:name=\"Amiri\"><w:altName w:val=\"Traditional Arabic\"/>\
<w:family w:val=\"roman\"/></w:font>";

/// `sheet` as a docx file made on `day`.
///
/// # Errors
/// The packer's reason.
pub fn bytes(sheet: &Sheet, day: Date) -> Result<Vec<u8>, DocxError> {
    let written = body::write(sheet);
    let (year, month, date) = day.parts();
    let stamp = format!("{year:04}-{:02}-{:02}T00:00:00Z", month.unwrap_or(1), date.unwrap_or(1));
    let core = format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>diwan</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:modified></cp:coreProperties>",
        runs::escaped(&sheet.title),
        sheet.language.tag()
    );
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{ROOT}")),
        ("docProps/core.xml", core),
        ("word/_rels/document.xml.rels", format!("{HEAD}{RELATED}")),
        ("word/document.xml", format!("{HEAD}<w:document {NAMES}>{}</w:document>", written.document)),
        ("word/fontTable.xml", format!("{HEAD}<w:fonts {NAMES}>{FONTS}</w:fonts>")),
        ("word/footer1.xml", format!("{HEAD}<w:ftr {NAMES}>{}</w:ftr>", written.footer)),
        ("word/numbering.xml", format!("{HEAD}<w:numbering {NAMES}>{}</w:numbering>", written.numbering)),
        ("word/styles.xml", format!("{HEAD}<w:styles {NAMES}>{}</w:styles>", styles(sheet))),
    ];
    pack(&parts).map_err(|error| DocxError { reason: error.to_string() })
}

fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Every part bears the first moment that a zip can hold, so that the clock does not show.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What is true of all text unless a paragraph or run says otherwise.
fn styles(sheet: &Sheet) -> String {
    let size = (sheet.size * 2.0).round();
    let lang = match sheet.language {
        Language::Arabic => "<w:lang w:val=\"fr-FR\" w:bidi=\"ar-MA\"/>",
        Language::French => "<w:lang w:val=\"fr-FR\" w:bidi=\"ar-MA\"/>",
        Language::English => "<w:lang w:val=\"en-GB\" w:bidi=\"ar-MA\"/>",
    };
    format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Amiri\" w:hAnsi=\"Amiri\" w:eastAsia=\"Amiri\" \
         w:cs=\"Amiri\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>{lang}</w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name \
         w:val=\"Normal\"/></w:style>"
    )
}
