//! Which format a file has: its first bytes tell, its name only where bytes cannot.

use super::error::IngestError;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Html,
    Pdf,
    Docx,
    Odt,
    Excel,
    Csv,
}

impl Format {
    /// Its name for a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "Word (docx)",
            Self::Odt => "OpenDocument text",
            Self::Excel => "a spreadsheet",
            Self::Csv => "CSV",
        }
    }
}

/// The format of the file called `path` with `bytes`.
///
/// # Errors
/// An empty file, or a format that is known and not read, with the remedy.
pub(super) fn format(path: &str, bytes: &[u8]) -> Result<Format, IngestError> {
    let extension = path.rsplit_once('.').map_or("", |(_, after)| after).to_ascii_lowercase();
    let holds = |needle: &[u8]| bytes.windows(needle.len()).take(1 << 16).any(|window| window == needle);
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return match extension.as_str() {
            "docx" | "docm" | "dotx" => Ok(Format::Docx),
            "odt" => Ok(Format::Odt),
            "xlsx" | "xlsm" | "xlsb" | "ods" => Ok(Format::Excel),
            _ if holds(b"word/") => Ok(Format::Docx),
            _ if holds(b"opendocument.text") => Ok(Format::Odt),
            _ if holds(b"xl/") || holds(b"opendocument.spreadsheet") => Ok(Format::Excel),
            _ => Err(IngestError::Unsupported { format: "a zip archive", remedy: "unpack it into input/" }),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return match extension.as_str() {
            "doc" | "dot" => Err(IngestError::Unsupported {
                format: "Word 97 (doc)",
                remedy: "open it in a word processor and save it as .docx",
            }),
            "msg" => Err(IngestError::Unsupported {
                format: "Outlook (msg)",
                remedy: "save the message as text or PDF",
            }),
            _ => Ok(Format::Excel),
        };
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(IngestError::Unsupported {
            format: "Rich Text (rtf)",
            remedy: "open it in a word processor and save it as .docx",
        });
    }
    if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8\xFF") {
        return Err(IngestError::Unsupported {
            format: "a picture",
            remedy: "type the text into a .txt file: pictures of text are not read",
        });
    }
    Ok(match extension.as_str() {
        "html" | "htm" | "xhtml" | "mhtml" | "mht" => Format::Html,
        "csv" | "tsv" => Format::Csv,
        _ => Format::Plain,
    })
}
