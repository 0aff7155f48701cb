//! Which format a file has: its bytes tell, its name only where bytes cannot.
//!
//! In: a name and bytes. Out: a [`Format`] or an error with a remedy. Always holds: a wrong ending never hides what the
//! bytes are sure of; only plain text, CSV and loose HTML are told apart by name.

use super::error::IngestError;
use std::io::Cursor;
use zip::ZipArchive;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Html,
    Mhtml,
    Eml,
    Pdf,
    Docx,
    Odt,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Csv,
}

/// Bytes looked at where a format shows itself near the start.
const HEAD: usize = 4096;

/// Formats told by their first bytes and not read: the bytes, the name, what to do.
const REFUSED: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "Rich Text (rtf)", SAVE_AS_DOCX),
    (b"\x89PNG", PICTURE, TYPE_IT),
    (b"\xFF\xD8\xFF", PICTURE, TYPE_IT),
    (b"GIF8", PICTURE, TYPE_IT),
    (b"II*\0", PICTURE, TYPE_IT),
    (b"MM\0*", PICTURE, TYPE_IT),
    (b"Rar!\x1A\x07", ARCHIVE, UNPACK),
    (b"7z\xBC\xAF\x27\x1C", ARCHIVE, UNPACK),
    (b"\x1F\x8B", ARCHIVE, UNPACK),
    (b"%!PS", "PostScript", "print or convert it to PDF"),
];

const PICTURE: &str = "a picture";
const TYPE_IT: &str = "type the text into a .txt file: pictures of text are not read";
const ARCHIVE: &str = "an archive";
const UNPACK: &str = "unpack it into the input folder";
const SAVE_AS_DOCX: &str = "open it in a word processor and save it as .docx";

/// The format of the file called `path` with `bytes`.
///
/// # Errors
/// An empty file, or a format that is known and not read, with the remedy.
pub(super) fn format(path: &str, bytes: &[u8]) -> Result<Format, IngestError> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, after)| after).to_ascii_lowercase();
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(&ending, bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return compound(&ending, bytes);
    }
    if let Some((_, format, remedy)) = REFUSED.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(IngestError::Unsupported { format, remedy });
    }
    let text = ascii(head);
    if let Some(format) = mail(&ending, &text) {
        return Ok(format);
    }
    marked_up(&ending, &text)
}

/// A zip archive: the names inside it tell, then the bytes of a broken one, then the ending.
fn zipped(ending: &str, bytes: &[u8]) -> Result<Format, IngestError> {
    if let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) {
        let has =
            |prefix: &str| archive.file_names().any(|name| name.is_ok_and(|name| name.starts_with(prefix)));
        if has("word/") {
            return Ok(Format::Docx);
        }
        if has("xl/workbook.bin") {
            return Ok(Format::Xlsb);
        }
        if has("xl/") {
            return Ok(Format::Xlsx);
        }
        if has("ppt/") {
            return Err(IngestError::Unsupported { format: "a presentation", remedy: "save it as PDF" });
        }
    }
    // OpenDocument stores its media type uncompressed at the start, so it is read even where the end is cut off.
    let start = &bytes[..bytes.len().min(256)];
    let holds = |needle: &str| find(start, needle.as_bytes()).is_some();
    if holds("opendocument.text") {
        return Ok(Format::Odt);
    }
    if holds("opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    if holds("opendocument.") {
        return Err(IngestError::Unsupported { format: "an OpenDocument drawing", remedy: "save it as PDF" });
    }
    match ending {
        "docx" | "docm" | "dotx" => Ok(Format::Docx),
        "odt" | "ott" => Ok(Format::Odt),
        "xlsx" | "xlsm" => Ok(Format::Xlsx),
        "xlsb" => Ok(Format::Xlsb),
        "ods" => Ok(Format::Ods),
        _ => Err(IngestError::Unsupported { format: ARCHIVE, remedy: UNPACK }),
    }
}

/// A compound file of the Office of 1997: the names of its streams tell.
fn compound(ending: &str, bytes: &[u8]) -> Result<Format, IngestError> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    let doc = IngestError::Unsupported { format: "Word 97 (doc)", remedy: SAVE_AS_DOCX };
    let message =
        IngestError::Unsupported { format: "Outlook (msg)", remedy: "save the message as .eml, text or PDF" };
    if holds("EncryptedPackage") {
        return Err(IngestError::Locked { format: "Office" });
    }
    if holds("WordDocument") {
        return Err(doc);
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Format::Xls);
    }
    if holds("__substg1.0_") {
        return Err(message);
    }
    match ending {
        "doc" | "dot" => Err(doc),
        "msg" => Err(message),
        "xls" | "xlt" => Ok(Format::Xls),
        _ => Err(IngestError::Unsupported { format: "an old Office file", remedy: SAVE_AS_DOCX }),
    }
}

/// A mail or a web archive: header lines, one of which every MIME message has.
fn mail(ending: &str, text: &str) -> Option<Format> {
    let header = text.split("\n\n").next().unwrap_or(text);
    let first = header.lines().next().unwrap_or("");
    let label = first.split_once(':').map_or("", |(label, _)| label);
    let labelled =
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let mime = header.lines().any(|line| line.starts_with("mime-version:"));
    if !(labelled && (mime || ending == "eml")) {
        return None;
    }
    let archive = header.contains("multipart/related") && header.contains("snapshot-content-location:");
    Some(if archive || ending == "mht" || ending == "mhtml" { Format::Mhtml } else { Format::Eml })
}

/// Text with or without mark-up.
fn marked_up(ending: &str, text: &str) -> Result<Format, IngestError> {
    let opens = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.starts_with(tag));
    let inside = text.starts_with('<') && (text.contains("<html") || text.contains("<!doctype html"));
    if opens || inside {
        return Ok(Format::Html);
    }
    if text.starts_with("<?xml") && (text.contains("word.document") || text.contains("<w:worddocument")) {
        return Err(IngestError::Unsupported { format: "Word 2003 (xml)", remedy: SAVE_AS_DOCX });
    }
    if text.starts_with("<?xml") && text.contains("excel.sheet") {
        let remedy = "open it in a spreadsheet program and save it as .xlsx";
        return Err(IngestError::Unsupported { format: "Excel 2003 (xml)", remedy });
    }
    Ok(match ending {
        "csv" | "tsv" => Format::Csv,
        // A text that was only named so keeps its lines.
        "html" | "htm" | "xhtml" if text.contains('<') => Format::Html,
        _ => Format::Plain,
    })
}

/// The ASCII letters of `head` in lower case, without byte order mark, the zeros of UTF-16 and spaces at the start.
fn ascii(head: &[u8]) -> String {
    let ascii = head.iter().filter(|byte| byte.is_ascii() && !matches!(byte, 0 | b'\r'));
    let text: String = ascii.map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    text.trim_start().to_owned()
}

/// Where `needle` first stands in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first();
    bytes.windows(needle.len()).position(|window| window.first() == first && window == needle)
}
